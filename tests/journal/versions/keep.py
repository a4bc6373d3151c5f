"""
Makes the file of a version of the journal, as it is kept beside this script: `python keep.py > 0001.sql`.

To be run once, by whoever adds a version, before anything else is changed in it. What is kept is never made again. For
PostgreSQL: `python keep.py postgresql://...` into a new database, and `pg_dump --inserts --no-owner --no-privileges` of
it into `postgresql/0001.sql`, without comments and settings.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import evolve

from coachplan.journal import Journal
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, day, entry, of_five

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def fill(journal):
    """Record a little of everything."""
    hurt = "He fell and hit his head and was sick. \x00 ñ"
    log = [*of_five(5, 5, 5), entry(3, id="e9", worked=hurt, question="Why?")]
    review = ENGINE.review(OPEN, log, on=day(4))
    recorded = ENGINE.record(OPEN, review)
    cleared = ENGINE.clear(recorded, review.alerts[0], by="Dana, OT", role="clinician", on=day(4), note="seen")
    journal.keep(FAMILY, at=AT, by="Alex")
    journal.save(OPEN, made_from=None, at=AT, by="Dana, OT")
    journal.append(log, family="sam", plan="p1", at=AT + timedelta(days=2), by="Alex")
    journal.offered(review, family="sam", at=AT + timedelta(days=3), by="Dana, OT")
    journal.save(recorded, made_from=OPEN.version, at=AT + timedelta(days=3), by="Dana, OT")
    journal.save(cleared, made_from=recorded.version, at=AT + timedelta(days=3), by="Dana, OT")
    journal.keep(evolve(FAMILY, id="gone"), at=AT, by="Alex")
    journal.erase("gone", at=AT + timedelta(days=4), by="The clinic")


if __name__ == "__main__" and len(sys.argv) > 1:
    with Journal.open(sys.argv[1]) as made:
        fill(made)
elif __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "journal.db"
        with Journal.open(file) as made:
            fill(made)
        with closing(sqlite3.connect(file)) as database:
            sys.stdout.write("".join(f"{line}\n" for line in database.iterdump()))
