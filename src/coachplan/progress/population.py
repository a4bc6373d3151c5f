"""
Numbers that were fitted to a clinic's own logs, on their way into readings: whether they may be used, and what reviews
call them.

Only what is held likely of children can be named in them. Fits nothing, and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from coachplan.base.digests import digest
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.ids import namespace_of
from coachplan.model.fitted import Fitted, HeldOut, Population, RestsOn
from coachplan.model.suits import Likely, Suits
from coachplan.progress.parameters import Parameters

__all__ = ["NAMED", "by_group", "named", "taken"]

#: What a review was made with, beside versions: a name that no plugin can have.
NAMED = "core/fitted"

_WHOLE = "Give low, high, families and days for it, as a fit writes them."

_GROWTHS = ("core/growth-little", "core/growth-slow", "core/growth-fast")


def named(fitted: Fitted) -> str:
    """
    Return by what a review names them: the day on which they were fitted, and a digest of all that they are.
    """
    return f"{fitted.on.isoformat()} {digest(fitted)[:12]}"


def taken(fitted: Fitted, parameters: Parameters, *, already: bool = False) -> Mapping[str, float]:
    """
    Return the values to be used in place of some of the *parameters*. *already*: there are fitted ones among these.

    Raises `NotAllowedError` where there are, and for numbers that are not recommended, those of groups too;
    `InvalidError` where growths would not stand in their order, or where what is told of groups or of strategies cannot
    be.
    """
    if already:
        what, hint = "these numbers would be laid over others that were fitted.", "Give them to an engine without any."
        raise CoachplanError(Finding(item="fitted", what=what, hint=hint, code="not-allowed"))
    if not fitted.recommended:
        what = "these numbers are not known to foretell families better than those shipped."
        hint = "Keep the shipped numbers: make the engine without these."
        raise CoachplanError(Finding(item="fitted", what=what, hint=hint, code="not-allowed"))
    if fitted.groups and not fitted.grouped:
        what = "the numbers of these groups are not known to foretell families better than those of all."
        hint = "Take the groups out of the document: its other numbers stand without them."
        raise CoachplanError(Finding(item="fitted", what=what, hint=hint, code="not-allowed"))
    values = fitted.values.by_id
    findings = [*_unsure(fitted), *_beyond("held_out", fitted.held_out), *_beyond("by_group", fitted.by_group)]
    findings += _amiss(fitted.suits)
    findings += _misplaced(fitted)
    if findings:
        raise CoachplanError(findings)
    findings = [*_out_of_order("values", values, parameters)]
    for place, own in enumerate(_own(fitted)):
        findings += _out_of_order(f"groups[{place}].values", {**values, **own}, parameters)
    if findings:
        raise CoachplanError(findings)
    return values


def by_group(fitted: Fitted, over: Mapping[str, float]) -> Mapping[str, Mapping[str, float]]:
    """
    Return the values of each group that has its own, by its discipline or by the id of its skill: those that hold in
    place of the numbers of all, of its discipline too. Where another number was laid *over* that of all, by id, it is
    laid over each group.
    """
    laid = {item for item, value in fitted.values.by_id.items() if over.get(item, value) != value}
    return {
        group.skill or group.discipline: {item: value for item, value in own.items() if item not in laid}
        for group, own in zip(fitted.groups, _own(fitted), strict=True)
    }


class _Told(Protocol):
    # What has numbers, and how sure these are.

    @property
    def values(self) -> Population: ...

    @property
    def low(self) -> Population: ...

    @property
    def high(self) -> Population: ...

    @property
    def families(self) -> RestsOn: ...

    @property
    def days(self) -> RestsOn: ...


def _unsure(of: _Told, where: str = "") -> Iterator[Finding]:
    values, low, high = of.values.by_id, of.low.by_id, of.high.by_id
    told = (low, high, of.families.by_id, of.days.by_id)
    for item, value in values.items():
        if not all(item in each for each in told):
            what = "it is not told how sure this is, or what it rests on."
            yield Finding(item=f"{where}{item}", what=what, hint=_WHOLE, code="too-few")
        if item in low and item in high and not low[item] <= value <= high[item]:
            yield Finding(item=f"{where}{item}", what=_BEYOND, hint=_WHOLE, code="out-of-range")


def _beyond(name: str, held: HeldOut | None) -> Iterator[Finding]:
    if held is not None and not held.low <= held.gain <= held.high:
        yield Finding(item=f"{name}.gain", what=_BEYOND, hint=_WHOLE, code="out-of-range")


def _misplaced(fitted: Fitted) -> Iterator[Finding]:
    # Of groups: one that is told twice, a skill that is of no such discipline, a number that is not told of all.
    told: set[tuple[str, str]] = set()
    for place, group in enumerate(fitted.groups):
        item = f"groups[{place}]"
        yield from _unsure(group, f"{item}.")
        if group.skill and namespace_of(group.skill) != group.discipline:
            what = f"the skill {group.skill} is none of {group.discipline}."
            yield Finding(item=item, what=what, hint="Expected what its id begins with.", code="not-an-id")
        if (group.discipline, group.skill) in told:
            yield Finding(item=item, what="this group is told twice.", hint="Tell it once.", code="duplicate")
        told.add((group.discipline, group.skill))
        for each in group.values.by_id:
            if each not in fitted.values.by_id:
                what, hint = "it is told of a group, and not of all.", "Tell it of all, too, or of none."
                yield Finding(item=f"{item}.{each}", what=what, hint=hint, code="too-few")


def _own(fitted: Fitted) -> Iterator[dict[str, float]]:
    # What each group has in place of the numbers of all: that of its discipline, and over it its own.
    disciplines = {group.discipline: group.values.by_id for group in fitted.groups if not group.skill}
    for group in fitted.groups:
        yield {**disciplines.get(group.discipline, {}), **group.values.by_id}


def _out_of_order(where: str, values: Mapping[str, float], parameters: Parameters) -> Iterator[Finding]:
    little, slow, fast = (values.get(item, _shipped(item, parameters)) for item in _GROWTHS)
    if not little < slow < fast:
        what = f"the growths come to {little:g}, {slow:g} and {fast:g}, with those that this engine has."
        hint = "Expected each to be more than the one before: little, slow, fast."
        yield Finding(item=where, what=what, hint=hint, code="out-of-range")


def _amiss(suits: Suits) -> Iterator[Finding]:
    # What one value of these cannot see: counts that are more than there are, and what is told twice.
    if suits.another is not None and not _rise(suits.another):
        yield Finding(item="suits.another", what=_NO_RANGE, hint=_A_RANGE, code="out-of-range")
    told: set[tuple[str, str]] = set()
    for place, row in enumerate(suits.rows):
        item = f"suits.rows[{place}]"
        if not row.low <= row.suited <= row.high <= row.families:
            what, hint = "these counts cannot be of so many families.", "Expected low, suited, high, families to rise."
            yield Finding(item=item, what=what, hint=hint, code="out-of-range")
        if not _rise(row.likely):
            yield Finding(item=f"{item}.likely", what=_NO_RANGE, hint=_A_RANGE, code="out-of-range")
        if (row.strategy, row.skill) in told:
            what, hint = "this strategy is told twice of this skill.", "Tell it once."
            yield Finding(item=item, what=what, hint=hint, code="duplicate")
        told.add((row.strategy, row.skill))


_BEYOND = "this lies beyond its own interval."
_NO_RANGE, _A_RANGE = "the share lies beyond its own interval.", "Expected low, share and high to rise."


def _rise(likely: Likely) -> bool:
    return likely.low <= likely.share <= likely.high


def _shipped(item: str, parameters: Parameters) -> float:
    value: float = getattr(parameters, item.removeprefix("core/").replace("-", "_"))
    return value
