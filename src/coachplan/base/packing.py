"""
A frozen value as few bytes, and again as a value: each class is named once, a part is known by its place, and what is
said again and again takes hardly any room.

For what is sent whole from one process to another, and never kept. Packs plain parts alone, and says where it meets
others. Knows nothing of what a value means.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any

import attrs

from coachplan.base.copies import kept_parts
from coachplan.base.when_asked import WhenAsked

__all__ = ["packed", "unpacked"]

#: What stands first in a list: the number of a class, or one of these.
_SEVERAL, _DAY, _GIVEN = -1, -2, -3

_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


def packed(value: object, given: object) -> tuple[tuple[type, ...], bytes] | None:
    """
    Return the classes that a value and its parts are of, and the bytes for all the rest. *given* is what whoever
    unpacks it has, too. None where a part is no attrs value, tuple, day, text, number, and not *given*.
    """
    classes: dict[Any, tuple[int, Callable[[Any], tuple[Any, ...]]]] = {}

    def all_plain(parts: Iterable[Any]) -> list[Any]:
        return [each if type(each) in _AS_IT_IS else plain(each) for each in parts]

    def plain(part: Any) -> list[Any]:
        kind: Any = type(part)
        if part is given:
            return [_GIVEN]
        if kind in classes:
            number, parts_of = classes[kind]
            return [number, *all_plain(parts_of(part))]
        if kind is tuple or kind is WhenAsked:
            return [_SEVERAL, *all_plain(part)]
        if kind is date:
            return [_DAY, part.toordinal()]
        classes[kind] = len(classes), _parts_of(kind)
        return plain(part)

    try:
        content = json.dumps(all_plain((value,)), ensure_ascii=False, separators=(",", ":"))
    except (attrs.exceptions.NotAnAttrsClassError, AttributeError):  # the latter of a class without slots
        return None
    # A text may hold half a character, as some devices cut them, and two halves are not one that is whole.
    return tuple(classes), zlib.compress(content.encode(errors="surrogatepass"))


def unpacked(classes: tuple[type, ...], content: bytes, given: object) -> Any:
    """
    Return the value that was packed: equal to it, and not checked again.
    """
    keeps = [[keep for *_, keep in kept_parts(each)] for each in classes]
    new: Callable[[type], Any] = object.__new__

    def all_made(parts: list[Any]) -> list[Any]:
        return [made(each) if type(each) is list else each for each in parts]

    def made(part: list[Any]) -> Any:
        kind, *rest = part
        if kind == _SEVERAL:
            return tuple(all_made(rest))
        if kind == _DAY:
            return date.fromordinal(rest[0])
        if kind == _GIVEN:
            return given
        value = new(classes[kind])
        for keep, each in zip(keeps[kind], all_made(rest), strict=True):
            keep(value, each)
        return value

    (value,) = all_made(json.loads(zlib.decompress(content).decode(errors="surrogatepass")))
    return value


def _parts_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    names = [name for name, *_ in kept_parts(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
