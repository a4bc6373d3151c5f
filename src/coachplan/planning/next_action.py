"""
A kind of step made concrete: the step, strategy, time or load it would be here, or the next thing that can be done.

The lowest step cannot go down, a family may have no other routine, a plan may be as light as it goes. Does not know why
the step was proposed, or what holds it back.
"""

from __future__ import annotations

from coachplan.base.messages import Message, key
from coachplan.model.actions import Action, Kind
from coachplan.model.plans import Focus
from coachplan.planning.fit import best_strategies
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.wording import routine_words, step_words
from coachplan.progress.contexts import better_time

__all__ = ["make_concrete"]


def make_concrete(
    kind: Kind, case: FocusCase, prefer: tuple[str, ...] = ()
) -> tuple[Action, dict[str, object], bool] | None:
    """
    Return the step that can really be taken here, the words it needs, and whether only a clinician may take it.
    *prefer*: strategies that come first where several would fit, as they meet what got in the way.

    None where it cannot be taken and nothing stands in for it: no step above, already generalising.
    """
    focus, skill = case.focus, case.practice.skill
    if kind == "step-up":
        if skill is None or focus.step >= len(skill.steps):
            return None
        return Action("step-up", step=focus.step + 1), {"next_step": step_words(skill.id, focus.step + 1)}, False
    if kind == "step-down":
        if skill is not None and focus.step > 1:
            return Action("step-down", step=focus.step - 1), {"next_step": step_words(skill.id, focus.step - 1)}, False
        return make_concrete("change-strategy", case, prefer)
    if kind == "change-strategy":
        chosen = _another_strategy(case, prefer)
        if chosen is None:
            return Action("clarify"), {"do": "ask-clinician"}, True
        words: dict[str, object] = {"new_strategy": Message(key(chosen, "title")), "what": _what(chosen, case)}
        return Action("change-strategy", strategy=chosen), words, False
    if kind == "change-routine":
        return _another_time_or_routine(case)
    if kind == "lighten":
        return _lighter(case.focus)
    if kind == "generalise" and focus.generalising:
        return None
    if kind == "maintain" and focus.maintaining:
        return Action("maintain"), {"do": "booster"}, True
    return Action(kind), {}, False


def _what(strategy: str, case: FocusCase) -> Message:
    return Message(key(strategy, "what"), {"child": case.child})


def _another_strategy(case: FocusCase, prefer: tuple[str, ...]) -> str | None:
    plan, practice = case.plan, case.practice
    routine = plan.family.routine(practice.focus.routine)
    if practice.skill is None or routine is None:
        return None
    used = {phase.focus.strategy for phase in plan.phases(practice.focus.id)} | {practice.focus.strategy}
    refused = {declined.action.strategy for declined in plan.declined if declined.focus == practice.focus.id}
    fitting = [
        strategy.id
        for strategy, _ in best_strategies(
            case.catalogue, practice.skill, routine, plan.family, practice.on, plan.first_day
        )
        if strategy.id not in used and strategy.id not in refused
    ]
    return next((each for each in prefer if each in fitting), fitting[0] if fitting else None)


def _another_time_or_routine(case: FocusCase) -> tuple[Action, dict[str, object], bool]:
    plan, practice = case.plan, case.practice
    focus, skill, family = case.focus, practice.skill, plan.family
    part = better_time(practice)
    if part is not None and part != focus.part_of_day:
        moved: dict[str, object] = {"time": Message(f"core/part-of-day.{part}"), "do": "change-time"}
        return Action("change-routine", routine=focus.routine, part_of_day=part), moved, False
    tried = {phase.focus.routine for phase in plan.phases(focus.id)} | {focus.routine}
    strategy_kinds = practice.strategy.routines if practice.strategy is not None else ()
    fitting = [
        routine
        for routine in family.routines
        if routine.id not in tried
        and skill is not None
        and (not skill.routines or routine.kind in skill.routines)
        and (not strategy_kinds or routine.kind in strategy_kinds)
        and (routine.minutes is None or routine.minutes >= focus.minutes)
    ]
    if not fitting:
        return Action("clarify"), {"do": "ask-time"}, False
    best = min(fitting, key=lambda routine: (-family.matters(routine.id), routine.id))
    return Action("change-routine", routine=best.id), {"new_routine": routine_words(plan, best.id)}, False


def _lighter(focus: Focus) -> tuple[Action, dict[str, object], bool]:
    # Days first, then minutes, and never more of either than before: a shorter promise is easier to keep.
    if focus.minutes > 5:
        action = Action("lighten", minutes=5)
    elif focus.days_per_week > 3:
        action = Action("lighten", days_per_week=3)
    elif focus.minutes > 3:
        action = Action("lighten", minutes=3)
    elif focus.days_per_week > 1:
        action = Action("lighten", days_per_week=focus.days_per_week - 1)
    else:
        return Action("clarify"), {"do": "ask-clinician"}, True
    minutes = action.minutes if action.minutes is not None else focus.minutes
    days = action.days_per_week if action.days_per_week is not None else focus.days_per_week
    words: dict[str, object] = {"minutes": minutes, "n": days}
    return action, words, False
