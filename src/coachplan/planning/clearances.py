"""
Flags kept with a plan, and cleared: what was raised stays until a clinician, named, has looked at what was written.

A clearance is of an entry as it stood. Does not know how a flag is raised, or what it stops.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from coachplan.base.disclosure import found_code
from coachplan.model.entries import Role
from coachplan.model.flags import URGENCIES, Urgency, more_urgent
from coachplan.model.plans import Change, Clearance, OpenFlag, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert
from coachplan.planning.revisions import forward, made, named, refuse, same_plan, turned

__all__ = ["clear", "record"]


def clear(
    plan: Plan,
    alert: Alert,
    *,
    by: str,
    on: date,
    role: Role = "caregiver",
    note: str = "",
    alerts: Iterable[Alert] = (),
) -> Plan:
    """
    Return the plan with an alert cleared by a clinician, named. Only the flags and words of that alert are cleared, in
    the entry as it was looked at: an amendment, or another entry under the same id, raises its own.

    *alerts* are those that stand on that day, where the log was looked at.

    Refused: an alert of another plan, one that does not say what was looked at (kept by an older coachplan), one that
    does not stand on this plan (recorded in it, or in the log), one that says otherwise than what stands, and a day
    before that of the entry.
    """
    named(by, role)
    if role != "clinician":
        raise refuse(
            "only a clinician clears an alert.",
            "Ask one, and give role='clinician'.",
            alert.entry,
            code="needs-clinician",
        )
    if not alert.seen:
        unsaid = "this alert does not say what was looked at."
        raise refuse(unsaid, "Review the plan again and clear the new alert.", alert.entry, code="stale")
    if alert.plan != plan.id:
        where = f"the plan {found_code(alert.plan)}, not on {found_code(plan.id)}"
        raise refuse(f"this alert stands on {where}.", item=alert.entry, code="other-plan")
    forward(plan, on)
    if on < alert.on:
        mend = "Clear it on that day or later; where the entry has a wrong day, amend the entry first."
        raise refuse(f"{on} is before what was written on {alert.on}.", mend, alert.entry, code="wrong-day")
    _as_it_stands(plan, alert, alerts)
    seen = made(
        Clearance,
        entry=alert.entry,
        flags=alert.flags,
        words=alert.words,
        by=by,
        on=on,
        note=note,
        seen=tuple(content for content in alert.seen if content),
        urgencies=alert.urgencies,
    )
    looked_at = {(alert.entry, *sign) for sign in _signs(alert)}
    left = tuple(kept for kept in plan.open_flags if (kept.entry, kept.flag, kept.words, kept.content) not in looked_at)
    turn = Change(on=on, kind="clear", by=by, role=role, why=note or alert.entry)
    return turned(plan, turn, cleared=(*plan.cleared, seen), open_flags=left)


def record(plan: Plan, review: Review) -> Plan:
    """
    Return the plan with the review's open flags kept in it, so that a log cut short loses none.

    Not a change of the plan: the revision stays, and suggestions of the review can still be taken.
    """
    same_plan(plan, review.plan.rpartition("@")[0], review.agreed, "review")
    settled = dict(plan.settled)
    for kept in plan.open_flags:
        sign = (kept.entry, kept.flag, kept.words, kept.content)
        settled[sign] = more_urgent(kept.urgency, settled.get(sign, kept.urgency))
    new = [
        OpenFlag(
            entry=alert.entry,
            flag=flag,
            urgency=urgency,
            words=words,
            on=alert.on,
            pauses=alert.pauses,
            content=content,
        )
        for alert in review.alerts
        for (flag, words, content), urgency in _signs(alert).items()
        if not _is_settled(urgency, settled.get((alert.entry, flag, words, content)))
    ]
    return evolve(plan, open_flags=(*plan.open_flags, *new)) if new else plan


def _is_settled(urgency: Urgency, up_to: Urgency | None) -> bool:
    # What was cleared or recorded as less urgent than it is by now is not settled.
    return up_to is not None and more_urgent(up_to, urgency) == up_to


def _as_it_stands(plan: Plan, alert: Alert, alerts: Iterable[Alert]) -> None:
    # What the entry raised, as the plan has recorded it or the log has it: the alert has some of those signs, none that
    # is not among them, unless it was cleared meanwhile, and none milder.
    recorded = [kept for kept in plan.open_flags if kept.entry == alert.entry]
    found = [((kept.flag, kept.words, kept.content), kept.urgency) for kept in recorded]
    found += [pair for other in alerts if other.entry == alert.entry for pair in _signs(other).items()]
    stands: dict[tuple[str, str, str], Urgency] = {}
    for sign, urgency in found:
        stands[sign] = more_urgent(urgency, stands.get(sign, urgency))
    signs = _signs(alert)
    if not stands:
        nowhere = "this alert does not stand on this plan."
        raise refuse(
            nowhere, "Record its review first, or give entries, the log as it is.", alert.entry, code="not-offered"
        )
    settled = {seen[1:] for clearance in plan.cleared for seen, _ in clearance.covers() if seen[0] == alert.entry}
    unsaid = signs.keys() - stands.keys() - settled
    milder = any(more_urgent(stands.get(sign, urgency), urgency) != urgency for sign, urgency in signs.items())
    if unsaid or milder or not signs.keys() & stands.keys():
        unlike = "this alert is not as the plan has recorded it."
        again = "Review the plan again, record that review, and clear its alert."
        raise refuse(unlike, again, alert.entry, code="not-offered")


def _signs(alert: Alert) -> dict[tuple[str, str, str], Urgency]:
    # What an alert stands for, with its urgency. A review kept by an older coachplan knows no content.
    whole = len(alert.flags) == len(alert.words) == len(alert.urgencies)
    if not whole or not set(alert.urgencies) <= set(URGENCIES):
        raise refuse(
            "this alert was changed on its way.",
            "Review the plan again and take the new alert.",
            alert.entry,
            code="not-offered",
        )
    signs = zip(alert.flags, alert.words, alert.urgencies, strict=False)  # as long as one another, see above
    return {(flag, words, content): urgency for flag, words, urgency in signs for content in alert.seen or ("",)}
