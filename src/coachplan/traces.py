"""
What was seen: mentions in notes, readings of signals, and the trace of every clause of every rule.

The evidence behind a review, as values. Knows nothing of what was decided from it.
"""

from __future__ import annotations

from attrs import field, frozen

from coachplan.texts import Message

__all__ = ["Basis", "ClauseTrace", "Mention", "Reading", "RuleTrace", "SignalValue"]


# -- what was read in a note


@frozen(kw_only=True)
class Mention:
    """
    Words that a word list knows, as they were written. *kind* is affirmed, negated, past, what-if, somebody-else or
    figurative; *urgency* is None where it does not fire. *phrase* is the one of the list that was found, and *cue* the
    words around that decided the kind (empty where it is affirmed).
    """

    words: str
    kind: str
    flag: str
    urgency: str | None = None
    language: str = ""
    start: int = 0
    entry: str = ""
    phrase: str = ""
    cue: str = ""


@frozen(kw_only=True)
class Reading:
    """
    What a text was read for. *checked* is False where no word list knows the language, or where some words could not be
    read: in another script, run together or damaged on the way. *unread* has them, as they were written.
    """

    mentions: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...])
    checked: bool = True
    unread: tuple[str, ...] = field(default=(), converter=tuple[str, ...])


# -- what was measured


@frozen(kw_only=True)
class SignalValue:
    """
    A signal as it stood for one focus: a number, a word, or None for unknown, with what is lacking.

    *low* and *high* bound it where it is an estimate; *entries* are the ids it was read from.
    """

    signal: str
    focus: str
    value: float | str | None
    low: float | None = None
    high: float | None = None
    entries: tuple[str, ...] = ()
    lacks: Message | None = None


_ENOUGH = {
    ">=": "{signal} at {value} or more",
    ">": "{signal} above {value}",
    "<=": "{signal} at {value} or less",
    "<": "{signal} below {value}",
    "==": "{signal} being {value}",
    "!=": "{signal} other than {value}",
    "known": "known {signal}",
    "unknown": "no known {signal}",
}


@frozen(kw_only=True)
class ClauseTrace:
    """
    One comparison of a condition: what it says, the reading it saw, and whether it was true, false or unknown (None).
    """

    clause: str
    verdict: bool | None
    signal: str = ""
    seen: float | str | None = None
    needed: str = ""
    negated: bool = False

    @property
    def enough(self) -> str:
        """
        What would be enough for this clause, in words: `success at 0.8 or more`, `known stress`.
        """
        op, _, value = self.needed.partition(" ")
        if op not in _ENOUGH:
            return f"nothing, since the condition itself says {self.clause}"
        return _ENOUGH[op].format(signal=self.signal, value=value)


@frozen(kw_only=True)
class RuleTrace:
    """
    One rule asked about one focus: its verdict, and every clause with the reading it saw.

    *then* is the step it proposes, *held_back_by* the clauses that kept it from being true. *waits* is how many more
    practised days it waits for.
    """

    focus: str
    rule: str
    verdict: bool | None
    then: str | None = None
    holds: tuple[str, ...] = ()
    clauses: tuple[ClauseTrace, ...] = ()
    held_back_by: tuple[ClauseTrace, ...] = ()
    waits: int = 0

    @property
    def speaks(self) -> bool:
        """
        Whether the rule is true, and has waited long enough.
        """
        return self.verdict is True and not self.waits


@frozen(kw_only=True)
class Basis:
    """
    One reading that a suggestion stands on, beside the threshold it was held against.
    """

    signal: str
    seen: float | str | None
    needed: str
    low: float | None = None
    high: float | None = None
