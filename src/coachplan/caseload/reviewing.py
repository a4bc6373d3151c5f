"""
One case after another, reviewed by one engine: whatever is wrong with one becomes its own named result.

What runs in every worker, and in process. Does not know where that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen

from coachplan.base.disclosure import found, shown
from coachplan.base.errors import CoachplanError, Finding
from coachplan.caseload.cases import Case, Failed, Reviewed, Written
from coachplan.caseload.written import day_in, dump_result, id_in, load_case, notes_in
from coachplan.engine import Engine
from coachplan.model.entries import UNREAD_ROW, Entry
from coachplan.model.family import Caregiver, Child, Family
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Alert

__all__ = ["MOST_HEARD", "Answer", "Given", "answered", "called", "lost", "result_of"]

#: What may be given as a case: one that nobody has read yet, and one that failed already and is handed through.
Given = Case | Written | Failed

#: Stands for the day of what was written nobody knows when.
NO_DAY = date(2000, 1, 1)

#: So much of a text that is no case is read for signs; more would hold up all the others.
MOST_HEARD = 200_000

#: Of nobody that is known the words are read as of the youngest, of whom most is urgent.
_NOBODY = Plan("unknown", Family(Child("the child", 0), [Caregiver("caregiver")], (), id="unknown"), focuses=())


@frozen
class Answer:
    """
    What became of a case, as the one line of JSON that is kept of it: its id, the *text*, whether it *failed*, and how
    many *alerts* are open.
    """

    id: str = field(repr=shown)
    text: str = field(repr=False)
    failed: bool = False
    alerts: int = 0


def result_of(engine: Engine, given: Given) -> Reviewed | Failed:
    """
    Return the review of a case; or that it failed, with every finding. Raises nothing.
    """
    if isinstance(given, Failed):
        return given
    try:
        case = _case(given)
        if not case.beside:
            return Reviewed(case.called, engine.review(case.plan, case.entries, on=case.on))
        pairs = [(case.plan, case.entries), *((each.plan, each.entries) for each in case.beside)]
        first, *others = engine.review_together(pairs, on=case.on)
        return Reviewed(case.called, first, tuple(others))
    except CoachplanError as error:
        where = _where(given)  # what a review refuses does not know in which line it stood
        return _failed(engine, given, [evolve(each, where=each.where or where) for each in error.findings])
    except Exception as error:  # noqa: BLE001 - whatever one family brings about, the others go on
        # What it says might be of the family's words.
        what = f"it could not be reviewed: {type(error).__name__}."
        return _failed(engine, given, [Finding(where=_where(given), what=what, code="cannot-be-reviewed")])


def answered(engine: Engine, given: Given) -> Answer:
    """
    Return the same as it is written down. Raises nothing.
    """
    result = result_of(engine, given)
    try:
        text = dump_result(result)
    except CoachplanError as error:
        result = Failed(result.id, error.findings)
        text = dump_result(result)
    return Answer(result.id, text, isinstance(result, Failed), len(result.alerts))


def called(given: Given) -> str:
    """
    Return the id by which the result of a case is known, whether or not it can be read.
    """
    if isinstance(given, Case):
        return given.called
    return given.id if isinstance(given, Failed) else id_in(given)


def lost(given: Given, why: BaseException) -> Failed:
    """
    Return the result of a case of which nothing came back, though it was tried by itself.
    """
    what = f"nothing came back of it, though it was tried alone: its worker ended ({type(why).__name__})."
    hint = "Its words were not read for signs. Look at it."
    return Failed(called(given), [Finding(where=_where(given), what=what, hint=hint, code="worker-gone")])


def _failed(engine: Engine, given: Case | Written, findings: Iterable[Finding]) -> Failed:
    name = called(given) if isinstance(given, Case | Written) else ""
    alerts, untold = _heard(engine, given)
    return Failed(name, (*findings, *untold), alerts)


def _where(given: object) -> str:
    return given.where if isinstance(given, Written) else ""


def _case(given: object) -> Case:
    if isinstance(given, Written):
        return load_case(given)
    if isinstance(given, Case):
        return given
    what = f"found {found(given)} where a case should be."
    raise CoachplanError(Finding(what=what, hint="Give Case values, or what read_cases yields.", code="wrong-kind"))


def _heard(engine: Engine, given: object) -> tuple[tuple[Alert, ...], list[Finding]]:
    # Whatever is wrong with a case, the words in it may name a sign; where they were not read, that is said.
    try:
        if isinstance(given, Case):
            log = [*given.entries, *(entry for each in given.beside for entry in each.entries)]
            return _alerts(engine, evolve(_NOBODY, family=given.plan.family), log, given.on), []
        if isinstance(given, Written):
            text = notes_in(given)
            # The last of it is the newest.
            return _heard_in(engine, text[-MOST_HEARD:], day_in(given) or NO_DAY), _not_heard(given, text)
    except Exception:  # noqa: BLE001 - it is told as failed already, and nothing may stop the others
        return (), [_unheard(given, "its words were not read for signs.")]
    return (), []


def _not_heard(given: object, text: str) -> list[Finding]:
    if len(text) <= MOST_HEARD:
        return []
    return [_unheard(given, f"it is long, and only the last {MOST_HEARD:,} letters of it were read for signs.")]


def _unheard(given: object, what: str) -> Finding:
    return Finding(where=_where(given), what=what, hint="Look at it: there may be one.", code="cannot-be-reviewed")


def _alerts(engine: Engine, plan: Plan, log: list[Entry], on: date) -> tuple[Alert, ...]:
    try:
        return engine.review(plan, log, on=on).alerts
    except CoachplanError:  # a day for which there are no reviews, which silences nothing
        return engine.review(plan, log, on=NO_DAY).alerts


def _heard_in(engine: Engine, text: str, on: date) -> tuple[Alert, ...]:
    # All of it, where a note goes on over lines, and each line by itself.
    lines = text.split("\n")
    entries = [
        Entry(f"line-{number}", on, focus=UNREAD_ROW, hard=words)
        for number, words in enumerate([text, *lines] if len(lines) > 1 else lines)
        if words.strip()
    ]
    return _alerts(engine, _NOBODY, entries, on) if entries else ()
