"""
What a condition saw, clause by clause: every clause with its reading, and those that hold it back.

Says what was seen, and decides nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import isnan

from attrs import frozen

from coachplan.base.copies import unchecked
from coachplan.knowledge.condition_tree import OPPOSITE, And, Clause, Comparison, Known, Node, Not, Or, leaves, written
from coachplan.knowledge.conditions import Asker, Condition, Lookup, asker_of
from coachplan.model.evidence import ClauseTrace

__all__ = ["decisive", "trace"]

#: What a clause says and what was read for it was looked at before, and each review has some hundred of them.
_traced = unchecked(ClauseTrace)


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


@lru_cache(maxsize=4096)
def _prepared(clause: Clause, negated: bool) -> _Prepared:
    signal, needed = "", ""
    if isinstance(clause, Known):
        signal, needed = clause.signal, "unknown" if negated else "known"
    elif isinstance(clause, Comparison):
        signal, needed = clause.signal, f"{OPPOSITE[clause.op] if negated else clause.op} {written(clause.value)}"
    return _Prepared(asker_of(clause), str(clause), signal, needed, negated)


def trace(condition: Condition, readings: Lookup) -> tuple[ClauseTrace, ...]:
    """
    Return every clause in reading order, asked or not, with the reading it saw.

    *clause* and *verdict* are the clause as written. Under an odd number of nots *negated* is True, and *needed* is
    what would serve the condition: for `not success < 0.5` it is `>= 0.5`.
    """
    traced = []
    for clause, negated in leaves(condition.tree):
        each = _prepared(clause, negated)
        seen = readings(each.signal) if each.signal else None
        if isinstance(seen, float) and isnan(seen):
            seen = None  # shown as what it counts as; and NaN would make a trace unequal to itself
        traced.append(
            _traced(
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
