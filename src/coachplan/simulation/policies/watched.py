"""
A look over coachplan's shoulder while it is a policy: each review it makes, with the plan, the entries and the life.

What is seen changes nothing of what is decided. Does not know what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast

from attrs import define, field, frozen

from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.review.tracker import Tracker
from coachplan.simulation.policies.coached import MADE_UP, coached_by
from coachplan.simulation.policies.textbook import Decide, Policy
from coachplan.simulation.world.life import Life

__all__ = ["Observation", "watched"]


@frozen(kw_only=True, eq=False)
class Observation:
    """
    One look: the life with its truth, the plan as it stands, the entries that have arrived, and the review of them.
    """

    life: Life
    plan: Plan
    entries: tuple[Entry, ...]
    on: date
    review: Review


def watched(
    engine: Engine, see: Callable[[Observation], None], *, name: str = "coachplan", skill: str = MADE_UP
) -> Policy:
    """
    Return coachplan with the rules of an engine as a policy, of which *see* is told each look before a move is made.
    """
    return Policy(name=name, about="the rules of an engine, watched", begin=partial(_begin, engine, see, skill))


def _begin(engine: Engine, see: Callable[[Observation], None], skill: str, life: Life) -> Decide:
    # The policy asks its engine for a tracker, and for nothing else that is watched.
    return coached_by(cast(Engine, _Engine(engine, life, see)), skill=skill).begin(life)


@define
class _Engine:
    _engine: Engine
    _life: Life
    _see: Callable[[Observation], None]

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def track(self, plan: Plan) -> _Tracker:
        return _Tracker(self._engine.track(plan), self._life, self._see)


@define
class _Tracker:
    _tracker: Tracker
    _life: Life
    _see: Callable[[Observation], None]
    _entries: list[Entry] = field(factory=list)

    @property
    def plan(self) -> Plan:
        return self._tracker.plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        self._tracker.plan = plan

    def add(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._tracker.add(entry)

    def review(self, *, on: date) -> Review:
        found = self._tracker.review(on=on)
        self._see(Observation(life=self._life, plan=self.plan, entries=tuple(self._entries), on=on, review=found))
        return found
