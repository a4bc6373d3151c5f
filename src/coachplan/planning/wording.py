"""
The values that every sentence about a focus may use: child, caregiver, routine, skill, step, strategy, and so on.

Knows what is there to be named. Does not know which sentence is said, or why.
"""

from __future__ import annotations

from coachplan.base.messages import Message, key
from coachplan.model.plans import Plan
from coachplan.progress.contexts import groups
from coachplan.progress.days import Practice

__all__ = ["routine_words", "step_words", "words_for"]


def step_words(skill: str, number: int) -> Message:
    """
    Return what a step of a skill is called.
    """
    return Message(key(skill, f"steps.{number}.title"))


def routine_words(plan: Plan, routine_id: str) -> object:
    """
    Return what the family calls a routine, else what its kind is called.
    """
    routine = plan.family.routine(routine_id)
    if routine is None:
        return routine_id
    return routine.label or Message(key(routine.kind, "title"))


def words_for(plan: Plan, log: Practice) -> dict[str, object]:
    """
    Return the values that every sentence about a focus may use.
    """
    focus = log.focus
    # Where a plugin is absent its words are, too: no key is ever shown to a caregiver.
    practice = Message("core/this-practice")
    skill = Message(key(focus.skill, "title")) if log.skill is not None else practice
    on_ladder = log.skill is not None and focus.step <= len(log.skill.steps)
    successes, tries = (round(sum(getattr(day, name) for day in log.lately)) for name in ("successes", "tries"))
    counts = {"successes": successes, "tries": tries, "reached": sum(1 for day in log.lately if day.share == 1)}
    sort = "tries" if log.skill is None or log.skill.measure == "tries" or log.counted else "amount"
    return {
        "child": plan.family.child.name,
        "skill": skill,
        "step": step_words(focus.skill, focus.step) if on_ladder else skill,
        "strategy": Message(key(focus.strategy, "title")) if log.strategy is not None else practice,
        "routine": routine_words(plan, focus.routine),
        "successes": successes,
        "tries": tries,
        "counted": Message(f"core/counted.{sort}", {**counts, "n": len(log.lately)}),
        "days": len(log.lately),
        "apart": _apart(log),
    }


def _apart(log: Practice) -> str:
    # Each person's own counts, so that nobody is averaged away.
    named = {name: group for name, group in groups(log, 2).items() if name}
    return ", ".join(f"{name.title()} {hits:g}/{tries:g}" for name, (tries, hits, _) in sorted(named.items()))
