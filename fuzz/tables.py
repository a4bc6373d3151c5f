"""
What therapists keep as tables of text, by `read_workbook` in each layout: every row is an entry or is handed back.
"""

from __future__ import annotations

import re
from random import Random

from held import SECRET, holds, lines_changed, put_in, said_nothing_of_it, text_of, value_or_refusal

from coachplan.documents.logs import dump_log, read_log
from coachplan.spreadsheets import LAYOUTS, layout_named, read_workbook
from coachplan.spreadsheets.text_tables import text_grid
from coachplan.spreadsheets.workbooks import is_workbook

WORDS = (
    "Date", "Target", "Trial 1", "T1", "1", "2", "Step", "Timestamp", "Notes", "Percent", "Total", "+", "-", "P", "NR",
    "4/5", "4 of 5", "80%", "80,5 %", "1e5", "3/4/2026", "13.4.2026",
    "2026-03-02", "4 Mar", "March", "9:30 pm", "2026/03/02 9:30:00 PM GMT+2", "#REF!", "sep=;", ";", "\t", '"', '""',
    "\r", "\ufeff", "\x00", "=A1", "9" * 400, "\u0663", SECRET,
)  # fmt: skip

_SAID = {"focuses": {"Socks": "f1", "Spoon": "f2"}, "dates": "day-first", "year": 2026, "codes": {"Q": "prompted"}}
_MADE = {name: layout_named(name, **_SAID, day="B1" if name == "cells" else "") for name in LAYOUTS}
_SAMPLES = (
    f"Date,Target,1,2,3,Notes\n2026-03-02,Socks,+,-,+,{SECRET}\n3/4/2026,Spoon,+,Q,,\n",
    f"Date,Target,Result,Notes\n2026-03-02,Socks,4/5,{SECRET}\n2026-03-03,Spoon,80%,\n",
    f"Step,2026-03-02,2026-03-03\nSocks,+,-\nSpoon,-,+\nNotes,{SECRET},\n",
    f"Name,2026-03-02\nDate,Socks,Spoon\n2026-03-02,+-+,4/5 {SECRET}\n",
    f"Timestamp,Socks,Spoon,Notes\n2026/03/02 9:30:00 AM GMT+2,4/5,3,{SECRET}\n",
)

#: A sign that is no word, such as a tick, is told where it is no code: it tells nothing of anybody.
_SIGN = re.compile(r"'[^\w\s]{1,2}'")

#: What is longer takes longer, and reaches no more.
LONGEST = 2048


def samples() -> list[bytes]:
    """
    Return a table of each layout, with other marks between the cells, too.
    """
    return [text.replace(",", mark).encode() for text in _SAMPLES for mark in ",;\t"]


def check(data: bytes) -> None:
    """
    A table is a grid whose cells stand in its text; in each layout it is a log or findings.
    """
    if is_workbook(data):
        return
    grid = value_or_refusal(lambda: text_grid(data, "given"))
    if grid is None:
        return
    text = text_of(data)
    for cell in grid.cells.values():
        holds(cell.value in text or cell.value in text.replace('""', '"'), "a cell holds what the table does not")
    for row, _ in grid.rows():
        holds(grid.raw(row).strip(), "a row of nothing")
    for layout in _MADE.values():
        log = value_or_refusal(lambda layout=layout: read_workbook(data, layout, name="given"))
        if log is None:
            continue
        for bad in log.bad_rows:
            said_nothing_of_it(_SIGN.sub("''", bad.reason))
        holds(read_log(dump_log(log.entries, "jsonl")).entries == log.entries, "its entries do not come back equal")


def changed(data: bytes, chance: Random) -> bytes:
    """
    Return a table with a row or a cell exchanged, added or dropped.
    """
    if chance.random() < 0.5:
        return lines_changed(data, chance, WORDS)
    lines = text_of(data).split("\n")
    at = chance.randrange(len(lines))
    mark = max(",;\t", key=lines[at].count)
    cells = lines[at].split(mark)
    place = chance.randrange(len(cells))
    cells[place] = put_in(cells[place], chance, WORDS, over=chance.random() < 0.7)
    lines[at] = mark.join(cells)
    return "\n".join(lines).encode("utf-8", "surrogatepass")
