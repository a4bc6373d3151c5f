"""
A goal for which nothing can be proposed, and why: what closes it is said and never opened.

Asks the same filters as what is proposed. Proposes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from coachplan.base.messages import Message
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.family import Family, Routine
from coachplan.model.goals import Goal
from coachplan.model.plans import Focus
from coachplan.model.skills import Skill
from coachplan.planning.cautioned import ChildCautions
from coachplan.planning.fit import fit_skill
from coachplan.planning.goals import comes_before, how_it_serves, names_nothing, said
from coachplan.planning.leading import Candidate

__all__ = ["unmet_goals"]

#: What is said of a skill that comes later, where what comes first can be practised.
_LATER = "core/fit.prerequisite"


def unmet_goals(
    family: Family,
    catalogue: Catalogue,
    on: date,
    candidates: Iterable[Candidate],
    roomy: Collection[Routine],
    *,
    practised: Collection[Focus] = (),
    approval: Approval | None = None,
    quiet: Collection[Goal] = (),
) -> Iterator[Message]:
    """
    Yield, for each goal that none of the *candidates* serves, what was said and why there is nothing. *roomy* are the
    routines that have room, *practised* is what other plans of the family practise already. Of a goal that is *quiet*
    nothing is said, as a caregiver may read it.
    """
    served = {place for found in candidates for place in found.goals}
    cautions = ChildCautions.of(family, catalogue, approval)
    for place, goal in enumerate(family.goals):
        if place in served or goal in quiet:
            continue
        if any(how_it_serves(goal, focus.skill, focus.routine, catalogue) for focus in practised):
            yield said(goal, family, Message("core/goal.practised"))
        else:
            yield said(goal, family, _why(goal, family, catalogue, on, roomy, cautions))


def _why(
    goal: Goal,
    family: Family,
    catalogue: Catalogue,
    on: date,
    roomy: Collection[Routine],
    cautions: ChildCautions,
) -> Message:
    if names_nothing(goal):
        return Message("core/goal.names-nothing")
    if goal.skill:
        closed = _closed(goal, family, catalogue, on, cautions)
        if closed is not None:
            return closed
    routine = family.routine(goal.routine)
    if routine is not None and routine not in roomy:
        return Message("core/goal.no-room", {"routine": routine.called})
    return Message("core/goal.nothing-fits")


def _closed(goal: Goal, family: Family, catalogue: Catalogue, on: date, cautions: ChildCautions) -> Message | None:
    # The skill itself first; then what comes before it, as that is what would be proposed.
    for each in (goal.skill, *comes_before(goal.skill, catalogue)):
        skill: Skill | None = catalogue.skills.get(each)
        if skill is None or (each != goal.skill and each in family.child.strengths):
            continue
        against = fit_skill(skill, family, on, cautions=cautions).against
        for reason in against:
            if reason.key != _LATER:
                return reason
    return None
