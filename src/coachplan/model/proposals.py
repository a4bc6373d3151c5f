"""
A first plan that is proposed, why it fits, and what was left out.

Holds the reasons in words. Knows nothing of how anything here was decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.showing import as_lines, shows_itself
from coachplan.base.validators import a, each, number, strings
from coachplan.model.evidence import Mention
from coachplan.model.plans import Plan

__all__ = ["Proposal", "Proposals"]


@shows_itself
@plain_errors
@frozen(kw_only=True)
class Proposal:
    """
    A first plan, why it fits, what to look out for, and what was left out and why. *together* is how it is done, a line
    each: who practises, when, how, and what the adult does next. *worth_a_look* is for the therapist alone: what was
    heard in the words of the family's goals. No caregiver is shown it, and it changes nothing that is proposed. *here*
    is for the therapist, too: what a clinic's own logs say of the strategy, apart from the evidence of studies.
    """

    plan: Plan = field(validator=a(Plan))
    reasons: tuple[str, ...] = field(converter=strings, repr=False)
    cautions: tuple[str, ...] = field(converter=strings, repr=False)
    left_out: tuple[str, ...] = field(converter=strings, repr=False)
    score: float = field(default=0.0, validator=number())
    together: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    worth_a_look: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...], validator=each(a(Mention)))
    here: tuple[str, ...] = field(default=(), converter=strings, repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """
        How it is done together and why it fits (`+`), and what to look out for (`!`), a line each.
        """
        return (*(f"+ {line}" for line in (*self.together, *self.reasons)), *(f"! {line}" for line in self.cautions))

    def __str__(self) -> str:
        return as_lines((*_named(self), *self.lines))


@shows_itself
@plain_errors
@frozen(eq=False)
class Proposals(Sequence[Proposal]):
    """
    First plans, best first, read like a tuple; and what was *left_out*, with the reason: also where nothing fits.
    *worth_a_look* is for the therapist alone, as in each of them.
    """

    proposals: tuple[Proposal, ...] = field(converter=tuple[Proposal, ...], validator=each(a(Proposal)))
    left_out: tuple[str, ...] = field(kw_only=True, default=(), converter=strings, repr=False)
    worth_a_look: tuple[Mention, ...] = field(
        kw_only=True, default=(), converter=tuple[Mention, ...], validator=each(a(Mention))
    )

    @overload
    def __getitem__(self, index: int) -> Proposal: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Proposal, ...]: ...

    def __getitem__(self, index: int | slice) -> Proposal | tuple[Proposal, ...]:
        return self.proposals[index]

    def __len__(self) -> int:
        return len(self.proposals)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Proposals):
            mine, others = ((each.proposals, each.left_out, each.worth_a_look) for each in (self, other))
            return mine == others
        return self.proposals == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.proposals)

    def __str__(self) -> str:
        return as_lines(self._lines())

    def _lines(self) -> Iterator[str]:
        for number_of, proposal in enumerate(self.proposals, start=1):
            first, *more = _named(proposal)
            yield f"{number_of}. {first}"
            yield from (f"   {line}" for line in (*more, *proposal.lines))
        if not self.proposals:
            yield "Nothing fits yet. Why:" if self.left_out else "Nothing fits yet."
            yield from (f"- {line}" for line in self.left_out)


def _named(proposal: Proposal) -> tuple[str, ...]:
    # The one sentence of each focus; where there is none, what is practised.
    return tuple(focus.cue or focus.skill for focus in proposal.plan.focuses) or (proposal.plan.id,)
