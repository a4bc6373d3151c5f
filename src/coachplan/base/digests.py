"""
A digest of values: the same content has the same digest, and another as soon as anything in it is another.

Knows nothing of what the values mean, and nothing of how they are shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

__all__ = ["digest"]


def digest(*values: object) -> str:
    """
    Return 32 hexadecimal digits for the content of *values*: plain ones, lists, mappings, and attrs values of these.

    7 and 7.0 are one number. A field of an attrs value that stands at its default is left out, so that a field which is
    added later changes no digest.
    """
    plain = repr(_plain(values)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(plain, digest_size=16).hexdigest()


#: What most values are made of, and is written as it is.
_AS_IT_IS = frozenset((str, int, bool, type(None)))


def _plain(value: object) -> object:
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, date):
        return ("date", value.isoformat())
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    parts = _parts(kind)
    if parts is not None:
        kept = [(name, getattr(value, name), default) for name, default in parts]
        return (kind.__name__, [(name, _plain(each)) for name, each, default in kept if each != default])
    if isinstance(value, Mapping):
        return ("mapping", sorted((repr(_plain(name)), _plain(each)) for name, each in value.items()))
    return value


@lru_cache(maxsize=256)
def _parts(kind: Any) -> tuple[tuple[str, object], ...] | None:
    # The names and defaults of what counts in an attrs class; None for any other.
    if not attrs.has(kind):
        return None
    return tuple((each.name, each.default) for each in attrs.fields(kind) if each.eq)
