"""
What became of each plugin: loaded, blocked, failed or missing, with the reason and the hint.

Does not know how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import evolve, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.errors import Finding
from coachplan.knowledge.catalogue import Catalogue

__all__ = ["Contribution", "Loaded", "PluginStatus", "Status", "failed", "refused"]

Status = Literal["loaded", "blocked", "failed", "missing"]


@plain_errors
@frozen(kw_only=True)
class PluginStatus:
    """
    A plugin, as it was found: *status* is loaded, blocked, failed, or missing where a program said that it needs it;
    *why* says what went wrong and the hint. *trace*: where a call into it raised, with files and lines, for its author.

    *brings*: how many items it adds to each shelf, what stays in force of one that is blocked or failed included.
    """

    name: str
    version: str = ""
    status: Status = "loaded"
    why: str = ""
    namespaces: tuple[str, ...] = ()
    brings: tuple[tuple[str, int], ...] = ()
    trace: str = field(default="", eq=False, repr=False)


@frozen(kw_only=True)
class Loaded:
    """
    The plugins with their status, sorted by name, and the sum of what the sound ones bring and of the others' signs.
    """

    plugins: tuple[PluginStatus, ...]
    catalogue: Catalogue


@frozen(kw_only=True)
class Contribution:
    """
    What one plugin or folder brings, on its way into the catalogue: its status, and its part, none where it failed.

    *declared*: its namespaces are those that it named itself. *read* is what it brought, whatever became of it.
    """

    status: PluginStatus
    part: Catalogue | None = None
    declared: bool = False
    read: tuple[Catalogue, ...] = ()


def failed(candidate: Contribution, why: str, lost: Iterable[str] = ()) -> Contribution:
    """
    Return it as failed, with why, and without the namespaces *lost*.
    """
    left = tuple(each for each in candidate.status.namespaces if each not in set(lost))
    return evolve(candidate, status=evolve(candidate.status, status="failed", why=why, namespaces=left), part=None)


def refused(plugins: Iterable[PluginStatus]) -> tuple[Finding, ...]:
    """
    Return a finding for each that is not loaded: what a strict engine refuses to start with.
    """
    return tuple(
        Finding(where=each.name, what=f"{each.status}: {each.why}{_at(each.trace)}", code="plugin-failed")
        for each in plugins
        if each.status != "loaded"
    )


def _at(trace: str) -> str:
    return f"\n{trace}" if trace else ""
