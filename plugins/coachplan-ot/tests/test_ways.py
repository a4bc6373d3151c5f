"""
Whether the way that fits a step is the one that a therapist would choose first.

Each choice here was once another one: by the grade of the evidence, and then by the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

import coachplan_ot
from coachplan import Catalogue, Child, Family, Routine, Skill
from coachplan.model.family import Caregiver
from coachplan.planning.fit import best_grade, best_strategies, supported_by

DAY = date(2026, 3, 2)

#: Where the help begins in a title that says the task and then the help.
_HELP = re.compile(
    r",? (?:with (?:a|the) hands? on top|with (?:one|no|pictures|a light)|your hand|after (?:you|one)"
    r"|when you|while you|that you hold|holding your|and you|and then you|you hold).*"
)
#: The ladders with such titles. Of others (a child lies, sits, falls asleep) no program can tell task from help.
_TASK_AND_HELP = (
    "ot/pull-up-socks ot/put-on-shoes ot/put-on-shirt ot/wash-hands ot/brush-teeth ot/come-to-table ot/stay-seated "
    "ot/two-hand-play ot/puzzle ot/cut-with-scissors ot/picture-schedule ot/take-off-shirt"
).split()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    What the plugin hands over.
    """
    return coachplan_ot.coachplan_catalogue()


def first(catalogue: Catalogue, skill: Skill, step: int, *, kind: str = "") -> str:
    """
    Return the way that comes first for a step, in a family that has ticked nothing.
    """
    low, high = skill.ages or (24, 96)
    routine = Routine("now", kind or skill.routines[0])
    family = Family(Child("Sam", (low + high) // 2), [Caregiver("Alex")], [routine], id="sam")
    return next(way.id for way, _ in best_strategies(catalogue, skill, routine, family, DAY, step=step))


def steps(catalogue: Catalogue) -> Iterator[tuple[Skill, int]]:
    """
    Yield each step of each skill, by its number.
    """
    for skill in catalogue.skills.values():
        yield from ((skill, number) for number in range(1, len(skill.steps) + 1))


@pytest.mark.parametrize("skill", ["ot/hair-wash", "ot/nail-care", "ot/brush-teeth"])
def test_what_has_to_be_got_used_to_is_tried_in_small_safe_steps(catalogue: Catalogue, skill: str) -> None:
    """
    To be calm beside a child is no way to a first cup of water: small tries with a stop sign are.
    """
    ladder = catalogue.skills[skill]
    accepted = [number for number, step in enumerate(ladder.steps, start=1) if step.kind == "accept"]
    assert accepted[:1] == [1]
    for number in accepted:
        assert first(catalogue, ladder, number) == "ot/small-safe-steps"


def test_a_picture_plan_is_followed_with_a_picture_plan(catalogue: Catalogue) -> None:
    """
    The skill of following pictures is practised with pictures.
    """
    ladder = catalogue.skills["ot/picture-schedule"]
    assert {first(catalogue, ladder, number) for number in range(1, len(ladder.steps) + 1)} == {"ot/visual-schedule"}


@pytest.mark.parametrize(
    ("skill", "way"),
    [
        ("ot/weaker-arm-first", "ot/weaker-arm-way"),
        ("ot/small-jobs", "ot/real-job"),
        ("ot/helper-hand", "ot/two-hand-jobs"),
    ],
)
def test_what_is_made_for_one_skill_comes_before_what_is_made_for_many(
    catalogue: Catalogue, skill: str, way: str
) -> None:
    """
    The way of a skill comes first on each of its steps, before one that would go with any task and names the help.
    """
    ladder = catalogue.skills[skill]
    assert {first(catalogue, ladder, number) for number in range(1, len(ladder.steps) + 1)} == {way}


def test_hands_move_together_only_where_the_step_says_so(catalogue: Catalogue) -> None:
    """
    A hand under the child's contradicts a step at which a hand only rests, steadies or holds the cloth.
    """
    assert catalogue.strategies["ot/hand-under-hand"].supports == ("full",)
    resting = catalogue.skills["ot/pull-up-socks"]
    assert "your hand at the wrist" in resting.steps[1].title
    assert first(catalogue, resting, 2) == "ot/backward-chaining"
    # What a child loves makes no change of clothes the way to teach.
    routine = Routine("now", "dressing")
    family = Family(Child("Sam", 40, interests=["trains"]), [Caregiver("Alex")], [routine], id="sam")
    (way, _), *_ = best_strategies(catalogue, resting, routine, family, DAY, step=2)
    assert way.id == "ot/backward-chaining"


def test_an_upset_child_has_a_calm_one_beside_before_any_word(catalogue: Catalogue) -> None:
    """
    Words for a feeling are for a calm hour: what calms comes first.
    """
    ladder = catalogue.skills["ot/calm-with-help"]
    assert {first(catalogue, ladder, number) for number in range(1, len(ladder.steps) + 1)} == {"ot/calm-with-me"}


def test_what_has_to_be_assessed_is_no_first_way(catalogue: Catalogue) -> None:
    """
    Once a child was assessed, firm touch may be tried; the toothbrush still begins with small safe steps.
    """
    ladder = catalogue.skills["ot/brush-teeth"]
    child = Child("Sam", 48, assessed=["sensory-assessment"])
    routine = Routine("now", "toothbrushing")
    family = Family(child, [Caregiver("Alex")], [routine], id="sam")
    ways = [way.id for way, _ in best_strategies(catalogue, ladder, routine, family, DAY)]
    assert ways[0] == "ot/small-safe-steps"
    assert "ot/deep-pressure" in ways


def test_hands_on_help_goes_with_no_way_that_touches_last(catalogue: Catalogue) -> None:
    """
    Where the step says hands, no way is offered that says to wait, point, tell, show, and touch last.
    """
    helped = [(skill, number) for skill, number in steps(catalogue) if skill.steps[number - 1].support == "full"]
    assert len(helped) > 10
    for skill, number in helped:
        for kind in skill.routines:
            assert first(catalogue, skill, number, kind=kind) not in ("ot/least-help-first", "ot/show-it-live")


def test_what_warns_lends_no_grade(catalogue: Catalogue) -> None:
    """
    Statements that warn of firm touch do not make it one that experts agree on.
    """
    for name in ("ot/deep-pressure", "ot/heavy-work"):
        way = catalogue.strategies[name]
        assert {"ot/aota-2018"} <= {source.id for source in way.cautioned_by}
    firm = catalogue.strategies["ot/deep-pressure"]
    assert {best_grade(supported_by(firm, skill)) for skill in firm.skills} == {"OWN"}


def test_a_hand_guides_from_below_and_after_a_yes(catalogue: Catalogue) -> None:
    """
    No step lays a hand over the child's: the child's lies on top, and can be taken away.
    """
    for skill, number in steps(catalogue):
        step = skill.steps[number - 1]
        assert "over the child's" not in f"{step.title} {step.look_for}", (skill.id, number)


def test_undressing_comes_before_dressing(catalogue: Catalogue) -> None:
    """
    What is taken off is offered no later than what is put on.
    """
    for name, off in catalogue.skills.items():
        on = [
            skill
            for other, skill in catalogue.skills.items()
            if name.startswith("ot/take-off-") and other.startswith(("ot/put-on-", "ot/pull-up-"))
            if other.rpartition("-")[2] == name.rpartition("-")[2]
        ]
        for skill in on:
            assert off.ages is not None
            assert skill.ages is not None
            assert off.ages[0] <= skill.ages[0], (name, skill.id)


@pytest.mark.parametrize("skill", _TASK_AND_HELP)
def test_one_thing_changes_from_step_to_step(catalogue: Catalogue, skill: str) -> None:
    """
    The task grows or the help fades, and never both at once.
    """
    both = [
        (one.title, other.title)
        for one, other in pairwise(catalogue.skills[skill].steps)
        if one.support != other.support and _HELP.sub("", one.title) != _HELP.sub("", other.title)
    ]
    assert both == []
