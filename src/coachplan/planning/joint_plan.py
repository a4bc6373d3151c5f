"""
A first plan as it is agreed together: who practises, when, how, and what the adult does next, a line each.

Each line begins with what it is about, so that a name, a routine or a way of helping stands in it as it is. Makes
messages. Chooses nothing.
"""

from __future__ import annotations

from coachplan.base.messages import Message, key
from coachplan.model.family import Family, Routine
from coachplan.model.plans import Focus
from coachplan.model.strategies import Strategy

__all__ = ["joint_plan"]


def joint_plan(focus: Focus, routine: Routine, strategy: Strategy, family: Family) -> tuple[Message, ...]:
    """
    Return the four lines of a focus: who (whoever is there in the routine, else the first caregiver), when, how, next.
    """
    child = family.child.name
    return (
        _who(routine, family),
        _when(focus, routine),
        Message("core/together.how", {"what": Message(key(strategy.id, "what"), {"child": child})}),
        Message("core/together.next", {"child": child}),
    )


def _who(routine: Routine, family: Family) -> Message:
    names = routine.who or tuple(caregiver.name for caregiver in family.caregivers[:1])
    named = [name.strip() for name in names if name.strip()]
    values: dict[str, object] = {"child": family.child.name}
    if not named:
        return Message("core/together.whoever", values)
    return Message("core/together.who", {**values, "who": ", ".join(named)})


def _when(focus: Focus, routine: Routine) -> Message:
    values: dict[str, object] = {"routine": routine.called, "n": focus.days_per_week}
    if routine.part_of_day is None:
        return Message("core/together.when", values)
    part = Message(f"core/together.part.{routine.part_of_day}")
    return Message("core/together.when-in", {**values, "part": part})
