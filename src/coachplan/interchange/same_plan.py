"""
Whether a review is of a plan as it stands: what goes out must not tell of one plan what was found of another.
"""

from __future__ import annotations

from coachplan.base.errors import CoachplanError, Finding
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["of_this_plan"]


def of_this_plan(plan: Plan, review: Review) -> None:
    """
    Raise `StaleError` where a review is of another plan, or of this one as it stood.
    """
    if review.plan.rpartition("@")[0] != plan.id:
        what, code = "this is the review of another plan.", "other-plan"
    elif review.agreed and review.agreed != plan.agreed:
        what, code = "the plan says otherwise by now.", "stale"
    elif {each.focus for each in review.next_steps} != {focus.id for focus in plan.focuses}:
        what, code = "the review has other focuses than the plan.", "stale"
    else:
        return
    raise CoachplanError(Finding(item="review", what=what, hint="Review the plan again, and give that.", code=code))
