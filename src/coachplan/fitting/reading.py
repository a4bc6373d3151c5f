"""
Families out of a caseload, each as what it tells; one that cannot be read is a named result, and stops no other.

What runs in every worker, and in process. Fits nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

from coachplan.base.errors import CoachplanError, Finding
from coachplan.caseload.cases import Case, Failed, Written
from coachplan.caseload.engines import Sent, engine_of, send
from coachplan.caseload.in_order import in_order
from coachplan.caseload.reviewing import Given, called, lost
from coachplan.caseload.running import AHEAD, CHUNK
from coachplan.caseload.written import load_case
from coachplan.engine import Engine
from coachplan.fitting.families import Told, key_of
from coachplan.fitting.histories import histories_of

__all__ = ["read_families"]

#: What one case tells, or that it could not be read.
_Read = tuple[Told, ...] | Failed


def read_families(cases: Iterable[Given], engine: Engine, executor: Executor | None) -> Iterator[_Read]:
    """
    Yield for each case what each of its plans tells, or that it failed, in the order of the cases.
    """
    if executor is None:
        return (_read(engine, each) for each in cases)
    return in_order(partial(_there, send(engine)), cases, executor, lost=lost, chunk=CHUNK, ahead=AHEAD)


def _there(sent: Sent, cases: Sequence[Given], _number: int) -> list[_Read] | CoachplanError:
    try:
        engine = engine_of(sent)
    except CoachplanError as error:
        return error
    return [_read(engine, each) for each in cases]


def _read(engine: Engine, given: Given) -> _Read:
    if isinstance(given, Failed):
        return given
    try:
        case = load_case(given) if isinstance(given, Written) else given
        return tuple(_told(engine, case))
    except CoachplanError as error:
        return Failed(called(given), error.findings)
    except Exception as error:  # noqa: BLE001 - whatever one family brings about, the others go on
        # What it says might be of the family's words.
        what = f"its log could not be followed: {type(error).__name__}."
        return Failed(called(given), [Finding(what=what, code="cannot-be-reviewed")])


def _told(engine: Engine, case: Case) -> Iterator[Told]:
    for plan, entries in ((case.plan, case.entries), *((each.plan, each.entries) for each in case.beside)):
        histories = histories_of(engine, plan, entries, case.on)
        yield Told(key_of(plan.family.id), key_of(plan.id), case.on.isoformat(), histories)
