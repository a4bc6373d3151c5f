"""
How a paper finds its words: in the language asked for, out of the texts of the catalogue.

Knows no paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from coachplan.base.dates import said_day
from coachplan.base.languages import language_code
from coachplan.base.messages import Message, Texts

__all__ = ["Say", "day_words", "longest", "saying"]

#: Makes the words of a message in one language.
Say = Callable[[Message], str]


def saying(texts: Texts, language: str) -> Say:
    """
    Return what makes words in a language.
    """
    chosen = language_code(language)
    return lambda message: texts.say(message, chosen)


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
