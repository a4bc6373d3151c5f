"""
What is left of a log that was let go of, as a small document, and made again from it and the log that is handed in.

It says what days came to, and nothing of what was heard: the words of every entry are read again. It is refused where
the plan, the content, the parameters, the release or what notes are read with is another, or the log before it: then
all is read anew. Knows no file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from math import isfinite
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from coachplan.base.digests import digest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.kept_values import kept, made_again
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.notes.second_table import shipped_digest
from coachplan.progress.kept_state import KeptFocus, as_date, focus_again, kept_focus, ordinal
from coachplan.progress.points import PastDays
from coachplan.progress.pooling import Pooling
from coachplan.progress.stretches import stretches
from coachplan.review.behind import Behind
from coachplan.review.growth import Growing
from coachplan.review.index import Index
from coachplan.review.intake import Sieve
from coachplan.review.written import digits, mark_of

__all__ = ["FORMAT", "Found", "found_again", "made_of", "saved"]

FORMAT = "coachplan-followed/1"


@frozen(kw_only=True)
class _Followed:
    # *of*: what it was made of; *mark*: the sum of the digests of every entry of which any revision is folded.
    of: str
    floor: int
    floors: FrozenMap[str, int] = field(factory=FrozenMap)
    mark: str
    newest: int
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
    Return a digest of all that a fold depends on beside the entries: the plan, the content with its parameters, the
    versions of whatever it was *made_with*, and what notes are read with.
    """
    groups = {focus.skill: catalogue.numbers_for(focus.skill) for focus in plan.focuses}
    return digest(plan, catalogue.digests, tuple(made_with), groups, shipped_digest())


# -- to a document


def saved(behind: Behind, mark: int, of: str) -> str:
    """
    Return what is left of a log as a document. *mark* is the sum of the digests of all that is folded, as
    `Written.mark_before` has it, and *of* a digest of what it was made of (`made_of`).
    """
    growing = behind.growing
    parts = _Followed(
        of=of,
        floor=behind.floor.toordinal(),
        floors=FrozenMap(
            {focus: day.toordinal() for focus, day in behind.floors.items() if focus not in behind.courses}
        ),
        mark=digits(mark),
        newest=behind.newest.toordinal(),
        stress=() if growing is None else tuple(growing.stress),
        grown=() if growing is None else tuple(_grown(growing)),
        courses=FrozenMap({focus: kept_focus(each, behind.floor_of(focus)) for focus, each in behind.courses.items()}),
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
    entries: Callable[[], Iterable[Entry]],
    on: date,
    catalogue: Catalogue,
    tells: Callable[[Entry], bool],
) -> Found | None:
    """
    Return what a document says of a log, to be looked at on a day; None where it is of another plan, content, release
    or log, or no such document. *entries* returns all of the log, twice. What an entry tells of a sign is never taken
    from the document: *tells* reads its words.
    """
    state = _read(text)
    if state is None or state.of != of or on.toordinal() < state.newest:
        return None
    try:
        behind = _behind(state, plan, on, catalogue)
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return None
    sieve, floor, index = Sieve(plan, catalogue), behind.floor, behind.index

    def is_over(entry: Entry) -> bool:
        return entry.on < behind.floor_of(sieve.meant(entry.focus))

    def speaks(entry: Entry) -> bool:
        return tells(entry) or bool(sieve.sift(entry, on)[1])

    stays, folded = _looked_at(entries(), is_over, speaks, floor)
    total, over = 0, 0
    rows: list[Entry] = []
    known: dict[str, set[int]] = {}
    for entry in entries():
        lets_go = entry.id not in stays and is_over(entry)
        if not lets_go:
            rows.append(entry)
            if entry.id not in stays and entry.id not in folded:
                continue
        own = mark_of(entry)
        seen = {each for each, _ in index.of(entry.id)} if lets_go else known.setdefault(entry.id, set())
        if own in seen:
            continue
        total += own
        if lets_go:
            index.add(entry.id, own, entry.on)
            over += own
        else:
            seen.add(own)
    if digits(total) != state.mark:
        return None
    return Found(behind=evolve(behind, mark=over), entries=tuple(rows))


def _looked_at(
    entries: Iterable[Entry], is_over: Callable[[Entry], bool], speaks: Callable[[Entry], bool], floor: date
) -> tuple[set[str], set[str]]:
    # The entries with a revision that is over of which something still speaks, or of which there are several; and those
    # at hand with a revision that is folded.
    stays: set[str] = set()
    folded: set[str] = set()
    at_hand: set[str] = set()
    seen = Index()
    for entry in entries:
        several = any(True for _ in seen.of(entry.id))
        if is_over(entry):
            if several or entry.id in at_hand or speaks(entry):
                stays.add(entry.id)
            seen.add(entry.id, 0, entry.on)
        else:
            at_hand.add(entry.id)
            if several:
                stays.add(entry.id)
            if entry.on < floor:
                folded.add(entry.id)
    return stays, folded


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
    if not (isinstance(focus, str) and isinstance(who, str) and isfinite(sum((many, enough_at, first, *newest)))):
        raise TypeError("no marks come to this")
    return focus, who, kind, (as_date(began), many, newest, first, enough_at, as_date(grown_on))


def _of_focus(kept: KeptFocus, focus: Focus, plan: Plan, on: date, catalogue: Catalogue) -> PastDays:
    pooling = Pooling(
        skill=catalogue.skills.get(focus.skill),
        strategy=catalogue.strategies.get(focus.strategy),
        parameters=catalogue.numbers_for(focus.skill),
        told=MappingProxyType({}),
        rare=kept.rare,
    )
    return focus_again(kept, stretches(plan.phases(focus.id), focus, on), pooling)


def _written(parts: Any) -> str:
    return json.dumps(parts, separators=(",", ":"))


def _digest(body: str) -> str:
    return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
