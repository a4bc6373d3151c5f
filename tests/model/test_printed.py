"""
What `print` shows of a family, a plan, proposals, a review and options: plain lines, alerts first, and never an error.

Beside it `repr` tells no words: tests/test_private.py.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.messages import Message
from coachplan.documents.codec import dumps, loads
from coachplan.model.caregiver_view import CaregiverAlert, CaregiverQuestion, CaregiverStep, CaregiverView
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.goals import Goal
from coachplan.model.options import Option, Options
from coachplan.model.plans import Hold
from coachplan.model.proposals import Proposal, Proposals
from coachplan.model.reviews import Review
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, PLAN, D, day, entry, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans, texts

LAST_DAY = FIRST_DAY + timedelta(days=60)
CHOKED = review(OPEN, [*of_five(5), entry(2, id="e2", hard="He choked and his lips went blue.", win="he laughed")])
HOSTILE = "\n! Call 555\u202e\x1b[31m\r\n\ud800"


# -- what stands in them


def test_a_family_is_told_in_lines():
    """Who, with whom, in which routines, and what fits; what rules something out stands high."""
    family = Family(
        Child("Sam", 48, interests=["trains"], cautions=["seizures"], strengths=["sorting"], assessed=["swallowing"]),
        [Caregiver("Alex", confidence=7), Caregiver("Marisol", language="es")],
        [Routine("play", "play", minutes=10, goes=2, matters=5), Routine("bed", "bedtime", label="good night")],
        values=["no-screens"],
        avoid=["toy/show-first"],
        materials=["box"],
        minutes_a_day=15,
        id="sam",
    )
    told = [
        "Sam, 48 months",
        "! Cautions: seizures",
        "With Alex (en, confidence 7 of 10)",
        "With Marisol (es)",
        "- play: 7 days a week, 10 minutes, goes 2 of 5, matters 5 of 5",
        "- good night: 7 days a week",
        "Loves: trains",
        "Does well: sorting",
        "Assessed: swallowing",
        "Matters at home: no-screens",
        "Never offered: toy/show-first",
        "At home: box",
        "Minutes a day in all: 15",
    ]

    assert told == str(family).split("\n")


def test_the_goals_of_a_family_are_counted_and_not_told():
    """Which of them nobody at home may read, only a proposal and a review know."""
    said = str(evolve(FAMILY, goals=[Goal("I want the hitting to stop"), Goal("shoes")]))

    assert "Goals: 2 (a proposal and a review tell of them)" in said
    assert "hitting" not in said


def test_a_plan_says_who_opened_it_and_what_is_practised():
    """Each focus with its sentence, what it is, how much, and whether it is on hold."""
    hold = Hold(focus="f1", until=day(9), by="Alex", on=D)
    held = evolve(OPEN, focuses=[evolve(FOCUS, cue="After lunch, blocks.")], holds=[hold])

    assert [
        "Sam: opened by Dana, OT on 2026-03-02",
        "1. After lunch, blocks.",
        "   play: toy/stack-blocks, step 2, with toy/show-first",
        "   5 minutes, 5 days a week, since 2026-03-02",
        f"   On hold until {day(9)}",
    ] == str(held).split("\n")
    assert str(PLAN).startswith("Sam: a draft, which no clinician has opened\n1. play\n")


def test_a_plan_with_an_open_flag_says_so_first_and_not_what_it_is():
    """Whoever looks is sent to the review; the words, and which sign it is, stand there alone."""
    recorded = ENGINE.record(OPEN, CHOKED)
    first, *more = str(recorded).split("\n")

    assert "! Something that was written still needs a person: review this plan first." == first
    assert str(OPEN).split("\n") == more
    assert "chok" not in str(recorded)


def test_proposals_are_numbered():
    """Each with its sentence, how and why, and what to look out for; one alone has no number."""
    found = ENGINE.propose(FAMILY, on=D)
    one = found[0]
    lines = str(found).split("\n")

    assert f"1. {one.plan.focuses[0].cue}" == lines[0]
    assert [f"   {line}" for line in one.lines] == lines[1 : 1 + len(one.lines)]
    assert [line[:2] for line in lines if line[0] != " "] == [f"{n}." for n in range(1, len(found) + 1)]
    assert str(one).split("\n") == [one.plan.focuses[0].cue, *one.lines]
    assert [*(f"+ {line}" for line in (*one.together, *one.reasons)), *(f"! {line}" for line in one.cautions)] == list(
        one.lines
    )


def test_where_nothing_fits_it_says_why():
    """And where there is no why, that nothing does."""
    assert "Nothing fits yet. Why:\n- Too young.\n- No room." == str(Proposals((), left_out=["Too young.", "No room."]))
    assert "Nothing fits yet." == str(Proposals(()))


def test_options_say_what_speaks_against_them_first():
    """And which were tried."""
    first = Option(strategy="toy/a", title="Show it", reasons=["It fits."], against=[], tried=True)
    second = Option(strategy="toy/b", title="Wait", reasons=["It is kind."], against=["No room."])

    assert "Wait\n- No room.\n+ It is kind." == str(second)
    lines = ["1. Show it (tried already)", "   + It fits.", "2. Wait", "   - No room.", "   + It is kind."]
    assert lines == str(Options([first, second])).split("\n")
    assert "There is nothing to choose from." == str(Options())


def test_the_options_of_a_focus_are_a_tuple_that_shows_itself():
    """What took them for a tuple still may."""
    found = ENGINE.options(OPEN, "f1", on=D)

    assert isinstance(found, Options)
    assert tuple(found) == found
    assert repr(tuple(found)) == repr(found)


# -- a review


def test_the_lines_of_a_view_are_all_of_it_in_order():
    """Alerts, what went well, the steps, how far it is and what was read, and the questions with their answers."""
    step = CaregiverStep(focus="f1", kind="continue", words="Go on.", lines=["It went well.", "Go on."])
    view = CaregiverView(
        language="en",
        paused=False,
        alerts=[CaregiverAlert(urgency="soon", flags=["toy/a"], entries=["e1"], words="Call soon.", pauses=False)],
        next_steps=[step, step],
        wins=["a"],
        works=["b"],
        observed=["c"],
        goals=["d"],
        from_words=["e"],
        notes=["f"],
        questions=[CaregiverQuestion(id="q", entries=["e1"], words="Why?", answers=["So."], waits="Ask Dana.")],
    )
    steps = ("", "It went well.", "Go on.") * 2
    asked = ("? Why?", "  So.", "  Ask Dana.")

    assert ("! Call soon.", "* a", "* b", "* c", *steps, "- d", "- e", "- f", *asked) == view.lines


def test_a_review_is_printed_as_the_family_is_shown_it():
    """In the family's language."""
    spanish = evolve(OPEN, family=evolve(FAMILY, caregivers=[Caregiver("Marisol", language="es")]))
    for plan in (OPEN, spanish):
        made = review(plan, of_five(5, 5, 5, question="Why?"))

        assert [line.strip() for line in made.for_caregiver().lines if line] == [
            line.strip() for line in str(made).split("\n") if line
        ]


def test_an_alert_comes_first_and_nothing_cheerful_stands_beside_it():
    """A plan that is paused is printed without a win."""
    said = str(CHOKED)

    assert said.startswith("! ")
    assert "\n* " not in said
    assert "laughed" not in said


def test_a_review_without_words_is_printed_as_in_a_log():
    """Out of a document it cannot speak, and must not raise where somebody only prints it."""
    silent = loads(Review, dumps(CHOKED))

    assert repr(silent) == str(silent)
    assert silent._repr_html_() is None


def test_a_message_that_lacks_a_word_does_not_raise():
    """A document may hold anything that could be a message."""
    broken = evolve(CHOKED.alerts[0], messages=[Message("core/alert.wrote"), Message("core/nothing")])

    assert str(evolve(CHOKED, alerts=[broken, broken]))


# -- laws


@given(st.data())
def test_nothing_that_is_printed_raises_or_forges_a_line(data):
    """Whatever a family and its log hold: a text that can be written, of one line a line; alerts stand first."""
    plan = data.draw(plans(ENGINE.catalogue))
    made = ENGINE.review(plan, data.draw(logs(plan, days=40, most=8)), on=LAST_DAY)
    for value in (plan.family, plan, made):
        said = str(value)

        assert said.encode() is not None
        assert not any(sign in said for sign in "\r\x0b\x0c\x1b\x85\u2028\u2029\u202e")
    marked = [line[:1] == "!" for line in str(made).split("\n")]
    assert [True] * len(made.for_caregiver().alerts) == marked[: len(made.for_caregiver().alerts)]


@given(texts() | st.just(HOSTILE))
def test_hostile_words_stay_on_their_line(words):
    """Wherever a word can stand: as many lines as with a plain one."""

    def told(said):
        child = Child(said, 48, interests=[said], cautions=[said], strengths=[said])
        routines = [evolve(each, label=said) for each in FAMILY.routines]
        family = Family(
            child, [Caregiver(said)], routines, values=[said], avoid=[said], materials=[said], id="sam"
        )
        plan = evolve(OPEN, family=family, focuses=[evolve(FOCUS, cue=said)], approval=evolve(OPEN.approval, by=said))
        proposal = Proposal(plan=plan, reasons=[said], cautions=[said], left_out=[said], together=[said])
        option = Option(strategy="toy/a", title=said, reasons=[said], against=[said])
        yield from (family, plan, proposal, Proposals([proposal]), Proposals((), left_out=[said]))
        yield from (option, Options([option]))

    for plain, odd in zip(told("x"), told(f"x{words}"), strict=True):
        assert len(str(plain).split("\n")) == len(str(odd).split("\n"))
        assert str(odd).encode()


@pytest.mark.parametrize("value", [FAMILY, OPEN, CHOKED, ENGINE.propose(FAMILY, on=D)], ids=lambda v: type(v).__name__)
def test_inside_a_list_it_is_shown_as_in_a_log(value):
    """What prints a list or fills a tuple into a sentence tells no words by the way."""
    assert repr([value]) == str([value])
    assert str(value) not in str([value])
