"""
What comes out: proposals for a first plan, and the review of a plan, with its suggestions, alerts, wins and reasons.

Reviews hold keys and values; words are made when asked for, in the language asked for, out of the texts that came with
the review. Knows nothing of how anything here was decided.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeVar, cast

from attrs import evolve, field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code, shown
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.languages import kept_language, language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.validators import a, day, each, strings, text
from coachplan.model.actions import KINDS, Kind
from coachplan.model.carried_words import NO_TEXTS, Speaking
from coachplan.model.evidence import Mention, RuleTrace, SignalValue
from coachplan.model.suggestions import (
    UNCHECKED,
    Alert,
    Missing,
    Question,
    Suggestion,
    Win,
    watch_for_words,
)
from coachplan.model.why_not import WhyNot, reasons_not

__all__ = ["CaregiverStep", "CaregiverView", "Review", "with_texts"]


T = TypeVar("T")


def with_texts(value: T, texts: Texts) -> T:
    """
    Return a value that speaks out of *texts*: a review with all its parts, a suggestion, an alert, what is missing.
    What does not speak is returned as it is.
    """
    made: object = value
    if isinstance(value, Review):
        made = evolve(
            value,
            next_steps=tuple(evolve(each, texts=texts) for each in value.next_steps),
            alerts=tuple(evolve(each, texts=texts) for each in value.alerts),
            missing=tuple(evolve(each, texts=texts) for each in value.missing),
            texts=texts,
        )
    elif isinstance(value, WhyNot):
        made = evolve(value, more=tuple(with_texts(other, texts) for other in value.more), texts=texts)
    elif isinstance(value, Suggestion | Alert | Missing):
        made = evolve(value, texts=texts)
    return cast(T, made)


@plain_errors
@frozen(kw_only=True)
class CaregiverStep:
    """
    What a caregiver is shown of one focus: the kind of step (`ask` where it needs the clinician), the words, a
    question to think about until the next session, and something small to watch for, if there is one.
    """

    focus: str = field(validator=text, repr=shown)
    kind: Kind | Literal["ask"] = field(validator=text)
    words: str = field(validator=text, repr=False)
    question: str = field(default="", validator=text, repr=False)
    notice: str = field(default="", validator=text, repr=False)


@plain_errors
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


@plain_errors
@frozen(kw_only=True)
class Review(Speaking):
    """
    The review of a plan on a day. Equal to another when it says the same; *id* names its inputs.

    *plan* is the plan's id and revision, and *agreed* what was agreed in it (`Plan.agreed`); *made_with* the versions
    of the core and the plugins that took part.
    """

    id: str = field(eq=False, validator=text, repr=shown)
    plan: str = field(validator=text, repr=shown)
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
    language: str = field(default="en", converter=kept_language, validator=text)
    made_with: tuple[tuple[str, str], ...] = ()
    agreed: str = field(default="", validator=text)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    #: Beside its messages: why a step was not taken, which is made when it is asked for; and what a view says itself.
    _says_also = (
        "core/why-not.", "core/enough.", "core/unknown", "core/kind.", "core/ask", "core/alert.", "core/win.",
    )  # fmt: skip

    @property
    def paused(self) -> bool:
        """
        Whether a flag pauses the whole plan.
        """
        return any(alert.pauses for alert in self.alerts)

    @checked
    def step_for(self, focus: str) -> Suggestion:
        """
        Return the one suggestion of a focus.
        """
        for suggestion in self.next_steps:
            if suggestion.focus == focus:
                return suggestion
        known = [suggestion.focus for suggestion in self.next_steps]
        what = f"This review has no focus {found_code(focus)}."
        raise CoachplanError(Finding(what=what, hint=suggest(focus, known), code="unknown-focus"))

    @checked
    def why_not(self, focus: str, kind: Kind) -> WhyNot:
        """
        Say why a kind of step was not taken: the clause, the reading it saw, and what would be enough.

        Raises `CoachplanError` for a focus that this review does not have, and for a kind that does not exist.
        """
        if kind not in KINDS:
            what = f"There is no step called {found_code(kind)}."
            raise CoachplanError(Finding(what=what, hint=suggest(kind, KINDS), code="unknown-word"))
        suggestion = self.step_for(focus)
        told = reasons_not(
            suggestion, kind, paused=self.paused, trace=self.trace, texts=self._words, language=self.language
        )
        reasons = list(told)
        # The rule that came nearest first: the one with the fewest reasons against it.
        rules = [reason.rule for reason in reasons]
        reasons.sort(key=lambda reason: (rules.count(reason.rule), reason.rule))
        return evolve(reasons[0], more=tuple(reasons[1:]))

    @checked
    def for_caregiver(self, language: str | None = None) -> CaregiverView:
        """
        Return what a caregiver is shown, in words: alerts; and, unless the plan is paused, wins, the steps that the
        approval opens (the rest as `ask`) and the questions with their careful answers.
        """
        language = language_code(language) if language else self.language
        say = self._words.say
        unchecked = tuple(say(each.message, language) for each in self.missing if each.message.key in UNCHECKED)
        steps = tuple(_caregiver_step(suggestion, self._words, language) for suggestion in self.next_steps)
        alerts = tuple(" ".join(say(message, language) for message in alert.messages) for alert in self.alerts)
        if self.paused:
            return CaregiverView(alerts=alerts, wins=(), next_steps=steps, questions=(), notes=unchecked)
        return CaregiverView(
            alerts=alerts,
            wins=tuple(say(win.message, language) for win in self.wins),
            next_steps=steps,
            questions=tuple(
                " ".join([f"“{asked.words}”", *(say(answer, language) for answer in asked.messages)])
                for asked in self.questions
            ),
            notes=unchecked,
        )

    @checked
    def reading(self, focus: str, signal: str) -> SignalValue:
        """
        Return one signal as it stood for one focus.
        """
        for value in self.readings:
            if value.focus == focus and value.signal == signal:
                return value
        known = [value.signal for value in self.readings if value.focus == focus]
        what = f"This review has no signal {found_code(signal)} for {found_code(focus)}."
        raise CoachplanError(Finding(what=what, hint=suggest(signal, known), code="unknown-signal"))


def _caregiver_step(suggestion: Suggestion, texts: Texts, language: str) -> CaregiverStep:
    question = texts.say(suggestion.asks, language) if suggestion.asks is not None else ""
    kind: Kind | Literal["ask"] = suggestion.action.kind
    message = suggestion.message
    if suggestion.needs == "clinician" and kind != "pause":
        kind, message = "ask", Message("core/ask-and-rest" if suggestion.rests else "core/ask")
    elif suggestion.queued is not None:
        kind, message = "continue", suggestion.queued
    words, watch = texts.say(message, language), watch_for_words(suggestion, texts, language)
    return CaregiverStep(focus=suggestion.focus, kind=kind, words=words, question=question, notice=watch)
