"""
The table of one sheet, row by row: what becomes an entry, and what is handed back as it stands with its reason.

On a sheet of trials the rows of a day are one entry a target; elsewhere a row is. Where one try of a count cannot be
read the whole count is handed back: a count with a try missing would say something else than what was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import define, evolve, field

from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.log_rows import NAMELESS, BadRow, bad_row, entry_of
from coachplan.model.entries import TEXT_FIELDS, Entry
from coachplan.spreadsheets.codes import added
from coachplan.spreadsheets.days import day_in_cell
from coachplan.spreadsheets.grids import Cell, Grid, folded, words_of
from coachplan.spreadsheets.headings import Heading, headed, heading_at, is_total, numbering
from coachplan.spreadsheets.layouts import Layout
from coachplan.spreadsheets.rows import LABELS, Tried, Written, is_left_over, read_row

__all__ = ["Row", "Table"]

Row = tuple[bool, Entry | BadRow]


@define(kw_only=True)
class _Slot:
    """
    What stands together: a row, or on a sheet of trials the rows of one day that say the same of who, where and when.
    """

    day: date
    focus: str
    fields: dict[str, Any]
    rows: list[int] = field(factory=list)
    cells: list[Cell] = field(factory=list)
    texts: dict[str, list[str]] = field(factory=dict)
    tried: dict[str, Tried] = field(factory=dict)


@define(kw_only=True)
class Table:
    """
    The table of one sheet. *grid* lies as it is read; *children* is filled with those whose rows were met.
    """

    grid: Grid
    heading: Heading
    layout: Layout
    tags: frozenset[str]
    child: str
    where: str
    sheet_day: date | CoachplanError | None = None
    children: set[str] = field(factory=set)
    _above: dict[str, Cell] = field(factory=dict, init=False)
    _slots: dict[object, _Slot] = field(factory=dict, init=False)
    #: On a sheet of trials: the days and focuses of which some try could not be read.
    _short: dict[tuple[date, str], list[Finding]] = field(factory=dict, init=False)

    def rows(self) -> Iterator[Row]:
        """
        Yield each entry, marked by True where it has no id of its own, and each row that could not be read.
        """
        for row, cells in self.grid.rows():
            if row in self.grid.broken:
                raw = self.grid.broken[row]
                why = "A quotation mark in this row is not closed, or stands inside a note without being doubled."
                yield False, bad_row(row, f"A{row}: {why}", raw, raw)
            elif row < self.heading.row:
                counts = all(numbering(cell.text) and not cell.comment for cell in cells.values() if not cell.blank)
                if not counts:
                    yield self._aside([row], "This stands above the headings, so it is read as a title.", cells)
            elif row == self.heading.row:
                yield from self._headings(cells)
            else:
                yield from self._below(row, cells)
        for slot in self._slots.values():
            yield from self._entries(slot)

    # -- what is no row of the table

    def _headings(self, cells: Mapping[int, Cell]) -> Iterator[Row]:
        columns, row = self.heading.columns, self.heading.row
        noted = {at: cell for at, cell in cells.items() if cell.comment}
        if noted:
            yield self._aside([row], "This is a comment on a heading, and no entry.", noted)
        titles = {at: cells[at] for at, column in columns.items() if column.part == "above" and at in cells}
        if titles:
            yield self._aside([row], "This stands over the table, so it is read as a title.", titles)
        if self.layout.shape == "task-analysis":
            used = {at for (below, at), cell in self.grid.cells.items() if below > row and not cell.blank}
            for at, column in columns.items():
                if column.part == "mark" and at not in used and at in cells:
                    yield self._aside([row], "No day has anything for this step.", {at: cells[at]})

    def _below(self, row: int, cells: Mapping[int, Cell]) -> Iterator[Row]:
        if self._is_like_headings(cells) and heading_at(self.grid, row, cells, self.layout) is not None:
            # A second table below the first.
            alone = evolve(self.grid, cells={(row, at): cell for at, cell in cells.items()}, broken={})
            self.heading = headed(alone, evolve(self.layout, header=None), self.where) or self.heading
            self._above.clear()
            yield from self._headings(cells)
            return
        columns = self.heading.columns
        stray = {at: cell for at, cell in cells.items() if not cell.blank and self._is_stray(at)}
        if stray:
            yield self._aside([row], "This stands where no heading is, so it is not read with the row.", stray)
        named = {at: cell for at, cell in cells.items() if at in columns and at not in stray and columns[at].part}
        if any(not cell.blank for cell in named.values()):
            yield from self._row(row, named)

    def _is_like_headings(self, cells: Mapping[int, Cell]) -> bool:
        said = {folded(column.heading.text) for column in self.heading.columns.values()}
        return any(isinstance(cell.value, str) and folded(cell.text) in said for cell in cells.values())

    def _is_stray(self, at: int) -> bool:
        column = self.heading.columns.get(at)
        return column is None or column.part in ("above", "unnamed")

    # -- a row of the table

    def _row(self, row: int, cells: Mapping[int, Cell]) -> Iterator[Row]:
        labels = self._labels(cells)
        first = next(cell for cell in cells.values() if not cell.blank)
        part = self.heading.columns[next(at for at, cell in cells.items() if not cell.blank)].part
        if isinstance(first.value, str) and is_total(first.text) and part not in TEXT_FIELDS:
            yield self._aside([row], "This reads as a row of totals, and no entry.", cells)
            return
        if self._is_of_a_template(cells):
            yield from self._without_data(row, cells)
            return
        whose = folded(labels["child"].text) if "child" in labels else ""
        if whose and whose != folded(self.child):
            self.children.add(whose)
            return
        if self.child and not whose and "child" in self.heading.parts:
            yield self._aside([row], "It is not said of which child this row is.", cells)
            return
        self.children.add(folded(self.child))
        written = read_row(self.grid, self.heading, labels, cells, self.layout, self.sheet_day)
        if written.left_out:
            return
        if row in self.grid.hidden_rows and self.layout.hidden == "refuse":
            what, hint = "this is hidden.", "Show it, or declare hidden = 'read'."
            written.wrong.append(Finding(item=first.place, what=what, hint=hint, code="invalid-value"))
        if written.wrong or written.day is None:
            yield self._bad([row], _told(written.wrong), cells, written.day)
            self._note_short(written)
        else:
            yield from self._taken(row, cells, written, written.day)

    def _labels(self, cells: Mapping[int, Cell]) -> dict[str, Cell]:
        labels: dict[str, Cell] = {}
        for at, column in self.heading.columns.items():
            part = column.part
            if part not in LABELS or part in labels:
                continue
            empty = Cell(line=next(iter(cells.values())).line, column=column.heading.column,
                         sheet=column.heading.sheet)  # fmt: skip
            here = self.grid.label(cells[at]) if at in cells else empty
            if here.text.strip() or here.unsaved:
                self._above[part] = here
            elif self.layout.fill_down and part != "counter" and part in self._above:
                here = evolve(here, value=self._above[part].value, first=None)
            labels[part] = here
        return labels

    def _is_of_a_template(self, cells: Mapping[int, Cell]) -> bool:
        columns = self.heading.columns
        if any(cell.comment for cell in cells.values()):
            return False
        data = [cell for at, cell in cells.items()
                if columns[at].part not in (*LABELS, "total") and not cell.blank]  # fmt: skip
        return all(is_left_over(cell) for cell in data)

    def _without_data(self, row: int, cells: Mapping[int, Cell]) -> Iterator[Row]:
        columns = self.heading.columns
        for at, cell in cells.items():
            part, text = columns[at].part, cell.text.strip()
            if cell.blank or is_left_over(cell):
                continue
            if part == "total":
                reason = f"{cell.place}: Only a total stands here: without its tries it cannot be counted."
            elif part == "on" and not self._is_day(cell):
                reason = f"{cell.place}: This is no day, and nothing else stands in this row that can be read."
            elif part == "counter" and not numbering(text):
                reason = f"{cell.place}: There is text where only a count is expected."
            elif part == "target" and text and folded(text) not in self.layout.focus_by_target:
                reason = f"{cell.place}: This is no target that is declared, and nothing else stands in this row."
            else:
                continue
            yield self._bad([row], reason, cells)
            return

    def _is_day(self, cell: Cell) -> bool:
        try:
            day_in_cell(cell, self.layout.dates or "day-first", self.layout.year or 2000)
        except CoachplanError:
            return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        return True

    def _note_short(self, written: Written) -> None:
        if self.layout.shape == "trials" and written.day is not None:
            for focus in written.tried:
                self._short.setdefault((written.day, focus), []).extend(written.wrong)

    def _taken(self, row: int, cells: Mapping[int, Cell], written: Written, day: date) -> Iterator[Row]:
        together = self.layout.shape == "trials"
        key = (day, repr(sorted(written.fields.items()))) if together else row
        slot = self._slots.setdefault(key, _Slot(day=day, focus=written.focus, fields=written.fields))
        slot.rows.append(row)
        slot.cells += [cell for cell in cells.values() if not cell.blank]
        for name, texts in written.texts.items():
            slot.texts.setdefault(name, []).extend(texts)
        for focus, tried in written.tried.items():
            kept = slot.tried.setdefault(focus, Tried())
            kept.counts = added(kept.counts, tried.counts)
            kept.cells += tried.cells
            kept.wrong += tried.wrong
        if not together:
            yield from self._entries(self._slots.pop(key))

    # -- entries

    def _entries(self, slot: _Slot) -> Iterator[Row]:
        texts = {name: "\n".join(parts) for name, parts in slot.texts.items()}
        focuses = dict(slot.tried) or {slot.focus: Tried()}
        made: list[Row] = []
        for focus, tried in focuses.items():
            wrong = [*tried.wrong, *self._short.get((slot.day, focus), ())]
            if not focus:
                what = "nothing says which focus this is about."
                item = (tried.cells or slot.cells)[0].place
                hint = "Write its target, or declare focus."
                wrong.append(Finding(item=item, what=what, hint=hint, code="missing-field"))
            if wrong:
                cells = tried.cells if len(focuses) > 1 else slot.cells
                made.append(self._bad(slot.rows, _told(wrong), dict(enumerate(cells)), slot.day))
                continue
            for fields in _fields_of(slot, focus, tried, said=bool(texts), alone=len(focuses) == 1):
                made.append(self._entry(slot, fields, texts))
                texts = {} if isinstance(made[-1][1], Entry) else texts
        if texts and made:
            # No entry was made that could carry the words: they are handed back with what was refused.
            made = self._with_words(made, slot)
        yield from made

    def _entry(self, slot: _Slot, fields: dict[str, Any], texts: Mapping[str, str]) -> Row:
        nameless = "id" not in fields
        try:
            return nameless, entry_of({"id": NAMELESS, "role": self.layout.role, **fields, **texts}, self.tags)
        except CoachplanError as error:
            parts = {column.part: at for at, column in self.heading.columns.items()}
            at_row = {cell.column: cell for cell in slot.cells}
            told = []
            for each in error.findings:
                name = each.item.partition("[")[0]
                column = self.heading.columns.get(parts.get(name, 0))
                cell = at_row.get(column.heading.column) if column is not None else None
                cell = cell or (slot.cells[0] if slot.cells else None)
                told.append(evolve(each, item=f"{cell.place}: {each.item}" if cell is not None else each.item))
            return self._bad(slot.rows, _told(told), dict(enumerate(slot.cells)), slot.day)

    def _with_words(self, made: list[Row], slot: _Slot) -> list[Row]:
        at, bad = next((n, each) for n, (_, each) in enumerate(made) if isinstance(each, BadRow))
        made[at] = (False, evolve(bad, words=_words(slot.cells)))
        return made

    def _aside(self, rows: Iterable[int], what: str, cells: Mapping[int, Cell]) -> Row:
        place = next(cell.place for cell in cells.values() if not cell.blank)
        return self._bad(rows, f"{place}: {what}", cells)

    def _bad(self, rows: Iterable[int], reason: str, cells: Mapping[int, Cell], on: object = None) -> Row:
        lines = list(rows)
        line = min((cell.line for cell in cells.values()), default=lines[0])
        raw = "\n".join(self.grid.raw(row) for row in lines)
        return False, bad_row(line, reason, raw, _words(cells.values()), on)


def _words(cells: Iterable[Cell]) -> str:
    return words_of(cells)


def _told(findings: Iterable[Finding]) -> str:
    return " ".join(dict.fromkeys(str(finding) for finding in findings))


def _fields_of(slot: _Slot, focus: str, tried: Tried, *, said: bool, alone: bool) -> Iterator[dict[str, Any]]:
    """
    Yield the fields of each entry: one for each kind of help, since a count is of one.
    """
    base = {**slot.fields, "on": slot.day.isoformat(), "focus": focus}
    if not tried.counts:
        # What was declared as not offered is no entry by itself.
        if said or not tried.cells or slot.fields:
            yield base
        return
    several = len(tried.counts) > 1 or not alone
    for support, (tries, successes) in tried.counts.items():
        made = {**base, "tries": tries, "successes": successes}
        if support is not None:
            made["support"] = support
        if several and "id" in made:
            made["id"] = "-".join(part for part in (str(made["id"]), focus, support) if part)
        yield made
