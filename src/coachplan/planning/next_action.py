"""
A kind of step made concrete: the step, strategy, time or load it would be here, or the next thing that can be done.

The lowest step cannot go down, a family may have no other routine, a plan may be as light as it goes. Does not know why
the step was proposed, or what holds it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from attrs import evolve

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.actions import Action, Kind
from coachplan.model.family import Routine
from coachplan.model.plans import Focus, Plan
from coachplan.model.skills import Skill
from coachplan.model.strategies import Barrier, Strategy
from coachplan.model.suits import NOTHING_TOLD, Suits
from coachplan.planning.fit import Fit, best_strategies, equals, goes_with, step_of
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.suited_here import told_here
from coachplan.planning.wording import routine_words, step_words
from coachplan.progress.contexts import better_time

__all__ = [
    "Concrete",
    "about_strategy",
    "another_routine",
    "asks_a_clinician",
    "change_to",
    "help_at",
    "lighter",
    "make_concrete",
    "open_strategies",
    "tried_next",
]

#: Of a plan so many things are kept that were worked out.
_ASKED = 16

#: What can be done, the words it needs, and whether only a clinician may take it.
Concrete = tuple[Action, dict[str, object], bool]


def make_concrete(kind: Kind, case: FocusCase, prefer: Sequence[str] = ()) -> Concrete | None:
    """
    Return the step that can really be taken here. *prefer*: strategies that meet what got in the way, best first.

    None where it cannot be taken and nothing stands in for it: no step above, already generalising.
    """
    focus, skill = case.focus, case.practice.skill
    if kind == "step-up":
        if skill is None or focus.step >= len(skill.steps):
            return None
        return _to_step(kind, focus.step + 1, skill, case)
    if kind == "step-down":
        if skill is not None and focus.step > 1:
            return _to_step(kind, focus.step - 1, skill, case)
        return make_concrete("change-strategy", case, prefer)
    if kind == "change-strategy":
        fitting = open_strategies(case.plan, focus, case.catalogue, case.practice.on, prefer, suits=case.suits)
        return _change_to(fitting[0], case) if fitting else (Action("clarify"), {"do": "ask-clinician"}, True)
    if kind == "change-routine":
        return _another_time_or_routine(case)
    if kind == "lighten":
        return _less(focus)
    if kind == "generalise" and focus.generalising:
        return None
    if kind == "maintain" and focus.maintaining:
        return Action("maintain"), {"do": "booster"}, True
    return Action(kind), {}, kind == "generalise" and asks_a_clinician(skill, focus.step)


def asks_a_clinician(skill: Skill | None, number: int) -> bool:
    """
    Say whether a clinician must be there for a step of a skill: nobody goes to it, or takes it elsewhere, alone.
    """
    step = None if skill is None else step_of(skill, number)
    return step is not None and step.clinician


def _to_step(kind: Kind, number: int, skill: Skill, case: FocusCase) -> Concrete:
    strategy = help_at(case.plan, case.focus, number, case.catalogue, case.practice.on, suits=case.suits)
    words: dict[str, object] = {"next_step": step_words(skill.id, number)}
    if strategy is not None:
        words |= {"new_strategy": Message(key(strategy, "title")), "do": f"{kind}-with"}
    return Action(kind, step=number, strategy=strategy), words, asks_a_clinician(skill, number)


def help_at(
    plan: Plan, focus: Focus, number: int, catalogue: Catalogue, on: date, *, suits: Suits = NOTHING_TOLD
) -> str | None:
    """
    Return the strategy that comes with another step of a focus, where the one in force does not go with its help: the
    one that was used at that step before, else what fits best, of those that are open first. None where the strategy
    goes with it, or no other does.

    A step down takes along only what is open: nothing may stand between a family and something easier.
    """
    skill, strategy = catalogue.skills.get(focus.skill), catalogue.strategies.get(focus.strategy)
    step = None if skill is None else step_of(skill, number)
    if strategy is None or step is None or goes_with(strategy, step):
        return None
    approval = plan.approval
    before = [phase.focus for phase in reversed(plan.phases(focus.id)) if phase.focus.step == number]
    known = (each.strategy for each in before if each.strategy in catalogue.strategies)
    used = [each for each in known if goes_with(catalogue.strategies[each], step)]
    fitting = [*used[:1], *open_strategies(plan, evolve(focus, step=number), catalogue, on, suits=suits)]
    opened = [each for each in fitting if approval is None or approval.opens_strategy(each)]
    return next(iter(opened or (fitting if number > focus.step else ())), None)


def change_to(strategy: str, case: FocusCase) -> Concrete | None:
    """
    Return the change to one strategy, where it fits and is open.
    """
    fitting = open_strategies(case.plan, case.focus, case.catalogue, case.practice.on)
    return _change_to(strategy, case) if strategy in fitting else None


def _change_to(strategy: str, case: FocusCase) -> Concrete:
    what = Message(key(strategy, "what"), {"child": case.child})
    words: dict[str, object] = {"new_strategy": Message(key(strategy, "title")), "what": what}
    return Action("change-strategy", strategy=strategy), words, False


def tried_next(barrier: Barrier, catalogue: Catalogue) -> tuple[str, ...]:
    """
    Return what is tried where a barrier was met, in order: what the barrier names, then the strategies that name it.
    """
    meeting = (each.id for each in catalogue.strategies.values() if barrier.id in each.barriers)
    return tuple(dict.fromkeys((*barrier.try_next, *sorted(meeting))))


def open_strategies(
    plan: Plan,
    focus: Focus,
    catalogue: Catalogue,
    on: date,
    prefer: Sequence[str] = (),
    *,
    suits: Suits = NOTHING_TOLD,
) -> tuple[str, ...]:
    """
    Return the strategies that fit a focus at its step and were neither tried nor turned down for it, the best first.
    """
    return tuple(strategy.id for strategy, _ in _open(plan, focus, catalogue, on, prefer, suits))


def about_strategy(action: Action, case: FocusCase, prefer: Sequence[str] = ()) -> tuple[Message, ...]:
    """
    Return what a clinician is told of the strategy that a step brings, by a clinic's own logs: with what fits as well.
    *prefer* as for `make_concrete`. Empty where there are no such logs, or where the step brings none.
    """
    strategy, focus = action.strategy, case.focus
    if strategy is None:
        return ()
    there = evolve(focus, step=focus.step if action.step is None else action.step)
    fitting = _open(case.plan, there, case.catalogue, case.practice.on, prefer, case.suits)
    return told_here(strategy, equals(fitting, strategy), focus.skill, case.suits)


def _open(
    plan: Plan, focus: Focus, catalogue: Catalogue, on: date, prefer: Sequence[str], suits: Suits
) -> list[tuple[Strategy, Fit]]:
    skill, routine = catalogue.skills.get(focus.skill), plan.family.routine(focus.routine)
    if skill is None or routine is None:
        return []
    used = {phase.focus.strategy for phase in plan.phases(focus.id)} | {focus.strategy}
    refused = {declined.action.strategy for declined in plan.declined if declined.focus == focus.id}
    best = _best(plan, focus, skill, routine, catalogue, on, tuple(prefer), suits)
    return [pair for pair in best if pair[0].id not in used and pair[0].id not in refused]


def _best(
    plan: Plan,
    focus: Focus,
    skill: Skill,
    routine: Routine,
    catalogue: Catalogue,
    on: date,
    prefer: tuple[str, ...],
    suits: Suits,
) -> tuple[tuple[Strategy, Fit], ...]:
    # Weighed once for a plan: for a child of one age it comes to the same whenever it is asked.
    asked = (skill.id, routine.kind, focus.step, prefer, plan.family.child.age_in_months(on, plan.first_day))
    known = plan.worked_out.get(asked)
    if known is not None and known[0] is catalogue and known[1] is suits:
        return cast("tuple[tuple[Strategy, Fit], ...]", known[2])
    best = best_strategies(
        catalogue,
        skill,
        routine,
        plan.family,
        on,
        plan.first_day,
        approval=plan.approval,
        step=focus.step,
        prefer=prefer,
        suits=suits,
    )
    if len(plan.worked_out) >= _ASKED:  # what was worked out of a younger child is asked for no more
        plan.worked_out.clear()
    plan.worked_out[asked] = (catalogue, suits, best)
    return best


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


def _another_time_or_routine(case: FocusCase) -> Concrete:
    plan, focus = case.plan, case.focus
    part = better_time(case.practice)
    if part is not None and part != focus.part_of_day:
        moved: dict[str, object] = {"time": Message(f"core/part-of-day.{part}"), "do": "change-time"}
        there = asks_a_clinician(case.practice.skill, focus.step)
        return Action("change-routine", routine=focus.routine, part_of_day=part), moved, there
    best = another_routine(plan, focus, case.catalogue)
    if best is None:
        return Action("clarify"), {"do": "ask-time"}, False
    there = asks_a_clinician(case.practice.skill, focus.step)
    return Action("change-routine", routine=best.id), {"new_routine": routine_words(plan, best.id)}, there


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


def _less(focus: Focus) -> Concrete:
    action = lighter(focus)
    if action is None:
        return Action("clarify"), {"do": "ask-clinician"}, True
    minutes = action.minutes if action.minutes is not None else focus.minutes
    days = action.days_per_week if action.days_per_week is not None else focus.days_per_week
    words: dict[str, object] = {"minutes": minutes, "n": days}
    return action, words, False
