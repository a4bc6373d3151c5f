"""
Whose an entry is: the caregiver who wrote it, by the name that the family uses.

Knows nothing of what was written.
"""

from __future__ import annotations

from coachplan.base.names import same_name
from coachplan.model.entries import Entry
from coachplan.model.family import Family

__all__ = ["A_NAME", "writer"]

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
