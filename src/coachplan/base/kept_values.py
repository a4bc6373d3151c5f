"""
Values as plain data that is read back quickly: lists, tables, texts and numbers, by what the classes themselves say.

For what coachplan keeps for itself, and nobody writes by hand: no form that stays, and no sentence for each mistake.
Every part must be of the type that its class names, and the constructors ask all that they ask; nothing is imported by
name, and nothing is run. Knows nothing of files, or of what the values mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from coachplan.base.frozen_map import FrozenMap

__all__ = ["kept", "made_again"]

_Maker = Callable[[Any], Any]


def kept(value: object) -> Any:
    """
    Return a value as plain data; a field that stands at its default is left out. Raises `TypeError` for what is no
    value of ours, such as a function.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [kept(each) for each in value]
    if isinstance(value, Mapping):
        return {name: kept(each) for name, each in value.items()}
    kind: Any = type(value)
    if not attrs.has(kind):
        raise TypeError(f"a {kind.__name__} is not kept")
    standing = ((each.alias, getattr(value, each.name), each.default) for each in attrs.fields(kind) if each.init)
    return {alias: kept(given) for alias, given, default in standing if given != default}


def made_again(kind: Any, plain: Any) -> Any:
    """
    Return the value of a type that was kept as *plain*: an attrs class, or as their fields are written. Raises
    `TypeError`, or what the constructor raises, where it does not fit.
    """
    return _maker(kind)(plain)


@cache
def _maker(kind: Any) -> _Maker:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of([each for each in get_args(kind) if each is not NoneType])
    if origin is tuple:
        inner = get_args(kind)
        return _list_of(inner[0] if inner[-1] is Ellipsis else reduce(or_, inner))
    if origin is FrozenMap:
        return _map_of(_maker(get_args(kind)[1]))
    return _fields_of(kind) if attrs.has(kind) else _of_type(*_types(kind))


def _plain_types(kind: Any) -> frozenset[type]:
    """
    Return of which types a value of this kind is kept as it is; none for what is made of parts.
    """
    made_of_parts = get_origin(kind) in (Union, UnionType, tuple, FrozenMap) or attrs.has(kind)
    return frozenset() if made_of_parts else frozenset(_types(kind))


def _types(kind: Any) -> tuple[type, ...]:
    plain: dict[Any, tuple[type, ...]] = {float: (float, int), Literal: (str,)}
    found = plain.get(get_origin(kind) or kind, (kind,))
    if not all(each in (str, int, float, bool) for each in found):
        raise TypeError(f"no way is known to make {kind!r} again")
    return found


def _one_of(kinds: list[Any]) -> _Maker:
    # Nothing, or one of some plain types; of what has parts there is never more than one.
    if len(kinds) == 1:
        inner = _maker(kinds[0])
        return lambda plain: None if plain is None else inner(plain)
    return _of_type(NoneType, *(each for kind in kinds for each in _types(kind)))


def _of_type(*types: type) -> _Maker:
    def make(plain: Any) -> Any:
        if type(plain) not in types:
            raise TypeError("a value of another type was kept here")
        return plain

    return make


def _list_of(kind: Any) -> _Maker:
    inner, types = _maker(kind), _plain_types(kind)

    def make(plain: Any) -> Any:
        if type(plain) is not list:
            raise TypeError("a list was kept here")
        # Of nothing but texts, as most are, each need not be asked by itself.
        return tuple(plain) if types and types.issuperset(map(type, plain)) else tuple(map(inner, plain))

    return make


def _map_of(inner: _Maker) -> _Maker:
    def make(plain: Any) -> dict[str, Any]:
        if type(plain) is not dict:
            raise TypeError("a table was kept here")
        return {name: inner(each) for name, each in plain.items()}

    return make


def _fields_of(kind: Any) -> _Maker:
    hints = get_type_hints(kind)
    kinds = {each.alias: hints.get(each.name, each.type) for each in attrs.fields(kind) if each.init}
    makers = {alias: (_plain_types(of), _maker(of)) for alias, of in kinds.items()}

    def make(plain: Any) -> Any:
        if type(plain) is not dict:
            raise TypeError("a table of fields was kept here")
        if not plain.keys() <= makers.keys():
            raise TypeError("a field that there is not was kept here")
        given = {}
        for alias, each in plain.items():
            types, maker = makers[alias]
            given[alias] = each if type(each) in types else maker(each)
        return kind(**given)

    return make
