"""
Plugins found, loaded one by one, checked, and summed into the catalogue.

A plugin that fails, or does not answer, is named, with why and the mend, and harms no other; what it brought for safety
stays. Does not know what any of them brings.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from attrs import evolve, frozen

from coachplan.asking import SECONDS, SHELVES, Twice, ask, taken_in
from coachplan.catalogue import Catalogue, namespaces_used, total
from coachplan.errors import CoachplanError, said
from coachplan.hookspecs import PROJECT
from coachplan.ids import nearest
from coachplan.keeping import SIGNS, signs_of
from coachplan.lending import check_loans, said_before
from coachplan.soundness import check

__all__ = ["CORE_IS_OURS", "GIVE_IT_A_NAME", "Loaded", "PluginStatus", "installed", "is_core", "load"]

#: What the core's own content is called, and its namespace.
CORE = "core"

#: What is said of a plugin that is blocked.
_FLAGS_STAY = "Blocked by name. Its red flags stay in force. Take it off the block list to use the rest."
_DOES_NOT_LOAD = "Blocked by name. It does not load either, so no red flag of it is in force."

#: What is said of a plugin or folder of that name.
CORE_IS_OURS = "only coachplan's own content is called 'core'."
GIVE_IT_A_NAME = "Give it another name, and its ids that namespace."


@frozen(kw_only=True)
class PluginStatus:
    """
    A plugin, as it was found: *status* is loaded, blocked or failed; *why* says what went wrong and the mend.

    *brings*: how many items it adds to each shelf, what stays in force of one that is blocked or failed included.
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
    The plugins with their status, sorted by name, and the sum of what the sound ones bring and of the others' signs.
    """

    plugins: tuple[PluginStatus, ...]
    catalogue: Catalogue


@frozen(kw_only=True)
class _Candidate:
    status: PluginStatus
    part: Catalogue | None = None  # what it adds, as long as it has not failed
    declared: bool = False
    read: tuple[Catalogue, ...] = ()  # what it brought, whatever became of it


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

    The skills, strategies and rules of a plugin that is blocked or fails stay out; its red flags stay in where they
    could be read, since nothing silences those. One that does not answer within *seconds* has failed.
    """
    names_blocked = frozenset(blocked)
    found = installed() if plugins is None else [("", "", plugin) for plugin in plugins]
    candidates = [_collected(name, version, plugin, names_blocked, seconds) for name, version, plugin in found]
    candidates += [_of_content(name, part) for name, part in content]
    candidates = [_not_as_core(candidate) for candidate in candidates]
    there = {candidate.status.name for candidate in candidates}
    candidates += [
        _Candidate(status=PluginStatus(name=name, status="blocked", why=_nobody(name, there)))
        for name in sorted(names_blocked - there)
    ]
    candidates.sort(key=lambda candidate: candidate.status.name)
    candidates = [_alone(candidate, place, candidates) for place, candidate in enumerate(candidates)]
    candidates = _owners_stand(candidates)
    candidates = _sound(core, candidates)
    candidates = _what_stands_is_there(candidates)
    whole = total([core, *(candidate.part for candidate in candidates if candidate.part is not None)])
    signs = signs_of([candidate.read for candidate in candidates if candidate.part is None], whole)
    stays = iter(signs)
    return Loaded(
        plugins=tuple(
            evolve(each.status, brings=_brings(next(stays) if each.part is None else each.part)) for each in candidates
        ),
        catalogue=total([whole, *signs]),
    )


def _nobody(name: str, there: Iterable[str]) -> str:
    close = nearest(name, there)
    mend = f"Did you mean {close!r}?" if close else "Take the name off the block list."
    return f"Blocked by name; no plugin of that name was found. {mend}"


def _brings(part: Catalogue) -> tuple[tuple[str, int], ...]:
    counted = [(shelf, len(getattr(part, shelf))) for shelf in SHELVES]
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
        (name, _version(points[0]), Twice(name, points) if _really_twice(points) else points[0])
        for name, points in sorted(found.items())
    ]


def _version(point: EntryPoint) -> str:
    return point.dist.version if point.dist is not None else ""


def _really_twice(points: list[EntryPoint]) -> bool:
    return len({(point.dist.name if point.dist else "", point.value) for point in points}) > 1


# -- collecting, one by one, so that a failure has a name


def _collected(name: str, version: str, plugin: object, blocked: frozenset[str], seconds: float) -> _Candidate:
    if type(plugin) is Twice:  # isinstance() would ask the plugin itself what it is
        return _called_alike(plugin, version, blocked, seconds)
    answered = ask(plugin, seconds, name=name, version=version)
    name, part, declared = answered.name, answered.part, answered.declared
    status = PluginStatus(name=name, version=answered.version, namespaces=(name,))
    if part is None:
        if name in blocked:
            return _Candidate(status=evolve(status, status="blocked", why=_DOES_NOT_LOAD))
        return _Candidate(status=evolve(status, status="failed", why=answered.why))
    status = evolve(status, namespaces=declared or tuple(sorted(namespaces_used(part) | {name})))
    if name in blocked:
        # What reads for signs stays, and every text: words of what is gone are never asked for.
        only_flags = evolve(part, **{shelf: () for shelf in SHELVES if shelf not in SIGNS})
        status = evolve(status, status="blocked", why=_FLAGS_STAY)
        return _Candidate(status=status, part=only_flags, declared=bool(declared), read=(only_flags,))
    return _Candidate(status=status, part=part, declared=bool(declared), read=(part,))


def _called_alike(plugin: Twice, version: str, blocked: frozenset[str], seconds: float) -> _Candidate:
    # Nobody knows which of them was meant, so neither is used; but both are read for signs.
    answers = [ask(point, seconds, name=plugin.name) for point in plugin.points]
    read = tuple(answered.part for answered in answers if answered.part is not None)
    status = PluginStatus(name=plugin.name, version=version, namespaces=(plugin.name,), status="failed", why=plugin.why)
    if plugin.name in blocked:
        status = evolve(status, status="blocked", why=_FLAGS_STAY if read else _DOES_NOT_LOAD)
    return _Candidate(status=status, read=read)


def _of_content(name: str, part: Catalogue | CoachplanError) -> _Candidate:
    if isinstance(part, CoachplanError):
        return _Candidate(status=PluginStatus(name=name, status="failed", why=str(part)))
    try:
        part = taken_in(part, name)
    except CoachplanError as error:
        return _Candidate(status=PluginStatus(name=name, status="failed", why=str(error)))
    used = tuple(sorted(namespaces_used(part)))
    return _Candidate(status=PluginStatus(name=name, namespaces=used), part=part, read=(part,))


# -- checking


def is_core(name: str) -> bool:
    """
    Say whether a plugin or a folder is called as the core's own content is.
    """
    return name.strip().casefold() == CORE


def _not_as_core(candidate: _Candidate) -> _Candidate:
    # It would own the core's namespace, and its rules would speak with the core's voice.
    if not is_core(candidate.status.name):
        return candidate
    return _failed(candidate, f"{CORE_IS_OURS} {GIVE_IT_A_NAME}", candidate.status.namespaces)


def _alone(candidate: _Candidate, place: int, candidates: list[_Candidate]) -> _Candidate:
    # One name, one plugin; and an id without a namespace would be nobody's.
    if candidate.part is None:
        return candidate
    if candidate.declared and CORE in candidate.status.namespaces:
        why = f"it declares the namespace {CORE!r}, which is coachplan's own. Use your own namespace."
        return _failed(candidate, why, [CORE])
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
    owner = {CORE: "coachplan"}
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
        there = _there(candidates) | {CORE}
        absent = frozenset(each for candidate in candidates for each in candidate.status.namespaces) - there
        checked = [_checked(candidate, whole, there, absent) for candidate in candidates]
        if checked == candidates:
            checked = _first_pack_stands(candidates)
        if checked == candidates:
            return checked
        candidates = checked


def _first_pack_stands(candidates: list[_Candidate]) -> list[_Candidate]:
    # Of two that say the same text of somebody else in one language, asked once each is sound by itself.
    standing: dict[str, Catalogue] = {}
    kept = []
    for candidate in candidates:
        name, part = candidate.status.name, candidate.part
        findings = said_before(part, standing, name) if part is not None else ()
        if part is not None and not findings:
            standing[name] = part
        kept.append(_failed(candidate, "\n".join(map(str, findings))) if findings else candidate)
    return kept


def _what_stands_is_there(candidates: list[_Candidate]) -> list[_Candidate]:
    # A namespace whose owner is loaded is not missing, whoever else failed by that name.
    there = _there(candidates)
    return [
        candidate
        if candidate.status.status == "loaded"
        else evolve(
            candidate,
            status=evolve(
                candidate.status, namespaces=tuple(each for each in candidate.status.namespaces if each not in there)
            ),
        )
        for candidate in candidates
    ]


def _there(candidates: list[_Candidate]) -> frozenset[str]:
    loaded = (candidate.status for candidate in candidates if candidate.status.status == "loaded")
    return frozenset(each for status in loaded for each in status.namespaces)


def _checked(candidate: _Candidate, whole: Catalogue, there: frozenset[str], absent: frozenset[str]) -> _Candidate:
    if candidate.part is None:
        return candidate
    try:
        where = candidate.status.name
        loans = check_loans(candidate.part, whole, where, there, absent)
        findings = (*check(candidate.part, whole, where=where), *loans)
    except Exception as error:  # noqa: BLE001 - values a plugin built in its own way may break a check
        return _failed(candidate, said(error))
    return _failed(candidate, "\n".join(map(str, findings))) if findings else candidate
