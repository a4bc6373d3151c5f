"""
What one value must be, without coercion, and the sentence where it is something else.

Knows the plain values of documents: text, numbers, days, messages. Knows nothing of files, or of which field it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from coachplan.base.disclosure import found, found_code, found_figure, place_name
from coachplan.base.errors import CoachplanError, suggest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.messages import Message
from coachplan.base.validators import Unfit

__all__ = [
    "Several",
    "Wrong",
    "choice_of",
    "day",
    "exactly",
    "is_choice",
    "is_list",
    "is_map",
    "list_of",
    "map_of",
    "map_written",
    "message",
    "message_written",
    "nothing_or",
    "number",
    "number_or_text",
    "or_nothing",
    "reworded",
    "table",
    "whole",
    "whole_or_all",
]


class Wrong(ValueError):  # noqa: N818  # a finding on its way, never seen outside
    """
    One value that is not what its field asks: what was found, and what would be right.
    """

    def __init__(self, what: str, hint: str = "", *, code: str = "invalid-value") -> None:
        super().__init__(what, hint)
        self.what: str = what
        self.hint: str = hint
        self.code: str = code


class Several(Exception):  # noqa: N818  # as above
    """
    Mistakes inside a list or a mapping, each with its place in it.
    """

    def __init__(self, errors: list[tuple[str, Exception]]) -> None:
        super().__init__(errors)
        self.errors = errors


def exactly(label: str, wanted: type) -> Callable[[Any, Any], Any]:
    """
    Return what reads a value of just this type; *label* is what errors call it.
    """
    named, code = (found, "not-text") if wanted is str else (found_code, "wrong-kind")

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not wanted:
            raise Wrong(f"found {named(value)}.", f"Expected {label}.", code=code)
        return value

    return hook


def whole(value: Any, _: Any) -> int:
    """
    Read a whole number.
    """
    if type(value) is not int or abs(value) > 1e300:
        raise Wrong(f"found {found_figure(value)}.", "Expected a whole number.", code="not-a-number")
    return value


def whole_or_all(value: Any, kind: Any) -> int | str:
    """
    Read a whole number, or the word that stands for all there are.
    """
    if value == "all" and type(value) is str:
        return value
    try:
        return whole(value, kind)
    except Wrong as wrong:
        raise Wrong(wrong.what, 'Expected a whole number, or "all".', code=wrong.code) from None


def number(value: Any, _: Any) -> float:
    """
    Read a finite number; a whole one stays whole, so that it comes back equal.
    """
    if (type(value) is not int and type(value) is not float) or not abs(value) < 1e300:
        raise Wrong(f"found {found_figure(value)}.", "Expected a number.", code="not-a-number")
    return value


def number_or_text(value: Any, kind: Any) -> float | str | None:
    """
    Read a number, a text or nothing.
    """
    return value if value is None or type(value) is str else number(value, kind)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def day(value: Any, _: Any) -> date:
    """
    Read a day as `YYYY-MM-DD`, or a day of TOML's own.
    """
    if type(value) is date:  # TOML has days of its own
        return value
    if type(value) is str and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Wrong(f"there is no day {value!r}.", "Expected year-month-day.", code="not-a-day") from None
    raise Wrong(f"found {found_figure(value)}.", "Expected a day such as '2026-03-14'.", code="not-a-day")


def message(value: Any, _: Any) -> Message:
    """
    Read `{"key": ..., "values": {...}}`, with messages among the values.
    """
    if isinstance(value, Message):
        return value
    raw = table(value)
    known = ("key", "values")
    errors: list[tuple[str, Exception]] = [
        (place_name(key), Wrong("there is no such field.", suggest(key, known), code="unknown-field"))
        for key in raw
        if key not in known
    ]
    if type(raw.get("key")) is not str:
        errors.append(("key", Wrong(f"found {found(raw.get('key'))}.", "Expected text.", code="not-text")))
    pairs: dict[str, object] = {}
    given = raw.get("values", {})
    if isinstance(given, dict):
        for name, each in given.items():
            try:
                pairs[name] = _message_value(each)
            except Exception as error:  # noqa: BLE001  # every mistake is told, and its place with it
                errors.append((f"values.{place_name(name)}", error))
    else:
        errors.append(("values", Wrong(f"found {found(given)}.", "Expected a table.", code="not-a-table")))
    if errors:
        raise Several(errors)
    return Message(raw["key"], pairs)


def _message_value(value: Any) -> object:
    if isinstance(value, dict):
        return message(value, Message)
    return value if isinstance(value, bool) or value is None else number_or_text(value, None)


def message_written(value: Message) -> dict[str, Any]:
    """
    Write a message so that `message` reads it.
    """
    if not value.values:
        return {"key": value.key}
    values = {name: message_written(v) if isinstance(v, Message) else v for name, v in value.values}
    return {"key": value.key, "values": values}


#: How the standard validators of attrs say what they ask.
_BOUND = re.compile(r"must be (>=|<=|<|>) (.+?): ")
_BOUNDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}


def reworded(error: Exception, value: object) -> Exception:
    """
    Say in plain words what a validator refused, without what was written.
    """
    if isinstance(error, Unfit):
        # The field is told by whoever reads it; the place inside it, as in `tags[1]`, is not.
        wrong, (_, bracket, place) = Wrong(error.what, error.hint, code=error.code), error.field.partition("[")
        return Several([(bracket + place, wrong)]) if bracket else wrong
    if isinstance(error, CoachplanError):
        return error
    options = error.args[2] if len(error.args) == 4 else None
    if isinstance(options, tuple) and isinstance(value, str):
        return Wrong(f"found {found_code(value)}.", suggest(value, options), code="unknown-word")
    bound = _BOUND.search(str(error.args[0])) if error.args else None
    if bound is not None:
        return Wrong(f"found {found_figure(value)}.", f"Expected {_BOUNDS[bound[1]]} {bound[2]}.", code="out-of-range")
    return Wrong(f"found {found(value)}.", "Expected something else here.")


def table(value: Any) -> dict[str, Any]:
    """
    Return the value where it is a table of named fields.
    """
    if not isinstance(value, dict):
        raise Wrong(f"found {found(value)}.", "Expected a table of named fields.", code="not-a-table")
    return value


# -- lists and mappings: a converter is asked for what reads their members


def is_choice(kind: Any) -> bool:
    """
    Say whether a field is one of a few words.
    """
    choices = get_args(kind) if get_origin(kind) is Union else (kind,)
    return all(get_origin(choice) is Literal for choice in choices)


def choice_of(kind: Any, _: Any) -> Callable[[Any, Any], str]:
    """
    Return what reads one of a few words.
    """
    parts = get_args(kind) if get_origin(kind) is Union else (kind,)
    known = tuple(word for part in parts for word in get_args(part))
    as_text = exactly("text", str)

    def hook(value: Any, asked: Any) -> str:
        word: str = as_text(value, asked)
        if word not in known:
            raise Wrong(f"found {found_code(word)}.", suggest(word, known), code="unknown-word")
        return word

    return hook


def or_nothing(kind: Any) -> bool:
    """
    Say whether a field is of one kind, or nothing.
    """
    parts = get_args(kind) if get_origin(kind) in (Union, UnionType) else ()
    return len(parts) == 2 and NoneType in parts


def nothing_or(kind: Any, converter: Any) -> Callable[[Any, Any], Any]:
    """
    Return what reads a field of one kind, or nothing.
    """
    other = next(part for part in get_args(kind) if part is not NoneType)
    inner = converter.get_structure_hook(other)

    def hook(value: Any, _: Any) -> Any:
        return None if value is None else inner(value, other)

    return hook


def is_list(kind: Any) -> bool:
    """
    Say whether a field is kept as a tuple.
    """
    origin: Any = get_origin(kind)
    return origin is tuple


def is_map(kind: Any) -> bool:
    """
    Say whether a field is kept as a frozen map.
    """
    origin: Any = get_origin(kind)
    return origin is FrozenMap


def list_of(kind: Any, converter: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    """
    Return what reads a list into a tuple, with the place of each mistake.
    """
    inner = get_args(kind)
    endless = inner[-1] is Ellipsis
    hooks = [converter.get_structure_hook(each) for each in (inner[:1] if endless else inner)]

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise Wrong(f"found {found(value)}.", "Expected a list.", code="not-a-list")
        if not endless and len(value) != len(hooks):
            raise Wrong(f"found a list of {len(value)}.", f"Expected a list of {len(hooks)}.", code="out-of-range")
        made, errors = [], []
        for position, each in enumerate(value):
            place = 0 if endless else position
            try:
                made.append(hooks[place](each, inner[place]))
            except Exception as error:  # noqa: BLE001  # every mistake is told, and its place with it
                errors.append((f"[{position}]", error))
        if errors:
            raise Several(errors)
        return tuple(made)

    return hook


def map_of(kind: Any, converter: Any) -> Callable[[Any, Any], FrozenMap[str, Any]]:
    """
    Return what reads a table into a frozen map, with the name of each mistake.
    """
    inner = get_args(kind)[1]
    value_hook = converter.get_structure_hook(inner)

    def hook(value: Any, _: Any) -> FrozenMap[str, Any]:
        made, errors = {}, []
        for name, each in table(value).items():
            try:
                made[name] = value_hook(each, inner)
            except Exception as error:  # noqa: BLE001  # every mistake is told, and its place with it
                errors.append((place_name(name), error))
        if errors:
            raise Several(errors)
        return FrozenMap(made)

    return hook


def map_written(kept: FrozenMap[str, Any]) -> dict[str, Any]:
    """
    Write a frozen map as a table.
    """
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}
