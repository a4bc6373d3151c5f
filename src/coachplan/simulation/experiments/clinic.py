"""
A made-up clinic: families of a cohort who lived under coachplan for a while, as the plans and logs that a real clinic
would have, and no more.

Seeded: the same call gives the same families. The truth stays behind. Does not know what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from attrs import evolve

from coachplan.base.arguments import checked
from coachplan.caseload.cases import Case
from coachplan.engine import Engine
from coachplan.model.plans import Plan
from coachplan.simulation.experiments.backtest import live
from coachplan.simulation.policies.coached import MADE_UP, deciding, engine_for, start
from coachplan.simulation.policies.textbook import Decide, Move, Policy, Snapshot
from coachplan.simulation.world.cohorts import Cohort
from coachplan.simulation.world.life import FIRST_DAY, Life

__all__ = ["clinic"]


@checked
def clinic(
    cohort: Cohort,
    families: int,
    *,
    weeks: int = 26,
    every: int = 7,
    seed: int = 0,
    skill: str = MADE_UP,
    content: Iterable[str] = (),
    plugins: Iterable[str] = (),
) -> Iterator[Case]:
    """
    Yield so many families of a cohort, each with its plan and its log as of the last look of so many weeks, at every so
    many days. *skill*, *content* and *plugins* are those of `coached`; a skill of a plugin has as many steps as it has.
    """
    engine = engine_for(tuple(content), tuple(plugins))
    if skill != MADE_UP and skill in engine.catalogue.skills:
        steps = len(engine.catalogue.skills[skill].steps)
        cohort = evolve(cohort, steps=(steps, steps))
    return (_lived(cohort, seed + number, engine, skill, weeks, every) for number in range(families))


def _lived(cohort: Cohort, seed: int, engine: Engine, skill: str, weeks: int, every: int) -> Case:
    plans: list[Plan] = []
    looks: list[Snapshot] = []

    def begin(life: Life) -> Decide:
        plans.append(start(engine, life, skill))
        decide = deciding(engine, plans[0], life, told=plans.append)

        def look_at(look: Snapshot) -> Move | None:
            looks.append(look)
            return decide(look)

        return look_at

    live(cohort, seed, Policy(name="coachplan", about="as it is", begin=begin), weeks=weeks, every=every)
    name = f"{cohort.name}-{seed}"
    plan = evolve(plans[-1], family=evolve(plans[-1].family, id=name))
    if not looks:  # who stopped before anybody looked
        return Case(plan, (), on=FIRST_DAY + timedelta(days=every - 1))
    return Case(plan, looks[-1].entries, on=looks[-1].on)
