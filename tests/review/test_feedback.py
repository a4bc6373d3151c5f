"""What the adult and the child did, told back: in words, tied to each other, and never a score."""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import Engine
from coachplan.testing.builders import OPEN, PLAN, Bringing, at, entry, of_five, review
from coachplan.testing.toy import TOY


def _did(entries, language="en", **more):
    return review(at(), entries, **more).for_caregiver(language).next_steps[0].did


def _with_an_act():
    strategies = [
        evolve(each, did="You showed it once, and waited for {child}.") if each.id == "toy/show-first" else each
        for each in TOY.strategies.values()
    ]
    return Engine(plugins=[Bringing("toy", evolve(TOY, strategies=strategies))])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.sampled_from(("en", "es")))
def test_no_number_is_told_to_a_caregiver(counts, language):
    """However it goes, what is told back has no digit, no percent, and the child's name or the adult in it."""
    said = _did(of_five(*counts), language)
    assert said
    assert not re.search(r"[\d%]", said)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((5, 5, 5), "each time"),
        ((4, 4, 5), "nearly every time"),
        ((3, 3, 3), "more than half the time"),
        ((2, 2, 2), "some of the time"),
        ((1, 0, 1), "now and then"),
        ((0, 0, 0), "not there yet"),
    ],
)
def test_how_often_is_a_word(counts, words):
    """From each time to not yet."""
    assert words in _did(of_five(*counts))


def test_a_hard_day_is_told_as_what_was_seen():
    """No word of how often beside tears: that the adult saw it is what they did."""
    said = _did([entry(1, 5), entry(2, 5, tags=["distressed"]), entry(3, 5)])
    assert "You saw when it was hard for Sam, and you wrote it down." == said


def test_the_act_of_the_adult_stands_before_what_the_child_did():
    """Where the strategy was marked done on most days, its own words say what the adult did; else they do not."""
    engine = _with_an_act()
    done = _did([entry(number, 4, did_strategy="yes") for number in (1, 2, 3)], engine=engine)
    assert "You showed it once, and waited for Sam. Lately Sam did it nearly every time." == done
    unmarked = _did(of_five(4, 4, 4), engine=engine)
    assert "Lately Sam did it nearly every time." == unmarked


def test_what_is_told_comes_in_the_order_of_a_person():
    """First what was done, then the step, how, what to look for, and one line of why."""
    step = review(at(), of_five(5, 5, 5, 5)).for_caregiver("en").next_steps[0]
    assert (step.did, step.words, f"How: {step.how}", f"Look for: {step.success}", step.why) == step.lines[:5]
    assert step.words.startswith("Next small step:")
    assert "ready" in step.why


def test_nothing_is_told_back_where_nothing_was_practised():
    """No entry, nothing done; and while the plan is paused nothing is cheered."""
    assert "" == review(at(), [], 3).for_caregiver("en").next_steps[0].did
    assert "" == _did([entry(1, 5, hard="he turned blue and stopped breathing")])


def test_what_a_clinician_did_in_a_session_is_not_told_as_done_at_home():
    """Of a session the child's part alone is told."""
    engine = _with_an_act()
    session = of_five(4, 4, 4, role="clinician", who="Dana", did_strategy="yes")
    assert "Lately Sam did it nearly every time." == _did(session, engine=engine)
    assert "" == _did([*session[:2], evolve(session[2], tags=["distressed"])], engine=engine)
    assert "" == _did(of_five(0, 0, 0, role="clinician"), engine=engine)


def test_no_act_is_told_in_a_plan_that_nobody_approved():
    """What to do is not said there, and so not that it was done."""
    view = review(PLAN, of_five(4, 4, 4, did_strategy="yes"), engine=_with_an_act()).for_caregiver()
    assert "Lately Sam did it nearly every time." == view.next_steps[0].did


def test_nothing_is_told_back_of_what_rests():
    """Praise for what a caution rules out would say: go on."""
    family = evolve(OPEN.family, child=evolve(OPEN.family.child, cautions=["hip"]))
    plan = at(evolve(OPEN, family=family), strategy="toy/firm-seat")
    assert "" == review(plan, of_five(5, 5, 5)).for_caregiver().next_steps[0].did
