"""
The first so many of a list that only grows, and a few more: a sequence that costs the same however long the list is.

To whoever reads it, it reads as a tuple. What was let go of its beginning is counted, and asking for it is an error of
its own. Knows nothing of what stands in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar, overload

__all__ = ["LetGoError", "Prefix", "Tail"]

T = TypeVar("T")


class LetGoError(BaseException):
    """
    What was asked for is no longer at hand: it has to be read again where it was written. Nothing that merely contains
    errors may take it for one.
    """


class Tail(list[T]):
    """
    A list that only grows, of which the oldest may be let go: *gone* so many, all before *floor*, and no other.
    """

    __slots__ = ("floor", "gone")

    def __init__(self, kept: Iterable[T] = (), gone: int = 0, floor: Any = None) -> None:
        super().__init__(kept)
        self.gone, self.floor = gone, floor

    @property
    def all(self) -> int:
        """
        How many there are, with those that are gone.
        """
        return self.gone + len(self)

    def copy(self) -> Tail[T]:
        """
        Return one like it, to be added to apart from this one.
        """
        return Tail(self, self.gone, self.floor)

    def since(self, floor: Any, key: Callable[[T], Any] | None = None) -> Tail[T]:
        """
        Return it without what lies before *floor*, by *key*. It itself stays as it is, as somebody may read it still.
        """
        place = bisect_left(self, floor, key=key)
        return Tail(self[place:], self.gone + place, floor)


class Prefix(Sequence[T]):
    """
    All of *before* as long as it is now, and *more* after it. Whoever keeps the list adds at its end and changes
    nothing in it.
    """

    __slots__ = ("_before", "_count", "_gone", "_more")

    def __init__(self, before: list[T], *more: T) -> None:
        self._before, self._count, self._more = before, len(before), more
        self._gone = before.gone if isinstance(before, Tail) else 0

    def with_one(self, more: T) -> Prefix[T]:
        """
        Return it with one more at its end.
        """
        made: Prefix[T] = Prefix.__new__(Prefix)
        made._before, made._count, made._gone, made._more = self._before, self._count, self._gone, (*self._more, more)
        return made

    def place(self, value: Any, key: Callable[[T], Any] | None = None) -> int:
        """
        Return the place of the first that is not before a value, of what is in order by *key*.
        """
        kept = bisect_left(self._before, value, hi=self._count, key=key)
        if kept == 0 and isinstance(self._before, Tail) and self._gone and value < self._before.floor:
            raise LetGoError
        return self._gone + kept + (bisect_left(self._more, value, key=key) if kept == self._count else 0)

    def __len__(self) -> int:
        return self._gone + self._count + len(self._more)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        gone, count, length = self._gone, self._count, len(self)
        if isinstance(place, slice):
            first, last, pace = place.indices(length)
            if pace != 1:
                return tuple(self)[place]
            if first < min(gone, last):
                raise LetGoError
            first, last = first - gone, last - gone
            if last <= first:
                return ()
            return (*self._before[first : min(last, count)], *self._more[max(0, first - count) : max(0, last - count)])
        at = place + length if place < 0 else place
        if not 0 <= at < length:
            raise IndexError(place)
        if at < gone:
            raise LetGoError
        at -= gone
        return self._before[at] if at < count else self._more[at - count]

    def __iter__(self) -> Iterator[T]:
        if self._gone:
            raise LetGoError
        return chain(islice(self._before, self._count), self._more)

    def __reversed__(self) -> Iterator[T]:
        yield from reversed(self._more)
        for at in range(self._count - 1, -1, -1):
            yield self._before[at]
        if self._gone:
            raise LetGoError

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
