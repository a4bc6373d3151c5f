"""
Documents and values: what was written down becomes frozen values, and comes back equal when it was written by us.

Reads and writes with cattrs. Nothing is coerced: "3" is not 3 and true is not 1. All mistakes of a document are told
at once, each with the file, the place in it and what would be right. Knows nothing of what the values mean; whether an
id exists is asked of a catalogue, where one is given.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from coachplan.base.arguments import checked
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, Texts
from coachplan.documents.converters import (
    day,
    exactly,
    is_choice,
    is_list,
    is_map,
    list_of,
    map_of,
    map_written,
    message,
    message_written,
    number,
    number_or_text,
    reworded,
    table,
    whole,
    whole_or_all,
)
from coachplan.documents.files import (
    check_format,
    dumps_json,
    dumps_toml,
    loads_json,
    loads_toml,
    read_text,
    write_bytes,
)
from coachplan.documents.mistakes import findings_of
from coachplan.documents.older import in_todays_words
from coachplan.documents.references import unknown_ids
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Approval, HighestStep, Plan
from coachplan.model.reviews import Review
from coachplan.model.speaking import with_texts
from coachplan.model.suggestions import Alert, Proposal, Suggestion

__all__ = [
    "dumps",
    "kind_of_form",
    "loads",
    "read",
    "structure",
    "unstructure",
    "write",
]

T = TypeVar("T")

_ENTRIES = "coachplan-entries/1"

#: The kinds of document, and how each one says what it is. Older numbers are still read. In `/1` a clearance and an
#: alert say which entry, and not what was looked at (so they clear nothing). In `/1` and `/2` a suggestion and a review
#: do not say what was agreed in the plan they were made from: neither is taken or recorded before the plan is reviewed
#: again. What is only called otherwise today stands in `older`.
_FORMATS: dict[Any, str] = {
    Plan: "coachplan-plan/3",
    Family: "coachplan-family/1",
    Entry: "coachplan-entry/1",
    list[Entry]: _ENTRIES,
    tuple[Entry, ...]: _ENTRIES,
    Review: "coachplan-review/3",
    Proposal: "coachplan-proposal/3",
    Approval: "coachplan-approval/2",
    Suggestion: "coachplan-suggestion/3",
    Alert: "coachplan-alert/2",
}


# -- documents


@checked
def dumps(value: object, *, indent: int | None = 2) -> str:
    """
    Write a plan, family, entry, list of entries, review, proposal, approval, suggestion or alert as JSON.

    What stands at its default is left out. Raises `CoachplanError` where a number is not finite, since it could not be
    read again.
    """
    return dumps_json(_document(value), indent=indent) + "\n"


@checked
def loads(
    kind: type[T], text: str, *, name: str = "", catalogue: Catalogue | None = None, texts: Texts | None = None
) -> T:
    """
    Read a JSON document of a *kind*: `loads(Plan, text)`, or `loads(list[Entry], text)`.

    *name* is what errors call the document. With a *catalogue*, every id in it must exist. *texts* are the words that a
    review needs to speak. Raises one `CoachplanError` with every finding.
    """
    wanted = _wanted(kind)
    return cast(T, _finish(kind, wanted, loads_json(text, name=name), name, catalogue, texts))


@checked
def read(kind: type[T], path: Path | str, *, catalogue: Catalogue | None = None, texts: Texts | None = None) -> T:
    """
    Read a document from a `.json` file, or a family from a `.toml` file. Raises `UnreadableError` where the file is not
    there or cannot be read, else as `loads`.
    """
    file = Path(path)
    wanted = _wanted(kind)
    parse = loads_toml if _suffix(file, kind) == ".toml" else loads_json
    return cast(T, _finish(kind, wanted, parse(read_text(file), name=file.name), file.name, catalogue, texts))


@checked
def write(value: object, path: Path | str) -> None:
    """
    Write a document to a `.json` file, or a family to a `.toml` file. Raises `UnreadableError` where it cannot be
    written, `InvalidError` for what is no document.
    """
    file = Path(path)
    text = dumps_toml(_document(value), file.name) if _suffix(file, type(value)) == ".toml" else dumps(value)
    write_bytes(file, text.encode())


@checked
def kind_of_form(form: str) -> Any:
    """
    Return the kind of value that a document is of: `plan` is that of `coachplan-plan/2`; None where there is none.
    Raises `InvalidError` for what is no text.
    """
    return next((kind for kind, named in _FORMATS.items() if named.startswith(f"coachplan-{form}/")), None)


def _document(value: object) -> dict[str, Any]:
    if isinstance(value, list | tuple):
        if not all(isinstance(entry, Entry) for entry in value):
            raise CoachplanError(
                Finding(
                    what="only a list of entries is a document.", hint="Write others one by one.", code="not-a-document"
                )
            )
        return {"format": _ENTRIES, "entries": unstructure(value)}
    if type(value) not in _FORMATS:
        raise CoachplanError(
            Finding(what=f"a {type(value).__name__} is not a document.", hint=_kinds(), code="not-a-document")
        )
    return {"format": _FORMATS[type(value)], **unstructure(value)}


def _finish(kind: Any, wanted: str, raw: Any, name: str, catalogue: Catalogue | None, texts: Texts | None) -> object:
    if not isinstance(raw, dict):
        what = f"found {found(raw)} where a document should be."
        raise CoachplanError(
            Finding(where=name, what=what, hint=f'Begin with {{"format": "{wanted}", ...}}.', code="not-a-document")
        )
    wrong = check_format(raw, wanted, name)
    if wrong is not None:
        raise CoachplanError(wrong)
    raw = in_todays_words(raw, wanted)
    fields = {key: value for key, value in raw.items() if key != "format"}
    value: Any
    if wanted == _ENTRIES:
        value = structure(_Entries, fields, where=name).entries
        value = list(value) if kind == list[Entry] else value
    else:
        value = structure(kind, fields, where=name)
    if catalogue is not None:
        findings = tuple(unknown_ids(value, catalogue, name))
        if findings:
            raise CoachplanError(findings)
    return value if texts is None else with_texts(value, texts)


@attrs.frozen
class _Entries:
    entries: tuple[Entry, ...]


def _wanted(kind: Any) -> str:
    wanted = _FORMATS.get(kind) if isinstance(kind, Hashable) else None
    if wanted is None:
        raise CoachplanError(
            Finding(what=f"there is no document of the kind {_named(kind)}.", hint=_kinds(), code="not-a-document")
        )
    return wanted


def _named(kind: object) -> str:
    # A class by its name; a value where a class should be is somebody's plan or note.
    return kind.__name__ if isinstance(kind, type) else found(kind)


def _kinds() -> str:
    names = [kind.__name__ for kind in _FORMATS if isinstance(kind, type) and attrs.has(kind)]
    return f"Known: {', '.join(names)}, and a list of Entry."


def _suffix(file: Path, kind: object) -> str:
    suffix = file.suffix.lower()
    if suffix == ".json" or (suffix == ".toml" and kind is Family):
        return suffix
    if suffix == ".toml":
        hint = "Only a family is kept as .toml; give a file that ends in .json."
    elif suffix in (".csv", ".jsonl", ".ndjson"):
        hint = "This is a log: use read_log and write_log."
    else:
        hint = "Give a file that ends in .json, or .toml for a family."
    what = f"{suffix or 'no suffix'} is not a kind of document."
    raise CoachplanError(Finding(where=file.name, what=what, hint=hint, code="wrong-suffix"))


# -- the converter


@checked
def structure(kind: type[T], raw: Any, *, where: str = "", item: str = "") -> T:
    """
    Make a value of an attrs class out of plain dicts and lists, strictly.

    Raises one `CoachplanError` with every finding; *where* and *item* go in front of each place.
    """
    try:
        return cast(T, _converter().structure(raw, kind))
    except Exception as error:  # noqa: BLE001  # whatever a field refused becomes a finding
        raise CoachplanError(findings_of(error, where, item)) from None


@checked
def unstructure(value: object) -> Any:
    """
    Make plain dicts and lists out of values; what stands at its default is left out. Raises `InvalidError` for what
    cannot be written.
    """
    return _converter().unstructure(value)


@cache
def _converter() -> Any:  # the stubs of cattrs know no factory that asks for the converter
    made: Any = Converter(detailed_validation=True, forbid_extra_keys=True)
    made.register_structure_hook(str, exactly("text", str))
    made.register_structure_hook(bool, exactly("true or false", bool))
    made.register_structure_hook(int, whole)
    made.register_structure_hook(float, number)
    made.register_structure_hook(date, day)
    made.register_structure_hook(Message, message)
    made.register_structure_hook_func(lambda kind: kind == (float | str | None), number_or_text)
    made.register_structure_hook_func(lambda kind: kind == HighestStep, whole_or_all)
    made.register_structure_hook_func(is_choice, exactly("text", str))
    made.register_structure_hook_factory(is_list, list_of)
    made.register_structure_hook_factory(is_map, map_of)
    made.register_structure_hook_factory(attrs.has, _fields_of)
    made.register_structure_hook(Message, message)
    made.register_unstructure_hook_factory(attrs.has, _written)
    made.register_unstructure_hook(Message, message_written)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(bool, lambda value: value)
    made.register_unstructure_hook(int, int)  # True passes for a count in Python; written, it is 1
    made.register_unstructure_hook_func(lambda kind: kind in ((float | str | None), HighestStep), lambda value: value)
    made.register_unstructure_hook_func(is_map, map_written)
    return made


def _fields_of(cls: type, converter: Converter) -> Callable[[Any, Any], Any]:
    overrides: dict[str, Any] = {}
    for attribute in attrs.fields(attrs.resolve_types(cls)):
        if attribute.name.startswith("_"):
            overrides[attribute.name] = override(omit=True)
        elif attribute.validator is not None and not type(attribute.validator).__name__.startswith("_InstanceOf"):
            overrides[attribute.name] = override(struct_hook=_checked(attribute, converter))
    inner: Any = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **overrides
    )

    def hook(value: Any, kind: Any) -> Any:
        return value if isinstance(value, cls) else inner(table(value), kind)

    return hook


def _checked(attribute: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    # The validators run here too, so that all fields that are out of range are told at once, each by its name.
    inner, validator = converter.get_structure_hook(attribute.type), attribute.validator

    def hook(value: Any, kind: Any) -> Any:
        made = inner(value, kind)
        try:
            validator(None, attribute, made)
        except (TypeError, ValueError) as error:
            raise reworded(error, made) from None
        return made

    return hook


def _written(cls: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    names = [attribute.name for attribute in attrs.fields(attrs.resolve_types(cls))]
    hidden: dict[str, Any] = {name: override(omit=True) for name in names if name.startswith("_")}
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **hidden)
