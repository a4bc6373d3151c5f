"""
How a language counts: which plural form a number takes, by the rules that the language brings as texts.

The notation is that of the plural rules of the Unicode CLDR. Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

__all__ = ["counts_as", "unreadable"]


def counts_as(rule: str, count: float) -> bool:
    """
    Say whether *count* is a number of the form that *rule* describes, such as `n % 10 = 2..4 and n % 100 != 12..14`.

    The notation is that of the plural rules of the Unicode CLDR: `n` is the number, `i` its whole part, `%` the
    remainder; `=` and `!=` take numbers and ranges with commas between; `and` binds closer than `or`. Raises
    `ValueError` with a sentence where a rule cannot be read.
    """
    return _counter(rule)(count)


def unreadable(rule: object) -> str:
    """
    Return what is wrong with a plural rule, as a sentence; nothing where it can be read.
    """
    try:
        counts_as(str(rule), 1)
    except ValueError as error:
        return f"{error}."
    return ""


_RELATION = re.compile(r"(n|i)(?:\s*%\s*([1-9]\d*))?\s*(!?=)\s*(\d+(?:\.\.\d+)?(?:\s*,\s*\d+(?:\.\.\d+)?)*)")


@lru_cache(maxsize=256)
def _counter(rule: str) -> Callable[[float], bool]:
    either = [[_relation(part.strip(), rule) for part in side.split(" and ")] for side in rule.split(" or ")]
    return lambda count: any(all(holds(count) for holds in side) for side in either)


def _relation(part: str, rule: str) -> Callable[[float], bool]:
    found = _RELATION.fullmatch(part)
    if found is None:
        raise ValueError(f"{part!r} in {rule!r} is no rule for a number; write it as: n % 10 = 2..4")
    operand, divisor, sign, listed = found.groups()
    ranges = [each.strip().partition("..") for each in listed.split(",")]
    bounds = [(int(low), int(high or low)) for low, _, high in ranges]

    def holds(count: float) -> bool:
        value = abs(count)
        if operand == "i":
            value = int(value)
        if divisor:
            value %= int(divisor)
        # A number with a fraction is in no list of whole ones: 2.5 is not in 2..4.
        inside = any(low <= value <= high and value == int(value) for low, high in bounds)
        return inside if sign == "=" else not inside

    return holds
