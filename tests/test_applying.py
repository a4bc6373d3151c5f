"""
The changes of a plan: who may, from when, and what is refused.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from attrs import evolve
from one_plan import ENGINE, FAMILY, FOCUS, OPEN, PLAN, D, at, day, entry, of_five, review, step

from coachplan.errors import CoachplanError
from coachplan.plans import Approval

UP = of_five(5, 5, 5)


def test_a_change_takes_effect_the_day_after():
    """Accepted on day 3, the new step begins on day 4; the history says what, when, by whom and by which rule."""
    plan = ENGINE.apply(OPEN, step(OPEN, UP), by="Alex", on=day(3))
    assert (3, day(4), 1) == (plan.focuses[0].step, plan.focuses[0].since, plan.revision)
    past = plan.history[-1]
    assert ("step-up", "Alex", "core/step-up", day(3), 2, 3) == (
        past.kind,
        past.by,
        past.rule,
        past.on,
        past.before.step,
        past.after.step,
    )


def test_a_suggestion_is_taken_once():
    """Twice, or on another revision of the plan, it is refused."""
    found = step(OPEN, UP)
    plan = ENGINE.apply(OPEN, found, by="Alex", on=day(3))
    with pytest.raises(CoachplanError, match="revision 0"):
        ENGINE.apply(plan, found, by="Alex", on=day(3))
    with pytest.raises(CoachplanError, match="p1"):
        ENGINE.apply(evolve(OPEN, id="p2"), found, by="Alex", on=day(3))


def test_a_lesser_role_is_refused():
    """What needs a clinician is not taken by a caregiver; a clinician may."""
    found = step(PLAN, UP)
    with pytest.raises(CoachplanError, match="clinician"):
        ENGINE.apply(PLAN, found, by="Alex", on=day(3))
    assert 3 == ENGINE.apply(PLAN, found, by="Dana", role="clinician", on=day(3)).focuses[0].step


@pytest.mark.parametrize(
    ("by", "role", "match"), [("", "caregiver", "named"), ("A", "clinican", "Did you mean 'clinician'")]
)
def test_somebody_must_be_named_in_a_known_role(by, role, match):
    """No change by nobody, and no made-up role."""
    for verb in (
        lambda: ENGINE.apply(OPEN, step(OPEN, UP), by=by, role=role, on=day(3)),
        lambda: ENGINE.decline(OPEN, step(OPEN, UP), by=by, role=role, on=day(3)),
        lambda: ENGINE.hold(OPEN, "f1", until=day(9), by=by, role=role, on=day(3)),
        lambda: ENGINE.change(OPEN, "f1", by=by, role=role, on=day(3), minutes=3),
        lambda: ENGINE.end(OPEN, "f1", by=by, role=role, on=day(3)),
    ):
        with pytest.raises(CoachplanError, match=match):
            verb()


def test_what_waits_its_turn_is_refused():
    """One change at a time also when it is taken."""
    two = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])
    two = evolve(two, approval=Approval.everything(two, by="Dana", on=D))
    found = review(two, [*UP, *[entry(n, 5, id=f"w{n}", focus="f2") for n in (1, 2, 3)]])
    with pytest.raises(CoachplanError, match="waits its turn"):
        ENGINE.apply(two, found.step_for("f2"), by="Alex", on=day(3))


def test_history_only_goes_forward():
    """A change dated before the last one is refused."""
    plan = ENGINE.change(OPEN, "f1", by="Alex", on=day(5), minutes=3)
    with pytest.raises(CoachplanError, match="forward"):
        ENGINE.change(plan, "f1", by="Alex", on=day(4), minutes=2)


def test_two_changes_of_one_day_leave_no_phase_backwards():
    """The focus of a moment that was never in force has no phase that ends before it begins."""
    plan = OPEN
    for number in (3, 1):
        plan = ENGINE.change(plan, "f1", by="Dana", role="clinician", on=day(5), step=number)
    assert all(phase.first is None or phase.last is None or phase.first <= phase.last for phase in plan.phases("f1"))


def test_a_person_may_raise():
    """More minutes and days are a person's own choice."""
    plan = ENGINE.change(OPEN, "f1", by="Alex", on=day(2), minutes=8, days_per_week=7)
    assert (8, 7, D) == (plan.focuses[0].minutes, plan.focuses[0].days_per_week, plan.focuses[0].since)


def test_a_suggestion_never_raises():
    """One that would is refused, whoever takes it."""
    found = step(OPEN, of_five(3, 3, 3, stress=5))
    for action in (evolve(found.action, minutes=9), evolve(found.action, days_per_week=7)):
        with pytest.raises(CoachplanError, match="never raises"):
            ENGINE.apply(OPEN, evolve(found, action=action), by="Dana", role="clinician", on=day(3))


@pytest.mark.parametrize(
    "new", [{"step": 3}, {"strategy": "toy/wait-and-look"}, {"routine": "tidy"}, {"aim": 0.9}, {"maintaining": True}]
)
def test_outside_the_approval_a_change_needs_a_clinician(new):
    """Steps, strategies, routines and aims; a clinician may."""
    with pytest.raises(CoachplanError, match="clinician"):
        ENGINE.change(PLAN, "f1", by="Alex", on=day(2), **new)
    assert PLAN != ENGINE.change(PLAN, "f1", by="Dana", role="clinician", on=day(2), **new)


def test_inside_the_approval_a_caregiver_may_change():
    """What was opened may be used."""
    assert 3 == ENGINE.change(OPEN, "f1", by="Alex", on=day(2), step=3).focuses[0].step
    assert day(3) == ENGINE.change(OPEN, "f1", by="Alex", on=day(2), routine="tidy").focuses[0].since


def test_everything_opens_only_what_fits():
    """Opening every strategy does not open one that the child's cautions rule out, nor one for another discipline."""
    careful = evolve(OPEN, family=evolve(FAMILY, child=evolve(FAMILY.child, cautions=["hip-pain"])))
    with pytest.raises(CoachplanError):
        ENGINE.change(careful, "f1", by="Alex", on=day(2), strategy="toy/firm-seat")


@pytest.mark.parametrize(
    ("new", "match"),
    [
        ({"minuts": 3}, "Did you mean 'minutes'"),
        ({"strategy": "toy/show-frist"}, "Did you mean 'toy/show-first'"),
        ({"routine": "plai"}, "Did you mean 'play'"),
        ({"step": 9}, "steps 1 to 4"),
        ({"step": "3"}, "whole number"),
        ({"minutes": "8"}, "number"),
        ({"minutes": -1}, "above 0"),
        ({"days_per_week": 8}, "from 1 to 7"),
        ({"part_of_day": "mornin"}, "morning"),
        ({"skill": "toy/wave-bye"}, "skill"),
        ({}, "nothing to change"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_words(new, match):
    """The item, what was found, and the nearest right thing."""
    with pytest.raises(CoachplanError, match=match):
        ENGINE.change(OPEN, "f1", by="Dana", role="clinician", on=day(2), **new)


@pytest.mark.parametrize("verb", ["change", "hold", "end"])
def test_an_unknown_focus_is_named(verb):
    """The plan says which it has."""
    more = {"change": {"minutes": 3}, "hold": {"until": day(9)}, "end": {}}[verb]
    with pytest.raises(CoachplanError, match="'f1'"):
        getattr(ENGINE, verb)(OPEN, "f2", by="Alex", on=day(2), **more)


@pytest.mark.parametrize("bad", ["2026-03-04", datetime(2026, 3, 4), None])  # noqa: DTZ001 - the mistake
def test_the_day_of_a_change_is_a_date(bad):
    """A text or a moment for the day is refused in words, by every verb."""
    for verb in (
        lambda: ENGINE.apply(OPEN, step(OPEN, UP), by="A", on=bad),
        lambda: ENGINE.decline(OPEN, step(OPEN, UP), by="A", on=bad),
        lambda: ENGINE.hold(OPEN, "f1", until=bad, by="A", on=day(1)),
        lambda: ENGINE.change(OPEN, "f1", by="A", on=bad, minutes=3),
        lambda: ENGINE.end(OPEN, "f1", by="A", on=bad),
    ):
        with pytest.raises((CoachplanError, TypeError), match="Expected a day"):
            verb()


def test_an_approval_names_what_exists():
    """A misspelt strategy or skill in an approval opens nothing, so it is refused with the nearest right name."""
    with pytest.raises(CoachplanError, match="toy/show-first"):
        ENGINE.approve(PLAN, Approval("Dana", D, strategies=["toy/show-frist"]))


def test_a_caregiver_does_not_undo_a_clinicians_hold():
    """X-11: a later, shorter hold of a caregiver leaves the clinician's in force."""
    plan = ENGINE.hold(OPEN, "f1", until=day(30), by="Dana", role="clinician", on=day(1))
    try:
        plan = ENGINE.hold(plan, "f1", until=day(2), by="Alex", on=day(2))
    except CoachplanError:
        return
    assert "step-up" != step(plan, UP).action.kind


def test_a_hold_ends_after_it_begins():
    """Until a day before it begins is refused."""
    with pytest.raises(CoachplanError, match="before it begins"):
        ENGINE.hold(OPEN, "f1", until=day(1), by="Alex", on=day(2))


def test_an_end_keeps_the_history():
    """The focus is gone from the plan and known to it; a new review has no step for it."""
    plan = ENGINE.end(OPEN, "f1", by="Alex", on=day(3), why="moved house")
    assert () == plan.focuses
    assert plan.knows("f1")
    assert 2 == plan.phases("f1")[0].focus.step
    assert () == ENGINE.review(plan, UP, on=day(4)).next_steps


@pytest.mark.parametrize(("kind", "field"), [("generalise", "generalising"), ("maintain", "maintaining")])
def test_generalise_and_maintain_mark_the_focus(kind, field):
    """The focus stays in the plan, marked."""
    log = UP if kind == "generalise" else [entry(n, 5, who=who) for n, who in enumerate(("Mum", "Dad", "Mum"), 1)]
    plan = at(step=4)
    found = step(plan, log)
    assert kind == found.action.kind
    assert getattr(ENGINE.apply(plan, found, by="Dana", role="clinician", on=day(3)).focuses[0], field)


def test_a_clearance_of_another_plans_alert_is_refused_or_harmless():
    """Clearing an alert that this plan does not carry clears nothing of its own."""
    other = review(evolve(OPEN, id="p2"), [entry(1, 3, id="other", hard="hiccups all day")]).alerts[0]
    mine = [entry(1, 3, hard="hiccups all day")]
    assert review(ENGINE.clear(OPEN, other, by="Dana", role="clinician", on=D), mine).paused
