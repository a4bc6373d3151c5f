"""
What the days of the stretch that is open come to so far, a day more at a time, and with one day more beside it.

Holds what readings ask for. Does not know how a day is pooled, nor what is believed of it.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter, itemgetter
from typing import NamedTuple

from attrs import define, evolve, field

from coachplan.base.prefixes import Prefix, Tail
from coachplan.model.plans import Focus
from coachplan.progress.ability import Belief
from coachplan.progress.days import Day
from coachplan.progress.only_words import DaysAway
from coachplan.progress.pooling import Pooling
from coachplan.progress.tally import Tally

__all__ = ["Added", "SoFar"]

_ON, _FIRST = attrgetter("on"), itemgetter(0)

#: A day with anything written, and its tags.
_Written = tuple[date, frozenset[str]]


class Added(NamedTuple):
    """
    What one more day adds: what was practised, and how long the break before it was, where it was a long one; its tags;
    whether words alone tell of practice, or of days away; and what is believed after it.
    """

    on: date
    day: Day | None
    gap: int | None
    tags: frozenset[str]
    noted: bool
    away: bool
    belief: Belief


@define(eq=False)
class SoFar:
    """
    What the days come to, of all days the first *folded*: the *gap* and the *days* since the last break of *long* days,
    the first and the last of them, and their *tally*; every day with anything *written*, and the last of them; the days
    of which words alone tell (*noted*); and the days *away*.
    """

    pooling: Pooling
    long: int
    folded: int
    belief: Belief
    last_usual: date | None
    tally: Tally
    gap: int = 0
    began_on: date | None = None
    last_on: date | None = None
    written_on: date | None = None
    days: Tail[Day] = field(factory=Tail)
    written: Tail[_Written] = field(factory=Tail)
    noted: Tail[date] = field(factory=Tail)
    away: DaysAway = field(factory=DaysAway)

    def take(self, added: Added) -> None:
        """
        Take one more day, which is over.
        """
        on, day = added.on, added.day
        self.folded += 1
        self.belief = added.belief
        self.away.take(on, self.written_on, away=added.away, practised=day is not None)
        self.written_on = on
        self.written.append((on, added.tags))
        if added.noted:
            self.noted.append(on)
        if day is None:
            return
        if added.gap is not None:
            self.gap, self.days, self.tally = added.gap, Tail(), Tally(self.tally.focus, self.tally.parameters)
            self.began_on = None
        self.began_on, self.last_on = self.began_on or on, on
        self.days.append(day)
        self.tally.add(day)
        if day.usual:
            self.last_usual = on

    # -- with one day more

    def practised(self, added: Added | None) -> tuple[Prefix[Day], date | None, int, Tally]:
        """
        Return the days since the last long break with one more, the first of them, how long the break was, and what
        they add up to; apart from what is kept here, since whoever reads may look again when more was folded.
        """
        if added is None or added.day is None:
            return Prefix(self.days), self.began_on, self.gap, self.tally.copy()
        day, tally = added.day, self.tally
        if added.gap is None:
            return Prefix(self.days, day), self.began_on or day.on, self.gap, tally.with_day(day)
        return Prefix([], day), day.on, added.gap, Tally.of(tally.focus, tally.parameters, [day])

    def told(self, added: Added | None) -> tuple[Prefix[_Written], Prefix[date], DaysAway]:
        """
        Return the days with anything written, those of which words alone tell, and the days away, with one more.
        """
        if added is None:
            return Prefix(self.written), Prefix(self.noted), self.away
        away = self.away.copy()
        away.take(added.on, self.written_on, away=added.away, practised=added.day is not None)
        noted = Prefix(self.noted, added.on) if added.noted else Prefix(self.noted)
        return Prefix(self.written, (added.on, added.tags)), noted, away

    # -- without what is long over

    def let_go(self, floor: date) -> None:
        """
        Let go of the days before one, and keep what they come to.
        """
        self.days, self.written = self.days.since(floor, _ON), self.written.since(floor, _FIRST)
        self.noted = self.noted.since(floor)
        self.tally.let_go(floor)

    def copy(self, focus: Focus) -> SoFar:
        """
        Return the same of a focus that stands alike, to be added to apart from this one.
        """
        return evolve(
            self,
            tally=evolve(self.tally.copy(), focus=focus),
            days=self.days.copy(),
            written=self.written.copy(),
            noted=self.noted.copy(),
            away=self.away.copy(),
        )
