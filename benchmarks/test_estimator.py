"""
What one entry costs in the estimator, beside a plain hand-written fold of the same counts, in one run.

The fold keeps what a plain dashboard shows: pooled shares of all entries and of the last five, the best of those and
how long ago it was, and runs of good and of poor entries. The estimator keeps an ability, a swing and how sure both
are, under three growths. Both go through the same counts from the first to the last: a time over the number of entries
is the cost of one.
"""

from __future__ import annotations

import random
from collections import deque

import pytest

from coachplan.engine import Engine
from coachplan.progress.ability import Priors, begin

LENGTHS = (100, 1000, 10_000)


def counts(length):
    """Tries and successes of *length* days of a child who learns and swings; the same each time."""
    chance = random.Random(20260302)
    found = []
    for at in range(length):
        works = min(0.95, max(0.05, 0.3 + 0.5 * (at % 100) / 100 + chance.gauss(0, 0.1)))
        tries = chance.choice((3, 5, 5, 10))
        found.append((tries, sum(chance.random() < works for _ in range(tries))))
    return found


def fold(log):
    """The plain fold: one pass, a window of five, two runs."""
    tries = successes = high = low = since_best = 0
    window = deque([(0, 0)] * 5)
    lately_tries = lately_successes = 0
    best = -1.0
    for tried, worked in log:
        tries += tried
        successes += worked
        window.append((tried, worked))
        old_tried, old_worked = window.popleft()
        lately_tries += tried - old_tried
        lately_successes += worked - old_worked
        lately = lately_successes / lately_tries
        if lately > best:
            best = lately
            since_best = 0
        else:
            since_best += 1
        share = worked / tried
        high = high + 1 if share >= 0.8 else 0
        low = low + 1 if share < 0.5 else 0
    return successes / tries, lately, best, since_best, high, low


def follow(log, belief):
    """The estimator, from the first day to the last."""
    for tried, worked in log:
        belief = belief.after(tried, worked)
    return belief


@pytest.fixture(scope="module")
def fresh():
    return begin(Priors.of(Engine(plugins=[]).catalogue.numbers))


@pytest.mark.parametrize("length", LENGTHS)
def test_fold(benchmark, length):
    """A plain fold of the counts."""
    log = counts(length)

    assert 0 < benchmark(fold, log)[0] < 1


@pytest.mark.parametrize("length", LENGTHS)
def test_estimator(benchmark, fresh, length):
    """The estimator over the same counts."""
    log = counts(length)

    assert 0 < benchmark(follow, log, fresh).success() < 1


def test_reading(benchmark, fresh):
    """What a review reads off a belief: success and its bounds, the next step's, growth, the chance of doing little."""
    belief = follow(counts(100), fresh)

    def read():
        return (
            belief.success(), belief.bound(0.9), belief.bound(0.1),
            belief.at_step(1).success(), belief.growth(), belief.does_little(),
        )  # fmt: skip

    assert all(value > 0 for value in benchmark(read))
