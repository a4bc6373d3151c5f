"""
Every code that is not ours, as one table: what FHIR R4 (4.0.1) and its terminology call what a plan knows.

Where FHIR asks for one of its own words (a *required* code), it stands here and nowhere else. Knows nothing of plans.
"""

from __future__ import annotations

from typing import Any

from coachplan.model.family import PartOfDay
from coachplan.model.flags import Urgency

__all__ = [
    "DATA_ABSENT",
    "HIDDEN",
    "PERTAINS_TO_GOAL",
    "PRIORITY",
    "QUIET",
    "UCUM",
    "WHEN",
    "achievement",
    "concept",
]

_TERMS = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"

#: What a part of the day is called in a timing.
WHEN: dict[PartOfDay, str] = {
    "morning": "MORN",
    "midday": "NOON",
    "afternoon": "AFT",
    "evening": "EVE",
    "night": "NIGHT",
}

#: How urgent a message is, by the most urgent alert in it.
PRIORITY: dict[Urgency | None, str] = {"now": "stat", "today": "asap", "soon": "urgent", None: "routine"}

#: Concepts of the terminology, by what they are here: the system, the code, and how it is displayed.
_CONCEPTS = {
    "survey": ("observation-category", "survey", "Survey"),
    "therapy": ("observation-category", "therapy", "Therapy"),
    "safety": ("flag-category", "safety", "Safety"),
    "verifier": ("provenance-participant-type", "verifier", "Verifier"),
    "notification": ("communication-category", "notification", "Notification"),
    "alert": ("communication-category", "alert", "Alert"),
    "unknown": ("data-absent-reason", "unknown", "Unknown"),
    "in-progress": ("goal-achievement", "in-progress", "In Progress"),
    "sustaining": ("goal-achievement", "sustaining", "Sustaining"),
}

#: Standard extensions of 4.0.1: what a request is for, and what a form does not ask aloud.
PERTAINS_TO_GOAL = "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal"
HIDDEN = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"


def concept(name: str) -> dict[str, Any]:
    """
    Return a concept of the terminology.
    """
    system, code, display = _CONCEPTS[name]
    return {"coding": [{"system": f"{_TERMS}/{system}", "code": code, "display": display}]}


def achievement(*, sustaining: bool) -> dict[str, Any]:
    """
    Return how far a goal is, where that is sound to say.
    """
    return concept("sustaining" if sustaining else "in-progress")


DATA_ABSENT = concept("unknown")

#: The label of what nobody at home may be shown, since somebody who is feared may read it, too.
QUIET = {"security": [{"system": f"{_TERMS}/v3-Confidentiality", "code": "R", "display": "restricted"}]}
