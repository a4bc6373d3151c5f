"""
What is worked out for words and sentences is kept for a while, so that it is not worked out again; and all of it can be
forgotten at once, where somebody wants to be.

In memory alone. Knows nothing of what is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast
from weakref import WeakSet

__all__ = ["forget", "kept_a_while", "to_be_forgotten"]

F = TypeVar("F", bound=Callable[..., Any])

#: Whatever keeps something of what was written, as long as it lives itself.
_KEEPING: WeakSet[Any] = WeakSet()


def kept_a_while(most: int) -> Callable[[F], F]:
    """
    Keep what a function of words returned for the *most* of them that were asked last.
    """

    def keeping(function: F) -> F:
        kept = lru_cache(maxsize=most)(function)
        _KEEPING.add(kept)
        return cast(F, kept)

    return keeping


def to_be_forgotten(keeping: object) -> None:
    """
    Let what something else keeps be forgotten with all the rest, by its `cache_clear`, as long as it lives.
    """
    _KEEPING.add(keeping)


def forget() -> None:
    """
    Forget all that is kept so: it is worked out again when it is asked for.
    """
    for kept in tuple(_KEEPING):
        kept.cache_clear()
