"""
How the families of a fit practise: how many tries a day, and how many days a week.

It stays in the clinic, for made-up families that practise alike. Nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

from attrs import frozen

from coachplan.fitting.families import Told

__all__ = ["Practice", "practice_of"]


@frozen
class Practice:
    """
    Tries on a practised day, and practised days a week: where eight families in ten lie, the lower end first.
    """

    tries: tuple[float, float]
    days_a_week: tuple[float, float]


def practice_of(told: Sequence[Told]) -> Practice | None:
    """
    Return how families practise; None of fewer than two.
    """
    if len(told) < 2:
        return None
    return Practice(_eight_in_ten([_tries(each) for each in told]), _eight_in_ten([_days(each) for each in told]))


def _eight_in_ten(values: Sequence[float]) -> tuple[float, float]:
    low, *_, high = quantiles(values, n=10, method="inclusive")
    return low, high


def _tries(told: Told) -> float:
    return median(day.tries for history in told.histories for stretch in history for day in stretch.days)


def _days(told: Told) -> float:
    # A long break tells of no week; before the first day of a focus nothing was to be practised.
    days = idle = 0
    for history in told.histories:
        seen = [day for stretch in history for day in stretch.days]
        days += len(seen)
        idle += sum(day.idle for day in seen[1:] if not day.broke)
    return 7 * days / (days + idle)
