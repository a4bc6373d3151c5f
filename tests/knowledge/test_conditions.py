"""
The laws of conditions: three values, one line of text, a reason for each clause, and mistakes that say their hint.
"""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.engine import core_catalogue
from coachplan.knowledge import conditions
from coachplan.knowledge.clause_traces import decisive, trace
from coachplan.knowledge.condition_tree import And, Comparison, Constant, Known, Node, Not, Or
from coachplan.knowledge.conditions import Condition, evaluate, names
from coachplan.knowledge.parser import parse
from coachplan.knowledge.satisfiability import Range, can_ever_be_true
from coachplan.model.evidence import ClauseTrace

Value = float | str | None

SIGNALS = ("success", "worst-day", "ot/calm-days")
WORDS = ("yes", "no", "two-words")
NUMBERS = (-1.0, 0.0, 0.5, 1.0, 2.0)
VERDICTS = (True, False, None)
# A condition that is true, false or unknown when `here` is known to be yes and `gone` is not known.
AS_CONDITION = {True: "here == yes", False: "here == no", None: "gone == yes"}


def lookup(readings: dict[str, Value]) -> Callable[[str], Value]:
    return readings.get


def held_back(condition: Condition, seen: dict[str, Value]) -> tuple[ClauseTrace, ...]:
    return decisive(condition, trace(condition, lookup(seen)))


def signals() -> st.SearchStrategy[str]:
    return st.sampled_from(SIGNALS)


def comparisons() -> st.SearchStrategy[Comparison]:
    numeric = st.builds(
        Comparison, signals(), st.sampled_from(("<", "<=", "==", "!=", ">=", ">")), st.sampled_from(NUMBERS)
    )
    wordy = st.builds(Comparison, signals(), st.sampled_from(("==", "!=")), st.sampled_from(WORDS))
    return numeric | wordy


def trees() -> st.SearchStrategy[Node]:
    leaves = comparisons() | st.builds(Known, signals()) | st.builds(Constant, st.booleans())
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(And, st.lists(inner, min_size=2, max_size=3))
            | st.builds(Or, st.lists(inner, min_size=2, max_size=3))
            | st.builds(Not, inner)
        ),
        max_leaves=8,
    )


def readings() -> st.SearchStrategy[dict[str, Value]]:
    values = st.none() | st.sampled_from(NUMBERS) | st.sampled_from(WORDS) | st.just(0.25) | st.just(float("nan"))
    return st.fixed_dictionaries(dict.fromkeys(SIGNALS, values))


def kleene_and(verdicts: list[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


def kleene_or(verdicts: list[bool | None]) -> bool | None:
    return True if True in verdicts else None if None in verdicts else False


def kleene_not(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def fold(node: Node, clauses: Iterator[ClauseTrace]) -> bool | None:
    if isinstance(node, Not):
        return kleene_not(fold(node.part, clauses))
    if isinstance(node, And):
        return kleene_and([fold(part, clauses) for part in node.parts])
    if isinstance(node, Or):
        return kleene_or([fold(part, clauses) for part in node.parts])
    return next(clauses).verdict


# -- three values


@pytest.mark.parametrize(("left", "right"), tuple(itertools.product(VERDICTS, VERDICTS)))
def test_and_and_or_follow_kleene(left: bool | None, right: bool | None) -> None:
    """And is the least of false < unknown < true, or is the greatest."""
    order = (False, None, True)
    read = lookup({"here": "yes"})
    both = parse(f"{AS_CONDITION[left]} and {AS_CONDITION[right]}")
    either = parse(f"{AS_CONDITION[left]} or {AS_CONDITION[right]}")
    assert evaluate(both, read) is order[min(order.index(left), order.index(right))]
    assert evaluate(either, read) is order[max(order.index(left), order.index(right))]


@pytest.mark.parametrize(("verdict", "opposite"), [(True, False), (False, True), (None, None)])
def test_not_follows_kleene(verdict: bool | None, opposite: bool | None) -> None:
    """Not swaps true and false, and leaves unknown unknown."""
    assert evaluate(parse(f"not {AS_CONDITION[verdict]}"), lookup({"here": "yes"})) is opposite


@given(comparisons())
def test_an_unknown_comparison_never_fires(comparison: Comparison) -> None:
    """Neither a comparison nor its negation is true where the signal is not known."""
    for tree in (comparison, Not(comparison)):
        assert evaluate(Condition(tree), lookup({})) is None


@given(trees(), readings(), signals())
def test_learning_a_reading_never_overturns_a_verdict(tree: Node, seen: dict[str, Value], signal: str) -> None:
    """Without known(x), what was true or false with a reading missing stays so whatever the reading turns out to be."""
    if "known(" in str(tree):
        return
    before = evaluate(Condition(tree), lookup({**seen, signal: None}))
    assert before is None or evaluate(Condition(tree), lookup(seen)) is before


@pytest.mark.parametrize("text", ["success >= 0.5", "success != 0.5", "success == yes", "success != yes"])
def test_a_reading_that_is_no_number_is_unknown(text: str) -> None:
    """NaN is an unknown reading, so that neither a comparison nor its negation fires on it."""
    nan = lookup({"success": float("nan")})
    assert evaluate(parse(text), nan) is None
    assert evaluate(parse(f"not {text}"), nan) is None
    assert evaluate(parse("known(success)"), nan) is False


def test_words_and_numbers_are_not_compared() -> None:
    """A word held against a number, and a number against a word, are unknown both ways."""
    for op in ("<", "<=", "==", "!=", ">=", ">"):
        assert evaluate(parse(f"x {op} 2"), lookup({"x": "yes"})) is None
    for op in ("==", "!="):
        assert evaluate(parse(f"x {op} yes"), lookup({"x": 2.0})) is None


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        ("==", False, True, False),
        ("!=", True, False, True),
        (">=", False, True, True),
        (">", False, False, True),
    ],
)
def test_numbers_compare(op: str, below: bool, at: bool, above: bool) -> None:
    """Each comparison is right just below, at and just above its number."""
    condition = parse(f"x {op} 0.8")
    assert [evaluate(condition, lookup({"x": x})) for x in (0.79, 0.8, 0.81)] == [below, at, above]


@given(trees(), trees(), readings())
def test_de_morgan(one: Node, other: Node, seen: dict[str, Value]) -> None:
    """Not (a and b) is (not a or not b), and not (a or b) is (not a and not b), in all three values."""
    read = lookup(seen)
    for joined, split in ((And, Or), (Or, And)):
        left = evaluate(Condition(Not(joined((one, other)))), read)
        right = evaluate(Condition(split((Not(one), Not(other)))), read)
        assert left is right


# -- text and tree


@given(trees())
def test_a_tree_is_read_back_from_its_text(tree: Node) -> None:
    """Reading what was written gives the same tree, and writing it again the same text."""
    again = parse(str(Condition(tree)))
    assert again.tree == tree
    assert str(again) == str(tree)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_back(number: float) -> None:
    """A number of any size is written without an exponent and read back to the last bit."""
    comparison = Comparison("x", "<", number)
    assert "e" not in str(comparison)
    assert parse(str(comparison)).tree == comparison


@given(st.text(max_size=30) | st.text("()<=>!&| xyandorknt-/.0123456789%,", max_size=30))
def test_any_text_is_a_condition_or_a_finding(text: str) -> None:
    """No text brings any error but a CoachplanError with words and a hint; what is read can be read again."""
    try:
        condition = parse(text)
    except CoachplanError as error:
        assert all(finding.what and finding.hint for finding in error.findings)  # noqa: PT017 - either may come
    else:
        assert parse(str(condition)) == condition


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a > 1 or b > 1 and c > 1", "a > 1 or b > 1 and c > 1"),
        ("a > 1 or (b > 1 and c > 1)", "a > 1 or b > 1 and c > 1"),
        ("(a > 1 or b > 1) and c > 1", "(a > 1 or b > 1) and c > 1"),
        ("not a > 1 and b > 1", "not a > 1 and b > 1"),
        ("not (a > 1 and b > 1)", "not (a > 1 and b > 1)"),
        ("a>-2and(b==yes)", None),
        ("  ((known( a )))  ", "known(a)"),
        ("a>=0.80", "a >= 0.8"),
        ("a == 3.0", "a == 3"),
    ],
)
def test_not_binds_closest_then_and_then_or(text: str, written: str | None) -> None:
    """Spaces and needless parentheses go; those that change the meaning stay. A number and a name need a space."""
    if written is None:
        with pytest.raises(CoachplanError):
            parse(text)
    else:
        assert str(parse(text)) == written


def test_a_condition_keeps_the_text_it_was_read_from() -> None:
    """The text is what the author wrote; equality asks for the tree only."""
    condition = parse("( days>=3 )")
    assert condition.text == "( days>=3 )"
    assert condition == parse("days >= 3.0")
    assert hash(condition) == hash(parse("days >= 3.0"))


def test_a_condition_travels_after_it_was_asked() -> None:
    """A condition that was evaluated can still be pickled, and answers the same afterwards."""
    condition = parse("days >= 3 and not sensory == yes")
    read = lookup({"days": 4.0, "sensory": "no"})
    assert evaluate(condition, read) is True
    trace(condition, read)
    again = pickle.loads(pickle.dumps(condition))
    assert (again, again.text, evaluate(again, read)) == (condition, condition.text, True)


@given(trees())
def test_names_are_the_signals_asked_for(tree: Node) -> None:
    """The names are the signals that the trace looks up, no more and no fewer."""
    asked: set[str] = set()

    def read(signal: str) -> None:
        asked.add(signal)

    trace(Condition(tree), read)
    assert names(Condition(tree)) == asked


# -- mistakes

MISTAKES = [
    ("", ("empty", "success >= 0.8")),
    ("   ", ("empty",)),
    ("success =< 0.8", ('"success =< 0.8"', "character 9", 'found "=<"', 'Write "<="')),
    ("success => 0.8", ('found "=>"', 'Write ">="')),
    ("days = 2", ("character 6", 'found "="', 'Write "=="')),
    ("days ≥ 2", ('found "≥"', 'Write ">="')),
    ("days <> 2", ('Write "!="',)),
    ("days >> 2", ('found ">>"', "< <= == != >= or >")),
    ("days is 2", ('found "is"', 'Write "=="')),
    ("days > 2 && tries > 1", ("character 10", 'found "&&"', 'Write "and"')),
    ("days > 2 || tries > 1", ('found "||"', 'Write "or"')),
    ("! days > 2", ('found "!"', 'Write "not"')),
    ("days > 2 AND tries > 1", ('found "AND"', 'Write "and"')),
    ("days > 2 adn tries > 1", ('found "adn"', 'Did you mean "and"')),
    ("days > 2 tries > 1", ("character 10", 'found "tries"', '"and" or "or"')),
    ("days > 2, tries > 1", ('found ","', '"and" or "or"')),
    ("(days > 2", ("text ends", '"(" at character 1', 'missing ")"')),
    ("days > 2)", ("character 9", "closes nothing")),
    ("()", ('found ")"', "comparison should be")),
    ("days > 2 and", ("character 13", "text ends", "success >= 0.8")),
    ("or days > 2", ("character 1", 'found "or"')),
    ("not", ("text ends",)),
    ("0.2 < x < 0.5", ("character 1", 'Compare twice: "x > 0.2 and x < 0.5"')),
    ("x > 0.2 < 0.5", ("character 9", 'Compare twice: "x > 0.2 and x < 0.5"')),
    ("0.8 <= success", ('found "0.8"', 'Write the signal first: "success >= 0.8"')),
    ("1 < 2", ("where a signal should be",)),
    ("success > 50 %", ('found "50 %"', 'Write "0.5"')),
    ("success > 50%", ('found "50%"', 'Write "0.5"')),
    ("success > 12.5%", ('Write "0.125"',)),
    ("success > 0,5", ('found ","', 'Write "0.5"')),
    ("success > .5", ('found ".5"', 'Write "0.5"')),
    ("success > 1/2", ('found "1/2"', "decimal")),
    ("success > 1e-3", ('found "1e-3"', 'Write "0.001"')),
    ("trend > +1", ('Write "1"',)),
    ("trend > \N{MINUS SIGN}1", ('Write "-1"',)),
    ("x > " + "9" * 400, ("too large",)),
    ("sensory", ("text ends", "cannot stand alone", 'sensory == yes"', 'known(sensory)"')),
    ("not sensory", ("cannot stand alone",)),
    ("sensory == true", ('found "true"', 'Write "sensory == yes"')),
    ("sensory != false", ('Write "sensory != no"',)),
    ("stress == unknown", ('Write "not known(stress)"',)),
    ("stress != unknown", ('Write "known(stress)"',)),
    ('sensory == "yes"', ("Write yes without quotation marks",)),
    ("sensory > yes", ('found "yes" after ">"', "== or !=")),
    ("days == ot/calm-days", ('found "ot/calm-days"', "never compared with each other")),
    ("days >", ("text ends", "number such as 0.8")),
    ("known stress", ('found "stress"', 'Write "known(stress)"')),
    ("known(stress", ("text ends", 'Write "known(stress)"')),
    ("known(stress > 2)", ('found ">"', 'Write "known(stress)"')),
    ("known(2)", ('found "2"', "name of one signal")),
    ("true == sensory", ("character 6", "stand alone")),
    ("mean(days) > 2", ('found "("', "Only known(...)")),
    ("low_confidence > 2", ('Write "low-confidence"',)),
    ("Days > 2", ('found "Days"', 'Write "days"')),
    ("days > tries*2", ("no arithmetic",)),
    ("days > 2 and\ntries > 1", ("second line", "one line")),
    ("(" * 10_000 + "days > 2" + ")" * 10_000, ("character 51", "50 deep", "two rules")),
    ("not " * 10_000 + "days > 2", ("50 deep",)),
]


@pytest.mark.parametrize(("text", "parts"), MISTAKES, ids=[text[:30] for text, _ in MISTAKES])
def test_a_mistake_says_where_it_is_and_what_would_be_right(text: str, parts: tuple[str, ...]) -> None:
    """Each mistake brings one finding, of one line and readable length, that says what is asked here of it."""
    with pytest.raises(CoachplanError) as caught:
        parse(text)
    said = str(caught.value)
    assert [part for part in parts if part not in said] == []
    assert len(caught.value.findings) == 1
    assert len(said) < 400
    assert "\n" not in said


def test_a_condition_is_text() -> None:
    """What is not text is named as such."""
    with pytest.raises(CoachplanError, match="one line of text"):
        parse(3)  # type: ignore[arg-type]


A_NAME = "A name is lower-case letters, digits and hyphens"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Comparison("Not A Name", ">", 1), A_NAME),
        (lambda: Comparison("and", ">", 1), A_NAME),
        (lambda: Comparison("x", "=<", 1), "Write one of < <= == != >= or >"),
        (lambda: Comparison("x", ">", "yes"), "Compare a word with == or !="),
        (lambda: Comparison("x", "==", "unknown"), A_NAME),
        (lambda: Comparison("x", "==", "Yes"), A_NAME),
        (lambda: Comparison("x", ">", float("inf")), "no number to compare with"),
        (lambda: Comparison("x", "==", True), "no number to compare with"),
        (lambda: Known("x y"), A_NAME),
        (lambda: Not("x > 1"), "expected a part of a condition"),
        (lambda: And((Known("x"), "x > 1")), "expected a part of a condition"),
        (lambda: Or((Known("x"), "x > 1")), "expected a part of a condition"),
        (lambda: Condition("x > 1"), "expected a part of a condition"),
    ],
)
def test_a_tree_that_cannot_be_written_cannot_be_made(make: Callable[[], object], said: str) -> None:
    """What the grammar has no words for is refused when a tree is made by hand, too, with what would be right."""
    with pytest.raises(CoachplanError, match=said):
        make()


@pytest.mark.parametrize("joined", [And, Or])
def test_what_is_joined_is_two_or_more(joined: type[And | Or]) -> None:
    """One part is that part itself, and none would be true, or false, of everything."""
    for parts in ((), (Known("x"),)):
        with pytest.raises(ValueError, match="2"):
            joined(parts)
    assert Condition(joined((Known("x"), Known("y")))).text


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_a_constant_is_true_or_false(value: object) -> None:
    """Nothing that only counts as one of them."""
    with pytest.raises(TypeError):
        Constant(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other", "written"), [(1, 1.0, "x > 1"), (-0.0, 0, "x > 0")])
def test_equal_numbers_are_written_alike(one: float, other: float, written: str) -> None:
    """A whole number is the same as one with nothing after the point, and there is no minus nothing."""
    assert written == str(Comparison("x", ">", one)) == str(Comparison("x", ">", other))
    assert Comparison("x", ">", one) == Comparison("x", ">", other)


def test_a_condition_made_by_hand_has_the_text_of_its_tree() -> None:
    """What was never written is read as it would be written."""
    assert "not known(x)" == Condition(Not(Known("x"))).text


def test_a_wide_condition_is_read() -> None:
    """Only depth is limited: a thousand clauses side by side are one condition."""
    assert len(trace(parse(" and ".join(["days > 2"] * 1000)), lookup({}))) == 1000


# -- reasons


@given(trees(), readings())
def test_the_trace_adds_up_to_the_verdict(tree: Node, seen: dict[str, Value]) -> None:
    """Folding the clauses of the trace by Kleene's rules gives what evaluate gives, and no clause is left over."""
    condition = Condition(tree)
    clauses = iter(trace(condition, lookup(seen)))
    assert fold(tree, clauses) is evaluate(condition, lookup(seen))
    assert list(clauses) == []


def test_the_trace_holds_every_clause_in_reading_order() -> None:
    """Clauses that need not be asked are traced too, each with its reading and what is needed."""
    condition = parse("success >= 0.8 and not (stress > 3 or not known(trend)) and sensory == no")
    assert trace(condition, lookup({"success": 0.5, "stress": 4.0, "sensory": "no"})) == (
        ClauseTrace(clause="success >= 0.8", verdict=False, signal="success", seen=0.5, needed=">= 0.8"),
        ClauseTrace(clause="stress > 3", verdict=True, signal="stress", seen=4.0, needed="<= 3", negated=True),
        ClauseTrace(clause="known(trend)", verdict=False, signal="trend", seen=None, needed="known"),
        ClauseTrace(clause="sensory == no", verdict=True, signal="sensory", seen="no", needed="== no"),
    )


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a == 1 and b == 1 and c == 1", ["b == 1", "c == 1"]),
        ("a == 2 or b == 1", ["a == 2", "b == 1"]),
        ("(b == 1 and a == 2) or b == 3", ["b == 3", "b == 1", "a == 2"]),
        ("false or b == 1", ["b == 1", "false"]),
        ("not (a == 1 and b == 2)", ["a == 1", "b == 2"]),
        ("not (a == 1 or b == 2 or b == 3)", ["a == 1", "b == 2"]),
        ("not not b == 1", ["b == 1"]),
        ("a == 1 or b == 1", []),
    ],
)
def test_the_decisive_clauses_hold_a_condition_back(text: str, held: list[str]) -> None:
    """Of parts that are all needed those that fail; of parts of which one would do all, the nearest first."""
    clauses = held_back(parse(text), {"a": 1.0, "b": 2.0})
    assert [clause.clause for clause in clauses] == held


@given(trees(), readings())
def test_what_is_true_is_held_back_by_nothing(tree: Node, seen: dict[str, Value]) -> None:
    """A condition has decisive clauses exactly when it is not true, and each of them is not as it is needed."""
    condition = Condition(tree)
    clauses = held_back(condition, seen)
    assert (clauses == ()) is (evaluate(condition, lookup(seen)) is True)
    assert all(clause.verdict is not (not clause.negated) for clause in clauses)


@given(trees(), readings())
def test_turning_the_decisive_clauses_makes_it_true(tree: Node, seen: dict[str, Value]) -> None:
    """With every decisive clause as it is needed, and the others as they were, the condition is true."""
    condition = Condition(tree)
    held = list(held_back(condition, seen))
    turned = []
    for clause in trace(condition, lookup(seen)):
        verdict = not clause.negated if clause in held else clause.verdict
        turned.append(ClauseTrace(clause=clause.clause, verdict=verdict))
    assert fold(tree, iter(turned)) is True


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("success >= 0.8", "share that worked lately: 0.8 or more"),
        ("success > 0.8", "share that worked lately: more than 0.8"),
        ("stress <= 3", "stress lately, of 5: 3 or less"),
        ("stress < 3", "stress lately, of 5: less than 3"),
        ("step == 2", "the step: 2"),
        ("sensory == no", "the strategy is a sensory one: no"),
        ("sensory != yes", "the strategy is a sensory one: not yes"),
        ("known(stress)", "stress lately, of 5: known"),
        ("not known(stress)", "stress lately, of 5: not known"),
        ("not success < 0.5", "share that worked lately: 0.5 or more"),
        ("not success <= 0.5", "share that worked lately: more than 0.5"),
        ("not success > 0.5", "share that worked lately: 0.5 or less"),
        ("not success >= 0.5", "share that worked lately: less than 0.5"),
        ("not step == 2", "the step: not 2"),
        ("not step != 2", "the step: 2"),
        ("not not success < 0.5", "share that worked lately: less than 0.5"),
        ("false", "nothing, since the condition itself says false"),
    ],
)
def test_enough_is_said_in_words(text: str, words: str) -> None:
    """What would be enough is the clause itself, or its opposite under a not."""
    (clause,) = trace(parse(text), lookup({}))
    assert core_catalogue().words.say(clause.enough) == words


# -- rules that can never fire


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("true", True),
        ("false or not true", False),
        ("success > 1", False),
        ("success >= 1", True),
        ("success < 0", False),
        ("not success <= 1", False),
        ("success > 0.5 and success < 0.5", False),
        ("success > 0.5 and success < 0.51", True),
        ("days > 2 and days < 3", False),
        ("days > 2 and days < 4", True),
        ("days == 2.5", False),
        ("days > 1000000", True),
        ("days < 0", False),
        ("sensory == yes and sensory == no", False),
        ("sensory == maybe", False),
        ("sensory != yes and sensory != no", False),
        ("sensory >= 1", False),
        ("not known(success) and success > 0.2", False),
        ("not known(success)", True),
        ("not known(days)", False),
        ("(success > 1 or sensory == no) and sensory == yes", False),
        ("(success > 1 or sensory == no) and days == 4", True),
        ("ot/new == red and ot/new != blue", True),
        ("ot/new == red and ot/new > 2", False),
        ("ot/new != red and ot/new != blue", True),
        ("ot/new > 100 and ot/new < 200", True),
    ],
)
def test_a_rule_that_can_never_fire_is_found(text: str, possible: bool) -> None:
    """Bounds, whole numbers, words and the unknown state are all taken into account."""
    ranges = {
        "success": Range(low=0, high=1),
        "days": Range(low=0, whole=True, always_known=True),
        "sensory": Range(words=("yes", "no")),
    }
    assert can_ever_be_true(parse(text), ranges) is possible


@given(trees(), st.booleans(), st.booleans())
def test_it_agrees_with_trying_everything(tree: Node, always_known: bool, whole: bool) -> None:
    """On ranges of a few readings the answer is what trying all of them gives."""
    ranges = {
        "success": Range(low=-1, high=1, whole=True, always_known=always_known),
        "worst-day": Range(low=0, high=2, whole=whole),
        "ot/calm-days": Range(words=("yes", "no"), always_known=always_known),
    }
    gap: list[Value] = [] if always_known else [None]
    # The numbers in the trees are -1, 0, 0.5, 1 and 2: one reading at each and one between two stand for all.
    fractions: list[Value] = [] if whole else [0.25, 0.5, 0.75, 1.5]
    grid = itertools.product([*gap, -1.0, 0.0, 1.0], [None, 0.0, 1.0, 2.0, *fractions], [*gap, "yes", "no"])
    ask = conditions.compile(Condition(tree))
    tried = any(ask(lookup(dict(zip(SIGNALS, seen, strict=True)))) is True for seen in grid)
    assert can_ever_be_true(Condition(tree), ranges) is tried


@given(trees(), readings())
def test_what_was_true_once_can_be_true(tree: Node, seen: dict[str, Value]) -> None:
    """A condition that some readings make true is never called impossible where no range is given."""
    if evaluate(Condition(tree), lookup(seen)) is True:
        assert can_ever_be_true(Condition(tree), {}) is True


def test_above_the_cap_it_answers_true() -> None:
    """A condition with more combinations than the cap is let pass, quickly, and not called impossible."""
    wide = " and ".join(f"(a{n} == 1 or b{n} == 1)" for n in range(40))
    assert can_ever_be_true(parse(f"{wide} and c < 0 and c > 0"), {}) is True
    assert can_ever_be_true(parse("c < 0 and c > 0"), {}) is False


def test_a_range_holds_something() -> None:
    """A range from high to low is a mistake."""
    with pytest.raises(CoachplanError, match="holds nothing"):
        Range(low=1, high=0)
