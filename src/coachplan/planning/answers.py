"""
Questions marked as answered. Nothing else becomes of it: what was agreed, what is decided and every alert stay.

Does not know how questions are found in a log.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from coachplan.base.disclosure import no_such
from coachplan.base.errors import suggest
from coachplan.model.answered import Answered, question_id
from coachplan.model.caregiver_view import CaregiverQuestion
from coachplan.model.entries import Role
from coachplan.model.plans import Change, Plan
from coachplan.model.suggestions import Question
from coachplan.planning.revisions import forward, made, named, refuse

__all__ = ["answer"]


def answer(
    plan: Plan,
    question: Question | CaregiverQuestion | str,
    *,
    by: str,
    on: date,
    role: Role = "caregiver",
    words: str = "",
    asked: Iterable[Question] | None = None,
) -> Plan:
    """
    Return the plan with a question marked as answered; its revision and what was agreed stay. *asked* are the questions
    of that day, where the log was looked at.

    Refused: an id alone where the log was not looked at, and a question that nobody asked.
    """
    named(by, role)
    forward(plan, on)
    known = {each.id: each for each in asked or ()}
    name = question if isinstance(question, str) else question_id(question.words)
    before = {each.question: each.asked for each in plan.answered}
    if isinstance(question, str) and asked is None and name not in before:
        unread = "an id alone does not say what was asked, and the log was not looked at."
        raise refuse(unread, "Give the question itself, or entries, the log.", "question", code="log-not-read")
    if asked is not None and name not in known and name not in before:
        hint = suggest(name, [*known, *before])
        raise refuse(no_such("question", name), hint, "question", code="unknown-id")
    if isinstance(question, Question) and not plan.knows(question.focus):
        unlike = no_such("focus", question.focus, here="this plan has")
        raise refuse(unlike, suggest(question.focus, [each.id for each in plan.focuses]), code="unknown-focus")
    meant = known.get(name)
    said = before.get(name, "") if isinstance(question, str) else question.words
    focus = meant.focus if meant else question.focus if isinstance(question, Question) else ""
    kept = made(Answered, question=name, by=by, on=on, role=role, words=words, asked=meant.words if meant else said)
    turn = made(Change, on=on, kind="answer", by=by, role=role, focus=focus, why=words, revision=plan.revision)
    return evolve(plan, answered=(*plan.answered, kept), history=(*plan.history, turn))
