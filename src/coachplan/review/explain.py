"""
A suggestion in words: for a caregiver, for a clinician, in a language.

Makes words out of what was decided. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.messages import Texts
from coachplan.model.entries import ROLES, Role
from coachplan.model.evidence import Basis
from coachplan.model.suggestions import Suggestion

__all__ = ["say"]


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
        more = [texts.say(each, language) for each in (suggestion.queued, suggestion.asks) if each is not None]
        return " ".join([because, *more])
    return "\n".join(_clinician_lines(suggestion, because, texts, language))


def _clinician_lines(suggestion: Suggestion, because: str, texts: Texts, language: str) -> Iterator[str]:
    yield f"{suggestion.focus}: {suggestion.action.kind} (rule {suggestion.rule})"
    yield because
    basis = texts.find(f"{suggestion.rule}#basis", language)
    if basis:
        yield basis
    if suggestion.standing is not None:
        yield texts.say(suggestion.standing, language)
    if suggestion.basis:
        yield "Readings: " + "; ".join(_reading(basis) for basis in suggestion.basis) + "."
    if suggestion.evidence:
        yield "Entries: " + ", ".join(suggestion.evidence) + "."
    for message in suggestion.held:
        yield "Held back: " + texts.say(message, language)
    if suggestion.queued is not None:
        yield texts.say(suggestion.queued, language)
    if suggestion.asks is not None:
        yield "To ask: " + texts.say(suggestion.asks, language)
    if suggestion.sources:
        yield "Sources: " + "; ".join(f"{source.citation} [{source.grade}]" for source in suggestion.sources) + "."
    yield f"May be accepted by: {suggestion.needs}." + (
        f" Look again by {suggestion.review_by.isoformat()}." if suggestion.review_by else ""
    )


def _reading(basis: Basis) -> str:
    seen = f"{basis.seen:.2g}" if isinstance(basis.seen, float) else str(basis.seen)
    between = (
        f" (likely {basis.low:.2f} to {basis.high:.2f})" if basis.low is not None and basis.high is not None else ""
    )
    return f"{basis.signal} {seen}{between}, asked for {basis.needed}"
