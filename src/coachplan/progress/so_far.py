"""
What the days of the stretch that is open come to so far, a day more at a time, and with one day more beside it.

Holds what readings ask for. Does not know how a day is pooled, nor what is believed of it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from attrs import define, field

from coachplan.base.prefixes import Prefix
from coachplan.progress.ability import Belief
from coachplan.progress.days import Day
from coachplan.progress.pooling import Pooling
from coachplan.progress.tally import Tally

__all__ = ["Added", "SoFar"]


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
    and their *tally*; every day with anything *written*; the days of which words alone tell (*noted*); the places among
    those written of days *away*, and whether these were practised all the same.
    """

    pooling: Pooling
    long: int
    folded: int
    belief: Belief
    last_usual: date | None
    tally: Tally
    gap: int = 0
    days: list[Day] = field(factory=list)
    written: list[tuple[date, frozenset[str]]] = field(factory=list)
    noted: list[date] = field(factory=list)
    away: list[tuple[int, bool]] = field(factory=list)

    def take(self, added: Added) -> None:
        """
        Take one more day, which is over.
        """
        self.folded += 1
        self.belief = added.belief
        if added.away:
            self.away.append((len(self.written), added.day is not None))
        self.written.append((added.on, added.tags))
        if added.noted:
            self.noted.append(added.on)
        if added.day is None:
            return
        if added.gap is not None:
            self.gap, self.days, self.tally = added.gap, [], Tally(self.tally.focus, self.tally.parameters)
        self.days.append(added.day)
        self.tally.add(added.day)
        if added.day.usual:
            self.last_usual = added.on

    def practised(self, added: Added | None) -> tuple[Prefix[Day], int, Tally]:
        """
        Return the days since the last long break with one more, how long that was, and what they add up to; apart from
        what is kept here, since whoever reads may look again when more was folded.
        """
        if added is None or added.day is None:
            return Prefix(self.days), self.gap, self.tally.copy()
        if added.gap is None:
            return Prefix(self.days, added.day), self.gap, self.tally.with_day(added.day)
        return Prefix([], added.day), added.gap, Tally.of(self.tally.focus, self.tally.parameters, [added.day])
