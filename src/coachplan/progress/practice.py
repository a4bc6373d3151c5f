"""
All that there is to read about one focus on a day: its practised days, and the windows that every reading is made of.

Holds what was pooled. Does not know how entries are pooled, or what is read from the days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

from attrs import evolve, field, frozen

from coachplan.base.prefixes import Prefix
from coachplan.model.plans import Focus
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy
from coachplan.progress.ability import Belief
from coachplan.progress.breaks import Rests
from coachplan.progress.days import Day
from coachplan.progress.parameters import Parameters
from coachplan.progress.tally import Group, Tally

__all__ = ["Practice"]

_ON, _FIRST = attrgetter("on"), itemgetter(0)

#: A day with anything written, and its tags.
Written = tuple[date, frozenset[str]]


def _kept(given: Iterable[Any]) -> Prefix[Any]:
    return given if isinstance(given, Prefix) else Prefix(list(given))


@frozen(kw_only=True, eq=False)
class Practice:
    """
    What there is to read about one focus on a day: its practised days since the last change and the last long gap.

    *days* run oldest first. *changed_on* is the day of the last change of any kind, or None. *gap* is the length in
    days of the break before the first of *days*, where it was long; else 0. *parameters* gives the parameters.
    *written*: every day since the last change with anything written, and its tags. *rare*: the routine comes so seldom
    that its chances are counted and not its days; *usual_gap*: the days from one entry of it to the next, as its log
    has them, or None. *belief*: what all phases so far say of the child. *talked_on*: the day on which the plan was
    last talked over or made lighter, or None. *rests*: days agreed to be without practice. *noted*: days of practice
    that words alone tell of, and nothing judged. *away*: days told to be away from home. *all_written*: the days with
    anything written of the focus, over all its steps. *added_up*: the sums over *days*, where they are there already.
    *began_on*: the first of *days*.

    *lately*, *last_three* and *load_days* are the newest of *days*: those that judge, three, and those whose marks of
    stress and confidence still speak.
    """

    focus: Focus
    skill: Skill | None
    strategy: Strategy | None
    on: date
    days: Prefix[Day] = field(converter=_kept)
    gap: int
    changed_on: date | None
    last_entry: date | None
    parameters: Parameters
    belief: Belief
    talked_on: date | None = None
    rests: Rests = ()
    written: Prefix[Written] = field(default=(), converter=_kept)
    rare: bool = False
    usual_gap: float | None = None
    noted: Prefix[date] = field(default=(), converter=_kept)
    away: Rests = ()
    all_written: int = 0
    added_up: Tally | None = field(default=None, repr=False)
    began_on: date | None = None
    lately: tuple[Day, ...] = field(init=False)
    last_three: tuple[Day, ...] = field(init=False)
    load_days: tuple[Day, ...] = field(init=False)

    @lately.default
    def _lately(self) -> tuple[Day, ...]:
        wanted_days, wanted_tries = self.parameters.lately_days, self.parameters.lately_tries
        tries = 0.0
        for count, day in enumerate(reversed(self.days), start=1):
            tries += day.tries
            if count >= wanted_days and tries >= wanted_tries:
                return self.days[-count:]
        return self.days[:]

    @last_three.default
    def _last_three(self) -> tuple[Day, ...]:
        return self.days[-self.parameters.lately_days :]

    @load_days.default
    def _load_days(self) -> tuple[Day, ...]:
        # A mark is of its time: what was hard many practised days ago holds nothing back today.
        newest, changed = self.days[-self.parameters.marks_days :], self.changed_on
        return newest if changed is None else tuple(day for day in newest if day.on > changed)

    @cached_property
    def at_least(self) -> float:
        """
        What at least works on an ordinary day, as surely as the parameters say; a share from 0 to 1.
        """
        return self.belief.bound(self.parameters.sure)

    @cached_property
    def at_most(self) -> float:
        """
        What at most works, as surely.
        """
        return self.belief.bound(1 - self.parameters.sure)

    @property
    def bounds(self) -> tuple[float, float]:
        """
        What at least and at most works on an ordinary day.
        """
        return self.at_least, self.at_most

    @cached_property
    def tally(self) -> Tally:
        """
        What all the days add up to.
        """
        known = self.added_up
        if known is not None and known.is_of(self.focus, self.days):
            return known
        return Tally.of(self.focus, self.parameters, self.days)

    @property
    def groups(self) -> Mapping[str, Mapping[str, Group]]:
        """
        Tries, successes and days apart by each thing that a `Circumstance` tells, and by each value that it has.
        """
        return self.tally.groups

    @property
    def first_on(self) -> date | None:
        """
        The first of the days; None where there are none.
        """
        return self.began_on or (self.days[0].on if self.days else None)

    def noted_from(self, day: date) -> tuple[date, ...]:
        """
        Return the days from that one on that words alone tell to be of practice.
        """
        return self.noted[self.noted.place(day) :]

    def count_after(self, day: date) -> int:
        """
        Return how many practised days there are after that one.
        """
        return self.tally.count_after(day)

    def days_from(self, day: date) -> tuple[Day, ...]:
        """
        Return the practised days from that one on.
        """
        return self.days[self.days.place(day, _ON) :]

    def written_from(self, day: date) -> tuple[Written, ...]:
        """
        Return the days from that one on with anything written, each with its tags.
        """
        return self.written[self.written.place(day, _FIRST) :]

    def with_day(self, day: Day, *, on: date, belief: Belief) -> Practice:
        """
        Return it as it would be on a later day, with one more practised day, and what is believed then.
        """
        return evolve(
            self,
            on=on,
            days=self.days.with_one(day),
            belief=belief,
            last_entry=day.on,
            written=self.written.with_one((day.on, day.tags)),
            added_up=self.tally.with_day(day),
        )
