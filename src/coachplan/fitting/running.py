"""
A fit from end to end: families read, numbers fitted, of all and of groups, families foretold that were held out, and
strategies counted; in process or on any executor, the same either way.

Reads no clock and no file, and draws nothing by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext

from attrs import frozen

from coachplan.base.disclosure import found_figure
from coachplan.base.errors import CoachplanError, Finding
from coachplan.caseload.cases import Failed
from coachplan.caseload.in_order import Pool
from coachplan.caseload.reviewing import Given
from coachplan.engine import Engine
from coachplan.fitting.chances import Chances, Point
from coachplan.fitting.climbing import MOST_STEPS, Top, climb
from coachplan.fitting.families import ENOUGH_DAYS, Told, together
from coachplan.fitting.grouping import Climbed, Group, Groups
from coachplan.fitting.held_out import Foretold, by_own, foretold_by, held_out
from coachplan.fitting.histories import History
from coachplan.fitting.numbers import WIDTHS, Scale, scale_of
from coachplan.fitting.practised import practice_of
from coachplan.fitting.reading import read_families
from coachplan.fitting.results import Fit, GroupFit, GroupRow, Number, Row
from coachplan.fitting.suiting import suits_of
from coachplan.model.fitted import FEWEST, HeldOut
from coachplan.progress.ability import Priors
from coachplan.progress.population import NAMED

__all__ = ["PARTS", "Progress", "fit"]

#: Families are held out in so many parts.
PARTS = 4

#: Is told what is done, how much of it, and of how much: nothing where that is not known.
Progress = Callable[[str, int, int], None]

#: A number lies between so many SDs on either side in nineteen cases of twenty.
_INTERVAL = 1.96

#: What is worked out for one climb at the most: slopes and heights.
_ROUNDS = 2 * MOST_STEPS + 1


def fit(
    cases: Iterable[Given],
    engine: Engine,
    *,
    parts: int = PARTS,
    executor: Pool | None = None,
    progress: Progress | None = None,
) -> Fit:
    """
    Fit the numbers of a population to the families of a caseload, and say whether families that were held out, in so
    many *parts*, are foretold better by them; with *parts* 0 none is, and nothing is recommended. Where they are, also
    numbers of their own for disciplines and skills, and whether these foretell better still.

    Families are those of `coachplan.caseload`: cases, or what `read_cases` yields. One that cannot be read is in
    `left_out`, and stops no other. The numbers of the *engine* are where it begins, and what few families change
    little. *executor*: where the work is done; None: here. The order of families and the executor change no digit.

    *progress* is called with "families" or "fitting", with how much of it is done, and of how much.

    Raises `InvalidError` for *parts* of 1, below 0 or above 20, `NotAllowedError` for an engine that has fitted numbers
    already, and `InvalidError`, too, where the engine cannot be sent to a worker;
    `UnreadableError` where the executor broke.
    """
    if type(parts) is not int or not (parts == 0 or 2 <= parts <= _MOST_PARTS):
        what, hint = f"found {found_figure(parts)}.", f"Expected a whole number from 2 to {_MOST_PARTS}, or 0."
        raise CoachplanError(Finding(item="parts", what=what, hint=hint, code="out-of-range"))
    if NAMED in dict(engine.made_with):
        what = "this engine has fitted numbers already, so a fit would count the same families twice."
        hint = "Give an engine with the shipped numbers: without a document of fitted ones, also as content."
        raise CoachplanError(Finding(item="engine", what=what, hint=hint, code="not-allowed"))
    with nullcontext(executor) if executor is None or isinstance(executor, Executor) else executor() as pool:
        told, left_out = _read(cases, engine, pool, progress)
        return _fitted(told, left_out, engine, parts, pool, progress)


_MOST_PARTS = 20


def _read(
    cases: Iterable[Given], engine: Engine, pool: Executor | None, progress: Progress | None
) -> tuple[list[Told], tuple[Failed, ...]]:
    told: list[Told] = []
    left_out: list[Failed] = []
    for done, each in enumerate(read_families(cases, engine, pool), start=1):
        if isinstance(each, Failed):
            left_out.append(each)
        else:
            told += each
        if progress is not None:
            progress("families", done, 0)
    return together(told), tuple(left_out)


def _fitted(
    told: Sequence[Told],
    left_out: tuple[Failed, ...],
    engine: Engine,
    parts: int,
    pool: Executor | None,
    progress: Progress | None,
) -> Fit:
    taking_part = [each for each in told if each.days >= ENOUGH_DAYS]
    scale = scale_of(engine.catalogue.numbers, tuple(WIDTHS))
    steps = _Steps(progress, 2 * (1 + parts))
    chances = Chances(taking_part, scale, pool, steps.one_more)
    everyone = range(len(taking_part))
    top = _climbed(chances, everyone)
    steps.climbed()
    tried = _tried(chances, top, parts, steps) if parts and len(taking_part) >= FEWEST else ()
    judged = held_out([each for part in tried for each in part.foretold], parts) if tried else None
    better = judged is not None and judged.better
    groups, by_group, own = _by_group(taking_part, scale, pool, top, tried, steps) if better else ((), None, None)
    suits = suits_of(taking_part, scale.priors(top.point if better else (0.0,) * len(WIDTHS)), own)
    steps.done()
    return Fit(
        rows=tuple(_rows(taking_part, scale, top, _moving(taking_part))),
        families=len(taking_part),
        days=sum(each.days for each in taking_part),
        too_short=len(told) - len(taking_part),
        left_out=left_out,
        held_out=judged,
        version=dict(engine.made_with).get("coachplan", ""),
        practice=practice_of(taking_part),
        suits=suits,
        groups=groups,
        by_group=by_group,
    )


def _climbed(chances: Chances, which: Sequence[int], way: Sequence[Point] = ()) -> Top:
    return climb(chances, which, _moving([chances.told[place] for place in which]), way)


def _moving(told: Sequence[Told]) -> list[bool]:
    # Of each number, whether enough families tell of it.
    return [sum(name in each.tells_of for each in told) >= FEWEST for name in WIDTHS]


@frozen
class _Part:
    # Families that were held out, the places of the others, the numbers that were fitted to these, and how both sets of
    # numbers foretell those held out.
    others: tuple[int, ...]
    point: Point
    foretold: tuple[Foretold, ...]


def _tried(chances: Chances, top: Top, parts: int, steps: _Steps) -> tuple[_Part, ...]:
    found: list[_Part] = []
    scale = chances.scale
    shipped = scale.priors((0.0,) * len(WIDTHS))
    for part in range(parts):
        others = tuple(place for place, each in enumerate(chances.told) if each.part(parts) != part)
        if not any(_moving([chances.told[place] for place in others])):
            return ()  # too few are left to fit to, so nothing could be said of a fit
        point = _climbed(chances, others, top.way).point
        fitted = scale.priors(point)
        foretold = (foretold_by(each, shipped, fitted) for each in chances.told if each.part(parts) == part)
        found.append(_Part(others, point, tuple(foretold)))
        steps.climbed()
    return tuple(found)


def _by_group(
    told: Sequence[Told], scale: Scale, pool: Executor | None, top: Top, tried: Sequence[_Part], steps: _Steps
) -> tuple[tuple[GroupFit, ...], HeldOut | None, Callable[[History], Priors] | None]:
    # The numbers of the groups, how they foretell the families that were held out beside the numbers of all, and the
    # priors of a history, where these are those of its groups.
    groups = Groups(told, scale, pool, steps.one_more)
    if not groups.moves:
        return (), None, None
    climbed = groups.climbed(top.point)
    steps.climbed()
    foretold: list[Foretold] = []
    for part in tried:
        priors = groups.priors(part.point, groups.climbed(part.point, part.others, climbed))
        foretold += [by_own(each, priors) for each in part.foretold]
        steps.climbed()
    fits = (_group(scale, group, groups.told(group), each) for group, each in climbed.items())
    judged = held_out(foretold, len(tried))
    own = groups.priors(top.point, climbed) if judged is not None and judged.better else None
    return tuple(fits), judged, own


def _group(scale: Scale, group: Group, told: Sequence[Told], climbed: Climbed) -> GroupFit:
    discipline, skill = group
    larger = scale.values(climbed.centre)
    rows = [
        GroupRow(id=row.id, larger=larger[row.id], fitted=row.fitted, families=row.families, days=row.days)
        for row in _rows(told, scale, climbed.top, climbed.moves)
        if row.fitted is not None
    ]
    days = sum(each.days for each in told)
    return GroupFit(discipline=discipline, skill=skill, families=len(told), days=days, rows=tuple(rows))


def _rows(told: Sequence[Told], scale: Scale, top: Top, moving: Sequence[bool]) -> list[Row]:
    values, rows = scale.values(top.point), []
    shipped = scale.values((0.0,) * len(WIDTHS))
    for name, place, off, moves in zip(scale.names, top.point, top.off, moving, strict=True):
        telling = [each.days for each in told if name in each.tells_of]
        ends = (values[name], *(scale.value(name, place + way * _INTERVAL * off) for way in (-1, 1)))
        number = Number(value=values[name], low=min(ends), high=max(ends)) if moves else None
        rows.append(Row(id=name, shipped=shipped[name], families=len(telling), days=sum(telling), fitted=number))
    return rows


class _Steps:
    # How far a fit is: each climb may end early, and what it did not need is then done.

    def __init__(self, progress: Progress | None, climbs: int) -> None:
        self._progress, self._whole = progress, climbs * _ROUNDS
        self._at = self._climbs = 0

    def one_more(self) -> None:
        self._at = min(self._at + 1, (self._climbs + 1) * _ROUNDS)
        self._tell()

    def climbed(self) -> None:
        self._climbs += 1
        self._at = self._climbs * _ROUNDS
        self._tell()

    def done(self) -> None:
        self._at = self._whole
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress("fitting", self._at, self._whole)
