"""
Change in proportion: the ratio of two phases' levels, or of their odds, on a logarithmic scale.

For values with a true zero only (counts, rates, shares), never for ratings. Knows nothing of trends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import fmean, median, stdev
from typing import Literal

from attrs import frozen

from coachplan.base.arguments import explained
from coachplan.base.disclosure import figure, found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.measures.measure import Measure, choice, normal_interval, quantile
from coachplan.measures.phases import Direction, two_phases

__all__ = ["lor", "lrm", "lrrd", "lrri", "percent_change"]

Scale = Literal["count", "rate", "percentage", "proportion", "other"]

_SCALES = ("count", "rate", "percentage", "proportion", "other")
#: What a share is a share of.
_WHOLES = {"percentage": 100.0, "proportion": 1.0}


@frozen
class _Level:
    """
    A phase as a ratio sees it: mean and variance kept off zero, and the mean's relative variance s^2 / (count mean^2).
    """

    mean: float
    relative: float


@explained
def lrri(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    scale: Scale = "count",
    minutes: float | None = None,
    intervals: float | None = None,
    corrected: bool = True,
    confidence: float = 0.95,
) -> Measure:
    """
    Log response ratio, increasing form: ln(level after / level before), turned so that above 0 is better.

    Any number; 0 is no change, 0.693 a doubling. With means y, SDs s and m and n values, s and y kept off zero::

        R1 = ln(y_B) - ln(y_A)                                        corrected=False
        R2 = R1 + s_B^2 / (2n y_B^2) - s_A^2 / (2m y_A^2)             corrected=True
        SE = sqrt(s_A^2 / (m y_A^2) + s_B^2 / (n y_B^2))

    *direction* "decrease": counts, rates and "other" change sign; a percentage y is recoded to 100 - y and a proportion
    to 1 - y, which changes the size as well. So LRRi and LRRd of shares are two numbers, not one with two signs.

    A mean is taken as at least 1/(2Dm) and a variance as at least 1/(D^2 m^3), where D is 1 for a count, the *minutes*
    observed for a rate, *intervals*/100 for a percentage and *intervals* for a proportion; without them, and for
    "other", nothing is kept off zero. The error is None with one value in a phase, and `corrected` then impossible.

    Source: Pustejovsky 2015, 2018. Raises CoachplanError for an empty phase, what is no finite number, values below
    zero or above the whole, a mean of zero that cannot be kept off it, and one value in a phase where `corrected`.
    """
    return _lrr("LRRi", "increase", baseline, treatment, direction, scale, minutes, intervals, corrected, confidence)


@explained
def lrrd(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "decrease",
    *,
    scale: Scale = "count",
    minutes: float | None = None,
    intervals: float | None = None,
    corrected: bool = True,
    confidence: float = 0.95,
) -> Measure:
    """
    Log response ratio, decreasing form: ln(level after / level before), turned so that below 0 is better.

    As `lrri`, with this form's turn: for *direction* "increase", counts, rates and "other" change sign, and shares are
    recoded to what is missing from the whole.

    Source: Pustejovsky 2015, 2018. Raises CoachplanError as `lrri`.
    """
    return _lrr("LRRd", "decrease", baseline, treatment, direction, scale, minutes, intervals, corrected, confidence)


@explained
def percent_change(ratio: Measure) -> Measure:
    """
    Return a log response ratio as percentage change, 100 (e^R - 1): from -100 up, 0 is no change.

    Of a turned ratio (see `lrri`) it is the change of the turned value. The error is by the delta method; the interval
    is that of the ratio, carried over. Raises CoachplanError for another measure.
    """
    if not isinstance(ratio, Measure) or ratio.name not in ("LRRi", "LRRd", "LRM"):
        raise CoachplanError(
            Finding(
                item="ratio",
                what=f"found {found(ratio)}.",
                hint="Give what lrri, lrrd or lrm returned.",
                code="wrong-kind",
            )
        )
    return Measure(
        name="Percent change",
        variant=f"{ratio.name}, {ratio.variant}",
        value=_percent(ratio.value),
        error=None if ratio.error is None else 100 * _exp(ratio.value) * ratio.error,
        low=None if ratio.low is None else _percent(ratio.low),
        high=None if ratio.high is None else _percent(ratio.high),
        confidence=ratio.confidence,
    )


@explained
def lor(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    *,
    scale: Literal["percentage", "proportion"] = "percentage",
    intervals: float | None = None,
    corrected: bool = True,
    confidence: float = 0.95,
) -> Measure:
    """
    Log odds ratio of shares: ln of the odds after over the odds before, turned so that above 0 is better.

    Any number; 0 is no change. With means p as proportions, kept 1/(2Dm) off 0 and 1 as in `lrri`, D the *intervals*::

        LOR = logit(p_B) - logit(p_A), corrected by  - s^2 (2p - 1) / (2n p^2 (1 - p)^2)  for each phase
        SE  = sqrt(sum of s^2 / (n p^2 (1 - p)^2))

    The error is None with one value in a phase.

    Source: Pustejovsky 2015. Raises CoachplanError as `lrri`, and for a mean of 0 or of the whole without *intervals*.
    """
    choice("scale", scale, ("percentage", "proportion"))
    reach = _fine(intervals, "intervals", 1)
    before, after, sign = two_phases(baseline, treatment, direction, least=(2, 2) if corrected else (1, 1))
    _within({"baseline": before, "treatment": after}, _WHOLES[scale])
    quantile(confidence)
    ends = []
    for name, values in (("baseline", before), ("treatment", after)):
        shares = [value / _WHOLES[scale] for value in values]
        edge = 0.0 if reach is None else 1 / (2 * reach * len(shares))
        mean = max(min(fmean(shares), 1 - edge), edge)
        if not 0 < mean < 1:
            raise _no_logarithm(name, fmean(values))
        deviation = _deviation(shares, reach) / (mean * (1 - mean))
        spread = deviation * deviation / len(shares)
        bias = spread * (2 * mean - 1) / 2 if corrected else 0.0
        ends.append((math.log(mean) - math.log1p(-mean) - bias, spread))
    value = sign * (ends[1][0] - ends[0][0])
    variant = f"{scale}, {'corrected' if corrected else 'not corrected'}"
    if min(len(before), len(after)) == 1:
        return Measure(name="LOR", variant=variant, value=value)
    return normal_interval("LOR", variant, value, math.sqrt(ends[0][1] + ends[1][1]), confidence)


@explained
def lrm(baseline: Iterable[float], treatment: Iterable[float], direction: Direction = "increase") -> Measure:
    """
    Log ratio of medians: ln(median after / median before), turned so that above 0 is better.

    Any number; 0 is no change. For values with a few wild days. No standard error is given here.

    Source: Bonett and Price Jr 2020. Raises CoachplanError for an empty phase, what is no finite number, values below
    zero, or a median of zero, where it is not defined.
    """
    before, after, sign = two_phases(baseline, treatment, direction)
    _within({"baseline": before, "treatment": after}, None)
    for name, values in (("baseline", before), ("treatment", after)):
        if not median(values):
            raise CoachplanError(
                Finding(
                    item=name,
                    what="the median is 0.",
                    hint="A ratio of medians needs both above zero.",
                    code="no-result",
                )
            )
    return Measure(name="LRM", value=sign * (math.log(median(after)) - math.log(median(before))))


def _lrr(
    name: str,
    form: Direction,
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction,
    scale: Scale,
    minutes: float | None,
    intervals: float | None,
    corrected: bool,
    confidence: float,
) -> Measure:
    choice("scale", scale, _SCALES)
    fineness = _fineness(scale, minutes, intervals)
    before, after, _ = two_phases(baseline, treatment, direction, least=(2, 2) if corrected else (1, 1))
    whole = _WHOLES.get(scale)
    _within({"baseline": before, "treatment": after}, whole)
    quantile(confidence)
    sign = 1.0
    if direction != form and whole is None:
        sign = -1.0
    elif direction != form and whole is not None:
        before, after = [whole - value for value in before], [whole - value for value in after]
    first, second = _level(before, "baseline", fineness), _level(after, "treatment", fineness)
    value = math.log(second.mean) - math.log(first.mean)
    if corrected:
        value += (second.relative - first.relative) / 2
    variant = f"{scale}, {'corrected' if corrected else 'not corrected'}"
    if min(len(before), len(after)) == 1:
        return Measure(name=name, variant=variant, value=sign * value)
    return normal_interval(name, variant, sign * value, math.sqrt(first.relative + second.relative), confidence)


def _level(values: Sequence[float], name: str, fineness: float | None) -> _Level:
    count = len(values)
    mean = fmean(values)
    if fineness is not None:
        mean = max(mean, 1 / (2 * fineness * count))
    if mean <= 0:
        raise _no_logarithm(name, mean)
    spread = _deviation(values, fineness) / mean
    return _Level(mean, spread * spread / count)


def _deviation(values: Sequence[float], fineness: float | None) -> float:
    spread = stdev(values) if len(values) > 1 else 0.0
    return spread if fineness is None else max(spread, 1 / (fineness * len(values) ** 1.5))


def _fineness(scale: Scale, minutes: float | None, intervals: float | None) -> float | None:
    # D: how finely the scale could have shown something above zero.
    observed, counted = _fine(minutes, "minutes", 1 / 60), _fine(intervals, "intervals", 1)
    match scale:
        case "count":
            return 1.0
        case "rate":
            return observed
        case "percentage":
            return None if counted is None else counted / 100
        case "proportion":
            return counted
        case _:
            return None


def _fine(given: float | None, name: str, least: float) -> float | None:
    if given is None:
        return None
    right = isinstance(given, (int, float)) and not isinstance(given, bool)
    if not right or not least <= given <= 1e9:
        hint = f"Give a number of at least {least:.3g}, that of one session."
        raise CoachplanError(Finding(item=name, what=f"found {figure(given)}.", hint=hint, code="not-a-number"))
    return float(given)


def _within(phases: dict[str, list[float]], whole: float | None) -> None:
    bounds = "at least 0" if whole is None else f"from 0 to {whole:g}"
    findings = [
        Finding(
            item=f"{name}, value {index}",
            what=f"found {figure(value)}.",
            hint=f"On this scale a value is {bounds}.",
            code="out-of-range",
        )
        for name, values in phases.items()
        for index, value in enumerate(values, start=1)
        if value < 0 or (whole is not None and value > whole)
    ]
    if findings:
        raise CoachplanError(findings)


def _no_logarithm(name: str, mean: float) -> CoachplanError:
    return CoachplanError(
        Finding(
            item=name,
            what=f"the mean is {mean:g}, which has no logarithm here.",
            hint="Give the minutes (of a rate) or the intervals (of a share) observed in a session, to keep it off 0.",
            code="no-result",
        )
    )


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _percent(value: float) -> float:
    try:
        return 100 * math.expm1(value)
    except OverflowError:
        return math.inf
