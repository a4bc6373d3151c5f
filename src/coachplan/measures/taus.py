"""
Tau with trends taken into account: Tau-U in its variants, and baseline-corrected Tau.

"Tau-U" has been the name of several numbers, so none is given without the name of its variant. Knows only order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from coachplan.base.arguments import explained
from coachplan.base.errors import CoachplanError, Finding
from coachplan.measures.measure import Measure, choice
from coachplan.measures.overlap import tau
from coachplan.measures.phases import Direction, two_phases
from coachplan.measures.slopes import rising, theil_sen_slope, ties_within, trend_chance, without_trend

__all__ = ["baseline_corrected_tau", "tau_u"]

Trends = Literal["none", "baseline", "treatment", "both"]


@explained
def tau_u(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    variant: Literal["plain", "parker", "complete"] = "plain",
    trends: Trends = "baseline",
) -> Measure:
    """
    Tau-U: pairs between the phases that improve less those that worsen, with trends within the phases reckoned in.

    S is S_AB, less S_A (the baseline's rising pairs less its falling ones) for *trends* "baseline", plus S_B for
    "treatment", both for "both". It is divided, with m and n values and N = (m + n)(m + n - 1)/2 pairs of any kind, by:

    * "plain": mn, whatever the trends. Can leave -1 to 1. With "baseline" the usual Tau-U (Parker et al. 2011).
    * "parker": mn for "none" and "baseline"; mn + n(n - 1)/2 for "treatment"; N for "both", as in the worked example of
      Parker et al. 2011. With "baseline" it can leave -1 to 1.
    * "complete": tau-b, from -1 to 1. sqrt(P (N - T)), where P are the pairs compared and T all pairs of equal values;
      for "none", mn less half the tied pairs between the phases.

    No standard error: its sampling distribution is not known. O(m^2 + n^2).

    Source: Parker, Vannest, Davis and Sauber 2011; Tarlow 2017 on what is wrong with it. Raises CoachplanError for an
    empty phase, what is no finite number, and "complete" where every value is the same, so that it is not defined.
    """
    choice("variant", variant, ("plain", "parker", "complete"))
    choice("trends", trends, ("none", "baseline", "treatment", "both"))
    before, after, sign = two_phases(baseline, treatment, direction)
    before, after = [sign * value for value in before], [sign * value for value in after]
    m, n = len(before), len(after)
    less, plus = trends in ("baseline", "both"), trends in ("treatment", "both")
    s = _between(before, after) - less * rising(before) + plus * rising(after)
    compared = m * n + less * (m * (m - 1) // 2) + plus * (n * (n - 1) // 2)
    if variant == "plain":
        divisor = float(m * n)
    elif variant == "parker":
        divisor = float(compared if plus else m * n)
    elif trends == "none":
        divisor = m * n - _tied_between(before, after) / 2
    else:
        everything = (m + n) * (m + n - 1) // 2
        divisor = math.sqrt(compared * (everything - ties_within(before + after)))
    if not divisor:
        raise _all_the_same()
    return Measure(name="Tau-U", variant=f"{variant}, trends: {trends}", value=s / divisor)


@explained
def baseline_corrected_tau(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    variant: Literal["tau-a", "tau-b"] = "tau-b",
    correct: Literal["always", "if significant", "never"] = "always",
) -> Measure:
    """
    Tau between the phases after the baseline's Theil-Sen slope has been taken out of both.

    *variant* "tau-b" is Kendall's rank correlation of the values with the phase, S_AB / sqrt(mn (N - T)), with N and T
    as in `tau_u`; as the phase itself is full of ties it stays below 1 even where nothing overlaps. "tau-a" is Tau,
    S_AB / mn. *correct*: "always"; "if significant", where the baseline trend has p <= 0.05 (`trend_chance`), as Tarlow
    advised; or "never". Sessions are taken as evenly spaced through both phases. The line is drawn on without end: a
    steep slope in a short baseline drives the result. No standard error is given, since those in use leave out that of
    the slope. O(m^2 + mn).

    Source: Tarlow 2017. Raises CoachplanError for fewer than two baseline values, an empty treatment phase, what is no
    finite number, and "tau-b" where every value is the same.
    """
    choice("variant", variant, ("tau-a", "tau-b"))
    choice("correct", correct, ("always", "if significant", "never"))
    before, after, sign = two_phases(baseline, treatment, direction, least=(2, 1))
    m = len(before)
    values = [sign * value for value in before + after]
    apply = correct == "always" or (correct == "if significant" and trend_chance(before) <= 0.05)
    if apply:
        slope = theil_sen_slope(values[:m], [float(index) for index in range(m)])
        values = without_trend(values, slope)
    name = f"{variant}, {'corrected' if apply else 'not corrected'}"
    return Measure(name="Tau-BC", variant=name, value=_tau_of(values, m, variant))


def _tau_of(values: Sequence[float], m: int, variant: str) -> float:
    before, after = values[:m], values[m:]
    if variant == "tau-a":
        return tau(before, after).value
    pairs = len(values) * (len(values) - 1) // 2
    divisor = math.sqrt(m * len(after) * (pairs - ties_within(values)))
    if not divisor:
        raise _all_the_same()
    return _between(before, after) / divisor


def _between(before: Sequence[float], after: Sequence[float]) -> int:
    return sum((later > earlier) - (later < earlier) for earlier in before for later in after)


def _tied_between(before: Sequence[float], after: Sequence[float]) -> int:
    return sum(later == earlier for earlier in before for later in after)


def _all_the_same() -> CoachplanError:
    return CoachplanError(
        Finding(
            what="no two values differ, or none once the trend is taken out, and this variant divides by what differs.",
            hint='Report that nothing changed beyond the trend, or use the variant "plain" of Tau-U or "tau-a".',
            code="no-result",
        )
    )
