"""
Who, where and when: tries told apart by place, person and part of day, and whether these differ beyond chance.

Shows people and places apart, and averages none away. Does not know which rule asks.
"""

from __future__ import annotations

from collections.abc import Callable

from coachplan.progress.days import Practice
from coachplan.progress.readings import yes_no
from coachplan.progress.statistics import differ

__all__ = ["better_time", "differs", "going_well", "groups"]


def groups(practice: Practice, place: int) -> dict[str, tuple[float, float, int]]:
    """
    Return (tries, successes, days) by support (0), place (1), person (2) or part of day (3).
    """
    groups: dict[str, tuple[float, float, int]] = {}
    for day in practice.days:
        for name in {at[place] for at in day.pools}:
            tries = sum(count[0] for at, count in day.pools.items() if at[place] == name)
            successes = sum(count[1] for at, count in day.pools.items() if at[place] == name)
            before = groups.get(name, (0.0, 0.0, 0))
            groups[name] = (before[0] + tries, before[1] + successes, before[2] + 1)
    return groups


def going_well(place: int) -> Callable[[Practice], float]:
    """
    Return a reading of how many places (1) or people (2) it goes well in or with. One not written is no second.
    """

    def count(practice: Practice) -> float:
        found = groups(practice, place)
        named = {name: group for name, group in found.items() if name} or found
        return sum(
            1
            for tries, successes, _ in named.values()
            if tries >= practice.parameters.context_tries and successes / tries >= practice.parameters.context_share
        )

    return count


def differs(place: int) -> Callable[[Practice], str]:
    """
    Return a reading of whether one place (1) or person (2) goes well and another does not, beyond chance.
    """

    def compare(practice: Practice) -> str:
        return yes_no(differ(groups(practice, place), practice.parameters))

    return compare


def better_time(practice: Practice) -> str | None:
    """
    Return the part of day that goes well and calmly where another does not, or None.
    """
    found = differ({name: group for name, group in groups(practice, 3).items() if name}, practice.parameters)
    if found is None:
        return None
    upset = sum(
        1
        for day in practice.last_three
        if not day.tags_at.get(found[0], frozenset()).isdisjoint(("distressed", "refused"))
    )
    return None if upset else found[0]
