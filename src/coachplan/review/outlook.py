"""
What would change the step: how many more days like one of the last would be enough, worked out by the rules themselves.

Days are added to the practice as they were written, the same conditions are asked again, and what would then be enough
is decided as any other day is: another rule may speak first. Changes nothing, and promises nothing: the days to come
are the family's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from attrs import evolve

from coachplan.base.dates import said_day
from coachplan.base.messages import Message
from coachplan.knowledge.conditions import evaluate
from coachplan.knowledge.rules import Rule
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.offered import is_asked
from coachplan.progress.days import Circumstance, Day, Practice
from coachplan.progress.practising import steps_left
from coachplan.progress.statistics import share_of
from coachplan.review.decisions import decide, reader

__all__ = ["outlook"]

#: How far ahead is looked: two weeks of practice at five days a week. Beyond it nobody plans.
_MOST = 10

#: A day as good as days are, where none so far is good enough.
_BETTER = 0.9

#: Days from one chance to the next where the routine is rare and its log is too short to tell.
_A_WEEK = 7

#: From this share down it is said, too, what would make it a smaller step.
_LOW = 0.35


def outlook(case: FocusCase, rules: Iterable[Rule]) -> Message | None:
    """
    Return what would be enough for a step up, in days like the best one lately; where little works, what would make it
    a smaller step. None where nothing can be worked out: no step above, no day that can be judged, or a skill that is
    only looked in on.
    """
    practice = case.practice
    days = [day for day in practice.lately if day.usual]
    asked = [rule for rule in rules if is_asked(rule, case.focus, case.catalogue)]
    if not days or not steps_left(practice) or all(rule.then != "step-up" for rule in asked):
        return None
    share = share_of(practice.lately) or 0.0
    if share <= _LOW:
        worst = min(reversed(days), key=lambda day: day.share)
        count = _days_until("step-down", worst, case, asked)
        way = "down" if case.focus.step > 1 else "other-way"
        return None if count is None else _said(way, count, worst, practice)
    best = max(reversed(days), key=lambda day: day.share)
    count = _days_until("step-up", best, case, asked)
    if count is not None:
        return _said("up", count, best, practice)
    better = evolve(best, successes=_BETTER * best.tries, pools=_as_good(best))
    count = _days_until("step-up", better, case, asked) if best.share < _BETTER else None
    if count is None:
        return Message("core/outlook.far", {"n": _MOST})
    return Message("core/outlook.better", {"n": count, "about": round(10 * _BETTER)})


def _days_until(kind: str, like: Day, case: FocusCase, asked: list[Rule]) -> int | None:
    proposing = [rule for rule in asked if rule.then == kind and rule.id.startswith("core/")]
    holding = [rule for rule in asked if kind in rule.holds]
    # Below the first step there is none: there it becomes another way, or a talk about one.
    lowest = kind == "step-down" and case.focus.step == 1
    becomes = ("change-strategy", "clarify") if lowest else (kind,)
    practice = case.practice
    for count in range(1, _MOST + 1):
        practice = _with(practice, like)
        then = evolve(case, practice=practice)
        look = reader(then)
        # The few rules that it turns on are asked before all of them are: most days more are not enough.
        old = [rule for rule in (*proposing, *holding) if rule.after <= len(practice.days)]
        speaks = {rule.id for rule in old if evaluate(rule.condition, look)}
        held = any(rule.id in speaks for rule in holding)
        if speaks and not held and decide(then, asked, ()).action.kind in becomes:
            return count
    return None


def _with(practice: Practice, like: Day) -> Practice:
    # The next day of practice, calm, with the counts of that one and without anybody's marks.
    last = practice.days[-1].on
    on = max(practice.on + timedelta(days=1), last + timedelta(days=_to_the_next(practice)))
    day = evolve(
        like,
        on=on,
        entries=(),
        tags=frozenset(),
        tags_at=MappingProxyType({}),
        impossible=0,
        confidence=None,
        stress=None,
    )
    usual = next(each.on for each in reversed(practice.days) if each.usual)
    belief = practice.belief.after(day.tries, day.successes, (on - usual).days - 1)
    written = (*practice.written, (on, day.tags))
    return evolve(practice, on=on, days=(*practice.days, day), belief=belief, last_entry=on, written=written)


def _to_the_next(practice: Practice) -> int:
    return round(practice.usual_gap or _A_WEEK) if practice.rare else 1


def _as_good(day: Day) -> Mapping[Circumstance, tuple[float, float]]:
    return MappingProxyType({at: (tries, _BETTER * tries) for at, (tries, _) in day.pools.items()})


def _said(way: str, count: int, like: Day, practice: Practice) -> Message:
    ago = (practice.on - like.on).days
    called: object = Message(f"core/weekday.{like.on.isoweekday()}") if ago < 7 else said_day(like.on, practice.on)
    tries, successes = (round(each) for each in like.counted)
    if tries:
        how = Message("core/outlook.of", {"successes": successes, "tries": tries})
    else:
        how = Message("core/outlook.in-ten", {"about": round(10 * like.share)})
    return Message(f"core/outlook.{way}", {"n": count, "day": called, "how": how})
