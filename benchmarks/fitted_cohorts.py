"""
What numbers that were fitted buy in decisions, cohort by cohort of made-up families: coachplan as shipped, coachplan
with numbers fitted to other families of the cohort, and two ideal observers of the same logs.

    python benchmarks/fitted_cohorts.py FOLDER steady sparse --families 250

One observer knows each family's own numbers; the other knows the population alone, which is what a fit can hope for:
from what its rates, swings, starts and steps are drawn. Both decide by the same two thresholds. A cohort is fitted once
to the logs of so many families (seeds from 0) and judged on others (seed 5000); what was done is kept in FOLDER, and
not done again. Prints a table of all cohorts that are there. A quarter of a second a family, and a minute or three for
a fit.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from datetime import date
from functools import partial
from pathlib import Path
from statistics import fmean, pvariance

import attrs
from by_another_hand import BY_ANOTHER_HAND

from coachplan.documents.codec import read, write
from coachplan.fitting import fit
from coachplan.model.fitted import Fitted
from coachplan.progress.ability import Priors, begin
from coachplan.simulation import (
    COHORTS,
    SET_ASIDE,
    TEXTBOOK,
    Move,
    Outcome,
    Policy,
    Situation,
    clinic,
    coached_by,
    draw,
    engine_for,
    live,
)
from coachplan.simulation.experiments.scores import FIGURES, REPEATS, interval, share_of_gain

#: The cohorts that numbers were chosen with, those kept aside, and those by another hand.
GROUPS = {"chosen with": COHORTS, "kept aside": SET_ASIDE, "by another hand": BY_ANOTHER_HAND}
ALL = {name: cohort for group in GROUPS.values() for name, cohort in group.items()}

#: The seed of the families that are judged; those that are fitted to have seeds from 0 on.
JUDGED = 5000 * 1_000_000

WEEKS = 26

#: Caregivers who are hardly strained, and sure.
CALM = {"stress": (1.5, 2.5), "confidence": (7.0, 9.5)}

#: What is told of each cohort, and how it is called.
TOLD = {
    "gain": "share of the oracle's gain",
    "needless-changes": "needless changes",
    "too-soon": "steps up too soon",
}

#: What they are called in the table.
CALLED = {
    "shipped": "shipped",
    "fitted": "fitted",
    "knows": "knows the population",
    "observer": "knows each family",
}

#: A strategy is left where it is so likely to do little; a step is taken where success of .65 is so likely.
LITTLE, SURE = 0.85, 0.9


def knowing(cohort):
    """Return the ideal observer that knows the population: each child is one of fifteen kinds, and weighed as such."""
    start = [math.log(share / (1 - share)) for share in _middles(cohort.start, 200)]
    little, apart = 1 - fmean(cohort.suits), cohort.gap[1] - cohort.gap[0]
    kinds = [
        Priors(
            growths=(rate * fmean(cohort.unsuited), rate),
            weights=(little, 1 - little),
            start=fmean(start),
            start_variance=pvariance(start),
            baseline_variance=0.01,
            swing=swing**2,
            carry=fmean(cohort.carry),
            odd=0.0,
            drift=0.001,
            idle=0.0,
            break_variance=0.0,
            gap=fmean(cohort.gap),
            gap_variance=apart**2 / 12,
        )
        for rate in _middles(cohort.rate, 5)
        for swing in _middles(cohort.swing, 3)
    ]
    return Policy(name="knows", about="sees the log, and knows the population", begin=partial(_begun, kinds))


def _middles(ends, number):
    low, high = ends
    return [low + (high - low) * (place + 0.5) / number for place in range(number)]


def _begun(kinds, _life):
    beliefs, likely, known, last = [begin(kind) for kind in kinds], [0.0] * len(kinds), 0, -1

    def chance(asked):
        top = max(likely)
        weights = [math.exp(each - top) for each in likely]
        return sum(weight * asked(belief) for weight, belief in zip(weights, beliefs, strict=True)) / sum(weights)

    def decide(look):
        nonlocal beliefs, known, last
        every = look.counts(-1)
        for count in every[known:]:
            idle = max(0, count.day - last - 1)
            told = [belief.foretold(count.tries, count.successes, idle) for belief in beliefs]
            likely[:] = [before + now for before, (now, _) in zip(likely, told, strict=True)]
            beliefs, last = [belief for _, belief in told], count.day
        known = len(every)
        counts, now = look.counts(), look.now
        if len(counts) < 3 or sum(count.tries for count in counts) < 9:
            return None
        if chance(lambda belief: belief.does_little()) >= LITTLE:
            beliefs = [belief.with_new_strategy() for belief in beliefs]
            there = Situation(step=now.step, strategy=now.strategy + 1, days_a_week=now.days_a_week)
            return Move(kind="change-strategy", now=there)
        if now.step + 1 < look.steps and chance(lambda belief: belief.at_least(0.65)) >= SURE:
            beliefs = [belief.at_step(1) for belief in beliefs]
            there = Situation(step=now.step + 1, strategy=now.strategy, days_a_week=now.days_a_week)
            return Move(kind="step-up", now=there)
        return None

    return decide


def fitted_to(folder, name, families):
    """Return what was fitted to a cohort: read, or fitted now and kept."""
    file = folder / f"{name}.json"
    if not file.exists():
        found = fit(list(clinic(ALL[name], families)), engine_for())
        write(found.document(by="benchmark", on=date(2026, 3, 2)), file)
    return read(Fitted, file)


def lives(folder, name, families, fitted, until, *, calm=False):
    """
    Let so many families live under each policy, but for those that did already, until a moment; keep each. *calm*:
    with calm caregivers, and nothing else changed.
    """
    engine, cohort = engine_for(), attrs.evolve(ALL[name], **CALM) if calm else ALL[name]
    own = engine.with_fitted(fitted) if fitted.recommended else engine
    policies = [
        *(TEXTBOOK[each] for each in ("never", "oracle", "observer")),
        coached_by(engine, name="shipped"),
        coached_by(own, name="fitted"),
        knowing(cohort),
    ]
    file = folder / f"{name}{'.calm' if calm else ''}.lives"
    kept = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    with file.open("a", encoding="utf-8") as stream:
        for seed in range(JUDGED + len(kept), JUDGED + families):
            if time.monotonic() > until:
                return
            truth = draw(cohort, seed, WEEKS * 7)
            lived = [attrs.asdict(live(cohort, seed, each, weeks=WEEKS, truth=truth)) for each in policies]
            stream.write(json.dumps(lived) + "\n")


def figure(told, families, policy, other=""):
    """Return a figure of a policy with its interval; with *other*, how much more it is than under that one."""
    groups = [families[place::REPEATS] for place in range(REPEATS)]

    def made(some, name):
        if told == "gain":
            return share_of_gain([(each[name], each["never"], each["oracle"]) for each in some])
        return FIGURES[told][1]([each[name] for each in some])

    def more(some):
        one, two = made(some, policy), made(some, other)
        return None if one is None or two is None else one - two

    return interval(groups, more if other else partial(made, name=policy))


def shown(each, sign=""):
    if each.value is None:
        return "-"
    off = None if each.low is None else (each.high - each.low) / 2
    return f"{100 * each.value:{sign}.1f} %" + ("" if off is None else f" ±{100 * off:.1f}")


def eased(families, policy):
    """Return of how many steps back how many were needless: these are few, so a share would say little."""
    own = [each[policy] for each in families]
    return f"{sum(each.needless_backs for each in own)} of {sum(each.backs for each in own)}"


def table(folder):
    """Print what there is of each cohort, as Markdown."""
    heads = ["cohort, families", "policy", *TOLD.values(), "steps back, needless"]
    print("| " + " | ".join(heads) + " |", "|" + " --- |" * 2 + " ---: |" * (len(heads) - 2), sep="\n")
    means = {}
    for name in (each for cohort in ALL for each in (cohort, f"{cohort}.calm")):
        file = folder / f"{name}.lives"
        if not file.exists():
            continue
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        families = [{each["policy"]: Outcome(**each) for each in row} for row in rows]
        for policy, called in CALLED.items():
            found = {told: figure(told, families, policy) for told in TOLD}
            for group in (called for called, cohorts in {"all": ALL, **GROUPS}.items() if name in cohorts):
                means.setdefault((group, policy), []).append(found)
            cells = [*map(shown, found.values()), eased(families, policy)]
            print("| " + " | ".join([f"{name}, {len(families)}", called, *cells]) + " |")
        more = [shown(figure(told, families, "fitted", "shipped"), "+") for told in TOLD]
        print("| " + " | ".join([f"{name}, {len(families)}", "*fitted less shipped*", *more, ""]) + " |")
    for (group, policy), found in sorted(means.items(), key=lambda each: each[0][0]):
        cells = [f"{100 * fmean(each[told].value for each in found):.1f} %" for told in TOLD]
        print("| " + " | ".join([f"mean of {len(found)} cohorts: {group}", CALLED[policy], *cells, ""]) + " |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("cohorts", nargs="*", choices=[*ALL, []])
    parser.add_argument("--fit", type=int, default=200)
    parser.add_argument("--families", type=int, default=250)
    parser.add_argument("--seconds", type=float, default=math.inf)
    parser.add_argument("--calm", action="store_true", help="families with calm caregivers, by the same fit")
    given = parser.parse_args()
    end = time.monotonic() + given.seconds
    given.folder.mkdir(exist_ok=True)
    for cohort in given.cohorts:
        if time.monotonic() < end:
            fitted = fitted_to(given.folder, cohort, given.fit)
            lives(given.folder, cohort, given.families, fitted, end, calm=given.calm)
    table(given.folder)
