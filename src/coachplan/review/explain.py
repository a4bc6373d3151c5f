"""
A suggestion in words: for a caregiver, for a clinician, in a language.

Makes words out of what was decided. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.messages import Message, Texts
from coachplan.model.entries import ROLES, Role
from coachplan.model.evidence import Basis
from coachplan.model.suggestions import Suggestion
from coachplan.review.reflection import AFTER_SUCCESS

__all__ = ["say"]

_TWO_VIEWS = "core/two-views#say"


def say(suggestion: Suggestion, texts: Texts, language: str | None = None, audience: Role = "caregiver") -> str:
    """
    Return a suggestion in words. For a caregiver: the reason and what to do. For a clinician also the readings with
    their thresholds, the entries behind them, the rule, its sources, what was held back, and who may accept it.
    """
    if audience not in ROLES:
        raise CoachplanError(
            Finding(what=no_such("audience", audience), hint=suggest(audience, ROLES), code="unknown-word")
        )
    language = language or suggestion.language
    because = texts.say(suggestion.message, language)
    if audience == "caregiver":
        # What went well is asked about by itself (`Suggestion.question`); what got in the way belongs to the step.
        more = [texts.say(each, language) for each in (suggestion.queued, suggestion.asks) if _belongs(each)]
        return " ".join([because, *more])
    return "\n".join(_clinician_lines(suggestion, because, texts, language))


def _belongs(message: Message | None) -> TypeGuard[Message]:
    return message is not None and not message.key.startswith(AFTER_SUCCESS)


def _clinician_lines(suggestion: Suggestion, because: str, texts: Texts, language: str) -> Iterator[str]:
    def line(name: str, **values: object) -> str:
        return texts.say(Message(f"core/told.{name}", values), language)

    kind = Message(f"core/kind.{suggestion.action.kind}")
    yield line("step", focus=suggestion.focus, kind=kind, rule=suggestion.rule)
    yield because
    basis = texts.find(f"{suggestion.rule}#basis", language)
    if basis:
        yield basis
    if suggestion.standing is not None:
        yield texts.say(suggestion.standing, language)
    if apart := _apart(suggestion.message):
        yield line("apart", apart=apart)
    if suggestion.basis:
        yield line("readings", readings="; ".join(texts.say(_reading(basis), language) for basis in suggestion.basis))
    if suggestion.evidence:
        yield line("entries", entries=", ".join(suggestion.evidence))
    for message in suggestion.held:
        yield line("held", why=message)
    if suggestion.queued is not None:
        yield texts.say(suggestion.queued, language)
    if suggestion.asks is not None:
        yield line("ask", question=suggestion.asks)
    if suggestion.sources:
        yield line("sources", sources="; ".join(f"{each.citation} [{each.grade}]" for each in suggestion.sources))
    accepted = [line("needs", role=Message(f"core/role.{suggestion.needs}"))]
    if suggestion.review_by:
        accepted.append(line("again", day=suggestion.review_by.isoformat()))
    yield " ".join(accepted)


def _apart(message: Message) -> object:
    # How it goes with each person, where that is the reason.
    reason = dict(message.values).get("reason")
    return dict(reason.values).get("apart") if isinstance(reason, Message) and reason.key == _TWO_VIEWS else None


def _reading(basis: Basis) -> Message:
    seen = f"{basis.seen:.2g}" if isinstance(basis.seen, float) else basis.seen
    values: dict[str, object] = {"signal": basis.signal, "needed": basis.needed}
    values["seen"] = Message("core/unknown") if seen is None else seen
    if basis.low is None or basis.high is None:
        return Message("core/told.reading", values)
    return Message("core/told.between", {**values, "low": f"{basis.low:.2f}", "high": f"{basis.high:.2f}"})
