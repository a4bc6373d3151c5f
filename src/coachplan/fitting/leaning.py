"""
How often something happens in many groups at once, where each leans on the group that it belongs to, and that on all:
a small one much, a large one little.

A group's share is spread around that of the larger one, by a beta distribution; how closely, the groups themselves say,
by all that is possible weighed by how likely it makes what was seen (Good 1965, The Estimation of Probabilities; for
groups within groups: Gelman et al. 2013, Bayesian Data Analysis, chapter 5). All is summed on a grid of shares, so
nothing is drawn and nothing has to converge. Does not know what is counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from attrs import frozen

__all__ = ["Count", "Leant", "Share", "Told", "lean"]

#: What one family tells: how much it counts in its larger group, and how much likelier what was seen is if it happened
#: (a natural logarithm).
Told = tuple[float, float]

#: Weights of the shares on the grid.
_Weights = tuple[float, ...]

#: The shares that are thought possible, the middles of so many parts of equal width.
_PARTS = 50
_SHARES = tuple((part + 0.5) / _PARTS for part in range(_PARTS))
_HERE = range(_PARTS)

#: How closely groups lie around the larger one: as if so many families had been seen of each before.
_CLOSE = (4.0, 12.0, 36.0, 108.0)

#: Beyond this what one family tells makes no difference, and could not be reckoned with.
_SUREST = 12.0

#: Nothing is less likely than this.
_LEAST = 1e-300

#: An interval holds 19 cases of 20.
_OUTSIDE = 0.025


class Share(NamedTuple):
    """
    How often it happens: the mean, and the ends of what is likely.
    """

    low: float
    mean: float
    high: float


class Count(NamedTuple):
    """
    In how many families it happened: the mean, and how far off that may be (an SD).
    """

    mean: float
    off: float


@frozen
class Leant:
    """
    What comes of it: for each group its share and in how many families it happened; the same for each part of each
    group; and how often it is to be thought to happen in *another* group.
    """

    groups: tuple[tuple[Share, Count], ...]
    parts: tuple[tuple[tuple[Share, Count], ...], ...]
    another: Share


def lean(groups: Sequence[Sequence[Sequence[Told]]], middle: float, wide: float) -> Leant:
    """
    Return how often it happens in each group and in each of its parts; a part is what its families tell. *middle* is
    the share that is thought likely before, and *wide* how surely, as an SD in logits.
    """
    parts = [[_Part(told) for told in group] for group in groups]
    tops = [(_before(top, middle, wide), _around(top, close)) for top in _SHARES[::2] for close in _CLOSE]
    spreads = [spread for _, spread in tops]
    seen = list(zip(*map(_together, parts), strict=True))
    # How likely all that was seen is from each top, and for each closeness of parts.
    heights = [
        [
            start + math.fsum(math.log(max(_dot(spread, group), _LEAST)) for group in by_group)
            for start, spread in tops
        ]
        for by_group in seen
    ]
    highest = max(max(each) for each in heights)
    weights = [[math.exp(height - highest) for height in each] for each in heights]
    whole = math.fsum(math.fsum(each) for each in weights)
    weights = [[weight / whole for weight in each] for each in weights]
    told = [
        [_posterior(spreads, each, group) for group in by_group] for each, by_group in zip(weights, seen, strict=True)
    ]
    another = _sum(
        [_scaled(spread, weight) for each in weights for weight, spread in zip(each, spreads, strict=True)]
    )
    return Leant(
        groups=tuple(_group([by_close[at] for by_close in told], group) for at, group in enumerate(parts)),
        parts=tuple(
            tuple(_part([by_close[at] for by_close in told], part) for part in group) for at, group in enumerate(parts)
        ),
        another=_share(another),
    )


class _Part:
    # What the families of one part tell, at each share; and what that says of the larger group, for each closeness.

    def __init__(self, told: Sequence[Told]) -> None:
        likelier = [(weight, math.exp(min(_SUREST, max(-_SUREST, odds)))) for weight, odds in told]
        logs = [
            math.fsum(weight * math.log(share * much + 1 - share) for weight, much in likelier) for share in _SHARES
        ]
        top = max(logs)
        self.likely: _Weights = tuple(math.exp(each - top) for each in logs)
        self.seen = [tuple(_dot(spread, self.likely) for spread in _spreads(close)) for close in _CLOSE]
        #: In how many families it happened if the share is this, and how far off that may be (a variance); by how much
        #: each counts in the larger group, and each as one.
        self.weighed = [_happened(share, likelier) for share in _SHARES]
        self.counted = [_happened(share, [(1.0, much) for _, much in likelier]) for share in _SHARES]


def _happened(share: float, likelier: Sequence[tuple[float, float]]) -> tuple[float, float]:
    chances = [(weight, share * much / (share * much + 1 - share)) for weight, much in likelier]
    return (
        math.fsum(weight * chance for weight, chance in chances),
        math.fsum(weight * weight * chance * (1 - chance) for weight, chance in chances),
    )


def _group(told: Sequence[_Weights], parts: Sequence[_Part]) -> tuple[Share, Count]:
    # What is told of the group at each share, for each closeness of its parts.
    moments = []
    for at, weights in enumerate(told):
        by_part = [list(_given(part, at)) for part in parts]
        for weight, *each in zip(weights, *by_part, strict=True):
            mean = math.fsum(one for one, _ in each)
            moments.append((weight, mean, math.fsum(other for _, other in each)))
    return _share(_sum(told)), _count(moments)


def _given(part: _Part, at: int) -> Iterator[tuple[float, float]]:
    # In how many families of a part it happened, and the variance of that, at each share of the larger group.
    for spread, seen in zip(_spreads(_CLOSE[at]), part.seen[at], strict=True):
        weights = [spread[here] * part.likely[here] / seen for here in _HERE] if seen > 0 else spread
        mean = math.fsum(weights[here] * part.weighed[here][0] for here in _HERE)
        square = math.fsum(weights[here] * (part.weighed[here][0] - mean) ** 2 for here in _HERE)
        yield mean, square + math.fsum(weights[here] * part.weighed[here][1] for here in _HERE)


def _part(told: Sequence[_Weights], part: _Part) -> tuple[Share, Count]:
    shares = [0.0] * _PARTS
    for at, weights in enumerate(told):
        for weight, spread, seen in zip(weights, _spreads(_CLOSE[at]), part.seen[at], strict=True):
            if weight > 0 and seen > 0:  # without what the part itself said of the group
                for here in _HERE:
                    shares[here] += weight / seen * spread[here] * part.likely[here]
    found = _normed(shares)
    moments = [(weight, *happened) for weight, happened in zip(found, part.counted, strict=True)]
    return _share(found), _count(moments)


# -- weights on the grid


@lru_cache(maxsize=1024)
def _around(middle: float, close: float) -> _Weights:
    # A beta distribution with that mean, as if so many families had been seen.
    logs = [
        (middle * close - 1) * math.log(share) + ((1 - middle) * close - 1) * math.log(1 - share) for share in _SHARES
    ]
    top = max(logs)
    return _normed([math.exp(each - top) for each in logs])


@lru_cache(maxsize=len(_CLOSE))
def _spreads(close: float) -> tuple[_Weights, ...]:
    return tuple(_around(share, close) for share in _SHARES)


def _before(share: float, middle: float, wide: float) -> float:
    # The logarithm of a normal distribution in logits, as one of shares.
    off = (_logit(share) - _logit(middle)) / wide
    return -off * off / 2 - math.log(share * (1 - share))


def _posterior(spreads: Sequence[_Weights], weights: Sequence[float], seen: _Weights) -> _Weights:
    # What is told of one group: from each top, what that expects and what was seen; together no more than the top's
    # own weight.
    found = [0.0] * _PARTS
    for weight, spread in zip(weights, spreads, strict=True):
        whole = _dot(spread, seen)
        if whole > 0:
            for here in _HERE:
                found[here] += weight / whole * spread[here] * seen[here]
    return tuple(found)


def _together(parts: Sequence[_Part]) -> list[_Weights]:
    # What all parts of a group say of it at each share, for each closeness; as a part of the most that they say, since
    # the product of many would be no number.
    logs = [
        [math.fsum(math.log(max(each, _LEAST)) for each in told) for told in zip(*by_part, strict=True)]
        for by_part in zip(*(part.seen for part in parts), strict=True)
    ]
    top = max(max(each) for each in logs)
    return [tuple(math.exp(each - top) for each in by_close) for by_close in logs]


def _sum(each: Sequence[_Weights]) -> _Weights:
    return _normed([math.fsum(values) for values in zip(*each, strict=True)])


def _scaled(weights: _Weights, by: float) -> _Weights:
    return tuple(weight * by for weight in weights)


def _dot(one: _Weights, other: _Weights) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def _normed(weights: Sequence[float]) -> _Weights:
    whole = math.fsum(weights)
    return tuple(weight / whole for weight in weights)


def _share(weights: _Weights) -> Share:
    return Share(_end(weights, _OUTSIDE), _dot(weights, _SHARES), _end(weights, 1 - _OUTSIDE))


def _end(weights: _Weights, below: float) -> float:
    # The share below which so much of it lies, each weight spread evenly over its part.
    gone = 0.0
    for part, weight in enumerate(weights):
        if gone + weight >= below:
            return (part + (below - gone) / weight) / _PARTS
        gone += weight
    return 1.0


def _count(moments: Sequence[tuple[float, float, float]]) -> Count:
    # Means and variances, each with its weight; the whole variance is that within and that between.
    whole = math.fsum(weight for weight, _, _ in moments)
    mean = math.fsum(weight * each for weight, each, _ in moments) / whole
    off = math.fsum(weight * (other + (each - mean) ** 2) for weight, each, other in moments) / whole
    return Count(mean, math.sqrt(off))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
