"""
A journal of every version in PostgreSQL, brought up with all its rows by either driver. Files of SQLite are brought up
in `journal/test_migrations.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from coachplan.journal import Journal, migrations

sys.path.insert(0, str(Path(__file__).parents[1] / "journal"))
from of_any_version import ROWS, says_what_it_said  # beside the tests, and no package

KEPT = sorted((Path(__file__).parents[1] / "journal" / "versions" / "postgresql").glob("*.sql"))


@pytest.fixture(params=["psycopg", "pg8000"])
def driver(request):
    """Each driver."""
    return request.param


@pytest.fixture(params=KEPT, ids=lambda file: file.stem)
def address(request, server, driver):
    """The database of a version, as it was when it was new."""
    name = server.new()
    said = ["-h", "127.0.0.1", "-p", str(server.port), "-U", "coachplan", "-q", "-v", "ON_ERROR_STOP=1", "-d", name]
    subprocess.run([server.bin / "psql", *said, "-f", request.param], check=True, capture_output=True)
    return server.address(driver, name)


def rows(address):
    """Every row as it stands in the database."""
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(ROWS)]
    finally:
        engine.dispose()


def test_a_journal_of_any_version_says_what_it_said(address):
    """And each row is as it was."""
    before = rows(address)
    with Journal.open(address) as journal:
        assert before == rows(address)
        says_what_it_said(journal)
    assert before == rows(address)[: len(before)]


SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("coachplan_journal", sa.Column("more", sa.Text))
"""


@pytest.mark.parametrize("fails", [False, True])
def test_a_further_step_takes_every_row_along_or_leaves_all_as_it_was(address, tmp_path, monkeypatch, fails):
    """All of a step is taken, or nothing; its guards stand after it."""
    before = rows(address)
    steps = shutil.copytree(Path(migrations.__file__).parent, tmp_path / "steps")
    wrong = "    op.execute('select nothing from nowhere')\n" if fails else ""
    (steps / "versions" / "second.py").write_text(SECOND + wrong)
    with monkeypatch.context() as patched:
        patched.setattr("coachplan.journal.migrating._STEPS", str(steps))
        patched.setattr("coachplan.journal.migrating.HEAD", "0002")
        if fails:
            with pytest.raises(OSError, match="cannot be written"):
                Journal.open(address)
        else:
            with Journal.open(address) as journal:
                says_what_it_said(journal)
    assert before == rows(address)[: len(before)]
    if fails:
        with Journal.open(address) as journal:
            says_what_it_said(journal)
