"""
A question to think about after something went well, so that a caregiver finds out what it was that they did.

Asked only where practice goes on and nobody is under strain. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from coachplan.base.messages import Message
from coachplan.model.actions import Kind
from coachplan.model.entries import Entry
from coachplan.model.skills import SUPPORTS
from coachplan.model.told import MARKS, FromWords
from coachplan.planning.focus_case import FocusCase
from coachplan.progress.days import Day
from coachplan.progress.practice import Practice
from coachplan.progress.practising import newest, stress_days

__all__ = ["AFTER_SUCCESS", "asked_after_success"]

#: How the keys of these questions begin.
AFTER_SUCCESS = "core/after-success."

#: One more than a week has days: in reviews at most a week apart no question comes twice in a row.
_QUESTIONS = 8

#: What is made lighter, talked over or over asks for no more.
_GOES_ON: tuple[Kind, ...] = ("continue", "step-up", "generalise", "change-strategy", "change-routine")

#: The one about waiting, and what is asked in its place where the way to help is not one of waiting; and its tag.
_ON_WAITING, _INSTEAD, _WAITING = 7, 9, "waiting"

#: What a day cannot have had and gone well; and what leaves nobody time to think. What was done another way, may have
#: been done for the child.
_NOT_WELL = frozenset(
    {
        "distressed", "refused", "pressured", "ill", "injured", "gagged", "coughed", "vomited", "tired", "no-time",
        "another-way",
    }
)  # fmt: skip


def asked_after_success(
    case: FocusCase, kind: Kind, entries: Sequence[Entry], told: Mapping[str, FromWords], *, rests: bool
) -> Message | None:
    """
    Return a question about the newest practised day of a focus, where all that was written of it went well and was
    lately; else None. *kind* is that of the step, *entries* are those of the focus lately, *told* is what their words
    tell, and *rests*: it is not practised until somebody has looked.
    """
    practice = case.practice
    if rests or kind not in _GOES_ON or case.focus.maintaining or case.plan.approval is None:
        return None
    if not practice.days or _is_on_hold(case) or _is_strained(case):
        return None
    last = practice.days[-1]
    if not _went_well(last, case) or (practice.on - last.on).days >= practice.parameters.wins_days:
        return None
    written = [entry for entry in entries if entry.on == last.on]
    if not all(_says_well(entry, told.get(entry.id), case) for entry in written):
        return None
    number = (_days(case.practice, last.on) - 1) % _QUESTIONS + 1
    if number == _ON_WAITING and not _is_of_waiting(case):
        number = _INSTEAD
    return Message(f"{AFTER_SUCCESS}{number}", {"child": case.child})


def _says_well(entry: Entry, told: FromWords | None, case: FocusCase) -> bool:
    # A count, an amount or a mark that was written; weights that hear a mark in words are too unsure to praise by, and
    # with more help than the step has it was the adult who did it.
    least = case.practice.parameters.asked_share
    skill = case.practice.skill
    if entry.support is not None and skill is not None and case.focus.step <= len(skill.steps):
        step = skill.steps[case.focus.step - 1]
        if SUPPORTS.index(entry.support) < SUPPORTS.index(step.support):
            return False
    if entry.tries and entry.successes is not None:
        return entry.successes >= least * entry.tries
    if entry.amount is not None or entry.went in MARKS:
        return entry.went not in MARKS[:2]
    if told is not None and told.counts:
        return all(each.successes >= least * each.tries for each in told.counts)
    return told is None or all(not each.weighed and each.mark not in MARKS[:2] for each in told.went)


def _is_of_waiting(case: FocusCase) -> bool:
    strategy = case.catalogue.strategies.get(case.focus.strategy)
    return strategy is None or _WAITING in strategy.tags


def _went_well(day: Day, case: FocusCase) -> bool:
    return day.tries > 0 and day.share >= case.practice.parameters.asked_share and day.tags.isdisjoint(_NOT_WELL)


def _is_on_hold(case: FocusCase) -> bool:
    holds = (hold for hold in case.plan.holds if hold.focus == case.focus.id)
    return any(hold.on <= case.practice.on <= hold.until for hold in holds)


def _is_strained(case: FocusCase) -> bool:
    stress = newest(stress_days(case.practice))
    return stress is not None and stress >= case.practice.parameters.high_stress


def _days(practice: Practice, last: date) -> int:
    # Counted over all steps of the focus, so that a new step does not begin them anew.
    return practice.all_written - sum(1 for day, _ in practice.written_from(last) if day > last)
