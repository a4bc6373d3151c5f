"""
A journal of every version is opened, brought up to date, and says what it said; and the database itself guards it.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from coachplan.base.errors import InvalidError
from coachplan.journal import Journal, migrations
from coachplan.journal.events import seal
from coachplan.journal.tables import EVENTS, HEAD, VERSIONS
from coachplan.testing.builders import OPEN

sys.path.insert(0, str(Path(__file__).parent))
from of_any_version import ROWS, says_what_it_said  # beside the tests, and no package

VERSIONS_KEPT = Path(__file__).parent / "versions"
KEPT = sorted(VERSIONS_KEPT.glob("*.sql"))
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def scripts():
    config = Config()
    config.set_main_option("script_location", "coachplan.journal:migrations")
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


@pytest.fixture(params=KEPT, ids=lambda file: file.stem)
def kept(request, tmp_path):
    """The file of a version, as it was when it was new."""
    file = tmp_path / "kept.db"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(request.param.read_text(encoding="utf-8"))
    return file


def test_each_version_is_kept():
    """The newest is the one that is written, and of each there is a file of either database."""
    versions = [script.revision for script in scripts().walk_revisions()]

    assert scripts().get_current_head() == HEAD
    assert sorted(versions) == [file.stem for file in KEPT]
    assert sorted(versions) == sorted(file.stem for file in (VERSIONS_KEPT / "postgresql").glob("*.sql"))


def rows(file):
    with closing(sqlite3.connect(file)) as database:
        return database.execute(ROWS).fetchall()


def test_a_journal_of_any_version_says_what_it_said(kept):
    """Its family, its plan, its log with every character, its review, and what was erased; each row is as it was."""
    before = rows(kept)
    with Journal.open(kept) as journal:
        assert before == rows(kept)
        says_what_it_said(journal)
    assert before == rows(kept)[: len(before)]


def test_the_tables_are_those_that_the_steps_make(new_file):
    """What is written in `tables` and what the last step leaves are the same."""
    engine = create_engine(f"sqlite:///{new_file()}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSIONS,
                "include_name": lambda name, kind, _: kind != "table" or name != VERSIONS,
            },
        )
        assert [] == compare_metadata(context, EVENTS.metadata)
    engine.dispose()


def test_a_journal_of_a_newer_coachplan_is_left_as_it_is(new_file):
    """It is refused with both numbers, and nothing in it is touched."""
    file = new_file()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"update {VERSIONS} set version_num = '9999'")
    before = file.read_bytes()

    with pytest.raises(InvalidError, match="9999") as refused:
        Journal.open(file)

    assert "newer-format" == refused.value.findings[0].code
    assert before == file.read_bytes()


def test_other_tables_in_the_same_database_are_nobodys_business(tmp_path):
    """An app may keep its own beside the journal, and a version table of its own."""
    file = tmp_path / "app.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("create table alembic_version (version_num text)")
        database.execute("insert into alembic_version values ('theirs')")
    with Journal.open(file) as journal:
        journal.save(OPEN, made_from=None, at=AT, by="Dana, OT")
        assert () == journal.check()

    with closing(sqlite3.connect(file)) as database:
        assert [("theirs",)] == database.execute("select * from alembic_version").fetchall()


# -- the guards

TRIED = [
    "update coachplan_journal set document = '{}'",
    "update coachplan_journal set seq = seq + 1000",
    "update or replace coachplan_journal set seq = 1 where seq = 2",
    "delete from coachplan_journal",
    "delete from coachplan_journal where seq = 1",
    "insert or replace into coachplan_journal select * from coachplan_journal where seq = 1",
    """insert or replace into coachplan_journal (stream, version, kind, plan, item, document, at, "by", seal)
       select stream, version, kind, plan, item, '{}', at, "by", seal from coachplan_journal where seq = 1""",
    """insert or replace into coachplan_journal (stream, version, kind, plan, item, once, document, at, "by", seal)
       select stream, 99, kind, plan, item, once, '{}', at, "by", seal from coachplan_journal where once is not null""",
    """insert into coachplan_journal (seq, stream, version, kind, plan, item, document, at, "by", seal)
       select seq, stream, version, kind, plan, item, '{}', at, "by", seal from coachplan_journal where seq = 1
       on conflict (seq) do update set document = '{}'""",
    "update coachplan_journal_erasures set events = 0",
    "delete from coachplan_journal_erasures",
    "insert or replace into coachplan_journal_erasures select seq, at, 'nobody', 0 from coachplan_journal_erasures",
]


@pytest.mark.parametrize("sql", TRIED)
def test_the_file_itself_refuses_whatever_changes_a_row(kept, sql):
    """Whoever asks, by whatever tool."""
    with closing(sqlite3.connect(kept)) as database:
        before = list(database.iterdump())
        with pytest.raises(sqlite3.DatabaseError, match="only grows"):
            database.execute(sql)
        database.rollback()
        assert before == list(database.iterdump())


def test_a_guard_that_is_gone_is_told_and_made_again(kept):
    """With its name, and what to do."""
    with closing(sqlite3.connect(kept)) as database, database:
        database.execute("drop trigger coachplan_journal_stays")
    with Journal.open(kept) as journal:
        assert ["coachplan_journal_stays" in finding.what for finding in journal.check()] == [True]
        journal.guard()
        assert () == journal.check()


SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    with op.batch_alter_table("coachplan_journal", recreate="always") as table:
        table.add_column(sa.Column("more", sa.Text))
"""


def test_a_step_that_writes_the_table_anew_leaves_its_guards(kept, tmp_path, monkeypatch):
    """SQLite forgets triggers where a table takes the place of another: they are made again after each step."""
    steps = shutil.copytree(Path(migrations.__file__).parent, tmp_path / "steps")
    (steps / "versions" / "second.py").write_text(SECOND)
    monkeypatch.setattr("coachplan.journal.migrating._STEPS", str(steps))
    monkeypatch.setattr("coachplan.journal.migrating.HEAD", "0002")
    before = rows(kept)
    with Journal.open(kept) as journal:
        assert before == rows(kept)
        says_what_it_said(journal)

    with closing(sqlite3.connect(kept)) as database:
        assert "more" in [column[1] for column in database.execute("pragma table_info(coachplan_journal)")]
        for sql in TRIED[:6]:
            with pytest.raises(sqlite3.DatabaseError, match="only grows"):
                database.execute(sql)


def test_a_step_that_fails_leaves_what_was_there(kept, tmp_path, monkeypatch):
    """All of a step is taken, or nothing."""
    steps = shutil.copytree(Path(migrations.__file__).parent, tmp_path / "steps")
    (steps / "versions" / "second.py").write_text(f"{SECOND}    op.execute('select nothing from nowhere')\n")
    monkeypatch.setattr("coachplan.journal.migrating._STEPS", str(steps))
    monkeypatch.setattr("coachplan.journal.migrating.HEAD", "0002")
    with pytest.raises(OSError, match="cannot be written"):
        Journal.open(kept)
    monkeypatch.undo()

    with Journal.open(kept) as journal:
        assert () == journal.check()
        assert 4 == len(journal.entries("sam"))


def test_the_seal_of_a_row_stays_what_it_was():
    """By it a row is known to be as it was written, in every release to come."""
    row = ("sam", 1, "entry", "p1", "e1", '{"id":"e1"}', "2026-03-02T08:00:00+00:00", "Alex")

    assert seal(*row) == "d804d2b210f8e756b154231eceb9c7b3"
