"""
The record of a practice: opened, added to, read back as of any moment, exported and erased.

What is recorded was decided elsewhere. Reads no clock: every stamp is the caller's. Whatever is added is on the disk
when the call returns; where it raises, nothing of it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from attrs import field, frozen
from sqlalchemy import Engine, func, select

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.validators import argument
from coachplan.journal.checking import look_through
from coachplan.journal.connections import damaged, engine_of, place_of, plainly, reading, writing
from coachplan.journal.erasing import Erased, erase_rows, tidy
from coachplan.journal.events import Event, a_stamp, escaped, fits, somebody, unescaped
from coachplan.journal.migrating import bring_up
from coachplan.journal.replaying import AsOf, Record, up_to
from coachplan.journal.tables import ERASURES, EVENTS, Erasure, counted_otherwise, event_of, sound
from coachplan.journal.triggers import make_triggers
from coachplan.journal.writing import Kept, Writer, no_such_family
from coachplan.model.audited import MadeWith
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["Journal"]


@frozen(eq=False)
class Journal:
    """
    A journal that is open: `with Journal.open("practice.db") as journal`. Several processes and threads may use one at
    once. *where* is what it is called in a sentence, without a password.
    """

    where: str = field(repr=False)
    _engine: Engine = field(repr=False)

    @classmethod
    @checked
    def open(cls, where: Path | str, *, make: bool = True) -> Journal:
        """
        Open a journal, and make it where it is not there and *make* allows it: a path is a file of SQLite, which its
        owner alone can read; `postgresql://name@host/database` a PostgreSQL, by psycopg or, as
        `postgresql+pg8000://...`, by pg8000. An older one is brought up to date.

        Raises `UnreadableError` where it cannot be opened, `MissingExtraError` where its driver is not installed, and
        `InvalidError` for what is no address, or was written by a newer coachplan.
        """
        place = place_of(where)
        engine = engine_of(place, make=make)
        try:
            bring_up(engine, place.called, make=make)
        except BaseException:
            engine.dispose()
            raise
        return cls(place.called, engine)

    def close(self) -> None:
        """
        Let go of the file, or of the connections.
        """
        self._engine.dispose()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what is added

    @checked
    def keep(self, family: Family, *, at: datetime, by: str) -> Kept:
        """
        Record a family as it is by now; nothing where it is recorded so already. Its plans are read back with it from
        then on. Raises `UnreadableError` where it cannot be written.
        """
        with self._writing(family.id, at, by, new=True) as writer:
            writer.keep_family(family)
            return writer.finish()

    @checked
    def save(
        self,
        plan: Plan,
        *,
        made_from: str | None,
        at: datetime,
        by: str,
        entries: Iterable[Entry] = (),
        review: Review | None = None,
        made_with: MadeWith | None = None,
        seen: int | None = None,
    ) -> Kept:
        """
        Record the next version of a plan, with every step taken or turned down in it, every alert cleared and every
        question answered since the one before; and beside it, all or nothing, what was written for this plan and the
        review that was offered. *made_from* is the `version` of the plan that this one was made from, or None for a new
        one; *made_with* is what the review was made with (`offered`); *seen*, where it is given, how many events of the
        family had been read (`Record.seen`).

        The same plan once more adds nothing: so a call that was never answered may be made again. Raises `StaleError`
        where another version was recorded meanwhile, where something else was since *seen*, or where a new plan is of
        the family as it no longer is.
        """
        with self._writing(plan.family.id, at, by, new=True) as writer:
            writer.expect(seen)
            writer.keep_plan(plan, made_from)
            writer.keep_entries(entries, plan.id)
            if review is not None:
                writer.keep_review(review, made_with)
            return writer.finish()

    @checked
    def append(self, entries: Iterable[Entry], *, family: str, plan: str = "", at: datetime, by: str) -> Kept:
        """
        Record what was written, all of it or nothing: for a *plan* by its id, or for the *family* as a whole. The same
        entry once more adds nothing. Another one under the same id and revision is kept beside it and named in
        `Kept.conflicts`; by the law of the log neither counts.

        Raises `UnknownIdError` where the family, or the plan, is not recorded.
        """
        with self._writing(family, at, by) as writer:
            writer.keep_entries(entries, plan)
            return writer.finish()

    @checked
    def offered(
        self, review: Review, *, family: str, at: datetime, by: str, made_with: MadeWith | None = None
    ) -> Kept:
        """
        Record a review that was shown to somebody, and each alert in it. The same once more adds nothing. *made_with*,
        of the engine that made it (`coachplan.audit.made_with`), is recorded once until it is another: it says with
        which content, numbers and word lists, for whoever looks back (`trail`). Raises `UnknownIdError` where its plan
        is not recorded.
        """
        with self._writing(family, at, by) as writer:
            writer.keep_review(review, made_with)
            return writer.finish()

    @checked
    def take(self, events: Iterable[Event]) -> int:
        """
        Record the events of another journal, as they were: out of a file that was damaged (`Salvaged.events`), or from
        SQLite into PostgreSQL (`Record.events`). Return how many they were. Each family goes in whole or not at all;
        where some of its events are missing, those that are there are numbered anew.

        Raises `UnreadableError` where something is recorded already of one of the families.
        """
        by_family: dict[str, list[Event]] = {}
        for event in events:
            by_family.setdefault(event.family, []).append(event)
        for family, own in by_family.items():
            own.sort(key=lambda event: event.version)
            with self._writing(family, own[0].at, own[0].by, new=True) as writer:
                if not writer.is_new:
                    what, hint = "something is recorded of this family already.", "Take it into a new journal."
                    raise CoachplanError(Finding(where=self.where, item="events", what=what, hint=hint, code="exists"))
                writer.keep_as_they_were(own)
                writer.finish()
        return sum(map(len, by_family.values()))

    @contextmanager
    def _writing(self, family: str, at: datetime, by: str, *, new: bool = False) -> Iterator[Writer]:
        argument("at", at, a_stamp)
        argument("by", by, somebody)
        stream = fits("family", family)
        # As it will be read back: in an hour that comes twice, a moment of a place equals none that says its offset.
        at = datetime.fromisoformat(at.isoformat())
        with plainly(self.where, "written"), writing(self._engine, stream) as connection:
            writer = Writer(connection, self.where, family, at, by)
            if not new and writer.is_new:
                raise no_such_family(self.where, family)
            yield writer

    # -- what is read back

    def families(self) -> tuple[str, ...]:
        """
        Return the ids of the families of which something is recorded, in the order in which they began. Raises
        `UnreadableError` where it cannot be read.
        """
        first = func.min(EVENTS.c.seq)
        with plainly(self.where), reading(self._engine) as connection:
            kept = connection.execute(select(EVENTS.c.stream).group_by(EVENTS.c.stream).order_by(first)).scalars().all()
        with self._as_written():
            return tuple(map(unescaped, kept))

    @checked
    def read(self, family: str, *, as_of: AsOf = None) -> Record:
        """
        Return all that is known of a family; with *as_of*, all that was known then: by a place in the journal
        (`Event.seq`), a moment, or a day. Raises `UnknownIdError` where nothing is recorded of it, and
        `UnreadableError` where something is not as it was written (`salvage` reads what is good).
        """
        events = self._events(family)
        cut = up_to([(event.seq, event.at) for event in events], as_of)
        return Record(events=events[:cut])

    @checked
    def family(self, family: str, *, as_of: AsOf = None) -> Family:
        """
        Return a family as it was by then. Raises `UnknownIdError` where nothing was recorded of it by then.
        """
        found = self._record(family, as_of, "family").family
        if found is None:
            raise no_such_family(self.where, family, self.families())
        return found

    @checked
    def plans(self, family: str, *, as_of: AsOf = None) -> tuple[Plan, ...]:
        """
        Return every plan of a family as it was by then, with the family as it was by then. Raises as `read`.
        """
        return self._record(family, as_of, "family", "plan").plans

    @checked
    def plan(self, plan_id: str, *, family: str = "", as_of: AsOf = None) -> Plan:
        """
        Return a plan as it was by then. Without a *family*, that of the one family which has a plan of this id. Raises
        `UnknownIdError` where there is none, or several families have one.
        """
        return self._record(family or self._whose(plan_id), as_of, "family", "plan").plan(plan_id)

    @checked
    def entries(self, family: str, *, plan: str = "", as_of: AsOf = None) -> tuple[Entry, ...]:
        """
        Return what was written by then, in the order in which it was recorded, every revision and both sides of a
        conflict; of a *plan*, what was written for it or for the family as a whole. Raises as `read`.
        """
        record = self._record(family, as_of, "entry")
        return record.entries_of(plan) if plan else record.entries

    def _record(self, family: str, as_of: AsOf, *kinds: str) -> Record:
        return Record(events=self._events(family, kinds)) if as_of is None else self.read(family, as_of=as_of)

    def _events(self, family: str, kinds: tuple[str, ...] = ()) -> tuple[Event, ...]:
        kept, stream = EVENTS.c, escaped(family)
        asked = select(EVENTS).where(kept.stream == stream).order_by(kept.version)
        counted = select(func.count(), func.max(kept.version)).where(kept.stream == stream)
        with plainly(self.where), reading(self._engine) as connection:
            number, last = connection.execute(counted).one()
            rows: Any = connection.execute(asked.where(kept.kind.in_(kinds)) if kinds else asked).all()
            again = counted_otherwise(connection, stream)
        if not (number or again):
            raise no_such_family(self.where, family, self.families())
        bad = [row.seq for row in rows if not sound(row)]
        if bad:
            raise damaged(self.where, "it is not as it was written", f"event {', '.join(map(str, bad))}")
        gaps = not kinds and [row.version for row in rows] != list(range(1, number + 1))
        if gaps or number != last or again not in (None, number):
            raise damaged(self.where, "something that was recorded is missing")
        return tuple(map(event_of, rows))

    def _whose(self, plan_id: str) -> str:
        kept = EVENTS.c
        asked = select(kept.stream).where(kept.kind == "plan", kept.item == escaped(plan_id)).distinct()
        with plainly(self.where), reading(self._engine) as connection:
            kept_by = connection.execute(asked).scalars().all()
        with self._as_written():
            families = tuple(map(unescaped, kept_by))
        if len(families) == 1:
            return families[0]
        what = f"there are {len(families)} families with such a plan." if families else "there is no such plan."
        hint = "Say of which family." if families else suggest(plan_id, ())
        raise CoachplanError(Finding(where=self.where, item="plan_id", what=what, hint=hint, code="unknown-id"))

    # -- what a family may ask for, and what whoever keeps it may

    @checked
    def erase(self, family: str, *, at: datetime, by: str) -> Erased:
        """
        Delete all that is recorded of a family; that it was done, when and by whom is recorded, without its id. On
        SQLite no byte of it is left in the file, unless somebody else is reading just then: `Erased.gone` says so, and
        `tidy` tries again. Raises `UnknownIdError` where nothing is recorded of it.
        """
        with self._writing(family, at, by) as writer:
            number = erase_rows(writer.connection, family, at, by)
        return Erased(events=number, gone=self.tidy())

    def tidy(self) -> bool:
        """
        Take out of the file what was deleted, and return whether that is certain. On PostgreSQL it never is. Raises
        `UnreadableError` where the database cannot be reached.
        """
        with plainly(self.where, "written"):
            return tidy(self._engine)

    def erasures(self) -> tuple[Erasure, ...]:
        """
        Return what was erased: when, by whom, and how many events. Raises `UnreadableError` where it cannot be read.
        """
        with plainly(self.where), reading(self._engine) as connection:
            rows = connection.execute(select(ERASURES).order_by(ERASURES.c.seq)).all()
        with self._as_written():
            return tuple(
                Erasure(at=datetime.fromisoformat(row.at), by=unescaped(row.by), events=row.events) for row in rows
            )

    @contextmanager
    def _as_written(self) -> Iterator[None]:
        # What has no digest of its own: where it cannot be what was written, it was damaged.
        try:
            yield
        except (ValueError, TypeError):
            raise damaged(self.where, "something in it is not as it was written") from None

    def check(self) -> tuple[Finding, ...]:
        """
        Look through all of it, and return whatever is wrong: a file that was damaged, an event that is not as it was
        written, one that is missing, a guard that was taken away. Raises nothing for what it finds.
        """
        found: list[Finding] = []
        try:
            found += look_through(self._engine, self.where)
            self.erasures()
        except CoachplanError as error:
            found += error.findings
        return tuple(found)

    def guard(self) -> None:
        """
        Make what keeps rows from being changed again, where `check` says that it is gone. Raises `UnreadableError`
        where that cannot be done.
        """
        with plainly(self.where, "written"), writing(self._engine, "coachplan journal, its tables") as connection:
            make_triggers(connection)
