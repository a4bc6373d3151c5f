"""
What a condition saw, clause by clause: every clause with its reading, and those that hold it back.

Says what was seen, and decides nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from math import isnan

from coachplan.base.copies import unchecked
from coachplan.base.kept_a_while import kept_a_while
from coachplan.knowledge.condition_tree import And, Node, Not, Or
from coachplan.knowledge.conditions import Condition, Lookup, Prepared, clauses
from coachplan.model.evidence import ClauseTrace

__all__ = ["decisive", "trace"]

#: What a clause says and what was read for it was looked at before, and each review has some hundred of them.
_trace_of = unchecked(ClauseTrace)


def _traced(each: Prepared, seen: float | str | None) -> ClauseTrace:
    return _trace_of(
        clause=each.clause,
        verdict=each.ask(lambda _signal: seen),
        signal=each.signal,
        seen=seen,
        needed=each.needed,
        negated=each.negated,
    )


#: What a clause sees is mostly nothing, a word or a small number, so nearly every trace has been made before. Of other
#: numbers some are equal and not the same, as 0.0 and -0.0, or 1 and 1.0.
_OFTEN_SEEN = frozenset((str, int, type(None)))
_traced_before = kept_a_while(4096)(_traced)


def trace(condition: Condition, readings: Lookup) -> tuple[ClauseTrace, ...]:
    """
    Return every clause in reading order, asked or not, with the reading it saw.

    *clause* and *verdict* are the clause as written. Under an odd number of nots *negated* is True, and *needed* is
    what would serve the condition: for `not success < 0.5` it is `>= 0.5`.
    """
    traced = []
    for each in clauses(condition):
        seen = readings(each.signal) if each.signal else None
        if isinstance(seen, float) and isnan(seen):
            seen = None  # shown as what it counts as; and NaN would make a trace unequal to itself
        traced.append((_traced_before if type(seen) in _OFTEN_SEEN else _traced)(each, seen))
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
    if isinstance(node, (And, Or)):
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
