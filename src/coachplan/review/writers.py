"""
Whose an entry is: the caregiver who wrote it, by the name that the family uses; and which are surely somebody's.

Knows nothing of what was written.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachplan.base.names import same_name
from coachplan.model.entries import UNREAD_ROW, Entry
from coachplan.model.family import Family

__all__ = ["A_NAME", "writer", "written_by"]

#: A name has no more letters than this; what is longer slipped into its field.
A_NAME = 40


def writer(entry: Entry, family: Family) -> str:
    """
    Return who wrote an entry: a caregiver as the family names them, or the name as it was written. Where there is none
    it is the first caregiver; "" where the family has named nobody.
    """
    written = same_name(entry.who)
    known = {same_name(each.name): each.name for each in reversed(family.caregivers)}
    if written:
        return known.get(written, " ".join(entry.who.split()))
    return family.caregivers[0].name if family.caregivers else ""


def written_by(entries: Iterable[Entry], family: Family, who: str) -> frozenset[str]:
    """
    Return the ids of the entries that somebody surely wrote: by their name, or without one where the family has nobody
    else. Of a row that could not be read nobody knows who wrote it. For `Review.for_caregiver(wrote=...)`.
    """
    name, alone = same_name(who), len(family.caregivers) == 1
    own = (each for each in entries if each.focus != UNREAD_ROW)
    return frozenset(
        each.id for each in own if name and (same_name(each.who) == name or (alone and not same_name(each.who)))
    )
