"""
A question that was answered does not come back, and nothing else becomes of it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import CoachplanError, Entry, StaleError, UnknownIdError
from coachplan.documents.codec import dumps, loads
from coachplan.model.answered import question_id
from coachplan.model.plans import Plan
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans

ASKED = "When do we stop?"
WHO = {"by": "Dana, SLP", "role": "clinician"}


def asking(*days: int, words: str = ASKED) -> list[Entry]:
    return [entry(n, 3, id=f"q{n}", question=words) for n in days]


# -- laws


def worded():
    return st.text(st.sampled_from("ab ¿?!.…Ñé"), max_size=12)


@given(worded(), st.sampled_from(["", "?", "!!", " ?", "  "]), st.booleans())
def test_spaces_capitals_and_end_marks_make_no_other_question(words, end, loud):
    """However it is typed, it is one question; its id is 12 digits."""
    written = f"  {words.upper() if loud else words}{end}"
    if words.rstrip(" ?!.…").strip():
        assert question_id(words) == question_id(written)
    assert 12 == len(question_id(written))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_answering_changes_no_decision(data):
    """Steps, alerts, wins, readings and what is missing stay; what goes are questions of entries up to that day."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=60)
    before = ENGINE.review(plan, log, on=on)
    after = plan
    for question in before.questions:
        if data.draw(st.booleans()):
            after = ENGINE.answer(after, question.id, on=on, words="so it is", entries=log, **WHO)
    now = ENGINE.review(after, log, on=on)
    answered = {each.question for each in after.answered}
    assert [q for q in before.questions if q.id not in answered] == list(now.questions)
    same = evolve(now, questions=before.questions, id=before.id)
    assert before == same
    assert plan.agreed == after.agreed
    assert [step.agreed for step in before.next_steps] == [step.agreed for step in now.next_steps]


# -- once asked, once answered


def test_the_same_question_is_one_for_the_clinician_too():
    """With all the entries that ask it, in their order."""
    (found,) = review(OPEN, [*asking(1, 2), entry(3, 3, id="q3", question="when do we  STOP")]).questions
    assert (ASKED, "q1", ("q1", "q2", "q3")) == (found.words, found.entry, found.entries)


@pytest.mark.parametrize(
    ("language", "goes", "waits"),
    [
        (
            "en",
            "A good question. We keep it for your therapist.",
            "We still keep this one for your therapist. Ask it again when you meet.",
        ),
        (
            "es",
            "Es buena pregunta; la guardamos para tu terapeuta.",
            "Tu terapeuta todavía tiene pendiente esta pregunta.",
        ),
    ],
)
def test_what_nobody_here_answers_is_told_where_it_goes(language, goes, waits):
    """Once that it goes to the therapist; a week later, that it is still there; once answered, nothing any more."""
    log = asking(1)
    at_first, later = (ENGINE.review(OPEN, log, on=day(n)) for n in (2, 12))
    assert not at_first.questions[0].answers
    told = [each.for_caregiver(language).questions[0].waits for each in (at_first, later)]
    assert [goes, waits] == told
    assert [ASKED] == [each.words for each in later.questions]
    plan = ENGINE.answer(OPEN, later.questions[0], on=day(12), words="After ten.", **WHO)
    assert () == ENGINE.review(plan, log, on=day(13)).for_caregiver(language).questions


def test_what_is_answered_here_is_sent_to_nobody():
    """A careful answer is on file: it is said, and nothing beside it."""
    log = [entry(1, 3, question="Should I use thickener?")]
    for asked in review(OPEN, log).questions:
        shown = next(each for each in review(OPEN, log).for_caregiver().questions if each.id == asked.id)
        assert bool(shown.answers) != bool(shown.waits)


def test_what_was_answered_does_not_come_back():
    """Neither for the clinician nor for the caregiver, in any review from that day on; before it, it stands."""
    log = asking(1, 3)
    (question,) = review(OPEN, log).questions
    plan = ENGINE.answer(OPEN, question, on=day(3), words="After ten.", **WHO)
    for number in (3, 5):
        found = review(plan, log, number)
        assert () == found.questions == found.for_caregiver().questions
    assert [question.id] == [asked.id for asked in review(plan, log, 2).questions]


def test_asked_again_it_says_when_it_was_answered():
    """A new entry after the day of the answer asks it anew, and the newest answer is told."""
    log = asking(1, 6)
    plan = ENGINE.answer(OPEN, question_id(ASKED), on=day(3), words="After ten.", entries=log, **WHO)
    (found,) = review(plan, log).questions
    (shown,) = review(plan, log).for_caregiver().questions
    assert ("q6",) == found.entries == shown.entries
    assert shown.answered == "This was answered on Wednesday 4 March: “After ten.”"
    (told,) = review(plan, log).for_caregiver("es").questions
    assert "Esto se respondió el miércoles 4 de marzo: «After ten.»" == told.answered
    again = ENGINE.answer(plan, shown, by="Alex", on=day(7))
    (third,) = review(again, [*log, *asking(9)]).for_caregiver().questions
    assert "This was answered on Sunday 8 March." == third.answered


def test_a_red_flag_in_a_question_is_no_less_one():
    """Whatever is answered: the alert stands, and the plan is paused until a clinician cleared it."""
    log = asking(1, words="He choked and his lips went blue, is that ok?")
    found = review(OPEN, log)
    plan = ENGINE.answer(OPEN, found.questions[0], on=day(1), **WHO)
    after = review(plan, log)
    assert after.paused
    assert found.alerts == after.alerts
    assert found.mentions == after.mentions


def test_what_is_offered_can_still_be_taken():
    """Answering is no change of what was agreed: neither the step nor the review is stale, on that day or later."""
    log = [*of_five(5, 5, 5), *asking(3)]
    found = review(OPEN, log)
    plan = ENGINE.answer(OPEN, found.questions[0], on=day(4), **WHO)
    assert plan.revision == OPEN.revision
    assert plan.version != OPEN.version
    kept = ENGINE.record(plan, found)
    assert kept.answered == plan.answered
    taken = ENGINE.apply(plan, found.next_steps[0], by="Alex", on=day(4), entries=log)
    assert taken.focuses != plan.focuses
    assert OPEN.focuses == taken.as_of(day(3)).focuses


def test_it_stands_in_the_history():
    """Who, when, in what role, and what was said; and it is read back."""
    log = asking(1)
    plan = ENGINE.answer(OPEN, question_id(ASKED), by="Alex", on=day(2), words="We saw it.", entries=log)
    (turn,) = plan.history
    assert ("answer", "Alex", "caregiver", "f1", "We saw it.") == (turn.kind, turn.by, turn.role, turn.focus, turn.why)
    (kept,) = plan.answered
    assert (question_id(ASKED), ASKED, day(2)) == (kept.question, kept.asked, kept.on)
    assert plan == loads(Plan, dumps(plan))


def test_a_plan_as_it_was_kept_has_no_answers():
    """A document without the field is read, and says what it said."""
    assert () == loads(Plan, dumps(OPEN)).answered


# -- refused


def test_a_question_nobody_asked_is_refused_with_the_nearest():
    """In the log that is given; an id that was answered before may be answered again."""
    log = asking(1)
    right = question_id(ASKED)
    wrong = f"{'0' if right[0] != '0' else '1'}{right[1:]}"
    with pytest.raises(UnknownIdError, match=f"Did you mean '{right}'"):
        ENGINE.answer(OPEN, wrong, on=day(1), entries=log, **WHO)
    again = ENGINE.answer(OPEN, right, on=day(1), entries=log, **WHO)
    assert 2 == len(ENGINE.answer(again, right, on=day(1), **WHO).answered)


def test_an_id_alone_asks_for_the_log():
    """Without it nobody can say whether it was asked."""
    with pytest.raises(StaleError, match="the log"):
        ENGINE.answer(OPEN, question_id(ASKED), on=day(1), **WHO)


def test_a_question_of_another_plan_is_refused():
    """Its focus is none of this plan's."""
    (question,) = review(OPEN, asking(1)).questions
    with pytest.raises(UnknownIdError, match="focus"):
        ENGINE.answer(OPEN, evolve(question, focus="f9"), on=day(1), **WHO)


@pytest.mark.parametrize("given", [{"by": ""}, {"by": "Dana", "role": "boss"}, {"by": "Dana", "words": 3}])
def test_nobody_no_role_and_no_text_are_refused(given):
    """As in every verb."""
    (question,) = review(OPEN, asking(1)).questions
    with pytest.raises(CoachplanError):
        ENGINE.answer(OPEN, question, on=day(1), **given)


def test_an_answer_does_not_go_back():
    """History only goes forward."""
    (question,) = review(OPEN, asking(1)).questions
    plan = ENGINE.answer(OPEN, question, on=day(4), **WHO)
    with pytest.raises(CoachplanError, match="History only goes forward"):
        ENGINE.answer(plan, question, on=D, **WHO)


@pytest.mark.parametrize(
    "written",
    [
        "Cuándo come José",
        "¿ Cuándo come José ?",
        "¿Cuándo come Jose\u0301?",
        "«¿Cuándo come José?»",
        "¿cuándo, come José",
    ],
)
def test_a_question_is_one_however_a_keyboard_writes_it(written):
    """An opening mark that was left out, and an accent in two pieces, bring back nothing that was answered."""
    assert question_id("¿Cuándo come José?") == question_id(written)
    assert question_id("What's that?") == question_id("What’s that")
    assert question_id("1.5 or 15?") != question_id("15 or 15?")
