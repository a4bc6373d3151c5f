"""
What would change the step: how many more days like one of the last would be enough, and what would hold back a step
that is suggested, worked out by the rules themselves.

Days are added to the practice as they were written, the same conditions are asked again, and what would then be enough
is decided as any other day is: another rule may speak first. Changes nothing, and promises nothing: the days to come
are the family's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from types import MappingProxyType

from attrs import evolve

from coachplan.base.copies import copied
from coachplan.base.dates import said_day
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.messages import Message
from coachplan.knowledge.conditions import names
from coachplan.knowledge.rule_sets import RuleSet
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Kind
from coachplan.planning.focus_case import FocusCase
from coachplan.progress.contexts import by_circumstance
from coachplan.progress.days import NOT_JUDGED, Circumstance, Day
from coachplan.progress.practice import Practice
from coachplan.progress.practising import steps_left
from coachplan.progress.statistics import share_of
from coachplan.review.asking import Readings, asked_together
from coachplan.review.decisions import kind_of_step

__all__ = ["held_back_by", "outlook"]

#: How far ahead is looked: two weeks of practice at five days a week. Beyond it nobody plans.
_MOST = 10

#: A day as good as days are, where none so far is good enough.
_BETTER = 0.9

#: Days from one chance to the next where the routine is rare and its log is too short to tell.
_A_WEEK = 7

#: From this share down it is said, too, what would make it a smaller step.
_LOW = 0.35

#: A day on which little works, where no day so far is bad enough to hold anything back.
_POOR = 0.1

#: So many poor days ahead are asked about: whoever takes a step takes it before there are more.
_SOON = 3

#: What is gone ahead with, and can be held back.
_AHEAD: tuple[Kind, ...] = ("step-up", "generalise")


def outlook(case: FocusCase, rules: Iterable[Rule], failed: Collection[str] = ()) -> Message | None:
    """
    Return what would be enough for a step up, in days like the best one lately; where little works, what would make it
    a smaller step. None where nothing can be worked out: no step above, no day that can be judged, or a skill that is
    only looked in on. Readings that *failed* today are not made again: they are not known.
    """
    practice = case.practice
    days = [day for day in practice.lately if day.usual]
    asked = asked_together(case, rules)
    if not days or not steps_left(practice) or all(rule.then != "step-up" for rule in asked.rules):
        return None
    share = share_of(practice.lately) or 0.0
    if share <= _LOW:
        worst = min(reversed(days), key=lambda day: day.share)
        count = _days_until("step-down", worst, case, asked, failed)
        way = "down" if case.focus.step > 1 else "other-way"
        return None if count is None else _said(way, count, worst, practice)
    best = max(reversed(days), key=lambda day: day.share)
    count = _days_until("step-up", best, case, asked, failed)
    if count is not None:
        return _said("up", count, best, practice)
    better = evolve(best, successes=_BETTER * best.tries, pools=_as(_BETTER, best))
    count = _days_until("step-up", better, case, asked, failed) if best.share < _BETTER else None
    if count is None:
        return Message("core/outlook.far", {"n": _MOST})
    return Message("core/outlook.better", {"n": count, "about": round(10 * _BETTER)})


def held_back_by(
    case: FocusCase, rules: Iterable[Rule], kind: Kind, failed: Collection[str] = ()
) -> Message | None:
    """
    Return what would hold back a step up or another place: a day with tears or pressing, and so many poor days; for
    another place, so many good days where it is hard. None for other kinds, and where nothing would within days.
    *failed*: as in `outlook`.
    """
    practice = case.practice
    days = [day for day in practice.lately if day.usual]
    if kind not in _AHEAD or not days:
        return None
    proposing, holding = _about(kind, asked_together(case, rules))
    of_others = any("/" in name for rule in (*proposing, *holding) for name in names(rule.condition))

    def gone(like: Day, tag: str = "") -> int | None:
        # After how many such days it is surely another step: one rule holds it, or none proposes it any more.
        ahead = islice(_days_ahead(case, like, frozenset([tag] if tag else ())), 1 if tag else _SOON)
        for count, then in enumerate(ahead, start=1):
            readings = Readings.of(then, failed)
            if of_others and _breaks((*proposing, *holding), readings):
                return None  # what is not known of a day holds nothing back
            if any(map(readings.speaks, holding)) or not any(map(readings.speaks, proposing)):
                return count
        return None

    newest = days[-1]
    # Where each try is an upset that is calmed, tears say nothing.
    calmed = practice.skill is not None and practice.skill.tries_are_upsets
    tears = not calmed and gone(newest, "distressed") is not None
    pressing = gone(newest, "pressured") is not None
    upset = "upset" if tears and pressing else "tears" if tears else "pressing" if pressing else ""
    found = [Message(f"core/outlook.{upset}")] if upset else []
    harder = _where_it_is_hard(practice) if kind == "generalise" else None
    worst = min(reversed(days), key=lambda day: day.share)
    poor = evolve(worst, successes=_POOR * worst.tries, pools=_as(_POOR, worst))
    if harder is not None and (count := gone(harder)) is not None:
        found.append(Message("core/outlook.alike", {"n": count}))
    elif worst.share < 1 and (count := gone(worst)) is not None:
        found.append(_said("like", count, worst, practice))
    elif (count := gone(poor)) is not None:
        found.append(Message("core/outlook.low", {"n": count, "about": round(10 * _POOR)}))
    if len(found) > 1:
        return Message("core/outlook.both", {"first": found[0], "second": found[1]})
    return found[0] if found else None


def _breaks(rules: Iterable[Rule], readings: Readings) -> bool:
    # Whether a reading that is asked for cannot be made; those of the core can. Each rule is asked, so that none is
    # broken unseen.
    for rule in rules:
        readings.speaks(rule)
    return bool(readings.broken)


def _where_it_is_hard(practice: Practice) -> Day | None:
    # A day at the place where least works, as good as at the place where most does.
    told = by_circumstance(practice, "place").items()
    places = {place: hits / tries for place, (tries, hits, _) in told if tries}
    if len(places) < 2:
        return None
    hard, good = min(places, key=lambda place: places[place]), max(places.values())
    like = practice.tally.newest_at.get(hard)
    if like is None:
        return None
    pools = {at: (tries, good * tries) for at, (tries, _) in like.pools.items() if at.place == hard}
    tries = sum(tries for tries, _ in pools.values())
    return evolve(like, tries=tries, successes=good * tries, pools=MappingProxyType(pools))


def _about(kind: str, asked: RuleSet) -> tuple[list[Rule], list[Rule]]:
    # The rules that propose a kind of step, of the core alone since a plugin's is heard only where the core says the
    # same; and those that hold it back, whoever brings them.
    proposing = [rule for rule in asked.rules if rule.then == kind and namespace_of(rule.id) == CORE_NAMESPACE]
    return proposing, [rule for rule in asked.rules if kind in rule.holds]


def _days_until(kind: str, like: Day, case: FocusCase, asked: RuleSet, failed: Collection[str]) -> int | None:
    proposing, holding = _about(kind, asked)
    # Below the first step there is none: there it becomes another way, or a talk about one.
    lowest = kind == "step-down" and case.focus.step == 1
    becomes = ("change-strategy", "clarify") if lowest else (kind,)
    for count, then in enumerate(islice(_days_ahead(case, like), _MOST), start=1):
        # The few rules that it turns on are asked before all of them are, those first that propose it: most days more
        # are not enough.
        readings = Readings.of(then, failed)
        if (
            any(map(readings.speaks, proposing))
            and not any(map(readings.speaks, holding))
            and kind_of_step(asked, readings) in becomes
        ):
            return count
    return None


def _days_ahead(case: FocusCase, like: Day, tags: frozenset[str] = frozenset()) -> Iterator[FocusCase]:
    # The focus after one more day of practice, after two, and so on. Each day is calm but for the tags, with the counts
    # of that one and without anybody's marks.
    day = evolve(
        like,
        entries=(),
        tags=tags,
        tags_at=MappingProxyType({"": tags} if tags else {}),
        impossible=0,
        confidence=None,
        stress=None,
        # Whatever became of a day in somebody else's hands: no more worked than was tried.
        successes=min(like.successes, like.tries),
    )
    if not tags.isdisjoint(NOT_JUDGED):
        day = evolve(day, pools=MappingProxyType({}), tries=0.0, successes=0.0, counted=(0.0, 0.0), measured=False)
    practice = case.practice
    while True:
        practice = _with(practice, day)
        yield copied(case, practice=practice)


def _with(practice: Practice, like: Day) -> Practice:
    # After the next day of practice.
    last = practice.days[-1].on
    on = max(practice.on + timedelta(days=1), last + timedelta(days=_to_the_next(practice)))
    day, belief = copied(like, on=on), practice.belief
    if day.usual:
        usual = practice.tally.last_usual
        idle = (on - usual).days - 1 if usual is not None else 0
        belief = belief.after(day.tries, day.successes, idle)
    return practice.with_day(day, on=on, belief=belief)


def _to_the_next(practice: Practice) -> int:
    return round(practice.usual_gap or _A_WEEK) if practice.rare else 1


def _as(share: float, day: Day) -> Mapping[Circumstance, tuple[float, float]]:
    return MappingProxyType({at: (tries, share * tries) for at, (tries, _) in day.pools.items()})


def _said(way: str, count: int, like: Day, practice: Practice) -> Message:
    ago = (practice.on - like.on).days
    called: object = Message(f"core/weekday.{like.on.isoweekday()}") if ago < 7 else said_day(like.on, practice.on)
    tries, successes = (round(each) for each in like.counted)
    if tries:
        how = Message("core/outlook.of", {"successes": successes, "tries": tries})
    else:
        how = Message("core/outlook.in-ten", {"about": round(10 * like.share)})
    return Message(f"core/outlook.{way}", {"n": count, "day": called, "how": how})
