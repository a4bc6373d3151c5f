"""
Families that were held out: numbers that foretell better are known by it, others are not, and of few nothing is told.
"""

from __future__ import annotations

import math

import pytest
from attrs import evolve

from coachplan.engine import core_catalogue
from coachplan.fitting.held_out import foretold_by, held_out
from coachplan.model.fitted import FEWEST
from coachplan.progress.ability import Priors

SHIPPED = core_catalogue().numbers


def foretold(told, **numbers):
    """Families as the shipped numbers foretell them, and as others do."""
    other = Priors.of(evolve(SHIPPED, **numbers))
    return [foretold_by(each, Priors.of(SHIPPED), other) for each in told]


def test_true_numbers_foretell_better(drawn):
    """Families whose days swing little are foretold better by numbers that say so, beyond doubt; and the other way."""
    told = drawn(40, days=15, swing_sd=0.2, start_share=0.2)
    better = held_out(foretold(told, swing_sd=0.2, start_share=0.2), 4)
    worse = held_out(foretold(drawn(40, days=15), swing_sd=1.4, start_share=0.7), 4)

    assert (True, False) == (better.better, worse.better)
    assert better.shipped - better.fitted == pytest.approx(better.gain)
    assert worse.high < 0 < better.low < better.gain < better.high


def test_the_same_numbers_gain_nothing(drawn):
    """And are not better beyond doubt."""
    found = held_out(foretold(drawn(30)), 4)

    assert (0, 0, 0, False) == (found.gain, found.low, found.high, found.better)
    assert found.as_shipped == found.as_fitted


def test_of_few_families_nothing_is_told(drawn):
    """Nor in a bin of calibration, so that no figure is of a family that could be guessed."""
    few, enough = (held_out(foretold(drawn(count)), 4) for count in (FEWEST - 1, FEWEST))

    assert few is None
    assert enough.families == FEWEST
    assert all(each.days >= FEWEST for each in enough.as_shipped)


def test_what_is_said_happens_as_often(drawn):
    """Families drawn from the shipped numbers: of what was said to work in a share, that share did, to some points."""
    found = held_out(foretold(drawn(120, days=18)), 4)

    assert len(found.as_shipped) >= 5
    assert all(abs(each.said - each.was) < 0.08 for each in found.as_shipped if each.days > 100)


def test_one_family_of_endless_nonsense_recommends_nothing(drawn, one):
    """It alone would be foretold better by other numbers; the doubt that it brings is larger than its gain."""
    wild = one("wild", [(20, 20 * (number % 2)) for number in range(200)])
    found = held_out(foretold([*drawn(40, days=15), wild], swing_sd=1.5), 4)

    assert not found.better
    assert math.isfinite(found.gain)
