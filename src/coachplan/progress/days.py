"""
Practised days, and all that there is to read about one focus on a day: the windows that every reading is made of.

Holds what was pooled. Does not know how entries are pooled, or what is read from the days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from attrs import field, frozen

from coachplan.model.plans import Focus
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy
from coachplan.progress.ability import Belief
from coachplan.progress.breaks import Rests
from coachplan.progress.parameters import Parameters

__all__ = ["NOT_JUDGED", "Circumstance", "Day", "Practice"]

#: Tags under which tries are shown and not judged: ill children, pressure, and the skill done another way.
NOT_JUDGED = frozenset({"ill", "pressured", "another-way"})

#: Tags of days that tell about the day or the place: kept, shown, and left out of what is believed of the child.
_OTHER_CIRCUMSTANCES = frozenset({"ill", "new-place", "new-person"})

_UPSET = frozenset({"distressed", "refused"})


class Circumstance(NamedTuple):
    """
    With how much help, where, with whom and when something was tried; empty where it was not written.
    """

    support: str
    place: str
    who: str
    part_of_day: str


@frozen(kw_only=True)
class Day:
    """
    One practised day. *pools* holds tries and successes by circumstance, judged tries only: those counted, and what
    marks and words count as; *counted* those alone that were counted; *measured*: an amount was held against the
    target. *tags* are those ticked and those told in words.

    *helped* are tries that were given more help than the step has. *offers* counts the
    parts of the day in which something was offered at all. *marked*,
    *done* and *partly* say whether the caregiver's own strategy was marked at all, as done, and as less than done.
    """

    on: date
    entries: tuple[str, ...]
    tags: frozenset[str]
    pools: Mapping[Circumstance, tuple[float, float]]
    tags_at: Mapping[str, frozenset[str]]
    tries: float
    successes: float
    counted: tuple[float, float]
    measured: bool
    helped: float
    offers: int
    impossible: int
    marked: bool
    done: bool
    partly: bool
    confidence: float | None
    stress: float | None

    @property
    def share(self) -> float:
        """
        Successes of tries; 0 where there were none.
        """
        return self.successes / self.tries if self.tries else 0.0

    @property
    def upset(self) -> bool:
        """
        Whether the child was distressed or refused.
        """
        return not self.tags.isdisjoint(_UPSET)

    @property
    def usual(self) -> bool:
        """
        Whether tries were counted in usual circumstances: not ill, and not in a new place or with a new person.
        """
        return self.tries > 0 and self.tags.isdisjoint(_OTHER_CIRCUMSTANCES)


@frozen(kw_only=True, eq=False)
class Practice:
    """
    What there is to read about one focus on a day: its practised days since the last change and the last long gap.

    *days* run oldest first. *changed_on* is the day of the last change of any kind, or None. *gap* is the length in
    days of the break before the first of *days*, where it was long; else 0. *parameters* gives the parameters.
    *written*: every day since the last change with anything written, and its tags. *rare*: the routine comes so seldom
    that its chances are counted and not its days; *usual_gap*: the days from one entry of it to the next, as its log
    has them, or None. *belief*: what all phases so far say of the child. *talked_on*: the day on which the plan was
    last talked over or made lighter, or None. *rests*: days agreed to be without practice. *noted*: days of practice
    that words alone tell of, and nothing judged. *away*: days told to be away from home.
    """

    focus: Focus
    skill: Skill | None
    strategy: Strategy | None
    on: date
    days: tuple[Day, ...]
    gap: int
    changed_on: date | None
    last_entry: date | None
    parameters: Parameters
    belief: Belief
    talked_on: date | None = None
    rests: Rests = ()
    written: tuple[tuple[date, frozenset[str]], ...] = ()
    rare: bool = False
    usual_gap: float | None = None
    noted: tuple[date, ...] = ()
    away: Rests = ()
    lately: tuple[Day, ...] = field(init=False)
    last_three: tuple[Day, ...] = field(init=False)
    load_days: tuple[Day, ...] = field(init=False)

    @lately.default
    def _lately(self) -> tuple[Day, ...]:
        wanted_days, wanted_tries = self.parameters.lately_days, self.parameters.lately_tries
        tries = 0.0
        for count, day in enumerate(reversed(self.days), start=1):
            tries += day.tries
            if count >= wanted_days and tries >= wanted_tries:
                return self.days[-count:]
        return self.days

    @last_three.default
    def _last_three(self) -> tuple[Day, ...]:
        return self.days[-self.parameters.lately_days :]

    @load_days.default
    def _load_days(self) -> tuple[Day, ...]:
        changed = self.changed_on
        return self.days if changed is None else tuple(day for day in self.days if day.on > changed)

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """
        What at least and at most works on an ordinary day, each as surely as the parameters say; shares from 0 to 1.
        """
        sure = self.parameters.sure
        return self.belief.bound(sure), self.belief.bound(1 - sure)

    @cached_property
    def groups(self) -> Mapping[str, Mapping[str, tuple[float, float, int]]]:
        """
        Tries, successes and days apart by each thing that a `Circumstance` tells, and by each value that it has.
        """
        found: dict[str, dict[str, tuple[float, float, int]]] = {what: {} for what in Circumstance._fields}
        for day in self.days:
            for place, groups in enumerate(found.values()):
                counts: dict[str, tuple[float, float]] = {}
                for at, (tries, successes) in day.pools.items():
                    before = counts.get(at[place], (0.0, 0.0))
                    counts[at[place]] = (before[0] + tries, before[1] + successes)
                for name, (tries, successes) in counts.items():
                    so_far = groups.get(name, (0.0, 0.0, 0))
                    groups[name] = (so_far[0] + tries, so_far[1] + successes, so_far[2] + 1)
        return found
