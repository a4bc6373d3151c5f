"""
A log in JSON: one object a line, or one list of them.

A line that is not JSON costs no other line; a list that breaks off is read up to there, and the rest is handed back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.cells import CHOICES, NUMBERS, WHOLE_NUMBERS, choice_in
from coachplan.documents.files import check_format, loads_json
from coachplan.documents.log_rows import COLUMNS, LOG_FORMAT, BadRow, bad_row, column_of, entry_of
from coachplan.model.entries import TEXT_FIELDS, Entry

__all__ = ["json_rows"]

_BLANK = re.compile(r"[\s,]*")
_LAST = re.compile(r"\]\s*+\Z")
_NEEDED = ("id", "on", "focus")


def json_rows(text: str, name: str, tags: frozenset[str]) -> Iterator[Entry | BadRow]:
    """
    Yield the entry of each object, or the row that could not be read.
    """
    first = True
    for line, raw in _listed(text) if text.lstrip().startswith("[") else _lines(text, name):
        fields: Any = None
        try:
            fields = loads_json(raw)
        except CoachplanError as error:
            reason = str(error).replace(" at line 1, column", " at column")
            yield bad_row(line, reason, raw, _unescaped(raw))
        else:
            if first and isinstance(fields, dict) and "format" in fields and "on" not in fields:
                wrong = check_format(fields, LOG_FORMAT, name)
                if wrong is not None:
                    raise CoachplanError(wrong)
            else:
                try:
                    yield entry_of(_meant(fields), tags)
                except CoachplanError as error:
                    day = fields.get("on") if isinstance(fields, dict) else None
                    yield bad_row(line, error, raw, "\n".join(_texts_in(fields)), day)
        first = False


def _lines(text: str, name: str) -> Iterator[tuple[int, str]]:
    rows = text.split("\n")  # a note may hold other signs that end a line elsewhere, so only this one counts
    if rows[0].strip() == "{":
        what = "this is one JSON document, not one object a line."
        raise CoachplanError(
            Finding(where=name, what=what, hint="Read it with read(list[Entry], path).", code="wrong-suffix")
        )
    for line, row in enumerate(rows, start=1):
        raw = row.strip("\r\t ")
        if raw:
            yield line, raw


def _listed(text: str) -> Iterator[tuple[int, str]]:
    # Nothing is copied or counted twice, so that a long list takes as much longer as it is longer.
    decoder = json.JSONDecoder()
    before, position = 0, text.index("[") + 1
    line = 1
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        line += text.count("\n", before, position)
        before = position
        if position == len(text):
            yield line, "]"  # the list breaks off: what came after it is not here
            return
        if _LAST.match(text, position):
            return
        try:
            _, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            yield line, text[position:].strip()
            return
        yield line, text[position:end]
        position = end


def _meant(fields: Any) -> Any:
    """
    Read names in any case, and null as missing where something may be missing; of a choice or a number, "" as well.
    """
    if not isinstance(fields, dict):
        return fields
    names = [column_of(name) for name in fields]
    if len(set(names)) < len(names):
        return fields  # two names for one column: which of them is meant cannot be told
    made: dict[str, Any] = {}
    for column, value in zip(names, fields.values(), strict=True):
        may_miss = column in COLUMNS and column not in _NEEDED
        if may_miss and (value is None or (value == "" and column in (*CHOICES, *NUMBERS, "tags"))):
            continue
        if column in CHOICES and isinstance(value, str):
            value = choice_in(value, column)  # noqa: PLW2901
        if column in WHOLE_NUMBERS and isinstance(value, float) and value.is_integer():
            value = int(value)  # noqa: PLW2901
        made[column] = value
    return made


def _texts_in(value: object) -> Iterator[str]:
    # Without recursion: some Pythons read JSON that is nested deeper than a function may call itself.
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            # The free text first, in the order in which it is read; then whatever stands under a wrong name.
            names = [name for name in TEXT_FIELDS if name in part]
            names += [name for name in part if name not in COLUMNS]
            names += [name for name in part if name in COLUMNS and name not in TEXT_FIELDS]
            waiting += [part[name] for name in reversed(names)]
        elif isinstance(part, list):
            waiting += reversed(part)


_ESCAPE = re.compile(r'(?:\\u[0-9a-fA-F]{4})+|\\["\\/bfnrt]')


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(lambda found: str(json.loads(f'"{found[0]}"')), raw)
