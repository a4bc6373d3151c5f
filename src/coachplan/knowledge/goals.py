"""
What a goal names that there is not: a routine, a discipline or a skill.

Names the nearest right name. Does not know what serves a goal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import frozen

from coachplan.base.codes import unknown
from coachplan.base.disclosure import no_such
from coachplan.base.errors import Finding, suggest
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.goals import Goal

__all__ = ["Unknown", "findings_in_goals", "unknown_in"]


@frozen(kw_only=True)
class Unknown:
    """
    One thing that a goal names and that there is not: the *field* of the goal, what was *found* in it, and what is
    *known* there.
    """

    field: str
    found: str
    known: tuple[str, ...]


def unknown_in(goal: Goal, routines: Iterable[str], catalogue: Catalogue) -> Iterator[Unknown]:
    """
    Yield what a goal names that is none of the family's *routines* (ids), no discipline or no skill.
    """
    disciplines = dict.fromkeys(skill.discipline for skill in catalogue.skills.values())
    asked: tuple[tuple[str, str, Collection[str]], ...] = (
        ("routine", goal.routine, tuple(routines)),
        ("discipline", goal.discipline, disciplines),
        ("skill", goal.skill, catalogue.skills),
    )
    for field, found, known in asked:
        if found and found not in known:
            yield Unknown(field=field, found=found, known=tuple(known))


def findings_in_goals(
    goals: Iterable[Goal], routines: Iterable[str], catalogue: Catalogue, *, where: str = "", path: str = ""
) -> Iterator[Finding]:
    """
    Yield a finding for each of these, with its place in the family: `goals[0].skill`.
    """
    ids = tuple(routines)
    for position, goal in enumerate(goals):
        for each in unknown_in(goal, ids, catalogue):
            here = "the family has" if each.field == "routine" else "there is"
            yield Finding(
                where=where,
                item=f"{path}goals[{position}].{each.field}",
                what=no_such(each.field, each.found, here=here),
                hint=suggest(each.found, each.known),
                code=unknown(each.field),
            )
