"""
What the cautions of one child rule out, and what a clinician opened in spite of them.

A caution that is not known rules out whatever names any. Nothing that a family writes opens what is ruled out. Does not
weigh what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from coachplan.base.dates import said_day
from coachplan.base.disclosure import no_such
from coachplan.base.errors import Finding, suggest
from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.cautions import KnownCautions
from coachplan.model.approvals import Approval
from coachplan.model.family import Family
from coachplan.model.plans import Focus, Plan
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy

__all__ = ["ChildCautions", "ruled_out", "titles_of", "unknown_openings"]


def titles_of(cautions: Iterable[str], known: KnownCautions) -> tuple[Message, ...]:
    """
    Return what the cautions are called, each once, in the order in which they are named; of those that are not known,
    nothing.
    """
    meant = dict.fromkeys(item for caution in cautions for item in known.meant(caution))
    return tuple(Message(key(item, "title")) for item in meant)


@frozen(kw_only=True)
class ChildCautions:
    """
    The cautions of a child, as the family wrote them, among those there are, and what was opened in spite of them.
    """

    cautions: tuple[str, ...]
    known: KnownCautions
    approval: Approval | None = None

    @classmethod
    def of(cls, family: Family, catalogue: Catalogue, approval: Approval | None = None) -> ChildCautions:
        """
        Take those of a family's child.
        """
        return cls(cautions=family.child.cautions, known=catalogue.known_cautions, approval=approval)

    def against(self, item: Skill | Strategy) -> tuple[Message, ...]:
        """
        Return why a skill or a strategy is ruled out, a sentence a caution; nothing where it is not, or where a
        clinician opened it in spite of that.
        """
        return tuple(message for message, opened in self._about(item) if not opened)

    def opened(self, item: Skill | Strategy) -> tuple[Message, ...]:
        """
        Return what would rule it out, had not a clinician opened it: it is said, and rules nothing out.
        """
        return tuple(message for message, opened in self._about(item) if opened)

    def _about(self, item: Skill | Strategy) -> Iterator[tuple[Message, bool]]:
        if not (self.cautions and item.cautions):
            return
        for written, meant in self.known.in_the_way(self.cautions, item.cautions):
            title, looked_at = Message(key(item.id, "title")), self._looked_at(item.id)
            if not meant:
                yield Message("core/fit.caution-unknown", {"item": title, "caution": written}), False
            for each in meant:
                values: dict[str, object] = {"item": title, "caution": Message(key(each, "title"))}
                if each in looked_at and self.approval is not None:
                    by_whom = {"by": self.approval.by, "on": said_day(self.approval.on)}
                    yield Message("core/fit.opened", {**values, **by_whom}), True
                else:
                    yield Message("core/fit.caution", values), False

    def _looked_at(self, item: str) -> frozenset[str]:
        named = () if self.approval is None else self.approval.opened_despite(item)
        return frozenset(each for caution in named for each in self.known.meant(caution))


def ruled_out(plan: Plan, focus: Focus, catalogue: Catalogue) -> tuple[Message, ...]:
    """
    Return why what a focus practises is ruled out: its skill or its strategy has a caution that the child has, too, and
    that no clinician opened. Empty where nothing is.
    """
    about = ChildCautions.of(plan.family, catalogue, plan.approval)
    items = (catalogue.skills.get(focus.skill), catalogue.strategies.get(focus.strategy))
    return tuple(message for item in items if item is not None for message in about.against(item))


def unknown_openings(approval: Approval, catalogue: Catalogue) -> Iterator[Finding]:
    """
    Yield a finding for each skill, strategy or caution that an approval opens something by, and that there is not.
    """
    items = {*catalogue.skills, *catalogue.strategies}
    for item, cautions in approval.despite.items():
        if item not in items:
            what = no_such("skill or strategy", item)
            yield Finding(item="approval.despite", what=what, hint=suggest(item, items), code="unknown-id")
        yield from catalogue.known_cautions.unknown(cautions, item="approval.despite")
