"""
The headings of a table: where they stand, and what each column is by what is declared and by what people call it.

A heading that is not known is an error of the whole sheet: what stands under it would be lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from coachplan.base.disclosure import found_code
from coachplan.base.errors import CoachplanError, Finding, did_you_mean
from coachplan.documents.log_rows import COLUMNS, column_of
from coachplan.spreadsheets.grids import Cell, Grid, folded
from coachplan.spreadsheets.layouts import Layout

__all__ = ["Column", "Heading", "headed", "heading_at", "is_total", "numbering", "of_one_target"]

#: How far down headings are looked for.
_DEEPEST = 25

#: What people call the columns.
_CALLED: dict[str, str] = {
    called: part
    for part, names in {
        "on": "date|day|session date|date of session|fecha|día|dia",
        "target": "target|goal|skill|program|programme|objective|objetivo|meta",
        "tries": "trials|total trials|# trials|# of trials|no. of trials|opportunities|attempts|out of|ensayos|intentos"
        "|oportunidades",
        "successes": "correct|# correct|number correct|no. correct|correct trials|aciertos|correctos",
        "percent": "%|percent|percentage|% correct|percent correct|porcentaje|% de aciertos",
        "cue": "cue|cues|cue level|cueing|prompt|prompts|prompt level|level of support|level of assistance|ayuda|apoyo"
        "|nivel de ayuda",
        "notes": "notes|note|comments|comment|notas|comentarios|observaciones",
        "result": "result|results|data|score|resultado|resultados",
        "counter": "#|no.|no|nr.|trial|trial #|trial no.|trial number|session|session #|ensayo|sesión|sesion",
        "child": "child|client|student|niño|niña|estudiante",
        "who": "who|therapist|staff|initials|recorded by|terapeuta",
        "place": "place|setting|location|lugar",
        "minutes": "minutes|min|mins|duration|minutos|duración",
        "stamp": "timestamp|marca temporal|submitted at",
    }.items()
    for called in names.split("|")
}  # fmt: skip
_WHICH = "nothing says which focus each target is."
#: In these, a `trial` or `session` over a cell of marks is no count of tries.
_ACROSS = ("trials", "cells", "task-analysis")
_STEP = frozenset(("step", "steps", "task", "paso", "pasos", "date", "day", "fecha", "día", "dia"))
_TRIAL = re.compile(r"(?:t|trial|opp|opportunity|ensayo|e|intento)?[ .#]*[0-9]{1,3}\Z")
_NUMBERING = re.compile(r"(?:#|no\.?|nr\.?|(?:t|trial|step|session|s|ensayo|paso|sesión)?[ .#]*[0-9]{1,5}[.):]?)\Z")
_OF_WHAT = r"(?: (?:correct|independent|trials|tries|steps|of steps|aciertos|de aciertos|ensayos|pasos|\+|%))+"
_TOTAL = re.compile(
    rf"(?:grand |sub-?)?total(?:es|s)?(?:{_OF_WHAT})?|sums?|suma|means?|media|averages?|avg\.?|promedio|overall"
    rf"|(?:%|percent(?:age)?|porcentaje)(?:{_OF_WHAT})?|(?:number|#)(?:{_OF_WHAT})"
)


@frozen(kw_only=True)
class Column:
    """
    One column: its heading, and what it is: a field of an entry, or one of the parts that a layout knows.

    *focus* is the focus of a target that stands across. `total` is worked out of others, `unnamed` has no heading, and
    `above` holds what stands over the table, where it lies on its side.
    """

    part: str
    heading: Cell
    focus: str = ""


@frozen(kw_only=True)
class Heading:
    """
    A row of headings: its number, and the columns by their place.
    """

    row: int
    columns: Mapping[int, Column]

    @property
    def parts(self) -> set[str]:
        """
        What the columns are.
        """
        return {column.part for column in self.columns.values()}


def is_total(text: str) -> bool:
    """
    Say whether a heading or a label speaks of a total, a mean or a share of the others.
    """
    return _TOTAL.fullmatch(folded(text).rstrip(":")) is not None


def numbering(text: str) -> bool:
    """
    Say whether a label only counts: `3`, `Trial 3`, `#`.
    """
    return _NUMBERING.match(folded(text)) is not None


def headed(grid: Grid, layout: Layout, where: str) -> Heading | None:
    """
    Find the headings of a sheet; None where it has none. Raises `CoachplanError` for what is wrong in them.
    """
    for looked_at, (row, cells) in enumerate(grid.rows()):
        if layout.header is not None:
            if row != layout.header and layout.shape != "task-analysis":
                continue
        elif looked_at >= _DEEPEST:
            break
        made = heading_at(grid, row, cells, layout)
        if made is not None:
            _check(made, layout, where)
            return made
    return None


def heading_at(grid: Grid, row: int, cells: Mapping[int, Cell], layout: Layout) -> Heading | None:
    """
    Return the headings that stand in a row; None where it is no such row.
    """
    columns = {at: _column(grid.label(cell), layout) for at, cell in cells.items()}
    if layout.shape == "task-analysis":
        # The table lies on its side: what stands before the row of days is its title.
        first = min((at for at, column in columns.items() if column.part == "on"), default=0)
        if layout.header is not None and first != layout.header:
            return None
        columns = {
            at: Column(part="above", heading=column.heading) if at < first else column for at, column in columns.items()
        }
    made = Heading(row=row, columns={at: column for at, column in columns.items() if column.heading.text.strip()})
    return made if _is_heading(made, layout) else None


def _is_heading(made: Heading, layout: Layout) -> bool:
    parts, across = made.parts, any(column.focus for column in made.columns.values())
    about = bool(layout.focus) or bool(parts & {"focus", "target"})
    dated = "on" in parts or bool(layout.day)
    match layout.shape:
        case "trials":
            return dated and (across or _one_named(made, layout))
        case "task-analysis":
            return "on" in parts and len(made.columns) > 1
        case "cells":
            return dated and (across or ("result" in parts and about) or _one_named(made, layout))
        case "prompt-codes":
            return dated and "mark" in parts
        case "google-forms":
            return bool(parts & {"on", "stamp"})
        case "sessions":
            return dated and len(made.columns) > 1


def _one_named(made: Heading, layout: Layout) -> bool:
    # A day beside headings that are all unknown: a table whose targets were not declared, to be told so.
    return "on" in made.parts and len(made.columns) > 1 and not layout.day


def _column(cell: Cell, layout: Layout) -> Column:
    name = folded(cell.text)
    declared, targets = layout.part_by_heading, layout.focus_by_target
    across = layout.shape in _ACROSS
    if not name:
        return Column(part="unnamed", heading=cell)
    if name in declared:
        return Column(part=declared[name], heading=cell)
    if across and name in targets:
        holds = "result" if layout.shape == "cells" else "mark"
        return Column(part=holds if targets[name] else "", heading=cell, focus=targets[name])
    if layout.shape == "task-analysis":
        if name in _STEP:
            return Column(part="on", heading=cell)
        if _CALLED.get(name) in ("notes", "who", "place"):
            return Column(part=_CALLED[name].replace("notes", layout.notes), heading=cell)
        if is_total(cell.text):
            return Column(part="total", heading=cell)
        return Column(part="mark" if layout.focus else "unknown", heading=cell, focus=layout.focus)
    if layout.shape == "prompt-codes" and _TRIAL.match(name):
        return Column(part="mark", heading=cell)
    called = _CALLED.get(name, "")
    if called in ("tries", "percent", "successes") and layout.shape in ("trials", "prompt-codes"):
        return Column(part="counter" if name == "trials" else "total", heading=cell)
    if called:
        return Column(part=layout.notes if called == "notes" else called, heading=cell)
    if column_of(cell.text) in COLUMNS:
        return Column(part=column_of(cell.text), heading=cell)
    if is_total(cell.text):
        return Column(part="total", heading=cell)
    return Column(part="unknown", heading=cell)


def _check(heading: Heading, layout: Layout, where: str) -> None:
    findings = [
        _unknown(column.heading, layout, where) for column in heading.columns.values() if column.part == "unknown"
    ]
    once: dict[str, Cell] = {}
    for column in heading.columns.values():
        part = column.part
        key = f"{part} {folded(column.heading.text)}" if part in ("mark", "result") else part
        if part in ("", "total", "unnamed", "above", "unknown", "counter"):
            continue
        if key in once and (part not in ("mark", "result") or layout.shape != "task-analysis"):
            what = f"it says the same as {once[key].place.rpartition(', ')[2]}."
            hint = "Keep one; where two tables stand beside each other, declare area = 'A1:F20' for each."
            findings.append(_finding(column.heading, what, hint, "duplicate", where))
        once.setdefault(key, column.heading)
    place = next(iter(heading.columns.values())).heading
    parts = heading.parts
    across = any(column.focus for column in heading.columns.values())
    if not (findings or across or layout.focus or parts & {"focus", "target"}):
        hint = "Declare focus, or focuses with a column of targets."
        findings.append(_finding(place, "nothing says which focus this is about.", hint, "missing-field", where))
    if not findings and "target" in parts and not (layout.focuses or layout.focus):
        hint = "Declare focuses, as in focuses = { socks = 'ot-pull-up-socks-mornings' }."
        findings.append(_finding(_target_in(heading), _WHICH, hint, "missing-field", where))
    if "stamp" in parts and "on" not in parts and not layout.zone:
        at = next(column.heading for column in heading.columns.values() if column.part == "stamp")
        hint = "Declare zone, as in zone = 'Europe/Madrid': near midnight it is another day elsewhere."
        findings.append(_finding(at, "the time zone of the stamps is not said.", hint, "missing-field", where))
    if findings:
        raise CoachplanError(findings)


def of_one_target(laid: Iterable[tuple[Grid, Heading]], layout: Layout, child: str, where: str) -> Layout:
    """
    Return the layout with the one target of its tables as the one focus that it declares; as it is where it says which
    focus a target is, or where there is no target. Raises `CoachplanError` where there are several.
    """
    tables = [(grid, heading) for grid, heading in laid if "target" in heading.parts]
    if layout.focuses or not layout.focus or not tables:
        return layout
    named: dict[str, Cell] = {}
    for grid, heading in tables:
        for cell in _targets(grid, heading, child):
            named.setdefault(folded(cell.text), cell)
    if len(named) > 1:
        hint = (
            f"There are {len(named)}: {', '.join(map(_named, named.values()))}. Say which is which in a layout file, "
            f"below [focuses], as in Socks = '{layout.focus}'; \"\" leaves one out."
        )
        raise CoachplanError(_finding(_target_in(tables[0][1]), _WHICH, hint, "missing-field", where))
    return evolve(layout, focuses=dict.fromkeys(named, layout.focus))


def _targets(grid: Grid, heading: Heading, child: str) -> Iterator[Cell]:
    # What stands below the heading, but for totals, for headings that come again, and for rows of another child.
    at, title = next((at, column.heading) for at, column in heading.columns.items() if column.part == "target")
    of = next((at for at, column in heading.columns.items() if column.part == "child"), None)
    for row, cells in grid.rows():
        if row <= heading.row or at not in cells:
            continue
        cell = grid.label(cells[at])
        name = folded(cell.text)
        if not name or name == folded(title.text) or _CALLED.get(name) == "target" or is_total(cell.text):
            continue
        if of is None or (of in cells and folded(grid.label(cells[of]).text) == folded(child)):
            yield cell


def _target_in(heading: Heading) -> Cell:
    return next(column.heading for column in heading.columns.values() if column.part == "target")


def _named(target: Cell) -> str:
    # What could be no code is told by its place: it may be a sentence.
    code = found_code(target.text.strip())
    return code if code[0] == "'" else f"{target.place} ({code})"


def _unknown(cell: Cell, layout: Layout, where: str) -> Finding:
    code = found_code(cell.text.strip())
    what = f"the heading {code} is not declared." if code[0] == "'" else f"this heading is not declared: {code}."
    if layout.shape in _ACROSS:
        hint = 'Say which focus it is in focuses, what it is in columns, or "" to leave it out.'
    else:
        near = did_you_mean(column_of(cell.text), (*COLUMNS, "target", "result", "percent", "cue", "child"))
        hint = f'{near} Say what it is in columns, or "" to leave it out.'.strip()
    return _finding(cell, what, hint, "unknown-field", where)


def _finding(cell: Cell, what: str, hint: str, code: str, where: str) -> Finding:
    return Finding(where=where, item=cell.place, what=what, hint=hint, code=code)
