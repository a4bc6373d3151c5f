"""
How seldom a routine comes: the days from one day on which it did to the next, how often each, and the usual one.

Takes no more room for years than for weeks. Does not know what was practised.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from attrs import define, field

__all__ = ["Seldom", "Spans"]

#: Days from one chance to the next from which a routine comes seldom.
_SELDOM = 4

#: Of so many times between two entries something is usual.
_USUAL = 2


@define(eq=False)
class Spans:
    """
    Spans of days: how many there are of each length.
    """

    count: int = 0
    of: dict[int, int] = field(factory=dict)

    def add(self, days: int) -> None:
        """
        Take one more.
        """
        self.count += 1
        self.of[days] = self.of.get(days, 0) + 1

    def copy(self) -> Spans:
        """
        Return the same, to be added to apart from this one.
        """
        return Spans(self.count, dict(self.of))

    def median(self) -> float:
        """
        Return the one in the middle, or the mean of both. Raises `IndexError` where there is none.
        """
        upper = self._at(self.count // 2)
        return upper if self.count % 2 else (self._at(self.count // 2 - 1) + upper) / 2

    def _at(self, place: int) -> int:
        for days in sorted(self.of):
            if place < self.of[days]:
                return days
            place -= self.of[days]
        raise IndexError(place)


@define(eq=False)
class Seldom:
    """
    The spans of all days of a routine that may come seldom, and of those *since* a day.
    """

    since: date
    between: Spans = field(factory=Spans)
    lately: Spans = field(factory=Spans)

    def add(self, days: Iterable[date]) -> None:
        """
        Take the days on which it came, oldest first; the first of them is known already.
        """
        for one, another in pairwise(days):
            span = (another - one).days
            self.between.add(span)
            if one >= self.since:
                self.lately.add(span)

    def copy(self) -> Seldom:
        """
        Return the same, to be added to apart from this one.
        """
        return Seldom(self.since, self.between.copy(), self.lately.copy())

    @property
    def is_seldom(self) -> bool:
        """
        Whether it comes seldom since that day; where nothing is known yet, it does.
        """
        return not self.lately.count or self.lately.median() >= _SELDOM

    @property
    def usual(self) -> float | None:
        """
        The usual days from one to the next; None where there are too few to tell.
        """
        return self.between.median() if self.between.count >= _USUAL else None
