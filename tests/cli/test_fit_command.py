"""
`coachplan fit`: what the families of a file say of their children, told plainly; numbers alone are written.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from coachplan.caseload import write_cases
from coachplan.cli.judging import differences_of, differences_told, judged_told
from coachplan.documents.codec import read, write
from coachplan.fitting import Looked, Offered, Parts, differing
from coachplan.journal import Journal
from coachplan.model.fitted import Fitted, Group, HeldOut, Population, RestsOn
from coachplan.model.suits import Likely, Suited, Suits
from coachplan.simulation import COHORTS, Compared, Figure, UnderBoth, clinic
from coachplan.simulation.experiments.under_both import TOLD
from coachplan.testing.builders import installed


@pytest.fixture(scope="module")
def cases():
    """Forty made-up families over four weeks."""
    return tuple(clinic(COHORTS["steady"], 40, weeks=4))


def test_families_are_fitted_and_the_numbers_saved(typed, cases, tmp_path):
    """A table, the families held out, the advice; and a document in which nothing of a family stands."""
    write_cases(cases, tmp_path / "cases.jsonl")
    words = ("fit", "cases.jsonl", "--workers", "1", "--on", "2026-03-02", "--backtest", "0")
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


@pytest.mark.whole
def test_made_up_families_are_tried_under_both_numbers(typed, cases, tmp_path):
    """Drawn from what was fitted; with the differences, as text and as plain values. With 0 there are none."""
    write_cases(cases[:24], tmp_path / "cases.jsonl")
    words = ("fit", "cases.jsonl", "--workers", "1", "--held-out", "0", "--on", "2026-03-02")
    code, said, _ = typed(*words, "--backtest", "10")
    printed = json.loads(typed(*words, "--backtest", "10", "--json")[1])["backtest"]

    assert 0 == code
    assert "10 made-up families drawn from the fitted numbers, 26 weeks, under both" in said
    assert (10, 26, list(TOLD)) == (printed["families"], printed["weeks"], list(printed["figures"]))
    gain = printed["figures"]["gain"]
    told = next(line for line in said.splitlines() if line.startswith("share of what an all-knowing oracle gains"))
    assert f"{round(100 * gain['shipped']['value'])} %" in told
    assert f"{round(100 * gain['more']['value']):+d} %" in told
    assert "backtest" not in json.loads(typed(*words, "--backtest", "0", "--json")[1])


def test_of_numbers_that_were_not_fitted_nothing_is_tried(typed, cases, tmp_path):
    """There is nobody to draw, and nothing that would differ."""
    write_cases(cases[:5], tmp_path / "cases.jsonl")
    code, said, _ = typed("fit", "cases.jsonl", "--workers", "1", "--on", "2026-03-02", "--diff")

    assert 0 == code
    assert "made-up families" not in said
    assert "Of 5 families 0 would be offered another next step under the fitted numbers today." in said


@pytest.mark.whole
def test_whose_next_step_would_differ_is_told_by_name(typed, cases, tmp_path):
    """As the function says it of the same numbers, on one process and two; who cannot be reviewed is named, too."""
    write_cases(cases, tmp_path / "cases.jsonl")
    with (tmp_path / "cases.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"format": "coachplan-case/1"}\n')
    words = ("fit", "cases.jsonl", "--held-out", "0", "--backtest", "0", "--on", "2026-03-02", "--diff")
    code, said, _ = typed(*words, "--workers", "1")
    both = [json.loads(typed(*words, "--json", "--workers", each)[1]) for each in ("1", "2")]
    values = {each["id"]: each["fitted"]["value"] for each in both[0]["numbers"] if each["fitted"]}
    looked = [each for each in differing(cases, installed(), values) if each.parts]

    assert both[0] == both[1]
    diff = both[0]["diff"]
    assert (1, 40, ["cases.jsonl, line 41"]) == (code, diff["families"], diff["failed"])
    assert [each.id for each in looked] == [each["id"] for each in diff["differ"]]
    assert f"Of 40 families {len(looked)} would be offered another next step" in said
    assert "1 could not be reviewed: cases.jsonl, line 41." in said
    for each in looked:
        assert any(each.id in line and each.parts[0].fitted.rule in line for line in said.splitlines())


def test_the_words_of_a_difference():
    """Both steps by their ids and their names; of more than a hundred families the rest is counted."""
    one = Offered(kind="continue", rule="core/continue")
    other = Offered(kind="step-up", rule="core/ready", sets="ot/socks 3", title="Over the heel")
    parts = [Parts(plan="p1", focus="f1", shipped=one, fitted=other)]
    many = differences_of([Looked(id=f"family-{n}", parts=parts) for n in range(102)] + [Looked(id="same")])
    said = differences_told(many)

    assert (103, 102, ()) == (many.families, len(many.differ), many.failed)
    assert said.startswith("Of 103 families 102 would be offered another next step under the fitted numbers today:")
    assert "family-99 " in said
    assert "family-100" not in said
    assert "continue (core/continue)  -> step-up to ot/socks 3 “Over the heel” (core/ready)" in said
    assert said.endswith("  And 2 more: --json has all of them.")


@pytest.mark.parametrize(
    ("name", "low", "high", "warned"),
    [
        ("gain", -0.3, -0.1, "gain less under the fitted numbers"),
        ("gain", -0.3, 0.1, ""),
        ("gain", -0.003, 0.001, ""),
        ("too-soon", 0.1, 0.3, "More steps up come too soon"),
        ("too-soon", -0.1, 0.3, ""),
    ],
)
def test_what_is_worse_beyond_doubt_is_said(name, low, high, warned):
    """And what is not, is not."""
    same = Compared(shipped=Figure(0.5), fitted=Figure(0.5), more=Figure(None))
    figures = dict.fromkeys(TOLD, same) | {name: evolve(same, more=Figure((low + high) / 2, low, high))}
    said = judged_told(UnderBoth(families=40, weeks=26, figures=figures)).splitlines()

    assert not [line for line in said if "-0 %" in line]
    assert bool(warned) == said[-1].startswith(("These", "More steps up"))
    assert warned in said[-1]


@pytest.mark.whole
def test_a_journal_is_read_as_files_are(typed, cases, tmp_path):
    """Each family with its plans and entries: the same numbers as out of a file, and both together count once."""
    write_cases(cases[:22], tmp_path / "cases.jsonl")
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with Journal.open("practice.db") as opened:
        for each in cases[:22]:
            name = each.plan.family.id
            opened.save(each.plan, made_from=None, at=at, by="Dana, OT")
            opened.append(each.entries, family=name, plan=each.plan.id, at=at, by="Alex")
    words = ("--workers", "1", "--held-out", "0", "--backtest", "0", "--on", "2026-03-02", "--json")
    of_file, of_journal, of_both = (
        json.loads(typed("fit", *source, *words)[1])
        for source in (("cases.jsonl",), ("--journal", "practice.db"), ("cases.jsonl", "--journal", "practice.db"))
    )

    assert of_file == of_journal == of_both
    assert 20 <= of_file["families"]


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ((), "Say which families"),
        (("-", "--diff"), "can be read once"),
        (("--journal", "nowhere.db"), "nowhere.db"),
    ],
)
def test_where_families_come_from_is_said(typed, words, match):
    """Where there is none, none that can be read twice, or no such journal."""
    code, _, told = typed("fit", *words)

    assert code in (1, 2)
    assert match in told


def test_whether_groups_have_numbers_of_their_own_is_told(typed, cases, tmp_path):
    """Of families who all practise something of one discipline there are none: in the text only where it would matter,
    and always as plain values."""
    write_cases(cases, tmp_path / "cases.jsonl")
    words = ("fit", "cases.jsonl", "--workers", "1", "--on", "2026-03-02", "--backtest", "0", "--json")
    printed = json.loads(typed(*words)[1])

    assert ([], None, False) == (printed["groups"], printed["by_group"], printed["grouped"])


def test_numbers_of_groups_are_used_by_every_command(begun, our_numbers, tmp_path):
    """A review names the document, and a document whose groups are no better ends the command."""
    document = read(Fitted, tmp_path / our_numbers())
    own = Group(
        discipline="ot", values=Population(step_gap=1.6), low=document.low, high=Population(step_gap=1.9),
        families=document.families, days=document.days,
    )  # fmt: skip
    for low, ended in ((0.01, 0), (-0.01, 1)):
        held = evolve(document.held_out, low=low)
        write(evolve(document, groups=[own], by_group=held), tmp_path / "our.json")
        code, said, told = begun("review", "sam", "--json", "--on", "2026-03-04", "--fitted", "our.json")
        assert ended == code, told
        assert ended == ("the numbers of these groups are not known" in told)
        assert ended or "core/fitted" in dict(json.loads(said)["made_with"])


def test_a_backtest_says_whose_numbers_it_tries():
    """Where groups have their own."""
    same = Compared(shipped=Figure(0.5), fitted=Figure(0.5), more=Figure(None))
    judged = UnderBoth(families=40, weeks=26, figures=dict.fromkeys(TOLD, same))

    assert "How those of groups decide was not tried." in judged_told(judged, grouped=True)
    assert "groups" not in judged_told(judged)


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
    assert "of this clinic" not in plain
    told = [line for line in said.splitlines() if line.strip().startswith("= For the therapist: ")]
    assert [line for line in told if "40 families of this clinic" in line and "in about 30. Most" in line]
    _, told, _ = begun("review", "sam", "--json", "--on", "2026-03-04", "--fitted", "our.json")
    assert "core/fitted" in dict(json.loads(told)["made_with"])
    assert begun("review", "sam", "--on", "2026-03-04", "--fitted", "our.json")[1].count("of this clinic") == 0


def test_numbers_that_are_no_better_end_the_command(begun, our_numbers):
    """And so does what is no document of numbers."""
    for file in (our_numbers(gain=-0.1), "sam/family.toml"):
        code, _, told = begun("review", "sam", "--fitted", file)
        assert 1 == code
        assert "these numbers are not known" in told or "family.toml" in told
