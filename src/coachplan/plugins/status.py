"""
Every plugin on its way into the catalogue: what it brings, and its status with the reason and the hint.

Does not know how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from coachplan.base.errors import Finding
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.plugin_status import PluginStatus
from coachplan.review.context import Absent

__all__ = ["Contribution", "Loaded", "absent", "failed", "refused"]


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


def absent(plugins: Iterable[PluginStatus]) -> tuple[Absent, ...]:
    """
    Return what a review knows of each that is not loaded.
    """
    return tuple(
        Absent(
            name=each.name,
            namespaces=each.namespaces,
            status=each.status,
            why=each.why,
            signs=any(shelf == "flags" and count for shelf, count in each.brings),
        )
        for each in plugins
        if each.status != "loaded"
    )


def _at(trace: str) -> str:
    return f"\n{trace}" if trace else ""
