"""
How the child is doing: pooled counts, an interval that widens for swings, and tests that do not jump at noise.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from coachplan.days import Day
from coachplan.progress import below_aim, differ, estimate, rise, share_of, trend

FIRST = date(2026, 3, 2)

#: The starting numbers, as in the core's parameters.
NUMBER = {
    "fade": 0.85,
    "interval-z": 1.2816,
    "dispersion": 1.9,
    "dispersion-days": 6,
    "aim-days": 4,
    "aim-tries-cap": 6,
    "aim-p": 0.05,
    "differ-tries": 6,
    "differ-well": 0.7,
    "differ-badly": 0.5,
    "differ-z": 2.0,
}

#: A plain Wilson interval at 95 %: no fading, no swings.
PLAIN = {**NUMBER, "fade": 1.0, "interval-z": 1.96, "dispersion": 1.0}


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


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ([(4, 5)], 0.38, 0.96),
        ([(4, 5), (4, 5), (4, 5)], 0.55, 0.93),
        ([(14, 15)], 0.70, 0.99),
        ([(5, 5), (5, 5), (5, 5)], 0.80, 1.00),
    ],
)
def test_without_swings_the_interval_is_wilsons(counts, low, high):
    """4/5 is .38-.96, 12/15 .55-.93, 14/15 .70-.99 and 15/15 .80-1.00 at 95 %."""
    sure = estimate(days(*counts), PLAIN)
    assert (low, high) == (round(sure.low, 2), round(sure.high, 2))


def test_one_day_is_widened_by_what_logs_of_children_show():
    """4/5 on one day rests on 5 / 1.9 tries: .41 to .96 at 80 %, worked out by hand."""
    sure = estimate(of_five(4), NUMBER)
    assert 5 / 1.9 == pytest.approx(sure.tries)
    assert (0.8, 0.411, 0.958) == (sure.mean, round(sure.low, 3), round(sure.high, 3))


def test_recent_days_weigh_more():
    """0 then 5 of 5 is 5 / (5 + 0.85 * 5); the other way round it is the rest."""
    assert 5 / 9.25 == pytest.approx(estimate(of_five(0, 5), NUMBER).mean)
    assert 4.25 / 9.25 == pytest.approx(estimate(of_five(5, 0), NUMBER).mean)


def test_days_that_swing_widen_the_interval():
    """5, 0, 5, 0 says less than 3, 2, 3, 2: Pearson's 20 over three degrees, drawn to 1.9 over six days, is 3.49."""
    flat = {**NUMBER, "fade": 1.0}
    wild, calm = estimate(of_five(5, 0, 5, 0), flat), estimate(of_five(3, 2, 3, 2), flat)
    assert wild.mean == calm.mean == pytest.approx(0.5)
    assert 20 / ((1.9 * 6 + 20) / 9) == pytest.approx(wild.tries)
    assert wild.high - wild.low > calm.high - calm.low


def test_days_alike_never_count_for_more_than_their_tries():
    """Days that differ less than chance are no reason to be surer than the tries allow."""
    flat = {**NUMBER, "fade": 1.0}
    assert estimate(of_five(*[3] * 60), flat).tries <= 300


def test_a_day_without_tries_tells_nothing():
    """A practised day on which nothing was counted leaves the estimate as it was."""
    counted = of_five(5, 5, 5)
    assert estimate(counted, NUMBER) == estimate([*counted, *days((0, 0))], NUMBER)


def test_bounds_stay_within_nothing_and_all():
    """The interval holds the mean and never leaves 0 to 1."""
    for counts in ([0, 0, 0], [5, 5, 5], [1], [5, 0, 5], [2, 3]):
        sure = estimate(of_five(*counts), NUMBER)
        assert 0 <= sure.low <= sure.mean <= sure.high <= 1


def test_more_tries_are_surer():
    """The interval narrows with tries at the same share."""
    widths = [high.high - high.low for high in (estimate(of_five(*[4] * n), NUMBER) for n in (1, 3, 6, 12))]
    assert all(one > other for one, other in pairwise(widths))


def test_without_tries_there_is_nothing_to_say():
    """No tries is unknown, and not zero."""
    assert estimate([], NUMBER) is None
    assert estimate(days((0, 0)), NUMBER) is None
    assert share_of([]) is None
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


def test_the_newer_half_is_held_against_the_older():
    """A rise is the newer half's share less the older half's; the middle day of an odd number counts for neither."""
    assert 0.4 == pytest.approx(rise(of_five(1, 1, 3, 3)))
    assert -0.4 == pytest.approx(rise(of_five(3, 5, 1)))


#: Pooled tries, aim, and the most successes that are below it at p < .05 (domain.md 3.3).
CUT_OFFS = [
    (tries, aim, cut)
    for tries, row in {
        12: (0, 1, 2, 3, 5, 6),
        15: (1, 2, 3, 5, 6, 8),
        20: (2, 3, 5, 7, 10, 12),
        25: (3, 5, 7, 10, 13, 16),
        30: (4, 7, 10, 13, 16, 19),
    }.items()
    for aim, cut in zip((0.3, 0.4, 0.5, 0.6, 0.7, 0.8), row, strict=True)
]


def _pooled(successes, tries):
    # Four days with these sums, and a day before them like the last, so that both looks pool the same.
    def parts(whole):
        return [whole // 4 + (at < whole % 4) for at in range(4)]

    four = list(zip(parts(successes), parts(tries), strict=True))
    return days(four[-1], *four)


@pytest.mark.parametrize(("tries", "aim", "cut"), CUT_OFFS)
def test_pooled_cut_offs(tries, aim, cut):
    """At the cut-off of the table the pooled days are below the aim; with one success more they are not."""
    uncapped = {**NUMBER, "aim-tries-cap": 100}
    assert below_aim(_pooled(cut, tries), lambda _: aim, uncapped)
    assert not below_aim(_pooled(cut + 1, tries), lambda _: aim, uncapped)


def test_one_bad_look_is_not_enough():
    """Below the aim needs two looks running: one bad day after four good ones tells nothing yet."""
    assert not below_aim(of_five(4, 4, 4, 4, 0), lambda _: 0.7, NUMBER)
    assert not below_aim(of_five(5, 5, 1, 1, 0), lambda _: 0.7, NUMBER)
    assert below_aim(of_five(1, 1, 1, 1, 1), lambda _: 0.7, NUMBER)


def test_fewer_than_five_days_are_never_below_the_aim():
    """Two looks at four days need five."""
    assert not below_aim(of_five(0, 0, 0, 0), lambda _: 0.9, NUMBER)


def test_many_tries_of_one_day_count_as_six():
    """12 of 20 a day, four times, would be below .75 as 80 tries; as 24 it is not."""
    twenty = days(*[(12, 20)] * 5)
    assert not below_aim(twenty, lambda _: 0.75, NUMBER)
    assert below_aim(twenty, lambda _: 0.75, {**NUMBER, "aim-tries-cap": 100})


def test_a_true_plateau_is_found():
    """OT-12: 7 of 20 against a mean aim of .67, and 7 of 20 against .64 a look earlier, is below at both."""
    flat = of_five(2, 2, 1, 2, 2, 2, 2, 1, 2, 2)

    def aim_on(on):
        return 0.4 + 0.4 * (on - FIRST).days / 11

    assert (7, 7) == (sum(day.successes for day in flat[-4:]), sum(day.successes for day in flat[-5:-1]))
    assert below_aim(flat, aim_on, NUMBER)
    assert abs(trend(flat)) < 0.01


def test_slow_and_wobbly_is_no_plateau():
    """OT-01: 9 of 20 against a mean aim of .43 is on its way."""
    assert not below_aim(of_five(1, 1, 2, 2, 2, 3), lambda on: 0.2 + 0.6 * (on - FIRST).days / 9, NUMBER)


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
    assert found == differ(groups, NUMBER)
    assert found == differ(dict(reversed(groups.items())), NUMBER)


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
    assert differ(groups, NUMBER) is None, why
