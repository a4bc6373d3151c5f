"""
What days add up to: kept up day by day, it is what adding all of them up says.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import core_catalogue
from coachplan.model.plans import Focus
from coachplan.progress.ability import aim_evidence
from coachplan.progress.days import NOT_JUDGED, Circumstance, Day
from coachplan.progress.tally import Tally

FIRST = date(2026, 3, 2)
PARAMETERS = core_catalogue().numbers
FOCUS = Focus(
    "f1", "morning", skill="toy/stack-blocks", step=1, strategy="toy/show-first", since=FIRST,
    baseline=0.2, aim=0.8, aim_day=FIRST + timedelta(days=20),
)  # fmt: skip


@st.composite
def days(draw):
    """Some days in a row, as they are pooled."""
    found, on = [], FIRST
    for number in range(draw(st.integers(0, 9))):
        on += timedelta(days=draw(st.integers(1, 9)))
        counts = draw(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.integers(1, 5)), max_size=3))
        pools = {}
        for where, hits, tries in counts:
            at = Circumstance("", where, "", draw(st.sampled_from(("morning", "evening"))))
            before = pools.get(at, (0.0, 0.0))
            pools[at] = (before[0] + tries, before[1] + min(hits, tries))
        marked = draw(st.booleans())
        found.append(
            Day(
                on=on,
                entries=(f"e{number}",),
                tags=frozenset(draw(st.lists(st.sampled_from(("ill", "pressured", "distressed")), max_size=1))),
                pools=MappingProxyType(pools),
                tags_at=MappingProxyType({}),
                tries=sum(tries for tries, _ in pools.values()),
                successes=sum(hits for _, hits in pools.values()),
                counted=(0.0, 0.0),
                measured=False,
                helped=draw(st.sampled_from((0.0, 2.0))),
                offers=draw(st.integers(0, 2)),
                impossible=draw(st.integers(0, 1)),
                marked=marked,
                done=marked and draw(st.booleans()),
                partly=marked and draw(st.booleans()),
                confidence=None,
                stress=None,
            )
        )
    return found


def by_hand(days, place):
    """Tries, successes and days by one thing that a circumstance tells."""
    found = {}
    for day in days:
        for name in {at[place] for at in day.pools}:
            own = [counts for at, counts in day.pools.items() if at[place] == name]
            tries, hits, many = found.get(name, (0.0, 0.0, 0))
            found[name] = (tries + sum(t for t, _ in own), hits + sum(h for _, h in own), many + 1)
    return found


@given(days())
def test_the_sums_are_those_of_all_days(found):
    """Whatever is read of the sums is what the days say one by one."""
    tally = Tally.of(FOCUS, PARAMETERS, found)
    usual = [day for day in found if day.usual]
    assert len(found) == tally.count
    assert sum(day.tries for day in found) == tally.tries
    assert sum(day.offers for day in found) == tally.offers
    assert (sum(d.marked for d in found), sum(d.done for d in found), sum(d.partly for d in found)) == (
        tally.marked, tally.done, tally.partly,
    )  # fmt: skip
    assert len(usual) == tally.usual
    unjudged = [d.on for d in found if not (d.tries or d.helped or d.impossible) and d.tags.isdisjoint(NOT_JUDGED)]
    assert unjudged == tally.unjudged
    for place, name in enumerate(Circumstance._fields):
        assert by_hand(found, place) == tally.groups[name]


@given(days())
def test_the_newer_half_is_compared_with_the_older(found):
    """Of the usual days the newer half's share less the older half's; nothing below two."""
    usual, rise = [day for day in found if day.usual], Tally.of(FOCUS, PARAMETERS, found).rise()
    half = len(usual) // 2
    if not half:
        assert rise is None
        return
    older, newer = usual[:half], usual[-half:]
    shares = [sum(d.successes for d in part) / sum(d.tries for d in part) for part in (older, newer)]
    assert shares[1] - shares[0] == pytest.approx(rise)


@given(days(), st.sampled_from((0, 1, 2, 20)))
def test_the_days_are_held_against_the_line_to_the_aim(found, span):
    """Each day against where the line is on it; from the day of the aim on, against the aim."""
    focus = evolve(FOCUS, aim_day=FIRST + timedelta(days=span))

    def aimed(on):
        return 0.8 if not span else 0.2 + (0.8 - 0.2) * min(1.0, (on - FIRST).days / span)

    usual = [(day.tries, day.successes, aimed(day.on)) for day in found if day.usual]
    assert aim_evidence(usual, 0.2, PARAMETERS) == Tally.of(focus, PARAMETERS, found).against_aim
    assert 0.0 == Tally.of(evolve(FOCUS, aim=None, baseline=None, aim_day=None), PARAMETERS, found).against_aim


@given(days(), days())
def test_one_more_day_is_added_apart(found, more):
    """Sums with one more day are those of all; the first ones stay as they were, and know whose they are."""
    for day in more[:1]:
        tally = Tally.of(FOCUS, PARAMETERS, found)
        before = (tally.count, tally.tries, tally.usual, dict(tally.groups), list(tally.unjudged))
        after, whole = tally.with_day(day), Tally.of(FOCUS, PARAMETERS, [*found, day])
        assert before == (tally.count, tally.tries, tally.usual, dict(tally.groups), list(tally.unjudged))
        assert (whole.count, whole.tries, whole.groups, whole.rise()) == (
            after.count, after.tries, after.groups, after.rise(),
        )  # fmt: skip
        assert after.is_of(FOCUS, (*found, day))
        assert not after.is_of(FOCUS, found)
        assert not after.is_of(evolve(FOCUS, step=2), (*found, day))
        assert tally.is_of(FOCUS, found)
