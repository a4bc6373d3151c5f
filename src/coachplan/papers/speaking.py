"""
How a paper finds its words: in the language asked for, out of the texts of the catalogue.

Knows no paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from coachplan.base.dates import said_day
from coachplan.base.languages import base_language, language_code
from coachplan.base.messages import Message, Texts

__all__ = ["Say", "day_words", "longest", "said_in", "saying", "with_sentences"]

#: Makes the words of a message in one language.
Say = Callable[[Message], str]


def saying(texts: Texts, language: str) -> Say:
    """
    Return what makes words in a language.
    """
    chosen = language_code(language)
    return lambda message: texts.say(message, chosen)


def said_in(texts: Texts, language: str) -> str:
    """
    Return the language that a page is in, where one was asked for: that one, or English where no word of it is there.
    """
    known = texts.by_language
    return language if language in known or base_language(language) in known else "en"


def with_sentences(texts: Texts) -> tuple[str, ...]:
    """
    Return the languages that have the core's own sentences, and not only the words of some plugin.
    """
    return tuple(language for language in texts.languages if "core/alert.now" in texts.by_language[language])


def day_words(day: date, on: date, say: Say) -> str:
    """
    Return a day in words, as it is said *on* a day.
    """
    return say(said_day(day, on))


def longest(words: Iterable[str]) -> tuple[str, ...]:
    """
    Return what was written, each piece once, without pieces that stand inside a longer one.
    """
    pieces = tuple(dict.fromkeys(words))
    return tuple(each for each in pieces if not any(each in other and each != other for other in pieces))
