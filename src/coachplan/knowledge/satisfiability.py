"""
Whether a condition can ever be true: rules that can never fire are mistakes, found before any family meets them.

Knows what readings a signal can have, and nothing of what any reading means.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

from attrs import field, frozen
from attrs.validators import instance_of, optional

from coachplan.base.errors import CoachplanError, Finding
from coachplan.knowledge.condition_tree import Comparison, Constant, Known, Node, Not, Or, leaves
from coachplan.knowledge.conditions import Condition, asker_of

__all__ = ["Range", "can_ever_be_true"]

MAX_COMBINATIONS = 10_000  # what can_ever_be_true looks at before it gives up


@frozen(kw_only=True)
class Range:
    """
    The readings that a signal can have.

    Numbers from *low* to *high*, both included (None: no bound), only whole ones where *whole*; or one of *words*.
    Unless *always_known*, it may also be unknown.
    """

    low: float | None = field(default=None, validator=optional(instance_of((int, float))))
    high: float | None = field(default=None, validator=optional(instance_of((int, float))))
    words: tuple[str, ...] | None = None
    always_known: bool = False
    whole: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and not self.low <= self.high:
            raise CoachplanError(
                Finding(what=f"a range from {self.low} to {self.high} holds nothing.", code="out-of-range")
            )


def can_ever_be_true(condition: Condition, ranges: Mapping[str, Range]) -> bool:
    """
    Say whether any readings at all make a condition true, each signal being free of the others.

    A signal without a range may be any number, any word, or unknown. Exact up to 10,000 combinations of
    alternatives; above that it answers True without having looked further.

    The method: the numbers a condition names cut each signal's range into stretches within which no clause changes;
    one reading stands for each stretch. Alternatives (the disjunctive normal form) are then sets of those readings.
    """
    asked: dict[str, list[float | str]] = {}
    for clause, _ in leaves(condition.tree):
        if not isinstance(clause, Constant):
            asked.setdefault(clause.signal, []).extend([clause.value] if isinstance(clause, Comparison) else [])
    samples = {signal: _samples(ranges.get(signal), values) for signal, values in asked.items()}
    if any(not readings for readings in samples.values()):
        return False
    ways = _ways(condition.tree, True, samples)
    return ways is None or bool(ways)


# One way for a tree to come out as wanted: for each signal in it, which of its samples will do.
_Way = frozenset[tuple[str, frozenset[int]]]


def _ways(node: Node, want: bool, samples: Mapping[str, tuple[float | str | None, ...]]) -> frozenset[_Way] | None:
    if isinstance(node, Not):
        return _ways(node.part, not want, samples)
    if isinstance(node, Constant):
        return frozenset({frozenset()}) if node.value is want else frozenset()
    if isinstance(node, Known | Comparison):
        ask = asker_of(node)
        fits = frozenset(
            at
            for at, seen in enumerate(samples[node.signal])
            if ask(lambda _signal, seen=seen: seen) is want  # type: ignore[misc]
        )
        return frozenset({frozenset({(node.signal, fits)})}) if fits else frozenset()
    either = isinstance(node, Or) is want
    gathered: frozenset[_Way] = frozenset() if either else frozenset({frozenset()})
    for part in node.parts:
        ways = _ways(part, want, samples)
        if ways is None or (len(gathered) + len(ways) if either else len(gathered) * len(ways)) > MAX_COMBINATIONS:
            return None
        if either:
            gathered |= ways
        else:
            both = (_both(one, other) for one in gathered for other in ways)
            gathered = frozenset(way for way in both if way is not None)
    return gathered


def _both(one: _Way, other: _Way) -> _Way | None:
    fits = dict(one)
    for signal, more in other:
        fits[signal] = fits[signal] & more if signal in fits else more
        if not fits[signal]:
            return None
    return frozenset(fits.items())


def _samples(given: Range | None, values: list[float | str]) -> tuple[float | str | None, ...]:
    numbers = [value for value in values if not isinstance(value, str)]
    words = [value for value in values if isinstance(value, str)]
    unknown: list[float | str | None] = [] if given is not None and given.always_known else [None]
    if given is None:
        # An empty word is none that a condition can name: it stands for any other word.
        return (*unknown, *_numbers(Range(), numbers), *words, "")
    if given.words is not None:
        return (*unknown, *given.words)
    return (*unknown, *_numbers(given, numbers))


def _numbers(given: Range, thresholds: list[float]) -> list[float]:
    low = -math.inf if given.low is None else given.low
    high = math.inf if given.high is None else given.high
    marks = sorted({mark for mark in (*thresholds, low, high, 0.0) if math.isfinite(mark)})
    if given.whole:
        # The last whole number before a mark and the first after it, and the mark itself where it is whole.
        found: set[float] = {n for mark in marks for n in (math.ceil(mark) - 1, *_around(mark), math.floor(mark) + 1)}
    else:
        between = (one / 2 + other / 2 for one, other in itertools.pairwise(marks))
        ends = (math.nextafter(marks[0], -math.inf), math.nextafter(marks[-1], math.inf))
        found = {*marks, *between, *ends}
    return [number for number in sorted(found) if low <= number <= high]


def _around(mark: float) -> tuple[int, int]:
    return math.floor(mark), math.ceil(mark)
