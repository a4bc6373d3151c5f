"""
Texts are keys and values until somebody asks for words, in the language asked for.
"""

from __future__ import annotations

import pytest

from coachplan.texts import Message, Text, Texts, key

TEXTS = Texts.of(
    [
        Text(key="hello", language="en", words="Hello {name}."),
        Text(key="hello", language="es", words="Hola {name}."),
        Text(key="hello", language="es-MX", words="Qué onda {name}."),
        Text(key="only", language="en", words="Only English."),
        Text(key="days.one", language="en", words="{n} day"),
        Text(key="days.other", language="en", words="{n} days"),
        Text(key="outer", language="en", words="<{inner}>"),
        Text(key="outer", language="es", words="«{inner}»"),
    ]
)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Hello A."), ("es", "Hola A."), ("es-MX", "Qué onda A."), ("es-AR", "Hola A."), ("pa", "Hello A.")],
)
def test_words_are_made_in_the_language_asked_for(language, words):
    """The language itself, else its base language, else English."""
    assert words == TEXTS.say(Message("hello", {"name": "A"}), language)


def test_a_message_inside_a_message_is_said_in_the_same_language():
    """Values may be messages of their own."""
    inner = Message("hello", {"name": "B"})
    assert "«Hola B.»" == TEXTS.say(Message("outer", {"inner": inner}), "es")


def test_a_value_without_words_in_the_language_falls_back_to_english():
    """English is the language that is always complete."""
    assert "«Only English.»" == TEXTS.say(Message("outer", {"inner": Message("only")}), "es")


@pytest.mark.parametrize(
    ("n", "words"), [(1, "1 day"), (2, "2 days"), (0, "0 days"), (1.0, "1 day"), (2.5, "2.5 days")]
)
def test_a_count_chooses_the_plural(n, words):
    """A value called n chooses between one and other, and is written without needless zeros."""
    assert words == TEXTS.say(Message("days", {"n": n}))


def test_a_plain_translation_is_used_where_it_has_no_plural_forms():
    """English plural forms never take the place of words that the language itself has."""
    texts = Texts.of([*_plural("en"), Text(key="days", language="es", words="{n} días")])
    assert "2 días" == texts.say(Message("days", {"n": 2}), "es")


def _plural(language):
    yield Text(key="days.one", language=language, words="{n} day")
    yield Text(key="days.other", language=language, words="{n} days")


def test_what_somebody_wrote_is_never_read_as_a_template():
    """Braces in a caregiver's own words come out as they went in."""
    assert "Hello {name} {0}." == TEXTS.say(Message("hello", {"name": "{name} {0}"}))


def test_a_value_that_is_missing_leaves_its_gap():
    """A gap without a value stays visible and breaks nothing."""
    assert "Hello {name}." == TEXTS.say(Message("hello"))


def test_an_unknown_key_is_said_as_itself():
    """A text that is not there is named, not an error."""
    assert "core/nothing" == TEXTS.say(Message("core/nothing"))
    assert TEXTS.find("core/nothing", "es") is None


def test_the_first_of_two_texts_stands():
    """Of two texts for one key and language the first one given is kept."""
    twice = Texts.of([Text(key="a", language="en", words="first"), Text(key="a", language="en", words="second")])
    assert "first" == twice.say(Message("a"))


def test_messages_with_the_same_values_are_equal():
    """The order in which values are given does not matter, and a message can be hashed."""
    one, other = Message("k", {"a": 1, "b": "x"}), Message("k", [("b", "x"), ("a", 1)])
    assert one == other
    assert hash(one) == hash(other)


def test_languages_are_listed():
    """What languages there are is known, in order."""
    assert ("en", "es", "es-MX") == TEXTS.languages
    assert "ot/x#steps.1.title" == key("ot/x", "steps.1.title")
