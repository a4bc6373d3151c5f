"""
A plan followed entry by entry: no word is read twice, and each review is the one that all entries give.

Keeps what was written and what was read in it. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from coachplan.base.arguments import checked
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.planning.revisions import a_day
from coachplan.review.context import ReviewContext
from coachplan.review.entry_reading import EntryReading, read_entry
from coachplan.review.pipeline import review as reviewed

__all__ = ["Tracker", "hearing"]


class Tracker:
    """
    A plan followed entry by entry. Keeps the entries and what was read in their words, and nothing that is decided.

    `Engine.track` makes it, with what the engine itself reviews with.
    """

    __slots__ = ("_context", "_entries", "_heard", "plan")

    #: The plan as it stands now; whoever changes it puts the new one here.
    plan: Plan

    @checked
    def __init__(self, context: ReviewContext, plan: Plan, entries: Iterable[Entry] = ()) -> None:
        self._context = context
        self._entries = list(entries)
        self._heard: dict[Entry, EntryReading] = {}
        self.plan = plan

    @checked
    def add(self, entry: Entry) -> None:
        """
        Take one more entry. Raises `InvalidError` for what is none.
        """
        self._entries.append(entry)

    @checked
    def review(self, *, on: date) -> Review:
        """
        Review the plan on a day: equal to the engine's review of the same plan and entries. Raises `InvalidError` for
        what is no day.
        """
        a_day(on)
        hear_entry = hearing(self.plan, self._context.catalogue, self._heard)
        return reviewed(self.plan, self._entries, on, self._context, hear_entry)


def hearing(plan: Plan, catalogue: Catalogue, heard: dict[Entry, EntryReading]) -> Callable[[Entry], EntryReading]:
    """
    Return what reads an entry of a plan, each once: *heard* keeps what was found in it.
    """
    family, first_day = plan.family, plan.first_day

    def hear(entry: Entry) -> EntryReading:
        found = heard.get(entry)
        if found is None:
            age = family.child.age_in_months(entry.on, first_day)
            found = heard[entry] = read_entry(entry, catalogue, family.language, family.child.name, age)
        return found

    return hear
