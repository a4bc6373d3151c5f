"""The help of a step and the strategy go together: a step that gives other help brings the strategy for it."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan import Approval, Engine
from coachplan.base.errors import CoachplanError
from coachplan.planning.fit import goes_with
from coachplan.testing.builders import OPEN, Bringing, D, at, day, of_five, review
from coachplan.testing.toy import TOY

LADDER = TOY.skills["toy/stack-blocks"].steps
HELP = [each.support for each in LADDER]


def engine(**supports):
    """The pretend plugin, its strategies made for these kinds of help alone."""
    strategies = [
        evolve(each, supports=supports.get(each.id.partition("/")[2].replace("-", "_"), ()), materials=())
        for each in TOY.strategies.values()
    ]
    return Engine(plugins=[Bringing("toy", evolve(TOY, strategies=strategies))])


UP, DOWN = of_five(5, 5, 5), of_five(0, 0, 0)


def test_a_step_up_brings_the_help_that_goes_with_it():
    """Showing first goes with the second step and not with the third: waiting comes with it, and how says so."""
    made = engine(show_first=[HELP[1]], wait_and_look=[HELP[2]])
    found = review(OPEN, UP, engine=made)
    step = found.next_steps[0]
    assert ("step-up", 3, "toy/wait-and-look") == (step.action.kind, step.action.step, step.action.strategy)
    shown = found.for_caregiver("en").next_steps[0]
    assert "With it comes another way to help: Wait and look." in shown.words
    assert "Count to five" in shown.how
    later = made.apply(OPEN, step, by="Alex", on=day(3), entries=UP)
    assert (3, "toy/wait-and-look") == (later.focuses[0].step, later.focuses[0].strategy)
    hard = [evolve(each, id=f"x{number}", on=day(3 + number)) for number, each in enumerate(DOWN, start=1)]
    back = review(later, [*UP, *hard], 6, engine=made)
    action = back.next_steps[0].action
    assert ("step-down", 2, "toy/show-first") == (action.kind, action.step, action.strategy), "as it was there before"


def test_where_the_strategy_goes_with_the_step_it_stays():
    """Nothing is brought along that is not needed."""
    assert review(OPEN, UP, engine=engine()).next_steps[0].action.strategy is None


def test_a_step_down_is_never_held_up_by_the_help_it_would_bring():
    """What no clinician opened is not brought by an easier step, and needs one with a harder step."""
    made = engine(show_first=[HELP[1]], wait_and_look=[HELP[0], HELP[2]])
    some = Approval("Dana, OT", D, steps={"toy/stack-blocks": "all"}, strategies=("toy/show-first",))
    plan = evolve(OPEN, approval=some)
    down = review(plan, DOWN, engine=made).next_steps[0]
    assert ("step-down", None, "caregiver") == (down.action.kind, down.action.strategy, down.needs)
    up = review(plan, UP, engine=made).next_steps[0]
    assert ("step-up", "toy/wait-and-look", "clinician") == (up.action.kind, up.action.strategy, up.needs)
    with pytest.raises(CoachplanError, match="clinician"):
        made.apply(plan, up, by="Alex", on=day(3), entries=UP)


def test_how_is_not_told_where_no_help_goes_with_the_step():
    """Where no strategy goes with the step, the step is told, and whom to ask how; not a help that contradicts it."""
    made = engine(show_first=[HELP[1]], wait_and_look=[HELP[1]], firm_seat=[HELP[1]])
    shown = review(OPEN, UP, engine=made).for_caregiver("en").next_steps[0]
    assert "Puts one block on top when you say so" in shown.what
    assert shown.how == made.catalogue.words.find("core/help-unknown", "en")
    assert shown.how.startswith("Ask your therapist how to help")


@given(st.lists(st.integers(0, 5), min_size=3, max_size=8), st.sampled_from([1, 2, 3, 4]), st.data())
def test_whatever_is_brought_goes_with_the_step_and_can_be_taken(counts, number, data):
    """Every strategy that a step brings goes with its help, and what was suggested is what can be applied."""
    some = st.lists(st.sampled_from(HELP), max_size=2, unique=True)
    made = engine(**{name: data.draw(some) for name in ("show_first", "wait_and_look", "firm_seat")})
    plan, log = at(step=number), of_five(*counts)
    step = review(plan, log, engine=made).next_steps[0]
    if step.action.kind in ("step-up", "step-down"):
        later = made.apply(plan, step, by="Dana", role="clinician", on=day(len(counts)), entries=log).focuses[0]
        if step.action.strategy is not None:
            assert later.strategy == step.action.strategy
            assert goes_with(made.catalogue.strategies[later.strategy], LADDER[later.step - 1])
        else:
            assert later.strategy == plan.focuses[0].strategy
