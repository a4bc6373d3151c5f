"""
The law of the design, section 5, about steps at which a clinician must be there: 13.

They are reached, and taken elsewhere, by a clinician alone, whatever was approved, written, or sent back.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError, NotAllowedError
from coachplan.engine import Engine
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.testing.builders import Bringing
from coachplan.testing.knowledge import one_of, whole
from coachplan.testing.strategies import FIRST_DAY, logs, plans
from coachplan.testing.toy import TOY

RUNGS = range(4)


@cache
def with_clinician_at(rungs: frozenset[int]) -> Engine:
    """
    Return an engine with the pretend plugin, in whose skills a clinician must be there for these steps.
    """
    skills = [
        evolve(skill, steps=[evolve(step, clinician=place in rungs) for place, step in enumerate(skill.steps)])
        for skill in TOY.skills.values()
    ]
    shelves = {"strategies": TOY.strategies.values(), "flags": TOY.flags.values()}
    return Engine(plugins=[Bringing("toy", skills=skills, **shelves)])


@st.composite
def one_way(draw, plan: Plan) -> tuple[Entry, ...]:
    """
    Draw a log in which each focus goes one way, day by day, at one place or two.
    """
    found = []
    for focus in plan.focuses:
        hits, places = draw(one_of(0, 2, 5)), draw(one_of(("home",), ("home", "nursery")))
        part = draw(one_of(None, "morning"))
        found += [
            Entry(
                f"{focus.id}-{day}",
                FIRST_DAY + timedelta(days=day),
                focus=focus.id,
                tries=5,
                successes=hits,
                place=places[day % len(places)],
                part_of_day=part,
            )
            for day in range(draw(whole(4, 12)))
        ]
    return tuple(found)


WATCHED = st.frozensets(st.sampled_from(RUNGS), min_size=1)


@given(st.data())
def test_nobody_goes_alone_where_a_clinician_must_be(data):
    """A step there, or away from home with it, needs a clinician; a caregiver who takes it all the same is refused."""
    rungs = data.draw(WATCHED)
    engine = with_clinician_at(rungs)
    plan = data.draw(plans(approved=True))
    log = data.draw(one_way(plan) | logs(plan))
    on = max((entry.on for entry in log), default=FIRST_DAY)
    for step in engine.review(plan, log, on=on).next_steps:
        focus = plan.focus(step.focus)
        there = step.action.step is not None and step.action.step - 1 in rungs
        elsewhere = step.action.kind in ("generalise", "change-routine") and focus.step - 1 in rungs
        if there or elsewhere:
            assert "clinician" == step.needs
            for forged in (step, evolve(step, needs="caregiver")):
                with pytest.raises(CoachplanError):
                    engine.apply(plan, forged, by="Alex", on=on, entries=log)


@given(st.data())
def test_nor_by_hand(data):
    """A caregiver's own change to such a step is refused, up or down, whatever was opened; any other may be taken."""
    rungs = data.draw(WATCHED)
    engine = with_clinician_at(rungs)
    plan = data.draw(plans(approved=True, held=False))
    child = evolve(plan.family.child, cautions=())  # what a caution holds back is of another law
    plan = evolve(plan, family=evolve(plan.family, child=child))
    plan = evolve(plan, approval=Approval.everything(plan, by="Dana, SLP", on=FIRST_DAY))
    focus = plan.focuses[0]
    step = data.draw(st.sampled_from([rung + 1 for rung in RUNGS if rung + 1 != focus.step]))
    on = FIRST_DAY + timedelta(days=1)
    if step - 1 in rungs:
        with pytest.raises(NotAllowedError):
            engine.change(plan, focus.id, by="Alex", on=on, entries=[], step=step)
    else:
        assert step == engine.change(plan, focus.id, by="Alex", on=on, entries=[], step=step).focus(focus.id).step
