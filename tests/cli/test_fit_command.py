"""
`coachplan fit`: what the families of a file say of their children, told plainly; numbers alone are written.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from coachplan.caseload import write_cases
from coachplan.documents.codec import read, write
from coachplan.model.fitted import Fitted, HeldOut, Population, RestsOn
from coachplan.model.suits import Likely, Suited, Suits
from coachplan.simulation import COHORTS, clinic
from coachplan.testing.builders import installed


@pytest.fixture(scope="module")
def cases():
    """Forty made-up families over four weeks."""
    return tuple(clinic(COHORTS["steady"], 40, weeks=4))


def test_families_are_fitted_and_the_numbers_saved(typed, cases, tmp_path):
    """A table, the families held out, the advice; and a document in which nothing of a family stands."""
    write_cases(cases, tmp_path / "cases.jsonl")
    words = ("fit", "cases.jsonl", "--workers", "1", "--on", "2026-03-02")
    code, said, told = typed(*words, "--save", "our.json", "--by", "Dana, OT")
    made = read(Fitted, tmp_path / "our.json")
    text = (tmp_path / "our.json").read_text(encoding="utf-8")

    assert 0 == code
    assert "39 families with" in said
    assert "39 families held out in 4 parts" in said
    assert "Wrote our.json." in told
    assert ("No engine takes it" in told) != made.recommended
    assert ("2026-03-02", "Dana, OT") == (str(made.on), made.by)
    assert not [word for word in ("steady", "kim", "Kim", "2026-01", "2026-02", "ladder") if word in text]

    code, said, _ = typed(*words, "--json")
    printed = json.loads(said)
    assert (0, 39, 14, []) == (code, printed["families"], len(printed["numbers"]), printed["left_out"])
    fitted = {each["id"]: each["fitted"]["value"] for each in printed["numbers"] if each["fitted"]}
    assert made.values.by_id == fitted


def test_who_cannot_be_read_is_named(typed, cases, tmp_path):
    """And of three families nothing is fitted."""
    write_cases(cases[:3], tmp_path / "cases.jsonl")
    with (tmp_path / "cases.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"format": "coachplan-case/1"}\n')
    code, said, told = typed("fit", "cases.jsonl", "--workers", "1")

    assert 1 == code
    assert "1 was left out" in said
    assert "Keep the shipped numbers: fewer than 20 families" in said
    assert "cases.jsonl, line 4: left out; its words were not read, and somebody must look at it." in told


def test_folders_of_families_are_read(begun, tmp_path):
    """Each with its plans and its log, beside files; one without a family is named."""
    for number in range(3, 9):
        words = ("--tries", "5", "--successes", "3", "--on", f"2026-03-0{number}")
        assert 0 == begun("log", "sam", *words)[0]
    (tmp_path / "nobody").mkdir()
    code, said, told = begun("fit", "sam", "nobody", "--workers", "1", "--on", "2026-03-10")

    assert (1, True) == (code, "1 family with 6 practised days took part. 1 was left out." in said)
    assert "nobody: left out" in told


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (("--save", "our.json"), "--save needs --by"),
        (("--save", "our.toml", "--by", "Dana, OT"), "--save: this makes no such file"),
        (("--held-out", "1"), "two parts or more"),
        (("--held-out", "21"), "21"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_read(typed, words, match):
    """With what would be right; no file is asked for."""
    code, _, told = typed("fit", "nowhere.jsonl", *words)

    assert code in (1, 2)
    assert match in told


@pytest.fixture
def our_numbers(tmp_path):
    """What writes a document of numbers, and of each strategy for occupational therapy that it suited 30 of 40."""
    likely = Likely(low=0.6, share=0.75, high=0.85)
    known = sorted(installed().catalogue.strategies)
    rows = [
        Suited(strategy=each, low=24, suited=30, high=35, families=40, likely=likely)
        for each in known
        if each.startswith("ot/")
    ]

    def made(gain=0.1):
        held = HeldOut(parts=4, families=90, days=900, shipped=1.5, fitted=1.4, gain=gain, low=gain / 2, high=0.2)
        number, rests = Population(step_gap=1.1), RestsOn(step_gap=90)
        fitted = Fitted(
            values=number, low=number, high=number, families=rests, days=rests, by="Dana, OT", on=date(2026, 3, 2),
            version="0.1.0", held_out=held, suits=Suits(rows=rows),
        )  # fmt: skip
        write(fitted, tmp_path / "our.json")
        return "our.json"

    return made


def test_every_command_about_a_family_takes_our_numbers(begun, our_numbers):
    """A first plan says beside its reasons how a strategy went here; a review names the numbers that it used."""
    words = ("propose", "sam", "--skill", "ot/put-on-shoes", "--on", "2026-03-04")
    _, plain, _ = begun(*words)
    code, said, _ = begun(*words, "--fitted", our_numbers())

    assert 0 == code
    assert "families here" not in plain
    assert [line for line in said.splitlines() if line.strip().startswith("= ") and "in 30 of 40 families here" in line]
    _, told, _ = begun("review", "sam", "--json", "--on", "2026-03-04", "--fitted", "our.json")
    assert "core/fitted" in dict(json.loads(told)["made_with"])
    assert begun("review", "sam", "--on", "2026-03-04", "--fitted", "our.json")[1].count("families here") == 0


def test_numbers_that_are_no_better_end_the_command(begun, our_numbers):
    """And so does what is no document of numbers."""
    for file in (our_numbers(gain=-0.1), "sam/family.toml"):
        code, _, told = begun("review", "sam", "--fitted", file)
        assert 1 == code
        assert "these numbers are not known" in told or "family.toml" in told
