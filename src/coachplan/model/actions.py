"""
The small steps that can be taken: ten kinds, and what each changes.

Knows nothing of when a step is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast, get_args

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.validators import number, one_of, strings, text
from coachplan.model.family import PARTS_OF_DAY, PartOfDay

__all__ = ["KINDS", "Action", "Kind", "kinds"]

#: Every kind of step, least cautious last. Which is the more cautious stands in `precedence`.
Kind = Literal[
    "pause",
    "lighten",
    "step-down",
    "change-strategy",
    "change-routine",
    "clarify",
    "continue",
    "maintain",
    "generalise",
    "step-up",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


def kinds(given: Iterable[Kind]) -> tuple[Kind, ...]:
    """
    Keep a list of kinds as a tuple of words; whether each is one, whoever reads them asks.
    """
    return cast("tuple[Kind, ...]", strings(given))


@plain_errors
@frozen
class Action:
    """
    One small step and what it sets: the new step, strategy, routine, part of day, minutes or days. None: unchanged.
    """

    kind: Kind = field(validator=one_of(KINDS))
    step: int | None = field(default=None, kw_only=True, validator=number(1, whole=True))
    strategy: str | None = field(default=None, kw_only=True, validator=text, repr=shown)
    routine: str | None = field(default=None, kw_only=True, validator=text, repr=shown)
    part_of_day: PartOfDay | None = field(default=None, kw_only=True, validator=one_of(PARTS_OF_DAY))
    minutes: float | None = field(default=None, kw_only=True, validator=number(0, above=True))
    days_per_week: int | None = field(default=None, kw_only=True, validator=number(1, 7, whole=True))
