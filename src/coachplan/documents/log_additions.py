"""
What is added to a log that is there: rows in its own columns, after an end that may have been cut short.

Rows are read back before they are handed over, so that nothing is added that would be read as something else. Knows
nothing of files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import evolve

from coachplan.base.disclosure import place_name
from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.cells import cell_of
from coachplan.documents.log_rows import COLUMNS, LOG_FORMAT, NAMELESS
from coachplan.documents.log_tables import Head, head_of
from coachplan.documents.logs import dump_log, read_log
from coachplan.documents.table_text import line_at, table_rows
from coachplan.model.entries import Entry

__all__ = ["added_to", "mended", "not_there", "whole_letters"]

#: What is written behind a row that was cut short: one cell too many, so that it is handed back with its words, and no
#: half of a number is taken for the number. A row that has all its cells is left: what may lack are last words.
_CUT = "this row was cut short"


def whole_letters(content: bytes) -> bytes:
    """
    Return the bytes of a text whose last letter may have been cut in two; the rest of it is a sign for what is lost.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(content) and error.reason == "unexpected end of data":
            return content[: error.start] + "\N{REPLACEMENT CHARACTER}".encode()
    return content


def mended(text: str, name: str) -> str:
    """
    Return a table whose last row is ended, so that no row that is added is joined to it. Where nothing was cut short it
    is the text as it is, but for the end of its last line.

    Raises `CoachplanError` where the header is wrong, or it is no table.
    """
    if text.removeprefix("\ufeff").lstrip().startswith(("{", "[")):
        hint = "Keep the log of a family folder as a table."
        raise CoachplanError(Finding(where=name, what="this is JSON, and no table.", hint=hint, code="wrong-format"))
    head = head_of(text.removeprefix("\ufeff"), name)
    end = _line_end(text)
    if head is None:
        return text if not text.strip("\ufeff") or text.endswith(("\n", "\r")) else text + end
    left_open, fewer = _how_it_ends(text.removeprefix("\ufeff"), head)
    if not text.endswith(("\n", "\r")):
        if fewer and not left_open and text.removeprefix("\ufeff").startswith(f"# {LOG_FORMAT}"):
            text += head.delimiter * fewer + _CUT
        text += end
    # A quotation mark with a letter behind it closes nothing: what stood open stays open to the end of its own line.
    return f'{text}{_CUT}"here{end}' if left_open else text


def _how_it_ends(text: str, head: Head) -> tuple[bool, int]:
    # Whether a mark of quotation waits to be closed by whatever comes; and how many cells more are one too many.
    last = text.rfind('"')
    if text.endswith(("\n", "\r")) and (last < 0 or text[last - 1 : last] not in ("", *'",;|\t\r\n')):
        return False, 0  # the last mark closes a cell, or stands where it opens none: no need to go through it all
    # Asked of the reader itself: whether a mark that closes, a line further down, makes another row of what is there.
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    rows, closed = (
        list(table_rows(ended + more, head.position, head.line, head.delimiter)) for more in ("", f'"{head.delimiter}')
    )
    cells = rows[-1][1] if rows else None
    fewer = max(0, len(head.columns) - len(cells) + 1) if cells and len(cells) < len(head.columns) else 0
    left_open = closed[: len(rows)] != rows
    return left_open, fewer


def _line_end(text: str) -> str:
    first = line_at(text, 0)
    return "\n" if text[len(first) : len(first) + 1] == "\n" else "\r\n"


def added_to(text: str, entries: Iterable[Entry], name: str, tags: frozenset[str]) -> tuple[str, tuple[Entry, ...]]:
    """
    Return what has to stand behind a table that is `mended`, and the entries as they will be read there.

    They are those that were given, but for their ids in a table that has no column for ids. A table without a header is
    given one. Raises `CoachplanError` where the columns of the table cannot carry an entry.
    """
    given = tuple(entries)
    dump_log(given)  # what no table can carry is said in its own words
    whole = text.removeprefix("\ufeff")
    head, end = head_of(whole, name), _line_end(text)
    above = ""
    if head is None:
        above = ("" if whole.strip() else f"# {LOG_FORMAT}{end}") + ",".join(COLUMNS) + end
        head = head_of(whole + above, name)
        assert head is not None  # it has just been written
    findings = [finding for entry in given for finding in _without_column(entry, head, name)]
    if findings:
        raise CoachplanError(findings)
    rows = "".join(head.delimiter.join(_cells(entry, head)) + end for entry in given)
    read = read_log((whole + above)[: head.position] + rows, name=name, tags=tags)
    wrong = read.bad_rows[len(head.above) :]
    if wrong:
        raise CoachplanError(Finding(where=name, what=wrong[0].reason, code="cannot-be-kept"))
    nameless = "id" not in head.columns
    if [_kept(entry, nameless) for entry in read.entries] != [_kept(entry, nameless) for entry in given]:
        what = "the columns of this log, as they are parted, would be read as something else."
        raise CoachplanError(Finding(where=name, what=what, hint="Begin a new log.", code="cannot-be-kept"))
    if nameless and given:
        return above + rows, read_log(whole + above + rows, name=name, tags=tags).entries[-len(given) :]
    return above + rows, given


def not_there(text: str, entries: Iterable[Entry], name: str, tags: frozenset[str]) -> tuple[Entry, ...]:
    """
    Return the entries that a table does not have already, under their id and with all that they say. In a table without
    ids it is what they say: two rows that say the same are two, there as here.
    """
    head, there = head_of(text.removeprefix("\ufeff"), name), read_log(text, name=name, tags=tags).entries
    if head is None or "id" in head.columns:
        return tuple(dict.fromkeys(entry for entry in entries if entry not in there))
    left = Counter(_kept(entry, nameless=True) for entry in there)
    new = []
    for entry in entries:
        says = _kept(entry, nameless=True)
        left[says] -= 1
        if left[says] < 0:
            new.append(entry)
    return tuple(new)


def _kept(entry: Entry, nameless: bool) -> Entry:
    return evolve(entry, id=NAMELESS) if nameless else entry


_EMPTY: dict[str, object] = {"revision": 0, "role": "caregiver", "tags": ()}


def _without_column(entry: Entry, head: Head, name: str) -> Iterable[Finding]:
    for column in COLUMNS:
        value = getattr(entry, column)
        # An id that no column carries is made from the row; but what amends another is known by its id alone.
        if column in head.columns or column == "id" or value in (_EMPTY.get(column), None, ""):
            continue
        what = f"this log has no column {column!r}, and the entry has something there."
        hint = "Nothing was written. Begin a new log, or add the column to the header and to each row."
        yield Finding(where=name, item=place_name(entry.id), what=what, hint=hint, code="cannot-be-kept")
    if entry.revision and "id" not in head.columns:
        what, hint = "this log has no ids, so nothing in it can be amended.", "Change the row itself."
        yield Finding(where=name, item=place_name(entry.id), what=what, hint=hint, code="cannot-be-kept")


def _cells(entry: Entry, head: Head) -> Iterable[str]:
    for column in head.columns:
        written = cell_of(getattr(entry, column)) if column in COLUMNS else ""
        bare = head.delimiter in written and not written.startswith('"')
        yield '"' + written + '"' if bare else written
