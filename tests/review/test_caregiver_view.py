"""
What a caregiver is shown is values that an app can lay out, and what says the same is said once.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Engine, RedFlag
from coachplan.base.messages import Message
from coachplan.model.suggestions import HELD_BY_CAUTION
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, PLAN, Bringing, D, at, entry, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans
from coachplan.testing.toy import toy

BLOCKS = ENGINE.catalogue.skills[FOCUS.skill]
SHOW = ENGINE.catalogue.strategies[FOCUS.strategy]


# -- steps


def test_a_step_says_what_to_do_how_and_what_a_success_looks_like():
    """As it would be once the step is taken: the next rung, and the way it is helped."""
    found = review(OPEN, of_five(5, 5, 5))
    (step,) = found.for_caregiver().next_steps
    after = BLOCKS.steps[found.next_steps[0].action.step - 1]
    assert "step-up" == step.kind
    assert (after.title, SHOW.what.format(child="Sam"), after.look_for) == (step.what, step.how, step.success)


def test_what_needs_the_clinician_shows_the_practice_as_it_is():
    """The next rung is nothing that a caregiver is told before the clinician opens it."""
    few = evolve(OPEN.approval, steps={FOCUS.skill: FOCUS.step})
    (step,) = review(evolve(OPEN, approval=few), of_five(5, 5, 5)).for_caregiver().next_steps
    now = BLOCKS.steps[FOCUS.step - 1]
    assert ("ask", now.title, now.look_for) == (step.kind, step.what, step.success)


def test_a_draft_shows_nothing_to_do():
    """Nobody has approved it: there is nothing to practise yet."""
    (step,) = review(PLAN, of_five(3, 3, 3)).for_caregiver().next_steps
    assert ("", "", "") == (step.what, step.how, step.success)


@pytest.mark.parametrize("hard", ["hiccups all day", "He choked and his lips went blue."])
def test_nothing_is_to_be_done_while_the_plan_is_paused(hard):
    """Stop means stop."""
    view = review(OPEN, [*of_five(5, 5), entry(3, id="e3", hard=hard)]).for_caregiver()
    assert view.paused
    assert [("pause", "", "", "", "")] == [(s.kind, s.what, s.how, s.success, s.notice) for s in view.next_steps]


def test_what_is_looked_in_on_needs_no_help():
    """A skill that is there to stay: what to look for, and nothing to do."""
    (step,) = review(at(OPEN, maintaining=True), of_five(5)).for_caregiver().next_steps
    assert step.success
    assert "" == step.how


# -- alerts and questions


def test_alerts_that_ask_for_the_same_are_one():
    """Three notes, two sorts of danger, one telephone call each: all that was written is quoted, in the order."""
    blue, choked = "His lips went blue.", "He choked and his lips went blue."
    log = [entry(n, id=f"e{n}", hard=hard) for n, hard in enumerate((choked, choked, blue), 1)]
    found = review(OPEN, log)
    first, second = found.for_caregiver().alerts
    assert (("e1", "e2"), ("e3",)) == (first.entries, second.entries)
    assert ("now", "now", True) == (first.urgency, second.urgency, first.pauses)
    assert {flag for alert in found.alerts for flag in alert.flags} == {*first.flags, *second.flags}
    assert 1 == first.words.count("choked and his lips went blue")
    limits = ENGINE.catalogue.words.say(Message("core/alert.limits"), "en")
    assert f"{first.words} {limits}" == found.alerts[1].say
    assert second.words.endswith(limits)


def test_one_question_written_again_is_one():
    """Capitals, spaces and marks make no other question; its id is the same in every review, whoever asks it."""
    asked = ["When do we stop?", "when do we  stop", "When do we stop ?!", "Does he like it?"]
    log = [entry(n, 3, id=f"e{n}", question=words) for n, words in enumerate(asked, 1)]
    found = review(OPEN, log)
    assert 2 == len(found.questions)
    first, second = found.for_caregiver().questions
    assert ("When do we stop?", ("e1", "e2", "e3")) == (first.words, first.entries)
    assert "Does he like it?" == second.words
    assert first.id == review(OPEN, log[1:]).for_caregiver("es").questions[0].id != second.id


def test_a_question_of_marks_alone_is_one_of_its_own():
    """Where nothing but marks was written, they are what was asked."""
    log = [entry(n, 3, id=f"e{n}", question=words) for n, words in enumerate(["???", "!!!", "???"], 1)]
    assert ["???", "!!!"] == [asked.words for asked in review(OPEN, log).for_caregiver().questions]


def test_a_piece_is_quoted_once():
    """Of two notes that both say it, and of a longer piece that has it inside."""
    log = [entry(1, id="e1", hard="hiccups all day. hiccups"), entry(2, id="e2", hard="hiccups all day")]
    (shown,) = review(OPEN, log).for_caregiver().alerts
    assert ("e1", "e2") == shown.entries
    assert 1 == shown.words.count("hiccups")


SIGNED = Engine(
    plugins=[
        toy,
        Bringing(
            "signs",
            flags=[
                RedFlag("signs/tube", "now", words={"en": ["button came out"]}, say="Give nothing by the tube."),
                RedFlag("signs/sore", "today", words={"en": ["sore sign", "sore arm"]}, say="Leave it for now."),
                RedFlag("signs/meals", "soon", words={"en": ["skip a meal"]}, say="Keep offering meals."),
            ],
        ),
    ]
)


def _shown(*days):
    log = [entry(on, hard=words) for on, words in enumerate(days, start=1)]
    return SIGNED.review(OPEN, log, on=D + timedelta(days=9))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On Monday 2 March you wrote: “sore arm”. On Tuesday 3 March you wrote: “sore sign”."),
        ("es", "Escribiste el lunes 2 de marzo: «sore arm». Escribiste el martes 3 de marzo: «sore sign»."),
    ],
)
def test_what_was_written_is_quoted_with_its_day(language, said):
    """An alert that stands since last week says so: what was written, by its day and once."""
    (shown,) = _shown("sore arm, sore sign", "sore sign").for_caregiver(language).alerts
    assert ("e1", "e2") == shown.entries
    assert said in shown.words


def test_beneath_what_is_now_nothing_says_the_opposite():
    """What may wait is there, with its words, and asks for nothing beside what is to be done now."""
    found = _shown("skip a meal", "button came out")
    now, soon = found.for_caregiver("en").alerts
    assert "Give nothing by the tube." in now.words
    assert ("soon", ("e1",), ("signs/meals",)) == (soon.urgency, soon.entries, soon.flags)
    assert soon.words.startswith(
        "There is also something for your therapist. On Monday 2 March you wrote: “skip a meal”."
    )
    assert "Keep offering meals." not in soon.words
    assert "Keep offering meals." in found.alerts[1].say
    alone = _shown("skip a meal", "sore sign").for_caregiver("en").alerts
    assert "Keep offering meals." in alone[1].words


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_all_alerts_say_is_said_once(language):
    """That nobody watches by the last, that practice is paused by the first; and each alert by itself says both."""
    found = _shown("sore sign", "button came out", "skip a meal")
    view = found.for_caregiver(language)
    limits, paused = (
        ENGINE.catalogue.words.say(Message(key), language) for key in ("core/alert.limits", "core/alert.paused")
    )
    assert 3 == len(view.alerts)
    assert [False, False, True] == [limits in each.words for each in view.alerts]
    assert [True, False, False] == [paused in each.words for each in view.alerts]
    said = " ".join(view.lines)
    assert 1 == said.count("button came out")
    assert all(limits in ENGINE.catalogue.words.say(each.messages[-1], language) for each in found.alerts)


def test_a_step_below_an_alert_says_neither_the_pause_nor_the_words_again():
    """Both stand right above it. A suggestion by itself says them."""
    found = review(OPEN, [entry(1, hard="hiccups all day")])
    (step,) = found.for_caregiver("en").next_steps
    assert ("Until then there is nothing to practise.",) == step.lines
    assert "“hiccups all day”" in ENGINE.say(found.next_steps[0], language="en")
    held = review(OPEN, [*of_five(4, 4, 4), entry(4, 4, hard="I feel like a failure")])
    (step,) = held.for_caregiver("en").next_steps
    assert "We take no new step until your therapist has spoken with you." == step.why
    assert "I feel like a failure" in ENGINE.say(held.next_steps[0], language="en")


def test_a_question_comes_with_its_careful_answers():
    """Once each, and apart from what was asked."""
    log = [entry(n, 3, id=f"e{n}", question="Should I use thickener?") for n in (1, 2)]
    found = review(OPEN, log)
    (asked,) = found.for_caregiver().questions
    if found.questions[0].answers:
        assert len(asked.answers) == len(found.questions[0].messages)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_nothing_is_lost_and_nothing_said_twice(data):
    """Every alert's flag, entry and words, every question and step are there, and no two alike."""
    plan = data.draw(plans())
    found = ENGINE.review(plan, data.draw(logs(plan)), on=FIRST_DAY + timedelta(days=60))
    view = found.for_caregiver()
    assert {(f, a.entry) for a in found.alerts for f in a.flags} <= {
        (f, e) for a in view.alerts for f in a.flags for e in a.entries
    }
    for alert in found.alerts:
        shown = next(each for each in view.alerts if alert.entry in each.entries and alert.urgency == each.urgency)
        wrote = [dict(message.values)["words"] for message in alert.messages if message.key == "core/alert.wrote-on"]
        assert all(piece in shown.words for words in wrote for piece in words.split("; "))
    assert [step.focus for step in found.next_steps] == [step.focus for step in view.next_steps]
    assert len(view.alerts) == len({(a.words, a.urgency, a.entries) for a in view.alerts})
    ids = [asked.id for asked in view.questions]
    assert len(ids) == len(set(ids))
    if not view.paused:
        assert {e for q in found.questions for e in q.entries} == {e for asked in view.questions for e in asked.entries}


# -- what to do tonight


def test_a_smaller_step_after_upset_days_says_how():
    """Two upset days: the smaller step is what is done tonight, so it says how, and what to look for."""
    log = [entry(1, 3), entry(2, 3, tags=["distressed"]), entry(3, 3, tags=["distressed"])]
    found = review(OPEN, log)
    (step,) = found.for_caregiver().next_steps
    after = BLOCKS.steps[FOCUS.step - 2]
    assert ("core/distress", "step-down", True) == (found.next_steps[0].rule, step.kind, found.next_steps[0].rests)
    assert (after.title, after.look_for) == (step.what, step.success)
    assert step.how
    assert any(step.how in line for line in step.lines)


@pytest.mark.parametrize("language", ["en", "es"])
def test_where_practice_rests_it_is_said_what_to_do_instead(language):
    """A smaller step that the clinician must open first: until then no practice, and somebody near."""
    shut = evolve(OPEN, approval=evolve(OPEN.approval, steps={}, strategies=[]))
    log = [entry(1, 3), entry(2, 3, tags=["pressured"]), entry(3, 3, tags=["pressured"])]
    (step,) = review(shut, log).for_caregiver(language).next_steps
    assert ("ask", "", "", "") == (step.kind, step.what, step.how, step.success)
    assert step.instead
    assert step.instead in step.lines


def test_help_that_does_not_go_with_the_step_is_not_left_out_without_a_word():
    """A strategy that is made for other help: nobody is left with a step and no way to do it."""
    for number, rung in enumerate(BLOCKS.steps, start=1):
        (step,) = review(at(OPEN, step=number), of_five(3)).for_caregiver().next_steps
        assert step.how, rung


@settings(deadline=None)
@given(st.data())
def test_every_step_says_how_or_that_there_is_nothing_to_do(data):
    """Whatever was written: how, what to do instead, that it rests, that it pauses, or that it is only looked in on."""
    plan = data.draw(plans())
    on = FIRST_DAY + timedelta(days=20)
    found = ENGINE.review(plan, data.draw(logs(plan)), on=on)
    for made, shown in zip(found.next_steps, found.for_caregiver().next_steps, strict=True):
        over = plan.focus(shown.focus).maintaining or made.action.kind in ("pause", "maintain")
        told = made.is_waiting or any(held.key == HELD_BY_CAUTION for held in made.held)
        talked_over = shown.kind == "ask" and not made.rests
        assert shown.how or shown.instead or over or told or talked_over, shown.lines
