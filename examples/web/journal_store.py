"""
What is kept, as a record that only grows: the same interface, with `coachplan.journal` behind it.

A file of SQLite, or a PostgreSQL by its address. Beside plans and notes it keeps every review that was recorded, every
step that was taken or turned down, and every alert; what was known on any day can be asked. Links are no record of a
practice, since one can be taken back: they stay in a file of their own.
"""

from datetime import UTC, datetime

from store import Kept, SQLiteStore

from coachplan import StaleError
from coachplan.journal import Journal


class JournalStore(SQLiteStore):
    """A `Store` in a journal; *links* is the file of the links. *now* is asked for the moment of each stamp."""

    def __init__(self, where, links, now=lambda: datetime.now(UTC)):
        super().__init__(links)
        self.journal, self._now = Journal.open(where), now

    def begin(self, plan):
        by = plan.approval.by if plan.approval else plan.family.caregivers[0].name
        self.journal.save(plan, made_from=None, at=self._now(), by=by)

    def read(self, plan_id):
        record = self.journal.read(self.journal.plan(plan_id).family.id)
        plan = record.plan(plan_id)
        # How much there is of the family says which record it is.
        return Kept(plan, record.entries_of(plan_id), f"{plan.version}.{record.seen}")

    def save(self, plan, seen, entry=None):
        version, _, number = seen.rpartition(".")
        entries = () if entry is None else (entry,)
        try:
            self.journal.save(
                plan, made_from=version, seen=int(number), entries=entries, at=self._now(), by=whoever(plan, entry)
            )
        except (StaleError, ValueError):
            return False
        return True


def whoever(plan, entry):
    """Return who did what is saved: the writer of an entry, else whoever changed the plan last."""
    if entry is not None and entry.who.strip():
        return entry.who
    return plan.history[-1].by if plan.history else plan.family.caregivers[0].name
