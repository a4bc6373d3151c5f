"""
What was known: a family, its plans and what was written, put together from the events up to a point.

The order is that in which they were recorded. What was known at a moment is always the beginning of the record, and
never a choice of it: clocks go wrong, and an event that stands before another happened before it. Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from attrs import define, evolve, field

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.validators import a, each
from coachplan.journal.events import Event
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert

__all__ = ["AsOf", "Record", "of_the_family", "up_to"]

#: A place in the journal (`Event.seq`), a moment with its time zone, or a day; None is now.
AsOf = int | datetime | date | None


def up_to(stood: Sequence[tuple[int, datetime]], as_of: AsOf) -> int:
    """
    Return how many events, given by place and stamp, were known: up to a place, or up to the last one that is stamped
    at or before a moment, or on or before a day, as the day was where it was stamped. Raises `InvalidError` for what is
    none of these.
    """
    if as_of is None:
        return len(stood)
    if isinstance(as_of, bool) or not isinstance(as_of, int | date):
        what, hint = f"found {found(as_of)}.", "Give a place in the journal, a moment, or a day."
        raise CoachplanError(Finding(item="as_of", what=what, hint=hint, code="wrong-kind"))
    if isinstance(as_of, int):
        return sum(seq <= as_of for seq, _ in stood)
    if not isinstance(as_of, datetime):
        return max((place for place, (_, at) in enumerate(stood, 1) if at.date() <= as_of), default=0)
    if as_of.utcoffset() is None:
        what, hint = "this moment has no time zone.", "Give one: tzinfo=UTC."
        raise CoachplanError(Finding(item="as_of", what=what, hint=hint, code="invalid-value"))
    return max((place for place, (_, at) in enumerate(stood, 1) if at <= as_of), default=0)


@plain_errors
@define(eq=False)
class Record:
    """
    All that was known of one family: its *events* in order, and what they come to.
    """

    events: tuple[Event, ...] = field(converter=tuple[Event, ...], validator=each(a(Event)), repr=False)

    @property
    def seen(self) -> int:
        """
        How many events there are: what `Journal.save` compares where nobody else may have recorded anything meanwhile.
        """
        return self.events[-1].version if self.events else 0

    @cached_property
    def family(self) -> Family | None:
        """
        The family as it was by then; None before anything was recorded.
        """
        found = next((event.value for event in reversed(self.events) if event.kind == "family"), None)
        return found if isinstance(found, Family) else None

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """
        Every plan as it was by then, in the order in which they began. Each is of the family as it was by then, so that
        a caution that was added counts at once.
        """
        last = {event.item: event for event in self.events if event.kind == "plan"}
        return tuple(of_the_family(event.value, self.family) for event in last.values())

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """
        Everything that was written by then, in the order in which it was recorded, every revision and both sides of a
        conflict.
        """
        return tuple(_values(self.events, "entry"))

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """
        Every review that was offered by then. It has no words of its own until it is given them (`with_texts`).
        """
        return tuple(_values(self.events, "review"))

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """
        Every alert that was offered by then, cleared since or not.
        """
        return tuple(_values(self.events, "alert"))

    @cached_property
    def clock_went_back(self) -> tuple[Finding, ...]:
        """
        A finding for each event that is stamped before the one ahead of it: a clock went back, or had been ahead; of
        two machines one may. Nothing is lost or in another order. But by a moment or a day more is told there than was
        known then; a place (`Event.seq`) tells what was.
        """
        return tuple(
            _went_back(before, event) for before, event in pairwise(self.events) if event.at < before.at
        )

    @checked
    def plan(self, plan_id: str = "") -> Plan:
        """
        Return the plan of an id; without one, the only plan. Raises `UnknownIdError` where there is none, or several.
        """
        known = {plan.id: plan for plan in self.plans}
        if not plan_id and len(known) == 1:
            return next(iter(known.values()))
        if plan_id in known:
            return known[plan_id]
        what = "there is no such plan." if plan_id or not known else f"there are {len(known)} plans."
        raise CoachplanError(Finding(item="plan_id", what=what, hint=suggest(plan_id, known), code="unknown-id"))

    @checked
    def entries_of(self, plan_id: str) -> tuple[Entry, ...]:
        """
        Return what was written for a plan: with the plan, or for the family as a whole. Raises nothing for an id that
        there is not.
        """
        meant = ("", plan_id)
        return tuple(_values((event for event in self.events if event.plan in meant), "entry"))


def of_the_family(plan: Plan, family: Family | None) -> Plan:
    """
    Return a plan with its family as it is by now.
    """
    return plan if family is None or family == plan.family else evolve(plan, family=family)


def _went_back(before: Event, event: Event) -> Finding:
    what = f"it is stamped {event.at}, and was recorded after {before.at}: the clock went back, or had been ahead."
    hint = "Ask what was known by a place (Event.seq): by a moment or a day, more is told here than was known."
    return Finding(where=f"event {event.seq}", item="at", what=what, hint=hint, code="wrong-day")


def _values(events: Iterable[Event], kind: str) -> Iterable[Any]:
    return (event.value for event in events if event.kind == kind)
