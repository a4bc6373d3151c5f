"""
Windows are made of days, whatever way a day was cut into entries.
"""

from __future__ import annotations

from functools import partial

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.plans import Hold
from coachplan.progress.breaks import days_within, rests_of
from coachplan.progress.signals import CORE_SIGNALS
from coachplan.testing import builders
from coachplan.testing.builders import OPEN, curious, day, entry, of_five
from coachplan.testing.toy import toy

ENGINE = Engine(plugins=[toy, curious(*(signal.id for signal in CORE_SIGNALS))])
review = partial(builders.review, engine=ENGINE)
step = partial(builders.step, engine=ENGINE)


def reading(log, signal, plan=OPEN, number=None):
    return review(plan, log, number).reading("f1", signal).value


def test_lately_is_three_practised_days():
    """With twelve tries in three days, the fourth day back does not count."""
    log = of_five(0, 5, 5, 5)
    assert 1.0 == reading(log, "success")
    assert 15 == reading(log, "lately-tries")


def test_lately_reaches_back_for_twelve_tries():
    """Days of three tries reach back four days."""
    log = [entry(n, s, 3) for n, s in enumerate((0, 3, 3, 3, 3), start=1)]
    assert 12 == reading(log, "lately-tries")
    log = [entry(n, s, 2) for n, s in enumerate((2, 0, 0, 0), start=1)]
    assert 8 == reading(log, "lately-tries")
    assert 0.25 == reading(log, "success")


def test_tries_a_week_are_those_up_to_the_last_practised_day():
    """Since the last change, over a week at the least and four at the most, whatever day it is; not in a rest."""
    twice_a_week = [entry(n, 3, 3) for n in (1, 5, 8, 12)]
    for later in (12, 14, 20):
        assert 7 * 12 / 12 == reading(twice_a_week, "weekly-tries", number=later)
    assert 9 == reading([entry(n, 3, 3) for n in (1, 2, 3)], "weekly-tries")
    many = [entry(n, 1, 3) for n in range(1, 41)]
    assert 21 == reading(many, "weekly-tries", number=40)
    rest = evolve(OPEN, holds=[Hold(focus="f1", until=day(7), by="Alex", on=day(5), why="away")])
    assert reading(twice_a_week, "weekly-tries") < reading(twice_a_week, "weekly-tries", rest)
    assert 0 == reading([], "weekly-tries", number=3)


def test_ready_is_the_chance_that_two_in_three_tries_work():
    """Surer with each day that works; with the lower bound at two in three it is nine in ten; unknown without tries."""
    chances = [reading(of_five(*(4,) * days), "ready") for days in range(1, 8)]
    assert sorted(chances) == chances
    for days in range(1, 8):
        found = review(OPEN, of_five(*(4,) * days))
        assert (found.reading("f1", "success-low").value >= 0.66) == (found.reading("f1", "ready").value >= 0.9)
    assert chances[0] < 0.9 < chances[-1]
    assert reading([], "ready", number=3) is None


def test_nothing_depends_on_how_a_day_was_cut_into_entries():
    """One entry of five tries or five of one each: the same readings, the same step."""
    whole = of_five(4, 4, 5)
    cut = [entry(n, int(part < s), 1, id=f"e{n}{part}") for n, s in enumerate((4, 4, 5), start=1) for part in range(5)]
    one, other = review(OPEN, whole), review(OPEN, cut)
    assert [(each.signal, each.value) for each in one.readings] == [
        (each.signal, each.value) for each in other.readings
    ]
    assert one.step_for("f1").action == other.step_for("f1").action


def test_a_gap_of_fourteen_days_starts_anew():
    """After 14 days without practice only what came after counts; after 13 everything does."""
    before = of_five(5, 5, 5)
    assert (1, 14) == (reading([*before, entry(18, 1)], "days"), reading([*before, entry(18, 1)], "gap"))
    assert (4, 0) == (reading([*before, entry(17, 1)], "days"), reading([*before, entry(17, 1)], "gap"))


def test_after_a_gap_it_is_the_same_step_without_judgement():
    """SP-14: 1 of 5 on the first day back is no reason for anything."""
    found = step(OPEN, [*of_five(4, 4, 3), entry(25, 1)])
    assert ("continue", "core/back-after-a-break") == (found.action.kind, found.rule)


def test_entries_belong_to_the_phase_of_their_day():
    """After a change only days from the day after it count, the day of the change itself belongs to the step before."""
    plan = ENGINE.apply(OPEN, step(OPEN, of_five(5, 5, 5)), by="Alex", on=day(3))
    log = [*of_five(5, 5, 5), entry(4, 1)]
    assert 1 == reading(log, "days", plan)
    assert 0.2 == reading(log, "success", plan)
    assert 0 == reading(of_five(5, 5, 5), "days", plan, 3)


def test_a_past_day_can_be_asked_about():
    """Later entries are set aside and listed, so the review of a past day is what it was then."""
    now = review(OPEN, of_five(1, 2, 5, 5, 5), 2)
    then = review(OPEN, of_five(1, 2), 2)
    assert then.next_steps == now.next_steps
    assert {"e3", "e4", "e5"} <= {each.what for each in now.missing}


@pytest.mark.parametrize("tag", ["ill", "pressured", "another-way"])
def test_some_tries_are_shown_and_not_judged(tag):
    """
    Tries of an ill child, under pressure, or done another way count neither for nor against; the day was
    practised.
    """
    log = [*of_five(5, 5), entry(3, 0, tags=[tag])]
    assert (3, 10, 1.0) == tuple(reading(log, signal) for signal in ("days", "tries", "success"))


def test_what_was_not_attempted_was_not_failed():
    """No counts, or 0 of 0, is no practice and no failure."""
    log = [*of_five(5, 5), entry(3), entry(4, 0, 0), entry(5, hard="no chance today")]
    assert (2, 1.0) == (reading(log, "days"), reading(log, "success"))


def test_tries_without_successes_are_not_failures():
    """Five tries, successes not written: missing is not zero."""
    log = [*of_five(5, 5), Entry("e3", day(3), focus="f1", tries=5)]
    assert (10, 1.0) == (reading(log, "tries"), reading(log, "success"))


def test_impossible_counts_are_left_out():
    """7 of 5 counts as no try at all; the other entry of that day counts."""
    log = [entry(1, 7), entry(1, 4, id="other")]
    assert (5, 0.8, 1) == tuple(reading(log, signal) for signal in ("tries", "success", "impossible-counts"))


def test_more_help_than_the_step_has_is_counted_apart():
    """Step 2 shows it first; tries with a hand over the child's say nothing about it."""
    log = of_five(5, 5, 5, support="full")
    assert (0, 1.0, 3) == tuple(reading(log, signal) for signal in ("tries", "support-share", "extra-help-days"))
    assert "core/extra-help" == step(OPEN, log).rule


def test_failing_with_less_help_than_the_step_has_is_no_failure_at_the_step():
    """Tries count at the step's own help: without the model that step 2 gives, 0 of 15 is no reason to go down."""
    log = of_five(0, 0, 0, support="independent")
    assert 0 == reading(log, "tries")
    assert "step-down" != step(OPEN, log).action.kind


def test_the_steps_own_help_counts_as_itself():
    """Whether the help is written or left out, it is the step's own."""
    assert 15 == reading(of_five(5, 5, 5, support="model"), "tries")


def test_order_and_copies_do_not_matter():
    """Shuffled or handed over twice, as a list or as they come: the same review."""
    log = of_five(2, 3, 4)
    expected = review(OPEN, log)
    assert expected == review(OPEN, log[::-1])
    assert expected == review(OPEN, log + log)
    assert expected == ENGINE.review(OPEN, (each for each in log), on=day(3))
    assert expected.id == review(OPEN, log[::-1]).id


# -- breaks that were agreed


def on_hold(first, last, plan=OPEN):
    return ENGINE.hold(plan, "f1", until=day(last), by="Alex", on=day(first), why="at grandma's")


def test_days_of_an_agreed_rest_were_not_missed():
    """Two weeks of which ten days are on hold: what is asked is what was open; without the hold it is all of it."""
    log = of_five(3, 3, 3, 3, 3)
    held = on_hold(5, 14)
    assert 1.0 == reading(log, "practised", held, 14)
    assert 0.5 == reading(log, "practised", OPEN, 14)
    assert (9, 0) == (reading(log, "quiet-days", OPEN, 14), reading(log, "quiet-days", held, 14))
    assert 3 == reading(log, "quiet-days", held, 17)


def test_a_window_of_rest_alone_says_nothing():
    """Where all of it was on hold there is nothing to have been missed."""
    assert reading(of_five(3), "practised", on_hold(1, 40), 30) is None


def test_who_practises_on_hold_did_more_than_was_due():
    """Of fourteen days nine are on hold: the five before are all that was due, and one more was done."""
    log = [*of_five(3, 3, 3, 3, 3), entry(9, 3)]
    assert 1.0 == reading(log, "practised", on_hold(5, 14), 14)


def test_a_hold_of_another_focus_is_none_of_this_one():
    """Only the focus that rests has its days taken out."""
    held = on_hold(5, 14)
    other = evolve(held, holds=[evolve(held.holds[0], focus="f2")])
    assert 0.5 == reading(of_five(3, 3, 3, 3, 3), "practised", other, 14)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_a_rest_is_every_day_of_a_hold(holds, first, last):
    """However holds overlap, each day counts once; and none after the day that is asked about."""
    made = [Hold(focus="f1", on=day(a), until=day(max(a, b)), by="Alex") for a, b in holds]
    rests = rests_of(made, day(30))
    days = {n for a, b in holds for n in range(a + 1, min(max(a, b), 30) + 1)}
    assert sum(first <= n <= last for n in days) == days_within(rests, day(first), day(last))
