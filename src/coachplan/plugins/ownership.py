"""
Whose namespace is whose: an id belongs to the plugin of that name, else to the first that declares or uses it.

Whoever else brings an id in it fails, and the owner stands. The core's own belongs to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from coachplan.base.ids import CORE_NAMESPACE
from coachplan.knowledge.catalogue import namespaces_used
from coachplan.plugins.status import Contribution, failed

__all__ = [
    "CORE_IS_OURS",
    "GIVE_IT_A_NAME",
    "check_unique",
    "enforce_ownership",
    "foreign",
    "is_core",
    "owners",
    "refuse_core_name",
]

#: What is said of a plugin or folder of that name.
CORE_IS_OURS = "only coachplan's own content is called 'core'."


GIVE_IT_A_NAME = "Give it another name, and its ids that namespace."


def is_core(name: str) -> bool:
    """
    Say whether a plugin or a folder is called as the core's own content is.
    """
    return name.strip().casefold() == CORE_NAMESPACE


def refuse_core_name(candidate: Contribution) -> Contribution:
    """
    Fail a plugin or folder that is called as the core's own content is.
    """
    # It would own the core's namespace, and its rules would speak with the core's voice.
    if not is_core(candidate.status.name):
        return candidate
    return failed(candidate, f"{CORE_IS_OURS} {GIVE_IT_A_NAME}", candidate.status.namespaces)


def check_unique(candidate: Contribution, index: int, candidates: list[Contribution]) -> Contribution:
    """
    Fail one whose name another has already, that declares the core's namespace, or whose ids have none.
    """
    if candidate.part is None:
        return candidate
    if candidate.declared and CORE_NAMESPACE in candidate.status.namespaces:
        why = f"it declares the namespace {CORE_NAMESPACE!r}, which is coachplan's own. Use your own namespace."
        return failed(candidate, why, [CORE_NAMESPACE])
    if any(other.status.name == candidate.status.name for other in candidates[:index]):
        return failed(candidate, f"another plugin is called {candidate.status.name!r}, too. Give each its own name.")
    bare = sorted(item for _, item, _ in candidate.part.items() if "/" not in item)
    if bare:
        why = f"{', '.join(map(repr, bare))}: this is not an id. An id is `namespace/name`."
        return failed(candidate, why)
    return candidate


def enforce_ownership(candidates: list[Contribution]) -> list[Contribution]:
    """
    Fail whoever brings an id in a namespace that belongs to another; the owner stands.
    """
    owner = owners(candidates)
    return [_within(candidate, owner) for candidate in candidates]


def owners(candidates: list[Contribution]) -> dict[str, str]:
    """
    Return who owns each namespace: the plugin of that name, else the first that declares it, else the first that uses
    it. The core's own belongs to nobody else.
    """
    owner = {CORE_NAMESPACE: "coachplan"}
    for ranked in (
        lambda candidate: (candidate.status.name,),
        lambda candidate: candidate.status.namespaces if candidate.declared else (),
        lambda candidate: candidate.status.namespaces,
    ):
        for candidate in candidates:
            for namespace in ranked(candidate):
                owner.setdefault(namespace, candidate.status.name)
    return owner


def foreign(candidate: Contribution, owner: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return the namespaces that it uses and that are not its own.
    """
    if candidate.part is None:
        return ()
    return tuple(
        sorted(
            used
            for used in namespaces_used(candidate.part)
            if owner.get(used) != candidate.status.name
            or (candidate.declared and used not in candidate.status.namespaces)
        )
    )


def _within(candidate: Contribution, owner: Mapping[str, str]) -> Contribution:
    if candidate.part is None:
        return candidate
    others = foreign(candidate, owner)
    if not others:
        own = tuple(each for each in candidate.status.namespaces if owner.get(each) == candidate.status.name)
        return evolve(candidate, status=evolve(candidate.status, namespaces=own))
    whose = "; ".join(f"{each!r} belongs to {owner.get(each, 'nobody')!r}" for each in others)
    return failed(
        candidate, f"it brings ids in a namespace that is not its own: {whose}. Use your own namespace.", others
    )
