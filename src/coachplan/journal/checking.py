"""
Is a journal as it was written? The file by the database's own check, each event by its digest, and what guards them.

Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine

from coachplan.base.errors import Finding
from coachplan.journal.connections import plainly, reading
from coachplan.journal.salvaging import Walk
from coachplan.journal.triggers import NAMES, standing

__all__ = ["look_through"]

#: So many of the database's own complaints are told, each in its own words, which are of pages and rows.
_MOST = 20


def look_through(engine: Engine, where: str) -> Iterator[Finding]:
    """
    Yield whatever is wrong with a journal.
    """
    with plainly(where), reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            for line in connection.exec_driver_sql(f"pragma integrity_check({_MOST})").scalars():
                if line != "ok":
                    yield _wrong(where, f"the file is damaged: {' '.join(str(line).split())}.")
        for name in sorted(NAMES[engine.dialect.name] - standing(connection)):
            what = f"what keeps rows from being changed is gone: {name}."
            hint = "Find out who took it away, and make it again: journal.guard()."
            yield Finding(where=where, what=what, hint=hint, code="damaged")
        walk = Walk(where=where, keeps=False)
        walk.through(connection)
        yield from walk.findings


def _wrong(where: str, what: str) -> Finding:
    hint = "Keep a copy of it as it is, and read what is good: coachplan.journal.salvage."
    return Finding(where=where, what=what, hint=hint, code="damaged")
