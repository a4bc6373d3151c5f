"""
What a clinic's own logs say of a strategy: which of equals comes first by it, and how it is told to a clinician.

It parts equals and nothing else: what fits, what is ruled out and the evidence of studies stay as they are. Of equals
the first is the one that may suit most often, so far as is known. So what suits more often beyond doubt stands before
what does not, and of those in doubt what is less known is tried, too (Lai & Robbins 1985, Adv Appl Math 6:4-22), which
is said. Counts nothing, and draws nothing by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from coachplan.base.messages import Message, key
from coachplan.model.approvals import Approval
from coachplan.model.strategies import Strategy
from coachplan.model.suits import Suits

__all__ = ["parted", "told_here", "turn"]

T = TypeVar("T")


def parted(
    tied: Sequence[tuple[Strategy, T]], skill: str, suits: Suits, approval: Approval | None
) -> list[tuple[Strategy, T]]:
    """
    Return strategies that fit a skill (id) equally well, given by id, in the order of their turns. What the *approval*
    opens otherwise than the first of them, by name or in spite of a caution, is not brought before it: for what logs
    say nobody else is asked, and no caution is looked past.
    """
    usual = _opened(tied[0][0].id, approval)

    def place(pair: tuple[Strategy, T]) -> tuple[object, ...]:
        item = pair[0].id
        return _opened(item, approval) != usual, *turn(item, skill, suits), item

    return sorted(tied, key=place)


def _opened(strategy: str, approval: Approval | None) -> tuple[bool, bool]:
    if approval is None:
        return False, False
    return approval.opens_strategy(strategy), bool(approval.opened_despite(strategy))


def turn(strategy: str, skill: str, suits: Suits) -> tuple[float, int, int]:
    """
    Return the place of a strategy (id) among those that fit a skill (id) equally well, the first lowest: by how often
    it may suit at the most, then by how few families are told of. Where nothing is told of any, all have one place.
    """
    likely = suits.likely(strategy, skill)
    return (0.0 if likely is None else -likely.high, *suits.tried(strategy, skill))


def told_here(strategy: str, equals: Iterable[str], skill: str, suits: Suits) -> tuple[Message, ...]:
    """
    Return what a clinician is told of a strategy that is offered for a skill: in how many families here it went with
    growth, how sure that is, and which of its *equals* fits as well. Empty where nothing is told of any strategy.
    """
    return tuple(_told(strategy, tuple(equals), skill, suits)) if suits else ()


def _told(strategy: str, equals: tuple[str, ...], skill: str, suits: Suits) -> Iterator[Message]:
    about = {"item": _title(strategy), "skill": _title(skill)}
    row = suits.of(strategy, skill)
    if row is None:
        yield Message("core/here.too-few", about)
    else:
        counts = {"suited": row.suited, "families": row.families, "low": row.low, "high": row.high}
        yield Message("core/here.skill" if row.skill else "core/here.every-skill", {**about, **counts})
    others = [other for other in equals if turn(other, skill, suits) > turn(strategy, skill, suits)]
    rarer = [other for other in others if not _is_sure(strategy, other, skill, suits)]
    rarer = [other for other in rarer if suits.tried(other, skill) > suits.tried(strategy, skill)]
    if rarer:
        yield Message("core/here.less-known", {**about, "other": _title(rarer[0])})
    elif others and all(_is_sure(strategy, other, skill, suits) for other in others):
        yield Message("core/here.surer", {**about, "other": _title(others[0])})
    elif others:
        yield Message("core/here.as-well", {**about, "other": _title(others[0])})
    if row is not None or others:  # else nothing was estimated
        yield Message("core/here.grade")


def _is_sure(one: str, other: str, skill: str, suits: Suits) -> bool:
    # Whether one suits more often than the other beyond doubt: what is likely of them does not meet.
    more, less = suits.likely(one, skill), suits.likely(other, skill)
    return more is not None and less is not None and more.low > less.high


def _title(item: str) -> Message:
    return Message(key(item, "title"))
