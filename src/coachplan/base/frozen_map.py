"""
A mapping that never changes: what a catalogue, a flag's words and an approval are kept in.

Knows nothing of what stands on it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar

__all__ = ["FrozenMap"]

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(Mapping[K, V], Generic[K, V]):
    """
    A frozen mapping, in sorted order of its keys; equal to any mapping with the same items, hashable where they are.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        pairs: dict[Any, V] = dict(items)
        self._items: dict[K, V] = {name: pairs[name] for name in sorted(pairs)}

    def __getitem__(self, name: K) -> V:
        return self._items[name]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    # A dict's own views: those that come with a mapping are asked step by step.

    def keys(self) -> KeysView[K]:
        """
        Return the keys, sorted.
        """
        return self._items.keys()

    def values(self) -> ValuesView[V]:
        """
        Return the values, by their keys.
        """
        return self._items.values()

    def items(self) -> ItemsView[K, V]:
        """
        Return pairs of key and value, by the keys.
        """
        return self._items.items()

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[type[FrozenMap[K, V]], tuple[dict[K, V]]]:
        return type(self), (self._items,)
