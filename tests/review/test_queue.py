"""
Many disciplines, one family: one thing in a routine, one change at a time, within the minutes there are.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Plan
from coachplan.testing.builders import ENGINE, OPEN, D

FAMILY = Family(
    Child("Sam", 48),
    [Caregiver("Alex")],
    [Routine("play", "play", matters=4), Routine("bed", "bedtime", matters=5)],
    id="sam",
)
ON = D + timedelta(days=3)


def plan(name, routine="play", family=FAMILY, **more):
    focus = Focus(
        f"{name}-focus",
        routine,
        **{"skill": "toy/stack-blocks", "step": 2, "strategy": "toy/show-first", "since": D, **more},
    )
    made = Plan(name, family, focuses=[focus])
    return evolve(made, approval=Approval.everything(made, by="Dana, OT", on=D))


def log(name, *successes, **more):
    return [
        Entry(f"{name}{n}", D + timedelta(days=n), focus=f"{name}-focus", tries=5, successes=count, **more)
        for n, count in enumerate(successes, start=1)
    ]


def together(*pairs):
    return [review.next_steps[0] for review in ENGINE.review_together(pairs, on=ON)]


def test_one_thing_in_a_routine():
    """X-05: three plans at play; the first in order goes on, the others rest, and say why."""
    first, second, third = together(*((plan(name), log(name, 5, 5, 5)) for name in "abc"))
    assert first.queued is None
    for name, each in (("b", second), ("c", third)):
        assert "already one thing to practise" in ENGINE.say(each)
        with pytest.raises(CoachplanError, match="waits its turn"):
            ENGINE.apply(plan(name), each, by="Dana, OT", role="clinician", on=ON)


def test_the_family_says_what_comes_first():
    """Bedtime matters most to them: its change is made, and the one at play waits."""
    play, bed = together((plan("a"), log("a", 5, 5, 5)), (plan("b", "bed"), log("b", 5, 5, 5)))
    assert bed.queued is None
    assert "One change at a time" in ENGINE.say(play)


def test_what_goes_on_as_it_is_in_another_routine_does_not_wait():
    """A change at bedtime leaves practice at play as it is."""
    play, bed = together((plan("a"), log("a", 3, 3, 3)), (plan("b", "bed"), log("b", 5, 5, 5)))
    assert ("continue", None) == (play.action.kind, play.queued)
    assert ("step-up", None) == (bed.action.kind, bed.queued)


def test_easing_never_waits():
    """A step down is taken in a shared routine, too, and the others' changes wait for it."""
    up, down = together((plan("a", "bed"), log("a", 5, 5, 5)), (plan("b"), log("b", 0, 0, 0, tags=["distressed"])))
    assert ("step-down", None) == (down.action.kind, down.queued)
    assert up.queued is not None


def test_the_minutes_of_a_day_are_one_budget():
    """Eight minutes a day hold one practice of five: what matters less rests."""
    family = evolve(FAMILY, minutes_a_day=8)
    play, bed = together(
        (plan("a", family=family), log("a", 3, 3, 3)), (plan("b", "bed", family=family), log("b", 3, 3, 3))
    )
    assert bed.queued is None
    assert "8 minutes a day are full" in ENGINE.say(play)
    roomy = evolve(FAMILY, minutes_a_day=10)
    assert [None, None] == [
        each.queued
        for each in together(
            (plan("a", family=roomy), log("a", 3, 3, 3)), (plan("b", "bed", family=roomy), log("b", 3, 3, 3))
        )
    ]


def test_a_red_flag_in_one_plan_takes_on_nothing_new_in_another():
    """Choking at dinner: the step up at play waits until somebody has looked."""
    choked = log("a", 5, 5, 5, hard="he choked on a grape and turned blue")
    paused, up = together((plan("a", "bed"), choked), (plan("b"), log("b", 5, 5, 5)))
    assert "pause" == paused.action.kind
    assert "Something else needs a look first" in ENGINE.say(up)


def test_plans_of_two_children_are_not_mixed():
    """Two children are two families to decide for."""
    other = evolve(FAMILY, child=Child("Kim", 30), id="kim")
    with pytest.raises(CoachplanError, match="different children"):
        together((plan("a"), []), (plan("b", family=other), []))


def test_plans_that_cannot_be_told_apart_are_not_reviewed_together():
    """One plan twice, or two with a focus of one id: what was written of one would count for both."""
    one, other = plan("a"), plan("b", "bed")
    same = evolve(other, focuses=[evolve(other.focuses[0], id=one.focuses[0].id)])
    for second, said in ((one, "two of them are the plan 'a'"), (same, "two plans have the focus 'a-focus'")):
        with pytest.raises(CoachplanError, match=said):
            ENGINE.review_together([(one, []), (second, [])], on=ON)


def test_what_was_written_of_one_plan_counts_for_no_other():
    """One log for the whole family: each plan reads its own focus, and the other has nothing to go on."""
    first, second = (each.plan for each in ENGINE.propose(FAMILY, on=D))
    written = [
        Entry(f"e{n}", D + timedelta(days=n), focus=first.focuses[0].id, tries=5, successes=5) for n in range(1, 6)
    ]
    found = ENGINE.review_together([(first, written), (second, written)], on=D + timedelta(days=5))
    assert ["step-up", "core/too-early"] == [found[0].next_steps[0].action.kind, found[1].next_steps[0].rule]


@given(
    st.lists(st.tuples(st.sampled_from(["play", "bed"]), st.lists(st.integers(0, 5), max_size=6)), max_size=4),
    st.sampled_from([None, 4, 9, 30]),
)
def test_only_what_waits_is_added(given_plans, minutes):
    """Together, each plan's own step stays what it is; at most one change is free to be made; easing never waits."""
    family = evolve(FAMILY, minutes_a_day=minutes)
    pairs = [
        (plan(f"p{n}", routine, family=family), log(f"p{n}", *counts))
        for n, (routine, counts) in enumerate(given_plans)
    ]
    alone = [ENGINE.review(each, entries, on=ON) for each, entries in pairs]
    found = ENGINE.review_together(pairs, on=ON)
    steps = [review.next_steps[0] for review in found]
    assert [review.next_steps[0].action for review in alone] == [each.action for each in steps]
    free = [each.action.kind for each in steps if each.queued is None]
    assert sum(kind not in ("continue", "clarify", "pause", "lighten", "step-down") for kind in free) <= 1
    assert all(each.queued is None for each in steps if each.action.kind in ("pause", "lighten", "step-down"))


def test_observers_are_shown_apart():
    """
    Mother 5 of 5, father 1 of 5: no mean, and a question; each with their own share for the clinician, and no
    scoreboard for them.
    """
    entries = []
    for n in range(1, 6):
        for who, count in (("mum", 5), ("dad", 1)):
            entries.append(
                Entry(
                    f"{who}{n}", D + timedelta(days=n), focus="a-focus", tries=5, successes=count, who=who, place="home"
                )
            )
    found = ENGINE.review(plan("a"), entries, on=D + timedelta(days=5)).next_steps[0]
    assert ("clarify", "core/two-views") == (found.action.kind, found.rule)
    assert "Dad 2/10, Mum 10/10" in ENGINE.say(found, audience="clinician")
    assert not any(each.isdigit() for each in found.because)


@pytest.mark.parametrize("odd", [(OPEN,), (OPEN, [], 3), OPEN, "ab"])
def test_what_is_no_pair_is_refused(odd):
    """Each plan comes with its entries, and with nothing else."""
    with pytest.raises(CoachplanError, match=r"plans.*: found .*(Give pairs|Expected tuple)"):
        ENGINE.review_together([odd], on=D)
