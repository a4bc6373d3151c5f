"""
A clinic's own logs as a few numbers of the population of children it works with, and whether they foretell better.

    from coachplan.caseload import read_cases
    from coachplan.fitting import fit, table

    families = list(read_cases("families.jsonl", on=day))
    found = fit(families, engine)
    print(table(found))
    [each for each in differing(families, engine, found.values) if each.parts]  # whose next step would be another
    own = engine.with_fitted(found.document(by="Dana, OT", on=day))  # refused where the shipped numbers are as good

What leaves a clinic is the document: numbers, and no word, id or day of a family.
"""

from __future__ import annotations

from coachplan.fitting.differing import Looked, Offered, Parts, differing
from coachplan.fitting.practised import Practice
from coachplan.fitting.results import Fit, GroupFit, GroupRow, Row
from coachplan.fitting.running import fit
from coachplan.fitting.saying import table

__all__ = ["Fit", "GroupFit", "GroupRow", "Looked", "Offered", "Parts", "Practice", "Row", "differing", "fit", "table"]
