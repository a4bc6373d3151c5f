"""
How a review differs from the one that it is held against, as values in one order: what is less safe stands first.

Says what was, what is, and how much it weighs. Makes no review, and judges nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.errors import CoachplanError
from coachplan.base.languages import language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.validators import a, each, one_of, text
from coachplan.model.reviews import Review
from coachplan.model.speaking import NO_TEXTS, speak

__all__ = ["LESS_SAFE", "WEIGHTS", "Audit", "Difference", "Weight"]

#: What a difference is, in the order in which it is told: an alert that is gone or milder; a pause that is gone; a hold
#: that is gone; a step that is harder; somebody who need not say yes any longer; something that a therapist would have
#: seen; then what is more careful; then what is neither.
Weight = Literal["alert", "pause", "hold", "harder", "consent", "look", "careful", "step", "reading", "words"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)

#: The weights of what is less safe than it was.
LESS_SAFE: tuple[Weight, ...] = WEIGHTS[: WEIGHTS.index("look") + 1]


@plain_errors
@frozen(kw_only=True)
class Difference:
    """
    One difference. *what* says it in words, *weight* what it is, *about* which entry or focus it is of ("" where of all
    of it); *then* and *now* are what stood there, in the words of documents ("" where nothing did).
    """

    weight: Weight = field(validator=one_of(WEIGHTS))
    what: Message = field(validator=a(Message))
    about: str = field(default="", validator=text, repr=shown)
    then: str = field(default="", validator=text, repr=shown)
    now: str = field(default="", validator=text, repr=shown)

    @property
    def less_safe(self) -> bool:
        """
        Whether it is less safe than it was.
        """
        return self.weight in LESS_SAFE


_each_message = each(a(Message))


@plain_errors
@frozen(kw_only=True)
class Audit:
    """
    A review held against the one that was shown: what differs, what is less safe first.

    *now* is the review that is made today, *made_with* what else is not as it was (releases, content, parameters, what
    notes are read with), and *broken* which plugins' readings failed, then or now: where one did, what it would have
    said is not known, and no difference tells of it.

    Printed, it is told plainly, for a clinician.
    """

    now: Review = field(validator=a(Review), repr=False)
    differences: tuple[Difference, ...] = field(
        default=(), converter=tuple[Difference, ...], validator=each(a(Difference))
    )
    made_with: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=_each_message)
    broken: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=_each_message)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __str__(self) -> str:
        # What is printed must not raise, whatever a document holds: without its words it is told as in a log.
        try:
            return "\n".join(self.lines("en"))
        except CoachplanError:
            return repr(self)

    @property
    def same(self) -> bool:
        """
        Whether the same is said as then.
        """
        return not self.differences

    @property
    def less_safe(self) -> tuple[Difference, ...]:
        """
        What is less safe than it was, the gravest first.
        """
        return tuple(each for each in self.differences if each.less_safe)

    @property
    def safer(self) -> tuple[Difference, ...]:
        """
        What is more careful than it was.
        """
        return tuple(each for each in self.differences if each.weight == "careful")

    @checked
    def say(self, language: str | None = None) -> str:
        """
        Return all of it in words, a line each; without *language* in English. Raises `CoachplanError` for what is no
        language, and where there are no words.
        """
        return "\n".join(self.lines(language or "en"))

    @checked
    def words(self, message: Message, language: str = "en") -> str:
        """
        Return what a difference says (`Difference.what`) in words. Raises as `say`.
        """
        return speak(self._texts, message, language_code(language))

    @checked
    def lines(self, language: str = "en") -> tuple[str, ...]:
        """
        Return the lines of what is printed, in a language. Raises as `say`.
        """

        def said(name: str, number: int = 0) -> str:
            return self.words(Message(f"core/audit.{name}", {"n": number}), language)

        other = [each for each in self.differences if not each.less_safe and each.weight != "careful"]
        parts: tuple[tuple[str, Sequence[Message]], ...] = (
            ("less-safe", [each.what for each in self.less_safe]),
            ("careful", [each.what for each in self.safer]),
            ("otherwise", [each.what for each in other]),
            ("broken", self.broken),
            ("made-with", self.made_with),
        )
        lines = [] if self.differences else [said("same")]
        for name, messages in parts:
            if messages:
                lines.append(said(name, len(messages)))
                lines += [f"- {self.words(each, language)}" for each in messages]
        return tuple(lines)
