"""
Plugins found, loaded one by one, checked, and summed into the catalogue.

The only file that touches a plugin manager. A plugin that fails is named, with why, and harms no other. Does not know
what any of them brings.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pluggy
from attrs import evolve, frozen

from coachplan import hookspecs
from coachplan.catalogue import Catalogue, check, namespaces_used, total
from coachplan.errors import CoachplanError, said
from coachplan.hookspecs import PROJECT

__all__ = ["Loaded", "PluginStatus", "load"]


@frozen(kw_only=True)
class PluginStatus:
    """
    A plugin, as it was found: *status* is loaded, blocked or failed; *why* says what went wrong and the mend.
    """

    name: str
    version: str = ""
    status: str = "loaded"
    why: str = ""
    namespaces: tuple[str, ...] = ()


@frozen(kw_only=True)
class Loaded:
    """
    The plugins with their status, sorted by name, and the sum of what the sound ones bring.
    """

    plugins: tuple[PluginStatus, ...]
    catalogue: Catalogue


@frozen(kw_only=True)
class _Candidate:
    status: PluginStatus
    part: Catalogue | None = None
    declared: bool = False


def load(
    core: Catalogue,
    *,
    plugins: Iterable[object] | None = None,
    blocked: Iterable[str] = (),
    content: Iterable[tuple[str, Catalogue | CoachplanError]] = (),
) -> Loaded:
    """
    Load plugins (None: every installed one), and a clinic's own content, on top of the core's.

    A blocked plugin's skills, strategies and rules stay out; its red flags stay in, since nothing silences those.
    """
    names_blocked = frozenset(blocked)
    found = _installed() if plugins is None else _given(plugins)
    candidates = [_collected(name, version, plugin, names_blocked) for name, version, plugin in found]
    candidates += [_of_content(name, part) for name, part in content]
    candidates += [
        _Candidate(
            status=PluginStatus(name=name, status="blocked", why="Blocked by name; no plugin of that name was found.")
        )
        for name in sorted(names_blocked - {candidate.status.name for candidate in candidates})
    ]
    candidates.sort(key=lambda candidate: candidate.status.name)
    candidates = [_alone(candidate, place, candidates) for place, candidate in enumerate(candidates)]
    candidates = _owners_stand(candidates)
    candidates = _sound(core, candidates)
    parts = [candidate.part for candidate in candidates if candidate.part is not None]
    return Loaded(
        plugins=tuple(candidate.status for candidate in candidates),
        catalogue=total([core, *parts]),
    )


# -- finding


def _installed() -> list[tuple[str, str, object]]:
    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=PROJECT):
        found.setdefault(point.name, []).append(point)
    return [
        (name, _version(points[0]), _Twice(name, points) if _really_twice(points) else points[0])
        for name, points in sorted(found.items())
    ]


def _version(point: EntryPoint) -> str:
    return point.dist.version if point.dist is not None else ""


def _really_twice(points: list[EntryPoint]) -> bool:
    return len({(point.dist.name if point.dist else "", point.value) for point in points}) > 1


@frozen
class _Twice:
    # Two distributions claim one name: pluggy would skip the second in silence, so neither is taken.
    name: str
    points: list[EntryPoint]

    def load(self) -> object:
        whose = " and ".join(sorted(point.dist.name if point.dist else point.value for point in self.points))
        raise CoachplanError(f"two plugins are called {self.name!r}: {whose}. Uninstall or block one.")


def _given(plugins: Iterable[object]) -> list[tuple[str, str, object]]:
    return [(_name_of(plugin), str(getattr(plugin, "__version__", "")), plugin) for plugin in plugins]


def _name_of(plugin: object) -> str:
    try:
        named = getattr(plugin, "name", None)
    except Exception:  # noqa: BLE001 - a plugin that cannot say its name is called by its class
        named = None
    if isinstance(named, str) and named:
        return named
    if isinstance(plugin, types.ModuleType):
        return plugin.__name__.rpartition(".")[2].removeprefix(f"{PROJECT}_").replace("_", "-")
    kind = plugin if isinstance(plugin, type) else type(plugin)
    return "".join(f"-{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(kind.__name__))


# -- collecting, one by one, so that a failure has a name


def _collected(name: str, version: str, plugin: object, blocked: frozenset[str]) -> _Candidate:
    status = PluginStatus(name=name, version=version, namespaces=(name,))
    try:
        if isinstance(plugin, EntryPoint | _Twice):
            plugin = plugin.load()
        part, namespaces = _ask(name, plugin)
    except Exception as error:  # noqa: BLE001 - whatever a plugin does, it is named and the others go on
        if name in blocked:
            return _Candidate(status=evolve(status, status="blocked", why="Blocked by name. It does not load either."))
        return _Candidate(status=evolve(status, status="failed", why=said(error)))
    except SystemExit as error:
        return _Candidate(status=evolve(status, status="failed", why=f"it tried to stop the program ({error})."))
    status = evolve(status, namespaces=namespaces or tuple(sorted(namespaces_used(part) | {name})))
    if name in blocked:
        # Its words in other texts would have nothing to belong to: only what the flags say stays.
        only_flags = Catalogue(
            flags=part.flags.values(), never_suggest=part.never_suggest.values(), texts=part.texts.values()
        )
        why = "Blocked by name. Its red flags stay in force."
        return _Candidate(status=evolve(status, status="blocked", why=why), part=only_flags, declared=bool(namespaces))
    return _Candidate(status=status, part=part, declared=bool(namespaces))


def _ask(name: str, plugin: object) -> tuple[Catalogue, tuple[str, ...]]:
    if isinstance(plugin, type):
        plugin = plugin()
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, name=name)
    manager.check_pending()
    hooks: Any = manager.hook
    parts = hooks.coachplan_catalogue()
    namespaces = tuple(sorted({str(each) for given in hooks.coachplan_namespaces() for each in given}))
    if not parts:
        raise CoachplanError(
            "it hands over no catalogue. Write coachplan_catalogue(), marked with @hookimpl, to return one."
        )
    for part in parts:
        if not isinstance(part, Catalogue):
            raise CoachplanError(f"coachplan_catalogue() returned {type(part).__name__}, not a Catalogue.")
    return total(parts), namespaces


def _of_content(name: str, part: Catalogue | CoachplanError) -> _Candidate:
    if isinstance(part, CoachplanError):
        return _Candidate(status=PluginStatus(name=name, status="failed", why=str(part)))
    used = tuple(sorted(namespaces_used(part)))
    return _Candidate(status=PluginStatus(name=name, namespaces=used), part=part)


# -- checking


def _alone(candidate: _Candidate, place: int, candidates: list[_Candidate]) -> _Candidate:
    # One name, one plugin; and an id without a namespace would be nobody's.
    if candidate.part is None:
        return candidate
    if any(other.status.name == candidate.status.name for other in candidates[:place]):
        return _failed(candidate, f"another plugin is called {candidate.status.name!r}, too. Give each its own name.")
    bare = sorted(item for _, item, _ in candidate.part.items() if "/" not in item)
    if bare:
        why = f"{', '.join(map(repr, bare))}: this is not an id. An id is `namespace/name`."
        return _failed(candidate, why)
    return candidate


def _owners_stand(candidates: list[_Candidate]) -> list[_Candidate]:
    # A namespace belongs to the plugin of that name, else to the first that declares it, else to the first that uses
    # it. Whoever else brings an id in it fails; the owner stands. The core's own belongs to nobody else.
    owner = {"core": "core"}
    for ranked in (
        lambda candidate: (candidate.status.name,),
        lambda candidate: candidate.status.namespaces if candidate.declared else (),
        lambda candidate: candidate.status.namespaces,
    ):
        for candidate in candidates:
            for namespace in ranked(candidate):
                owner.setdefault(namespace, candidate.status.name)
    return [_within(candidate, owner) for candidate in candidates]


def _within(candidate: _Candidate, owner: dict[str, str]) -> _Candidate:
    if candidate.part is None:
        return candidate
    name = candidate.status.name
    foreign = sorted(
        used
        for used in namespaces_used(candidate.part)
        if owner.get(used) != name or (candidate.declared and used not in candidate.status.namespaces)
    )
    if not foreign:
        own = tuple(each for each in candidate.status.namespaces if owner.get(each) == name)
        return evolve(candidate, status=evolve(candidate.status, namespaces=own))
    whose = "; ".join(f"{each!r} belongs to {owner.get(each, 'nobody')!r}" for each in foreign)
    return _failed(
        candidate, f"it brings ids in a namespace that is not its own: {whose}. Use your own namespace.", foreign
    )


def _failed(candidate: _Candidate, why: str, lost: Iterable[str] = ()) -> _Candidate:
    left = tuple(each for each in candidate.status.namespaces if each not in set(lost))
    return evolve(candidate, status=evolve(candidate.status, status="failed", why=why, namespaces=left), part=None)


def _sound(core: Catalogue, candidates: list[_Candidate]) -> list[_Candidate]:
    # A plugin may lean on another, so taking one out can unsettle the next: repeat until all that is left is sound.
    while True:
        whole = total([core, *(candidate.part for candidate in candidates if candidate.part is not None)])
        checked = [_checked(candidate, whole) for candidate in candidates]
        if checked == candidates:
            return checked
        candidates = checked


def _checked(candidate: _Candidate, whole: Catalogue) -> _Candidate:
    if candidate.part is None:
        return candidate
    try:
        findings = check(candidate.part, whole, where=candidate.status.name)
    except Exception as error:  # noqa: BLE001 - values a plugin built in its own way may break a check
        return _failed(candidate, said(error))
    return _failed(candidate, "\n".join(map(str, findings))) if findings else candidate
