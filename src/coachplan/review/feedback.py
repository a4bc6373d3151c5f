"""
What the adult did and what the child did lately, told back to whoever did it, in words and never as a score.

What was done by the plan is named as it is done ("You waited, and let Sam begin."), beside how often the child got
there. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachplan.base.messages import Message, key
from coachplan.model.entries import Entry
from coachplan.planning.focus_case import FocusCase
from coachplan.progress.days import NOT_JUDGED
from coachplan.progress.practice import Practice
from coachplan.progress.statistics import share_of

__all__ = ["HARD", "told_back"]

#: How often, from the share of tries on which each word is true.
_OFTEN = ((0.995, "each-time"), (0.8, "nearly"), (0.55, "mostly"), (0.3, "some"), (0.005, "seldom"), (0.0, "not-yet"))

#: Said only where most of the days say so, and from which share a day does.
_WELL, _NEARLY = ("each-time", "nearly"), 0.8

#: What is said of the child and of whoever was there.
_NOT_YET = "core/did.not-yet"

#: Under these a day tells that it was hard, and not how often anything was reached.
HARD = frozenset({"distressed", "refused", "pressured"})


def told_back(case: FocusCase, entries: Iterable[Entry]) -> Message | None:
    """
    Return the adult's act and what the child did lately, as one or two sentences; None where nothing was practised.
    *entries* are those of the focus: what a clinician wrote of a session tells of the child, and of no act at home.
    """
    practice = case.practice
    if not practice.lately or case.focus.maintaining:
        return None
    at_home = [each for each in entries if each.role == "caregiver"]
    days = {each.on for each in at_home}
    if hard := {day.on for day in practice.last_three if not day.tags.isdisjoint(HARD)}:
        return None if hard.isdisjoint(days) else Message("core/did.saw-it-was-hard", {"child": case.child})
    reached = _reached(practice, case.child)
    if reached is not None and reached.key == _NOT_YET and days.isdisjoint(day.on for day in practice.lately):
        return None
    act = _act(case, at_home)
    if act is None:
        return reached
    return act if reached is None else Message("core/did", {"you": act, "reached": reached})


def _act(case: FocusCase, at_home: Iterable[Entry]) -> Message | None:
    # As it was marked at home: on most of the days lately, and not under a strategy that came since. In a draft nobody
    # has said yet that it is for this child.
    lately = case.practice.lately
    marked = {each.on for each in at_home if each.did_strategy == "yes"}
    done = sum(1 for day in lately if day.on in marked)
    act = key(case.focus.strategy, "did")
    if case.plan.approval is None or 2 * done < len(lately) or case.catalogue.words.find(act, "en") is None:
        return None
    return Message(act, {"child": case.child})


def _reached(practice: Practice, child: str) -> Message | None:
    judged = [day for day in practice.lately if day.tries]
    if not judged:
        return None
    share = share_of(judged) or 0.0
    unjudged = [
        day for day in practice.lately if day not in judged and day.tags.isdisjoint(NOT_JUDGED) and not day.helped
    ]
    if len(unjudged) > len(judged):
        return None  # one day of six says nothing of the six
    how = next(word for least, word in _OFTEN if share >= least)
    if how in _WELL and 2 * sum(day.share >= _NEARLY for day in judged) <= len(judged):
        how = "mostly"
    measured = 2 * sum(day.measured for day in judged) >= len(judged)
    if measured and how != "not-yet":
        how = "as-far" if share >= _NEARLY else "part-of-the-way"
    return Message(f"core/did.{how}", {"child": child})
