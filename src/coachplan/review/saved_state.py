"""
What is left of a log that was let go of, as a small document, and made again from it and the log that is handed in.

It says what days came to and which entries to look at, and no word that was written. It is refused where the plan, the
content, the parameters or the release are others, or where the log before it is: then all is read anew. Knows no file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from coachplan.base.digests import digest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.kept_values import kept, made_again
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.progress.kept_state import KeptFocus, as_date, focus_again, kept_focus, ordinal
from coachplan.progress.points import Behind as BehindOfFocus
from coachplan.progress.pooling import Pooling
from coachplan.progress.stretches import stretches
from coachplan.review.behind import Behind
from coachplan.review.growth import Growing
from coachplan.review.intake import Sieve
from coachplan.review.written import digits, mark_of

__all__ = ["FORMAT", "Found", "found_again", "made_of", "saved"]

FORMAT = "coachplan-followed/1"

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
    courses: FrozenMap[str, KeptFocus]


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
        mark=digits(behind.mark + sum(stays.values())),
        newest=behind.newest.toordinal(),
        stays=tuple(sorted(stays)),
        stress=() if growing is None else tuple(growing.stress),
        grown=() if growing is None else tuple(_grown(growing)),
        courses=FrozenMap({focus: kept_focus(each, behind.of(focus)) for focus, each in behind.courses.items()}),
    )
    body = _written(kept(parts))
    return f'{{"format":"{FORMAT}","digest":"{_digest(body)}","followed":{body}}}'


def _grown(growing: Growing) -> Iterator[tuple[str | float | None, ...]]:
    # What a caregiver of a focus marked, a kind of growth each.
    for focus, who, marks in growing.kept():
        for kind, (began, many, newest, first, enough_at, grown_on) in enumerate(marks):
            if many:
                yield focus, who, kind, ordinal(began), ordinal(grown_on), many, enough_at, first, *newest


# -- and back


def found_again(
    text: str,
    of: str,
    plan: Plan,
    entries: Iterable[Entry],
    on: date,
    catalogue: Catalogue,
) -> Found | None:
    """
    Return what a document says of a log that is handed in whole, to be looked at on a day; None where it is of another
    plan, content, release or log, or no such document.
    """
    state = _read(text)
    if state is None or state.of != of or on.toordinal() < state.newest:
        return None
    try:
        behind = _behind(state, plan, on, catalogue)
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return None
    sieve, index, total = Sieve(plan, catalogue), behind.index, 0
    rows: list[Entry] = []
    marks: dict[str, set[int]] = {}
    for entry in entries:
        stays = entry.id in state.stays
        is_behind = entry.on < behind.of(sieve.meant(entry.focus))
        if stays or not is_behind:
            rows.append(entry)
        if not (stays or is_behind):
            continue
        own = mark_of(entry)
        seen = marks.setdefault(entry.id, set()) if stays else {each for each, _ in index.of(entry.id)}
        if own in seen:
            continue
        total += own
        if stays:
            seen.add(own)
        else:
            index.add(entry.id, own, entry.on)
    if digits(total) != state.mark or any(True for entry in rows for _ in index.of(entry.id)):
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
            focus: _of_focus(each, focuses[focus], plan, on, catalogue) for focus, each in state.courses.items()
        },
        growing=growing,
    )


def _marks(was: Sequence[Any]) -> tuple[str, str, int, tuple[Any, ...]]:
    focus, who, kind, began, grown_on, many, enough_at, first, *newest = was
    return focus, who, kind, (as_date(began), many, newest, first, enough_at, as_date(grown_on))


def _of_focus(kept: KeptFocus, focus: Focus, plan: Plan, on: date, catalogue: Catalogue) -> BehindOfFocus:
    pooling = Pooling(
        skill=catalogue.skills.get(focus.skill),
        strategy=catalogue.strategies.get(focus.strategy),
        parameters=catalogue.numbers_for(focus.skill),
        told=MappingProxyType({}),
        rare=kept.rare,
    )
    return focus_again(kept, stretches(plan.phases(focus.id), focus, on), pooling)


def _written(parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _digest(body: str) -> str:
    return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
