"""
What means more together than apart: it is added to what the lists hear, and takes nothing away.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.model.flags import SOUNDING, URGENCIES
from coachplan.notes.amounts import amounts_in
from coachplan.notes.language_files import tables
from coachplan.notes.meant import Doubts, meant_in
from coachplan.notes.together import BESIDE, RULES, heard_together
from coachplan.notes.tokens import cut
from coachplan.testing.builders import at, entry, installed, review


def test_what_may_stand_beside_a_flag_is_a_list_in_each_language():
    """A name that no list has would never be heard."""
    for language in tables("together"):
        told = tables("told")[0]
        assert set() == BESIDE - {*language, *told}


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("she has a fever", ("fever",)),
        ("38.9 tonight, fever", ("fever",)),
        ("tiene fiebre y vomitó", ("fever", "vomited")),
        ("no fever", ()),
        ("her brother has a fever", ()),
        ("last year she had a fever", ()),
        ("temperature of 37.4", ()),
        ("very sleepy, went to bed early", ()),
    ],
)
def test_what_is_heard_beside_a_flag(text, heard):
    """By word or by number, where it is the child's and now."""
    assert heard == installed().read(text).heard


PIECES = (
    "38.6", "fever", "at 7 weeks", "she is 7 weeks old", "fell off the bed", "very sleepy", "vomited", "three times",
    "nothing to drink", "since 6 am", "no wet nappy", "not slept", "for three nights", "hoarse", "for three weeks",
    "last year", "my cousin", "if she", "no", "the doll", "and", ".", ",", "\n",
)  # fmt: skip


def heard(text, mentions=(), age_months=None, *, alarmed=False, grave=False):
    """What the rules add to a note of which *mentions* were heard."""
    cutting = cut(text)
    amounts = tuple(amounts_in(cutting))
    doubts = Doubts.about(cutting, amounts)
    meant = meant_in(cutting, doubts)
    return heard_together(cutting, meant, amounts, doubts, mentions, age_months, alarmed=alarmed, grave=grave)


def together(text, age_months=None):
    """The urgency of what the rules add to a note in which nobody heard anything."""
    return [one.urgency for one in heard(text, (), age_months)]


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("38.9 at 7 weeks", "now"),
        ("She feels hot all over, 38.4 under the arm. She's 71 days old.", "now"),
        ("mi bebe de 5 semanas tiene 38,6 de fiebre", "now"),
        ("rolled off the changing table this morning, now she is floppy and dozy", "now"),
        ("se golpeo la cabeza con la mesa y no reacciona bien", "now"),
        ("bumped his head on the slide and since then was sick twice, threw up again in the car", "now"),
        ("nothing to drink and cries with no tears", "now"),
        ("39 de fiebre y el cuello duro", "now"),
        ("fever of 39.5, stiff neck and the light hurts", "now"),
        ("yellow stuff leaking from the stoma and she has a fever", "today"),
        ("neither of us has slept for three nights", "today"),
        ("fever, 40.2 tonight", "today"),
        ("feverish for four days now", "today"),
        ("vomited four times", "today"),
        ("threw up lunch, third time today", "today"),
        ("has not drunk a drop of water since 6 am", "today"),
        ("pañal seco desde anoche", "today"),
        ("I have not slept in three nights", "today"),
        ("llevo cuatro noches sin dormir", "today"),
        ("he fell 4 times walking today", "soon"),
        ("meals take 55 minutes", "soon"),
        ("no poo for five days", "soon"),
        ("hoarse for three weeks", "soon"),
        ("ronca desde hace 3 semanas", "soon"),
    ],
)
def test_what_is_heard_together(text, urgency):
    """No piece of it says as much."""
    assert together(text) == [urgency]


@pytest.mark.parametrize(
    "text",
    [
        "the doll has a fever of 39 at 7 weeks",
        "no fever at 7 weeks",
        "when she was 7 weeks old she had a fever",
        "my cousin has a newborn with a fever",
        "38 pieces at 7 weeks",
        "fell asleep on the bed, very sleepy",
        "vomited once",
        "third time this week he said mama",
        "slept since 8 pm",
        "hoarse since this morning",
        "meals take 20 minutes",
        "if he vomits three times I call",
        "last year he fell off the bed and was floppy",
        "42 grados, no se hizo nada",
    ],
)
def test_what_only_looks_like_it(text):
    """Another child, another time, a fear, a denial, and numbers of something else."""
    assert together(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "woke at 5 with a fever",
        "38.8 at 7 pm",
        "fiebre a las 3 de la mañana",
        "my husband is away, fever 38.9",
        "fever in may",
        "fever. Brother is 4 months old.",
        "born at 34 weeks. Fever 38.7",
        "She is 7 weeks old. At the clinic when she was 6 weeks all fine. Fever tonight.",
        "101F",
        "39 °C",
        "running a temperature tonight",
        "he feels really warm to touch",
    ],
)
def test_nothing_else_in_a_note_hides_a_small_babys_fever(text):
    """A time of day, another person, another age; and each way to write a temperature."""
    assert together(text, 1) == ["now"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("fever the last 2 days", 40),
        ("fiebre de 2 dias", 40),
        ("9 months and 2 weeks old, fever tonight", None),
        ("three and a half months old, fever", None),
        ("5 1/2 months old, fever", None),
        ("once meses, fiebre", None),
        ("her temp was 37", 2),
        ("bath temp at 37", 2),
        ("head circumference 38.5", 2),
        ("Washed hair with no tears and no water in eyes", 2),
        ("No tears at drop off. No milk at snack, had juice instead.", 40),
        ("He vomited once. Said mama 3 times.", 40),
        ("Fever is gone. We practised 4 days.", 40),
        ("slept 10 hours with no feed", 40),
        ("no mojó la cama en toda la noche", 40),
        ("brought it up with the therapist three times", 40),
        ("the tower fell 5 times and he said uh-oh", 40),
        ("hay fever for 2 weeks", 40),
        ("she fell over laughing three times", 40),
        ("he has not slept through for 3 nights but naps fine", 40),
    ],
)
def test_an_everyday_note_is_nothing_together(text, age):
    """Whatever the numbers in it."""
    assert together(text, age) == []


def test_a_fever_counts_by_the_age_that_is_known():
    """The child's own age counts where the note tells none; "at 7 weeks" of a child of four is long ago."""
    assert together("fever, 38.6", 1) == together("fever, 38.6", 2) == ["now"]
    assert together("fever, 38.6", 3) == together("38.9 at 7 weeks", 48) == []
    assert together("38.9, the baby is 7 weeks old", 48) == ["now"]


def test_a_review_knows_the_childs_age():
    """The age on the day of the entry: a month later the same words say less."""
    plan = at()
    small = evolve(plan, family=evolve(plan.family, child=evolve(plan.family.child, age_months=1)))
    for number, heard in ((1, True), (100, False)):
        alerts = review(small, [entry(number, hard="fever, 38.6")], number).alerts
        assert heard is any(SOUNDING["now"] in alert.flags for alert in alerts)


def test_suddenly_and_worse_than_ever_raise_a_sign_by_one():
    """In the sentence of the sign, and only what a list heard."""
    for text, urgency in (("coughing", "soon"), ("coughing on every sip of water", "today")):
        worse = f"{text}, and it will not stop"
        signs = [one for one in installed().read(text).mentions if one.source == "word-list"]
        assert urgency == min((one.urgency for one in signs), key=URGENCIES.index)
        (raised,) = heard(worse, signs, grave=True)
        assert URGENCIES.index(raised.urgency) + 1 == URGENCIES.index(urgency)
        # What came suddenly is an emergency only where it also sounds like one.
        assert bool(heard(worse, signs)) is (urgency == "soon")
    assert not heard("it will not stop", grave=True)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_it_only_adds(pieces):
    """Whatever the lists hear, one more mention at most is added, and only where nothing as urgent stands."""
    text = " ".join(pieces)
    alone = heard(text)

    assert len(alone) <= 1
    for one in alone:
        assert (one.flag, one.source, one.kind) == (SOUNDING[one.urgency], "together", "affirmed")
        assert all(words in text for words in one.weighed)
        assert heard(text, alone) == ()


@given(st.text(), st.none() | st.integers(0, 300))
def test_any_text_is_read(text, age):
    """No text raises."""
    assert len(heard(text, (), age, alarmed=True)) <= 1


def test_the_most_urgent_rules_are_asked_first():
    """The first that fits ends the search."""
    order = [URGENCIES.index(rule.urgency) for rule in RULES]
    assert order == sorted(order)
