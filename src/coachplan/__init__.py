"""
Parent coaching for pediatric therapy: values in, values out, and a reason for everything.

The door: the names that outsiders rely on, and nothing else. Nothing inside the package imports it. A name is fetched
when it is first asked for, so that whoever needs one of them does not wait for all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what a type checker and an editor read; the table below says the same to Python
    from coachplan.base.errors import (
        CoachplanError,
        Finding,
        InvalidError,
        MissingExtraError,
        NotAllowedError,
        StaleError,
        UnknownIdError,
        UnreadableError,
    )
    from coachplan.documents.content import read_catalogue
    from coachplan.engine import Engine
    from coachplan.knowledge.catalogue import Catalogue
    from coachplan.knowledge.rules import Rule
    from coachplan.model.actions import Action, Kind
    from coachplan.model.approvals import Approval
    from coachplan.model.audited import Audited
    from coachplan.model.caregiver_view import CaregiverAlert, CaregiverQuestion, CaregiverStep, CaregiverView
    from coachplan.model.entries import DidStrategy, Entry, Role
    from coachplan.model.evidence import Mention, MentionKind, Reading
    from coachplan.model.family import Caregiver, Child, Family, PartOfDay, Routine
    from coachplan.model.fitted import Fitted
    from coachplan.model.flags import Help, RedFlag, Urgency
    from coachplan.model.goal_standings import GoalStanding
    from coachplan.model.goals import Goal
    from coachplan.model.options import Option
    from coachplan.model.plans import Focus, Plan
    from coachplan.model.plugin_status import PluginStatus, Status
    from coachplan.model.proposals import Proposal, Proposals
    from coachplan.model.reviews import Review
    from coachplan.model.skills import Direction, Grade, Skill, SkillMeasure, Source, Step, StepKind, Support
    from coachplan.model.strategies import Strategy
    from coachplan.model.suggestions import Alert, Missing, Question, Suggestion, Win
    from coachplan.model.why_not import WhyNot
    from coachplan.plugins.hookspecs import hookimpl
    from coachplan.review.tracker import Tracker

__all__ = [
    "Action",
    "Alert",
    "Approval",
    "Audited",
    "Caregiver",
    "CaregiverAlert",
    "CaregiverQuestion",
    "CaregiverStep",
    "CaregiverView",
    "Catalogue",
    "Child",
    "CoachplanError",
    "DidStrategy",
    "Direction",
    "Engine",
    "Entry",
    "Family",
    "Finding",
    "Fitted",
    "Focus",
    "Goal",
    "GoalStanding",
    "Grade",
    "Help",
    "InvalidError",
    "Kind",
    "Mention",
    "MentionKind",
    "MissingExtraError",
    "Missing",
    "NotAllowedError",
    "Option",
    "PartOfDay",
    "Plan",
    "PluginStatus",
    "Proposal",
    "Proposals",
    "Question",
    "Reading",
    "RedFlag",
    "Review",
    "Role",
    "Routine",
    "Rule",
    "Skill",
    "SkillMeasure",
    "Source",
    "StaleError",
    "Status",
    "Step",
    "StepKind",
    "Strategy",
    "Suggestion",
    "Support",
    "Tracker",
    "UnknownIdError",
    "UnreadableError",
    "Urgency",
    "WhyNot",
    "Win",
    "hookimpl",
    "read_catalogue",
]

#: The names by the module that each stands in.
_WHERE = {
    "base.errors": "CoachplanError Finding InvalidError MissingExtraError NotAllowedError StaleError UnknownIdError "
    "UnreadableError",
    "documents.content": "read_catalogue",
    "engine": "Engine",
    "knowledge.catalogue": "Catalogue",
    "knowledge.rules": "Rule",
    "model.actions": "Action Kind",
    "model.approvals": "Approval",
    "model.audited": "Audited",
    "model.caregiver_view": "CaregiverAlert CaregiverQuestion CaregiverStep CaregiverView",
    "model.entries": "DidStrategy Entry Role",
    "model.evidence": "Mention MentionKind Reading",
    "model.family": "Caregiver Child Family PartOfDay Routine",
    "model.fitted": "Fitted",
    "model.flags": "Help RedFlag Urgency",
    "model.goal_standings": "GoalStanding",
    "model.goals": "Goal",
    "model.options": "Option",
    "model.plans": "Focus Plan",
    "model.plugin_status": "PluginStatus Status",
    "model.proposals": "Proposal Proposals",
    "model.reviews": "Review",
    "model.skills": "Direction Grade Skill SkillMeasure Source Step StepKind Support",
    "model.strategies": "Strategy",
    "model.suggestions": "Alert Missing Question Suggestion Win",
    "model.why_not": "WhyNot",
    "plugins.hookspecs": "hookimpl",
    "review.tracker": "Tracker",
}

_MODULES = {name: module for module, names in _WHERE.items() for name in names.split()}


if not TYPE_CHECKING:  # else a checker would take any name for one of ours

    def __getattr__(name: str) -> Any:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
