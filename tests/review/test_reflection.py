"""
After something went well a caregiver is asked what it was that they did; never in a rest or under strain.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Engine
from coachplan.review.reflection import AFTER_SUCCESS
from coachplan.testing.builders import ENGINE, OPEN, PLAN, Bringing, at, day, entry, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans
from coachplan.testing.toy import TOY

#: Few days a week, so that none is missed.
FEW = at(OPEN, days_per_week=2)


def asked(found, focus="f1"):
    asks = found.step_for(focus).asks
    return asks.key if asks is not None and asks.key.startswith(AFTER_SUCCESS) else None


# -- laws


@given(st.lists(st.integers(3, 5), min_size=2, max_size=20), st.integers(1, 7))
def test_no_question_comes_twice_in_a_row(successes, every):
    """In reviews at most a week apart, with something practised between, however often that was."""
    log = of_five(*successes)
    found = [asked(review(FEW, log[: number + 1])) for number in range(0, len(log), every)]
    assert all(first != then for first, then in pairwise(found) if first is not None)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_nobody_is_asked_where_practice_rests_or_is_eased(data):
    """Nor under a flag, in a draft, or after a day that was upset, pressed, ill or without time."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=data.draw(st.integers(0, 40)))
    found = ENGINE.review(plan, log, on=on)
    for made in found.next_steps:
        if not asked(found, made.focus):
            continue
        assert () == found.alerts
        assert not made.is_resting
        assert made.queued is None
        assert plan.approval is not None
        assert made.action.kind in ("continue", "step-up", "generalise", "change-strategy", "change-routine")
        newest = max(each.on for each in log if each.focus == made.focus and each.on <= on)
        assert (on - newest).days < 7


# -- when it is asked


def test_it_is_asked_after_a_day_that_went_well():
    """In the caregiver's view, in both languages, with the child's name."""
    log = of_five(3, 4)
    view = review(FEW, log).for_caregiver()
    assert "It went well last time. What was different from the days before?" == view.next_steps[0].question
    words = {review(FEW, of_five(*[4] * n)).for_caregiver("es").next_steps[0].question for n in range(1, 9)}
    assert 8 == len(words)
    assert all(each.startswith("La última vez salió bien. ¿") for each in words)
    assert any("Sam" in each for each in words)


@pytest.mark.parametrize(
    "more",
    [
        {"successes": 2},
        {"tags": ["distressed"]},
        {"tags": ["pressured"]},
        {"tags": ["refused"]},
        {"tags": ["ill"]},
        {"tags": ["no-time"]},
        {"hard": "he cried the whole time"},
        {"stress": 5},
        {"hard": "hiccups all day"},
        {"tags": ["another-way"]},
        {"support": "full"},
    ],
)
def test_it_is_not_asked_after_a_hard_day(more):
    """Nor under stress, nor under a sign; and what got in the way has a question of its own."""
    log = of_five(4, 4, 4)
    assert asked(review(FEW, log))
    assert None is asked(review(FEW, [*log[:2], evolve(log[2], **more)]))


def test_it_is_not_asked_where_one_note_of_the_day_says_otherwise():
    """Pooled the day went well; and whoever fed the child at noon had no success to think about."""
    log = of_five(4, 4)
    day_on = [entry(3, 10, 10, id="e3"), entry(3, 1, id="e4", part_of_day="midday")]
    assert asked(review(FEW, [*log, day_on[0]]))
    assert None is asked(review(FEW, [*log, *day_on]))


def test_it_is_not_asked_after_a_mark_that_only_weights_heard():
    """“With me he ate well, I have no patience for that” is no success of the child's."""
    log = of_five(4, 4)
    assert asked(review(FEW, [*log, entry(3, None, worked="4 of 5 today")]))
    heard = entry(3, None, worked="no tengo paciencia para eso hija, conmigo comio bien")
    found = review(FEW, [*log, heard])
    assert [each.weighed for read in found.from_words for each in read.went] != [()]
    assert None is asked(found)


def test_it_is_asked_about_waiting_where_waiting_is_the_way():
    """The seventh is about a wait; where the way to help has none, another question stands in its place."""
    log = of_five(*[4] * 7)
    for tags, number in (((), 9), (("waiting",), 7)):
        brought = evolve(TOY, strategies=[evolve(each, tags=tags) for each in TOY.strategies.values()])
        engine = Engine(plugins=[Bringing("toy", brought)])
        assert f"{AFTER_SUCCESS}{number}" == asked(review(FEW, log, engine=engine))


def test_it_is_not_asked_long_after():
    """A week later nobody remembers what they did just before."""
    assert asked(review(FEW, of_five(4), 7))
    assert None is asked(review(FEW, of_five(4), 8))


def test_it_is_not_asked_in_a_draft_a_rest_or_once_it_is_over():
    """There is no practice to think about."""
    log = of_five(4, 4)
    assert None is asked(review(PLAN, log))
    assert None is asked(review(at(FEW, maintaining=True), log))
    held = ENGINE.hold(FEW, "f1", until=day(9), by="Alex", on=day(2), why="exams")
    assert None is asked(review(held, log))


def test_the_clinician_reads_it_too():
    """What the family was asked is what the next session can begin with."""
    found = review(FEW, [entry(1, 4)])
    assert "What did you do just before that?" in ENGINE.say(found.next_steps[0], audience="clinician")


def test_strain_is_the_caregivers_and_of_no_focus():
    """What was marked at another focus leaves no more time to think here."""
    plan = evolve(FEW, focuses=[*FEW.focuses, evolve(FEW.focuses[0], id="f2", routine="tidy")])
    log = of_five(3, 3)
    assert asked(review(plan, [*log, entry(2, 3, id="x", focus="f2", stress=2)]))
    assert not asked(review(plan, [*log, entry(2, 3, id="x", focus="f2", stress=5)]))
