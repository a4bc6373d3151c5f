"""
The tree of phrases: what is passed over unlooked at is nothing that would have been found, and equal lists share one.
"""

from __future__ import annotations

from functools import cache

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.matcher import Index, _index
from coachplan.notes.phrase_tree import Openers

WORDS = "he she not blue lips stopped breath breathing cough coughed but really a".split()
PARTS = [*WORDS, "cough*", "blue|lips", "[really]", "...", "...2", "&", "breath*"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14)


def _is_sound(phrase):
    try:
        Index.of([phrase])
    except Exception:  # noqa: BLE001 - a phrase made at random may be none
        return False
    return True


PHRASES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map(" ".join).filter(_is_sound)


@cache
def alone(phrase):
    """One phrase as a tree of its own, in which nothing is passed over for the sake of another."""
    return Index.of([phrase])


@given(st.lists(PHRASES, min_size=1, max_size=6, unique=True), TEXTS)
def test_many_phrases_find_what_each_finds_alone(phrases, words):
    """All phrases as one tree find, for each, the places that it has by itself."""
    index = Index.of(phrases)
    together = sorted((phrases[one.phrase], one.first, one.last, one.steps) for one in index.find(words))
    each = sorted((phrase, one.first, one.last, one.steps) for phrase in phrases for one in alone(phrase).find(words))

    assert each == together


@given(st.lists(PHRASES, min_size=1, max_size=6, unique=True), TEXTS, st.data())
def test_no_part_is_passed_over_that_holds_a_phrase(phrases, words, data):
    """A phrase found in a part of a text begins with a word at which the whole text says that one may begin."""
    index = Index.of(phrases)
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))

    assert {words[first + one.first] for one in index.find(words[first:last])} <= index.opening(words).keys()


@given(PHRASES, TEXTS)
def test_a_phrase_needs_its_rarest_word(phrase, words):
    """Where no phrase may begin, none is found."""
    index = Index.of([phrase, "not he", "he not"])
    if not index.opening(words):
        assert [] == list(index.find(words))


def test_equal_lists_share_one_tree():
    """A tree is made once for the same phrases, whoever asks; who is certain of them makes a difference."""
    made = Index.of(["blue lips", "stopped breathing"])

    assert made is Index.of(iter(["blue lips", "stopped breathing"]))
    assert made is not Index.of(["blue lips", "stopped breathing"], {0})
    assert _index.cache_info().maxsize is not None


@given(st.lists(PHRASES, min_size=1, max_size=6, unique=True), st.lists(TEXTS, max_size=4))
def test_what_a_sentence_holds_is_remembered_as_it_was_found(phrases, texts):
    """Asked again, and after others, a sentence holds what it is found to hold."""
    index = Index.of(phrases)
    for words in [*texts, *reversed(texts)]:
        assert index.find(words) == list(index.all_in(words))


@given(st.lists(PHRASES, min_size=1, max_size=6, unique=True), TEXTS, st.data())
def test_what_begins_at_some_places_is_a_part_of_all(phrases, words, data):
    """What is found at places given, in their order, is what is found anywhere and begins at one of them."""
    index = Index.of(phrases)
    starts = sorted(data.draw(st.sets(st.sampled_from(range(len(words))))) if words else [])

    assert index.find(words, starts) == [one for one in index.all_in(words) if one.first in starts]


def test_what_follows_a_word_is_planted_where_it_can_be_followed():
    """A text with the first word of a phrase and not its rarest plants nothing; one with both does."""
    opener = Openers(["blue lips"], {"blue": "0"}, {"blue": 1, "lips": 1}).get("blue")
    index = evolve(Index.of(["blue lips"]), openers={"blue": opener})

    assert [] == index.find(["blue", "sock"])
    assert opener.planted is None
    assert [(0, 0, 2, (0, 1))] == index.find(["blue", "lips"])
    assert opener.planted is opener.node
