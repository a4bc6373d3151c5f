"""
What waits its turn: one change at a time, in a plan and across the plans of a family; one thing in a routine; within
their minutes.

Takes suggestions that are made and says what waits, and why. Nothing that makes things easier or safer ever waits. Does
not know how any of them was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from coachplan.base.copies import copied
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, key
from coachplan.knowledge.precedence import EASING, NEVER_QUEUED
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Suggestion
from coachplan.planning.revisions import told_apart
from coachplan.planning.wording import routine_words
from coachplan.review.how_far import told_together
from coachplan.review.reflection import AFTER_SUCCESS

__all__ = ["arbitrate", "one_change"]


@frozen(kw_only=True)
class _Claim:
    # One suggestion that would be practised or changed: whose plan it is of, where, and how much it matters.
    index: int
    plan: Plan
    focus: Focus
    suggestion: Suggestion
    skill: object

    @property
    def matters(self) -> int:
        return self.plan.family.matters(self.focus.routine)


def arbitrate(reviewed: Sequence[tuple[Plan, Review]]) -> tuple[Review, ...]:
    """
    Return the reviews with what waits its turn. Earlier plans come first where the family's marks are equal.

    In a routine that two plans share, the focus that matters most goes on and the others rest. Over all plans one
    change is made at a time, and what no longer fits into the family's minutes a day rests. While one plan is paused
    by a red flag nothing harder or new is taken on in the others. Raises `CoachplanError` where the plans are not of
    one child.
    """
    _one_child(plan for plan, _ in reviewed)
    told_apart(plan for plan, _ in reviewed)
    claims = sorted(
        (
            _Claim(index=index, plan=plan, focus=focus, suggestion=suggestion, skill=Message(key(focus.skill, "title")))
            for index, (plan, review) in enumerate(reviewed)
            if not review.paused
            for suggestion in review.next_steps
            if (focus := plan.focus(suggestion.focus)) is not None and not focus.maintaining
        ),
        key=lambda claim: (-claim.matters, claim.index),
    )
    waits: dict[tuple[int, str], Message] = {}
    _one_in_a_routine(claims, waits)
    _within_the_minutes(claims, waits)
    _one_change(claims, waits, paused=any(review.paused for _, review in reviewed))
    waited = [
        evolve(
            review,
            next_steps=tuple(
                _waiting(each, waits[index, each.focus])
                if (index, each.focus) in waits and each.queued is None
                else each
                for each in review.next_steps
            ),
        )
        for index, (_, review) in enumerate(reviewed)
    ]
    return told_together([(plan, review) for (plan, _), review in zip(reviewed, waited, strict=True)])


def _one_child(plans: Iterable[Plan]) -> None:
    children = list(dict.fromkeys((plan.family.id, plan.family.child.name) for plan in plans))
    if len(children) > 1:
        named = ", ".join(f"{name} ({family})" if family else name for family, name in children)
        raise CoachplanError(
            Finding(
                item="plans",
                what=f"they are of different children: {named}.",
                hint="Review one child at a time.",
                code="different-children",
            )
        )


def _waits(claim: _Claim, waits: dict[tuple[int, str], Message], message: Message) -> None:
    waits.setdefault((claim.index, claim.focus.id), message)


def _waiting(suggestion: Suggestion, queued: Message) -> Suggestion:
    # What went well is asked about where practice goes on, and of one thing at a time.
    over = suggestion.asks is not None and suggestion.asks.key.startswith(AFTER_SUCCESS)
    return copied(suggestion, queued=queued, asks=None if over else suggestion.asks)


def _eases(claim: _Claim) -> bool:
    return claim.suggestion.action.kind in EASING


def _one_in_a_routine(claims: list[_Claim], waits: dict[tuple[int, str], Message]) -> None:
    # Inside one plan its clinician has decided; between plans nobody has.
    first: dict[str, _Claim] = {}
    for claim in claims:
        before = first.setdefault(claim.focus.routine, claim)
        if before.index == claim.index or _eases(claim):
            continue
        values = {"routine": routine_words(claim.plan, claim.focus.routine), "skill": before.skill}
        _waits(claim, waits, Message("core/queued-routine", values))


def _within_the_minutes(claims: list[_Claim], waits: dict[tuple[int, str], Message]) -> None:
    budgets = [plan.family.minutes_a_day for plan in (claim.plan for claim in claims)]
    budget = min((each for each in budgets if each is not None), default=None)
    if budget is None:
        return
    used = 0.0
    for claim in claims:
        if (claim.index, claim.focus.id) in waits:
            continue
        if used and used + claim.focus.minutes > budget and not _eases(claim):
            _waits(claim, waits, Message("core/queued-minutes", {"minutes": budget}))
        else:
            used += claim.focus.minutes


def _one_change(claims: list[_Claim], waits: dict[tuple[int, str], Message], *, paused: bool) -> None:
    changing = [
        claim
        for claim in claims
        if claim.suggestion.action.kind not in NEVER_QUEUED
        and claim.suggestion.queued is None
        and (claim.index, claim.focus.id) not in waits
    ]
    if paused:
        for claim in changing:
            _waits(claim, waits, Message("core/queued-paused"))
        return
    first = next(filter(_eases, claims), None) or min(changing, key=lambda claim: -claim.matters, default=None)
    for claim in changing:
        if first is not None and claim is not first:
            values = {
                "other": first.focus.id,
                "do": Message(f"core/kind.{first.suggestion.action.kind}"),
                "skill": first.skill,
            }
            _waits(claim, waits, Message("core/queued", values))


def one_change(plan: Plan, suggestions: list[Suggestion], skills: Mapping[str, object]) -> list[Suggestion]:
    """
    Return the suggestions of one plan, of which one change is made at a time: the others say what they wait for.
    *skills*: what the skill of each focus is called.
    """
    claims = [
        _Claim(index=0, plan=plan, focus=focus, suggestion=each, skill=skills[focus.id])
        for each in suggestions
        if (focus := plan.focus(each.focus)) is not None
    ]
    waits: dict[tuple[int, str], Message] = {}
    _one_change(claims, waits, paused=False)
    return [_waiting(each, waits[0, each.focus]) if (0, each.focus) in waits else each for each in suggestions]
