"""
Documents and values: what was written down becomes frozen values, and comes back equal when it was written by us.

Reads and writes with cattrs. Nothing is coerced: "3" is not 3 and true is not 1. All mistakes of a document are told
at once, each with the file, the place in it and what would be right. Knows nothing of what the values mean; whether an
id exists is asked of a catalogue, where one is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, partial
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
    Several,
    Wrong,
    choice_of,
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
    nothing_or,
    number,
    number_or_text,
    or_nothing,
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
    not_finite,
    read_text,
    write_bytes,
)
from coachplan.documents.formats import ENTRIES, FORMATS, MADE_OF_THE_REST, Entries, as_today, format_of
from coachplan.documents.given_parts import of_given
from coachplan.documents.mistakes import findings_of
from coachplan.documents.references import unknown_ids
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import HighestStep
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.speaking import with_texts

__all__ = ["dumps", "from_dict", "loads", "read", "to_dict", "with_texts", "write"]

T = TypeVar("T")

# -- documents


@checked
def dumps(value: object, *, indent: int | None = 2) -> str:
    """
    Write a value of the door, or a list of entries, as a JSON document.

    What stands at its default is left out. Raises `CoachplanError` where a number is not finite, or a value nested too
    deeply, since it could not be read again.
    """
    try:
        return dumps_json(_document(value), indent=indent) + "\n"
    except RecursionError:
        raise _too_deep() from None


@checked
def loads(
    kind: type[T], text: str, *, name: str = "", catalogue: Catalogue | None = None, texts: Texts | None = None
) -> T:
    """
    Read a JSON document of a *kind*: `loads(Plan, text)`, or `loads(list[Entry], text)`.

    *name* is what errors call the document. With a *catalogue*, every id in it must exist. *texts* are the words that a
    review needs to speak. Raises one `CoachplanError` with every finding.
    """
    _wanted(kind)
    return cast(T, _finish(kind, _with_line(loads_json(text, name=name), kind, name), name, catalogue, texts))


@checked
def read(kind: type[T], path: Path | str, *, catalogue: Catalogue | None = None, texts: Texts | None = None) -> T:
    """
    Read a document from a `.json` file, or a family from a `.toml` file. Raises `UnreadableError` where the file is not
    there or cannot be read, else as `loads`.
    """
    file = Path(path)
    _wanted(kind)
    parse = loads_toml if _suffix(file, kind) == ".toml" else loads_json
    raw = _with_line(parse(read_text(file), name=file.name), kind, file.name)
    return cast(T, _finish(kind, raw, file.name, catalogue, texts))


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
def to_dict(value: object) -> dict[str, Any]:
    """
    Return a value as plain dicts and lists, as `json.loads(dumps(value))` would: a document with its format line, and a
    part of one (a hold, a change) without.

    Raises `CoachplanError` for what is no value of ours, and where a number is not finite.
    """
    part = attrs.has(type(value)) and not any(kind in FORMATS for kind in type(value).__mro__)
    try:
        fields = unstructure(value) if part else _document(value)
        endless = not_finite(fields, "")
    except RecursionError:
        raise _too_deep() from None
    if endless:
        raise CoachplanError(endless)
    return cast(dict[str, Any], fields)


@checked
def from_dict(
    kind: type[T],
    mapping: Mapping[str, Any],
    *,
    name: str = "",
    catalogue: Catalogue | None = None,
    texts: Texts | None = None,
) -> T:
    """
    Make a value of plain dicts and lists, as `loads` does of a text. The format line may be missing, as in what stands
    inside another document: it is then of today's number. So store a document with its line.

    Raises one `CoachplanError` with every finding.
    """
    if format_of(kind) is None and not (isinstance(kind, type) and attrs.has(kind)):
        _wanted(kind)
    return cast(T, _finish(kind, dict(mapping), name, catalogue, texts))


def _too_deep() -> CoachplanError:
    what = "this is nested too deeply to be written and read again."
    return CoachplanError(Finding(what=what, hint="Write its parts one by one.", code="cannot-be-kept"))


def _document(value: object) -> dict[str, Any]:
    if isinstance(value, list | tuple):
        if not all(isinstance(entry, Entry) for entry in value):
            raise CoachplanError(
                Finding(
                    what="only a list of entries is a document.", hint="Write others one by one.", code="not-a-document"
                )
            )
        return {"format": ENTRIES, "entries": unstructure(list(value))}
    if type(value) not in FORMATS:
        what = f"a {type(value).__name__} is not a document."
        raise CoachplanError(Finding(what=what, hint=_kinds(), code="not-a-document"))
    return {"format": FORMATS[type(value)], **unstructure(value)}


def _with_line(raw: Any, kind: Any, name: str) -> dict[str, Any]:
    wanted = _wanted(kind)
    if not isinstance(raw, dict):
        what = f"found {found(raw)} where a document should be."
        raise CoachplanError(
            Finding(where=name, what=what, hint=f'Begin with {{"format": "{wanted}", ...}}.', code="not-a-document")
        )
    wrong = check_format(raw, wanted, name)
    if wrong is not None:
        raise CoachplanError(wrong)
    return raw


def _finish(kind: Any, raw: dict[str, Any], name: str, catalogue: Catalogue | None, texts: Texts | None) -> object:
    value: Any
    if format_of(kind) == ENTRIES and kind is not Entries:
        value = structure(Entries, raw, where=name).entries
        value = list(value) if kind == list[Entry] else value
    else:
        value = structure(kind, raw, where=name)
    if catalogue is not None:
        findings = tuple(unknown_ids(value, catalogue, name))
        if findings:
            raise CoachplanError(findings)
    return value if texts is None else with_texts(value, texts)


def _wanted(kind: Any) -> str:
    wanted = format_of(kind)
    if wanted is None:
        what = f"there is no document of the kind {_named(kind)}."
        raise CoachplanError(Finding(what=what, hint=_kinds(), code="not-a-document"))
    return wanted


def _named(kind: object) -> str:
    # A class by its name; a value where a class should be is somebody's plan or note.
    return kind.__name__ if isinstance(kind, type) else found(kind)


def _kinds() -> str:
    names = [kind.__name__ for kind in FORMATS if isinstance(kind, type) and attrs.has(kind) and kind is not Entries]
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
    # Nearly every document is right: then no place has to be known, and each field is looked at once.
    with suppress(Exception):
        return cast(T, _converter(places=False).structure(raw, kind))
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
def _converter(*, places: bool = True) -> Any:  # the stubs of cattrs know no factory that asks for the converter
    made: Any = Converter(
        detailed_validation=places, forbid_extra_keys=True, unstruct_collection_overrides={tuple: list}
    )
    made.register_structure_hook(str, exactly("text", str))
    made.register_structure_hook(bool, exactly("true or false", bool))
    made.register_structure_hook(int, whole)
    made.register_structure_hook(float, number)
    made.register_structure_hook(date, day)
    made.register_structure_hook_factory(is_choice, choice_of)
    made.register_structure_hook_factory(is_list, list_of)
    made.register_structure_hook_factory(is_map, map_of)
    made.register_structure_hook_factory(or_nothing, nothing_or)
    made.register_structure_hook_func(lambda kind: kind == (float | str | None), number_or_text)
    made.register_structure_hook_func(lambda kind: kind == HighestStep, whole_or_all)
    made.register_structure_hook_factory(attrs.has, partial(_fields_of, places=places))
    made.register_structure_hook(Message, message)
    made.register_unstructure_hook_factory(attrs.has, _written)
    made.register_unstructure_hook(Message, message_written)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(bool, lambda value: value)
    made.register_unstructure_hook(int, int)  # True passes for a count in Python; written, it is 1
    made.register_unstructure_hook_func(lambda kind: kind in ((float | str | None), HighestStep), lambda value: value)
    made.register_unstructure_hook_func(is_map, map_written)
    return made


def _fields_of(cls: type, converter: Converter, *, places: bool) -> Callable[[Any, Any], Any]:
    overrides: dict[str, Any] = {}
    for attribute in attrs.fields(attrs.resolve_types(cls)):
        if attribute.name.startswith("_"):
            overrides[attribute.name] = override(omit=True)
        elif not places and attribute.converter is None:
            continue  # the class itself asks the same of the same value
        elif attribute.validator is not None and not type(attribute.validator).__name__.startswith("_InstanceOf"):
            overrides[attribute.name] = override(struct_hook=_checked(attribute, converter))
    # Of entries there are many, and most of their fields are left out.
    inner: Any = of_given(cls, converter) if cls is Entry and not places else make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=places, **overrides
    )

    def hook(value: Any, kind: Any) -> Any:
        return value if isinstance(value, cls) else inner(_kept(as_today(table(value), cls), cls), kind)

    return hook


def _kept(raw: dict[str, Any], cls: type) -> dict[str, Any]:
    made = [name for name in MADE_OF_THE_REST.get(cls, ()) if name in raw]
    for name in made:
        try:
            exactly("text", str)(raw[name], str)
        except Wrong as wrong:
            raise Several([(name, wrong)]) from None
    return {name: value for name, value in raw.items() if name not in made} if made else raw


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
