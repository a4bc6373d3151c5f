"""
Days of which only words tell: of practice that nothing was counted or marked of, and of the family away from home.

Neither is a practised day; the one was no missed day, the other no planned one. Does not know how words are read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from coachplan.model.entries import Entry
from coachplan.model.told import FromWords
from coachplan.notes.praise import is_win
from coachplan.progress.breaks import Rests

__all__ = ["days_away", "noted_days"]

#: Tags beside which words alone tell of no practice.
_NO_PRACTICE = frozenset({"no-time", "tired", "ill", "injured", "interrupted"})
#: So many days before and after a note that tells of days away may be meant by it.
_AWAY = 21


def noted_days(
    by_day: Mapping[date, Iterable[Entry]],
    practised: Collection[date],
    told: Mapping[str, FromWords],
    tags_of: Callable[[Entry], AbstractSet[str]],
) -> tuple[date, ...]:
    """
    Return the days, not *practised* by anything else, on which a caregiver wrote of how hard it was, and not that there
    was no time, or nobody well or at home.
    """

    def is_of_practice(entry: Entry) -> bool:
        if entry.role != "caregiver" or not is_win(entry.hard) or _is_away(entry, told):
            return False
        return tags_of(entry).isdisjoint(_NO_PRACTICE)

    return tuple(day for day, written in by_day.items() if day not in practised and any(map(is_of_practice, written)))


def days_away(
    by_day: Mapping[date, Iterable[Entry]], practised: Collection[date], told: Mapping[str, FromWords], on: date
) -> Rests:
    """
    Return the days away that notes tell of up to *on*: from the day written before to the one after, since such a note
    is written before, on the way or once everybody is back. A day that was *practised* was no day away.
    """
    found: list[tuple[date, date]] = []
    for day in (day for day, written in by_day.items() if any(_is_away(each, told) for each in written)):
        before = max((each for each in by_day if each < day), default=day - timedelta(days=1))
        after = min((each for each in by_day if each > day), default=on + timedelta(days=1))
        first = max(before + timedelta(days=1), day - timedelta(days=_AWAY))
        last = min(after - timedelta(days=1), day + timedelta(days=_AWAY), on)
        if day in practised:
            found += [(first, day - timedelta(days=1)), (day + timedelta(days=1), last)]
        else:
            found.append((first, last))
    merged: list[tuple[date, date]] = []
    for first, last in sorted(each for each in found if each[0] <= each[1]):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _is_away(entry: Entry, told: Mapping[str, FromWords]) -> bool:
    read = told.get(entry.id)
    return read is not None and bool(read.away)
