"""
What is aimed at, as Goals: what the family wants, in their words, and the step that each focus is at, with its aim.

How far a goal is, is told with care. A family's goal is `in-progress` where something practised serves it, and is never
said to be achieved: that is theirs to say. A focus is `sustaining` where it was mastered and is only looked in on.
"""

from __future__ import annotations

from typing import Any

from coachplan.base.disclosure import is_code
from coachplan.base.messages import Message
from coachplan.interchange.fhir.care_plan import called
from coachplan.interchange.fhir.codes import UCUM, achievement
from coachplan.interchange.fhir.export import Export
from coachplan.model.plans import Focus

__all__ = ["family_goal", "focus_goal"]


def family_goal(of: Export, number: int) -> dict[str, Any]:
    """
    Return one goal of the family, by its place: `proposed` where nothing approved is about it, `on-hold` while what
    serves it rests, else `active`. How far it is stands in a note, with the numbers.
    """
    goal = of.plan.family.goals[number]
    standing = of.review.goals[number] if number < len(of.review.goals) else None
    serving = [focus for focus in of.plan.focuses if standing is not None and focus.id in standing.focuses]
    practised = [focus for focus in serving if not of.rests(focus)]
    status = "proposed" if of.is_draft or not serving else "active" if practised else "on-hold"
    words = of.wording.text(goal.words) or "…"
    told = [] if standing is None else [of.wording.say(each) for each in (standing.message, *standing.numbers)]
    return of.resource(
        "Goal",
        of.ids.of(*of.goal(number)),
        lines=[words],
        lifecycleStatus=status,
        achievementStatus=achievement(sustaining=False) if status == "active" else None,
        description={"text": words},
        subject=of.patient,
        expressedBy={"display": of.wording.person(goal.by)} if goal.by.strip() else None,
        note=[{"text": each} for each in told],
    )


def focus_goal(of: Export, focus: Focus) -> dict[str, Any]:
    """
    Return what a focus is to reach: its step, and its aim as a target where one was set.
    """
    status = "proposed" if of.is_draft else "on-hold" if of.rests(focus) else "active"
    skill = [{"system": of.ids.codes("skill"), "code": focus.skill}] if is_code(focus.skill) else None
    return of.resource(
        "Goal",
        of.ids.of("focus-goal", focus.id),
        lines=[called(of, focus)],
        identifier=[of.ids.identifier("focus-goal", focus.id)],
        lifecycleStatus=status,
        achievementStatus=achievement(sustaining=focus.maintaining) if status == "active" else None,
        description={"coding": skill, "text": called(of, focus)},
        subject=of.patient,
        startDate=focus.since.isoformat(),
        target=[_target(of, focus)],
    )


def _target(of: Export, focus: Focus) -> dict[str, Any] | None:
    if focus.aim is None:
        return None
    share = round(100 * focus.aim, 2)
    share = int(share) if share.is_integer() else share
    return {
        "measure": {"text": of.wording.say(Message("core/record.aim"))},
        "detailQuantity": {"value": share, "comparator": ">=", "unit": "%", "system": UCUM, "code": "%"},
        "dueDate": focus.aim_day.isoformat() if focus.aim_day is not None else None,
    }
