"""
Days of which only words tell: of practice that nothing was counted or marked of, and of the family away from home.

Neither is a practised day; the one was no missed day, the other no planned one. Does not know how words are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from attrs import define, field

from coachplan.model.entries import Entry
from coachplan.model.told import FromWords
from coachplan.notes.praise import is_win
from coachplan.progress.breaks import Rests

__all__ = ["DaysAway", "is_away", "is_noted"]

#: Tags beside which words alone tell of no practice.
_NO_PRACTICE = frozenset({"no-time", "tired", "ill", "injured", "interrupted"})
#: So many days before and after a note that tells of days away may be meant by it.
_AWAY = 21


def is_noted(
    entry: Entry, told: Mapping[str, FromWords], tags_of: Callable[[Entry], AbstractSet[str]]
) -> bool:
    """
    Say whether an entry of a day that nothing else tells to be practised is of practice: a caregiver wrote of how hard
    it was, and not that there was no time, or nobody well or at home.
    """
    if entry.role != "caregiver" or not is_win(entry.hard) or is_away(entry, told):
        return False
    return tags_of(entry).isdisjoint(_NO_PRACTICE)


def is_away(entry: Entry, told: Mapping[str, FromWords]) -> bool:
    """
    Say whether an entry tells of the family away from home.
    """
    read = told.get(entry.id)
    return read is not None and bool(read.away)


@define(eq=False)
class DaysAway:
    """
    The days away that notes tell of, a written day at a time: from the day written before such a note to the one after,
    since it is written before, on the way or once everybody is back. A day that was practised all the same was none.

    *over* are those that nothing more can change, apart from one another; *told* is the last note, to which the next
    written day belongs, too: the day written before it, its own, and whether that was practised.
    """

    over: list[tuple[date, date]] = field(factory=list)
    told: tuple[date | None, date, bool] | None = None

    def take(self, on: date, before: date | None, *, away: bool, practised: bool) -> None:
        """
        Take the next written day, after the one *before*: whether its notes tell of days *away*.
        """
        if self.told is not None:
            self.over = _with(self.over, _around(*self.told, on - timedelta(days=1)))
        self.told = (before, on, practised) if away else None

    def copy(self) -> DaysAway:
        """
        Return the same, to be added to apart from this one.
        """
        return DaysAway(self.over, self.told)

    def up_to(self, on: date) -> Rests:
        """
        Return the days away as they are told up to a day.
        """
        return tuple(self.over if self.told is None else _with(self.over, _around(*self.told, on)))


def _around(before: date | None, day: date, practised: bool, last: date) -> Rests:
    first = max(before + timedelta(days=1) if before is not None else day, day - timedelta(days=_AWAY))
    last = min(last, day + timedelta(days=_AWAY))
    if practised:
        return (first, day - timedelta(days=1)), (day + timedelta(days=1), last)
    return ((first, last),)


def _with(merged: list[tuple[date, date]], more: Rests) -> list[tuple[date, date]]:
    # As a list of its own: who looked before may look again.
    merged = merged[:]
    for first, last in more:
        if first > last:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
