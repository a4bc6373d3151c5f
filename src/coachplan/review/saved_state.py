"""
What is left of a log that was let go of, as a small document, and made again from it and the log that is handed in.

It says what days came to and which entries to look at, and no word that was written. It is refused where the plan, the
content, the parameters or the release are others, or where the log before it is: then all is read anew. Knows no file.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import accumulate, pairwise
from struct import error as not_so_many
from struct import iter_unpack, pack
from types import MappingProxyType
from typing import Any, Literal, cast

from attrs import evolve, field, frozen

from coachplan.base.digests import digest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.prefixes import Tail
from coachplan.documents.kept_values import kept, made_again
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.progress.ability import Belief, Priors, View
from coachplan.progress.days import Circumstance, Day
from coachplan.progress.only_words import DaysAway
from coachplan.progress.points import Behind as BehindOfFocus
from coachplan.progress.points import Point
from coachplan.progress.pooling import Pooling
from coachplan.progress.so_far import SoFar
from coachplan.progress.spans import Spans
from coachplan.progress.stretches import stretches
from coachplan.progress.tally import Tally
from coachplan.review.behind import Behind
from coachplan.review.growth import Growing
from coachplan.review.index import MARK

__all__ = ["FORMAT", "Found", "found_again", "made_of", "saved"]

FORMAT = "coachplan-followed/1"

#: So many bytes of numbers are read at the most: those of three centuries of days.
_MOST = 2_000_000

#: One view of what is believed, as numbers that are the same on every machine.
_VIEW = f"<{len(View._fields)}d"

#: Days are counted from 1 January of the year 1.
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
    # and the last usual one. *gone*: how many days, days with anything written, of words alone, and not judged; *days*
    # are the practised ones, and *usual* tries and successes up to each of the usual ones.
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
    usual: str


@frozen(kw_only=True)
class _Course:
    # A focus before its own *floor*, after so many days *folded*, in the stretch after so many: *views* are the numbers
    # of what is believed.
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


@frozen(kw_only=True)
class _Followed:
    # *of*: what it was made of; *mark*: the sum over all revisions that are not looked at again, and over those of the
    # entries that are looked at whatever their day (*stays*).
    of: str
    floor: int
    floors: FrozenMap[str, int] = field(factory=FrozenMap)
    mark: str
    newest: int
    stays: tuple[str, ...] = ()
    stress: tuple[float, ...] = ()
    grown: tuple[tuple[str | float | None, ...], ...] = ()
    courses: FrozenMap[str, _Course]


@frozen(kw_only=True)
class Found:
    """
    What was found again: what is left *behind*, and the entries of the log that are looked at.
    """

    behind: Behind
    entries: tuple[Entry, ...]


def made_of(plan: Plan, catalogue: Catalogue, made_with: Iterable[tuple[str, str]]) -> str:
    """
    Return a digest of all that a fold depends on beside the entries: the plan, the content with its parameters, and the
    versions of whatever it was *made_with*.
    """
    groups = {focus.skill: catalogue.numbers_for(focus.skill) for focus in plan.focuses}
    return digest(plan, catalogue.digests, tuple(made_with), groups)


# -- to a document


def saved(behind: Behind, stays: Mapping[str, int], of: str) -> str:
    """
    Return what is left of a log as a document. *stays* are the entries before it that are looked at all the same, each
    with the sum of the digests of its revisions.
    """
    growing = behind.growing
    parts = _Followed(
        of=of,
        floor=behind.floor.toordinal(),
        floors=FrozenMap(
            {focus: day.toordinal() for focus, day in behind.floors.items() if focus not in behind.courses}
        ),
        mark=_hex(behind.mark + sum(stays.values())),
        newest=behind.newest.toordinal(),
        stays=tuple(sorted(stays)),
        stress=() if growing is None else tuple(growing.stress),
        grown=() if growing is None else tuple(_grown(growing)),
        courses=FrozenMap({focus: _course(each, behind.of(focus)) for focus, each in behind.courses.items()}),
    )
    body = _written(kept(parts))
    return f'{{"format":"{FORMAT}","digest":"{_digest(body)}","followed":{body}}}'


def _course(behind: BehindOfFocus, floor: date) -> _Course:
    point = behind.point
    return _Course(
        floor=floor.toordinal(),
        stretch=len(point.before),
        folded=point.folded,
        last=behind.last.toordinal(),
        last_usual=_number(point.last_usual),
        long=point.long,
        rare=point.pooling.rare,
        views=b64encode(b"".join(pack(_VIEW, *view) for view in point.belief.views)).decode(),
        open=None if point.so_far is None else _open(point.so_far),
        between=tuple(sorted(behind.between.of.items())),
        since_between=tuple(sorted(behind.since_between.of.items())),
    )


def _open(so_far: SoFar) -> _Open:
    tally, told = so_far.tally, so_far.away.told
    return _Open(
        gap=so_far.gap,
        on=tuple(map(_number, (so_far.began_on, so_far.last_on, so_far.written_on, tally.last_usual))),
        gone=(so_far.days.all, so_far.written.all, so_far.noted.all, tally.unjudged.all),
        away=tuple((first.toordinal(), last.toordinal()) for first, last in so_far.away.over),
        told=() if told is None else (_number(told[0]), told[1].toordinal(), int(told[2])),
        tries=tally.tries,
        against_aim=tally.against_aim,
        counts=(tally.count, tally.offers, tally.done, tally.marked, tally.partly),
        told_apart=tuple(tuple((name, *group) for name, group in each.items()) for each in tally.told_apart),
        newest_at=FrozenMap({place: _day(day) for place, day in tally.newest_at.items()}),
        days=_packed("i", _steps(tally.days_on[: tally.count])),
        usual=_sums(tally.tries_to[: tally.usual + 1], tally.successes_to[: tally.usual + 1]),
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


def _grown(growing: Growing) -> Iterator[tuple[str | float | None, ...]]:
    # What a caregiver of a focus marked, a kind of growth each.
    for focus, who, marks in growing.kept():
        for kind, (began, many, newest, first, enough_at, grown_on) in enumerate(marks):
            if many:
                yield focus, who, kind, _number(began), _number(grown_on), many, enough_at, first, *newest


# -- and back


def found_again(
    text: str,
    of: str,
    plan: Plan,
    entries: Iterable[Entry],
    on: date,
    catalogue: Catalogue,
    meant: Callable[[str], str],
    mark: Callable[[Entry], int],
) -> Found | None:
    """
    Return what a document says of a log that is handed in whole, to be looked at on a day; None where it is of another
    plan, content, release or log, or no such document. *meant* returns the focus that is meant by what was written, and
    *mark* a digest of a revision.
    """
    state = _read(text)
    if state is None or state.of != of or on.toordinal() < state.newest:
        return None
    try:
        behind = _behind(state, plan, on, catalogue)
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError, not_so_many, zlib.error):
        return None
    index, total = behind.index, 0
    rows: list[Entry] = []
    marks: dict[str, set[int]] = {}
    for entry in entries:
        stays = entry.id in state.stays
        is_behind = entry.on < behind.of(meant(entry.focus))
        if stays or not is_behind:
            rows.append(entry)
        if not (stays or is_behind):
            continue
        own = mark(entry)
        seen = marks.setdefault(entry.id, set()) if stays else {each for each, _ in index.of(entry.id)}
        if own in seen:
            continue
        total += own
        if stays:
            seen.add(own)
        else:
            index.add(entry.id, own, entry.on)
    if _hex(total) != state.mark or any(True for entry in rows for _ in index.of(entry.id)):
        return None
    over = total - sum(own for of_entry in marks.values() for own in of_entry)
    return Found(behind=evolve(behind, mark=over), entries=tuple(rows))


def _read(text: str) -> _Followed | None:
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT or whole["digest"] != _digest(_written(whole["followed"])):
            return None
        found: _Followed = made_again(_Followed, whole["followed"])
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None
    return found


def _behind(state: _Followed, plan: Plan, on: date, catalogue: Catalogue) -> Behind:
    growing = Growing(plan.family, catalogue.numbers)
    growing.put_back(state.stress, map(_marks, state.grown))
    focuses = {focus.id: focus for focus in plan.focuses}
    return Behind(
        floor=date.fromordinal(state.floor),
        floors={
            focus: date.fromordinal(day)
            for focus, day in (*state.floors.items(), *((name, each.floor) for name, each in state.courses.items()))
        },
        newest=date.fromordinal(state.newest),
        courses={
            focus: _behind_of(each, focuses[focus], plan, on, catalogue) for focus, each in state.courses.items()
        },
        growing=growing,
    )


def _marks(was: Sequence[Any]) -> tuple[str, str, int, tuple[Any, ...]]:
    focus, who, kind, began, grown_on, many, enough_at, first, *newest = was
    return focus, who, kind, (_date(began), many, newest, first, enough_at, _date(grown_on))


def _behind_of(course: _Course, focus: Focus, plan: Plan, on: date, catalogue: Catalogue) -> BehindOfFocus:
    over = tuple(stretches(plan.phases(focus.id), focus, on))
    views = tuple(View(*each) for each in iter_unpack(_VIEW, b64decode(course.views, validate=True)))
    parameters = catalogue.numbers_for(focus.skill)
    pooling = Pooling(
        skill=catalogue.skills.get(focus.skill),
        strategy=catalogue.strategies.get(focus.strategy),
        parameters=parameters,
        told=MappingProxyType({}),
        rare=course.rare,
    )
    stood, last_usual = over[course.stretch][0], _date(course.last_usual)
    at = course.folded, Belief(Priors.of(parameters), views), last_usual, pooling, course.long
    last = date.fromordinal(course.last)
    so_far = None if course.open is None else _so_far(course.open, Tally(stood, parameters), at, last)
    return BehindOfFocus(
        Point(over[: course.stretch], stood, *at, so_far),
        last,
        _spans(course.between),
        focus.since,
        _spans(course.since_between),
    )


def _so_far(was: _Open, tally: Tally, at: tuple[int, Belief, date | None, Pooling, int], last: date) -> SoFar:
    folded, belief, last_usual, pooling, long = at
    floor = date.fromordinal(last.toordinal() + 1)
    days, written, noted, unjudged = (Tail[Any]((), gone, floor) for gone in was.gone)
    tally.tries, tally.against_aim = was.tries, was.against_aim
    tally.count, tally.offers, tally.done, tally.marked, tally.partly = was.counts
    began_on, last_on, written_on, tally.last_usual = map(_date, was.on)
    tally.unjudged = unjudged
    tally.told_apart = [dict(_group(*row) for row in each) for each in was.told_apart]
    tally.newest_at = {place: _as_day(day) for place, day in was.newest_at.items()}
    tally.days_on = array("i", accumulate(_unpacked("i", was.days)))
    tally.tries_to, tally.successes_to = _sums_again(was.usual)
    tally.usual = len(tally.tries_to) - 1
    told = (_date(was.told[0]), date.fromordinal(was.told[1] or 0), bool(was.told[2])) if was.told else None
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
    at = Circumstance(str(support), str(place), str(who), str(part_of_day))
    return at, (cast(float, tries), cast(float, successes))


def _spans(of: Iterable[tuple[int, ...]]) -> Spans:
    found = dict(cast(Iterable[tuple[int, int]], of))
    return Spans(sum(found.values()), found)


def _group(name: Any, tries: Any, successes: Any, days: Any) -> tuple[str, tuple[float, float, int]]:
    return str(name), (tries, successes, int(days))


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)


# -- many numbers in few letters


def _sums(*both: array[float]) -> str:
    # Whole numbers are kept by what each adds, as that takes less.
    if all(number.is_integer() for sums in both for number in sums):
        return "+" + _packed("i", [step for sums in both for step in _steps(map(int, sums))])
    return _packed("d", [number for sums in both for number in sums])


def _sums_again(text: str) -> tuple[array[float], array[float]]:
    numbers = _unpacked("i", text[1:]) if text[:1] == "+" else _unpacked("d", text)
    one, other = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
    if text[:1] == "+":
        return array("d", accumulate(one)), array("d", accumulate(other))
    return array("d", one), array("d", other)


def _steps(sums: Iterable[int]) -> list[int]:
    return [now - before for before, now in pairwise((0, *sums))]


def _packed(kind: Literal["d", "i"], numbers: Iterable[float]) -> str:
    # The same on every machine.
    plain = array(kind, numbers)
    if sys.byteorder == "big":
        plain.byteswap()
    return b64encode(zlib.compress(plain.tobytes(), 9)).decode()


def _unpacked(kind: Literal["d", "i"], text: str) -> list[Any]:
    plain, reader = array(kind), zlib.decompressobj()
    plain.frombytes(reader.decompress(b64decode(text, validate=True), _MOST))
    if reader.unconsumed_tail or not reader.eof:
        raise ValueError
    if sys.byteorder == "big":
        plain.byteswap()
    return plain.tolist()


def _hex(mark: int) -> str:
    return f"{mark % (1 << 8 * MARK):x}"


def _written(parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _digest(body: str) -> str:
    return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
