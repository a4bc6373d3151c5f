"""
What of a text no word list can read: words in another script, words run together, letters damaged on the way.

A name in another script is no reason to doubt a note; a statement is. Refuses to know any phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from coachplan.notes.misspellings import dedupe_letters, words_that_matter
from coachplan.notes.repair import damaged
from coachplan.notes.tokens import Words

__all__ = ["scripts_of", "unread"]

#: Scripts that write names with a capital, and those that put no space between words.
_CASED = frozenset({"CYRILLIC", "GREEK", "ARMENIAN"})
_UNSPACED = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "BOPOMOFO"}
)
#: How many words or letters a name has at most, and how many names a note may hold.
_NAME_WORDS, _NAME_LETTERS, _NAME_SIGNS, _NAMES = 2, 16, 4, 4
#: Fewer words than this beside a name are no note in our own letters.
_FEW = 2

#: From so many letters on a word is several run together; long learned words end like these.
_RUN, _LEARNED = 18, 22
_ENDING = re.compile(
    r"(?:ly|ity|ities|ness|olog\w+|mente|grams?|grama|graphy|grafia|ations?|cion|ciones|mental|arias?|arios?|antes?|iv[eao]s?"
    r"|ism|ismo|ical|ists?|istas?)$"
)
#: A shorter one is where it begins like a sentence and holds a word that matters: `notbreathing`.
_SHORT_RUN, _MOST_LOOKED_AT = 10, 500
_SENTENCE = re.compile(r"(?:s?he|it|is|was|not?|cant|cannot|wont|didnt|stop\w*?|had|se|me|le|mi|ya|esta|puede|i|we|my)")
_ADDRESS = re.compile(r"://|www\.|@")

_REMARK = re.compile(r"<!--[^<>]{1,200}-->")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,40}[^\W\d_](?![^\W_])")
#: Unless this stands in a text, the one before does not; it is found where a blank is.
_MAY_BE_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")
_SHORT_SIGNS = ("stop", "blue", "limp", "help", "respira", "ayuda", "azul")

#: Pictures that call for somebody where nothing else was written: an ambulance, SOS, blood, a skull, pills.
_ALARMS = re.compile(
    "[\U0001f691\U0001f198\U0001f6a8\U0001fa78\U0001f480\u2620\U0001f48a\U0001f489\U0001f3e5\U0001f92e\U0001f635]"
)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """
    Return the script of a letter that is not ours, empty for any other character.
    """
    if char < "\u0370" or not char.isalpha():
        return ""
    name = unicodedata.name(char, "UNKNOWN").partition(" ")[0]
    return "" if name in ("LATIN", "MODIFIER") else name


def scripts_of(words: AbstractSet[str]) -> frozenset[str]:
    """
    Return the scripts that these words are written in, other than ours.
    """
    return frozenset(script for word in words if not word.isascii() for char in word if (script := _script(char)))


def unread(cutting: Words, known: AbstractSet[str], scripts: AbstractSet[str]) -> tuple[str, ...]:
    """
    Return what of a text cannot be read, as it was written, in its order. *known* are the words of the lists, and
    *scripts* those they are written in.
    """
    if not cutting.words:
        return (cutting.text.strip(),) if _ALARMS.search(cutting.text) else ()
    places = sorted(
        {
            *damaged(cutting.text),
            *(() if "".join(cutting.words).isascii() else _foreign(cutting, scripts)),
            *(() if max(map(len, cutting.words)) < _SHORT_RUN else _run_together(cutting, known)),
            *_taken_apart(cutting.text),
        }
    )
    return tuple(dict.fromkeys(cutting.text[first:last] for first, last in places))


def _foreign(cutting: Words, scripts: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    strange: list[int] = []
    for index, word in enumerate(cutting.words):
        if not word.isascii():
            found = [script for char in word if (script := _script(char)) and script not in scripts]
            if len(found) > 1 or (found and found[0] not in _CASED):
                strange.append(index)
    if not strange:
        return
    groups: list[list[int]] = []
    for index in strange:
        if groups and groups[-1][-1] == index - 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    alone = len(cutting.words) - len(strange) < _FEW
    names = {tuple(cutting.words[index] for index in group) for group in groups}
    for group in groups:
        if alone or len(names) > _NAMES or not _is_name(cutting, group):
            yield cutting.starts[group[0]], cutting.ends[group[-1]]


def _is_name(cutting: Words, group: Sequence[int]) -> bool:
    words = [cutting.words[index] for index in group]
    letters = sum(map(len, words))
    script = next(one for char in words[0] if (one := _script(char)))
    if script in _UNSPACED:
        return len(words) == 1 and letters <= (_NAME_SIGNS if script in ("CJK", "HANGUL") else 2 * _NAME_SIGNS)
    capital = script not in _CASED or all(cutting.text[cutting.starts[index]].isupper() for index in group)
    return capital and len(words) <= _NAME_WORDS and letters <= _NAME_LETTERS


def _run_together(cutting: Words, known: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    looked = 0
    seen: dict[str, bool] = {}
    for index, word in enumerate(cutting.words):
        if len(word) < _SHORT_RUN or word in known:
            continue
        long = seen.get(word)
        if long is None and looked < _MOST_LOOKED_AT:
            looked += 1
            long = seen[word] = word.isalpha() and _is_run(word)
        if long and not _ADDRESS.search(_chunk(cutting, index)):
            yield cutting.starts[index], cutting.ends[index]


def _taken_apart(text: str) -> Iterator[tuple[int, int]]:
    """
    Yield where a remark of a page may stand in the midst of a sign, and where a word that matters has spaces within.
    """
    if "<!--" in text:
        for found in _REMARK.finditer(text):
            yield found.span()
    for found in _SPACED.finditer(text) if _MAY_BE_SPACED.search(text) else ():
        spelled = found[0].replace(" ", "").lower()
        long = (word for word in words_that_matter() if len(word) > 4)
        if any(matters in spelled for matters in (*long, *_SHORT_SIGNS)):
            yield found.span()


def _is_run(word: str) -> bool:
    if len(dedupe_letters(word)) < _SHORT_RUN or len(set(word)) < 5:
        return False  # "nooooooooooo", "hahahahahaha"
    if len(word) >= _RUN and not (len(word) <= _LEARNED and _ENDING.search(word)):
        return True
    return bool(_SENTENCE.match(word)) and any(word.find(matters) > 1 for matters in words_that_matter())


def _chunk(cutting: Words, index: int) -> str:
    """
    Return what stands around a word up to the next blanks, a little of it at most.
    """
    start, end = cutting.starts[index], cutting.ends[index]
    before = cutting.text[max(0, start - 60) : start].split()
    after = cutting.text[end : end + 60].split()
    return (before[-1] if before else "") + (after[0] if after else "")
