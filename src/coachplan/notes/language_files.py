"""
The words of the core by which notes are read, as their files in `languages/` hold them: a file a language.

Read once, when the first note or phrase is, and never changed. Refuses to know what any word does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "tables", "word_sets", "words_of"]

#: The languages that the core can read. A text is read by the words of all of them together.
LANGUAGES = ("en", "es")


@cache
def _file(language: str) -> Mapping[str, Mapping[str, Any]]:
    text = files("coachplan.notes").joinpath("languages", f"{language}.toml").read_text(encoding="utf-8")
    return {name: table for name, table in tomllib.loads(text).items() if isinstance(table, dict)}


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
