"""
Whether the way that fits a step is the one that a therapist would choose first, and where a clinician must be there.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

import coachplan_feeding
from coachplan import Catalogue, Child, Family, Routine
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
