"""
The log sheet for the fridge, and the cards with the one sentence.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.documents.logs import read_log
from coachplan.model.family import Caregiver
from coachplan.papers.cues import cues
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, D, entry


@pytest.mark.parametrize("days", [1, 7, 31])
def test_a_line_for_each_day(days):
    """As many as were asked for, the first first."""
    [sheet] = log_sheets(ENGINE, OPEN, first=D, days=days)

    assert days == len(sheet.days)
    assert f"Monday {D.day}" == sheet.days[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_mark_on_the_sheet_is_one_that_a_log_takes(language):
    """What is ticked on paper can be typed as it stands, and says what it says there."""
    [sheet] = log_sheets(ENGINE, OPEN, first=D, language=language)
    rows = "\n".join(f"e{at},{D + timedelta(days=at)},f1,{mark},{language}" for at, mark in enumerate(sheet.marks))
    log = read_log(f"id,on,focus,went,language\n{rows}\n")
    review = ENGINE.review(OPEN, log.entries, on=D + timedelta(days=9))

    assert 4 == len(log.entries)
    assert [] == [each for each in review.missing if "mark" in each.message.key]


@pytest.mark.parametrize("days", [0, 32, 2.5, "7"])
def test_a_sheet_of_no_days_is_refused(days):
    """A number of days that fits on a page."""
    with pytest.raises(CoachplanError, match="days"):
        log_sheets(ENGINE, OPEN, first=D, days=days)


def test_a_draft_has_no_log_sheet():
    """What no clinician opened is not practised."""
    with pytest.raises(CoachplanError, match="draft"):
        log_sheets(ENGINE, evolve(OPEN, approval=None), first=D)


def test_it_is_in_the_language_of_whoever_writes():
    """By name, however it is typed."""
    family = evolve(OPEN.family, caregivers=[Caregiver("Alex"), Caregiver("Rosa", language="es")])
    plan = evolve(OPEN, family=family)

    assert ["en", "es"] == [log_sheets(ENGINE, plan, first=D, who=who)[0].language for who in ("", "ROSA")]
    with pytest.raises(CoachplanError, match="no caregiver"):
        log_sheets(ENGINE, plan, first=D, who="Zorblax")


def test_the_sheets_of_one_skill_in_two_routines_are_told_apart():
    """Each says where it is practised."""
    two = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", routine="tidy", part_of_day="evening")])
    play, tidy = log_sheets(ENGINE, two, first=D)

    assert play.title == tidy.title
    assert ("During play time", "During tidying up, in the evening") == (play.where, tidy.where)


def test_four_cards_fill_a_page():
    """The one sentence of each focus, as often as there is room."""
    two = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", routine="tidy")])
    papers = handouts(ENGINE, two, ENGINE.review(two, [], on=D))
    made = cues(papers)

    practised = [paper.when for paper in papers if not paper.rest]
    assert 4 == len(made.cards)
    assert set(practised) == {card.when for card in made.cards}


def test_no_cards_while_the_plan_is_paused():
    """The alert stands in their place."""
    log = [entry(1, hard="He choked on a grape and his lips went blue.")]
    made = cues(handouts(ENGINE, OPEN, ENGINE.review(OPEN, log, on=D)))

    assert ((), True, True) == (made.cards, bool(made.alerts), bool(made.rest))


def test_a_plan_without_a_focus_has_none():
    """Nothing is made of nothing."""
    assert cues(()) is None
