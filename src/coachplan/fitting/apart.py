"""
Which parts of a group can be told of beside the whole, so that neither one taken from it nor several leave a few
families.

Does not know what is told of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coachplan.model.suits import FEWEST

__all__ = ["told_apart"]


def told_apart(parts: Mapping[str, Collection[int]]) -> set[str]:
    """
    Return which of these parts, each with its families, can be told apart: those of enough families, where enough or
    none are not in it, and enough or none in those that are left out.
    """
    every = len({family for families in parts.values() for family in families})
    told = [part for part, families in parts.items() if len(families) >= FEWEST]
    # Nor such as leave few who are not in it at all: one figure taken from the other would be theirs.
    told = [part for part in told if not 0 < every - len(parts[part]) < FEWEST]
    told.sort(key=lambda part: len(parts[part]))
    while told:
        left = {family for part, families in parts.items() if part not in told for family in families}
        if not 0 < len(left) < FEWEST:
            break
        told.pop(0)
    return set(told)
