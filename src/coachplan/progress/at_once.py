"""
One focus from all its entries at once, in any order.

Knows no more of a day than a `Course` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Hold, Phase
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy
from coachplan.model.told import FromWords
from coachplan.progress.course import Course
from coachplan.progress.parameters import Parameters
from coachplan.progress.practice import Practice

__all__ = ["practice_of"]


def practice_of(
    focus: Focus,
    entries: Iterable[Entry],
    *,
    skill: Skill | None,
    strategy: Strategy | None,
    on: date,
    changed_on: date | None,
    parameters: Parameters,
    phases: Iterable[Phase] = (),
    talked_on: date | None = None,
    holds: Iterable[Hold] = (),
    told: Mapping[str, FromWords] = MappingProxyType({}),
    seldom: bool = False,
) -> Practice:
    """
    Return what there is to read about a focus on a day, from its entries in any order. Everything else is as a `Course`
    is given it.
    """
    course = Course(
        focus, skill=skill, strategy=strategy, parameters=parameters, told=told, on=on, phases=phases, seldom=seldom
    )
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry.on <= on:
            by_day.setdefault(entry.on, []).append(entry)
    for day, written in sorted(by_day.items()):
        course.put(day, written)
    return course.practice(on, changed_on=changed_on, talked_on=talked_on, holds=holds)
