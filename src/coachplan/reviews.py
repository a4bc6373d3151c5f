"""
What comes out: proposals for a first plan, and the review of a plan, with its suggestions, alerts, wins and reasons.

Reviews hold keys and values; words are made when asked for, in the language asked for, out of the texts that came with
the review. Knows nothing of how anything here was decided.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from coachplan.actions import Action
from coachplan.errors import CoachplanError
from coachplan.ids import suggest
from coachplan.plans import Plan
from coachplan.skills import Source
from coachplan.texts import Message, Texts

__all__ = [
    "Alert",
    "Basis",
    "CaregiverStep",
    "CaregiverView",
    "ClauseTrace",
    "Mention",
    "Missing",
    "Proposal",
    "Question",
    "Reading",
    "Review",
    "RuleTrace",
    "SignalValue",
    "Suggestion",
    "WhyNot",
    "Win",
]

_NO_TEXTS = Texts({})


# -- what was read in a note


@frozen(kw_only=True)
class Mention:
    """
    Words that a word list knows, as they were written. *kind* is affirmed, negated, past, what-if, somebody-else or
    figurative; *urgency* is None where it does not fire.
    """

    words: str
    kind: str
    flag: str
    urgency: str | None = None
    language: str = ""
    start: int = 0


@frozen(kw_only=True)
class Reading:
    """
    What a text was read for. *checked* is False where no word list knows the language.
    """

    mentions: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...])
    checked: bool = True


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


@frozen(kw_only=True)
class RuleTrace:
    """
    One rule asked about one focus: its verdict, and every clause with the reading it saw.
    """

    focus: str
    rule: str
    verdict: bool | None
    clauses: tuple[ClauseTrace, ...] = ()
    ready: bool = True


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


# -- what is said


@frozen(kw_only=True)
class Win:
    """
    Something that went well, in the words that were written. *by* is whose win it is: the child's or the caregiver's.
    """

    entry: str
    focus: str
    words: str = ""
    by: str = "child"
    message: Message | None = None


@frozen(kw_only=True)
class Question:
    """
    A question for the next session, as it was written, with the careful answers that are on file.
    """

    entry: str
    focus: str
    words: str
    answers: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()


@frozen(kw_only=True)
class Missing:
    """
    Something that could not be used or is not known: an entry or a signal, and why.
    """

    what: str
    about: str
    message: Message
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    @property
    def why(self) -> str:
        """
        The reason, in English.
        """
        return self._texts.say(self.message)


@frozen(kw_only=True)
class Alert:
    """
    An entry that carries a flag: how urgent, which flags, the exact words, and the entry's id.

    *words* and *flags* go together, one by one.
    """

    urgency: str
    flags: tuple[str, ...]
    words: tuple[str, ...]
    entry: str
    on: date
    pauses: bool
    messages: tuple[Message, ...] = ()
    language: str = "en"
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    @property
    def say(self) -> str:
        """
        What to do, in the first caregiver's language.
        """
        return " ".join(self._texts.say(message, self.language) for message in self.messages)


@frozen(kw_only=True)
class Suggestion:
    """
    The next small step of one focus, with its reasons.

    *needs* says who may accept it; *queued* is why it waits; *held* lists what was true and held back. *basis* are the
    readings with their thresholds, *evidence* the ids of the entries behind them.
    """

    focus: str
    action: Action
    rule: str
    message: Message
    plan: str
    revision: int
    basis: tuple[Basis, ...] = ()
    evidence: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    needs: str = "caregiver"
    review_by: date | None = None
    queued: Message | None = None
    held: tuple[Message, ...] = ()
    language: str = "en"
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    @property
    def because(self) -> str:
        """
        A sentence or two in the first caregiver's language.
        """
        return self._texts.say(self.message, self.language)


@frozen(kw_only=True)
class WhyNot:
    """
    Why a kind of step was not taken: the rule, the clause that held it back, what was seen, and what would be enough.
    """

    focus: str
    kind: str
    rule: str
    clause: str
    seen: float | str | None
    enough: str
    message: Message
    more: tuple[WhyNot, ...] = ()
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    def __str__(self) -> str:
        return self._texts.say(self.message)


@frozen(kw_only=True)
class CaregiverStep:
    """
    What a caregiver is shown of one focus: the kind of step (`ask` where it needs the clinician) and the words.
    """

    focus: str
    kind: str
    words: str


@frozen(kw_only=True)
class CaregiverView:
    """
    What a caregiver is shown: alerts first; then, unless the plan is paused, wins, the next steps and the questions.
    """

    alerts: tuple[str, ...]
    wins: tuple[str, ...]
    next_steps: tuple[CaregiverStep, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Review:
    """
    The review of a plan on a day. Equal to another when it says the same; *id* names its inputs.

    *plan* is the plan's id and revision; *made_with* the versions of the core and the plugins that took part.
    """

    id: str = field(eq=False)
    plan: str
    on: date
    next_steps: tuple[Suggestion, ...]
    alerts: tuple[Alert, ...] = ()
    wins: tuple[Win, ...] = ()
    questions: tuple[Question, ...] = ()
    readings: tuple[SignalValue, ...] = ()
    trace: tuple[RuleTrace, ...] = ()
    missing: tuple[Missing, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reasons_not: tuple[WhyNot, ...] = ()
    language: str = "en"
    made_with: tuple[tuple[str, str], ...] = ()
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    @property
    def paused(self) -> bool:
        """
        Whether a flag pauses the whole plan.
        """
        return any(alert.pauses for alert in self.alerts)

    def step_for(self, focus: str) -> Suggestion:
        """
        Return the one suggestion of a focus.
        """
        for suggestion in self.next_steps:
            if suggestion.focus == focus:
                return suggestion
        known = [suggestion.focus for suggestion in self.next_steps]
        raise CoachplanError(f"This review has no focus {focus!r}. {suggest(focus, known)}")

    def reading(self, focus: str, signal: str) -> SignalValue:
        """
        Return one signal as it stood for one focus.
        """
        for value in self.readings:
            if value.focus == focus and value.signal == signal:
                return value
        known = [value.signal for value in self.readings if value.focus == focus]
        raise CoachplanError(f"This review has no signal {signal!r} for {focus!r}. {suggest(signal, known)}")


@frozen(kw_only=True)
class Proposal:
    """
    A first plan, why it fits, what to look out for, and what was left out and why.
    """

    plan: Plan
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    left_out: tuple[str, ...]
    score: float = 0.0
