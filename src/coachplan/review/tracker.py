"""
A plan followed entry by entry: each review is the one that all entries give, at a cost that does not grow with them.

Keeps what is still looked at, and what the rest came to. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from itertools import chain
from threading import RLock
from typing import NoReturn

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.prefixes import LetGoError
from coachplan.base.validators import a, argument
from coachplan.knowledge.conditions import names
from coachplan.knowledge.rules import Rule
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.planning.revisions import a_day
from coachplan.review.alerts import tells
from coachplan.review.context import ReviewContext
from coachplan.review.entry_reading import EntryReading, hearing
from coachplan.review.log import Log
from coachplan.review.pipeline import review as reviewed
from coachplan.review.saved_state import found_again, made_of, saved

__all__ = ["Tracker"]

#: So many entries that are lacking are named.
_NAMED = 5

#: So often what was let go of is read anew before it is kept.
_OFTEN = 3


class Tracker:
    """
    A plan followed entry by entry: what simply follows is added to what is there, and where a step was taken it goes on
    from there. What is late or amended is looked at with the last weeks alone; where it reaches further back, or the
    plan is of other focuses, the log is read anew.

    *entries* are those so far, which are copied; or a function that returns all that was written whenever it is asked:
    then little is kept but the last weeks, what the rest came to, and an index of it. Whoever gives a function writes
    an entry down before it is added here. A tracker knows of nothing that was not added to it.

    `Engine.track` makes it, with what the engine itself reviews with. Of several threads one is heard at a time.
    """

    __slots__ = (
        "_added", "_context", "_followed", "_given", "_keeps_all", "_known", "_lock", "_looked_back", "_plan", "_saved",
        "_taken", "_went_on",
    )  # fmt: skip

    @checked
    def __init__(
        self,
        context: ReviewContext,
        plan: Plan,
        entries: Iterable[Entry] | Callable[[], Iterable[Entry]] = (),
        saved: str = "",
    ) -> None:
        self._context = context
        self._given: list[Entry] | Callable[[], Iterable[Entry]] = entries if callable(entries) else list(entries)
        # Of a list: how many were in the last review; of a function: what was added since. And what that review was
        # made from; and the last log that was whole, against which one that is read again is held.
        self._taken = 0
        self._added: list[Entry] = []
        self._followed: Log | None = None
        self._known: Log | None = None
        self._plan = plan
        self._saved, self._went_on = saved, False
        # A reading of a plugin may look at each practised day.
        self._keeps_all = any(map(_looks_at_all, context.catalogue.rules.values()))
        self._looked_back = 0
        self._lock = RLock()

    def __copy__(self) -> Tracker:
        # A copy begins anew: what was folded is made again from the entries.
        return type(self)(self._context, self._plan, self._given)

    def __deepcopy__(self, memo: object) -> Tracker:
        return self.__copy__()

    def __reduce__(self) -> NoReturn:
        raise TypeError("A tracker is not pickled. Send the plan, the log, and what it saved: `save()`.")

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
            (self._added if callable(self._given) else self._given).append(entry)

    @checked
    def review(self, *, on: date) -> Review:
        """
        Review the plan on a day: equal to the engine's review of the same plan and entries. Raises `InvalidError` for
        what is no day, and `UnreadableError` where a log that is read again lacks entries that were there.
        """
        a_day(on)
        with self._lock:
            log = self._up_to(on)
            try:
                found = reviewed(log, on, self._context)
            except LetGoError:
                # What was let go of is looked at after all; where that happens again and again, all is kept.
                self._looked_back += 1
                self._keeps_all = self._keeps_all or self._looked_back >= _OFTEN
                log = self._read_anew(on)
                found = reviewed(log, on, self._context)
            except Exception:
                # Whoever wrote into what was saved may have made numbers of it that no days come to.
                if not self._went_on:
                    raise
                log = self._read_anew(on)
                found = reviewed(log, on, self._context)
            self._taken, self._added, self._known = 0 if callable(self._given) else len(self._given), [], log
            with suppress(LetGoError):  # then the log is read anew the next time
                if not self._keeps_all:
                    log.let_go(on)
                self._followed = log
        return found

    @checked
    def save(self) -> str:
        """
        Return what the entries came to as a small document, to be given to `Engine.track` another time, with the log.
        It is of the last review, and holds nothing of the notes. Empty where there is nothing that could be gone on
        from: before a review, after one of a day before the plan's last change, and where all entries are kept. Raises
        nothing.
        """
        if self._keeps_all:
            return ""
        with self._lock:
            log, self._followed = self._followed, None
            if log is None or not log.is_of_today:
                self._followed = log
                return ""
            with suppress(LetGoError):  # then the log is read anew the next time
                log.let_go(log.on, at_least=1)
                text = saved(log.written.behind, log.written.mark_before(), self._made_of(log.plan))
                self._followed = log
                return text
        return ""

    @property
    def went_on(self) -> bool:
        """
        Whether the log that is followed goes on from what was saved. False before the first review, where all was read
        since, and where what was saved was refused: of another plan, content, release or log.
        """
        return self._went_on

    def _made_of(self, plan: Plan) -> str:
        return made_of(plan, self._context.catalogue, self._context.made_with)

    def _up_to(self, on: date) -> Log:
        # Whatever ends this in the middle leaves no log that is half a day ahead: the next review reads it anew.
        log, self._followed = self._followed, None
        if log is None:
            return self._read_anew(on)
        with suppress(LetGoError):
            new = self._added if callable(self._given) else self._given[self._taken :]
            if log.take_plan(self._plan, on) and all(log.follow(entry, on) for entry in new):
                return log
            again = log.anew(self._plan, new, on)
            if again is not None:
                return again
        return self._read_anew(on)

    def _read_anew(self, on: date) -> Log:
        plan, catalogue = self._plan, self._context.catalogue
        hear = hearing(plan, catalogue)
        log = self._found_again(on, hear)
        self._went_on = log is not None
        if log is None:
            log = Log(plan, self._entries(), on, catalogue, hear)
        self._saved = ""
        if self._known is not None and callable(self._given):
            lost, named = log.written.lacking(self._known.written)
            if lost:
                raise _lacking(lost, named)
        return log

    def _found_again(self, on: date, hear: Callable[[Entry], EntryReading]) -> Log | None:
        plan, catalogue = self._plan, self._context.catalogue
        if not self._saved or self._keeps_all:
            return None

        def speaks(entry: Entry) -> bool:
            return tells(entry, hear(entry), catalogue)

        found = found_again(self._saved, self._made_of(plan), plan, self._entries, on, catalogue, speaks)
        return None if found is None else Log(plan, found.entries, on, catalogue, hear, found.behind)

    def _entries(self) -> Iterable[Entry]:
        return chain(self._given(), self._added) if callable(self._given) else self._given


def _lacking(lost: int, named: list[str]) -> CoachplanError:
    them = f" ({', '.join(named[:_NAMED])})" if named else ""
    what = f"the log that was handed in lacks what was there before: {lost} of the entries or of their revisions{them}."
    hint = "Write each entry down before it is added, and hand in all that was written; or begin a new tracker."
    return CoachplanError(Finding(item="entries", what=what, hint=hint, code="damaged"))


def _looks_at_all(rule: Rule) -> bool:
    return any("/" in name or name == "trend" for name in names(rule.condition))
