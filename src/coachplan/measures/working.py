"""
Is it working: one baseline phase and one treatment phase, judged "a real change", "too early" or "no change seen".

Weighs two stories of the same values, with and without a jump where treatment began, each with whatever trend the
values may have had anyway. Judges the jump in level only, not a change of slope. Does not know what was measured, when
the sessions were (it takes them as evenly spaced) or what caused a change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from attrs import frozen

from coachplan.base.arguments import explained
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import figure
from coachplan.base.errors import CoachplanError, Finding

__all__ = ["NO_CHANGE", "REAL_CHANGE", "TOO_EARLY", "Judgement", "judge"]

Verdict = Literal["a real change", "too early", "no change seen"]
REAL_CHANGE: Verdict = "a real change"
TOO_EARLY: Verdict = "too early"
NO_CHANGE: Verdict = "no change seen"

#: Fewest values in a phase, the published minimum for a phase that counts, and in all: the shortest series that the
#: false alarms below were measured on.
_PHASE, _SERIES = 3, 8

#: What a series may do without treatment: weight, mean and SD of its slope towards improvement, in SDs of noise a
#: session. Flat or nearly; the textbook trend of 30 degrees (tangent 0.577); anything, either way. The two lines of
#: the dual-criteria rule, flat and sloped, held as possibilities instead of as bars to clear. The small SDs matter in
#: long series, where even a faint drift adds up.
_TRENDS = ((0.45, 0.0, 0.07), (0.45, 0.577, 0.07), (0.10, 0.0, 1.0))
#: Correlation of neighbouring sessions: both equally likely; logs of children's therapy have medians of 0.1 to 0.2.
_CORRELATIONS = (0.0, 0.2)
#: Spread of the jump in SDs of noise (half-normal): jumps of 0 to 6 are usual in published series.
_JUMP = 3.0

#: Spread of slopes (SDs of noise a session) in 361 baselines of published series, less what noise makes of it. Only the
#: size of the jump is reckoned with it: it takes no side, as a verdict that guards against improvement must.
_SLOPES = 0.36

#: How often the log Bayes factor reaches a height in series without a change: (height, share), from 1,600,000 simulated
#: series of 3 or 5 baseline and 5 or 10 treatment values, flat or at 30 degrees, correlation 0 or 0.2, in equal parts.
_HEIGHTS = (
    (-2.113, 0.95), (-1.736, 0.80), (-1.159, 0.50), (-0.662, 0.30), (-0.294, 0.20), (0.311, 0.10), (0.906, 0.05),
    (1.676, 0.02), (2.247, 0.01), (2.794, 0.005), (3.975, 0.001),
)  # fmt: skip

#: Nodes of the sum over the unknown noise, and their reach in SDs of its logarithm; with twice as many, no third digit
#: changes.
_NODES, _REACH = 33, 7.0
_STEP = 2 * _REACH / (_NODES - 1)
_OFFSETS = tuple(node * _STEP - _REACH for node in range(_NODES))
#: Values closer than this, relative to the largest, are the same value with rounding.
_SAME = 1e-12


@plain_errors
@frozen(kw_only=True)
class Judgement:
    """
    One of three verdicts, and the figures it rests on.

    `by_chance`: the share of simulated series without a change that look at least as changed, 0.001 to 1; None if it
    is too early. An average over short series that are flat or have a clear trend, not a property of this one.
    `size`: the jump in the units of the values beside a moderate trend, below 0 for a fall; None if it is too early.
    `worse`: the values jumped the unwished way, by the same yardstick. `why`: one or
    more sentences for a clinician, with what would be enough where it is too early.
    """

    verdict: Verdict
    by_chance: float | None
    size: float | None
    worse: bool
    why: str


@explained
def judge(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Literal["increase", "decrease"] = "increase",
    *,
    false_alarms: float = 0.10,
) -> Judgement:
    """
    Judge whether the level changed, in the wished direction, when treatment began.

    *baseline* and *treatment* hold a value a session, in order and evenly spaced; *direction* is the one of
    improvement; *false_alarms* is the share of unchanged series that may be called a real change, from 0.01 to 0.20, on
    average over the series named at `by_chance`. A steep trend in a short series is mistaken for a jump more often
    than that, a flat series less.
    Units and zero point do not matter. Raises CoachplanError for what is not a finite number, and for other arguments.

    Method (own; Bayes factor of a linear model with autoregressive noise, level and noise scale integrated out under
    the usual flat priors, Jeffreys 1961): level, trend and jump against level and trend, averaged over the trends and
    correlations that are plausible, and compared with what simulated series without a change reach. Checked on the
    simulated graphs that Lanovaz and Hranchuk (2021) showed to five experts.
    """
    findings: list[Finding] = []
    before, after = _numbers(baseline, "baseline", findings), _numbers(treatment, "treatment", findings)
    if direction not in ("increase", "decrease"):
        findings.append(_wrong("direction", direction, 'Say "increase" or "decrease", whichever is better.'))
    level = false_alarms
    if isinstance(level, bool) or not isinstance(level, (int, float)) or not 0.01 <= level <= 0.20:
        findings.append(_wrong("false_alarms", level, "Give a share from 0.01 to 0.20."))
    if findings:
        raise CoachplanError(findings)
    if len(before) < _PHASE or len(after) < _PHASE or len(before) + len(after) < _SERIES:
        why = _too_early(len(before), len(after))
        return Judgement(verdict=TOO_EARLY, by_chance=None, size=None, worse=False, why=why)
    sign = 1.0 if direction == "increase" else -1.0
    series, unit = _unitless([sign * value for value in before + after])
    if not unit:
        why = "Every value is the same, before and during treatment."
        return Judgement(verdict=NO_CHANGE, by_chance=1.0, size=0.0, worse=False, why=why)
    by_chance = _share(_evidence(series, len(before)))
    real = by_chance <= level
    worse = not real and _share(_evidence([-value for value in series], len(before))) <= level
    size = sign * _jump(series, len(before)) * unit
    why = _said(real, worse, by_chance, size, len(before), len(after))
    return Judgement(verdict=REAL_CHANGE if real else NO_CHANGE, by_chance=by_chance, size=size, worse=worse, why=why)


def _evidence(series: Sequence[float], start: int) -> float:
    # The log Bayes factor of an upward jump at *start* against none.
    count = len(series)
    without: list[float] = []
    upward: list[float] = []
    for correlation in _CORRELATIONS:
        yy, yt, ys, tt, ts, ss, known = _products(series, start, correlation)
        for share, slope, spread in _TRENDS:
            # The trend's own spread taken into the noise: products under the wider covariance (Sherman and Morrison).
            pull = spread**2 / (1 + spread**2 * tt)
            yy_, yt_, ys_ = yy - pull * yt * yt, yt - pull * yt * tt, ys - pull * yt * ts
            tt_, ts_, ss_ = tt - pull * tt * tt, ts - pull * tt * ts, ss - pull * ts * ts
            plain = known + math.log(share) - 0.5 * math.log(1 + spread**2 * tt)
            nodes = _over_noise(yy_, slope * yt_, slope**2 * tt_, yy, count)
            without.extend(plain + log_weight for log_weight, _ in nodes)
            # And the jump's spread as well; of the normal that remains, the upper half.
            draw = _JUMP**2 / (1 + _JUMP**2 * ss_)
            jumped = plain - 0.5 * math.log(1 + _JUMP**2 * ss_) + math.log(2)
            yy_, yt_, tt_ = yy_ - draw * ys_ * ys_, yt_ - draw * ys_ * ts_, tt_ - draw * ts_ * ts_
            nodes = _over_noise(yy_, slope * yt_, slope**2 * tt_, yy, count)
            drawn = math.sqrt(draw)
            upward.extend(
                jumped + log_weight + _log_normal(drawn * (precision * ys_ - slope * ts_))
                for log_weight, precision in nodes
            )
    return _log_sum(upward) - _log_sum(without)


def _jump(series: Sequence[float], start: int) -> float:
    # The jump by generalised least squares, beside a slope drawn towards 0 as far as their spread allows.
    _, yt, ys, tt, ts, ss, _ = _products(series, start, sum(_CORRELATIONS) / len(_CORRELATIONS))
    pull = _SLOPES**2 / (1 + _SLOPES**2 * tt)
    return (ys - pull * yt * ts) / (ss - pull * ts * ts)


def _products(series: Sequence[float], start: int, correlation: float) -> tuple[float, ...]:
    # Inner products, beside the level, of values y, session t and step s; and the log of what all share.
    ones, weight, t, s, shared = _design(len(series), start, correlation)
    y = _apart(_whitened(series, correlation), ones, weight)
    return _dot(y, y), _dot(y, t), _dot(y, s), _dot(t, t), _dot(t, s), _dot(s, s), shared


@lru_cache(maxsize=64)
def _design(
    count: int, start: int, correlation: float
) -> tuple[Sequence[float], float, Sequence[float], Sequence[float], float]:
    # What is the same for all series of one length, whatever their values: made once.
    ones = _whitened([1.0] * count, correlation)
    weight = _dot(ones, ones)
    session = [index - (count - 1) / 2 for index in range(count)]
    step = [0.0] * start + [1.0] * (count - start)
    t, s = (_apart(_whitened(column, correlation), ones, weight) for column in (session, step))
    return ones, weight, t, s, 0.5 * math.log((1 - correlation**2) / weight)


def _over_noise(square: float, cross: float, fixed: float, whole: float, count: int) -> list[tuple[float, float]]:
    # Nodes (log weight, u = 1 / noise SD) that sum to the integral over log u of
    # u^(count - 1) exp(-(square u^2 - 2 cross u + fixed) / 2). It has one peak, at a root of a quadratic, and is near
    # to normal about it.
    square = max(square, _SAME * whole)
    power = count - 1
    root = math.sqrt(cross * cross + 4 * square * power)
    # The same root either way; this choice keeps its digits where the two parts would cancel.
    peak = (cross + root) / (2 * square) if cross >= 0 else 2 * power / (root - cross)
    width = 1 / math.sqrt(square * peak * peak + power)
    log_peak, log_weight = math.log(peak), math.log(width * _STEP)
    nodes = []
    for offset in _OFFSETS:
        log_u = log_peak + width * offset
        u = math.exp(log_u)
        height = power * log_u - 0.5 * (u * u * square - 2 * u * cross + fixed)
        nodes.append((height + log_weight, u))
    return nodes


def _whitened(column: Sequence[float], correlation: float) -> list[float]:
    # Freed of what a session carries over from the one before (stationary from the first).
    first = math.sqrt(1 - correlation**2) * column[0]
    return [first, *(now - correlation * last for last, now in pairwise(column))]


def _apart(column: Sequence[float], ones: Sequence[float], weight: float) -> list[float]:
    # What is left of a column beside the level.
    level = _dot(column, ones) / weight
    return [value - level * one for value, one in zip(column, ones, strict=True)]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return math.fsum([one * other for one, other in zip(left, right, strict=True)])


def _log_normal(z: float) -> float:
    # The logarithm of the normal distribution function, far into the lower tail too.
    if z > -30:
        return math.log(0.5 * math.erfc(-z / math.sqrt(2)))
    return -0.5 * z * z - math.log(-z) - 0.5 * math.log(2 * math.pi) - 1 / (z * z)


def _log_sum(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + math.log(math.fsum([math.exp(log - top) for log in logs]))


def _share(height: float) -> float:
    # The share of series without a change that reach this height: straight lines between the simulated ones, on a log
    # scale. Monotone, and bounded by what the simulation can tell.
    if height <= _HEIGHTS[0][0]:
        return 1.0
    for (low, more), (high, fewer) in pairwise(_HEIGHTS):
        if height <= high:
            part = (height - low) / (high - low)
            return math.exp(math.log(more) + part * (math.log(fewer) - math.log(more)))
    return _HEIGHTS[-1][1]


def _unitless(values: Sequence[float]) -> tuple[list[float], float]:
    # The values from 0 to 1, and what 1 stands for; 0 where they are all the same. Divided first,
    # lest tiny or huge ones lose digits.
    largest = max(abs(value) for value in values)
    if not largest:
        return [0.0] * len(values), 0.0
    scaled = [value / largest for value in values]
    low, high = min(scaled), max(scaled)
    if high - low <= _SAME:
        return [0.0] * len(values), 0.0
    return [(value - low) / (high - low) for value in scaled], (high - low) * largest


def _numbers(values: Iterable[float], name: str, findings: list[Finding]) -> list[float]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        findings.append(_wrong(name, values, "Give a list of numbers, a value a session."))
        return []
    kept = []
    for index, value in enumerate(values, start=1):
        wrong = isinstance(value, bool) or not isinstance(value, (int, float))
        try:
            number = math.nan if wrong else float(value)
        except OverflowError:
            number = math.inf
        # Beyond this a range of values cannot be told from infinity.
        if math.isfinite(number) and abs(number) < 1e307:
            kept.append(number)
        else:
            findings.append(_wrong(f"{name}, value {index}", value, "Give a number, or leave the session out."))
    return kept


def _wrong(item: str, found: object, hint: str) -> Finding:
    return Finding(item=item, what=f"found {figure(found)}.", hint=hint, code="out-of-range")


def _too_early(before: int, after: int) -> str:
    earlier = max(0, _PHASE - before)
    later = max(0, _PHASE - after, _SERIES - (before + earlier) - after)
    wanted = [_counted(number, kind) for number, kind in ((earlier, "baseline"), (later, "treatment")) if number]
    sentence = (
        f"{_counted(before, 'baseline')} and {_counted(after, 'treatment')} are too few to tell a change from "
        f"day-to-day swings. It takes at least {_PHASE} in each phase and {_SERIES} in all: "
        f"{' and '.join(wanted)} more."
    )
    return f"{sentence} Baseline values can only be gathered before treatment starts." if earlier else sentence


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind} {'value' if number == 1 else 'values'}"


def _said(real: bool, worse: bool, by_chance: float, size: float, before: int, after: int) -> str:
    hundred = by_chance * 100
    often = f"about {hundred:.0f} in 100" if hundred >= 1 else "fewer than 1 in 100"
    likeness = f"Of series in which nothing changed, {often} look at least this changed."
    stand = (
        f"stand about {abs(size):.3g} {'lower' if size < 0 else 'higher'} than the {_counted(before, 'baseline')} "
        "and any trend in the series lead to expect"
    )
    if real:
        return f"The {_counted(after, 'treatment')} {stand}. {likeness} Two phases alone cannot say what caused it."
    if worse:
        return f"The {_counted(after, 'treatment')} {stand}, which is the unwished way. Worth looking into."
    return (
        f"The {_counted(after, 'treatment')} {stand}, which is within what day-to-day swings and a trend can make. "
        f"{likeness} A change that is small beside the swings can be missed."
    )
