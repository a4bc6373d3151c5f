"""
Trend within one phase: how fast values rise or fall from session to session, and whether by more than chance.

Takes sessions as evenly spaced unless told where they lie. Knows nothing of a second phase, but for a line drawn on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import NormalDist, mean, median

from coachplan.base.arguments import explained
from coachplan.base.errors import CoachplanError, Finding
from coachplan.measures.measure import Measure
from coachplan.measures.phases import series

__all__ = [
    "beyond_line",
    "kendall_trend",
    "rising",
    "theil_sen",
    "theil_sen_slope",
    "ties_within",
    "trend_chance",
    "without_trend",
]

#: Values that differ by less than this share of the largest are one value, told apart by rounding only.
_DIGITS = 10


@explained
def theil_sen(values: Iterable[float], sessions: Iterable[float] | None = None) -> Measure:
    """
    Theil-Sen slope: the median of the slopes between every two values, in units of the values a session.

    Any number; a few odd days do not move it (up to 29 % of the values). *sessions*: where each value lies, for
    instance the day; 1, 2, 3 ... if not given. Values at the same session are not compared. O(n^2 log n). No standard
    error.

    Source: Theil 1950; Sen 1968. Raises CoachplanError for fewer than two values, what is no finite number, sessions
    that are not as many as the values, or all at the same place.
    """
    kept = series(values, least=2)
    places = [float(index) for index in range(len(kept))] if sessions is None else series(sessions, "sessions")
    if len(places) != len(kept):
        raise CoachplanError(
            Finding(
                item="sessions",
                what=f"found {len(places)} for {len(kept)} values.",
                hint="Give one for each value.",
                code="out-of-range",
            )
        )
    if len(set(places)) == 1:
        raise CoachplanError(
            Finding(
                item="sessions",
                what="all of them are the same.",
                hint="A trend needs two places in time.",
                code="no-result",
            )
        )
    return Measure(name="Theil-Sen slope", value=theil_sen_slope(kept, places))


@explained
def kendall_trend(values: Iterable[float]) -> Measure:
    """
    Kendall's tau-b of the values with time: 1 where each session is better than all before, -1 where worse.

    With S the rising pairs less the falling ones, among N = n(n - 1)/2, of which T are tied: S / sqrt(N (N - T)).
    O(n^2). No standard error; `trend_chance` gives the p value.

    Source: Kendall 1938, 1970. Raises CoachplanError for fewer than two values, what is no finite number, or one value
    throughout, where it is not defined.
    """
    kept = series(values, least=2)
    pairs = len(kept) * (len(kept) - 1) // 2
    tied = ties_within(kept)
    if tied == pairs:
        raise CoachplanError(
            Finding(
                item="values",
                what="every value is the same.",
                hint="Tau-b needs two different values.",
                code="no-result",
            )
        )
    return Measure(name="Kendall trend", variant="tau-b", value=rising(kept) / math.sqrt(pairs * (pairs - tied)))


@explained
def trend_chance(values: Iterable[float]) -> float:
    """
    Return how often values without a trend show one at least as strong, either way (two-sided p, from 0 to 1).

    By the normal approximation with the variance corrected for ties and S for continuity. Rough below ten values: five
    that rise throughout give 0.027, where counting gives 0.017. 1.0 where every value is the same.

    Source: Mann 1945; Kendall 1970. Raises CoachplanError for fewer than two values or what is no finite number.
    """
    kept = series(values, least=2)
    n = len(kept)
    tied = sum(t * (t - 1) * (2 * t + 5) for t in Counter(kept).values())
    variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
    if not variance:
        return 1.0
    return 2 * NormalDist().cdf(-max(abs(rising(kept)) - 1, 0) / math.sqrt(variance))


def theil_sen_slope(values: Sequence[float], places: Sequence[float]) -> float:
    """
    Return the median of the slopes between every two values; for numbers that have been checked.
    """
    points = list(zip(places, values, strict=True))
    return median((w - v) / (y - x) for (x, v), (y, w) in combinations(points, 2) if x != y)


def rising(values: Sequence[float]) -> int:
    """
    Return Kendall's S of a series: the pairs that rise less the pairs that fall. O(n^2).
    """
    return sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))


def ties_within(values: Iterable[float]) -> int:
    """
    Return how many pairs of values are equal.
    """
    return sum(count * (count - 1) // 2 for count in Counter(values).values())


def beyond_line(values: Sequence[float], later: Sequence[float]) -> list[bool]:
    """
    Return, for each later value, whether it lies above the least-squares line of the values, drawn on.

    On the line is not above it. At least two values.
    """
    middle, centre = (len(values) - 1) / 2, mean(values)
    across = sum((index - middle) ** 2 for index in range(len(values)))
    slope = sum((index - middle) * (value - centre) for index, value in enumerate(values)) / across
    left = [value - centre - slope * (index - middle) for index, value in enumerate(later, start=len(values))]
    scale = max(map(abs, [*values, *later])) + abs(slope) * (len(values) + len(later))
    return [rest > scale * 10**-_DIGITS for rest in left]


def without_trend(values: Sequence[float], slope: float) -> list[float]:
    """
    Return the values less a slope from session to session, evenly spaced; what differs by rounding is made equal.
    """
    scale = (max(map(abs, values)) + abs(slope) * len(values)) or 1.0
    return [round((value - slope * index) / scale, _DIGITS) * scale for index, value in enumerate(values)]
