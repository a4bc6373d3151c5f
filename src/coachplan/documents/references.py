"""
Whether the ids in a document exist: skills, steps, strategies, routine kinds, routines, tags.

Asks a catalogue, names the nearest right name, and decides nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from coachplan.base.codes import unknown
from coachplan.base.disclosure import found_code, no_such, place_name
from coachplan.base.errors import Finding, suggest
from coachplan.base.ids import namespace_of
from coachplan.base.late import Late
from coachplan.knowledge.goals import findings_in_goals
from coachplan.model.approvals import ALL, Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Family, Routine
from coachplan.model.plans import Focus, Plan

if TYPE_CHECKING:
    from coachplan.knowledge.catalogue import Catalogue
    from coachplan.model import proposals
else:  # who reads a plan waits for none of them
    proposals = Late("coachplan.model.proposals")

__all__ = ["unknown_ids"]


def unknown_ids(value: object, catalogue: Catalogue, where: str) -> Iterator[Finding]:
    """
    Yield a finding for every id in a plan, family, focus, approval, proposals or entries that the catalogue does not
    have.
    """
    if isinstance(value, proposals.Proposals):
        for position, each in enumerate(value):
            for finding in unknown_ids(each, catalogue, where):
                yield attrs.evolve(finding, item=f"proposals[{position}].{finding.item}")
    elif isinstance(value, list | tuple):
        for position, each in enumerate(value):
            for finding in unknown_ids(each, catalogue, where):
                yield attrs.evolve(finding, item=f"entries[{position}].{finding.item}")
    elif isinstance(value, Entry):
        tags = catalogue.known_tags
        for tag in value.tags:
            if tag not in tags:
                yield Finding(
                    where=where, item="tags", what=no_such("tag", tag), hint=suggest(tag, tags), code="unknown-tag"
                )
    elif isinstance(value, Family):
        yield from _in_family(value, catalogue, where, "")
        # In a plan one that is not known stops no review: the review names it, and offers nothing with a caution.
        of_whom = ": ".join(filter(None, (where, place_name(value.id))))
        yield from catalogue.known_cautions.unknown(value.child.cautions, item="child.cautions", where=of_whom)
    elif isinstance(value, Approval):
        yield from _in_approval(value, catalogue, where, "")
    elif isinstance(value, Plan):
        yield from _in_family(value.family, catalogue, where, "family.")
        yield from _twice("focus", [focus.id for focus in value.focuses], where, "focuses")
        for position, focus in enumerate(value.focuses):
            yield from _in_focus(focus, value.family.routines, catalogue, where, f"focuses[{position}].")
        if value.approval is not None:
            yield from _in_approval(value.approval, catalogue, where, "approval.")
    elif isinstance(value, Focus):
        yield from _in_focus(value, None, catalogue, where, "")
    elif isinstance(value, proposals.Proposal):
        for finding in unknown_ids(value.plan, catalogue, where):
            yield attrs.evolve(finding, item=f"plan.{finding.item}")


def _in_family(family: Family, catalogue: Catalogue, where: str, path: str) -> Iterator[Finding]:
    yield from _twice("routine", [routine.id for routine in family.routines], where, f"{path}routines")
    for position, routine in enumerate(family.routines):
        item = f"{path}routines[{position}].kind"
        yield from _known("routine kind", routine.kind, catalogue.routine_kinds, where, item)
    namespaces = {namespace_of(strategy) for strategy in catalogue.strategies}
    for position, avoided in enumerate(family.avoid):
        # A strategy of a plugin that is not here cannot be checked; a misspelt one of ours would silently be offered.
        if "/" in avoided and namespace_of(avoided) in namespaces:
            yield from _known("strategy", avoided, catalogue.strategies, where, f"{path}avoid[{position}]")
    routines = [routine.id for routine in family.routines]
    yield from findings_in_goals(family.goals, routines, catalogue, where=where, path=path)


def _in_focus(
    focus: Focus, routines: tuple[Routine, ...] | None, catalogue: Catalogue, where: str, path: str
) -> Iterator[Finding]:
    known = None if routines is None else [routine.id for routine in routines]
    if known is not None and focus.routine not in known:
        what = no_such("routine", focus.routine, here="the family has")
        yield Finding(
            where=where, item=f"{path}routine", what=what, hint=suggest(focus.routine, known), code="unknown-routine"
        )
    yield from _known("skill", focus.skill, catalogue.skills, where, f"{path}skill")
    yield from _known("strategy", focus.strategy, catalogue.strategies, where, f"{path}strategy")
    yield from _on_ladder(focus.skill, focus.step, catalogue, where, f"{path}step")


def _in_approval(approval: Approval, catalogue: Catalogue, where: str, path: str) -> Iterator[Finding]:
    for skill, step in (approval.steps or {}).items():
        yield from _known("skill", skill, catalogue.skills, where, f"{path}steps")
        if step != ALL:
            yield from _on_ladder(skill, step, catalogue, where, f"{path}steps.{place_name(skill)}")
    items = (*catalogue.skills, *catalogue.strategies)
    for item, cautions in approval.despite.items():
        yield from _known("skill or strategy", item, items, where, f"{path}despite")
        at = f"{path}despite.{place_name(item)}"
        yield from catalogue.known_cautions.unknown(cautions, item=at, where=where)
    for position, strategy in enumerate(approval.strategies):
        if strategy != ALL:
            yield from _known("strategy", strategy, catalogue.strategies, where, f"{path}strategies[{position}]")
    for position, flag in enumerate(approval.expected):
        yield from _known("flag", flag, catalogue.flags, where, f"{path}expected[{position}]")


def _on_ladder(skill: str, step: int, catalogue: Catalogue, where: str, item: str) -> Iterator[Finding]:
    known = catalogue.skills.get(skill)
    if known is not None and not 1 <= step <= len(known.steps):
        what = f"{found_code(skill)} has no step {step}."
        yield Finding(
            where=where, item=item, what=what, hint=f"Its steps are 1 to {len(known.steps)}.", code="unknown-step"
        )


def _known(kind: str, found: str, known: Iterable[str], where: str, item: str) -> Iterator[Finding]:
    names = tuple(known)
    if found not in names:
        yield Finding(where=where, item=item, what=no_such(kind, found), hint=suggest(found, names), code=unknown(kind))


def _twice(kind: str, ids: list[str], where: str, item: str) -> Iterator[Finding]:
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield Finding(
            where=where,
            item=item,
            what=f"more than one {kind} is called {found_code(twice)}.",
            hint="Rename one.",
            code="duplicate",
        )
