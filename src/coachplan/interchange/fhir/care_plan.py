"""
The plan as a CarePlan, and each focus as a ServiceRequest that it points to: an activity has a reference and no detail,
as later versions of FHIR know no detail.

What is practised at home is said as a caregiver is shown it: in a plan that nobody has approved, and while practice
rests, there is no instruction. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coachplan.base.disclosure import is_code
from coachplan.base.messages import Message
from coachplan.interchange.fhir.codes import PERTAINS_TO_GOAL, WHEN
from coachplan.interchange.fhir.export import Export
from coachplan.model.plans import Focus

__all__ = ["care_plan", "service_request"]


def care_plan(of: Export) -> dict[str, Any]:
    """
    Return the plan: `draft` until a clinician approved it, `on-hold` while a flag pauses it, else `active`; `unknown`
    where nothing is practised any more.
    """
    plan, title = of.plan, of.wording.say(Message("core/record.title"))
    goals = [of.ids.to(*of.goal(number)) for number, _ in enumerate(plan.family.goals)]
    goals += [of.ids.to("focus-goal", focus.id) for focus in plan.focuses]
    first = plan.first_day
    return of.resource(
        "CarePlan",
        of.ids.of("plan"),
        lines=[title, *(called(of, focus) for focus in plan.focuses)],
        identifier=[of.ids.identifier("plan", plan.id)],
        status=_plan_status(of),
        intent=_intent(of),
        title=title,
        subject=of.patient,
        period={"start": first.isoformat()} if first is not None else None,
        goal=goals,
        activity=[{"reference": of.ids.to("practice", focus.id)} for focus in plan.focuses],
    )


def service_request(of: Export, focus: Focus) -> dict[str, Any]:
    """
    Return what is practised: how often and how long, how it is helped, and what the caregiver is told to do. A focus
    that is only looked in on has no timing.
    """
    skill = [{"system": of.ids.codes("skill"), "code": focus.skill}] if is_code(focus.skill) else None
    told = list(_told(of, focus))
    return of.resource(
        "ServiceRequest",
        of.ids.of("practice", focus.id),
        lines=[called(of, focus), *told],
        extension=[{"url": PERTAINS_TO_GOAL, "valueReference": of.ids.to(*goal)} for goal in _goals(of, focus)],
        identifier=[of.ids.identifier("focus", focus.id)],
        basedOn=[of.care_plan],
        status=_status(of, focus),
        intent=_intent(of),
        code={"coding": skill, "text": called(of, focus)},
        orderDetail=[{"text": of.titled(focus.strategy)}],
        subject=of.patient,
        occurrenceTiming=None if focus.maintaining else _timing(focus),
        patientInstruction="\n".join(told),
    )


def called(of: Export, focus: Focus) -> str:
    """
    Return the skill of a focus and its step; the skill alone where its plugin is not here.
    """
    step = of.wording.known(f"{focus.skill}#steps.{focus.step}.title")
    skill = of.titled(focus.skill)
    return of.wording.say(Message("core/record.practice", {"skill": skill, "step": step})) if step else skill


def _goals(of: Export, focus: Focus) -> Iterator[tuple[object, ...]]:
    yield ("focus-goal", focus.id)
    for number, standing in enumerate(of.review.goals):
        if focus.id in standing.focuses and number < len(of.plan.family.goals):
            yield of.goal(number)


def _timing(focus: Focus) -> dict[str, Any]:
    return {
        "repeat": {
            "boundsPeriod": {"start": focus.since.isoformat()},
            "duration": focus.minutes,
            "durationUnit": "min",
            "frequency": focus.days_per_week,
            "period": 1,
            "periodUnit": "wk",
            "when": [WHEN[focus.part_of_day]] if focus.part_of_day is not None else None,
        }
    }


def _told(of: Export, focus: Focus) -> Iterator[str]:
    suggestion = of.review.step_for(focus.id)
    if of.is_draft or of.rests(focus) or suggestion.practice is None:
        return
    if focus.maintaining:
        yield of.wording.say(Message("core/do.look-in"))
        return
    practice = suggestion.practice
    if practice.what is not None:
        yield of.wording.say(practice.what)
    if practice.how is not None:
        yield of.wording.say(Message("core/step.how", {"how": practice.how}))
    if practice.success is not None:
        yield of.wording.say(Message("core/step.success", {"success": practice.success}))
    if focus.cue:
        yield of.wording.line(focus.cue)


def _plan_status(of: Export) -> str:
    if of.is_draft:
        return "draft"
    if not of.plan.focuses:
        return "unknown"
    return "on-hold" if of.review.paused else "active"


def _status(of: Export, focus: Focus) -> str:
    if of.is_draft:
        return "draft"
    return "on-hold" if of.rests(focus) else "active"


def _intent(of: Export) -> str:
    return "proposal" if of.is_draft else "plan"
