"""
The values that every sentence about a focus may use: child, caregiver, routine, skill, step, strategy, and so on.

Knows what is there to be named. Does not know which sentence is said, or why.
"""

from __future__ import annotations

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.plans import Focus, Plan
from coachplan.model.suggestions import HomePractice
from coachplan.planning.fit import goes_with, step_of
from coachplan.progress.contexts import by_circumstance
from coachplan.progress.practice import Practice
from coachplan.progress.statistics import share_of

__all__ = ["home_practice", "message_values", "routine_words", "step_words"]


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
    return routine.called


def home_practice(focus: Focus, child: str, catalogue: Catalogue) -> HomePractice | None:
    """
    Return what is done at home for a focus; None where the words of its skill are not here.
    """
    skill = catalogue.skills.get(focus.skill)
    if skill is None or focus.step > len(skill.steps):
        return None
    values = {"child": child}
    # What is only looked in on needs no help; how to help with a strategy that is not here, nobody can say. Nor does
    # anybody help in a way that does not go with the step: then the clinician is asked, and nobody is left without a
    # word.
    strategy = catalogue.strategies.get(focus.strategy)
    helped = strategy is not None and goes_with(strategy, step_of(skill, focus.step)) and not focus.maintaining
    step = step_words(skill.id, focus.step)
    how = Message(key(focus.strategy, "what"), values) if helped else None
    if how is None and not focus.maintaining:
        how = Message("core/help-unknown")
    with_clinician = skill.steps[focus.step - 1].clinician
    return HomePractice(
        what=Message("core/with-clinician", {"step": step}) if with_clinician else step,
        how=how,
        success=Message(key(skill.id, f"steps.{focus.step}.look_for"), values),
    )


def message_values(plan: Plan, practice: Practice) -> dict[str, object]:
    """
    Return the values that every sentence about a focus may use.
    """
    focus = practice.focus
    # Where a plugin is absent its words are, too: no key is ever shown to a caregiver.
    unnamed = Message("core/this-practice")
    skill = Message(key(focus.skill, "title")) if practice.skill is not None else unnamed
    on_ladder = practice.skill is not None and focus.step <= len(practice.skill.steps)
    return {
        "child": plan.family.child.name,
        "skill": skill,
        "step": step_words(focus.skill, focus.step) if on_ladder else skill,
        "strategy": Message(key(focus.strategy, "title")) if practice.strategy is not None else unnamed,
        "routine": routine_words(plan, focus.routine),
        **_counted(practice),
        "days": len(practice.lately),
        "pace": _pace(practice),
        "apart": _apart(practice),
    }


#: Why the same step goes on, by the share on which each is true; where nothing can be told, there is no hurry.
_PACE = ((0.6, "well"), (0.25, "coming"), (0.0, "new"))

#: Tags of a day on which nobody wants to hear that it goes well.
_HARD = frozenset({"distressed", "refused", "pressured"})


def _pace(practice: Practice) -> Message:
    if any(not day.tags.isdisjoint(_HARD) for day in practice.last_three):
        return Message("core/pace.calm")
    share = share_of(practice.lately) or 0.0
    return Message(f"core/pace.{next(word for least, word in _PACE if share >= least)}")


#: The share from which a day that was marked went well: a "mostly".
_WELL = 0.7

#: And the share from which it did a little: between a "not yet" and "a little".
_A_LITTLE = 0.2

#: Words that count as less than one try leave open how the day went: it is none that went well, and none that did not.
_OPEN = 1


def _counted(practice: Practice) -> dict[str, object]:
    # What was counted as it was counted; where nothing was, the days by their amounts, marks or words.
    days = [day for day in practice.lately if day.counted[0]]
    tries, successes = (round(sum(day.counted[part] for day in days)) for part in (0, 1))
    judged = [day for day in practice.lately if day.tries]
    by_amount = 2 * sum(day.measured for day in judged) >= len(judged) > 0
    kind, lately = "tries", days
    if 2 * len(days) < len(judged) or not days:
        kind, lately = "amount" if by_amount else "marks", [day for day in judged if day.tries >= _OPEN] or judged
    if not judged:
        return {"successes": 0, "tries": 0, "counted": Message("core/counted.none", {"n": len(practice.lately)})}
    reached = sum(1 for day in lately if (day.share >= 1 if kind == "amount" else day.share >= _WELL))
    counts = {"successes": successes, "tries": tries, "reached": reached, "n": len(lately)}
    if kind == "marks" and (some := sum(1 for day in lately if _A_LITTLE <= day.share < _WELL)):
        kind, counts = "marks-some", {**counts, "some": some}
    return {"successes": successes, "tries": tries, "counted": Message(f"core/counted.{kind}", counts)}


def _apart(practice: Practice) -> str:
    # For the clinician, each person apart, so that nobody is averaged away; no caregiver is shown a scoreboard.
    named = {name: group for name, group in by_circumstance(practice, "who").items() if name}
    return ", ".join(f"{name.title()} {10 * hits / tries:.0f}/10" for name, (tries, hits, _) in sorted(named.items()))
