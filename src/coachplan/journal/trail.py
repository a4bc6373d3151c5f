"""
Every review that was offered to a family, with all that was known when it was made: to be made again, and compared.

Takes what was recorded, in the order in which it was. Makes no review.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachplan.base.arguments import checked
from coachplan.base.disclosure import found_code
from coachplan.base.errors import Finding
from coachplan.journal.events import Event
from coachplan.journal.replaying import Record, of_the_family
from coachplan.model.audited import Audited, MadeWith, Trail
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["trail"]


@checked
def trail(record: Record) -> Trail:
    """
    Put every review of a record together with the plan and the entries as they were known when it was recorded. Of one
    whose plan was recorded in no such state a finding is returned. Raises `InvalidError` where an event cannot be read.
    """
    found: list[Audited] = []
    findings: list[Finding] = []
    for number, event in enumerate(record.events):
        if event.kind != "review":
            continue
        known = Record(events=record.events[:number])
        review: Review = event.value
        plan = _reviewed(review, known, event.plan)
        if plan is None:
            what = f"the plan {found_code(event.plan)} was never recorded as it was when this review was made."
            hint = "Save the plan before its review is recorded."
            findings.append(Finding(where=f"event {event.seq}", item="review", what=what, hint=hint, code="stale"))
            continue
        found.append(
            Audited(
                plan=plan,
                entries=known.entries_of(event.plan),
                on=review.on,
                review=review,
                made_with=_made_with(review, known.events),
            )
        )
    return Trail(audited=found, findings=findings)


def _reviewed(review: Review, known: Record, plan_id: str) -> Plan | None:
    # The newest state of which the review may be: what is kept with a plan of alerts changes nothing of a review.
    for event in reversed(known.events):
        if event.kind == "plan" and event.item == plan_id:
            for plan in _as_known(event.value, known.family):
                if review.plan == f"{plan.id}@{plan.revision}" and review.agreed == plan.agreed:
                    return plan
    return None


def _as_known(plan: Plan, family: Family | None) -> tuple[Plan, ...]:
    with_family = of_the_family(plan, family)
    return (plan,) if with_family is plan else (with_family, plan)


def _made_with(review: Review, events: Iterable[Event]) -> MadeWith:
    kept: MadeWith = next((event.value for event in reversed(tuple(events)) if event.kind == "made-with"), MadeWith())
    versions = dict(review.made_with)
    # What was recorded of another release is not what this one was made with.
    return kept if kept.versions == versions else MadeWith(versions=versions)
