"""
Policies tried on made-up families: what is done too soon, too late or for nothing is noted, as the truth is known.

Every policy meets the same families with the same luck. Figures come with intervals over repeated seeds. Does not know
how it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TypeVar

from coachplan.base.arguments import checked
from coachplan.base.disclosure import figure
from coachplan.base.errors import CoachplanError, Finding
from coachplan.caseload.workers import end_with_parent
from coachplan.model.entries import Entry
from coachplan.simulation.experiments.scores import FIGURES, REPEATS, Figure, Outcome, Result, interval, results
from coachplan.simulation.policies.textbook import TEXTBOOK, Policy, Snapshot
from coachplan.simulation.world.cohorts import COHORTS, Cohort
from coachplan.simulation.world.families import Truth, draw
from coachplan.simulation.world.life import Life, Situation

__all__ = [
    "FIGURES",
    "REPEATS",
    "Figure",
    "Outcome",
    "Result",
    "backtest",
    "interval",
    "jobs_for",
    "live",
    "results",
    "run_batches",
]

T = TypeVar("T")

#: Success at the last step beyond which nothing more is asked, in logits: nine in ten.
_MASTERED = math.log(9)

_TOO_SOON, _NEEDLESS_BACK, _OVERDUE = 0.65, 0.6, 0.88


@checked
def live(
    cohort: Cohort, seed: int, policy: Policy, *, weeks: int = 26, every: int = 7, truth: Truth | None = None
) -> Outcome:
    """
    Let one family of a cohort live under a policy that looks every so many days.

    *truth*: the family as already drawn, where several policies are tried on it.
    """
    truth = truth or draw(cohort, seed, weeks * 7)
    life = Life(truth=truth)
    decide = policy.begin(life)
    now, changed, steps = Situation(), -1, len(truth.difficulty)
    entries: list[Entry] = []
    counts = dict.fromkeys(
        "ups too_soon backs needless_backs strategies needless_strategies stuck overdue changes".split(), 0
    )
    top: float | None = 0.0 if steps == 1 else None
    for today in range(weeks * 7):
        entries += life.day(now)
        if life.stopped is not None:
            break
        suits = truth.suits[now.strategy % len(truth.suits)]
        counts["stuck"] += not suits
        counts["overdue"] += now.step + 1 < steps and life.chance_at(now.step) >= _OVERDUE
        if today % every != every - 1:
            continue
        look = Snapshot(today=today, entries=tuple(entries), now=now, steps=steps, changed=changed)
        move = decide(look)
        if move is None:
            continue
        works = life.chance_at(now.step)
        if move.now.step > now.step:
            counts["ups"] += 1
            counts["too_soon"] += works < _TOO_SOON
        if move.now.step < now.step:
            counts["backs"] += 1
            counts["needless_backs"] += works >= _NEEDLESS_BACK
        if move.now.strategy != now.strategy:
            counts["strategies"] += 1
            counts["needless_strategies"] += suits
        if (move.now.step, move.now.strategy) != (now.step, now.strategy):
            changed = today
        if move.now != now:
            counts["changes"] += 1
        life.take_in(move.kind)
        now = move.now
        if top is None and now.step + 1 == steps:
            top = (today + 1) / 7
    for name in ("stuck", "overdue"):
        counts[name] /= 7  # type: ignore[assignment]
    return Outcome(
        cohort=cohort.name,
        seed=seed,
        policy=policy.name,
        ability=min(life.ability, truth.difficulty[-1] + _MASTERED),
        top=top,
        stopped=life.stopped is not None,
        **counts,
    )


# -- running


def run_batches(
    jobs: Sequence[tuple[Cohort, int]],
    work: Callable[[Sequence[tuple[Cohort, int]]], list[T]],
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[T]:
    """
    Do some work for all families, ten at a time, in one process or several; in the order of the families either way.

    With more than one of *workers* the work must be such as can be sent to another process. *progress* is called with
    the families done and all of them.
    """
    parts = [jobs[index : index + 10] for index in range(0, len(jobs), 10)]
    found: list[T] = []
    done = 0

    def taken(made: Iterable[list[T]]) -> None:
        nonlocal done
        for part, each in zip(parts, made, strict=True):
            found.extend(each)
            done += len(part)
            if progress:
                progress(done, len(jobs))

    if workers > 1 and len(parts) > 1:
        with ProcessPoolExecutor(min(workers, len(parts)), initializer=end_with_parent) as pool:
            taken(pool.map(work, parts))
    else:
        taken(map(work, parts))
    return found


def jobs_for(
    cohorts: Iterable[Cohort], *, families: int, weeks: int, every: int, seed: int
) -> list[tuple[Cohort, int]]:
    """
    Return the families to try, as cohort and seed: so many of each cohort (all named ones, where none is given).

    Raises `CoachplanError` where a number makes no sense or two cohorts have one name.
    """
    kinds = tuple(cohorts) or tuple(COHORTS.values())
    findings = [
        Finding(
            item=name, what=f"found {figure(value)}.", hint="Expected a whole number, 1 or more.", code="out-of-range"
        )
        for name, value in (("families", families), ("weeks", weeks), ("every", every))
        if value < 1
    ]
    if families > _SEEDS:
        findings.append(
            Finding(
                item="families",
                what=f"found {families}.",
                hint=f"At most {_SEEDS} of each cohort.",
                code="out-of-range",
            )
        )
    findings += [
        Finding(item=name, what="two cohorts have this name.", code="duplicate")
        for name in _twice(kind.name for kind in kinds)
    ]
    if findings:
        raise CoachplanError(findings)
    return [(cohort, seed * _SEEDS + number) for cohort in kinds for number in range(families)]


#: Each seed of a backtest has so many families of its own.
_SEEDS = 1_000_000


def _twice(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return sorted({name for name in listed if listed.count(name) > 1})


def run_batch(jobs: Sequence[tuple[Cohort, int]], policies: Sequence[Policy], weeks: int, every: int) -> list[Outcome]:
    found = []
    for cohort, seed in jobs:
        truth = draw(cohort, seed, weeks * 7)
        found += [live(cohort, seed, policy, weeks=weeks, every=every, truth=truth) for policy in policies]
    return found


@checked
def backtest(
    policies: Iterable[Policy],
    cohorts: Iterable[Cohort] = (),
    *,
    families: int = 100,
    weeks: int = 26,
    every: int = 7,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Result, ...]:
    """
    Try policies on families of cohorts (all named ones, unless given) and return the figures of each.

    *families* a cohort, for *weeks*, looked at *every* so many days; the same *seed* gives the same figures, whatever
    the *workers*. Intervals need ten families a cohort. With more than one of *workers* the policies must be such
    as can be sent to another process. *progress* is called with the families done and all of them. `never` and `oracle`
    are always tried, as the gain is held against theirs. Raises `CoachplanError` where two policies have one name.
    """
    given = tuple(policies)
    twice = _twice(policy.name for policy in given)
    if twice:
        raise CoachplanError(
            Finding(item=name, what="two policies have this name.", code="duplicate") for name in twice
        )
    jobs = jobs_for(cohorts, families=families, weeks=weeks, every=every, seed=seed)
    chosen = {policy.name: policy for policy in given}
    tried = [*(TEXTBOOK[name] for name in ("never", "oracle") if name not in chosen), *chosen.values()]
    lives = run_batches(
        jobs, partial(run_batch, policies=tried, weeks=weeks, every=every), workers=workers, progress=progress
    )
    order = {policy.name: index for index, policy in enumerate((*TEXTBOOK.values(), *chosen.values()))}
    return tuple(sorted(results(lives), key=lambda result: order[result.policy]))
