"""
Many conditions as one function: which of them are true, every reading looked at once.

The function is built of nodes, as Python's own parser would build them, and never of text: of a condition nothing
reaches it but numbers, words and names of signals that the tree has checked. It answers as `evaluate` does. Does not
tell what is false from what is not known: that is asked of one condition, where somebody looks.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import nan
from types import CodeType, FunctionType
from typing import cast

from coachplan.knowledge.condition_tree import OPPOSITE, And, Comparison, Constant, Known, Node, Not, Or, leaves
from coachplan.knowledge.conditions import Condition, names
from coachplan.knowledge.conditions import compile as asker

__all__ = ["MAX_DEPTH", "Readings", "Which", "one_by_one", "which_are_true"]

#: Each reading by its signal, those that are not known as None.
Readings = Mapping[str, float | str | None]
#: The places of the conditions that are true, in order.
Which = Callable[[Readings], list[int]]

#: What is nested deeper is asked node by node: Python's compiler goes down as deep as a tree does.
MAX_DEPTH = 60

# All that the text below has of its own; the body is what the conditions make.
_EMPTY = "def which(read, nan, text):\n    found = []\n    return found"

_COMPARE: Mapping[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
    ">=": ast.GtE,
    ">": ast.Gt,
}


def which_are_true(conditions: Sequence[Condition]) -> Which:
    """
    Return a function of all readings that returns the places of the conditions that are true.

    It wants a reading for each signal of `names`: a number, a plain `str`, or None. Takes some milliseconds for fifty
    conditions: worth it where they are asked often.
    """
    flat: list[tuple[int, Condition]] = []
    deep: list[tuple[int, Condition]] = []
    for place, condition in enumerate(conditions):
        (deep if _depth(condition.tree) > MAX_DEPTH else flat).append((place, condition))
    try:
        which = _function(flat)
    except RecursionError:  # whoever asks stands that deep already
        flat, deep = [], list(enumerate(conditions))
        which = one_by_one(flat)
    if not deep:
        return which
    beside = one_by_one(deep)
    return lambda read: sorted((*which(read), *beside(read)))


def one_by_one(conditions: Iterable[tuple[int, Condition]]) -> Which:
    """
    Return the same function of conditions with their places, that asks one after another: made in no time.
    """
    asked = [(place, asker(condition)) for place, condition in conditions]
    return lambda read: [place for place, ask in asked if ask(read.__getitem__)]


def _depth(tree: Node) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        parts = node.parts if isinstance(node, And | Or) else (node.part,) if isinstance(node, Not) else ()
        waiting += [(part, depth + 1) for part in parts]
    return deepest


def _function(conditions: Sequence[tuple[int, Condition]]) -> Which:
    module = ast.parse(_EMPTY)
    body = cast(ast.FunctionDef, module.body[0]).body
    known = sorted(frozenset().union(*(names(condition) for _, condition in conditions)))
    places = {signal: place for place, signal in enumerate(known)}
    held = (clause for _, condition in conditions for clause, _ in leaves(condition.tree))
    numeric = {each.signal for each in held if isinstance(each, Comparison) and not isinstance(each.value, str)}
    lines: list[ast.stmt] = []
    for signal in known:
        lines.append(_set(_any(places[signal]), ast.Subscript(_get("read"), ast.Constant(signal), ast.Load())))
        if signal in numeric:
            lines.append(_set(_number(places[signal]), _as_number(_any(places[signal]))))
    for place, condition in conditions:
        add = ast.Call(ast.Attribute(_get("found"), "append", ast.Load()), [ast.Constant(place)], [])
        lines.append(ast.If(_is(condition.tree, True, places), [ast.Expr(add)], []))
    body[-1:-1] = lines
    code = compile(ast.fix_missing_locations(module), "<conditions>", "exec")
    made = next(part for part in code.co_consts if isinstance(part, CodeType))
    return cast(Which, FunctionType(made, {"__builtins__": {}}, argdefs=(nan, str)))


# -- one condition: an expression that is true exactly where the verdict is the one that is wanted


def _is(node: Node, want: bool, places: Mapping[str, int]) -> ast.expr:
    if isinstance(node, Not):
        return _is(node.part, not want, places)
    if isinstance(node, And | Or):
        # All parts of an `and` are true; one of them is false.
        joined = ast.And() if isinstance(node, And) is want else ast.Or()
        return ast.BoolOp(joined, [_is(part, want, places) for part in node.parts])
    if isinstance(node, Constant):
        return ast.Constant(node.value is want)
    place = places[node.signal]
    if isinstance(node, Known):
        # What is no number is unlike itself, and not known.
        there = _both(_compared(_any(place), ast.IsNot(), None), _same(_any(place)))
        return there if want else ast.UnaryOp(ast.Not(), there)
    if isinstance(node.value, str):
        return _of_a_word(_any(place), node.op == "==", want, node.value)
    op = node.op if want else OPPOSITE[node.op]
    compared = _compared(_number(place), _COMPARE[op](), node.value)
    # No number is unlike every number, and says nothing here.
    return _both(_same(_number(place)), compared) if op == "!=" else compared


def _of_a_word(name: str, alike: bool, want: bool, word: str) -> ast.expr:
    if alike is want:
        return _compared(name, ast.Eq(), word)
    is_a_word = ast.Compare(_class_of(name), [ast.Is()], [_get("text")])
    return _both(is_a_word, _compared(name, ast.NotEq(), word))


def _as_number(name: str) -> ast.expr:
    # Neither a word nor nothing is more or less than a number, nor is NaN.
    no_number = ast.BoolOp(
        ast.Or(), [_compared(name, ast.Is(), None), ast.Compare(_class_of(name), [ast.Is()], [_get("text")])]
    )
    return ast.IfExp(no_number, _get("nan"), _get(name))


def _any(place: int) -> str:
    return f"seen_{place}"


def _number(place: int) -> str:
    return f"number_{place}"


def _get(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _set(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _class_of(name: str) -> ast.expr:
    return ast.Attribute(_get(name), "__class__", ast.Load())


def _compared(name: str, by: ast.cmpop, value: float | str | None) -> ast.expr:
    return ast.Compare(_get(name), [by], [ast.Constant(value)])


def _same(name: str) -> ast.expr:
    return ast.Compare(_get(name), [ast.Eq()], [_get(name)])


def _both(first: ast.expr, second: ast.expr) -> ast.expr:
    return ast.BoolOp(ast.And(), [first, second])
