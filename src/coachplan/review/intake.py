"""
Which entries count: amendments, clashes, days to come, counts and tags that cannot be.

What is set aside is listed with the reason, and its words are still read for safety. Does not know what any word means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter

from attrs import evolve, field, frozen

from coachplan.base.dates import said_day
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding, nearest
from coachplan.base.messages import Message
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import CORE_TAGS, UNREAD_ROW, Entry, impossible
from coachplan.model.plans import Plan
from coachplan.model.skills import SkillMeasure
from coachplan.model.suggestions import Missing
from coachplan.model.told import MARKS, Mark
from coachplan.notes.marks import known_marks, plainly
from coachplan.progress.marks import disagrees

__all__ = ["Intake", "SetAside", "Sieve", "counting", "distinct", "in_order", "of_version", "select_entries"]


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
    by_id, clashes = distinct(entries)
    counted, aside = counting(by_id, clashes, Sieve(plan, catalogue), on)
    return Intake(
        usable=tuple(sorted(counted, key=in_order)),
        versions=tuple(sorted((each for versions in by_id.values() for each in versions), key=of_version)),
        missing=tuple(each.told(on) for each in (*clashes, *aside)),
    )


def counting(
    by_id: Mapping[str, Sequence[Entry]], clashes: Sequence[SetAside], sieve: Sieve, on: date
) -> tuple[list[Entry], list[SetAside]]:
    """
    Return the entries that count on a day, each in its last revision, and what else is set aside; both by id. Where the
    last revision clashes, none counts: a clash below it is settled.
    """
    open_clash = {each.entry.id for each in clashes if each.entry.revision == by_id[each.entry.id][-1].revision}
    counted: list[Entry] = []
    aside: list[SetAside] = []
    for entry_id, versions in by_id.items():
        if entry_id in open_clash:
            continue
        counts, why = sieve.sift(versions[-1], on)
        if why:
            aside += why
        if counts is not None:
            counted.append(counts)
    return counted, aside


def in_order(entry: Entry) -> tuple[date, str]:
    """
    Return by what the entries that count are in order: the day, then the id.
    """
    return entry.on, entry.id


def of_version(entry: Entry) -> tuple[date, str, int]:
    """
    Return by what every revision is in order: the day, the id, the revision.
    """
    return entry.on, entry.id, entry.revision


@frozen
class SetAside:
    """
    An entry that does not count, or a part of one, and why: the last part of the key of a text, and what it names.
    """

    entry: Entry
    reason: str
    values: Mapping[str, object] = field(factory=dict)

    def told(self, on: date) -> Missing:
        """
        Return what a review of that day says of it.
        """
        values = {"entry": self.entry.id, **self.values}
        if self.reason in _OF_A_DAY:
            values["on"] = said_day(self.entry.on, on)
        message = Message(f"core/missing.{self.reason}", values)
        return Missing(what=self.entry.id, about=self.entry.focus, message=message)


#: Reasons that name the day of the entry.
_OF_A_DAY = frozenset({"later", "early"})


def distinct(entries: Iterable[Entry]) -> tuple[dict[str, list[Entry]], Sequence[SetAside]]:
    """
    Return every distinct revision by id, ids and revisions in order; and those that clash: two of one revision.

    Raises `CoachplanError` for what is no entry.
    """
    taken = tuple(entries)
    for entry in taken:
        if not isinstance(entry, Entry):
            raise CoachplanError(
                Finding(what=f"expected entries, found {found(entry)}.", hint="Give Entry values.", code="wrong-kind")
            )
    once = {entry.id: [entry] for entry in taken}
    if len(once) == len(taken):
        # Nearly always: each entry once, as it was written.
        return dict(sorted(once.items(), key=itemgetter(0))), ()
    given: dict[tuple[str, int], list[Entry]] = {}
    for entry in taken:
        same = given.setdefault((entry.id, entry.revision), [])
        if entry not in same:
            same.append(entry)
    by_id: dict[str, list[Entry]] = {}
    clashes: list[SetAside] = []
    for (entry_id, revision), same in sorted(given.items(), key=itemgetter(0)):
        if len(same) > 1:
            same.sort(key=lambda each: each.content)  # so that what clashes is told the same in any order
            clashes += [SetAside(entry, "clash", {"revision": revision}) for entry in same]
        by_id.setdefault(entry_id, []).extend(same)
    return by_id, clashes


class Sieve:
    """
    What says of one entry whether it counts, by a plan and what is known.
    """

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self._began = _first_days(plan)
        self._meant: dict[str, list[str]] = {}
        for focus_id in self._began:
            self._meant.setdefault(_folded(focus_id), []).append(focus_id)
        skills = catalogue.skills
        self._measures: dict[str, SkillMeasure] = {
            focus.id: skills[focus.skill].measure for focus in plan.focuses if focus.skill in skills
        }
        self._catalogue = catalogue
        self._known_tags = catalogue.known_tags

    def is_like(self, other: Sieve) -> bool:
        """
        Say whether both count the same entries, of one catalogue.
        """
        return self._began == other._began and self._measures == other._measures and self._catalogue is other._catalogue

    def meant(self, focus: str) -> str:
        """
        Return the focus that is meant where one of the plan is written a little differently; else what was written.
        """
        if focus in self._began:
            return focus
        same = self._meant.get(_folded(focus), ())
        return same[0] if len(same) == 1 else focus

    def sift(self, entry: Entry, on: date) -> tuple[Entry | None, Sequence[SetAside]]:
        """
        Return the entry as it counts on a day, None where it does not; and what of it is set aside.
        """
        began = self._began
        if entry.focus not in began and (meant := self.meant(entry.focus)) != entry.focus:
            entry = evolve(entry, focus=meant)
        if entry.focus == UNREAD_ROW:
            return None, [SetAside(entry, "unread-row")]
        if entry.on > on:
            return None, [SetAside(entry, "later")]
        if entry.focus not in began:
            return None, [SetAside(entry, "focus", {"focus": entry.focus, "known": ", ".join(sorted(began))})]
        if entry.on < began[entry.focus]:
            return None, [SetAside(entry, "early")]
        if wrong := next((tag for tag in entry.tags if tag not in self._known_tags), None):
            close = nearest(wrong, self._known_tags) or ", ".join(CORE_TAGS)
            return None, [SetAside(entry, "tag", {"tag": wrong, "nearest": close})]
        measure = self._measures.get(entry.focus, "tries")
        aside = [SetAside(entry, "impossible", {"why": why}) for _, why in impossible(entry, measure)]
        if entry.went and entry.went.strip():
            entry = evolve(entry, went=self._marks.get(plainly(entry.went), entry.went))
            aside += _about_the_mark(entry)
        return entry, aside

    @cached_property
    def _marks(self) -> Mapping[str, Mark]:
        return known_marks(self._catalogue.words)


def _about_the_mark(entry: Entry) -> Iterable[SetAside]:
    # What is no mark, or does not go with the counts, is named. Nothing is lost: both stand in the entry.
    mark = next((mark for mark in MARKS if mark == entry.went), None)
    if mark is None:
        known = {each.replace("-", "_"): Message(f"core/mark.{each}") for each in MARKS}
        yield SetAside(entry, "mark", {"mark": entry.went, **known})
    elif entry.tries and entry.successes is not None and disagrees(mark, entry.tries, entry.successes):
        called = Message(f"core/mark.{mark}")
        yield SetAside(entry, "mark-and-counts", {"mark": called, "successes": entry.successes, "tries": entry.tries})


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
