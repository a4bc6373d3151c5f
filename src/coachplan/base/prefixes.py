"""
The first so many of a list that only grows, and a few more: a sequence that costs the same however long the list is.

To whoever reads it, it reads as a tuple. Knows nothing of what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar, overload

__all__ = ["Prefix"]

T = TypeVar("T")


class Prefix(Sequence[T]):
    """
    All of *before* as long as it is now, and *more* after it. Whoever keeps the list adds at its end and changes
    nothing in it.
    """

    __slots__ = ("_before", "_count", "_more")

    def __init__(self, before: list[T], *more: T) -> None:
        self._before, self._count, self._more = before, len(before), more

    def with_one(self, more: T) -> Prefix[T]:
        """
        Return it with one more at its end.
        """
        made: Prefix[T] = Prefix.__new__(Prefix)
        made._before, made._count, made._more = self._before, self._count, (*self._more, more)
        return made

    def __len__(self) -> int:
        return self._count + len(self._more)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        count, length = self._count, self._count + len(self._more)
        if isinstance(place, slice):
            first, last, pace = place.indices(length)
            if pace != 1:
                return tuple(self)[place]
            return (*self._before[first : min(last, count)], *self._more[max(0, first - count) : max(0, last - count)])
        at = place + length if place < 0 else place
        if not 0 <= at < length:
            raise IndexError(place)
        return self._before[at] if at < count else self._more[at - count]

    def __iter__(self) -> Iterator[T]:
        return chain(islice(self._before, self._count), self._more)

    def __reversed__(self) -> Iterator[T]:
        return chain(reversed(self._more), (self._before[at] for at in range(self._count - 1, -1, -1)))

    def __add__(self, more: tuple[T, ...]) -> tuple[T, ...]:
        return (*self, *more)

    def __radd__(self, before: tuple[T, ...]) -> tuple[T, ...]:
        return (*before, *self)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Prefix) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)
