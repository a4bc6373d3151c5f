"""
Fitted numbers tried on families that are drawn from them: such families are as the numbers say, and a difference is
one of the numbers alone.
"""

from __future__ import annotations

import math
from statistics import fmean, pstdev

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import UnknownIdError
from coachplan.engine import core_catalogue
from coachplan.fitting.practised import Practice
from coachplan.model.fitted import LIMITS
from coachplan.simulation import backtest, coached_by, draw, engine_for, under_both
from coachplan.simulation.experiments.under_both import TOLD
from coachplan.simulation.world.of_numbers import cohort_of

SHIPPED = core_catalogue().numbers

numbers = st.fixed_dictionaries({name: st.floats(*ends) | st.sampled_from(ends) for name, ends in LIMITS.items()})
practices = st.builds(
    Practice,
    st.tuples(st.floats(1, 10), st.floats(10, 60)),
    st.tuples(st.floats(0.2, 3), st.floats(3, 7)),
)


def with_them(values):
    return evolve(SHIPPED, **{name.removeprefix("core/").replace("-", "_"): value for name, value in values.items()})


@given(numbers, st.none() | practices)
def test_every_fit_makes_families_that_can_be_drawn(values, practice):
    """Whatever numbers a document can hold, and however families practise."""
    values["core/growth-fast"] = max(values["core/growth-fast"], values["core/growth-slow"])
    truth = draw(cohort_of(with_them(values), practice), 3, 7)

    assert truth.rate > 0
    assert 0 <= truth.unsuited <= 1
    assert list(truth.difficulty) == sorted(truth.difficulty)
    assert truth.swing == pytest.approx(math.hypot(values["core/swing-sd"], values["core/odd-day-sd"]))


def test_families_are_as_the_numbers_say():
    """Middles and spreads of a thousand children are those of the numbers; tries and days those of the clinic."""
    told = with_them({"core/start-share": 0.3, "core/little-prior": 0.7, "core/step-gap": 1.4})
    cohort = cohort_of(told, Practice((3, 3), (2, 4)))
    drawn = [draw(cohort, seed, 1) for seed in range(1000)]
    starts = [-each.difficulty[0] for each in drawn]
    gaps = [each.difficulty[1] - each.difficulty[0] for each in drawn]
    rates = [each.rate for each in drawn]

    assert fmean(starts) == pytest.approx(math.log(0.3 / 0.7), abs=0.15)
    assert pstdev(starts) == pytest.approx(told.start_sd, abs=0.1)
    assert (fmean(gaps), pstdev(gaps)) == pytest.approx((1.4, told.step_gap_sd), abs=0.05)
    assert fmean(rates) == pytest.approx((told.growth_slow + told.growth_fast) / 2, abs=0.01)
    assert pstdev(rates) == pytest.approx((told.growth_fast - told.growth_slow) / 2, abs=0.01)
    assert {each.tries[0] for each in drawn} == {3}
    assert fmean(each.share for each in drawn) == pytest.approx(0.3)
    assert 2 <= min(each.days_a_week for each in drawn) <= max(each.days_a_week for each in drawn) <= 4


def test_the_shipped_numbers_beside_themselves_are_no_different():
    """Every life is the same twice, so every difference is nothing."""
    found = under_both({}, families=10, weeks=6)

    assert (10, 6, TOLD) == (found.families, found.weeks, tuple(found.figures))
    for each in found.figures.values():
        assert each.shipped == each.fitted
        assert each.more.value in (None, 0)


def test_figures_are_those_of_a_backtest_of_the_same_families():
    """Each apart, the figures are those that `backtest` tells; the difference is between them."""
    values = {"core/growth-fast": 0.5, "core/growth-slow": 0.3, "core/start-share": 0.7, "core/swing-sd": 0.2}
    found = under_both(values, families=10, weeks=8, seed=4)
    engine = engine_for()
    own = [coached_by(engine, name="shipped"), coached_by(engine.with_parameters(values), name="fitted")]
    cohort = cohort_of(engine.with_parameters(values).catalogue.numbers)
    told = {each.policy: each.figures for each in backtest(own, [cohort], families=10, weeks=8, seed=4)}

    for name, each in found.figures.items():
        assert (told["shipped"][name], told["fitted"][name]) == (each.shipped, each.fitted)
        if each.more.value is not None:
            assert each.more.value == pytest.approx(each.fitted.value - each.shipped.value)
    assert any(each.more.value for each in found.figures.values()), "such children are treated otherwise"


def test_workers_change_nothing_and_tell_how_far_they_are():
    """Two processes say what one says."""
    heard = []
    asked = {"values": {"core/step-gap": 0.5}, "families": 20, "weeks": 4}
    one = under_both(**asked, progress=lambda *done: heard.append(done))

    assert one == under_both(**asked, workers=2)
    assert [(10, 20), (20, 20)] == heard


def test_a_number_that_there_is_not_is_refused():
    """Nothing lives before that is said."""
    with pytest.raises(UnknownIdError, match="core/nothing"):
        under_both({"core/nothing": 1.0})
