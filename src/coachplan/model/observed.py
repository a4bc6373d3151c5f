"""
What a clinician saw and tried with the family, in the words that were written.

Holds what was said. Makes no step of it.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.messages import Message
from coachplan.base.validators import day, text

__all__ = ["Observation"]


@plain_errors
@frozen(kw_only=True)
class Observation:
    """
    An observation by a clinician: what was *seen*, and what was *tried* together. *who* is the clinician's name; ""
    where none was given.
    """

    entry: str = field(validator=text, repr=shown)
    focus: str = field(validator=text, repr=shown)
    on: date = field(validator=day)
    who: str = field(default="", validator=text, repr=False)
    seen: str = field(default="", validator=text, repr=False)
    tried: str = field(default="", validator=text, repr=False)

    @property
    def messages(self) -> tuple[Message, ...]:
        """
        The observation as sentences for the caregiver: who saw what, and what was tried.
        """
        who: object = self.who or Message("core/observed.nobody")
        parts = (("core/observed.seen", self.seen), ("core/observed.tried", self.tried))
        return tuple(Message(said, {"who": who, "words": words}) for said, words in parts if words)
