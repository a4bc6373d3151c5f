"""
Kinds of families: the ranges from which a made-up family's truth is drawn, and where each range comes from.

A cohort is a named record of ranges and chances. Does not know how a day goes, or what is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, fields, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import figure
from coachplan.base.errors import CoachplanError, Finding

__all__ = ["COHORTS", "SET_ASIDE", "SOURCES", "Cohort"]


def _shown(given: object) -> str:
    return " to ".join(map(figure, given)) if isinstance(given, tuple | list) else figure(given)


def _range(given: object) -> tuple[float, float]:
    pair = tuple(given) if isinstance(given, tuple | list) else (given, given)
    good = len(pair) == 2 and all(isinstance(x, int | float) and not isinstance(x, bool) for x in pair)
    if not good or not -1e6 < pair[0] <= pair[1] < 1e6:
        raise CoachplanError(
            Finding(
                what=f"a range of a cohort is {_shown(given)}.",
                hint="Expected two numbers, the lower first.",
                code="out-of-range",
            )
        )
    return float(pair[0]), float(pair[1])


def _ranged(default: tuple[float, float]) -> tuple[float, float]:
    made: tuple[float, float] = field(default=default, converter=_range)
    return made


@plain_errors
@frozen(kw_only=True)
class Cohort:
    """
    Ranges (lowest, highest) that a family's truth is drawn from, evenly. Logits where nothing else is said.

    *start*: chance of success at the first step in the beginning. *gap*: how much harder a step is than the one before.
    *rate*: what a practice under a suited strategy adds at the best difficulty; *unsuited* is the part of it that
    remains under one that does not suit; *suits* the chance that a strategy suits this child. *swing*: SD of the days;
    *carry*: how much of a day's swing is left the next day. *ill* and *away*: chance a day that it begins. *fades*:
    lost a day without practice, after the first three. *stress* 1-5, *confidence* 0-10: where the marks lie.
    *generous*: chance that a miss is counted as a success; *unwritten*, *late*, *twice*, *wrong_day*: chance an entry.
    *uncounted*: chance that an entry has a mark of how it went in the place of counts.
    """

    name: str
    about: str
    steps: tuple[float, float] = _ranged((4, 6))
    start: tuple[float, float] = _ranged((0.25, 0.5))
    gap: tuple[float, float] = _ranged((0.7, 1.3))
    rate: tuple[float, float] = _ranged((0.1, 0.3))
    unsuited: tuple[float, float] = _ranged((0.1, 0.1))
    suits: tuple[float, float] = _ranged((0.6, 0.6))
    swing: tuple[float, float] = _ranged((0.2, 0.5))
    carry: tuple[float, float] = _ranged((0.1, 0.4))
    tries: tuple[float, float] = _ranged((4, 6))
    days_a_week: tuple[float, float] = _ranged((3, 6))
    ill: tuple[float, float] = _ranged((0.005, 0.015))
    away: tuple[float, float] = _ranged((0.002, 0.008))
    fades: tuple[float, float] = _ranged((0.0, 0.03))
    stress: tuple[float, float] = _ranged((1.5, 2.8))
    confidence: tuple[float, float] = _ranged((7.0, 9.5))
    marks: tuple[float, float] = _ranged((0.3, 0.7))
    generous: tuple[float, float] = _ranged((0.0, 0.08))
    unwritten: tuple[float, float] = _ranged((0.0, 0.1))
    late: tuple[float, float] = _ranged((0.0, 0.1))
    twice: tuple[float, float] = _ranged((0.0, 0.03))
    wrong_day: tuple[float, float] = _ranged((0.0, 0.03))
    upset: tuple[float, float] = _ranged((0.02, 0.1))
    uncounted: tuple[float, float] = _ranged((0.0, 0.0))

    def range_of(self, name: str) -> tuple[float, float]:
        """
        Return the range of one quantity.
        """
        found: tuple[float, float] = getattr(self, name)
        return found


#: Where each range comes from. OBS: measured on published single-case series; OWN: our proposal.
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "steps": "the ladders of the three plugins (four to seven steps)",
        "start": "OWN: a first step that is neither easy nor hopeless",
        "gap": "OWN: success at a new step about a third to a half of what it was",
        "rate": "OWN: 0.1 to 0.3 logits a practice for one that suits; published series: a median of 0.06 a session",
        "unsuited": "OWN: a strategy that does not suit moves a tenth of that",
        "suits": "OWN: six in ten strategies suit; two or three in ten in the cohort where most do not",
        "swing": "OBS: dispersion over binomial around a trend, median 1.9, quartiles 1.0 and 3.9; see matching",
        "carry": "OBS: lag-1 autocorrelation near 0.1 to 0.2 after correction for bias",
        "tries": "the practice of home programmes: about five a day; one to twenty are accepted",
        "days_a_week": "home programmes ask for three to seven days and get about half to four fifths",
        "ill": "OWN: small children fall ill six to ten times a year, for about five days",
        "away": "OWN: a week or two away, once or twice a year",
        "fades": "OWN: slow forgetting; mastered skills fell over a month in published follow-ups",
        "stress": "OWN",
        "confidence": "OWN",
        "marks": "OWN: between a third and two thirds of the entries carry marks",
        "generous": "OWN: parents' counts run a little above observers'",
        "unwritten": "OWN",
        "late": "OWN",
        "twice": "OWN",
        "wrong_day": "OWN",
        "upset": "OWN: chance of upset on a day when hardly anything works",
        "uncounted": "OWN: every family counts, but where it is asked what becomes of those that do not",
    }
)

_STEADY = Cohort(name="steady", about="little swings, five tries, most days")

#: The cohorts that the numbers were chosen with.
COHORTS: Mapping[str, Cohort] = MappingProxyType(
    {
        cohort.name: cohort
        for cohort in (
            _STEADY,
            Cohort(
                name="bumpy",
                about="days that differ very much, and runs of good and bad days",
                swing=(0.7, 1.2),
                carry=(0.2, 0.6),
                ill=(0.01, 0.03),
            ),
            Cohort(name="unsuited", about="strategies that mostly do not suit", suits=(0.2, 0.35)),
            Cohort(
                name="sparse",
                about="one or two practices a week with two to four tries",
                tries=(2, 4),
                days_a_week=(1, 2),
                swing=(0.2, 0.7),
            ),
            Cohort(
                name="stressed",
                about="caregivers worn out: days skipped, marks that swing, some who stop",
                stress=(2.8, 4.2),
                confidence=(5.0, 7.5),
                days_a_week=(2, 5),
                unwritten=(0.05, 0.25),
                late=(0.05, 0.25),
                generous=(0.0, 0.15),
                swing=(0.3, 0.8),
            ),
            Cohort(
                name="many-tries",
                about="ten to twenty tries on nearly every day",
                tries=(10, 20),
                days_a_week=(5, 7),
                swing=(0.3, 0.8),
            ),
        )
    }
)

#: Cohorts that no number was chosen with: kept aside to see how the choices do on families of another kind.
SET_ASIDE: Mapping[str, Cohort] = MappingProxyType(
    {
        cohort.name: cohort
        for cohort in (
            Cohort(
                name="slow-and-steep",
                about="slow learners on a ladder with tall steps",
                rate=(0.08, 0.15),
                gap=(1.1, 1.7),
                suits=(0.5, 0.5),
                swing=(0.4, 0.8),
                days_a_week=(4, 7),
            ),
            Cohort(
                name="fine-ladder",
                about="many small steps, quick learners, few tries",
                steps=(6, 8),
                gap=(0.4, 0.8),
                rate=(0.15, 0.3),
                tries=(3, 4),
                swing=(0.5, 1.0),
            ),
            Cohort(
                name="forgetful",
                about="breaks, illness and forgetting; generous counts on the wrong day",
                swing=(0.3, 0.6),
                ill=(0.02, 0.05),
                away=(0.01, 0.02),
                fades=(0.03, 0.08),
                generous=(0.1, 0.2),
                wrong_day=(0.05, 0.15),
                twice=(0.05, 0.1),
                days_a_week=(3, 5),
            ),
            Cohort(
                name="weekenders",
                about="two or three practices a week, eight tries, days that differ",
                tries=(6, 10),
                days_a_week=(2, 3),
                swing=(0.6, 1.1),
                carry=(0.0, 0.3),
                suits=(0.4, 0.4),
            ),
        )
    }
)

assert set(SOURCES) == {item.name for item in fields(Cohort)} - {"name", "about"}, "each range names its source"
