"""
What a function of the door is given, held against what it says it takes: names first, then the kinds of the values.

A value of a wrong kind is refused where it comes in, in a sentence, and not deep inside by whatever it breaks first.
Knows nothing of what the values mean; which of a few words it is, the function itself asks.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, wraps
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from coachplan.base.disclosure import found, place_name
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.base.validators import Validator, a, argument, day, each, number, text

__all__ = ["checked", "explained"]

F = TypeVar("F", bound=Callable[..., Any])


def checked(function: F) -> F:
    """
    Let a function refuse what is not of the kinds that it says, with `CoachplanError`, before it does anything.
    """

    @wraps(function)
    def call(*values: Any, **named: Any) -> Any:
        right, by_name = _of_its_kind(function, values, named)
        try:
            return function(*right, **by_name)
        except TypeError as error:
            wrong = _misnamed(function, values, named, error)
            if wrong is None:
                raise
        raise wrong

    return cast(F, call)


def explained(function: F) -> F:
    """
    Let a function that is asked often say what it was given wrong, with `CoachplanError`, only where that broke it.
    """

    @wraps(function)
    def call(*values: Any, **named: Any) -> Any:
        try:
            return function(*values, **named)
        except CoachplanError:
            raise
        except Exception as error:  # noqa: BLE001 - raised again below, or told in words
            wrong = _misnamed(function, values, named, error)
            if wrong is None:
                broken = error
            else:
                raise wrong from None
        _of_its_kind(function, values, named)
        raise broken

    return cast(F, call)


def _of_its_kind(
    function: Callable[..., Any], values: tuple[Any, ...], named: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    # What is given as a list is kept as one: it is gone through here, and what can be gone through once is empty then.
    names, checks = _asked(function)
    right = [checks[name](value) if name in checks else value for name, value in zip(names, values, strict=False)]
    by_name = {name: checks[name](value) if name in checks else value for name, value in named.items()}
    return [*right, *values[len(names) :]], by_name


def _misnamed(
    function: Callable[..., Any], values: tuple[Any, ...], named: Mapping[str, Any], error: Exception
) -> CoachplanError | None:
    # Asked only where a call failed, so that one that is right costs nothing.
    wrong = () if isinstance(error, CoachplanError) else tuple(_names(function, values, named))
    return CoachplanError(wrong) if wrong else None


def _names(function: Callable[..., Any], values: tuple[Any, ...], named: Mapping[str, Any]) -> Iterator[Finding]:
    where, takes = function.__qualname__.removesuffix(".__init__"), inspect.signature(function).parameters
    if any(one.kind is one.VAR_KEYWORD for one in takes.values()):
        named = {name: value for name, value in named.items() if name in takes}  # the function itself tells the others
    in_order = [name for name, one in takes.items() if one.kind is one.POSITIONAL_OR_KEYWORD]
    names = [name for name in takes if name != "self"]
    meant = set()
    for name in named:
        if name not in names:
            meant.add(nearest(name, names))
            what, hint = "there is no such argument.", suggest(name, names)
            yield Finding(where=where, item=place_name(name), what=what, hint=hint, code="unknown-field")
    if len(values) > len(in_order):
        what = f"found {len(values)} values without a name."
        yield Finding(where=where, what=what, hint="Give each by its name.", code="too-many")
        return  # each may be any of them, so none is said to be missing
    for name in in_order[: len(values)]:
        if name in named:
            yield Finding(where=where, item=name, what="this is given twice.", hint="Give it once.", code="duplicate")
    for name, takes_it in takes.items():
        given = name in named or name in in_order[: len(values)]
        needed = takes_it.default is takes_it.empty and takes_it.kind is not takes_it.VAR_KEYWORD
        if needed and not given and name not in meant:
            yield Finding(where=where, item=name, what="this is missing.", code="missing-field")


#: Nobody is no wrong kind of text: whoever needs to know who decides says so.
_WHO_DECIDES = ("by", "role")


@cache
def _asked(function: Callable[..., Any]) -> tuple[tuple[str, ...], dict[str, Callable[[Any], Any]]]:
    takes, hints = inspect.signature(function).parameters, _hints(function)
    kinds = {name: _kinds(hints[name]) for name in takes if name in hints and name not in _WHO_DECIDES}
    checks = {
        name: _check(name, kinds[name], hints[name])
        for name in kinds
        if kinds[name] and _is_plain(takes[name], kinds[name])
    }
    return tuple(takes), checks


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    # A module may name a kind before it has imported it, and hand it over when it is asked for.
    named: dict[str, Any] = {}
    while True:
        try:
            return get_type_hints(function, localns=named)
        except NameError as error:
            name, module = error.name or "", sys.modules[function.__module__]
            if name in named or not hasattr(module, name):
                raise
            named[name] = getattr(module, name)


def _kinds(hint: Any) -> tuple[Any, ...]:
    # The classes that a value may be of; none where the hint names something else. One of a few words is text.
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = tuple(str if get_origin(part) is Literal else get_origin(part) or part for part in parts)
    return kinds if all(isinstance(kind, type) and kind not in (object, type, Any) for kind in kinds) else ()


def _is_plain(parameter: inspect.Parameter, kinds: tuple[Any, ...]) -> bool:
    # A default that is of another kind stands for what was not given, and only the function knows what else it takes.
    return parameter.kind is not parameter.VAR_KEYWORD and (
        parameter.default is parameter.empty
        or isinstance(parameter.default, (*kinds, int if float in kinds else kinds[0]))
    )


#: How the fields of values ask for the same.
_FIELDS: dict[Any, Validator] = {str: text, date: day, int: number(whole=True), float: number()}


def _check(name: str, kinds: tuple[Any, ...], hint: Any) -> Callable[[Any], Any]:
    others = tuple(kind for kind in kinds if kind is not NoneType)
    left_out = NoneType in kinds
    if Iterable in others:
        members = next((_members(part) for part in (hint, *get_args(hint)) if get_origin(part) is Iterable), ())
        return lambda value: None if left_out and value is None else _listed(name, value, members, others)
    validator = (_FIELDS.get(others[0]) if len(others) == 1 else None) or a(*others)

    members = _members(hint) if get_origin(hint) is Mapping else ()

    def ask(value: Any) -> Any:
        if not (left_out and value is None):
            argument(name, value, validator)
            if members:
                argument(name, tuple(value.values()), each(a(*members)))
        return value

    return ask


def _members(hint: Any) -> tuple[Any, ...]:
    # A plugin may be anything, and a list of numbers is asked by whoever reads it.
    kinds = _kinds(get_args(hint)[-1] if get_origin(hint) is Mapping else get_args(hint)[0])
    return () if float in kinds else kinds


def _listed(name: str, given: Any, members: tuple[Any, ...], others: tuple[Any, ...]) -> Any:
    if isinstance(given, tuple(kind for kind in others if kind is not Iterable)):
        return given
    if isinstance(given, str | bytes | bytearray | Mapping) or not isinstance(given, Iterable):
        what = f"expected a list, found {found(given)}."
        raise CoachplanError(Finding(item=name, what=what, hint="Put it in a list.", code="not-a-list"))
    values = tuple(given)
    if members:
        argument(name, values, each(a(*members)))
    return values
