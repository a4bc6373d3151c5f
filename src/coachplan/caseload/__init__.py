"""
Many families at once: an iterator of cases in, an iterator of results out, on any executor, in constant memory.

In process, in a pool of processes or threads, or on a cluster by its executor: the same results in the same order. A
family that cannot be reviewed is a named result, and stops no other. Files are JSON Lines, or Parquet (extra
`parquet`).
"""

from __future__ import annotations

from coachplan.caseload.cases import Beside, Case, Failed, Reviewed, Written
from coachplan.caseload.files import Done, read_cases, read_results, write_cases, write_results
from coachplan.caseload.reviewing import Answer
from coachplan.caseload.running import review_as_text, review_caseload
from coachplan.caseload.schemas import schemas
from coachplan.caseload.written import dump_case, dump_result, load_case, load_result

__all__ = [
    "Answer",
    "Beside",
    "Case",
    "Done",
    "Failed",
    "Reviewed",
    "Written",
    "dump_case",
    "dump_result",
    "load_case",
    "load_result",
    "read_cases",
    "read_results",
    "review_as_text",
    "review_caseload",
    "schemas",
    "write_cases",
    "write_results",
]
