"""
From the shipped numbers, or those of a larger group, uphill to those that the families and the hyperprior together
hold likeliest.

Each step is that of Berndt, Hall, Hall & Hausman (1974, Annals of Economic and Social Measurement 3:653-665): the
curvature is taken from how much families differ in where they pull, and the hyperprior's is added, so that few families
change little. A step is halved until it goes up, so every step does. Draws nothing by chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import frozen

from coachplan.fitting.chances import Chances, Point
from coachplan.fitting.families import Voice, voices
from coachplan.fitting.solving import Matrix, inverse_diagonal, solved

__all__ = ["ENOUGH", "MOST_STEPS", "Top", "climb"]

#: No climb has more steps.
MOST_STEPS = 10

#: From what gain on a step is worth another, unless somebody says otherwise.
ENOUGH = 0.05

#: How far a slope is felt for, in widths; the furthest step, in widths.
_NEAR, _FURTHEST = 0.05, 1.5
_HALVES = 5


@frozen
class Top:
    """
    Where a climb ended: the *point*, and how far each of its numbers may be off (an SD), all in widths; the points on
    its *way*; and how much likelier it is than the centre (*height*, a natural logarithm).
    """

    point: Point
    off: tuple[float, ...]
    way: tuple[Point, ...]
    height: float


def climb(
    chances: Chances,
    which: Sequence[int],
    moves: Sequence[bool],
    way: Sequence[Point] = (),
    *,
    centre: Point = (),
    near: float = 1.0,
    begin: Point = (),
    enough: float = ENOUGH,
) -> Top:
    """
    Return the likeliest point by some of the families, where only some coordinates move. *way*: points of an earlier
    climb, where slopes may be known; it begins at whichever of them, or of the centre, is highest by these families.
    *centre*: the numbers around which these are held likely beforehand, and beside which families speak; without it the
    shipped ones. *near*: how near they are held to lie, an SD in widths. *begin*: where it begins, wherever it is
    highest. *enough*: from what gain on, in natural logarithms, a step is worth another.
    """
    hill = _Hill(chances, which, moves, centre or (0.0,) * len(moves), near)
    known = [
        tuple(place if free else held for place, held, free in zip(each, hill.start, moves, strict=True))
        for each in way
    ]
    point = begin or max([hill.start, *dict.fromkeys(known)], key=hill.height)
    been = [point]
    slopes, curved = hill.felt(point)
    for _ in range(MOST_STEPS):
        height = hill.height(point)
        higher = hill.step(point, height, solved(curved, slopes))
        if higher is None:
            break
        point, gain = higher
        been.append(point)
        if gain < enough:
            break
        slopes, curved = hill.felt(point)
    off = iter(map(math.sqrt, inverse_diagonal(curved)))
    return Top(point, tuple(next(off) if free else 1.0 for free in moves), tuple(been), hill.height(point))


class _Hill:
    def __init__(
        self, chances: Chances, which: Sequence[int], moves: Sequence[bool], start: Point, near: float
    ) -> None:
        self._chances, self._which = chances, which
        self._free = [place for place, free in enumerate(moves) if free]
        self.start, self._held = start, 1 / near**2
        self._voices: list[Voice] = voices([chances.told[place] for place in which])

    def height(self, point: Point) -> float:
        """
        Return how likely a point is, by families and hyperprior, beside the start.
        """
        says = [voice.says(now - then)[0] for voice, (then, now) in self._spoken(point)]
        off = [place - held for place, held in zip(point, self.start, strict=True)]
        return math.fsum(says) - self._held * math.fsum(each * each for each in off) / 2

    def felt(self, point: Point) -> tuple[list[float], Matrix]:
        """
        Return the slope along each coordinate that moves, and the curvature.
        """
        nears = [self._near(point, place) for place in self._free]
        beside = [_with(point, place, near) for place, near in zip(self._free, nears, strict=True)]
        found = self._chances.at([self.start, point, *beside], self._which)
        pulls = []
        for voice, (then, here, *there) in zip(self._voices, found, strict=True):
            pace = voice.says(here - then)[1]
            pulls.append([pace * (each - here) / near for each, near in zip(there, nears, strict=True)])
        slopes = [
            math.fsum(pull[at] for pull in pulls) - self._held * (point[place] - self.start[place])
            for at, place in enumerate(self._free)
        ]
        # A family that pulls harder than it may ever speak would make the hill look steep, and hold up the others.
        mild = [
            [min(voice.most, max(-voice.most, way)) for way in pull]
            for voice, pull in zip(self._voices, pulls, strict=True)
        ]
        size = range(len(self._free))
        curved = [
            [math.fsum(pull[one] * pull[two] for pull in mild) + self._held * (one == two) for two in size]
            for one in size
        ]
        return slopes, curved

    def step(self, point: Point, height: float, way: Sequence[float]) -> tuple[Point, float] | None:
        """
        Return the point that is higher along a way, and by how much; None where none is.
        """
        for halved in range(_HALVES):
            there = self._moved(point, way, 0.5**halved)
            gain = self.height(there) - height
            if gain > 0:
                return there, gain
        return None

    def _spoken(self, point: Point) -> list[tuple[Voice, list[float]]]:
        return list(zip(self._voices, self._chances.at([self.start, point], self._which), strict=True))

    def _moved(self, point: Point, way: Sequence[float], part: float) -> Point:
        there, ends = list(point), self._chances.scale.ends
        for place, far in zip(self._free, way, strict=True):
            low, high = ends[place]
            there[place] = min(high, max(low, point[place] + part * min(_FURTHEST, max(-_FURTHEST, far))))
        return tuple(there)

    def _near(self, point: Point, place: int) -> float:
        # Inwards where there is no room outwards.
        return _NEAR if point[place] + _NEAR <= self._chances.scale.ends[place][1] else -_NEAR


def _with(point: Point, place: int, more: float) -> Point:
    return (*point[:place], point[place] + more, *point[place + 1 :])
