"""
How well the next session's count is foretold on published series, each study left out whole: by the last value, by the
running mean, by coachplan's filter as shipped, and by the filter with numbers fitted to the other studies.

    python benchmarks/foretelling/foretelling.py FOLDER                    # successes out of known opportunities
    python benchmarks/foretelling/foretelling.py FOLDER --percent-as 20    # percentages, as if of twenty tries

FOLDER holds `series.csv`, a row a session. Log loss a session in natural logarithms, lower is better; every way
foretells the same sessions, from the second of each series on. A difference stands with its interval at 95 % over
children (a study) or over studies (all of them). Prints tables.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from filtered import SHIPPED, Fitted, children_held_out, filtered, fitted_to
from published import Series, read_series
from rivals import RIVALS, chosen, foretold

from coachplan.base.columns import columns

__all__ = ["WAYS", "Foretold", "difference", "left_out", "mean_of_studies", "table"]

#: The ways, in the order of the table. What is fitted is held against each of the others.
WAYS = (*RIVALS, "shipped", "fitted")

_NOTHING = Fitted(SHIPPED, {}, 0)

#: Student's t, two-sided 95 %, by degrees of freedom; more are taken as thirty.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


class Foretold(NamedTuple):
    """
    One study, left out whole: of each child the log losses of its sessions by each way, and which of them are of
    treatment; and what was *fitted* to the others.
    """

    study: str
    losses: Mapping[str, Mapping[str, tuple[float, ...]]]
    treated: Mapping[str, tuple[bool, ...]]
    fitted: Fitted


def left_out(series: Sequence[Series]) -> Iterable[Foretold]:
    """
    Yield each study as it is foretold by what the others say.
    """
    for study in dict.fromkeys(each.study for each in series):
        own = [each for each in series if each.study == study]
        others = [each for each in series if each.study != study]
        fitted = fitted_to(others)
        ways: dict[str, Callable[[Series], list[float]]] = {
            "shipped": lambda each: filtered(each, SHIPPED),
            "fitted": lambda each, priors=fitted.priors: filtered(each, priors),
        }
        for name, rival in RIVALS.items():
            numbers_of = chosen(rival, _by_study(others)) if others else (1.0, 5.0)
            ways[name] = lambda each, rival=rival, at=numbers_of: foretold(rival, each.sessions, *at)
        losses: dict[str, dict[str, tuple[float, ...]]] = {way: {} for way in WAYS}
        treated: dict[str, tuple[bool, ...]] = {}
        for each in own:
            for way in WAYS:
                losses[way][each.child] = (*losses[way].get(each.child, ()), *(-x for x in ways[way](each)))
            kinds = [session.kind == "treatment" for session in each.sessions[1:]]
            treated[each.child] = (*treated.get(each.child, ()), *kinds)
        yield Foretold(study, losses, treated, fitted)


def _by_study(series: Sequence[Series]) -> list[list[Sequence]]:
    found: dict[str, list[Sequence]] = {}
    for each in series:
        found.setdefault(each.study, []).append(each.sessions)
    return list(found.values())


class Interval(NamedTuple):
    """
    A mean, and how far it may be off to each side at 95 %; None where that cannot be told.
    """

    value: float
    off: float | None


def difference(found: Foretold, one: str, other: str) -> Interval:
    """
    Return how much more a session costs by *one* way than by the *other* in a study: a ratio over its children.
    """
    pairs = [(found.losses[one][child], found.losses[other][child]) for child in found.losses[one]]
    more = [math.fsum(a - b for a, b in zip(*pair, strict=True)) for pair in pairs]
    many = [len(pair[0]) for pair in pairs]
    value, number = math.fsum(more) / sum(many), len(many)
    if number < 2:
        return Interval(value, None)
    off = math.sqrt(math.fsum((a - value * b) ** 2 for a, b in zip(more, many, strict=True)) * number / (number - 1))
    return Interval(value, _t(number) * off / sum(many))


def mean_of_studies(values: Sequence[float]) -> Interval:
    """
    Return a mean over studies, each counting as much as another, with its interval.
    """
    number = len(values)
    value = math.fsum(values) / number
    if number < 2:
        return Interval(value, None)
    spread = math.sqrt(math.fsum((each - value) ** 2 for each in values) / (number - 1))
    return Interval(value, _t(number) * spread / math.sqrt(number))


def _t(number: int) -> float:
    return _T[min(number - 1, len(_T)) - 1]


def loss(found: Foretold, way: str, *, treated: bool = False) -> tuple[float, int]:
    """
    Return the log loss a session of a study by one way, and of how many sessions; *treated*: of treatment alone.
    """
    told = [
        each
        for child, losses in found.losses[way].items()
        for each, of in zip(losses, found.treated[child], strict=True)
        if of or not treated
    ]
    return (math.fsum(told) / len(told) if told else math.nan), len(told)


def table(studies: Sequence[Foretold]) -> str:
    """
    Return the log losses of each study and of all, and what the fitted numbers save beside each other way.
    """
    others = WAYS[:-1]
    saved = [f"saved beside {each}" for each in others]
    rows = [("study", "children", "sessions", *WAYS, *saved, "rests on")]
    for each in studies:
        told = [f"{loss(each, way)[0]:.3f}" for way in WAYS]
        gains = [_shown(difference(each, other, "fitted")) for other in others]
        numbers = str(len(each.losses["fitted"])), str(loss(each, "fitted")[1])
        rows.append((each.study, *numbers, *told, *gains, str(each.fitted.children)))
    rows += [_all(studies, "each study alike", treated=False), _all(studies, "its treatment alone", treated=True)]
    rows.append(_pooled(studies))
    return columns(rows)


def _all(studies: Sequence[Foretold], name: str, *, treated: bool) -> tuple[str, ...]:
    own = [each for each in studies if loss(each, "fitted", treated=treated)[1]]
    by = {way: [loss(each, way, treated=treated)[0] for each in own] for way in WAYS}
    sessions = sum(loss(each, "fitted", treated=treated)[1] for each in own)
    told = [f"{mean_of_studies(by[way]).value:.3f}" for way in WAYS]
    gains = [
        _shown(mean_of_studies([a - b for a, b in zip(by[other], by["fitted"], strict=True)])) for other in WAYS[:-1]
    ]
    return (name, str(sum(len(each.treated) for each in own)), str(sessions), *told, *gains, "")


def _pooled(studies: Sequence[Foretold]) -> tuple[str, ...]:
    # Each session alike; studies are the children of one that holds all of them.
    losses = {
        way: {each.study: tuple(x for own in each.losses[way].values() for x in own) for each in studies}
        for way in WAYS
    }
    whole = Foretold("", losses, {study: (True,) * len(own) for study, own in losses["fitted"].items()}, _NOTHING)
    told = [f"{loss(whole, way)[0]:.3f}" for way in WAYS]
    gains = [_shown(difference(whole, other, "fitted")) for other in WAYS[:-1]]
    children = str(sum(len(each.treated) for each in studies))
    return ("each session alike", children, str(loss(whole, "fitted")[1]), *told, *gains, "")


def _shown(each: Interval) -> str:
    return f"{each.value:+.3f}" + (f" ±{each.off:.3f}" if each.off is not None else "")


def _numbers(studies: Sequence[Foretold]) -> str:
    names = sorted({name for each in studies for name in each.fitted.numbers})
    told = [
        [f"{each.fitted.numbers[name]:.3g}" if name in each.fitted.numbers else "-" for name in names]
        for each in studies
    ]
    rows = [(each.study, *own) for each, own in zip(studies, told, strict=True)]
    return columns([("fitted without", *(name.removeprefix("core/") for name in names)), *rows])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--percent-as", type=int, default=0, metavar="TRIES")
    given = parser.parse_args()
    every = read_series(given.folder, percent_as=given.percent_as)
    studies = list(left_out(every))
    print(table(studies), _numbers(studies), sep="\n\n", flush=True)
    found = children_held_out(every)
    if found is not None:
        advice = "recommended" if found.better else "not recommended"
        print(
            f"\nChildren of all studies held out in {found.parts} parts: {found.families}, {found.days} sessions. "
            f"Log loss {found.shipped:.3f} as shipped, {found.fitted:.3f} fitted, saved {found.gain:.3f} "
            f"({found.low:.3f} to {found.high:.3f} in 99 of 100): {advice}."
        )
