"""
A workbook as sheets of cells: the only file that opens one. Needs the extra `coachplan[xlsx]`.

What is no workbook, is locked, or would not come to an end is refused in a sentence. Knows nothing of layouts.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, time, timedelta
from typing import Any

from coachplan.base.clean import clean
from coachplan.base.errors import CoachplanError, Finding, missing_extra
from coachplan.documents.archives import unpacked
from coachplan.spreadsheets.grids import Cell, Grid, area_in, column_name, sheet_name

__all__ = ["is_workbook", "workbook_grids"]

#: What a workbook may hold once it is unpacked: in all, and of what has to be read. A year of sheets is a few MB.
MOST_UNPACKED = 200_000_000
MOST_READ = 40_000_000
#: How many cells may have something in them.
MOST_CELLS = 500_000
#: How wide a sheet can be.
_WIDEST = 16_384
#: How many columns of one merged area are looked at.
_MERGED = 200

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell(?![\w.-])[^>]*>")
_AREA = re.compile(rb"\sref=[\"']([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)[\"']")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(content: bytes) -> bool:
    """
    Say whether bytes are a workbook, readable or not, and no text.
    """
    return content.startswith((_ZIP, _OLD))


def workbook_grids(content: bytes, name: str) -> tuple[Grid, ...]:
    """
    Return the sheets of a workbook (.xlsx, .xlsm), in its order.

    Raises `MissingExtraError` without openpyxl, and `CoachplanError` where it is no workbook, is locked by a password
    or is too large.
    """
    try:
        import openpyxl  # noqa: PLC0415 - an extra, asked for where it is needed
    except ImportError:
        raise missing_extra("xlsx", "openpyxl") from None
    sound = _sound(content, name)
    try:
        grids = _opened(openpyxl, sound)
    except Exception:  # noqa: BLE001 - somebody else's reader, of a file that may be anything
        what, hint = "it cannot be read as a workbook; it may be damaged.", "Open it and save it anew as .xlsx."
        raise _wrong(name, what, hint, "cannot-read") from None
    if sum(len(grid.cells) for grid in grids) > MOST_CELLS:
        raise _wrong(name, f"it has more than {MOST_CELLS:,} cells.", "Divide it.", "too-many")
    return grids


def _opened(openpyxl: Any, content: bytes) -> tuple[Grid, ...]:
    # What it cannot keep when it writes, it warns of when it reads: nothing is written here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
        kept = {sheet.title: _cells(sheet) for sheet in book.worksheets}
        values = kept
        if any(cell.data_type == "f" for cells in kept.values() for cell in cells.values()):
            valued = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
            values = {sheet.title: _cells(sheet) for sheet in valued.worksheets}
    return tuple(
        _grid(sheet, number, kept[sheet.title], values[sheet.title]) for number, sheet in enumerate(book.worksheets, 1)
    )


def _wrong(name: str, what: str, hint: str, code: str) -> CoachplanError:
    return CoachplanError(Finding(where=name, what=what, hint=hint, code=code))


def _sound(content: bytes, name: str) -> bytes:
    """
    Return the workbook packed anew: what somebody else's reader unpacks is what was unpacked and counted here.
    """
    if content.startswith(_OLD):
        if _LOCKED in content:
            what, hint = "it is locked by a password.", "Open it, take the password away, and save a copy as .xlsx."
            raise _wrong(name, what, hint, "cannot-read")
        raise _wrong(name, "it is a workbook of before 2007 (.xls).", "Save it as .xlsx.", "wrong-suffix")
    try:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as anew:
            wrong = _wrong_inside(content, anew)
    except Exception:  # noqa: BLE001 - a damaged archive fails in many ways
        wrong = ("it cannot be unpacked; it may be cut off or damaged.", "Get a new copy of it.", "cannot-read")
    if wrong:
        raise _wrong(name, *wrong)
    return made.getvalue()


def _wrong_inside(content: bytes, anew: zipfile.ZipFile) -> tuple[str, str, str] | None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        inside = {part.filename for part in parts}
        if len(inside) < len(parts):
            return "two parts of it have one name.", "Open it and save it anew as .xlsx.", "cannot-read"
        if any(part.flag_bits & 1 for part in parts):
            return "it is locked by a password.", "Save a copy without one.", "cannot-read"
        if "xl/workbook.bin" in inside:
            return "it is a binary workbook (.xlsb).", "Save it as .xlsx.", "wrong-suffix"
        if "[Content_Types].xml" not in inside:
            return "it is no workbook of Excel's kind.", "Save it as .xlsx, or as .csv in UTF-8.", "wrong-suffix"
        # No more of a part is unpacked here than it says of itself, so what it says can be counted on.
        read = [part for part in parts if _is_read(part)]
        if sum(part.file_size for part in parts) > MOST_UNPACKED or sum(part.file_size for part in read) > MOST_READ:
            what = f"it holds more than {MOST_READ // 1_000_000} MB once it is unpacked."
            return what, "Give a workbook with the log alone.", "too-many"
        merged = 0
        for part in parts:
            # Pictures and what else is not looked at are there, and empty.
            content_of_it = unpacked(packed, part) if _is_read(part) else b""
            anew.writestr(part.filename, content_of_it)
            if b"<!DOCTYPE" in content_of_it or b"\0" in content_of_it:
                what = "it holds what no spreadsheet writes (a document type, or another encoding than UTF-8)."
                return what, "Open it and save it anew as .xlsx.", "cannot-read"
            merged += sum(map(_size, _MERGE.findall(content_of_it)))
        if merged > MOST_CELLS:
            what = f"more than {MOST_CELLS:,} cells are merged."
            return what, "Merge no whole columns.", "too-many"
    return None


def _is_read(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels", ".vml"))


def _size(merge: bytes) -> int:
    # The reader makes a cell for each that is merged, so an area that reaches to the end would fill the memory.
    found = _AREA.search(merge)
    if found is None:
        return MOST_CELLS + 1
    top, left, bottom, right = area_in(found[1].decode())
    return (bottom - top + 1) * (right - left + 1)


def _cells(sheet: Any) -> dict[tuple[int, int], Any]:
    # The cells that there are. Asked for row by row, one stray cell at the far end would make millions of empty ones.
    return dict(sheet._cells)  # noqa: SLF001


def _grid(sheet: Any, number: int, kept: dict[tuple[int, int], Any], values: dict[tuple[int, int], Any]) -> Grid:
    named = sheet_name(sheet.title, number)
    merged: dict[tuple[int, int], tuple[str, tuple[int, int]]] = {}
    filled = {row for row, _ in kept}
    for area in sheet.merged_cells.ranges:
        called = f"{column_name(area.min_col)}{area.min_row}:{column_name(area.max_col)}{area.max_row}"
        # Only in rows that have something: an area may reach to the end of the sheet.
        reach = range(area.min_row, area.max_row + 1)
        rows = [row for row in reach if row in filled] if len(reach) <= len(filled) else filled.intersection(reach)
        columns = range(area.min_col, min(area.max_col, area.min_col + _MERGED) + 1)
        merged |= {(row, column): (called, (area.min_row, area.min_col)) for row in rows for column in columns}
    cells = {}
    for at in kept.keys() | merged.keys():
        cell = _cell(at, kept.get(at), values.get(at), named, *merged.get(at, ("", None)))
        if not cell.blank or cell.merged:
            cells[at] = cell
    return Grid(
        title=sheet.title,
        number=number,
        cells=cells,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(row for row, is_so in sheet.row_dimensions.items() if is_so.hidden or is_so.height == 0),
        hidden_columns=frozenset(
            column
            for is_so in sheet.column_dimensions.values()
            if is_so.hidden or is_so.width == 0
            for column in range(is_so.min or 1, min(is_so.max or is_so.min or 1, _WIDEST) + 1)
        ),
    )


def _cell(
    at: tuple[int, int], written: Any, valued: Any, named: str, merged: str, first: tuple[int, int] | None
) -> Cell:
    formula = written is not None and written.data_type == "f"
    value = valued.value if valued is not None else None
    kind = valued.data_type if valued is not None else "n"
    # A formula may have worked out an empty text, which is a value; one that was never worked out has none.
    unsaved = formula and value is None and kind != "str"
    if not isinstance(value, str | int | float | bool | date | time | timedelta):
        value = None if value is None else str(value)
    comment = getattr(written, "comment", None)
    return Cell(
        line=at[0],
        column=at[1],
        sheet=named,
        value=value,
        percent=isinstance(value, int | float) and "%" in (getattr(written, "number_format", "") or ""),
        formula=formula,
        unsaved=unsaved,
        error=kind == "e",
        comment=clean(comment.text or "").strip() if comment is not None else "",
        merged=merged,
        first=first if first not in (None, at) else None,
    )
