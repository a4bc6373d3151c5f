"""
What the words of an entry tell beyond what was ticked, marked and counted in it, put together from its texts.

Takes nothing back that was ticked. Does not know what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coachplan.model.entries import Entry
from coachplan.model.told import MARKS, FromWords, Told, ToldTag

__all__ = ["beyond_the_ticks"]

#: What was so, also where it stands in a question.
_ASKED_OF = frozenset({"distressed", "pressured", "gagged", "coughed", "vomited", "ill"})
#: What is told of a name, too, where words for it stand there: a place or a person that is named may be new each day.
_OF_A_NAME = _ASKED_OF | {"refused"}


def beyond_the_ticks(entry: Entry, told: Mapping[str, Told], of_names: Iterable[Told] = ()) -> FromWords | None:
    """
    Return what the texts of an entry tell beyond its ticks; None where they tell nothing more. *told* is by field,
    *of_names* what stands where a name or a mark should.
    """
    tags: dict[str, ToldTag] = {}
    took_part = bool(entry.successes) or entry.went in MARKS[1:]
    for name, each in told.items():
        for tag in each.tags:
            # "Would not sit", and did it twice: who took part did not refuse it, unless it is said in so many words.
            # And what is asked about is what may be done ("can I take it away?"), but for tears and what the body did.
            if tag.tag in entry.tags or (tag.tag == "refused" and took_part and tag.weighed):
                continue
            if name != "question" or tag.tag in _ASKED_OF:
                tags.setdefault(tag.tag, tag)
    for each in of_names:
        for tag in each.tags:
            # By words that are listed: weights of a name or two are of other notes.
            if tag.tag in _OF_A_NAME and not tag.weighed and tag.tag not in entry.tags:
                tags.setdefault(tag.tag, tag)
    counted = (entry.tries is not None and entry.successes is not None) or entry.amount is not None
    marked = entry.went in MARKS
    practice = [each for name, each in told.items() if name != "question"]
    found = FromWords(
        entry=entry.id,
        focus=entry.focus,
        tags=list(tags.values()),
        went=[] if counted or marked else [each.went for each in practice if each.went is not None],
        counts=[] if counted else list(dict.fromkeys(count for each in practice for count in each.counts)),
        wins=list(dict.fromkeys(win for each in practice for win in each.wins)),
        away=next((each.away for each in practice if each.away), ""),
    )
    return found if found.tags or found.went or found.counts or found.wins or found.away else None
