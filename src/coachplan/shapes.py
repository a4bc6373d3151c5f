"""
The shapes that values keep: lists of words as tuples, numbers within bounds, ages as a pair.

Knows nothing of what the words or numbers mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from coachplan.errors import CoachplanError, Finding

__all__ = ["age_range", "day", "names_somebody", "number", "strings"]


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
    low: float = float("-inf"),
    high: float = float("inf"),
    *,
    whole: bool = False,
    above: bool = False,
    endless: bool = False,
) -> Callable[[Any, Any, Any], None]:
    """
    Return a validator for a number from *low* to *high* (*above*: over *low*); None passes, where it is a default.

    *endless*: infinities and what is no number (NaN) pass, to be judged where they are read.
    """
    wanted = "a whole number" if whole else "a number"
    if high != float("inf"):
        wanted += f" from {low:g} to {high:g}"
    elif low != float("-inf"):
        wanted += f" above {low:g}" if above else f" of at least {low:g}"

    def check(_instance: object, attribute: Any, value: Any) -> None:
        if value is None and attribute.default is None:
            return
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not right:
            raise TypeError(f"{attribute.name}: found {value!r}. Expected {wanted}.")
        if endless and isinstance(value, float) and not math.isfinite(value):
            return
        ends = not isinstance(value, float) or math.isfinite(value)
        if not (ends and low <= value <= high) or (above and value <= low):
            raise ValueError(f"{attribute.name}: found {value!r}. Expected {wanted}.")

    return check


def day(_instance: object, attribute: Any, value: Any) -> None:
    """
    Check that a value is a day: a `datetime.date` without a time. None passes, where it is a default.
    """
    if value is None and attribute.default is None:
        return
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{attribute.name}: found {value!r}. Expected a day (datetime.date, without a time).")


#: Letters that show nothing: a name of these is nobody's.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")


def names_somebody(text: str) -> bool:
    """
    Say whether a text can be somebody's name: it has a letter that can be seen.
    """
    return any(char.isalpha() and char not in _UNSEEN for char in text)


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
