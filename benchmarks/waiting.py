"""
How sure to be before a step up, where a week tells little: policies that differ in nothing else, on made-up families.

    python benchmarks/waiting.py 60                      # so many families a cohort, some minutes
    python benchmarks/waiting.py 250 sparse stressed

All of them follow the same belief, with the numbers that are shipped. One asks for nine cases in ten whatever is known,
some for less where tries are few, and some look ahead: they take the step where waiting a week, and deciding by what
that week would tell, is expected to cost more weeks. Load, distress, marks and holds are left out, so none of them is
coachplan; beside them stands the observer, who knows each family's numbers.
"""

from __future__ import annotations

import math
import sys
from functools import partial

from coachplan import Engine
from coachplan.progress.ability import Priors, begin
from coachplan.simulation import COHORTS, SET_ASIDE, TEXTBOOK, backtest, figures
from coachplan.simulation.policies.textbook import Move, Policy
from coachplan.simulation.world.life import Situation

PRIORS = Priors.of(Engine(plugins=[]).catalogue.numbers)
READY, SURE, LITTLE = 0.65, 0.9, 0.85

#: Three nodes for a normal variable, with their weights.
NODES = ((-math.sqrt(3), 1 / 6), (0.0, 2 / 3), (math.sqrt(3), 1 / 6))


def lately(look):
    """Practised days and tries a week, over four weeks at the most."""
    weeks = max(1.0, min(28, look.today + 1) / 7)
    counts = [each for each in look.counts(-1) if each.day > look.today - 28]
    return len(counts) / weeks, sum(each.tries for each in counts) / weeks


def at(sure, below=None):
    """Sure enough where the chance is so high; where *below* is given, only under so many tries a week."""

    def enough(belief, look):
        few = below is None or lately(look)[1] < below
        return belief.at_least(READY) >= (sure if few else SURE)

    return enough


def ahead(cost):
    """Sure enough where a week more is expected to cost more; a step too soon costs so many weeks."""

    def enough(belief, look):
        now = belief.at_least(READY)
        if now < 0.5:
            return False
        days, tries = lately(look)
        return cost * (1 - now) <= now + expected(belief, max(1, round(days)), tries / max(days, 0.1), cost)

    return enough


def expected(belief, days, tries, cost):
    """What the better of going and staying costs after one week more, over all that it may tell."""
    shares, views = belief.shares(), belief.views
    mean = sum(share * view.ability for share, view in zip(shares, views, strict=True))
    wide = sum(s * (v.variance + (v.ability - mean) ** 2) for s, v in zip(shares, views, strict=True))
    wide += (belief.priors.swing + belief.priors.odd) / days
    tries = max(1, round(tries))
    total, chances = days * tries, {}
    for node, weight in NODES:
        works = 1 / (1 + math.exp(-mean - node * math.sqrt(wide)))
        for hits in range(total + 1):
            chance = math.comb(total, hits) * works**hits * (1 - works) ** (total - hits)
            chances[hits] = chances.get(hits, 0.0) + weight * chance
    loss = 0.0
    for hits, chance in chances.items():
        later = belief
        for _ in range(days):
            later = later.after(tries, hits / days, 1)
        ready = later.at_least(READY)
        loss += chance * min(cost * (1 - ready), ready)
    return loss


def policy(name, enough):
    """A policy that goes up where *enough*, and changes what does little; everything else is the same."""
    return Policy(name=name, about="the belief alone", begin=partial(following, enough))


def following(enough, _life):
    belief, known, last = begin(PRIORS), 0, -1

    def decide(look):
        nonlocal belief, known, last
        every = look.counts(-1)
        for count in every[known:]:
            belief = belief.after(count.tries, count.successes, max(0, count.day - last - 1))
            last = count.day
        known, counts, now = len(every), look.counts(), look.now
        if len(counts) < 3 or sum(each.tries for each in counts) < 9:
            return None
        if belief.does_little() >= LITTLE:
            belief = belief.with_new_strategy()
            return Move(kind="change-strategy", now=Situation(step=now.step, strategy=now.strategy + 1))
        if now.step + 1 < look.steps and enough(belief, look):
            belief = belief.at_step(1)
            return Move(kind="step-up", now=Situation(step=now.step + 1, strategy=now.strategy))
        return None

    return decide


if __name__ == "__main__":
    every = {**COHORTS, **SET_ASIDE}
    chosen = [each for each in sys.argv[1:] if not each.isdigit()] or ["sparse", "weekenders", "stressed", "steady"]
    families = next((int(each) for each in sys.argv[1:] if each.isdigit()), 60)
    ways = [
        TEXTBOOK["observer"], policy("0.9", at(SURE)), policy("few: 0.8", at(0.8, 8)), policy("few: 0.7", at(0.7, 8)),
        policy("all: 0.8", at(0.8)), policy("ahead, 8", ahead(8)), policy("ahead, 4", ahead(4)),
    ]  # fmt: skip
    print(figures(backtest(ways, [every[each] for each in chosen], families=families, seed=77)))
