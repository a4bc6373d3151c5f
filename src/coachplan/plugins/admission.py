"""
What a value from outside must be, copied: the exact plain types and our own classes, and nothing that only looks so.

A plugin is Python, so what it hands over may be a number that raises when compared, a word that is equal to everything,
a list that never ends, or one of our own values with something else put inside. All of that is found here, once, and
what passes is made anew, so that nothing of it is foreign any more. Knows nothing of plugins.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import evolve

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.validators import Unfit
from coachplan.knowledge.catalogue import MOST
from coachplan.plugins.deadline import kind_of

__all__ = ["LONGEST", "admitted"]

#: The most letters that one text may have: the longest of ours has some six hundred. Conditions and phrases are read by
#: programs whose work grows with their length.
LONGEST = 10_000

_NAMES: dict[Any, str] = {
    str: "a text",
    Literal: "a text",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    NoneType: "nothing",
    tuple: "a list",
    Callable: "a function",
}


def admitted(kind: Any, value: object, at: str = "") -> Any:
    """
    Return a copy of *value*, which must be of *kind*: a type as our own classes write them, such as `tuple[str, ...]`.

    Runs no code of the value's own class. Raises `CoachplanError` with the place (*at*), what was found, and what
    would be right.
    """
    of = type(value)
    for is_so, copy in _ways(kind):
        if is_so(of):
            return copy(value, at)
    raise _wrong(at, f"found {_found(value)}.", f"Expected {_named(kind)}.")


def _wrong(at: str, what: str, hint: str = "") -> CoachplanError:
    return CoachplanError(Finding(item=at, what=what, hint=hint, code="plugin-failed"))


def _each(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _named(kind: Any) -> str:
    origins = [get_origin(each) or each for each in _each(kind)]
    *first, last = (_NAMES.get(origin) or f"a {origin.__name__}" for origin in origins)
    return f"{', '.join(first)} or {last}" if first else last


def _found(value: object) -> str:
    return "nothing" if value is None else f"a value of the class {kind_of(value)}"


# -- for each kind: is a class of that kind, and how its values are copied

_Way = tuple[Callable[[type], bool], Callable[[Any, str], Any]]


@cache
def _ways(kind: Any) -> tuple[_Way, ...]:
    return tuple(map(_way, _each(kind)))


def _way(kind: Any) -> _Way:
    # Classes are compared by what they really are: `isinstance` would ask the value.
    origin = get_origin(kind)
    if kind is str or origin is Literal:  # which word it is, the validators ask
        return (lambda of: issubclass(of, str)), _text
    if kind is float:
        return (lambda of: issubclass(of, int | float) and of is not bool), _number
    if kind is int:
        return (lambda of: issubclass(of, int) and of is not bool), _number
    if origin is tuple:
        return (lambda of: issubclass(of, tuple | list)), _list_of(get_args(kind))
    if origin is FrozenMap:
        return (lambda of: of is FrozenMap), _shelf_of(*get_args(kind))
    if origin is Callable:
        return (lambda _of: True), _function
    return (lambda of: of is kind), _made_anew if attrs.has(kind) else _same


def _same(value: Any, _at: str) -> Any:
    return value


def _function(value: Any, at: str) -> Any:
    if not callable(value):
        raise _wrong(at, f"found {_found(value)}.", "Expected a function.")
    return value


def _text(value: str, at: str) -> str:
    if str.__len__(value) > LONGEST:
        raise _wrong(at, f"a text of {str.__len__(value)} letters.", f"Write no more than {LONGEST}.")
    return str.__str__(value)


def _number(value: Any, at: str) -> float:
    copied: float = int.__int__(value) if issubclass(type(value), int) else float.__float__(value)
    if not abs(copied) < 1e300:
        raise _wrong(at, "a number without an end.", "Give one that ends.")
    return copied


def _list_of(kinds: tuple[Any, ...]) -> Callable[[Any, str], tuple[Any, ...]]:
    def copy(value: Any, at: str) -> tuple[Any, ...]:
        plain = list if issubclass(type(value), list) else tuple
        length = plain.__len__(value)
        if length > MOST:
            raise _wrong(at, f"a list of {length}.", f"Give no more than {MOST}.")
        endless = kinds[-1] is Ellipsis
        if not endless and length != len(kinds):
            raise _wrong(at, f"a list of {length}.", f"Expected {len(kinds)}.")
        return tuple(
            admitted(kinds[0] if endless else kinds[index], each, f"{at}, number {index + 1}")
            for index, each in enumerate(plain.__iter__(value))
        )

    return copy


def _shelf_of(key: Any, inner: Any) -> Callable[[Any, str], FrozenMap[Any, Any]]:
    def copy(value: Any, at: str) -> FrozenMap[Any, Any]:
        stands: object = value._items  # noqa: SLF001 - whatever was put there
        if type(stands) is not dict or len(stands) > MOST:
            raise _wrong(at, f"found {_found(stands)}.", f"Expected a mapping of no more than {MOST}.")
        names = [(admitted(key, name, at), inside) for name, inside in stands.items()]
        return FrozenMap({name: admitted(inner, inside, f"{at}: {_shown(name)}") for name, inside in names})

    return copy


def _shown(name: object) -> str:
    return ", ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _made_anew(value: Any, at: str) -> Any:
    kind: Any = type(value)
    inside = f"{at}: " if at else ""
    given = {
        alias: admitted(inner, getattr(value, name, None), f"{inside}{name}") for name, alias, inner in _parts(kind)
    }
    try:
        return kind(**given)
    except CoachplanError as error:  # what the converters of our classes raise
        raise CoachplanError(
            evolve(each, item=f"{inside}{each.item}" if each.item else at) for each in error.findings
        ) from None
    except Unfit as wrong:  # what their validators raise
        raise _wrong(f"{inside}{wrong.field}", wrong.what, wrong.hint) from None
    except (ValueError, TypeError) as error:  # what those of attrs raise
        raise _wrong(at, f"{error.args[0]}.") from None


@cache
def _parts(kind: type) -> tuple[tuple[str, str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (field.name, field.alias or field.name, hints.get(field.name, field.type)) for field in attrs.fields(kind)
    )
