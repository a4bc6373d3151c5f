"""
Documents of older numbers, said in the words of today before they are read.

Knows only what is called otherwise now. What an older document does not say at all is said where it is missed.
"""

from __future__ import annotations

from typing import Any

from coachplan.model.plans import ALL

__all__ = ["in_todays_words"]

#: What stood for all steps of a skill, and for all strategies, before there was a word for it.
_ALL_STEPS, _ALL_STRATEGIES = 99, "*"

#: The first document of each kind in which all are called "all", and where its approval stands.
_NAMED_SINCE: dict[str, tuple[int, tuple[str, ...]]] = {
    "coachplan-approval": (2, ()),
    "coachplan-plan": (3, ("approval",)),
    "coachplan-proposal": (3, ("plan", "approval")),
}


def in_todays_words(raw: dict[str, Any], wanted: str) -> dict[str, Any]:
    """
    Return a document of an older number than the *wanted* as one of today would say it; others as they are.
    """
    since, path = _NAMED_SINCE.get(wanted.partition("/")[0], (0, ()))
    if int(raw["format"].partition("/")[2]) >= since:
        return raw
    return _at(raw, path)


def _at(raw: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    if path:
        inner = raw.get(path[0])  # where it is no table, whoever reads it says what is wrong
        return {**raw, path[0]: _at(inner, path[1:])} if isinstance(inner, dict) else raw
    named = dict(raw)
    if isinstance(raw.get("steps"), dict):
        named["steps"] = {skill: ALL if step == _ALL_STEPS else step for skill, step in raw["steps"].items()}
    if isinstance(raw.get("strategies"), list):
        named["strategies"] = [ALL if strategy == _ALL_STRATEGIES else strategy for strategy in raw["strategies"]]
    return named
