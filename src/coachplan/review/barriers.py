"""
What gets in the way of one focus lately: barriers met in caregivers' own words, or in the tags of their entries.

Decides which barriers were met and on how many days. Does not know what follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.strategies import Barrier
from coachplan.model.told import FromWords
from coachplan.notes.reader import read
from coachplan.progress.practice import Practice

__all__ = ["MetBarrier", "barriers_met"]


@frozen(kw_only=True)
class MetBarrier:
    """
    A barrier that was met: on how many of the last three practised days, and in which words (none: by tags alone).
    """

    barrier: Barrier
    days: int
    words: str = ""


def barriers_met(
    practice: Practice, entries: Iterable[Entry], catalogue: Catalogue, language: str, told: Mapping[str, FromWords]
) -> tuple[MetBarrier, ...]:
    """
    Return the barriers met on the last three practised days, the one on most days first; told in words before tags.

    *told* is what the words of an entry tell, by its id: its tags count as those ticked.

    Only barriers of the core and of the focus's own disciplines count. A tag that several barriers share says which of
    them it was as little as it says the cause, so a barrier met by tags alone counts where it is the only one.
    """
    own = {CORE_NAMESPACE, namespace_of(practice.focus.skill), namespace_of(practice.focus.strategy)}
    barriers = {item: barrier for space in own for item, barrier in catalogue.barriers_of.get(space, ())}
    if not barriers:
        return ()
    lately = {day.on for day in practice.last_three}
    in_words: dict[str, dict[object, str]] = {}
    tagged: dict[str, set[object]] = {}
    for entry in entries:
        if entry.on not in lately:
            continue
        for item, words in _told(entry, catalogue, language):
            if item in barriers:
                in_words.setdefault(item, {}).setdefault(entry.on, words)
        tags = {*entry.tags, *(each.tag for each in told[entry.id].tags)} if entry.id in told else {*entry.tags}
        by_tag = [item for item, barrier in barriers.items() if not tags.isdisjoint(barrier.tags)] if tags else ()
        if len(by_tag) == 1:
            tagged.setdefault(by_tag[0], set()).add(entry.on)
    return _ordered(barriers, in_words, tagged)


def _told(entry: Entry, catalogue: Catalogue, language: str) -> Iterable[tuple[str, str]]:
    # What got in the way stands under what was hard. A barrier is a fact of the day, so "wouldn't sit" is no denial.
    if not entry.hard:
        return
    for mention in read(catalogue.barrier_lexicon, entry.hard, entry.language or language, on=entry.on).mentions:
        if mention.kind == "affirmed":
            yield mention.flag, mention.words


def _ordered(
    barriers: Mapping[str, Barrier], in_words: Mapping[str, Mapping[object, str]], tagged: Mapping[str, set[object]]
) -> tuple[MetBarrier, ...]:
    found = []
    for item in {**in_words, **tagged}:
        words = in_words.get(item, {})
        days = {*words, *tagged.get(item, ())}
        found.append(MetBarrier(barrier=barriers[item], days=len(days), words=next(iter(words.values()), "")))
    return tuple(sorted(found, key=lambda barriers: (-barriers.days, not barriers.words, barriers.barrier.id)))
