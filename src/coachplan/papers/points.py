"""
Entries to the points of a chart: one for each practised day and whoever counted, in the pools of the engine.

A count is a count, and a mark is a mark: what is coarse is never shown as counted. What is not judged is shown apart.
Knows no phase but by its number, and nothing of how a point is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, get_args

from attrs import evolve, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.validators import day, number, one_of, strings
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import ROLES, Entry, Role, impossible
from coachplan.model.plans import Focus
from coachplan.model.skills import Skill, SkillMeasure
from coachplan.model.told import MARKS, FromWords
from coachplan.progress.days import NOT_JUDGED, Day
from coachplan.progress.marks import disagrees
from coachplan.progress.pooling import one_by_one

__all__ = ["POINT_KINDS", "Point", "PointKind", "points_of"]

#: What a point is made of: tries that were counted; an amount in the measure of the skill; a mark alone; what
#: was counted and is not judged; practice of which nothing can be told.
PointKind = Literal["counted", "amount", "coarse", "apart", "practised"]
POINT_KINDS: tuple[PointKind, ...] = get_args(PointKind)

_COUNT = number(0, whole=True)


@plain_errors
@frozen(kw_only=True)
class Point:
    """
    One practised day as one observer wrote it down. *value* is on the axis: a share from 0 to 1 where tries are
    counted, else in the measure of the skill; None where there is none. *tries* and *successes* are those that the
    review judges, and nothing but counts; *apart_tries* and *apart_successes* those that are shown and not judged.

    *phase* is the place of its phase in the series. *amounts* are those that were written, *marks* the quick marks that
    were made, and *ill* says that the child was ill.
    """

    on: date = field(validator=day)
    phase: int = field(validator=_COUNT)
    observer: Role = field(validator=one_of(ROLES))
    kind: PointKind = field(validator=one_of(POINT_KINDS))
    value: float | None = field(default=None)
    tries: int = field(default=0, validator=_COUNT)
    successes: int = field(default=0, validator=_COUNT)
    apart_tries: int = field(default=0, validator=_COUNT)
    apart_successes: int = field(default=0, validator=_COUNT)
    amounts: tuple[float, ...] = field(default=(), converter=tuple[float, ...])
    marks: tuple[str, ...] = field(default=(), converter=strings)
    ill: bool = field(default=False)
    entries: tuple[str, ...] = field(default=(), converter=strings, repr=shown)


def points_of(
    entries: Iterable[Entry],
    focus: Focus,
    *,
    phase: int,
    measure: SkillMeasure,
    catalogue: Catalogue,
    told: Mapping[str, FromWords],
) -> Iterator[Point]:
    """
    Yield the points of a phase, oldest first. *measure* is that of the axis.
    """
    skill = catalogue.skills.get(focus.skill)
    written: dict[tuple[date, Role], list[tuple[Entry, Day]]] = {}
    for entry, pooled in one_by_one(
        entries,
        focus,
        skill=skill,
        strategy=catalogue.strategies.get(focus.strategy),
        parameters=catalogue.numbers,
        told=told,
    ):
        written.setdefault((entry.on, entry.role), []).append((entry, pooled))
    for (on, observer), together in sorted(written.items()):
        point = _point([_read(entry, pooled, skill, measure) for entry, pooled in together], on, observer, phase)
        # On an axis of minutes there is no place for a share; where it stands apart from the axis, it is still told.
        yield point if measure == "tries" or point.amounts else evolve(point, value=None)


@frozen(kw_only=True)
class _Read:
    """
    What one entry gives to a point: *judged* and *apart* as tries and successes, *coarse* as a weight and successes.
    """

    entry: Entry
    ill: bool
    judged: tuple[int, int] = (0, 0)
    apart: tuple[int, int] = (0, 0)
    amount: float | None = None
    amount_apart: float | None = None
    coarse: tuple[float, float] = (0.0, 0.0)


def _read(entry: Entry, pooled: Day, skill: Skill | None, measure: SkillMeasure) -> _Read:
    bad = {name for name, _ in impossible(entry, skill.measure if skill is not None else "tries")}
    ill = "ill" in pooled.tags
    mark = next((mark for mark in MARKS if mark == entry.went), None)
    amount = entry.amount if "amount" not in bad and skill is not None and skill.measure == measure else None
    if entry.tries and entry.successes is not None and not bad & {"tries", "successes"}:
        counts = int(entry.tries), int(entry.successes)
        # Where mark and counts cannot both be so, the engine takes the less of the two; drawn is what was counted.
        unsure = mark is not None and disagrees(mark, *counts)
        if pooled.counted[0] and not unsure:
            return _Read(entry=entry, ill=ill, judged=counts)
        return _Read(entry=entry, ill=ill, apart=counts)
    if amount is not None and measure != "tries":
        judged = pooled.measured or (pooled.tries == 0 and not pooled.helped and pooled.tags.isdisjoint(NOT_JUDGED))
        if judged:
            return _Read(entry=entry, ill=ill, amount=amount)
        return _Read(entry=entry, ill=ill, amount_apart=amount)
    coarse = (0.0, 0.0) if pooled.measured else (pooled.tries, pooled.successes)
    return _Read(entry=entry, ill=ill, coarse=coarse)


def _point(read: list[_Read], on: date, observer: Role, phase: int) -> Point:
    tries, successes = _sum(each.judged for each in read)
    apart_tries, apart_successes = _sum(each.apart for each in read)
    weight = sum(each.coarse[0] for each in read)
    amounts = [each.amount for each in read if each.amount is not None]
    others = [each.amount_apart for each in read if each.amount_apart is not None]
    kind: PointKind = "practised"
    value: float | None = None
    if amounts:
        # Of several practices of a day the middle, as the review weighs them, and not the sum.
        kind, value = "amount", sum(amounts) / len(amounts)
    elif tries:
        kind, value = "counted", successes / tries
    elif weight and any(each.entry.went.strip() for each in read):
        # A mark is somebody's own judgement; what words seem to say of how it went has no place on an axis.
        kind, value = "coarse", sum(each.coarse[1] for each in read) / weight
    elif others:
        kind, value = "apart", sum(others) / len(others)
    elif apart_tries:
        kind, value = "apart", apart_successes / apart_tries
    return Point(
        on=on,
        phase=phase,
        observer=observer,
        kind=kind,
        value=value,
        tries=tries,
        successes=successes,
        apart_tries=apart_tries,
        apart_successes=apart_successes,
        amounts=(*amounts, *others),
        marks=[mark for mark in MARKS if any(each.entry.went == mark for each in read)],
        ill=any(each.ill for each in read),
        entries=sorted(each.entry.id for each in read),
    )


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    given = list(pairs)
    return sum(each for each, _ in given), sum(each for _, each in given)
