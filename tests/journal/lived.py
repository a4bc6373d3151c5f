"""
A practice as it goes: what is written, offered, taken, turned down, cleared and answered, recorded as it happens.
Beside it, what an app would hold in memory at each moment.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import evolve, frozen
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.approvals import Approval
from coachplan.testing.builders import ENGINE
from coachplan.testing.strategies import FIRST_DAY, logs, plans

CLINICIAN = "Dana, SLP"


@frozen
class Moment:
    """What an app held after something was recorded: *seq* is its place, *review* what was offered on *on*."""

    seq: int
    at: datetime
    on: object
    plan: object
    entries: tuple
    review: object


def stamp(day, number=0):
    """A moment on a day, later with each number."""
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(seconds=number)


#: What people do, each as (engine, plan, review, log, day) -> the next plan.
VERBS = {
    "take": lambda at, plan, review, log, on: at.apply(
        plan, review.next_steps[0], by=CLINICIAN, role="clinician", on=on, entries=log
    ),
    "turn down": lambda at, plan, review, log, on: at.decline(
        plan, review.next_steps[0], by="Alex", on=on, why='he hates it; "x" \u2028 \x00 {child}'
    ),
    "record": lambda at, plan, review, log, on: at.record(plan, review),
    "clear": lambda at, plan, review, log, on: (
        at.clear(plan, review.alerts[0], by=CLINICIAN, role="clinician", on=on, note="seen", entries=log)
        if review.alerts
        else plan
    ),
    "answer": lambda at, plan, review, log, on: (
        at.answer(plan, review.questions[0], by=CLINICIAN, role="clinician", on=on, words="yes", entries=log)
        if review.questions
        else plan
    ),
    "hold": lambda at, plan, review, log, on: at.hold(
        plan, plan.focuses[0].id, until=on + timedelta(days=5), by="Alex", on=on, why="a holiday"
    ),
    "open": lambda at, plan, review, log, on: at.approve(
        plan, Approval.everything(plan, by=CLINICIAN, on=on), role="clinician"
    ),
    "family": lambda at, plan, review, log, on: evolve(
        plan, family=evolve(plan.family, values=(*plan.family.values, f"since {on}"))
    ),
}

STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "write", "offer", *VERBS]), st.integers(0, 3), st.integers(0, 4)),
    min_size=3,
    max_size=7,
)


def lives(journal, data, engine=ENGINE):
    """Let a practice go on in *journal*, and return what an app held at each moment."""
    plan = data.draw(plans())
    pool = list(data.draw(logs(plan)))
    on, log, found = FIRST_DAY, (), []
    kept = journal.save(plan, made_from=None, at=stamp(on), by=CLINICIAN)
    found.append(Moment(kept.events[-1].seq, stamp(on), on, plan, log, None))
    for number, (doing, days, amount) in enumerate(data.draw(STEPS), start=1):
        on += timedelta(days=days)
        at = stamp(on, number)
        said = {"at": at, "by": "Alex"}
        review = None
        if doing == "write":
            new, pool = pool[:amount], pool[amount:]
            kept = journal.append(new, family=plan.family.id, plan=plan.id, **said)
            for each in new:  # an entry that is given twice is recorded once
                log = log if each in log else (*log, each)
        else:
            review = engine.review(plan, log, on=on)
            kept = journal.offered(review, family=plan.family.id, **said)
            if doing != "offer":
                review = None
                try:
                    after = VERBS[doing](engine, plan, engine.review(plan, log, on=on), log, on)
                except CoachplanError:
                    continue  # refused: nothing happened
                kept = journal.save(after, made_from=plan.version, **said)
                plan = after
        seq = max((event.seq for event in kept.events), default=found[-1].seq)
        found.append(Moment(max(seq, found[-1].seq), at, on, plan, log, review))
    return found
