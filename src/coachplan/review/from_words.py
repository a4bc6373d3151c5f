"""
What the words of an entry tell beyond what was ticked, marked and counted in it, put together from its texts.

Takes nothing back that was ticked. Does not know what follows.
"""

from __future__ import annotations

from collections.abc import Mapping

from coachplan.model.entries import Entry
from coachplan.model.told import MARKS, FromWords, Told, ToldTag

__all__ = ["beyond_the_ticks"]


def beyond_the_ticks(entry: Entry, told: Mapping[str, Told]) -> FromWords | None:
    """
    Return what the texts of an entry tell beyond its ticks; None where they tell nothing more. *told* is by field.
    """
    tags: dict[str, ToldTag] = {}
    for each in told.values():
        for tag in each.tags:
            if tag.tag not in entry.tags:
                tags.setdefault(tag.tag, tag)
    counted = (entry.tries is not None and entry.successes is not None) or entry.amount is not None
    marked = entry.went in MARKS
    found = FromWords(
        entry=entry.id,
        focus=entry.focus,
        tags=list(tags.values()),
        went=[] if counted or marked else [each.went for each in told.values() if each.went is not None],
        counts=[] if counted else list(dict.fromkeys(count for each in told.values() for count in each.counts)),
        wins=list(dict.fromkeys(win for each in told.values() for win in each.wins)),
    )
    return found if found.tags or found.went or found.counts or found.wins else None
