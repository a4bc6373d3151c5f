"""
Texts that are made when they are looked at: the same shelf as one that was made at once.
"""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.frozen_map import FrozenMap
from coachplan.base.messages import Text
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.late_texts import LateTexts

SAID = st.dictionaries(st.sampled_from(["x/a", "x/b", "core/c"]), st.text(max_size=4))
WORDS = st.dictionaries(st.sampled_from(["en", "es", "pt-BR"]), SAID)


def at_once(words):
    every = [(language, *pair) for language, texts in words.items() for pair in texts.items()]
    return [Text(key=key, language=language, words=said) for language, key, said in every]


@given(WORDS)
def test_it_is_the_shelf_that_was_made_at_once(words):
    """Equal, in the same order, with the same words, in a catalogue and sent to another process."""
    late, plain = Catalogue(texts=LateTexts(words)), Catalogue(texts=at_once(words))

    assert late.words == plain.words
    assert late.texts == plain.texts
    assert list(late.texts.items()) == list(plain.texts.items())
    assert hash(late.texts) == hash(plain.texts)
    assert late.digests == plain.digests
    sent = pickle.loads(pickle.dumps(LateTexts(words)))
    assert type(sent) is FrozenMap
    assert sent == plain.texts


@given(WORDS, st.sampled_from(["x/a", "x/z"]))
def test_one_text_is_looked_up_as_ever(words, key):
    """By its language and its key; what is not there is not there."""
    late = LateTexts(words)
    assert (("en", key) in late) is (key in words.get("en", {}))
    assert len(late) == len(at_once(words))
    with pytest.raises(KeyError):
        late["fr", key]


def test_no_text_is_made_before_one_is_looked_at():
    """To gather the words of a catalogue makes none."""
    late = LateTexts({"en": {"x/a": "Hello."}})
    assert Catalogue(texts=late).words.find("x/a", "en") == "Hello."
    with pytest.raises(AttributeError):
        object.__getattribute__(late, "_items")
    assert late["en", "x/a"].words == "Hello."
    with pytest.raises(AttributeError):
        late.nothing  # noqa: B018


@pytest.mark.parametrize("words", [{"en": {"x/a": 3}}, {"en": {3: "a"}}, {"en": {"a": "b"}, "EN": {"a": "c"}}])
def test_what_is_no_text_is_refused_at_once(words):
    """And not when somebody looks."""
    with pytest.raises(TypeError):
        LateTexts(words)


@pytest.mark.parametrize("words", [["en"], {"en": ["a"]}, None])
def test_what_is_no_table_is_refused_at_once(words):
    """Whatever stands in its place."""
    with pytest.raises((TypeError, AttributeError)):
        LateTexts(words)
