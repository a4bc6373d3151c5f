"""
The tables of a journal, as its newest version has them, and the values of their rows.

Every name begins with `coachplan_journal`, so that a database may hold other tables, too. Knows what a row looks like,
and nothing of who writes it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import field, frozen
from sqlalchemy import BigInteger, Column, Connection, Identity, Index, Integer, MetaData, Table, Text, UniqueConstraint

from coachplan.base.constructors import plain_errors
from coachplan.base.validators import number
from coachplan.journal.events import Event, a_stamp, seal, somebody, unescaped

__all__ = ["ERASING", "ERASURES", "EVENTS", "HEAD", "VERSIONS", "Erasure", "counted_otherwise", "event_of", "sound"]

#: The version that this coachplan reads and writes: the last of `migrations/versions`.
HEAD = "0001"
#: Where the version is kept: a table of our own, since an app that shares the database has one as well.
VERSIONS = "coachplan_journal_version"

_META = MetaData()
#: SQLite counts by itself in an INTEGER PRIMARY KEY alone.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

EVENTS = Table(
    "coachplan_journal",
    _META,
    Column("seq", _NUMBER, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("once", Text),
    Column("document", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("seal", Text, nullable=False),
    UniqueConstraint("stream", "version", name="coachplan_journal_one_after_another"),
    UniqueConstraint("stream", "once", name="coachplan_journal_once"),
    Index("coachplan_journal_items", "stream", "kind", "item", "version"),
    Index("coachplan_journal_plans", "kind", "item"),
    sqlite_autoincrement=True,
)

#: What stays of a family that was erased: that it was, when, by whom, and how many events there were. No id.
ERASURES = Table(
    "coachplan_journal_erasures",
    _META,
    Column("seq", _NUMBER, Identity(always=True), primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("events", Integer, nullable=False),
    sqlite_autoincrement=True,
)

#: On SQLite, whose rows may be deleted in this transaction. It is empty whenever anybody else looks.
ERASING = Table("coachplan_journal_erasing", _META, Column("stream", Text, primary_key=True))


@plain_errors
@frozen(kw_only=True)
class Erasure:
    """
    That a family was erased: *at* a moment, *by* somebody, with so many *events*.
    """

    at: datetime = field(validator=a_stamp)
    by: str = field(validator=somebody, repr=False)
    events: int = field(validator=number(1, whole=True))


def counted_otherwise(connection: Connection, stream: str) -> int | None:
    """
    Return how many events a family has by another index than the one they are read by: where one was damaged, the other
    tells. None where the database looks after that itself.
    """
    if connection.dialect.name != "sqlite":
        return None
    asked = "select count(*) from coachplan_journal indexed by coachplan_journal_items where stream = ?"
    return int(connection.exec_driver_sql(asked, (stream,)).scalar_one())


def sound(row: Any) -> bool:
    """
    Say whether a row is as it was written.
    """
    kept = (row.stream, row.version, row.kind, row.plan, row.item, row.document, row.at, row.by)
    return bool(row.seal == seal(*kept))


def event_of(row: Any) -> Event:
    """
    Return the event of a sound row.
    """
    return Event(
        seq=row.seq,
        family=unescaped(row.stream),
        version=row.version,
        kind=row.kind,
        plan=unescaped(row.plan),
        item=unescaped(row.item),
        text=row.document,
        at=datetime.fromisoformat(row.at),
        by=unescaped(row.by),
    )
