"""
A digest of values: the same content has the same digest, and another as soon as anything in it is another.

Knows nothing of what the values mean, and nothing of how they are shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
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


def _plain(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, date):
        return ("date", value.isoformat())
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return ("mapping", sorted((repr(_plain(name)), _plain(each)) for name, each in value.items()))
    kind: Any = type(value)
    if attrs.has(kind):
        parts = ((each, getattr(value, each.name)) for each in attrs.fields(kind) if each.eq)
        return (kind.__name__, [(each.name, _plain(kept)) for each, kept in parts if kept != each.default])
    return value
