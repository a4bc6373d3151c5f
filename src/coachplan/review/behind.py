"""
What is left of what was written long ago, when its entries are no longer at hand: where each focus goes on, how the
caregivers grew, and an index of the revisions.

What tells of a sign, and what is set aside, is never let go of. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import field, frozen

from coachplan.progress.parameters import Parameters
from coachplan.progress.points import PastDays
from coachplan.review.growth import Growing
from coachplan.review.index import Index

__all__ = ["Behind", "kept_days"]

#: A review may be asked of a day so many days back without a log being read anew.
LATE = 14


def kept_days(numbers: Iterable[Parameters]) -> int:
    """
    Return for how many days entries stay at hand: as long as any part of a review looks back, from a day that may be
    some days ago. What is late or amended by no more is looked at with them alone. *numbers* are those of the skills.
    """
    return LATE + max(max(each.wins_days, each.questions_days, each.practised_window) for each in numbers)


@frozen(kw_only=True, eq=False)
class Behind:
    """
    What is left of the entries before a day, the *floor*: all of them are folded. *floors* are the days of the focuses
    whose entries stay at hand for longer. *mark* is the sum over all revisions in the *index*, and *newest* the newest
    day of them. *courses* say where each focus goes on, and *growing* how the caregivers grew.
    """

    floor: date = date.min
    floors: Mapping[str, date] = field(factory=lambda: MappingProxyType({}))
    index: Index = field(factory=Index)
    mark: int = 0
    newest: date = date.min
    courses: Mapping[str, PastDays] = field(factory=lambda: MappingProxyType({}))
    growing: Growing | None = None

    def floor_of(self, focus: str) -> date:
        """
        Return the day before which nothing that was written of a focus has to be at hand.
        """
        return self.floors.get(focus, self.floor)
