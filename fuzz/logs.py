"""
Logs as tables and as lines, by `read_log`: every row is an entry or is handed back, and entries come back equal.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from random import Random

from documents import changed as document_changed
from held import ROOT, SECRET, holds, lines_changed, put_in, said_nothing_of_it, text_of, value_or_refusal

from coachplan.documents.log_rows import COLUMNS
from coachplan.documents.logs import Log, dump_log, read_log, words_of_bad_rows
from coachplan.documents.table_text import table_rows
from coachplan.model.entries import CORE_TAGS

WORDS = (
    *COLUMNS, *sorted(CORE_TAGS), "child", "sep=;", "# coachplan-log/1", ",", ";", "\t", '"', '""', "\r\n", "\r",
    "\ufeff", "2026-03-02", "2026-03-02T08:30", "5,5",
    "5.0", "1:05:00", "10 min", "Evening", "none", "n/a", "-", "1e999", "9" * 400, "{", "[", "]", "}", '"on":',
    "\\ud83d", "\u2028", "\x85", "\x00", "=1+1", SECRET,
)  # fmt: skip

_TABLE = f"""on,focus,tries,successes,part_of_day,tags,minutes,hard
2026-03-02,f1,5,4,Evening,tired;ill,1:05:00,"{SECRET}, then
slept"
soon,f1,x,,,,,{SECRET}
"""
_LISTED = f"""[{{"id":"e1","on":"2026-03-02","focus":"f1","hard":"{SECRET}"}},
 {{"id":"e2","on":"2026-03-03","focus":"f1","tries":5.0,"tags":["tired"]}}, {{"on":3}}]"""

#: What is longer takes longer, and reaches no more.
LONGEST = 2048


def samples() -> list[bytes]:
    """
    Return logs as they are written, and as people have them.
    """
    kept = [path.read_bytes() for path in sorted((ROOT / "tests" / "documents").glob("[0-9]/log.*"))]
    german = _TABLE.replace(",", ";").replace("\n", "\r\n")
    return [
        *kept, _TABLE.encode(), f"\ufeffsep=;\r\n{german}".encode(), f"Sam's log,,\n\n{_TABLE}".encode(),
        _LISTED.encode(),
        _LISTED.replace("},", "}\n").strip("[]").encode(), _TABLE.replace("on,", ",on,").replace("\n", "\n1,").encode(),
    ]  # fmt: skip


def check(data: bytes) -> None:
    """
    A log is read or refused as a whole; read, it holds each row as an entry or as a row that is handed back.
    """
    log = value_or_refusal(lambda: read_log(data, name="given"))
    text = text_of(data)
    _rows_are_all_of_it(text)
    if log is not None:
        _is_whole(log)
        if not text.removeprefix("\ufeff").lstrip().startswith(("{", "[")):
            ends = text.count("\n") + text.count("\r") + 1
            holds(len(log.entries) + len(log.bad_rows) <= ends, "a row is read twice")
    # Each of the two takes as long as all the rest, so an input is tried as one of them.
    (_as_a_table_of, _as_lines_of)[len(data) % 2](text)


def _is_whole(log: Log) -> None:
    for row in log.bad_rows:
        said_nothing_of_it(row.reason)
    ids = [entry.id for entry in log.entries if entry.id.startswith("row-")]
    holds(len(ids) == len(set(ids)), "two rows are called alike")
    written = dump_log(log.entries, "jsonl")
    holds(read_log(written).entries == log.entries, "as lines it does not come back equal")
    table = value_or_refusal(lambda: dump_log(log.entries, "csv"))
    if table is not None:
        holds(read_log(table).entries == log.entries, "as a table it does not come back equal")
    heard = words_of_bad_rows(log, on=date(2026, 3, 2))
    holds(len(heard) == len(log.bad_rows), "the words of a row are gone")
    holds([row.words for row in log.bad_rows] == [entry.hard for entry in heard], "the words of a row are others")


def _rows_are_all_of_it(text: str) -> None:
    """
    The rows of a table, one after another, are its text.
    """
    for mark in ",;\t":
        bare = "".join(raw for _, _, raw in table_rows(text, 0, 1, mark))
        holds(re.sub(r"[\r\n]", "", bare) == re.sub(r"[\r\n]", "", text), "a table loses some of its text")


def _as_a_table_of(text: str) -> None:
    """
    Whatever stands in its cells, each row of a table that is written as such is an entry or is handed back.
    """
    cells = [line.split(",")[:4] for line in text.replace("\x00", "").split("\n")[:8]]
    rows = [["2026-03-02", "f1", *row] for row in cells if row]
    rows = [(row + [""] * 6)[:6] for row in rows]
    made = io.StringIO()
    csv.writer(made).writerows([["on", "focus", "hard", "worked", "tries", "tags"], *rows])
    log = read_log(made.getvalue())
    holds(len(log.entries) + len(log.bad_rows) == len(rows), "a row is gone")
    kept = "\n".join(f"{each.hard}\n{each.worked}" for each in log.entries) + "\n".join(
        row.words for row in log.bad_rows
    )
    for row in rows:
        for words in row[2:4]:
            holds(words in kept, "words of a row are gone")
    _is_whole(log)


def _as_lines_of(text: str) -> None:
    """
    Whatever its lines hold, each that is not blank is an entry or is handed back; and so is each of a list.
    """
    lines = [line for line in text.split("\n")[:8] if line.strip("\r\t ")]
    log = read_log("\n".join(['{"format": "coachplan-log/1"}', *lines]))
    holds(len(log.entries) + len(log.bad_rows) == len(lines), "a line is gone")
    listed = [{"id": f"e{at}", "on": "2026-03-02", "focus": "f1", "hard": line} for at, line in enumerate(lines)]
    holds(lines == [entry.hard for entry in read_log(json.dumps(listed)).entries], "of a list a note is gone")


def changed(data: bytes, chance: Random) -> bytes | None:
    """
    Return a log with a row or a cell exchanged, added or dropped.
    """
    text = text_of(data)
    if text.lstrip("\ufeff \n").startswith("[") and chance.random() < 0.7:
        return document_changed(data, chance)
    if chance.random() < 0.5:
        return lines_changed(data, chance, WORDS)
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    mark = max(",;\t", key=lines[at].count)
    cells = lines[at].split(mark)
    place = chance.randrange(len(cells))
    cells[place] = put_in(cells[place], chance, WORDS, over=chance.random() < 0.7)
    lines[at] = mark.join(cells)
    return "\n".join(lines).encode("utf-8", "surrogatepass")
