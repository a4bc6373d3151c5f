"""
The tree of a condition: its kinds of node, what each may hold, and how each is written.

Knows how a signal is written, and nothing of which signals there are, what they measure, or how a tree is asked.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import deep_iterable, instance_of, min_len

from coachplan.base.errors import CoachplanError, Finding

__all__ = [
    "COMPARE",
    "OPPOSITE",
    "And",
    "Clause",
    "Comparison",
    "Constant",
    "Known",
    "Node",
    "Not",
    "Or",
    "check_node",
    "leaves",
    "written",
]

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}

WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
SIGNAL = re.compile(r"([a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z0-9]+|[a-z][a-z0-9]*)(-[a-z0-9]+)*\Z")
KEYWORDS = frozenset({"and", "or", "not", "known", "true", "false"})
# `x == unknown` reads like a test for a missing reading and would never be one.
NO_WORDS = KEYWORDS | {"unknown"}

NAME_MEND = "A name is lower-case letters, digits and hyphens, such as worst-day or ot/calm-days."
OPERATOR_MEND = "Write one of < <= == != >= or >."
WORD_MEND = "Compare a word with == or !=, and a number with < <= == != >= or >."


def _check_signal(_node: object, _attribute: Attribute[str], signal: str) -> None:
    if not isinstance(signal, str) or not SIGNAL.match(signal) or signal in KEYWORDS:
        raise CoachplanError(
            Finding(what=f"{signal!r} is no name for a signal.", hint=NAME_MEND, code="not-a-condition")
        )


def _as_value(value: float | str) -> float | str:
    # Numbers are kept as floats, and -0 as 0, so that equal trees are written alike.
    return float(value) + 0.0 if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_parts(parts: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(parts)


def check_node(_node: object, _attribute: Attribute[Any], part: Any) -> None:
    """
    Check that a value is a part of a condition.
    """
    if not isinstance(part, And | Or | Not | Known | Constant | Comparison):
        raise CoachplanError(Finding(what=f"expected a part of a condition, found {part!r}.", code="not-a-condition"))


@frozen
class And:
    """
    True where all parts are; false where any is false; unknown otherwise. Two parts or more.
    """

    parts: tuple[Node, ...] = field(converter=_as_parts, validator=[min_len(2), deep_iterable(check_node)])

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, And | Or) else str(part) for part in self.parts)


@frozen
class Or:
    """
    True where any part is; false where all are false; unknown otherwise. Two parts or more.
    """

    parts: tuple[Node, ...] = field(converter=_as_parts, validator=[min_len(2), deep_iterable(check_node)])

    def __str__(self) -> str:
        return " or ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@frozen
class Not:
    """
    True where the part is false, false where it is true, unknown where it is unknown.
    """

    part: Node = field(validator=check_node)

    def __str__(self) -> str:
        return f"not ({self.part})" if isinstance(self.part, And | Or) else f"not {self.part}"


@frozen
class Known:
    """
    Whether there is a reading of the signal: true or false, never unknown.
    """

    signal: str = field(validator=_check_signal)

    def __str__(self) -> str:
        return f"known({self.signal})"


@frozen
class Constant:
    """
    Plain `true` or `false`.
    """

    value: bool = field(validator=instance_of(bool))

    def __str__(self) -> str:
        return "true" if self.value else "false"


@frozen
class Comparison:
    """
    A signal held against a number, or (with == and != only) against a word.

    Unknown where there is no reading, and where the reading is of the other kind: a word is neither more nor less than
    a number, nor different from it in a way that a rule should act on.
    """

    signal: str = field(validator=_check_signal)
    op: str
    value: float | str = field(converter=_as_value)

    def __attrs_post_init__(self) -> None:
        if self.op not in COMPARE:
            raise CoachplanError(
                Finding(what=f"{self.op!r} is no comparison.", hint=OPERATOR_MEND, code="not-a-condition")
            )
        if isinstance(self.value, str):
            if not WORD.match(self.value) or self.value in NO_WORDS:
                raise CoachplanError(
                    Finding(what=f"{self.value!r} is no word to compare with.", hint=NAME_MEND, code="not-a-condition")
                )
            if self.op not in ("==", "!="):
                raise CoachplanError(
                    Finding(
                        what=f"{self.op} compares numbers, found {self.value!r}.",
                        hint=WORD_MEND,
                        code="not-a-condition",
                    )
                )
        elif not isinstance(self.value, float) or not math.isfinite(self.value):
            raise CoachplanError(Finding(what=f"{self.value!r} is no number to compare with.", code="not-a-condition"))

    def __str__(self) -> str:
        return f"{self.signal} {self.op} {written(self.value)}"


Clause = Known | Constant | Comparison
Node = And | Or | Not | Known | Constant | Comparison


def written(value: float | str) -> str:
    """
    Return a number or a word as the grammar has it.
    """
    if isinstance(value, str):
        return value
    # Through Decimal, since the grammar has no exponents: 1e-07 is written 0.0000001.
    plain = format(Decimal(repr(value)), "f")
    return plain.removesuffix(".0")


def leaves(node: Node, negated: bool = False) -> Iterator[tuple[Clause, bool]]:
    """
    Yield the clauses in reading order, each with whether it stands under an odd number of nots.
    """
    if isinstance(node, Not):
        yield from leaves(node.part, not negated)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, negated)
    else:
        yield node, negated
