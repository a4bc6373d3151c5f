"""
A frozen value again with some of its parts changed, where all parts are known to be right: nothing is checked twice.

For what the core makes of its own values, many times in each review. What comes from outside goes through the
constructor of its class.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, cast

import attrs

__all__ = ["copied"]

T = TypeVar("T")


def copied(value: T, **changes: object) -> T:
    """
    Return an attrs value of the same class with other parts: `attrs.evolve` without converters, validators and
    defaults. Parts go by their names, and not by what the constructor calls them.
    """
    made = object.__new__(type(value))
    for name, keep in _parts(cast(Any, type(value))):
        keep(made, changes[name] if name in changes else getattr(value, name))
    return made


@cache
def _parts(cls: type) -> tuple[tuple[str, Any], ...]:
    names = (attribute.name for attribute in attrs.fields(cast(Any, cls)))
    # What puts a part in its place: the frozen class itself would refuse.
    return tuple((name, getattr(cls, name).__set__) for name in names)
