"""
A question to think about after something went well, so that a caregiver finds out what it was that they did.

Asked only where practice goes on and nobody is under strain. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coachplan.base.messages import Message
from coachplan.model.actions import Kind
from coachplan.model.entries import Entry
from coachplan.planning.focus_case import FocusCase
from coachplan.progress.days import Day
from coachplan.progress.practising import newest, stress_days

__all__ = ["AFTER_SUCCESS", "asked_after_success"]

#: How the keys of these questions begin.
AFTER_SUCCESS = "core/after-success."

#: One more than a week has days: in reviews at most a week apart no question comes twice in a row.
_QUESTIONS = 8

#: What is made lighter, talked over or over asks for no more.
_GOES_ON: tuple[Kind, ...] = ("continue", "step-up", "generalise", "change-strategy", "change-routine")

#: What a day cannot have had and gone well; and what leaves nobody time to think.
_NOT_WELL = frozenset(
    {"distressed", "refused", "pressured", "ill", "injured", "gagged", "coughed", "vomited", "tired", "no-time"}
)


def asked_after_success(case: FocusCase, kind: Kind, entries: Iterable[Entry], *, rests: bool) -> Message | None:
    """
    Return a question about the newest practised day of a focus, where it went well and was lately; else None. *kind* is
    that of the step, *entries* are those of the focus, and *rests*: it is not practised until somebody has looked.
    """
    practice = case.practice
    if rests or kind not in _GOES_ON or case.focus.maintaining or case.plan.approval is None:
        return None
    if not practice.days or _is_on_hold(case) or _is_strained(case):
        return None
    last = practice.days[-1]
    if not _went_well(last, case) or (practice.on - last.on).days >= practice.parameters.wins_days:
        return None
    return Message(f"{AFTER_SUCCESS}{(_days(entries, last.on) - 1) % _QUESTIONS + 1}", {"child": case.child})


def _went_well(day: Day, case: FocusCase) -> bool:
    return day.tries > 0 and day.share >= case.practice.parameters.asked_share and day.tags.isdisjoint(_NOT_WELL)


def _is_on_hold(case: FocusCase) -> bool:
    holds = (hold for hold in case.plan.holds if hold.focus == case.focus.id)
    return any(hold.on <= case.practice.on <= hold.until for hold in holds)


def _is_strained(case: FocusCase) -> bool:
    stress = newest(stress_days(case.practice))
    return stress is not None and stress >= case.practice.parameters.high_stress


def _days(entries: Iterable[Entry], last: date) -> int:
    # Counted over all steps of the focus, so that a new step does not begin them anew.
    return len({entry.on for entry in entries if entry.on <= last})
