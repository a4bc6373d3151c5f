"""
Breaks in practice that were agreed, such as a holiday on hold.

What is missing in an agreed rest was not missed. Does not know how often a focus is practised.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from coachplan.model.plans import Hold

__all__ = ["Rests", "days_within", "rests_of"]

#: Stretches of days, the first and the last of each, apart from one another.
Rests = tuple[tuple[date, date], ...]


def rests_of(holds: Iterable[Hold], on: date) -> Rests:
    """
    Return the rests up to a day. A hold counts from the day after it was agreed. Whoever practises in it all the same
    did more than was due: the other days of it are a rest no less.
    """
    found: list[tuple[date, date]] = []
    for first, last in sorted((hold.on + timedelta(days=1), min(hold.until, on)) for hold in holds):
        if first > last:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def days_within(rests: Rests, first: date, last: date) -> int:
    """
    Return how many of the days from *first* to *last*, both counted, lie in a rest.
    """
    shared = ((min(last, end) - max(first, begin)).days + 1 for begin, end in rests)
    return sum(days for days in shared if days > 0)
