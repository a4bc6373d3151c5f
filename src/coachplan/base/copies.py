"""
A frozen value made of parts that are all known to be right, anew or out of another one: nothing is checked twice.

For what the core makes of its own values, many times in each review. What comes from outside goes through the
constructor of its class.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

import attrs

from coachplan.base.when_asked import slot_of

__all__ = ["copied", "kept_parts", "unchecked"]

P = ParamSpec("P")
T = TypeVar("T")


def unchecked(cls: Callable[P, T]) -> Callable[P, T]:
    """
    Return what makes a value of an attrs class with slots, as its constructor does, without converters and validators:
    each part by its name, and as it is kept, a list as a tuple. Equal to the value that the constructor makes.
    """
    keeps = {name: keep for name, _, keep in kept_parts(cast(Any, cls))}
    fields = [(each.alias, keeps[each.name], each.default) for each in attrs.fields(cast(Any, cls))]
    new: Any = object.__new__

    def make(**parts: Any) -> Any:
        made = new(cls)
        for name, keep, default in fields:
            keep(made, parts.get(name, default))
        return made

    return cast(Callable[P, T], make)


def copied(value: T, **changes: object) -> T:
    """
    Return an attrs value of the same class with other parts: `attrs.evolve` without converters, validators and
    defaults. Parts go by their names, and not by what the constructor calls them; what is to be made later stays so.
    """
    made = object.__new__(type(value))
    for name, take, keep in kept_parts(cast(Any, type(value))):
        keep(made, changes[name] if name in changes else take(value))
    return made


@cache
def kept_parts(cls: type) -> tuple[tuple[str, Callable[[Any], Any], Callable[[Any, Any], None]], ...]:
    """
    Return for each part of an attrs class with slots its name, what takes it as it is kept, and what keeps another in
    its place: the frozen class itself would refuse.
    """
    slots = ((each.name, slot_of(cls, each.name)) for each in attrs.fields(cast(Any, cls)))
    return tuple((name, slot.__get__, slot.__set__) for name, slot in slots)
