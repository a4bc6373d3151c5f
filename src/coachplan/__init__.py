"""
Parent coaching for pediatric therapy: values in, values out, and a reason for everything.

The door: the names that outsiders rely on, and nothing else. Nothing inside the package imports it.
"""

from __future__ import annotations

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
