"""
The last days of a series and what was before them: every day in one of the two, and nothing else changed.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from coachplan.papers.alternative import phases_told
from coachplan.papers.series import series
from coachplan.papers.windows import before, last_days
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, D, entry

LOG = [entry(number, 3, id=f"d{number}") for number in range(1, 101, 2)]


def shown(days=100):
    """The first of so many days is that of the plan."""
    return series(OPEN, LOG, FOCUS.id, on=D + timedelta(days=days), catalogue=ENGINE.catalogue)


def test_all_of_what_is_short():
    """As it was, and nothing before it."""
    assert shown() == last_days(shown(), 101)
    assert before(shown(), 101) is None


def test_every_day_is_in_one_of_the_two():
    """The window ends where it ended, and begins so many days before."""
    whole, late, then = shown(), last_days(shown(), 30), before(shown(), 30)

    assert whole.until == late.until
    assert 30 == (late.until - late.since).days + 1
    assert then.until + timedelta(days=1) == late.since
    assert whole.points == (*then.points, *late.points)
    assert (whole.low, whole.high, whole.measure) == (late.low, late.high, late.measure)


def test_a_phase_that_is_gone_leaves_the_others_their_place():
    """A point stands in the phase that it stood in, by its new place; one that goes on ends with the window."""
    whole = shown()
    old, new = (evolve(whole.phases[0], first=whole.since + timedelta(days=at)) for at in (0, 50))
    parted = evolve(
        whole,
        phases=[evolve(old, last=new.first - timedelta(days=1)), new],
        points=[evolve(point, phase=int(point.on >= new.first)) for point in whole.points],
    )

    assert {0} == {point.phase for point in last_days(parted, 30).points}
    assert 1 == len(last_days(parted, 30).phases)
    assert {0, 1} == {point.phase for point in before(parted, 30).points}
    assert before(parted, 30).until == before(parted, 30).phases[-1].last
    assert 2 == len(phases_told(before(parted, 30)))
    assert before(parted, 30).lately is None
