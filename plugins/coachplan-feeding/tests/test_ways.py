"""
Whether the way that fits a step is the one that a therapist would choose first, and where a clinician must be there.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

import coachplan_feeding
from coachplan import Catalogue, Child, Engine, Family, Goal, Routine
from coachplan.model.family import Caregiver
from coachplan.planning.fit import best_strategies

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    What the plugin hands over.
    """
    return coachplan_feeding.coachplan_catalogue()


def first(catalogue: Catalogue, skill: str, step: int) -> str:
    """
    Return the way that comes first for a step at dinner, in a family that has ticked nothing.
    """
    family = Family(Child("Sam", 30), [Caregiver("Alex")], [Routine("now", "dinner")], id="sam")
    ladder = catalogue.skills[skill]
    ways = best_strategies(catalogue, ladder, family.routines[0], family, DAY, step=step)
    return next(way.id for way, _ in ways)


@pytest.mark.parametrize(
    ("skill", "way"),
    [
        ("feeding/no-screen-meal", "feeding/screen-fade"),
        ("feeding/wider-range", "feeding/small-changes"),
        ("feeding/iron-foods", "feeding/iron-at-one-meal"),
        ("feeding/says-no-thanks", "feeding/no-thanks-bowl"),
        ("feeding/sits-at-table", "feeding/short-meals"),
        ("feeding/explores-new-food", "feeding/tiny-taste"),
    ],
)
def test_the_way_of_the_skill_comes_first(catalogue: Catalogue, skill: str, way: str) -> None:
    """
    A screen is faded where meals without one are practised, and only there; a liked food changes in small ways.
    """
    steps = range(1, len(catalogue.skills[skill].steps) + 1)
    assert {first(catalogue, skill, step) for step in steps} == {way}


def test_a_meal_at_the_family_table_brings_no_tube_along(catalogue: Catalogue) -> None:
    """
    What is made for tube feeds is no first way for a child who eats.
    """
    for step in range(1, len(catalogue.skills["feeding/joins-family-meal"].steps) + 1):
        assert first(catalogue, "feeding/joins-family-meal", step) != "feeding/tube-feed-together"


def test_what_to_do_at_a_gag_is_no_first_way_to_eat(catalogue: Catalogue) -> None:
    """
    A plan for gags waits until one was met; a bite begins with going slowly.
    """
    for skill in ("feeding/set-texture", "feeding/chews-set-food"):
        for number, step in enumerate(catalogue.skills[skill].steps, start=1):
            if step.kind == "taste":
                assert first(catalogue, skill, number) != "feeding/calm-gag-plan"
    assert first(catalogue, "feeding/set-texture", 1) == "feeding/pacing"
    assert "feeding/calm-gag-plan" in catalogue.barriers["feeding/gagged-at-meal"].try_next


def test_a_sit_on_the_toilet_is_no_answer_to_a_goal_at_the_table() -> None:
    """
    Who wants to eat together in peace is offered no toilet; the sit is for the routine in which it is done.
    """
    routines = [Routine("d", "dinner", matters=5, goes=1), Routine("m", "dressing"), Routine("b", "bedtime")]
    goal = Goal("eat with us without a fight", routine="d")
    family = Family(Child("Mia", 40), [Caregiver("Alex")], routines, goals=[goal], id="mia")
    engine = Engine(plugins=[coachplan_feeding])
    skills = [each.plan.focuses[0].skill for each in engine.propose(family, on=DAY, limit=20)]
    assert skills
    assert "feeding/after-meal-sit" not in skills
    away = Family(Child("Mia", 40), [Caregiver("Alex")], [Routine("t", "toilet")], id="mia")
    assert "feeding/after-meal-sit" in [each.plan.focuses[0].skill for each in engine.propose(away, on=DAY)]


def test_the_first_bites_to_chew_are_with_a_clinician(catalogue: Catalogue) -> None:
    """
    Nobody learns to bite off and chew a picked food at home alone.
    """
    chewing = catalogue.skills["feeding/chews-set-food"].steps
    assert [step.clinician for step in chewing] == [False, True, True, False, False]


def test_minutes_at_the_table_are_never_doubled(catalogue: Catalogue) -> None:
    """
    The minutes grow by half at most, and the help stays the same.
    """
    steps = catalogue.skills["feeding/sits-at-table"].steps
    targets = [step.target or 0 for step in steps]
    assert all(one < other <= 1.5 * one for one, other in pairwise(targets))
    assert len({step.support for step in steps}) == 1
