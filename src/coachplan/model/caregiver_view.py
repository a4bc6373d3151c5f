"""
What a caregiver is shown of a review, as values that an app can lay out: words, and what they are about.

What says the same is said once. Makes words out of messages. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from attrs import evolve, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.messages import Message
from coachplan.base.validators import a, each, strings, text
from coachplan.model.actions import Kind
from coachplan.model.flags import Urgency
from coachplan.model.sentences import step_and_reason
from coachplan.model.suggestions import (
    ANSWERED_BEFORE,
    HELD_BY_CAUTION,
    HomePractice,
    Question,
    Suggestion,
    notice_of,
)
from coachplan.model.told import ASKED_FIRST, FromWords

__all__ = [
    "CaregiverAlert",
    "CaregiverQuestion",
    "CaregiverStep",
    "CaregiverView",
    "asked_back",
    "questions_in",
    "step_in",
]

#: Makes the words of a message in one language.
Say = Callable[[Message], str]

_NOTHING = HomePractice()

#: What makes it easier for the child: done from tonight on, also where what was too much rests.
_EASED: tuple[Kind, ...] = ("step-down", "change-strategy", "change-routine", "lighten")


@plain_errors
@frozen(kw_only=True)
class CaregiverAlert:
    """
    What was written and needs a person: how urgent, the *flags*, the *entries* that say it, and *words*, what to do.
    *pauses*: practice is paused by it. The alerts of a view are read together: that practice is paused is said by the
    first that pauses it, what this cannot do by the last; beneath what is *now* a *soon* only says that it is there.
    """

    urgency: Urgency = field(validator=text)
    flags: tuple[str, ...] = field(converter=strings)
    entries: tuple[str, ...] = field(converter=strings, repr=shown)
    words: str = field(validator=text, repr=False)
    pauses: bool = field(validator=a(bool))


@plain_errors
@frozen(kw_only=True)
class CaregiverQuestion:
    """
    A question for the next session as it was written, and the careful answers that are on file. *id* is the same for
    the same words, in every review; *entries* are those that ask it. *answered* says when it was answered, where it was
    asked again since; *waits*, where there is no answer on file, that it goes to the therapist, or where an alert says
    the answer, that it is said there.
    """

    id: str = field(validator=text, repr=shown)
    entries: tuple[str, ...] = field(converter=strings, repr=shown)
    words: str = field(validator=text, repr=False)
    answers: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    answered: str = field(default="", validator=text, repr=False)
    waits: str = field(default="", validator=text, repr=False)


@plain_errors
@frozen(kw_only=True)
class CaregiverStep:
    """
    What a caregiver is shown of one focus: the kind of step (`ask` where it needs the clinician); what they and the
    child *did* lately; the step itself in *words*; *what* to do at home, *how*, and what a *success* looks like, as it
    would be once the step is taken; one line of *why*; a question to think about until the next session; and something
    small to watch for.

    What there is none of is empty. While a focus rests, and in a plan that nobody has approved, *what*, *how* and
    *success* are; *instead* says then what to do in the place of practice, where *words* do not say it. A smaller step
    or another way that the caregiver may take is done at once, and so says how. *lines* are all of it but *what*, in
    the order in which a person would say it.
    """

    focus: str = field(validator=text, repr=shown)
    kind: Kind | Literal["ask"] = field(validator=text)
    words: str = field(validator=text, repr=False)
    what: str = field(default="", validator=text, repr=False)
    how: str = field(default="", validator=text, repr=False)
    instead: str = field(default="", validator=text, repr=False)
    success: str = field(default="", validator=text, repr=False)
    did: str = field(default="", validator=text, repr=False)
    why: str = field(default="", validator=text, repr=False)
    question: str = field(default="", validator=text, repr=False)
    notice: str = field(default="", validator=text, repr=False)
    lines: tuple[str, ...] = field(default=(), converter=strings, repr=False)


@plain_errors
@frozen(kw_only=True)
class CaregiverView:
    """
    What a caregiver is shown, in one *language*: alerts first; then, unless the plan is *paused*, wins, the next steps
    and the questions. *from_words*: of what was read in notes as if it had been ticked, the one thing that is asked
    back; empty where nothing is. All of it is the review's.
    *goals*: what the family wants and how far it is, a sentence or two each; none while the plan is paused. *observed*:
    what a clinician saw, and what was tried together. *works*: what another caregiver does that works, as they wrote
    it.
    *notes*: what was not checked.
    """

    language: str = field(validator=text)
    paused: bool = field(validator=a(bool))
    alerts: tuple[CaregiverAlert, ...] = field(converter=tuple[CaregiverAlert, ...], validator=each(a(CaregiverAlert)))
    next_steps: tuple[CaregiverStep, ...] = field(converter=tuple[CaregiverStep, ...], validator=each(a(CaregiverStep)))
    wins: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    questions: tuple[CaregiverQuestion, ...] = field(
        default=(), converter=tuple[CaregiverQuestion, ...], validator=each(a(CaregiverQuestion))
    )
    from_words: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    notes: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    goals: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    observed: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    works: tuple[str, ...] = field(default=(), converter=strings, repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """
        All of it as lines, in the order in which a person would say it: alerts (`!`); what went well (`*`); each step,
        after an empty line; how far the goals are, what was read and what was not checked (`-`); and the questions
        (`?`), each with its answers under it, or that it waits for one.
        """
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from (f"! {alert.words}" for alert in self.alerts)
        yield from (f"* {line}" for line in (*self.wins, *self.works, *self.observed))
        for step in self.next_steps:
            yield from ("", *step.lines)
        yield from (f"- {line}" for line in (*self.goals, *self.from_words, *self.notes))
        for question in self.questions:
            yield f"? {question.words}"
            said = (question.answered, *question.answers, question.waits)
            yield from (f"  {answer}" for answer in said if answer)


# -- out of the parts of a review


def once(words: Iterable[str]) -> tuple[str, ...]:
    """
    Return each once, in their order.
    """
    return tuple(dict.fromkeys(words))


def questions_in(
    questions: Iterable[Question], say: Say, alerts: Iterable[CaregiverAlert] = ()
) -> tuple[CaregiverQuestion, ...]:
    """
    Return the questions in words. One that was asked again is one; of what an alert has said, it says that it was.
    """
    above = tuple(alert.words for alert in alerts)
    found: dict[str, CaregiverQuestion] = {}
    for asked in questions:
        # Word for word in three weeks running is a form letter: after its week it is said that it was answered.
        once_more = asked.answered is not None and asked.answered.key == ANSWERED_BEFORE
        name, told = asked.id, () if once_more else tuple(map(say, asked.messages))
        answers = [answer for answer in told if not any(answer in words for words in above)]
        before = found.get(name) or CaregiverQuestion(id=name, entries=(), words=asked.words)
        found[name] = evolve(
            before,
            entries=once((*before.entries, asked.entry, *asked.entries)),
            answers=once((*before.answers, *answers)),
            answered=before.answered if asked.answered is None else say(asked.answered),
            waits=before.waits if asked.waits is None else say(asked.waits),
        )
        if told and not found[name].answers:
            found[name] = evolve(found[name], waits=say(Message("core/question.above")))
    return tuple(found.values())


def asked_back(read: Iterable[FromWords], say: Say) -> tuple[str, ...]:
    """
    Return the one thing that was read in notes and is asked back: the newest of how it went, else the newest of what
    was understood of the day. *read* is in the order of the days. Empty where there is nothing to put right.
    """
    newest = [message for each in reversed(tuple(read)) for message in each.asked_back if _tells(message, say)]
    newest.sort(key=lambda message: message.key not in ASKED_FIRST)
    return tuple(say(message) for message in newest[:1])


def _tells(message: Message, say: Say) -> bool:
    # “mostly”, understood as “mostly”: nothing to put right.
    values = dict(message.values)
    understood = values.get("tag", values.get("mark"))
    written = str(values["words"]).strip(" .,!").casefold()
    return not isinstance(understood, Message) or say(understood).casefold() != written


def _instead(kind: str, suggestion: Suggestion) -> Message | None:
    if suggestion.rests:
        return Message("core/instead")
    # Where the clinician is asked it is said that nothing needs to change until then.
    return None if kind == "ask" else Message("core/instead.draft")


def step_in(suggestion: Suggestion, say: Say) -> CaregiverStep:
    """
    Return one step in words: what the approval opens; the rest as `ask`.
    """
    kind: Kind | Literal["ask"] = suggestion.action.kind
    message, practice = suggestion.message, suggestion.practice_after or suggestion.practice
    barred = next((held for held in suggestion.held if held.key == HELD_BY_CAUTION), None)
    if (barred is not None or suggestion.needs == "clinician") and kind != "pause":
        kind, message = "ask", barred or Message("core/ask-and-rest" if suggestion.rests else "core/ask")
        practice = suggestion.practice
    elif suggestion.queued is not None:
        kind, message, practice = "continue", suggestion.queued, suggestion.practice
    # What was too much rests; what it is eased to, and may be begun tonight, does not.
    if practice is None or (suggestion.is_resting and (kind not in _EASED or suggestion.queued is not None)):
        practice = _NOTHING
    said_plainly = kind in ("pause", "maintain") or barred is not None or suggestion.is_waiting
    instead = None if practice is not _NOTHING or said_plainly else _instead(kind, suggestion)

    def words(part: Message | None) -> str:
        return "" if part is None else say(part)

    step, why = step_and_reason(message)
    shown = CaregiverStep(
        focus=suggestion.focus,
        kind=kind,
        did=words(suggestion.did),
        words=say(step),
        what=words(practice.what),
        how=words(practice.how),
        instead=words(instead),
        success=words(practice.success),
        why=words(why),
        question=words(suggestion.asks),
        notice=words(notice_of(suggestion)),
    )
    how = say(Message("core/step.how", {"how": practice.how})) if practice.how is not None else ""
    success = say(Message("core/step.success", {"success": practice.success})) if practice.success is not None else ""
    said = (shown.did, shown.words, how, shown.instead, success, shown.why, shown.question, shown.notice)
    return evolve(shown, lines=[line for line in said if line])
