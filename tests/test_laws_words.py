"""
What was written counts as what would have been ticked: the laws of words, marks and counts.
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.knowledge.precedence import caution
from coachplan.model.told import MARKS
from coachplan.testing.builders import ENGINE, OPEN, D, entry, of_five, review

#: Four weeks, three times a week.
DAYS = [1 + 7 * week + day for week in range(4) for day in (0, 2, 4)]

#: Plain words of a good day, and of a bad one, as they are typed.
PLAIN = tomllib.loads((Path(__file__).parent / "notes" / "plain-words.toml").read_text(encoding="utf-8"))

WELL = st.sampled_from(
    [
        *({"went": each} for each in ("mostly", "on-their-own", "all by herself", "casi siempre", "por su cuenta")),
        {"worked": "she did it all by herself today!!"},
        {"worked": "put all the blocks up on her own"},
        {"win": "4 out of 5, and so proud"},
        {"worked": "again she did it alone, big smile"},
        {"worked": "lo hizo ella sola, todas las veces"},
        *({"worked": each} for each in PLAIN["good"]),
    ]
)
BADLY = st.sampled_from(
    [
        *({"went": each} for each in ("not-yet", "not yet", "todavía no", "nada")),
        {"hard": "0 of 5 today"},
        {"hard": "1 out of 5, the rest fell"},
        {"hard": "0 de 5"},
        *({"hard": each} for each in PLAIN["bad"]),
    ]
)
TICKS = ("distressed", "refused", "pressured", "ill", "tired", "no-time", "another-way", "gagged", "new-place")


def kinds(written):
    """What is suggested over four weeks, look by look, once a week."""
    log = [entry(day, None, **each) for day, each in zip(DAYS, written, strict=True)]
    return [review(OPEN, log, day).step_for("f1").action.kind for day in (7, 14, 21, 28)]


@given(st.lists(WELL, min_size=len(DAYS), max_size=len(DAYS)))
def test_a_log_without_a_count_that_goes_well_does_not_stay_where_it_is(written):
    """Marks, counts in words and plain words move a plan up within four weeks, and never back."""
    found = kinds(written)
    assert "step-up" in found
    assert {"step-up", "continue"} >= set(found)


@given(st.lists(BADLY, min_size=len(DAYS), max_size=len(DAYS)))
def test_a_log_without_a_count_that_goes_badly_does_not_stay_either(written):
    """And they ease it."""
    found = kinds(written)
    assert {"step-down", "change-strategy", "lighten"} & set(found)
    assert "step-up" not in found


@given(st.lists(st.sampled_from([None, *MARKS]), min_size=3, max_size=12), st.sets(st.sampled_from(TICKS)))
def test_words_take_no_tick_back(marks, ticked):
    """What is told stands apart from what was ticked, and names none of it again."""
    log = [
        entry(day, None, went=mark or "", tags=ticked, hard="he cried the whole time and gagged; no time today")
        for day, mark in enumerate(marks, start=1)
    ]
    made = review(OPEN, log)
    for read in made.from_words:
        assert not {each.tag for each in read.tags} & set(ticked)
    bare = review(OPEN, [evolve(each, hard="") for each in log])
    for signal in ("distress-days", "pressured-days", "no-time-days", "another-way-days"):
        assert made.reading("f1", signal).value >= bare.reading("f1", signal).value


@pytest.mark.parametrize(
    ("mark", "means"), [("Not yet", "not-yet"), ("CASI SIEMPRE", "mostly"), ("él solo", "on-their-own")]
)
def test_a_mark_is_one_however_it_is_written(mark, means):
    """In words of either language, with capitals and accents."""
    one, other = ([entry(day, None, went=each) for day in (1, 2, 3)] for each in (mark, means))
    assert review(OPEN, one).reading("f1", "success").value == review(OPEN, other).reading("f1", "success").value


def named(made, key):
    return [each.what for each in made.missing if each.message.key == key]


def test_an_unknown_mark_is_named_and_kept():
    """It says nothing of how it went, and its words are read."""
    log = [entry(1, None, went="sorta"), entry(2, None, went="he choked and went blue")]
    made = review(OPEN, log)
    assert ["e1", "e2"] == named(made, "core/missing.mark")
    assert ["now"] == [alert.urgency for alert in made.alerts]


def test_a_mark_and_counts_that_disagree_are_named_and_the_less_counts():
    """Five of five beside "not yet" is no step up."""
    made = review(OPEN, [entry(day, 5, went="not yet") for day in (1, 2, 3)])
    assert ["e1", "e2", "e3"] == named(made, "core/missing.mark-and-counts")
    assert "step-up" != made.step_for("f1").action.kind
    assert [] == named(review(OPEN, [entry(1, 4, went="mostly")]), "core/missing.mark-and-counts")


def test_a_count_in_words_is_confirmed_by_an_amendment():
    """It weighs as a mark, is shown as read, and is a count once it is written as one."""
    words = entry(1, None, worked="4 of 5, so proud")
    made = review(OPEN, [words])
    assert [(4, 5)] == [(each.successes, each.tries) for read in made.from_words for each in read.counts]
    assert any("4 of 5" in said for said in made.for_caregiver().from_words)
    assert 3 == made.reading("f1", "tries").value

    confirmed = review(OPEN, [words, evolve(words, revision=1, tries=5, successes=4)])
    assert 5 == confirmed.reading("f1", "tries").value
    assert [] == [count for read in confirmed.from_words for count in read.counts]


def test_what_was_not_due_was_not_missed():
    """A week on hold and three ill days, and the plan is not too big."""
    practised = [entry(day, 3) for day in (1, 2, 3, 12, 13, 14)]
    ill = [entry(day, None, hard="in bed with a cold", tags=["ill"]) for day in (4, 5, 6)]
    plan = ENGINE.hold(OPEN, "f1", by="Alex", on=D + timedelta(days=6), until=D + timedelta(days=10), why="away")
    assert 1.0 == review(plan, [*practised, *ill], 14).reading("f1", "practised").value
    assert 0.9 > review(OPEN, practised, 14).reading("f1", "practised").value


def test_doubt_and_stress_of_many_days_ago_hold_nothing_back():
    """The newest days speak."""
    hard = [entry(day, 4, confidence=5, stress=5) for day in (1, 2)]
    easy = [entry(day, 5, worked="much easier week") for day in range(3, 13)]
    assert "step-up" == review(OPEN, [*hard, *easy]).step_for("f1").action.kind


@given(st.sampled_from(["distressed", "refused"]), st.integers(1, 3))
def test_what_holds_a_step_back_is_said(tag, on):
    """Not a step that is missing without a word."""
    log = [evolve(each, tags=[tag] if number == on else []) for number, each in enumerate(of_five(5, 5, 5), start=1)]
    made = review(OPEN, log)
    assert "core/upset-lately" == made.step_for("f1").rule


@pytest.mark.parametrize(
    "written",
    ["nothing", "No.", "nada hoy", "his cousin ate all her broccoli", "su primita se lo comió todo", "n/a"],
)
def test_what_is_no_win_is_not_called_one(written):
    """Nothing, and another child's."""
    made = review(OPEN, [entry(1, 3, win=written)])
    assert [] == [win.words for win in made.wins if win.by == "child"]


@pytest.mark.parametrize(
    "written",
    [
        "He did it once I shouted",
        "She ate it all after Dad yelled",
        "He finally gave in",
        "she gave in and put the shoes on by herself",
        "we won the sock battle, all on his own in the end",
        "Lo hizo cuando le grité",
        "Se lo comió todo en cuanto lo regañé",
        "Al final cedió",
        "por fin se dio por vencida y lo hizo solita",
        "ate three bites after we promised the ipad",
        "finally finished when I held his chin",
        "he let me after I said no park otherwise",
        "comió tres bocados cuando le prometimos la tablet",
    ],
)
def test_what_was_pressed_for_is_no_win(written):
    """Whatever came of it: a raised voice, and a child who gave in, are not quoted back as one."""
    made = review(OPEN, [entry(1, 3, win=written)])
    assert [] == [win.words for win in made.wins if win.words]
    assert 1 == made.reading("f1", "pressured-days").value


@given(st.lists(st.sampled_from([{"tags": ["pressured"]}, {"hard": "had to bribe him"}]), min_size=3, max_size=7))
def test_under_pressure_it_is_honoured_that_it_was_seen(days):
    """And neither the pressing nor the tries that came of it."""
    made = review(OPEN, [entry(day, 5, **each) for day, each in enumerate(days, start=1)])
    assert ["core/win.noticed"] == [win.message.key for win in made.wins]


def test_one_good_word_of_six_is_not_called_nearly_every_time():
    """Only where most of the days say so."""
    said = (
        "such a sweet morning",
        "she giggled",
        "loving our little game",
        "she say without me!!",
        "mommy happy",
        "so warm",
    )
    made = review(OPEN, [entry(day, None, worked=each) for day, each in enumerate(said, start=1)])
    assert not any("nearly every time" in line for step in made.for_caregiver().next_steps for line in step.lines)
    most = review(OPEN, [entry(day, None, worked="did it on her own") for day in (1, 2, 3, 4)])
    assert any("nearly every time" in line for step in most.for_caregiver().next_steps for line in step.lines)


@pytest.mark.parametrize(
    "written",
    [
        "his sister clapped for him",
        "she did it with her brother",
        "❤️",
        "ate two peas",
        "I gave in and we danced",
        "cedió el turno solito",
    ],
)
def test_what_is_a_win_stays_one(written):
    """Also beside another child, and without a letter."""
    made = review(OPEN, [entry(1, 3, win=written)])
    assert [written] == [win.words for win in made.wins if win.by == "child"]


@given(st.lists(st.integers(0, 2), min_size=1, max_size=7))
def test_every_practised_week_has_something_to_honour(successes):
    """Nought of twenty-five, too."""
    made = review(OPEN, of_five(*successes, hard="it all fell down"))
    assert made.wins
    assert caution(made.step_for("f1").action.kind) >= caution("continue")
