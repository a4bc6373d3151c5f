"""
A review with all that it was made from: the plan, the entries and the day, and what else it was made with.

Kept, it can be made again in another year, and held against what is said then. Holds values, and compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from coachplan.base.asking import asking
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.validators import a, day, each, listed, number, strings, text
from coachplan.model.entries import Entry
from coachplan.model.flags import Help
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["Audited", "MadeWith", "Trail"]


def _by_name(given: Any) -> FrozenMap[str, Any]:
    if isinstance(given, FrozenMap):
        return given
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
        hint = "Give values by name."
        raise CoachplanError(Finding(what=f"found {found(given)}.", hint=hint, code="not-a-table"))
    return FrozenMap(given)


@asking()
def _texts(instance: object, attribute: Any, given: FrozenMap[str, Any]) -> None:
    for value in given.values():
        text(instance, attribute, value)


_finite = number()


@asking()
def _numbers(instance: object, attribute: Any, given: FrozenMap[str, Any]) -> None:
    for value in given.values():
        _finite(instance, attribute, value)


@plain_errors
@frozen(kw_only=True)
class MadeWith:
    """
    What a review is made with beside a plan and its entries.

    *versions* are those of the core and of each plugin, by name. *content* has a digest of each kind of knowledge that
    each of them brings, as `ot strategies`; *readers* one of each thing that notes are read with; *parameters* are the
    numbers that readings are made with, by id, and those of a discipline or skill as `core/start-share of ot`. *help*
    is whom to call; None where nobody kept it.
    """

    versions: FrozenMap[str, str] = field(default=FrozenMap(), converter=_by_name, validator=_texts)
    content: FrozenMap[str, str] = field(default=FrozenMap(), converter=_by_name, validator=_texts)
    parameters: FrozenMap[str, float] = field(default=FrozenMap(), converter=_by_name, validator=_numbers)
    readers: FrozenMap[str, str] = field(default=FrozenMap(), converter=_by_name, validator=_texts)
    help: Help | None = field(default=None, validator=a(Help, type(None)))


_NOT_KEPT = MadeWith()


def _entries(given: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(listed(given))


@plain_errors
@frozen(kw_only=True)
class Audited:
    """
    A review that was shown, and what it was made from: the *plan* as it was, the *entries* as they were given, the day
    *on* which, and *made_with*, what else took part. *shown* are the lines that the family was shown, in the language
    of the first caregiver; none where they were not kept.

    The review has its readings, its trace and its suggestions, with the entries behind each.
    """

    plan: Plan = field(validator=a(Plan))
    entries: tuple[Entry, ...] = field(converter=_entries, validator=each(a(Entry)), repr=False)
    on: date = field(validator=day)
    review: Review = field(validator=a(Review))
    made_with: MadeWith = field(default=_NOT_KEPT, validator=a(MadeWith))
    shown: tuple[str, ...] = field(default=(), converter=strings, repr=False)


@plain_errors
@frozen(kw_only=True)
class Trail:
    """
    Reviews that were shown, each with what it was made from, in the order in which they were; and the *findings*, one
    for each of which that cannot be told.
    """

    audited: tuple[Audited, ...] = field(
        default=(), converter=tuple[Audited, ...], validator=each(a(Audited)), repr=False
    )
    findings: tuple[Finding, ...] = field(default=(), converter=tuple[Finding, ...], validator=each(a(Finding)))
