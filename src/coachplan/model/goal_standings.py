"""
How far a plan is with what the family wants: in plain words for a caregiver, with the numbers for a clinician.

Holds what was found and says it. Counts nothing itself.
"""

from __future__ import annotations

from typing import Any, SupportsIndex

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import no_such, shown
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.languages import kept_language, language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.names import is_nobody, same_name
from coachplan.base.validators import a, each, strings, text
from coachplan.model.entries import ROLES, Role
from coachplan.model.goals import Goal
from coachplan.model.sentences import to_a_clinician
from coachplan.model.speaking import NO_TEXTS, pickled, speak

__all__ = ["GoalStanding", "told_to"]

#: The same said of oneself, and of somebody by name.
_SAID = (("core/goal.you-said", "core/goal.said"), ("core/goal.you-said-marked", "core/goal.said-marked"))


@plain_errors
@frozen(kw_only=True)
class GoalStanding:
    """
    How far a plan is with one *goal*: the ids of the *focuses* that serve it, those that serve it most first, and the
    *message* that a caregiver is shown. *numbers* are for the clinician, one for each of those focuses.

    Of a goal that is *quiet* no caregiver is shown anything: somebody who is feared may read its words, too.
    """

    goal: Goal = field(validator=a(Goal))
    focuses: tuple[str, ...] = field(default=(), converter=strings, repr=shown)
    message: Message = field(validator=a(Message))
    numbers: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    language: str = field(default="en", converter=kept_language, validator=text)
    quiet: bool = field(default=False, validator=a(bool))
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    @property
    def may_say(self) -> tuple[Message, ...]:
        """
        The message as it is said to each caregiver of the family.
        """
        return tuple(Message(each) for pair in _SAID for each in pair)

    def told(self, texts: Texts) -> Message:
        """
        Return what a clinician is told of it, without the numbers: whose it is, by name, and how far it is.
        """
        return to_a_clinician(told_to(self, ""), texts)

    @checked
    def say(self, language: str | None = None, audience: Role = "caregiver") -> str:
        """
        Return how far it is, in words; without *language* in that of the review. A clinician is told the numbers, too,
        and a caregiver nothing of a goal that is quiet.

        Raises `CoachplanError` for what is no language or audience, and where there are no words.
        """
        if audience not in ROLES:
            raise CoachplanError(
                Finding(what=no_such("audience", audience), hint=suggest(audience, ROLES), code="unknown-word")
            )
        chosen = language_code(language) if language else self.language
        if self.quiet and audience != "clinician":
            return ""
        # To a clinician it is said by name whose it is.
        told = (self.told(self._texts), *self.numbers) if audience == "clinician" else (self.message,)
        return " ".join(speak(self._texts, message, chosen) for message in told)


def told_to(standing: GoalStanding, reader: str | None) -> Message:
    """
    Return the message of a standing as it is right for a *reader*, a caregiver by name: what somebody else wants is
    theirs. Without a reader it is as it stands, told to the first caregiver.
    """
    message, by = standing.message, standing.goal.by
    if reader is None or is_nobody(by):
        return message
    mine = same_name(by) == same_name(reader)
    for own, others in _SAID:
        if message.key == others and mine:
            return Message(own, {name: value for name, value in message.values if name != "by"})
        if message.key == own and not mine:
            return Message(others, {**dict(message.values), "by": by})
    return message
