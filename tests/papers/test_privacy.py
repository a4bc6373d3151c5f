"""
No declared name remains in what is exported without names, and nothing else of it changes.
"""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import InvalidError
from coachplan.base.messages import Texts
from coachplan.documents.codec import dumps
from coachplan.documents.log_rows import BadRow
from coachplan.documents.logs import Log
from coachplan.model.answered import Answered, question_id
from coachplan.model.entries import TEXT_FIELDS, Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.goals import Goal
from coachplan.model.plans import Focus, Hold
from coachplan.papers.handout import handouts
from coachplan.papers.privacy import declared_names, ids_with_names, without_names
from coachplan.papers.whole_names import Replacing
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry, of_five
from coachplan.testing.strategies import FIRST_DAY, logs, plans, texts

WORDS = ENGINE.catalogue.words
#: What somebody writes with names in it, as they are declared in the families that are drawn.
NAMED = st.sampled_from(
    [
        "Sam did it", "SAM'S socks, and Alex laughed", "grandma bo held Noors hand", "Zoe cried at the nursery",
        "李 stopped breathing at home", "Dana says that Sam choked", "home again; Alex is on edge", "no, Alex did not",
    ]
)  # fmt: skip
WRITTEN = st.lists(NAMED | texts(dangerous=False), max_size=3).map(". ".join)


def inside(value):
    """Every value of ours in a value."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from inside(each)
    elif attrs.has(type(value)) and not isinstance(value, Texts):
        yield value
        for attribute in attrs.fields(type(value)):
            if attribute.name[0] != "_":
                yield from inside(getattr(value, attribute.name))


def hidden_texts(value):
    """Every text that a repr hides, since it is words."""
    for each in inside(value):
        for attribute in attrs.fields(type(each)):
            held = getattr(each, attribute.name)
            if attribute.repr is False and attribute.name[0] != "_":
                yield from (text for text in (held if isinstance(held, tuple) else (held,)) if isinstance(text, str))
                if attribute.name == "values":
                    yield from (
                        (text for _, text in held if isinstance(text, str))
                        if held and isinstance(held[0], tuple)
                        else ()
                    )


def figures(value):
    """Everything but words: ids, days, counts, kinds, in the order in which they stand."""
    found = []
    for each in inside(value):
        for attribute in attrs.fields(type(each)):
            held = getattr(each, attribute.name)
            if attribute.repr is not False and attribute.name not in (
                "content",
                "seen",
                "agreed",
                "question",
                "values",
            ):
                found.append((type(each).__name__, attribute.name, held if not attrs.has(type(held)) else None))
    return [
        (kind, name, held)
        for kind, name, held in found
        if not (isinstance(held, tuple) and any(map(attrs.has, map(type, held))))
    ]


def decided(review):
    """What was decided: the steps, and what is alarming."""
    steps = [(s.focus, s.action, s.rule, s.needs, s.rests) for s in review.next_steps]
    return steps, [(a.entry, a.flags, a.urgencies, a.pauses) for a in review.alerts]


@st.composite
def cases(draw):
    plan = draw(plans())
    log = draw(logs(plan, most=8, written=WRITTEN))
    on = max([FIRST_DAY, *(each.on for each in log)]) + timedelta(days=1)
    return plan, log, ENGINE.review(plan, log, on=on), on


@settings(max_examples=30)
@given(cases())
def test_no_declared_name_remains_and_nothing_else_changes(case):
    """In no text; and ids, days, counts and kinds are as they were."""
    plan, log, review, _ = case
    names = declared_names((plan, log, review), texts=WORDS)
    made = without_names((plan, log, review), names)
    left = Replacing(names)

    assert [] == [text for text in hidden_texts(made) if left.left_in(text)]
    assert figures((plan, log, review)) == figures(made)
    assert made == without_names(made, names)


@settings(max_examples=30)
@given(cases())
def test_what_is_decided_stays_the_same(case):
    """A log without names is reviewed as the log with them was."""
    plan, log, review, on = case
    names = declared_names((plan, log), texts=WORDS)
    plan, log = without_names((plan, log), names)

    assert decided(review) == decided(ENGINE.review(plan, log, on=on))


def test_whoever_is_declared_is_replaced_everywhere():
    """The child, caregivers, who signed, who wrote and where; in notes, in reasons and in papers."""
    log = [
        entry(1, 3, who="Alex", place="Maple School", worked="sam's sock, with ÁLEX and dana"),
        entry(2, 4, who="Bo Li", worked="Bo came to maple  school"),
    ]
    plan = evolve(
        OPEN, holds=[Hold(focus="f1", until=day(9), by="Mo", on=D, role="clinician", why="Mo wants Sam to rest")]
    )
    names = declared_names((plan, log), texts=WORDS)
    assert {
        "Sam": "the child", "Alex": "caregiver A", "Dana, OT": "clinician A", "Mo": "clinician B",
        "Bo Li": "caregiver B", "Maple School": "place A", "Dana": "clinician A",
    } == names  # fmt: skip

    kept, written = without_names((plan, log), names)
    assert "the child's sock, with caregiver A and clinician A" == written[0].worked
    assert ("caregiver A", "place A") == (written[0].who, written[0].place)
    assert "Bo came to place A" == written[1].worked
    assert "clinician B wants the child to rest" == kept.holds[0].why
    paper = handouts(ENGINE, plan, ENGINE.review(plan, log, on=day(3)))[0]
    assert "Sam" in dumps_of(paper)
    assert "Sam" not in dumps_of(without_names(paper, names))
    assert "the child did it" == without_names("Sam did it", names)


def dumps_of(paper):
    return repr(attrs.asdict(paper))


def test_in_spanish_and_in_names_of_ones_own():
    """What stands in the place of a name is said in a language, or is yours."""
    assert ["peque", "familiar A", "terapeuta A", "terapeuta A"] == list(
        declared_names(OPEN, texts=WORDS, language="es").values()
    )
    assert "K7 laughed" == without_names("Sam laughed", {"Sam": "K7"})


def test_a_name_that_nobody_declared_remains_until_it_is_added_or_the_notes_are_left_out():
    """A sister's name stands in no field: it is said so, and two ways are there."""
    log = [
        entry(1, 3, hard="Lia took it from Sam", win="Sam laughed", went="Sam did some", tags=["ill", "Sam was sad"])
    ]
    names = declared_names((OPEN, log), texts=WORDS)

    assert "Lia took it from the child" == without_names(log, names)[0].hard
    assert "person Z took it from the child" == without_names(log, {**names, "Lia": "person Z"})[0].hard
    [bare] = without_names(log, names, notes=False)
    assert [""] * (len(TEXT_FIELDS) + 1) == [getattr(bare, field) for field in (*TEXT_FIELDS, "went")]
    assert (("ill",), 3, 5) == (bare.tags, bare.successes, bare.tries)


def test_without_notes_a_plan_and_a_log_say_no_reason():
    """What was written is gone from the history, from flags and from rows that could not be read."""
    log = [entry(1, hard="stopped breathing, says Lia", question="will Lia mind?")]
    plan = ENGINE.record(OPEN, ENGINE.review(OPEN, log, on=day(1)))
    plan = ENGINE.clear(
        plan,
        ENGINE.review(plan, log, on=day(1)).alerts[0],
        by="Dana, OT",
        role="clinician",
        on=day(1),
        note="Lia saw it",
    )
    plan = ENGINE.answer(plan, asked_in(plan, log), by="Dana", on=day(1), words="ask Lia")
    bad = Log(entries=log, bad_rows=[BadRow(line=2, reason="no day", raw="Lia,x", words="Lia")])
    made = without_names((plan, bad), declared_names((plan, bad), texts=WORDS), notes=False)

    assert "Lia" in dumps(plan)
    assert "Lia" not in dumps(made[0]) + repr(attrs.asdict(made[1]))
    assert "no day" == made[1].bad_rows[0].reason


def test_a_review_without_notes_is_made_of_a_log_without_them():
    """Much of what a review says is what was written; so it is refused, and said what to do."""
    review = ENGINE.review(OPEN, of_five(5, 5), on=day(3))
    with pytest.raises(InvalidError, match="Leave the notes out of the log"):
        without_names((OPEN, [review]), {}, notes=False)


def test_what_was_cleared_stays_cleared():
    """A clearance names the content of an entry; without names it names the content of that entry without names."""
    log = [entry(1, hard="Sam stopped breathing", who="Alex")]
    plan = ENGINE.record(OPEN, ENGINE.review(OPEN, log, on=day(1)))
    plan = ENGINE.clear(plan, ENGINE.review(plan, log, on=day(1)).alerts[0], by="Dana, OT", role="clinician", on=day(1))
    review = ENGINE.review(plan, log, on=day(2))
    made, bare, told = without_names((plan, log, review), declared_names((plan, log), texts=WORDS))

    assert () == ENGINE.review(made, bare, on=day(2)).alerts == review.alerts
    assert made.agreed == told.agreed
    assert told.next_steps == ENGINE.review(made, bare, on=day(2)).next_steps
    # without the log nobody can say which entry it was, and it has to be looked at again
    alone = without_names(plan, declared_names(plan, texts=WORDS))
    assert ENGINE.review(alone, bare, on=day(2)).paused


def asked_in(plan, log):
    return ENGINE.review(plan, log, on=day(1)).questions[0]


def test_a_question_that_was_answered_stays_answered():
    """It is known by its words, and these are others now."""
    log = [entry(1, question="When may Sam swim?")]
    plan = ENGINE.answer(OPEN, asked_in(OPEN, log), by="Dana, OT", on=day(1), words="Now")
    made, bare = without_names((plan, log), declared_names((plan, log), texts=WORDS))

    assert question_id("When may the child swim?") == made.answered[0].question
    assert () == ENGINE.review(made, bare, on=day(2)).questions
    kept = Answered(question="q1", by="Dana", on=D, asked="Sam?")
    assert "q1" == without_names(kept, {"Sam": "X"}).question


def test_an_id_that_tells_a_name_is_told():
    """Ids stay, since everything hangs together by them; which of them tell a name is said."""
    log = [entry(1, id="sam-1"), entry(2)]
    names = declared_names((OPEN, log), texts=WORDS)
    assert ("sam", "sam-1") == ids_with_names((OPEN, log), names)
    assert "sam" == without_names(OPEN, names).family.id


def test_who_is_called_as_the_others_would_be_is_somebody_else():
    """No name is in what stands in the place of one, whatever people are called."""
    family = Family(
        Child("Child", 40), [Caregiver("A"), Caregiver("Caregiver"), Caregiver("Person B")],
        [Routine("play", "play", who=["Bo", "bo", "-"], place="n/a")], goals=[Goal("play", by="Caregiver")], id="f",
    )  # fmt: skip
    names = declared_names(family, texts=WORDS)
    assert len({*names} - {"Person"}) == len({names[name] for name in names if name != "Person"})
    made = without_names(family, names)
    assert not {made.child.name, *(each.name for each in made.caregivers)} & {"Child", "A", "Caregiver", "Person B"}
    assert made.goals[0].by == made.caregivers[1].name
    with pytest.raises(InvalidError, match="a name stands"):
        without_names(family, {"Sam": "Sam's brother"})


def test_two_places_stay_two():
    """Readings tell places and people apart, and still can."""
    places = ("home", "Home ", "nursery", "José's", "Jose's")
    log = [entry(number, 3, place=place) for number, place in enumerate(places, 1)]
    made = without_names(log, declared_names(log, texts=WORDS))
    assert ["place A", "place A", "place B", "place C", "place D"] == [each.place for each in made]


def test_what_is_no_text_stays():
    """Routines, ids of skills and numbers are as they were; nothing that was given is changed."""
    focus = Focus(
        "f1", "play", skill="toy/stack-blocks", step=1, strategy="toy/show-first", since=D, cue="When Sam sits"
    )
    assert "When X sits" == without_names(focus, {"Sam": "X"}).cue
    assert "When Sam sits" == focus.cue
    assert focus is without_names(focus, {"Noor": "X"})
    assert Entry("e1", D, focus="f1") == without_names(Entry("e1", D, focus="f1"), {"f1": "X"})
