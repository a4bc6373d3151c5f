"""
Whether fitted numbers foretell families better that they were not fitted to, and by how much, with the doubt.

Families are told apart into parts by the digest of their id; each part is foretold by what was fitted on the others.
Both sets of numbers foretell the same days. Does not know how numbers are fitted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from coachplan.fitting.families import Told, voices
from coachplan.fitting.histories import Forecast, History, foretell
from coachplan.model.fitted import FEWEST, Calibration, HeldOut
from coachplan.progress.ability import Priors

__all__ = ["Foretold", "by_own", "foretold_by", "held_out"]

#: The gain of a fit must be above nothing with this many of its standard errors to spare: 99 cases of 100.
_SURE = 2.576

_BINS = 10


@frozen
class Foretold:
    """
    One family as two sets of numbers foretell it: each day by the shipped ones, and by those fitted on others.
    """

    told: Told
    shipped: tuple[Forecast, ...]
    fitted: tuple[Forecast, ...]


def foretold_by(told: Told, shipped: Priors, fitted: Priors) -> Foretold:
    """
    Foretell a family by two sets of numbers.
    """
    each = (tuple(day for history in told.histories for day in foretell(history, by)) for by in (shipped, fitted))
    return Foretold(told, *each)


def by_own(foretold: Foretold, priors: Callable[[History], Priors]) -> Foretold:
    """
    Foretell the same family by what was fitted on others as before, and by numbers of its groups: those of each focus.
    """
    told = foretold.told
    own = tuple(day for history in told.histories for day in foretell(history, priors(history)))
    return Foretold(told, foretold.fitted, own)


def held_out(foretold: Sequence[Foretold], parts: int) -> HeldOut | None:
    """
    Return how well families are foretold, from `FEWEST` on; each counts for as many days as in a fit. The interval is
    that of a ratio over families (Cochran 1977, Sampling Techniques, section 6.4).
    """
    if len(foretold) < FEWEST:
        return None
    counted = [voice.weight for voice in voices([each.told for each in foretold])]
    days = [weight * len(each.shipped) for weight, each in zip(counted, foretold, strict=True)]
    before, after = (
        [-weight * math.fsum(day.chance for day in by) for weight, by in zip(counted, told, strict=True)]
        for told in ([each.shipped for each in foretold], [each.fitted for each in foretold])
    )
    all_days = math.fsum(days)
    gains = [one - other for one, other in zip(before, after, strict=True)]
    gain = math.fsum(gains) / all_days
    off = math.fsum((more - gain * many) ** 2 for more, many in zip(gains, days, strict=True))
    number = len(foretold)
    wide = _SURE * math.sqrt(off * number / (number - 1)) / all_days
    return HeldOut(
        parts=parts,
        families=number,
        days=sum(len(each.shipped) for each in foretold),
        shipped=math.fsum(before) / all_days,
        fitted=math.fsum(after) / all_days,
        gain=gain,
        low=gain - wide,
        high=gain + wide,
        as_shipped=_calibrated(each.shipped for each in foretold),
        as_fitted=_calibrated(each.fitted for each in foretold),
    )


def _calibrated(families: Iterable[Sequence[Forecast]]) -> tuple[Calibration, ...]:
    bins: list[list[tuple[int, Forecast]]] = [[] for _ in range(_BINS)]
    for number, days in enumerate(families):
        for day in days:
            bins[min(_BINS - 1, int(day.said * _BINS))].append((number, day))
    return tuple(
        Calibration(
            said=math.fsum(day.said * day.tries for _, day in kept) / tries,
            was=math.fsum(day.successes for _, day in kept) / tries,
            days=len(kept),
        )
        for kept in bins
        if len({number for number, _ in kept}) >= FEWEST and (tries := math.fsum(day.tries for _, day in kept)) > 0
    )
