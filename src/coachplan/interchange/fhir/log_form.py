"""
The log as a form: each field of an entry is a question, by the same name, in one table; and the form as a
Questionnaire.

Knows what kind of answer each question has. Knows nothing of answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

from attrs import frozen

from coachplan.base.disclosure import is_code
from coachplan.base.messages import Message
from coachplan.documents.log_rows import COLUMNS
from coachplan.interchange.fhir.codes import HIDDEN
from coachplan.interchange.fhir.export import Export
from coachplan.model.entries import ROLES, DidStrategy
from coachplan.model.family import PARTS_OF_DAY
from coachplan.model.skills import SUPPORTS
from coachplan.model.told import MARKS

__all__ = ["QUESTIONS", "VERSION", "Asked", "Question", "codes_of", "form_url", "option", "questionnaire"]

#: The version of the form: another as soon as a question is asked otherwise.
VERSION = "1"

Asked = Literal["date", "string", "text", "integer", "decimal", "choice", "open-choice"]


@frozen
class Question:
    """
    One question: the field of an entry that it fills, and what kind of answer it has. *codes* are the words of a
    choice, and *said* under which texts they are told. A *hidden* one is filled by a program.
    """

    field: str
    asked: Asked
    codes: tuple[str, ...] = ()
    said: str = ""
    hidden: bool = False
    repeats: bool = False
    needed: bool = False

    @property
    def value(self) -> str:
        """
        The element that holds its answer: `valueInteger`. Of an open choice, that of a code; what is none is a
        `valueString`.
        """
        return _VALUES[self.asked]


_VALUES: dict[Asked, str] = {
    "date": "valueDate",
    "string": "valueString",
    "text": "valueString",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "choice": "valueCoding",
    "open-choice": "valueCoding",
}

_ALL = (
    Question("on", "date", needed=True),
    Question("focus", "open-choice", needed=True),
    Question("who", "string"),
    Question("part_of_day", "choice", PARTS_OF_DAY, "core/part-of-day"),
    Question("place", "string"),
    Question("went", "open-choice", MARKS, "core/mark"),
    Question("tries", "integer"),
    Question("successes", "integer"),
    Question("amount", "decimal"),
    Question("minutes", "decimal"),
    Question("support", "choice", SUPPORTS, "core/form.support"),
    Question("did_strategy", "choice", get_args(DidStrategy), "core/form.did"),
    Question("worked", "text"),
    Question("hard", "text"),
    Question("question", "text"),
    Question("win", "text"),
    Question("tags", "open-choice", said="core/tag", repeats=True),
    Question("confidence", "decimal"),
    Question("stress", "decimal"),
    Question("seen", "text"),
    Question("tried", "text"),
    Question("role", "choice", ROLES, "core/role", hidden=True),
    Question("language", "string", hidden=True),
    Question("revision", "integer", hidden=True),
)

#: Every question by the field that it fills. An entry's id is the identifier of the response.
QUESTIONS: Mapping[str, Question] = MappingProxyType({each.field: each for each in _ALL})
assert set(QUESTIONS) == set(COLUMNS) - {"id"}, "a field of an entry is not asked"


def form_url(base: str) -> str:
    """
    Return the canonical address of the form, without its version.
    """
    return f"{base}/Questionnaire/log"


def codes_of(of: Export, question: Question) -> tuple[str, ...]:
    """
    Return the codes that a choice has here: of focuses those of the plan, of tags those that are known.
    """
    if question.field == "focus":
        return tuple(focus.id for focus in of.plan.focuses if is_code(focus.id))
    if question.field == "tags":
        return tuple(sorted(filter(is_code, of.catalogue.known_tags)))
    return question.codes


def option(of: Export, question: Question, code: str) -> dict[str, Any]:
    """
    Return a code of a choice, with what it is called.
    """
    focus = of.plan.focus(code) if question.field == "focus" else None
    called = of.titled(focus.skill) if focus is not None else of.wording.known(f"{question.said}.{code}")
    return {"system": of.ids.codes(question.field), "code": code, **({"display": called} if called else {})}


def questionnaire(of: Export) -> dict[str, Any]:
    """
    Return the form, in the language of the export, with the focuses of the plan and the tags that are known.
    """
    title = of.wording.say(Message("core/form.title"))
    return of.resource(
        "Questionnaire",
        of.ids.of("form", VERSION, of.wording.language),
        lines=[title],
        url=form_url(of.ids.base),
        version=VERSION,
        name="CoachplanLog",
        title=title,
        status="active",
        subjectType=["Patient"],
        item=list(_items(of)),
    )


def _items(of: Export) -> Iterator[dict[str, Any]]:
    for question in QUESTIONS.values():
        yield {
            "extension": [{"url": HIDDEN, "valueBoolean": True}] if question.hidden else None,
            "linkId": question.field,
            "text": of.wording.say(Message(f"core/form.{question.field}")),
            "type": question.asked,
            "required": True if question.needed else None,
            "repeats": True if question.repeats else None,
            "answerOption": [{"valueCoding": option(of, question, code)} for code in codes_of(of, question)],
        }
