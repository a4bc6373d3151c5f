"""
Made-up families out of the numbers that were fitted to a clinic's own: a cohort that is like that clinic, as far as the
numbers tell.

What they do not tell is as in any other cohort: illness, absence, forgetting, stress, how logs are kept. Draws nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from coachplan.fitting.practised import Practice
from coachplan.progress.parameters import Parameters
from coachplan.simulation.world.cohorts import Cohort
from coachplan.simulation.world.families import MOST_TRIES

__all__ = ["cohort_of"]

#: Even chances between two ends have the spread of a normal distribution where each end is so many SDs away.
_ENDS = math.sqrt(3)

#: No child learns less a practice under a strategy that suits, and no step is easier than the one before.
_LEAST_RATE, _LEAST_GAP = 0.02, 0.1


def cohort_of(numbers: Parameters, practice: Practice | None = None, *, name: str = "as fitted") -> Cohort:
    """
    Return families whose children are as the numbers say, and who practise as a clinic's do; without *practice*, as in
    any other cohort. Each range has the middle and the spread that the numbers say, and even chances between its ends.
    """
    told = numbers
    start, far = math.log(told.start_share / (1 - told.start_share)), _ENDS * told.start_sd
    rate = (told.growth_slow + told.growth_fast) / 2
    apart = _ENDS * (told.growth_fast - told.growth_slow) / 2
    tall = _ENDS * told.step_gap_sd
    whole = told.swing_sd**2 + told.odd_day_sd**2
    swing, carry = math.sqrt(whole), told.swing_carry * told.swing_sd**2 / whole
    return Cohort(
        name=name,
        about="drawn from fitted numbers",
        start=(_share(start - far), _share(start + far)),
        gap=(max(_LEAST_GAP, told.step_gap - tall), max(_LEAST_GAP, told.step_gap + tall)),
        rate=(max(_LEAST_RATE, rate - apart), rate + apart),
        unsuited=(told.growth_little / rate,) * 2,
        suits=(1 - told.little_prior,) * 2,
        swing=(swing,) * 2,
        carry=(carry,) * 2,
        **_practised(practice),
    )


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _practised(practice: Practice | None) -> Mapping[str, tuple[float, float]]:
    if practice is None:
        return {}
    most = MOST_TRIES - 2  # a family's own days differ by two
    low, high = (min(float(most), max(1.0, each)) for each in practice.tries)
    return {"tries": (low, high), "days_a_week": practice.days_a_week}
