"""
The child as a Patient: an identifier and the name, where names are kept. What a family does not say is not made up:
there is no birth date and no gender.
"""

from __future__ import annotations

from typing import Any

from coachplan.interchange.fhir.export import Export

__all__ = ["patient"]


def patient(of: Export) -> dict[str, Any]:
    """
    Return the child.
    """
    name = of.wording.line(of.plan.family.child.name)
    identifier = of.ids.identifier("family", of.plan.family.id)
    return of.resource("Patient", of.ids.of("patient"), lines=[name], identifier=[identifier], name=[{"text": name}])
