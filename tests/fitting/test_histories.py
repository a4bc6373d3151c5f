"""
A history is what the filter of a review saw: followed under the same numbers, it comes to the same belief.
"""

from __future__ import annotations

import math
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.fitting.histories import Seen, Stretch, chance_of, cut, days_in, foretell, histories_of, tells_of
from coachplan.progress.ability import Priors, begin
from coachplan.progress.stretches import moved
from coachplan.review.log import Log
from coachplan.review.tracker import hearing
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five
from coachplan.testing.strategies import FIRST_DAY, logs, plans

PRIORS = Priors.of(ENGINE.catalogue.numbers)


def believed(history):
    """What the filter believes after the last day of a history, worked out from its moves alone."""
    belief, before = None, None
    for stretch in history:
        belief = begin(PRIORS, stretch.baseline) if belief is None else moved(belief, before, stretch)
        before = stretch
        for seen in stretch.days:
            belief = (belief.after_break() if seen.broke else belief).after(seen.tries, seen.successes, seen.idle)
    return belief


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_comes_to_the_belief_of_the_review(data):
    """To the last bit, for any plan and any log: late, twice, amended, impossible, or of no practice."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=data.draw(st.integers(0, 60)))

    read = Log(plan, log, on, ENGINE.catalogue, hearing(plan, ENGINE.catalogue))
    reviewed = [read.practice(focus, on).belief for focus in plan.focuses]
    made = [belief for belief in reviewed if belief.views != begin(PRIORS, None).views]
    histories = histories_of(ENGINE, plan, log, on)

    assert all(believed(each) in reviewed for each in histories)
    assert sum(map(days_in, histories)) >= len(histories)
    assert len(histories) <= len(plan.focuses)
    assert bool(histories) <= bool(made)


def test_it_comes_to_the_belief_of_the_review_over_steps_and_strategies():
    """A step, a strategy and a break later it is still the belief of the review, and the stretches say so."""
    plan = ENGINE.change(OPEN, "f1", by="Dana, OT", role="clinician", on=day(5), step=3)
    plan = ENGINE.change(plan, "f1", by="Dana, OT", role="clinician", on=day(10), strategy="toy/wait-and-look")
    log = [*of_five(3, 4, 5, 4, 5, 1, 2, 2, 3, 2), *(entry(number, 3) for number in (30, 31, 32))]
    on = day(40)

    history, = histories_of(ENGINE, plan, log, on)
    read = Log(plan, log, on, ENGINE.catalogue, hearing(plan, ENGINE.catalogue))

    assert read.practice(plan.focuses[0], on).belief == believed(history)
    assert [(2, "toy/show-first"), (3, "toy/show-first"), (3, "toy/wait-and-look")] == [
        (stretch.step, stretch.strategy) for stretch in history
    ]
    assert [True] == [seen.broke for stretch in history for seen in stretch.days if seen.idle > 14]
    assert {"core/step-gap", "core/break-sd", "core/idle-sd", "core/start-share"} <= tells_of(history)


def test_a_focus_that_ended_is_followed():
    """What was mastered and left the plan tells as much of children as what is practised still."""
    log = of_five(3, 4, 5)
    ended = ENGINE.end(OPEN, "f1", by="Dana, OT", role="clinician", on=day(9))

    assert histories_of(ENGINE, OPEN, log, day(20)) == histories_of(ENGINE, ended, log, day(20))
    assert 1 == len(histories_of(ENGINE, ended, log, day(20)))


def test_a_history_has_no_word_and_no_day():
    """Ids of knowledge, numbers and truths: nothing else could leave with it."""
    history, = histories_of(ENGINE, OPEN, of_five(3, 4, worked="He laughed at Grandma Bo."), day(9))
    kinds = {type(value) for stretch in history for seen in stretch.days for value in seen}

    assert {int, float, bool} >= kinds
    assert "Bo" not in repr(history)


def test_days_that_a_review_leaves_out_are_left_out():
    """Days ill, of nothing tried, and those that are yet to come tell nothing."""
    ill, untried = entry(2, 5, tags=["ill"]), entry(3, None, tries=None, worked="x", tags=["no-time"])
    log = [entry(1, 4), ill, untried, entry(9, 5)]
    history, = histories_of(ENGINE, OPEN, log, day(5))

    assert [Seen(5, 4, 0, False)] == [seen for stretch in history for seen in stretch.days]
    assert () == histories_of(ENGINE, OPEN, [], day(5))


DAYS = st.lists(
    st.integers(1, 12).flatmap(
        lambda tries: st.builds(Seen, st.just(tries), st.integers(0, tries), st.integers(0, 30), st.booleans())
    ),
    min_size=1,
    max_size=12,
).map(tuple)


@settings(max_examples=60)
@given(DAYS, st.integers(0, 12))
def test_a_day_is_foretold_from_those_before_alone(days, most):
    """What comes later changes no chance, so a history cut short is foretold as its beginning was."""
    history = (Stretch("toy/a", 1, "toy/one", None, days),)
    told, begun = list(foretell(history, PRIORS)), list(foretell(cut(history, most), PRIORS))

    assert told[:most] == begun
    assert all(day.chance < 0.05 and 0 < day.said < 1 for day in told)
    assert math.fsum(day.chance for day in told) == chance_of(history, PRIORS)
