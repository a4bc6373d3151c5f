"""
Which values are documents, and how each says what it is.

Every value that the door names has a format, with a number of its own. Knows nothing of files, or of what stands in a
document.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.files import check_format
from coachplan.documents.older import in_todays_words
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Action
from coachplan.model.approvals import Approval
from coachplan.model.audited import Audited
from coachplan.model.caregiver_view import CaregiverAlert, CaregiverQuestion, CaregiverStep, CaregiverView
from coachplan.model.entries import Entry
from coachplan.model.evidence import Mention, Reading
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.fitted import Fitted
from coachplan.model.flags import Help, RedFlag
from coachplan.model.goal_standings import GoalStanding
from coachplan.model.goals import Goal
from coachplan.model.options import Option
from coachplan.model.plans import Focus, Plan
from coachplan.model.plugin_status import PluginStatus
from coachplan.model.proposals import Proposal, Proposals
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import Strategy
from coachplan.model.suggestions import Alert, Missing, Question, Suggestion, Win
from coachplan.model.why_not import WhyNot

__all__ = ["ENTRIES", "FORMATS", "MADE_OF_THE_REST", "Entries", "as_today", "format_of", "kind_of_form"]

ENTRIES = "coachplan-entries/1"


@frozen
class Entries:
    """
    A log as one document.
    """

    entries: tuple[Entry, ...]


#: The kinds of document, and how each one says what it is. Older numbers are still read. In `/1` a clearance and an
#: alert say which entry, and not what was looked at (so they clear nothing). In `/1` and `/2` a suggestion and a review
#: do not say what was agreed in the plan they were made from: neither is taken or recorded before the plan is reviewed
#: again. What is only called otherwise today stands in `older`.
FORMATS: Mapping[Any, str] = MappingProxyType(
    {
        Plan: "coachplan-plan/3",
        Family: "coachplan-family/1",
        Entry: "coachplan-entry/1",
        list[Entry]: ENTRIES,
        tuple[Entry, ...]: ENTRIES,
        Entries: ENTRIES,
        Review: "coachplan-review/3",
        Proposal: "coachplan-proposal/3",
        Approval: "coachplan-approval/2",
        Suggestion: "coachplan-suggestion/3",
        Alert: "coachplan-alert/2",
        # a review with all that it was made from, to be made again
        Audited: "coachplan-audited/1",
        # what a clinic's own logs say of the children it works with
        Fitted: "coachplan-fitted/1",
        # what is sent to an app, and kept there
        Proposals: "coachplan-proposals/1",
        CaregiverView: "coachplan-caregiver-view/1",
        CaregiverAlert: "coachplan-caregiver-alert/1",
        CaregiverStep: "coachplan-caregiver-step/1",
        CaregiverQuestion: "coachplan-caregiver-question/1",
        WhyNot: "coachplan-why-not/1",
        Option: "coachplan-option/1",
        Reading: "coachplan-reading/1",
        Mention: "coachplan-mention/1",
        Win: "coachplan-win/1",
        Question: "coachplan-question/1",
        Missing: "coachplan-missing/1",
        GoalStanding: "coachplan-goal-standing/1",
        PluginStatus: "coachplan-plugin-status/1",
        Finding: "coachplan-finding/1",
        # parts that an app shows and changes one by one
        Focus: "coachplan-focus/1",
        Action: "coachplan-action/1",
        Child: "coachplan-child/1",
        Caregiver: "coachplan-caregiver/1",
        Routine: "coachplan-routine/1",
        Goal: "coachplan-goal/1",
        Help: "coachplan-help/1",
        # knowledge, as it is shown; written by hand it is content
        Skill: "coachplan-skill/1",
        Step: "coachplan-step/1",
        Source: "coachplan-source/1",
        Strategy: "coachplan-strategy/1",
        RedFlag: "coachplan-red-flag/1",
        Rule: "coachplan-rule/1",
    }
)

#: What may stand in a document for those who read it without us, and is made of the rest of it: a text that is taken
#: and not kept, whatever it says.
MADE_OF_THE_REST: Mapping[Any, tuple[str, ...]] = MappingProxyType({Question: ("id",)})


def format_of(kind: object) -> str | None:
    """
    Return the format of a kind of value; None for what is no kind of document.
    """
    try:
        return FORMATS.get(kind)
    except TypeError:  # a value where a class should be
        return None


@checked
def kind_of_form(form: str) -> Any:
    """
    Return the kind of value that a document is of: `plan` is that of `coachplan-plan/2`; None where there is none.
    """
    return next((kind for kind, named in FORMATS.items() if named.startswith(f"coachplan-{form}/")), None)


def as_today(raw: dict[str, Any], kind: Any) -> dict[str, Any]:
    """
    Return the fields of a document of a *kind*, one of an older number in the words of today. What stands inside
    another document needs no format line; where it has one, it is read by its own number.

    Raises `CoachplanError` where the line names another kind, or a newer number.
    """
    wanted = format_of(kind)
    if wanted is None or "format" not in raw:
        return raw
    wrong = check_format(raw, wanted, "")
    if wrong is not None:
        raise CoachplanError(wrong)
    return {name: value for name, value in in_todays_words(raw, wanted).items() if name != "format"}
