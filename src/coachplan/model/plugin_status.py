"""
What became of one plugin, as an app is told: loaded, blocked, failed or missing, and why.

Does not know how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

from attrs import field, frozen

from coachplan.base.asking import asking
from coachplan.base.constructors import plain_errors
from coachplan.base.validators import each, listed, number, one_of, strings, text

__all__ = ["PluginStatus", "Status"]

Status = Literal["loaded", "blocked", "failed", "missing"]

_COUNT = number(whole=True)


def _pairs(given: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((strings([shelf])[0], count) for shelf, count in listed(given))


@asking()
def _counted(instance: object, attribute: Any, pair: tuple[str, int]) -> None:
    _COUNT(instance, attribute, pair[1])


@plain_errors
@frozen(kw_only=True)
class PluginStatus:
    """
    A plugin, as it was found: *status* is loaded, blocked, failed, or missing where a program said that it needs it;
    *why* says what went wrong and the hint. *trace*: where a call into it raised, with files and lines, for its author.

    *brings*: how many items it adds to each shelf, what stays in force of one that is blocked or failed included.
    """

    name: str = field(validator=text)
    version: str = field(default="", validator=text)
    status: Status = field(default="loaded", validator=one_of(get_args(Status)))
    why: str = field(default="", validator=text)
    namespaces: tuple[str, ...] = field(default=(), converter=strings)
    brings: tuple[tuple[str, int], ...] = field(default=(), converter=_pairs, validator=each(_counted))
    trace: str = field(default="", eq=False, repr=False, validator=text)
