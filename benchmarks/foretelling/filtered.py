"""
What coachplan's filter foretells of a series, with the numbers that it ships, and with numbers fitted to other studies.

A phase is a stretch, and its label the strategy. Sessions are not days of a calendar, so none is said to have passed
between them; but a follow-up, and what is measured after treatment was left off, begin as after a long break. What the
filter says of a count is made to add up to 1 over all counts of that session.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from published import Series, Session

from coachplan.engine import core_catalogue
from coachplan.fitting.chances import Chances, Point
from coachplan.fitting.climbing import climb
from coachplan.fitting.families import ENOUGH_DAYS, Told, key_of, together
from coachplan.fitting.held_out import foretold_by, held_out
from coachplan.fitting.histories import History, Seen, Stretch
from coachplan.fitting.numbers import WIDTHS, Scale, scale_of
from coachplan.model.fitted import FEWEST, HeldOut
from coachplan.progress.ability import Priors, begin
from coachplan.progress.stretches import moved

__all__ = ["SHIPPED", "Fitted", "children_held_out", "filtered", "fitted_to", "history_of"]

#: The numbers that coachplan ships, on the scale on which others are fitted.
_SCALE: Scale = scale_of(core_catalogue().numbers, tuple(WIDTHS))
SHIPPED: Priors = _SCALE.priors((0.0,) * len(WIDTHS))

#: Of these phases the first session comes after weeks without practice.
_AFTER_WEEKS = ("washout", "followup", "maintenance")


class Fitted(NamedTuple):
    """
    What was fitted: *priors* for the filter, the *numbers* by name (none where too few children tell of any), and on
    how many *children* they rest.
    """

    priors: Priors
    numbers: Mapping[str, float]
    children: int


def history_of(series: Series) -> History:
    """
    Return a series as a fit sees it: no baseline is known, the step is one, and each phase goes by its label.
    """
    return tuple(
        Stretch(series.name, 1, label, None, tuple(_seen(own)))
        for (_, label), own in groupby(series.sessions, key=lambda each: (each.phase, each.label))
    )


def _seen(sessions: Iterable[Session]) -> Iterable[Seen]:
    for place, each in enumerate(sessions):
        yield Seen(each.tries, each.successes, 0, not place and each.kind in _AFTER_WEEKS)


def filtered(series: Series, priors: Priors) -> list[float]:
    """
    Return how likely each session was as the filter foretold it, from the second on, as natural logarithms.
    """
    found, belief, before = [], begin(priors), None
    for stretch in history_of(series):
        belief = belief if before is None else moved(belief, before, stretch)
        for day in stretch.days:
            belief = belief.after_break() if day.broke else belief
            every = [math.exp(belief.foretold(day.tries, count)[0]) for count in range(int(day.tries) + 1)]
            found.append(math.log(every[int(day.successes)] / math.fsum(every)))
            belief = belief.after(day.tries, day.successes)
        before = stretch
    return found[1:]


def fitted_to(series: Sequence[Series]) -> Fitted:
    """
    Return what is fitted to some series, each child a family.
    """
    told = _families(series)
    return _fitted(Chances(told, _SCALE, None), range(len(told)))[0]


def _fitted(chances: Chances, which: Sequence[int], way: Sequence[Point] = ()) -> tuple[Fitted, Sequence[Point]]:
    free = _free(chances, which)
    if not any(free):
        return Fitted(SHIPPED, {}, len(which)), ()
    top = climb(chances, which, free, way)
    values = _SCALE.values(top.point)
    numbers = {name: values[name] for name, moves in zip(WIDTHS, free, strict=True) if moves}
    return Fitted(_SCALE.priors(top.point), numbers, len(which)), top.way


def children_held_out(series: Sequence[Series], parts: int = 4) -> HeldOut | None:
    """
    Return how well children are foretold whom a fit to the others has not seen, as `coachplan fit` tells it of
    families; None where too few are left to fit to.
    """
    told = _families(series)
    chances, foretold = Chances(told, _SCALE, None), []
    way = _fitted(chances, range(len(told)))[1]
    for part in range(parts):
        others = [place for place, each in enumerate(told) if each.part(parts) != part]
        fitted, _ = _fitted(chances, others, way)
        if not fitted.numbers:
            return None
        foretold += [foretold_by(each, SHIPPED, fitted.priors) for each in told if each.part(parts) == part]
    return held_out(foretold, parts)


def _free(chances: Chances, which: Sequence[int]) -> list[bool]:
    # Of each number, whether enough children tell of it.
    return [sum(name in chances.told[place].tells_of for place in which) >= FEWEST for name in WIDTHS]


def _families(series: Sequence[Series]) -> list[Told]:
    told = together(Told(key_of(each.child), key_of(each.name), "", (history_of(each),)) for each in series)
    return [each for each in told if each.days >= ENOUGH_DAYS]
