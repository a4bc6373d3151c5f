"""
Who, where and when: tries told apart by place, person and part of day, and whether these differ beyond chance.

Shows people and places apart, and averages none away. Does not know which rule asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from coachplan.model.family import PARTS_OF_DAY, PartOfDay
from coachplan.progress.practice import Practice
from coachplan.progress.readings import yes_no
from coachplan.progress.statistics import differ

__all__ = ["Told", "better_time", "by_circumstance", "differs", "going_well"]

#: What of a circumstance things are told apart by.
Told = Literal["support", "place", "who", "part_of_day"]


def by_circumstance(practice: Practice, what: Told) -> Mapping[str, tuple[float, float, int]]:
    """
    Return (tries, successes, days) by one thing that a `Circumstance` tells: each place, each person, each part of day.
    """
    return practice.groups[what]


def going_well(what: Told) -> Callable[[Practice], float]:
    """
    Return a reading of how many places or people it goes well in or with. One not written is no second.
    """

    def count(practice: Practice) -> float:
        found = by_circumstance(practice, what)
        named = {name: group for name, group in found.items() if name} or found
        return sum(
            1
            for tries, successes, _ in named.values()
            if tries >= practice.parameters.context_tries and successes / tries >= practice.parameters.context_share
        )

    return count


def differs(what: Told) -> Callable[[Practice], str]:
    """
    Return a reading of whether one place or person goes well and another does not, beyond chance.
    """

    def compare(practice: Practice) -> str:
        return yes_no(differ(by_circumstance(practice, what), practice.parameters))

    return compare


def better_time(practice: Practice) -> PartOfDay | None:
    """
    Return the part of day that goes well and calmly where another does not, or None.
    """
    found = differ(
        {name: group for name, group in by_circumstance(practice, "part_of_day").items() if name}, practice.parameters
    )
    if found is None:
        return None
    upset = sum(
        1
        for day in practice.last_three
        if not day.tags_at.get(found[0], frozenset()).isdisjoint(("distressed", "refused"))
    )
    return None if upset else next(part for part in PARTS_OF_DAY if part == found[0])
