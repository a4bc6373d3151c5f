"""
What could be done: the proposal of a rule, or of a barrier that was met, made concrete and in words.

Does not know which of several offers is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from attrs import field, frozen

from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.messages import Message, key
from coachplan.knowledge.precedence import caution, precedence_key
from coachplan.knowledge.rules import TOPICS, Rule
from coachplan.model.actions import Action, Kind
from coachplan.model.sentences import BECAUSE
from coachplan.model.skills import Source
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.next_action import change_to, make_concrete, tried_next
from coachplan.progress.practice import Practice
from coachplan.progress.statistics import share_of
from coachplan.review.barriers import MetBarrier

__all__ = ["Candidate", "from_barrier", "from_rule", "reason_and_action"]


@frozen(kw_only=True)
class Candidate:
    """
    A proposal made concrete: what would be done, and whether that needs a clinician whatever is approved. *told* makes
    the sentence, for the one of them that is chosen.

    *core*: the core proposes it; *order*: its place in precedence; *rests*: practice rests until then; *adjusts*: it
    meets what got in the way.
    """

    rule: str
    action: Action
    told: Callable[[], Message] = field(eq=False)
    sources: tuple[Source, ...]
    clinician: bool
    core: bool
    order: tuple[int, int, str]
    rests: bool = False
    adjusts: bool = False


def reason_and_action(reason: Message, kind: str, values: Mapping[str, object]) -> Message:
    """
    Return the reason and what to do, as one sentence or two.
    """
    return Message(BECAUSE, {"reason": reason, "do": Message(f"core/do.{kind}", values)})


def from_barrier(met: MetBarrier, case: FocusCase) -> Candidate | None:
    """
    Return what an expert tries next where a barrier was met: the first that can be done here, or None.
    """
    practice = case.practice
    # Twice in three days is a pattern; once is a day.
    if met.days < practice.parameters.barrier_days or len(practice.days) < practice.parameters.lately_days:
        return None
    for kind in tried_next(met.barrier, case.catalogue):
        if kind in case.catalogue.strategies:
            step = change_to(kind, case)
        elif kind == "step-down" and not _goes_badly(practice):
            continue
        elif caution(kind) >= caution("continue"):
            step = make_concrete(cast("Kind", kind), case)
        else:
            continue
        if step is None:
            continue
        action, more, clinician = step

        def told(more: Mapping[str, object] = more, action: Action = action) -> Message:
            values = {**case.values, **more, "words": met.words}
            reason = Message("core/met-in-words" if met.words else "core/met", values)
            return reason_and_action(reason, str(more.get("do", action.kind)), values)

        return Candidate(
            rule=met.barrier.id,
            action=action,
            told=told,
            sources=met.barrier.sources,
            clinician=clinician,
            core=False,
            order=(TOPICS.index("not-progressing"), -9, met.barrier.id),
            adjusts=True,
        )
    return None


def _goes_badly(practice: Practice) -> bool:
    # Words alone take no step back: half of the tries or less must work, and surely no more. A better day can only make
    # this false, as law 6 asks.
    share, most = share_of(practice.lately), practice.parameters.barrier_share
    return share is not None and share <= most and practice.bounds[0] <= most


def from_rule(rule: Rule, case: FocusCase, prefer: tuple[str, ...]) -> Candidate | None:
    """
    Return what a rule proposes; None where the step cannot be taken here and nothing stands in for it: no step above,
    already generalising.
    """
    assert rule.then is not None  # only proposals are made concrete
    step = make_concrete(rule.then, case, prefer)
    if step is None:
        return None
    action, more, clinician = step

    def told() -> Message:
        values = {**case.values, **more}
        return reason_and_action(Message(key(rule.id, "say"), values), str(more.get("do", action.kind)), values)

    return Candidate(
        rule=rule.id,
        action=action,
        told=told,
        sources=rule.sources,
        clinician=clinician or rule.needs == "clinician",
        core=namespace_of(rule.id) == CORE_NAMESPACE,
        order=precedence_key(rule),
        rests=rule.topic in {"safety", "distress"},
    )
