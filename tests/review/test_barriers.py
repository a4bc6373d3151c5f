"""
What got in the way changes which adjustment is offered, and brings a question that asks for the exception.
"""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.strategies import Barrier
from coachplan.testing import builders
from coachplan.testing.builders import OPEN, Bringing, day
from coachplan.testing.toy import OWN, TOY

OTHERS = [item for item in TOY.strategies if item != "toy/show-first"]


def barrier(name, *words, try_next, tags=()):
    return Barrier(
        f"toy/{name}", {"en": list(words)}, means="Look at it.", ask="When did it go a little better?",
        try_next=try_next, tags=tags, sources=[OWN],
    )  # fmt: skip


def toys(*barriers):
    return Bringing("toy", evolve(TOY, barriers=barriers))


SITS = barrier("no-sit", "would not sit", try_next=[OTHERS[-1], "lighten"])
NO_TIME = barrier("baby", "new baby", try_next=["change-routine", "lighten"])
ENGINE = Engine(plugins=[toys(SITS, NO_TIME)])


def entries(*successes, hard=(), **more):
    return [
        Entry(f"e{n}", day(n), focus="f1", tries=5, successes=count, hard=hard[n - 1] if n <= len(hard) else "", **more)
        for n, count in enumerate(successes, start=1)
    ]


def step(log, engine=ENGINE, plan=OPEN):
    return engine.review(plan, log, on=day(len(log))).next_steps[0]


def test_what_got_in_the_way_twice_changes_what_is_offered():
    """What was hard on two of three days brings what an expert tries next, the words and a question."""
    found = step(entries(2, 2, 2, hard=("", "he would not sit", "would not sit still")))
    assert ("change-strategy", OTHERS[-1], "toy/no-sit") == (found.action.kind, found.action.strategy, found.rule)
    assert "would not sit" in found.because
    assert "When did it go a little better?" == found.question
    assert "When did it go a little better?" in ENGINE.say(found)
    assert "To ask:" in ENGINE.say(found, audience="clinician")


def test_once_is_a_day_and_not_a_pattern():
    """One hard day changes nothing, and still brings the question."""
    found = step(entries(2, 2, 2, hard=("", "", "would not sit")))
    assert "continue" == found.action.kind
    assert found.question


def test_what_got_in_the_way_is_asked_about_before_what_went_well():
    """One question at a time, and the barrier's comes first, however well the day went."""
    found = step(entries(4, 4, 4, hard=("", "", "would not sit")))
    assert "When did it go a little better?" == found.question


def test_another_barrier_offers_another_time():
    """A new baby moves practice to another routine before anything is asked of the child."""
    found = step(entries(2, 2, 2, hard=("new baby", "the new baby", "")))
    assert ("change-routine", "tidy") == (found.action.kind, found.action.routine)


def test_an_earned_step_is_not_taken_away():
    """Where it goes well, what was hard is asked about, and the step up stays."""
    found = step(entries(5, 5, 5, hard=("would not sit", "would not sit", "would not sit")))
    assert "step-up" == found.action.kind
    assert found.question


def test_a_change_that_is_due_takes_the_strategy_that_meets_the_barrier():
    """Flat for ten days: of the strategies that fit, the one for what was in the way."""
    flat = entries(*[2] * 10)
    told = entries(*[2] * 10, hard=("", "", "", "", "", "", "", "", "", "would not sit"))
    assert OTHERS[0] == step(flat).action.strategy
    assert OTHERS[-1] == step(told).action.strategy


def test_a_denied_barrier_is_none():
    """ "She did not mind the new baby at all" is no complaint; neither is somebody else's."""
    found = step(entries(2, 2, 2, hard=("no new baby here", "there is no new baby", "no new baby")))
    assert ("continue", "") == (found.action.kind, found.question)


def test_a_tag_that_two_barriers_share_says_which_of_neither():
    """By tags alone a barrier counts only where it is the only one: nothing is guessed."""
    one = barrier("a", "zzz one", try_next=["change-routine"], tags=["tired"])
    two = barrier("b", "zzz two", try_next=["lighten"], tags=["tired"])
    log = [evolve(each, tags=["interrupted", "tired"]) for each in entries(2, 2, 2)]
    alone, shared = Engine(plugins=[toys(one)]), Engine(plugins=[toys(one, two)])
    assert step(log, alone).question
    assert "" == step(log, shared).question


def test_before_three_days_nothing_is_changed():
    """Two days are early: the question is asked, and the plan stays."""
    found = step(entries(2, 2, hard=("would not sit", "would not sit")))
    assert "continue" == found.action.kind


@pytest.mark.parametrize("hard", ["would not sit", "new baby"])
def test_nothing_becomes_less_careful(hard):
    """Beside distress on two days, a barrier leaves the step down as it is."""
    log = [evolve(each, tags=["distressed"]) for each in entries(2, 2, 2, hard=(hard, hard, hard))]
    plain = [evolve(each, hard="") for each in log]
    assert step(plain).action == step(log).action
    assert "step-down" == step(log).action.kind


def test_the_standing_is_said_to_the_clinician_and_not_to_the_caregiver():
    """About so many in ten, and between which it may be; a caregiver reads no number."""
    found = step(entries(4, 4, 5, 4, 4))
    assert re.search(
        r"about \d+ in 10 tries would work; it may be \d+ to \d+",
        ENGINE.say(found, audience="clinician"),
    )
    assert not re.search(r"\d", ENGINE.say(found))


def test_without_barriers_in_the_catalogue_there_is_no_question():
    """The pretend plugin as it comes has none."""
    assert "" == step(entries(2, 2, 2, hard=("would not sit",) * 3), builders.ENGINE).question


def test_words_alone_take_no_step_back():
    """An expert might ease after a meltdown; where most tries work, or the person differs, the step stays."""
    wild = barrier("wild", "melted down", try_next=["step-down", "lighten"])
    engine = Engine(plugins=[toys(wild)])
    hard = ("melted down",) * 3
    assert "step-down" == step(entries(1, 2, 2, hard=hard), engine).action.kind
    assert "lighten" == step(entries(3, 4, 3, hard=hard), engine).action.kind


WILD = Engine(plugins=[toys(barrier("wild", "melted down", try_next=["step-down", "change-routine"]), SITS)])


@given(st.lists(st.integers(0, 5), min_size=3, max_size=12), st.sampled_from(["", "melted down", "would not sit"]))
def test_a_better_day_never_turns_a_step_up_or_continue_into_a_step_down(counts, hard):
    """Law 6 holds with barriers, too, whoever practised where."""
    who = ("mum", "dad")
    log = [evolve(each, hard=hard, who=who[n % 2]) for n, each in enumerate(entries(*counts))]
    if log[-1].successes == 5:
        return
    better = [*log[:-1], evolve(log[-1], successes=log[-1].successes + 1)]
    before, after = step(log, WILD).action.kind, step(better, WILD).action.kind
    assert not (before in ("step-up", "continue") and after == "step-down")
