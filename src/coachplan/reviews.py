"""
What comes out: proposals for a first plan, and the review of a plan, with its suggestions, alerts, wins and reasons.

Reviews hold keys and values; words are made when asked for, in the language asked for, out of the texts that came with
the review. Knows nothing of how anything here was decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen

from coachplan.actions import KINDS, Action
from coachplan.errors import CoachplanError
from coachplan.ids import suggest
from coachplan.plans import Plan
from coachplan.shapes import a, day, each, figure_or_text, number, strings, text
from coachplan.skills import Source
from coachplan.telling import found_code
from coachplan.texts import Message, Texts
from coachplan.traces import Basis, Mention, RuleTrace, SignalValue

__all__ = [
    "UNCHECKED",
    "Alert",
    "CaregiverStep",
    "CaregiverView",
    "Missing",
    "Proposal",
    "Question",
    "Review",
    "Suggestion",
    "WhyNot",
    "Win",
]

_NO_TEXTS = Texts({})

#: What is said where a note was not checked: no word list knows its language, or some of it could not be read.
UNCHECKED = ("core/missing.language", "core/missing.unread")

#: Why something waits that is not practised meanwhile.
_RESTING = ("core/queued-routine", "core/queued-minutes", "core/queued-paused")


@frozen(kw_only=True)
class Win:
    """
    Something that went well. *by* is whose win it is: the child's, in the *words* that were written, or the
    caregiver's, who did their own part on so many *days*.
    """

    entry: str = field(validator=text)
    focus: str = field(validator=text)
    words: str = field(default="", validator=text, repr=False)
    by: str = field(default="child", validator=text)
    days: int = field(default=0, validator=number(0, whole=True))

    @property
    def message(self) -> Message:
        """
        The win as a sentence: whose it is, in the words that were written.
        """
        if self.by == "caregiver":
            return Message("core/win.caregiver", {"n": self.days})
        return Message("core/win.child", {"words": self.words})


@frozen(kw_only=True)
class Question:
    """
    A question for the next session, as it was written, with the careful answers that are on file.
    """

    entry: str = field(validator=text)
    focus: str = field(validator=text)
    words: str = field(validator=text, repr=False)
    answers: tuple[str, ...] = field(default=(), converter=strings)
    messages: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))


@frozen(kw_only=True)
class Missing:
    """
    Something that could not be used or is not known: an entry or a signal, and why.
    """

    what: str = field(validator=text)
    about: str = field(validator=text)
    message: Message = field(validator=a(Message))
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

    *words*, *flags* and *urgencies* go together, one by one, the most urgent first. *plan* is the id of the plan on
    which it stands, and *seen* the contents of the entry, one for each revision that raises it (`Entry.content`): a
    clearance is of these and of nothing else.
    """

    urgency: str = field(validator=text)
    flags: tuple[str, ...] = field(converter=strings)
    words: tuple[str, ...] = field(converter=strings, repr=False)
    urgencies: tuple[str, ...] = field(converter=strings)
    entry: str = field(validator=text)
    on: date = field(validator=day)
    pauses: bool = field(validator=a(bool))
    plan: str = field(default="", validator=text)
    seen: tuple[str, ...] = field(default=(), converter=strings)
    messages: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    language: str = field(default="en", validator=text)
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

    *needs* says who may accept it; *rests*, that the practice rests until then; *on* is the day of its review, and
    *review_by* the last day on which it can be taken;
    *queued* is why it waits; *held* lists what was true and held back. *basis* are the
    readings with their thresholds, *evidence* the ids of the entries behind them. *asks* is a coaching question about
    what got in the way; *standing* says, for a clinician, how many tries work and how sure that is. *notice* is a tiny
    win of the skill, something small to watch for.
    """

    focus: str = field(validator=text)
    action: Action = field(validator=a(Action))
    rule: str = field(validator=text)
    message: Message = field(validator=a(Message))
    plan: str = field(validator=text)
    revision: int = field(validator=number(0, whole=True))
    basis: tuple[Basis, ...] = field(default=(), converter=tuple[Basis, ...], validator=each(a(Basis)))
    evidence: tuple[str, ...] = field(default=(), converter=strings)
    sources: tuple[Source, ...] = field(default=(), converter=tuple[Source, ...], validator=each(a(Source)))
    needs: str = field(default="caregiver", validator=text)
    rests: bool = field(default=False, validator=a(bool))
    on: date | None = field(default=None, validator=day)
    review_by: date | None = field(default=None, validator=day)
    queued: Message | None = field(default=None, validator=a(Message))
    held: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    asks: Message | None = field(default=None, validator=a(Message))
    standing: Message | None = field(default=None, validator=a(Message))
    notice: Message | None = field(default=None, validator=a(Message))
    language: str = field(default="en", validator=text)
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    @property
    def because(self) -> str:
        """
        A sentence or two in the first caregiver's language.
        """
        return self._texts.say(self.message, self.language)

    @property
    def question(self) -> str:
        """
        The coaching question about what got in the way, in the first caregiver's language; empty without one.
        """
        return self._texts.say(self.asks, self.language) if self.asks is not None else ""

    @property
    def watch_for(self) -> str:
        """
        Something small to watch for, in the first caregiver's language; empty without one, and while this rests.
        """
        return _watch_for(self, self._texts, self.language)


@frozen(kw_only=True)
class WhyNot:
    """
    Why a kind of step was not taken: the rule, the clause that held it back, what was seen, and what would be enough.

    *more* are the other clauses, and the other rules that would have proposed it.
    """

    focus: str = field(validator=text)
    kind: str = field(validator=text)
    rule: str = field(validator=text)
    clause: str = field(validator=text)
    seen: float | str | None = field(validator=figure_or_text, repr=False)
    enough: str = field(validator=text)
    message: Message = field(validator=a(Message))
    more: tuple[WhyNot, ...] = ()
    _texts: Texts = field(default=_NO_TEXTS, eq=False, repr=False, alias="texts")

    def __str__(self) -> str:
        return "\n".join((self._texts.say(self.message), *(str(other) for other in self.more)))


@frozen(kw_only=True)
class CaregiverStep:
    """
    What a caregiver is shown of one focus: the kind of step (`ask` where it needs the clinician), the words, a
    question to think about until the next session, and something small to watch for, if there is one.
    """

    focus: str = field(validator=text)
    kind: str = field(validator=text)
    words: str = field(validator=text, repr=False)
    question: str = field(default="", validator=text, repr=False)
    notice: str = field(default="", validator=text, repr=False)


@frozen(kw_only=True)
class CaregiverView:
    """
    What a caregiver is shown: alerts first; then, unless the plan is paused, wins, the next steps and the questions.
    """

    alerts: tuple[str, ...] = field(converter=strings, repr=False)
    wins: tuple[str, ...] = field(converter=strings, repr=False)
    next_steps: tuple[CaregiverStep, ...] = field(converter=tuple[CaregiverStep, ...], validator=each(a(CaregiverStep)))
    questions: tuple[str, ...] = field(converter=strings, repr=False)
    notes: tuple[str, ...] = field(default=(), converter=strings, repr=False)


@frozen(kw_only=True)
class Review:
    """
    The review of a plan on a day. Equal to another when it says the same; *id* names its inputs.

    *plan* is the plan's id and revision; *made_with* the versions of the core and the plugins that took part.
    """

    id: str = field(eq=False, validator=text)
    plan: str = field(validator=text)
    on: date = field(validator=day)
    next_steps: tuple[Suggestion, ...] = field(converter=tuple[Suggestion, ...], validator=each(a(Suggestion)))
    alerts: tuple[Alert, ...] = field(default=(), converter=tuple[Alert, ...], validator=each(a(Alert)))
    wins: tuple[Win, ...] = field(default=(), converter=tuple[Win, ...], validator=each(a(Win)))
    questions: tuple[Question, ...] = field(default=(), converter=tuple[Question, ...], validator=each(a(Question)))
    readings: tuple[SignalValue, ...] = field(
        default=(), converter=tuple[SignalValue, ...], validator=each(a(SignalValue))
    )
    trace: tuple[RuleTrace, ...] = field(default=(), converter=tuple[RuleTrace, ...], validator=each(a(RuleTrace)))
    missing: tuple[Missing, ...] = field(default=(), converter=tuple[Missing, ...], validator=each(a(Missing)))
    mentions: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...], validator=each(a(Mention)))
    language: str = field(default="en", validator=text)
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
        raise CoachplanError(f"This review has no focus {found_code(focus)}. {suggest(focus, known)}")

    def why_not(self, focus: str, kind: str) -> WhyNot:
        """
        Say why a kind of step was not taken: the clause, the reading it saw, and what would be enough.

        Raises `CoachplanError` for a focus that this review does not have, and for a kind that does not exist.
        """
        if kind not in KINDS:
            raise CoachplanError(f"There is no step called {found_code(kind)}. {suggest(kind, KINDS)}")
        reasons = list(_reasons_not(self, self.step_for(focus), kind))
        # The rule that came nearest first: the one with the fewest reasons against it.
        rules = [reason.rule for reason in reasons]
        reasons.sort(key=lambda reason: (rules.count(reason.rule), reason.rule))
        return evolve(reasons[0], more=tuple(reasons[1:]))

    def for_caregiver(self, language: str | None = None) -> CaregiverView:
        """
        Return what a caregiver is shown, in words: alerts; and, unless the plan is paused, wins, the steps that the
        approval opens (the rest as `ask`) and the questions with their careful answers.
        """
        tongue = language or self.language
        say = self._texts.say
        unchecked = tuple(say(each.message, tongue) for each in self.missing if each.message.key in UNCHECKED)
        steps = tuple(_caregiver_step(suggestion, self._texts, tongue) for suggestion in self.next_steps)
        alerts = tuple(" ".join(say(message, tongue) for message in alert.messages) for alert in self.alerts)
        if self.paused:
            return CaregiverView(alerts=alerts, wins=(), next_steps=steps, questions=(), notes=unchecked)
        return CaregiverView(
            alerts=alerts,
            wins=tuple(say(win.message, tongue) for win in self.wins),
            next_steps=steps,
            questions=tuple(
                " ".join([f"“{asked.words}”", *(say(answer, tongue) for answer in asked.messages)])
                for asked in self.questions
            ),
            notes=unchecked,
        )

    def reading(self, focus: str, signal: str) -> SignalValue:
        """
        Return one signal as it stood for one focus.
        """
        for value in self.readings:
            if value.focus == focus and value.signal == signal:
                return value
        known = [value.signal for value in self.readings if value.focus == focus]
        raise CoachplanError(
            f"This review has no signal {found_code(signal)} for {found_code(focus)}. {suggest(signal, known)}"
        )


def _reasons_not(review: Review, suggestion: Suggestion, kind: str) -> Iterator[WhyNot]:
    focus = suggestion.focus
    texts = review._texts  # noqa: SLF001 - a review and its reasons share their texts

    def reason(
        sort: str, rule: str, *, clause: str = "", seen: object = None, enough: str = "", **more: object
    ) -> WhyNot:
        shown = "unknown" if seen is None else round(seen, 3) if isinstance(seen, float) else seen
        values = {"kind": kind, "rule": rule, "clause": clause, "seen": shown, "enough": enough, **more}
        return WhyNot(
            focus=focus,
            kind=kind,
            rule=rule,
            clause=clause,
            enough=enough,
            seen=seen if isinstance(seen, (int, float, str)) else None,
            message=Message(f"core/why-not.{sort}", values),
            texts=texts,
        )

    if suggestion.action.kind == kind:
        if suggestion.queued is None:
            yield reason("is-so", suggestion.rule)
        else:
            yield reason("queued", suggestion.rule, enough="its turn", why=suggestion.queued)
        return
    if review.paused:
        yield reason("paused", suggestion.rule, enough="a clinician's clearance of every alert that pauses the plan")
        return
    proposing = [traced for traced in review.trace if traced.focus == focus and traced.then == kind]
    if not proposing:
        yield reason("no-rule", "")
    for traced in proposing:
        if traced.speaks and suggestion.action.kind == "continue":
            said = dict(suggestion.message.values).get("reason", suggestion.rule)
            yield reason("held", traced.rule, enough=f"that {suggestion.rule} no longer holds it back", why=said)
        elif traced.speaks and traced.rule == suggestion.rule:
            became = suggestion.action.kind
            yield reason("instead", traced.rule, instead=became, enough=f"that {kind} can be done")
        elif traced.speaks:
            yield reason(
                "outranked", traced.rule, by=suggestion.rule, enough=f"that {suggestion.rule} no longer speaks"
            )
        if traced.waits:
            yield reason(
                "waits",
                traced.rule,
                enough=f"practised days since the last change: {traced.waits} more",
                n=traced.waits,
            )
        # "Not known" would be enough for some clauses, and is nothing to wish for where a reading would do.
        wished = [clause for clause in traced.held_back_by if clause.needed != "unknown"]
        for clause in wished or traced.held_back_by:
            yield reason("clause", traced.rule, clause=clause.clause, seen=clause.seen, enough=clause.enough)


def _caregiver_step(suggestion: Suggestion, texts: Texts, tongue: str) -> CaregiverStep:
    question = texts.say(suggestion.asks, tongue) if suggestion.asks is not None else ""
    kind, message = suggestion.action.kind, suggestion.message
    if suggestion.needs == "clinician" and kind != "pause":
        kind, message = "ask", Message("core/ask-and-rest" if suggestion.rests else "core/ask")
    elif suggestion.queued is not None:
        kind, message = "continue", suggestion.queued
    words, watch = texts.say(message, tongue), _watch_for(suggestion, texts, tongue)
    return CaregiverStep(focus=suggestion.focus, kind=kind, words=words, question=question, notice=watch)


def _watch_for(suggestion: Suggestion, texts: Texts, tongue: str) -> str:
    # Where the focus rests beside another plan, there is no practice to notice anything in.
    queued = suggestion.queued
    rests = suggestion.rests or (queued is not None and queued.key in _RESTING)
    return "" if rests or suggestion.notice is None else texts.say(suggestion.notice, tongue)


@frozen(kw_only=True)
class Proposal:
    """
    A first plan, why it fits, what to look out for, and what was left out and why.
    """

    plan: Plan = field(validator=a(Plan))
    reasons: tuple[str, ...] = field(converter=strings, repr=False)
    cautions: tuple[str, ...] = field(converter=strings, repr=False)
    left_out: tuple[str, ...] = field(converter=strings, repr=False)
    score: float = field(default=0.0, validator=number())
