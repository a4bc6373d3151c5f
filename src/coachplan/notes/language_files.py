"""
The words of the core by which notes are read, as their files in `languages/` hold them: a file a language.

Read once, when the first note or phrase is, and never changed. Refuses to know what any word does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from coachplan.base.late import Late
from coachplan.notes.made_ready import ready

if TYPE_CHECKING:
    import tomllib
else:  # where somebody kept what stands in the files, none is parsed
    tomllib = Late("tomllib")

__all__ = ["LANGUAGES", "files_as_plain", "files_digest", "tables", "word_sets", "words_of"]

#: The languages that the core can read. A text is read by the words of all of them together.
LANGUAGES = ("en", "es")


@cache
def _content(language: str) -> bytes:
    content = get_data("coachplan.notes", f"languages/{language}.toml")
    if content is None:
        raise FileNotFoundError(f"languages/{language}.toml")
    return content


@cache
def _key(language: str) -> str:
    return f"words {blake2b(_content(language), digest_size=16).hexdigest()}"


@cache
def _file(language: str) -> Mapping[str, Mapping[str, Any]]:
    kept: Any = ready(_key(language))
    if type(kept) is dict and all(type(table) is dict and _is_words(table) for table in kept.values()):
        return kept
    return _read(_content(language).decode("utf-8"))


def _is_words(given: Any) -> bool:
    # What stands in a table: texts, lists of texts, and tables of these, or of numbers by their words.
    if type(given) is dict:
        return all(map(_is_words, given.values()))
    return {*map(type, given)} <= {str} if type(given) is list else type(given) in (str, int, float)


def _read(text: str) -> dict[str, dict[str, Any]]:
    return {name: table for name, table in tomllib.loads(text).items() if isinstance(table, dict)}


def files_digest() -> tuple[str, ...]:
    """
    Return a digest of each file: another as soon as one byte of it is.
    """
    return tuple(map(_key, LANGUAGES))


def files_as_plain() -> dict[str, Any]:
    """
    Return what stands in the files as plain data, by their keys.
    """
    return {_key(language): _file(language) for language in LANGUAGES}


def tables(name: str) -> tuple[Mapping[str, Any], ...]:
    """
    Return the table of this name of each language, in the order of `LANGUAGES`; empty where a file has none.
    """
    return tuple(_file(language).get(name, {}) for language in LANGUAGES)


@cache
def words_of(table: str, name: str) -> frozenset[str]:
    """
    Return the set of words that stands under a name in a table, of all languages together.
    """
    return frozenset(word for each in tables(table) for word in each.get(name, "").split())


@cache
def word_sets() -> Mapping[str, tuple[str, ...]]:
    """
    Return the sets of words that phrases may name, by name.
    """
    return {name: tuple(dict.fromkeys(words.split())) for table in tables("word-sets") for name, words in table.items()}
