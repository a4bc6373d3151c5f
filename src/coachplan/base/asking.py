"""
What a validator asks, beside the validator, so that it can be told to others: in the keywords of JSON Schema.

Knows nothing of who asks, or of which field it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

__all__ = ["asking", "asks"]

C = TypeVar("C", bound=Callable[..., Any])


def asking(**keywords: object) -> Callable[[C], C]:
    """
    Return what notes on a function what it asks beyond the kind of its field: `@asking(minimum=1)`. The function stays
    as it is, since it is called for every field of every value.
    """

    def note(check: C) -> C:
        check.__dict__["asks"] = MappingProxyType(keywords)
        return check

    return note


def asks(check: Any) -> Mapping[str, Any]:
    """
    Return what a function asks beyond the kind of its field, as `{"minimum": 1}`. Raises `TypeError` where
    it does not say.
    """
    noted: Mapping[str, Any] | None = getattr(check, "asks", None)
    if noted is None:
        raise TypeError(f"{getattr(check, '__name__', check)} does not say what it asks")
    return noted
