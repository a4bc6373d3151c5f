"""
Fitted numbers tried before they meet a family: made-up families that are drawn from them, each under the shipped
numbers and under the fitted ones, with the same luck; and the difference, with its doubt.

The numbers are tried whether or not any engine would take them. Does not know how they were fitted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from attrs import frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.engine import Engine
from coachplan.fitting.practised import Practice
from coachplan.simulation.experiments.backtest import jobs_for, live, run_batches
from coachplan.simulation.experiments.scores import FIGURES, REPEATS, Figure, Outcome, interval, share_of_gain
from coachplan.simulation.policies.coached import coached_by, engine_for
from coachplan.simulation.policies.textbook import TEXTBOOK
from coachplan.simulation.world.cohorts import Cohort
from coachplan.simulation.world.families import draw
from coachplan.simulation.world.of_numbers import cohort_of

__all__ = ["TOLD", "Compared", "UnderBoth", "under_both"]

#: The figures that are told, in their order; the first is the share of what an all-knowing oracle gains.
TOLD = ("gain", "too-soon", "needless-changes", "needless-backs", "stuck")


@plain_errors
@frozen(kw_only=True)
class Compared:
    """
    A figure under the *shipped* numbers and under the *fitted* ones, and how much *more* it is under the fitted ones:
    on the same families, so surer than the two apart.
    """

    shipped: Figure
    fitted: Figure
    more: Figure


@plain_errors
@frozen(kw_only=True)
class UnderBoth:
    """
    How so many made-up *families* fared in so many *weeks* under both sets of numbers, by the names of `TOLD`.
    """

    families: int
    weeks: int
    figures: Mapping[str, Compared]


@checked
def under_both(
    values: Mapping[str, float],
    *,
    practice: Practice | None = None,
    content: tuple[str, ...] = (),
    families: int = 100,
    weeks: int = 26,
    every: int = 7,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> UnderBoth:
    """
    Try fitted *values* of parameters, by id, on made-up families drawn from them, who practise as *practice* says, and
    return how they fare. *content*: folders of a clinic's own, in force under both. All else is as in `backtest`.

    Raises `UnknownIdError` and `InvalidError` as `Engine.with_parameters` does.
    """
    numbers = tuple(sorted(values.items()))
    cohort = cohort_of(_engine(content, numbers).catalogue.numbers, practice)
    jobs = jobs_for([cohort], families=families, weeks=weeks, every=every, seed=seed)
    work = partial(_batch, content=content, numbers=numbers, weeks=weeks, every=every)
    lived = run_batches(jobs, work, workers=workers, progress=progress)
    return UnderBoth(families=families, weeks=weeks, figures={name: _beside(name, lived) for name in TOLD})


#: A family's four lives: under nobody, the oracle, the shipped numbers and the fitted ones.
_Lives = tuple[Outcome, Outcome, Outcome, Outcome]


@cache
def _engine(content: tuple[str, ...], numbers: tuple[tuple[str, float], ...]) -> Engine:
    # Once in each process. They are looked at only, so nobody asks whether they are recommended.
    return engine_for(content).with_parameters(dict(numbers))


def _batch(
    jobs: Sequence[tuple[Cohort, int]],
    content: tuple[str, ...],
    numbers: tuple[tuple[str, float], ...],
    weeks: int,
    every: int,
) -> list[_Lives]:
    own = coached_by(engine_for(content), name="shipped"), coached_by(_engine(content, numbers), name="fitted")
    found: list[_Lives] = []
    for cohort, seed in jobs:
        truth = draw(cohort, seed, weeks * 7)
        never, oracle, shipped, fitted = (
            live(cohort, seed, policy, weeks=weeks, every=every, truth=truth)
            for policy in (TEXTBOOK["never"], TEXTBOOK["oracle"], *own)
        )
        found.append((never, oracle, shipped, fitted))
    return found


def _beside(name: str, lived: Sequence[_Lives]) -> Compared:
    groups = [lived[index::REPEATS] for index in range(REPEATS)]
    shipped, fitted = partial(_figure, name, 2), partial(_figure, name, 3)

    def more(lives: Sequence[_Lives]) -> float | None:
        one, other = shipped(lives), fitted(lives)
        return None if one is None or other is None else other - one

    return Compared(
        shipped=interval(groups, shipped), fitted=interval(groups, fitted), more=interval(groups, more)
    )


def _figure(name: str, which: int, lives: Sequence[_Lives]) -> float | None:
    if name == "gain":
        return share_of_gain([(each[which], each[0], each[1]) for each in lives])
    return FIGURES[name][1]([each[which] for each in lives])
