"""
What practised days add up to, kept up day by day, so that a reading of all of them costs no more than one of a few.

Adds in the order of the days, so the sums are the same however the days came in. Does not know what is read from them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from attrs import define, evolve, field

from coachplan.base.prefixes import Tail
from coachplan.model.plans import Focus
from coachplan.progress.ability import aim_evidence
from coachplan.progress.days import NOT_JUDGED, Circumstance, Day
from coachplan.progress.parameters import Parameters

__all__ = ["Tally"]

#: Tries, successes and days of one group.
Group = tuple[float, float, int]

_NONE: Group = (0.0, 0.0, 0)


@define(eq=False)
class Tally:
    """
    The sums over days of one focus. *usual* is how many of them tell of the child in usual circumstances, and
    *last_usual* the last of these. *unjudged* are the days from which nothing can be told of how it went; *against_aim*
    is how much more likely the days are if nothing changes than on the aim line. *told_apart* are tries, successes and
    days by each value of each thing that a `Circumstance` tells, and *newest_at* is the newest day with tries in each
    place. *days_on* are all days, counted from 1 January of the year 1; *tries_to* and *successes_to* are the sums up
    to each of the usual days, since halves of them are compared. These may go on for another that goes on from here.
    """

    focus: Focus
    parameters: Parameters
    last: Day | None = None
    count: int = 0
    usual: int = 0
    tries: float = 0.0
    offers: int = 0
    done: int = 0
    marked: int = 0
    partly: int = 0
    against_aim: float = 0.0
    unjudged: Tail[date] = field(factory=Tail)
    told_apart: list[dict[str, Group]] = field(factory=lambda: [{} for _ in Circumstance._fields])
    days_on: array[int] = field(factory=lambda: array("i"))
    newest_at: dict[str, Day] = field(factory=dict)
    last_usual: date | None = None
    tries_to: array[float] = field(factory=lambda: array("d", (0.0,)))
    successes_to: array[float] = field(factory=lambda: array("d", (0.0,)))

    @classmethod
    def of(cls, focus: Focus, parameters: Parameters, days: Iterable[Day]) -> Tally:
        """
        Add up days, oldest first.
        """
        made = cls(focus, parameters)
        for day in days:
            made.add(day)
        return made

    def add(self, day: Day) -> None:
        """
        Add one more day.
        """
        self._alone()
        self.last = day
        self.count += 1
        self.days_on.append(day.on.toordinal())
        self.tries += day.tries
        self.offers += day.offers
        self.done += day.done
        self.marked += day.marked
        self.partly += day.partly
        if not (day.tries or day.helped or day.impossible) and day.tags.isdisjoint(NOT_JUDGED):
            self.unjudged.append(day.on)
        if day.pools:
            self._add_groups(day.pools)
            for at in day.pools:
                self.newest_at[at.place] = day
        if day.usual:
            self.usual += 1
            self.last_usual = day.on
            self.tries_to.append(self.tries_to[-1] + day.tries)
            self.successes_to.append(self.successes_to[-1] + day.successes)
            self._hold_against_aim(day)

    def with_day(self, day: Day) -> Tally:
        """
        Return the sums with one more day.
        """
        made = self.copy()
        made.add(day)
        return made

    def copy(self) -> Tally:
        """
        Return one with the same sums, to be added to apart from this one.
        """
        return evolve(
            self,
            unjudged=self.unjudged.copy(),
            newest_at=dict(self.newest_at),
            told_apart=[dict(groups) for groups in self.told_apart],
            days_on=self.days_on[: self.count],
            tries_to=self.tries_to[: self.usual + 1],
            successes_to=self.successes_to[: self.usual + 1],
        )

    def let_go(self, floor: date) -> None:
        """
        Let go of the days before one that are not asked for one by one.
        """
        self.unjudged = self.unjudged.since(floor)

    def lean_on(self, other: Tally) -> None:
        """
        Keep what stands here of each day only once, where another that goes on from here has it, too.
        """
        days, usual = self.count, self.usual + 1
        if (
            self.days_on[:days] == other.days_on[:days]
            and self.tries_to[:usual] == other.tries_to[:usual]
            and self.successes_to[:usual] == other.successes_to[:usual]
        ):
            self.days_on, self.tries_to, self.successes_to = other.days_on, other.tries_to, other.successes_to

    def _alone(self) -> None:
        # Nobody adds to what somebody else adds to.
        days, usual = self.count, self.usual + 1
        if len(self.days_on) > days or len(self.tries_to) > usual:
            self.days_on, self.tries_to = self.days_on[:days], self.tries_to[:usual]
            self.successes_to = self.successes_to[:usual]

    def is_of(self, focus: Focus, days: Sequence[Day]) -> bool:
        """
        Say whether these are the sums of those days of that focus.
        """
        last = days[-1] if days else None
        return self.count == len(days) and self.last is last and self.focus is focus

    @property
    def groups(self) -> Mapping[str, Mapping[str, Group]]:
        """
        Tries, successes and days by support, place, person and part of day.
        """
        return dict(zip(Circumstance._fields, map(MappingProxyType, self.told_apart), strict=True))

    def count_after(self, day: date) -> int:
        """
        Return how many of the days are after that one.
        """
        return self.count - bisect_right(self.days_on, day.toordinal(), hi=self.count)

    def rise(self) -> float | None:
        """
        Return the pooled share of the newer half of the usual days less that of the older; None below two.
        """
        count, tries, successes = self.usual, self.tries_to, self.successes_to
        if count < 2:
            return None
        half = count // 2
        newer = (successes[count] - successes[count - half]) / (tries[count] - tries[count - half])
        return newer - successes[half] / tries[half]

    def _add_groups(self, pools: Mapping[Circumstance, tuple[float, float]]) -> None:
        if len(pools) == 1:
            (at, (tries, successes)), = pools.items()
            for groups, name in zip(self.told_apart, at, strict=True):
                so_far = groups.get(name, _NONE)
                groups[name] = (so_far[0] + tries, so_far[1] + successes, so_far[2] + 1)
            return
        for place, groups in enumerate(self.told_apart):
            counts: dict[str, tuple[float, float]] = {}
            for at, (tries, successes) in pools.items():
                before = counts.get(at[place], (0.0, 0.0))
                counts[at[place]] = (before[0] + tries, before[1] + successes)
            for name, (tries, successes) in counts.items():
                so_far = groups.get(name, _NONE)
                groups[name] = (so_far[0] + tries, so_far[1] + successes, so_far[2] + 1)

    def _hold_against_aim(self, day: Day) -> None:
        focus = self.focus
        if focus.baseline is None or focus.aim is None or focus.aim_day is None:
            return
        gone, span = (day.on - focus.since).days, (focus.aim_day - focus.since).days
        share = gone / span if span > 0 else 1.0
        aimed = focus.aim if span <= 0 else focus.baseline + (focus.aim - focus.baseline) * min(1.0, share)
        self.against_aim += aim_evidence(((day.tries, day.successes, aimed),), focus.baseline, self.parameters)
