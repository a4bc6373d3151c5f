"""
Non-overlap: how separated two phases are, by the order of their values and nothing else.

Says nothing of how much has changed, nor why. Once the phases no longer touch, every measure here has reached its end.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from statistics import median
from typing import Literal

from coachplan.base.arguments import explained
from coachplan.base.disclosure import figure
from coachplan.base.errors import CoachplanError, Finding
from coachplan.measures.measure import Measure, choice, quantile
from coachplan.measures.phases import Direction, two_phases
from coachplan.measures.slopes import beyond_line

__all__ = ["d_from_nap", "ird", "nap", "pand", "pem", "pet", "pnd", "tau"]

ErrorMethod = Literal["unbiased", "hanley", "null"]

#: Halvings of the interval in which an end of Newcombe's interval lies: enough for the last bit of a float.
_HALVINGS = 60


@explained
def nap(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    error: ErrorMethod = "unbiased",
    confidence: float = 0.95,
) -> Measure:
    """
    Nonoverlap of all pairs: the share of pairs (one value of each phase) that improve, a tie counting half.

    From 0 to 1; 0.5 is no difference. With m values before and n after, q = 1, 0.5 or 0 for a pair::

        NAP = sum(q) / mn

    *error*: "unbiased" (Sen 1967; None with one value in a phase), "hanley" (Hanley and McNeil 1982) or "null" (as if
    there were no difference; sqrt((m + n + 1) / 12mn)). Where nothing overlaps, the first two take each pair as
    p = 1/(2mn) short of its end: sqrt(p(1 - p)/((m - 1)(n - 1))) and sqrt(p(1 - p)/mn), small whatever the doubt. The
    interval is method 5 of Newcombe (2006), whichever error is asked for, and says more. O((m + n) log(m + n)).

    Source: Parker and Vannest 2009. Raises CoachplanError for an empty phase or what is no finite number.
    """
    choice("error", error, ("unbiased", "hanley", "null"))
    reach = quantile(confidence)
    before, after, sign = two_phases(baseline, treatment, direction)
    rows, columns, squares = _pairs([sign * value for value in before], [sign * value for value in after])
    m, n = len(rows), len(columns)
    value = sum(rows) / (m * n)
    return Measure(
        name="NAP",
        variant=error,
        value=value,
        error=_error(rows, columns, squares, error),
        low=_newcombe(value, m, n, reach, 0.0),
        high=_newcombe(value, m, n, reach, 1.0),
        confidence=confidence,
    )


@explained
def tau(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    error: ErrorMethod = "unbiased",
    confidence: float = 0.95,
) -> Measure:
    """
    Tau, without regard to trends: the share of pairs that improve less the share that worsen, 2 NAP - 1.

    From -1 to 1; 0 is no difference. Error and interval are those of NAP, doubled and moved.

    Source: Parker, Vannest, Davis and Sauber 2011. Raises CoachplanError as `nap`.
    """
    found = nap(baseline, treatment, direction, error=error, confidence=confidence)
    assert found.low is not None
    assert found.high is not None
    return Measure(
        name="Tau",
        variant=error,
        value=2 * found.value - 1,
        error=None if found.error is None else 2 * found.error,
        low=2 * found.low - 1,
        high=2 * found.high - 1,
        confidence=confidence,
    )


@explained
def d_from_nap(value: float) -> float:
    """
    Return a standardised mean difference that a NAP from 0 to 1 would stand for: 2 sqrt(3) (1 - sqrt(2 (1 - NAP))).

    Runs from -1.43 to 3.46, however far apart the phases are: not to be pooled with a real one. The formula in use in
    single-case packages; the printed 3.464 is 2 sqrt(3). Raises CoachplanError for a value outside 0 to 1.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise CoachplanError(
            Finding(item="NAP", what=f"found {figure(value)}.", hint="Give a share from 0 to 1.", code="out-of-range")
        )
    return 2 * math.sqrt(3) * (1 - math.sqrt(2 * (1 - value)))


@explained
def pnd(baseline: Iterable[float], treatment: Iterable[float], direction: Direction = "increase") -> Measure:
    """
    Percentage of nonoverlapping data, as a share: the treatment values beyond the best baseline value.

    From 0 to 1. One good day in the baseline decides it, and the longer the baseline, the lower it comes out; it has no
    standard error.

    Source: Scruggs, Mastropieri and Casto 1987. Raises CoachplanError for an empty phase or what is no finite number.
    """
    before, after, sign = two_phases(baseline, treatment, direction)
    best = max(sign * value for value in before)
    return Measure(name="PND", value=_share(sign * value > best for value in after))


@explained
def pem(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    ties: Literal["half", "none"] = "half",
) -> Measure:
    """
    Percentage exceeding the median, as a share: the treatment values beyond the median of the baseline.

    From 0 to 1. *ties*: a value equal to the median counts "half", or as "none"; packages differ. No standard error.

    Source: Ma 2006. Raises CoachplanError for an empty phase or what is no finite number.
    """
    choice("ties", ties, ("half", "none"))
    before, after, sign = two_phases(baseline, treatment, direction)
    middle = median(sign * value for value in before)
    equal = _share(sign * value == middle for value in after) if ties == "half" else 0.0
    return Measure(
        name="PEM", variant=f"ties {ties}", value=_share(sign * value > middle for value in after) + equal / 2
    )


@explained
def pet(baseline: Iterable[float], treatment: Iterable[float], direction: Direction = "increase") -> Measure:
    """
    Percentage exceeding the trend, as a share: the treatment values beyond the baseline's straight line, drawn on.

    From 0 to 1. The line is that of least squares, through sessions evenly spaced. A line through few values soon leads
    anywhere: above 100 %, below none. No standard error.

    Source: Wolery, Busick, Reichow and Barton 2010 describe it with a split-middle line. Raises CoachplanError for
    fewer than two baseline values, an empty treatment phase or what is no finite number.
    """
    before, after, sign = two_phases(baseline, treatment, direction, least=(2, 1))
    above = beyond_line([sign * value for value in before], [sign * value for value in after])
    return Measure(name="PET", variant="least squares", value=_share(above))


@explained
def pand(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    variant: Literal["minimum", "sorted"] = "minimum",
    ties: Literal["against", "for"] = "against",
) -> Measure:
    """
    Percentage of all nonoverlapping data, as a share: the values left when overlap has been taken away.

    From max(m, n)/(m + n) to 1 for "minimum": the fewest values are taken away, from either phase, so that every
    treatment value left is better than every baseline value left. "sorted", the older way, from 0: all values are put
    in order, and those on the side of their own phase counted. That depends on the order of ties, so there *ties* says
    whether they count "against" the treatment or "for" it, as in the worked example of 2007; a package may do the one
    for increase and the other for decrease. No standard error. O((m + n) log(m + n)).

    Source: Parker, Vannest and Davis 2011; for "sorted" Parker, Hagan-Burke and Vannest 2007. Raises CoachplanError for
    an empty phase or what is no finite number.
    """
    choice("variant", variant, ("minimum", "sorted"))
    choice("ties", ties, ("against", "for"))
    before, after, sign = two_phases(baseline, treatment, direction)
    low, high = sorted(sign * value for value in before), sorted(sign * value for value in after)
    kept = _kept(low, high) if variant == "minimum" else _on_their_side(low, high, ties == "for")
    named = variant if variant == "minimum" else f"{variant}, ties {ties}"
    return Measure(name="PAND", variant=named, value=kept / (len(low) + len(high)))


@explained
def ird(baseline: Iterable[float], treatment: Iterable[float], direction: Direction = "increase") -> Measure:
    """
    Robust improvement rate difference: the phi of the overlap table with its margins made equal.

    From `|m - n| / (2 max(m, n))` to 1: never below 0, so it does not tell a worsening from no difference. From PAND
    (minimum)::

        IRD = 1 - (m + n)^2 / (2mn) * (1 - PAND)

    Some places print the direct fraction with its signs wrong; this relation reproduces the published values. No
    standard error.

    Source: Parker, Vannest and Davis 2011. Raises CoachplanError for an empty phase or what is no finite number.
    """
    before, after, sign = two_phases(baseline, treatment, direction)
    m, n = len(before), len(after)
    removed = m + n - _kept(sorted(sign * value for value in before), sorted(sign * value for value in after))
    return Measure(name="IRD", variant="robust", value=1 - (m + n) * removed / (2 * m * n))


def _share(which: Iterable[bool]) -> float:
    found = list(which)
    return sum(found) / len(found)


def _pairs(before: Sequence[float], after: Sequence[float]) -> tuple[list[float], list[float], float]:
    # The pairs won by each baseline value's row and each treatment value's column, ties half; and the sum of q squared.
    low, high = sorted(before), sorted(after)
    n = len(high)
    rows = [n - (bisect_left(high, value) + bisect_right(high, value)) / 2 for value in low]
    columns = [(bisect_left(low, value) + bisect_right(low, value)) / 2 for value in high]
    ties = sum(bisect_right(low, value) - bisect_left(low, value) for value in high)
    # A tie adds a half to the sum of q, and a quarter to the sum of its square.
    return rows, columns, sum(rows) - ties / 4


def _error(rows: Sequence[float], columns: Sequence[float], squares: float, method: str) -> float | None:
    m, n = len(rows), len(columns)
    if method == "null":
        return math.sqrt((m + n + 1) / (12 * m * n))
    edge = 1 / (2 * m * n)
    value = min(max(sum(rows) / (m * n), edge), 1 - edge)
    if sum(rows) in (0, m * n):
        # Nothing overlaps, and the pairs show no spread at all: each is taken as won, or lost, but for that edge.
        q1 = q2 = q3 = value**2
    else:
        q1 = sum(won**2 for won in rows) / (m * n**2)
        q2 = sum(won**2 for won in columns) / (m**2 * n)
        q3 = squares / (m * n)
    if method == "hanley":
        variance = (value * (1 - value) + (n - 1) * (q1 - value**2) + (m - 1) * (q2 - value**2)) / (m * n)
    elif m == 1 or n == 1:
        return None
    else:
        variance = (value - (m + n - 1) * value**2 + n * q1 + m * q2 - 2 * q3) / ((m - 1) * (n - 1))
    # An unbiased estimate of a variance may fall below zero, and then there is no error to report.
    return math.sqrt(variance) if variance >= 0 else None


def _newcombe(value: float, m: int, n: int, reach: float, end: float) -> float:
    # The end of the interval between the value and *end* (0 or 1), where distance and spread are equal.
    half = (m + n) / 2 - 1

    def outside(theta: float) -> bool:
        spread = theta * (1 - theta) * (1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta))) / (m * n)
        return (value - theta) ** 2 > reach**2 * spread

    inner, outer = value, end
    for _ in range(_HALVINGS):
        middle = (inner + outer) / 2
        inner, outer = (inner, middle) if outside(middle) else (middle, outer)
    return (inner + outer) / 2


def _kept(low: Sequence[float], high: Sequence[float]) -> int:
    # Cut at "all baseline values up to here stay": the treatment values above it stay, too. 0 stay, or 1, 2 ... m.
    return max(chain([len(high)], (i + len(high) - bisect_right(high, top) for i, top in enumerate(low, start=1))))


def _on_their_side(low: Sequence[float], high: Sequence[float], low_first: bool) -> int:
    # In order, those of equal value by phase: the m lowest should be the baseline's.
    before, after = (0, 1) if low_first else (1, 0)
    order = sorted(chain(((value, before) for value in low), ((value, after) for value in high)))
    m = len(low)
    return sum(phase == before for _, phase in order[:m]) + sum(phase == after for _, phase in order[m:])
