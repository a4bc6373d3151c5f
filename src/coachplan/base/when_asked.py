"""
A list that is made when somebody first looks at it: what most readers of a value never ask for costs them nothing.

To whoever looks it is the tuple that it makes: equal to it, written as it, and sent as it. Knows nothing of what is
made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

__all__ = ["WhenAsked"]

T = TypeVar("T")


class WhenAsked(Sequence[T]):
    """
    What *make* returns, made once. *make* must give the same whenever it is called: two that look at once may both do
    it.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make: Callable[[], tuple[T, ...]] | None = make
        self._made: tuple[T, ...] = ()

    def all(self) -> tuple[T, ...]:
        """
        Return what is made.
        """
        make = self._make
        if make is not None:
            self._made = make()
            self._make = None  # and with it whatever it was made of
        return self._made

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return self.all()[place]

    def __len__(self) -> int:
        return len(self.all())

    def __iter__(self) -> Iterator[T]:
        return iter(self.all())

    def __eq__(self, other: object) -> bool:
        return self.all() == (other.all() if isinstance(other, WhenAsked) else other)

    def __hash__(self) -> int:
        return hash(self.all())

    def __repr__(self) -> str:
        return repr(self.all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self.all(),)
