"""
Plugins found, loaded one by one, checked, and summed into the catalogue.

The only file that touches a plugin manager. A plugin that fails, or does not answer, is named, with why and the mend,
and harms no other. Does not know what any of them brings.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from typing import Any

import pluggy
from attrs import evolve, frozen

from coachplan import hookspecs
from coachplan.answering import within
from coachplan.catalogue import Catalogue, check, namespaces_used, total
from coachplan.content import read_catalogue
from coachplan.errors import CoachplanError, said
from coachplan.flags import Answer, RedFlag
from coachplan.hookspecs import PROJECT, contract_refused
from coachplan.ids import nearest
from coachplan.lending import check_loans
from coachplan.rules import Parameter, Rule
from coachplan.shapes import strings
from coachplan.signals import Signal
from coachplan.skills import Skill
from coachplan.strategies import Barrier, RoutineKind, Strategy, Tag

__all__ = ["SECONDS", "Loaded", "PluginStatus", "hand_over", "installed", "load"]

#: How long a plugin may take to be imported and to hand over what it knows. A large one takes well under one second.
SECONDS = 10.0

#: What stands on each shelf: a value of another kind would only come to light in the middle of a review.
_KINDS: dict[str, type[Any]] = {
    "skills": Skill,
    "strategies": Strategy,
    "rules": Rule,
    "flags": RedFlag,
    "barriers": Barrier,
    "never_suggest": Answer,
    "answers": Answer,
    "routine_kinds": RoutineKind,
    "signals": Signal,
    "tags": Tag,
    "parameters": Parameter,
}


@frozen(kw_only=True)
class PluginStatus:
    """
    A plugin, as it was found: *status* is loaded, blocked or failed; *why* says what went wrong and the mend.

    *brings*: how many items it adds to each shelf, the flags that stay in force of a blocked one included.
    """

    name: str
    version: str = ""
    status: str = "loaded"
    why: str = ""
    namespaces: tuple[str, ...] = ()
    brings: tuple[tuple[str, int], ...] = ()


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
    seconds: float = SECONDS,
) -> Loaded:
    """
    Load plugins (None: every installed one), and a clinic's own content, on top of the core's.

    A blocked plugin's skills, strategies and rules stay out; its red flags stay in, since nothing silences those. One
    that does not answer within *seconds* has failed.
    """
    names_blocked = frozenset(blocked)
    found = installed() if plugins is None else _given(plugins)
    candidates = [_collected(name, version, plugin, names_blocked, seconds) for name, version, plugin in found]
    candidates += [_of_content(name, part) for name, part in content]
    there = {candidate.status.name for candidate in candidates}
    candidates += [
        _Candidate(status=PluginStatus(name=name, status="blocked", why=_nobody(name, there)))
        for name in sorted(names_blocked - there)
    ]
    candidates.sort(key=lambda candidate: candidate.status.name)
    candidates = [_alone(candidate, place, candidates) for place, candidate in enumerate(candidates)]
    candidates = _owners_stand(candidates)
    candidates = _sound(core, candidates)
    parts = [candidate.part for candidate in candidates if candidate.part is not None]
    return Loaded(
        plugins=tuple(evolve(candidate.status, brings=_brings(candidate.part)) for candidate in candidates),
        catalogue=total([core, *parts]),
    )


def _nobody(name: str, there: Iterable[str]) -> str:
    close = nearest(name, there)
    mend = f"Did you mean {close!r}?" if close else "Take the name off the block list."
    return f"Blocked by name; no plugin of that name was found. {mend}"


def _brings(part: Catalogue | None) -> tuple[tuple[str, int], ...]:
    if part is None:
        return ()
    counted = [(shelf, len(getattr(part, shelf))) for shelf in _KINDS]
    return tuple((shelf, number) for shelf, number in counted if number)


# -- finding


def installed() -> list[tuple[str, str, object]]:
    """
    Return every installed plugin by name: its version, and what loads it. Nothing is imported yet.
    """
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


def _collected(name: str, version: str, plugin: object, blocked: frozenset[str], seconds: float) -> _Candidate:
    status = PluginStatus(name=name, version=version, namespaces=(name,))
    try:
        part, namespaces = within(seconds, lambda: hand_over(name, plugin))
        used = namespaces or tuple(sorted(namespaces_used(part) | {name}))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin does, it is named and the others go on
        if name in blocked:
            why = "Blocked by name. It does not load either, so no red flag of it is in force."
            return _Candidate(status=evolve(status, status="blocked", why=why))
        return _Candidate(status=evolve(status, status="failed", why=_why(error, name, plugin)))
    status = evolve(status, namespaces=used)
    if name in blocked:
        # What reads for signs stays, and every text: words of what is gone are never asked for.
        only_flags = evolve(part, **{name: () for name in _KINDS if name not in ("flags", "never_suggest")})
        why = "Blocked by name. Its red flags stay in force. Take it off the block list to use the rest."
        return _Candidate(status=evolve(status, status="blocked", why=why), part=only_flags, declared=bool(namespaces))
    return _Candidate(status=status, part=part, declared=bool(namespaces))


def _why(error: BaseException, name: str, plugin: object) -> str:
    if isinstance(error, CoachplanError):
        return said(error)
    package = _distribution(name, plugin)
    mend = f"Mend {package}, or take it out until its author has." if package else "Mend it, or leave it out."
    told = str(error) if isinstance(error, TimeoutError) else said(error)
    if isinstance(error, SystemExit):
        told = f"it tried to stop the program ({error})"
    return f"{told.removesuffix('.')}. {mend}"


def _distribution(name: str, plugin: object) -> str:
    return (plugin.dist.name if plugin.dist else name) if isinstance(plugin, EntryPoint) else ""


def hand_over(name: str, plugin: object) -> tuple[Catalogue, tuple[str, ...]]:
    """
    Return what one plugin brings, and the namespaces it declares. Raises whatever the plugin raises.

    A package without a hook, and with a `catalogue` folder in it, is a plugin of data only: the folder is read.
    """
    package = _distribution(name, plugin) or name
    if isinstance(plugin, EntryPoint | _Twice):
        plugin = plugin.load()
    made_for = getattr(plugin, "coachplan_contract", None)
    refused = "" if made_for is None else contract_refused(made_for, package)
    if refused:
        raise CoachplanError(refused)
    if isinstance(plugin, type):
        plugin = plugin()
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, name=name)
    manager.check_pending()
    hooks: Any = manager.hook
    parts = hooks.coachplan_catalogue()
    namespaces = tuple(sorted({each for given in hooks.coachplan_namespaces() for each in strings(given)}))
    if not hooks.coachplan_catalogue.get_hookimpls() and isinstance(plugin, types.ModuleType):
        folder = files(plugin) / "catalogue" if hasattr(plugin, "__path__") else None
        parts = [read_catalogue(folder, name=package)] if folder is not None and folder.is_dir() else []
    if not parts:
        raise CoachplanError(
            "it hands over no catalogue. Write coachplan_catalogue(), marked with @hookimpl, to return one; "
            "or put a folder called catalogue into the package."
        )
    for part in parts:
        if not isinstance(part, Catalogue):
            raise CoachplanError(f"coachplan_catalogue() returned {type(part).__name__}. Return a Catalogue.")
        _right_kinds(part)
    return total(parts), namespaces


def _right_kinds(part: Catalogue) -> None:
    for shelf, item, value in part.items():
        kind = _KINDS[shelf]
        if type(value) is not kind:
            what = f"{item!r} stands among the {shelf}, and is a {type(value).__name__}."
            raise CoachplanError(f"{what} Give a {kind.__name__}.")
        if value.id != item:
            raise CoachplanError(f"{value.id!r} stands among the {shelf} as {item!r}. Give lists, not mappings.")


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
        where = candidate.status.name
        findings = (*check(candidate.part, whole, where=where), *check_loans(candidate.part, whole, where))
    except Exception as error:  # noqa: BLE001 - values a plugin built in its own way may break a check
        return _failed(candidate, said(error))
    return _failed(candidate, "\n".join(map(str, findings))) if findings else candidate
