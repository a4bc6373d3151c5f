"""
One line of text to a condition, with errors that say where, what was found, and what would be right.

Knows the grammar (docs/reference/conditions.md), and nothing of how a condition is asked.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NoReturn

from attrs import frozen

from coachplan.base.errors import CoachplanError, Finding, nearest
from coachplan.knowledge.condition_tree import (
    COMPARE,
    KEYWORDS,
    NAME_MEND,
    NO_WORDS,
    OPERATOR_MEND,
    SIGNAL,
    WORD,
    WORD_MEND,
    And,
    Comparison,
    Constant,
    Known,
    Node,
    Not,
    Or,
)
from coachplan.knowledge.conditions import Condition

__all__ = ["parse"]

MAX_DEPTH = 50  # parentheses and nots inside one another; far more than a person can read

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")


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
        raise CoachplanError(
            Finding(what=f"expected a condition as one line of text, found {text!r}.", code="not-a-condition")
        )
    return _Reader(text.strip()).read()


class _Reader:
    """
    Reads a text from left to right, one token ahead. The grammar stands in docs/reference/conditions.md.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        if not text:
            raise CoachplanError(Finding(what="the condition is empty.", hint=_COMPARISON_MEND, code="not-a-condition"))
        if len(text.splitlines()) > 1:
            self.fail(len(text.splitlines()[0]), "found a second line.", "A condition is one line of text.")
        self.tokens = [self.token(found) for found in _TOKEN.finditer(text)]
        self.tokens.append(_Token("end", "", len(text)))
        self.next = 0
        self.depth = 0

    def fail(self, at: int, what: str, hint: str) -> NoReturn:
        # A window, so that the words around the place are seen in a text of any length.
        start, stop = max(0, at - 60), at + 60
        shown = f"{'...' if start else ''}{self.text[start:stop]}{'...' if stop < len(self.text) else ''}"
        shown = " ".join(shown.splitlines())
        raise CoachplanError(
            Finding(what=f'in "{shown}", at character {at + 1}: {what}', hint=hint, code="not-a-condition")
        )

    def token(self, found: re.Match[str]) -> _Token:
        kind = found.lastgroup or ""
        words, at = found[kind], found.start(kind)
        if kind == "operator" and words not in COMPARE:
            hint = f'Write "{_SLIPS[words]}".' if words in _SLIPS else OPERATOR_MEND
            self.fail(at, f'found "{words}", which is no comparison.', hint)
        if kind == "name":
            if words in KEYWORDS:
                return _Token("keyword", words, at)
            if _NUMBER.match(words):
                return _Token("number", words, at)
            if not SIGNAL.match(words):
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

    def found(self, where: str, hint: str) -> NoReturn:
        shown = f'found "{self.here.words}"' if self.here.kind != "end" else "the text ends"
        self.fail(self.here.at, f"{shown} {where}.", hint)

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
        hint = f'Compare twice: "{signal.words} {op.words} {value.words} and {second}".'
        self.found("after a whole comparison", hint)

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
                hint = "Leave out parentheses and nots, or make two rules of it."
                self.fail(opened.at, f"parentheses and nots are more than {MAX_DEPTH} deep.", hint)
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
            hint = f'Write "known({signal.words})": it takes the name of one signal and nothing else.'
            self.found('where ")" should be', hint)
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
        if value.kind != "name" or value.words in NO_WORDS:
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
            hint = f"{WORD_MEND} Two signals are never compared with each other."
            self.found(f'after "{op.words}", where a number should be', hint)
        if "/" in self.here.words:
            self.found("where a number or a word should be", "Two signals are never compared with each other.")

    def number_first(self) -> NoReturn:
        number, op, signal = (self.ahead(by) for by in range(3))
        hint = _COMPARISON_MEND
        if op.kind == "operator" and signal.kind == "name":
            hint = f'Write the signal first: "{signal.words} {_MIRRORED[op.words]} {number.words}".'
            more, upper = self.ahead(3), self.ahead(4)
            if more.kind == "operator":
                second = f"{signal.words} {more.words} {upper.words or '...'}"
                hint = f'Compare twice: "{signal.words} {_MIRRORED[op.words]} {number.words} and {second}".'
        self.found("where a signal should be", hint)

    def no_operator(self, signal: _Token) -> NoReturn:
        where = f'after "{signal.words}", where a comparison should be'
        if self.here.words in _SPELT:
            self.found(where, f'Write "{_SPELT[self.here.words]}".')
        if self.here.words == "(":
            self.found(where, f'Only known(...) takes parentheses. Did you mean "known"? {_COMPARISON_MEND}')
        if self.here.kind in ("number", "name"):
            self.found(where, OPERATOR_MEND)
        name = signal.words
        self.found(where, f'A signal cannot stand alone: write "{name} == yes", "{name} >= 1" or "known({name})".')

    def no_value(self, signal: _Token, op: _Token) -> NoReturn:
        name, word = signal.words, self.here.words
        hint = "Write a number such as 0.8, or a word such as yes."
        if word in ("true", "false"):
            hint = f'Write "{name} {op.words} {"yes" if word == "true" else "no"}".'
        elif word == "unknown":
            hint = f'Write "known({name})".' if op.words == "!=" else f'Write "not known({name})".'
        self.found("where a number or a word should be", hint)


def _mend_name(words: str) -> str:
    plain = words.strip(_QUOTES).replace("_", "-").replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    plain = plain.lower().strip(".+")
    if re.match(r"-?\.[0-9]", words):
        plain = words.replace(".", "0.", 1)
    elif re.match(r"[0-9]+/[0-9]+\Z", words):
        return "Write it as a decimal, such as 0.5."
    elif re.match(r"[0-9.]+e[-+]?[0-9]{1,2}\Z", plain):
        plain = format(Decimal(plain), "f") if plain.count(".") < 2 else ""
    if words[0] in _QUOTES and WORD.match(plain):
        return f"Write {plain} without quotation marks."
    if plain != words and (SIGNAL.match(plain) or _NUMBER.match(plain)):
        return f'Write "{plain}".'
    return f"There is no arithmetic here. {NAME_MEND}" if re.search(r"[-+*/^]", words) else NAME_MEND
