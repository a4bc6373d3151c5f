"""
How likely the logs of families are under many priors, a family at a time, here or on an executor: the same either way.

Each sum is exact before it is rounded, so no order shows in it. What was once asked is kept. Does not know which priors
are tried, or why.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from coachplan.caseload.in_order import in_order
from coachplan.fitting.families import Told
from coachplan.fitting.histories import chance_of
from coachplan.fitting.numbers import Scale
from coachplan.progress.ability import Priors

__all__ = ["Chances", "Point"]

#: A place on the scale of numbers.
Point = tuple[float, ...]

#: So many families are sent to a worker at a time: some tenths of a second of work.
_CHUNK, _AHEAD = 8, 64


def _chance(told: Told, priors: Priors) -> float:
    return math.fsum(chance_of(history, priors) for history in told.histories)


class Chances:
    """
    How likely each family is at points of a scale; what was asked once is not worked out again. *executor*: where that
    is done; None: here. *asked* is called after each time that something was worked out.
    """

    def __init__(
        self, told: Sequence[Told], scale: Scale, executor: Executor | None, asked: Callable[[], None] | None = None
    ) -> None:
        self.told, self.scale = told, scale
        self._executor, self._asked = executor, asked
        self._known: dict[tuple[tuple[float, ...], int], float] = {}

    def at(self, points: Sequence[Point], which: Sequence[int]) -> list[list[float]]:
        """
        Return, for each of these families, how likely it is at each point.
        """
        wanted = [point for point in points if any((point, place) not in self._known for place in which)]
        new = [place for place in which if any((point, place) not in self._known for point in wanted)]
        if new:
            priors = [self.scale.priors(point) for point in wanted]
            for place, found in zip(new, self._worked_out([self.told[place] for place in new], priors), strict=True):
                self._known.update(((point, place), chance) for point, chance in zip(wanted, found, strict=True))
            if self._asked is not None:
                self._asked()
        return [[self._known[point, place] for point in points] for place in which]

    def _worked_out(self, told: Sequence[Told], priors: Sequence[Priors]) -> list[list[float]]:
        if self._executor is None:
            return [[_chance(each, one) for one in priors] for each in told]
        items = [(each, priors) for each in told]
        return list(in_order(_there, items, self._executor, lost=_lost, chunk=_CHUNK, ahead=_AHEAD))


def _there(items: Sequence[tuple[Told, Sequence[Priors]]], _number: int) -> list[list[float]]:
    return [[_chance(told, one) for one in priors] for told, priors in items]


def _lost(_item: object, why: BaseException) -> list[float]:
    raise why
