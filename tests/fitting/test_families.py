"""
What a family may say: it is known by a digest, told once, and speaks no louder than its cap, whatever it brings.
"""

from __future__ import annotations

import random

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachplan.fitting.families import MOST_A_DAY, MOST_DAYS, Told, key_of, together, voices
from coachplan.fitting.histories import days_in

LOGS = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 1)), min_size=1, max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs=st.lists(LOGS, min_size=1, max_size=6), seed=st.integers(0, 99))
def test_the_order_in_which_families_come_does_not_matter(one, logs, seed):
    """Nor that some come twice: each is told once, by its digest."""
    told = [one(str(number), log) for number, log in enumerate(logs)]
    mixed = [*told, *told[:2]]
    random.Random(seed).shuffle(mixed)

    assert together(told) == together(mixed)
    assert len(told) == len(together(mixed))


def test_a_plan_counts_once_as_it_was_told_last(one):
    """Two plans of a family are told together; the same plan of two days only as it was on the later."""
    early, late = one("a", [(5, 1)] * 3), one("a", [(5, 1)] * 4)
    told = [
        evolve(early, plan="p1", newest="2026-03-01"),
        evolve(late, plan="p1", newest="2026-03-09"),
        evolve(early, plan="p2", newest="2026-03-01"),
    ]

    assert [7] == [each.days for each in together(told)] == [each.days for each in together(reversed(told))]


def test_of_a_family_of_endless_days_the_first_are_read(one):
    """However many it has, and over however many focuses."""
    endless = one("a", [(5, 3)] * 9000)
    many = evolve(endless, histories=endless.histories * 3)

    assert [MOST_DAYS] == [each.days for each in together([endless])]
    assert [MOST_DAYS // 3] * 3 == [days_in(history) for each in together([many]) for history in each.histories]


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12), st.floats(-1e6, 1e6))
def test_no_family_speaks_louder_than_its_cap(one_by_one, gain):
    """Its days count for no more than twice those of the family in the middle, and a day speaks for so much at most."""
    told = [_of_days(str(number), days) for number, days in enumerate(one_by_one)]
    middle = sorted(one_by_one)[len(one_by_one) // 2]
    for each, voice in zip(told, voices(told), strict=True):
        said, pace = voice.says(gain)
        assert abs(said) <= MOST_A_DAY * min(each.days, 2 * middle)
        assert 0 <= pace <= voice.weight <= 1


def _of_days(name, days):
    made = Told(key_of(name), "", "", ())
    object.__setattr__(made, "days", days)
    return made


def test_a_small_gain_counts_as_it_is(one):
    """Families of a usual length lose nothing by the cap."""
    voice, *_ = voices([one(str(number), [(5, 3)] * 20) for number in range(3)])

    assert pytest.approx((0.1, 1), rel=0.01) == voice.says(0.1)


@given(st.text(min_size=1, max_size=8), st.integers(2, 20))
def test_a_family_is_always_held_out_in_the_same_part(name, parts):
    """Its digest says in which; no other family has a say."""
    made = Told(key_of(name), "", "", ())

    assert made.part(parts) == Told(key_of(name), "p", "2026-01-01", ()).part(parts) in range(parts)
