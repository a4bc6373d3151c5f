"""
What speaks does so out of the texts that came with it: after a document only once it is given them, after a pickle at
once, and with small luggage.
"""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from hashlib import sha512

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Message, Texts
from coachplan.base.when_asked import Later, slot_of
from coachplan.documents.codec import dumps, loads
from coachplan.model.actions import KINDS
from coachplan.model.reviews import Review
from coachplan.model.speaking import NO_TEXTS, speak, with_texts
from coachplan.model.suggestions import Suggestion
from coachplan.testing.builders import ENGINE, OPEN, entry, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans

LAST_DAY = FIRST_DAY + timedelta(days=60)
WORDS = ENGINE.catalogue.words
CHOKED = review(OPEN, [*of_five(5), entry(2, id="e2", hard="He choked and his lips went blue.")])
CALM = review(OPEN, of_five(5, 5, 5, question="When do we stop?"))


def all_said(found: Review) -> list[object]:
    """
    Return everything that a review says of itself, in every language that there is.
    """
    said: list[object] = [found.for_caregiver(language) for language in (None, "en", "es", "pt-BR")]
    said += [(step.because, step.question, step.watch_for) for step in found.next_steps]
    said += [alert.say for alert in found.alerts] + [missing.why for missing in found.missing]
    return said + [str(found.why_not(step.focus, kind)) for step in found.next_steps for kind in KINDS]


# -- without words

SILENT = {
    "an alert": lambda found: found.alerts[0].say,
    "a suggestion": lambda found: found.next_steps[0].because,
    "what a caregiver is shown": lambda found: found.for_caregiver(),
    "what is missing": lambda found: found.missing[0].why,
}


@pytest.mark.parametrize("what", SILENT)
def test_what_came_out_of_a_document_says_that_it_has_no_words(what):
    """In an emergency, "core/alert.now" would be worse than an error that says how to make it speak."""
    found = review(OPEN, [entry(1, 7)]) if what == "what is missing" else CHOKED
    ask = SILENT[what]
    said = ask(found)
    assert said
    for texts in (None, Texts({}), Texts({"en": {}}), NO_TEXTS):
        silent = loads(Review, dumps(found)) if texts is None else with_texts(found, texts)
        with pytest.raises(CoachplanError, match=r"texts=engine\.catalogue\.words") as refused:
            ask(silent)
        assert ["without-words"] == [each.code for each in refused.value.findings]
        assert said == ask(with_texts(silent, WORDS))


def test_what_came_out_of_a_document_can_be_looked_at_without_words():
    """Its repr, its ids and its figures are there, and the engine says it out of its own words."""
    silent = loads(Review, dumps(CHOKED))
    assert "core/red-flag" in repr(silent)
    assert "now" == silent.alerts[0].urgency
    why = silent.why_not("f1", "lighten")
    assert str(why) == repr(why)
    assert ENGINE.say(CHOKED.next_steps[0]) == ENGINE.say(silent.next_steps[0])


def test_words_that_are_nowhere_are_no_key():
    """A plugin's sentence is gone with the plugin: an alert still says whom to call, and shows no key."""
    core = Texts(
        {
            language: {key: words for key, words in known.items() if not key.startswith("toy/")}
            for language, known in WORDS.by_language.items()
        }
    )
    alert = review(OPEN, [entry(1, 3, hard="hiccups all day")]).alerts[0]
    gone = with_texts(alert, core)
    assert "toy/" not in gone.say
    assert "(some words are not here)" in gone.say
    assert "On Monday 2 March you wrote: “hiccups all day”." in gone.say
    assert "(faltan aquí unas palabras)" in with_texts(evolve(alert, language="es"), core).say


def test_all_that_a_value_holds_is_given_the_words():
    """A why-not inside a why-not, and every part of a review."""
    why = with_texts(CALM.why_not("f1", "lighten"), NO_TEXTS)
    assert why.more
    assert str(CALM.why_not("f1", "lighten")) == str(with_texts(why, WORDS))
    assert speak(WORDS, Message("core/help.call")) == "your clinic"


def test_what_is_given_words_is_not_looked_at():
    """What is made when somebody looks is not made by that: neither the traces of a review nor what would change it."""
    found = with_texts(ENGINE.review(OPEN, of_five(5, 5, 5), on=FIRST_DAY + timedelta(days=4)), WORDS)
    assert found.trace._make is not None
    assert isinstance(slot_of(Suggestion, "would_change").__get__(found.next_steps[0]), Later)


# -- pickled


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_pickled_says_the_same(data):
    """A review that went to another process says all that it said before, in every language."""
    plan = data.draw(plans())
    found = ENGINE.review(plan, data.draw(logs(plan)), on=LAST_DAY)
    again = pickle.loads(pickle.dumps(found))
    assert found == again
    assert all_said(found) == all_said(again)


@pytest.mark.parametrize("found", [CHOKED, CALM], ids=["paused", "calm"])
def test_what_is_pickled_carries_its_own_words_alone(found):
    """However many texts the plugins brought, a review and each of its parts takes the same few along."""
    more = {
        language: {f"big/skill-{n}#title": sha512(f"{language}{n}".encode()).hexdigest() for n in range(2000)}
        for language in ("en", "es")
    }
    many = Texts({language: {**known, **more.get(language, {})} for language, known in WORDS.by_language.items()})
    assert 150_000 < len(pickle.dumps(many))
    for value in (found, *found.next_steps, *found.alerts, found.why_not("f1", "lighten")):
        packed = pickle.dumps(with_texts(value, many))
        assert len(packed) == len(pickle.dumps(value)) < 25_000
    assert all_said(found) == all_said(pickle.loads(pickle.dumps(found)))


def test_what_was_read_from_words_is_pickled_with_its_words():
    """Sentences that are made only when they are asked for travel, too."""
    found = review(OPEN, [entry(n, 3, hard="The bus was late, 3 of 5", went="", tries=None) for n in (1, 2)])
    again = pickle.loads(pickle.dumps(found))
    assert found.for_caregiver("en").from_words
    assert [found.for_caregiver(each) for each in ("en", "es")] == [again.for_caregiver(each) for each in ("en", "es")]


def test_a_copy_speaks():
    """A copy, a deep copy, and one without words, which has none afterwards."""
    for made in (copy.copy(CHOKED), copy.deepcopy(CHOKED)):
        assert made == CHOKED
        assert all_said(made) == all_said(CHOKED)
    assert with_texts(CHOKED, NO_TEXTS) == pickle.loads(pickle.dumps(with_texts(CHOKED, NO_TEXTS)))
