"""
What is good of a journal whose file was damaged, and what is not: named, event by event.

Reads without writing, and goes around what cannot be read. Knows nothing of what happened to the file.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import is_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.validators import a, each, number
from coachplan.base.validators import text as text_of
from coachplan.documents.whole_files import is_ordinary
from coachplan.journal.connections import Place, engine_of, place_of, plainly, reading
from coachplan.journal.copies import a_copy
from coachplan.journal.events import Event
from coachplan.journal.replaying import Record
from coachplan.journal.tables import EVENTS, event_of, sound

__all__ = ["BadEvent", "Salvaged", "Walk", "salvage"]

#: So many rows are asked for at once.
_STEP = 256
#: Where nobody can tell how many there were: so many more are looked for after the last one that could be read.
_FURTHER = 512


_LOOK = "Keep a copy of the file as it is, and look at what was written then."

#: How a damaged file fails: in the complaint of the database, too, may stand what is no text any more.
_FAILS = (DBAPIError, UnicodeDecodeError)


@plain_errors
@frozen(kw_only=True)
class BadEvent:
    """
    A row that is not as it was written: its place, and its *text* as far as it can be read, for a person to look at.
    """

    seq: int = field(validator=number(whole=True))
    text: str = field(validator=text_of, repr=False)


@plain_errors
@frozen(kw_only=True)
class Salvaged:
    """
    The *events* that are as they were written, the *bad* ones that can be read and are not, and a finding for each
    thing that is wrong or missing.
    """

    events: tuple[Event, ...] = field(converter=tuple[Event, ...], validator=each(a(Event)), repr=False)
    bad: tuple[BadEvent, ...] = field(converter=tuple[BadEvent, ...], validator=each(a(BadEvent)), repr=False)
    findings: tuple[Finding, ...] = field(converter=tuple[Finding, ...], validator=each(a(Finding)))

    @property
    def families(self) -> tuple[str, ...]:
        """
        The ids of the families of which something is good.
        """
        return tuple(dict.fromkeys(event.family for event in self.events))

    @checked
    def read(self, family: str) -> Record:
        """
        Return what is good of one family. Look at the findings first: what is missing may have been an alert. Raises
        nothing for a family that there is not.
        """
        return Record(events=[event for event in self.events if event.family == family])


@checked
def salvage(where: Path | str) -> Salvaged:
    """
    Read what is good of a journal, and name what is not. A file is copied for it, and not touched: the copy is its
    owner's alone, and deleted again. Raises `UnreadableError` where there is no such file, it cannot be copied, or the
    database cannot be reached.
    """
    place = place_of(where)
    found = Walk(where=place.called)
    if place.file is None:
        _walked(found, place)
    elif not is_ordinary(place.file):
        raise CoachplanError(Finding(where=place.called, what="there is no such file.", code="no-such-file"))
    else:
        with a_copy(place.file) as copy:
            try:
                _walked(found, evolve(place, file=copy))
            except CoachplanError as error:
                # Whatever the database says of a copy, the file was damaged.
                found.findings += [evolve(each, hint=_LOOK, code="damaged") for each in error.findings]
    return Salvaged(events=found.events, bad=found.bad, findings=found.findings)


def _walked(found: Walk, place: Place) -> None:
    engine = engine_of(place, make=False, writes=False)
    try:
        with plainly(place.called), reading(engine) as connection:
            found.through(connection)
    finally:
        engine.dispose()


@define
class Walk:
    """
    A walk through all rows of a journal, around those that cannot be read. *events* are handed back where it *keeps*
    them.
    """

    where: str
    keeps: bool = True
    events: list[Event] = field(factory=list, init=False)
    bad: list[BadEvent] = field(factory=list, init=False)
    findings: list[Finding] = field(factory=list, init=False)
    _read: int = field(default=0, init=False)
    _lost: list[int] = field(factory=list, init=False)
    _met: dict[str, set[int]] = field(factory=lambda: defaultdict(set), init=False)

    def through(self, connection: Connection) -> None:
        """
        Walk through all of it.
        """
        try:
            connection.execute(select(EVENTS.c.seq).limit(0)).all()
        except _FAILS as error:
            self._of_the_file(error)
            self.findings.append(_damage(self.where, "no events are to be found in it.", ""))
            return
        if connection.dialect.name != "sqlite":
            by_place = select(EVENTS).order_by(EVENTS.c.seq).execution_options(yield_per=_STEP)
            for row in connection.execute(by_place):
                self._meet(row)
            self._missing(connection)
            return
        last = self._last(connection)
        known = last is not None
        low, high = 1, _FURTHER if last is None else last
        while low <= high:
            read = self._read
            self._between(connection, low, min(low + _STEP - 1, high))
            low += _STEP
            if not known and self._read > read:
                high = low + _FURTHER
        for first, final in _runs(self._lost):
            there = "nobody knows how many there were" if not known and final == high else "they cannot be read"
            self.findings.append(_damage(self.where, f"{there}.", _events(first, final)))
        self._missing(connection)

    def _last(self, connection: Connection) -> int | None:
        found: list[int] = []
        for asked in (
            select(func.max(EVENTS.c.seq)),
            text("select seq from sqlite_sequence where name = 'coachplan_journal'"),
        ):
            try:
                found.append(connection.execute(asked).scalar() or 0)
            except _FAILS as error:
                self._of_the_file(error)
        return max(found, default=None)

    def _of_the_file(self, error: DBAPIError | UnicodeDecodeError) -> None:
        if isinstance(error, UnicodeDecodeError):
            return
        if not isinstance(error.orig, sqlite3.DatabaseError):
            raise error  # a database that went away is no damage
        if error.orig.sqlite_errorcode & 0xFF not in (1, 11, 26):
            raise error

    def _between(self, connection: Connection, first: int, final: int) -> None:
        asked = select(EVENTS).where(EVENTS.c.seq.between(first, final)).order_by(EVENTS.c.seq)
        try:
            rows = connection.execute(asked).all()
        except _FAILS as error:
            self._of_the_file(error)
            if first == final:
                self._lost.append(first)
                return
            middle = (first + final) // 2
            self._between(connection, first, middle)
            self._between(connection, middle + 1, final)
            return
        for row in rows:
            self._meet(row)

    def _meet(self, row: Any) -> None:
        if not sound(row):
            self.bad.append(BadEvent(seq=row.seq, text=str(row.document)))
            self.findings.append(_damage(self.where, "it is not as it was written.", f"event {row.seq}"))
        elif self.keeps:
            self.events.append(event_of(row))
        self._read += 1
        if isinstance(row.version, int):
            self._met[str(row.stream)].add(row.version)

    def _missing(self, connection: Connection) -> None:
        # Those that should be there between others, or by an index that can still be read; a number that is beyond all
        # that there can be was damaged itself, and is told already.
        most = self._read + len(self._lost) + _FURTHER
        last = {stream: max(versions, default=0) for stream, versions in self._met.items()}
        try:
            for stream, version in connection.execute(
                select(EVENTS.c.stream, func.max(EVENTS.c.version)).group_by(EVENTS.c.stream)
            ):
                if isinstance(version, int):
                    last[str(stream)] = max(version, last.get(str(stream), 0))
        except _FAILS as error:
            self._of_the_file(error)
        for stream, highest in last.items():
            there = self._met.get(stream, set())
            gone = [version for version in range(1, min(highest, most) + 1) if version not in there]
            whose = stream if is_code(stream) else "a family"
            for first, final in _runs(gone):
                self.findings.append(_damage(self.where, "they are missing.", f"{_events(first, final)} of {whose}"))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    # Numbers in order, as stretches without a gap.
    first: int | None = None
    final = 0
    for each_one in numbers:
        if first is None:
            first = each_one
        elif each_one != final + 1:
            yield first, final
            first = each_one
        final = each_one
    if first is not None:
        yield first, final


def _events(first: int, final: int) -> str:
    return f"event {first}" if first == final else f"events {first} to {final}"


def _damage(where: str, what: str, item: str) -> Finding:
    return Finding(where=where, item=item, what=what, hint=_LOOK, code="damaged")
