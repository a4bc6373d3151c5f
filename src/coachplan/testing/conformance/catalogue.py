"""
What a plugin or a folder knows, checked by itself: ids, references, sources, ladders, and the words.

Needs no engine with the plugin in it, and no made-up families. Knows nothing of what a discipline ought to contain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import Finding
from coachplan.base.validators import strings
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import Catalogue, merge, namespaces_used
from coachplan.knowledge.checks import check
from coachplan.knowledge.language_packs import check_loans
from coachplan.knowledge.rules import Rule
from coachplan.model.strategies import Strategy
from coachplan.testing.conformance.signs import check_signs
from coachplan.testing.conformance.wording import check_wording

__all__ = ["Report", "check_catalogue", "check_substance"]


@plain_errors
@frozen
class Report:
    """
    Everything that was found; nothing found is what a plugin wants. `str(report)` lists it, a line a finding.
    """

    findings: tuple[Finding, ...] = field(converter=tuple[Finding, ...])

    @property
    def passed(self) -> bool:
        """
        Whether nothing was found.
        """
        return not self.findings

    def __str__(self) -> str:
        if self.passed:
            return "Nothing was found."
        found = len(self.findings)
        return "\n".join([f"{found} finding{'' if found == 1 else 's'}:", *(f"  {each}" for each in self.findings)])


@checked
def check_catalogue(
    catalogue: Catalogue, *, namespaces: Iterable[str] | None = None, beside: Catalogue | None = None
) -> Report:
    """
    Check knowledge by itself: ids, references, sources, ladders, and the words in every language it begins.

    *beside* is what it may refer to besides its own: the core's, where nothing is said.
    """
    known = core_catalogue() if beside is None else beside
    found = [*_names(catalogue, None if namespaces is None else strings(namespaces))]
    if not _clashes(catalogue, known):
        whole = merge([known, catalogue])
        found += (*check(catalogue, whole), *check_loans(catalogue, whole), *check_signs(catalogue, whole))
    found += check_substance(catalogue)
    found += check_wording(catalogue)
    return Report(dict.fromkeys(found))


def _names(catalogue: Catalogue, namespaces: tuple[str, ...] | None) -> Iterator[Finding]:
    counted = Counter(item.partition("/")[0] for _, item, _ in catalogue.items())
    if namespaces is None:
        if not counted:
            if not (catalogue.translations or catalogue.phrases or catalogue.turning):
                yield Finding(what="it contributes nothing.", hint="Give it at least one skill.", code="unsound")
            return
        namespaces = (counted.most_common(1)[0][0],)
    home = " or ".join(f"{namespace}/" for namespace in namespaces)
    for _, item, _ in catalogue.items():
        if item.partition("/")[0] not in namespaces:
            yield Finding(
                item=item,
                what="the id is outside the plugin's namespace.",
                hint=f"Begin it with {home}",
                code="not-an-id",
            )
    for owner in sorted(namespaces_used(catalogue) - set(namespaces) - set(counted)):
        yield Finding(
            item=owner,
            what="there are texts for a namespace of somebody else.",
            hint=f"Begin with {home}",
            code="unsound",
        )


def _clashes(catalogue: Catalogue, known: Catalogue) -> bool:
    return not {item for _, item, _ in catalogue.items()}.isdisjoint(item for _, item, _ in known.items())


# -- substance


def check_substance(catalogue: Catalogue) -> Iterator[Finding]:
    """
    Yield what is missing for a catalogue to be used with a family: sources, steps enough, what to look for.
    """
    sourced: list[Strategy | Rule] = [*catalogue.strategies.values(), *catalogue.rules.values()]
    for item in sourced:
        uses = item.uses if isinstance(item, Strategy) else ()
        if not item.sources or not all(use.sources for use in uses):
            yield Finding(
                item=item.id,
                what="there is no source.",
                hint="Name one; a proposal of your own has the grade OWN.",
                code="unsound",
            )
    for skill in catalogue.skills.values():
        if not 4 <= len(skill.steps) <= 7:
            yield Finding(
                item=skill.id, what=f"the ladder has {len(skill.steps)} steps.", hint="Give it 4 to 7.", code="unsound"
            )
        for number, step in enumerate(skill.steps, start=1):
            for part in ("title", "look_for"):
                if not getattr(step, part).strip():
                    yield Finding(
                        item=f"{skill.id}, step {number}",
                        what=f"{part!r} is empty.",
                        hint="Say what a stranger could see and count.",
                        code="unsound",
                    )
