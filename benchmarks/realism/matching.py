"""
Do made-up logs look like real ones: the noise of their phases, beside that of published children's therapy.

The published series are not here, only their quantiles. Does not know what is decided, or how a family is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from random import Random
from types import MappingProxyType

from attrs import evolve, frozen
from noise import (
    Session,
    dispersion,
    drawdown,
    drought,
    echo,
    quantile,
    slope,
    spread,
    swing,
    tied,
    wrong_way,
    wrong_way_of_moves,
)

from coachplan.model.entries import Entry
from coachplan.simulation.world.cohorts import COHORTS, Cohort
from coachplan.simulation.world.families import MOST_TRIES, Truth, draw
from coachplan.simulation.world.life import Life, Situation

__all__ = [
    "LENGTHS",
    "REAL",
    "SHARES",
    "TRIES",
    "Quartiles",
    "Row",
    "match",
    "phase",
    "table",
]

#: Quartiles: a quarter of the phases lie below the first, half below the second, three quarters below the third.
Quartiles = tuple[float, float, float]

#: The fewest sessions of a phase that is measured: below it the figures say nothing.
FEWEST = 5


# -- what real series show, and where it stands

_CHILD = "children's therapy, treatment phases (noise_quantiles.csv, group A)"
_RECKONED = "children's therapy, treatment phases (reckoned from series.csv by noise.py)"
_FEW = "adult speech therapy, 5 or 10 tries, treatment phases (noise_quantiles.csv, group C)"

#: Sessions in a real treatment phase: share of the phases, and how long they are at most.
LENGTHS: Mapping[float, float] = MappingProxyType({0.1: 5, 0.25: 5, 0.5: 8, 0.75: 15, 0.9: 49})

#: Tries or intervals a session where a real series tells them: share of the phases, and how many at most.
TRIES: Mapping[float, float] = MappingProxyType({0.1: 20, 0.25: 20, 0.5: 58, 0.75: 60, 0.9: 80})

#: The share of successes over such a phase, of those that are neither at the floor nor at the ceiling throughout.
SHARES: Mapping[float, float] = MappingProxyType({0.1: 0.08, 0.25: 0.13, 0.5: 0.48, 0.75: 0.84, 0.9: 0.91})

#: Each figure's quartiles in real series, and where they were taken from.
REAL: Mapping[str, tuple[Quartiles, str]] = MappingProxyType(
    {
        "steps in the wrong direction": ((0.2, 0.375, 0.5), _CHILD),
        "steps tied": ((0.0, 0.0, 0.4), _CHILD),
        "wrong direction, of steps not tied": ((0.362, 0.462, 0.5), _RECKONED),
        "dispersion over binomial": ((1.017, 1.887, 3.918), _CHILD),
        "dispersion over binomial, few tries": ((0.735, 1.117, 1.878), _FEW),
        "swing of the days behind it, logits": ((0.106, 0.289, 0.583), _RECKONED),
        "SD around a trend, points": ((2.817, 6.146, 10.32), _CHILD),
        "SD around a trend, points, few tries": ((14.128, 18.77, 22.809), _FEW),
        "lag-1 autocorrelation (raw r1)": ((-0.37, -0.156, 0.05), _CHILD),
        "largest fall from the best, SD": ((1.72, 2.438, 3.18), _CHILD),
        "longest stretch without a new best": ((3.0, 5.0, 10.0), _CHILD),
        "slope a session, SD": ((-0.011, 0.043, 0.272), _CHILD),
    }
)


def _shares(figure: Callable[[Sequence[float]], float | None]) -> Callable[[Sequence[Session]], float | None]:
    return lambda sessions: figure([k / n for n, k in sessions])


def _points(values: Sequence[float]) -> float | None:
    return 100 * (spread(values) or 0.0)


_FIGURES: Mapping[str, Callable[[Sequence[Session]], float | None]] = MappingProxyType(
    {
        "steps in the wrong direction": _shares(wrong_way),
        "steps tied": _shares(tied),
        "wrong direction, of steps not tied": _shares(wrong_way_of_moves),
        "dispersion over binomial": dispersion,
        "dispersion over binomial, few tries": dispersion,
        "swing of the days behind it, logits": swing,
        "SD around a trend, points": _shares(_points),
        "SD around a trend, points, few tries": _shares(_points),
        "lag-1 autocorrelation (raw r1)": _shares(echo),
        "largest fall from the best, SD": _shares(drawdown),
        "longest stretch without a new best": _shares(drought),
        "slope a session, SD": _shares(slope),
    }
)


# -- made-up phases beside them


@frozen(kw_only=True)
class Row:
    """
    One figure: quartiles over real phases, over logs made up as they come, and over ones counted as in the studies.

    None where no made-up phase was long enough, or the figure cannot be told from any of them.
    """

    figure: str
    real: Quartiles
    home: Quartiles | None
    study: Quartiles | None
    source: str


def phase(cohort: Cohort, seed: int, *, as_in_study: bool = False) -> tuple[Session, ...]:
    """
    Return a family's log on its first step, for as long as a real treatment phase lasts: tries and successes.

    With *as_in_study*, it starts as near the floor or the ceiling as real phases lie, and each session has as many
    tries as theirs; the swings of the days stay as they are. Shorter where the family stops.
    """
    chances = Random(f"phase:{cohort.name}:{seed}")
    length = round(_between(LENGTHS, chances.random()))
    most_days = 60 + math.ceil(length * 14 / max(1.0, cohort.range_of("days_a_week")[0]))
    truth = draw(cohort, seed, most_days)
    life = Life(truth=_as_in_study(truth, chances) if as_in_study else truth)
    written: dict[str, Entry] = {}
    while life.today < most_days and len(written) < length:
        for entry in life.day(Situation()):
            written[entry.id] = entry
    ordered = sorted(written.values(), key=lambda entry: (entry.on, entry.id))
    return tuple((entry.tries or 0, entry.successes or 0) for entry in ordered[:length])


def match(cohorts: Iterable[Cohort] | None = None, *, families: int = 200, seed: int = 0) -> tuple[Row, ...]:
    """
    Return the table of real and made-up phases: so many families of each cohort, all together.

    Without *cohorts*, those of `COHORTS`. The families have the seeds from *seed* on.
    """
    home: list[tuple[Session, ...]] = []
    study: list[tuple[Session, ...]] = []
    for cohort in COHORTS.values() if cohorts is None else cohorts:
        for each in range(seed, seed + families):
            home.append(phase(cohort, each))
            study.append(phase(cohort, each, as_in_study=True))
    return tuple(
        Row(
            figure=name, real=real, home=_quartiles(figure, home), study=_quartiles(figure, study), source=REAL[name][1]
        )
        for name, figure in _FIGURES.items()
        for real in [REAL[name][0]]
    )


def table(rows: Iterable[Row]) -> str:
    """
    Return the rows as a table of Markdown: median (first quartile to third).
    """
    lines = [
        "| figure of a phase | real | made up, as at home | made up, counted as in the studies |",
        "| --- | --- | --- | --- |",
    ]
    for row in rows:
        few = row.figure.endswith("few tries")
        cells = [_cell(row.real), _cell(row.home), "" if few else _cell(row.study)]
        lines.append(f"| {row.figure} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(quartiles: Quartiles | None) -> str:
    if quartiles is None:
        return "not told"
    low, middle, high = quartiles
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _between(parts: Mapping[float, float], part: float) -> float:
    # On the straight line between two known quantiles; beyond the outer ones, the outer ones.
    known = sorted(parts.items())
    for (low, least), (high, most) in pairwise(known):
        if part <= high:
            return least + max(0.0, part - low) / (high - low) * (most - least)
    return known[-1][1]


def _as_in_study(truth: Truth, chances: Random) -> Truth:
    tries, share = round(_between(TRIES, chances.random())), _between(SHARES, chances.random())
    luck = truth.luck
    if tries > MOST_TRIES:
        luck = tuple(
            evolve(
                day,
                each=tuple(chances.random() for _ in range(tries)),
                counted=tuple(chances.random() for _ in range(tries)),
            )
            for day in luck
        )
    first = math.log((1 - share) / share)
    return evolve(truth, tries=(tries, tries), difficulty=(first, *truth.difficulty[1:]), luck=luck)


def _quartiles(
    figure: Callable[[Sequence[Session]], float | None], phases: Iterable[Sequence[Session]]
) -> Quartiles | None:
    found = [value for one in phases if len(one) >= FEWEST and (value := figure(one)) is not None]
    if not found:
        return None
    return (quantile(found, 0.25), quantile(found, 0.5), quantile(found, 0.75))
