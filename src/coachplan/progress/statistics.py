"""
What practised days say when they are pooled and compared: a share, a slope, two places.

Plain arithmetic on days. Does not know of the ability behind them, or what will be decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from coachplan.progress.days import Day
from coachplan.progress.parameters import Parameters

__all__ = ["differ", "share_of", "trend"]


def share_of(days: Iterable[Day]) -> float | None:
    """
    Return successes out of tries, pooled over days; None without tries.
    """
    tries = successes = 0.0
    for day in days:
        tries += day.tries
        successes += day.successes
    return successes / tries if tries else None


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
    mean_at = sum(index * day.tries for index, day in enumerate(counted)) / total
    mean = sum(day.successes for day in counted) / total
    across = sum(day.tries * (index - mean_at) * (day.share - mean) for index, day in enumerate(counted))
    along = sum(day.tries * (index - mean_at) ** 2 for index, day in enumerate(counted))
    return across / along if along else None


def differ(groups: Mapping[str, tuple[float, float, int]], parameters: Parameters) -> tuple[str, str] | None:
    """
    Return (goes well, does not) of groups of (tries, successes, days), where they differ beyond chance; else None.

    A two-share score test widened for swings between days. The best and the worst are compared: at least two days and
    a few tries in each, the one going well and the other not.
    """
    enough = [
        (successes / tries, name, tries, successes)
        for name, (tries, successes, days) in sorted(groups.items())
        if days >= 2 and tries >= parameters.differ_tries
    ]
    if len(enough) < 2:
        return None
    worst, best = min(enough), max(enough)
    if best[0] < parameters.differ_well or worst[0] > parameters.differ_badly:
        return None
    both = (best[3] + worst[3]) / (best[2] + worst[2])
    error = math.sqrt(parameters.dispersion * both * (1 - both) * (1 / best[2] + 1 / worst[2]))
    if (best[0] - worst[0]) / error < parameters.differ_z:
        return None
    return best[1], worst[1]
