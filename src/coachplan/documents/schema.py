"""
What a document must look like, as JSON Schema 2020-12: out of the fields, types and validators that read it.

Says what one field can be. What fields ask of each other, and whether an id exists, a schema cannot say: that stands in
the reference. Run with a folder, it writes a file for each kind: `python -m coachplan.documents.schema FOLDER`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from coachplan.base.arguments import checked
from coachplan.base.asking import asks
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.messages import Message
from coachplan.documents.codec import unstructure
from coachplan.documents.files import dumps_json, write_bytes
from coachplan.documents.formats import ENTRIES, FORMATS, MADE_OF_THE_REST, Entries, format_of

__all__ = ["DIALECT", "definitions", "schema", "write_schemas"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


@checked
def schema(kind: Any) -> dict[str, Any]:
    """
    Return the JSON Schema of a kind of document: `schema(Plan)`, `schema(list[Entry])`; or of a part of one, such as
    `Hold`, which has no format line.

    Raises `CoachplanError` where there is no such document.
    """
    kept = Entries if format_of(kind) == ENTRIES else kind
    shapes = definitions([kept])
    named = format_of(kept)
    made: dict[str, Any] = {"$schema": DIALECT, "title": _name(kept), "$ref": f"#/$defs/{_name(kept)}", "$defs": shapes}
    return made if named is None else {**made, "$id": f"urn:coachplan:{_short(named)}", "required": ["format"]}


@checked
def definitions(kinds: Iterable[Any], *, at: str = "#/$defs/") -> dict[str, Any]:
    """
    Return the schemas of several kinds and of all that they are made of, each by its name, for a place of your own:
    `definitions([Plan, Entry], at="#/components/schemas/")` are the components of an OpenAPI document.

    Here the format line may be missing, as it may in `from_dict`. Raises `CoachplanError` where there is no such kind.
    """
    shapes: dict[str, Any] = {}
    for kind in kinds:
        kept = Entries if format_of(kind) == ENTRIES else kind
        if not (isinstance(kept, type) and attrs.has(kept)):
            what = f"found {found(kind)} where a kind of document should be."
            raise CoachplanError(Finding(what=what, hint="Give a class of ours.", code="not-a-document"))
        try:
            _of(kept, shapes, at)
        except (AttributeError, TypeError):
            what = f"a {_name(kept)} is no document, nor a part of one."
            raise CoachplanError(Finding(what=what, hint="Give a class of ours.", code="not-a-document")) from None
    return dict(sorted(shapes.items()))


@checked
def write_schemas(folder: Path) -> tuple[Path, ...]:
    """
    Write the schema of each kind of document into a folder, named by its format: `plan-3.json`. Returns the files.
    """
    written = []
    for kind, named in FORMATS.items():
        if isinstance(kind, type) and attrs.has(kind):
            text = dumps_json(schema(kind), indent=2) + "\n"
            written.append(folder / f"{_short(named)}.json")
            write_bytes(written[-1], text.encode())
    return tuple(written)


def _short(named: str) -> str:
    return named.removeprefix("coachplan-").replace("/", "-")


def _name(kind: Any) -> str:
    return str(kind.__name__)


def _of(kind: Any, shapes: dict[str, Any], at: str) -> dict[str, Any]:
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return _any_of([_of(each, shapes, at) for each in inner])
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _of(inner[0], shapes, at)}
    if origin is tuple:
        places = [_of(each, shapes, at) for each in inner]
        return {"type": "array", "prefixItems": places, "minItems": len(places), "maxItems": len(places)}
    if origin is FrozenMap:
        return {"type": "object", "additionalProperties": _of(inner[1], shapes, at)}
    name = _name(kind)
    if name not in shapes:
        shapes[name] = {}  # it may be made of its own kind
        shapes[name] = _message(at) if kind is Message else _fields(kind, shapes, at)
    return {"$ref": at + name}


def _any_of(parts: list[dict[str, Any]]) -> dict[str, Any]:
    # One list where it can be: of words, or of plain kinds.
    if all("enum" in part or part == _PLAIN[NoneType] for part in parts):
        return {"enum": [word for part in parts for word in part.get("enum", [None])]}
    if all(set(part) == {"type"} for part in parts):
        return {"type": [part["type"] for part in parts]}
    return {"anyOf": parts}


def _message(at: str) -> dict[str, Any]:
    value = {"anyOf": [{"$ref": f"{at}Message"}, {"type": ["string", "number", "boolean", "null"]}]}
    values = {"type": "object", "additionalProperties": value, "default": {}}
    properties = {"key": {"type": "string"}, "values": values}
    return {"type": "object", "properties": properties, "required": ["key"], "additionalProperties": False}


def _fields(kind: Any, shapes: dict[str, Any], at: str) -> dict[str, Any]:
    properties, required = {}, []
    if kind in FORMATS:
        properties["format"] = {"const": FORMATS[kind]}
    for each in attrs.fields(attrs.resolve_types(kind)):
        if each.name.startswith("_"):
            continue
        shape = _of(each.type, shapes, at)
        if each.validator is not None:
            shape = _asked(shape, asks(each.validator))
        if each.default is attrs.NOTHING:
            required.append(each.name)
        else:
            shape["default"] = unstructure(each.default)
        properties[each.name] = shape
    properties |= {name: dict(_PLAIN[str]) for name in MADE_OF_THE_REST.get(kind, ())}
    what = (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
    return {
        "type": "object",
        "description": what,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _asked(shape: dict[str, Any], keywords: Any) -> dict[str, Any]:
    # Bounds stand beside any kind and ask only those that they are for; what asks of members goes in to them.
    made = dict(shape)
    for keyword, asked in keywords.items():
        if keyword == "enum":
            if "enum" not in made:
                made = {"enum": [*asked, None] if "null" in made.get("type", ()) else [*asked]}
        elif keyword in ("items", "additionalProperties"):
            if "anyOf" in made:
                made["anyOf"] = [_asked(part, {keyword: asked}) if keyword in part else part for part in made["anyOf"]]
            else:
                made[keyword] = _asked(made[keyword], asked)
        elif keyword != "minItems" or asked:
            made[keyword] = asked
    return made


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
