"""
What is made when somebody first looks at it: a list, or one part of a frozen value. What most readers of a value never
ask for costs them nothing.

To whoever looks it is what it makes: equal to it, written as it, and sent as it. Knows nothing of what is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

__all__ = ["Later", "WhenAsked", "made_later", "slot_of"]

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


class Later(Generic[T]):
    """
    What stands in a part of a value, one of `made_later`, until somebody looks at it: what *make* returns then. *make*
    must give the same whenever it is called.
    """

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make


def made_later(*names: str) -> Callable[[type[T]], type[T]]:
    """
    Let parts of a frozen class with slots be made when somebody looks at them. Whoever looks finds what was made, and
    so do comparing, printing, writing and pickling.
    """

    def changed(cls: type[T]) -> type[T]:
        for name in names:
            setattr(cls, name, _Part(getattr(cls, name)))
        return cls

    return changed


def slot_of(cls: type, name: str) -> Any:
    """
    Return where a part of a class stands, with `__get__` and `__set__`: what is to be made later is not made by it.
    """
    part = getattr(cls, name)
    return part.slot if isinstance(part, _Part) else part


class _Part:
    # In the place of a slot: the same, but that what stands there to be made is made by the first look.

    __slots__ = ("slot",)

    def __init__(self, slot: Any) -> None:
        self.slot = slot

    def __get__(self, value: object, cls: type | None = None) -> Any:
        if value is None:
            return self
        found = self.slot.__get__(value)
        if isinstance(found, Later):
            found = found.make()
            self.slot.__set__(value, found)
        return found

    def __set__(self, value: object, new: object) -> None:
        self.slot.__set__(value, new)
