"""
Rules that are asked together, and what is worked out once for all who ask them: what they read, and one function.

Each set is asked rule by rule at first, since a command that asks once would wait for the function; one that is asked
often is made one. The answers are the same. Knows no family, and not why these rules are asked together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from types import MappingProxyType

from attrs import field, frozen

from coachplan.base.ids import namespace_of
from coachplan.knowledge.conditions import names, sorts
from coachplan.knowledge.one_function import Readings, Which, one_by_one, which_are_true
from coachplan.knowledge.rules import Rule

__all__ = ["OFTEN", "RuleSet", "RuleSets"]

#: A set is made one function when it has been asked so often: about what the making costs is saved by then.
OFTEN = 500


@frozen(eq=False)
class RuleSet:
    """
    Rules in the order in which they are asked.
    """

    rules: tuple[Rule, ...]
    _turns: Iterator[int] = field(init=False, factory=count)

    def true(self, readings: Readings) -> frozenset[int]:
        """
        Return the places of the rules whose conditions are true. *readings* has one for each of *names*.
        """
        which = self._one_by_one if next(self._turns) < OFTEN else self._which
        return frozenset(which(readings))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """
        The signals that any of them reads: those of the core first, so that whatever a plugin's reading does to what it
        is given, theirs are made; sorted.
        """
        every: frozenset[str] = frozenset().union(*(names(rule.condition) for rule in self.rules))
        return tuple(sorted(every, key=lambda name: ("/" in name, name)))

    @cached_property
    def by_namespace(self) -> Mapping[str, tuple[str, ...]]:
        """
        The same, by whose they are.
        """
        found: dict[str, tuple[str, ...]] = {}
        for name in self.names:
            found[namespace_of(name)] = (*found.get(namespace_of(name), ()), name)
        return MappingProxyType(found)

    @cached_property
    def sorts(self) -> frozenset[tuple[str, bool]]:
        """
        Each signal that is held against a number (False), against a word (True), or both.
        """
        return frozenset().union(*(sorts(rule.condition) for rule in self.rules))

    @cached_property
    def _one_by_one(self) -> Which:
        return one_by_one(enumerate(rule.condition for rule in self.rules))

    @cached_property
    def _which(self) -> Which:
        return which_are_true([rule.condition for rule in self.rules])


class RuleSets:
    """
    The sets that were asked so far, by what decides which rules are asked; where that comes to the same rules, one set.
    """

    __slots__ = ("_by_ids", "_by_key")

    def __init__(self) -> None:
        self._by_key: dict[Hashable, RuleSet] = {}
        self._by_ids: dict[tuple[str, ...], RuleSet] = {}

    def of(self, key: Hashable, choose: Callable[[], Sequence[Rule]]) -> RuleSet:
        """
        Return the set under *key*; *choose* says which rules it has, the same whenever it is called.
        """
        found = self._by_key.get(key)
        if found is None:
            chosen = tuple(choose())
            found = self._by_ids.setdefault(tuple(rule.id for rule in chosen), RuleSet(chosen))
            self._by_key[key] = found
        return found
