"""
Names as whole words in a text, however they were typed, and what stands in their place.

Knows neither whose a name is nor what a text is about: a name that is also a word is taken for the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from coachplan.base.names import same_name

__all__ = ["Replacing", "folded"]

#: Scripts that part no words, or hang endings on them: there a name is found inside of others, too.
_WITHOUT_BLANKS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


def folded(text: str) -> str:
    """
    Return a text as names are compared: without capitals, accents and what cannot be seen.
    """
    return _folded(text)[0]


def _folded(text: str) -> tuple[str, list[int]]:
    # With the place in the text from which each letter comes.
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold()):
            if unicodedata.category(letter) not in ("Mn", "Cf", "Me"):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


class Replacing:
    """
    What puts others in the place of names. *names* says what, by name; the first of two that are one name counts.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._exact: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._single: dict[str, str] = {}
        for name, instead in names.items():
            self._exact.setdefault(same_name(name), instead)
            words = " ".join(folded(name).split())
            if len(words) > 1 or _in_blanks(words):
                self._words.setdefault(words, instead)
            elif words:
                self._single.setdefault(name.strip(), instead)
        self._found = _pattern(tuple(self._words), tuple(map(folded, self._single)))

    def a_name(self, text: str) -> str:
        """
        Return what stands in the place of a text that is a name as a whole; else as `words` does.
        """
        instead = self._exact.get(same_name(text))
        return self.words(text) if instead is None else instead

    def words(self, text: str) -> str:
        """
        Return a text with every name in it replaced, where it stands as a whole word: in any case, with or without
        accents, and with an `s` behind it.
        """
        if self._found is None or not text:
            return text
        plain, places = _folded(text)
        made, after = [], 0
        for found in self._found.finditer(plain):
            name = " ".join(found["name"].split())
            start = places[found.start()]
            end = places[found.end("name")] if found.end("name") < len(places) else len(text)
            instead = self._words.get(name, self._single.get(text[start:end].strip()))
            if instead is not None:
                made += [text[after:start], instead]
                after = end
        return text if not made else "".join([*made, text[after:]])

    def left_in(self, text: str) -> bool:
        """
        Say whether a name stands in a text as a whole word.
        """
        return self.words(text) != text


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...], single: tuple[str, ...]) -> re.Pattern[str] | None:
    every = sorted({*words, *single}, key=lambda word: (-len(word), word))
    if not every:
        return None
    return re.compile(f"(?P<name>{'|'.join(map(_as_whole, every))})")


def _as_whole(word: str) -> str:
    spaced = r"\s+".join(map(re.escape, word.split()))
    # Where a name begins or ends with a mark, it is no part of a longer word there.
    before = r"(?<!\w)" if re.match(r"\w", word) and not _without_blanks(word[0]) else ""
    after = (r"(?!\w)" if len(word) < 3 else r"(?=s?(?!\w))") if re.search(r"\w\Z", word) else ""
    return before + spaced + ("" if _without_blanks(word[-1]) else after)


def _in_blanks(word: str) -> bool:
    return bool(word) and _without_blanks(word[0])


def _without_blanks(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_WITHOUT_BLANKS)
