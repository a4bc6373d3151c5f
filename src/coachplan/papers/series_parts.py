"""
What a series is made of beside its points: phases, days off, days with an alert, the aim line, and the days lately.

Frozen values. Knows neither plan nor log, and not how anything is drawn.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.messages import Message
from coachplan.base.validators import a, day, number, one_of

__all__ = ["OFF_KINDS", "AimLine", "ChartedPhase", "DaysOff", "FlagDay", "Lately", "OffKind"]

#: Why there are days without practice: agreed, as a holiday; the child was ill; or nobody wrote anything for long.
OffKind = Literal["agreed", "ill", "gap"]
OFF_KINDS: tuple[OffKind, ...] = get_args(OffKind)


@plain_errors
@frozen(kw_only=True)
class ChartedPhase:
    """
    A stretch of days, both counted, in which the focus stood the same; what it is called, and the amount that its step
    asks for, in the measure of the skill, or None.
    """

    first: date = field(validator=day)
    last: date = field(validator=day)
    label: Message = field(validator=a(Message), repr=False)
    target: float | None = field(default=None)


@plain_errors
@frozen(kw_only=True)
class DaysOff:
    """
    Days without practice, both counted, and why.
    """

    first: date = field(validator=day)
    last: date = field(validator=day)
    kind: OffKind = field(validator=one_of(OFF_KINDS))

    @property
    def days(self) -> int:
        """
        How many days.
        """
        return (self.last - self.first).days + 1


@plain_errors
@frozen(kw_only=True)
class FlagDay:
    """
    A day on which something was written that raised an alert. *cleared*: a clinician has seen to all of that day.
    """

    on: date = field(validator=day)
    cleared: bool = field(default=False)


@plain_errors
@frozen(kw_only=True)
class AimLine:
    """
    The line from the baseline on its *first* day to the aim on *aim_day*, level from then on; shares from 0 to 1. Where
    there is no baseline or no day, it is level.
    """

    first: date = field(validator=day)
    start: float = field(validator=number(0, 1))
    aim: float = field(validator=number(0, 1))
    aim_day: date | None = field(default=None)

    def at(self, on: date) -> float:
        """
        Return the share that the line has on a day: what the engine holds days against.
        """
        if self.aim_day is None:
            return self.aim
        span = (self.aim_day - self.first).days
        return self.aim if span <= 0 else self.start + (self.aim - self.start) * min(1.0, (on - self.first).days / span)


@plain_errors
@frozen(kw_only=True)
class Lately:
    """
    The days lately, as the review has them, and the tries of them that were counted and judged.
    """

    days: int = field(validator=number(0, whole=True))
    tries: int = field(validator=number(0, whole=True))
    successes: int = field(validator=number(0, whole=True))
