"""
What one cell of a table of entries says: a number, a list of tags, a choice; and how it is written back.

What cannot be read stays as it was written, to be refused where it is checked. Knows nothing of rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

__all__ = ["FROM_CELL", "cell_of", "tags_in"]

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,300})\s*\Z")
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,300}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)\s*\Z")
_DECIMAL_COMMA = re.compile(r"\s*([+-]?[0-9]+),([0-9]{1,2})\s*\Z")


def _trimmed(cell: str, _: str) -> object:
    return cell.strip()


def _whole(cell: str, _: str) -> object:
    found = _WHOLE.match(cell)
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


def tags_in(cell: str, _: str = ",") -> object:
    """
    Return the tags that stand in a cell.
    """
    return [tag for tag in re.split(r"[;,\s]+", cell) if tag]


#: The columns whose cells are more than text, and what reads each.
FROM_CELL: dict[str, Callable[[str, str], object]] = {
    "on": _trimmed,
    "revision": _whole,
    "tries": _whole,
    "successes": _whole,
    "amount": _number,
    "minutes": _number,
    "confidence": _number,
    "stress": _number,
    "tags": tags_in,
    **dict.fromkeys(("part_of_day", "role", "support", "did_strategy"), _trimmed),
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
