"""
An entry as a QuestionnaireResponse: as it was written, possible or not, each field the answer to its question.

What FHIR cannot hold as it is (a control in a note, a number without an end) has its exact value beside it, so that the
entry comes back equal; but not where names are left out. When it was written is not known, so nothing says so: the day
that it tells of is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from coachplan.interchange.fhir.export import Export
from coachplan.interchange.fhir.ids import as_written
from coachplan.interchange.fhir.log_form import QUESTIONS, VERSION, Question, codes_of, form_url, option
from coachplan.model.entries import Entry

__all__ = ["each_written", "questionnaire_response", "response_of"]

#: Where a person is named.
_NAMES = ("who",)
#: What stands in an entry where nothing was said.
_LEFT_OUT = {each.name: each.default for each in attrs.fields(Entry)}


def each_written(entries: Iterable[Entry]) -> Iterator[Entry]:
    """
    Yield each entry as it was written, in each of its revisions, once: by day, id and revision.
    """
    distinct = {(entry.id, entry.revision, entry.content): entry for entry in entries}
    yield from sorted(distinct.values(), key=lambda each: (each.on, each.id, each.revision, each.content))


def response_of(of: Export, entry: Entry) -> str:
    """
    Return the id of the response of an entry: the same after it is amended, so that a store keeps the newest under it.
    An earlier revision, and one of two that differ under one number, has an id of its own.
    """
    if of.standing.get(entry.id) == entry.revision:
        return of.ids.of("entry", entry.id)
    return of.ids.of("entry", entry.id, entry.revision, entry.content)


def questionnaire_response(of: Export, entry: Entry) -> dict[str, Any]:
    """
    Return what was written in an entry.
    """
    return of.resource(
        "QuestionnaireResponse",
        response_of(of, entry),
        quiet=entry.id in of.review.quiet,
        identifier=of.ids.identifier("entry", entry.id) or None,
        basedOn=[of.care_plan],
        questionnaire=f"{form_url(of.ids.base)}|{VERSION}",
        status="amended" if entry.revision else "completed",
        subject=of.patient,
        item=[
            {"linkId": name, "answer": answers}
            for name, question in QUESTIONS.items()
            if (answers := list(_answers(of, entry, question)))
        ],
    )


def _answers(of: Export, entry: Entry, question: Question) -> Iterator[dict[str, Any]]:
    value = getattr(entry, question.field)
    if question.field == "on":
        yield {"valueDate": value.isoformat()}
    elif question.field == "tags":
        yield from (_answer(of, question, tag) for tag in value)
    elif question.needed or value != _LEFT_OUT[question.field]:
        yield _answer(of, question, value)


def _answer(of: Export, question: Question, value: Any) -> dict[str, Any]:
    if isinstance(value, str) and value in codes_of(of, question):
        return {"valueCoding": option(of, question, value)}
    if not isinstance(value, str):
        return as_written(question.value, value, of.ids.base)
    kept = of.wording.naming.kept
    if not kept:
        value = of.wording.person(value) if question.field in _NAMES else of.wording.naming.in_text(value)
    return as_written("valueString", value, of.ids.base, exact=kept)
