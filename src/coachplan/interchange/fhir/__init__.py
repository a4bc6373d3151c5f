"""
A plan, its log and its review as FHIR R4 (4.0.1), as plain dicts; and entries back from what was filled in.

Makes JSON that a health record can read. Claims no profile: neither SMART, nor IPS, nor that of a country. Decides
nothing, sends nothing, and reads no clock.
"""

from coachplan.interchange.fhir.bundle import bundle, resources
from coachplan.interchange.fhir.care_plan import care_plan, service_request
from coachplan.interchange.fhir.communication import messages
from coachplan.interchange.fhir.export import Export, export
from coachplan.interchange.fhir.flag import flags
from coachplan.interchange.fhir.goal import family_goal, focus_goal
from coachplan.interchange.fhir.ids import BASE
from coachplan.interchange.fhir.log_answers import questionnaire_response
from coachplan.interchange.fhir.log_form import questionnaire
from coachplan.interchange.fhir.log_reading import entries_of
from coachplan.interchange.fhir.observation import observation
from coachplan.interchange.fhir.patient import patient
from coachplan.interchange.fhir.provenance import approvals

__all__ = [
    "bundle",
    "entries_of",
    "BASE",
    "Export",
    "export",
    "resources",
    "patient",
    "care_plan",
    "service_request",
    "family_goal",
    "focus_goal",
    "questionnaire",
    "questionnaire_response",
    "observation",
    "flags",
    "approvals",
    "messages",
]
