"""
A plan followed entry by entry: no word is read twice, and each review is the one that all entries give.

Keeps what was written and what was read in it. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from threading import RLock

from coachplan.base.arguments import checked
from coachplan.base.validators import a, argument
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.planning.revisions import a_day
from coachplan.review.context import ReviewContext
from coachplan.review.entry_reading import EntryReading, read_entry
from coachplan.review.log import Log
from coachplan.review.pipeline import review as reviewed

__all__ = ["Tracker", "hearing"]


class Tracker:
    """
    A plan followed entry by entry: what simply follows is added to what is there, and where a step was taken it goes on
    from there; after what is late or amended, or where the plan is of other focuses or the day an earlier one, the log
    is read anew. No word is read twice.

    `Engine.track` makes it, with what the engine itself reviews with. Of several threads one is heard at a time.
    """

    __slots__ = ("_context", "_entries", "_followed", "_heard", "_lock", "_plan", "_read_for")

    @checked
    def __init__(self, context: ReviewContext, plan: Plan, entries: Iterable[Entry] = ()) -> None:
        self._context = context
        self._entries = list(entries)
        # What was read, and of which family: its language and its child decide what words mean.
        self._heard: dict[Entry, EntryReading] = {}
        self._read_for: tuple[Family, date | None] | None = None
        # What the last review was made from, and how many of the entries are in it.
        self._followed: tuple[Log, int] | None = None
        self._plan = plan
        self._lock = RLock()

    def __reduce__(self) -> tuple[type[Tracker], tuple[object, ...]]:
        # A copy begins anew: what was folded is made again from the entries.
        return type(self), (self._context, self._plan, tuple(self._entries))

    @property
    def plan(self) -> Plan:
        """
        The plan as it stands now; whoever changes it puts the new one here. Raises `InvalidError` for what is none.
        """
        return self._plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        """
        Follow the plan as it is by now.
        """
        argument("plan", plan, a(Plan))
        with self._lock:
            self._plan = plan

    @checked
    def add(self, entry: Entry) -> None:
        """
        Take one more entry. Raises `InvalidError` for what is none.
        """
        with self._lock:
            self._entries.append(entry)

    @checked
    def review(self, *, on: date) -> Review:
        """
        Review the plan on a day: equal to the engine's review of the same plan and entries. Raises `InvalidError` for
        what is no day.
        """
        a_day(on)
        with self._lock:
            log = self._up_to(on)
            found = reviewed(log, on, self._context)
            self._followed = log, len(self._entries)
        return found

    def _up_to(self, on: date) -> Log:
        # Whatever ends this in the middle leaves no log that is half a day ahead: the next review reads it anew.
        followed, self._followed = self._followed, None
        plan, catalogue = self._plan, self._context.catalogue
        if followed is not None:
            log, taken = followed
            new = self._entries[taken:]
            if log.take_plan(plan, on) and all(log.follow(entry, on) for entry in new):
                return log
        read_for = plan.family, plan.first_day
        if self._read_for != read_for:  # what was read in another language, or of another child, is read anew
            self._heard, self._read_for = {}, read_for
        return Log(plan, self._entries, on, catalogue, hearing(plan, catalogue, self._heard))


def hearing(
    plan: Plan, catalogue: Catalogue, heard: dict[Entry, EntryReading] | None = None
) -> Callable[[Entry], EntryReading]:
    """
    Return what reads an entry of a plan. What is found is kept in *heard*, where that is given, and not read again.
    """
    family, first_day = plan.family, plan.first_day
    language, child = family.language, family.child

    def age_on(day: date) -> int:
        return child.age_in_months(day, first_day)

    def read(entry: Entry) -> EntryReading:
        return read_entry(entry, catalogue, language, child.name, age_on)

    if heard is None:
        return read

    def hear(entry: Entry) -> EntryReading:
        found = heard.get(entry)
        if found is None:
            found = heard[entry] = read(entry)
        return found

    return hear
