"""
Change in level: the difference of two phases' means, by itself, in standard deviations, or as a share of the way to a
goal.

Knows nothing of trends: a series that was rising before will look like a change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import fmean, stdev
from typing import Literal

from coachplan.base.arguments import explained
from coachplan.base.errors import CoachplanError, Finding
from coachplan.measures.measure import Measure, choice, normal_interval, quantile
from coachplan.measures.phases import Direction, series, two_phases

__all__ = ["mean_difference", "pogo", "smd"]


@explained
def mean_difference(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    confidence: float = 0.95,
) -> Measure:
    """
    Mean after less mean before, in the units of the values, turned so that above 0 is better.

    SE = sqrt(s_A^2 / m + s_B^2 / n) (Welch 1938), None with one value in a phase. Raises CoachplanError for an empty
    phase or what is no finite number.
    """
    before, after, sign = two_phases(baseline, treatment, direction)
    quantile(confidence)
    value = sign * (fmean(after) - fmean(before))
    if min(len(before), len(after)) == 1:
        return Measure(name="Mean difference", value=value)
    error = math.hypot(stdev(before) / math.sqrt(len(before)), stdev(after) / math.sqrt(len(after)))
    return normal_interval("Mean difference", "", value, error, confidence)


@explained
def smd(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    spread: Literal["baseline", "pooled", "mean"] = "baseline",
    correction: Literal["hedges", "durlak", "none"] = "hedges",
    confidence: float = 0.95,
) -> Measure:
    """
    Standardised mean difference within one child: the difference of means in SDs, turned so that above 0 is better.

    Any number; 0 is no difference. The SD is of one child's sessions, not of children: never to be compared with, or
    pooled with, the d of a group study. *spread* and *correction* name it, with N = m + n:

    * "baseline", "none": Glass' delta, by s_A. "hedges": times 1 - 3/(4m - 5) (Gingerich 1984; Pustejovsky 2018).
    * "pooled", "none": Hedges' g, by the pooled SD. "hedges": times 1 - 3/(4N - 9) (Hedges 1981). "durlak": times
      (N - 3)/(N - 2.25) * sqrt((N - 2)/N) (Durlak 2009).
    * "mean", "none": Cohen's d, by sqrt((s_A^2 + s_B^2)/2).

    The error, for "baseline" and "pooled" with "hedges" or "none", with the correction J:
    J sqrt(1/m + s_B^2 / (n s_A^2) + d^2 / (2(m - 1))) and J sqrt(1/m + 1/n + d^2 / (2(N - 2))).

    Source: as named, and Pustejovsky 2018 for the errors. Raises CoachplanError for fewer than two values in a phase
    (three in the baseline for "baseline" with "hedges"), what is no finite number, a pair of words that is not above,
    and a spread of zero, where it is not defined.
    """
    choice("spread", spread, ("baseline", "pooled", "mean"))
    choice(
        "correction",
        correction,
        {"baseline": ("hedges", "none"), "pooled": ("hedges", "durlak", "none")}.get(spread, ("none",)),
    )
    small = spread == "baseline" and correction == "hedges"
    before, after, sign = two_phases(baseline, treatment, direction, least=(3 if small else 2, 2))
    quantile(confidence)
    m, n = len(before), len(after)
    s_a, s_b = stdev(before), stdev(after)
    unit = {
        "baseline": s_a,
        "pooled": math.hypot(math.sqrt(m - 1) * s_a, math.sqrt(n - 1) * s_b) / math.sqrt(m + n - 2),
        "mean": math.hypot(s_a, s_b) / math.sqrt(2),
    }[spread]
    if not unit:
        raise CoachplanError(
            Finding(
                item="baseline" if spread == "baseline" else "both phases",
                what="all values are the same, so there is no spread to measure by.",
                hint="Report the difference of the means, or an overlap measure.",
                code="no-result",
            )
        )
    factor = _factor(spread, correction, m, m + n)
    value = factor * sign * (fmean(after) - fmean(before)) / unit
    variant = f"{spread} SD, {correction}"
    if spread == "mean" or correction == "durlak":
        return Measure(name="SMD", variant=variant, value=value)
    if spread == "baseline":
        error = factor * math.hypot(1 / math.sqrt(m), s_b / s_a / math.sqrt(n), value / math.sqrt(2 * (m - 1)))
    else:
        error = factor * math.hypot(math.sqrt(1 / m + 1 / n), value / math.sqrt(2 * (m + n - 2)))
    return normal_interval("SMD", variant, value, error, confidence)


@explained
def pogo(
    baseline: Iterable[float],
    treatment: Iterable[float],
    goal: float,
    *,
    error: Literal["dunlap-silver", "delta"] = "dunlap-silver",
    confidence: float = 0.95,
) -> Measure:
    """
    Percent of goal obtained: how much of the way from the baseline's mean to the goal the treatment's mean has gone.

    0 is no change, 100 the goal, more is beyond it, below 0 is away from it; the goal says which way is better::

        PoGO = 100 (y_B - y_A) / (goal - y_A)
        SE   = 100 / |goal - y_A| * sqrt(s_B^2 / n + (1 + P^2) s_A^2 / m)       "dunlap-silver", P = PoGO / 100
        SE   = 100 / |goal - y_A| * sqrt(s_B^2 / n + (1 - P)^2 s_A^2 / m)       "delta"

    The first (Dunlap and Silver 1986) is the one in use; it takes the way gone and the way to go as unrelated, though
    both start at the same baseline, so it is too large for a PoGO above 0 and too small below. The error is None with
    one value in a phase. Where a baseline is already near the goal, small steps look huge.

    Source: Ferron, Goldstein, Olszewski and Rohrer 2020. Raises CoachplanError for an empty phase, what is no finite
    number, and a goal that is the mean of the baseline, where it is not defined.
    """
    choice("error", error, ("dunlap-silver", "delta"))
    before, after, _ = two_phases(baseline, treatment)
    (aim,) = series([goal], "goal")
    quantile(confidence)
    first, second = fmean(before), fmean(after)
    way = aim - first
    if not way:
        raise CoachplanError(
            Finding(
                item="goal",
                what=f"found {goal!r}, which is the mean of the baseline already.",
                hint="Give a goal that was not yet reached.",
                code="no-result",
            )
        )
    value = 100 * (second - first) / way
    if min(len(before), len(after)) == 1:
        return Measure(name="PoGO", variant=error, value=value)
    weight = math.hypot(1, value / 100) if error == "dunlap-silver" else 1 - value / 100
    spread = math.hypot(stdev(after) / math.sqrt(len(after)), weight * stdev(before) / math.sqrt(len(before)))
    return normal_interval("PoGO", error, value, 100 * spread / abs(way), confidence)


def _factor(spread: str, correction: str, m: int, total: int) -> float:
    if correction == "none":
        return 1.0
    if correction == "durlak":
        return (total - 3) / (total - 2.25) * math.sqrt((total - 2) / total)
    return 1 - 3 / (4 * m - 5) if spread == "baseline" else 1 - 3 / (4 * total - 9)
