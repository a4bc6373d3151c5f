"""
What every change of a plan has: somebody named, a day, the next revision, and the history of all that came before.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.model.plans import Change
from coachplan.planning.revisions import a_day, focus_of, made, turned
from coachplan.testing.builders import OPEN, day

TURN = Change(on=day(1), kind="hold", by="Dana", role="clinician", focus="f1")


def test_each_change_stands_behind_the_others():
    """Two changes are two revisions, and the history has both, the older first, each with its revision."""
    plan = turned(turned(OPEN, TURN), evolve(TURN, on=day(2)))
    assert [(1, day(1)), (2, day(2))] == [(past.revision, past.on) for past in plan.history]
    assert 2 == plan.revision


def test_what_changes_beside_the_history_changes():
    """The fields that are handed over are those of the next plan."""
    assert () == turned(OPEN, TURN, focuses=()).focuses


@pytest.mark.parametrize("year", [1900, 2200])
def test_the_first_and_the_last_year_are_days(year):
    """A day of 1900 and one of 2200 can be handed over."""
    assert a_day(date(year, 6, 1)) is None


@pytest.mark.parametrize("year", [1899, 2201])
def test_no_day_lies_beyond_the_years(year):
    """One of the year before or after is refused by its year."""
    with pytest.raises(CoachplanError, match=f"found the year {year}"):
        a_day(date(year, 6, 1))


def test_a_focus_that_is_not_there_is_named_with_the_plan():
    """The error says which plan has no such focus, and which focus was meant."""
    with pytest.raises(CoachplanError, match=r"the plan 'p1' has no focus 'f2'.*'f1'"):
        focus_of(OPEN, "f2")


@pytest.mark.parametrize("error", [TypeError("no"), ValueError("no")])
def test_what_cannot_be_made_is_refused_in_its_own_words(error):
    """Whether the kind or the value is wrong, it is one finding with the sentence of the field."""

    def refusing():
        raise error

    with pytest.raises(CoachplanError, match="that cannot be: no"):
        made(refusing)
