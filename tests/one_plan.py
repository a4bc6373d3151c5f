"""
One plan to try things on: a child, a family, a focus on the pretend ladder, and entries written day by day.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Approval, Focus, Plan
from coachplan.testing.toy import toy

D = date(2026, 3, 2)
FAMILY = Family(
    Child("Sam", 48, interests=["trains"]),
    [Caregiver("Alex")],
    [Routine("play", "play", matters=4), Routine("bed", "bedtime"), Routine("tidy", "tidy-up")],
)
FOCUS = Focus("f1", "play", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=D)
PLAN = Plan("p1", FAMILY, focuses=[FOCUS])
OPEN = evolve(PLAN, approval=Approval.everything(PLAN, by="Dana, OT", on=D))
ENGINE = Engine(plugins=[toy])


def day(number):
    return D + timedelta(days=number - 1)


def entry(number, successes=None, tries=5, **more):
    counts = {} if successes is None else {"tries": tries, "successes": successes}
    return Entry(**{"id": f"e{number}", "on": day(number), "focus": "f1", **counts, **more})


def of_five(*successes, **more):
    return [entry(number, each, **more) for number, each in enumerate(successes, start=1)]


def at(plan=OPEN, **new):
    return evolve(plan, focuses=[evolve(plan.focuses[0], **new)])


def review(plan, entries, number=None):
    log = list(entries)
    return ENGINE.review(plan, log, on=day(number) if number else max(each.on for each in log))


def step(plan, entries, number=None):
    return review(plan, entries, number).step_for("f1")
