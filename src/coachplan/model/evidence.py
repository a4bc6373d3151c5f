"""
What was seen: mentions in notes, readings of signals, and the trace of every clause of every rule.

The evidence behind a review, as values. Knows nothing of what was decided from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from attrs import field, fields, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found, shown
from coachplan.base.messages import Message
from coachplan.base.validators import a, each, figure_or_text, number, one_of, strings, text
from coachplan.model.actions import KINDS, Kind, kinds
from coachplan.model.flags import MENTION_URGENCIES, MentionUrgency
from coachplan.model.told import Told

__all__ = [
    "MENTION_KINDS",
    "MENTION_SOURCES",
    "SECOND_READINGS",
    "Basis",
    "ClauseTrace",
    "Mention",
    "MentionKind",
    "MentionSource",
    "Reading",
    "RuleTrace",
    "SecondReading",
    "SignalValue",
    "read_value",
    "signal_words",
]

#: What words in a note can turn out to be. Only `affirmed` fires.
MentionKind = Literal["affirmed", "negated", "past", "what-if", "somebody-else", "figurative"]
MENTION_KINDS: tuple[MentionKind, ...] = get_args(MentionKind)

#: Who found words in a note: one of the word lists, the second reader, which learnt from notes, or the rules by which
#: several things mean more together.
MentionSource = Literal["word-list", "second-reader", "together"]
MENTION_SOURCES: tuple[MentionSource, ...] = get_args(MentionSource)

#: What became of the second reading of a text.
SecondReading = Literal["read", "in-part", "other-language", "off"]
SECOND_READINGS: tuple[SecondReading, ...] = get_args(SecondReading)

_COUNT = number(0, whole=True)
_NOTHING_TOLD = Told()
_VERDICT = a(bool, type(None))


def _seen(seen: float | str | None) -> str:
    # A reading may be a word that somebody wrote, such as who practised.
    return found(seen) if isinstance(seen, str) else repr(seen)


# -- what was read in a note


@plain_errors
@frozen(kw_only=True)
class Mention:
    """
    Words that may be a sign, as they were written. *kind* is affirmed, negated, past, what-if, somebody-else or
    figurative; *urgency* is None where nothing is made of it, and "look" where a therapist should see it and nothing
    else follows.

    *source* says which reader found it. A word list: *phrase* is the one that was found, and *cue* the words around
    that decided the kind (empty where it is affirmed). Others: *weighed* are the words that weighed most, or that mean
    more together.

    *entry* is the id of the entry in which they stand. Those of a goal stand in none: *goal* has all the words of what
    is wanted, and is empty for those of an entry.
    """

    words: str = field(validator=text, repr=False)
    kind: MentionKind = field(validator=one_of(MENTION_KINDS), repr=shown)
    flag: str = field(validator=text, repr=shown)
    urgency: MentionUrgency | None = field(default=None, validator=one_of(MENTION_URGENCIES), repr=shown)
    language: str = field(default="", validator=text, repr=shown)
    start: int = field(default=0, validator=_COUNT)
    entry: str = field(default="", validator=text, repr=shown)
    phrase: str = field(default="", validator=text, repr=False)
    cue: str = field(default="", validator=text, repr=False)
    source: MentionSource = field(default="word-list", validator=one_of(MENTION_SOURCES), repr=shown)
    weighed: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    goal: str = field(default="", validator=text, repr=False)

    @property
    def because(self) -> tuple[str, ...]:
        """
        The words that decided: those found and those around them that turned them, or those that weighed most.
        """
        return self.weighed or tuple(words for words in (self.words, self.cue) if words)


@plain_errors
@frozen(kw_only=True)
class Reading:
    """
    What a text was read for. *checked* is False where no word list knows the language, or where some words could not be
    read: in another script, run together or damaged on the way. *unread* has them, as they were written.

    *second_reader* says whether it was read a second time: "read", "in-part" where it is too long, "other-language"
    where no notes in its language were learnt from, "off" where the table is refused. *told* is what else it tells, and
    *heard* what makes another sign worse beside it, such as `fever`, and is none by itself.
    """

    mentions: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...], validator=each(a(Mention)))
    checked: bool = field(default=True, validator=a(bool))
    unread: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    second_reader: SecondReading = field(default="off", validator=one_of(SECOND_READINGS))
    told: Told = field(default=_NOTHING_TOLD, validator=a(Told), repr=False)
    heard: tuple[str, ...] = field(default=(), converter=strings, repr=shown)


# -- what was measured


def signal_words(signal: str) -> Message | str:
    """
    Return what a reading is called in the middle of a sentence; one of a plugin by its id.
    """
    return signal if "/" in signal else Message(f"core/signal.{signal}")


@frozen(kw_only=True)
class SignalValue:
    """
    A signal as it stood for one focus: a number, a word, or None for unknown, with what is lacking.

    *low* and *high* bound it where it is an estimate; *entries* are the ids it was read from.
    """

    signal: str = field(validator=text, repr=shown)
    focus: str = field(validator=text, repr=shown)
    value: float | str | None = field(validator=figure_or_text, repr=_seen)
    low: float | None = field(default=None, validator=number())
    high: float | None = field(default=None, validator=number())
    entries: tuple[str, ...] = field(default=(), converter=strings, repr=shown)
    lacks: Message | None = field(default=None, validator=a(Message))


# Slot by slot, since a reading was looked at when it was made and each review has some fifty of them.
_SIGNAL, _FOCUS, _VALUE, _LOW, _HIGH, _ENTRIES, _LACKS = (
    SignalValue.__dict__[each.name].__set__ for each in fields(SignalValue)
)


def read_value(
    signal: str,
    focus: str,
    value: float | str | None,
    low: float | None,
    high: float | None,
    entries: Iterable[str] | None,
    lacks: Message | None,
) -> SignalValue:
    """
    Return a signal as it stood, out of parts that are known to be right: equal to `SignalValue` of the same, and not
    checked again. *value* is no subclass of `str`; *entries* are texts, or None for none.
    """
    made = object.__new__(SignalValue)
    _SIGNAL(made, signal)
    _FOCUS(made, focus)
    _VALUE(made, value)
    _LOW(made, low)
    _HIGH(made, high)
    _ENTRIES(made, strings(entries) if entries else ())
    _LACKS(made, lacks)
    return made


_ENOUGH = {
    ">=": "at-least",
    ">": "above",
    "<=": "at-most",
    "<": "below",
    "==": "being",
    "!=": "not",
    "known": "known",
    "unknown": "unknown",
}


@frozen(kw_only=True)
class ClauseTrace:
    """
    One comparison of a condition: what it says, the reading it saw, and whether it was true, false or unknown (None).
    """

    clause: str = field(validator=text)
    verdict: bool | None = field(validator=_VERDICT)
    signal: str = field(default="", validator=text, repr=shown)
    seen: float | str | None = field(default=None, validator=figure_or_text, repr=_seen)
    needed: str = field(default="", validator=text)
    negated: bool = field(default=False, validator=a(bool))

    @property
    def enough(self) -> Message:
        """
        What would be enough for this clause: `success at 0.8 or more`, `known stress`.
        """
        op, _, value = self.needed.partition(" ")
        if op not in _ENOUGH:
            return Message("core/enough.nothing", {"clause": self.clause})
        return Message(f"core/enough.{_ENOUGH[op]}", {"signal": signal_words(self.signal), "value": value})


@plain_errors
@frozen(kw_only=True)
class RuleTrace:
    """
    One rule asked about one focus: its verdict, and every clause with the reading it saw.

    *then* is the step it proposes, *held_back_by* the clauses that kept it from being true. *waits* is how many more
    practised days it waits for.
    """

    focus: str = field(validator=text, repr=shown)
    rule: str = field(validator=text, repr=shown)
    verdict: bool | None = field(validator=_VERDICT)
    then: Kind | None = field(default=None, validator=one_of(KINDS), repr=shown)
    holds: tuple[Kind, ...] = field(default=(), converter=kinds, validator=each(one_of(KINDS)), repr=shown)
    clauses: tuple[ClauseTrace, ...] = field(
        default=(), converter=tuple[ClauseTrace, ...], validator=each(a(ClauseTrace))
    )
    held_back_by: tuple[ClauseTrace, ...] = field(
        default=(), converter=tuple[ClauseTrace, ...], validator=each(a(ClauseTrace))
    )
    waits: int = field(default=0, validator=_COUNT)

    @property
    def may_say(self) -> tuple[Message, ...]:
        """
        What is said of it only where somebody asks why it did not speak.
        """
        named = (signal_words(clause.signal) for clause in self.clauses if clause.signal)
        return (Message(f"{self.rule}#basis"), *(each for each in named if isinstance(each, Message)))

    @property
    def speaks(self) -> bool:
        """
        Whether the rule is true, and has waited long enough.
        """
        return self.verdict is True and not self.waits


@plain_errors
@frozen(kw_only=True)
class Basis:
    """
    One reading that a suggestion stands on, beside the threshold it was held against.
    """

    signal: str = field(validator=text, repr=shown)
    seen: float | str | None = field(validator=figure_or_text, repr=_seen)
    needed: str = field(validator=text)
    low: float | None = field(default=None, validator=number())
    high: float | None = field(default=None, validator=number())
