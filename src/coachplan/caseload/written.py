"""
Cases and their results as documents, one text each: what is written down comes back equal, and nothing is coerced.

The reviews inside are the documents that `documents.codec` writes. Knows nothing of files.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from attrs import evolve, field, fields, frozen

from coachplan.base.arguments import checked
from coachplan.base.disclosure import found, is_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Texts
from coachplan.caseload.cases import Beside, Case, Failed, Reviewed, Written
from coachplan.documents.codec import structure, unstructure
from coachplan.documents.files import check_format, decode, dumps_json, loads_json
from coachplan.documents.formats import FORMATS
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.speaking import with_texts
from coachplan.model.suggestions import Alert

__all__ = [
    "CASE",
    "FAILED",
    "READ",
    "REVIEWED",
    "day_in",
    "dump_case",
    "dump_result",
    "id_in",
    "load_case",
    "load_result",
    "notes_in",
]

#: How each document says what it is.
CASE, REVIEWED, FAILED = "coachplan-case/1", "coachplan-reviewed/1", "coachplan-failed/1"


@frozen
class _CaseRead:
    # A case as it stands in a document: the day may be missing, where whoever reads it says one.
    plan: Plan
    entries: tuple[Entry, ...] = ()
    beside: tuple[Beside, ...] = ()
    on: date | None = None
    id: str = ""


@frozen
class _ReviewedRead:
    id: str
    review: Review
    beside: tuple[Review, ...] = ()


@frozen
class _FailedRead:
    id: str
    findings: tuple[Finding, ...]
    alerts: tuple[Alert, ...] = field(default=())


#: What each document is read as.
READ: dict[str, type] = {CASE: _CaseRead, REVIEWED: _ReviewedRead, FAILED: _FailedRead}


@checked
def dump_case(case: Case) -> str:
    """
    Write a case as one line of JSON, without the end of the line. Raises `InvalidError` where a number in it could not
    be read again.
    """
    fields: dict[str, Any] = {"format": CASE, **({"id": case.id} if case.id else {}), "on": case.on.isoformat()}
    fields |= {"plan": _with_line(case.plan), "entries": unstructure(list(case.entries))}
    if case.beside:
        fields["beside"] = [
            {"plan": _with_line(each.plan), "entries": unstructure(list(each.entries))} for each in case.beside
        ]
    return dumps_json(fields)


@checked
def load_case(written: Written) -> Case:
    """
    Read a case. Raises `CoachplanError` with every finding, each with where it stands.
    """
    raw = _document(written.content, written.where, CASE)
    read = structure(_CaseRead, raw, where=written.where)
    on = read.on or written.on
    if on is None:
        hint = "Write the day on which it is reviewed, such as '2026-03-14', or give one for all."
        what = "this is missing."
        raise CoachplanError(Finding(where=written.where, item="on", what=what, hint=hint, code="missing-field"))
    return Case(read.plan, read.entries, on=on, beside=read.beside, id=read.id)


@checked
def dump_result(result: Reviewed | Failed) -> str:
    """
    Write what became of a case as one line of JSON, without the end of the line. Raises `InvalidError` where a number
    in it could not be read again.
    """
    if isinstance(result, Failed):
        fields: dict[str, Any] = {"format": FAILED, "id": result.id, "findings": unstructure(list(result.findings))}
        if result.alerts:
            fields["alerts"] = [_with_line(each) for each in result.alerts]
    else:
        fields = {"format": REVIEWED, "id": result.id, "review": _with_line(result.review)}
        if result.beside:
            fields["beside"] = [_with_line(each) for each in result.beside]
    return dumps_json(fields)


@checked
def load_result(content: str | bytes, *, name: str = "", texts: Texts | None = None) -> Reviewed | Failed:
    """
    Read what became of a case. *name* is what errors call it; *texts* are the words that a review needs to speak.
    Raises `CoachplanError` with every finding.
    """
    failed = f'"{FAILED.partition("/")[0]}/' in str(content[:60])
    raw = _document(content, name, FAILED if failed else REVIEWED)
    if failed:
        lost = structure(_FailedRead, raw, where=name)
        alerts = lost.alerts if texts is None else tuple(with_texts(each, texts) for each in lost.alerts)
        return Failed(lost.id, lost.findings, alerts)
    read = structure(_ReviewedRead, raw, where=name)
    if texts is not None:
        beside = tuple(with_texts(each, texts) for each in read.beside)
        read = evolve(read, review=with_texts(read.review, texts), beside=beside)
    return Reviewed(read.id, read.review, read.beside)


def _with_line(value: Plan | Review | Alert) -> dict[str, Any]:
    # As `to_dict`, without the look for numbers that cannot be kept: that is had when it is written.
    return {"format": FORMATS[type(value)], **unstructure(value)}


def _document(content: str | bytes, where: str, wanted: str) -> dict[str, Any]:
    try:
        raw = loads_json(content if isinstance(content, str) else decode(content, where), name=where)
    except CoachplanError as error:
        # A case is one line, and where that stands is said already.
        raise CoachplanError(
            evolve(each, what=each.what.replace(" at line 1, column", " at column")) for each in error.findings
        ) from None
    if not isinstance(raw, dict):
        what, hint = f"found {found(raw)} where a document should be.", f'Begin with {{"format": "{wanted}", ...}}.'
        raise CoachplanError(Finding(where=where, what=what, hint=hint, code="not-a-document"))
    wrong = check_format(raw, wanted, where)
    if wrong is not None:
        raise CoachplanError(wrong)
    return {name: value for name, value in raw.items() if name != "format"}


# -- what can be told of a case that cannot be read


def id_in(written: Written) -> str:
    """
    Return by what a case that cannot be read is known: its id or that of its family, where there is one; else where it
    stands.
    """
    raw = _as_far_as_it_goes(written)
    plan = raw.get("plan")
    family = plan.get("family") if isinstance(plan, dict) else None
    for given in (raw.get("id"), family.get("id") if isinstance(family, dict) else None):
        if is_code(given):
            return str(given)
    return written.where


def day_in(written: Written) -> date | None:
    """
    Return the day on which a case that cannot be read is to be reviewed: its own, else that for all; None where neither
    is known.
    """
    with suppress(TypeError, ValueError):
        return date.fromisoformat(_as_far_as_it_goes(written).get("on", ""))
    return written.on


def notes_in(written: Written) -> str:
    """
    Return what may have been written by people in a case that cannot be read, a line each: the texts of its entries,
    and of every field that a case does not have; where there are no entries, all of it.
    """
    raw = _as_far_as_it_goes(written)
    more = raw.get("beside")
    inside = [raw, *(each for each in (more if isinstance(more, list) else ()) if isinstance(each, dict))]
    if not any("entries" in each for each in inside):
        return _text(written)
    words = [words for each in inside for words in _by_people(each)]
    # Once each, where it stands last: what is newest is read, where all of it is too much.
    return "\n".join(reversed(dict.fromkeys(reversed(words))))


def _by_people(raw: dict[str, Any]) -> list[str]:
    # What a plan and a family say of themselves is not written anew; a field that they do not have may be a note.
    rest = {name: value for name, value in raw.items() if name not in ("format", "plan", "beside", "entries")}
    plan = raw.get("plan")
    family = plan.get("family") if isinstance(plan, dict) else None
    return _texts([rest, _more_than(Plan, plan), _more_than(Family, family), raw.get("entries")])


def _more_than(known: type[Plan | Family], raw: object) -> object:
    if not isinstance(raw, dict):
        return raw
    names = {"format", *(each.name for each in fields(known))}
    return {name: value for name, value in raw.items() if name not in names}


def _as_far_as_it_goes(written: Written) -> dict[str, Any]:
    with suppress(CoachplanError):
        raw = loads_json(_text(written))
        return raw if isinstance(raw, dict) else {}
    return {}


def _text(written: Written) -> str:
    content = written.content
    return content if isinstance(content, str) else content.decode("utf-8", "replace")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):  # a name of several words may be a note, too
        return [*(name for name in value if " " in name), *(words for each in value.values() for words in _texts(each))]
    inner = value if isinstance(value, list) else ()
    return [words for each in inner for words in _texts(each)]
