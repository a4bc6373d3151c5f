"""
Which entries count: amendments, clashes, days to come, counts and tags that cannot be.

What is set aside is listed with the reason, and its words are still read for safety. Does not know what any word means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from coachplan.base.dates import said_day
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding, nearest
from coachplan.base.messages import Message
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import CORE_TAGS, UNREAD_ROW, Entry, impossible
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Missing
from coachplan.model.told import MARKS, Mark
from coachplan.notes.marks import known_marks, plainly
from coachplan.progress.marks import disagrees

__all__ = ["Intake", "select_entries"]


@frozen(kw_only=True)
class Intake:
    """
    *usable* are the entries that count, by day and id; *versions* every distinct revision given, for safety.
    """

    usable: tuple[Entry, ...]
    versions: tuple[Entry, ...]
    missing: tuple[Missing, ...]


def select_entries(plan: Plan, entries: Iterable[Entry], on: date, catalogue: Catalogue) -> Intake:
    """
    Sort entries into those that count and those set aside, whatever order or number of copies they come in.
    """
    known_tags = catalogue.known_tags
    given: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        if not isinstance(entry, Entry):
            raise CoachplanError(
                Finding(what=f"expected entries, found {found(entry)}.", hint="Give Entry values.", code="wrong-kind")
            )
        same = given.setdefault((entry.id, entry.revision), [])
        if entry not in same:
            same.append(entry)

    by_id: dict[str, list[Entry]] = {}
    missing: list[Missing] = []

    def set_aside(entry: Entry, reason: str, **values: object) -> None:
        message = Message(f"core/missing.{reason}", {"entry": entry.id, **values})
        missing.append(Missing(what=entry.id, about=entry.focus, message=message))

    clashing: set[str] = set()
    for (entry_id, revision), same in sorted(given.items()):
        if len(same) > 1:
            same.sort(key=lambda each: each.content)  # so that what clashes is told the same in any order
        by_id.setdefault(entry_id, []).extend(same)
        # Sorted by revision, so the last word on an entry is the highest revision's: a clash below it is settled.
        clashing.discard(entry_id)
        if len(same) > 1:
            clashing.add(entry_id)
            for entry in same:
                set_aside(entry, "clash", revision=revision)

    began = _first_days(plan)
    meant: dict[str, list[str]] = {}
    for focus_id in began:
        meant.setdefault(_folded(focus_id), []).append(focus_id)
    skills = catalogue.skills
    measures = {focus.id: skills[focus.skill].measure for focus in plan.focuses if focus.skill in skills}
    usable: list[Entry] = []
    marks: Mapping[str, Mark] = {}
    for entry_id, versions in by_id.items():
        if entry_id in clashing:
            continue
        entry = versions[-1]
        if entry.focus not in began and len(same_focus := meant.get(_folded(entry.focus), [])) == 1:
            entry = evolve(entry, focus=same_focus[0])
        if entry.focus == UNREAD_ROW:
            set_aside(entry, "unread-row")
        elif entry.on > on:
            set_aside(entry, "later", on=said_day(entry.on, on))
        elif entry.focus not in began:
            set_aside(entry, "focus", focus=entry.focus, known=", ".join(sorted(began)))
        elif entry.on < began[entry.focus]:
            set_aside(entry, "early", on=said_day(entry.on, on))
        elif wrong := next((tag for tag in entry.tags if tag not in known_tags), None):
            close = nearest(wrong, known_tags) or ", ".join(CORE_TAGS)
            set_aside(entry, "tag", tag=wrong, nearest=close)
        else:
            for _, why in impossible(entry, measures.get(entry.focus, "tries")):
                set_aside(entry, "impossible", why=why)
            if entry.went.strip():
                marks = marks or known_marks(catalogue.words)
                entry = evolve(entry, went=marks.get(plainly(entry.went), entry.went))
                _name_a_mark(entry, set_aside)
            usable.append(entry)
    usable.sort(key=lambda entry: (entry.on, entry.id))
    return Intake(
        usable=tuple(usable),
        versions=tuple(sorted(_flat(by_id), key=lambda entry: (entry.on, entry.id, entry.revision))),
        missing=tuple(missing),
    )


def _name_a_mark(entry: Entry, set_aside: Callable[..., None]) -> None:
    # What is no mark, or does not go with the counts, is named. Nothing is lost: both stand in the entry.
    mark = next((mark for mark in MARKS if mark == entry.went), None)
    if mark is None:
        known = {each.replace("-", "_"): Message(f"core/mark.{each}") for each in MARKS}
        set_aside(entry, "mark", mark=entry.went, **known)
    elif entry.tries and entry.successes is not None and disagrees(mark, entry.tries, entry.successes):
        called = Message(f"core/mark.{mark}")
        set_aside(entry, "mark-and-counts", mark=called, successes=entry.successes, tries=entry.tries)


def _folded(focus: str) -> str:
    # `F1` and `f1 ` are f1, where the plan has no two that differ in this alone.
    return " ".join(focus.casefold().split())


def _first_days(plan: Plan) -> dict[str, date]:
    # The first day of each focus that the plan has, or once had.
    began: dict[str, date] = {}
    turned = [change.before for change in plan.history if change.before is not None]
    for focus in (*plan.focuses, *turned):
        began[focus.id] = min(focus.since, began.get(focus.id, focus.since))
    return began


def _flat(by_id: dict[str, list[Entry]]) -> Iterable[Entry]:
    for versions in by_id.values():
        yield from versions
