"""
The changes of a plan: an accepted step, a decline, and the person's own verbs: approve, hold, change, end.

Each makes the next plan, with the change, its date, its rule and its person in the history, in force from the next day.
Refuses what needs a clinician without one, what is stale, and what is repeated. Does not know why a step was suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import evolve, fields

from coachplan.base.codes import unknown
from coachplan.base.disclosure import found_code, no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import HELD_BY_SOON, NEVER_QUEUED
from coachplan.model.actions import Action, Kind
from coachplan.model.entries import Role
from coachplan.model.plans import EVERY, Approval, Change, Declined, Focus, Hold, OpenFlag, Plan
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.planning.fit import fit_strategy
from coachplan.planning.revisions import a_day, focus_of, forward, made, named, refuse, turned, with_focus

__all__ = ["apply", "approve", "change", "decline", "end", "hold"]

#: What a person may change of a focus, and what of it begins a new phase.
_CHANGEABLE = tuple(attribute.name for attribute in fields(Focus) if attribute.name not in ("id", "skill", "since"))
_NEW_PHASE = ("step", "strategy", "routine", "generalising", "maintaining", "part_of_day")

#: What each kind of step sets; the others set nothing.
_SETS = {
    "step-up": ("step",),
    "step-down": ("step",),
    "change-strategy": ("strategy",),
    "change-routine": ("routine", "part_of_day"),
    "lighten": ("minutes", "days_per_week"),
}

#: What mends a suggestion that is not, or no longer, of this plan.
_AGAIN = "Review the plan again and take the new suggestion."

#: Only a clinician may change these, unless the approval opens the new value.
_CLINICAL = ("step", "strategy", "routine", "aim", "aim_day", "baseline", "maintaining", "generalising")

#: The step that sets each of these: where an approval opens it, a caregiver may set it by hand.
_OPENED_BY: Mapping[str, Kind] = {"step": "step-up", "strategy": "change-strategy", "routine": "change-routine"}


def _same_plan(plan: Plan, suggestion: Suggestion) -> None:
    if suggestion.plan != plan.id:
        made_for = f"the plan {found_code(suggestion.plan)}, not for {found_code(plan.id)}"
        raise refuse(f"this suggestion was made for {made_for}.", code="other-plan")
    if suggestion.revision != plan.revision:
        raise refuse(
            f"this suggestion was made for revision {suggestion.revision} of the plan, now at {plan.revision}.",
            _AGAIN,
            code="stale",
        )


def apply(
    plan: Plan,
    suggestion: Suggestion,
    *,
    by: str,
    on: date,
    role: Role = "caregiver",
    alerts: Iterable[Alert] | None = None,
) -> Plan:
    """
    Return the plan with an accepted step, in force from the day after *on*.

    *alerts* are those that stand on that day, read from the log as it is then; None: the log was not looked at again.

    Refused: a suggestion for another plan or revision (so also the same one twice), one that waits its turn, one that
    needs a clinician where *role* is not `clinician`, one that would raise minutes or days, one of a later day or past
    its `review_by`, one that a flag pauses or holds back, and, where the log was not looked at again, one of an earlier
    day: it may say more by now. What eases, or changes nothing, is never too late.
    """
    named(by, role)
    _same_plan(plan, suggestion)
    forward(plan, on)
    _in_time(suggestion, on, looked_again=alerts is not None)
    before = focus_of(plan, suggestion.focus)
    if suggestion.needs != "caregiver" and role != "clinician":
        raise refuse(
            f"{suggestion.action.kind} for {before.id!r} needs a clinician.",
            "Ask one, and give role='clinician'.",
            code="needs-clinician",
        )
    if suggestion.queued is not None:
        raise refuse(
            f"{suggestion.action.kind} for {before.id!r} waits its turn: one change at a time.",
            "Take the other step first, or decline it.",
            code="waits-its-turn",
        )
    _not_over_a_flag(plan, suggestion, tuple(alerts or ()))
    after = _stepped(before, suggestion.action, on)
    turn = Change(
        on=on,
        kind=suggestion.action.kind,
        by=by,
        role=role,
        focus=before.id,
        rule=suggestion.rule,
        before=before,
        after=after,
    )
    return turned(plan, turn, focuses=with_focus(plan, after))


def _in_time(suggestion: Suggestion, on: date, *, looked_again: bool) -> None:
    made = suggestion.on
    if made is not None and on < made:
        raise refuse(f"this suggestion was made on {made}, after {on}.", code="wrong-day")
    if suggestion.action.kind in NEVER_QUEUED:
        return
    if suggestion.review_by is not None and on > suggestion.review_by:
        raise refuse(f"this suggestion could be taken until {suggestion.review_by}.", _AGAIN, code="too-late")
    if on != made and not looked_again:
        unread = "the log was not looked at again since this suggestion was made."
        raise refuse(unread, f"Give entries, the log as it is now. Or: {_AGAIN}", code="log-not-read")


def _not_over_a_flag(plan: Plan, suggestion: Suggestion, alerts: tuple[Alert, ...]) -> None:
    kind, first = suggestion.action.kind, "A clinician clears it first; then review the plan again."
    standing: tuple[OpenFlag | Alert, ...] = (*plan.open_flags, *alerts)
    if kind != "pause" and any(flag.pauses for flag in standing):
        raise refuse("a red flag pauses this plan.", first, code="flag-stands")
    if kind in HELD_BY_SOON and standing:
        raise refuse(f"a flag holds back {kind}.", first, code="flag-stands")


def _stepped(focus: Focus, action: Action, on: date) -> Focus:
    tomorrow = on + timedelta(days=1)
    _only_its_own(focus, action)
    if action.minutes is not None and action.minutes > focus.minutes:
        more = f"the minutes ({focus.minutes:g} to {action.minutes:g})"
        raise refuse(f"a suggestion never raises {more}.", code="not-offered")
    if action.days_per_week is not None and action.days_per_week > focus.days_per_week:
        more = f"the days ({focus.days_per_week} to {action.days_per_week})"
        raise refuse(f"a suggestion never raises {more}.", code="not-offered")
    new: dict[str, object] = {}
    for name in ("step", "strategy", "routine", "part_of_day", "minutes", "days_per_week"):
        value = getattr(action, name)
        if value is not None:
            new[name] = value
    if action.kind == "step-up" and action.step is not None:
        new["generalising"] = False
    if action.kind == "generalise":
        new["generalising"] = True
    if action.kind == "maintain":
        new["maintaining"] = True
    if any(name in _NEW_PHASE for name in new):
        new["since"] = tomorrow
    return evolve(focus, **new) if new else focus  # type: ignore[arg-type]


def _only_its_own(focus: Focus, action: Action) -> None:
    # A document comes back through other hands: a pause that also sets a step would be a step over a flag.
    sets = _SETS.get(action.kind, ())
    for name in ("step", "strategy", "routine", "part_of_day", "minutes", "days_per_week"):
        if getattr(action, name) is not None and name not in sets:
            raise refuse(f"{action.kind} sets no {name}.", _AGAIN, code="not-offered")
    by = {"step-up": 1, "step-down": -1}.get(action.kind, 0)
    if action.step is not None and action.step != focus.step + by:
        raise refuse(
            f"{action.kind} from step {focus.step} leads to step {focus.step + by}.", _AGAIN, code="not-offered"
        )


def decline(plan: Plan, suggestion: Suggestion, *, by: str, on: date, why: str = "", role: Role = "caregiver") -> Plan:
    """
    Return the plan with a suggestion turned down: it is not offered again until something changes.

    A pause that is declined is kept in the history, and stays a pause: only a clinician ends it.
    """
    named(by, role)
    _same_plan(plan, suggestion)
    forward(plan, on)
    focus = focus_of(plan, suggestion.focus)
    turned_down = made(Declined, focus=focus.id, action=suggestion.action, rule=suggestion.rule, by=by, on=on, why=why)
    turn = Change(on=on, kind="decline", by=by, role=role, focus=focus.id, rule=suggestion.rule, why=why)
    return turned(plan, turn, declined=(*plan.declined, turned_down))


def approve(plan: Plan, approval: Approval, *, catalogue: Catalogue) -> Plan:
    """
    Return the plan with what a clinician opened. A name that does not exist opens nothing, so it is refused.
    """
    named(approval.by, "clinician")
    forward(plan, approval.on)
    routines = [routine.id for routine in plan.family.routines]
    opened = (
        ("strategy", approval.strategies, {*catalogue.strategies, EVERY}),
        ("skill", approval.steps or (), {*catalogue.skills, *(focus.skill for focus in plan.focuses)}),
        ("routine of the family", approval.routines, routines),
    )
    findings = [
        Finding(item="approval", what=no_such(kind, name), hint=suggest(name, known), code=unknown(kind))
        for kind, names, known in opened
        for name in names
        if name not in known
    ]
    if findings:
        raise CoachplanError(findings)
    turn = Change(on=approval.on, kind="approve", by=approval.by, role="clinician")
    return turned(plan, turn, approval=approval)


def hold(plan: Plan, focus: str, *, until: date, by: str, on: date, why: str = "", role: Role = "caregiver") -> Plan:
    """
    Return the plan with a focus kept as it is until a day. Lightening, stepping down and pausing stay possible.
    """
    named(by, role)
    forward(plan, on)
    a_day(until)
    focus_of(plan, focus)
    if until < on:
        raise refuse(f"the hold would end on {until}, before it begins on {on}.", code="wrong-day")
    kept = made(Hold, focus=focus, until=until, by=by, on=on, why=why, role=role)
    # A clinician's word replaces what was held before; a caregiver's stands beside a clinician's.
    others = tuple(
        each for each in plan.holds if each.focus != focus or (role != "clinician" and each.role == "clinician")
    )
    return turned(plan, Change(on=on, kind="hold", by=by, role=role, focus=focus, why=why), holds=(*others, kept))


def change(
    plan: Plan,
    focus: str,
    *,
    by: str,
    on: date,
    catalogue: Catalogue,
    role: Role = "caregiver",
    why: str = "",
    alerts: Iterable[Alert] | None = None,
    **new: object,
) -> Plan:
    """
    Return the plan with a person's own change of a focus; this may raise minutes and days.

    *alerts* are those that stand on that day, read from the log as it is then; None: the log was not looked at.

    Steps, strategies, routines and aims outside the approval need a clinician. So does anything harder under a flag of
    any urgency, and under one that pauses the plan anything but lighter.
    """
    named(by, role)
    forward(plan, on)
    before = focus_of(plan, focus)
    wrong = [name for name in new if name not in _CHANGEABLE]
    if wrong:
        raise CoachplanError(
            Finding(
                item=focus,
                what=no_such("field", name, here="a focus has"),
                hint=suggest(name, _CHANGEABLE),
                code="unknown-field",
            )
            for name in wrong
        )
    if not new:
        one_of = f"Give one of: {', '.join(_CHANGEABLE)}."
        raise refuse("nothing to change was given.", one_of, focus, code="nothing-to-change")
    after = made(evolve, before, item=focus, **new)
    findings = list(_unfit(plan, before, new, catalogue))
    if findings:
        raise CoachplanError(findings)
    if role != "clinician":
        _not_harder_under_a_flag((*plan.open_flags, *(alerts or ())), before, after)
        for name in _CLINICAL:
            if name in new and not _opened(plan, before, name, new[name], catalogue, on):
                raise refuse(
                    f"changing the {name} of {focus!r} needs a clinician.",
                    "Ask one, and give role='clinician'.",
                    code="needs-clinician",
                )
    if any(name in _NEW_PHASE and new[name] != getattr(before, name) for name in new):
        after = evolve(after, since=on + timedelta(days=1))
    turn = made(Change, on=on, kind="change", by=by, role=role, focus=focus, why=why, before=before, after=after)
    return turned(plan, turn, focuses=with_focus(plan, after))


def _not_harder_under_a_flag(standing: tuple[OpenFlag | Alert, ...], before: Focus, after: Focus) -> None:
    # What makes it lighter, or says it in other words, is a caregiver's at any time.
    if not standing:
        return
    first = "A clinician clears it first."
    harder = after.minutes > before.minutes or after.days_per_week > before.days_per_week or after.step > before.step
    otherwise = any(getattr(after, name) != getattr(before, name) for name in _CLINICAL if name != "step")
    if (harder or otherwise) and any(flag.pauses for flag in standing):
        raise refuse("a red flag pauses this plan.", first, before.id, code="flag-stands")
    if harder:
        raise refuse("a flag holds back what is harder.", first, before.id, code="flag-stands")


def _unfit(plan: Plan, focus: Focus, new: dict[str, object], catalogue: Catalogue) -> Iterable[Finding]:
    skill = catalogue.skills.get(focus.skill)
    step = new.get("step")
    if skill is not None and isinstance(step, int) and not 1 <= step <= len(skill.steps):
        right = f"{skill.id} has steps 1 to {len(skill.steps)}."
        yield Finding(item=focus.id, what=f"there is no step {step}.", hint=right, code="unknown-step")
    strategy = new.get("strategy")
    if strategy is not None and strategy not in catalogue.strategies:
        right = suggest(strategy, catalogue.strategies)
        yield Finding(item=focus.id, what=no_such("strategy", strategy), hint=right, code="unknown-strategy")
    routine = new.get("routine")
    if routine is not None and plan.family.routine(str(routine)) is None:
        what = no_such("routine", routine, here="the family has")
        right = suggest(routine, [each.id for each in plan.family.routines])
        yield Finding(item=focus.id, what=what, hint=right, code="unknown-routine")


def _opened(plan: Plan, focus: Focus, name: str, value: object, catalogue: Catalogue, on: date) -> bool:
    approval = plan.approval
    if value == getattr(focus, name):
        return True
    if approval is None or name not in _OPENED_BY:
        return False
    if name == "step" and isinstance(value, int) and value < focus.step:
        return True
    named: dict[str, Any] = {name: value}
    if not approval.opens(Action(_OPENED_BY[name], **named), focus):
        return False
    return name != "strategy" or _fits(plan, focus, str(value), catalogue, on)


def _fits(plan: Plan, focus: Focus, strategy: str, catalogue: Catalogue, on: date) -> bool:
    # What rules a strategy out for the engine rules it out for a caregiver, too: cautions, ages, assessments.
    routine, skill = plan.family.routine(focus.routine), catalogue.skills.get(focus.skill)
    if routine is None or skill is None:
        return False
    chosen = catalogue.strategies[strategy]
    return not fit_strategy(chosen, skill, routine.kind, plan.family, on, plan.first_day).against


def end(plan: Plan, focus: str, *, by: str, on: date, why: str = "", role: Role = "caregiver") -> Plan:
    """
    Return the plan without a focus. What it was stays in the history, and its alerts stay open.
    """
    named(by, role)
    forward(plan, on)
    before = focus_of(plan, focus)
    turn = made(Change, on=on, kind="end", by=by, role=role, focus=focus, why=why, before=before)
    return turned(plan, turn, focuses=tuple(each for each in plan.focuses if each.id != focus))
