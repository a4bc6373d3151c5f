"""
Logs: what caregivers wrote down, as a table (CSV) or one object a line (JSON Lines).

A row that cannot be read is handed back with its line, the reason and its words, so that a red flag in it can still be
read; it never stops the others. Knows nothing of plans: whether a focus exists is asked elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.digests import digest
from coachplan.base.disclosure import found, place_name
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.names import is_missing
from coachplan.base.validators import a, each, strings
from coachplan.documents.cells import cell_of, tags_in
from coachplan.documents.codec import unstructure
from coachplan.documents.files import decode, dumps_json, loads_toml, read_bytes, read_text, write_bytes
from coachplan.documents.log_lines import json_rows
from coachplan.documents.log_rows import COLUMNS, LOG_FORMAT, BadRow
from coachplan.documents.log_tables import table_entries
from coachplan.model.entries import CORE_TAGS, UNREAD_ROW, Entry

__all__ = ["BadRow", "Log", "dump_log", "read_log", "words_of_bad_rows", "write_log"]

Format = Literal["csv", "jsonl"]

_SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson")


@plain_errors
@frozen(kw_only=True)
class Log:
    """
    The entries that could be read, in the order of the file, and the rows that could not.
    """

    entries: tuple[Entry, ...] = field(default=(), converter=tuple[Entry, ...], validator=each(a(Entry)))
    bad_rows: tuple[BadRow, ...] = field(default=(), converter=tuple[BadRow, ...], validator=each(a(BadRow)))


@checked
def read_log(
    source: Path | str | bytes,
    *,
    name: str = "",
    tags: Iterable[str] = CORE_TAGS,
    columns: Mapping[str, str] | Path = MappingProxyType({}),
    child: str = "",
    focus: str = "",
) -> Log:
    """
    Read a log, CSV or JSON, from a path or from its text.

    A `str` of one line that ends in .csv, .tsv, .txt, .jsonl or .ndjson is a path; any other is the log itself. *tags*
    are the tags that may be used. *columns* says what the columns of another app's table are, as in `{"start": "on"}`:
    one of ours, `child`, or "" to leave it out; a path is a TOML file that says so under `[columns]`. Where a column
    says of which child a row is, only the rows of *child* are read. *focus* is that of every row, where a table has no
    column for it.

    Raises `CoachplanError` only where the file as a whole cannot be read: it is missing, not UTF-8, its header is
    wrong, or it has no row of the child.
    """
    if isinstance(source, str) and "\n" not in source and Path(source.strip()).suffix.lower() in _SUFFIXES:
        source = Path(source)
    if isinstance(source, Path):
        name = name or source.name
        source = read_bytes(source, str(source))
    if not isinstance(source, str | bytes):
        raise CoachplanError(
            Finding(
                where=name, what=f"found {found(source)}.", hint="Give a path, or the log itself.", code="wrong-kind"
            )
        )
    written = (decode(source, name) if isinstance(source, bytes) else source).removeprefix("\ufeff")
    known = frozenset(strings(tags))
    meant = _declared(columns)
    if written.lstrip().startswith(("{", "[")):
        if meant or child or focus:
            what = "only the columns of a table can be named anew, and this is JSON."
            raise CoachplanError(
                Finding(where=name, what=what, hint="Give no columns, no child and no focus.", code="wrong-format")
            )
        rows = list(json_rows(written, name, known))
    else:
        rows = list(table_entries(written, name, known, meant, child, focus))
    return Log(
        entries=tuple(row for row in rows if isinstance(row, Entry)),
        bad_rows=tuple(row for row in rows if isinstance(row, BadRow)),
    )


@checked
def words_of_bad_rows(log: Log, *, on: date, known: Iterable[str] = ()) -> tuple[Entry, ...]:
    """
    Return an entry of words alone for each row that could not be read, in their order: review them beside the entries,
    so that a sign in such a row stops what it would stop in any other. Nothing in them is counted.

    The day is that of the row, else *on*, the day of reading. The id is made of the day and of the row as it stands. Of
    *known* ids (in the log, or in what a plan has recorded and cleared), a row that says no day keeps the day that it
    has there: so what was cleared stays cleared. Raises `InvalidError` for what is no log, no day or no list of ids.
    """
    first = {
        each[10:]: date.fromisoformat(each[:10]) for each in sorted(strings(known), reverse=True) if _is_of_words(each)
    }
    made = []
    for row in log.bad_rows:
        mark = f"-{UNREAD_ROW}-{digest(row.raw, row.words)[:16]}"
        day = row.on or first.get(mark, on)
        made.append(Entry(f"{day}{mark}", day, focus=UNREAD_ROW, hard=row.words))
    return tuple(made)


def _is_of_words(entry_id: str) -> bool:
    # The id of an entry that is made of the words of a row: the day at which it was read, and a digest of the row.
    with suppress(ValueError):
        return entry_id[10:].startswith(f"-{UNREAD_ROW}-") and bool(date.fromisoformat(entry_id[:10]))
    return False


def _declared(columns: Mapping[str, str] | Path) -> dict[str, str]:
    where = columns.name if isinstance(columns, Path) else "columns"
    if isinstance(columns, Path):
        columns = loads_toml(read_text(columns), name=where).get("columns", {})
    if not isinstance(columns, Mapping):
        hint = "Write [columns], and below it lines such as start = 'on'."
        raise CoachplanError(Finding(where=where, what=f"found {found(columns)}.", hint=hint, code="not-a-table"))
    ours = (*COLUMNS, "child", "")
    wrong = [(theirs, meant) for theirs, meant in columns.items() if meant not in ours]
    if wrong:
        hint = f"The columns are {', '.join(COLUMNS)}, and child; an empty text leaves a column out."
        raise CoachplanError(
            Finding(
                where=where, item=place_name(theirs), what=f"found {found(meant)}.", hint=hint, code="unknown-field"
            )
            for theirs, meant in wrong
        )
    return dict(columns)


@checked
def write_log(entries: Iterable[Entry], path: Path | str) -> None:
    """
    Write entries to a `.csv`, `.jsonl` or `.ndjson` file, so that they come back equal.

    A table begins with the mark by which a spreadsheet knows UTF-8: without it, letters are damaged there.
    Raises `UnreadableError` where the file cannot be written, else as `dump_log`.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in (".csv", ".jsonl", ".ndjson"):
        what = f"{suffix or 'no suffix'} is not a kind of log."
        raise CoachplanError(
            Finding(where=file.name, what=what, hint="Give a file that ends in .csv or .jsonl.", code="wrong-suffix")
        )
    write_bytes(
        file, dump_log(entries, "csv").encode("utf-8-sig") if suffix == ".csv" else dump_log(entries, "jsonl").encode()
    )


@checked
def dump_log(entries: Iterable[Entry], format: Format = "csv") -> str:  # noqa: A002
    """
    Write entries as the text of a log.

    Raises `CoachplanError` where a table cannot carry an entry (an empty id, a tag with a space in it).
    """
    kept = Log(entries=tuple(entries)).entries
    if format == "jsonl":
        lines = [dumps_json({"format": LOG_FORMAT}), *(dumps_json(unstructure(entry)) for entry in kept)]
        return "\n".join(lines) + "\n"
    rows = [f"# {LOG_FORMAT}", ",".join(COLUMNS)]
    findings: list[Finding] = []
    for entry in kept:
        findings += _not_for_a_table(entry)
        rows.append(",".join(cell_of(getattr(entry, column)) for column in COLUMNS))
    if findings:
        raise CoachplanError(findings)
    return "\r\n".join(rows) + "\r\n"


def _not_for_a_table(entry: Entry) -> Iterator[Finding]:
    hint = "Write this log as .jsonl."
    for name in ("id", "focus", "language"):
        if getattr(entry, name) == "":
            yield Finding(
                item=place_name(entry.id), what=f"an empty {name} is read as missing.", hint=hint, code="cannot-be-kept"
            )
    for name in COLUMNS:
        value = getattr(entry, name)
        if isinstance(value, str) and not value.isascii() and re.search("[\ud800-\udfff]", value):
            yield Finding(
                item=place_name(entry.id), what=f"{name} holds half a character.", hint=hint, code="cannot-be-kept"
            )
    for tag in entry.tags:
        if tags_in(tag) != [tag] or (len(entry.tags) == 1 and is_missing(tag)):
            yield Finding(
                item=place_name(entry.id),
                what="a tag has a mark in it that parts tags.",
                hint=hint,
                code="cannot-be-kept",
            )
    for name in ("amount", "minutes", "confidence", "stress"):
        value = getattr(entry, name)
        if value is not None and not math.isfinite(value):
            yield Finding(
                item=place_name(entry.id),
                what=f"{name} {value} is not a number that can be kept.",
                hint="Leave it out.",
                code="cannot-be-kept",
            )
