"""
Plugins found, loaded one by one, checked, and summed into the catalogue.

A plugin that fails, or does not answer, is named, with why and the hint, and harms no other; what it brought for safety
stays. Does not know what any of them brings.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points

from attrs import evolve

from coachplan.base.errors import CoachplanError, Finding, describe, nearest
from coachplan.base.ids import CORE_NAMESPACE
from coachplan.documents.content import FolderRead
from coachplan.knowledge.catalogue import Catalogue, merge, namespaces_used
from coachplan.knowledge.checks import check
from coachplan.knowledge.kinds import KINDS
from coachplan.knowledge.language_packs import check_loans, said_before
from coachplan.model.plugin_status import PluginStatus
from coachplan.plugins.contributions import SECONDS, Twice, ask, taken_in
from coachplan.plugins.entry_points import Installed, installed_as
from coachplan.plugins.installation import PROJECT
from coachplan.plugins.kept_signs import SIGNS, signs_of
from coachplan.plugins.ownership import check_unique, enforce_ownership, refuse_core_name
from coachplan.plugins.status import Contribution, Loaded, failed

__all__ = ["installed", "load"]


#: What is said of a plugin that is blocked.
_FLAGS_STAY = "Blocked by name. Its red flags stay in force. Take it off the block list to use the rest."
_DOES_NOT_LOAD = "Blocked by name. It does not load either, so no red flag of it is in force."
_FOLDER_STAYS = "Blocked by name. It does not load either; the red flags in its folder of content stay in force."


def load(
    core: Catalogue,
    *,
    plugins: Iterable[object] | None = None,
    blocked: Iterable[str] = (),
    needs: Iterable[str] = (),
    content: Iterable[tuple[str, FolderRead]] = (),
    seconds: float = SECONDS,
) -> Loaded:
    """
    Load plugins (None: every installed one), and a clinic's own content, on top of the core's.

    The skills, strategies and rules of a plugin that is blocked or fails stay out; its red flags stay in where they
    could be read, since nothing silences those. One that does not answer within *seconds* has failed. Of *needs*, names
    or namespaces, what nobody is or has is missing.
    """
    names_blocked = frozenset(blocked)
    found = installed() if plugins is None else [("", "", plugin) for plugin in plugins]
    candidates = [_collected(name, version, plugin, names_blocked, seconds) for name, version, plugin in found]
    candidates += [_of_content(name, part) for name, part in content]
    candidates = [refuse_core_name(candidate) for candidate in candidates]
    there = {candidate.status.name for candidate in candidates}
    candidates += [
        Contribution(status=PluginStatus(name=name, status="blocked", why=_nobody(name, there)))
        for name in sorted(names_blocked - there)
    ]
    candidates += _missing(needs, candidates)
    candidates.sort(key=lambda candidate: candidate.status.name)
    candidates = [check_unique(candidate, index, candidates) for index, candidate in enumerate(candidates)]
    candidates = enforce_ownership(candidates)
    candidates = drop_unsound(core, candidates)
    candidates = _what_stands_is_there(candidates)
    whole = merge([core, *(candidate.part for candidate in candidates if candidate.part is not None)])
    signs = signs_of([candidate.read for candidate in candidates if candidate.part is None], whole)
    stays = iter(signs)
    return Loaded(
        plugins=tuple(
            evolve(each.status, brings=_brings(next(stays) if each.part is None else each.part)) for each in candidates
        ),
        catalogue=merge([whole, *signs]),
    )


def _nobody(name: str, there: Iterable[str]) -> str:
    close = nearest(name, there)
    hint = f"Did you mean {close!r}?" if close else "Take the name off the block list."
    return f"Blocked by name; no plugin of that name was found. {hint}"


def _missing(needs: Iterable[str], candidates: list[Contribution]) -> list[Contribution]:
    names = {each.status.name for each in candidates}
    there = names | {name for each in candidates if each.part is not None for name in each.status.namespaces}
    return [
        Contribution(status=PluginStatus(name=name, status="missing", namespaces=(name,), why=_not_here(name, names)))
        for name in sorted(set(needs) - there - {CORE_NAMESPACE})
    ]


def _not_here(name: str, names: Iterable[str]) -> str:
    close = nearest(name, names)
    if close is not None:
        return f"Needed by this program, and nothing of that name is here. Did you mean {close!r}?"
    hint = "Install it; a frozen program must bring its metadata, or name its module in `plugins`."
    return f"Needed by this program, and nothing of that name is here. {hint}"


def _brings(part: Catalogue) -> tuple[tuple[str, int], ...]:
    counted = [(kind.shelf, len(getattr(part, kind.shelf))) for kind in KINDS]
    return tuple((shelf, number) for shelf, number in counted if number)


# -- finding


def installed() -> list[tuple[str, str, object]]:
    """
    Return every installed plugin by name: its version, and what loads it. Nothing is imported yet.
    """
    found: dict[str, list[Installed]] = {}
    for point in map(installed_as, entry_points(group=PROJECT)):
        found.setdefault(point.name, []).append(point)
    return [
        (name, points[0].version, Twice(name, points) if _really_twice(points) else points[0])
        for name, points in sorted(found.items())
    ]


def _really_twice(points: list[Installed]) -> bool:
    return len({(point.distribution, point.value) for point in points}) > 1


# -- collecting, one by one, so that a failure has a name


def _collected(name: str, version: str, plugin: object, blocked: frozenset[str], seconds: float) -> Contribution:
    if type(plugin) is Twice:  # isinstance() would ask the plugin itself what it is
        return _called_alike(plugin, version, blocked, seconds)
    answered = ask(plugin, seconds, name=name, version=version)
    name, part, declared = answered.name, answered.part, answered.declared
    status = PluginStatus(name=name, version=answered.version, namespaces=(name,))
    if part is None:
        read = () if answered.beside is None else (answered.beside,)
        if name in blocked:
            why = _FOLDER_STAYS if read else _DOES_NOT_LOAD
            return Contribution(status=evolve(status, status="blocked", why=why), read=read)
        return Contribution(status=evolve(status, status="failed", why=answered.why, trace=answered.trace), read=read)
    status = evolve(status, namespaces=declared or tuple(sorted(namespaces_used(part) | {name})))
    if name in blocked:
        # What reads for signs stays, and every text: words of what is gone are never asked for.
        only_flags = evolve(part, **{kind.shelf: () for kind in KINDS if kind.shelf not in SIGNS})
        status = evolve(status, status="blocked", why=_FLAGS_STAY)
        return Contribution(status=status, part=only_flags, declared=bool(declared), read=(only_flags,))
    return Contribution(status=status, part=part, declared=bool(declared), read=(part,))


def _called_alike(plugin: Twice, version: str, blocked: frozenset[str], seconds: float) -> Contribution:
    # Nobody knows which of them was meant, so neither is used; but both are read for signs.
    answers = [ask(point, seconds, name=plugin.name) for point in plugin.points]
    read = tuple(part for answered in answers if (part := answered.part or answered.beside) is not None)
    status = PluginStatus(name=plugin.name, version=version, namespaces=(plugin.name,), status="failed", why=plugin.why)
    if plugin.name in blocked:
        status = evolve(status, status="blocked", why=_FLAGS_STAY if read else _DOES_NOT_LOAD)
    return Contribution(status=status, read=read)


def _of_content(name: str, folder: FolderRead) -> Contribution:
    findings = folder.findings
    try:
        part = taken_in(folder.catalogue, name)
    except CoachplanError as error:
        return Contribution(status=PluginStatus(name=name, status="failed", why=_lines((*findings, *error.findings))))
    status = PluginStatus(name=name, namespaces=tuple(sorted(namespaces_used(part))))
    if findings:  # its rules and skills are out; the signs of what could be read stay
        return Contribution(status=evolve(status, status="failed", why=_lines(findings)), read=(part,))
    return Contribution(status=status, part=part, read=(part,))


def _lines(findings: Iterable[Finding]) -> str:
    return "\n".join(map(str, findings))


# -- checking


def drop_unsound(core: Catalogue, candidates: list[Contribution]) -> list[Contribution]:
    # A plugin may lean on another, so taking one out can unsettle the next: repeat until all that is left is sound.
    while True:
        whole = merge([core, *(candidate.part for candidate in candidates if candidate.part is not None)])
        there = _there(candidates) | {CORE_NAMESPACE}
        absent = frozenset(each for candidate in candidates for each in candidate.status.namespaces) - there
        checked = [_checked(candidate, whole, there, absent) for candidate in candidates]
        if checked == candidates:
            checked = _first_pack_stands(candidates)
        if checked == candidates:
            return checked
        candidates = checked


def _first_pack_stands(candidates: list[Contribution]) -> list[Contribution]:
    # Of two that say the same text of somebody else in one language, asked once each is sound by itself.
    standing: dict[str, Catalogue] = {}
    kept = []
    for candidate in candidates:
        name, part = candidate.status.name, candidate.part
        findings = said_before(part, standing, name) if part is not None else ()
        if part is not None and not findings:
            standing[name] = part
        kept.append(failed(candidate, _lines(findings)) if findings else candidate)
    return kept


def _what_stands_is_there(candidates: list[Contribution]) -> list[Contribution]:
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


def _there(candidates: list[Contribution]) -> frozenset[str]:
    loaded = (candidate.status for candidate in candidates if candidate.status.status == "loaded")
    return frozenset(each for status in loaded for each in status.namespaces)


def _checked(candidate: Contribution, whole: Catalogue, there: frozenset[str], absent: frozenset[str]) -> Contribution:
    if candidate.part is None:
        return candidate
    try:
        where = candidate.status.name
        loans = check_loans(candidate.part, whole, where, there, absent)
        findings = (*check(candidate.part, whole, where=where), *loans)
    except Exception as error:  # noqa: BLE001 - values a plugin built in its own way may break a check
        return failed(candidate, describe(error))
    return failed(candidate, _lines(findings)) if findings else candidate
