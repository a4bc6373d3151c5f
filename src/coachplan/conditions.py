"""
The three-valued condition tree: parse one line of text, evaluate it, say clause by clause what it saw.

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
from typing import Any, NoReturn

from attrs import Attribute, field, frozen
from attrs.validators import deep_iterable, instance_of, min_len, optional

from coachplan.errors import CoachplanError, Finding
from coachplan.ids import nearest
from coachplan.traces import ClauseTrace

__all__ = [
    "And",
    "Comparison",
    "Condition",
    "Constant",
    "Known",
    "Lookup",
    "Node",
    "Not",
    "Or",
    "Range",
    "can_ever_be_true",
    "compile",
    "decisive",
    "enough",
    "evaluate",
    "names",
    "parse",
    "trace",
]

Lookup = Callable[[str], float | str | None]
Asker = Callable[[Lookup], bool | None]

MAX_DEPTH = 50  # parentheses and nots inside one another; far more than a person can read
MAX_COMBINATIONS = 10_000  # what can_ever_be_true looks at before it gives up

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_SIGNAL = re.compile(r"([a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z0-9]+|[a-z][a-z0-9]*)(-[a-z0-9]+)*\Z")
_KEYWORDS = frozenset({"and", "or", "not", "known", "true", "false"})
# `x == unknown` reads like a test for a missing reading and would never be one.
_NO_WORDS = _KEYWORDS | {"unknown"}


# -- the tree


def _check_signal(_node: object, _attribute: Attribute[str], signal: str) -> None:
    if not isinstance(signal, str) or not _SIGNAL.match(signal) or signal in _KEYWORDS:
        raise CoachplanError(Finding(what=f"{signal!r} is no name for a signal.", mend=_NAME_MEND))


def _as_value(value: float | str) -> float | str:
    # Numbers are kept as floats, and -0 as 0, so that equal trees are written alike.
    return float(value) + 0.0 if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_parts(parts: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(parts)


def _check_node(_node: object, _attribute: Attribute[Any], part: Any) -> None:
    if not isinstance(part, And | Or | Not | Known | Constant | Comparison):
        raise CoachplanError(Finding(what=f"expected a part of a condition, found {part!r}."))


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
        if self.op not in _COMPARE:
            raise CoachplanError(Finding(what=f"{self.op!r} is no comparison.", mend=_OPERATOR_MEND))
        if isinstance(self.value, str):
            if not _WORD.match(self.value) or self.value in _NO_WORDS:
                raise CoachplanError(Finding(what=f"{self.value!r} is no word to compare with.", mend=_NAME_MEND))
            if self.op not in ("==", "!="):
                raise CoachplanError(
                    Finding(what=f"{self.op} compares numbers, found {self.value!r}.", mend=_WORD_MEND)
                )
        elif not isinstance(self.value, float) or not math.isfinite(self.value):
            raise CoachplanError(Finding(what=f"{self.value!r} is no number to compare with."))

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
        return _compiled(self.tree)

    @cached_property
    def _clauses(self) -> tuple[_Prepared, ...]:
        return tuple(_prepared(clause, negated) for clause, negated in _leaves(self.tree))

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


def _leaves(node: Node, negated: bool = False) -> Iterator[tuple[Clause, bool]]:
    if isinstance(node, Not):
        yield from _leaves(node.part, not negated)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part, negated)
    else:
        yield node, negated


# -- asking


def names(condition: Condition) -> frozenset[str]:
    """
    Return the signals that a condition reads.
    """
    return frozenset(clause.signal for clause, _ in _leaves(condition.tree) if not isinstance(clause, Constant))


def compile(condition: Condition) -> Asker:
    """
    Return the condition as a function of a lookup (signal -> number, word or None), made once and kept.
    """
    return condition._asker


def evaluate(condition: Condition, readings: Lookup) -> bool | None:
    """
    Return True, False, or None for unknown, by Kleene's rules. A reading that is not a number (NaN) is unknown.
    """
    return condition._asker(readings)


def _compiled(node: Node) -> Asker:
    if isinstance(node, And):
        return _all_of(tuple(_compiled(part) for part in node.parts))
    if isinstance(node, Or):
        return _any_of(tuple(_compiled(part) for part in node.parts))
    if isinstance(node, Not):
        return _opposite_of(_compiled(node.part))
    if isinstance(node, Comparison):
        compare = _COMPARE[node.op]
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
    return _Prepared(_compiled(clause), str(clause), signal, needed, negated)


def trace(condition: Condition, readings: Lookup) -> tuple[ClauseTrace, ...]:
    """
    Return every clause in reading order, asked or not, with the reading it saw.

    *clause* and *verdict* are the clause as written. Under an odd number of nots *negated* is True, and *needed* is
    what would serve the condition: for `not success < 0.5` it is `>= 0.5`.
    """
    traced = []
    for each in condition._clauses:
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


def decisive(condition: Condition, readings: Lookup) -> tuple[ClauseTrace, ...]:
    """
    Return the clauses that hold a condition back; none where it is true.

    Where all parts are needed: the parts that fail. Where one part would do: all of them, the one with the fewest
    failing clauses first. Changing every clause of one such part, in the way `enough` says, makes the condition true,
    where the clauses do not ask for opposite things.
    """
    return _held(condition.tree, True, iter(trace(condition, readings)))[1]


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


def enough(clause: ClauseTrace) -> str:
    """
    Say in words what would be enough for a clause, such as "success at 0.8 or more" or "known stress".
    """
    return clause.enough


# -- rules that can never fire


@frozen(kw_only=True)
class Range:
    """
    The readings that a signal can have.

    Numbers from *low* to *high*, both included (None: no bound), only whole ones where *whole*; or one of *words*.
    Unless *always_known*, it may also be unknown.
    """

    low: float | None = field(default=None, validator=optional(instance_of((int, float))))
    high: float | None = field(default=None, validator=optional(instance_of((int, float))))
    words: tuple[str, ...] | None = None
    always_known: bool = False
    whole: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and not self.low <= self.high:
            raise CoachplanError(Finding(what=f"a range from {self.low} to {self.high} holds nothing."))


def can_ever_be_true(condition: Condition, ranges: Mapping[str, Range]) -> bool:
    """
    Say whether any readings at all make a condition true, each signal being free of the others.

    A signal without a range may be any number, any word, or unknown. Exact up to 10,000 combinations of
    alternatives; above that it answers True without having looked further.

    The method: the numbers a condition names cut each signal's range into stretches within which no clause changes;
    one reading stands for each stretch. Alternatives (the disjunctive normal form) are then sets of those readings.
    """
    asked: dict[str, list[float | str]] = {}
    for clause, _ in _leaves(condition.tree):
        if not isinstance(clause, Constant):
            asked.setdefault(clause.signal, []).extend([clause.value] if isinstance(clause, Comparison) else [])
    samples = {signal: _samples(ranges.get(signal), values) for signal, values in asked.items()}
    if any(not readings for readings in samples.values()):
        return False
    ways = _ways(condition.tree, True, samples)
    return ways is None or bool(ways)


# One way for a tree to come out as wanted: for each signal in it, which of its samples will do.
_Way = frozenset[tuple[str, frozenset[int]]]


def _ways(node: Node, want: bool, samples: Mapping[str, tuple[float | str | None, ...]]) -> frozenset[_Way] | None:
    if isinstance(node, Not):
        return _ways(node.part, not want, samples)
    if isinstance(node, Constant):
        return frozenset({frozenset()}) if node.value is want else frozenset()
    if isinstance(node, Known | Comparison):
        ask = _compiled(node)
        fits = frozenset(
            at
            for at, seen in enumerate(samples[node.signal])
            if ask(lambda _signal, seen=seen: seen) is want  # type: ignore[misc]
        )
        return frozenset({frozenset({(node.signal, fits)})}) if fits else frozenset()
    either = isinstance(node, Or) is want
    gathered: frozenset[_Way] = frozenset() if either else frozenset({frozenset()})
    for part in node.parts:
        ways = _ways(part, want, samples)
        if ways is None or (len(gathered) + len(ways) if either else len(gathered) * len(ways)) > MAX_COMBINATIONS:
            return None
        if either:
            gathered |= ways
        else:
            both = (_both(one, other) for one in gathered for other in ways)
            gathered = frozenset(way for way in both if way is not None)
    return gathered


def _both(one: _Way, other: _Way) -> _Way | None:
    fits = dict(one)
    for signal, more in other:
        fits[signal] = fits[signal] & more if signal in fits else more
        if not fits[signal]:
            return None
    return frozenset(fits.items())


def _samples(given: Range | None, values: list[float | str]) -> tuple[float | str | None, ...]:
    numbers = [value for value in values if not isinstance(value, str)]
    words = [value for value in values if isinstance(value, str)]
    unknown: list[float | str | None] = [] if given is not None and given.always_known else [None]
    if given is None:
        # An empty word is none that a condition can name: it stands for any other word.
        return (*unknown, *_numbers(Range(), numbers), *words, "")
    if given.words is not None:
        return (*unknown, *given.words)
    return (*unknown, *_numbers(given, numbers))


def _numbers(given: Range, thresholds: list[float]) -> list[float]:
    low = -math.inf if given.low is None else given.low
    high = math.inf if given.high is None else given.high
    marks = sorted({mark for mark in (*thresholds, low, high, 0.0) if math.isfinite(mark)})
    if given.whole:
        # The last whole number before a mark and the first after it, and the mark itself where it is whole.
        found: set[float] = {n for mark in marks for n in (math.ceil(mark) - 1, *_around(mark), math.floor(mark) + 1)}
    else:
        between = (one / 2 + other / 2 for one, other in itertools.pairwise(marks))
        ends = (math.nextafter(marks[0], -math.inf), math.nextafter(marks[-1], math.inf))
        found = {*marks, *between, *ends}
    return [number for number in sorted(found) if low <= number <= high]


def _around(mark: float) -> tuple[int, int]:
    return math.floor(mark), math.ceil(mark)


# -- reading the text

_NAME_MEND = "A name is lower-case letters, digits and hyphens, such as worst-day or ot/calm-days."
_WORD_MEND = "Compare a word with == or !=, and a number with < <= == != >= or >."
_OPERATOR_MEND = "Write one of < <= == != >= or >."
_COMPARISON_MEND = 'Write a comparison, such as "success >= 0.8".'
_SLIPS = {
    "=<": "<=",
    "=>": ">=",
    "=": "==",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "=!": "!=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "!": "not",
    "~": "not",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
}
_QUOTES = "\"'`\u2018\u2019\u201c\u201d"
_SPELT = {"is": "==", "equals": "==", "above": ">", "over": ">", "below": "<", "under": "<"}
_TOKEN = re.compile(r"\s*(?:(?P<operator>[<>=!&|~≤≥≠]+)|(?P<mark>[(),;%])|(?P<name>[^\s<>=!&|~≤≥≠(),;%]+))")


@frozen
class _Token:
    """
    A piece of the text, the kind of piece it is, and where it starts.
    """

    kind: str  # operator, mark, keyword, number, name, end
    words: str
    at: int


def parse(text: str) -> Condition:
    """
    Read a condition from one line of text.

    Raises CoachplanError with the text, the place, what was found there and what would be right.
    """
    if not isinstance(text, str):
        raise CoachplanError(Finding(what=f"expected a condition as one line of text, found {text!r}."))
    return _Reader(text.strip()).read()


class _Reader:
    """
    Reads a text from left to right, one token ahead. The grammar stands in docs/conditions.md.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        if not text:
            raise CoachplanError(Finding(what="the condition is empty.", mend=_COMPARISON_MEND))
        if len(text.splitlines()) > 1:
            self.fail(len(text.splitlines()[0]), "found a second line.", "A condition is one line of text.")
        self.tokens = [self.token(found) for found in _TOKEN.finditer(text)]
        self.tokens.append(_Token("end", "", len(text)))
        self.next = 0
        self.depth = 0

    def fail(self, at: int, what: str, mend: str) -> NoReturn:
        # A window, so that the words around the place are seen in a text of any length.
        start, stop = max(0, at - 60), at + 60
        shown = f"{'...' if start else ''}{self.text[start:stop]}{'...' if stop < len(self.text) else ''}"
        shown = " ".join(shown.splitlines())
        raise CoachplanError(Finding(what=f'in "{shown}", at character {at + 1}: {what}', mend=mend))

    def token(self, found: re.Match[str]) -> _Token:
        kind = found.lastgroup or ""
        words, at = found[kind], found.start(kind)
        if kind == "operator" and words not in _COMPARE:
            mend = f'Write "{_SLIPS[words]}".' if words in _SLIPS else _OPERATOR_MEND
            self.fail(at, f'found "{words}", which is no comparison.', mend)
        if kind == "name":
            if words in _KEYWORDS:
                return _Token("keyword", words, at)
            if _NUMBER.match(words):
                return _Token("number", words, at)
            if not _SIGNAL.match(words):
                self.fail(at, f'found "{words}".', _mend_name(words))
        return _Token(kind, words, at)

    @property
    def here(self) -> _Token:
        return self.tokens[self.next]

    def ahead(self, by: int) -> _Token:
        return self.tokens[min(self.next + by, len(self.tokens) - 1)]

    def take(self, *words: str) -> bool:
        if self.here.kind in ("keyword", "mark") and self.here.words in words:
            self.next += 1
            return True
        return False

    def found(self, where: str, mend: str) -> NoReturn:
        shown = f'found "{self.here.words}"' if self.here.kind != "end" else "the text ends"
        self.fail(self.here.at, f"{shown} {where}.", mend)

    def read(self) -> Condition:
        tree = self.any_of()
        if self.here.kind != "end":
            self.leftover()
        return Condition(tree, self.text)

    def leftover(self) -> NoReturn:
        where = "after a whole comparison"
        if self.here.words == ")":
            self.found("that closes nothing", 'Leave it out, or write the "(" it belongs to.')
        if self.here.kind == "operator":
            self.chained()
        if self.here.kind == "name":
            close = nearest(self.here.words, ("and", "or"))
            self.found(where, f'Did you mean "{close}"?' if close else 'Join two comparisons with "and" or "or".')
        if self.here.words in (",", ";"):
            self.found(where, self.comma_mend())
        self.found(where, 'Join two comparisons with "and" or "or".')

    def comma_mend(self) -> str:
        before, after = self.ahead(-1), self.ahead(1)
        if self.here.words == "," and before.kind == after.kind == "number":
            return f'Write "{before.words}.{after.words}".'
        return 'Join two comparisons with "and" or "or".'

    def chained(self) -> NoReturn:
        signal, op, value = (self.ahead(by) for by in (-3, -2, -1))
        if self.next < 3 or signal.kind != "name" or op.kind != "operator":
            self.found(
                "after something that is not a signal", "Compare a signal; true, false and known(x) stand alone."
            )
        upper = self.ahead(1)
        second = f"{signal.words} {self.here.words} {upper.words if upper.kind == 'number' else '...'}"
        mend = f'Compare twice: "{signal.words} {op.words} {value.words} and {second}".'
        self.found("after a whole comparison", mend)

    def any_of(self) -> Node:
        parts = [self.all_of()]
        while self.take("or"):
            parts.append(self.all_of())
        return Or(tuple(parts)) if len(parts) > 1 else parts[0]

    def all_of(self) -> Node:
        parts = [self.part()]
        while self.take("and"):
            parts.append(self.part())
        return And(tuple(parts)) if len(parts) > 1 else parts[0]

    def part(self) -> Node:
        opened = self.here
        if opened.words in ("not", "("):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                mend = "Leave out parentheses and nots, or make two rules of it."
                self.fail(opened.at, f"parentheses and nots are more than {MAX_DEPTH} deep.", mend)
            inner = self.negated() if self.take("not") else self.enclosed()
            self.depth -= 1
            return inner
        if self.take("true", "false"):
            return Constant(opened.words == "true")
        return self.known() if self.take("known") else self.comparison()

    def negated(self) -> Node:
        return Not(self.part())

    def enclosed(self) -> Node:
        opened = self.here
        self.take("(")
        inner = self.any_of()
        if not self.take(")"):
            if self.here.kind != "end":
                self.leftover()
            self.found(f'before the "(" at character {opened.at + 1} is closed', 'Write the missing ")".')
        return inner

    def known(self) -> Node:
        if not self.take("("):
            name = self.here.words if self.here.kind == "name" else "stress"
            self.found('where "(" should be', f'Write "known({name})".')
        signal = self.here
        if signal.kind != "name":
            self.found("where a signal should be", 'Write "known(stress)", with the name of one signal.')
        self.next += 1
        if not self.take(")"):
            mend = f'Write "known({signal.words})": it takes the name of one signal and nothing else.'
            self.found('where ")" should be', mend)
        return Known(signal.words)

    def comparison(self) -> Node:
        signal = self.here
        if signal.kind == "number":
            self.number_first()
        if signal.kind != "name":
            self.found("where a comparison should be", _COMPARISON_MEND)
        self.next += 1
        op = self.here
        if op.kind != "operator":
            self.no_operator(signal)
        self.next += 1
        value = self.here
        if value.kind == "number":
            return Comparison(signal.words, op.words, self.number())
        if value.kind != "name" or value.words in _NO_WORDS:
            self.no_value(signal, op)
        self.check_word(op)
        self.next += 1
        return Comparison(signal.words, op.words, value.words)

    def number(self) -> float:
        token, after = self.here, self.ahead(1)
        if after.words == "%":
            share = format((Decimal(token.words) / 100).normalize(), "f")
            self.fail(token.at, f'found "{self.text[token.at : after.at + 1]}", a percentage.', f'Write "{share}".')
        value = float(token.words)
        if not math.isfinite(value):
            self.fail(token.at, "found a number that is too large to work with.", "Write a smaller one.")
        self.next += 1
        return value

    def check_word(self, op: _Token) -> None:
        if op.words not in ("==", "!="):
            mend = f"{_WORD_MEND} Two signals are never compared with each other."
            self.found(f'after "{op.words}", where a number should be', mend)
        if "/" in self.here.words:
            self.found("where a number or a word should be", "Two signals are never compared with each other.")

    def number_first(self) -> NoReturn:
        number, op, signal = (self.ahead(by) for by in range(3))
        mend = _COMPARISON_MEND
        if op.kind == "operator" and signal.kind == "name":
            mend = f'Write the signal first: "{signal.words} {_MIRRORED[op.words]} {number.words}".'
            more, upper = self.ahead(3), self.ahead(4)
            if more.kind == "operator":
                second = f"{signal.words} {more.words} {upper.words or '...'}"
                mend = f'Compare twice: "{signal.words} {_MIRRORED[op.words]} {number.words} and {second}".'
        self.found("where a signal should be", mend)

    def no_operator(self, signal: _Token) -> NoReturn:
        where = f'after "{signal.words}", where a comparison should be'
        if self.here.words in _SPELT:
            self.found(where, f'Write "{_SPELT[self.here.words]}".')
        if self.here.words == "(":
            self.found(where, f'Only known(...) takes parentheses. Did you mean "known"? {_COMPARISON_MEND}')
        if self.here.kind in ("number", "name"):
            self.found(where, _OPERATOR_MEND)
        name = signal.words
        self.found(where, f'A signal cannot stand alone: write "{name} == yes", "{name} >= 1" or "known({name})".')

    def no_value(self, signal: _Token, op: _Token) -> NoReturn:
        name, said = signal.words, self.here.words
        mend = "Write a number such as 0.8, or a word such as yes."
        if said in ("true", "false"):
            mend = f'Write "{name} {op.words} {"yes" if said == "true" else "no"}".'
        elif said == "unknown":
            mend = f'Write "known({name})".' if op.words == "!=" else f'Write "not known({name})".'
        self.found("where a number or a word should be", mend)


def _mend_name(words: str) -> str:
    plain = words.strip(_QUOTES).replace("_", "-").replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    plain = plain.lower().strip(".+")
    if re.match(r"-?\.[0-9]", words):
        plain = words.replace(".", "0.", 1)
    elif re.match(r"[0-9]+/[0-9]+\Z", words):
        return "Write it as a decimal, such as 0.5."
    elif re.match(r"[0-9.]+e[-+]?[0-9]{1,2}\Z", plain):
        plain = format(Decimal(plain), "f") if plain.count(".") < 2 else ""
    if words[0] in _QUOTES and _WORD.match(plain):
        return f"Write {plain} without quotation marks."
    if plain != words and (_SIGNAL.match(plain) or _NUMBER.match(plain)):
        return f'Write "{plain}".'
    return f"There is no arithmetic here. {_NAME_MEND}" if re.search(r"[-+*/^]", words) else _NAME_MEND
