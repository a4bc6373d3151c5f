"""
One reported number: what it is called, its size and, where theory gives one, its standard error and interval.

Knows nothing of phases, of therapy or of what a large number is.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

from attrs import Attribute, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import figure, found_code
from coachplan.base.errors import CoachplanError, Finding

__all__ = ["Measure", "choice", "normal_interval", "quantile"]


def _finite(_measure: Measure, attribute: Attribute[Any], value: float | None) -> None:
    if value is not None and not math.isfinite(value):
        raise CoachplanError(
            Finding(
                what=f"the {attribute.name} came out as {value!r}: the values are too far apart to reckon with.",
                hint="Look for a slip of the decimal point, or give the values in another unit.",
                code="no-result",
            )
        )


@plain_errors
@frozen(kw_only=True)
class Measure:
    """
    A measure and its value, always a finite number.

    *variant* names which of several formulas was used, since the same name is given to several. *error* is the standard
    error, *low* and *high* the interval at *confidence*: None where there is no sound one. All of them assume that the
    values of a phase are independent draws. Values logged at home are correlated from one day to the next, so the true
    error is larger.
    """

    name: str
    variant: str = ""
    value: float = field(validator=_finite)
    error: float | None = field(default=None, validator=_finite)
    low: float | None = field(default=None, validator=_finite)
    high: float | None = field(default=None, validator=_finite)
    confidence: float | None = None


def choice(name: str, given: object, allowed: tuple[str, ...]) -> None:
    """
    Refuse a word that is not among those allowed, with the list of those that are.
    """
    if given not in allowed:
        words = ", ".join(f'"{word}"' for word in allowed)
        raise CoachplanError(
            Finding(item=name, what=f"found {found_code(given)}.", hint=f"Say one of: {words}.", code="unknown-word")
        )


def quantile(confidence: float) -> float:
    """
    Return how many standard errors an interval reaches to either side: 1.96 at 0.95.

    *confidence*: from 0.01 to 0.9999. Raises CoachplanError for others.
    """
    right = isinstance(confidence, (int, float)) and not isinstance(confidence, bool)
    if not (right and 0.01 <= confidence <= 0.9999):
        raise CoachplanError(
            Finding(
                item="confidence",
                what=f"found {figure(confidence)}.",
                hint="Give a share from 0.01 to 0.9999.",
                code="out-of-range",
            )
        )
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def normal_interval(name: str, variant: str, value: float, error: float, confidence: float) -> Measure:
    """
    Return a measure with the symmetric interval that a normal distribution gives: value +- z * error.
    """
    reach = quantile(confidence) * error
    return Measure(
        name=name,
        variant=variant,
        value=value,
        error=error,
        low=value - reach,
        high=value + reach,
        confidence=confidence,
    )
