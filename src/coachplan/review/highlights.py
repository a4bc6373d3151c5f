"""
Wins, questions and what is worth a look, in the words that were written.

A win is named, not scored; nothing under pressure is one, and nothing that carries a flag. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import evolve

from coachplan.base.copies import copied
from coachplan.base.dates import said_day
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.actions import KINDS
from coachplan.model.answered import Answered, question_id
from coachplan.model.entries import Entry
from coachplan.model.evidence import Mention
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.suggestions import ANSWERED_BEFORE, Question, Win
from coachplan.model.told import MARKS, FromWords
from coachplan.notes.praise import is_win
from coachplan.progress.parameters import Parameters
from coachplan.review.alerts import Alerts
from coachplan.review.log import Log, since
from coachplan.review.writers import A_NAME, writer

__all__ = ["lately", "own_wins", "questions", "wins", "worth_a_look"]


def lately(log: Log, on: date, parameters: Parameters) -> Sequence[Entry]:
    """
    Return the entries of the days back whose wins a review names.
    """
    return since(log.usable, on - timedelta(days=parameters.wins_days - 1))


def wins(
    plan: Plan,
    newest: Sequence[Entry],
    raised: Alerts,
    told: Mapping[str, FromWords],
) -> tuple[Win, ...]:
    """
    Return what went well in the newest entries: the child's wins as they were written, and the caregiver's own part.
    *told* is what the words of an entry tell, by its id.
    """
    # Named from what was written. Nothing under pressure is a win, and nothing that carries a flag.
    # Nor anything in which a list found a sign, though nothing more than a look came of it.
    flagged = {alert.entry for alert in raised.alerts} | raised.quiet
    flagged |= {one.entry for one in raised.mentions if one.urgency == "look" and one.source == "word-list"}
    family = plan.family
    found: list[Win] = []
    for entry in newest:
        if entry.id in flagged or _was_pressed(entry, told.get(entry.id)):
            continue
        written = dict.fromkeys(text.strip() for text in (entry.win, entry.worked))
        hard = _told_hard(told.get(entry.id))
        found += [
            Win(entry=entry.id, focus=entry.focus, words=words, who=writer(entry, family))
            for words in written
            if _is_theirs(words, entry, family) and not any(each in words for each in hard)
        ]
    said_once = {(win.focus, win.words): win for win in found}
    return (*said_once.values(), *_own_part(newest, told, {win.focus for win in said_once.values()}, family.child.name))


def own_wins(
    plan: Plan,
    newest: Sequence[Entry],
    raised: Alerts,
    told: Mapping[str, FromWords],
    child: Iterable[Win],
) -> tuple[Win, ...]:
    """
    Return each caregiver's own part lately, from entries of their own: that they made time, and what they do that
    works, as they wrote it. *child*: the wins of the child, which honour everybody.
    """
    honoured = {win.focus for win in child if win.by == "child"}
    # What any reader heard something in is told to nobody else, cleared or not.
    heard = raised.heard | raised.unread
    by_person: dict[str, list[Entry]] = {}
    for entry in newest:
        who = writer(entry, plan.family)
        if entry.role == "caregiver" and 0 < len(who) <= A_NAME:
            by_person.setdefault(who, []).append(entry)
    found: list[Win] = []
    for who, entries in sorted(by_person.items()):
        found += [copied(win, who=who) for win in _own_part(entries, told, honoured, plan.family.child.name)]
        works = {(each.focus, each.worked.strip()): each for each in entries if each.id not in heard}
        found += [
            Win(entry=entry.id, focus=focus, words=words, by="caregiver", who=who)
            for (focus, words), entry in works.items()
            if _works(entry, plan.family, told.get(entry.id))
        ]
    return tuple(found)


def _works(entry: Entry, family: Family, told: FromWords | None) -> bool:
    words = entry.worked.strip()
    pressed = _was_pressed(entry, told) or not _HARD.isdisjoint(entry.tags)
    return not pressed and _is_theirs(words, entry, family) and not any(each in words for each in _told_hard(told))


def _is_theirs(words: str, entry: Entry, family: Family) -> bool:
    """
    Say whether what was written as a win is one of this child or of who practises with it.
    """
    names = [caregiver.name for caregiver in family.caregivers]
    return is_win(words, family.child.name, names, not_yet=entry.went == "not-yet")


def _own_part(entries: Iterable[Entry], told: Mapping[str, FromWords], honoured: set[str], child: str) -> list[Win]:
    # The caregiver's own part is honoured once a focus: the days that they made time for it, whether or not they
    # marked the strategy, since unmarked is not undone; and that what was hard was seen and written down.
    practised: dict[str, dict[date, str]] = {}
    noticed: dict[str, str] = {}
    written: dict[str, set[date]] = {}
    cried: dict[str, set[date]] = {}
    for entry in entries:
        written.setdefault(entry.focus, set()).add(entry.on)
        if "distressed" in entry.tags or _tells_of("distressed", told.get(entry.id)):
            cried.setdefault(entry.focus, set()).add(entry.on)
        # Whoever says that it took pressing saw it, too: that is honoured, and the pressing is not.
        pressed = _was_pressed(entry, told.get(entry.id))
        if entry.role == "caregiver" and (pressed or is_win(entry.hard)):
            noticed[entry.focus] = entry.id
        if not pressed and _made_time(entry, told.get(entry.id)):
            practised.setdefault(entry.focus, {})[entry.on] = entry.id
    # After a week of crying nobody wants to hear on how many days they made time for it.
    hard = {focus for focus, days in cried.items() if 2 * len(days) > len(written[focus])}
    own = [
        Win(
            entry=max(days.items())[1],
            focus=focus,
            by="caregiver",
            days=len(days),
            stayed_with=child if focus in hard else "",
        )
        for focus, days in practised.items()
    ]
    had = honoured | {win.focus for win in own}
    return own + [Win(entry=entry, focus=focus, by="caregiver") for focus, entry in noticed.items() if focus not in had]


#: What a child shows in words that are no win, whatever else they tell.
_HARD = frozenset({"distressed", "refused"})


def _told_hard(told: FromWords | None) -> list[str]:
    return [] if told is None else [each.words for each in told.tags if each.tag in _HARD]


def _was_pressed(entry: Entry, told: FromWords | None) -> bool:
    return "pressured" in entry.tags or _tells_of("pressured", told)


def _tells_of(tag: str, told: FromWords | None) -> bool:
    return told is not None and any(each.tag == tag for each in told.tags)


def _made_time(entry: Entry, told: FromWords | None) -> bool:
    if entry.role != "caregiver":
        return False
    counted = bool(entry.tries or entry.successes or entry.minutes) or entry.amount is not None or entry.went in MARKS
    said = told is not None and bool(told.went or told.counts or told.wins)
    return counted or said or entry.did_strategy in ("yes", "partly")


def questions(
    plan: Plan, log: Log, on: date, catalogue: Catalogue
) -> tuple[Question, ...]:
    """
    Return the questions for the next session, each once, with the careful answers that are on file. What was answered
    comes back only where it was written again since.
    """
    began = on - timedelta(days=catalogue.numbers.questions_days - 1)
    settled = {each.question: each for each in plan.answered if each.on <= on}
    found: dict[str, Question] = {}
    newest: dict[str, date] = {}
    for entry in since(log.usable, began):
        reading = log.readings.get(entry.id)
        answers = () if reading is None else _of_this_practice(reading.answers, entry.focus, plan, catalogue)
        words = entry.question.strip()
        if not words and not answers:
            continue
        words = words or next(t for t in (entry.hard, entry.worked, entry.win, entry.seen, entry.tried) if t)
        name = question_id(words)
        before = settled.get(name)
        if before is not None and entry.on <= before.on:
            continue
        same = found.get(name)
        if same is None:
            same = Question(entry=entry.id, focus=entry.focus, words=words, answered=_answered(before, on))
        all_answers = tuple(dict.fromkeys((*same.answers, *answers)))
        found[name] = evolve(
            same,
            answers=all_answers,
            messages=[Message(key(item, "say"), {"child": plan.family.child.name}) for item in all_answers],
            entries=(*same.entries, entry.id),
        )
        newest[name] = entry.on
    fresh = on - timedelta(days=catalogue.numbers.wins_days - 1)
    # A step is taken from a review, and that review had the answer in it: nothing else says that anybody read it.
    read_on = [turn.on for turn in plan.history if turn.kind in KINDS and turn.on < on]
    made = []
    for name, asked in found.items():
        if newest[name] >= fresh:
            made.append(_with_where_it_goes(asked))
            continue
        answered = min((day for day in read_on if day > newest[name]), default=None)
        if answered is not None and not any(item in catalogue.never_suggest for item in asked.answers):
            # What must never be suggested is said as long as it is asked.
            made.append(_with_where_it_goes(_answered_before(asked, said_day(answered, on)), "core/question.waits"))
        else:
            made.append(_with_where_it_goes(asked, "core/question.waits"))
    return tuple(made)


def _with_where_it_goes(asked: Question, waits: str = "core/question.goes") -> Question:
    # Said once, in the week in which it was asked; after that, that it is not lost.
    return asked if asked.messages else evolve(asked, waits=Message(waits))


def _answered_before(asked: Question, day: Message) -> Question:
    if not asked.messages or asked.answered is not None:
        return asked
    return evolve(asked, answered=Message(ANSWERED_BEFORE, {"day": day}))


def _of_this_practice(answers: Iterable[str], focus: str, plan: Plan, catalogue: Catalogue) -> tuple[str, ...]:
    # "Does that count?" means something else in each discipline: those of the focus speak first, and of others one
    # alone, where no other does. What must never be suggested stands whatever it is asked of.
    found = tuple(answers)
    practised = plan.focus(focus)
    own = {CORE_NAMESPACE} | ({namespace_of(practised.skill), namespace_of(practised.strategy)} if practised else set())
    told = [each for each in found if each in catalogue.answers]
    homes = {namespace_of(each) for each in told}
    if len(homes) <= 1 or practised is None:
        return found
    return tuple(each for each in found if each not in told or namespace_of(each) in own)


def _answered(before: Answered | None, on: date) -> Message | None:
    if before is None:
        return None
    values: dict[str, object] = {"day": said_day(before.on, on)}
    if words := before.words.strip():
        return Message("core/answered.said", {**values, "words": words})
    return Message("core/answered", values)


def worth_a_look(log: Log, raised: Alerts, on: date, parameters: Parameters) -> tuple[Mention, ...]:
    """
    Return what was written lately that no alert is made of, and that a therapist should see: for nobody else.
    """
    began = on - timedelta(days=parameters.questions_days - 1)
    lately = {entry.id for entry in since(log.versions, began)}
    return tuple(mention for mention in raised.mentions if mention.urgency == "look" and mention.entry in lately)
