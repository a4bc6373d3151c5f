"""
The noise of a phase in a handful of figures: how it goes up and down from one session to the next.

Values come in the order of the sessions, and higher is better. Each figure is None where it cannot be told. Does not
know whether a phase is real or made up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = [
    "Session",
    "dispersion",
    "drawdown",
    "drought",
    "echo",
    "quantile",
    "slope",
    "spread",
    "swing",
    "tied",
    "wrong_way",
    "wrong_way_of_moves",
]

#: One session: how many tries, and how many of them succeeded.
Session = tuple[int, int]


def wrong_way(values: Sequence[float]) -> float | None:
    """
    Return the share of steps from one session to the next that go down, 0-1. A tied step is not one that goes down.
    """
    steps = _steps(values)
    return sum(step < 0 for step in steps) / len(steps) if steps else None


def tied(values: Sequence[float]) -> float | None:
    """
    Return the share of steps from one session to the next that go nowhere, 0-1.
    """
    steps = _steps(values)
    return sum(step == 0 for step in steps) / len(steps) if steps else None


def wrong_way_of_moves(values: Sequence[float]) -> float | None:
    """
    Return the share of steps that go down, of those that go anywhere: the same whether or not ties are likely.
    """
    moves = [step for step in _steps(values) if step]
    return sum(move < 0 for move in moves) / len(moves) if moves else None


def spread(values: Sequence[float]) -> float | None:
    """
    Return the SD around a straight line through the sessions (least squares, n - 2), in the unit of the values.

    None below three values, and where nothing is left around the line.
    """
    if len(values) < 3:
        return None
    left = _around_line(values)[1]
    sd = math.sqrt(sum(x * x for x in left) / (len(values) - 2))
    return sd if sd > 1e-9 * max(1.0, *map(abs, values)) else None


def slope(values: Sequence[float]) -> float | None:
    """
    Return the slope of that line a session, in units of `spread`.
    """
    sd = spread(values)
    return None if sd is None else _around_line(values)[0] / sd


def echo(values: Sequence[float]) -> float | None:
    """
    Return the lag-1 autocorrelation of what is left around the line: r1 as it is, with its bias downwards.
    """
    if spread(values) is None:
        return None
    left = _around_line(values)[1]
    return sum(a * b for a, b in pairwise(left)) / sum(a * a for a in left)


def drawdown(values: Sequence[float]) -> float | None:
    """
    Return the largest fall from the best so far, in units of `spread`.
    """
    sd = spread(values)
    if sd is None:
        return None
    best, fall = values[0], 0.0
    for value in values:
        best = max(best, value)
        fall = max(fall, best - value)
    return fall / sd


def drought(values: Sequence[float]) -> float | None:
    """
    Return the longest run of sessions without a new best. To equal the best is no new best.
    """
    if not values:
        return None
    best, run, longest = values[0], 0, 0
    for value in values[1:]:
        run = 0 if value > best else run + 1
        best = max(best, value)
        longest = max(longest, run)
    return longest


def dispersion(sessions: Sequence[Session]) -> float | None:
    """
    Return how much more the counts vary than the binomial says: Pearson's X2 / (n - 2) around a logistic trend.

    1 is what luck alone gives. None below three sessions, and where hardly any of all tries, or nearly all, succeeded:
    below 3 % or above 97 %, as the published figures have it.
    """
    tries = [n for n, _ in sessions]
    wins = [k for _, k in sessions]
    if len(sessions) < 3 or not 0.03 * sum(tries) < sum(wins) < 0.97 * sum(tries):
        return None
    terms = (
        (k - n * p) ** 2 / (n * p * (1 - p)) for n, k, p in zip(tries, wins, _logistic(tries, wins), strict=True) if n
    )
    return sum(terms) / (len(sessions) - 2)


def swing(sessions: Sequence[Session]) -> float | None:
    """
    Return the SD of the days in logits that the dispersion points to; below zero where the counts vary less than luck.

    By moments: a day's swing of variance v lifts the expected term of a session by v (n - 1) p (1 - p). Unlike
    `dispersion` it does not grow with the number of tries, so logs with few and with many can be compared. To first
    order, and the trend takes its part: days with an SD of 0.6 show as about 0.5.
    """
    found = dispersion(sessions)
    if found is None:
        return None
    tries = [n for n, _ in sessions]
    chances = _logistic(tries, [k for _, k in sessions])
    lift = sum((n - 1) * p * (1 - p) for n, p in zip(tries, chances, strict=True))
    if lift <= 0:
        return None
    excess = (found - 1) * (len(sessions) - 2)
    return math.copysign(math.sqrt(abs(excess) / lift), excess)


def quantile(values: Iterable[float], part: float) -> float:
    """
    Return a quantile, by a straight line between neighbours (Hyndman and Fan 1996, type 7).
    """
    ordered = sorted(values)
    place = (len(ordered) - 1) * part
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _steps(values: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(values)]


def _around_line(values: Sequence[float]) -> tuple[float, list[float]]:
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    across = sum((i - middle) ** 2 for i in range(len(values)))
    climb = sum((i - middle) * (value - mean) for i, value in enumerate(values)) / across
    return climb, [value - mean - climb * (i - middle) for i, value in enumerate(values)]


def _logistic(tries: Sequence[int], wins: Sequence[int]) -> list[float]:
    # Newton's steps, kept within bounds: where early sessions all fail and late ones all succeed, the slope has no end.
    last = max(1, len(tries) - 1)
    times = [2 * i / last - 1 for i in range(len(tries))]
    pooled = sum(wins) / sum(tries)
    level, climb = math.log(pooled / (1 - pooled)), 0.0
    chances = [pooled] * len(tries)
    for _ in range(50):
        weights = [n * p * (1 - p) for n, p in zip(tries, chances, strict=True)]
        misses = [k - n * p for n, k, p in zip(tries, wins, chances, strict=True)]
        a = sum(weights)
        b = sum(w * t for w, t in zip(weights, times, strict=True))
        c = sum(w * t * t for w, t in zip(weights, times, strict=True))
        u, v = sum(misses), sum(m * t for m, t in zip(misses, times, strict=True))
        whole = a * c - b * b
        if whole <= 1e-12:
            break
        up, turn = (c * u - b * v) / whole, (a * v - b * u) / whole
        short = min(1.0, 2 / max(abs(up), abs(turn), 1e-12))
        level, climb = level + short * up, climb + short * turn
        chances = [1 / (1 + math.exp(-max(-15.0, min(15.0, level + climb * t)))) for t in times]
        if abs(up) + abs(turn) < 1e-9:
            break
    return chances
