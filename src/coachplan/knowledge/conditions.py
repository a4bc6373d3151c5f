"""
The three-valued condition tree: ask it, and say clause by clause what it saw.

A condition is true, false, or unknown (None) by Kleene's rules; a rule fires on true only. Knows how a signal is
written, and nothing of which signals there are, what they measure, or what a rule does with the answer.
"""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from math import isnan
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import deep_iterable, instance_of, min_len

from coachplan.base.errors import CoachplanError, Finding
from coachplan.model.evidence import ClauseTrace

__all__ = [
    "And",
    "Clause",
    "Comparison",
    "Condition",
    "Constant",
    "Known",
    "Lookup",
    "Node",
    "Not",
    "Or",
    "compile",
    "decisive",
    "evaluate",
    "names",
    "of_another_sort",
    "trace",
]

Lookup = Callable[[str], float | str | None]
Asker = Callable[[Lookup], bool | None]

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}

WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
SIGNAL = re.compile(r"([a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z0-9]+|[a-z][a-z0-9]*)(-[a-z0-9]+)*\Z")
KEYWORDS = frozenset({"and", "or", "not", "known", "true", "false"})
# `x == unknown` reads like a test for a missing reading and would never be one.
NO_WORDS = KEYWORDS | {"unknown"}

NAME_MEND = "A name is lower-case letters, digits and hyphens, such as worst-day or ot/calm-days."
OPERATOR_MEND = "Write one of < <= == != >= or >."
WORD_MEND = "Compare a word with == or !=, and a number with < <= == != >= or >."


# -- the tree


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


def _check_node(_node: object, _attribute: Attribute[Any], part: Any) -> None:
    if not isinstance(part, And | Or | Not | Known | Constant | Comparison):
        raise CoachplanError(Finding(what=f"expected a part of a condition, found {part!r}.", code="not-a-condition"))


@frozen
class And:
    """
    True where all parts are; false where any is false; unknown otherwise. Two parts or more.
    """

    parts: tuple[Node, ...] = field(converter=_as_parts, validator=[min_len(2), deep_iterable(_check_node)])

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, And | Or) else str(part) for part in self.parts)


@frozen
class Or:
    """
    True where any part is; false where all are false; unknown otherwise. Two parts or more.
    """

    parts: tuple[Node, ...] = field(converter=_as_parts, validator=[min_len(2), deep_iterable(_check_node)])

    def __str__(self) -> str:
        return " or ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@frozen
class Not:
    """
    True where the part is false, false where it is true, unknown where it is unknown.
    """

    part: Node = field(validator=_check_node)

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
        return f"{self.signal} {self.op} {_written(self.value)}"


Clause = Known | Constant | Comparison
Node = And | Or | Not | Known | Constant | Comparison


@frozen
class Condition:
    """
    A condition: its tree, and the text it was read from. Two are equal when their trees are; `str` writes the tree.
    """

    tree: Node = field(validator=_check_node)
    text: str = field(eq=False)

    @text.default
    def _text_of_tree(self) -> str:
        return str(self.tree)

    def __str__(self) -> str:
        return str(self.tree)

    @cached_property
    def _asker(self) -> Asker:
        return compiled(self.tree)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(clause.signal for clause, _ in leaves(self.tree) if not isinstance(clause, Constant))

    @cached_property
    def _sorts(self) -> tuple[tuple[str, bool], ...]:
        held = (clause for clause, _ in leaves(self.tree) if isinstance(clause, Comparison))
        return tuple(dict.fromkeys((clause.signal, isinstance(clause.value, str)) for clause in held))

    @cached_property
    def _clauses(self) -> tuple[_Prepared, ...]:
        return tuple(_prepared(clause, negated) for clause, negated in leaves(self.tree))

    def __getstate__(self) -> tuple[Node, str]:
        # The compiled closures cannot travel to another process; they are made again there.
        return self.tree, self.text

    def __setstate__(self, state: tuple[Node, str]) -> None:
        for name, value in zip(("tree", "text"), state, strict=True):
            object.__setattr__(self, name, value)


def _written(value: float | str) -> str:
    if isinstance(value, str):
        return value
    # Through Decimal, since the grammar has no exponents: 1e-07 is written 0.0000001.
    plain = format(Decimal(repr(value)), "f")
    return plain.removesuffix(".0")


def leaves(node: Node, negated: bool = False) -> Iterator[tuple[Clause, bool]]:
    if isinstance(node, Not):
        yield from leaves(node.part, not negated)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, negated)
    else:
        yield node, negated


# -- asking


def names(condition: Condition) -> frozenset[str]:
    """
    Return the signals that a condition reads.
    """
    return condition._names  # noqa: SLF001 - kept by the condition itself


def of_another_sort(condition: Condition, readings: Lookup) -> bool:
    """
    Say whether a reading is a word where a number is asked for, or the other way round.
    """
    for signal, word in condition._sorts:  # noqa: SLF001 - kept by the condition itself
        seen = readings(signal)
        if seen is not None and isinstance(seen, str) is not word and (isinstance(seen, str) or not isnan(seen)):
            return True
    return False


def compile(condition: Condition) -> Asker:  # noqa: A001 - the word that the field's engines use
    """
    Return the condition as a function of a lookup (signal -> number, word or None), made once and kept.
    """
    return condition._asker  # noqa: SLF001 - made and kept by the condition itself


def evaluate(condition: Condition, readings: Lookup) -> bool | None:
    """
    Return True, False, or None for unknown, by Kleene's rules. A reading that is not a number (NaN) is unknown.
    """
    return condition._asker(readings)  # noqa: SLF001 - as above


def compiled(node: Node) -> Asker:
    if isinstance(node, And):
        return _all_of(tuple(compiled(part) for part in node.parts))
    if isinstance(node, Or):
        return _any_of(tuple(compiled(part) for part in node.parts))
    if isinstance(node, Not):
        return _opposite_of(compiled(node.part))
    if isinstance(node, Comparison):
        compare = COMPARE[node.op]
        return (_word_asker if isinstance(node.value, str) else _number_asker)(node.signal, compare, node.value)
    if isinstance(node, Known):
        return _known_asker(node.signal)
    value = node.value
    return lambda _read: value


def _all_of(parts: tuple[Asker, ...]) -> Asker:
    def ask(read: Lookup) -> bool | None:
        verdict: bool | None = True
        for part in parts:
            answer = part(read)
            if answer is False:
                return False
            if answer is None:
                verdict = None
        return verdict

    return ask


def _any_of(parts: tuple[Asker, ...]) -> Asker:
    def ask(read: Lookup) -> bool | None:
        verdict: bool | None = False
        for part in parts:
            answer = part(read)
            if answer is True:
                return True
            if answer is None:
                verdict = None
        return verdict

    return ask


def _opposite_of(part: Asker) -> Asker:
    def ask(read: Lookup) -> bool | None:
        answer = part(read)
        return None if answer is None else not answer

    return ask


def _number_asker(signal: str, compare: Callable[[Any, Any], bool], value: object) -> Asker:
    def ask(read: Lookup) -> bool | None:
        seen = read(signal)
        if seen is None or isinstance(seen, str) or isnan(seen):
            return None
        return compare(seen, value)

    return ask


def _word_asker(signal: str, compare: Callable[[Any, Any], bool], value: object) -> Asker:
    def ask(read: Lookup) -> bool | None:
        seen = read(signal)
        return compare(seen, value) if isinstance(seen, str) else None

    return ask


def _known_asker(signal: str) -> Asker:
    def ask(read: Lookup) -> bool | None:
        seen = read(signal)
        return seen is not None and (isinstance(seen, str) or not isnan(seen))

    return ask


# -- saying what was seen


@frozen
class _Prepared:
    """
    What a clause's trace says whatever is read, and how to ask it.
    """

    ask: Asker
    clause: str
    signal: str
    needed: str
    negated: bool


def _prepared(clause: Clause, negated: bool) -> _Prepared:
    signal, needed = "", ""
    if isinstance(clause, Known):
        signal, needed = clause.signal, "unknown" if negated else "known"
    elif isinstance(clause, Comparison):
        signal, needed = clause.signal, f"{_OPPOSITE[clause.op] if negated else clause.op} {_written(clause.value)}"
    return _Prepared(compiled(clause), str(clause), signal, needed, negated)


def trace(condition: Condition, readings: Lookup) -> tuple[ClauseTrace, ...]:
    """
    Return every clause in reading order, asked or not, with the reading it saw.

    *clause* and *verdict* are the clause as written. Under an odd number of nots *negated* is True, and *needed* is
    what would serve the condition: for `not success < 0.5` it is `>= 0.5`.
    """
    traced = []
    for each in condition._clauses:  # noqa: SLF001 - as above
        seen = readings(each.signal) if each.signal else None
        if isinstance(seen, float) and isnan(seen):
            seen = None  # shown as what it counts as; and NaN would make a trace unequal to itself
        traced.append(
            ClauseTrace(
                clause=each.clause,
                verdict=each.ask(lambda _signal, seen=seen: seen),  # type: ignore[misc]
                signal=each.signal,
                seen=seen,
                needed=each.needed,
                negated=each.negated,
            )
        )
    return tuple(traced)


def decisive(condition: Condition, traced: Iterable[ClauseTrace]) -> tuple[ClauseTrace, ...]:
    """
    Return those of the traced clauses that hold a condition back; none where it is true.

    Where all parts are needed: the parts that fail. Where one part would do: all of them, the one with the fewest
    failing clauses first. Changing every clause of one such part, in the way `enough` says, makes the condition true,
    where the clauses do not ask for opposite things.
    """
    return _held(condition.tree, True, iter(traced))[1]


def _held(node: Node, want: bool, clauses: Iterator[ClauseTrace]) -> tuple[bool | None, tuple[ClauseTrace, ...]]:
    if isinstance(node, Not):
        verdict, held = _held(node.part, not want, clauses)
        return (None if verdict is None else not verdict), held
    if isinstance(node, And | Or):
        answers = [_held(part, want, clauses) for part in node.parts]
        settles = isinstance(node, Or)  # the verdict of one part that settles the whole
        verdicts = [verdict for verdict, _ in answers]
        verdict = settles if settles in verdicts else None if None in verdicts else not settles
        if verdict is want:
            return verdict, ()
        parts = [held for _, held in answers]
        if want is settles:
            parts.sort(key=lambda held: (any(not clause.signal for clause in held), len(held)))
        return verdict, tuple(itertools.chain.from_iterable(parts))
    clause = next(clauses)
    return clause.verdict, () if clause.verdict is want else (clause,)
