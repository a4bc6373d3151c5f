"""
What phones, forms and web pages do to a text, undone: markup, escapes, damaged letters, words run together.

Nothing that a person may have written is skipped, and nothing moves: `unwrapped` keeps every character in its place,
`seams` says where a space is missing. Knows marks and letters. Refuses to know any phrase, and what a word means.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from coachplan.notes.misspellings import short_forms

__all__ = ["damaged", "seams", "unwrapped"]

#: Stands where characters were taken away: it cannot be seen and does not part a word.
_NOTHING = "\u200b"


def _kept(meant: str, match: re.Match[str]) -> str:
    """
    Return what was meant, as long as what was found; inside a word with its last letter in the last place.
    """
    blank = _NOTHING * (len(match[0]) - len(meant))
    inside = match.start() and match.string[match.start() - 1].isalnum()
    return blank + meant if inside else meant + blank


# -- entities and escapes, as forms and pages send them

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|&nbsp")
_PERCENT = re.compile(r"(?<![\d\s%])(?:%[0-9a-fA-F]{2})+")
#: Two bytes or more of one letter, as some mail sends them: `dej=C3=B3`.
_QUOTED = re.compile(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F])+)+")
#: A line end as some forms send it; `\not` and `\nada` are words with a stray mark.
_ESCAPED_LINE = re.compile(r"\\n(?!(?:o|ot|ow|ever|othing|ada|adie|i|unca)\b)")
_ESCAPE = re.compile(r"(?<!\\)\\++(?:(?=['\"])|u([0-9a-fA-F]{4})|(r(?=\n))|(t(?!urn|o\b|oday|onight|he|ook|ongue|wo)))")


def _unescape(match: re.Match[str]) -> str:
    text = match[0] if match[0].endswith(";") else f"{match[0]};"
    for _ in range(3):
        text = html.unescape(text)
    return _kept(text, match) if len(text) == 1 else match[0]


def _from_percent(match: re.Match[str]) -> str:
    try:
        return _kept(bytes.fromhex(match[0].replace("%", "")).decode("utf-8"), match)
    except UnicodeDecodeError:
        return match[0]


def _from_quoted(match: re.Match[str]) -> str:
    try:
        return _kept(bytes.fromhex(match[0].replace("=", "")).decode("utf-8"), match)
    except UnicodeDecodeError:
        return match[0]


def _from_escape(match: re.Match[str]) -> str:
    code, line, tab = match.groups()
    return _kept(chr(int(code, 16)) if code else "\r" if line else " " if tab else "", match)


# -- letters damaged on the way

_TRAIL = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018-\u201d\u2022"
)
_TRAIL += "\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
#: UTF-8 that was taken for the letters of Windows, or of an old Mac.
_MOJIBAKE = re.compile(f"(?:[\u00c2-\u00c5][{_TRAIL}]|\u00e2[{_TRAIL}]{{2}}|\u00f0[{_TRAIL}]{{3}})+")
_OLD_MAC = re.compile("(?:\u201a\u00c4[^\\s]|\u221a[^\\s0-9])+")
#: What the curly apostrophe of one system is in the letters of another: of Windows, an old Mac, DOS.
_MISREAD = "\u00ed\u00d5\u00c6\u00b9"
#: A mark where the apostrophe was: `can?t`, `didn;t`, `isn t`, `can_t`, `he\ufffds`.
_NOT = re.compile(rf"(?<=n)(?:[;\",.`*^?_\ufffd]{{1,3}}|[{_MISREAD}]| )(?=t\b)", re.IGNORECASE)
#: Unless this stands in a text, the one before does not.
_MAY_BE_NOT = re.compile(r"[nN][^a-zA-Z0-9]{1,3}[tT]\b")
_VERBS = frozenset("can don won isn aren wasn weren didn doesn hasn haven hadn couldn wouldn shouldn ain".split())
_SHORT = re.compile(r"(?<=[a-z])[;?\ufffd]{1,3}(?=(?:s|m|re|ve|ll|d)\b)", re.IGNORECASE)
_SUBJECTS = frozenset("he she it i they we you that there".split())
#: A mark where a Spanish letter was: `dej? de`, `ni?o`, `convulsi?n`.
_ASKED_O = re.compile(
    r"\b(?:dej|trag|perdi|qued|desmay|atragant|ahog|convulsion|golpe|cay|respir|tom|comi|bebi"
    r"|vomit|desplom)\?(?= [a-z])"
    r"|\bni\?(?=[oa]s?\b)|\b(?:convulsi|respiraci|coraz|intoxicaci|lesi)\?(?=n\b)",
    re.IGNORECASE,
)
#: Where a space may have been: between words, and not within one.
_CONTROL = re.compile(r"(?<=[^\W\d_])[\x00-\x08\x0e-\x1f]++(?=[^\W\d_])")
_LOST = re.compile("(?<=([^\\W\\d_]))\ufffd+([^\\W\\d_]?)")


#: What Windows put in the place of control characters, back to these.
_CONTROLS = {ord(char): code for code in range(0x80, 0xA0) for char in bytes([code]).decode("cp1252", "ignore")}


def _redecoded(text: str, encoding: str) -> str:
    windows = encoding == "cp1252"
    try:
        codes = text.translate(_CONTROLS).encode("latin-1") if windows else text.encode(encoding)
        return codes.decode("utf-8")
    except UnicodeError:
        return text


def _from_windows(match: re.Match[str]) -> str:
    text = match[0]
    for _ in range(3):
        text = _redecoded(text, "cp1252")
    return _kept(text, match)


def _from_mac(match: re.Match[str]) -> str:
    return _kept(_redecoded(match[0], "mac_roman"), match)


def _word_before(match: re.Match[str]) -> str:
    index = match.start()
    while index and match.start() - index < 8 and match.string[index - 1].isalpha():
        index -= 1
    return match.string[index : match.start()].lower()


def _not(match: re.Match[str]) -> str:
    return _kept("'", match) if _word_before(match) in _VERBS else match[0]


def _short(match: re.Match[str]) -> str:
    return _kept("'", match) if _word_before(match) in _SUBJECTS else match[0]


def _control(match: re.Match[str]) -> str:
    word = _word_before(match)
    return " ".ljust(len(match[0]), _NOTHING) if word in _OPENS or word in _SHORT_WORDS else match[0]


def _asked_o(match: re.Match[str]) -> str:
    return match[0][:-1] + ("n" if match[0].lower() == "ni?" else "o")


def _lost(match: re.Match[str]) -> str:
    """
    Guess a letter that was lost: between vowels it was likely an `ñ`, at the end the `ó` of what happened.
    """
    before, after = match[1].lower(), match[2].lower()
    lost = match[0][: len(match[0]) - len(match[2])]
    if not after:
        letter = "a" if match.string[max(0, match.start() - 3) : match.start()].lower() == "est" else "o"
    elif before in "aeiou" and after in "aeiou":
        letter = "n"
    else:
        letter = "o" if before == "i" and after == "n" else ""
    return letter + _NOTHING * (len(lost) - len(letter)) + match[2]


def damaged(text: str) -> Iterator[tuple[int, int]]:
    """
    Yield from where to where letters were damaged on the way, whether they could be guessed or not.
    """
    if "\ufffd" in text:
        for found in re.finditer("\ufffd+", text):
            yield found.span()
    for pattern in () if text.isascii() else (_MOJIBAKE, _OLD_MAC):
        for found in pattern.finditer(text):
            repaired = _from_windows(found) if pattern is _MOJIBAKE else _from_mac(found)
            if repaired != found[0]:
                yield found.span()
    if "?" in text or any(char in text for char in _MISREAD):
        for pattern, words in ((_NOT, _VERBS), (_SHORT, _SUBJECTS)):
            for found in pattern.finditer(text):
                if any(mark in found[0] for mark in f"?{_MISREAD}") and _word_before(found) in words:
                    yield found.span()

    if not text.isprintable():
        for found in _CONTROL.finditer(text):
            yield found.span()


# -- letters of other scripts that look like ours

#: By shape, not by sound: Cyrillic capitals and small letters, then Greek ones.
_OURS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u04ba"
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0451\u0457\u0433\u043f\u0438\u0401\u0407"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b2\u03b3\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03c9\u03c3",
    "ABEKMHOPCTYXIJSHabekmhopctyxijshdqweirnuEIABEZHIKMNOPTYXabyenikvoptuxwo",
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")


def _in_our_letters(match: re.Match[str]) -> str:
    word = match[0]
    if not _FOREIGN.search(word):
        return word
    mixed = any(char < "\u0250" for char in word) or len(word) == 1
    made = word.translate(_OURS)
    return made if mixed and not _FOREIGN.search(made) else word


# -- markup: read through, and passed over only where nobody can have written it as words

#: Names that end a line or a statement, that stand within one, and that are words as well.
_BLOCKS = "p|li|ul|ol|dl|dt|dd|tr|td|th|hr|h[1-6]|table|tbody|thead|blockquote|pre"
_BLOCKS += "|section|article|header|footer|form|body|html"
_INLINE = (
    "a|b|i|u|s|q|em|tt|wbr|nobr|span|sup|img|ins|del|kbd|dfn|abbr|bdi|bdo|var|samp|input|o:p|st1:\\w+|v:\\w+|w:\\w+"
)
_WORDY = "strong|small|big|mark|center|font|code|cite|sub|time|label|button|strike|title|head|main|nav|aside|figure"
_ATTRIBUTE = (
    r"(?:class|id|style|href|src|lang|dir|align|valign|width|height|color|size|face|target|rel|role|tabindex|border"
    r"|cellpadding|cellspacing|colspan|rowspan|bgcolor|type|start|contenteditable|spellcheck|xmlns(?::\w+)?|xml:lang"
    r"|aria-hidden|data-[\w-]{1,40})"
)
_TAG = re.compile(
    rf"<(?=[{_NOTHING}/a-zA-Z!\[]){_NOTHING}*+(/?){_NOTHING}*+(?:(br)|(div)|({_BLOCKS})|({_INLINE})|({_WORDY}))"
    rf"(?:\s+{_ATTRIBUTE}\s*=\s*(?:\"[^\"<>]{{0,400}}\"|'[^'<>]{{0,400}}'|[^\s\"'<>=]{{1,400}}))*\s*/?>"
    r"|<!--|--!?>|<!doctype html>|<!\[CDATA\[|\]\]>",
    re.IGNORECASE,
)
#: One letter within a word, marked by itself: `stop<b>p</b>ed`.
_WITHIN = re.compile(
    r"(?<=[a-z])(<(?:b|i|u|em|span|strong)>)([a-z])(</(?:b|i|u|em|span|strong)>)(?=[a-z])", re.IGNORECASE
)
_CLOSED = re.compile(f"</({_WORDY})", re.IGNORECASE)
_AFTER_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
#: Three words, or one that no name of a style is, make a value that somebody may have written.
_PROSE = re.compile(
    r"[\"'](?:[^\"'<>:;]*[\s\"'])?(?:[^\W\d_]+\s+[^\W\d_]+\s+[^\W\d_]|[^\W\d_]+'[^\W\d_]"
    r"|(?:he|she|him|his|her|not|no|is|was|i|it|se|le)(?=[\s\"']))",
    re.IGNORECASE,
)


def _untagged(text: str) -> str:
    """
    Return *text* with known tags blanked: a line end for `<br>`, the end of a statement for `<p>`, a space for `<b>`.

    A name that is also a word is a tag only where it is closed somewhere; a value in plain words may be prose.
    """
    closed: set[str] | None = None
    made: list[str] = []
    done = 0
    for match in _TAG.finditer(text):
        closing, line, box, block, inline, wordy = match.groups()
        if _PROSE.search(match[0]):
            continue
        if wordy and not closing:
            closed = {name.lower() for name in _CLOSED.findall(text)} if closed is None else closed
            if wordy.lower() not in closed:
                continue
        end = match.end()
        if line:
            blank = "\n"
            after = _AFTER_BREAK.match(text, end)
            end = after.end() if after else end  # pages write the line end beside its tag
        elif box:
            blank = "," if closing else "\n"
        else:
            blank = ";" if block else " " if inline or wordy else ","
        made += [text[done : match.start()], blank.ljust(end - match.start())]
        done = end
    return "".join([*made, text[done:]]) if made else text


# -- dots for spaces

_DOT_WITHIN = re.compile(r"\.[^\W\d_]")
_DOTTED = re.compile(r"(?<![\w.])[^\W_]+(?:\.[^\W\d_][^\W_]*){2,}")


def _undotted(match: re.Match[str]) -> str:
    return match[0].replace(".", " ")


def unwrapped(text: str) -> str:
    """
    Return *text* as it was meant to arrive, every character in its place; what was taken away cannot be seen.
    """
    shown = text
    if "&" in shown:
        shown = _ENTITY.sub(_unescape, shown)
    if "%" in shown:
        shown = _PERCENT.sub(_from_percent, shown)
    if not shown.isprintable():
        shown = _CONTROL.sub(_control, shown)
    if "=" in shown:
        shown = _QUOTED.sub(_from_quoted, shown)
    if "\\" in shown:
        shown = _ESCAPED_LINE.sub(f"\n{_NOTHING}", shown)
        shown = _ESCAPE.sub(_from_escape, shown)
    if not shown.isascii():
        if any(char in shown for char in "\u00c2\u00c3\u00c4\u00c5\u00e2\u00f0"):
            shown = _MOJIBAKE.sub(_from_windows, shown)
        if "\u221a" in shown or "\u00c4" in shown:
            shown = _OLD_MAC.sub(_from_mac, shown)
    if "<" in shown:
        shown = _WITHIN.sub(lambda found: found[2].join(_NOTHING * len(tag) for tag in (found[1], found[3])), shown)
        shown = _untagged(shown)
    if _MAY_BE_NOT.search(shown):
        shown = _NOT.sub(_not, shown)
    if "?" in shown:
        shown = _ASKED_O.sub(_asked_o, shown)
    if ";" in shown or "?" in shown or "\ufffd" in shown:
        shown = _SHORT.sub(_short, shown)
    if not shown.isascii():
        if "\ufffd" in shown:
            shown = _LOST.sub(_lost, shown)
        if _FOREIGN.search(shown):
            shown = _WORD.sub(_in_our_letters, shown)
    return _DOTTED.sub(_undotted, shown) if _DOT_WITHIN.search(shown) else shown


# -- words run together

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_RUN = re.compile(rf"[{_CAPITAL}]+|\d+")
#: Unless this stands in a text of plain letters, no words run together: a letter beside a digit, or before a capital.
_MAY_RUN = re.compile(r"[a-zA-Z][A-Z0-9]|[0-9][a-zA-Z]")
_TOKEN = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(
    r"am|pm|minutes?|mins?|minutos?|seconds?|secs?|segundos?|hours?|hrs?|horas?|days?|dias?|weeks?|wks?|months?|meses"
    r"|years?|yrs?|anos?|times|ml|oz|mg|kg|lbs?",
    re.IGNORECASE,
)
#: Two letters that are a word, where `3x`, `2nd` and `4yo` are one.
_SHORT_WORDS = frozenset("he no se is it me le la lo mi su we my in on at to so ya si el un up".split())
#: With what a sentence written as one word begins; names of things (`FaceTime`, `YouTube`) do not.
_OPENS = frozenset(
    "he she it they we not no is was his her my the baby kid son daughter lips stopped stops turned turns went cant "
    "wont didnt isnt wasnt se le mi el ella esta ya dejo puso nino nina bebe labios now then and y".split()
)
_SMALL_WORDS = frozenset("I i a A y Y o O".split())
_FARTHEST = 200


def _camel(text: str, first: int, last: int) -> list[int]:
    """
    Return where words begin in one that is written `HeIsChoking`; nowhere in `iPad`, `YouTube` and `wHaT`.
    """
    inner = [
        index
        for index in range(first + 1, last)
        if text[index].isupper()
        and (
            text[index - 1].islower() or (index + 1 < last and text[index - 1].isupper() and text[index + 1].islower())
        )
    ]
    edges = [first, *inner, last]
    parts = [text[one:other] for one, other in pairwise(edges)]
    if any(len(part) == 1 and part not in _SMALL_WORDS for part in parts) or max(map(len, parts)) < 3:
        return []
    if len(parts) < 3 and parts[0].lower() not in _OPENS:
        return []
    if len(parts[0]) == 1 and parts[0].islower():
        return []
    return inner


def seams(text: str) -> list[int]:
    """
    Return the places before which a space is missing: in `HeIsChoking`, in `3pmno`, in `choking2`.
    """
    if text.isascii() and not _MAY_RUN.search(text):
        return []
    found: list[int] = []
    done = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if text[start].isdigit():
            if before.isalpha():
                token = start - 1
                while token and text[token - 1].isalpha() and start - token < 4:
                    token -= 1
                if start - token < 3 or text[max(0, start - 9) : end].lower() in short_forms():
                    continue
                found.append(start)
            letters = _LETTERS.match(text, end, end + _FARTHEST)
            if letters and (len(letters[0]) > 2 or letters[0].lower() in _SHORT_WORDS):
                found.append(end)
                unit = _UNIT.match(text, end)
                if unit and letters.end() - unit.end() > 1 and not _UNIT.fullmatch(letters[0]):
                    found.append(unit.end())
        elif start >= done and (before.islower() or (end - start > 1 and after.islower())):
            first = start
            while first and text[first - 1].isalpha() and start - first < _FARTHEST:
                first -= 1
            letters = _LETTERS.match(text, first, first + 2 * _FARTHEST)
            done = letters.end() if letters else end
            found += _camel(text, first, done)
    return sorted(set(found))
