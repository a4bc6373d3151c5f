"""
Days of which only words tell: of practice that nothing was counted or marked of, and of the family away from home.

Neither is a practised day; the one was no missed day, the other no planned one. Does not know how words are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from coachplan.model.entries import Entry
from coachplan.model.told import FromWords
from coachplan.notes.praise import is_win
from coachplan.progress.breaks import Rests

__all__ = ["is_away", "is_noted", "stretches_away"]

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


def stretches_away(told_at: Iterable[tuple[int, bool]], written: Sequence[tuple[date, object]], on: date) -> Rests:
    """
    Return the days away that notes tell of up to *on*: from the day written before to the one after, since such a note
    is written before, on the way or once everybody is back. *told_at* are the places of these notes among the days
    *written*, and whether that day was practised: such a one was no day away.
    """
    found: list[tuple[date, date]] = []
    for at, practised in told_at:
        day = written[at][0]
        before = written[at - 1][0] if at else day - timedelta(days=1)
        after = written[at + 1][0] if at + 1 < len(written) else on + timedelta(days=1)
        first = max(before + timedelta(days=1), day - timedelta(days=_AWAY))
        last = min(after - timedelta(days=1), day + timedelta(days=_AWAY), on)
        if practised:
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
