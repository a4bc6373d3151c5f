"""
The last session, as far as anybody can know: the newest day on which a clinician wrote, or did something to the plan.

Read out of the log and the history each time; nothing is kept of who looked when. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import field, frozen

from coachplan.base.dates import said_day
from coachplan.base.messages import Message
from coachplan.base.validators import day, one_of, text
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.review.writers import writer

__all__ = ["LastSession", "last_session"]


@frozen(kw_only=True)
class LastSession:
    """
    A day on which a clinician was at work with a family: *by* whom, and whether they *wrote* or *worked* on the plan.
    """

    on: date = field(validator=day)
    by: str = field(validator=text, repr=False)
    how: Literal["wrote", "worked"] = field(validator=one_of(("wrote", "worked")))

    def since(self, until: date) -> Message:
        """
        Return since when, and what was then, as it is said on a day.
        """
        if not self.by:
            return Message("core/page.since.a-clinician", {"day": said_day(self.on, until)})
        return Message(f"core/page.since.{self.how}", {"day": said_day(self.on, until), "by": self.by})


def last_session(plan: Plan, entries: Iterable[Entry], until: date) -> LastSession | None:
    """
    Return the newest day before a day on which a clinician wrote down what they saw, or opened, took, changed, held,
    turned down, cleared or answered something in the plan; None where nobody did. *entries* are those that count.
    """
    found = [
        LastSession(on=turn.on, by=turn.by, how="worked")
        for turn in plan.history
        if turn.role == "clinician" and turn.kind != "record" and turn.on < until
    ]
    found += [
        LastSession(on=each.on, by=writer(each, plan.family) if each.who.strip() else "", how="wrote")
        for each in entries
        if each.role == "clinician" and each.on < until
    ]
    # Of one day, what was written down of the child tells more of a session than a turn in the plan.
    return max(found, key=lambda each: (each.on, each.how == "wrote", bool(each.by)), default=None)
