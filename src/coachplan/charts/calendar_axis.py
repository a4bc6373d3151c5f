"""
Which days of a calendar an axis names, so that no two names meet: days, weeks from a Monday, months, years.

Works on day numbers and widths in points. Knows no chart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from attrs import frozen

from coachplan.base.messages import Message

__all__ = ["Tick", "ticks"]

#: Points between two names.
_APART = 7.0

_DAYS, _MONTHS = (1, 2, 7, 14), (1, 2, 3, 6, 12, 24, 60)


@frozen(kw_only=True)
class Tick:
    """
    A day that is named, as its number, and the words: the day, and under the first of a year that year.
    """

    at: int
    words: str


def ticks(
    first: int,
    last: int,
    width: float,
    place: Callable[[float], float],
    measure: Callable[[str], float],
    say: Callable[[Message], str],
) -> list[Tick]:
    """
    Return the finest names that fit. *place* says where a day is, from 0 to 1 of *width*.
    """
    found: list[Tick] = []
    for days in _candidates(first, last):
        found = _named(days, say)
        edges = [(width * place(tick.at), max(map(measure, tick.words.split("\n"))) / 2) for tick in found]
        if all(a + half + _APART <= b - other for (a, half), (b, other) in pairwise(edges)):
            break
    else:
        found = found[:1]
    return found


def _candidates(first: int, last: int) -> Iterator[list[date]]:
    days = [date.fromordinal(each) for each in range(first, last + 1)]
    for every in _DAYS:
        yield days[::every] if every < 7 else _mondays(days, every)
    for every in _MONTHS:
        begun = [day for day in days if day.day == 1 and (day.year * 12 + day.month - 1) % every == 0]
        yield begun or days[:1]


def _mondays(days: list[date], every: int) -> list[date]:
    found = [day for day in days if (day - date(1, 1, 1)) % timedelta(days=every) == timedelta()]
    return found or days[:1]


def _named(days: list[date], say: Callable[[Message], str]) -> list[Tick]:
    months = len(days) > 1 and all(day.day == 1 for day in days)
    found: list[Tick] = []
    year = 0
    for day in days:
        month = Message(f"core/chart.month-short.{day.month}")
        name = month if months else Message("core/chart.date-short", {"day": str(day.day), "month": month})
        words = say(name)
        found.append(Tick(at=day.toordinal(), words=words if day.year == year else f"{words}\n{day.year}"))
        year = day.year
    return found
