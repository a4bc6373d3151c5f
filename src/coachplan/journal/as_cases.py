"""
The families of a journal as cases of a caseload, one after another, so that no more than one is held at a time.

Does not know what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError
from coachplan.caseload.cases import Case, Failed
from coachplan.journal.journal import Journal

__all__ = ["cases"]


@checked
def cases(journal: Journal, *, on: date) -> Iterator[Case | Failed]:
    """
    Yield each family of a journal that has a plan, with its plans and what was written of each, to be looked at *on* a
    day; in the order in which they began. One of which something is not as it was written is yielded as `Failed`.

    Raises `UnreadableError`, at the first, where the journal itself cannot be read. It must stay open meanwhile.
    """
    return _each(journal, on)


def _each(journal: Journal, on: date) -> Iterator[Case | Failed]:
    for family in journal.families():
        try:
            told = [(plan, journal.entries(family, plan=plan.id)) for plan in journal.plans(family)]
        except CoachplanError as error:
            yield Failed(family, error.findings)
            continue
        if told:
            (plan, entries), *others = told
            yield Case(plan, entries, on=on, beside=others)
