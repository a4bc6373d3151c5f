"""
Which strategies come first for some step, and why each of the others never does.

A strategy that never comes first is found only among the options. So each has its reason here: a clinician adds it, it
is an answer to what got in the way, or another one is the better beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from coachplan import Caregiver, Child, Family, Goal, Routine
from coachplan.planning.fit import best_strategies
from coachplan.testing.builders import installed

CATALOGUE = installed().catalogue
DAY = date(2026, 3, 2)

BY_CLINICIANS = {each.id for each in CATALOGUE.strategies.values() if each.clinician_only}
ASSESSED = {each.id for each in CATALOGUE.strategies.values() if each.requires}
MEETS = {each.id for each in CATALOGUE.strategies.values() if each.barriers} | {
    way for barrier in CATALOGUE.barriers.values() for way in barrier.try_next
}

#: Answers to what got in the way: one that it meets brings them.
FOR_BARRIERS = {
    "feeding/a-job-for-the-helper": "for homes in which somebody else feeds or follows with a spoon",
    "feeding/calm-gag-plan": "a plan for gags waits until one was met",
    "feeding/no-thanks-words": "words and signs come where the bowl alone is not enough",
    "feeding/one-line-for-everyone": "for meals at which others press",
    "ot/calmer-room": "the room is changed where it got in the way",
    "ot/easy-clothes": "clothes are changed where fingers cannot yet, beside the teaching",
    "ot/movement-first": "moving first is for a child who would not sit",
    "ot/two-choices": "a choice is for a fight, beside any other way",
    "ot/warn-first": "a warning is for what comes as a surprise; pictures and small steps warn, too",
}

#: Ways for many skills, each of which has one of its own or one with better evidence.
OTHERS_BEGIN = {
    "feeding/no-last-drop": "the first way at the bottle is to hold it close and half up, which stops in time, too",
    "feeding/set-mealtimes": "times between meals are kept beside what is done at the meal",
    "feeding/something-from-home": "at nursery the page for the nursery comes first, which speaks of it",
    "feeding/water-and-plants": "for a tummy that is slow: at the table everybody's bowls come first",
    "ot/night-before": "the evening before makes a morning easier, and teaches no part of it",
    "speech/device-comes-along": "adults who talk on the device come before a device that is near",
    "speech/listen-to-what": "to slow down has the better evidence for talking with ease",
    "speech/time-for-two": "to slow down has the better evidence for talking with ease",
    "speech/watch-wait-listen": "the pause of the step, and following the lead, say what to wait for",
    "speech/your-own-language": "it is how all others are done, and no step by itself",
}


def _first_ways() -> Iterator[str]:
    for skill in CATALOGUE.skills.values():
        low, high = skill.ages or (24, 96)
        ages = sorted({low, (low + high) // 2, high})
        for kind, age, step in product(skill.routines, ages, range(1, len(skill.steps) + 1)):
            routine = Routine("now", kind)
            family = Family(Child("Sam", age), [Caregiver("Alex")], [routine], id="sam")
            found = best_strategies(CATALOGUE, skill, routine, family, DAY, step=step)
            if found:
                yield found[0][0].id


@pytest.mark.whole
def test_each_way_comes_first_somewhere_or_has_a_reason():
    """In no routine, age or step first: those a clinician adds, those for barriers, and those that others begin."""
    never = set(CATALOGUE.strategies) - {*_first_ways()} - BY_CLINICIANS - ASSESSED
    assert never == {*FOR_BARRIERS, *OTHERS_BEGIN}
    assert set(FOR_BARRIERS) <= MEETS


def test_staying_at_meals_is_another_skill_than_sitting_to_play():
    """
    A meal is stayed at with something in reach and no word; play and books are sat through with a reminder. Neither is
    offered where the other is, and no goal for a meal brings the other up.
    """
    meal, play = (CATALOGUE.skills[name] for name in ("feeding/sits-at-table", "ot/stay-seated"))
    assert not set(meal.routines) & set(play.routines)
    assert not {step.support for step in meal.steps} & {step.support for step in play.steps}
    assert not {step.look_for for step in meal.steps} & {step.look_for for step in play.steps}
    for kind in ("breakfast", "dinner", "play", "books"):
        goal = Goal("stay with us for a while", routine="r")
        family = Family(Child("Mia", 40), [Caregiver("Alex")], [Routine("r", kind)], goals=[goal], id="mia")
        offered = {each.plan.focuses[0].skill for each in installed().propose(family, on=DAY, limit=50)}
        assert len(offered & {meal.id, play.id}) == 1, kind
