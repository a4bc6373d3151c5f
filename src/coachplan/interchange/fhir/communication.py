"""
What a caregiver is told, as a Communication in their language: what `review.for_caregiver` shows, and nothing beside.

Alerts come first, and nothing cheerful stands beside them: where there are any, the message is those. A quiet flag is
in none, nor is anything of its entry: a message stays in a portal, which somebody who is feared may read. Its status is
`preparation`: it is made, and whether it is sent is the app's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coachplan.interchange.fhir.codes import PRIORITY, concept
from coachplan.interchange.fhir.export import Export
from coachplan.interchange.fhir.flag import is_quiet
from coachplan.model.caregiver_view import CaregiverAlert, CaregiverView
from coachplan.model.flags import URGENCIES
from coachplan.model.read_together import alerts_in

__all__ = ["messages"]


def messages(of: Export) -> Iterator[dict[str, Any]]:
    """
    Yield a message to each caregiver of the family, where there is something to say. Of a draft, which no caregiver is
    shown, there are alerts alone.
    """
    for number, caregiver in enumerate(of.plan.family.caregivers):
        known = any(each.name == caregiver.name for each in of.review.caregivers)
        view = of.review.for_caregiver(caregiver.language, who=caregiver.name if known else None)
        alerts = _alerts(of, view.language)
        shown = _alarming(view, alerts) if view.alerts or of.is_draft else _told(view)
        said = [text for each in shown if (text := of.wording.text(each))]
        if not said:
            continue
        urgency = min((alert.urgency for alert in alerts), key=URGENCIES.index, default=None)
        yield of.resource(
            "Communication",
            of.ids.of("message", of.review.id, number),
            language=view.language,
            basedOn=[of.care_plan],
            status="preparation",
            category=[concept("alert" if alerts else "notification")],
            priority=PRIORITY[urgency],
            subject=of.patient,
            recipient=[{"display": of.wording.person(caregiver.name)}],
            payload=[{"contentString": each} for each in said],
        )


def _alerts(of: Export, language: str) -> tuple[CaregiverAlert, ...]:
    # Those that may be told, read together anew: what is said once for all of them is not left to one that is not here.
    told = [alert for alert in of.review.alerts if not any(is_quiet(of, alert.entry, flag) for flag in alert.flags)]
    return alerts_in(told, lambda message: of.wording.texts.say(message, language))


def _alarming(view: CaregiverView, alerts: tuple[CaregiverAlert, ...]) -> Iterator[str]:
    if alerts:
        yield from (alert.words for alert in alerts)
        yield from view.notes


def _told(view: CaregiverView) -> Iterator[str]:
    yield from view.wins
    yield from ("\n".join(step.lines) for step in view.next_steps)
    yield from view.goals
    yield from view.observed
    yield from view.works
    yield from (" ".join((asked.words, *asked.answers)) for asked in view.questions if asked.answers)
    yield from view.notes
