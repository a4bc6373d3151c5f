"""
Wins, questions and what is worth a look, in the words that were written.

A win is named, not scored; nothing under pressure is one, and nothing that carries a flag. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.evidence import Mention
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Question, Win
from coachplan.progress.parameters import Parameters
from coachplan.review.alerts import Alerts, EntryReading
from coachplan.review.intake import Intake

__all__ = ["questions", "wins", "worth_a_look"]


def wins(intake: Intake, raised: Alerts, on: date, parameters: Parameters) -> tuple[Win, ...]:
    """
    Return what went well lately: the child's wins as they were written, and the caregiver's own part.
    """
    # Named from what was written. Nothing under pressure is a win, and nothing that carries a flag.
    began = on - timedelta(days=parameters.wins_days - 1)
    # Nor anything in which a list found a sign, though nothing more than a look came of it.
    flagged = {alert.entry for alert in raised.alerts}
    flagged |= {one.entry for one in raised.mentions if one.urgency == "look" and one.source == "word-list"}
    found: list[Win] = []
    for entry in intake.usable:
        if entry.on < began or entry.id in flagged or "pressured" in entry.tags:
            continue
        written = dict.fromkeys(text.strip() for text in (entry.win, entry.worked))
        found += [Win(entry=entry.id, focus=entry.focus, words=words) for words in written if words]
    # The caregiver's own part is credited once a focus, with the days on which it was done.
    done: dict[str, dict[date, str]] = {}
    for entry in intake.usable:
        if entry.on >= began and entry.did_strategy == "yes" and "pressured" not in entry.tags:
            done.setdefault(entry.focus, {})[entry.on] = entry.id
    own = [Win(entry=max(days.items())[1], focus=focus, by="caregiver", days=len(days)) for focus, days in done.items()]
    said_once = {(win.focus, win.words): win for win in found}
    return (*said_once.values(), *own)


def questions(
    plan: Plan, intake: Intake, on: date, catalogue: Catalogue, hear_entry: Callable[[Entry], EntryReading]
) -> tuple[Question, ...]:
    """
    Return the questions for the next session, with the careful answers that are on file.
    """
    began = on - timedelta(days=catalogue.numbers.questions_days - 1)
    found = []
    for entry in intake.usable:
        if entry.on < began:
            continue
        answers = hear_entry(entry).answers
        words = entry.question.strip()
        if words or answers:
            found.append(
                Question(
                    entry=entry.id,
                    focus=entry.focus,
                    words=words or next(t for t in (entry.hard, entry.worked, entry.win) if t),
                    answers=answers,
                    messages=tuple(Message(key(item, "say"), {"child": plan.family.child.name}) for item in answers),
                )
            )
    return tuple(found)


def worth_a_look(intake: Intake, raised: Alerts, on: date, parameters: Parameters) -> tuple[Mention, ...]:
    """
    Return what was written lately that no alert is made of, and that a therapist should see: for nobody else.
    """
    began = on - timedelta(days=parameters.questions_days - 1)
    lately = {entry.id for entry in intake.versions if entry.on >= began}
    return tuple(mention for mention in raised.mentions if mention.urgency == "look" and mention.entry in lately)
