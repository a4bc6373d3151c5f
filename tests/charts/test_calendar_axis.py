"""The days that an axis names: they never meet, and are what a calendar would name."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.charts.calendar_axis import ticks
from coachplan.testing.builders import ENGINE

WIDTH = 390.0
FIRST = date(2026, 3, 2).toordinal()


def named(first, last):
    return ticks(
        first,
        last,
        WIDTH,
        lambda on: (on - first + 1) / (last - first + 2),
        lambda words: 4.0 * len(words),
        ENGINE.catalogue.words.say,
    )


@given(st.integers(0, 2000), st.integers(6, 6000))
def test_no_name_meets_another(begin, span):
    """From a week to sixteen years."""
    found = named(FIRST + begin, FIRST + begin + span)
    day = WIDTH / (span + 2)
    assert found
    for one, other in pairwise(found):
        wide = [2.0 * max(map(len, tick.words.split("\n"))) for tick in (one, other)]
        assert (other.at - one.at) * day > sum(wide)


@pytest.mark.parametrize(
    ("span", "first", "second"),
    [
        (6, "2 Mar\n2026", "3 Mar"),
        (12, "2 Mar\n2026", "4 Mar"),
        (60, "2 Mar\n2026", "9 Mar"),
        (100, "2 Mar\n2026", "16 Mar"),
        (400, "Apr\n2026", "May"),
    ],
)
def test_it_names_days_then_weeks_then_months(span, first, second):
    """Weeks begin on a Monday; a year is written once."""
    assert [first, second] == [tick.words for tick in named(FIRST, FIRST + span)[:2]]


def test_a_new_year_is_named():
    """Under its first day."""
    words = [tick.words for tick in named(FIRST, FIRST + 400)]

    assert "Jan\n2027" in words
    assert 2 == sum("\n" in each for each in words)
