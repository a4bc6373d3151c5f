"""
Parent coaching for pediatric therapy: values in, values out, and a reason for everything.

The door: the names that outsiders rely on, and nothing else. Nothing inside the package imports it.
"""

from __future__ import annotations

from coachplan.catalogue import Catalogue
from coachplan.engine import Engine
from coachplan.entries import Entry
from coachplan.errors import CoachplanError
from coachplan.family import Caregiver, Child, Family, Routine
from coachplan.flags import Help, RedFlag
from coachplan.hookspecs import hookimpl
from coachplan.plans import Approval, Focus, Plan
from coachplan.reviews import Alert, Proposal, Review, Suggestion
from coachplan.rules import Rule
from coachplan.skills import Skill, Source, Step
from coachplan.strategies import Strategy
from coachplan.traces import Mention, Reading

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
