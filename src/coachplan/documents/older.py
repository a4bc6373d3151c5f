"""
Documents of older numbers, said in the words of today before they are read: a step for each number that changed.

Knows only what is called otherwise now, and what a default was before it became another. What an older document does
not say at all is said where it is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from coachplan.model.approvals import ALL

__all__ = ["in_todays_words"]

#: What stood for all steps of a skill, and for all strategies, before there was a word for it.
_ALL_STEPS, _ALL_STRATEGIES = 99, "*"


def _named_all(raw: dict[str, Any], *path: str) -> dict[str, Any]:
    # *path* is where the approval stands; one with a number of its own is read by that.
    if path:
        inner = raw.get(path[0])  # where it is no table, whoever reads it says what is wrong
        if not isinstance(inner, dict) or "format" in inner:
            return raw
        return {**raw, path[0]: _named_all(inner, *path[1:])}
    named = dict(raw)
    if isinstance(raw.get("steps"), dict):
        named["steps"] = {
            skill: ALL if type(step) is int and step == _ALL_STEPS else step for skill, step in raw["steps"].items()
        }
    if isinstance(raw.get("strategies"), list):
        named["strategies"] = [ALL if strategy == _ALL_STRATEGIES else strategy for strategy in raw["strategies"]]
    return named


def _of_plan(raw: dict[str, Any]) -> dict[str, Any]:
    return _named_all(raw, "approval")


def _of_proposal(raw: dict[str, Any]) -> dict[str, Any]:
    return _named_all(raw, "plan", "approval")


#: What turns a document of a number into one of the next. Where nothing stands, it is read as it is.
_STEPS: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {
        ("coachplan-approval", 1): _named_all,
        ("coachplan-plan", 2): _of_plan,
        ("coachplan-proposal", 2): _of_proposal,
    }
)


def in_todays_words(raw: dict[str, Any], wanted: str) -> dict[str, Any]:
    """
    Return a document of an older number than the *wanted* as one of today would say it; others as they are.
    """
    kind, _, newest = wanted.partition("/")
    for number in range(int(raw["format"].partition("/")[2]), int(newest)):
        step = _STEPS.get((kind, number))
        raw = raw if step is None else step(raw)
    return raw
