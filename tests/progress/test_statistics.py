"""
What practised days say when they are pooled and compared: a share, a slope, halves, two places.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

from coachplan.engine import core_catalogue
from coachplan.model.plans import Focus
from coachplan.progress.days import Day
from coachplan.progress.statistics import differ, share_of, trend
from coachplan.progress.tally import Tally

FIRST = date(2026, 3, 2)

#: The starting numbers, but for those that a comparison stands on.
PARAMETERS = evolve(
    core_catalogue().numbers, dispersion=1.9, differ_tries=6, differ_well=0.7, differ_badly=0.5, differ_z=2.0
)


FOCUS = Focus("f1", "morning", skill="ot/pull-up-socks", step=1, strategy="ot/backward-chaining", since=FIRST)


def rise(days):
    """The newer half less the older, as it is kept up day by day."""
    return Tally.of(FOCUS, PARAMETERS, days).rise()


def days(*counts):
    return [
        Day(
            on=FIRST + timedelta(days=at),
            entries=(f"e{at}",),
            tags=frozenset(),
            pools={},
            tags_at={},
            tries=tries,
            successes=successes,
            counted=(tries, successes),
            measured=False,
            helped=0,
            offers=tries,
            impossible=0,
            marked=False,
            done=False,
            partly=False,
            confidence=None,
            stress=None,
        )
        for at, (successes, tries) in enumerate(counts)
    ]


def of_five(*successes):
    return days(*((each, 5) for each in successes))


def test_without_tries_there_is_nothing_to_say():
    """No tries is unknown, and not zero."""
    assert share_of([]) is None
    assert share_of(days((0, 0))) is None
    assert rise(of_five(1)) is None
    assert trend(of_five(1, 2, 3, 4)) is None


def test_the_share_is_pooled_and_not_a_mean_of_days():
    """1 of 1 and 0 of 9 is 10 %, not 50 %."""
    assert 0.1 == share_of(days((1, 1), (0, 9)))


def test_the_trend_is_the_slope_for_each_practised_day():
    """1, 2, 3, 4, 5 of 5 rises by a fifth a day; days without tries do not stretch it."""
    assert 0.2 == pytest.approx(trend(of_five(1, 2, 3, 4, 5)))
    assert 0.0 == pytest.approx(trend(of_five(3, 3, 3, 3, 3)))
    assert 0.2 == pytest.approx(trend(days((1, 5), (2, 5), (0, 0), (3, 5), (4, 5), (5, 5))))


def test_days_weigh_by_their_tries_in_the_trend():
    """One try that went well on the last of six days hardly tilts five days of twenty."""
    level = [(10, 20)] * 5
    assert 0 < trend(days(*level, (1, 1))) < 0.01
    assert 0.05 < trend(days(*level, (20, 20)))


def test_a_true_plateau_has_no_trend():
    """OT-12: 2, 2, 1, 2, 2, 2, 2, 1, 2, 2 of 5 stands still."""
    flat = of_five(2, 2, 1, 2, 2, 2, 2, 1, 2, 2)
    assert abs(trend(flat)) < 0.01
    assert 0.0 == pytest.approx(rise(flat))


def test_the_newer_half_is_held_against_the_older():
    """A rise is the newer half's share less the older half's; the middle day of an odd number counts for neither."""
    assert 0.4 == pytest.approx(rise(of_five(1, 1, 3, 3)))
    assert -0.4 == pytest.approx(rise(of_five(3, 5, 1)))


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ({"home": (15, 15, 3), "Grandma's": (10, 1, 2)}, ("home", "Grandma's")),  # OT-04
        ({"morning": (15, 14, 3), "evening": (15, 1, 3)}, ("morning", "evening")),  # OT-05
        ({"Mum": (15, 13, 3), "Dad": (15, 4, 3)}, ("Mum", "Dad")),  # SP-10
    ],
)
def test_places_times_and_people_that_differ_are_told_apart(groups, found):
    """Home yes and Grandma no, mornings yes and evenings no, one parent and the other: beyond chance, and named."""
    assert found == differ(groups, PARAMETERS)
    assert found == differ(dict(reversed(groups.items())), PARAMETERS)


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        ({"home": (15, 15, 3), "away": (5, 0, 1)}, "one day"),
        ({"home": (15, 15, 3), "away": (5, 0, 2)}, "too few tries"),
        ({"home": (15, 10, 3), "away": (15, 2, 3)}, "none goes well"),
        ({"home": (15, 15, 3), "away": (15, 9, 3)}, "none goes badly"),
        ({"home": (6, 5, 2), "away": (6, 3, 2)}, "within chance"),
        ({"home": (15, 15, 3)}, "one place"),
        ({}, "no place"),
    ],
)
def test_no_difference_without_enough_behind_it(groups, why):
    """One day, a few tries, or a gap within chance is no difference."""
    assert differ(groups, PARAMETERS) is None, why
