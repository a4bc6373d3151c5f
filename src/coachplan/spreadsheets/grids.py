"""
One sheet as cells, each with its place and what is peculiar to it: a percent format, an error, a formula without value.

Whatever a sheet was read from, the layouts read this. Knows nothing of files and of what the cells mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from attrs import evolve, field, frozen

from coachplan.base.clean import one_line
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap

__all__ = ["Cell", "Grid", "area_in", "column_name", "folded", "place_in", "refused", "sheet_name"]

#: Words that say which sheet it is and could be nobody's name but a month's: a sheet is called by its name where it has
#: no others, else by its number.
_PLAIN = frozenset(
    """
    sheet week weeks wk day days month year session sessions data log logs trial trials target targets form responses
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday am pm home school clinic baseline
    hoja semana día dia mes año sesión sesion sesiones datos registro respuestas de formulario casa escuela clínica
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo ot slp st speech feeding task analysis summary notes copy of
    """.split()
)
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\Z")


@frozen(kw_only=True)
class Cell:
    """
    One cell. *line* and *column* count from 1, as they stand in the sheet, whichever way the sheet is looked at.

    *value* is a text, a number, a truth, a day, a moment, a time of day, a span of time, or None. *merged* is the area
    that it is merged with; *first* is the place of that area's first cell, which has the value. *formula* says that the
    value was worked out, *unsaved* that it was not kept.
    """

    line: int
    column: int
    sheet: str = ""
    value: object = field(default=None, repr=False)
    percent: bool = False
    formula: bool = False
    unsaved: bool = False
    error: bool = False
    comment: str = field(default="", repr=False)
    merged: str = ""
    first: tuple[int, int] | None = None
    #: What the cell says, as text: `80%`, `2026-03-02`, `TRUE`; and whether nothing stands here, not even a comment.
    text: str = field(init=False, repr=False, eq=False, default="")
    blank: bool = field(init=False, repr=False, eq=False, default=True)

    def __attrs_post_init__(self) -> None:
        # Once, since each is asked for over and over.
        text = _shown(self.value, self.percent)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "blank", not (self.comment or self.unsaved or text.strip()))

    @property
    def place(self) -> str:
        """
        The sheet and the cell, as a person finds it: `Sheet 'Week 2', C7`.
        """
        here = f"{column_name(self.column)}{self.line}"
        return f"{self.sheet}, {here}" if self.sheet else here

    @property
    def words(self) -> str:
        """
        What the cell says, with its comment below it.
        """
        return "\n".join(part for part in (self.text, self.comment) if part.strip())


def _shown(value: object, percent: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if percent:
            return f"{round(value * 100, 8):.12g}%"
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


@frozen(kw_only=True)
class Grid:
    """
    One sheet: its cells by row and column, and which rows and columns are hidden. *number* counts the sheets from 1.

    *lines* are the rows as they stand in a file of text; *broken* are those that could not be parted into cells.
    """

    title: str = field(default="", repr=False)
    number: int = 1
    cells: Mapping[tuple[int, int], Cell] = field(factory=dict, repr=False)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lines: Mapping[int, str] = field(factory=FrozenMap, repr=False)
    broken: Mapping[int, str] = field(factory=FrozenMap, repr=False)

    #: Each row that has cells, with those by column; made once, since every row that is handed back asks for its own.
    by_row: Mapping[int, Mapping[int, Cell]] = field(init=False, repr=False, eq=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        by_row: dict[int, dict[int, Cell]] = {row: {} for row in self.broken}
        for (row, column), cell in sorted(self.cells.items(), key=lambda each: each[0]):
            if not cell.blank or cell.first:
                by_row.setdefault(row, {})[column] = cell
        object.__setattr__(self, "by_row", by_row)

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """
        Yield each row that has something in it: its number, and its cells by column, in order.
        """
        for row in sorted(self.by_row):
            if row in self.broken or any(not cell.blank for cell in self.by_row[row].values()):
                yield row, self.by_row[row]

    def label(self, cell: Cell) -> Cell:
        """
        Return the cell that says what this one says: of an area that is merged down, the first, with the place of this.
        """
        first = self.cells.get(cell.first) if cell.first else None
        return cell if first is None else evolve(cell, value=first.value, first=None)

    def raw(self, row: int) -> str:
        """
        Return a row as it stands, with tabs between the cells where the sheet is no text.
        """
        if row in self.lines:
            return self.lines[row]
        return "\t".join(cell.words for cell in self.by_row.get(row, {}).values() if not cell.blank)

    def within(self, area: str) -> Grid:
        """
        Return the sheet without what stands outside of an area such as `A1:F20`; "" is all of it.
        """
        if not area:
            return self
        top, left, bottom, right = area_in(area)
        kept = {at: cell for at, cell in self.cells.items() if top <= at[0] <= bottom and left <= at[1] <= right}
        return evolve(self, cells=kept, lines={}, broken={r: w for r, w in self.broken.items() if top <= r <= bottom})

    def turned(self) -> Grid:
        """
        Return the sheet with columns for rows. Each cell keeps its own place.
        """
        cells = {
            (column, row): evolve(cell, first=cell.first and (cell.first[1], cell.first[0]))
            for (row, column), cell in self.cells.items()
        }
        return evolve(
            self, cells=cells, hidden_rows=self.hidden_columns, hidden_columns=self.hidden_rows, lines={}, broken={}
        )


def folded(text: str) -> str:
    """
    Return a heading or a name as it is compared: on one line, without capitals.
    """
    return one_line(text).casefold()


def sheet_name(title: str, number: int) -> str:
    """
    Return what a sheet is called in an error: by its name where that says nothing of anybody, else by its number.
    """
    words = re.findall(r"[^\W\d_]+", title.casefold())
    plain = bool(title.strip()) and set(words) <= _PLAIN and len(title) <= 31
    return f"Sheet '{one_line(title)}'" if plain else f"Sheet {number}"


def column_name(column: int) -> str:
    """
    Return the letters of a column: 1 is A, 27 is AA.
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_in(written: str) -> tuple[int, int]:
    """
    Return row and column of a place such as `C7`. Raises `CoachplanError` where it is none.
    """
    found = _PLACE.match(written.strip())
    if found is None:
        raise refused("", "this is no place of a cell.", "Write it as B1.", "invalid-value")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area_in(written: str) -> tuple[int, int, int, int]:
    """
    Return first row, first column, last row, last column of `A1:F20`. Raises `CoachplanError` where it is no area.
    """
    first, _, last = written.partition(":")
    (top, left), (bottom, right) = place_in(first), place_in(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def refused(place: str, what: str, hint: str, code: str, where: str = "") -> CoachplanError:
    """
    Return the error of one cell: where it is, what was found, what would be right.
    """
    return CoachplanError(Finding(where=where, item=place, what=what, hint=hint, code=code))


def words_of(cells: Iterable[Cell]) -> str:
    """
    Return all that stands in cells, one below the other.
    """
    return "\n".join(cell.words for cell in cells if cell.words)
