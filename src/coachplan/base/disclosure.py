"""
What an error may tell of a value that it refuses: the kind of thing that was found, and never its words.

Only what could be a code is shown, where a code was asked for: an id, a kind, a choice, a tag, the name of a field. A
caregiver's sentence in the wrong place is "a text of 31 characters". Knows nothing of what is being checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = [
    "MOST_SHOWN",
    "figure",
    "found",
    "found_code",
    "found_figure",
    "is_code",
    "no_such",
    "place_name",
    "plain",
    "shown",
]

#: A code is no longer than this.
MOST_SHOWN = 40

_CODE = re.compile(rf"[A-Za-z0-9_./:#@-]{{1,{MOST_SHOWN}}}\Z")
_FIGURE = re.compile(r"[+-]?[0-9][0-9.,:/+-]*(?:[Te][0-9.,:+-]+Z?)?\Z")


def is_code(value: object) -> bool:
    """
    Say whether a value could be a code: one short token of letters, digits and their joints.
    """
    return isinstance(value, str) and _CODE.match(plain(value)) is not None


def plain(text: str) -> str:
    """
    Return the true characters of a text, whatever a subclass of `str` says of itself.
    """
    return str.__str__(text)


def found(value: object) -> str:
    """
    Name what was found where words were asked for: its kind, and nothing that stands in it.
    """
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        length = len(plain(value))
        return f"a text of {length} character{'' if length == 1 else 's'}" if length else "an empty text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, bytes | bytearray):
        return "bytes"
    kind = type(value).__name__
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


def found_code(value: object) -> str:
    """
    Name what was found where a code was asked for: `'step-upp'`; a text that could be no code is not shown.
    """
    return repr(plain(value)) if isinstance(value, str) and is_code(value) else found(value)


def found_figure(value: object) -> str:
    """
    Name what was found where a number or a day was asked for: `the number 3.0`, `the text '14/3/2026'`.
    """
    if isinstance(value, str):
        text = plain(value)
        return f"the text {text!r}" if len(text) <= MOST_SHOWN and _FIGURE.match(text) else found(text)
    if isinstance(value, int | float) and not isinstance(value, bool):
        small = isinstance(value, float) or abs(value) < 10**60
        return f"the number {value}" if small else "a number out of range"
    return found(value)


def figure(value: object) -> str:
    """
    Name what was found as `found_figure` does, a number by itself: `3.0`.
    """
    return found_figure(value).removeprefix("the number ")


def no_such(kind: str, value: object, *, here: str = "there is") -> str:
    """
    Say that there is none of that name: `there is no tag 'iil'.`; what could be no name is not shown.

    *here* is how the sentence begins: `the family has`.
    """
    code = found_code(value)
    return f"{here} no {kind} {code}." if code[0] == "'" else f"{here} no such {kind}: found {code}."


def shown(value: object) -> str:
    """
    Return a code, a number or several of them as a `repr` shows them; what could be a sentence is not shown.
    """
    if isinstance(value, tuple):
        return f"({', '.join(shown(each) for each in value)}{',' if len(value) == 1 else ''})"
    return found_code(value) if isinstance(value, str) and value else repr(value)


def place_name(name: object) -> str:
    """
    Return the name of a field as the place of a mistake; one that could be no name is counted and not shown.
    """
    return plain(name) if isinstance(name, str) and is_code(name) else f"({found(name)} as a name)"
