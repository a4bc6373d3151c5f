"""
A caseload as values: a case goes in, and what became of it comes out: its review, or that it failed and why.

Knows nothing of files, of other processes, or of how a case is reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found, shown
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.validators import a, day, each, listed, text
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert

__all__ = ["Beside", "Case", "Failed", "Reviewed", "Written"]


@plain_errors
@frozen
class Beside:
    """
    Another plan of the same family, with what was written of it.
    """

    plan: Plan = field(validator=a(Plan))
    entries: tuple[Entry, ...] = field(default=(), converter=tuple[Entry, ...], validator=each(a(Entry)))


def _beside(given: Iterable[Any]) -> tuple[Beside, ...]:
    return tuple(_one_beside(each) for each in listed(given))


def _one_beside(given: Any) -> Beside:
    if isinstance(given, Beside):
        return given
    if not isinstance(given, tuple | list) or len(given) != 2:
        what = f"found {found(given)} where a plan and its entries should be."
        raise CoachplanError(Finding(item="beside", what=what, hint="Give pairs: (plan, entries).", code="wrong-kind"))
    return Beside(*given)


@plain_errors
@frozen
class Case:
    """
    One family to be reviewed on a day: a plan and what was written of it. *beside*: the family's other plans, each with
    its entries, where it has several; they are reviewed together, as by `Engine.review_together`.

    *id* is yours, and comes back with the result; without one it is the id of the family.
    """

    plan: Plan = field(validator=a(Plan))
    entries: tuple[Entry, ...] = field(converter=tuple[Entry, ...], validator=each(a(Entry)))
    on: date = field(kw_only=True, validator=day)
    beside: tuple[Beside, ...] = field(kw_only=True, default=(), converter=_beside)
    id: str = field(kw_only=True, default="", validator=text, repr=shown)

    @property
    def called(self) -> str:
        """
        The id by which the result is known.
        """
        return self.id or self.plan.family.id


@plain_errors
@frozen
class Written:
    """
    A case as it was written, which nobody has read yet: the *content* of one document, *where* it stands (a file and a
    line), and the day *on* which it is reviewed where it says none itself.
    """

    content: str | bytes = field(validator=a(str, bytes), repr=False)
    where: str = field(default="", validator=text)
    on: date | None = field(default=None)


@plain_errors
@frozen
class Reviewed:
    """
    A case that was reviewed. *beside* are the reviews of the family's other plans, in their order.
    """

    id: str = field(validator=text, repr=shown)
    review: Review = field(validator=a(Review))
    beside: tuple[Review, ...] = field(default=(), converter=tuple[Review, ...], validator=each(a(Review)))

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """
        The alerts of all its reviews.
        """
        return tuple(alert for review in (self.review, *self.beside) for alert in review.alerts)


@plain_errors
@frozen
class Failed:
    """
    A case that could not be reviewed: which, and what was wrong. Somebody has to look at it.

    *alerts*: the signs that its words name all the same, as far as they could be read. They are no part of any plan,
    and stand on the day of the case; where it says none, on the first of the year 2000.
    """

    id: str = field(validator=text, repr=shown)
    findings: tuple[Finding, ...] = field(converter=tuple[Finding, ...], validator=each(a(Finding)))
    alerts: tuple[Alert, ...] = field(default=(), converter=tuple[Alert, ...], validator=each(a(Alert)))
