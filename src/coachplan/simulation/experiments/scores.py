"""
How families fared, in figures: each with its interval over repeated seeds.

Counts what was noted of each life. Does not know how a life went on, or who decided.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from attrs import frozen

from coachplan.base.constructors import plain_errors

__all__ = ["FIGURES", "REPEATS", "Figure", "Outcome", "Result", "interval", "results", "share_of_gain"]

T = TypeVar("T")


@plain_errors
@frozen(kw_only=True)
class Outcome:
    """
    How one family fared under one policy. Weeks where nothing else is said.

    *ability*: at the end, in logits, up to nine in ten at the last step. *top*: when that step was reached, or None.
    """

    cohort: str
    seed: int
    policy: str
    ability: float
    top: float | None
    ups: int = 0
    too_soon: int = 0
    backs: int = 0
    needless_backs: int = 0
    strategies: int = 0
    needless_strategies: int = 0
    stuck: float = 0.0
    overdue: float = 0.0
    changes: int = 0
    stopped: bool = False


@plain_errors
@frozen
class Figure:
    """
    A figure with its interval over repeated seeds, at 95 %. None where there was nothing to count.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@plain_errors
@frozen(kw_only=True)
class Result:
    """
    The figures of one policy on one cohort, by name; see `FIGURES` for what each is.
    """

    cohort: str
    policy: str
    families: int
    figures: Mapping[str, Figure]


def _part(above: str, below: str) -> Callable[[Sequence[Outcome]], float | None]:
    def share(lives: Sequence[Outcome]) -> float | None:
        total = sum(getattr(life, below) for life in lives)
        return sum(getattr(life, above) for life in lives) / total if total else None

    return share


def _mean(name: str) -> Callable[[Sequence[Outcome]], float | None]:
    return lambda lives: sum(getattr(life, name) for life in lives) / len(lives) if lives else None


def _weeks_to_top(lives: Sequence[Outcome]) -> float | None:
    # The median, with those who never got there last.
    tops = sorted(life.top if life.top is not None else math.inf for life in lives)
    middle = tops[len(tops) // 2] if tops else math.inf
    return middle if middle < math.inf else None


def _families(name: str) -> Callable[[Sequence[Outcome]], float | None]:
    return lambda lives: sum(1 for life in lives if getattr(life, name)) / len(lives) if lives else None


#: What is counted, as a line each. `gain` is made in `results`, as it needs the families of two other policies.
FIGURES: Mapping[str, tuple[str, Callable[[Sequence[Outcome]], float | None]]] = {
    "weeks-to-top": ("weeks to the last step (median)", _weeks_to_top),
    "too-soon": ("steps up at a true chance under 0.65, of all steps up", _part("too_soon", "ups")),
    "needless-backs": (
        "steps back at a true chance of 0.6 or more, of all steps back",
        _part("needless_backs", "backs"),
    ),
    "backs": ("steps back a family", _mean("backs")),
    "needless-changes": (
        "strategy changes away from one that suited, of all",
        _part("needless_strategies", "strategies"),
    ),
    "families-changed-needlessly": ("families with such a change", _families("needless_strategies")),
    "stuck": ("weeks on a strategy that did not suit", _mean("stuck")),
    "overdue": ("weeks at a true chance of 0.88 or more, not moved up", _mean("overdue")),
    "changes": ("changes a family had to take in", _mean("changes")),
    "stopped": ("families that stopped", _families("stopped")),
}

#: Families are told apart into so many groups of seeds; how much each group moves the figure makes the interval.
REPEATS = 10

#: Student's t for nine degrees of freedom, and the normal quantile: two-sided 95 %.
_T, _Z = 2.262, 1.96


def interval(groups: Sequence[Sequence[T]], made: Callable[[Sequence[T]], float | None]) -> Figure:
    """
    Return a figure of all groups together, with its interval: the delete-a-group jackknife (Wolter 2007, chapter 4).

    Each group is left out once, so a figure that is a ratio is never taken from a group too small for it. No interval
    where a group is empty, a figure cannot be told without one, or all ten say the same.
    """
    whole = made(list(chain.from_iterable(groups)))
    if whole is None or not all(groups):
        return Figure(whole)
    without = [
        made(list(chain.from_iterable(group for index, group in enumerate(groups) if index != left)))
        for left in range(len(groups))
    ]
    known = [value for value in without if value is not None]
    if len(known) < len(groups):
        return Figure(whole)
    mean = sum(known) / len(known)
    error = math.sqrt((len(known) - 1) / len(known) * sum((value - mean) ** 2 for value in known))
    return Figure(whole, whole - _T * error, whole + _T * error) if error > 1e-12 else Figure(whole)


def _median_interval(lives: Sequence[Outcome]) -> Figure:
    # Between two families' own weeks, by the binomial, as a jackknife cannot tell a median; None: beyond the end.
    tops = sorted(life.top if life.top is not None else math.inf for life in lives)
    whole, reach = _weeks_to_top(lives), _Z * math.sqrt(len(tops)) / 2
    if len(tops) < REPEATS or all(week == tops[0] for week in tops):
        return Figure(whole)
    low = tops[max(0, math.floor(len(tops) / 2 - reach))]
    high = tops[min(len(tops) - 1, math.ceil(len(tops) / 2 + reach))]
    return Figure(whole, low if low < math.inf else None, high if high < math.inf else None)


def share_of_gain(trios: Sequence[tuple[Outcome, Outcome, Outcome]]) -> float | None:
    """
    Return the share of what the oracle gains over never changing. Of each family: the life under a policy, under
    `never` and under `oracle`. None where there is nothing to gain.
    """
    own, never, oracle = (sum(trio[index].ability for trio in trios) for index in range(3))
    return (own - never) / (oracle - never) if abs(oracle - never) >= 1e-9 else None


def results(lives: Iterable[Outcome]) -> tuple[Result, ...]:
    """
    Return the figures of each policy on each cohort. The lives of `never` and `oracle` on the same families are needed.
    """
    by: dict[tuple[str, str], list[Outcome]] = {}
    for life in lives:
        by.setdefault((life.cohort, life.policy), []).append(life)
    for lived in by.values():
        lived.sort(key=lambda life: life.seed)
    found = []
    for (cohort, policy), lived in by.items():
        trios = list(zip(lived, by[cohort, "never"], by[cohort, "oracle"], strict=True))
        figures = {"gain": interval([trios[index::REPEATS] for index in range(REPEATS)], share_of_gain)}
        groups = [lived[index::REPEATS] for index in range(REPEATS)]
        for name, (_, made) in FIGURES.items():
            figures[name] = _median_interval(lived) if name == "weeks-to-top" else interval(groups, made)
        found.append(Result(cohort=cohort, policy=policy, families=len(lived), figures=figures))
    return tuple(found)
