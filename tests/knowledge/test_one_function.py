"""
Many conditions as one function: it answers as each of them does by itself, and nothing but checked values is in it.
"""

from __future__ import annotations

from types import CodeType
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import core_catalogue
from coachplan.knowledge import one_function
from coachplan.knowledge.clause_traces import trace
from coachplan.knowledge.condition_tree import And, Comparison, Constant, Known, Node, Not, Or, leaves
from coachplan.knowledge.conditions import Condition, evaluate, names
from coachplan.knowledge.one_function import MAX_DEPTH, Readings, one_by_one, which_are_true
from coachplan.knowledge.parser import parse

SIGNALS = ("success", "worst-day", "ot/calm-days", "went")
WORDS = ("yes", "no", "two-words")
NUMBERS = (-1.0, 0.0, 0.5, 1.0, 2.0, 1e300)
#: Among them whole numbers, no number, and none that a float can hold.
SEEN = (None, float("nan"), *NUMBERS[:-1], 9e299, *WORDS, 0, 1, -3, 0.25, 2**53 + 1, "", "nan")
#: No trace can hold these.
BEYOND = (float("inf"), float("-inf"), 1e300, 1e308)


def trees() -> st.SearchStrategy[Node]:
    signals = st.sampled_from(SIGNALS)
    held = (
        st.builds(Comparison, signals, st.sampled_from(("<", "<=", "==", "!=", ">=", ">")), st.sampled_from(NUMBERS))
        | st.builds(Comparison, signals, st.sampled_from(("==", "!=")), st.sampled_from(WORDS))
        | st.builds(Known, signals)
        | st.builds(Constant, st.booleans())
    )
    return st.recursive(
        held,
        lambda inner: (
            st.builds(And, st.lists(inner, min_size=2, max_size=3))
            | st.builds(Or, st.lists(inner, min_size=2, max_size=3))
            | st.builds(Not, inner)
        ),
        max_leaves=8,
    )


def readings(seen: tuple[float | str | None, ...] = SEEN) -> st.SearchStrategy[Readings]:
    return st.fixed_dictionaries(dict.fromkeys(SIGNALS, st.sampled_from(seen)))


def nested(depth: int, innermost: Node) -> Node:
    for _ in range(depth - 1):
        innermost = Not(innermost)
    return innermost


def folded(node: Node, verdicts: list[bool | None]) -> bool | None:
    """What the verdicts of the clauses, in reading order, come to by Kleene's rules."""
    if isinstance(node, Not):
        verdict = folded(node.part, verdicts)
        return None if verdict is None else not verdict
    if isinstance(node, And | Or):
        settles = isinstance(node, Or)
        parts = [folded(part, verdicts) for part in node.parts]
        return settles if settles in parts else None if None in parts else not settles
    return verdicts.pop(0)


@given(st.lists(trees(), min_size=1, max_size=5), readings())
def test_asked_together_each_answers_as_by_itself(made: list[Node], seen: Readings) -> None:
    """True, false and unknown are the same in the function, node by node, and as the trace of each clause adds up."""
    conditions = [Condition(tree) for tree in made]
    opposites = [Condition(Not(tree)) for tree in made]
    true, false = which_are_true(conditions)(seen), which_are_true(opposites)(seen)

    for place, condition in enumerate(conditions):
        verdict = True if place in true else False if place in false else None
        traced = [clause.verdict for clause in trace(condition, seen.__getitem__)]
        assert evaluate(condition, seen.__getitem__) is verdict
        assert folded(condition.tree, traced) is verdict
    assert one_by_one(enumerate(conditions))(seen) == true


@given(readings((*SEEN, *BEYOND)), st.data())
def test_the_rules_of_the_core_answer_alike(seen: Readings, data: st.DataObject) -> None:
    """Each rule that is shipped is true in the function where it is true by itself, whatever is read."""
    conditions = [rule.condition for rule in core_catalogue().rules.values()]
    read = dict.fromkeys(frozenset().union(*map(names, conditions)))
    held = [clause for each in conditions for clause, _ in leaves(each.tree) if isinstance(clause, Comparison)]
    for clause in held:
        # As close to what is asked for as a reading can be, so that each comparison goes both ways.
        close = (None, clause.value) if isinstance(clause.value, str) else (None, clause.value, clause.value + 1e-9)
        read[clause.signal] = data.draw(st.sampled_from(close))
    read.update(seen)

    assert which_are_true(conditions)(read) == [
        place for place, each in enumerate(conditions) if evaluate(each, read.__getitem__)
    ]


@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 4 * MAX_DEPTH])
def test_a_condition_that_is_nested_deeply_is_asked_all_the_same(depth: int) -> None:
    """Beyond the depth for one function it is asked node by node; the order stays."""
    deep = Condition(nested(depth, Comparison("success", ">", 0.5)))
    conditions = [parse("success > 0.4"), deep, parse("success > 0.6")]

    for seen in (None, 0.0, 0.45, 0.55, 0.65):
        wanted = [place for place, each in enumerate(conditions) if evaluate(each, {"success": seen}.get)]
        assert which_are_true(conditions)({"success": seen}) == wanted


def test_where_no_function_can_be_made_each_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands too deep for the compiler gets the same answers, one by one."""

    def too_deep(_conditions: object) -> object:
        raise RecursionError

    monkeypatch.setattr(one_function, "_function", too_deep)
    which = which_are_true([parse("success > 0.4"), parse("not known(success)"), parse("true")])

    assert which({"success": 0.5}) == [0, 2]
    assert which({"success": None}) == [1, 2]


def test_no_condition_is_no_function() -> None:
    """Of no conditions none is true."""
    assert which_are_true([])({}) == []


@given(st.lists(trees(), min_size=1, max_size=5))
def test_nothing_but_checked_values_stands_in_the_function(made: list[Node]) -> None:
    """It reads no global, calls nothing but the list's own `append`, and holds signals, numbers and words alone."""
    which = which_are_true([Condition(tree) for tree in made])
    code: CodeType = which.__code__  # type: ignore[attr-defined]
    held = [clause for tree in made for clause, _ in leaves(tree)]
    values = {clause.value for clause in held if isinstance(clause, Comparison)}

    assert set(code.co_names) <= {"append", "__class__"}
    assert set(code.co_consts) <= {None, True, False, *SIGNALS, *values, *range(len(made))}
    assert which.__globals__ == {"__builtins__": {}}  # type: ignore[attr-defined]


def test_a_reading_is_looked_up_once() -> None:
    """However many conditions ask for it."""
    looked: list[str] = []

    class Counted(dict[str, float]):
        def __getitem__(self, name: str) -> float:
            looked.append(name)
            return cast(float, super().__getitem__(name))

    which_are_true([parse("success > 0.4 or success < 0.1"), parse("success > 0.5 and tries > 1")])(
        Counted(success=0.2, tries=1)
    )
    assert sorted(looked) == ["success", "tries"]
