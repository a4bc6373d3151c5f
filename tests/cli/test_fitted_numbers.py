"""
A clinic's own numbers where they are asked for: a review, a caseload and a backtest are made with them, and say so;
what no engine takes ends a command.
"""

from __future__ import annotations

import json

import pytest

from coachplan.caseload import Case, Reviewed, read_results, write_cases
from coachplan.documents.codec import read, write
from coachplan.model.fitted import LIMITS, Fitted, HeldOut, Population, RestsOn
from coachplan.testing.builders import OPEN, D, day, installed, of_five

HELD = HeldOut(parts=4, families=200, days=4000, shipped=1.5, fitted=1.48, gain=0.02, low=0.01, high=0.03)
#: Children who do hardly anything by chance: a few days at the top are enough of them.
SURE = {"core/swing-sd": 0.15, "core/odd-day-sd": 0.05, "core/start-share": 0.8, "core/step-gap": 0.3}


@pytest.fixture
def ours(tmp_path):
    """The file of a document that an engine takes, and of one that it does not."""
    numbers, rests = Population.of(SURE), RestsOn.of(dict.fromkeys(LIMITS, 40))
    for name, held in (("ours.json", HELD), ("worse.json", None)):
        made = Fitted(
            values=numbers, low=numbers, high=numbers, families=rests, days=rests,
            by="Dana, OT", on=D, version="0.1.0", held_out=held,
        )  # fmt: skip
        write(made, tmp_path / name)
    return tmp_path / "ours.json"


@pytest.fixture
def logged(begun, ours):
    """What types a command beside a family with a log and a document of fitted numbers."""
    for number in range(3, 9):
        words = ("--tries", "5", "--successes", "2", "--on", f"2026-03-0{number}")
        assert 0 == begun("log", "sam", *words)[0]
    return begun


def made_with(said):
    return dict(json.loads(said)["made_with"])


@pytest.mark.parametrize("option", ["--fitted", "--content"])
def test_a_review_is_made_with_them_and_names_them(logged, option):
    """As an engine with the same document says it; without them it is another."""
    words = ("review", "sam", "--json", "--on", "2026-03-09")
    code, said, _ = logged(*words, option, "ours.json")
    plain = logged(*words)[1]

    assert 0 == code
    assert made_with(said)["core/fitted"].startswith("2026-03-02 ")
    assert "core/fitted" not in made_with(plain)
    assert json.loads(said)["readings"] != json.loads(plain)["readings"]


def test_every_command_says_that_it_has_them(logged, monkeypatch):
    """On the second way out, so that what is printed stays as it is; also where the environment names the document."""
    words = ("review", "sam", "--on", "2026-03-09")
    said = "With a clinic's own numbers, fitted on 2026-03-02."
    assert said in logged(*words, "--fitted", "ours.json")[2]
    assert said not in "".join(logged(*words)[1:])
    monkeypatch.setenv("COACHPLAN_FITTED", "ours.json")
    assert said in logged(*words)[2]
    assert said in logged("overview", ".", "--on", "2026-03-09")[2]


def test_what_is_taken_by_no_engine_is_named_with_its_file(logged):
    """By the option and the file, since the document itself is in order."""
    code, _, told = logged("review", "sam", "--fitted", "worse.json")
    assert 1 == code
    assert "--fitted worse.json" in told


def test_what_was_shown_with_them_is_taken_with_them(logged):
    """The other commands about a family take them, too."""
    assert 0 == logged("why-not", "sam", "step-up", "--fitted", "ours.json", "--on", "2026-03-09")[0]
    words = ("sam", "--on", "2026-03-09", "--json")
    plain, own = (
        json.loads(logged("review", *words, *more)[1])["next_steps"][0] for more in ((), ("--fitted", "ours.json"))
    )
    assert ("continue", "change-strategy") == (plain["action"]["kind"], own["action"]["kind"])
    taken = json.loads(logged("apply", *words, "--by", "Dana, OT", "--role", "clinician", "--fitted", "ours.json")[1])
    assert own["action"]["strategy"] == taken["focuses"][0]["strategy"]
    code, said, _ = logged("brief", "sam", "--json", "--fitted", "ours.json", "--on", "2026-03-09")

    assert (0, True) == (code, bool(json.loads(said)["focuses"]))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_caseload_is_reviewed_with_them(typed, ours, tmp_path, workers):
    """On one process and on two."""
    write_cases([Case(OPEN, of_five(4, 4, 4), on=day(4), id=f"f{n}") for n in range(3)], tmp_path / "cases.jsonl")
    code, _, told = typed(
        "caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", workers, "--fitted", "ours.json"
    )
    results = list(read_results(tmp_path / "out.jsonl"))

    assert (0, 3) == (code, len(results)), told
    assert all(isinstance(each, Reviewed) for each in results)
    assert {dict(each.review.made_with)["core/fitted"] for each in results} == {
        dict(installed().with_fitted(read(Fitted, ours)).made_with)["core/fitted"]
    }


def test_a_backtest_tries_them(typed, ours):
    """In the place of the shipped ones; and against them, with --diff."""
    words = ("backtest", "--families", "10", "--weeks", "6", "--cohort", "steady", "--workers", "1", "--json")
    own, plain = (
        json.loads(typed(*words, "--policy", "coachplan", *more)[1]) for more in (("--fitted", "ours.json"), ())
    )
    parted = json.loads(typed(*words, "--diff", "ours.json")[1])

    assert "core + ours.json" == own["settings"]["rules"]["name"]
    assert own["results"] != plain["results"]
    assert "core + ours.json" == parted["second"]["name"]
    assert parted["differences"]


@pytest.mark.parametrize(
    "words",
    [
        ("review", "sam", "--fitted"),
        ("caseload", "cases.jsonl", "--fitted"),
        ("overview", "sam", "--fitted"),
        ("backtest", "--families", "1", "--weeks", "1", "--cohort", "steady", "--fitted"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize(
    ("file", "match"),
    [("worse.json", "not known to foretell"), ("gone.json", "gone.json"), ("sam/family.toml", "")],
)
def test_what_no_engine_takes_ends_the_command(logged, tmp_path, words, file, match):
    """Numbers that are no better, a file that is not there, and another file: in a sentence, and nothing is done."""
    (tmp_path / "cases.jsonl").write_text("", encoding="utf-8")
    code, said, told = logged(*words, file)

    assert code in (1, 2)
    assert ("", True) == (said, match in told)
    assert "Traceback" not in told
