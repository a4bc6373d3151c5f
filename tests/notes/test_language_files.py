"""
The words by which notes are read stand in a file a language, as the rules ask for them.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

import attrs
import pytest

from coachplan.notes.language_files import LANGUAGES, word_sets
from coachplan.notes.patterns import malformed
from coachplan.notes.tokens import plain_letters
from coachplan.notes.vocabulary import CUES, TABLES, Vocabulary, core_vocabulary
from coachplan.notes.wider import WIDER

FOLDER = files("coachplan.notes") / "languages"


def file(language):
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def sets(language):
    """Each set of words of one file, by name."""
    read = file(language)
    return {name: words for table in TABLES for name, words in read.get(table, {}).items() if isinstance(words, str)}


def test_there_is_a_file_a_language():
    """No file is left unread."""
    assert {f"{language}.toml" for language in LANGUAGES} == {each.name for each in FOLDER.iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_has_only_tables_that_are_read(language):
    """Each table, and each name in it, is one that the rules ask for."""
    read = file(language)
    assert set(read) <= {*TABLES, "word-sets", "spelling", "short-forms", "wider"}
    assert set(read["wider"]) <= set(WIDER)
    assert [] == malformed(phrase for phrases in read["wider"].values() for phrase in phrases)
    assert set(read["cues"]) <= set(CUES)
    known = {name.replace("_", "-") for name in attrs.fields_dict(Vocabulary)}
    assert {name for table in TABLES[1:] for name in read.get(table, {})} <= known


def test_nothing_that_the_rules_ask_for_is_empty():
    """Each cue and each set has words in one language at least."""
    core = core_vocabulary()
    assert set(CUES) == {kind for kind in CUES if core.cues[kind]}
    assert [] == [name for name in attrs.fields_dict(Vocabulary) if not getattr(core, name)]
    assert 12 * len(LANGUAGES) == len(core.months)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_written_as_notes_are_compared(language):
    """A word with a capital or an accent would never be met; a phrase that cannot be read neither."""
    read = file(language)
    words = [word for each in sets(language).values() for word in each.split()]
    assert [] == [word for word in words if plain_letters(word) != word.strip("*")]
    lists = [each for table in TABLES for each in read.get(table, {}).values() if isinstance(each, list)]
    assert [] == malformed(phrase for each in lists for phrase in each)


def test_a_word_set_belongs_to_one_language():
    """Of two sets with one name the second would take the first away."""
    assert len(word_sets()) == sum(len(file(language)["word-sets"]) for language in LANGUAGES)
