"""
What was written by hand, made safe to show: the one way for pages, drawings, calendars, terminals and spreadsheets.

A note may hold signs that move a cursor, turn the writing round, ring a bell or end a line of a calendar. Here they are
taken away, or shown as escapes where it matters that they were there. What a format asks for beside (HTML, a formula of
a spreadsheet) is the format's. Knows nothing of coaching, and never changes what is kept.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["cell", "clean", "one_line", "visible"]

#: Letters and blanks that show nothing at all.
_BLANK = frozenset("\u034f\u115f\u1160\u3164\uffa0")

#: What joins an emoji out of several, or shapes letters of other scripts, stays where it has something to join.
_JOINT = re.compile("(?<=[^\x00-\x7f])[\u200c\u200d]")

#: What ends a line in some writing or other.
_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")

#: What a spreadsheet takes for the beginning of a formula, also behind blanks.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠]")


def clean(text: str) -> str:
    r"""
    Return a text without controls, marks of direction, halves of letters and other signs that show nothing. Lines end
    with `\n`, a tab is a blank; letters, accents and emoji stay as they are. What is clean stays the same.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join(sign for sign, seen in _seen(text) if seen)


def one_line(text: str) -> str:
    """
    Return a clean text on one line, with single blanks.
    """
    return " ".join(clean(text).split())


def cell(text: str) -> str:
    """
    Return a clean text that no spreadsheet takes for a formula: one that could begin one has an apostrophe before it.
    """
    text = clean(text)
    return f"'{text}" if _FORMULA.match(text) else text


def visible(text: str) -> str:
    r"""
    Return a text with every control, direction and other unseen character as an escape that can be read: `\u202e`.

    Ends of lines, letters, accents and emoji stay as they are. JSON stays the same document.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(sign if seen else _escaped(sign) for sign, seen in _seen(text))


def _seen(text: str) -> list[tuple[str, bool]]:
    kept = {found.start() for found in _JOINT.finditer(text)}
    return [(sign, sign == "\n" or at in kept or not _unseen(sign)) for at, sign in enumerate(text)]


def _unseen(sign: str) -> bool:
    return sign in _BLANK or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _escaped(sign: str) -> str:
    # In halves where it is beyond four digits, as JSON writes it.
    halves = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{halves[at : at + 4]}" for at in range(0, len(halves), 4))
