"""
What a sentence of a suggestion is made of, taken apart: the step and its reason, the adult's part and the child's.

Knows the few keys that hold other messages. Makes no words.
"""

from __future__ import annotations

from coachplan.base.messages import Message, Texts

__all__ = [
    "BECAUSE",
    "LIKELY",
    "STANDING",
    "WITH_UPSET",
    "childs_part",
    "step_and_reason",
    "to_a_clinician",
    "to_somebody_else",
    "without_nothing_reached",
]

#: A step and its reason, in this order.
BECAUSE = "core/because"

#: What was found: what was counted and what is likely of an ordinary day, and with days of crying among those.
STANDING, LIKELY, WITH_UPSET = "core/standing.of", "core/standing.likely", "core/standing.upset"


def step_and_reason(message: Message) -> tuple[Message, Message | None]:
    """
    Return the step and its reason apart; what is no step with a reason is returned whole.
    """
    values = dict(message.values)
    step, reason = values.get("do"), values.get("reason")
    if message.key == BECAUSE and isinstance(step, Message) and isinstance(reason, Message):
        return step, reason
    return message, None


def to_a_clinician(message: Message, texts: Texts) -> Message:
    """
    Return a message as it is said to a clinician: what says "you" to whoever wrote it has another wording for who reads
    it, where there is one.
    """
    return _worded(message, "told", texts)


def to_somebody_else(message: Message, texts: Texts) -> Message:
    """
    Return a message as it is said to somebody at home who may not have written it: "It was written" for "You wrote".
    """
    return _worded(message, "others", texts)


def _worded(message: Message, way: str, texts: Texts) -> Message:
    values = dict(message.values)
    parts = {name: part for name in ("do", "reason") if isinstance(part := values.get(name), Message)}
    if parts:
        said = {name: _worded(part, way, texts) for name, part in parts.items()}
        return Message(message.key, {**values, **said})
    worded = f"{message.key}.{way}"
    return message if texts.find(worded, "en") is None else Message(worded, values)


def childs_part(did: Message | None) -> Message | None:
    """
    Return what the child did of what is told back, without the adult's part; None where there is nothing else.
    """
    reached = did if did is None or did.key != "core/did" else dict(did.values).get("reached")
    if not isinstance(reached, Message) or not reached.key.startswith("core/did."):
        return None
    return None if reached.key in _OF_THE_ADULT else reached


def without_nothing_reached(standing: Message) -> Message:
    """
    Return what was found as a family may hear it, too: where marks alone say it, or nothing was reached, what is likely
    and not “0 of 4 days”; and no count of days of crying.
    """
    values = dict(standing.values)
    if standing.key == WITH_UPSET and isinstance(found := values.get("found"), Message):
        return without_nothing_reached(found)
    counted, likely = values.get("counted"), values.get("likely")
    if not isinstance(counted, Message) or not isinstance(likely, Message):
        return standing
    reached = dict(counted.values).get("successes" if counted.key == "core/counted.tries" else "reached")
    return standing if reached and not counted.key.startswith(_BY_MARKS) else likely


#: What was counted where nobody counted.
_BY_MARKS = "core/counted.marks"

#: What is told back of the adult alone.
_OF_THE_ADULT = ("core/did.saw-it-was-hard", "core/did.not-yet")
