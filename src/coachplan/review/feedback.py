"""
What the adult did and what the child did lately, told back to whoever did it, in words and never as a score.

What was done by the plan is named as it is done ("You waited, and let Sam begin."), beside how often the child got
there. Decides nothing.
"""

from __future__ import annotations

from coachplan.base.messages import Message, key
from coachplan.planning.focus_case import FocusCase
from coachplan.progress.days import Practice
from coachplan.progress.statistics import share_of

__all__ = ["told_back"]

#: How often, from the share of tries on which each word is true.
_OFTEN = ((0.995, "each-time"), (0.8, "nearly"), (0.55, "mostly"), (0.3, "some"), (0.005, "seldom"), (0.0, "not-yet"))

#: Under these a day tells that it was hard, and not how often anything was reached.
_HARD = frozenset({"distressed", "refused", "pressured"})


def told_back(case: FocusCase) -> Message | None:
    """
    Return the adult's act and what the child did lately, as one or two sentences; None where nothing was practised.
    """
    practice = case.practice
    if not practice.lately or case.focus.maintaining:
        return None
    if any(not day.tags.isdisjoint(_HARD) for day in practice.last_three):
        return Message("core/did.saw-it-was-hard", {"child": case.child})
    reached = _reached(practice, case.child)
    act = _act(case)
    if act is None:
        return reached
    return act if reached is None else Message("core/did", {"you": act, "reached": reached})


def _act(case: FocusCase) -> Message | None:
    # As it was marked: on most of the days lately, and not under a strategy that came since.
    lately = case.practice.lately
    done = sum(1 for day in lately if day.done)
    act = key(case.focus.strategy, "did")
    if 2 * done < len(lately) or case.catalogue.words.find(act, "en") is None:
        return None
    return Message(act, {"child": case.child})


def _reached(practice: Practice, child: str) -> Message | None:
    judged = [day for day in practice.lately if day.tries]
    if not judged:
        return None
    share = share_of(judged) or 0.0
    how = next(word for least, word in _OFTEN if share >= least)
    measured = 2 * sum(day.measured for day in judged) >= len(judged)
    if measured and how != "not-yet":
        how = "as-far" if share >= _OFTEN[1][0] else "part-of-the-way"
    return Message(f"core/did.{how}", {"child": child})
