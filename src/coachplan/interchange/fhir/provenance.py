"""
Who vouches for what, as Provenance: a clinician who approved the plan, or looked at an alert and cleared it.

Says who and on which day. The moment at which that was recorded is the caller's stamp. Where nobody is named, nobody is
said to have vouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from coachplan.base.messages import Message
from coachplan.base.validators import names_somebody
from coachplan.interchange.fhir.codes import concept
from coachplan.interchange.fhir.export import Export
from coachplan.model.plans import Clearance

__all__ = ["approvals", "clearance"]


def approvals(of: Export) -> Iterator[dict[str, Any]]:
    """
    Yield who approved the plan, and when, each approval once: those before, and the one in force with what is expected
    of this child.
    """
    plan = of.plan
    targets = [of.care_plan, *(of.ids.to("practice", focus.id) for focus in plan.focuses)]
    made = {(each.by, each.on): [of.care_plan] for each in plan.history if each.kind == "approve"}
    if plan.approval is not None:
        made[(plan.approval.by, plan.approval.on)] = targets
    for (by, on), target in made.items():
        if names_somebody(by):
            in_force = plan.approval is not None and (plan.approval.by, plan.approval.on) == (by, on)
            yield _vouched(of, ("approval", by, on.isoformat()), "core/record.approved", by, on, target,
                           _expected(of) if in_force else ())  # fmt: skip


def clearance(of: Export, cleared: Clearance, flags: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """
    Return who cleared an alert, of the *flags* (references) that are cleared.
    """
    parts = ("clearance", cleared.entry, cleared.by, cleared.on.isoformat(), *cleared.flags, *cleared.words)
    note = [of.wording.text(cleared.note)] if cleared.note else ()
    return _vouched(of, parts, "core/record.cleared", cleared.by, cleared.on, list(flags), note,
                    quiet=cleared.entry in of.review.quiet)  # fmt: skip


def _vouched(
    of: Export,
    key: tuple[str, ...],
    did: str,
    by: str,
    on: date,
    target: list[dict[str, Any]],
    more: Iterable[str] = (),
    *,
    quiet: bool = False,
) -> dict[str, Any]:
    done, who = of.wording.say(Message(did)), of.wording.person(by, clinician=True)
    return of.resource(
        "Provenance",
        of.ids.of(*key),
        lines=[f"{done}: {who}, {on.isoformat()}", *more],
        quiet=quiet,
        target=target,
        occurredDateTime=on.isoformat(),
        recorded=of.stamp,
        activity={"text": done},
        agent=[{"type": concept("verifier"), "who": {"display": who}}],
    )


def _expected(of: Export) -> Iterator[str]:
    approval = of.plan.approval
    if approval is not None and approval.expected and approval.expected_until is not None:
        flags = ", ".join(approval.expected)
        until = approval.expected_until.isoformat()
        yield of.wording.say(Message("core/record.expected", {"flags": flags, "until": until}))
