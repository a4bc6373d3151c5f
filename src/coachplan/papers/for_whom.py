"""
Whom a paper is for: in which language it is, and whether it may be shown at all.

What is for a caregiver needs a plan that a named clinician opened, and a review of that plan as it stands. Knows no
paper.
"""

from __future__ import annotations

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.languages import language_code
from coachplan.base.names import same_name
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["language_of", "opened", "reviewed"]


def reviewed(plan: Plan, review: Review) -> None:
    """
    See that a review is of this plan as it stands. Raises `StaleError` where it is not.
    """
    if review.agreed != plan.agreed:
        what = "the review is of another plan, or of this one as it stood before."
        raise CoachplanError(Finding(item="review", what=what, hint="Review the plan as it is now.", code="stale"))


def opened(plan: Plan) -> None:
    """
    See that a clinician opened a plan. Raises `NotAllowedError` where it is a draft.
    """
    if plan.approval is None:
        what = "no clinician has opened this plan: it is a draft, and a caregiver is shown no draft."
        hint = "Approve it first, or show the draft to the clinician in a brief."
        raise CoachplanError(Finding(item="plan", what=what, hint=hint, code="needs-clinician"))


def language_of(family: Family, who: str = "", language: str = "") -> str:
    """
    Return the language of a paper: the one given, else that of the caregiver *who*, else the family's. Raises
    `UnknownIdError` where the family has no such caregiver.
    """
    if who and not any(same_name(each.name) == same_name(who) for each in family.caregivers):
        what = "the family has no caregiver of this name."
        hint = f"Give the name of one of its {len(family.caregivers)} caregivers (Family.caregivers)."
        raise CoachplanError(Finding(item="who", what=what, hint=hint, code="unknown-id"))
    if language:
        return language_code(language)
    own = (each.language for each in family.caregivers if same_name(each.name) == same_name(who))
    return next(own, family.language)
