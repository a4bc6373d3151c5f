"""
What a function of the door is given, held against what it says it takes: names first, then the kinds of the values.

A value of a wrong kind is refused where it comes in, in a sentence, and not deep inside by whatever it breaks first.
Knows nothing of what the values mean; which of a few words it is, the function itself asks.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, wraps
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from coachplan.base.disclosure import found, place_name
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.base.validators import Unfit, Validator, a, argument, day, number, text

__all__ = ["checked", "explained"]

F = TypeVar("F", bound=Callable[..., Any])


def checked(function: F) -> F:
    """
    Let a function refuse what is not of the kinds that it says, with `CoachplanError`, before it does anything.
    """

    @wraps(function)
    def call(*values: Any, **named: Any) -> Any:
        _of_its_kind(function, values, named)
        try:
            return function(*values, **named)
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
        except Exception as error:  # noqa: BLE001 - raised again below, or told in words
            wrong = _misnamed(function, values, named, error)
            if wrong is None:
                broken = error
            else:
                raise wrong from None
        _of_its_kind(function, values, named)
        raise broken

    return cast(F, call)


def _of_its_kind(function: Callable[..., Any], values: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    names, checks = _asked(function)
    for name, value in (*zip(names, values, strict=False), *named.items()):
        if name in checks:
            checks[name](value)


def _misnamed(
    function: Callable[..., Any], values: tuple[Any, ...], named: Mapping[str, Any], error: Exception
) -> CoachplanError | None:
    # Asked only where a call failed, so that one that is right costs nothing.
    wrong = () if isinstance(error, CoachplanError) else tuple(_names(function, values, named))
    return CoachplanError(wrong) if wrong else None


def _names(function: Callable[..., Any], values: tuple[Any, ...], named: Mapping[str, Any]) -> Iterator[Finding]:
    where, takes = function.__qualname__.removesuffix(".__init__"), inspect.signature(function).parameters
    if any(each.kind is each.VAR_KEYWORD for each in takes.values()):
        named = {name: value for name, value in named.items() if name in takes}  # the function itself tells the others
    in_order = [name for name, each in takes.items() if each.kind is each.POSITIONAL_OR_KEYWORD]
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
    for name in in_order[: len(values)]:
        if name in named:
            yield Finding(where=where, item=name, what="this is given twice.", hint="Give it once.", code="duplicate")
    for name, each in takes.items():
        given = name in named or name in in_order[: len(values)]
        if not given and name not in meant and each.default is each.empty and each.kind is not each.VAR_KEYWORD:
            yield Finding(where=where, item=name, what="this is missing.", code="missing-field")


#: Nobody is no wrong kind of text: whoever needs to know who decides says so.
_WHO_DECIDES = "by"


@cache
def _asked(function: Callable[..., Any]) -> tuple[tuple[str, ...], dict[str, Callable[[Any], None]]]:
    takes, hints = inspect.signature(function).parameters, get_type_hints(function)
    kinds = {name: _kinds(hints[name]) for name in takes if name in hints and name != _WHO_DECIDES}
    checks = {name: _check(name, kinds[name]) for name in kinds if kinds[name] and _is_plain(takes[name], kinds[name])}
    return tuple(takes), checks


def _kinds(hint: Any) -> tuple[Any, ...]:
    # The classes that a value may be of; none where the hint names something else, such as one of a few words.
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = tuple(get_origin(part) or part for part in parts)
    return kinds if all(isinstance(kind, type) and kind not in (object, type) for kind in kinds) else ()


def _is_plain(parameter: inspect.Parameter, kinds: tuple[Any, ...]) -> bool:
    # A default that is of another kind stands for what was not given, and only the function knows what else it takes.
    return parameter.kind is not parameter.VAR_KEYWORD and (
        parameter.default is parameter.empty
        or isinstance(parameter.default, (*kinds, int if float in kinds else kinds[0]))
    )


#: How the fields of values ask for the same.
_FIELDS: dict[Any, Validator] = {
    str: text,
    date: day,
    int: number(whole=True),
    float: number(),
    Iterable: lambda _, attribute, value: _list(attribute.name, value),
}


def _check(name: str, kinds: tuple[Any, ...]) -> Callable[[Any], None]:
    others = tuple(kind for kind in kinds if kind is not NoneType)
    check = _FIELDS.get(others[0]) if len(others) == 1 else None
    validator = check or a(*others)
    left_out = NoneType in kinds

    def ask(value: Any) -> None:
        if not (left_out and value is None):
            argument(name, value, validator)

    return ask


def _list(name: str, value: object) -> None:
    if isinstance(value, str | bytes | bytearray | Mapping) or not hasattr(type(value), "__iter__"):
        raise Unfit(name, f"expected a list, found {found(value)}.", "Put it in a list.", "not-a-list")
