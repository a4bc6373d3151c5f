"""
A workbook, or a table of text, as a log: every sheet that is meant, in the layout that is declared.

Good rows are kept; what cannot be read comes back with its sheet, its cell, the reason and its words. Knows nothing of
plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from attrs import evolve

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.validators import strings
from coachplan.documents.files import read_bytes
from coachplan.documents.log_rows import BadRow, bad_row, called
from coachplan.documents.logs import Log
from coachplan.model.entries import CORE_TAGS, Entry
from coachplan.spreadsheets.grids import Grid, column_name, folded, place_in, words_of
from coachplan.spreadsheets.headings import Heading, headed, of_one_target
from coachplan.spreadsheets.layouts import Layout, layout_named, read_layout
from coachplan.spreadsheets.rows import day_of_sheet
from coachplan.spreadsheets.tables import Row, Table
from coachplan.spreadsheets.text_tables import text_grid
from coachplan.spreadsheets.workbooks import is_workbook, workbook_grids

__all__ = ["read_workbook"]


@checked
def read_workbook(
    source: Path | str | bytes,
    layout: Layout | Path | str,
    *,
    name: str = "",
    focus: str = "",
    focuses: Mapping[str, str] = MappingProxyType({}),
    child: str = "",
    tags: Iterable[str] = CORE_TAGS,
) -> Log:
    """
    Read what a therapist keeps: a workbook (.xlsx, .xlsm; extra `xlsx`) or a table of text (.csv), as a path or bytes.

    *layout* is a `Layout`, the name of one, or the path of a TOML file that declares one. *focus* is that of all of
    it, also where a column names one target; *focuses* says which focus a target is, where there are several. They
    stand in place of the layout's own. *name* is what the file is
    called in errors, and what the ids of entries are made with: the same file has the same ids whenever it is read.
    *child* is whose rows are read, where a column says whose each is. *tags* are the tags that may be used.

    Raises `CoachplanError` only where the file as a whole cannot be read: it is no workbook, is locked or too large,
    has no headings, or headings that nobody declared; `MissingExtraError` where openpyxl is not installed.
    """
    meant = _layout(layout)
    if focus or focuses:
        meant = evolve(meant, focus=focus or meant.focus, focuses=focuses or meant.focuses)
    if isinstance(source, str):
        source = Path(source)
    if isinstance(source, Path):
        name = name or source.name
        source = read_bytes(source, str(source))
    grids = workbook_grids(source, name) if is_workbook(source) else (text_grid(source, name),)
    known = frozenset(strings(tags))
    children: set[str] = set()
    rows = list(_rows(grids, meant, name, known, child, children))
    if child and children and folded(child) not in children:
        what = "no row is of the child that was asked for."
        raise CoachplanError(
            Finding(where=name, what=what, hint="Give the child as the sheet names it.", code="unknown-id")
        )
    named = list(called(rows, f"{name} {folded(child)}" if child else name))
    return Log(
        entries=tuple(row for row in named if isinstance(row, Entry)),
        bad_rows=tuple(row for row in named if isinstance(row, BadRow)),
    )


def _layout(given: Layout | Path | str) -> Layout:
    if isinstance(given, Layout):
        return given
    if isinstance(given, Path) or given.lower().endswith(".toml"):
        return read_layout(given)
    return layout_named(given)


def _rows(
    grids: tuple[Grid, ...], layout: Layout, name: str, tags: frozenset[str], child: str, children: set[str]
) -> Iterator[Row]:
    meant = [grid for grid in grids if _is_meant(grid, layout)]
    if not meant:
        titles = f"There are {len(grids)} sheets." if len(grids) != 1 else "There is one sheet."
        what = "there is no sheet of that name." if layout.sheet else "every sheet is hidden."
        raise CoachplanError(Finding(where=name, item="sheet", what=what, hint=titles, code="unknown-word"))
    tables = [(grid, _laid(grid.within(layout.area), layout)) for grid in meant]
    found_in = [(grid, laid, headed(laid, layout, name)) for grid, laid in tables]
    if not any(heading for _, _, heading in found_in) and any(True for grid in meant for _ in grid.rows()):
        raise _no_headings(found_in, layout, name)
    found = [(laid, heading) for _, laid, heading in found_in if heading is not None]
    for _, named in found:
        _whose(named, child, name)
    layout = of_one_target(found, layout, child, name)
    for grid in grids:
        laid, heading = next(((laid, heading) for each, laid, heading in found_in if each is grid), (None, None))
        if laid is not None and heading is not None:
            _shown(laid, heading, layout, name)
            table = Table(grid=laid, heading=heading, layout=layout, tags=tags, child=child, where=name)
            table.sheet_day = day_of_sheet(grid, layout, place_in(layout.day)) if layout.day else None
            table.children = children
            yield from table.rows()
        elif not layout.sheet and any(True for _ in grid.rows()):
            yield False, _left_out(grid)


def _is_meant(grid: Grid, layout: Layout) -> bool:
    if layout.sheet:
        return grid.title == layout.sheet or not grid.title
    return not grid.hidden or layout.hidden == "read"


def _laid(grid: Grid, layout: Layout) -> Grid:
    return grid.turned() if layout.shape == "task-analysis" else grid


def _no_headings(sheets: list[tuple[Grid, Grid, Heading | None]], layout: Layout, name: str) -> CoachplanError:
    needs = {
        "trials": "a row of headings with Date (or declare day) and the targets that focuses names",
        "sessions": "a row of headings with Date, a target, and what was counted",
        "prompt-codes": "a row of headings with Date and a column a trial (1, 2, 3 or T1, T2, T3)",
        "task-analysis": "a row of days that begins with Step, and the steps below it",
        "cells": "a row of headings with Date and the targets that focuses names",
        "google-forms": "a row of questions with Timestamp, or a question for the day",
    }[layout.shape]
    cells = [cell for _, laid, _ in sheets for _, row in laid.rows() for cell in row.values() if not cell.blank]
    place = cells[0].place.rpartition(", ")[0] if cells else ""
    what = "no row of headings was found." if layout.header is None else f"row {layout.header} is no row of headings."
    hint = f"Expected {needs}."
    return CoachplanError(Finding(where=name, item=place, what=what, hint=hint, code="missing-field"))


def _shown(grid: Grid, heading: Heading, layout: Layout, name: str) -> None:
    if layout.hidden == "read":
        return
    hidden = [
        column.heading
        for at, column in heading.columns.items()
        if at in grid.hidden_columns and column.part not in ("", "total", "counter", "above", "unnamed")
    ]
    if hidden:
        lies = "row" if layout.shape == "task-analysis" else "column"
        hint = "Show it, leave it out in columns (\"\"), or declare hidden = 'read'."
        raise CoachplanError(
            Finding(where=name, item=cell.place, what=f"this {lies} is hidden.", hint=hint, code="invalid-value")
            for cell in hidden
        )


def _whose(heading: Heading, child: str, name: str) -> None:
    place = next((column.heading.place for column in heading.columns.values() if column.part == "child"), "")
    if place and not child:
        what, hint = "a column says of which child each row is.", "Say which is meant: child=..."
        raise CoachplanError(Finding(where=name, item=place, what=what, hint=hint, code="missing-field"))
    if child and not place:
        what, hint = "no column says of which child a row is.", "Name it in columns, or give no child."
        raise CoachplanError(Finding(where=name, what=what, hint=hint, code="missing-field"))


def _left_out(grid: Grid) -> BadRow:
    rows = list(grid.rows())
    cells = [cell for _, row in rows for cell in row.values() if not cell.blank]
    place = cells[0].place.rpartition(", ")[0] or f"column {column_name(cells[0].column)}"
    why = "is hidden" if grid.hidden else "has no table of this layout"
    reason = f"{place} {why}, so it is not read."
    return bad_row(rows[0][0], reason, "\n".join(grid.raw(row) for row, _ in rows), words_of(cells))
