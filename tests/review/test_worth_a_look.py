"""
What is worth a look is for the therapist alone: it holds nothing back, and is never shown to the caregiver.
"""

from __future__ import annotations

import pytest

from coachplan import Engine, Help
from coachplan.notes import second_table
from coachplan.notes.second_reader import SecondReader
from coachplan.notes.sorted_runs import SortedRuns
from coachplan.testing.builders import OPEN, entry, of_five

ENGINE = Engine(plugins=[], help=Help(emergency="112", call="the clinic"))
NOTE = "the oddest thing happened at tea"


def hearing(soon, today=-9.0, now=-9.0):
    return SecondReader(
        words=SortedRuns(""), letters=SortedRuns(""), lengths=[], weights=([], [], []), bias=(soon, today, now),
        thresholds={"now": 2.0, "today": 1.0, "soon": 0.5, "look": 0.0, "harmless": -2.0},
        languages=frozenset({"en", "es"}),
    )  # fmt: skip


@pytest.fixture
def heard(monkeypatch):
    """Let the second reader hear the same in every note."""

    def as_(second):
        monkeypatch.setattr(second_table, "shipped", lambda: second)

    return as_


def reviewed(*entries, plan=OPEN, engine=ENGINE):
    return engine.review(plan, entries, on=max(each.on for each in entries))


def log(**last):
    return [*of_five(3, 4, 4, 5), entry(5, 5, **last)]


def test_it_stands_beside_the_alerts_and_changes_nothing(heard):
    """A look is in `worth_a_look`; steps, alerts, wins, what is missing and the caregiver's view are as without it."""
    heard(hearing(-9.0))
    calm = reviewed(*log(hard=NOTE))
    heard(hearing(0.2))
    looked = reviewed(*log(hard=NOTE))

    assert () == calm.worth_a_look
    assert [NOTE] == [mention.words for mention in looked.worth_a_look]
    assert ["look"] == [mention.urgency for mention in looked.worth_a_look]
    assert (calm.next_steps, calm.alerts, calm.wins, calm.missing) == (
        looked.next_steps, looked.alerts, looked.wins, looked.missing,
    )  # fmt: skip
    assert calm.for_caregiver() == looked.for_caregiver()
    assert NOTE not in str(looked.for_caregiver())


def test_it_needs_no_clearance(heard):
    """Recording a review with a look opens no flag, and a step of it can be applied."""
    heard(hearing(0.2))
    entries = log(hard=NOTE)
    review = reviewed(*entries)
    kept = ENGINE.record(OPEN, review)

    assert () == kept.open_flags


def test_it_is_of_lately(heard):
    """What was written longer ago than the questions of a review reach back is looked at no more."""
    heard(hearing(0.2))
    old, new = entry(1, 3, hard=NOTE), entry(60, 4)

    assert 1 == len(reviewed(old).worth_a_look)
    assert [] == [mention for mention in reviewed(old, new).worth_a_look if mention.entry == old.id]


@pytest.mark.parametrize(("today", "now", "urgency"), [(2.0, -9.0, "today"), (2.0, 3.0, "now")])
def test_what_sounds_like_a_danger_pauses_as_a_list_does(heard, today, now, urgency):
    """Above the strict thresholds the plan pauses, the caregiver is told what to do, and a clinician clears it."""
    heard(hearing(3.0, today, now))
    entries = [entry(1, 3, hard=NOTE)]
    review = reviewed(*entries)
    (alert,) = review.alerts

    assert (urgency, (f"core/sounds-{urgency}",), True) == (alert.urgency, alert.flags, alert.pauses)
    assert review.paused
    assert NOTE in review.for_caregiver().alerts[0].words
    kept = ENGINE.record(OPEN, review)
    assert [alert.flags[0]] == [flag.flag for flag in kept.open_flags]
    heard(hearing(-9.0))
    assert reviewed(*entries, plan=kept).paused  # what was recorded stands, whatever a later table hears


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The second reader of notes is off"), ("es", "El segundo lector")]
)
def test_a_table_that_is_refused_is_said_once(heard, language, words):
    """The lists still read; the review says once that the second reader is off, in the words of the language."""
    heard("its digest is another")
    review = reviewed(entry(1, 3, hard="he stopped breathing"), entry(2, 3, hard="and again"))

    assert review.paused
    (said,) = [each for each in review.missing if each.what == "second-reader"]
    assert said.say(language).startswith(words)


def test_help_for_the_caregiver_is_named_where_nobody_knows_whose_danger_it_is(heard):
    """What sounds like a danger may be the caregiver's own: where the app names help for them, the alert does."""
    heard(hearing(3.0, 2.0, 3.0))
    engine = Engine(plugins=[], help=Help(emergency="112", call="the clinic", safeguarding="a line for you"))
    (alert,) = reviewed(entry(1, 3, hard=NOTE), engine=engine).for_caregiver().alerts

    assert "a line for you" in alert.words
    assert "a line for you" not in reviewed(entry(1, 3, hard=NOTE)).for_caregiver().alerts[0].words


def test_what_a_list_found_and_two_keys_lowered_is_no_win(heard):
    """A note in which a list found a sign is no win, though nothing more than a look came of it."""
    heard(hearing(-9.0))
    review = reviewed(entry(1, 3, win="in the spring the milk that choked her was hers"))

    assert ["look"] == [mention.urgency for mention in review.mentions]
    assert [] == [win for win in review.wins if win.by == "child"]


def test_what_is_written_while_a_plan_is_followed_is_looked_at_no_less(heard):
    """A look in an entry that was added to what was there is told as in one that was there from the start."""
    heard(hearing(0.2))
    entries = log(hard=NOTE)
    tracker = ENGINE.track(OPEN, entries[:-1])
    tracker.review(on=entries[-2].on)
    tracker.add(entries[-1])
    assert reviewed(*entries).worth_a_look == tracker.review(on=entries[-1].on).worth_a_look
    assert [NOTE] == [mention.words for mention in tracker.review(on=entries[-1].on).worth_a_look]
