"""
Lists that were made ready before: they find what they would find if they were made now, or are not used.
"""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes import language_files, made_ready, matcher
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.made_ready import key_of, offer, ready
from coachplan.notes.making_ready import all_ready
from coachplan.notes.matcher import Index, as_plain
from coachplan.notes.patterns import malformed
from coachplan.testing.builders import installed

WORDS = "he she not blue lips stopped breath breathing breething cough coughed but really a choking chokking".split()
PARTS = [*WORDS, "cough*", "blue|lips", "[really]", "...", "...2", "&", "breath*", "<blue>"]
ANY = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map(" ".join)
PHRASES = ANY.filter(lambda one: not malformed([one]))
LISTS = st.lists(PHRASES, min_size=1, max_size=6, unique=True).map(tuple)
TEXTS = st.lists(st.sampled_from([*WORDS, "coughing", "bluue", "purple"]), max_size=14)


@pytest.fixture(autouse=True)
def nothing_offered():
    """What other tests have made ready is not found here, and the other way round."""
    before = list(made_ready._OFFERED)
    forget()
    yield
    forget()
    made_ready._OFFERED.extend(before)


def forget():
    made_ready._OFFERED.clear()
    for kept in (matcher._index, matcher._ready):
        kept.cache_clear()


def kept(plain):
    """The same index, made of plain data that was written and read."""
    forget()
    offer(json.loads(json.dumps(plain)).get)


@given(LISTS, st.sampled_from([None, frozenset({0})]), st.lists(TEXTS, max_size=4))
def test_a_tree_that_was_kept_finds_the_same(phrases, certain, texts):
    """In every text, of every word, in whatever order texts are read; and what it comes to is the same again."""
    forget()
    fresh = Index.of(phrases, certain)
    kept(as_plain(fresh))
    again = Index.of(phrases, certain)

    assert again is not fresh
    assert again.openers._needed is not None
    for words in texts:
        assert fresh.find(words) == again.find(words)
        assert [fresh.atoms(word) for word in words] == [again.atoms(word) for word in words]
        assert fresh.opening(words).keys() == again.opening(words).keys()
    assert (fresh.whole, fresh.settled, fresh.reach, fresh.stems) == (
        again.whole, again.settled, again.reach, again.stems,
    )  # fmt: skip
    assert as_plain(fresh) == as_plain(again)


@given(LISTS, st.data())
def test_what_is_no_tree_is_not_used(phrases, data):
    """A part that is gone or of another kind, a phrase that is left out or too many: the tree is made anew."""
    forget()
    ((key, plain),) = as_plain(Index.of(phrases)).items()
    spoilt = deepcopy(plain)
    name = data.draw(st.sampled_from(sorted(spoilt)))
    if name == "opening" and data.draw(st.booleans()):
        atom = data.draw(st.sampled_from(sorted(spoilt["opening"])))
        spoilt["opening"][atom] = data.draw(st.sampled_from([f"{len(phrases)}", "-1", "x", "0.0", 0, None]))
    else:
        spoilt[name] = data.draw(st.sampled_from([None, [], "\u00bd", {"blue": 3}]))
    forget()
    offer({key: spoilt}.get)
    made = Index.of(phrases)

    # Which words a list has, nobody can tell but who reads all of it: a text of them is taken as it is.
    assert made.openers._needed is None or spoilt == plain or spoilt[name] == "\u00bd"


def test_another_letter_is_another_key(monkeypatch):
    """Of a phrase, of who is certain of it, of the words that phrases name, of where one text ends."""
    keys = {key_of("tree", some, more) for some in (["a", "b"], ["ab"], ["a"], []) for more in (["b"], [])}
    assert len(keys) == 8

    first = as_plain(Index.of(["<blue> lips"]))
    monkeypatch.setattr(matcher, "files_digest", lambda: ("other", "words"))
    assert first.keys().isdisjoint(as_plain(Index.of(["<blue> lips"])))


def test_who_asks_for_nothing_that_is_kept_gets_nothing():
    """And of several that offer the same, the last is asked first."""
    offer({"a": 1, "b": 2}.get)
    offer({"a": 3}.get)
    assert [ready(key) for key in "abc"] == [3, 2, None]


def test_a_phrase_that_cannot_be_read_is_refused_where_others_are_kept():
    """What was kept is of the very same phrases; with one more, all of them are read."""
    kept(as_plain(Index.of(("hot tea",))))
    lexicon = Lexicon.from_words([("x/tea", "now", {"en": ["hot tea"]})])
    assert lexicon.index.openers._needed is not None
    with pytest.raises(Exception, match="stands at the edge"):
        Lexicon.from_words([("x/tea", "now", {"en": ["hot tea", "tea ..."]})])


@pytest.mark.whole
def test_all_lists_that_are_kept_are_those_that_notes_are_read_by():
    """With what is kept, no list of the core and none of the catalogue is made anew, and no file of words is parsed."""
    catalogue = installed().catalogue
    shelves = (catalogue.lexicon, catalogue.answer_lexicon, catalogue.barrier_lexicon)
    plain = all_ready(shelves)
    kept(plain)
    for shelf in shelves:
        assert Index.of(shelf.listed.phrases, shelf.index.certain).openers._needed is not None
        assert sorted(shelf.scripts) == ready(key_of("scripts", language_files.files_digest(), shelf._foreign))
    for language in language_files.LANGUAGES:
        assert language_files._read(language_files._content(language).decode()) == ready(language_files._key(language))
