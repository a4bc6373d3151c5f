"""
One made-up family with a known truth: what the child can do, which strategies suit, how the days will go.

Drawn from a cohort with a seed, so the same seed gives the same family wherever it runs. All chance is drawn here,
ahead of time; what is decided later changes what happens, never the luck. Does not know how a day is lived.
"""

from __future__ import annotations

import math
from random import Random

from attrs import frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError, Finding
from coachplan.simulation.world.cohorts import Cohort

__all__ = ["MOST_TRIES", "Luck", "Truth", "chance", "draw"]

#: Tries that luck is drawn for, each day.
MOST_TRIES = 24

_STRATEGIES = 6


@frozen(slots=True)
class Luck:
    """
    All that chance brings on one day, drawn ahead: uniform numbers from 0 to 1 and standard normal ones.
    """

    practise: float
    swing: float
    ill: float
    ill_days: float
    away: float
    away_days: float
    stress: float
    confidence: float
    stop: float
    written: float
    late: float
    late_days: float
    twice: float
    wrong_day: float
    marked: float
    upset: float
    tries: float
    each: tuple[float, ...]
    counted: tuple[float, ...]
    uncounted: float
    glance: float


@plain_errors
@frozen(kw_only=True)
class Truth:
    """
    A family as it really is. *difficulty*: of each step, in logits, on the scale of the child's ability, which starts
    at 0. *suits*: of each strategy, in the order in which they would be tried; *share*: how likely each was to.
    *first_swing*: how the first day began, in SDs. Other quantities as in `Cohort`.
    """

    cohort: str
    seed: int
    difficulty: tuple[float, ...]
    suits: tuple[bool, ...]
    share: float
    rate: float
    unsuited: float
    swing: float
    carry: float
    tries: tuple[int, int]
    days_a_week: float
    ill: float
    away: float
    fades: float
    stress: float
    confidence: float
    marks: float
    generous: float
    unwritten: float
    late: float
    twice: float
    wrong_day: float
    upset: float
    uncounted: float
    first_swing: float
    luck: tuple[Luck, ...]

    def growth(self, strategy: int) -> float:
        """
        Return what a practice adds at the best difficulty under a strategy, in logits.
        """
        return self.rate if self.suits[strategy] else self.rate * self.unsuited


def chance(ability: float, difficulty: float) -> float:
    """
    Return the chance of success of a try: logistic in ability less difficulty (Rasch 1960).
    """
    gap = max(-30.0, min(30.0, ability - difficulty))
    return 1 / (1 + math.exp(-gap))


@checked
def draw(cohort: Cohort, seed: int, days: int) -> Truth:
    """
    Draw a family of a cohort, with its luck for so many days. The same cohort name and seed give the same family.
    """
    if cohort.tries[1] > MOST_TRIES:
        raise CoachplanError(
            Finding(
                item=cohort.name,
                what=f"up to {cohort.tries[1]:g} tries a day.",
                hint=f"At most {MOST_TRIES}.",
                code="out-of-range",
            )
        )
    random = Random(f"{cohort.name}:{seed}")  # noqa: S311 - a made-up family, not a secret

    def drawn(name: str) -> float:
        return random.uniform(*cohort.range_of(name))

    steps = round(drawn("steps"))
    start = drawn("start")
    difficulty = [-math.log(start / (1 - start))]
    while len(difficulty) < steps:
        difficulty.append(difficulty[-1] + drawn("gap"))
    share = drawn("suits")
    suits = [random.random() < share for _ in range(_STRATEGIES)]
    if not any(suits):
        suits[-1] = True  # somewhere there is one that suits; else nothing could ever be learnt
    fewest = max(1, round(drawn("tries")))
    most = max(fewest, round(min(MOST_TRIES, cohort.range_of("tries")[1])))
    others = {
        name: drawn(name)
        for name in (
            "rate unsuited swing carry days_a_week ill away fades stress confidence marks generous unwritten late "
            "twice wrong_day upset"
        ).split()
    }
    first_swing = random.gauss(0, 1)
    # Drawn apart, so that families who count are the same whether or not others do.
    marking = Random(f"{cohort.name}:{seed}:marks")  # noqa: S311 - as above
    others["uncounted"] = marking.uniform(*cohort.range_of("uncounted"))
    luck = tuple(_luck(random, marking) for _ in range(days))
    return Truth(
        cohort=cohort.name,
        seed=seed,
        difficulty=tuple(difficulty),
        suits=tuple(suits),
        share=share,
        tries=(fewest, min(most, fewest + 2)),
        first_swing=first_swing,
        luck=luck,
        **others,
    )


def _luck(random: Random, marking: Random) -> Luck:
    even, bell = random.random, random.gauss
    return Luck(
        practise=even(),
        swing=bell(0, 1),
        ill=even(),
        ill_days=even(),
        away=even(),
        away_days=even(),
        stress=bell(0, 1),
        confidence=bell(0, 1),
        stop=even(),
        written=even(),
        late=even(),
        late_days=even(),
        twice=even(),
        wrong_day=even(),
        marked=even(),
        upset=even(),
        tries=even(),
        each=tuple([even() for _ in range(MOST_TRIES)]),
        counted=tuple([even() for _ in range(MOST_TRIES)]),
        uncounted=marking.random(),
        glance=marking.gauss(0, 1),
    )
