"""
What was agreed, written and offered in a practice, as a record that only grows: SQLite, or PostgreSQL by its address.

Needs the extra `coachplan[journal]`; importing this without it raises `MissingExtraError`. The only package that
imports SQLAlchemy and Alembic. Decides nothing: what is recorded was decided elsewhere, and is read back as it was.
"""

from __future__ import annotations

from coachplan.base.errors import missing_extra

try:
    import sqlalchemy  # noqa: F401 - asked for here, so that its absence is told in one sentence
except ImportError:
    raise missing_extra("journal", "SQLAlchemy") from None

from coachplan.journal.as_cases import cases
from coachplan.journal.erasing import Erased
from coachplan.journal.events import Event, Happening
from coachplan.journal.exporting import Exported, export
from coachplan.journal.journal import Journal
from coachplan.journal.replaying import Record
from coachplan.journal.salvaging import Salvaged, salvage
from coachplan.journal.tables import Erasure
from coachplan.journal.trail import trail
from coachplan.journal.writing import Kept
from coachplan.model.audited import Trail

__all__ = [
    "Journal", "Event", "Happening", "Record", "Kept",
    "Exported", "export", "Erased", "Erasure",
    "Salvaged", "salvage", "Trail", "trail",
    "cases",
]  # fmt: skip
