"""
A climb finds the numbers that families were drawn with, moves little for few families, and stays within its limits
whatever a log holds.
"""

from __future__ import annotations

import pytest

from coachplan.engine import core_catalogue
from coachplan.fitting.chances import Chances
from coachplan.fitting.climbing import climb
from coachplan.fitting.numbers import WIDTHS, scale_of
from coachplan.fitting.solving import inverse_diagonal, solved
from coachplan.model.fitted import LIMITS

SHIPPED = core_catalogue().numbers
SCALE = scale_of(SHIPPED, tuple(WIDTHS))
NAMES = list(SCALE.names)


def climbed(told, *names):
    """The top by these families, where only some numbers move; all, unless they are named."""
    moves = [not names or name.removeprefix("core/") in names for name in NAMES]
    return climb(Chances(told, SCALE, None), range(len(told)), moves)


def at(top, name):
    """The number of that name, and where it lies in 19 cases of 20."""
    place = NAMES.index(f"core/{name}")
    far = 1.96 * top.off[place]
    return [SCALE.value(f"core/{name}", top.point[place] + way * far) for way in (0, -1, 1)]


@pytest.mark.parametrize(
    ("name", "truth"),
    [("start-share", 0.2), ("swing-sd", 1.1), ("little-prior", 0.75), ("step-gap", 1.8), ("growth-fast", 0.38)],
)
def test_families_drawn_with_a_number_are_fitted_back(drawn, name, truth):
    """Within the interval that is told, and nearer to the truth than what is shipped."""
    told = drawn(60, days=15, **{name.replace("-", "_"): truth})
    value, low, high = at(climbed(told, name), name)

    assert low <= truth <= high
    assert abs(value - truth) < abs(getattr(SHIPPED, name.replace("-", "_")) - truth)


@pytest.mark.whole
def test_several_numbers_are_told_apart(drawn):
    """A lower start, bumpier days and taller steps at once: each is found as itself."""
    told = drawn(60, days=24, start_share=0.25, swing_sd=0.95, step_gap=1.5)
    top = climbed(told, "start-share", "start-sd", "swing-sd", "swing-carry", "step-gap")

    for name, truth in (("start-share", 0.25), ("swing-sd", 0.95), ("step-gap", 1.5)):
        value, low, high = at(top, name)
        assert low <= truth <= high
        assert value == pytest.approx(truth, rel=0.25)


def test_few_families_change_little(drawn):
    """One family of another kind moves a number by less than a width; sixty bring it to where it is."""
    few, many = (climbed(drawn(count, days=15, start_share=0.15), "start-share").point for count in (1, 60))

    assert -1 < few[0] < 0
    assert many[0] < few[0]


@pytest.mark.whole
def test_one_wild_family_moves_no_number_far(drawn, one):
    """Ten thousand days of nothing and all by turns: what twenty-five others tell stays what it is, to half a width."""
    told = drawn(25, days=15)
    wild = one("wild", [(20, 20 * (number % 2)) for number in range(200)])
    calm, stirred = (climbed(group).point for group in (told, [*told, wild]))

    assert all(abs(one_way - other) < 0.75 for one_way, other in zip(calm, stirred, strict=True))


@pytest.mark.parametrize(
    "days",
    [
        [(5, 5)] * 12,
        [(5, 0)] * 12,
        [(20, 0), (20, 20)] * 6,
        [(1, 1)],
        [(0.5, 0.25)] * 12,
        [(10**6, 10**6), (10**6, 0)] * 3,
    ],
    ids=["all", "none", "by turns", "one try", "marks", "a million tries"],
)
@pytest.mark.parametrize("count", [1, 20])
def test_whatever_a_log_holds_each_number_stays_within_its_limits(one, days, count):
    """One family or many of them, and with nobody at all it stays as it is shipped."""
    told = [one(str(number), days) for number in range(count)]
    top = climbed(told, "start-share", "swing-sd", "growth-slow", "growth-fast", "odd-day-sd")
    values = SCALE.values(top.point)

    assert all(LIMITS[name][0] <= value <= LIMITS[name][1] for name, value in values.items())
    assert values["core/growth-little"] < values["core/growth-slow"] < values["core/growth-fast"]
    assert climbed([]).point == (0.0,) * len(NAMES)


def test_where_nothing_moves_it_is_as_shipped():
    """To the last digit, and the priors are those of every engine."""
    start = (0.0,) * len(NAMES)

    assert SCALE.values(start) == {name: getattr(SHIPPED, name[5:].replace("-", "_")) for name in NAMES}


def test_equations_are_solved():
    """Against what can be worked out by hand."""
    matrix = [[4.0, 2.0], [2.0, 3.0]]

    assert [pytest.approx(0.25), pytest.approx(0.5)] == solved(matrix, [2.0, 2.0])
    assert [pytest.approx(3 / 8), pytest.approx(4 / 8)] == inverse_diagonal(matrix)
