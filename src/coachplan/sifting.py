"""
Which entries count: amendments, clashes, days to come, counts and tags that cannot be.

What is set aside is listed with the reason, and its words are still read for safety. Does not know what any word means.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from coachplan.entries import CORE_TAGS, Entry, impossible
from coachplan.errors import CoachplanError, Finding
from coachplan.ids import nearest
from coachplan.plans import Plan
from coachplan.reviews import Missing
from coachplan.texts import Message, Texts

__all__ = ["Sifted", "sift"]


@frozen(kw_only=True)
class Sifted:
    """
    *usable* are the entries that count, by day and id; *versions* every distinct revision given, for safety.
    """

    usable: tuple[Entry, ...]
    versions: tuple[Entry, ...]
    missing: tuple[Missing, ...]


def sift(plan: Plan, entries: Iterable[Entry], on: date, known_tags: frozenset[str], texts: Texts) -> Sifted:
    """
    Sort entries into those that count and those set aside, whatever order or number of copies they come in.
    """
    given: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        if not isinstance(entry, Entry):
            raise CoachplanError(
                Finding(
                    what=f"expected entries, found {type(entry).__name__}: {entry!r:.80}.", mend="Give Entry values."
                )
            )
        same = given.setdefault((entry.id, entry.revision), [])
        if entry not in same:
            same.append(entry)

    by_id: dict[str, list[Entry]] = {}
    missing: list[Missing] = []

    def set_aside(entry: Entry, reason: str, **values: object) -> None:
        message = Message(f"core/missing.{reason}", {"entry": entry.id, **values})
        missing.append(Missing(what=entry.id, about=entry.focus, message=message, texts=texts))

    clashing: set[str] = set()
    for (entry_id, revision), same in sorted(given.items()):
        by_id.setdefault(entry_id, []).extend(same)
        # Sorted by revision, so the last word on an entry is the highest revision's: a clash below it is settled.
        clashing.discard(entry_id)
        if len(same) > 1:
            clashing.add(entry_id)
            for entry in same:
                set_aside(entry, "clash", revision=revision)

    known_focuses = {focus.id for focus in plan.focuses} | {change.focus for change in plan.history if change.focus}
    usable: list[Entry] = []
    for entry_id, versions in by_id.items():
        if entry_id in clashing:
            continue
        entry = versions[-1]
        if entry.on > on:
            set_aside(entry, "later", on=entry.on.isoformat())
        elif entry.focus not in known_focuses:
            set_aside(entry, "focus", focus=entry.focus, known=", ".join(sorted(known_focuses)))
        elif wrong := next((tag for tag in entry.tags if tag not in known_tags), None):
            close = nearest(wrong, known_tags) or ", ".join(CORE_TAGS)
            set_aside(entry, "tag", tag=wrong, nearest=close)
        else:
            for _, why in impossible(entry):
                set_aside(entry, "impossible", why=why)
            usable.append(entry)
    usable.sort(key=lambda entry: (entry.on, entry.id))
    return Sifted(
        usable=tuple(usable),
        versions=tuple(sorted(_flat(by_id), key=_place)),
        missing=tuple(missing),
    )


def _place(entry: Entry) -> tuple[date, str, int, str, str]:
    return (
        entry.on,
        entry.id,
        entry.revision,
        entry.focus,
        "\n".join((entry.worked, entry.hard, entry.question, entry.win)),
    )


def _flat(by_id: dict[str, list[Entry]]) -> Iterable[Entry]:
    for versions in by_id.values():
        yield from versions
