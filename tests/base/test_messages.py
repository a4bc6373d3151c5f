"""
Texts are keys and values until somebody asks for words, in the language asked for.
"""

from __future__ import annotations

import copy
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.languages import base_language
from coachplan.base.messages import Message, Text, Texts, gaps, key
from coachplan.base.plurals import unreadable

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


POLISH = {
    "one": "n = 1",
    "few": "n % 10 = 2..4 and n % 100 != 12..14",
    "many": "n % 10 = 0..1, 5..9 or n % 100 = 12..14",
}


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 dzień"), (2, "2 dni"), (5, "5 dni!"), (12, "12 dni!"), (22, "22 dni"), (21, "21 dni!"), (2.5, "2.5 dnia")],
)
def test_a_language_brings_its_own_way_of_counting(n, words):
    """Which numbers are few or many is a text of the language, in the notation of the Unicode CLDR."""
    forms = {"one": "{n} dzień", "few": "{n} dni", "many": "{n} dni!", "other": "{n} dnia"}
    rules = {f"core/plural.{form}": rule for form, rule in POLISH.items()}
    words_of = {**rules, **{f"days.{form}": told for form, told in forms.items()}}
    polish = (Text(key=text_key, language="pl", words=told) for text_key, told in words_of.items())
    texts = Texts.of([*_plural("en"), *polish])
    assert words == texts.say(Message("days", {"n": n}), "pl")
    assert words == texts.say(Message("days", {"n": n}), "pl-PL")


def test_a_form_that_a_language_has_and_a_text_lacks_is_the_other():
    """Where a text has no form for a number, its `other` is used, and no other language."""
    texts = Texts.of(
        [
            *_plural("en"),
            Text(key="core/plural.few", language="pl", words="n = 2..4"),
            Text(key="days.other", language="pl", words="{n} dni"),
        ]
    )
    assert "3 dni" == texts.say(Message("days", {"n": 3}), "pl")


def test_a_language_may_count_nothing_as_one():
    """In Brazilian Portuguese and in French nothing is counted as one is."""
    texts = Texts.of([*_plural("pt"), Text(key="core/plural.one", language="pt", words="i = 0..1")])
    assert ["0 day", "1 day", "1.5 day", "2 days"] == [
        texts.say(Message("days", {"n": n}), "pt-BR") for n in (0, 1, 1.5, 2)
    ]


@pytest.mark.parametrize("rule", ["", "n", "n > 1", "n = one", "m = 1", "n % 0 = 1", "n = 1 and", "n = 1 or or n = 2"])
def test_a_rule_that_cannot_be_read_is_said(rule):
    """A plural rule in another notation is a sentence with the part that is wrong, and an example."""
    assert "write it as: n % 10 = 2..4" in unreadable(rule)
    assert unreadable("n % 10 = 2..4, 7 and i != 12") == ""


# -- whatever stands in a text or a value


class _Bad(str):
    """A word that cannot even be told."""

    __slots__ = ()

    def __str__(self):
        raise ValueError("no words")

    __format__ = __str__


_PIECES = st.sampled_from(
    ["{", "}", "{{", "}}", "{a}", "{n}", "{a:d}", "{a!r}", "{a.__class__}", "{a[0]}", "{}", "{0}"]
)
_TEMPLATES = st.lists(_PIECES | st.text(max_size=4), max_size=8).map("".join)
_VALUES = st.recursive(
    st.text(max_size=5)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.builds(_Bad)
    | st.builds(lambda: 10**5000),
    lambda inner: st.builds(lambda value: Message("inner", {"a": value}), inner),
    max_leaves=3,
)


@given(_TEMPLATES, _VALUES, _VALUES, st.sampled_from(["", "n = 1", "no rule", "i % 2 = 0"]))
def test_to_say_something_never_fails(template, value, count, rule):
    """Whatever a text and the values hold, words come of it: an alert that cannot be said is worse than a brace."""
    texts = Texts.of(
        Text(key=text_key, language="xx", words=words)
        for text_key, words in (
            ("outer", template),
            ("inner", template),
            ("core/plural.few", rule),
            ("n.few", template),
        )
    )
    for text_key in ("outer", "n"):
        said = texts.say(Message(text_key, {"a": value, "n": count}), "xx")
        assert type(said) is str


@given(_TEMPLATES, st.text(max_size=5), st.integers(-999, 999))
def test_a_sound_text_is_filled_in_as_python_does(template, value, number):
    """What `gaps` finds nothing wrong with is filled in exactly as Python's own formatting would."""
    try:
        found = gaps(template)
    except ValueError:
        return
    values = {"a": value, "n": number}
    assert found <= set(values)
    texts = Texts.of([Text(key="x", language="en", words=template)])
    assert template.format(**values) == texts.say(Message("x", values))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", set()),
        ("{{child}}", set()),
        ("{child} and {{{step}}}", {"child", "step"}),
        ("{child:>9}", "'{child:>9}' is no value"),
        ("{child:}", "'{child:}' is no value"),
        ("{child!r}", "'{child!r}' is no value"),
        ("{child.name}", "'{child.name}' is no value"),
        ("{0}", "'{0}' is no value"),
        ("{}", "'{}' is no value"),
        ("{child", "'{child' is no value"),
        ("child}", "'}' is no value"),
    ],
)
def test_the_values_of_a_sentence(words, found):
    """Each is a name in braces, and nothing else stands in braces."""
    if isinstance(found, set):
        assert found == gaps(words)
    else:
        with pytest.raises(ValueError, match=re.escape(found)):
            gaps(words)


@pytest.mark.parametrize("code", ["es", "ES", "es-MX", "es_MX", " es ", "spa", "SPA-MX"])
def test_a_language_is_the_same_however_it_is_written(code):
    """Whoever speaks a region's Spanish, in whatever spelling of the code, is spoken to in Spanish."""
    assert "es" == base_language(code)
    asked = "es" if code in ("es-MX", "es_MX", "SPA-MX") else code  # the region has words of its own
    assert "Hola A." == TEXTS.say(Message("hello", {"name": "A"}), asked)


def test_texts_never_change_and_travel():
    """No text can be set or taken away, and a copy in another process says the same."""
    with pytest.raises(TypeError):
        TEXTS.by_language["en"]["hello"] = "Bye."
    assert not hasattr(TEXTS.by_language, "clear")
    assert TEXTS == pickle.loads(pickle.dumps(TEXTS)) == copy.deepcopy(TEXTS)
