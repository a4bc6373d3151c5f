"""
How a journal is reached: a file of SQLite, or a PostgreSQL by its address; and what went wrong there, in words.

No error tells a password, an address as it was typed, or what was about to be written. Knows nothing of what is kept.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneIsFree

from coachplan.base.errors import CoachplanError, Finding, missing_extra
from coachplan.documents.whole_files import is_ordinary

__all__ = [
    "Place",
    "damaged",
    "engine_of",
    "nothing_in",
    "outside_a_transaction",
    "place_of",
    "plainly",
    "reading",
    "writing",
]

#: How long somebody who writes is waited for, in milliseconds.
_PATIENCE = 20_000
_OWNER_ALONE = 0o600
_WRITES = "coachplan_writes"


@frozen
class Place:
    """
    Where a journal is: its address for SQLAlchemy, the *file* of a SQLite one, and what it is called in a sentence.
    """

    url: URL
    file: Path | None
    called: str


def place_of(where: Path | str) -> Place:
    """
    Return the place that a path or an address means. Raises `CoachplanError` for an address that is not known here, and
    `MissingExtraError` where its driver is not installed.
    """
    if isinstance(where, Path) or "://" not in where:
        return Place(URL.create("sqlite+pysqlite", database=str(where)), Path(where), str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise _no_address() from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database and not url.query:
        return Place(url.set(drivername="sqlite+pysqlite"), Path(url.database), url.database)
    if url.drivername not in ("postgresql+psycopg", "postgresql+pg8000"):
        raise _no_address()
    return Place(url, None, f"{url.host or 'localhost'}{f':{url.port}' if url.port else ''}/{url.database or ''}")


def _no_address() -> CoachplanError:
    hint = "Give a path, or postgresql+psycopg://name@host/database (or postgresql+pg8000://...)."
    what = "this is no address of a journal."
    return CoachplanError(Finding(item="where", what=what, hint=hint, code="invalid-value"))


def engine_of(place: Place, *, make: bool, writes: bool = True) -> Engine:
    """
    Return an engine for a place. A file is made, where it may be and is not there, so that its owner alone can read it;
    what SQLite puts beside it has the same rights. Where nothing *writes*, the file is opened for reading alone. Raises
    `UnreadableError`.
    """
    if place.file is not None:
        _the_file(place.file, place.called, make=make)
        engine = _of_sqlite_at(place.file, writes=writes)
        if writes:
            try:
                with plainly(place.called), outside_a_transaction(engine) as cursor:
                    cursor.execute("pragma journal_mode = wal")
            except CoachplanError:
                engine.dispose()
                raise
        return engine
    asked = {"connect_timeout": 10} if place.url.drivername.endswith("psycopg") else {}
    try:
        # Whoever waited for a lock must see what was kept meanwhile, however the database is set.
        level: Any = "READ COMMITTED"
        return create_engine(
            place.url, hide_parameters=True, pool_pre_ping=True, connect_args=asked, isolation_level=level
        )
    except (ImportError, NoSuchModuleError):
        raise missing_extra("postgresql", place.url.get_driver_name()) from None


def _the_file(file: Path, called: str, *, make: bool) -> None:
    if is_ordinary(file):
        if not make and not file.stat().st_size:  # SQLite would begin one in it
            raise nothing_in(called)
        return
    if not make:
        raise CoachplanError(Finding(where=str(file), what="there is no such file.", code="no-such-file"))
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), _OWNER_ALONE))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none that a file can have"
        what = f"it cannot be written: {why}."
        raise CoachplanError(Finding(where=str(file), what=what, code="cannot-write")) from None


def nothing_in(where: str) -> CoachplanError:
    """
    Return the error that says that what is there holds no journal.
    """
    what, hint = "there is no journal in it.", "Give the place of one."
    return CoachplanError(Finding(where=where, what=what, hint=hint, code="no-such-file"))


def _of_sqlite_at(file: Path, *, writes: bool) -> Engine:
    # By the way that opens nothing but what is there: a file that was deleted meanwhile is not made again.
    address = f"{file.resolve().as_uri()}?mode={'rw' if writes else 'ro'}"

    def connect() -> sqlite3.Connection:
        # Python's own way of beginning would write without a lock first; when to begin is said by us (`_begin`).
        made = sqlite3.connect(
            address, uri=True, timeout=_PATIENCE / 1000, isolation_level=None, check_same_thread=False
        )
        made.text_factory = _TEXT
        try:
            for line in ("foreign_keys = on", "synchronous = full", "secure_delete = on", "trusted_schema = off"):
                made.execute(f"pragma {line}")
        except BaseException:
            made.close()
            raise
        return made

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


#: A flipped bit may be no letter any more: it is read as a sign for that, and the digest of the row tells it.
_TEXT: Any = partial(str, encoding="utf-8", errors="replace")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("begin immediate" if immediate else "begin")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """
    Yield a connection on which everything is read as of one moment.
    """
    chosen = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**chosen) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, about: str) -> Iterator[Connection]:
    """
    Yield a connection on which nobody else writes *about* the same, until all of it is kept, or nothing.
    """
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(hashtextextended(:about, 7235))"), {"about": about})
        yield connection


@contextmanager
def outside_a_transaction(engine: Engine) -> Iterator[Any]:
    """
    Yield a cursor on a SQLite file for what no transaction may hold, such as to write the whole file anew.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
    finally:
        raw.close()


@contextmanager
def plainly(where: str, done: str = "read") -> Iterator[None]:
    """
    Let what a database refuses come out as a `CoachplanError`, without its statement and without what it held.
    """
    try:
        yield
    except CoachplanError:
        raise
    except NoneIsFree:
        raise _away(where, done, "every connection is in use") from None
    except DBAPIError as error:
        raise _in_words(where, done, error) from None
    except UnicodeDecodeError:  # what is damaged stands in the database's own complaint, too
        raise damaged(where, "it was damaged") from None
    except sqlite3.DatabaseError as error:
        raise _of_sqlite(where, done, error) from None


def _in_words(where: str, done: str, error: DBAPIError) -> CoachplanError:
    if isinstance(error.orig, sqlite3.DatabaseError):
        return _of_sqlite(where, done, error.orig)
    if isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated:
        return _away(where, done, "the database cannot be reached, or went away")
    state = ""
    with suppress(Exception):  # each driver says it elsewhere
        state = getattr(error.orig, "sqlstate", None) or error.orig.args[0]["C"]  # type: ignore[union-attr]
    why = {"53100": "the disk is full", "42501": "this user may not do it", "42P01": "its tables are not there"}
    said = why.get(state, f"the database refused it{f' ({state})' if len(state) == 5 else ''}")
    return _away(where, done, said)


#: What SQLite says in numbers (its primary codes), in words; and what is to be done.
_BUSY = ("somebody else has been writing for too long", "Try again in a while.")
_FULL = "Make room on the disk, and try again: what was kept before is there."
_BESIDE = (
    "To be read, too, a journal needs a folder that may be written in: copy the file to one, with those of its name "
    "that end in -wal and -shm."
)
_SAID = {
    5: _BUSY,
    6: _BUSY,
    8: ("it may only be read", _BESIDE),
    10: ("the disk does not take or give it", _FULL),
    13: ("the disk is full", _FULL),
    14: ("it cannot be opened", _BESIDE),
    18: ("it is too large", ""),
}
_DAMAGED = (11, 26)


def _of_sqlite(where: str, done: str, error: sqlite3.Error) -> CoachplanError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return damaged(where, "this is no journal, or it was damaged" if code == 26 else "it was damaged")
    return _away(where, done, *_SAID.get(code, ("the database refused it", "")))


def damaged(where: str, what: str, item: str = "") -> CoachplanError:
    """
    Return the error that says that something kept is not as it was written.
    """
    hint = "Keep a copy of it as it is, and read what is good: coachplan journal salvage."
    return CoachplanError(Finding(where=where, item=item, what=f"{what}.", hint=hint, code="damaged"))


def _away(where: str, done: str, why: str, hint: str = "") -> CoachplanError:
    code = "cannot-read" if done == "read" else "cannot-write"
    return CoachplanError(Finding(where=where, what=f"it cannot be {done}: {why}.", hint=hint, code=code))
