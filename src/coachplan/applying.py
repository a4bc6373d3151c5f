"""
The changes of a plan: an accepted step, a decline, a clearance, and the person's own verbs.

Each makes the next plan, with the change, its date, its rule and its person in the history, in force from the next day.
Refuses what needs a clinician without one, what is stale, and what is repeated. Does not know why a step was suggested.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from attrs import evolve, fields

from coachplan.actions import Action
from coachplan.catalogue import Catalogue
from coachplan.entries import ROLES
from coachplan.errors import CoachplanError, Finding
from coachplan.fitting import fit_strategy
from coachplan.ids import suggest
from coachplan.plans import EVERY, Approval, Change, Clearance, Declined, Focus, Hold, OpenFlag, Plan
from coachplan.reviews import Alert, Review, Suggestion

__all__ = ["apply", "approve", "change", "clear", "decline", "end", "hold", "record"]

#: What a person may change of a focus, and what of it begins a new phase.
_CHANGEABLE = tuple(attribute.name for attribute in fields(Focus) if attribute.name not in ("id", "skill", "since"))
_NEW_PHASE = ("step", "strategy", "routine", "generalising", "maintaining", "part_of_day")

#: Only a clinician may change these, unless the approval opens the new value.
_CLINICAL = ("step", "strategy", "routine", "aim", "aim_day", "baseline", "maintaining", "generalising")


def _refuse(what: str, mend: str = "", item: str = "") -> CoachplanError:
    return CoachplanError(Finding(item=item, what=what, mend=mend))


def _named(by: str, role: str) -> None:
    if not by.strip():
        raise _refuse("nobody is named.", "Say who decides: by='Dana, SLP'.")
    if role not in ROLES:
        raise _refuse(f"there is no role {role!r}.", suggest(role, ROLES))


def _focus_of(plan: Plan, focus_id: str) -> Focus:
    focus = plan.focus(focus_id)
    if focus is None:
        raise _refuse(
            f"the plan {plan.id!r} has no focus {focus_id!r}.", suggest(focus_id, [f.id for f in plan.focuses])
        )
    return focus


def _a_day(on: object) -> None:
    if not isinstance(on, date) or isinstance(on, datetime):
        raise _refuse(f"found {on!r}.", "Expected a day: a datetime.date without a time.", "on")


def _forward(plan: Plan, on: date) -> None:
    _a_day(on)
    last = max((past.on for past in plan.history), default=None)
    if last is not None and on < last:
        raise _refuse(f"{on} is before the last change of this plan, on {last}.", "History only goes forward.")


def _same_plan(plan: Plan, suggestion: Suggestion) -> None:
    if suggestion.plan != plan.id:
        raise _refuse(f"this suggestion was made for the plan {suggestion.plan!r}, not for {plan.id!r}.")
    if suggestion.revision != plan.revision:
        raise _refuse(
            f"this suggestion was made for revision {suggestion.revision} of the plan, now at {plan.revision}.",
            "Review the plan again and take the new suggestion.",
        )


def _turn(plan: Plan, turn: Change, **changed: object) -> Plan:
    revision = plan.revision + 1
    return evolve(
        plan,
        history=(*plan.history, evolve(turn, revision=revision)),
        revision=revision,
        **changed,  # type: ignore[arg-type]
    )


def _with_focus(plan: Plan, focus: Focus) -> tuple[Focus, ...]:
    return tuple(focus if each.id == focus.id else each for each in plan.focuses)


def apply(plan: Plan, suggestion: Suggestion, *, by: str, on: date, role: str = "caregiver") -> Plan:
    """
    Return the plan with an accepted step, in force from the day after *on*.

    Refused: a suggestion for another plan or revision (so also the same one twice), one that waits its turn, one that
    needs a clinician where *role* is not `clinician`, and one that would raise minutes or days.
    """
    _named(by, role)
    _same_plan(plan, suggestion)
    _forward(plan, on)
    before = _focus_of(plan, suggestion.focus)
    if suggestion.needs == "clinician" and role != "clinician":
        raise _refuse(
            f"{suggestion.action.kind} for {before.id!r} needs a clinician.", "Ask one, and give role='clinician'."
        )
    if suggestion.queued is not None:
        raise _refuse(
            f"{suggestion.action.kind} for {before.id!r} waits its turn: one change at a time.",
            "Take the other step first, or decline it.",
        )
    if suggestion.action.kind != "pause" and any(kept.pauses for kept in plan.open_flags):
        raise _refuse("a red flag pauses this plan.", "A clinician clears it first; then review the plan again.")
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
    return _turn(plan, turn, focuses=_with_focus(plan, after))


def _stepped(focus: Focus, action: Action, on: date) -> Focus:
    tomorrow = on + timedelta(days=1)
    if action.minutes is not None and action.minutes > focus.minutes:
        raise _refuse(f"a suggestion never raises the minutes ({focus.minutes:g} to {action.minutes:g}).")
    if action.days_per_week is not None and action.days_per_week > focus.days_per_week:
        raise _refuse(f"a suggestion never raises the days ({focus.days_per_week} to {action.days_per_week}).")
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


def decline(plan: Plan, suggestion: Suggestion, *, by: str, on: date, why: str = "", role: str = "caregiver") -> Plan:
    """
    Return the plan with a suggestion turned down: it is not offered again until something changes.

    A pause that is declined is kept in the history, and stays a pause: only a clinician ends it.
    """
    _named(by, role)
    _same_plan(plan, suggestion)
    _forward(plan, on)
    focus = _focus_of(plan, suggestion.focus)
    turned_down = Declined(focus=focus.id, action=suggestion.action, rule=suggestion.rule, by=by, on=on, why=why)
    turn = Change(on=on, kind="decline", by=by, role=role, focus=focus.id, rule=suggestion.rule, why=why)
    return _turn(plan, turn, declined=(*plan.declined, turned_down))


def clear(plan: Plan, alert: Alert, *, by: str, on: date, role: str = "caregiver", note: str = "") -> Plan:
    """
    Return the plan with an alert cleared by a clinician, named. Only the flags and words of that alert are cleared.
    """
    _named(by, role)
    if role != "clinician":
        raise _refuse("only a clinician clears an alert.", "Ask one, and give role='clinician'.", alert.entry)
    _forward(plan, on)
    seen = Clearance(entry=alert.entry, flags=alert.flags, words=alert.words, by=by, on=on, note=note)
    pairs = set(zip(alert.flags, alert.words, strict=True))
    left = tuple(kept for kept in plan.open_flags if kept.entry != alert.entry or (kept.flag, kept.words) not in pairs)
    turn = Change(on=on, kind="clear", by=by, role=role, why=note or alert.entry)
    return _turn(plan, turn, cleared=(*plan.cleared, seen), open_flags=left)


def approve(plan: Plan, approval: Approval, *, catalogue: Catalogue) -> Plan:
    """
    Return the plan with what a clinician opened. A name that does not exist opens nothing, so it is refused.
    """
    _named(approval.by, "clinician")
    _forward(plan, approval.on)
    routines = [routine.id for routine in plan.family.routines]
    opened = (
        ("strategy", approval.strategies, {*catalogue.strategies, EVERY}),
        ("skill", approval.steps or (), {*catalogue.skills, *(focus.skill for focus in plan.focuses)}),
        ("routine of the family", approval.routines, routines),
    )
    findings = [
        Finding(item="approval", what=f"there is no {sort} {name!r}.", mend=suggest(name, known))
        for sort, names, known in opened
        for name in names
        if name not in known
    ]
    if findings:
        raise CoachplanError(findings)
    turn = Change(on=approval.on, kind="approve", by=approval.by, role="clinician")
    return _turn(plan, turn, approval=approval)


def hold(plan: Plan, focus: str, *, until: date, by: str, on: date, why: str = "", role: str = "caregiver") -> Plan:
    """
    Return the plan with a focus kept as it is until a day. Lightening, stepping down and pausing stay possible.
    """
    _named(by, role)
    _forward(plan, on)
    _a_day(until)
    _focus_of(plan, focus)
    if until < on:
        raise _refuse(f"the hold would end on {until}, before it begins on {on}.")
    kept = Hold(focus=focus, until=until, by=by, on=on, why=why, role=role)
    # A clinician's word replaces what was held before; a caregiver's stands beside a clinician's.
    others = tuple(
        each for each in plan.holds if each.focus != focus or (role != "clinician" and each.role == "clinician")
    )
    return _turn(plan, Change(on=on, kind="hold", by=by, role=role, focus=focus, why=why), holds=(*others, kept))


def change(
    plan: Plan,
    focus: str,
    *,
    by: str,
    on: date,
    catalogue: Catalogue,
    role: str = "caregiver",
    why: str = "",
    **new: object,
) -> Plan:
    """
    Return the plan with a person's own change of a focus; this may raise minutes and days.

    Steps, strategies, routines and aims outside the approval need a clinician.
    """
    _named(by, role)
    _forward(plan, on)
    before = _focus_of(plan, focus)
    wrong = [name for name in new if name not in _CHANGEABLE]
    if wrong:
        raise CoachplanError(
            Finding(item=focus, what=f"a focus has nothing called {name!r} to change.", mend=suggest(name, _CHANGEABLE))
            for name in wrong
        )
    if not new:
        raise _refuse("nothing to change was given.", f"Give one of: {', '.join(_CHANGEABLE)}.", focus)
    findings = list(_unfit(plan, before, new, catalogue))
    if findings:
        raise CoachplanError(findings)
    if role != "clinician":
        for name in _CLINICAL:
            if name in new and not _opened(plan, before, name, new[name], catalogue, on):
                raise _refuse(
                    f"changing the {name} of {focus!r} needs a clinician.", "Ask one, and give role='clinician'."
                )
    if any(name in _NEW_PHASE and new[name] != getattr(before, name) for name in new):
        new = {**new, "since": on + timedelta(days=1)}
    try:
        after = evolve(before, **new)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise _refuse(f"that cannot be: {_first_line(error)}", item=focus) from error
    turn = Change(on=on, kind="change", by=by, role=role, focus=focus, why=why, before=before, after=after)
    return _turn(plan, turn, focuses=_with_focus(plan, after))


def _first_line(error: Exception) -> str:
    return str(error.args[0] if error.args else error).splitlines()[0]


def _unfit(plan: Plan, focus: Focus, new: dict[str, object], catalogue: Catalogue) -> Iterable[Finding]:
    skill = catalogue.skills.get(focus.skill)
    step = new.get("step")
    if skill is not None and isinstance(step, int) and not 1 <= step <= len(skill.steps):
        yield Finding(
            item=focus.id, what=f"there is no step {step}.", mend=f"{skill.id} has steps 1 to {len(skill.steps)}."
        )
    strategy = new.get("strategy")
    if strategy is not None and strategy not in catalogue.strategies:
        yield Finding(
            item=focus.id, what=f"there is no strategy {strategy!r}.", mend=suggest(str(strategy), catalogue.strategies)
        )
    routine = new.get("routine")
    if routine is not None and plan.family.routine(str(routine)) is None:
        known = [each.id for each in plan.family.routines]
        yield Finding(item=focus.id, what=f"the family has no routine {routine!r}.", mend=suggest(str(routine), known))


def _opened(plan: Plan, focus: Focus, name: str, value: object, catalogue: Catalogue, on: date) -> bool:
    approval = plan.approval
    if value == getattr(focus, name):
        return True
    if approval is None:
        return False
    if name == "step" and isinstance(value, int):
        return value < focus.step or value <= (approval.highest_step(focus.skill) or 0)
    if name == "strategy":
        return approval.opens_strategy(str(value)) and _fits(plan, focus, str(value), catalogue, on)
    if name == "routine":
        return value in approval.routines
    return False


def _fits(plan: Plan, focus: Focus, strategy: str, catalogue: Catalogue, on: date) -> bool:
    # What rules a strategy out for the engine rules it out for a caregiver, too: cautions, ages, assessments.
    routine, skill = plan.family.routine(focus.routine), catalogue.skills.get(focus.skill)
    if routine is None or skill is None:
        return False
    chosen = catalogue.strategies[strategy]
    return not fit_strategy(chosen, skill, routine.kind, plan.family, on, plan.first_day).against


def end(plan: Plan, focus: str, *, by: str, on: date, why: str = "", role: str = "caregiver") -> Plan:
    """
    Return the plan without a focus. What it was stays in the history, and its alerts stay open.
    """
    _named(by, role)
    _forward(plan, on)
    before = _focus_of(plan, focus)
    turn = Change(on=on, kind="end", by=by, role=role, focus=focus, why=why, before=before)
    return _turn(plan, turn, focuses=tuple(each for each in plan.focuses if each.id != focus))


def record(plan: Plan, review: Review) -> Plan:
    """
    Return the plan with the review's open flags kept in it, so that a log cut short loses none.

    Not a change of the plan: the revision stays, and suggestions of the review can still be taken.
    """
    if review.plan.rpartition("@")[0] != plan.id:
        raise _refuse(f"this review is of the plan {review.plan!r}, not of {plan.id!r}.")
    known = {(kept.entry, kept.flag, kept.words) for kept in plan.open_flags}
    cleared = {(seen.entry, *pair) for seen in plan.cleared for pair in zip(seen.flags, seen.words, strict=False)}
    new = [
        OpenFlag(
            entry=alert.entry,
            flag=flag,
            urgency=urgency,
            words=words,
            on=alert.on,
            pauses=alert.pauses,
        )
        for alert in review.alerts
        for flag, words, urgency in zip(alert.flags, alert.words, alert.urgencies, strict=True)
        if (alert.entry, flag, words) not in known | cleared
    ]
    return evolve(plan, open_flags=(*plan.open_flags, *new)) if new else plan
