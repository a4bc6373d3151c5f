"""
Conditions, one line of text each: a tree or findings; and a tree is written, read again, and asked in one meaning.
"""

from __future__ import annotations

import pickle
from random import Random

from held import holds, put_in, text_of, value_or_refusal

from coachplan.knowledge.clause_traces import trace
from coachplan.knowledge.condition_tree import COMPARE, And, Comparison, Constant, Known, Node, Not, Or
from coachplan.knowledge.conditions import compile as compiled
from coachplan.knowledge.conditions import evaluate, names
from coachplan.knowledge.parser import parse
from coachplan.knowledge.satisfiability import can_ever_be_true

WORDS = (
    "and", "or", "not", "known", "true", "false", "unknown", "(", ")", ",", "%", "success", "tries", "trend", "went",
    "ot/grip", "yes", "no", *COMPARE, "=<", "=>",
    "=", "<>", "\u2264", "0.8", "-1", "1e9", ".5", "1/2", "9" * 400, "0." + "0" * 400 + "1", "\u0663", "nan", "inf",
    "'yes'", "\u201cyes\u201d", "((", "not not", "known(",
    "success >= 0.8", "known(stress)",
)  # fmt: skip
_SEEN = (0.8, 0, -1.0, 1e299, float("nan"), "yes", "no", None, None, 5)


def samples() -> list[bytes]:
    """
    Return conditions as rules have them, and some as people slip.
    """
    return [
        text.encode()
        for text in (
            "success >= 0.8 and tries >= 5", "not known(stress) or stress <= 3 and confidence > 6.5",
            "(trend < 0 or below-aim == yes) and not (went != no)", "true", "not not false",
            "success > 80%", "0.5 < success < 0.8", "tries => 5", "success is yes", "known success",
            "ot/grip == strong", "success = .5", "a >= 1, b", "(" * 60 + "true" + ")" * 60,
        )
    ]  # fmt: skip


def check(data: bytes) -> None:
    """
    What is read means the same written anew, pickled, compiled and as its tree says.
    """
    text = text_of(data)
    read = value_or_refusal(lambda: parse(text), echoes=True)
    if read is None:
        return
    holds(parse(str(read)) == read, "written, it is another")
    holds(pickle.loads(pickle.dumps(read)) == read, "in another process it is another")
    for turn in range(6):
        seen = {
            name: _SEEN[(number * 7 + turn * 5 + len(data)) % len(_SEEN)]
            for number, name in enumerate(sorted(names(read)))
        }
        meant = _meaning(read.tree, seen)
        holds(evaluate(read, seen.get) is meant, f"asked of {seen}, it is {evaluate(read, seen.get)} and means {meant}")
        holds(compiled(read)(seen.get) is meant, "compiled, it means another thing")
        trace(read, seen.get)
    value_or_refusal(lambda: can_ever_be_true(read, {}), echoes=True)


def _meaning(node: Node, seen: dict[str, float | str | None]) -> bool | None:
    """
    Kleene's three values, as a book has them.
    """
    if isinstance(node, And | Or):
        parts = [_meaning(part, seen) for part in node.parts]
        first = isinstance(node, Or)
        return first if first in parts else None if None in parts else not first
    if isinstance(node, Not):
        inner = _meaning(node.part, seen)
        return None if inner is None else not inner
    if isinstance(node, Constant):
        return node.value
    value = seen[node.signal]
    there = value is not None and value == value  # noqa: PLR0124 - not a number is not itself
    if isinstance(node, Known):
        return there
    assert isinstance(node, Comparison)
    if not there or isinstance(value, str) is not isinstance(node.value, str):
        return None
    return bool(COMPARE[node.op](value, node.value))


def changed(data: bytes, chance: Random) -> bytes:
    """
    Return a condition with words put into it.
    """
    text = text_of(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = put_in(text, chance, WORDS, over=chance.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")
