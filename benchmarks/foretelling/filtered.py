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
from coachplan.fitting.chances import Chances
from coachplan.fitting.climbing import Top, climb
from coachplan.fitting.families import ENOUGH_DAYS, Told, key_of, together
from coachplan.fitting.held_out import foretold_by, held_out
from coachplan.fitting.histories import History, Seen, Stretch
from coachplan.fitting.numbers import WIDTHS, Scale, scale_of
from coachplan.model.fitted import FEWEST
from coachplan.progress.ability import Priors, begin
from coachplan.progress.stretches import moved

__all__ = ["SHIPPED", "Fitted", "filtered", "fitted_to", "history_of"]

#: The numbers that coachplan ships, on the scale on which others are fitted.
_SCALE: Scale = scale_of(core_catalogue().numbers, tuple(WIDTHS))
SHIPPED: Priors = _SCALE.priors((0.0,) * len(WIDTHS))

#: Of these phases the first session comes after weeks without practice.
_AFTER_WEEKS = ("washout", "followup", "maintenance")


class Fitted(NamedTuple):
    """
    What was fitted: *priors* for the filter, the *numbers* by name (none where too few children tell of any), on how
    many *children* they rest, and whether coachplan would *use* them.
    """

    priors: Priors
    numbers: Mapping[str, float]
    children: int
    used: bool


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


def fitted_to(series: Sequence[Series], *, parts: int = 0) -> Fitted:
    """
    Return what is fitted to some series, each child a family; with *parts* also whether `coachplan fit` would recommend
    it: whether children held out, in so many parts, are foretold better beyond doubt.
    """
    told = _families(series)
    chances = Chances(told, _SCALE, None)
    everyone = range(len(told))
    free = _free(chances, everyone)
    if not any(free):
        return Fitted(SHIPPED, {}, len(told), False)
    top = climb(chances, everyone, free)
    values = _SCALE.values(top.point)
    numbers = {name: values[name] for name, moves in zip(WIDTHS, free, strict=True) if moves}
    return Fitted(_SCALE.priors(top.point), numbers, len(told), parts > 0 and _better(chances, top, parts))


def _better(chances: Chances, top: Top, parts: int) -> bool:
    foretold = []
    for part in range(parts):
        others = [place for place, each in enumerate(chances.told) if each.part(parts) != part]
        free = _free(chances, others)
        if not any(free):
            return False
        priors = _SCALE.priors(climb(chances, others, free, top.way).point)
        foretold += [foretold_by(each, SHIPPED, priors) for each in chances.told if each.part(parts) == part]
    found = held_out(foretold, parts)
    return found is not None and found.better


def _free(chances: Chances, which: Sequence[int]) -> list[bool]:
    # Of each number, whether enough children tell of it.
    return [sum(name in chances.told[place].tells_of for place in which) >= FEWEST for name in WIDTHS]


def _families(series: Sequence[Series]) -> list[Told]:
    told = together(Told(key_of(each.child), key_of(each.name), "", (history_of(each),)) for each in series)
    return [each for each in told if each.days >= ENOUGH_DAYS]
