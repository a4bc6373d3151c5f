"""
What the filter saw of a family: each focus stretch by stretch, with the days that moved what is believed of the child.

Entries are sifted, pooled and put into phases by the code that a review is made with, and foretold by its filter; none
of that is here. A history has no words, and no day of the calendar. Does not know what is fitted to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from attrs import evolve, frozen

from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.progress.ability import Belief, Priors, begin
from coachplan.progress.stretches import moved
from coachplan.review.entry_reading import hearing
from coachplan.review.log import Log

__all__ = [
    "Forecast", "History", "Seen", "Stretch", "Tried", "chance_of", "cut", "days_in", "foretell", "histories_of",
    "tells_of", "tried",
]  # fmt: skip


class Seen(NamedTuple):
    """
    One practised day: tries and successes, the days without practice before it, and whether these were a long break.
    """

    tries: float
    successes: float
    idle: int
    broke: bool


@frozen
class Stretch:
    """
    A focus as it stood for a while, and the days in which it did.
    """

    skill: str
    step: int
    strategy: str
    baseline: float | None
    days: tuple[Seen, ...]


#: One focus, its stretches oldest first.
History = tuple[Stretch, ...]


class Tried(NamedTuple):
    """
    A strategy with a skill, as one family tried it: so many practised *days* in a *span* of days, and how much likelier
    these are if it adds more than little (*odds*, a natural logarithm).
    """

    days: int
    span: int
    odds: float


class Forecast(NamedTuple):
    """
    A day as it was foretold: how likely it was (a natural logarithm), the share of tries that was said to work on an
    ordinary day, and what came of it.
    """

    chance: float
    said: float
    tries: float
    successes: float


def histories_of(engine: Engine, plan: Plan, entries: Iterable[Entry], on: date) -> tuple[History, ...]:
    """
    Return the history of each focus that the plan has on a day, or had before, where there is a day to tell of. Raises
    what a review of that day would.
    """
    log = Log(plan, entries, on, engine.catalogue, hearing(plan, engine.catalogue))
    found = (
        tuple(
            Stretch(
                stood.skill,
                stood.step,
                stood.strategy,
                stood.baseline,
                tuple(Seen(day.tries, day.successes, idle, broke) for day, idle, broke in days),
            )
            for stood, days in log.course(focus).followed()
        )
        for focus in _all_that_were(plan, on)
    )
    return tuple(history for history in found if days_in(history))


def _all_that_were(plan: Plan, on: date) -> Iterator[Focus]:
    then = plan.as_of(on)
    yield from then.focuses
    ended = dict.fromkeys(turn.focus for turn in plan.history if plan.focus(turn.focus) is None and turn.on <= on)
    for focus in ended:
        phases = plan.phases(focus)
        if phases:
            yield phases[-1].focus


def days_in(history: History) -> int:
    """
    Return how many days a history has.
    """
    return sum(len(stretch.days) for stretch in history)


def cut(history: History, most: int) -> History:
    """
    Return a history with its first days alone, so many at most.
    """
    kept: list[Stretch] = []
    for stretch in history:
        kept.append(evolve(stretch, days=stretch.days[: max(0, most)]))
        most -= len(stretch.days)
    return tuple(kept)


def foretell(history: History, priors: Priors) -> Iterator[Forecast]:
    """
    Yield each day as the filter foretells it from those before, one day ahead.
    """
    for each in _followed(history, priors):
        yield Forecast(each.chance, each.before.success(), each.day.tries, each.day.successes)


def chance_of(history: History, priors: Priors) -> float:
    """
    Return how likely a history is, each day foretold from those before, as a natural logarithm.
    """
    return math.fsum(each.chance for each in _followed(history, priors))


def tried(histories: Iterable[History], priors: Callable[[History], Priors]) -> dict[tuple[str, str], Tried]:
    """
    Return how a family tried each strategy (id) with each skill (id): all that it practised of both, put together, each
    history with its *priors*.
    """
    found: dict[tuple[str, str], list[Tried]] = {}
    for history in histories:
        before = None
        for each in _followed(history, priors(history)):
            under = each.stretch.strategy, each.stretch.skill
            # Days that pass between two strategies are of neither.
            span = 1 + each.day.idle if under == before else 1
            kept = each.day.idle <= _KEEPS  # what is gone after a longer time is no matter of the strategy
            odds = _for_more_than_little(each.after) - _for_more_than_little(each.before) if kept else 0.0
            found.setdefault(under, []).append(Tried(1, span, odds))
            before = under
    return {
        under: Tried(len(days), sum(day.span for day in days), math.fsum(day.odds for day in days))
        for under, days in found.items()
    }


#: After more days without practice a day tells of what was forgotten, too (OWN).
_KEEPS = 7


def _for_more_than_little(belief: Belief) -> float:
    # How much likelier it is that the strategy adds more than little, as a natural logarithm.
    little, *more = (view.kept for view in belief.views)
    top = max(more)
    return top + math.log(math.fsum(math.exp(each - top) for each in more)) - little


class _Followed(NamedTuple):
    # A day in its stretch, what was believed on its morning and how likely that made it, and what is believed after it.
    stretch: Stretch
    day: Seen
    before: Belief
    chance: float
    after: Belief


def _followed(history: History, priors: Priors) -> Iterator[_Followed]:
    belief: Belief | None = None
    for before, stretch in pairwise((None, *history)):
        assert stretch is not None  # only what comes before the first is none; said for the type checker
        belief = begin(priors, stretch.baseline) if belief is None or not before else moved(belief, before, stretch)
        for day in stretch.days:
            before_it = belief.after_break() if day.broke else belief
            chance, belief = before_it.foretold(day.tries, day.successes, day.idle)
            yield _Followed(stretch, day, before_it, chance, belief)


def tells_of(history: History) -> frozenset[str]:
    """
    Return the numbers of the population of which a history tells anything.
    """
    found: set[str] = set()
    if days_in(history) >= _FEW_DAYS:
        found |= _OF_DAYS
    begins = [*history[:1], *(new for old, new in pairwise(history) if old.skill != new.skill)]
    if any(stretch.baseline is None for stretch in begins):
        found |= {"core/start-share", "core/start-sd"}
    seen = [day for stretch in history for day in stretch.days]
    if any(day.idle for day in seen[1:]):
        found.add("core/idle-sd")
    if any(day.broke for day in seen[1:]):
        found.add("core/break-sd")
    practised = [stretch for stretch in history if stretch.days]
    if any(old.skill == new.skill and old.step != new.step for old, new in pairwise(practised)):
        found |= {"core/step-gap", "core/step-gap-sd"}
    return frozenset(found)


#: From so many days of one focus on something can be told of how days swing and how children grow.
_FEW_DAYS = 3

_OF_DAYS = frozenset(
    f"core/{name}"
    for name in "little-prior growth-little growth-slow growth-fast swing-sd swing-carry odd-day-sd drift-sd".split()
)
