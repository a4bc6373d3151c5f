"""
How written text is cut into the words that it is compared by: small letters without accents, short forms written out.

Knows spelling: case, accents, apostrophes, tags. Refuses to know any phrase, and what a word means.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from attrs import frozen

from coachplan.slips import SHORT_FORMS, standing_for

__all__ = ["ASKED", "COMMA", "LINE", "STOP", "Words", "cut", "plain_letters"]

#: What stands before a word: nothing, a comma or the like, the end of a line, of a sentence, of a question.
COMMA, LINE, STOP, ASKED = 1, 2, 3, 4

# -- characters


def _folded(char: str) -> str:
    """
    Return what becomes of one character: lower-case, without accents; nothing where it cannot be seen.
    """
    kind = unicodedata.category(char)
    if char in "\n\r\u2028\u2029\x0b\x0c\x85":
        return "\n"
    if char in "'\u2018\u2019\u02bc\u00b4`\u2032\uff07":
        return "'"
    if char == "\t" or kind == "Zs":
        return " "
    if kind in ("Cc", "Cf", "Mn", "Me"):
        return ""
    if kind in ("So", "Sk", "Co", "Cs", "Cn"):
        return ","
    spread = unicodedata.normalize("NFKD", char.lower())
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

_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_BLOCK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|h[1-6])\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_BARE = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"([^\W_]+(?:'+[^\W_]+)*)|\n|[^\w\s]+")


def _untag(match: re.Match[str]) -> str:
    return (";" if _BLOCK.match(match[0]) else " ").ljust(len(match[0]))


def _unescape(match: re.Match[str]) -> str:
    said = html.unescape(match[0])
    return said + "\u200b" * (len(match[0]) - len(said)) if len(said) == 1 else match[0]


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

    def written(self, first: int, last: int) -> tuple[int, str]:
        """
        Return where the words from *first* up to *last* begin, and the text as it was written.
        """
        start, end = self.starts[first], max(self.ends[first:last])
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return start, self.text[start:end]


def _break_of(mark: str) -> int:
    if mark == "\n":
        return LINE
    if "?" in mark:
        return ASKED
    if "!" in mark or ";" in mark or "\u3002" in mark:
        return STOP
    return STOP if mark.count(".") in (1, 2) else COMMA


def _clean(text: str) -> tuple[str, list[int]]:
    """
    Return the text with every character folded, and where each begins in it; no places where each stayed one.
    """
    shown = _TAG.sub(_untag, text) if "<" in text else text
    shown = _ENTITY.sub(_unescape, shown) if "&" in shown else shown
    if shown.isascii():
        clean = shown.translate(_LATIN)
        if len(clean) == len(text):
            return clean, []
    folds = _Folds(_LATIN)
    clean = shown.translate(folds)
    if len(clean) == len(text) and all(len(folds[ord(char)]) == 1 for char in set(shown)):
        return clean, []
    return clean, [0, *accumulate(len(folds[ord(char)]) for char in shown)]


def cut(text: str) -> Words:
    """
    Cut *text* into words, in one pass. A word said three times or more in a row counts twice.
    """
    clean, places = _clean(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    marks: dict[str, int] = {"\n": LINE}
    pause, lines = 0, 0
    for piece in _PIECE.finditer(clean):
        raw = piece[1]
        if raw is None:
            mark = piece[0]
            if mark == "." and clean[piece.end() : piece.end() + 1].isdigit():
                continue
            lines = lines + 1 if mark == "\n" else 0
            strength = marks.get(mark)
            if strength is None:
                strength = marks[mark] = _break_of(mark)
            pause = max(pause, STOP if lines > 1 else strength)
            continue
        lines = 0
        said = (standing_for(raw) if "'" in raw else SHORT_FORMS.get(raw)) or (raw,)
        if pause < LINE and words and said == (words[-1],) and words[-2:] == [*said, *said]:
            pause = 0
            continue
        start, end = piece.span()
        if places:
            start = bisect_right(places, start) - 1
            end = bisect_right(places, end - 1)
        for word in said:
            words.append(word)
            starts.append(start)
            ends.append(end)
            breaks.append(pause)
            pause = 0
    if breaks:
        breaks[0] = STOP
    return Words(text, words, starts, ends, breaks)


def plain_letters(text: str) -> str:
    """
    Return only the letters and digits of *text*, folded as `cut` folds them.
    """
    return "".join(_BARE.findall(_clean(text)[0]))
