"""
What a review is made of: suggestions, alerts, wins, questions, and what is missing.

Each holds keys and values; words are made when asked for, in the language asked for. Knows nothing of how anything
here was decided.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, SupportsIndex, get_args

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.languages import kept_language, language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.validators import a, day, each, number, one_of, strings, text
from coachplan.base.when_asked import made_later
from coachplan.model.actions import Action
from coachplan.model.answered import question_id
from coachplan.model.entries import ROLES, Role
from coachplan.model.evidence import Basis
from coachplan.model.flags import URGENCIES, Urgency, urgent
from coachplan.model.skills import Source
from coachplan.model.speaking import NO_TEXTS, pickled, said_once, speak

__all__ = [
    "ALSO",
    "ANSWERED_BEFORE",
    "BELOW_ALERT",
    "HELD_BY_CAUTION",
    "NO_NEW_STEP",
    "NO_PRACTICE",
    "UNCHECKED",
    "Alert",
    "Growth",
    "HomePractice",
    "Missing",
    "Question",
    "Suggestion",
    "Win",
    "notice_of",
]

#: What is said where a note was not checked: no word list knows its language, or some of it could not be read; and
#: where a caution is not known.
UNCHECKED = (
    "core/missing.language",
    "core/missing.unread",
    "core/missing.need",
    "core/missing.caution",
    "core/missing.caution-near",
)

#: What is held where a caution of the child stands over what is practised, and no clinician opened it.
HELD_BY_CAUTION = "core/held-by-caution"


#: Why something waits that is not practised meanwhile.
_RESTING = ("core/queued-routine", "core/queued-minutes", "core/queued-paused")


#: What is said of a question in the weeks after the one in which it was asked, where an answer is on file.
ANSWERED_BEFORE = "core/answered.before"

#: What is said in a view below an alert: that there is something else, too; that nothing is practised; and no new step.
BELOW_ALERT = ALSO, NO_PRACTICE, NO_NEW_STEP = (
    "core/below-alert.also",
    "core/below-alert.pause",
    "core/below-alert.held",
)

#: In what a caregiver grew over weeks: how sure they are, doing as was agreed, telling it in their own words.
Growth = Literal["confidence", "strategy", "words"]


@plain_errors
@frozen(kw_only=True)
class Win:
    """
    Something that went well. *by* is whose win it is: the child's, in the *words* that were written, or the
    caregiver's, who made time on so many *days*, or grew over weeks in what *growth* says; with none of these, that
    they saw what was hard and wrote it down. Where most of these days had crying in them, *stayed_with* is the child's
    name: then that is honoured, and no day is counted. By the caregiver and with *words*, it is what they do that
    works, as they wrote it. *who* is the name of whoever wrote it, where one is known.
    """

    entry: str = field(validator=text, repr=shown)
    focus: str = field(validator=text, repr=shown)
    words: str = field(default="", validator=text, repr=False)
    by: Literal["child", "caregiver"] = field(default="child", validator=one_of(("child", "caregiver")))
    days: int = field(default=0, validator=number(0, whole=True))
    growth: Growth | None = field(default=None, validator=one_of(get_args(Growth)))
    who: str = field(default="", validator=text, repr=False)
    stayed_with: str = field(default="", validator=text, repr=False)

    @property
    def message(self) -> Message:
        """
        The win as a sentence: whose it is, in the words that were written.
        """
        if self.by == "caregiver" and self.growth is not None:
            return Message(f"core/win.grown.{self.growth}")
        if self.by == "caregiver" and self.words:
            return Message("core/works", {"who": self.who, "words": self.words})
        if self.by == "caregiver" and self.stayed_with:
            return Message("core/win.stayed", {"child": self.stayed_with})
        if self.by == "caregiver":
            return Message("core/win.caregiver", {"n": self.days}) if self.days else Message("core/win.noticed")
        return Message("core/win.child", {"words": self.words})

    @property
    def may_say(self) -> tuple[Message, ...]:
        """
        What it says when it is asked, so that its words travel with it.
        """
        return (self.message,)


@plain_errors
@frozen(kw_only=True)
class Question:
    """
    A question for the next session, as it was written, with the careful answers that are on file. *entry* is the first
    that asks it, and *entries* are all of them; *answered* says when it was answered, where it was asked again since;
    *waits*, where no answer is on file, whose it is to answer. Of an answer on file *answered* says, after
    the week in which it was asked, on which day it was read, where a step was taken since: then a caregiver is not
    shown the answer again, and it stays here.
    """

    entry: str = field(validator=text, repr=shown)
    focus: str = field(validator=text, repr=shown)
    words: str = field(validator=text, repr=False)
    answers: tuple[str, ...] = field(default=(), converter=strings)
    messages: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    entries: tuple[str, ...] = field(default=(), converter=strings, repr=shown)
    answered: Message | None = field(default=None, validator=a(Message))
    waits: Message | None = field(default=None, validator=a(Message))

    @property
    def id(self) -> str:
        """
        The same for the same words, in every review: by it a question is marked as answered.
        """
        return question_id(self.words)


@plain_errors
@frozen(kw_only=True)
class Missing:
    """
    Something that could not be used or is not known: an entry or a signal, and why. *language* is that of the review.
    """

    what: str = field(validator=text, repr=shown)
    about: str = field(validator=text, repr=shown)
    message: Message = field(validator=a(Message))
    language: str = field(default="en", converter=kept_language, validator=text)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    @property
    def why(self) -> str:
        """
        The reason, in the language of the review.
        """
        return self.say()

    @checked
    def say(self, language: str | None = None) -> str:
        """
        Return the reason in words; without *language* in that of the review. Raises `CoachplanError` for what is no
        language, and where there are no words.
        """
        return speak(self._texts, self.message, language_code(language) if language else self.language)


@plain_errors
@frozen(kw_only=True)
class Alert:
    """
    An entry that carries a flag: how urgent, which flags, the exact words, and the entry's id.

    *words*, *flags* and *urgencies* go together, one by one, the most urgent first. *plan* is the id of the plan on
    which it stands, and *seen* the contents of the entry, one for each revision that raises it (`Entry.content`): a
    clearance is of these and of nothing else.
    """

    urgency: Urgency = field(validator=one_of(URGENCIES))
    flags: tuple[str, ...] = field(converter=strings)
    words: tuple[str, ...] = field(converter=strings, repr=False)
    urgencies: tuple[Urgency, ...] = field(converter=urgent, validator=each(one_of(URGENCIES)))
    entry: str = field(validator=text, repr=shown)
    on: date = field(validator=day)
    pauses: bool = field(validator=a(bool))
    plan: str = field(default="", validator=text, repr=shown)
    seen: tuple[str, ...] = field(default=(), converter=strings)
    messages: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    language: str = field(default="en", converter=kept_language, validator=text)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    @property
    def may_say(self) -> tuple[Message, ...]:
        """
        What is said below it in a view, so that its words travel with it.
        """
        return tuple(map(Message, BELOW_ALERT))

    @property
    def say(self) -> str:
        """
        What to do, in the first caregiver's language.
        """
        return said_once(self.messages, lambda message: speak(self._texts, message, self.language))


@plain_errors
@frozen(kw_only=True)
class HomePractice:
    """
    What a caregiver does at home: *what* the child works on, *how* the caregiver helps, and what counts as a *success*.
    """

    what: Message | None = field(default=None, validator=a(Message))
    how: Message | None = field(default=None, validator=a(Message))
    success: Message | None = field(default=None, validator=a(Message))


@made_later("would_change")
@plain_errors
@frozen(kw_only=True)
class Suggestion:
    """
    The next small step of one focus, with its reasons.

    *needs* says who may accept it; *rests*, that the practice rests until then; *on* is the day of its review, and
    *review_by* the last day on which it can be taken; *agreed*, what was agreed in the plan that it was made from
    (`Plan.agreed`): of a plan that says otherwise by now it is refused.
    *queued* is why it waits; *held* lists what was true and held back. *basis* are the readings with their thresholds,
    *evidence* the ids of the entries behind them. *did* tells back what the adult and the child did lately. *asks* is a
    coaching question about what got in the way. For a clinician, *standing* says what was found, *doubt* how sure that
    is, and *would_change* what would be enough for another step, or would hold this one back, in days and tries;
    *here*, what a clinic's own logs say of a strategy that it brings. *notice* is a tiny win of the skill, something
    small to watch for. *practice* is what is done at home, and *practice_after* what would be once the step is taken,
    where that is something else; None in a plan that nobody has approved.
    """

    focus: str = field(validator=text, repr=shown)
    action: Action = field(validator=a(Action))
    rule: str = field(validator=text)
    message: Message = field(validator=a(Message))
    plan: str = field(validator=text, repr=shown)
    revision: int = field(validator=number(0, whole=True))
    basis: tuple[Basis, ...] = field(default=(), converter=tuple[Basis, ...], validator=each(a(Basis)))
    evidence: tuple[str, ...] = field(default=(), converter=strings, repr=shown)
    sources: tuple[Source, ...] = field(default=(), converter=tuple[Source, ...], validator=each(a(Source)))
    needs: Role = field(default="caregiver", validator=one_of(ROLES))
    rests: bool = field(default=False, validator=a(bool))
    on: date | None = field(default=None, validator=day)
    review_by: date | None = field(default=None, validator=day)
    agreed: str = field(default="", validator=text)
    queued: Message | None = field(default=None, validator=a(Message))
    held: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    asks: Message | None = field(default=None, validator=a(Message))
    did: Message | None = field(default=None, validator=a(Message))
    standing: Message | None = field(default=None, validator=a(Message))
    doubt: Message | None = field(default=None, validator=a(Message))
    would_change: Message | None = field(default=None, validator=a(Message))
    notice: Message | None = field(default=None, validator=a(Message))
    practice: HomePractice | None = field(default=None, validator=a(HomePractice))
    practice_after: HomePractice | None = field(default=None, validator=a(HomePractice))
    here: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...], validator=each(a(Message)))
    language: str = field(default="en", converter=kept_language, validator=text)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    @property
    def because(self) -> str:
        """
        A sentence or two in the first caregiver's language.
        """
        return speak(self._texts, self.message, self.language)

    @property
    def question(self) -> str:
        """
        The coaching question about what got in the way or went well, in the first caregiver's language; empty without
        one.
        """
        return "" if self.asks is None else speak(self._texts, self.asks, self.language)

    @property
    def watch_for(self) -> str:
        """
        Something small to watch for, in the first caregiver's language; empty without one, and while this rests.
        """
        notice = notice_of(self)
        return "" if notice is None else speak(self._texts, notice, self.language)

    @property
    def is_resting(self) -> bool:
        """
        Whether nothing is practised until somebody was asked, or beside another plan.
        """
        return self.rests or self.action.kind == "pause" or self.is_waiting

    @property
    def is_waiting(self) -> bool:
        """
        Whether it is not practised meanwhile beside another plan, or until an alert there was seen to: *queued* says
        so.
        """
        return self.queued is not None and self.queued.key in _RESTING


def notice_of(suggestion: Suggestion) -> Message | None:
    """
    Return something small to watch for. None where the focus rests: there is no practice to notice anything in.
    """
    return None if suggestion.is_resting else suggestion.notice
