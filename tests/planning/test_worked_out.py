"""
What a plan keeps of what was worked out of it changes no answer and is no part of it.
"""

from __future__ import annotations

import pickle
from datetime import timedelta
from itertools import product

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.documents.codec import dumps
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.plans import Plan
from coachplan.model.suits import NOTHING_TOLD, Likely, Suited, Suits
from coachplan.planning.next_action import open_strategies
from coachplan.testing.strategies import FIRST_DAY, TOY, plans

#: Fewer strategies, each for some ages alone.
FEWER = Catalogue(
    **{name: getattr(TOY, name).values() for name in ("skills", "routine_kinds")},
    strategies=[
        evolve(each, ages=(0, 70 + 30 * place)) for place, each in enumerate(list(TOY.strategies.values())[1:])
    ],
)


def told(strategy):
    """That one strategy suits nearly everybody."""
    likely = Likely(low=0.8, share=0.9, high=0.95)
    return Suits(
        rows=[Suited(strategy=strategy, skill="", low=36, suited=36, high=38, families=40, likely=likely)],
        another=Likely(low=0.3, share=0.6, high=0.85),
    )


ASKED = st.tuples(
    st.sampled_from((TOY, FEWER)),
    st.sampled_from((0, 40, 400, 2000)).map(lambda gone: FIRST_DAY + timedelta(days=gone)),
    st.sampled_from(((), *((each,) for each in sorted(TOY.strategies)))),
)
SUITS = (NOTHING_TOLD, *map(told, sorted(TOY.strategies)))


@given(plans(TOY), st.lists(ASKED, min_size=2, max_size=12))
def test_it_is_what_a_plan_answers_that_was_never_asked(plan, every):
    """Whatever was asked before: with other strategies there, of another age, with other barriers or other logs."""
    for suits, (catalogue, on, prefer), focus in product(SUITS, every, plan.focuses):
        asked = (focus, catalogue, on, prefer)
        assert open_strategies(evolve(plan), *asked, suits=suits) == open_strategies(plan, *asked, suits=suits)


@given(plans(TOY))
def test_it_is_no_part_of_the_plan(plan):
    """It makes no plan another one, and is neither written nor sent."""
    new, written, sent = evolve(plan), dumps(plan), pickle.dumps(plan)
    for focus in plan.focuses:
        open_strategies(plan, focus, TOY, FIRST_DAY)

    assert plan.worked_out or not any(plan.family.routine(focus.routine) for focus in plan.focuses)
    assert (new, hash(new), repr(new), new.version) == (plan, hash(plan), repr(plan), plan.version)
    assert (written, sent) == (dumps(plan), pickle.dumps(plan))
    assert {} == pickle.loads(sent).worked_out == evolve(plan).worked_out
    assert isinstance(plan, Plan)
