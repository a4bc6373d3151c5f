"""
Parent coaching for pediatric therapy: values in, values out, and a reason for everything.

The door: the names that outsiders rely on, and nothing else. Nothing inside the package imports it.
"""

from __future__ import annotations

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import Rule
from coachplan.model.entries import Entry
from coachplan.model.evidence import Mention, Reading
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Help, RedFlag
from coachplan.model.plans import Approval, Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import Strategy
from coachplan.model.suggestions import Alert, Proposal, Suggestion
from coachplan.plugins.hookspecs import hookimpl

__all__ = [
    "Alert",
    "Approval",
    "Caregiver",
    "Catalogue",
    "Child",
    "CoachplanError",
    "Engine",
    "Entry",
    "Family",
    "Focus",
    "Help",
    "Mention",
    "Plan",
    "Proposal",
    "Reading",
    "RedFlag",
    "Review",
    "Routine",
    "Rule",
    "Skill",
    "Source",
    "Step",
    "Strategy",
    "Suggestion",
    "hookimpl",
]
