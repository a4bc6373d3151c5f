"""
What holds a focus back beside the rules: a person's word, a red flag, a caution, a plugin that is not there.

Says which kinds of step are held, and why. Does not know which step there would be.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachplan.base.dates import said_day
from coachplan.base.ids import namespace_of
from coachplan.base.messages import Message
from coachplan.knowledge.precedence import HELD_BY_A_PERSON, HELD_BY_SOON
from coachplan.model.suggestions import HELD_BY_CAUTION, Alert
from coachplan.planning.cautioned import ruled_out
from coachplan.planning.focus_case import FocusCase
from coachplan.review.alert_words import shown
from coachplan.review.context import ReviewContext
from coachplan.review.decisions import Restraint

__all__ = ["restraints", "with_words"]


def restraints(case: FocusCase, context: ReviewContext, alerts: tuple[Alert, ...]) -> tuple[Restraint, ...]:
    """
    Return what holds a focus back beside the rules, in the order in which it is said.
    """
    return (
        *_held_by_people(case),
        *_held_by_flags(case, alerts),
        *_held_by_cautions(case),
        *_held_by_absence(case, context),
    )


def _held_by_people(case: FocusCase) -> Iterable[Restraint]:
    for hold in case.plan.holds:
        if hold.focus == case.focus.id and hold.on <= case.practice.on <= hold.until:
            values = {"by": hold.by, "until": said_day(hold.until, case.practice.on), "child": case.child}
            yield Restraint(
                kinds=HELD_BY_A_PERSON, by="core/held-by-a-person", message=Message("core/held-by-a-person", values)
            )


def _held_by_flags(case: FocusCase, alerts: tuple[Alert, ...]) -> Iterable[Restraint]:
    if alerts:
        # Of several the newest of the most urgent: that is what the clinician has not heard of yet.
        newest = max((each for each in alerts if each.urgency == alerts[0].urgency), key=lambda each: each.on)
        message = with_words("core/held-by-flag", newest, case)
        yield Restraint(kinds=HELD_BY_SOON, by="core/held-by-flag", message=message)


def with_words(said: str, alert: Alert, case: FocusCase) -> Message:
    """
    Return a sentence with the words of an alert, or its quiet form where what was written is not to be shown.
    """
    if words := shown(alert, case.catalogue):
        return Message(said, {"words": "; ".join(words), "child": case.child})
    return Message(f"{said}.quiet")


def _held_by_cautions(case: FocusCase) -> Iterable[Restraint]:
    # A clinician who takes a step has looked. Nobody else does, and it rests until one has.
    for why in ruled_out(case.plan, case.focus, case.catalogue)[:1]:
        yield Restraint(kinds=(), by=HELD_BY_CAUTION, message=Message(HELD_BY_CAUTION, {"why": why}), asks=True)


def _held_by_absence(case: FocusCase, context: ReviewContext) -> Iterable[Restraint]:
    focus, catalogue = case.focus, context.catalogue
    lacking = context.lacking(namespace_of(item) for item in (focus.skill, focus.strategy))
    if lacking or focus.skill not in catalogue.skills or focus.strategy not in catalogue.strategies:
        # One item can be gone, too, where its plugin is there: a newer release may have dropped it.
        values = {"plugin": lacking[0] if lacking else namespace_of(focus.skill), "child": case.child}
        yield Restraint(
            kinds=HELD_BY_SOON, by="core/plugin-absent", message=Message("core/plugin-absent", values), asks=True
        )
