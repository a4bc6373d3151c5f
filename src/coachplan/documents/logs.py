"""
Logs: what caregivers wrote down, as a table (CSV) or one object a line (JSON Lines).

A row that cannot be read is handed back with its line, the reason and its words, so that a red flag in it can still be
read; it never stops the others. Knows nothing of plans: whether a focus exists is asked elsewhere.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import attrs
from attrs import field, frozen

from coachplan.base.disclosure import found, no_such, place_name
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.base.ids import is_id
from coachplan.base.validators import a, each, number, strings, text
from coachplan.documents.cells import FROM_CELL, cell_of, tags_in
from coachplan.documents.codec import structure, unstructure
from coachplan.documents.files import (
    check_format,
    decode,
    dumps_json,
    line_at,
    loads_json,
    next_line,
    read_bytes,
    table_rows,
    write_bytes,
)
from coachplan.model.entries import CORE_TAGS, TEXT_FIELDS, Entry

__all__ = ["BadRow", "Log", "dump_log", "read_log", "write_log"]

Format = Literal["csv", "jsonl"]

_FORMAT = "coachplan-log/1"
_COLUMNS = tuple(attribute.name for attribute in attrs.fields(Entry))
_NEEDED = ("on", "focus")
_SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson")


@frozen(kw_only=True)
class BadRow:
    """
    A row that could not be read: its line, the reason, the row as it stands, and the free text that is in it.
    """

    line: int = field(validator=number(1, whole=True))
    reason: str = field(validator=text)
    raw: str = field(validator=text, repr=False)
    words: str = field(validator=text, repr=False)


@frozen(kw_only=True)
class Log:
    """
    The entries that could be read, in the order of the file, and the rows that could not.
    """

    entries: tuple[Entry, ...] = field(default=(), converter=tuple[Entry, ...], validator=each(a(Entry)))
    bad_rows: tuple[BadRow, ...] = field(default=(), converter=tuple[BadRow, ...], validator=each(a(BadRow)))


def read_log(source: Path | str | bytes, *, name: str = "", tags: Iterable[str] = CORE_TAGS) -> Log:
    """
    Read a log, CSV or JSON Lines, from a path or from its text.

    A `str` of one line that ends in .csv, .tsv, .txt, .jsonl or .ndjson is a path; any other is the log itself. *tags*
    are the tags that may be used. Raises `CoachplanError` only where the file as a whole cannot be read: it is missing,
    not UTF-8, or its header has wrong names.
    """
    if isinstance(source, str) and "\n" not in source and Path(source.strip()).suffix.lower() in _SUFFIXES:
        source = Path(source)
    if isinstance(source, Path):
        name = name or source.name
        source = read_bytes(source, str(source))
    if not isinstance(source, str | bytes):
        raise CoachplanError(
            Finding(where=name, what=f"found {found(source)}.", hint="Give a path, or the log itself.")
        )
    written = (decode(source, name) if isinstance(source, bytes) else source).removeprefix("\ufeff")
    known = frozenset(strings(tags))
    read = _json_rows if written.lstrip().startswith("{") else _csv_rows
    rows = list(read(written, name, known))
    return Log(
        entries=tuple(row for row in rows if isinstance(row, Entry)),
        bad_rows=tuple(row for row in rows if isinstance(row, BadRow)),
    )


def write_log(entries: Iterable[Entry], path: Path | str) -> None:
    """
    Write entries to a `.csv`, `.jsonl` or `.ndjson` file, so that they come back equal.

    A table begins with the mark by which a spreadsheet knows UTF-8: without it the apostrophe of `can't` is damaged there.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in (".csv", ".jsonl", ".ndjson"):
        what = f"{suffix or 'no suffix'} is not a kind of log."
        raise CoachplanError(Finding(where=file.name, what=what, hint="Give a file that ends in .csv or .jsonl."))
    write_bytes(
        file, dump_log(entries, "csv").encode("utf-8-sig") if suffix == ".csv" else dump_log(entries, "jsonl").encode()
    )


def dump_log(entries: Iterable[Entry], format: Format = "csv") -> str:  # noqa: A002
    """
    Write entries as the text of a log.

    Raises `CoachplanError` where a table cannot carry an entry (an empty id, a tag with a space in it).
    """
    kept = Log(entries=tuple(entries)).entries
    if format == "jsonl":
        lines = [dumps_json({"format": _FORMAT}), *(dumps_json(unstructure(entry)) for entry in kept)]
        return "\n".join(lines) + "\n"
    rows = [f"# {_FORMAT}", ",".join(_COLUMNS)]
    findings: list[Finding] = []
    for entry in kept:
        findings += _not_for_a_table(entry)
        rows.append(",".join(cell_of(getattr(entry, column)) for column in _COLUMNS))
    if findings:
        raise CoachplanError(findings)
    return "\r\n".join(rows) + "\r\n"


# -- one row


def _entry(fields: dict[str, Any], tags: frozenset[str]) -> Entry:
    entry = structure(Entry, fields)
    unknown = [tag for tag in entry.tags if tag not in tags]
    if unknown:
        raise CoachplanError(Finding(item="tags", what=_no_tag(tag, tags), hint=suggest(tag, tags)) for tag in unknown)
    return entry


def _no_tag(tag: str, tags: frozenset[str]) -> str:
    # A note in the column of the tags has come apart into words: only what is like a tag is taken for one.
    like = is_id(tag) or nearest(tag, tags) is not None
    return no_such("tag", tag) if like else f"there is no such tag: found {found(tag)}."


def _bad(line: int, reason: object, raw: str, words: str) -> BadRow:
    return BadRow(line=line, reason=" ".join(str(reason).splitlines()), raw=raw, words=words)


# -- one object a line


def _json_rows(text: str, name: str, tags: frozenset[str]) -> Iterator[Entry | BadRow]:
    rows = text.split("\n")  # a note may hold other signs that end a line elsewhere, so only this one counts
    if rows[0].strip() == "{":
        what = "this is one JSON document, not one object a line."
        raise CoachplanError(Finding(where=name, what=what, hint="Read it with read(list[Entry], path)."))
    first = True
    for line, row in enumerate(rows, start=1):
        raw = row.strip("\r\t ")
        if not raw:
            continue
        fields: Any = None
        try:
            fields = loads_json(raw)
        except CoachplanError as error:
            reason = str(error).replace(" at line 1, column", " at column")
            yield _bad(line, reason, raw, _unescaped(raw))
        else:
            if first and isinstance(fields, dict) and "format" in fields and "on" not in fields:
                wrong = check_format(fields, _FORMAT, name)
                if wrong is not None:
                    raise CoachplanError(wrong)
            else:
                try:
                    yield _entry(fields, tags)
                except CoachplanError as error:
                    yield _bad(line, error, raw, "\n".join(_texts_in(fields)))
        first = False


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        # The free text first, in the order in which it is read; then whatever stands under a wrong name.
        names = [name for name in TEXT_FIELDS if name in value]
        names += [name for name in value if name not in _COLUMNS]
        names += [name for name in value if name in _COLUMNS and name not in TEXT_FIELDS]
        for name in names:
            yield from _texts_in(value[name])
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)


_ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])')


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(lambda found: str(json.loads(f'"{found[0]}"')), raw)


# -- a table


def _csv_rows(text: str, name: str, tags: frozenset[str]) -> Iterator[Entry | BadRow]:
    position, line = _after_comment(text, name)
    while position < len(text) and not line_at(text, position).strip(" \t,;"):
        position, line = next_line(text, position), line + 1
    if position >= len(text):
        return
    header_line = line_at(text, position)
    delimiter = max(",;\t", key=lambda mark: len(set(_names(header_line, mark)) & set(_COLUMNS)))
    columns = _header(_names(header_line, delimiter), name, line)
    position, line = next_line(text, position), line + 1
    for here, cells, raw in table_rows(text, position, line, delimiter):
        if cells is None:
            reason = "A quotation mark in this row is not closed, or stands inside a note without being doubled."
            yield _bad(here, reason, raw, raw)
        elif any(cell.strip() for cell in cells):
            yield _from_cells(cells, columns, delimiter, here, raw, tags)


def _after_comment(text: str, name: str) -> tuple[int, int]:
    # Excel puts quotes around the comment, or delimiters after it, when it saves the file.
    comment = line_at(text, 0).strip(' \t,;"')
    if not comment.startswith("#"):
        return 0, 1
    wrong = check_format({"format": comment.lstrip("# ")}, _FORMAT, name)
    if wrong is not None:
        raise CoachplanError(wrong)
    return next_line(text, 0), 2


def _names(header: str, delimiter: str) -> list[str]:
    names = [cell.strip().strip('"').strip() for cell in header.split(delimiter)]
    while names and not names[-1]:
        names.pop()
    return names


def _header(names: list[str], name: str, line: int) -> list[str]:
    """
    Check every column's name. A wrong one is an error of the whole file: its data would be lost in silence.
    """
    where = f"{name}: line {line}" if name else f"line {line}"
    wrong = [column for column in names if column not in _COLUMNS]
    findings: list[Finding] = []
    for column in wrong:
        item, close = f"column {names.index(column) + 1}", nearest(column.lower(), _COLUMNS)
        hint = f"Did you mean {close!r}?" if close else f"The columns are {', '.join(_COLUMNS)}."
        findings.append(Finding(where=where, item=item, what=no_such("column", column), hint=hint))
    twice = sorted({column for column in names if names.count(column) > 1 and column not in wrong})
    findings += [
        Finding(where=where, what=f"the column {column!r} stands here twice.", hint="Keep one.") for column in twice
    ]
    for needed in _NEEDED:
        # A misspelt column is one mistake, not two.
        if needed not in names and not any(f"{needed!r}?" in finding.hint for finding in findings):
            what = f"the column {needed!r} is missing."
            findings.append(Finding(where=where, what=what, hint="Add it to the header."))
    if findings:
        raise CoachplanError(findings)
    return names


def _from_cells(
    cells: list[str], columns: list[str], delimiter: str, line: int, raw: str, tags: frozenset[str]
) -> Entry | BadRow:
    words = "\n".join(cell for cell in _words_first(cells, columns) if cell)
    if any(cell.strip() for cell in cells[len(columns) :]):
        reason = (
            f"There are {len(cells)} cells, but the header has {len(columns)}. "
            f"A note with {delimiter!r} in it needs quotation marks around it."
        )
        return _bad(line, reason, raw, words)
    fields: dict[str, Any] = {} if "id" in columns else {"id": f"row-{line}"}
    for column, cell in zip(columns, cells, strict=False):
        if column in FROM_CELL:
            if cell.strip():
                fields[column] = FROM_CELL[column](cell, delimiter)
        elif cell:
            fields[column] = cell
    try:
        return _entry(fields, tags)
    except CoachplanError as error:
        return _bad(line, error, raw, words)


def _words_first(cells: list[str], columns: list[str]) -> Iterator[str]:
    by_column = dict(zip(columns, cells, strict=False))
    yield from (by_column[column] for column in TEXT_FIELDS if column in by_column)
    yield from cells[len(columns) :]
    yield from (cell for column, cell in by_column.items() if column not in TEXT_FIELDS)


def _not_for_a_table(entry: Entry) -> Iterator[Finding]:
    hint = "Write this log as .jsonl."
    for name in ("id", "focus", "language"):
        if getattr(entry, name) == "":
            yield Finding(item=place_name(entry.id), what=f"an empty {name} is read as missing.", hint=hint)
    for name in _COLUMNS:
        value = getattr(entry, name)
        if isinstance(value, str) and not value.isascii() and re.search("[\ud800-\udfff]", value):
            yield Finding(item=place_name(entry.id), what=f"{name} holds half a character.", hint=hint)
    for tag in entry.tags:
        if tags_in(tag) != [tag]:
            yield Finding(item=place_name(entry.id), what="a tag has a mark in it that parts tags.", hint=hint)
    for name in ("amount", "minutes", "confidence", "stress"):
        value = getattr(entry, name)
        if value is not None and not math.isfinite(value):
            yield Finding(
                item=place_name(entry.id),
                what=f"{name} {value} is not a number that can be kept.",
                hint="Leave it out.",
            )
