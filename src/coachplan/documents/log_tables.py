"""
A log as a table, as people have it: saved by a spreadsheet, with a title above the header or a column that counts rows.

A column that is not known is an error of the whole file, since its data would be lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, did_you_mean
from coachplan.base.names import is_missing
from coachplan.documents.cells import FROM_CELL
from coachplan.documents.files import check_format
from coachplan.documents.log_rows import COLUMNS, LOG_FORMAT, NAMELESS, BadRow, bad_row, called, column_of, entry_of
from coachplan.documents.table_text import line_at, next_line, table_rows
from coachplan.model.entries import TEXT_FIELDS, Entry

__all__ = ["MOST_COLUMNS", "Head", "head_of", "table_entries"]

#: How far down a header is looked for, below a title and what else stands above it.
_DEEPEST = 10
#: So many columns a table may have: ours has under thirty, and what has far more is no log.
MOST_COLUMNS = 1000
#: The first line by which apps tell a spreadsheet what parts the cells; nothing of it is looked at twice.
_SEP = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*+\s*+\Z', re.IGNORECASE)
#: What a column may be beside one of ours: it only counts the rows, the caller leaves it out, it says which child.
_COUNTER, _LEFT_OUT, _CHILD = "(counts the rows)", "(left out)", "child"


@frozen(kw_only=True)
class Head:
    """
    What stands above the rows of a table: its columns, what parts the cells, and the place and line of the first row.
    """

    columns: list[str]
    delimiter: str
    position: int
    line: int
    header_line: int
    above: list[BadRow]


def head_of(
    text: str,
    name: str,
    columns: Mapping[str, str] = MappingProxyType({}),
    needed: tuple[str, ...] = ("on", "focus"),
) -> Head | None:
    """
    Find the header of a table; None where there is none, and nothing that it could be the header of.

    Raises `CoachplanError` for a column that is not known, stands twice, or is *needed* and not there.
    """
    position, line = _after_comment(text, name)
    position, line, sep = _after_sep(text, position, line)
    position, line = _after_blank(text, position, line)
    if position >= len(text):
        return None
    above, position, line = _header_at(text, position, line, sep, columns, needed)
    written = line_at(text, position)
    delimiter = sep or _delimiter(written, columns)
    header = _header(_names(written, delimiter, columns), name, line, needed)
    return Head(
        columns=header, delimiter=delimiter, position=next_line(text, position), line=line + 1, header_line=line,
        above=above,
    )  # fmt: skip


def table_entries(
    text: str, name: str, tags: frozenset[str], columns: Mapping[str, str], child: str, focus: str
) -> Iterator[Entry | BadRow]:
    """
    Yield the entry of each row, or the row that could not be read. *columns* says what other names mean.

    Where a column says of which child a row is, only the rows of *child* are read. *focus* is that of every row, where
    no column says it.
    """
    needed = ("on",) if focus else ("on", "focus")
    head = head_of(text, name, columns, needed)
    if head is None:
        return
    yield from head.above
    header, delimiter = head.columns, head.delimiter
    _whose(header, child, name, head.header_line)
    _about(header, focus, name, head.header_line)
    children = set()

    def rows() -> Iterator[tuple[bool, Entry | BadRow]]:
        for here, cells, raw in table_rows(text, head.position, head.line, delimiter):
            if cells is None:
                reason = "A quotation mark in this row is not closed, or stands inside a note without being doubled."
                yield False, bad_row(here, reason, raw, raw)
            elif any(cell.strip() for cell in cells):
                named = dict(zip(header, cells, strict=False))
                whose, day = _folded(named.get(_CHILD, child)), named.get("on")
                if whose and whose != _folded(child):
                    children.add(whose)
                    continue
                children.add(_folded(child))
                if child and not whose:
                    reason = "It is not said of which child this row is."
                    yield False, bad_row(here, reason, raw, "\n".join(cell for cell in cells if cell), day)
                    continue
                yield "id" not in header, _from_cells(cells, header, delimiter, here, raw, tags, focus)

    yield from called(rows(), f"{name} {_folded(child)}" if child else name)
    if child and children and _folded(child) not in children:
        what = "no row is of the child that was asked for."
        raise CoachplanError(
            Finding(where=name, what=what, hint="Give the child as the log names it.", code="unknown-id")
        )


def _folded(child: str) -> str:
    return " ".join(child.casefold().split())


def _whose(header: list[str], child: str, name: str, line: int) -> None:
    where = f"{name}: line {line}" if name else f"line {line}"
    if _CHILD in header and not child:
        what, hint = "a column says of which child each row is.", "Say which is meant: read_log(..., child=...)."
        raise CoachplanError(Finding(where=where, what=what, hint=hint, code="missing-field"))
    if child and _CHILD not in header:
        what, hint = "no column says of which child a row is.", "Name it in columns, or give no child."
        raise CoachplanError(Finding(where=where, what=what, hint=hint, code="missing-field"))


def _about(header: list[str], focus: str, name: str, line: int) -> None:
    if focus and "focus" in header:
        where = f"{name}: line {line}" if name else f"line {line}"
        what = "a column says of which focus each row is."
        raise CoachplanError(
            Finding(where=where, what=what, hint="Give no focus, or leave that column out.", code="duplicate")
        )


# -- above the rows


def _after_comment(text: str, name: str) -> tuple[int, int]:
    # Excel puts quotes around the comment, or delimiters after it, when it saves the file.
    comment = line_at(text, 0).strip(' \t,;"')
    if not comment.startswith("#"):
        return 0, 1
    wrong = check_format({"format": comment.lstrip("# ")}, LOG_FORMAT, name)
    if wrong is not None:
        raise CoachplanError(wrong)
    return next_line(text, 0), 2


def _after_sep(text: str, position: int, line: int) -> tuple[int, int, str]:
    found = _SEP.match(line_at(text, position))
    return (next_line(text, position), line + 1, found[1]) if found else (position, line, "")


def _after_blank(text: str, position: int, line: int) -> tuple[int, int]:
    while position < len(text) and not line_at(text, position).strip(" \t,;|"):
        position, line = next_line(text, position), line + 1
    return position, line


def _header_at(
    text: str, position: int, line: int, sep: str, columns: Mapping[str, str], needed: tuple[str, ...]
) -> tuple[list[BadRow], int, int]:
    """
    Find the header, and hand back what stands above it: a title may be a note as well.

    Where none is found the first line is taken for it, so that its names are told.
    """
    start, first = position, line
    above: list[BadRow] = []
    while position < len(text) and line - first < _DEEPEST:
        written = line_at(text, position)
        names = _names(written, sep or _delimiter(written, columns), columns)
        if all(each in names for each in needed):
            return above, position, line
        if written.strip(" \t,;|"):
            reason = "This stands above the header, so it is read as a title and not as an entry."
            above.append(bad_row(line, reason, written, written))
        position, line = next_line(text, position), line + 1
    return [], start, first


def _delimiter(header: str, columns: Mapping[str, str]) -> str:
    return max(",;\t", key=lambda mark: len(set(_names(header, mark, columns)) & set(COLUMNS)))


def _names(header: str, delimiter: str, columns: Mapping[str, str]) -> list[str]:
    written = [cell.strip().strip('"').strip() for cell in header.split(delimiter)]
    while written and not written[-1]:
        written.pop()
    names = [(columns[name] or _LEFT_OUT) if name in columns else _column(name) for name in written]
    if names and names[0] in ("", "Unnamed: 0"):
        names[0] = _COUNTER
    return names


def _column(name: str) -> str:
    return _CHILD if name.casefold() == _CHILD else column_of(name)


def _header(names: list[str], name: str, line: int, needed: tuple[str, ...]) -> list[str]:
    """
    Check every column's name. A wrong one is an error of the whole file: its data would be lost in silence.
    """
    where = f"{name}: line {line}" if name else f"line {line}"
    if len(names) > MOST_COLUMNS:
        what = f"found {len(names)} columns, and a log has {MOST_COLUMNS} at most."
        hint = f"The columns are {', '.join(COLUMNS)}."
        raise CoachplanError(Finding(where=where, what=what, hint=hint, code="too-many"))
    wrong = [column for column in names if column not in (*COLUMNS, _COUNTER, _LEFT_OUT, _CHILD)]
    findings: list[Finding] = []
    for column in wrong:
        item = f"column {names.index(column) + 1}"
        hint = did_you_mean(column.lower(), COLUMNS) or f"The columns are {', '.join(COLUMNS)}."
        what = no_such("column", column)
        findings.append(Finding(where=where, item=item, what=what, hint=hint, code="unknown-field"))
    twice = sorted({column for column in names if names.count(column) > 1 and column not in (*wrong, _LEFT_OUT)})
    findings += [
        Finding(where=where, what=f"the column {column!r} stands here twice.", hint="Keep one.", code="duplicate")
        for column in twice
    ]
    for column in needed:
        # A misspelt column is one mistake, not two.
        if column not in names and not any(f"{column!r}?" in finding.hint for finding in findings):
            what = f"the column {column!r} is missing."
            findings.append(Finding(where=where, what=what, hint="Add it to the header.", code="missing-field"))
    if findings:
        raise CoachplanError(findings)
    return names


def _from_cells(
    cells: list[str], columns: list[str], delimiter: str, line: int, raw: str, tags: frozenset[str], focus: str
) -> Entry | BadRow:
    words = "\n".join(cell for cell in _words_first(cells, columns) if cell)
    day = dict(zip(columns, cells, strict=False)).get("on")
    if any(cell.strip() for cell in cells[len(columns) :]):
        reason = (
            f"There are {len(cells)} cells, but the header has {len(columns)}. "
            f"A note with {delimiter!r} in it needs quotation marks around it."
        )
        return bad_row(line, reason, raw, words, day)
    fields: dict[str, Any] = {} if "id" in columns else {"id": NAMELESS}
    if focus:
        fields["focus"] = focus
    for column, cell in zip(columns, cells, strict=False):
        if column in (_LEFT_OUT, _CHILD):
            continue
        if column == _COUNTER:
            if cell.strip() and not cell.strip().isdecimal():
                reason = "There is text under a column without a name. Name the column, or leave it out."
                return bad_row(line, reason, raw, words, day)
        elif column in FROM_CELL:
            if not is_missing(cell) or (column == "on" and cell.strip()):
                fields[column] = FROM_CELL[column](cell, delimiter)
        elif cell:
            fields[column] = cell
    try:
        return entry_of(fields, tags)
    except CoachplanError as error:
        return bad_row(line, error, raw, words, day)


def _words_first(cells: list[str], columns: list[str]) -> Iterator[str]:
    named = list(zip(columns, cells, strict=False))
    yield from (cell for field in TEXT_FIELDS for column, cell in named if column == field)
    yield from cells[len(columns) :]
    yield from (cell for column, cell in named if column not in TEXT_FIELDS)
