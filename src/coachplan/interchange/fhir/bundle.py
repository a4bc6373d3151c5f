"""
All of one plan in one Bundle: a collection that an app can look through, or hand on resource by resource.

Puts together what the other files make, in an order that points backwards. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from coachplan.base.arguments import checked
from coachplan.interchange.fhir.care_plan import care_plan, service_request
from coachplan.interchange.fhir.communication import messages
from coachplan.interchange.fhir.export import Export, export
from coachplan.interchange.fhir.flag import flags
from coachplan.interchange.fhir.goal import family_goal, focus_goal
from coachplan.interchange.fhir.ids import BASE
from coachplan.interchange.fhir.log_answers import each_written, questionnaire_response
from coachplan.interchange.fhir.log_form import questionnaire
from coachplan.interchange.fhir.observation import observation
from coachplan.interchange.fhir.patient import patient
from coachplan.interchange.fhir.provenance import approvals
from coachplan.interchange.naming import Names
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.review.intake import select_entries

__all__ = ["bundle", "resources"]


@checked
def bundle(
    plan: Plan,
    entries: Iterable[Entry],
    review: Review,
    *,
    stamp: datetime,
    catalogue: Catalogue,
    language: str,
    names: Names = "as-written",
    base: str = BASE,
) -> dict[str, Any]:
    """
    Return a plan, its log and its review as a FHIR R4 Bundle of the type `collection`, as plain dicts.

    *stamp* is the moment at which it is made, with its zone; *language* that of everything but the messages to
    caregivers, which are in their own. *names* are kept `as-written`, `left-out`, or replaced by a table; whom the
    table does not name is left out. Where they are not kept, there are no identifiers either. *base* is the address
    under which codes and identifiers stand: give your own, so that the ids of two apps never meet.

    Raises `InvalidError` for a moment without its zone, and for what is no language, no way with names or no address;
    `StaleError` for a review of another plan, or of this one as it stood.
    """
    of = export(
        plan, entries, review, stamp=stamp, catalogue=catalogue, language=language, names=names, base=base
    )  # fmt: skip
    made = {f"urn:uuid:{each['id']}": each for each in resources(of)}
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": of.stamp,
        "entry": [{"fullUrl": url, "resource": each} for url, each in made.items()],
    }


def resources(of: Export) -> Iterator[dict[str, Any]]:
    """
    Yield every resource of an export.
    """
    plan = of.plan
    yield patient(of)
    yield care_plan(of)
    yield from (family_goal(of, number) for number, _ in enumerate(plan.family.goals))
    yield from (focus_goal(of, focus) for focus in plan.focuses)
    yield from (service_request(of, focus) for focus in plan.focuses)
    yield questionnaire(of)
    yield from (questionnaire_response(of, entry) for entry in each_written(of.entries))
    for entry in select_entries(plan, of.entries, of.review.on, of.catalogue).usable:
        counted = observation(of, entry)
        if counted is not None:
            yield counted
    yield from flags(of)
    yield from approvals(of)
    yield from messages(of)
