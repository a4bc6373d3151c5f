"""
How each reading of how the child does is made from the practised days of one focus.

One small function a reading. Does not know the readings' names, or which rule asks for them.
"""

from __future__ import annotations

from attrs import frozen

from coachplan.progress.days import Day
from coachplan.progress.practice import Practice
from coachplan.progress.practising import steps_left
from coachplan.progress.statistics import share_of, trend

__all__ = [
    "Measured",
    "below_the_aim",
    "does_little",
    "growth",
    "judged",
    "ready",
    "rising",
    "stalled",
    "success",
    "success_high",
    "success_low",
    "success_next",
    "success_now",
    "trend_of_days",
    "worst_day",
    "yes_no",
]


@frozen
class Measured:
    """
    A reading with its bounds and the ids of the entries behind it, where they are not simply the days lately.
    """

    value: float | str | None
    low: float | None = None
    high: float | None = None
    entries: tuple[str, ...] | None = None


def yes_no(answer: object) -> str:
    """
    Return `yes` or `no`.
    """
    return "yes" if answer else "no"


def success(practice: Practice) -> Measured:
    """
    Return the pooled share lately, with what at least and at most works: each surely in nine cases of ten.
    """
    return Measured(share_of(practice.lately), success_low(practice), success_high(practice))


def success_now(practice: Practice) -> Measured:
    """
    Return the expected share of successes on an ordinary day, with its bounds.
    """
    if not _any_tries(practice):
        return Measured(None)
    return Measured(practice.belief.success(), success_low(practice), success_high(practice))


def success_low(practice: Practice) -> float | None:
    """
    Return the share that at least works, surely in nine cases of ten.
    """
    return practice.at_least if _any_tries(practice) else None


def success_high(practice: Practice) -> float | None:
    """
    Return the share that at most works, surely in nine cases of ten.
    """
    return practice.at_most if _any_tries(practice) else None


def ready(practice: Practice) -> float | None:
    """
    Return the chance that about two in three tries work on an ordinary day.
    """
    return practice.belief.at_least(practice.parameters.ready_share) if _any_tries(practice) else None


def success_next(practice: Practice) -> float | None:
    """
    Return the share that would probably work at the next step; None without one.
    """
    if not _any_tries(practice) or not steps_left(practice):
        return None
    return practice.belief.at_step(1).success()


def growth(practice: Practice) -> float | None:
    """
    Return what a practice is expected to add at the best difficulty, in logits.
    """
    return practice.belief.growth() if _any_tries(practice) else None


def does_little(practice: Practice) -> float | None:
    """
    Return the chance that the strategy does little for this child; None before there are enough days under it.
    """
    if practice.tally.usual < practice.parameters.does_little_days:
        return None
    return practice.belief.does_little()


def _any_tries(practice: Practice) -> bool:
    # Days in other circumstances tell nothing of the usual ones, so what is believed is not known by them.
    return practice.tally.usual > 0


def worst_day(practice: Practice) -> float | None:
    """
    Return the lowest daily share lately.
    """
    return min((day.share for day in practice.lately if day.tries), default=None)


def rising(practice: Practice) -> str:
    """
    Say whether the last day lately is better than the first.
    """
    counted = [day for day in practice.lately if day.tries]
    return yes_no(len(counted) > 1 and counted[-1].share > counted[0].share)


def judged(practice: Practice) -> list[Day]:
    """
    Return the days that a trend may be read from: with tries, not ill, and not in a new place or with a new person.
    """
    return [day for day in practice.days if day.usual]


def trend_of_days(practice: Practice) -> float | None:
    """
    Return the change of the share per practised day.
    """
    return trend(judged(practice))


def below_the_aim(practice: Practice) -> str | None:
    """
    Say whether the days speak for standing still and against the aim line; None without a baseline and an aim.
    """
    focus, tally, least = practice.focus, practice.tally, practice.parameters.aim_min_days
    if focus.baseline is None or focus.aim is None or focus.aim_day is None or tally.usual < least:
        return None
    return yes_no(focus.aim > focus.baseline and tally.against_aim >= practice.parameters.aim_evidence)


def stalled(practice: Practice) -> str | None:
    """
    Say whether the newer half of many days is no better than the older; None before there are enough.
    """
    if practice.tally.usual < practice.parameters.stalled_days:
        return None
    newer = practice.tally.rise()
    return yes_no(newer is not None and newer <= 0)
