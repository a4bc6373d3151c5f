"""
One focus followed day by day: what was practised so far, and what it says of the child, a day more at a fixed cost.

The days before the newest are folded once; the newest, to which something may still be written, is put on top each time
it is asked about. What is long over can be let go of, and what it came to is kept. What came otherwise than day by day
is folded anew. Does not know how a day is pooled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

from attrs import evolve

from coachplan.base.prefixes import LetGoError, Tail
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Hold, Phase
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy
from coachplan.model.told import FromWords
from coachplan.progress.ability import Belief, Priors, begin
from coachplan.progress.breaks import rests_of
from coachplan.progress.days import Day
from coachplan.progress.only_words import is_away, is_noted
from coachplan.progress.parameters import Parameters
from coachplan.progress.points import PastDays, Point, furthest
from coachplan.progress.pooling import Pooling, step_of
from coachplan.progress.practice import Practice
from coachplan.progress.so_far import Added, SoFar
from coachplan.progress.spans import Seldom
from coachplan.progress.stretches import long_gap, moved, stretches, waited
from coachplan.progress.tally import Tally

__all__ = ["Course"]


class Course:
    """
    One focus of a plan, followed day by day.

    *phases*: how the focus stood before, oldest first. Their days tell of the child, and of nothing else. *told*: what
    the words of an entry tell, by its id. *seldom*: its routine is of a kind that may come once a week or less; whether
    it does, the log says. *on*: a day on which the focus stands as it does; it holds for all later ones. *behind*: what
    is left of days before all that are put here.
    """

    __slots__ = (
        "_behind", "_by_day", "_closed", "_days", "_focus", "_may_be_rare", "_parameters", "_points", "_seldom",
        "_skill", "_so_far", "_strategy", "_told",
    )  # fmt: skip

    def __init__(
        self,
        focus: Focus,
        *,
        skill: Skill | None,
        strategy: Strategy | None,
        parameters: Parameters,
        told: Mapping[str, FromWords],
        on: date,
        phases: Iterable[Phase] = (),
        seldom: bool = False,
        behind: PastDays | None = None,
    ) -> None:
        self._focus, self._skill, self._strategy = focus, skill, strategy
        self._parameters, self._told = parameters, told
        self._closed = tuple(stretches(phases, focus, on)[:-1])
        self._may_be_rare = seldom or focus.days_per_week <= _FEW
        #: Each day with anything written, oldest first, and its entries.
        self._days: Tail[date] = Tail()
        self._by_day: dict[date, list[Entry]] = {}
        self._seldom = Seldom(focus.since)
        self._so_far: SoFar | None = None
        # Where what is believed need not be begun anew: a stretch began, was turned, or its days were let go of.
        self._points: list[Point] = []
        self._behind = behind
        if behind is not None:
            self._days = Tail((), behind.point.folded, behind.last + timedelta(days=1))
            self._points = [behind.point]
            self._seldom = self._seldom_before()

    def go_on(self, before: Course) -> None:
        """
        Go on from the same focus as it stood *before*, which is followed no longer: with the days that were put there,
        and with what was believed after them, where that still holds.
        """
        self._days, self._by_day, self._points = before._days, before._by_day, before._points
        self._behind = before._behind
        self._seldom = self._seldom_before()
        if self._may_be_rare:
            self._seldom.add(_from_last(self._behind, self._days))
        so_far = before._so_far
        if so_far is not None:
            self._points.append(Point.of(before._closed, before._focus, so_far))

    def _seldom_before(self) -> Seldom:
        # Over the days that were let go of; where the focus was turned after them, none is since then.
        behind, since = self._behind, self._focus.since
        if behind is None or behind.seldom.since == since:
            return Seldom(since) if behind is None else behind.seldom.copy()
        if since <= behind.last:
            raise LetGoError
        return Seldom(since, behind.seldom.between.copy())

    def put(self, on: date, written: Iterable[Entry]) -> None:
        """
        Take all that was written of a day, in place of what was of it before. Days come oldest first; of the newest
        there may be more each time.
        """
        if on not in self._by_day:
            last = self._days[-1] if self._days else self._behind and self._behind.last
            if last is not None and self._may_be_rare:
                self._seldom.add((last, on))
            self._days.append(on)
        into = [place for place, (_, last) in enumerate(self._closed) if last is not None and on <= last]
        if self._points:
            # What was believed holds up to this day, and up to the stretch that it lies in.
            most = self._days.gone + bisect_left(self._days, on)
            stretch = into[0] if into else len(self._closed)
            self._points = [each for each in self._points if each.folded <= most and len(each.before) <= stretch]
        if into or on < self._focus.since:
            self._so_far = None
        self._by_day[on] = sorted(written, key=_by_id)

    # -- what it comes to

    def practice(
        self,
        on: date,
        *,
        changed_on: date | None = None,
        talked_on: date | None = None,
        holds: Iterable[Hold] = (),
    ) -> Practice:
        """
        Return what there is to read on a day, which is none before the newest. *holds*: those of the focus.
        """
        rare, usual, long = self._how_rare()
        so_far, days = self._so_far, self._days
        if so_far is None or (so_far.pooling.rare, so_far.long) != (rare, long):
            so_far = self._so_far = self._begun(rare=rare, long=long)
        while so_far.folded < days.all - 1:
            so_far.take(self._next(so_far))
        newest = self._next(so_far) if so_far.folded < days.all else None
        practised, began_on, gap, tally = so_far.practised(newest)
        written, noted, away = so_far.told(newest)
        return Practice(
            focus=self._focus,
            skill=self._skill,
            strategy=self._strategy,
            on=on,
            days=practised,
            gap=gap,
            changed_on=changed_on,
            last_entry=days[-1] if days else self._behind and self._behind.last,
            parameters=self._parameters,
            belief=so_far.belief if newest is None else newest.belief,
            talked_on=talked_on,
            rests=rests_of(holds, on),
            written=written,
            noted=noted,
            away=away.up_to(on),
            rare=rare,
            usual_gap=usual,
            all_written=days.all,
            added_up=tally,
            began_on=began_on,
        )

    def followed(self) -> Iterator[tuple[Focus, list[tuple[Day, int, bool]]]]:
        """
        Yield each stretch of the focus, oldest first: how it stood, and the days that moved what is believed of the
        child, each with the days without practice before it, and whether these were a long break. Raises `LetGoError`
        where days were let go of.
        """
        if self._days.gone:
            raise LetGoError
        rare, _, long = self._how_rare()
        pooling, last_usual = self._pooling(rare=rare), None
        for stood, last in (*self._closed, (self._focus, None)):
            days = []
            for day in self._usual_days(pooling, stood, last):
                days.append((day, *waited(day.on, last_usual, long)))
                last_usual = day.on
            yield stood, days

    def _how_rare(self) -> tuple[bool, float | None, int]:
        # Whether it comes seldom, the usual days from one to the next then, and from how many days it begins anew.
        rare = self._may_be_rare and self._seldom.is_seldom
        usual = self._seldom.usual if rare else None
        return rare, usual, long_gap(self._parameters, rare=rare, usual=usual)

    def _begun(self, *, rare: bool, long: int) -> SoFar:
        # What was practised before the focus stood as it does; the days since are to be followed.
        start, reached = self._reached(self._points, rare=rare, long=long)
        self._points = [start] if start.so_far is not None else [start, reached._replace(so_far=None)]
        so_far = cast(SoFar, reached.so_far)
        if start.so_far is not None:
            start.so_far.tally.lean_on(so_far.tally)
        return so_far

    def _reached(
        self, points: Iterable[Point], *, rare: bool, long: int, floor: date = date.max
    ) -> tuple[Point, Point]:
        # The furthest of some points, and where it goes from there: to the stretch in which a day lies, with all of it
        # folded that is before, or else to where the one that is open begins, or goes on.
        pooling, stood_over = self._pooling(rare=rare), (*self._closed, (self._focus, None))
        first = stood_over[0][0]
        anew = Point((), first, 0, begin(Priors.of(self._parameters), first.baseline), None, pooling, long)
        start = furthest(points, stood_over, self._days, anew)
        if start.so_far is not None and len(start.before) == len(self._closed):
            return start, start._replace(so_far=evolve(start.so_far.copy(self._focus), pooling=pooling))
        belief, last_usual, before = start.belief, start.last_usual, start.stood
        for place in range(len(start.before), len(self._closed)):
            stood, last = self._closed[place]
            if place > len(start.before):
                belief = moved(belief, before, stood)
            before = stood
            for day in self._usual_days(pooling, stood, last, start.folded):
                if day.on >= floor:
                    break
                belief, last_usual = _after(belief, day, last_usual, long), day.on
            if last is not None and last >= floor:
                folded = self._days.gone + bisect_left(self._days, floor)
                return start, Point(self._closed[:place], stood, folded, belief, last_usual, pooling, long)
        if len(start.before) < len(self._closed):
            belief = moved(belief, before, self._focus)
        folded = self._days.gone + bisect_left(self._days, self._focus.since)
        so_far = SoFar(pooling, long, folded, belief, last_usual, Tally(self._focus, self._parameters))
        return start, Point.of(self._closed, self._focus, so_far)

    # -- without what is long over

    def floor(self, wanted: date) -> date:
        """
        Return the day before which days can be let go of: the *wanted* one, or an earlier one where a reading looks
        further back, as those of the newest practised days may.
        """
        numbers, so_far, days = self._parameters, self._so_far, self._days
        # As another program may write them: a day is of two stretches.
        over = pairwise((*self._closed, (self._focus, None)))
        overlap = any(last is None or last >= later.since for (_, last), (later, _) in over)
        if so_far is None or overlap or (self._may_be_rare and days.all < _SETTLED):
            return date.min
        needed = [wanted, *days[-numbers.lately_days :][:1]]
        if so_far.days:
            tries, newest = 0.0, so_far.days[-max(numbers.lately_days, numbers.marks_days) :]
            needed += [newest[0].on, so_far.days[-1].on - timedelta(days=numbers.weekly_window)]
            for count, day in enumerate(reversed(so_far.days), start=1):
                tries += day.tries
                needed.append(day.on)
                if count >= numbers.lately_days and tries >= numbers.lately_tries:
                    break
        return min(needed)

    def let_go(self, floor: date) -> None:
        """
        Let go of all that was written before a day, and keep what it comes to.
        """
        count = bisect_left(self._days, floor)
        if not count or self._so_far is None:
            return
        over, folded = self._days[:count], self._days.gone + count
        rare, _, long = self._how_rare()
        known = self._points if self._behind is None else [self._behind.point, *self._points]
        points = [each for each in known if each.folded <= folded]
        _, point = self._reached(points, rare=rare, long=long, floor=floor)
        if point.so_far is not None:
            so_far = point.so_far
            while so_far.folded < folded:
                so_far.take(self._next(so_far))
            so_far.let_go(floor)
            so_far.tally.lean_on(self._so_far.tally)
            point = Point.of(point.before, point.stood, so_far)
        seldom = self._seldom_before()
        seldom.add(_from_last(self._behind, over))
        self._behind = PastDays(point, over[-1], seldom)
        for on in over:
            del self._by_day[on]
        self._days = Tail(self._days[count:], folded, over[-1] + timedelta(days=1))
        self._points = [point, *(each for each in self._points if each.folded > folded)]
        self._so_far.let_go(floor)

    @property
    def behind(self) -> PastDays | None:
        """
        What is left of the days that were let go of; None where none were.
        """
        return self._behind

    def _pooling(self, *, rare: bool) -> Pooling:
        return Pooling(
            skill=self._skill, strategy=self._strategy, parameters=self._parameters, told=self._told, rare=rare
        )

    def _usual_days(self, pooling: Pooling, stood: Focus, last: date | None, after: int = 0) -> Iterator[Day]:
        # The days of one stretch that tell of the child, *after* so many of all days.
        step = step_of(self._skill, stood)
        days = self._days
        for on in days[max(after - days.gone, bisect_left(days, stood.since)) :]:
            if last is not None and on > last:
                break
            day = pooling.day(on, self._by_day[on], step)
            if day is not None and day.usual:
                yield day

    def _next(self, so_far: SoFar) -> Added:
        # What the day adds that comes after those folded.
        pooling, on = so_far.pooling, self._days[so_far.folded - self._days.gone]
        written = self._by_day[on]
        day = pooling.day(on, written, step_of(self._skill, self._focus))
        between = (on - so_far.last_on).days - 1 if so_far.last_on is not None and day is not None else None
        belief = so_far.belief
        if day is not None and day.usual:
            belief = _after(belief, day, so_far.last_usual, so_far.long)
        return Added(
            on=on,
            day=day,
            gap=between if between is not None and between >= so_far.long else None,
            tags=frozenset().union(*map(pooling.tags_of, written)) if day is None else day.tags,
            noted=day is None and any(is_noted(each, self._told, pooling.tags_of) for each in written),
            away=bool(self._told) and any(is_away(each, self._told) for each in written),
            belief=belief,
        )


def _from_last(behind: PastDays | None, days: Iterable[date]) -> Iterable[date]:
    return days if behind is None else (behind.last, *days)


def _by_id(entry: Entry) -> str:
    return entry.id


#: Days a week of a plan that says itself that a routine may come seldom.
_FEW = 2

#: After so many days one more hardly changes how rare it is, and so from how many days on practice begins anew.
_SETTLED = 200


def _after(belief: Belief, day: Day, last: date | None, long: int) -> Belief:
    idle, broke = waited(day.on, last, long)
    if broke:
        belief = belief.after_break()
    return belief.after(day.tries, day.successes, idle)
