"""
The changes of a plan: an accepted step, a decline, and the person's own verbs: approve, hold, change, end.

Each makes the next plan, with the change, its date, its rule and its person in the history, in force from the next day.
Refuses what needs a clinician without one, what is stale, and what is repeated. Does not know why a step was suggested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import evolve, fields

from coachplan.base.codes import unknown
from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import HELD_BY_SOON, NEVER_QUEUED
from coachplan.model.actions import Action, Kind
from coachplan.model.approvals import ALL, EXPECTED_DAYS, Approval
from coachplan.model.entries import Role
from coachplan.model.plans import Change, Declined, Focus, Hold, OpenFlag, Plan
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.model.suits import NOTHING_TOLD, Suits
from coachplan.planning.cautioned import ChildCautions, ruled_out, unknown_openings
from coachplan.planning.fit import fit_strategy, step_of
from coachplan.planning.next_action import asks_a_clinician
from coachplan.planning.offered import AGAIN, Look, in_time, who_by_the_log, who_may_take
from coachplan.planning.revisions import a_day, focus_of, forward, made, named, refuse, same_plan, turned, with_focus
from coachplan.planning.taken import NEW_PHASE, after_step

__all__ = ["apply", "approve", "change", "decline", "end", "hold"]

#: What a person may change of a focus.
_CHANGEABLE = tuple(attribute.name for attribute in fields(Focus) if attribute.name not in ("id", "skill", "since"))

#: Only a clinician may change these, unless the approval opens the new value.
_CLINICAL = ("step", "strategy", "routine", "aim", "aim_day", "baseline", "maintaining", "generalising")

#: The step that sets each of these: where an approval opens it, a caregiver may set it by hand.
_OPENED_BY: Mapping[str, Kind] = {"step": "step-up", "strategy": "change-strategy", "routine": "change-routine"}


def apply(
    plan: Plan,
    suggestion: Suggestion,
    *,
    by: str,
    on: date,
    catalogue: Catalogue,
    role: Role = "caregiver",
    look: Callable[[date, date], Look] | None = None,
    suits: Suits = NOTHING_TOLD,
) -> Plan:
    """
    Return the plan with an accepted step, in force from the day after *on*.

    *look* looks at the log as it is, for the day of the review and for *on*; None: it is not looked at again. *suits*:
    what a clinic's own logs say of strategies.

    Refused: a suggestion of another plan, or of this one as it stood before (so also the same one twice); one that
    could not have been offered on this plan, whatever it says; one that waits its turn; one that needs a clinician, by
    the plan, its approval, the rule and the log, where *role* is not `clinician`; one of a later day or past its
    `review_by`; one that a flag pauses or holds back; and, where the log was not looked at again, one of an earlier
    day: it may say more by now. What eases, or changes nothing, is taken without that look.
    """
    named(by, role)
    forward(plan, on)  # before all else: no new review mends a wrong day
    same_plan(plan, suggestion.plan, suggestion.agreed, "suggestion")
    before = focus_of(plan, suggestion.focus)
    in_time(plan, suggestion, on)
    if look is None and on != suggestion.on and suggestion.action.kind not in NEVER_QUEUED:
        unread = "the log was not looked at again since this suggestion was made."
        raise refuse(unread, f"Give entries, the log as it is now. Or: {AGAIN}", code="log-not-read")
    who = who_may_take(plan, suggestion, catalogue, suits)
    seen = look(suggestion.on or on, on) if look is not None else None
    _not_over_a_flag(plan, suggestion, seen.alerts if seen is not None else ())
    if role != "clinician" and "clinician" in (who, who_by_the_log(before, suggestion, seen)):
        raise refuse(
            f"{suggestion.action.kind} for {before.id!r} needs a clinician.",
            "Ask one, and give role='clinician'.",
            code="needs-clinician",
        )
    if suggestion.queued is not None or (seen is not None and seen.offered.queued is not None):
        raise refuse(
            f"{suggestion.action.kind} for {before.id!r} waits its turn: one change at a time.",
            "Take the other step first, or decline it.",
            code="waits-its-turn",
        )
    after = after_step(before, suggestion.action, on)
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


def _not_over_a_flag(plan: Plan, suggestion: Suggestion, alerts: tuple[Alert, ...]) -> None:
    kind, first = suggestion.action.kind, "A clinician clears it first; then review the plan again."
    standing: tuple[OpenFlag | Alert, ...] = (*plan.open_flags, *alerts)
    if kind != "pause" and any(flag.pauses or flag.urgency in ("now", "today") for flag in standing):
        raise refuse("a red flag pauses this plan.", first, code="flag-stands")
    if kind in HELD_BY_SOON and standing:
        raise refuse(f"a flag holds back {kind}.", first, code="flag-stands")


def decline(
    plan: Plan,
    suggestion: Suggestion,
    *,
    by: str,
    on: date,
    catalogue: Catalogue,
    why: str = "",
    role: Role = "caregiver",
    suits: Suits = NOTHING_TOLD,
) -> Plan:
    """
    Return the plan with a suggestion turned down: it is not offered again until something changes.

    A pause that is declined is kept in the history, and stays a pause: only a clinician ends it.
    """
    named(by, role)
    forward(plan, on)  # before all else: no new review mends a wrong day
    same_plan(plan, suggestion.plan, suggestion.agreed, "suggestion")
    focus = focus_of(plan, suggestion.focus)
    in_time(plan, suggestion, on)
    who_may_take(plan, suggestion, catalogue, suits)
    turned_down = made(Declined, focus=focus.id, action=suggestion.action, rule=suggestion.rule, by=by, on=on, why=why)
    turn = Change(on=on, kind="decline", by=by, role=role, focus=focus.id, rule=suggestion.rule, why=why)
    return turned(plan, turn, declined=(*plan.declined, turned_down))


def approve(plan: Plan, approval: Approval, *, catalogue: Catalogue, role: Role = "caregiver") -> Plan:
    """
    Return the plan with what a clinician opened. A name that does not exist opens nothing, so it is refused.
    """
    named(approval.by, role)
    if role != "clinician":
        raise refuse(
            "only a clinician approves a plan.",
            "Ask one, and give role='clinician'.",
            "approval",
            code="needs-clinician",
        )
    forward(plan, approval.on)
    routines = [routine.id for routine in plan.family.routines]
    opened = (
        ("strategy", approval.strategies, {*catalogue.strategies, ALL}),
        ("skill", approval.steps or (), {*catalogue.skills, *(focus.skill for focus in plan.focuses)}),
        ("routine of the family", approval.routines, routines),
        ("flag", approval.expected, catalogue.flags),
    )
    findings = [
        Finding(item="approval", what=no_such(kind, name), hint=suggest(name, known), code=unknown(kind))
        for kind, names, known in opened
        for name in names
        if name not in known
    ]
    findings += (*_above_the_ladder(approval, catalogue), *unknown_openings(approval, catalogue))
    findings += _not_to_be_expected(approval, catalogue)
    if findings:
        raise CoachplanError(findings)
    turn = Change(on=approval.on, kind="approve", by=approval.by, role="clinician")
    return turned(plan, turn, approval=approval)


def _above_the_ladder(approval: Approval, catalogue: Catalogue) -> Iterable[Finding]:
    for name, step in (approval.steps or {}).items():
        skill = catalogue.skills.get(name)
        if skill is not None and step != ALL and step > len(skill.steps):
            right = f"{name} has steps 1 to {len(skill.steps)}; {ALL!r} opens each."
            yield Finding(item="approval", what=f"there is no step {step}.", hint=right, code="unknown-step")


def _not_to_be_expected(approval: Approval, catalogue: Catalogue) -> Iterable[Finding]:
    last = approval.expected_until
    longest = f"Give expected_until, a day within {EXPECTED_DAYS} days of the approval."
    if approval.expected and last is None:
        yield Finding(item="approval", what="what is expected has no end day.", hint=longest, code="missing-field")
    elif last is not None and not 0 <= (last - approval.on).days <= EXPECTED_DAYS:
        what = f"what is expected would end on {last}."
        yield Finding(item="approval", what=what, hint=longest, code="wrong-day")
    for name in approval.expected:
        flag = catalogue.flags.get(name)
        if flag is not None and not (flag.urgency == "today" and flag.may_be_expected):
            what = f"{name} is {flag.urgency}, and is never expected."
            right = "A flag of today may be, where its content says may_be_expected."
            yield Finding(item="approval", what=what, hint=right, code="not-allowed")


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
        unjudged = before.skill not in catalogue.skills or before.strategy not in catalogue.strategies
        if unjudged and _harder(before, after):  # a sign that only its plugin knows may have been missed
            absent = "what this needs is not in use here, so nothing harder is taken on."
            raise refuse(absent, "Ask a clinician.", focus, code="needs-clinician")
        if ruled_out(plan, before, catalogue) and _harder(before, after):
            barred = "a caution stands over this, so nothing harder is taken on."
            raise refuse(barred, "A clinician looks at it first.", focus, code="needs-clinician")
        for name in _CLINICAL:
            if name in new and not _opened(plan, before, after, name, catalogue, on):
                raise refuse(
                    f"changing the {name} of {focus!r} needs a clinician.",
                    "Ask one, and give role='clinician'.",
                    code="needs-clinician",
                )
    if any(name in NEW_PHASE and new[name] != getattr(before, name) for name in new):
        after = evolve(after, since=on + timedelta(days=1))
    turn = made(Change, on=on, kind="change", by=by, role=role, focus=focus, why=why, before=before, after=after)
    return turned(plan, turn, focuses=with_focus(plan, after))


def _not_harder_under_a_flag(standing: tuple[OpenFlag | Alert, ...], before: Focus, after: Focus) -> None:
    # What makes it lighter, or says it in other words, is a caregiver's at any time.
    if not standing:
        return
    first = "A clinician clears it first."
    otherwise = any(getattr(after, name) != getattr(before, name) for name in _CLINICAL if name != "step")
    if (_harder(before, after) or otherwise) and any(flag.pauses for flag in standing):
        raise refuse("a red flag pauses this plan.", first, before.id, code="flag-stands")
    if _harder(before, after):
        raise refuse("a flag holds back what is harder.", first, before.id, code="flag-stands")


def _harder(before: Focus, after: Focus) -> bool:
    return after.minutes > before.minutes or after.days_per_week > before.days_per_week or after.step > before.step


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


def _opened(plan: Plan, before: Focus, after: Focus, name: str, catalogue: Catalogue, on: date) -> bool:
    approval, value = plan.approval, getattr(after, name)
    if value == getattr(before, name):
        return True
    if approval is None or name not in _OPENED_BY:
        return False
    if name in ("step", "routine") and asks_a_clinician(catalogue.skills.get(after.skill), after.step):
        return False
    if name == "step" and after.step < before.step:
        return True
    named: dict[str, Any] = {name: value}
    if not approval.opens(Action(_OPENED_BY[name], **named), before):
        return False
    return name != "strategy" or _fits(plan, after, catalogue, on)


def _fits(plan: Plan, after: Focus, catalogue: Catalogue, on: date) -> bool:
    # What rules a strategy out for the engine rules it out for a caregiver, too: cautions, ages, the help of the step.
    routine, skill = plan.family.routine(after.routine), catalogue.skills.get(after.skill)
    if routine is None or skill is None:
        return False
    chosen, step = catalogue.strategies[after.strategy], step_of(skill, after.step)
    cautions = ChildCautions.of(plan.family, catalogue, plan.approval)
    fit = fit_strategy(chosen, skill, routine.kind, plan.family, on, plan.first_day, cautions=cautions, step=step)
    return fit.fits


def end(plan: Plan, focus: str, *, by: str, on: date, why: str = "", role: Role = "caregiver") -> Plan:
    """
    Return the plan without a focus. What it was stays in the history, and its alerts stay open.
    """
    named(by, role)
    forward(plan, on)
    before = focus_of(plan, focus)
    turn = made(Change, on=on, kind="end", by=by, role=role, focus=focus, why=why, before=before)
    return turned(plan, turn, focuses=tuple(each for each in plan.focuses if each.id != focus))
