"""
Entries out of QuestionnaireResponses: those of the form of ours, whoever filled it in.

Nothing is coerced and nothing is lost: a response that cannot be read is handed back with the place, the reason, and
its words, so that a red flag in it can still be read. Knows nothing of plans: whether a focus exists is asked
elsewhere, and whether somebody is the clinician that a response says, is the app's to know.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from coachplan.base.arguments import checked
from coachplan.base.disclosure import found, found_code
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.validators import strings
from coachplan.documents.log_rows import BadRow, bad_row, entry_of
from coachplan.documents.logs import Log
from coachplan.interchange.fhir.ids import BASE, checked_base, written_in
from coachplan.interchange.fhir.log_form import QUESTIONS, VERSION, Question, form_url
from coachplan.model.entries import CORE_TAGS, Entry

__all__ = ["entries_of"]

#: What a response may be to be an entry: it is whole.
_WHOLE = ("completed", "amended")


@checked
def entries_of(
    given: Mapping[str, Any] | Iterable[Mapping[str, Any]], *, base: str = BASE, tags: Iterable[str] = CORE_TAGS
) -> Log:
    """
    Return the entries of a QuestionnaireResponse, of all of them in a Bundle, or of a list of them; and as bad rows
    those that are none, by their place among the responses. *tags* are those that may be used, *base* the address that
    they were written under. Other resources of a Bundle are passed over. Raises `InvalidError` where what is given is
    neither.
    """
    address, known = checked_base(base), frozenset(strings(tags))
    rows = [_row(line, path, each, address, known) for line, (path, each) in enumerate(_responses(given), start=1)]
    return Log(
        entries=tuple(row for row in rows if isinstance(row, Entry)),
        bad_rows=tuple(row for row in rows if isinstance(row, BadRow)),
    )


def _responses(given: Any) -> Iterator[tuple[str, Any]]:
    kind = given.get("resourceType") if isinstance(given, Mapping) else None
    if kind == "QuestionnaireResponse":
        yield kind, given
    elif kind == "Bundle":
        held = given.get("entry", [])
        if not isinstance(held, list):
            raise _refused("Bundle.entry", f"found {found(held)}.", "Expected a list of entries.", "not-a-list")
        for number, each in enumerate(held):
            resource = each.get("resource") if isinstance(each, Mapping) else None
            if isinstance(resource, Mapping) and resource.get("resourceType") == "QuestionnaireResponse":
                yield f"Bundle.entry[{number}].resource", resource
    elif isinstance(given, Mapping):
        hint = "Give a QuestionnaireResponse, a Bundle, or a list of responses."
        raise _refused("resourceType", f"found {found_code(kind)}.", hint, "wrong-kind")
    else:
        yield from ((f"QuestionnaireResponse[{number}]", each) for number, each in enumerate(given))


def _refused(item: str, what: str, hint: str, code: str) -> CoachplanError:
    return CoachplanError(Finding(item=item, what=what, hint=hint, code=code))


def _row(line: int, path: str, response: Any, base: str, tags: frozenset[str]) -> Entry | BadRow:
    try:
        return _entry(path, response, base, tags)
    except CoachplanError as error:
        words = "\n".join(dict.fromkeys(_words(response)))
        return bad_row(line, error, _raw(response), words)


def _entry(path: str, response: Any, base: str, tags: frozenset[str]) -> Entry:
    if not isinstance(response, Mapping) or response.get("resourceType") != "QuestionnaireResponse":
        raise _refused(path, f"found {found(response)}.", "Expected a QuestionnaireResponse.", "wrong-kind")
    _of_our_form(path, response, base)
    fields: dict[str, Any] = {"id": _id(path, response, base)}
    endless: dict[str, Any] = {}
    for place, item in _items(path, response):
        name = item.get("linkId")
        answers = item.get("answer", [])
        if not isinstance(answers, list):
            raise _refused(f"{place}.answer", f"found {found(answers)}.", "Expected a list of answers.", "not-a-list")
        if not answers:
            continue  # a group, or a question that nobody answered
        question = QUESTIONS.get(name) if isinstance(name, str) else None
        if question is None:
            what = f"there is no question {found_code(name)} in this form."
            raise _refused(f"{place}.linkId", what, suggest(name, QUESTIONS), "unknown-field")
        if question.field in fields:
            raise _refused(f"{place}.linkId", f"{name!r} is answered twice.", "Keep one.", "duplicate")
        values = [_value(f"{place}.answer[{n}]", question, each, base) for n, each in enumerate(answers)]
        if question.repeats:
            fields[question.field] = values
        elif len(values) > 1:
            raise _refused(f"{place}.answer", f"found {len(values)} answers.", "Expected one.", "too-many")
        elif isinstance(values[0], float) and not abs(values[0]) < float("inf"):
            endless[question.field] = values[0]
        else:
            fields[question.field] = values[0]
    try:
        return evolve(entry_of(fields, tags), **endless)
    except CoachplanError as error:
        raise CoachplanError(evolve(each, where=path) for each in error.findings) from None


def _of_our_form(path: str, response: Mapping[str, Any], base: str) -> None:
    form, status = response.get("questionnaire"), response.get("status")
    address, _, version = form.partition("|") if isinstance(form, str) else ("", "", "")
    if address != form_url(base):
        what = "this answers another form." if form else "it is not said which form this answers."
        raise _refused(f"{path}.questionnaire", what, f"Expected {form_url(base)}.", "wrong-format")
    if version not in ("", VERSION):
        what, hint = f"found version {found_code(version)}.", f"Version {VERSION} is read here."
        raise _refused(f"{path}.questionnaire", what, hint, "newer-format")
    if status not in _WHOLE:
        what, hint = f"found {found_code(status)}.", "Only what is completed or amended is an entry."
        raise _refused(f"{path}.status", what, hint, "unknown-word")


def _id(path: str, response: Mapping[str, Any], base: str) -> str:
    named = response.get("identifier")
    if isinstance(named, Mapping) and named.get("system") == f"{base}/id/entry":
        value = written_in(dict(named), "value", base)
        if not isinstance(value, str | None):
            raise _refused(f"{path}.identifier.value", f"found {found(value)}.", "Expected text.", "not-text")
        return value or ""
    own = response.get("id")
    if not isinstance(own, str) or not own:
        raise _refused(f"{path}.identifier", "this is missing.", "An entry has an id.", "missing-field")
    return own


def _items(path: str, response: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    # Groups and follow-up questions may hold others, to any depth: taken one by one, and never by calls in calls.
    ahead: deque[tuple[str, Mapping[str, Any]]] = deque([(path, response)])
    while ahead:
        place, holder = ahead.popleft()
        items = holder.get("item", [])
        if not isinstance(items, list):
            raise _refused(f"{place}.item", f"found {found(items)}.", "Expected a list of items.", "not-a-list")
        for number, item in enumerate(items):
            here = f"{place}.item[{number}]"
            if not isinstance(item, Mapping):
                raise _refused(here, f"found {found(item)}.", "Expected an item.", "wrong-kind")
            yield here, item
            ahead.append((here, item))
            answers = item.get("answer", [])
            for n, answer in enumerate(answers if isinstance(answers, list) else ()):
                if isinstance(answer, Mapping) and "item" in answer:
                    ahead.append((f"{here}.answer[{n}]", answer))


def _value(place: str, question: Question, answer: Any, base: str) -> Any:
    if not isinstance(answer, Mapping):
        raise _refused(place, f"found {found(answer)}.", "Expected an answer.", "wrong-kind")
    open_choice = question.asked == "open-choice"
    wanted = ("valueCoding", "valueString") if open_choice else (question.value,)
    held = {name.removeprefix("_") for name in answer if name.lstrip("_").startswith("value")}
    if len(held) != 1 or not held <= set(wanted):
        what = f"found {', '.join(sorted(map(found_code, held))) or 'no value'}."
        raise _refused(place, what, f"Expected {' or '.join(wanted)}.", "wrong-kind")
    (name,) = held
    if name != "valueCoding":
        try:
            return written_in(dict(answer), name, base)
        except CoachplanError as error:
            raise CoachplanError(evolve(each, item=f"{place}.{each.item}") for each in error.findings) from None
    coding: Any = answer.get(name)
    code = coding.get("code") if isinstance(coding, Mapping) else None
    if not isinstance(code, str):
        raise _refused(f"{place}.{name}", f"found {found(coding)}.", "Expected a coding with a code.", "wrong-kind")
    system = f"{base}/CodeSystem/{question.field}"
    if coding.get("system") != system:
        what = "this is another system of codes."
        raise _refused(f"{place}.{name}.system", what, f"Expected {system}.", "wrong-kind")
    return code


# -- what is handed back


def _words(value: Any) -> Iterator[str]:
    # What was answered first, then every other text: a sign may stand anywhere.
    later: deque[Any] = deque([value])
    rest: list[str] = []
    while later:
        each = later.popleft()
        if isinstance(each, str):
            rest.append(each)
        elif isinstance(each, Mapping):
            yield from (text for name, text in each.items() if name == "valueString" and isinstance(text, str))
            later.extend(each.values())
        elif isinstance(each, list | tuple):
            later.extend(each)
    yield from rest


def _raw(response: Any) -> str:
    try:
        return json.dumps(response, ensure_ascii=False, default=found)
    except (TypeError, ValueError, RecursionError):
        return ""  # no JSON: its words are handed back all the same
