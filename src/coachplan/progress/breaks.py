"""
Breaks in practice: those that were agreed, such as a holiday on hold, and long gaps after which it begins anew.

What is missing in an agreed rest was not missed. Does not know how often a focus is practised.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from coachplan.model.plans import Hold

__all__ = ["Rests", "away_around", "days_within", "last_gap", "rests_of"]

#: So many days before and after a note that tells of days away may be meant by it.
_AWAY = 21

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


def away_around(told: Iterable[date], written: Iterable[date], practised: Collection[date], on: date) -> Rests:
    """
    Return the days away that notes of the days *told* are of: from the *written* day before to the one after, since a note
    is written before, on the way or once everybody is back. What was *practised* on such a day was no day away.
    """
    days, found = sorted(written), []
    for day in told:
        before = max((each for each in days if each < day), default=day - timedelta(days=1))
        after = min((each for each in days if each > day), default=on + timedelta(days=1))
        first = max(before + timedelta(days=1), day - timedelta(days=_AWAY))
        last = min(after - timedelta(days=1), day + timedelta(days=_AWAY), on)
        if day in practised:
            found += [(first, day - timedelta(days=1)), (day + timedelta(days=1), last)]
        else:
            found.append((first, last))
    merged: list[tuple[date, date]] = []
    for first, last in sorted(each for each in found if each[0] <= each[1]):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def days_within(rests: Rests, first: date, last: date) -> int:
    """
    Return how many of the days from *first* to *last*, both counted, lie in a rest.
    """
    shared = ((min(last, end) - max(first, begin)).days + 1 for begin, end in rests)
    return sum(days for days in shared if days > 0)


def last_gap(practised: Sequence[date], long: int) -> tuple[int, int]:
    """
    Return the place of the first practised day after the last gap of *long* days or more, and its length; 0 and 0
    without one.
    """
    for index in range(len(practised) - 1, 0, -1):
        between = (practised[index] - practised[index - 1]).days - 1
        if between >= long:
            return index, between
    return 0, 0
