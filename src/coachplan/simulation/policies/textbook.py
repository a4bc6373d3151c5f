"""
Who decides: dumb and textbook policies, and the all-knowing oracle.

A policy is begun for each family and asked at each look; it answers with one move. Textbook policies see the counts as
they were written. Only the oracle sees the truth. Does not know how well anyone does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from attrs import evolve, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.model.entries import Entry
from coachplan.progress.ability import Priors, begin
from coachplan.simulation.world.families import chance
from coachplan.simulation.world.life import FIRST_DAY, Life, Situation

__all__ = ["TEXTBOOK", "Count", "Decide", "Move", "Policy", "Snapshot"]


@frozen(slots=True)
class Count:
    """
    A day's count as a textbook rule sees it: the day, tries and successes.
    """

    day: int
    tries: int
    successes: int

    @property
    def share(self) -> float:
        """
        Successes of tries.
        """
        return self.successes / self.tries


@plain_errors
@frozen(kw_only=True)
class Snapshot:
    """
    What there is to see on a day: entries arrived so far in their order, what is practised, the day of the last change.
    """

    today: int
    entries: tuple[Entry, ...]
    now: Situation
    steps: int
    changed: int

    @property
    def on(self) -> date:
        """
        The day of the look.
        """
        return FIRST_DAY + timedelta(days=self.today)

    def counts(self, after: int | None = None) -> list[Count]:
        """
        Return the counts since the last change, or after a day, oldest first: each entry once, ill days left out.
        """
        after = self.changed if after is None else after
        seen = {entry.id: entry for entry in self.entries}
        counts = [
            Count((entry.on - FIRST_DAY).days, entry.tries, entry.successes)
            for entry in seen.values()
            if entry.tries and entry.successes is not None and "ill" not in entry.tags
        ]
        return sorted((count for count in counts if count.day > after), key=lambda count: count.day)


@plain_errors
@frozen(kw_only=True)
class Move:
    """
    What is done at a look: a kind of step, what is practised from the next day, and the rule that said so.
    """

    kind: str
    now: Situation
    rule: str = ""


Decide = Callable[[Snapshot], Move | None]


@plain_errors
@frozen(kw_only=True)
class Policy:
    """
    A name, what it does in a line, and how it begins with a family.
    """

    name: str
    about: str
    begin: Callable[[Life], Decide] = field(eq=False)


def _up(look: Snapshot) -> Move | None:
    now = look.now
    if now.step + 1 >= look.steps:
        return None
    return Move(kind="step-up", now=Situation(step=now.step + 1, strategy=now.strategy, days_a_week=now.days_a_week))


def _down(look: Snapshot) -> Move | None:
    now = look.now
    if now.step == 0:
        return None
    return Move(kind="step-down", now=Situation(step=now.step - 1, strategy=now.strategy, days_a_week=now.days_a_week))


def _other(look: Snapshot) -> Move:
    now = look.now
    return Move(
        kind="change-strategy",
        now=Situation(step=now.step, strategy=now.strategy + 1, days_a_week=now.days_a_week),
    )


def _blind(decide: Decide, _life: Life) -> Decide:
    # A policy that keeps nothing and sees no truth.
    return decide


def _seeing(decide: Decide) -> Callable[[Life], Decide]:
    return partial(_blind, decide)


def _never(_look: Snapshot) -> Move | None:
    return None


def _three_weeks(look: Snapshot) -> Move | None:
    return _up(look) if look.today - look.changed >= 21 else None


def _three_sessions(look: Snapshot) -> Move | None:
    last = look.counts()[-3:]
    if len(last) < 3:
        return None
    if all(count.share >= 0.8 for count in last):
        return _up(look)
    if all(count.share < 0.5 for count in last):
        return _down(look)
    return None


def _aims(counts: list[Count]) -> list[float]:
    # From the first three days' mean to 0.8 over twelve entries.
    first = counts[:3]
    base = sum(count.successes for count in first) / sum(count.tries for count in first)
    return [base + (0.8 - base) * min(1.0, index / 11) for index in range(len(counts))]


def _four_points(look: Snapshot) -> Move | None:
    counts = look.counts()
    last = counts[-3:]
    if len(last) == 3 and all(count.share >= 0.8 for count in last):
        return _up(look)
    if len(counts) >= 6:
        aims = _aims(counts)
        if all(count.share < aim for count, aim in zip(counts[-4:], aims[-4:], strict=True)):
            return _other(look)
    if len(last) == 3 and all(count.successes == 0 for count in last):
        return _down(look)
    return None


def _pooled(look: Snapshot) -> Move | None:
    counts = look.counts()
    last = counts[-3:]
    back = 3
    while sum(count.tries for count in last) < 12 and back < len(counts):
        back += 1
        last = counts[-back:]
    tries, successes = sum(count.tries for count in last), sum(count.successes for count in last)
    if len(last) >= 3 and tries >= 12 and successes / tries >= 0.8 and min(count.share for count in last) >= 0.6:
        return _up(look)
    three = counts[-3:]
    tries, successes = sum(count.tries for count in three), sum(count.successes for count in three)
    if len(three) == 3 and tries >= 9 and successes / tries <= 0.2 and look.now.step > 0:
        return _down(look)
    if len(counts) >= 7 and _below(counts, len(counts)) and _below(counts, len(counts) - 1):
        return _other(look)
    return None


def _below(counts: list[Count], end: int) -> bool:
    window, aims = counts[end - 4 : end], _aims(counts)[end - 4 : end]
    tries = sum(min(6, count.tries) for count in window)
    successes = round(sum(count.successes * min(1.0, 6 / count.tries) for count in window))
    aim = sum(aims) / 4
    at_most = math.fsum(
        math.comb(tries, hit) * aim**hit * (1 - aim) ** (tries - hit) for hit in range(min(successes, tries) + 1)
    )
    return at_most < 0.05


def _oracle(life: Life) -> Decide:
    # Knows the child and the strategies: leaves what does not suit at once, and works where most is learnt.
    truth = life.truth

    def pace(step: int) -> float:
        works = chance(life.ability, truth.difficulty[step])
        return works * (1 - works)

    def decide(look: Snapshot) -> Move | None:
        step = look.now.step
        if not truth.suits[look.now.strategy % len(truth.suits)]:
            return _other(look)
        if step + 1 < look.steps and pace(step + 1) > pace(step) and life.chance_at(step) >= 0.65:
            return _up(look)
        if step > 0 and pace(step - 1) > pace(step):
            return _down(look)
        return None

    return decide


def _observer(life: Life) -> Decide:
    # The same log as everyone, read with this family's true numbers: what could be known at best.
    truth = life.truth
    little = 1 - truth.share
    priors = Priors(
        growths=(truth.rate * truth.unsuited, truth.rate),
        weights=(little, 1 - little),
        start=-truth.difficulty[0],
        start_variance=0.01,
        baseline_variance=0.01,
        swing=truth.swing**2,
        carry=truth.carry,
        odd=0.0,
        drift=0.001,
        idle=0.0,
        break_variance=0.0,
        gap=0.0,
        gap_variance=0.0,
    )
    belief, known, last = begin(priors), 0, -1

    def decide(look: Snapshot) -> Move | None:
        nonlocal belief, known, last
        every = look.counts(-1)
        for count in every[known:]:
            belief = belief.after(count.tries, count.successes, max(0, count.day - last - 1))
            last = count.day
        known = len(every)
        counts, step = look.counts(), look.now.step
        if len(counts) < 3 or sum(count.tries for count in counts) < 9:
            return None
        if belief.does_little() >= 0.85:
            belief = belief.with_new_strategy()
            return _other(look)
        if step + 1 < look.steps and belief.at_least(0.65) >= 0.9:
            gap = truth.difficulty[step + 1] - truth.difficulty[step]
            belief = evolve(belief, priors=evolve(priors, gap=gap)).at_step(1)
            return _up(look)
        return None

    return decide


#: The policies that coachplan is held against, from the dumbest to the one that knows all.
TEXTBOOK: Mapping[str, Policy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            Policy(name="never", about="never change anything", begin=_seeing(_never)),
            Policy(name="every-3-weeks", about="a new step every three weeks", begin=_seeing(_three_weeks)),
            Policy(
                name="three-sessions",
                about="three sessions at 80 % up, three under 50 % down",
                begin=_seeing(_three_sessions),
            ),
            Policy(
                name="four-point",
                about="four points under the aim line change the strategy; three sessions at 80 % up",
                begin=_seeing(_four_points),
            ),
            Policy(
                name="pooled",
                about="pooled counts: 80 % of twelve tries up, 20 % down, below the aim line at two looks changes",
                begin=_seeing(_pooled),
            ),
            Policy(
                name="observer",
                about="sees the log alone, and knows this family's true numbers but for what suits: the bound",
                begin=_observer,
            ),
            Policy(name="oracle", about="knows the child and the strategies", begin=_oracle),
        )
    }
)
