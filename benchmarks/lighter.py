"""
What a lighter plan and a talk cost in practice, and what they buy in families who do not stop: coachplan as it is,
beside coachplan whose clinician turns each lighter plan down, and each talk, too.

    python benchmarks/lighter.py 250                         # so many families a cohort, some minutes
    python benchmarks/lighter.py 60 stressed

What is turned down is asked about again at the same look, so that the next best step is taken in its place. The same
families, with the same luck, live under all of them. In these families a lighter plan takes a strain off for some days,
and strain that lasts is what makes some of them stop; what else easing buys at a kitchen table is not in them.
"""

from __future__ import annotations

import sys
from functools import partial
from math import sqrt

from by_another_hand import BY_ANOTHER_HAND

from coachplan.simulation import COHORTS, SET_ASIDE, TEXTBOOK, coached_by, engine_for, live
from coachplan.simulation.experiments.scores import REPEATS, interval, share_of_gain
from coachplan.simulation.policies.coached import situation, start, taken
from coachplan.simulation.policies.textbook import Move, Policy

ALL = {**COHORTS, **SET_ASIDE, **BY_ANOTHER_HAND}

#: Cohorts of families under strain.
STRAINED = ("stressed", "alone-and-tired", "mealtime-plateaus")

JUDGED = 5000 * 1_000_000
WEEKS = 26


def turning_down(*kinds):
    """Return coachplan whose clinician turns down what is of these kinds, and takes the next step that is offered."""
    return Policy(name=f"no {' and no '.join(kinds)}", about="turned down", begin=partial(_begun, kinds))


def _begun(kinds, life):
    engine = engine_for()
    plan, order = start(engine, life), []
    tracker = engine.track(plan)
    practised = partial(situation, order=order, days_a_week=life.truth.days_a_week)
    practised(plan)
    known = 0

    def decide(look):
        nonlocal plan, known
        for entry in look.entries[known:]:
            tracker.add(entry)
        known = len(look.entries)
        step = tracker.review(on=look.on).next_steps[0]
        if step.action.kind in kinds:
            plan = engine.decline(plan, step, by="Dana, clinician", on=look.on, role="clinician", why="as a comparison")
            tracker.plan = plan
            step = tracker.review(on=look.on).next_steps[0]
        if step.action.kind in ("continue", *kinds):
            return None
        plan = tracker.plan = taken(engine, plan, step, look)
        return Move(kind=step.action.kind, now=practised(plan), rule=step.rule)

    return decide


def told(name, families):
    """Print, for one cohort, the gain under each policy with its interval, and how many families stopped."""
    policies = {
        "as it is": coached_by(engine_for()),
        "no lighter plan": turning_down("lighten"),
        "neither lighter nor talked over": turning_down("lighten", "clarify"),
    }
    seeds = range(JUDGED, JUDGED + families)

    def under(policy):
        return [live(ALL[name], seed, policy, weeks=WEEKS) for seed in seeds]

    none, best = under(TEXTBOOK["never"]), under(TEXTBOOK["oracle"])
    for called, policy in policies.items():
        lived = list(zip(under(policy), none, best, strict=True))
        gain = interval([lived[place::REPEATS] for place in range(REPEATS)], share_of_gain)
        stopped = sum(one.stopped for one, *_ in lived) / families
        off = 1.96 * sqrt(stopped * (1 - stopped) / families)
        print(
            f"| {name} | {called} | {100 * gain.value:.0f} % ±{50 * (gain.high - gain.low):.0f} "
            f"| {100 * stopped:.1f} % ±{100 * off:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    print("| cohort | coachplan | share of the oracle's gain | families that stopped |")
    print("| --- | --- | ---: | ---: |")
    for cohort in [each for each in sys.argv[1:] if each in ALL] or STRAINED:
        told(cohort, numbers[0] if numbers else 60)
