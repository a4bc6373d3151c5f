"""
One row below the headings, cell by cell: its day, its focus, its fields, its words, and what its tries were.

Whatever is wrong with a cell is kept with its place, and everything else is read on. Knows nothing of other rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from attrs import define, evolve, field

from coachplan.base.disclosure import found, found_code
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.names import is_missing
from coachplan.documents.cells import FROM_CELL, NUMBERS
from coachplan.documents.log_rows import COLUMNS
from coachplan.model.entries import TEXT_FIELDS
from coachplan.model.skills import Support
from coachplan.spreadsheets.codes import (
    Counts,
    Result,
    Share,
    added,
    cue_in,
    one_try,
    result_in,
    successes_of,
    undeclared,
    unknown_code,
)
from coachplan.spreadsheets.days import day_in_cell, stamped_day, zone_named
from coachplan.spreadsheets.grids import Cell, Grid, folded
from coachplan.spreadsheets.headings import Heading
from coachplan.spreadsheets.layouts import Layout

__all__ = ["LABELS", "Tried", "Written", "day_of_sheet", "is_left_over", "read_row"]

#: What says of which row it is, and is nothing that was written about practice.
LABELS = ("on", "stamp", "target", "focus", "counter", "child")
#: What counts, so that an area that is merged over several of it cannot be read.
_COUNTING = ("mark", "result", "percent", "tries", "successes")


@define(kw_only=True)
class Tried:
    """
    What was tried of one focus: its counts, the cells that say so, and what is wrong with them.
    """

    counts: Counts = field(factory=dict)
    cells: list[Cell] = field(factory=list)
    wrong: list[Finding] = field(factory=list)


@define(kw_only=True)
class Written:
    """
    What one row says. *wrong* is what keeps all of it from being read; what keeps one focus, stands with that.
    """

    day: date | None = None
    focus: str = ""
    left_out: bool = False
    fields: dict[str, Any] = field(factory=dict)
    texts: dict[str, list[str]] = field(factory=dict)
    tried: dict[str, Tried] = field(factory=dict)
    wrong: list[Finding] = field(factory=list)


def is_left_over(cell: Cell) -> bool:
    """
    Whether a cell is what formulas show in an empty row of a template: a division by nothing, no text, or 0.
    """
    divided = cell.error and cell.text.strip().upper() == "#DIV/0!"
    return not cell.unsaved and (divided or (cell.formula and cell.text.strip() in ("", "0", "0%")))


def read_row(grid: Grid, heading: Heading, labels: Mapping[str, Cell], cells: Mapping[int, Cell], layout: Layout,
             sheet_day: date | CoachplanError | None) -> Written:  # fmt: skip
    """
    Read one row. *labels* are its day, target and so on, whether they stand in it, are merged over it or stand above.
    """
    made = Written()
    placed = [(heading.columns[at], cell) for at, cell in cells.items() if at in heading.columns]
    _day(made, labels, layout, sheet_day)
    _focus(made, labels, layout)
    support: Support | None = None
    share: tuple[Cell, Share] | None = None
    shares: list[tuple[str, Cell, Result]] = []
    for column, itself in placed:
        part = column.part
        cell = itself if part in (*_COUNTING, *TEXT_FIELDS) else grid.label(itself)
        if part in ("", "total", "unnamed", "above"):
            continue
        if cell.comment and not itself.first:
            made.texts.setdefault(layout.notes, []).append(cell.comment)
        if part in LABELS or not (cell.text.strip() or cell.unsaved):
            continue
        focus = column.focus or made.focus
        try:
            _sound(cell, part)
            if part in ("mark", "result"):
                result = _result(cell, part, layout)
                if result.counts is None:
                    shares.append((focus, cell, result))
                else:
                    _add(made, focus, cell, _helped(result.counts, result.support))
            elif part == "percent":
                share = (cell, _share(cell))
            elif part == "cue":
                support = cue_in(cell.text, layout.cues)
            elif part in TEXT_FIELDS:
                made.texts.setdefault(part, []).insert(0, cell.text)
            elif part in COLUMNS:
                _field(made, part, cell)
        except CoachplanError as error:
            wrong = [evolve(each, item=cell.place) for each in error.findings]
            if part in ("mark", "result"):
                tried = made.tried.setdefault(focus, Tried())
                tried.wrong += wrong
                tried.cells.append(cell)
            else:
                made.wrong += wrong
    for focus, cell, result in shares:
        _counted_share(made, focus, cell, result, layout)
    _together(made, share, support, layout)
    return made


def day_of_sheet(grid: Grid, layout: Layout, at: tuple[int, int]) -> date | CoachplanError:
    """
    Return the day that stands in the cell that was declared for it, or what is wrong with it.
    """
    cell = grid.cells.get(at) or Cell(line=at[0], column=at[1])
    try:
        _sound(cell, "on")
        return day_in_cell(cell, layout.dates, layout.year)
    except CoachplanError as error:
        return CoachplanError([evolve(each, item=cell.place) for each in error.findings])


def _sound(cell: Cell, part: str) -> None:
    what = hint = ""
    if cell.unsaved:
        what, hint = (
            "found a formula whose value was not saved.",
            "Open it in a spreadsheet, save it, and read it again.",
        )
    elif cell.error:
        what = f"found {cell.text.strip().upper()}, an error of the spreadsheet."
        hint = "Mend it there, or empty the cell."
    elif cell.merged and part in _COUNTING:
        what = f"it is merged over {cell.merged}: how often it counts is not said."
        hint = "Write it in each cell that it is meant for."
    elif isinstance(cell.value, float) and not math.isfinite(cell.value):
        what, hint = "found a number without an end.", "Write the number."
    if what:
        raise CoachplanError(Finding(what=what, hint=hint, code="invalid-value"))


def _day(made: Written, labels: Mapping[str, Cell], layout: Layout, sheet_day: date | CoachplanError | None) -> None:
    cell = labels.get("on")
    stamp = labels.get("stamp")
    try:
        if (cell is not None and cell.text.strip()) or (cell is not None and cell.unsaved):
            _sound(cell, "on")
            made.day = day_in_cell(cell, layout.dates, layout.year)
        elif stamp is not None and (stamp.text.strip() or stamp.unsaved) and layout.zone:
            cell = stamp
            _sound(stamp, "stamp")
            zone = zone_named(layout.zone)
            made.day = stamped_day(stamp, layout.dates, zone, zone_named(layout.home) if layout.home else zone)
        elif isinstance(sheet_day, CoachplanError):
            made.wrong += sheet_day.findings
        elif sheet_day is not None:
            made.day = sheet_day
        else:
            place = cell.place if cell is not None else ""
            hint = "Write it in each row, or declare fill_down = true where it is the one above."
            made.wrong.append(Finding(item=place, what="no day stands here.", hint=hint, code="missing-field"))
    except CoachplanError as error:
        place = cell.place if cell is not None else ""
        made.wrong += [evolve(each, item=place) for each in error.findings]


def _focus(made: Written, labels: Mapping[str, Cell], layout: Layout) -> None:
    for part in ("focus", "target"):
        cell = labels.get(part)
        if cell is None or not (cell.text.strip() or cell.unsaved):
            continue
        try:
            _sound(cell, part)
        except CoachplanError as error:
            made.wrong += [evolve(each, item=cell.place) for each in error.findings]
            return
        if part == "focus":
            made.focus = cell.text.strip()
            return
        known = layout.focus_by_target
        asked = folded(cell.text)
        if asked not in known:
            what = undeclared("target", found_code(cell.text.strip()))
            hint = f'{suggest(asked, known)} Say which focus it is in focuses, or "" to leave it out.'
            made.wrong.append(Finding(item=cell.place, what=what, hint=hint, code="unknown-word"))
        made.focus = known.get(asked, "")
        made.left_out = asked in known and not known[asked]
        return
    # Words without a target are of the one that there is.
    there = {focus for focus in layout.focuses.values() if focus}
    made.focus = layout.focus or (there.pop() if len(there) == 1 and not {"focus", "target"} & set(labels) else "")


def _result(cell: Cell, part: str, layout: Layout) -> Result:
    value = cell.value
    if isinstance(value, date | datetime | time | timedelta):
        what = "found a day or a time: a spreadsheet makes one of what is typed as 3/10."
        raise CoachplanError(Finding(what=what, hint="Type it as text, with ' before it.", code="invalid-value"))
    if part == "mark":
        known = one_try(cell.text, layout.tries_by_code)
        if known is None:
            raise unknown_code(cell.text, layout.codes)
        return Result(counts=known.counts)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if cell.percent:
            return Result(share=_share(cell))
        if one_try(cell.text, layout.tries_by_code) is None:
            what = "found a number alone: of how many tries it is, is not said."
            raise CoachplanError(Finding(what=what, hint="Write 3/10.", code="missing-field"))
    return result_in(cell.text, layout.tries_by_code, layout.cues)


def _share(cell: Cell) -> Share:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Without the format of a percentage 0.8 may be eight in ten or less than one in a hundred; 80 can be one only.
        if not cell.percent and 0 < value <= 1:
            what = f"found {cell.text}, which may be a share or a percentage."
            raise CoachplanError(Finding(what=what, hint="Give the cell the format 80 %.", code="invalid-value"))
        share = Share(float(value) if cell.percent else value / 100, 0.005)
        if not 0 <= share.share <= 1:
            what = f"found {share.share * 100:.6g} %."
            raise CoachplanError(Finding(what=what, hint="Expected 0 to 100 %.", code="out-of-range"))
        return share
    written = cell.text.strip()
    result = result_in(written if "%" in written else f"{written} %", {}, {})
    if result.share is None:
        what = f"found {found(written)}."
        raise CoachplanError(Finding(what=what, hint="Expected a percentage, as 80 %.", code="not-a-number"))
    return result.share


def _field(made: Written, part: str, cell: Cell) -> None:
    value = cell.value
    if part in NUMBERS and (cell.percent or isinstance(value, date | datetime | time)):
        what = "found a percentage." if cell.percent else "found a day or a time of day."
        raise CoachplanError(Finding(what=what, hint="Expected a plain number.", code="not-a-number"))
    if part == "minutes" and isinstance(value, timedelta):
        made.fields[part] = value.total_seconds() / 60
    elif part in FROM_CELL:
        if not is_missing(cell.text):
            made.fields[part] = FROM_CELL[part](cell.text, ",")
    else:
        made.fields[part] = cell.text


def _helped(counts: Counts, support: Support | None) -> Counts:
    # The help that a level of cue names is that of the tries which name none.
    made: Counts = {}
    for own, pair in counts.items():
        made = added(made, {own or support: pair})
    return made


def _add(made: Written, focus: str, cell: Cell, counts: Counts) -> None:
    tried = made.tried.setdefault(focus, Tried())
    tried.counts = added(tried.counts, counts)
    tried.cells.append(cell)


def _counted_share(made: Written, focus: str, cell: Cell, result: Result, layout: Layout) -> None:
    tries = made.fields.get("tries", layout.tries)
    try:
        assert result.share is not None
        of = tries if isinstance(tries, int) else None
        worked = successes_of(result.share, of)
        _add(made, focus, cell, {result.support: (of or 0, worked)})
    except CoachplanError as error:
        tried = made.tried.setdefault(focus, Tried())
        tried.wrong += [evolve(each, item=cell.place) for each in error.findings]
        tried.cells.append(cell)


def _together(made: Written, share: tuple[Cell, Share] | None, support: Support | None, layout: Layout) -> None:
    """
    Bring what the columns of numbers say together with what the marks say; where they differ, one of them is wrong.
    """
    tries, successes = made.fields.get("tries"), made.fields.get("successes")
    if made.tried:
        for tried in made.tried.values():
            tried.counts = _helped(tried.counts, support)
        if len(made.tried) == 1:
            (tried,) = made.tried.values()
            n, worked = (sum(pair[i] for pair in tried.counts.values()) for i in (0, 1))
            for said, counted, what in ((tries, n, "tries"), (successes, worked, "successes")):
                if isinstance(said, int) and said != counted and not tried.wrong:
                    told = f"the marks are {counted} {what}, and the column of {what} says {said}."
                    place = tried.cells[0].place
                    tried.wrong.append(Finding(item=place, what=told, hint="Mend one of them.", code="invalid-value"))
            if share is not None and not tried.wrong and n:
                _same_share(made, share, n, worked)
        made.fields.pop("tries", None)
        made.fields.pop("successes", None)
        return
    if support is not None:
        made.fields["support"] = support
    if share is None:
        return
    if isinstance(tries, int) and isinstance(successes, int):
        if tries:
            _same_share(made, share, tries, successes)
        return
    try:
        of = tries if isinstance(tries, int) else layout.tries
        made.fields["successes"] = successes_of(share[1], of)
        made.fields["tries"] = of
    except CoachplanError as error:
        made.wrong += [evolve(each, item=share[0].place) for each in error.findings]


def _same_share(made: Written, share: tuple[Cell, Share], tries: int, successes: int) -> None:
    cell, said = share
    if abs(successes / tries - said.share) > said.within + 1e-9:
        what = f"found {said.share * 100:.6g} %, and the counts are {successes} of {tries}."
        made.wrong.append(Finding(item=cell.place, what=what, hint="Mend one of them.", code="invalid-value"))
