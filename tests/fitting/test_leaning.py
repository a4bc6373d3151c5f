"""
Groups that lean on larger ones: a small one much, a large one little; counts and shares with doubt that holds.
"""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.fitting.leaning import lean

#: Families that tell beyond doubt that it happened, or that it did not.
YES, NO = (1.0, 12.0), (1.0, -12.0)


def flat(*groups):
    """What comes of groups with one part each, where nothing much is held likely before."""
    return lean([[group] for group in groups], 0.5, 2.0)


TOLD = st.lists(st.floats(-15, 15), min_size=1, max_size=12)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(TOLD, min_size=1, max_size=3), min_size=1, max_size=4), st.floats(0.1, 0.9))
def test_every_number_is_within_its_bounds(groups, middle):
    """Shares from 0 to 1, counts of no more than there are families, each within its own interval."""
    told = [[[(1 / len(group), odds) for odds in part] for part in group] for group in groups]
    found = lean(told, middle, 0.7)

    for group, (share, count), parts in zip(told, found.groups, found.parts, strict=True):
        worth = sum(weight for part in group for weight, _ in part)
        assert 0 <= share.low <= share.mean <= share.high <= 1
        assert 0 <= count.mean <= worth + 1e-9
        assert 0 <= count.off <= worth
        for part, (own, counted) in zip(group, parts, strict=True):
            assert 0 <= own.low <= own.mean <= own.high <= 1
            assert 0 <= counted.mean <= len(part) + 1e-9
            assert 0 <= counted.off <= len(part)
    assert 0 <= found.another.low <= found.another.mean <= found.another.high <= 1


@settings(max_examples=8, deadline=None)
@given(st.lists(TOLD, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_families_changes_no_digit(groups, chance):
    """Each sum is exact before it is rounded."""
    told = [[[(1.0, odds) for odds in group]] for group in groups]
    mixed = [[chance.sample(group, len(group))] for [group] in told]

    assert lean(told, 0.6, 0.7) == lean(mixed, 0.6, 0.7)


def test_what_is_beyond_doubt_is_counted():
    """Where each family says surely whether it happened, so many are counted and the count has no doubt."""
    found = flat([YES] * 14 + [NO] * 6)
    (_, count), *_ = found.groups

    assert (14, 0) == (round(count.mean, 1), round(count.off, 1))


def test_a_small_group_leans_on_the_larger_and_a_large_one_stands():
    """Of two groups in which it happened to none, the one of three families is thought to be more like the others."""
    others = [[YES] * 16 + [NO] * 4] * 6
    small, large = (flat(*others, [NO] * size).parts[-1][0][0] for size in (3, 60))

    assert small.mean > 0.3
    assert large.mean < 0.1
    assert small.high - small.low > large.high - large.low


def test_alike_groups_are_pulled_together_more_than_unlike_ones():
    """How closely groups lie is learnt from the groups."""
    alike = flat(*[[YES] * 12 + [NO] * 8] * 8, [YES] * 4).groups[-1][0]
    unlike = flat(*[[YES] * 19 + [NO], [YES] + [NO] * 19] * 4, [YES] * 4).groups[-1][0]

    assert alike.mean < unlike.mean


def test_families_who_tell_nothing_are_held_as_likely_as_the_others():
    """What is not known is no failure: of ten of whom nothing is known, as many are expected as of the rest."""
    (_, count), *_ = flat([YES] * 15 + [NO] * 15 + [(1.0, 0.0)] * 10).groups

    assert count.mean == pytest.approx(20, abs=1)
    assert count.off > 1


@pytest.mark.parametrize("beyond", [-1e6, -4.0, 4.0, 1e6])
def test_one_family_counts_for_one(beyond):
    """However sure it is, it adds no more than itself and a little of what its likes are thought to be."""
    chance = Random(3)
    others = [(1.0, chance.gauss(0.5, 1.5)) for _ in range(60)]
    before, after = (lean([[each]], 0.6, 0.7).groups[0][1] for each in (others, [*others, (1.0, beyond)]))

    assert abs(after.mean - before.mean) < 2
    assert abs(after.off - before.off) < 0.5


def test_many_parts_that_contradict_each_other_are_reckoned_with():
    """Of sixty skills with which it always happened and sixty with which it never did, each part stays what it is."""
    found = lean([[[YES] * 30] * 60 + [[NO] * 30] * 60], 0.6, 0.7)
    (share, count), *_ = found.groups

    assert share.low < 0.5 < share.high
    assert count.mean == pytest.approx(1800, abs=1)
    assert found.parts[0][0][0].low > 0.8
    assert found.parts[0][-1][0].high < 0.2


def test_intervals_hold_what_they_say():
    """In groups drawn with known shares, with evidence that may mislead, the truth lies within nine times of ten."""
    chance, inside, whole, shares = Random(5), 0, 0, 0
    for _ in range(4):
        groups, truths, rates = [], [], []
        for _ in range(10):
            rate, size = chance.betavariate(6, 4), chance.randint(20, 40)
            suits = [chance.random() < rate for _ in range(size)]
            groups.append([[(1.0, chance.gauss(1.5 if so else -1.5, math.sqrt(3))) for so in suits]])
            truths.append(sum(suits))
            rates.append(rate)
        found = lean(groups, 0.6, 0.7)
        for (share, count), truth, rate in zip(found.groups, truths, rates, strict=True):
            inside += abs(truth - count.mean) <= 1.96 * count.off + 0.5
            shares += share.low <= rate <= share.high
            whole += 1

    assert 0.9 * whole <= inside
    assert 0.9 * whole <= shares
