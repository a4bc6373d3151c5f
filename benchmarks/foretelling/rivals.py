"""
What foretells a count without a model of the child: the last one, and the mean of all so far, each as an honest
distribution.

A share of successes is foretold, drawn towards a half by so many tries, and the count is beta-binomial around it. How
far it is drawn, and how much days scatter, are the two numbers that foretell the *other* studies best. Does not know
coachplan.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from published import Session

__all__ = ["RIVALS", "Rival", "beta_binomial", "chosen", "foretold"]

#: What foretells the share of the next session: successes and tries of some that were before it.
Rival = Callable[[Sequence[Session]], tuple[int, int]]

#: Tries that draw towards a half; and how alike the tries of a day are: its concentration, large is binomial.
_DRAWN = (0.1, 0.3, 1.0, 2.0, 4.0, 8.0, 16.0)
_ALIKE = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0, 1000.0)


def _last(before: Sequence[Session]) -> tuple[int, int]:
    return before[-1].successes, before[-1].tries


def _mean(before: Sequence[Session]) -> tuple[int, int]:
    return sum(each.successes for each in before), sum(each.tries for each in before)


RIVALS: dict[str, Rival] = {"last value": _last, "running mean": _mean}


def beta_binomial(tries: int, successes: int, share: float, alike: float) -> float:
    """
    Return how likely a count is, as a natural logarithm, where shares of days are beta around *share*.
    """
    works, fails = share * alike, (1 - share) * alike
    gamma = math.lgamma
    ways = gamma(tries + 1) - gamma(successes + 1) - gamma(tries - successes + 1)
    seen = gamma(successes + works) + gamma(tries - successes + fails) - gamma(tries + alike)
    return ways + seen + gamma(alike) - gamma(works) - gamma(fails)


def foretold(rival: Rival, sessions: Sequence[Session], drawn: float, alike: float) -> list[float]:
    """
    Return how likely each session from the second on was, as foretold from those before it.
    """
    found = []
    for place in range(1, len(sessions)):
        worked, tried = rival(sessions[:place])
        now = sessions[place]
        share = (worked + drawn / 2) / (tried + drawn)
        found.append(beta_binomial(now.tries, now.successes, share, alike))
    return found


def chosen(rival: Rival, studies: Iterable[Sequence[Sequence[Session]]]) -> tuple[float, float]:
    """
    Return the two numbers that foretell some studies best, each study counting as much as another.
    """
    given = [list(study) for study in studies]
    return max(((drawn, alike) for drawn in _DRAWN for alike in _ALIKE), key=partial(_height, rival, given))


def _height(rival: Rival, studies: Sequence[Sequence[Sequence[Session]]], numbers: tuple[float, float]) -> float:
    return math.fsum(_mean_of([foretold(rival, series, *numbers) for series in study]) for study in studies)


def _mean_of(chances: Iterable[Sequence[float]]) -> float:
    flat = [each for series in chances for each in series]
    return math.fsum(flat) / len(flat) if flat else 0.0
