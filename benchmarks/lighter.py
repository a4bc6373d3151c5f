"""
What a lighter plan and a talk cost in practice, and what they buy in families who do not stop: coachplan as it is,
beside coachplan whose clinician turns each lighter plan down, or each talk, or both.

    python benchmarks/lighter.py 250                         # so many families a cohort, some minutes
    python benchmarks/lighter.py 60 stressed

What is turned down is asked about again at the same look, until something else is offered, which is taken. The rules
stay as they are: until doubts were talked over nothing harder is offered, also where the talk was turned down. The same
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
        while step.action.kind in kinds:
            plan = engine.decline(plan, step, by="Dana, clinician", on=look.on, role="clinician", why="as a comparison")
            tracker.plan = plan
            step = tracker.review(on=look.on).next_steps[0]
        if step.action.kind == "continue":
            return None
        plan = tracker.plan = taken(engine, plan, step, look)
        return Move(kind=step.action.kind, now=practised(plan), rule=step.rule)

    return decide


def gained(families):
    """The share of the oracle's gain of some families."""
    return share_of_gain([(own, none, best) for own, _, none, best in families])


def gained_more(families):
    """How much more that is than coachplan's as it is."""
    return gained(families) - share_of_gain([(usual, none, best) for _, usual, none, best in families])


def shown(figure, sign=""):
    """A figure in hundredths with its interval."""
    return f"{100 * figure.value:{sign}.1f} % ±{50 * (figure.high - figure.low):.1f}"


def told(name, families):
    """Print, for one cohort, the gain under each policy, how much more than as it is, and how many families stopped."""
    policies = {
        "as it is": coached_by(engine_for()),
        "no lighter plan": turning_down("lighten"),
        "no talk": turning_down("clarify"),
        "neither": turning_down("lighten", "clarify"),
    }
    seeds = range(JUDGED, JUDGED + families)

    def under(policy):
        return [live(ALL[name], seed, policy, weeks=WEEKS) for seed in seeds]

    none, best = under(TEXTBOOK["never"]), under(TEXTBOOK["oracle"])
    usual = None
    for called, policy in policies.items():
        own = under(policy)
        usual = usual or own
        lived = list(zip(own, usual, none, best, strict=True))
        groups = [lived[place::REPEATS] for place in range(REPEATS)]
        gain, more = interval(groups, gained), interval(groups, gained_more)
        stopped = sum(one.stopped for one in own) / families
        off = 1.96 * sqrt(stopped * (1 - stopped) / families)
        print(
            f"| {name} | {called} | {shown(gain)} | {shown(more, '+') if own is not usual else ''} "
            f"| {100 * stopped:.1f} % ±{100 * off:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    print("| cohort | coachplan | share of the oracle's gain | more than as it is | families that stopped |")
    print("| --- | --- | ---: | ---: | ---: |")
    for cohort in [each for each in sys.argv[1:] if each in ALL] or STRAINED:
        told(cohort, numbers[0] if numbers else 60)
