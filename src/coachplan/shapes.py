"""
The shapes that values keep: lists of words as tuples, numbers within bounds, ages as a pair.

Knows nothing of what the words or numbers mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from coachplan.errors import CoachplanError, Finding

__all__ = ["age_range", "number", "strings"]


def strings(values: Iterable[str]) -> tuple[str, ...]:
    """
    Keep a list of words as a tuple; one bare string is a mistake, since it would become its letters.
    """
    if isinstance(values, str):
        raise CoachplanError(
            Finding(what=f"expected a list of words, found the one string {values!r}.", mend="Put it in a list.")
        )
    kept = tuple(values)
    for value in kept:
        if not isinstance(value, str):
            raise CoachplanError(Finding(what=f"expected words, found {value!r}.", mend="Write it as text."))
    return kept


def number(
    low: float = float("-inf"), high: float = float("inf"), *, whole: bool = False, above: bool = False
) -> Callable[[Any, Any, Any], None]:
    """
    Return a validator for a number from *low* to *high* (*above*: over *low*); None passes, where it is a default.
    """

    def check(_instance: object, attribute: Any, value: object) -> None:
        if value is None and attribute.default is None:
            return
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            sort = "a whole number" if whole else "a number"
            raise TypeError(f"{attribute.name} is {sort}, found {value!r}")
        if not math.isfinite(value):
            raise ValueError(f"{attribute.name} is a number that ends, found {value!r}")
        if not low <= value <= high or (above and value <= low):
            least = "over" if above else "at least"
            most = f" and at most {high:g}" if high != float("inf") else ""
            raise ValueError(f"{attribute.name} is {least} {low:g}{most}, found {value!r}")

    return check


def age_range(given: Iterable[int] | None) -> tuple[int, int] | None:
    """
    Keep (from, to) in months as a pair.
    """
    if given is None:
        return None
    pair = tuple(given)
    if len(pair) != 2:
        raise CoachplanError(Finding(what=f"ages are two numbers, from and to, in months; found {pair!r}."))
    return pair[0], pair[1]
