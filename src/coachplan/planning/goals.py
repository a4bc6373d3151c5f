"""
How what is practised serves what a family wants, and what is said of it.

A skill serves a goal that names it, and one that comes before it does, too; a routine and a discipline serve one that
names no skill. Does not know whether anything may be proposed, or how it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from coachplan.base.messages import Message
from coachplan.base.names import is_nobody, same_name
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.family import Family
from coachplan.model.goals import Goal
from coachplan.model.skills import Skill

__all__ = ["HOW", "How", "comes_before", "how_it_serves", "names_nothing", "said", "wants_it_in"]

#: How something serves a goal, what serves it most first.
How = Literal["skill", "first", "routine-and-discipline", "routine", "discipline"]
HOW: tuple[How, ...] = ("skill", "first", "routine-and-discipline", "routine", "discipline")


def how_it_serves(goal: Goal, skill: str, routine: str, catalogue: Catalogue) -> How | None:
    """
    Return how a skill (id) that is practised in a routine (id) serves a goal; None where it does not.
    """
    if goal.skill:
        if skill == goal.skill:
            return "skill"
        return "first" if skill in comes_before(goal.skill, catalogue) else None
    known = catalogue.skills.get(skill)
    in_routine = bool(goal.routine) and goal.routine == routine
    in_discipline = bool(goal.discipline) and known is not None and goal.discipline == known.discipline
    if goal.routine and goal.discipline:
        return "routine-and-discipline" if in_routine and in_discipline else None
    if in_routine:
        return "routine"
    return "discipline" if in_discipline else None


def comes_before(skill: str, catalogue: Catalogue) -> tuple[str, ...]:
    """
    Return the skills (ids) that come before one, and those before them: the nearest first, each once.
    """
    found: dict[str, None] = {}
    ahead = list(_prerequisites(skill, catalogue))
    while ahead:
        first = ahead.pop(0)
        if first not in found and first != skill:
            found[first] = None
            ahead += _prerequisites(first, catalogue)
    return tuple(found)


def _prerequisites(skill: str, catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.skills.get(skill)
    yield from () if known is None else known.prerequisites


def names_nothing(goal: Goal) -> bool:
    """
    Say whether a goal is words alone, so that nothing can be told to serve it.
    """
    return not (goal.routine or goal.discipline or goal.skill)


def wants_it_in(goal: Goal, skill: Skill, routine: str, catalogue: Catalogue) -> bool:
    """
    Say whether a goal asks for a skill, or for what comes before it, in a routine (id), also where the skill is not of
    its kind.
    """
    serves = how_it_serves(goal, skill.id, routine, catalogue)
    return serves in ("skill", "first") and goal.routine in ("", routine)


def said(goal: Goal, family: Family, then: Message) -> Message:
    """
    Return what was said, in their words, and what follows from it. It is "you" where it is the first caregiver's, or
    nobody's in particular.
    """
    yours = is_nobody(goal.by) or any(
        same_name(goal.by) == same_name(caregiver.name) for caregiver in family.caregivers[:1]
    )
    # Some languages put no full stop behind words that have a mark of their own.
    end = "-marked" if goal.quoted.endswith(("!", "?", "…")) else ""
    values: dict[str, object] = {"words": goal.quoted, "then": then}
    if yours:
        return Message(f"core/goal.you-said{end}", values)
    return Message(f"core/goal.said{end}", {**values, "by": goal.by})
