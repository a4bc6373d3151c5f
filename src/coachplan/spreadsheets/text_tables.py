"""
A table of text (CSV) as a sheet of cells, so that whatever can be read of a workbook can be read of one.

Needs no extra. Knows nothing of layouts.
"""

from __future__ import annotations

import re
from itertools import islice

from coachplan.documents.files import decode
from coachplan.documents.table_text import line_at, next_line, table_rows
from coachplan.spreadsheets.grids import Cell, Grid

__all__ = ["text_grid"]

_SEP = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*+\s*+\Z', re.IGNORECASE)
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|ERROR!)\Z", re.IGNORECASE)
#: How many rows are looked at for what parts the cells.
_LOOKED_AT = 20


def text_grid(content: bytes, name: str) -> Grid:
    """
    Return the one sheet of a table; a row's number is its line in the file.

    Raises `CoachplanError` where the text is not UTF-8.
    """
    text = decode(content, name)
    position, line = 0, 1
    sep = _SEP.match(line_at(text, 0))
    if sep:
        position, line = next_line(text, 0), 2
    cells: dict[tuple[int, int], Cell] = {}
    lines: dict[int, str] = {}
    broken: dict[int, str] = {}
    for row, written, raw in table_rows(text, position, line, sep[1] if sep else _delimiter(text)):
        lines[row] = raw
        if written is None:
            broken[row] = raw
            continue
        for column, value in enumerate(written, 1):
            if value.strip():
                cells[row, column] = Cell(line=row, column=column, value=value, error=bool(_ERROR.match(value.strip())))
    return Grid(cells=cells, lines=lines, broken=broken)


def _delimiter(text: str) -> str:
    # The mark that parts most rows into more than one cell; of equals, the one that parts them into most.
    def parts(mark: str) -> tuple[int, int]:
        counts = [len(cells or ()) for _, cells, _ in islice(table_rows(text, 0, 1, mark), _LOOKED_AT)]
        return sum(count > 1 for count in counts), sum(counts)

    return max(",;\t", key=parts)
