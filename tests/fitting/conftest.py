"""
What the tests of a fit share: families drawn from the filter's own model with numbers that are known, as what a fit is
told of them. Seeded: the same call gives the same families.
"""

from __future__ import annotations

import math
from random import Random

import pytest
from attrs import evolve

from coachplan.engine import core_catalogue
from coachplan.fitting.families import Told, key_of
from coachplan.fitting.histories import Seen, Stretch
from coachplan.progress.ability import Priors

SHIPPED = core_catalogue().numbers


def _family(name, priors, *, days=20, tries=5, seed=0, steps=True, idle=2):
    """
    One family: a focus that goes up a step, and takes another strategy, each after a third of its days.
    """
    chance = Random(f"{name}:{seed}")
    ability = chance.gauss(priors.start, math.sqrt(priors.start_variance))
    growth = chance.choices(priors.growths, priors.weights)[0]
    swing, stretches, number = chance.gauss(0, math.sqrt(priors.swing)), [], 0
    for part in range(3):
        seen = []
        if part == 1 and steps:
            ability -= chance.gauss(priors.gap, math.sqrt(priors.gap_variance))
        if part == 2:
            growth = chance.choices(priors.growths, priors.weights)[0]
        for _ in range(days // 3):
            rest = chance.randint(0, idle) if number else 0
            share = 1 / (1 + math.exp(-ability))
            ability += 4 * growth * share * (1 - share)
            ability += chance.gauss(0, math.sqrt(priors.drift + priors.idle * rest))
            left = priors.carry ** (1 + rest)
            swing = left * swing + chance.gauss(0, math.sqrt(priors.swing * (1 - left * left)))
            odd = chance.gauss(0, math.sqrt(priors.odd))
            works = 1 / (1 + math.exp(-ability - swing - odd))
            seen.append(Seen(tries, sum(chance.random() < works for _ in range(tries)), rest, False))
            number += 1
        stretches.append(
            Stretch("toy/a", 2 if part and steps else 1, "toy/other" if part == 2 else "toy/one", None, tuple(seen))
        )
    return Told(key_of(name), "", "", (tuple(stretches),))


def _families(count, priors, **more):
    """
    So many families, in the order of their digests, as a fit has them.
    """
    return sorted((_family(f"family-{number}", priors, **more) for number in range(count)), key=lambda each: each.key)


@pytest.fixture
def drawn():
    """What draws families: `drawn(20, swing_sd=0.9, days=30)`, all else as it is shipped."""

    def draw(count, *, days=20, tries=5, seed=0, steps=True, idle=2, **numbers):
        priors = Priors.of(evolve(SHIPPED, **numbers))
        return _families(count, priors, days=days, tries=tries, seed=seed, steps=steps, idle=idle)

    return draw


@pytest.fixture
def one():
    """What makes one family of days that are given: `one("bad", [(5, 0), (5, 5)])`."""

    def make(name, days, *, idle=0):
        seen = tuple(Seen(tries, successes, idle, False) for tries, successes in days)
        return Told(key_of(name), "", "", ((Stretch("toy/a", 1, "toy/one", None, seen),),))

    return make
