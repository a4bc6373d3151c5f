"""
How the child is doing at this step, and how sure we are.

Pools counts instead of following points in a row, weighs recent days more, and widens the interval for days that differ
by more than chance. Plain arithmetic on practised days; does not know what will be decided from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from coachplan.days import Day

__all__ = ["Estimate", "below_aim", "differ", "estimate", "rise", "share_of", "trend"]


@frozen
class Estimate:
    """
    A share from 0 to 1 with its bounds. *tries* is what it rests on after weighing and widening.
    """

    mean: float
    low: float
    high: float
    tries: float


def share_of(days: Iterable[Day]) -> float | None:
    """
    Return successes out of tries, pooled over days; None without tries.
    """
    tries = successes = 0.0
    for day in days:
        tries += day.tries
        successes += day.successes
    return successes / tries if tries else None


def estimate(days: Sequence[Day], number: Mapping[str, float]) -> Estimate | None:
    """
    Estimate the share at this step with an interval; None without tries.

    Each practised day back counts for less (exponential weights). Swings beyond binomial are estimated by Pearson's
    statistic, drawn towards what children's therapy logs show, and shrink the count that a Wilson (1927) score interval
    is then made from. The interval is pulled towards no value: with few tries it is simply wide.
    """
    fade, z = number["fade"], number["interval-z"]
    days = [day for day in days if day.tries]
    tries = successes = 0.0
    weight = 1.0
    for day in reversed(days):
        if day.tries:
            tries += weight * day.tries
            successes += weight * day.successes
            weight *= fade
    if not tries:
        return None
    mean = successes / tries
    sure = tries / _dispersion(days, mean, number)
    middle = (mean + z * z / (2 * sure)) / (1 + z * z / sure)
    half = z / (1 + z * z / sure) * math.sqrt(mean * (1 - mean) / sure + z * z / (4 * sure * sure))
    return Estimate(mean, max(0.0, middle - half), min(1.0, middle + half), sure)


def _dispersion(days: Sequence[Day], mean: float, number: Mapping[str, float]) -> float:
    # How much the days differ beyond binomial: 1 is binomial. Shrunk to the prior, as a few days tell little.
    prior, prior_days = number["dispersion"], number["dispersion-days"]
    spread = mean * (1 - mean)
    if spread < 1e-9:
        return max(1.0, prior) if len(days) < 2 else max(1.0, prior * prior_days / (prior_days + len(days) - 1))
    pearson = sum((day.successes - mean * day.tries) ** 2 / (day.tries * spread) for day in days if day.tries)
    freedom = sum(1 for day in days if day.tries) - 1
    return max(1.0, (prior * prior_days + max(0.0, pearson)) / (prior_days + max(0, freedom)))


def trend(days: Sequence[Day]) -> float | None:
    """
    Return the change of the share per practised day: least squares, days weighed by their tries.

    None below five practised days with tries. Least squares and not the median of slopes, which falls to 0 on the few
    values that three or five tries can have.
    """
    counted = [day for day in days if day.tries]
    if len(counted) < 5:
        return None
    total = sum(day.tries for day in counted)
    mean_at = sum(place * day.tries for place, day in enumerate(counted)) / total
    mean = sum(day.successes for day in counted) / total
    across = sum(day.tries * (place - mean_at) * (day.share - mean) for place, day in enumerate(counted))
    along = sum(day.tries * (place - mean_at) ** 2 for place, day in enumerate(counted))
    return across / along if along else None


def rise(days: Sequence[Day]) -> float | None:
    """
    Return the pooled share of the newer half of the days less that of the older half; None below two days with tries.
    """
    counted = [day for day in days if day.tries]
    if len(counted) < 2:
        return None
    half = len(counted) // 2
    older, newer = share_of(counted[:half]), share_of(counted[-half:])
    return None if older is None or newer is None else newer - older


def below_aim(days: Sequence[Day], aim_on: Callable[[date], float], number: Mapping[str, float]) -> bool:
    """
    Say whether the last four practised days are below the aim line at two looks running.

    A look pools four days and asks how likely so few successes are at the mean aim (exact binomial, p < 0.05); the one
    before leaves out the newest day. Two looks halve the false alarms of one. Many tries in a day count as at most six,
    since a day's tries rise and fall together.
    """
    counted = [day for day in days if day.tries]
    window, cap, level = int(number["aim-days"]), number["aim-tries-cap"], number["aim-p"]
    if len(counted) < window + 1:
        return False

    def look(end: int) -> bool:
        looked = counted[end - window : end]
        tries = successes = 0.0
        for day in looked:
            scale = min(1.0, cap / day.tries)
            tries += day.tries * scale
            successes += day.successes * scale
        aim = sum(aim_on(day.on) for day in looked) / window
        return _binomial_at_most(round(successes), round(tries), aim) < level

    return look(len(counted)) and look(len(counted) - 1)


def _binomial_at_most(successes: int, tries: int, share: float) -> float:
    if share <= 0:
        return 1.0
    if share >= 1:
        return 1.0 if successes >= tries else 0.0
    return math.fsum(
        math.comb(tries, hit) * share**hit * (1 - share) ** (tries - hit) for hit in range(min(successes, tries) + 1)
    )


def differ(groups: Mapping[str, tuple[float, float, int]], number: Mapping[str, float]) -> tuple[str, str] | None:
    """
    Return (goes well, does not) of groups of (tries, successes, days), where they differ beyond chance; else None.

    A two-share score test widened for swings between days. The best and the worst are compared: at least two days and
    a few tries in each, the one going well and the other not.
    """
    enough = [
        (successes / tries, name, tries, successes)
        for name, (tries, successes, days) in sorted(groups.items())
        if days >= 2 and tries >= number["differ-tries"]
    ]
    if len(enough) < 2:
        return None
    worst, best = min(enough), max(enough)
    if best[0] < number["differ-well"] or worst[0] > number["differ-badly"]:
        return None
    both = (best[3] + worst[3]) / (best[2] + worst[2])
    error = math.sqrt(number["dispersion"] * both * (1 - both) * (1 / best[2] + 1 / worst[2]))
    if (best[0] - worst[0]) / error < number["differ-z"]:
        return None
    return best[1], worst[1]
