"""
Where a focus that was turned can go on: what was believed of the child after so many days, and whether it still holds.

A step that is taken ends a stretch, and moves nothing that was folded before it. Does not fold.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from coachplan.model.plans import Focus
from coachplan.progress.ability import Belief
from coachplan.progress.pooling import Pooling

__all__ = ["Point", "Stretch", "furthest"]

#: How a focus stood, and the last day on which it did; None of the stretch that is open.
Stretch = tuple[Focus, date | None]


class Point(NamedTuple):
    """
    What is believed of the child after the first *folded* days of a focus. The last of them lie in a stretch through
    which it *stood* so, after the stretches *before*. *last_usual*: the last of the days that tells of the child; all
    were pooled by *pooling*, and a break of *long* days was a long one.
    """

    before: tuple[Stretch, ...]
    stood: Focus
    folded: int
    belief: Belief
    last_usual: date | None
    pooling: Pooling
    long: int


def furthest(
    points: Iterable[Point], stretches: Sequence[Stretch], days: Sequence[date], anew: Point
) -> Point:
    """
    Return the furthest of some points at which what was believed would be believed now: of a focus that stood so over
    these *stretches*, oldest first, and of these *days*, pooled as where it begins *anew*, which it does where none is.
    """
    like = anew.pooling, anew.long
    return max((each for each in points if _holds(each, stretches, days, *like)), key=_reach, default=anew)


def _holds(point: Point, stretches: Sequence[Stretch], days: Sequence[date], pooling: Pooling, long: int) -> bool:
    # All days before its stretch were folded, and none after it. In the stretch that is open only its beginning holds,
    # as its days are added up anew.
    place = len(point.before)
    if place >= len(stretches) or point.before != stretches[:place] or point.long != long:
        return False
    stood, last = stretches[place]
    if _moves(point.stood) != _moves(stood) or not pooling.is_like(point.pooling):
        return False
    first = bisect_left(days, stood.since)
    return first <= point.folded <= (first if last is None else bisect_right(days, last))


def _reach(point: Point) -> tuple[int, int]:
    return len(point.before), point.folded


def _moves(stood: Focus) -> tuple[object, ...]:
    # All of it that decides which days are of a stretch, and what is believed after them.
    return stood.since, stood.skill, stood.step, stood.strategy, stood.baseline
