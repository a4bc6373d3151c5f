"""
Where a focus that was turned, or is looked at again, can go on: what was believed of the child after so many days, what
the days come to, and whether both still hold.

A step that is taken ends a stretch, and moves nothing that was folded before it. Does not fold.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from coachplan.base.prefixes import LetGoError, Tail
from coachplan.model.plans import Focus
from coachplan.progress.ability import Belief
from coachplan.progress.pooling import Pooling
from coachplan.progress.so_far import SoFar
from coachplan.progress.spans import Seldom

__all__ = ["PastDays", "Point", "Stretch", "furthest"]

#: How a focus stood, and the last day on which it did; None of the stretch that is open.
Stretch = tuple[Focus, date | None]


class Point(NamedTuple):
    """
    What is believed of the child after the first *folded* days of a focus. The last of them lie in a stretch through
    which it *stood* so, after the stretches *before*. *last_usual*: the last of the days that tells of the child; all
    were pooled by *pooling*, and a break of *long* days was a long one. *so_far*: what the days of the stretch come to,
    where it was open then.
    """

    before: tuple[Stretch, ...]
    stood: Focus
    folded: int
    belief: Belief
    last_usual: date | None
    pooling: Pooling
    long: int
    so_far: SoFar | None = None

    @classmethod
    def of(cls, before: tuple[Stretch, ...], stood: Focus, so_far: SoFar) -> Point:
        """
        Return the point that the days of an open stretch have reached.
        """
        at = so_far.folded, so_far.belief, so_far.last_usual, so_far.pooling, so_far.long
        return cls(before, stood, *at, so_far)


class PastDays(NamedTuple):
    """
    What is left of the days of a focus that were let go of: the *point* after them, all being folded; the *last* of
    them; and how *seldom* they came.
    """

    point: Point
    last: date
    seldom: Seldom


def furthest(points: Iterable[Point], stretches: Sequence[Stretch], days: Tail[date], anew: Point) -> Point:
    """
    Return the furthest of some points at which what was believed would be believed now: of a focus that stood so over
    these *stretches*, oldest first, and of these *days*, pooled as where it begins *anew*, which it does where none is.
    Raises `LetGoError` where days are needed for it that were let go of.
    """
    like = anew.pooling, anew.long
    found = max((each for each in points if _holds(each, stretches, days, *like)), key=_reach, default=anew)
    if found.folded < days.gone:
        raise LetGoError
    return found


def _holds(point: Point, stretches: Sequence[Stretch], days: Tail[date], pooling: Pooling, long: int) -> bool:
    # All days before its stretch were folded, and none after it. In the stretch that is open it holds at its beginning,
    # as its days are added up anew, or where they were added up as they would be now.
    place = len(point.before)
    if place >= len(stretches) or point.before != stretches[:place] or point.long != long:
        return False
    stood, last = stretches[place]
    if _moves(point.stood) != _moves(stood) or not pooling.is_like(point.pooling):
        return False
    # Days that were let go of are before all that are kept: where a stretch began among them, so many are enough.
    first = days.gone + bisect_left(days, stood.since)
    if last is None:
        added_up = point.so_far is not None and _aims(point.stood) == _aims(stood) and first <= point.folded
        return added_up or (first == point.folded and not _is_gone(days, stood.since))
    if _is_gone(days, last):
        return False
    return first <= point.folded <= days.gone + bisect_right(days, last)


def _is_gone(days: Tail[date], day: date) -> bool:
    return days.gone > 0 and day < days.floor


def _reach(point: Point) -> tuple[int, int]:
    return len(point.before), point.folded


def _moves(stood: Focus) -> tuple[object, ...]:
    # All of it that decides which days are of a stretch, and what is believed after them.
    return stood.since, stood.skill, stood.step, stood.strategy, stood.baseline


def _aims(stood: Focus) -> tuple[object, ...]:
    # What else of it days are added up against.
    return stood.aim, stood.aim_day
