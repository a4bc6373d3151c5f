"""
An alert in words: what to do first, once; then how, what was written, what is held, and what this cannot do.

One instruction for whoever is worried. Decides no urgency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.flags import SOUNDING, Help, Urgency
from coachplan.model.plans import Plan
from coachplan.model.speaking import WROTE_ON
from coachplan.model.suggestions import Alert

__all__ = ["longest", "shown", "what_to_do"]

#: Flags beside which a caregiver is told where they find help themselves, where the host names it.
_SAFEGUARDING = frozenset({"core/harm-to-child", "core/harm-to-self", "core/cannot-cope", "core/unsafe-home"})


def longest(phrases: Iterable[str]) -> list[str]:
    """
    Return phrases without those that stand inside another.
    """
    # Word lists overlap: of "gurgly" and "voice sounds gurgly" the longer says it all.
    found = list(dict.fromkeys(phrases))
    return [words for words in found if not any(words != other and words in other for other in found)]


def shown(alert: Alert, catalogue: Catalogue) -> list[str]:
    """
    Return what was written as a caregiver may be shown it again: nothing of it where one of the flags is quiet.
    """
    return [] if _quiet(alert.flags, catalogue) else longest(alert.words)


def _quiet(flags: Iterable[str], catalogue: Catalogue) -> list[str]:
    return [flag for flag in dict.fromkeys(flags) if flag in catalogue.flags and catalogue.flags[flag].quiet]


def what_to_do(
    urgency: Urgency,
    raised: Mapping[tuple[str, str], Urgency],
    ordered: list[tuple[str, str]],
    why: Mapping[str, Message],
    pauses: bool,
    plan: Plan,
    catalogue: Catalogue,
    helpers: Help,
    day: Message,
) -> tuple[Message, ...]:
    """
    Return the sentences of an alert, whose flags and words are *raised*, the most urgent first as *ordered*; *why* is
    what is said of a flag that is another here than by itself, and *day* on which it was written.
    """
    # What to do first, once and in one line; then how, what was written, what is held, and what this cannot do.
    emergency = helpers.emergency or Message("core/help.emergency")
    call = helpers.call or Message("core/help.call")
    child = plan.family.child.name
    quiet = _quiet((flag for flag, _ in ordered), catalogue)
    written = [] if quiet else longest(words for _, words in ordered if words not in catalogue.known_tags)
    messages = [Message(f"core/alert.{urgency}", {"emergency": emergency, "call": call})]
    # How is said for the most urgent alone: a worried reader needs one instruction, not five.
    values = {"child": child, "call": call, "emergency": emergency}
    urgent = quiet[:1] or [*dict.fromkeys(pair[0] for pair in ordered if raised[pair] == urgency)]
    # A flag that is another here than by itself would ask for too little, or for too much; but the kind words to
    # whoever struggles stay.
    said = [each for flag in urgent for each in _of_a_flag(flag, why.get(flag), Message(key(flag, "say"), values))]
    messages += dict.fromkeys(said)
    if quiet:
        pass  # who reads this is not known, and where help is found says what was written
    elif helpers.safeguarding and any(flag in _SAFEGUARDING for flag, _ in ordered):
        messages.append(Message("core/alert.safeguarding", {"help": helpers.safeguarding}))
    elif helpers.safeguarding and any(flag in SOUNDING.values() for flag, _ in ordered):
        # The second reader cannot say whose danger it hears.
        messages.append(Message("core/alert.help-for-you", {"help": helpers.safeguarding}))
    if written:
        messages.append(Message(WROTE_ON, {"words": "; ".join(written), "day": day}))
    if pauses:
        messages.append(Message("core/alert.paused-quiet" if quiet else "core/alert.paused"))
    messages.append(Message("core/alert.limits"))
    return tuple(messages)


def _of_a_flag(flag: str, why: Message | None, say: Message) -> tuple[Message, ...]:
    if why is None:
        return (say,)
    return (why, say) if flag in _SAFEGUARDING else (why,)
