"""
The three-valued condition, asked: true, false or unknown.

A condition is true, false, or unknown (None) by Kleene's rules; a rule fires on true only. Knows nothing of which
signals there are, what they measure, or what a rule does with the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from math import isnan
from typing import Any

from attrs import field, frozen

from coachplan.knowledge.condition_tree import (
    COMPARE,
    OPPOSITE,
    And,
    Clause,
    Comparison,
    Constant,
    Known,
    Node,
    Not,
    Or,
    check_node,
    leaves,
    written,
)

__all__ = [
    "Asker",
    "Condition",
    "Lookup",
    "Prepared",
    "asker_of",
    "clauses",
    "compile",
    "evaluate",
    "names",
    "of_another_sort",
    "sorts",
]

Lookup = Callable[[str], float | str | None]
Asker = Callable[[Lookup], bool | None]


@frozen(eq=False)
class Prepared:
    """
    What a clause says whatever is read, and how to ask it. *needed* is what would serve the condition: under an odd
    number of nots (*negated*) the opposite.
    """

    ask: Asker
    clause: str
    signal: str
    needed: str
    negated: bool

    @classmethod
    def of(cls, clause: Clause, negated: bool) -> Prepared:
        """
        Prepare one clause.
        """
        signal, needed = "", ""
        if isinstance(clause, Known):
            signal, needed = clause.signal, "unknown" if negated else "known"
        elif isinstance(clause, Comparison):
            signal, needed = clause.signal, f"{OPPOSITE[clause.op] if negated else clause.op} {written(clause.value)}"
        return cls(asker_of(clause), str(clause), signal, needed, negated)


@frozen
class Condition:
    """
    A condition: its tree, and the text it was read from. Two are equal when their trees are; `str` writes the tree.
    """

    tree: Node = field(validator=check_node)
    text: str = field(eq=False)

    @text.default
    def _text_of_tree(self) -> str:
        return str(self.tree)

    def __str__(self) -> str:
        return str(self.tree)

    @cached_property
    def _asker(self) -> Asker:
        return asker_of(self.tree)

    @cached_property
    def _clauses(self) -> tuple[Prepared, ...]:
        return tuple(Prepared.of(clause, negated) for clause, negated in leaves(self.tree))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(clause.signal for clause, _ in leaves(self.tree) if not isinstance(clause, Constant))

    @cached_property
    def _sorts(self) -> tuple[tuple[str, bool], ...]:
        held = (clause for clause, _ in leaves(self.tree) if isinstance(clause, Comparison))
        return tuple(dict.fromkeys((clause.signal, isinstance(clause.value, str)) for clause in held))

    def __getstate__(self) -> tuple[Node, str]:
        # The compiled closures cannot travel to another process; they are made again there.
        return self.tree, self.text

    def __setstate__(self, state: tuple[Node, str]) -> None:
        for name, value in zip(("tree", "text"), state, strict=True):
            object.__setattr__(self, name, value)


def names(condition: Condition) -> frozenset[str]:
    """
    Return the signals that a condition reads.
    """
    return condition._names  # noqa: SLF001 - kept by the condition itself


def clauses(condition: Condition) -> tuple[Prepared, ...]:
    """
    Return the clauses of a condition in reading order.
    """
    return condition._clauses  # noqa: SLF001 - kept by the condition itself


def sorts(condition: Condition) -> tuple[tuple[str, bool], ...]:
    """
    Return each signal that a condition holds against a number (False), against a word (True), or both.
    """
    return condition._sorts  # noqa: SLF001 - kept by the condition itself


def of_another_sort(sorts: Iterable[tuple[str, bool]], readings: Lookup) -> bool:
    """
    Say whether a reading is a word where a number is asked for, or the other way round.
    """
    for signal, word in sorts:
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


def asker_of(node: Node) -> Asker:
    """
    Return a tree as a function of a lookup: one closure a node.
    """
    if isinstance(node, And):
        return _all_of(tuple(asker_of(part) for part in node.parts))
    if isinstance(node, Or):
        return _any_of(tuple(asker_of(part) for part in node.parts))
    if isinstance(node, Not):
        return _opposite_of(asker_of(node.part))
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
