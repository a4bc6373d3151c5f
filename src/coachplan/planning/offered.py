"""
What this engine could have offered on a plan: a suggestion that travelled is derived anew before it is taken.

Asks the plan, its approval and the catalogue for the step, and for whom it needs. Does not know the log, so not whether
it was the right step on that day: whoever signs in is the app's to know.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachplan.base.disclosure import found_code
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import ALWAYS_OPEN
from coachplan.model.actions import Action, Kind
from coachplan.model.entries import Role
from coachplan.model.plans import Focus, Plan
from coachplan.model.suggestions import Suggestion
from coachplan.planning.next_action import lighter, open_routines, open_strategies
from coachplan.planning.revisions import focus_of, refuse

__all__ = ["AGAIN", "who_may_take"]

#: What mends a suggestion that is not, or no longer, of this plan.
AGAIN = "Review the plan again and take the new suggestion."

#: What each kind of step sets; the others set nothing.
_SETS = {
    "step-up": ("step",),
    "step-down": ("step",),
    "change-strategy": ("strategy",),
    "change-routine": ("routine", "part_of_day"),
    "lighten": ("minutes", "days_per_week"),
}

#: What is offered where a kind cannot be done here, as `next_action` has it.
_STANDS_IN: dict[str, tuple[Kind, ...]] = {
    "step-down": ("change-strategy", "clarify"),
    "change-strategy": ("clarify",),
    "change-routine": ("clarify",),
    "lighten": ("clarify",),
}


def who_may_take(plan: Plan, suggestion: Suggestion, catalogue: Catalogue) -> Role:
    """
    Say who may take a suggestion, whatever it says of itself. Refuses one that could not have been offered on this plan
    with what is known here.
    """
    focus, action = focus_of(plan, suggestion.focus), suggestion.action
    _only_its_own(focus, action)
    rule = catalogue.rules.get(suggestion.rule)
    barrier = catalogue.barriers.get(suggestion.rule)
    proposed = (rule.then,) if rule is not None else barrier.try_next if barrier is not None else ()
    if action.kind not in ("continue", "pause"):
        if not proposed:
            raise refuse(f"there is no rule {found_code(suggestion.rule)} here that proposes a step.", AGAIN)
        could = {kind for each in proposed if each is not None for kind in (each, *_STANDS_IN.get(each, ()))}
        if action.kind not in could and action.strategy not in could:
            raise refuse(f"{suggestion.rule} does not lead to {action.kind}.", AGAIN)
    wrong = next(_impossible(plan, focus, suggestion, catalogue), "")
    if wrong:
        raise refuse(wrong, AGAIN, focus.id)
    allowed = action.kind in ALWAYS_OPEN or (plan.approval is not None and plan.approval.opens(action, focus))
    asks = action.kind == "clarify" and "change-routine" not in proposed and "clarify" not in proposed
    booster = action.kind == "maintain" and focus.maintaining
    by_rule = rule is not None and rule.needs == "clinician"
    if suggestion.needs == "clinician" or not allowed or asks or booster or by_rule:
        return "clinician"
    return "caregiver"


def _only_its_own(focus: Focus, action: Action) -> None:
    # A document comes back through other hands: a pause that also sets a step would be a step over a flag.
    sets = _SETS.get(action.kind, ())
    for name in ("step", "strategy", "routine", "part_of_day", "minutes", "days_per_week"):
        if getattr(action, name) is not None and name not in sets:
            raise refuse(f"{action.kind} sets no {name}.", AGAIN)
    if action.minutes is not None and action.minutes > focus.minutes:
        raise refuse(f"a suggestion never raises the minutes ({focus.minutes:g} to {action.minutes:g}).")
    if action.days_per_week is not None and action.days_per_week > focus.days_per_week:
        raise refuse(f"a suggestion never raises the days ({focus.days_per_week} to {action.days_per_week}).")


def _impossible(plan: Plan, focus: Focus, suggestion: Suggestion, catalogue: Catalogue) -> Iterator[str]:
    action, kind = suggestion.action, suggestion.action.kind
    skill = catalogue.skills.get(focus.skill)
    if kind in ("step-up", "step-down"):
        to = focus.step + (1 if kind == "step-up" else -1)
        if action.step != to:
            yield f"{kind} from step {focus.step} leads to step {to}."
        if skill is None or not 1 <= to <= len(skill.steps):
            yield f"there is no step {to} to go to."
    elif kind == "change-strategy":
        day = suggestion.on or focus.since
        if action.strategy not in open_strategies(plan, focus, catalogue, day):
            yield f"{found_code(action.strategy)} is no strategy that fits here and was not tried."
    elif kind == "change-routine":
        another_time = action.routine == focus.routine and action.part_of_day not in (None, focus.part_of_day)
        other = [routine.id for routine in open_routines(plan, focus, catalogue)]
        if not another_time and (action.routine not in other or action.part_of_day is not None):
            yield f"{found_code(action.routine)} is no routine that fits here and was not tried."
    elif kind == "lighten":
        if action != lighter(focus):
            yield "it could be made lighter in another way only."
    elif (kind == "generalise" and focus.generalising) or (kind == "maintain" and skill is None):
        yield f"{kind} changes nothing here."
