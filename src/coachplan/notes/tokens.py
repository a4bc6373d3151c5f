"""
How written text is cut into the words that it is compared by: small letters without accents, short forms written out.

Knows spelling: case, accents, apostrophes, ends of lines and of sentences. Refuses to know any phrase.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from coachplan.base.kept_a_while import kept_a_while
from coachplan.base.late import Late
from coachplan.notes.misspellings import short_forms, standing_for

if TYPE_CHECKING:
    from coachplan.notes import repair
else:  # nobody waits for it before something is written
    repair = Late("coachplan.notes.repair")

__all__ = [
    "ASKED", "COMMA", "LINE", "STOP", "Words", "cut", "is_plain", "plain_letters", "sentence_starts", "words_of_name",
    "words_of_one",
]  # fmt: skip

#: What stands before a word: nothing, a comma or the like, the end of a line, of a sentence, of a question.
COMMA, LINE, STOP, ASKED = 1, 2, 3, 4
#: What each of these is within a sentence: an answer goes on with its question, as after a comma.
_WITHIN = (0, COMMA, LINE, COMMA, COMMA)

# -- characters


#: A letter with a stroke or without its dot, and small capitals, which no table of Unicode takes apart.
_NAMED = re.compile(
    r"LATIN (?:(?:SMALL|CAPITAL) LETTER (?:DOTLESS |SCRIPT )?|LETTER SMALL CAPITAL )([A-Z])(?: WITH .*)?"
)
_APOSTROPHES = frozenset("'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u00b4`\u2032\u2035\uff07\ua78c")


def _folded(char: str) -> str:
    """
    Return what becomes of one character: lower-case, without accents; nothing where it cannot be seen.
    """
    kind = unicodedata.category(char)
    if char == "\r":
        return "\r"
    if char in "\n\u2028\u2029\x0b\x0c\x85":
        return "\n"
    if char in _APOSTROPHES:
        return "'"
    if char == "\t" or kind == "Zs":
        return " "
    if kind in ("Cc", "Cf", "Mn", "Me", "Mc"):
        return ""
    spread = unicodedata.normalize("NFKD", char).lower()
    if kind in ("So", "Sk", "Co", "Cs", "Cn"):
        return spread if len(spread) == 1 and "a" <= spread <= "z" else ","  # a letter in a circle is a letter
    named = _NAMED.fullmatch(unicodedata.name(char, "")) if spread == char.lower() and spread > "\x7f" else None
    if named:
        return named[1].lower()
    return "".join(part for part in spread if not unicodedata.combining(part)) or ","


class _Folds(dict[int, str]):
    """
    What becomes of each character, looked up the first time it is met.
    """

    def __missing__(self, code: int) -> str:
        made = self[code] = _folded(chr(code))
        return made


#: The letters of English and Spanish are looked up once.
_LATIN = {code: _folded(chr(code)) for code in range(0x180)}

_BARE = re.compile(r"[^\W_]+")
#: A word; the end of a line, which is one in every convention; or marks.
_PIECE = re.compile(r"([^\W_]+(?:'+[^\W_]+)*)|\r\n?|\n|[^\w\s]+")
_ANSWER = re.compile(r"\?(?:no|none|nope|never|nada|ninguna)\b")
#: Sounds of somebody who dictates.
_FILLERS = frozenset("um umm uh uhm uhh erm eh em".split())
#: After a question these are its answer.
_NO = frozenset({"no", "none", "nope", "never", "nada", "ninguna"})
#: Of so many names the words are remembered.
_NAMES_KEPT = 256
_LINE_ENDS = ("\n", "\r", "\r\n")


@frozen(eq=False)
class Words:
    """
    A text as words to compare: each with its place in the text (*starts*, *ends*) and what stands before it (*breaks*).
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[int]

    @cached_property
    def sentences(self) -> list[int]:
        """
        Where each sentence begins.
        """
        return sentence_starts(self.words, self.breaks)

    @cached_property
    def parts(self) -> list[tuple[int, tuple[str, ...], tuple[int, ...]]]:
        """
        The sentences, each read by itself: at which word it begins, its words, and what stands before each of these.
        """
        edges = [*self.sentences, len(self.words)]
        return [
            (first, tuple(self.words[first:last]), (0, *[_WITHIN[pause] for pause in self.breaks[first + 1 : last]]))
            for first, last in pairwise(edges)
        ]

    def written(self, first: int, last: int) -> tuple[int, str]:
        """
        Return where the words from *first* up to *last* begin, and the text as it was written.
        """
        start, end = self.starts[first], max(self.ends[first:last])
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return start, self.text[start:end]


def sentence_starts(words: Sequence[str], breaks: Sequence[int]) -> list[int]:
    """
    Return where each sentence begins. "Choking? No." is one.
    """
    return [index for index, pause in enumerate(breaks) if pause >= STOP and not _is_answer(words, breaks, index)]


def _is_answer(words: Sequence[str], breaks: Sequence[int], index: int) -> bool:
    if breaks[index] != ASKED or words[index] not in _NO:
        return False
    return bool(index) and (index + 1 == len(words) or breaks[index + 1] >= STOP)


def _break_of(mark: str) -> int:
    if mark in _LINE_ENDS:
        return LINE
    if "?" in mark:
        return ASKED
    if "!" in mark or ";" in mark or "\u3002" in mark:
        return STOP
    return {1: STOP, 2: LINE}.get(mark.count("."), COMMA)


def _clean(shown: str) -> tuple[str, list[int]]:
    """
    Return the text with every character folded, and where each begins in it; no places where each stayed one.
    """
    if shown.isascii():
        clean = shown.translate(_LATIN)
        if len(clean) == len(shown):
            return clean, []
    folds = _Folds(_LATIN)
    clean = shown.translate(folds)
    if len(clean) == len(shown) and all(len(folds[ord(char)]) == 1 for char in set(shown)):
        return clean, []
    return clean, [0, *accumulate(len(folds[ord(char)]) for char in shown)]


def _parted(shown: str) -> tuple[str, list[int]]:
    """
    Return the text with a space at every seam of words run together, and where these spaces stand in it.
    """
    places = repair.seams(shown)
    if not places:
        return shown, []
    parts = [shown[first:last] for first, last in zip([0, *places], [*places, len(shown)], strict=True)]
    return " ".join(parts), [index + number for number, index in enumerate(places)]


def _is_within(clean: str, piece: re.Match[str], shown: str, places: Sequence[int]) -> bool:
    """
    Say whether one mark stands between two words without a space, and no capital after it begins another statement.
    """
    start, end = piece.span()
    # Most marks stand before a blank, and are asked nothing more.
    if end - start != 1 or not clean[end : end + 1].isalpha() or not clean[start - 1 : start].isalpha():
        return False
    if _ANSWER.match(clean, start):
        return False
    return not shown[bisect_right(places, end) - 1 if places else end].isupper()


@cache
def _meant() -> Mapping[str, tuple[str, ...]]:
    """
    Return the written words that stand for others; for none, where somebody who dictates fills a pause.
    """
    return {**short_forms(), **dict.fromkeys(_FILLERS, ())}


def cut(text: str) -> Words:
    """
    Cut *text* into words, in one pass. A word said three times or more in a row counts twice.
    """
    shown, spaces = _parted(repair.unwrapped(text))
    clean, places = _clean(shown)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    marks: dict[str, int] = {}
    pause, lines, gone = 0, 0, 0
    meant_by = _meant()
    for piece in _PIECE.finditer(clean):
        raw = piece[1]
        if raw is None:
            mark = piece[0]
            if mark == "." and clean[piece.end() : piece.end() + 1].isdigit():
                continue
            strength = marks.get(mark)
            if strength is None:
                strength = marks[mark] = _break_of(mark)
            if strength >= STOP and _is_within(clean, piece, shown, places):
                strength = LINE  # a slip of the finger: "stopped!breathing"
            lines = lines + 1 if mark in _LINE_ENDS else 0
            pause = max(pause, STOP if lines > 1 else strength)
            continue
        lines = 0
        meant = standing_for(raw) if "'" in raw else meant_by.get(raw, (raw,))
        if not meant:
            continue
        if words and words[-1] == meant[0] and pause < LINE and words[-2:-1] == words[-1:] and len(meant) == 1:
            pause = 0
            continue
        start, end = piece.span()
        if places:
            start = bisect_right(places, start) - 1
            end = bisect_right(places, end - 1)
        if spaces:
            while gone < len(spaces) and spaces[gone] < start:
                gone += 1
            start, end = start - gone, end - gone
        for word in meant:
            words.append(word)
            starts.append(start)
            ends.append(end)
            breaks.append(pause)
            pause = 0
    if breaks:
        breaks[0] = STOP
    return Words(text, words, starts, ends, breaks)


def is_plain(part: str) -> bool:
    """
    Say whether a part of a phrase is nothing but small letters of English: there is nothing to fold in it.
    """
    return part.isascii() and part.isalpha() and part.islower()


def words_of_one(part: str) -> tuple[str, ...]:
    """
    Return the words of one part of a phrase, as `cut` does; what is plain need not be cut for it.
    """
    return _meant().get(part, (part,)) if is_plain(part) else tuple(cut(part).words)


@kept_a_while(_NAMES_KEPT)
def words_of_name(name: str) -> tuple[str, ...]:
    """
    Return the words of a name. It is asked of each note anew, and remembered in memory alone.
    """
    return tuple(cut(name).words)


def plain_letters(text: str) -> str:
    """
    Return only the letters and digits of *text*, folded as `cut` folds them.
    """
    return "".join(_BARE.findall(_clean(repair.unwrapped(text))[0]))
