"""
A review as cards of CDS Hooks, for the clinician who opens a chart: alerts first, then the steps that wait to be taken.

Each card says in under 140 signs what it is, and in its detail what was found, how sure that is and what would change
it. What a family wrote stands in it as text, and is never markup. A card that is overridden clears nothing and declines
nothing: that is for `engine.clear` and `engine.decline`. Decides nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from coachplan.base.arguments import checked
from coachplan.base.messages import Message
from coachplan.interchange.naming import Names
from coachplan.interchange.wording import Wording, wording
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.flags import Urgency
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.papers.for_whom import reviewed
from coachplan.review.explain import say as explained

__all__ = ["LONGEST", "cards"]

#: A summary is shorter than 140 signs.
LONGEST = 139

_SYSTEM = "https://github.com/coachplan/coachplan/fhir/CodeSystem/override"

Indicator = Literal["info", "warning", "critical"]
_INDICATORS: dict[Urgency, Indicator] = {"now": "critical", "today": "critical", "soon": "warning"}

#: Why a clinician may set a card aside, by what it is about.
_REASONS = {"alert": ("seen-to", "known", "not-meant"), "step": ("not-now", "family-says-no", "other-plan")}

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|~>-])")


@checked
def cards(
    review: Review, *, plan: Plan, catalogue: Catalogue, language: str, names: Names = "as-written"
) -> dict[str, Any]:
    """
    Return the answer of a CDS Hooks service for the clinician: `{"cards": [...]}`, as plain dicts. While a flag pauses
    the plan there are alerts alone.

    *language* is that of the cards, and *names* are kept `as-written`, `left-out` or replaced by a table. Raises
    `InvalidError` for what is no language or no way with names, and `StaleError` for a review of another plan, or of
    this one as it stood.
    """
    reviewed(plan, review)
    worded = wording(catalogue.words, language, names, plan)
    made = [_alert(worded, review, alert) for alert in review.alerts]
    if not review.paused:
        made += (_step(worded, review, plan, each) for each in review.next_steps if each.action.kind != "continue")
    if review.worth_a_look:
        made.append(_look(worded, review))
    return {"cards": made}


def _alert(worded: Wording, review: Review, alert: Alert) -> dict[str, Any]:
    signs = [
        worded.say(Message("core/record.sign", {"words": worded.line(words), "urgency": _urgency(urgency)}))
        for words, urgency in zip(alert.words, alert.urgencies, strict=False)
    ]
    told = [*signs, _where(worded, alert.entry, alert.on.isoformat()), worded.line(", ".join(alert.flags))]
    if alert.pauses:
        told.append(worded.say(Message("core/card.paused")))
    summary = signs[0] if signs else worded.say(_urgency(alert.urgency))
    return _card(worded, (review.id, "alert", alert.entry), summary, told, _INDICATORS[alert.urgency], "alert")


def _urgency(urgency: Urgency) -> Message:
    return Message(f"core/record.{urgency}")


def _step(worded: Wording, review: Review, plan: Plan, suggestion: Suggestion) -> dict[str, Any]:
    focus = plan.focus(suggestion.focus)
    skill = worded.known(f"{focus.skill}#title") if focus is not None else ""
    kind = Message(f"core/kind.{suggestion.action.kind}")
    summary = worded.say(Message("core/card.step", {"kind": kind, "skill": skill or suggestion.focus}))
    # The first line names the focus by its id, which may hold a name: here by its skill.
    lines = explained(suggestion, worded.texts, worded.language, "clinician", numbers=False).split("\n")
    if skill:
        lines[0] = worded.say(Message("core/told.step", {"focus": skill, "kind": kind}))
    key = (review.id, "step", suggestion.focus)
    made = _card(worded, key, summary, [worded.line(line) for line in lines], "info", "step")
    if suggestion.queued is None and suggestion.action.kind not in ("pause", "clarify"):
        take = worded.say(Message("core/card.take", {"kind": kind}))
        made["suggestions"] = [{"label": _short(take), "uuid": _uuid(*key, "take")}]
        made["selectionBehavior"] = "at-most-one"
    return made


def _look(worded: Wording, review: Review) -> dict[str, Any]:
    told = [f"“{worded.line(each.words)}” {_where(worded, each.entry, '')}" for each in review.worth_a_look]
    return _card(worded, (review.id, "look"), worded.say(Message("core/card.look")), told, "info", "alert")


def _where(worded: Wording, entry: str, on: str) -> str:
    # An entry's id may be a name; where names are left out, the day alone says which it is.
    return " ".join(filter(None, (worded.line(entry) if worded.naming.kept else "", on)))


def _card(
    worded: Wording,
    key: tuple[str, ...],
    summary: str,
    told: list[str],
    indicator: Indicator,
    about: Literal["alert", "step"],
) -> dict[str, Any]:
    return {
        "uuid": _uuid(*key),
        "summary": _short(summary),
        "detail": "\n\n".join(_as_text(line) for line in told if line),
        "indicator": indicator,
        "source": {"label": "coachplan"},
        "overrideReasons": list(_reasons(worded, about)),
    }


def _reasons(worded: Wording, about: Literal["alert", "step"]) -> Iterator[dict[str, str]]:
    for code in _REASONS[about]:
        yield {"code": code, "system": _SYSTEM, "display": worded.say(Message(f"core/card.why.{code}"))}


def _uuid(*key: str) -> str:
    return str(uuid5(NAMESPACE_URL, json.dumps([_SYSTEM, *key])))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _as_text(line: str) -> str:
    # Markdown lets HTML through, and makes links of addresses.
    safe = line.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKUP.sub(r"\\\1", safe).replace("://", ":&#8203;//").replace("@", "&#64;")
