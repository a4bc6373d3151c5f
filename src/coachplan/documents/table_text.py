"""
The lines and rows of a table as text: a row that cannot be read costs one line, and not all that follow.

Knows nothing of what the cells mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["line_at", "next_line", "table_rows"]

_LINE_END = re.compile(r"\r\n|\r|\n")


def line_at(text: str, position: int) -> str:
    """
    Return the line that begins at a place, without its end.
    """
    end = _LINE_END.search(text, position)
    return text[position : end.start() if end else len(text)]


def next_line(text: str, position: int) -> int:
    """
    Return the place where the next line begins.
    """
    end = _LINE_END.search(text, position)
    return end.end() if end else len(text)


def table_rows(text: str, position: int, line: int, delimiter: str) -> Iterator[tuple[int, list[str] | None, str]]:
    """
    Yield each row of a table from a place on: its first line, its cells (None where it cannot be read), its text.

    Our own, because a quotation mark that is never closed must cost one line and not all that follow, and because the
    size of a cell is a global setting of the standard reader.
    """
    mark = re.escape(delimiter)
    cell = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"(?=[{mark}\r\n]|\Z)|((?!")[^{mark}\r\n]*)')
    while position < len(text):
        start = position
        cells: list[str] | None = []
        while cells is not None:
            found = cell.match(text, position)
            if found is None:
                cells, position = None, start
                break
            quoted, bare = found.groups()
            cells.append(bare if quoted is None else quoted.replace('""', '"'))
            position = found.end()
            if not text.startswith(delimiter, position):
                break
            position += 1
        position = next_line(text, position)
        yield line, cells, text[start:position].rstrip("\r\n")
        line += len(_LINE_END.findall(text, start, position))
