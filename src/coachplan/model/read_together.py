"""
The alerts of a view, read together: each with its day, and what all of them say once; and what stands below them.

Each alert of a review says all of it by itself. Makes words out of messages. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from coachplan.base.messages import Message
from coachplan.model.caregiver_view import CaregiverAlert, Say, once
from coachplan.model.flags import Urgency
from coachplan.model.sentences import BECAUSE, step_and_reason
from coachplan.model.speaking import WROTE, WROTE_ON, said_once
from coachplan.model.suggestions import ALSO, NO_NEW_STEP, NO_PRACTICE, Alert, Suggestion

__all__ = ["alerts_in", "below_alerts"]


#: What is quoted in an alert; that practice is paused; and what this cannot do.
_QUOTES = (WROTE_ON, WROTE)
_PAUSED = ("core/alert.paused", "core/alert.paused-quiet")
_LIMITS = "core/alert.limits"
#: Whom else to turn to, for the child or for oneself: what is urgent takes no such word away.
_WHO_HELPS = ("core/alert.safeguarding", "core/alert.help-for-you")

#: Under what a step is paused, and is held, by an alert.
_BY_ALERT, _HELD_BY_ALERT = "core/red-flag", "core/held-by-flag"


def alerts_in(alerts: Iterable[Alert], say: Say) -> tuple[CaregiverAlert, ...]:
    """
    Return the alerts in words. Those that ask for the same thing are one, with all that was written.
    """
    same: dict[object, list[Alert]] = {}
    for alert in alerts:
        asks = tuple(message for message in alert.messages if message.key not in _QUOTES)
        same.setdefault((alert.urgency, alert.pauses, asks), []).append(alert)
    groups = list(same.values())
    told = _read_together(
        [(together[0].urgency, tuple(_with_all_that_was_written(together))) for together in groups],
    )
    return tuple(
        CaregiverAlert(
            urgency=together[0].urgency,
            flags=once(flag for alert in together for flag in alert.flags),
            entries=once(alert.entry for alert in together),
            words=said_once(messages, say),
            pauses=together[0].pauses,
        )
        for together, messages in zip(groups, told, strict=True)
    )


def _read_together(told: list[tuple[Urgency, tuple[Message, ...]]]) -> Iterator[Iterable[Message]]:
    # What is to be done now is never beside what may wait, and may sound like the opposite of it: "give nothing", and
    # "keep offering meals". That there is something else, and what was written, is said all the same.
    urgent = any(urgency == "now" for urgency, _ in told)
    kept = (*_QUOTES, *_PAUSED, *_WHO_HELPS, _LIMITS)
    paused = False
    for place, (urgency, messages) in enumerate(told, start=1):
        said = messages
        if urgent and urgency == "soon":
            said = (Message(ALSO), *(each for each in messages if each.key in kept))
        yield [
            each
            for each in said
            if not (paused and each.key in _PAUSED) and not (place < len(told) and each.key == _LIMITS)
        ]
        paused = paused or any(each.key in _PAUSED for each in messages)


def _with_all_that_was_written(alerts: list[Alert]) -> Iterable[Message]:
    # The order is that of the first that quotes anything; its place is where all that was written is quoted, day by
    # day. Of words that were written twice the newest day is told: it still is so.
    quoted: dict[str, object] = {}
    for message in (message for alert in alerts for message in alert.messages if message.key in _QUOTES):
        values = dict(message.values)
        quoted.update(dict.fromkeys(str(values["words"]).split("; "), values.get("day")))
    by_day: dict[object, list[str]] = {}
    for words, day in quoted.items():
        # What stands inside a longer piece was quoted with it.
        if not any(words in other and words != other for other in quoted):
            by_day.setdefault(day, []).append(words)
    first = next((alert for alert in alerts if any(each.key in _QUOTES for each in alert.messages)), alerts[0])
    for message in first.messages:
        if message.key in _QUOTES:
            yield from (_wrote("; ".join(words), day) for day, words in by_day.items())
        else:
            yield message


def _wrote(words: str, day: object) -> Message:
    return Message(WROTE, {"words": words}) if day is None else Message(WROTE_ON, {"words": words, "day": day})


def below_alerts(suggestion: Suggestion) -> Suggestion:
    """
    Return a suggestion as it is said below the alerts: what they quoted, and that practice is paused, was said there.
    """
    step, why = step_and_reason(suggestion.message)
    if suggestion.rule == _BY_ALERT:
        return evolve(suggestion, message=Message(NO_PRACTICE))
    if why is None or why.key != _HELD_BY_ALERT:
        return suggestion
    return evolve(suggestion, message=Message(BECAUSE, {"do": step, "reason": Message(NO_NEW_STEP)}))
