"""
What each review with a plugin is held to: one step a focus, nothing broken, never less careful than the core alone.

Knows nothing of how the reviews are made.
"""

from __future__ import annotations

from coachplan.engine import Engine
from coachplan.knowledge.precedence import caution
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["is_as_careful", "is_whole", "must"]

#: How a review says that a plugin's reading failed and was left out.
_BROKEN = "core/missing.broken"


def must(holds: bool, sentence: str) -> None:
    """
    Raise `AssertionError` with the sentence, where it does not hold: not by `assert`, which `python -O` leaves out.
    """
    if not holds:
        raise AssertionError(sentence)


def is_whole(plan: Plan, review: Review, engine: Engine) -> None:
    """
    Raise `AssertionError` where a review has not one step a focus, or a plugin broke in it.
    """
    whole = [step.focus for step in review.next_steps] == [focus.id for focus in plan.focuses]
    must(whole, "the review does not have exactly one step a focus")
    for record in engine.plugins:
        must(record.status != "failed", f"{record.name} failed in a review: {record.why}")
    for missing in review.missing:
        must(missing.message.key != _BROKEN, missing.why)
    for step in review.next_steps:
        must(bool(step.because), f"{step.rule} says nothing to the caregiver")


def is_as_careful(review: Review, alone: Review) -> None:
    """
    Raise `AssertionError` where a step is less careful than that of the core *alone*.
    """
    for step, before in zip(review.next_steps, alone.next_steps, strict=True):
        must(
            caution(step.action.kind) >= caution(before.action.kind),
            f"with it {step.rule} says {step.action.kind}, where the core alone says {before.action.kind}, "
            "which is more careful",
        )
