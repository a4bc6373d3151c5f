"""
How many days lie between one day and the next on which a routine came: how often each, so that the usual one is known.

Takes no more room for years than for weeks. Knows nothing of routines.
"""

from __future__ import annotations

from attrs import define, field

__all__ = ["Spans"]


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
