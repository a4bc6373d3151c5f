"""
A suggestion in words: for a caregiver, for a clinician, in a language.

Makes words out of what was decided. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachplan.base.dates import said_day
from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.languages import base_language
from coachplan.base.messages import Message, Texts, key
from coachplan.model.caregiver_view import step_in
from coachplan.model.entries import ROLES, Role
from coachplan.model.evidence import Basis, signal_words
from coachplan.model.sentences import step_and_reason, to_a_clinician
from coachplan.model.suggestions import Suggestion

__all__ = ["say"]

_TWO_VIEWS = "core/two-views#say"


def say(
    suggestion: Suggestion,
    texts: Texts,
    language: str | None = None,
    audience: Role = "caregiver",
    *,
    numbers: bool = True,
) -> str:
    """
    Return a suggestion in words. For a caregiver: what they did, the step, how, what to look for, and why. For a
    clinician a line each of the step, of what was found, of how sure that is and of what would change it, then whatever
    holds it back; and last, unless *numbers* is False, the rule, its readings and thresholds, entries and sources.
    """
    if audience not in ROLES:
        raise CoachplanError(
            Finding(what=no_such("audience", audience), hint=suggest(audience, ROLES), code="unknown-word")
        )
    language = language or suggestion.language
    if audience == "caregiver":
        return " ".join(step_in(suggestion, lambda message: texts.say(message, language)).lines)
    lines = list(_clinician_lines(suggestion, texts, language))
    return "\n".join([*lines, *_numbers(suggestion, texts, language)] if numbers else lines)


def _clinician_lines(suggestion: Suggestion, texts: Texts, language: str) -> Iterator[str]:
    def line(name: str, **values: object) -> str:
        return texts.say(Message(f"core/told.{name}", values), language)

    yield line("step", focus=suggestion.focus, kind=Message(f"core/kind.{suggestion.action.kind}"))
    yield texts.say(to_a_clinician(suggestion.message, texts), language)
    if suggestion.standing is not None:
        yield line("found", found=suggestion.standing)
    if suggestion.doubt is not None:
        yield line("doubt", doubt=suggestion.doubt)
    if suggestion.would_change is not None:
        yield line("would-change", enough=suggestion.would_change)
    if suggestion.here:
        yield line("here", here=" ".join(texts.say(message, language) for message in suggestion.here))
    if apart := _apart(suggestion.message):
        yield line("apart", apart=apart)
    said = [part for part in step_and_reason(suggestion.message) if part is not None]
    for message in suggestion.held:
        if message not in said:  # the same rule may hold a second time, with other words
            yield line("held", why=_why_held(message, texts, language))
    if suggestion.queued is not None:
        yield texts.say(suggestion.queued, language)
    if suggestion.asks is not None:
        yield line("ask", question=suggestion.asks)
    if suggestion.action.kind == "pause":
        return  # nobody takes it, and it is looked at again when somebody clears it
    accepted = [line("needs", role=Message(f"core/role.{suggestion.needs}"))]
    if suggestion.review_by:
        accepted.append(line("again", day=said_day(suggestion.review_by, suggestion.on)))
    yield " ".join(accepted)


def _numbers(suggestion: Suggestion, texts: Texts, language: str) -> Iterator[str]:
    # Behind the lines for whoever asks: the rule as it stands in the content, and each reading by its name in words.
    def line(name: str, **values: object) -> str:
        return texts.say(Message(f"core/told.{name}", values), language)

    basis = texts.find(f"{suggestion.rule}#basis", language)
    yield line("rule", rule=suggestion.rule) + (f" {basis}" if basis else "")
    if suggestion.basis:
        yield line("readings", readings="; ".join(texts.say(_reading(basis), language) for basis in suggestion.basis))
    if suggestion.evidence:
        yield line("entries", entries=", ".join(suggestion.evidence))
    if suggestion.sources:
        yield line("sources", sources="; ".join(f"{each.citation} [{each.grade}]" for each in suggestion.sources))


def _why_held(message: Message, texts: Texts, language: str) -> Message:
    # A plugin's sentence is for the family: a clinician reads what the rule stands on, in a language that has it, and
    # what was written.
    told = to_a_clinician(message, texts)
    rule, _, part = message.key.partition("#")
    if told is not message or part != "say" or namespace_of(rule) == CORE_NAMESPACE:
        return told
    basis, values = key(rule, "basis"), dict(message.values)
    quoted = {"words": values.get("written"), "day": values.get("written_on")}
    spoken = texts.by_language.get(language, {}).keys() | texts.by_language.get(base_language(language), {}).keys()
    if basis in spoken:
        why = Message(basis)
        return why if quoted["words"] is None else Message("core/told.written-too", {**quoted, "why": why})
    return message if quoted["words"] is None else Message("core/told.written", quoted)


def _apart(message: Message) -> object:
    # How it goes with each person, where that is the reason.
    reason = dict(message.values).get("reason")
    return dict(reason.values).get("apart") if isinstance(reason, Message) and reason.key == _TWO_VIEWS else None


def _reading(basis: Basis) -> Message:
    seen = f"{basis.seen:.2g}" if isinstance(basis.seen, float) else basis.seen
    values: dict[str, object] = {"signal": signal_words(basis.signal), "needed": basis.needed}
    values["seen"] = Message("core/unknown") if seen is None else seen
    if basis.low is None or basis.high is None:
        return Message("core/told.reading", values)
    return Message("core/told.between", {**values, "low": f"{basis.low:.2f}", "high": f"{basis.high:.2f}"})
