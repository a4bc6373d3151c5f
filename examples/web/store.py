"""
What is kept: plans, what was written, and links. One interface, and SQLite behind it.

A plan is replaced only where nobody else changed anything since it was read. What was written is added and never
changed or deleted: the database itself refuses that, whoever asks.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Protocol

from links import Link

from coachplan import Entry, Plan, Review
from coachplan.documents.codec import dumps, loads


@dataclass(frozen=True)
class Kept:
    """A plan and its log as they were read; *version* is another as soon as anything in either is another."""

    plan: Plan
    entries: tuple[Entry, ...]
    version: str


class Store(Protocol):
    """All that the app asks of a database. Each call stands alone, and may come from any thread."""

    def begin(self, plan: Plan) -> None:
        """Keep a new plan."""

    def read(self, plan_id: str) -> Kept:
        """Return a plan with its log. Raises `KeyError` where there is none."""

    def save(self, plan: Plan, seen: str, entry: Entry | None = None, review: Review | None = None) -> bool:
        """
        Put a plan in the place of the one that was read as *seen*, and add an entry, both or neither. Return whether it
        was done: it is not where anything else was saved meanwhile. *review* is what it was decided on, for a store
        that keeps those, too.
        """

    def keep_link(self, digest: str, link: Link) -> None:
        """Keep what a link opens."""

    def link(self, digest: str) -> Link | None:
        """Return what a link opens; None where there is none, or none any more."""

    def end_link(self, digest: str) -> None:
        """Take a link back."""


#: Of what "insert or replace" takes away no trigger before a delete is told, so that it is refused where it is put in.
_TABLES = """
create table if not exists plans (id text primary key, version text not null, document text not null);
create table if not exists entries (at integer primary key, plan text not null, document text not null);
create table if not exists links (digest text primary key, document text not null);
create trigger if not exists entries_stay before delete on entries begin select raise(abort, 'entries stay'); end;
create trigger if not exists entries_last before insert on entries
    when exists (select 1 from entries where at = new.at) begin select raise(abort, 'entries stay'); end;
create trigger if not exists entries_stand before update on entries begin select raise(abort, 'entries stand'); end;
"""


class SQLiteStore:
    """A `Store` in one file. Every text goes in as a parameter, so that no note is ever read as SQL."""

    def __init__(self, path):
        self._path = path
        with closing(self._open()) as database:
            database.execute("pragma journal_mode = wal")
            database.executescript(_TABLES)

    def _open(self):
        return sqlite3.connect(self._path, timeout=10, isolation_level=None)

    def begin(self, plan):
        with closing(self._open()) as database:
            database.execute("insert into plans values (?, ?, ?)", (plan.id, plan.version, dumps(plan)))

    def read(self, plan_id):
        with closing(self._open()) as database:
            database.execute("begin")
            return self._read(database, plan_id)

    def _read(self, database, plan_id):
        found = database.execute("select version, document from plans where id = ?", (plan_id,)).fetchone()
        if found is None:
            raise KeyError(plan_id)
        rows = database.execute("select document from entries where plan = ? order by at", (plan_id,)).fetchall()
        # The log only grows: how long it is says which one it is.
        return Kept(loads(Plan, found[1]), tuple(loads(Entry, row[0]) for row in rows), f"{found[0]}.{len(rows)}")

    def save(self, plan, seen, entry=None, review=None):  # noqa: ARG002 - a journal keeps it
        version, _, length = seen.rpartition(".")
        with closing(self._open()) as database:
            database.execute("begin immediate")
            now = database.execute(
                "select version, (select count(*) from entries where plan = ?) from plans where id = ?",
                (plan.id, plan.id),
            ).fetchone()
            if now is None or (now[0], str(now[1])) != (version, length):
                database.execute("rollback")
                return False
            new = (plan.version, dumps(plan), plan.id)
            database.execute("update plans set version = ?, document = ? where id = ?", new)
            if entry is not None:
                database.execute("insert into entries (plan, document) values (?, ?)", (plan.id, dumps(entry)))
            database.execute("commit")
            return True

    def keep_link(self, digest, link):
        with closing(self._open()) as database:
            database.execute("insert into links values (?, ?)", (digest, json.dumps(asdict(link))))

    def link(self, digest):
        with closing(self._open()) as database:
            found = database.execute("select document from links where digest = ?", (digest,)).fetchone()
        if found is None:
            return None
        kept = json.loads(found[0])
        return Link(**{**kept, "plans": tuple(kept["plans"])})

    def end_link(self, digest):
        with closing(self._open()) as database:
            database.execute("delete from links where digest = ?", (digest,))
