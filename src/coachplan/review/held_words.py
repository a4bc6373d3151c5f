"""
What was written behind a step that a plugin holds back: the words and their day, for a clinician who reads why.

Looks for the words of the tags that the rule asked about. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coachplan.base.dates import said_day
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.messages import Message, key
from coachplan.model.entries import Entry
from coachplan.model.evidence import RuleTrace
from coachplan.model.told import FromWords
from coachplan.progress.practice import Practice
from coachplan.review.asking import Asked

__all__ = ["with_what_was_written"]

#: How the signals are called that count days with a tag, and the one that counts two.
_DAYS, _DISTRESS = "-days", {"distress": ("distressed", "refused")}


def with_what_was_written(
    held: Iterable[Message],
    asked: Sequence[Asked],
    entries: Sequence[Entry],
    told: Mapping[str, FromWords],
    practice: Practice,
) -> tuple[Message, ...]:
    """
    Return what is held back, where a plugin's rule holds it with the newest words for it on the last three practised
    days. *entries* are those of the focus, and *told* is what their words tell.
    """
    days = {day.on for day in practice.last_three}
    lately = [entry for entry in reversed(entries) if entry.on in days]
    made = []
    for message in held:
        rule = next((each for each in asked if key(each.rule.id, "say") == message.key), None)
        found = None
        if rule is not None and namespace_of(rule.rule.id) != CORE_NAMESPACE:
            found = next(_words(set(_tags(rule.traced)), lately, told), None)
        if found is not None:
            entry, words = found
            more = {"written": words, "written_on": said_day(entry.on, practice.on)}
            made.append(Message(message.key, {**dict(message.values), **more}))
        else:
            made.append(message)
    return tuple(made)


def _tags(rule: RuleTrace) -> Iterator[str]:
    for clause in rule.clauses:
        if clause.verdict is True and clause.signal.endswith(_DAYS):
            name = clause.signal.removesuffix(_DAYS)
            yield from _DISTRESS.get(name, (name,))


def _words(tags: set[str], entries: Iterable[Entry], told: Mapping[str, FromWords]) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        beyond = told.get(entry.id)
        read = () if beyond is None else beyond.tags
        yield from ((entry, each.words) for each in read if each.tag in tags)
        if not tags.isdisjoint(entry.tags) and entry.hard.strip():
            yield entry, entry.hard.strip()
