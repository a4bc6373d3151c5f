"""
How the child is doing at this step, and how sure we are: the ability behind the counts.

A belief is a few hypotheses about how fast this child learns under this strategy, each with an estimate of the ability
and of the swing of the days, and their uncertainty; every practised day moves it, at a fixed cost. The method is a bank
of Gaussian filters (Magill 1965, IEEE Trans Autom Control 10:434-439) for counts out of tries with day-to-day swings:
dynamic generalised linear models (West, Harrison & Migon 1985, J Am Stat Assoc 80:73-83) with a Laplace step. Ability
is in logits and 0 where half of the tries succeed at the present step (Rasch 1960). Does not know of entries, days or
rules.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from attrs import evolve, frozen

from coachplan.base.arguments import explained
from coachplan.progress.parameters import Parameters

__all__ = ["Belief", "Priors", "View", "aim_evidence", "begin"]

#: Ability is kept between these, in logits: beyond them nothing can be told from counts.
_FURTHEST = 10.0

#: Nodes and weights of Gauss-Hermite quadrature with five points, for a standard normal variable.
_NODES = (
    (-2.8569700, 0.0112574),
    (-1.3556262, 0.2220759),
    (0.0, 0.5333333),
    (1.3556262, 0.2220759),
    (2.8569700, 0.0112574),
)


#: What the next terms of a Laplace estimate may add at the most, as a logarithm.
_MOST_MORE = 0.3

#: At the most so many steps to the mode of a day: enough from one end of the range to the other.
_STEPS = range(30)


@frozen(kw_only=True, slots=True)
class Priors:
    """
    What is held true before a log says otherwise. Logits; shares from 0 to 1; each is a parameter in the content.

    *growths*: what a practice adds at the best difficulty, the first where the strategy does little; *weights*: how
    likely each is under a new strategy. *start*: where a first step lies. *swing*: variance of good and bad days, of
    which the part *carry* is left a day later; *odd*: variance of a day on its own; *drift*: variance that a practised
    day adds to the ability, and *idle* a day without; *gap*: how much harder the next step is.
    """

    growths: tuple[float, ...]
    weights: tuple[float, ...]
    start: float
    start_variance: float
    baseline_variance: float
    swing: float
    carry: float
    odd: float
    drift: float
    idle: float
    break_variance: float
    gap: float
    gap_variance: float

    @classmethod
    def of(cls, parameters: Parameters) -> Priors:
        """
        Read the priors from parameters.
        """
        little = parameters.little_prior
        return cls(
            growths=(parameters.growth_little, parameters.growth_slow, parameters.growth_fast),
            weights=(little, (1 - little) / 2, (1 - little) / 2),
            start=_logit(parameters.start_share),
            start_variance=parameters.start_sd**2,
            baseline_variance=parameters.baseline_sd**2,
            swing=parameters.swing_sd**2,
            carry=parameters.swing_carry,
            odd=parameters.odd_day_sd**2,
            drift=parameters.drift_sd**2,
            idle=parameters.idle_sd**2,
            break_variance=parameters.break_sd**2,
            gap=parameters.step_gap,
            gap_variance=parameters.step_gap_sd**2,
        )


class View(NamedTuple):
    """
    The estimate under one growth: how likely that growth is (a logarithm), the ability and the swing of the last day
    as means, and their variances and covariance, in logits.
    """

    kept: float
    ability: float
    swing: float
    variance: float
    shared: float
    swing_variance: float


@frozen(slots=True)
class Belief:
    """
    What is believed of the child at the present step, under each growth that is thought possible.
    """

    priors: Priors
    views: tuple[View, ...]

    # -- what moves it

    def after(self, tries: float, successes: float, idle: float = 0) -> Belief:
        """
        Return the belief after a practised day. *idle*: days without practice before it.

        A day has one swing, so many tries of one day count for little more than some.
        """
        return self._moved_by(tries, successes, idle)[0]

    def foretold(self, tries: float, successes: float, idle: float = 0) -> tuple[float, Belief]:
        """
        Return how likely it was, before it was known, that so many of the tries of a day succeed, as a natural
        logarithm, and the belief `after` it. Counts that marks stand for need not be whole.

        It is what the growths are weighed by, summed over them, with the next terms of the Laplace estimate (Tierney &
        Kadane 1986, J Am Stat Assoc 81:82-86): over all counts of a day it adds up to 1, to within 0.01 as shipped.
        """
        belief, top, modes = self._moved_by(tries, successes, idle)
        exp, before, now = math.exp, 0.0, 0.0
        for old, view, (part, bend) in zip(self.views, belief.views, modes, strict=True):
            bowed = tries * part * (1 - part)
            skewed, peaked = bowed * (1 - 2 * part), bowed * (1 - 6 * part * (1 - part))
            before += exp(old.kept)
            # Where hardly anything is known these terms say nothing, and may be of any size.
            more = (5 * skewed * skewed / (3 * bend) - peaked) / (8 * bend * bend)
            now += exp(view.kept + min(_MOST_MORE, max(-_MOST_MORE, more)))
        return _ways(tries, successes) + top + math.log(now / before), belief

    def _moved_by(self, tries: float, successes: float, idle: float) -> tuple[Belief, float, list[tuple[float, float]]]:
        # The belief after a day; what the likeliest growth is worth by now; of each the mode as a share, and the bend.
        priors, exp, log = self.priors, math.exp, math.log
        left = priors.carry ** (1 + idle)
        fresh = priors.swing * (1 - left * left)
        spread = priors.drift + priors.idle * idle
        share = (successes + 0.5) / (tries + 1)
        weight = tries * share * (1 - share)
        pulled = weight * log(share / (1 - share))
        moved, modes = [], []
        for view, growth in zip(self.views, priors.growths, strict=True):
            # The forecast: practice moves the ability, most where about half works; yesterday's swing wears off.
            chance = 1 / (1 + exp(-view.ability))
            pace = 4 * growth * chance * (1 - chance)
            stretch = 1 + pace * (1 - 2 * chance)
            ability, swing = view.ability + pace, view.swing * left
            variance = view.variance * stretch * stretch + spread
            shared = view.shared * stretch * left
            swing_variance = view.swing_variance * left * left + fresh
            # The day's own logit: its mode, from a start near both the forecast and the counts, mostly in two Newton
            # steps. None is longer than 2: those overshoot where many tries say the contrary of the forecast.
            middle, wide = ability + swing, variance + 2 * shared + swing_variance + priors.odd
            precision = 1 / wide
            mode = (middle * precision + pulled) / (precision + weight)
            for _ in _STEPS:
                part = 1 / (1 + exp(-mode))
                bend = tries * part * (1 - part) + precision
                step = (successes - tries * part - (mode - middle) * precision) / bend
                mode += step if -2 < step < 2 else math.copysign(2, step)
                if -0.01 < step < 0.01:
                    break
            part = 1 / (1 + exp(-mode))
            bend = tries * part * (1 - part) + precision
            off = mode - middle
            fit = successes * log(part) + (tries - successes) * log(1 - part)
            fit -= (off * off * precision + log(wide * bend)) / 2
            modes.append((part, bend))
            # What the day says, shared between the ability and the swing (Kalman 1960).
            to_ability, to_swing = variance + shared, shared + swing_variance
            gained = precision * (1 - precision / bend)
            moved.append(
                (
                    view.kept + fit,
                    max(-_FURTHEST, min(_FURTHEST, ability + to_ability * precision * off)),
                    swing + to_swing * precision * off,
                    variance - to_ability * to_ability * gained,
                    shared - to_ability * to_swing * gained,
                    swing_variance - to_swing * to_swing * gained,
                )
            )
        top = max(each[0] for each in moved)
        return Belief(priors, tuple([View(each[0] - top, *each[1:]) for each in moved])), top, modes

    def after_break(self) -> Belief:
        """
        Return the belief after a long break: the same ability, less surely.
        """
        more = self.priors.break_variance
        return Belief(self.priors, tuple(view._replace(variance=view.variance + more) for view in self.views))

    def at_step(self, up: int) -> Belief:
        """
        Return the belief *up* steps higher (negative: lower). The task is harder, the child is the same.
        """
        gap, more = up * self.priors.gap, abs(up) * self.priors.gap_variance
        moved = (view._replace(ability=view.ability - gap, variance=view.variance + more) for view in self.views)
        return Belief(self.priors, tuple(moved))

    def with_new_strategy(self) -> Belief:
        """
        Return the belief under another strategy: the ability stays, and how it grows is open again.
        """
        parts = tuple(zip(self.shares(), self.views, strict=True))
        ability = sum(share * view.ability for share, view in parts)
        swing = sum(share * view.swing for share, view in parts)
        variance = sum(share * (view.variance + (view.ability - ability) ** 2) for share, view in parts)
        shared = sum(share * (view.shared + (view.ability - ability) * (view.swing - swing)) for share, view in parts)
        swing_variance = sum(share * (view.swing_variance + (view.swing - swing) ** 2) for share, view in parts)
        return evolve(
            self,
            views=tuple(
                View(math.log(weight), ability, swing, variance, shared, swing_variance)
                for weight in self.priors.weights
            ),
        )

    # -- what it says

    def shares(self) -> tuple[float, ...]:
        """
        Return how likely each growth is; they sum to 1.
        """
        return self._shares

    @cached_property
    def _shares(self) -> tuple[float, ...]:
        weights = [math.exp(view.kept) for view in self.views]
        total = sum(weights)
        return tuple([weight / total for weight in weights])

    def does_little(self) -> float:
        """
        Return the chance that the strategy does little for this child.
        """
        return self.shares()[0]

    def growth(self) -> float:
        """
        Return what a practice is expected to add at the best difficulty, in logits.
        """
        return sum(share * growth for share, growth in zip(self.shares(), self.priors.growths, strict=True))

    def success(self) -> float:
        """
        Return the expected chance of success of a try on an ordinary day, from 0 to 1.
        """
        # The mean of a logistic of a normal variable, to within 0.02 (MacKay 1992, Neural Comput 4:720-736).
        return sum(
            share / (1 + math.exp(-view.ability / math.sqrt(1 + math.pi * view.variance / 8)))
            for share, view in zip(self.shares(), self.views, strict=True)
        )

    def at_least(self, share: float) -> float:
        """
        Return the chance that at least that share of tries succeeds on an ordinary day.
        """
        return _above(_logit(share), self._curves)

    def bound(self, sure: float) -> float:
        """
        Return the share that at least succeeds, with so much certainty: 0.9 gives a lower bound, 0.1 an upper one.
        """
        low, high = -2 * _FURTHEST, 2 * _FURTHEST
        curves = self._curves
        for _ in range(32):
            level = (low + high) / 2
            if _above(level, curves) >= sure:
                low = level
            else:
                high = level
        return 1 / (1 + math.exp(-low))

    @cached_property
    def _curves(self) -> list[tuple[float, float, float]]:
        parts = zip(self._shares, self.views, strict=True)
        return [(share / 2, view.ability, math.sqrt(2 * view.variance)) for share, view in parts]


@lru_cache(maxsize=4096)
def _ways(tries: float, successes: float) -> float:
    return math.lgamma(tries + 1) - math.lgamma(successes + 1) - math.lgamma(tries - successes + 1)


def _above(level: float, curves: list[tuple[float, float, float]]) -> float:
    # Added one by one, and not by `sum`: newer Pythons make up for what is lost there, and would say another number.
    erfc, total = math.erfc, 0.0
    for half, mean, wide in curves:
        total += half * erfc((level - mean) / wide)
    return total


@explained
def begin(priors: Priors, baseline: float | None = None) -> Belief:
    """
    Return the belief before the first day: what first steps are like, or the *baseline* share where one was measured.
    """
    ability = priors.start if baseline is None else _logit(min(0.95, max(0.05, baseline)))
    variance = priors.start_variance if baseline is None else priors.baseline_variance
    return Belief(
        priors, tuple(View(math.log(weight), ability, 0.0, variance, 0.0, priors.swing) for weight in priors.weights)
    )


@explained
def aim_evidence(days: Iterable[tuple[float, float, float]], baseline: float, parameters: Parameters) -> float:
    """
    Return how much more likely the days are if nothing changes than on the aim line, as a natural logarithm.

    *days*: tries, successes and the share aimed at, of each. Both sides have the usual swings. On a child exactly on
    the line the ratio, looked at as often as one likes, ever passes exp(x) with a chance of at most exp(-x) (Ville
    1939; sequential tests: Wald 1945, Ann Math Stat 16:117-186).
    """
    swing, most = math.hypot(parameters.swing_sd, parameters.odd_day_sd), parameters.aim_tries_cap
    total = 0.0
    for tries, successes, aim in days:
        if tries <= 0:
            continue
        scale = min(1.0, most / tries)
        counts = tries * scale, successes * scale
        total += _likelihood(*counts, baseline, swing) - _likelihood(*counts, aim, swing)
    return total


def _likelihood(tries: float, successes: float, share: float, swing: float) -> float:
    middle = _logit(min(0.98, max(0.02, share)))
    total = 0.0
    for node, weight in _NODES:
        chance = 1 / (1 + math.exp(-middle - swing * node))
        total += weight * chance**successes * (1 - chance) ** (tries - successes)
    return math.log(max(total, 1e-300))


def _logit(share: float) -> float:
    share = min(1 - 1e-9, max(1e-9, share))
    return math.log(share / (1 - share))
