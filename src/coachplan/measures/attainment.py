"""
Goal attainment scaling: several goals, each rated from -2 (or -3) to +2, summed up in one T score.

Takes the ratings as they are. Does not know what the goals were, nor whether they were set fairly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from coachplan.base.arguments import explained
from coachplan.base.disclosure import figure
from coachplan.base.errors import CoachplanError, Finding
from coachplan.measures.measure import Measure
from coachplan.measures.phases import series

__all__ = ["gas_t"]


@explained
def gas_t(
    levels: Iterable[float], weights: Iterable[float] | None = None, *, rho: float = 0.3, lowest: int = -2
) -> Measure:
    """
    T score of goal attainment: 50 where each goal came out as expected, more where better.

    *levels*: a whole number from -2 to +2 for each goal, 0 being what was expected. *weights*: above 0, equal if not
    given. *lowest*: -3 where the scale has a sixth level, for worse than at the start, as children's scales often have;
    the result then says so. *rho*: how far goals are taken to go together, from 0 to 1; 0.3 by
    convention, hardly ever known::

        T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2)

    With few goals from 30 to 70, with more of them a little beyond. The same level gives another T with another number
    of goals (all at -1: 40.0 for one, 36.3 for three, 35.5 for four). No standard error.

    Source: Kiresuk and Sherman 1968; the formula as in the erratum to Turner-Stokes 2009, whose first print was wrong.
    Raises CoachplanError for no goals, other levels, weights that are not above zero or not as many, and another rho.
    """
    findings: list[Finding] = []
    rated = series(levels, "levels")
    if isinstance(lowest, bool) or lowest not in (-2, -3):
        findings.append(
            Finding(
                item="lowest",
                what=f"found {figure(lowest)}.",
                hint="Give -2, or -3 for worse than before.",
                code="out-of-range",
            )
        )
        lowest = -2
    for index, level in enumerate(rated, start=1):
        if level not in range(int(lowest), 3):
            hint = f"A level is a whole number from {int(lowest)} to +2."
            if level == -3:
                hint += " For a scale with a level for worse than at the start say lowest=-3."
            findings.append(
                Finding(item=f"goal {index}", what=f"found {figure(level)}.", hint=hint, code="out-of-range")
            )
    weighed = [1.0] * len(rated) if weights is None else series(weights, "weights")
    if len(weighed) != len(rated):
        hint = "Give one for each goal."
        findings.append(
            Finding(
                item="weights", what=f"found {len(weighed)} for {len(rated)} goals.", hint=hint, code="out-of-range"
            )
        )
    if min(weighed) <= 0 or max(weighed) > 1e6 * min(weighed):
        hint = "Give numbers above zero, of like size, and leave out a goal that does not count."
        findings.append(
            Finding(
                item="weights",
                what=f"found {figure(min(weighed))} and {figure(max(weighed))}.",
                hint=hint,
                code="out-of-range",
            )
        )
    if isinstance(rho, bool) or not isinstance(rho, (int, float)) or not 0 <= rho <= 1:
        findings.append(
            Finding(item="rho", what=f"found {figure(rho)}.", hint="Give a number from 0 to 1.", code="out-of-range")
        )
    if findings:
        raise CoachplanError(findings)
    largest = max(weighed)
    shares = [weight / largest for weight in weighed]
    score = sum(share * level for share, level in zip(shares, rated, strict=True))
    scale = math.sqrt((1 - rho) * sum(share**2 for share in shares) + rho * sum(shares) ** 2)
    scale_used = "" if lowest == -2 else f", levels from {int(lowest)}"
    return Measure(name="GAS T", variant=f"rho {rho:g}{scale_used}", value=50 + 10 * score / scale)
