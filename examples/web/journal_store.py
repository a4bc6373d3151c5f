"""
What is kept, as a record that only grows: the same interface, with `coachplan.journal` behind it.

A file of SQLite, or a PostgreSQL by its address. Beside plans and notes it keeps every review on which something was
decided, and with which releases, content and numbers it was made, so that `coachplan audit` can make it again; every
step that was taken or turned down, and every alert. What was known on any day can be asked. Links are no record of a
practice, since one can be taken back: they stay in a file of their own.
"""

from datetime import UTC, datetime

from store import Kept, SQLiteStore

from coachplan import StaleError
from coachplan.audit import made_with
from coachplan.journal import Journal


class JournalStore(SQLiteStore):
    """
    A `Store` in a journal; *links* is the file of the links, and *engine* the one that makes the reviews. *now* is
    asked for the moment of each stamp.
    """

    def __init__(self, where, links, engine, now=lambda: datetime.now(UTC)):
        super().__init__(links)
        self.journal, self._made_with, self._now = Journal.open(where), made_with(engine), now

    def begin(self, plan):
        by = plan.approval.by if plan.approval else plan.family.caregivers[0].name
        self.journal.save(plan, made_from=None, at=self._now(), by=by)

    def read(self, plan_id):
        record = self.journal.read(self.journal.plan(plan_id).family.id)
        plan = record.plan(plan_id)
        # How much there is of the family says which record it is.
        return Kept(plan, record.entries_of(plan_id), f"{plan.version}.{record.seen}")

    def save(self, plan, seen, entry=None, review=None):
        version, _, number = seen.rpartition(".")
        entries = () if entry is None else (entry,)
        said = {"at": self._now(), "by": whoever(plan, entry)}
        if review is not None:
            said |= {"review": review, "made_with": self._made_with}
        try:
            self.journal.save(plan, made_from=version, seen=int(number), entries=entries, **said)
        except (StaleError, ValueError):
            return False
        return True


def whoever(plan, entry):
    """Return who did what is saved: the writer of an entry, else whoever changed the plan last."""
    if entry is not None and entry.who.strip():
        return entry.who
    return plan.history[-1].by if plan.history else plan.family.caregivers[0].name
