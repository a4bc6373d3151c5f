"""
A made-up family living day by day: practising or not, learning, and writing down what they saw.

Takes what is being practised and gives back what was written. The truth stays inside; only scores may look at it.
Does not know who decides, or why.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from attrs import define, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.copies import unchecked
from coachplan.model.entries import Entry
from coachplan.model.told import MARKS, Mark
from coachplan.simulation.world.families import Luck, Truth, chance

__all__ = ["FIRST_DAY", "Life", "Practised", "Situation"]

#: A made-up family writes nothing wrong, and hundreds of entries.
_entry_of = unchecked(Entry)

#: The first day of every made-up family.
FIRST_DAY = date(2026, 1, 5)


@plain_errors
@frozen(kw_only=True)
class Situation:
    """
    What a family practises: step and strategy from 0, and how often a week at the most.

    *elsewhere*: in two places by turns, with two people. *resting*: mastered, tried once a week or so.
    """

    step: int = 0
    strategy: int = 0
    days_a_week: float = 7.0
    elsewhere: bool = False
    resting: bool = False


@frozen(kw_only=True)
class Practised:
    """
    What really happened on a practised day: the true chance, and what was learnt.
    """

    day: int
    chance: float
    tries: int
    successes: int
    learnt: float


@plain_errors
@define(kw_only=True, slots=True)
class Life:
    """
    The state of one family; moves on by `day`. The same truth and the same decisions give the same life.
    """

    truth: Truth
    focus: str = "f1"
    ability: float = 0.0
    today: int = 0
    stress: float = field(init=False)
    confidence: float = field(init=False)
    stopped: int | None = None
    practised: list[Practised] = field(factory=list)
    _swing: float = 0.0
    _ill: int = 0
    _away: int = 0
    _idle: int = 0
    _strain: float = 0.0
    _late: list[tuple[int, Entry]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.stress, self.confidence = self.truth.stress, self.truth.confidence
        self._swing = self.truth.swing * self.truth.first_swing

    def chance_at(self, step: int) -> float:
        """
        Return the true chance of success at a step on an ordinary day.
        """
        return chance(self.ability, self.truth.difficulty[step])

    def take_in(self, kind: str) -> None:
        """
        Let the family take in what was decided: a new thing costs some strength for a few days, a lighter plan and a
        talk give some.
        """
        self._strain += {"lighten": -0.6, "clarify": -0.2, "continue": 0.0}.get(kind, 0.4)
        if kind == "clarify":
            self.confidence = min(10.0, self.confidence + 1.0)

    def day(self, now: Situation) -> list[Entry]:
        """
        Live one day and return the entries that arrive on it; those of earlier days may arrive late.
        """
        truth, luck = self.truth, self.truth.luck[self.today]
        arrived = [entry for due, entry in self._late if due <= self.today]
        self._late = [(due, entry) for due, entry in self._late if due > self.today]
        self._weather(luck)
        if self.stopped is None:
            if self._practises(now, luck):
                for due, entry in self._practise(now, luck):
                    if due <= self.today:
                        arrived.append(entry)
                    else:
                        self._late.append((due, entry))
            else:
                self._idle += 1
                # What is mastered is used in daily life, so that a day without practice takes nothing from it.
                if self._idle > 3 and not now.resting:
                    self.ability -= truth.fades
            self._may_stop(luck)
        self.today += 1
        return arrived

    # -- how the days go

    def _weather(self, luck: Luck) -> None:
        truth = self.truth
        self._swing = truth.carry * self._swing + math.sqrt(1 - truth.carry**2) * truth.swing * luck.swing
        self._ill = max(0, self._ill - 1)
        if not self._ill and luck.ill < truth.ill:
            self._ill = 3 + int(5 * luck.ill_days)
        self._away = max(0, self._away - 1)
        if not self._away and luck.away < truth.away:
            self._away = 5 + int(14 * luck.away_days)
        self._strain *= 0.8
        worn = truth.stress + self._strain + (0.7 if self._ill else 0.0)
        self.stress = min(5.0, max(1.0, self.stress + 0.3 * (worn - self.stress) + 0.4 * luck.stress))
        heart = truth.confidence - 0.5 * self._strain
        self.confidence = min(10.0, max(0.0, self.confidence + 0.2 * (heart - self.confidence) + 0.4 * luck.confidence))

    def _practises(self, now: Situation, luck: Luck) -> bool:
        if self._away:
            return False
        will = min(self.truth.days_a_week, 1.0 if now.resting else now.days_a_week) / 7
        will *= 1 - 0.15 * max(0.0, self.stress - 3)
        if self._ill:
            will *= 0.3
        return luck.practise < will

    def _practise(self, now: Situation, luck: Luck) -> list[tuple[int, Entry]]:
        truth = self.truth
        ordinary = self.chance_at(now.step)
        today = chance(self.ability + self._swing - (1.0 if self._ill else 0.0), truth.difficulty[now.step])
        fewest, most = truth.tries
        tries = fewest + int((most - fewest + 1) * luck.tries)
        hits = [draw < today for draw in luck.each[:tries]]
        successes = sum(hits)
        # Learnt most where about half works, nothing where all or none does: the slope of the logistic curve.
        learnt = (
            truth.growth(now.strategy % len(truth.suits)) * 4 * ordinary * (1 - ordinary) * (0.3 if self._ill else 1.0)
        )
        self.ability += learnt
        self._idle = 0
        self.practised.append(
            Practised(day=self.today, chance=ordinary, tries=tries, successes=successes, learnt=learnt)
        )
        self.confidence += 0.6 * (successes / tries - 0.55)
        seen = successes + sum(
            1 for hit, kind in zip(hits, luck.counted, strict=False) if not hit and kind < truth.generous
        )
        upset = luck.upset < truth.upset * max(0.0, 1 - 2.5 * successes / tries)
        return self._written(now, luck, tries, seen, upset=upset)

    def _may_stop(self, luck: Luck) -> None:
        # Tired and without hope for long: some stop for good.
        hazard = 0.0004 + 0.004 * max(0.0, self.stress - 3.5) + 0.002 * max(0.0, 4 - self.confidence)
        if luck.stop < hazard:
            self.stopped = self.today

    # -- what is written

    def _written(
        self, now: Situation, luck: Luck, tries: int, successes: int, *, upset: bool
    ) -> list[tuple[int, Entry]]:
        truth, turn = self.truth, len(self.practised) % 2
        if luck.written < truth.unwritten:
            return []
        on = self.today
        if luck.wrong_day < truth.wrong_day and on > 0:
            on -= 1
        marked = luck.marked < truth.marks
        tags = [tag for tag, so in (("distressed", upset), ("ill", self._ill and luck.written > 0.3)) if so]
        counts = luck.uncounted >= truth.uncounted
        entry = _entry_of(
            id=f"e{self.today:03d}",
            on=FIRST_DAY + timedelta(days=on),
            focus=self.focus,
            tries=tries if counts else None,
            successes=successes if counts else None,
            went="" if counts else _marked(successes / tries, luck.glance),
            place=("home", "grandma's")[turn] if now.elsewhere else "home",
            who=("Alex", "Sam")[turn] if now.elsewhere else "Alex",
            stress=round(self.stress) if marked else None,
            confidence=round(self.confidence) if marked else None,
            did_strategy="yes" if marked else None,
            tags=tuple(tags),
        )
        due = self.today + (1 + int(3 * luck.late_days) if luck.late < truth.late else 0)
        return [(due, entry), (due + 1, entry)] if luck.twice < truth.twice else [(due, entry)]


#: How far off a glance is, as a share (SD); and the shares up to which it is "not yet", "a little" and "mostly".
_GLANCE, _UP_TO = 0.12, (0.15, 0.55, 0.9)


def _marked(share: float, glance: float) -> Mark:
    # Who does not count has the whole of it in mind, a little off.
    seen = share + _GLANCE * glance
    return MARKS[sum(seen > most for most in _UP_TO)]
