"""
The words by which notes are read stand in a file a language, as the rules ask for them.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

import attrs
import pytest

from coachplan.model.told import MARKS
from coachplan.notes.language_files import LANGUAGES, word_sets
from coachplan.notes.meant import AWAY, EARLIER
from coachplan.notes.patterns import malformed
from coachplan.notes.telling import LISTED, SAID, TICKED
from coachplan.notes.together import HARDER, RULES
from coachplan.notes.tokens import plain_letters
from coachplan.notes.vocabulary import CUES, TABLES, Vocabulary, core_vocabulary
from coachplan.notes.wider import WIDER

#: Each thing that a rule asks for.
TOGETHER = {*HARDER, *(one for rule in RULES for need in rule.needs for one in need if isinstance(one, str))}
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
    lists = {
        "wider": set(WIDER),
        "told": {*LISTED, "win", "no-win"},
        "together": TOGETHER,
        "ticked": {*TICKED, AWAY, EARLIER, "grown-up", "young"},
        "went": set(MARKS),
        "untold": {*TICKED, SAID},
        "unheard": {"own-doing"},
        "alone": {*TICKED, *MARKS, "filler"},
    }
    others = {"word-sets", "spelling", "short-forms", "counting", "amounts", "marks", "praise", "another-child"}
    assert set(read) <= {*TABLES, *lists, *others}
    for table, names in lists.items():
        assert set(read[table]) <= names
        lists_of = [phrases for phrases in read[table].values() if isinstance(phrases, list)]
        assert [] == malformed(phrase for phrases in lists_of for phrase in phrases)
    assert set(read["cues"]) <= set(CUES)
    known = {name.replace("_", "-") for name in attrs.fields_dict(Vocabulary)}
    assert {name for table in TABLES[1:] for name in read.get(table, {})} <= known


def test_nothing_that_the_rules_ask_for_is_empty():
    """Each cue and each set has words in one language at least."""
    core = core_vocabulary()
    assert set(CUES) == {kind for kind in CUES if core.cues[kind]}
    assert [] == [name for name in attrs.fields_dict(Vocabulary) if not getattr(core, name)]
    assert 12 * len(LANGUAGES) == len(core.months)
    met = {name for language in LANGUAGES for table in ("told", "together") for name in file(language)[table]}
    assert {*TOGETHER, *LISTED, "win", "no-win"} == met
    for language in LANGUAGES:
        assert {*TICKED, AWAY, EARLIER, "grown-up", "young"} == set(file(language)["ticked"])
        assert set(MARKS) == set(file(language)["went"])


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
