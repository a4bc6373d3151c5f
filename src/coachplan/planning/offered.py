"""
What this engine could have offered on a plan: a suggestion that travelled is derived anew before it is taken.

Asks the plan, its approval and the catalogue for the steps that there are, and for whom they need; and the log, where
it was looked at again. Who signed in is the app's to know.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from attrs import frozen

from coachplan.base.disclosure import found_code
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import (
    ALWAYS_OPEN,
    ASKED_WHILE_MAINTAINING,
    EASING,
    HELD_BY_A_PERSON,
    HELD_BY_SOON,
    NEVER_QUEUED,
    caution,
)
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Action, Kind
from coachplan.model.entries import Role
from coachplan.model.family import PARTS_OF_DAY
from coachplan.model.plans import Focus, Plan
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.model.suits import NOTHING_TOLD, Suits
from coachplan.planning.cautioned import ruled_out
from coachplan.planning.next_action import (
    another_routine,
    asks_a_clinician,
    help_at,
    lighter,
    open_strategies,
    tried_next,
)
from coachplan.planning.revisions import focus_of, refuse

__all__ = ["AGAIN", "Look", "in_time", "is_asked", "who_by_the_log", "who_may_take"]

#: What mends a suggestion that is not, or no longer, of this plan.
AGAIN = "Review the plan again and take the new suggestion."

#: What each kind of step sets; the others set nothing.
_SETS = {
    "step-up": ("step", "strategy"),
    "step-down": ("step", "strategy"),
    "change-strategy": ("strategy",),
    "change-routine": ("routine", "part_of_day"),
    "lighten": ("minutes", "days_per_week"),
}

#: What speaks where no rule does.
_OF_ITS_OWN = {
    "core/red-flag": "pause",
    "core/continue": "continue",
    "core/declined": "continue",
    "core/held-by-a-person": "continue",
    "core/held-by-flag": "continue",
    "core/plugin-absent": "continue",
    "core/held-by-caution": "continue",
    "core/reading-broken": "continue",
}

#: So many days a suggestion can be taken at most; of a skill that is only probed, until the next probe.
_A_WEEK, _UNTIL_A_PROBE = timedelta(days=7), timedelta(days=56)


@frozen(kw_only=True)
class Look:
    """
    A look at the log as it is: the alerts that stand, the days on which something was written that nobody could read,
    and what is *offered* for the focus on the day of the suggestion.
    """

    alerts: tuple[Alert, ...]
    unread: tuple[date, ...]
    offered: Suggestion


def in_time(plan: Plan, suggestion: Suggestion, on: date) -> None:
    """
    Refuse a suggestion before the day of its review, after the last day on which it can be taken, and of a day before
    the last change of its plan.
    """
    made, last = suggestion.on, suggestion.review_by
    if made is None or last is None:
        raise refuse("this suggestion does not say from when until when it can be taken.", AGAIN, code="not-offered")
    if on < made:
        raise refuse(f"this suggestion was made on {made}, after {on}.", code="wrong-day")
    if on > last:
        raise refuse(f"this suggestion could be taken until {last}.", AGAIN, code="too-late")
    if any(past.on > made for past in plan.decided):
        raise refuse("this suggestion is stale: the plan was changed after its day.", AGAIN, code="stale")
    if last > made + (_UNTIL_A_PROBE if focus_of(plan, suggestion.focus).maintaining else _A_WEEK):
        raise refuse(f"no suggestion made on {made} can be taken until {last}.", AGAIN, code="not-offered")


def is_asked(rule: Rule, focus: Focus, catalogue: Catalogue) -> bool:
    """
    Say whether a rule is asked about a focus: its skill, its strategy, and whether it is still practised.
    """
    if focus.maintaining and rule.topic not in ASKED_WHILE_MAINTAINING:
        return False
    if rule.skills and focus.skill not in rule.skills:
        return False
    if rule.tags:
        strategy = catalogue.strategies.get(focus.strategy)
        if strategy is None or not set(rule.tags) & set(strategy.tags):
            return False
    # A discipline's rules are for its own skills and strategies. A clinic that only brings rules means them for all.
    home = namespace_of(rule.id)
    if home == CORE_NAMESPACE or rule.skills or home in (namespace_of(focus.skill), namespace_of(focus.strategy)):
        return True
    return home not in catalogue.disciplines


def who_may_take(
    plan: Plan, suggestion: Suggestion, catalogue: Catalogue, suits: Suits = NOTHING_TOLD
) -> Role:
    """
    Say who may take a suggestion, whatever it says of itself. Refuses one that could not have been offered on this plan
    with what is known here; *suits*: what a clinic's own logs say of strategies.
    """
    focus, action = focus_of(plan, suggestion.focus), suggestion.action
    _only_its_own(focus, action)
    _not_over_a_hold(plan, suggestion)
    day = suggestion.on or focus.since
    could: dict[Action, bool] = {}
    for kind in _proposed(suggestion.rule, focus, catalogue):
        could.update(_steps(kind, plan, focus, catalogue, day, suits))
    if action not in could:
        raise refuse(
            f"{found_code(suggestion.rule)} does not lead to this {action.kind} here.",
            AGAIN,
            focus.id,
            code="not-offered",
        )
    rule = catalogue.rules.get(suggestion.rule)
    by_rule = could[action] or (rule is not None and rule.needs == "clinician")
    allowed = action.kind in ALWAYS_OPEN or (plan.approval is not None and plan.approval.opens(action, focus))
    allowed = allowed and (action.kind in EASING or not ruled_out(plan, focus, catalogue))
    return "caregiver" if allowed and not by_rule and suggestion.needs == "caregiver" else "clinician"


def who_by_the_log(focus: Focus, suggestion: Suggestion, seen: Look | None) -> Role:
    """
    Say who may take a suggestion by the log as it is: what it no longer offers, or where some of it could not be read,
    a person looks at first. What eases, or changes nothing, is offered at any time.
    """
    action = suggestion.action
    if seen is None:
        return "caregiver"
    if action.kind in HELD_BY_SOON and any(day >= focus.since for day in seen.unread):
        return "clinician"
    if action == seen.offered.action:
        return seen.offered.needs
    return "caregiver" if action.kind in NEVER_QUEUED else "clinician"


def _only_its_own(focus: Focus, action: Action) -> None:
    # A document comes back through other hands: a pause that also sets a step would be a step over a flag.
    sets = _SETS.get(action.kind, ())
    for name in ("step", "strategy", "routine", "part_of_day", "minutes", "days_per_week"):
        if getattr(action, name) is not None and name not in sets:
            raise refuse(f"{action.kind} sets no {name}.", AGAIN, code="not-offered")
    if action.minutes is not None and action.minutes > focus.minutes:
        raise refuse(
            f"a suggestion never raises the minutes ({focus.minutes:g} to {action.minutes:g}).", code="not-offered"
        )
    if action.days_per_week is not None and action.days_per_week > focus.days_per_week:
        raise refuse(
            f"a suggestion never raises the days ({focus.days_per_week} to {action.days_per_week}).", code="not-offered"
        )
    by = {"step-up": 1, "step-down": -1}.get(action.kind, 0)
    if by and action.step != focus.step + by:
        raise refuse(
            f"{action.kind} from step {focus.step} leads to step {focus.step + by}.", AGAIN, code="not-offered"
        )


def _not_over_a_hold(plan: Plan, suggestion: Suggestion) -> None:
    kind, made = suggestion.action.kind, suggestion.on
    if kind not in HELD_BY_A_PERSON or made is None:
        return
    for hold in plan.holds:
        if hold.focus == suggestion.focus and hold.until >= made:
            raise refuse(f"a hold until {hold.until} keeps {hold.focus!r} as it is.", AGAIN, code="not-offered")


def _proposed(named: str, focus: Focus, catalogue: Catalogue) -> tuple[str, ...]:
    # The kinds, or the strategies, that what is named proposes; whatever holds something back proposes to continue.
    rule, barrier = catalogue.rules.get(named), catalogue.barriers.get(named)
    if rule is not None and is_asked(rule, focus, catalogue):
        return (*([rule.then] if rule.then else []), *(["continue"] if rule.holds else []))
    if barrier is not None:
        tried = tried_next(barrier, catalogue)
        return tuple(each for each in tried if each in catalogue.strategies or caution(each) >= caution("continue"))
    return (_OF_ITS_OWN[named],) if named in _OF_ITS_OWN else ()


def _steps(
    kind: str, plan: Plan, focus: Focus, catalogue: Catalogue, on: date, suits: Suits
) -> dict[Action, bool]:
    # Every step that a kind can become here, as `next_action` has it, and whether it needs a clinician by itself.
    skill = catalogue.skills.get(focus.skill)
    clarify, there = Action("clarify"), asks_a_clinician(skill, focus.step)
    if kind == "step-up":
        above = focus.step + 1
        if skill is None or above > len(skill.steps):
            return {}
        helped = help_at(plan, focus, above, catalogue, on, suits=suits)
        return {Action("step-up", step=above, strategy=helped): asks_a_clinician(skill, above)}
    if kind == "step-down" and skill is not None and focus.step > 1:
        below = focus.step - 1
        helped = help_at(plan, focus, below, catalogue, on, suits=suits)
        return {Action("step-down", step=below, strategy=helped): asks_a_clinician(skill, below)}
    if kind in ("step-down", "change-strategy") or kind in catalogue.strategies:
        fitting = [
            each
            for each in open_strategies(plan, focus, catalogue, on)
            if kind in (each, "step-down", "change-strategy")
        ]
        return dict.fromkeys((Action("change-strategy", strategy=each) for each in fitting), False) or {clarify: True}
    if kind == "change-routine":
        times: dict[Action, bool] = {
            Action("change-routine", routine=focus.routine, part_of_day=part): there
            for part in PARTS_OF_DAY
            if part != focus.part_of_day
        }
        other = another_routine(plan, focus, catalogue)
        if other is None:
            return {**times, clarify: False}
        return {**times, Action("change-routine", routine=other.id): there}
    if kind == "lighten":
        light = lighter(focus)
        return {clarify: True} if light is None else {light: False}
    if kind == "generalise":
        return {} if focus.generalising else {Action("generalise"): there}
    return {Action(cast("Kind", kind)): kind == "maintain" and focus.maintaining}
