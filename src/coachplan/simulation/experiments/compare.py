"""
Two sets of rules on the same logs: who is treated differently, from when, and why; what touches safety comes first.

Families live under the first set; at each look both review the same plan and the same entries. Does not know which set
is the better one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from attrs import frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.engine import Engine
from coachplan.model.actions import KINDS, Action
from coachplan.model.evidence import Basis, RuleTrace
from coachplan.model.reviews import Review
from coachplan.simulation.experiments.backtest import jobs_for, live, run_batches
from coachplan.simulation.policies.coached import MADE_UP, engine_for
from coachplan.simulation.policies.watched import Observation, watched
from coachplan.simulation.world.cohorts import Cohort

__all__ = ["ORDER", "Difference", "Rules", "Verdict", "compare", "differing", "first_of_each_sort", "in_order"]

#: The sorts of difference, what touches safety first.
ORDER = ("alert", "ease", "change", "rest")

_SORT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(KINDS, "rest"),
        "pause": "alert",
        "step-down": "ease",
        "lighten": "ease",
        "change-strategy": "change",
        "change-routine": "change",
    }
)


@plain_errors
@frozen(kw_only=True)
class Rules:
    """
    A set of rules: the core's, with folders of *content* and *plugins* (as `module` or `module:object`).
    """

    name: str
    content: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()

    @property
    def engine(self) -> Engine:
        """
        The engine with these rules. Raises `CoachplanError` where a folder or plugin cannot be used.
        """
        return engine_for(self.content, self.plugins)


@frozen(kw_only=True)
class Verdict:
    """
    What one set of rules said of a focus: the step, the rule, the readings that decided, and the alerts.

    *alerts* holds urgency, entry and flags of each. *asked* is the other set's rule as this set saw it: None where this
    set has no such rule, or never came to ask it.
    """

    action: Action
    rule: str
    basis: tuple[Basis, ...]
    alerts: tuple[tuple[str, str, tuple[str, ...]], ...]
    paused: bool
    asked: RuleTrace | None = None


@plain_errors
@frozen(kw_only=True)
class Difference:
    """
    Where two sets of rules part on one plan: the family, the focus, the day, and what each of them said.

    *kind* is one of `ORDER`; *cohort* is empty for a plan that is not made up.
    """

    kind: str
    cohort: str
    family: str
    focus: str
    on: date
    first: Verdict
    second: Verdict


def differing(first: Review, second: Review, *, family: str, cohort: str = "") -> list[Difference]:
    """
    Return where two reviews of the same plan and entries differ, focus by focus: in alerts, or in the step.

    The same step for another reason is no difference: nobody is treated differently.
    """
    found = []
    for own in first.next_steps:
        one, other = _verdict(first, second, own.focus), _verdict(second, first, own.focus)
        alarmed = (one.alerts, one.paused) != (other.alerts, other.paused)
        if not alarmed and one.action == other.action:
            continue
        sorts = ["alert"] if alarmed else [_SORT[one.action.kind], _SORT[other.action.kind]]
        found.append(
            Difference(
                kind=min(sorts, key=ORDER.index),
                cohort=cohort,
                family=family,
                focus=own.focus,
                on=first.on,
                first=one,
                second=other,
            )
        )
    return found


@checked
def compare(
    first: Rules,
    second: Rules,
    cohorts: Iterable[Cohort] = (),
    *,
    skill: str = MADE_UP,
    families: int = 100,
    weeks: int = 26,
    every: int = 7,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Difference, ...]:
    """
    Let families live under the *first* rules, ask the *second* at each look, and return where they part.

    Of each family the first day of each sort of difference; what touches safety first. Arguments as in `backtest`.
    """
    _ = first.engine, second.engine  # what cannot be used is told before any family lives
    jobs = jobs_for(cohorts, families=families, weeks=weeks, every=every, seed=seed)
    work = partial(run_batch, first=first, second=second, skill=skill, weeks=weeks, every=every)
    return in_order(run_batches(jobs, work, workers=workers, progress=progress))


def first_of_each_sort(found: Iterable[Difference]) -> list[Difference]:
    """
    Keep, of each family and focus, the first difference of each sort. They must come in the order of their days.
    """
    kept: dict[tuple[str, str, str, str], Difference] = {}
    for each in found:
        kept.setdefault((each.cohort, each.family, each.focus, each.kind), each)
    return list(kept.values())


def in_order(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """
    Order differences: what touches safety first, and in each sort the earliest day.
    """
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.kind), each.on, each.cohort, each.family)))


def run_batch(
    jobs: Sequence[tuple[Cohort, int]], first: Rules, second: Rules, skill: str, weeks: int, every: int
) -> list[Difference]:
    found: list[Difference] = []
    for cohort, seed in jobs:
        parted: list[Difference] = []
        policy = watched(first.engine, partial(_ask, second.engine, parted), skill=skill)
        live(cohort, seed, policy, weeks=weeks, every=every)
        found += first_of_each_sort(parted)
    return found


def _ask(engine: Engine, parted: list[Difference], seen: Observation) -> None:
    other = engine.review(seen.plan, seen.entries, on=seen.on)
    parted += differing(seen.review, other, family=seen.plan.id, cohort=seen.life.truth.cohort)


def _verdict(own: Review, other: Review, focus: str) -> Verdict:
    suggested, rule = own.step_for(focus), other.step_for(focus).rule
    return Verdict(
        action=suggested.action,
        rule=suggested.rule,
        basis=suggested.basis,
        alerts=tuple((alert.urgency, alert.entry, alert.flags) for alert in own.alerts),
        paused=own.paused,
        asked=next((traced for traced in own.trace if traced.focus == focus and traced.rule == rule), None),
    )
