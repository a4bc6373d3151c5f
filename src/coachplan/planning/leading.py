"""
Which of what could be a first plan comes first: what serves a goal of the family, then what matters most to them.

A goal changes the order and nothing else: what is not among the candidates it does not bring in. Does not know what
fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from coachplan.base.messages import Message
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.family import Routine
from coachplan.model.goals import Goal
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy
from coachplan.planning.fit import Fit
from coachplan.planning.goals import HOW, how_it_serves

__all__ = ["Candidate", "Serves", "led_by", "spread"]


@frozen(order=True)
class Serves:
    """
    How a candidate serves a goal: *how* and *place* are the places in `HOW` and in the goals of the family; what is
    practised *elsewhere* than where the goal asks comes later.
    """

    how: int
    place: int
    elsewhere: bool


@frozen(kw_only=True)
class Candidate:
    """
    What could be a first plan, how it fits, and which goals it serves: the one that it serves most first. *here*: what
    a clinic's own logs say of the strategy.
    """

    routine: Routine
    skill: Skill
    strategy: Strategy
    fit: Fit
    score: float
    here: tuple[Message, ...] = ()
    serves: tuple[Serves, ...] = ()

    @property
    def goals(self) -> frozenset[int]:
        """
        The places of the goals that it serves.
        """
        return frozenset(each.place for each in self.serves)


def led_by(goals: Sequence[Goal], candidates: Iterable[Candidate], catalogue: Catalogue) -> list[Candidate]:
    """
    Return the candidates, best first, each with the goals that it serves.

    What serves a goal comes before all others: what is named by its skill, what comes before that skill, its routine
    and discipline, its routine, its discipline; then in the order of the goals.
    """
    led = [evolve(each, serves=_served(goals, each, catalogue)) for each in candidates]
    unserved = Serves(len(HOW), 0, elsewhere=False)
    return sorted(led, key=lambda each: (min(each.serves, default=unserved), *_best(each)))


def _served(goals: Sequence[Goal], found: Candidate, catalogue: Catalogue) -> tuple[Serves, ...]:
    served = []
    for place, goal in enumerate(goals):
        how = how_it_serves(goal, found.skill.id, found.routine.id, catalogue)
        if how is not None:
            served.append(Serves(HOW.index(how), place, elsewhere=goal.routine not in ("", found.routine.id)))
    return tuple(sorted(served))


def _best(found: Candidate) -> tuple[float, str, str]:
    return -found.score, found.routine.id, found.skill.id


def spread(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """
    Return up to *limit* of those given best first, a skill once: one for each goal; then others that serve one; then
    the rest. In each, other routines come first, so that there is something to choose from.
    """
    chosen: list[Candidate] = []

    def add(each: Candidate) -> bool:
        fresh = len(chosen) < limit and each.skill.id not in {one.skill.id for one in chosen}
        if fresh:
            chosen.append(each)
        return fresh

    served: set[int] = set()
    for each in candidates:
        if not each.goals <= served and add(each):
            served |= each.goals
    for leading in (True, False):
        for fresh in (True, False):
            for each in candidates:
                routines = {one.routine.id for one in chosen}
                if bool(each.serves) == leading and (not fresh or each.routine.id not in routines):
                    add(each)
    return chosen
