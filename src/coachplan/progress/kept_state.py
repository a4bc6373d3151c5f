"""
What is left of the days of a focus that were let go of, as plain values, and back.

Sums, days and names of places and people as they were written; nothing of the notes. Does not fold, and knows no
document.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from math import isfinite
from struct import error as not_so_many
from struct import iter_unpack, pack
from types import MappingProxyType
from typing import Any, cast

from attrs import frozen

from coachplan.base.frozen_map import FrozenMap
from coachplan.base.packed import packed_sums, unpacked_sums
from coachplan.base.prefixes import Tail
from coachplan.progress.ability import Belief, Priors, View
from coachplan.progress.days import Circumstance, Day
from coachplan.progress.only_words import DaysAway
from coachplan.progress.points import PastDays, Point, Stretch
from coachplan.progress.pooling import Pooling
from coachplan.progress.so_far import SoFar
from coachplan.progress.spans import Seldom, Spans
from coachplan.progress.tally import Tally

__all__ = ["KeptFocus", "as_date", "focus_again", "kept_focus", "ordinal"]

#: One view of what is believed, as numbers that are the same on every machine.
_VIEW = f"<{len(View._fields)}d"

_OnDay = int | None


@frozen(kw_only=True)
class _Day:
    # The newest day in a place: whatever is asked of a day that may come again.
    on: int
    pools: tuple[tuple[str | float, ...], ...]
    sums: tuple[float, ...]
    counted: tuple[float, ...] = ()
    measured: bool = False
    helped: float = 0.0
    offers: int = 0
    marked: bool = False
    done: bool = False
    partly: bool = False


@frozen(kw_only=True)
class _Open:
    # The sums over the stretch that is open. *on*: the first and the last practised day, the last with anything written
    # and the last usual one. *gone*: how many days, days with anything written, of words alone, and not judged. Packed
    # are the practised days, and tries and successes up to each of the usual ones.
    gap: int = 0
    on: tuple[_OnDay, ...]
    gone: tuple[int, ...]
    away: tuple[tuple[int, ...], ...] = ()
    told: tuple[int | None, ...] = ()
    tries: float
    against_aim: float = 0.0
    counts: tuple[int, ...]
    told_apart: tuple[tuple[tuple[str | float, ...], ...], ...]
    newest_at: FrozenMap[str, _Day]
    days: str
    tries_to: str
    successes_to: str


@frozen(kw_only=True)
class KeptFocus:
    """
    What is left of a focus before its *floor*, after so many days *folded*, in the stretch after so many others.
    *views* are the numbers of what is believed, and *open* the sums where the stretch was open. Days are counted from
    1 January of the year 1.
    """

    floor: int
    stretch: int = 0
    folded: int
    last: int
    last_usual: _OnDay = None
    long: int
    rare: bool = False
    views: str
    open: _Open | None = None
    between: tuple[tuple[int, ...], ...] = ()
    since_between: tuple[tuple[int, ...], ...] = ()


def kept_focus(behind: PastDays, floor: date) -> KeptFocus:
    """
    Return what is left of a focus before its *floor* as plain values.
    """
    point = behind.point
    return KeptFocus(
        floor=floor.toordinal(),
        stretch=len(point.before),
        folded=point.folded,
        last=behind.last.toordinal(),
        last_usual=ordinal(point.last_usual),
        long=point.long,
        rare=point.pooling.rare,
        views=b64encode(b"".join(pack(_VIEW, *view) for view in point.belief.views)).decode(),
        open=None if point.so_far is None else _open(point.so_far),
        between=tuple(sorted(behind.seldom.between.of.items())),
        since_between=tuple(sorted(behind.seldom.lately.of.items())),
    )


def _open(so_far: SoFar) -> _Open:
    tally, told = so_far.tally, so_far.away.told
    return _Open(
        gap=so_far.gap,
        on=tuple(map(ordinal, (so_far.began_on, so_far.last_on, so_far.written_on, tally.last_usual))),
        gone=(so_far.days.all, so_far.written.all, so_far.noted.all, tally.unjudged.all),
        away=tuple((first.toordinal(), last.toordinal()) for first, last in so_far.away.over),
        told=() if told is None else (ordinal(told[0]), told[1].toordinal(), int(told[2])),
        tries=tally.tries,
        against_aim=tally.against_aim,
        counts=(tally.count, tally.offers, tally.done, tally.marked, tally.partly),
        told_apart=tuple(tuple((name, *group) for name, group in each.items()) for each in tally.told_apart),
        newest_at=FrozenMap({place: _day(day) for place, day in tally.newest_at.items()}),
        days=packed_sums(tally.days_on[: tally.count]),
        tries_to=packed_sums(tally.tries_to[: tally.usual + 1]),
        successes_to=packed_sums(tally.successes_to[: tally.usual + 1]),
    )


def _day(day: Day) -> _Day:
    return _Day(
        on=day.on.toordinal(),
        pools=tuple((*at, *counts) for at, counts in day.pools.items()),
        sums=(day.tries, day.successes),
        counted=() if day.counted == (day.tries, day.successes) else day.counted,
        measured=day.measured,
        helped=day.helped,
        offers=day.offers,
        marked=day.marked,
        done=day.done,
        partly=day.partly,
    )


# -- and back


def focus_again(kept: KeptFocus, over: Sequence[Stretch], pooling: Pooling) -> PastDays:
    """
    Return what is left of a focus again, of one that stood so *over* its stretches. Raises `IndexError`, `TypeError` or
    `ValueError` for what is no such thing.
    """
    try:
        views = tuple(View(*each) for each in iter_unpack(_VIEW, b64decode(kept.views, validate=True)))
    except not_so_many as error:
        raise ValueError(str(error)) from None
    stood, parameters = over[kept.stretch][0], pooling.parameters
    priors = Priors.of(parameters)
    if len(views) != len(priors.growths) or not all(map(isfinite, chain.from_iterable(views))) or kept.stretch < 0:
        raise ValueError("no belief comes to this")
    at = kept.folded, Belief(priors, views), as_date(kept.last_usual), pooling, kept.long
    last = date.fromordinal(kept.last)
    so_far = None if kept.open is None else _so_far(kept.open, Tally(stood, parameters), at, last)
    seldom = Seldom(over[-1][0].since, _spans(kept.between), _spans(kept.since_between))
    return PastDays(Point(tuple(over[: kept.stretch]), stood, *at, so_far), last, seldom)


def _so_far(was: _Open, tally: Tally, at: tuple[int, Belief, date | None, Pooling, int], last: date) -> SoFar:
    folded, belief, last_usual, pooling, long = at
    floor = date.fromordinal(last.toordinal() + 1)
    days, written, noted, unjudged = (Tail[Any]((), gone, floor) for gone in was.gone)
    tally.tries, tally.against_aim = was.tries, was.against_aim
    if min(was.counts) < 0 or min(was.gone) < 0 or not isfinite(was.tries + was.against_aim):
        raise ValueError("no days come to this")
    tally.count, tally.offers, tally.done, tally.marked, tally.partly = was.counts
    began_on, last_on, written_on, tally.last_usual = map(as_date, was.on)
    tally.unjudged = unjudged
    tally.told_apart = [dict(_group(*row) for row in each) for each in was.told_apart]
    tally.newest_at = {place: _as_day(day) for place, day in was.newest_at.items()}
    tally.days_on = array("i", map(int, unpacked_sums(was.days)))
    tally.tries_to, tally.successes_to = (array("d", unpacked_sums(each)) for each in (was.tries_to, was.successes_to))
    tally.usual = len(tally.tries_to) - 1
    by_day = chain(tally.tries_to, tally.successes_to)
    if tally.usual < 0 or len(tally.tries_to) != len(tally.successes_to) or not all(map(isfinite, by_day)):
        raise ValueError("no days come to this")
    if len(tally.days_on) != tally.count or len(was.told_apart) != len(Circumstance._fields):
        raise ValueError("no days come to this")
    told = (as_date(was.told[0]), date.fromordinal(was.told[1] or 0), bool(was.told[2])) if was.told else None
    return SoFar(
        pooling, long, folded, belief, last_usual, tally,
        gap=was.gap,
        began_on=began_on,
        last_on=last_on,
        written_on=written_on,
        days=days,
        written=written,
        noted=noted,
        away=DaysAway([(date.fromordinal(one), date.fromordinal(other)) for one, other in was.away], told),
    )  # fmt: skip


def _as_day(was: _Day) -> Day:
    tries, successes = was.sums
    counted_tries, counted_successes = was.counted or was.sums
    return Day(
        on=date.fromordinal(was.on),
        entries=(),
        tags=frozenset(),
        pools=MappingProxyType(dict(map(_pool, was.pools))),
        tags_at=MappingProxyType({}),
        tries=tries,
        successes=successes,
        counted=(counted_tries, counted_successes),
        measured=was.measured,
        helped=was.helped,
        offers=was.offers,
        impossible=0,
        marked=was.marked,
        done=was.done,
        partly=was.partly,
        confidence=None,
        stress=None,
    )


def _pool(was: tuple[str | float, ...]) -> tuple[Circumstance, tuple[float, float]]:
    support, place, who, part_of_day, tries, successes = was
    if not isfinite(cast(float, tries) + cast(float, successes)):
        raise ValueError("no day comes to this")
    at = Circumstance(str(support), str(place), str(who), str(part_of_day))
    return at, (cast(float, tries), cast(float, successes))


def _spans(of: Iterable[tuple[int, ...]]) -> Spans:
    found = dict(cast(Iterable[tuple[int, int]], of))
    return Spans(sum(found.values()), found)


def _group(name: Any, tries: Any, successes: Any, days: Any) -> tuple[str, tuple[float, float, int]]:
    if not isinstance(name, str) or not isfinite(tries + successes + days):
        raise ValueError("no days come to this")
    return name, (tries, successes, int(days))


def ordinal(day: date | None) -> int | None:
    """
    Return a day as a number.
    """
    return None if day is None else day.toordinal()


def as_date(day: int | None) -> date | None:
    """
    Return the day of a number.
    """
    return None if day is None else date.fromordinal(day)
