"""
What one cell of a table of entries says: a number, a list of tags, a choice; and how it is written back.

What cannot be read stays as it was written, to be refused where it is checked. Knows nothing of rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import get_args

from coachplan.model.entries import ROLES, DidStrategy
from coachplan.model.family import PARTS_OF_DAY
from coachplan.model.skills import SUPPORTS

__all__ = [
    "CHOICES",
    "FROM_CELL",
    "NUMBERS",
    "WHOLE_NUMBERS",
    "cell_of",
    "choice_in",
    "day_in",
    "tags_in",
]

#: The columns that hold one of a few words.
CHOICES: dict[str, tuple[str, ...]] = {
    "part_of_day": PARTS_OF_DAY,
    "role": ROLES,
    "support": SUPPORTS,
    "did_strategy": get_args(DidStrategy),
}
WHOLE_NUMBERS = ("revision", "tries", "successes")
NUMBERS = (*WHOLE_NUMBERS, "amount", "minutes", "confidence", "stress")

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,300})\s*\Z")
#: Whole, though it went through a column of broken numbers: 5.0.
_ROUND = re.compile(r"\s*([+-]?[0-9]{1,300})\.0+\s*\Z")
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,300}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)\s*\Z")
_DECIMAL_COMMA = re.compile(r"\s*([+-]?[0-9]+),([0-9]{1,2})\s*\Z")
#: A span of time: with seconds, so that `5:30` is not guessed to be hours or minutes.
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])\Z")
_WITH_UNIT = re.compile(r"(.*[0-9])\s*(?:mins?\.?|minutes?|minutos?)\Z", re.IGNORECASE)
#: A moment, of which the day is kept. One of Greenwich (`Z`) may be another day at home, so it is refused.
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?\Z")


def day_in(written: object) -> object:
    """
    Return the day of a moment (`2026-03-14 08:30`); anything else as it was written.
    """
    found = _MOMENT.match(written.strip()) if isinstance(written, str) else None
    return found[1] if found else written


def choice_in(written: str, column: str) -> str:
    """
    Return the word that is meant in a column of a few words: `Evening` is evening.
    """
    meant = written.strip().casefold()
    return meant if meant in CHOICES[column] else written.strip()


def _trimmed(cell: str, _: str) -> object:
    return cell.strip()


def _whole(cell: str, delimiter: str) -> object:
    found = _WHOLE.match(cell) or _ROUND.match(cell)
    if found is None and delimiter == ";":
        found = _ROUND.match(cell.replace(",", ".", 1)) if _DECIMAL_COMMA.match(cell) else None
    return int(found[1]) if found else cell


def _number(cell: str, delimiter: str) -> object:
    found = _WHOLE.match(cell)
    if found:
        return int(found[1])
    found = _NUMBER.match(cell)
    if found:
        return float(found[1])
    # Where the delimiter is a semicolon, the comma is the decimal mark; before three digits it might part thousands.
    found = _DECIMAL_COMMA.match(cell) if delimiter == ";" else None
    return float(f"{found[1]}.{found[2]}") if found else cell


def _minutes(cell: str, delimiter: str) -> object:
    clock = _CLOCK.match(cell.strip())
    if clock:
        hours, minutes, seconds = map(int, clock.groups())
        return hours * 60 + minutes + seconds / 60
    unit = _WITH_UNIT.match(cell.strip())
    read = _number(unit[1] if unit else cell, delimiter)
    return cell if isinstance(read, str) else read


def tags_in(cell: str, _: str = ",") -> object:
    """
    Return the tags that stand in a cell.
    """
    return [tag for tag in re.split(r"[;,\s]+", cell) if tag]


def _choice_of(column: str) -> Callable[[str, str], object]:
    return lambda cell, _: choice_in(cell, column)


#: The columns whose cells are more than text, and what reads each.
FROM_CELL: dict[str, Callable[[str, str], object]] = {
    "on": _trimmed,
    **dict.fromkeys(WHOLE_NUMBERS, _whole),
    **dict.fromkeys(("amount", "confidence", "stress"), _number),
    "minutes": _minutes,
    "tags": tags_in,
    **{column: _choice_of(column) for column in CHOICES},
}


def cell_of(value: object) -> str:
    """
    Write a value as a cell.
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return date.isoformat(value)
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, bool | int):
        return str(int(value))
    text = value if isinstance(value, str) else repr(value)
    return '"' + text.replace('"', '""') + '"' if re.search('[",;\t\r\n]', text) else text
