"""
That all of a family be deleted: the one exception to what only grows, and it is recorded that it was made.

The rows go, and on SQLite every byte of them, from the file and from what lies beside it. What stays says when, by whom
and how many events there were; it names no family.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from attrs import field, frozen
from sqlalchemy import Connection, Engine, delete, insert, text

from coachplan.base.constructors import plain_errors
from coachplan.base.validators import a, number
from coachplan.journal.connections import outside_a_transaction
from coachplan.journal.events import escaped
from coachplan.journal.tables import ERASING, ERASURES, EVENTS

__all__ = ["Erased", "erase_rows", "tidy"]


@plain_errors
@frozen(kw_only=True)
class Erased:
    """
    How many *events* were deleted; and whether they are *gone* from the file, too. On PostgreSQL that is never known:
    the database writes over them in time, and its own log and its backups are its owner's to look after.
    """

    events: int = field(validator=number(0, whole=True))
    gone: bool = field(validator=a(bool))


def erase_rows(connection: Connection, family: str, at: datetime, by: str) -> int:
    """
    Delete the events of a family, and record that it was done; return how many they were. Where there was none,
    nothing is recorded.
    """
    stream = escaped(family)
    own = connection.dialect.name == "sqlite"
    if own:
        connection.execute(insert(ERASING).values(stream=stream))
    else:
        connection.execute(text("select set_config('coachplan.erasing', :stream, true)"), {"stream": stream})
    deleted = connection.execute(delete(EVENTS).where(EVENTS.c.stream == stream)).rowcount
    if own:
        connection.execute(delete(ERASING))
    else:
        connection.execute(text("select set_config('coachplan.erasing', '', true)"))
    if deleted:
        connection.execute(insert(ERASURES).values(at=at.isoformat(), by=escaped(by), events=deleted))
    return deleted


def tidy(engine: Engine) -> bool:
    """
    Take out of the file what was deleted, and say whether that is certain: it is not while somebody else reads.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.connection.rollback()  # to ask whether it is there, a driver may have begun a transaction
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("vacuum coachplan_journal")
        return False
    done = True
    with outside_a_transaction(engine) as cursor:
        for line in ("vacuum", "pragma wal_checkpoint(truncate)"):
            try:
                answered = cursor.execute(line).fetchone()
                done = done and (answered is None or answered[0] == 0)
            except sqlite3.Error:
                done = False
    return done
