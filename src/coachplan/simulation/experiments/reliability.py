"""
Does it happen as often as it is said: what a review says of a child, beside the truth of a made-up family.

Of the times a chance is said to be about 80 %, it should be so about 80 % of the time. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from types import MappingProxyType

from attrs import frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import Rule
from coachplan.model.skills import Source
from coachplan.plugins.hookspecs import hookimpl
from coachplan.simulation.experiments.backtest import REPEATS, Figure, interval, jobs_for, live, run_batches
from coachplan.simulation.policies.coached import MADE_UP, engine_for, situation
from coachplan.simulation.policies.watched import Observation, watched
from coachplan.simulation.world.cohorts import Cohort

__all__ = ["ALL", "SAID", "Bin", "Forecast", "Reliability", "calibration"]

#: Stands for all cohorts together.
ALL = "all"

#: The readings that are held against the truth, each with what is asked. The first is a chance, the bounds are surely
#: so in nine cases of ten, the last two are expected shares.
SAID: Mapping[str, str] = MappingProxyType(
    {
        "does-little": "the strategy does not suit: how often said, how often so",
        "success-low": "the true chance is at least the bound: said in 90 %, so in",
        "success-high": "the true chance is at most the bound: said in 90 %, so in",
        "success-now": "the true chance on an ordinary day: expected, and as it was",
        "success-next": "the true chance at the next step: expected, and as it was",
    }
)

#: What a bound promises.
_SURELY = 0.9


@frozen(slots=True)
class Forecast:
    """
    One reading of one review: what it said, from 0 to 1, and the truth: 0 or 1 where it is so or not, or a true chance.
    """

    reading: str
    cohort: str
    seed: int
    said: float
    truth: float


@frozen(kw_only=True)
class Bin:
    """
    Sayings of about the same share: how many, what they said on average, and the mean truth with its interval.
    """

    about: float
    count: int
    said: float
    happened: Figure


@plain_errors
@frozen(kw_only=True)
class Reliability:
    """
    One reading on one cohort, or on all: the bins that hold any saying, and all of them together.

    *error* is the mean distance between what was said and the truth; None for a chance and for a bound.
    """

    reading: str
    cohort: str
    bins: tuple[Bin, ...]
    whole: Bin
    error: float | None


@checked
def calibration(
    cohorts: Iterable[Cohort] = (),
    *,
    content: Iterable[str] = (),
    plugins: Iterable[str] = (),
    skill: str = MADE_UP,
    families: int = 100,
    weeks: int = 26,
    every: int = 7,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Reliability, ...]:
    """
    Let families live under coachplan's rules and hold each reading of each look against the truth.

    All cohorts together first, then each where there are several; arguments as in `backtest`.
    """
    jobs = jobs_for(cohorts, families=families, weeks=weeks, every=every, seed=seed)
    work = partial(run_batch, content=tuple(content), plugins=tuple(plugins), skill=skill, weeks=weeks, every=every)
    sayings = run_batches(jobs, work, workers=workers, progress=progress)
    kinds = list(dict.fromkeys(cohort.name for cohort, _ in jobs))
    names = [ALL, *kinds] if len(kinds) > 1 else [ALL]
    return tuple(
        made for name in names for reading in SAID if (made := _reliability(reading, name, sayings)) is not None
    )


# -- what is said


class _Curious:
    # Its one rule asks about every reading and never speaks, so that a review tells them all.
    name = "curious"

    @hookimpl
    def coachplan_catalogue(self) -> Catalogue:
        asks = " or ".join(f"known({reading})" for reading in SAID)
        own = Source("curious/own", "Asks, to see what would be said.", "OWN")
        return Catalogue(
            rules=[Rule("curious/all", f"days > 9999 and ({asks})", holds=["step-up"], say="No.", sources=[own])]
        )


curious: _Curious = _Curious()


@cache
def _engine(content: tuple[str, ...], plugins: tuple[str, ...]) -> Engine:
    return engine_for(content, (*plugins, f"{__name__}:curious"))


def run_batch(
    jobs: Sequence[tuple[Cohort, int]],
    content: tuple[str, ...],
    plugins: tuple[str, ...],
    skill: str,
    weeks: int,
    every: int,
) -> list[Forecast]:
    found: list[Forecast] = []
    for cohort, seed in jobs:
        policy = watched(_engine(content, plugins), partial(_hold, found, []), skill=skill)
        live(cohort, seed, policy, weeks=weeks, every=every)
    return found


def _hold(found: list[Forecast], order: list[str], seen: Observation) -> None:
    truth, focus = seen.life.truth, seen.plan.focuses[0]
    now = situation(seen.plan, order, truth.days_a_week)
    if seen.review.paused or now.resting:
        return
    works = seen.life.chance_at(now.step)
    for value in seen.review.readings:
        said = value.value
        if value.signal not in SAID or value.focus != focus.id or not isinstance(said, float):
            continue
        if value.signal == "does-little":
            true = float(not truth.suits[now.strategy % len(truth.suits)])
        elif value.signal == "success-low":
            true = float(works >= said)
        elif value.signal == "success-high":
            true = float(works <= said)
        elif value.signal == "success-now":
            true = works
        elif now.step + 1 < len(truth.difficulty):
            true = seen.life.chance_at(now.step + 1)
        else:
            continue
        found.append(Forecast(value.signal, truth.cohort, truth.seed, said, true))


# -- how often it is so


def _reliability(reading: str, cohort: str, sayings: Iterable[Forecast]) -> Reliability | None:
    own = [each for each in sayings if each.reading == reading and cohort in (ALL, each.cohort)]
    if not own:
        return None
    bound = reading in ("success-low", "success-high")
    by: dict[int, list[Forecast]] = {}
    for each in own:
        # Around each tenth, so that "about 80 %" is from 75 to 85 %.
        by.setdefault(int(each.said * 10 + 0.5), []).append(each)
    shares = reading in ("success-now", "success-next")
    return Reliability(
        reading=reading,
        cohort=cohort,
        bins=tuple(_bin(index / 10, some, bound) for index, some in sorted(by.items())),
        whole=_bin(0.0, own, bound),
        error=sum(abs(each.said - each.truth) for each in own) / len(own) if shares else None,
    )


def _bin(about: float, some: Sequence[Forecast], bound: bool) -> Bin:
    groups: list[list[Forecast]] = [[] for _ in range(REPEATS)]
    for each in some:
        groups[each.seed % REPEATS].append(each)
    return Bin(
        about=about,
        count=len(some),
        said=_SURELY if bound else sum(each.said for each in some) / len(some),
        happened=interval(groups, _truth),
    )


def _truth(some: Sequence[Forecast]) -> float | None:
    return sum(each.truth for each in some) / len(some) if some else None
