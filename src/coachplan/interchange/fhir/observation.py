"""
What was counted in an entry as an Observation that is derived from what was written: tries and successes as components,
and their ratio where there was a try.

Nothing is counted that nobody counted: a mark such as "mostly" or words such as "it went well" make no observation, and
what was not said is said to be unknown, and is no zero. Knows nothing of how practice is judged.
"""

from __future__ import annotations

from typing import Any

from coachplan.base.messages import Message
from coachplan.interchange.fhir.care_plan import called
from coachplan.interchange.fhir.codes import DATA_ABSENT, UCUM, concept
from coachplan.interchange.fhir.export import Export
from coachplan.interchange.fhir.log_answers import response_of
from coachplan.model.entries import Entry, impossible

__all__ = ["observation"]


def observation(of: Export, entry: Entry) -> dict[str, Any] | None:
    """
    Return what was counted in an entry that counts; None where nothing was, or where it cannot be.
    """
    focus = of.plan.focus(entry.focus)
    skill = of.catalogue.skills.get(focus.skill) if focus is not None else None
    measure = "tries" if skill is None else skill.measure
    cannot_be = {name for name, _ in impossible(entry, measure)}
    counted = {
        name: None if cannot_be & {"tries", "successes"} else getattr(entry, name) for name in ("tries", "successes")
    }
    amount = None if measure == "tries" or "amount" in cannot_be else entry.amount
    tries, successes = counted["tries"], counted["successes"]
    if tries is None and successes is None and amount is None:
        return None
    components = []
    if tries is not None or successes is not None:
        components += [_component(of, name, value) for name, value in counted.items()]
    if amount is not None:
        components.append(_amount(of, measure, amount))
    ratio = {"numerator": {"value": successes}, "denominator": {"value": tries}}
    ticked = ", ".join(of.wording.known(f"core/tag.{tag}") or of.wording.line(tag) for tag in entry.tags)
    title = called(of, focus) if focus is not None else of.wording.line(entry.focus)
    clinician = entry.role == "clinician"
    return of.resource(
        "Observation",
        of.ids.of("observation", entry.id),
        quiet=entry.id in of.review.quiet,
        lines=[title, entry.on.isoformat(), *(_said(each) for each in components)],
        identifier=[of.ids.identifier("observation", entry.id)],
        basedOn=[of.care_plan],
        status="amended" if entry.revision else "final",
        category=[concept("therapy" if clinician else "survey")],
        code={"text": of.wording.say(Message("core/record.worked"))},
        subject=of.patient,
        focus=[of.ids.to("practice", entry.focus)] if focus is not None else None,
        effectiveDateTime=entry.on.isoformat(),
        performer=[{"display": of.wording.person(entry.who, clinician=clinician)}] if entry.who.strip() else None,
        valueRatio=ratio if tries and successes is not None else None,
        note=[{"text": of.wording.say(Message("core/record.ticked", {"tags": ticked}))}] if ticked else None,
        derivedFrom=[{"reference": f"urn:uuid:{response_of(of, entry)}"}],
        component=components,
    )


def _component(of: Export, name: str, value: int | None) -> dict[str, Any]:
    code = {
        "coding": [{"system": of.ids.codes("measure"), "code": name}],
        "text": of.wording.say(Message(f"core/record.{name}")),
    }
    return {"code": code, **({"dataAbsentReason": DATA_ABSENT} if value is None else {"valueInteger": int(value)})}


def _amount(of: Export, measure: str, value: float) -> dict[str, Any]:
    code = {
        "coding": [{"system": of.ids.codes("measure"), "code": measure}],
        "text": of.wording.say(Message(f"core/record.{measure}")),
    }
    unit = {"unit": "min", "system": UCUM, "code": "min"} if measure == "duration" else {}
    return {"code": code, "valueQuantity": {"value": value, **unit}}


def _said(component: dict[str, Any]) -> str:
    value = component.get("valueInteger", component.get("valueQuantity", {}).get("value", "?"))
    return f"{component['code']['text']}: {value}"
