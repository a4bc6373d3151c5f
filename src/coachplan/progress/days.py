"""
One practised day: what was tried and how it went, in which circumstances, with which tags and marks.

Holds what was pooled. Does not know how entries are pooled, or what is read from days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from attrs import frozen

__all__ = ["NOT_JUDGED", "Circumstance", "Day"]

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
