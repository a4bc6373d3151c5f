"""
A kind of step made concrete: the step, strategy, time or load it would be here, or the next thing that can be done.

The lowest step cannot go down, a family may have no other routine, a plan may be as light as it goes. Does not know why
the step was proposed, or what holds it back.
"""

from __future__ import annotations

from datetime import date

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.actions import Action, Kind
from coachplan.model.family import Routine
from coachplan.model.plans import Focus, Plan
from coachplan.planning.fit import best_strategies
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.wording import routine_words, step_words
from coachplan.progress.contexts import better_time

__all__ = ["another_routine", "lighter", "make_concrete", "open_strategies"]


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
        return _less(focus)
    if kind == "generalise" and focus.generalising:
        return None
    if kind == "maintain" and focus.maintaining:
        return Action("maintain"), {"do": "booster"}, True
    return Action(kind), {}, False


def _what(strategy: str, case: FocusCase) -> Message:
    return Message(key(strategy, "what"), {"child": case.child})


def open_strategies(plan: Plan, focus: Focus, catalogue: Catalogue, on: date) -> tuple[str, ...]:
    """
    Return the strategies that fit a focus and were neither tried nor turned down for it, the best first.
    """
    skill, routine = catalogue.skills.get(focus.skill), plan.family.routine(focus.routine)
    if skill is None or routine is None:
        return ()
    used = {phase.focus.strategy for phase in plan.phases(focus.id)} | {focus.strategy}
    refused = {declined.action.strategy for declined in plan.declined if declined.focus == focus.id}
    best = best_strategies(catalogue, skill, routine, plan.family, on, plan.first_day, approval=plan.approval)
    return tuple(strategy.id for strategy, _ in best if strategy.id not in used and strategy.id not in refused)


def _another_strategy(case: FocusCase, prefer: tuple[str, ...]) -> str | None:
    fitting = open_strategies(case.plan, case.focus, case.catalogue, case.practice.on)
    return next((each for each in prefer if each in fitting), fitting[0] if fitting else None)


def another_routine(plan: Plan, focus: Focus, catalogue: Catalogue) -> Routine | None:
    """
    Return the family's routine that has room for a focus and was not tried for it: of several, what matters most.
    """
    skill, strategy = catalogue.skills.get(focus.skill), catalogue.strategies.get(focus.strategy)
    tried = {phase.focus.routine for phase in plan.phases(focus.id)} | {focus.routine}
    strategy_kinds = strategy.routines if strategy is not None else ()
    fitting = (
        routine
        for routine in plan.family.routines
        if routine.id not in tried
        and skill is not None
        and (not skill.routines or routine.kind in skill.routines)
        and (not strategy_kinds or routine.kind in strategy_kinds)
        and (routine.minutes is None or routine.minutes >= focus.minutes)
    )
    return min(fitting, key=lambda routine: (-plan.family.matters(routine.id), routine.id), default=None)


def _another_time_or_routine(case: FocusCase) -> tuple[Action, dict[str, object], bool]:
    plan, focus = case.plan, case.focus
    part = better_time(case.practice)
    if part is not None and part != focus.part_of_day:
        moved: dict[str, object] = {"time": Message(f"core/part-of-day.{part}"), "do": "change-time"}
        return Action("change-routine", routine=focus.routine, part_of_day=part), moved, False
    best = another_routine(plan, focus, case.catalogue)
    if best is None:
        return Action("clarify"), {"do": "ask-time"}, False
    return Action("change-routine", routine=best.id), {"new_routine": routine_words(plan, best.id)}, False


def lighter(focus: Focus) -> Action | None:
    """
    Return what makes a focus lighter; None where it is as light as it goes.
    """
    # Days first, then minutes, and never more of either than before: a shorter promise is easier to keep.
    if focus.minutes > 5:
        return Action("lighten", minutes=5)
    if focus.days_per_week > 3:
        return Action("lighten", days_per_week=3)
    if focus.minutes > 3:
        return Action("lighten", minutes=3)
    if focus.days_per_week > 1:
        return Action("lighten", days_per_week=focus.days_per_week - 1)
    return None


def _less(focus: Focus) -> tuple[Action, dict[str, object], bool]:
    action = lighter(focus)
    if action is None:
        return Action("clarify"), {"do": "ask-clinician"}, True
    minutes = action.minutes if action.minutes is not None else focus.minutes
    days = action.days_per_week if action.days_per_week is not None else focus.days_per_week
    words: dict[str, object] = {"minutes": minutes, "n": days}
    return action, words, False
