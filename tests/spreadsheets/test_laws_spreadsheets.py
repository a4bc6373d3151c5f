"""
Laws of reading a sheet, on sheets that are made up: counts come back, nothing undeclared is read, nothing is lost.
"""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from datetime import date

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import CoachplanError
from coachplan.spreadsheets import LAYOUTS, layout_named, read_workbook
from coachplan.spreadsheets.codes import one_try

FOCUSES = {"socks": "f1", "shoes": "f2", "coat": "f3"}
CODES = {"+": "success", "-": "miss", "NR": "no-response", "P": "prompted", "PP": "partial", "n/a": "not-offered"}
TRIALS = layout_named("trials", focuses=FOCUSES, codes=CODES)
CELLS = layout_named("cells", focuses=FOCUSES, codes=CODES)
STEPS = layout_named("task-analysis", focus="f1", codes=CODES)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MARKS = st.sampled_from([*CODES, None])


def text_of(value):
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def written(rows):
    """Rows as a table of text, which is made in no time; one law below asks for the same of a workbook."""
    lines = (",".join('"' + text_of(value).replace('"', '""') + '"' for value in row) for row in rows)
    return "\n".join(lines).encode(errors="replace")


def workbook(rows):
    made = openpyxl.Workbook()
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if value is not None:
                cell = made.active.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # as text, whatever it begins with
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def counted(log):
    made = Counter()
    for entry in log.entries:
        made[entry.on, entry.focus, entry.support, "tries"] += entry.tries or 0
        made[entry.on, entry.focus, entry.support, "successes"] += entry.successes or 0
    return +made


def meant(marks):
    made = Counter()
    for day, focus, mark in marks:
        if mark not in (None, "n/a"):
            support = "partial" if mark == "PP" else None
            made[day, focus, support, "tries"] += 1
            made[day, focus, support, "successes"] += mark in ("+", "PP")
    return +made


@given(st.lists(st.tuples(DAYS, MARKS, MARKS, MARKS), max_size=12))
def test_trials_come_back_as_they_were_counted(rows):
    """Whatever marks stand on whichever days, no try is lost and none is made."""
    log = read_workbook(written([["Date", *FOCUSES], *rows]), TRIALS)
    marks = [(day, focus, mark) for day, *marks in rows for focus, mark in zip(FOCUSES.values(), marks, strict=True)]

    assert (meant(marks), ()) == (counted(log), log.bad_rows)
    assert len({entry.id for entry in log.entries}) == len(log.entries)


@given(st.lists(st.tuples(DAYS, *[st.lists(st.sampled_from(["+", "-", "P", "NR"]), max_size=6)] * 3), max_size=8))
def test_several_marks_in_a_cell_come_back_as_they_were_counted(rows):
    """Each cell is an entry of its own."""
    table = [[day, *(" ".join(marks) or None for marks in cells)] for day, *cells in rows]
    log = read_workbook(written([["Date", *FOCUSES], *table]), CELLS)
    marks = [
        (day, focus, mark)
        for day, *cells in rows for focus, each in zip(FOCUSES.values(), cells, strict=True) for mark in each
    ]  # fmt: skip

    assert (meant(marks), ()) == (counted(log), log.bad_rows)


@given(st.data(), st.integers(1, 6), st.lists(DAYS, min_size=1, max_size=6, unique=True))
def test_steps_down_and_days_across_come_back_as_they_were_counted(data, steps, days):
    """A sheet that lies on its side is the same sheet."""
    marks = [[data.draw(MARKS) for _ in days] for _ in range(steps)]
    rows = [["Step", *days], *([f"{number}. Do it", *row] for number, row in enumerate(marks, 1))]
    log = read_workbook(written(rows), STEPS)

    assert meant((day, "f1", row[at]) for at, day in enumerate(days) for row in marks) == counted(log)
    assert all("No day has anything for this step." in row.reason for row in log.bad_rows)


@given(
    st.lists(st.tuples(DAYS, MARKS, MARKS, MARKS), min_size=1, max_size=8), st.data(),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=4),
)  # fmt: skip
def test_a_code_that_was_not_declared_is_never_read(rows, data, code):
    """Whatever it is, the count of that day and target is refused with its cell, and every other one is kept."""
    at, target = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 2))
    rows = [list(row) for row in rows]
    rows[at][target + 1] = code
    log = read_workbook(written([["Date", *FOCUSES], *rows]), TRIALS)
    marks = [(day, focus, mark) for day, *marks in rows for focus, mark in zip(FOCUSES.values(), marks, strict=True)]
    if one_try(code, TRIALS.tries_by_code) is not None:  # declared by chance, or another sign for a plus or a minus
        assert () == log.bad_rows
        return
    day, focus = rows[at][0], list(FOCUSES.values())[target]
    assert meant(mark for mark in marks if mark[:2] != (day, focus)) == counted(log)
    assert f"{'BCD'[target]}{at + 2}: " in log.bad_rows[0].reason
    assert code in log.bad_rows[0].words


def test_other_signs_for_plus_and_minus_are_all_that_is_read_beside_what_is_declared():
    """The law above lets only these through."""
    signs = [chr(number) for number in range(0x21, 0x20000)]
    read = [sign for sign in signs if sign.isprintable() and one_try(sign, TRIALS.tries_by_code)]

    assert {"+", "-", "P", "p"} <= set(read)
    assert [] == [sign for sign in read if unfolded(sign) not in ("+", "-", "P")]


def unfolded(sign):
    name = unicodedata.name(sign, "")
    for part, meant_sign in (("PLUS", "+"), ("MINUS", "-"), ("DASH", "-"), ("HYPHEN", "-"), ("LETTER P", "P"),
                             ("CAPITAL P", "P"), ("SMALL P", "P"), ("LETTER SMALL P", "P")):  # fmt: skip
        if part in name:
            return meant_sign
    return name


HEADINGS = ["Date", "Target", "Trials", "Correct", "%", "Prompt", "Notes", "Trial", "socks", "shoes", "T1",
            "T2", "Step",
            "Result", "Timestamp", "Total", "id", "Who", "Minutes", "Tags", "", "on", "focus"]  # fmt: skip
ANYTHING = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from([*CODES, "3/10", "30 %", "++-", "2026-03-02", "3/4/2026", "Total",
    "#DIV/0!", "socks", "blue lips", "=1+1", "5", "VC", "ill"]), st.integers(-5, 60_000), st.floats(0, 2), DAYS,
    st.booleans(),
)  # fmt: skip


@given(
    st.sampled_from(LAYOUTS), st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6, unique=True),
    st.lists(st.lists(ANYTHING, max_size=7), max_size=7), st.booleans(),
)  # fmt: skip
def test_nothing_is_lost_and_nothing_fails_otherwise_than_in_words(shape, headings, rows, several):
    """Each word of a sheet is in an entry, in a row that is handed back, or the file is refused as a whole."""
    layout = layout_named(
        shape, focuses=FOCUSES, focus="f1" if several else "", codes=CODES, cues={"VC": "verbal"}, zone="Europe/Madrid"
    )
    content = written([headings, *rows])
    try:
        log = read_workbook(content, layout)
    except CoachplanError:
        return
    entries = "\n".join(
        repr([getattr(e, n) for n in ("hard", "worked", "who", "id", "focus", "tags", "place")]) for e in log.entries
    )
    kept = entries + "\n".join(row.raw for row in log.bad_rows)
    for row in rows:
        for value in row:
            if isinstance(value, str) and value == "blue lips":
                assert value in kept
    assert log == read_workbook(content, layout)


@given(st.lists(st.tuples(DAYS, MARKS, MARKS, MARKS), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_entry(rows, chance):
    """Importing again after the sheet was sorted brings the same entries."""
    moved = list(rows)
    chance.shuffle(moved)
    first, second = (read_workbook(written([["Date", *FOCUSES], *each]), TRIALS, name="a") for each in (rows, moved))

    assert {entry.id for entry in first.entries} == {entry.id for entry in second.entries}


@settings(max_examples=12)
@given(st.lists(st.tuples(DAYS, MARKS, MARKS, MARKS, st.sampled_from([None, "blue lips"])), max_size=8))
def test_a_workbook_and_a_table_of_text_are_read_alike(rows):
    """The same rows make the same entries, with the same ids, and the same rows that are refused."""
    sheet = [["Date", *FOCUSES, "Notes"], *rows]
    book, text = read_workbook(workbook(sheet), TRIALS), read_workbook(written(sheet), TRIALS)

    assert book.entries == text.entries
    assert [(row.line, row.words) for row in book.bad_rows] == [(row.line, row.words) for row in text.bad_rows]


NOTED = st.tuples(
    st.one_of(DAYS, st.sampled_from(["3/4/2026", "soon", None, "Total"])),
    st.one_of(MARKS, st.sampled_from(["?", "he cried"])), MARKS, MARKS, st.sampled_from(["", "80 %", "#DIV/0!"]),
)  # fmt: skip


@given(st.lists(NOTED, max_size=8), st.sampled_from(["trials", "cells"]))
def test_every_word_is_in_an_entry_or_handed_back(rows, shape):
    """Each row has a note of its own, whether it can be read or not: none is dropped, none doubled."""
    layout = layout_named(shape, focuses=FOCUSES, codes=CODES)
    noted = [[*row, f"note{number}x"] for number, row in enumerate(rows)]
    log = read_workbook(written([["Date", *FOCUSES, "Total", "Notes"], *noted]), layout)
    in_entries = "\n".join(entry.hard for entry in log.entries)
    handed_back = "\n".join(row.words for row in log.bad_rows)
    for *cells, note in noted:
        assert in_entries.count(note) <= 1
        assert (note in in_entries) != (note in handed_back)
        assert all(cell in handed_back for cell in cells if cell in ("?", "he cried", "soon"))


SESSION = st.integers(0, 100).flatmap(
    lambda tries: st.tuples(DAYS, st.sampled_from([*FOCUSES]), st.just(tries), st.integers(0, tries))
)


@given(st.lists(SESSION, max_size=12), st.booleans())
def test_sessions_come_back_as_they_were_written(rows, as_percent):
    """Tries and successes, or tries and a percentage as it is rounded: the same counts."""
    layout = layout_named("sessions", focuses=FOCUSES)
    rows = [row for row in rows if row[2] or not as_percent]
    table = [(day, target, n, "" if as_percent else k, f"{100 * k / n:.0f} %" if as_percent else "")
             for day, target, n, k in rows]  # fmt: skip
    log = read_workbook(written([["Date", "Target", "Trials", "Correct", "%"], *table]), layout)

    assert [(day, FOCUSES[target], n, k) for day, target, n, k in rows] == [
        (entry.on, entry.focus, entry.tries, entry.successes) for entry in log.entries
    ]
    assert () == log.bad_rows


@given(st.lists(st.tuples(DAYS, st.lists(MARKS, min_size=4, max_size=4)), max_size=8))
def test_prompt_codes_come_back_as_they_were_counted(rows):
    """One code a trial across: a count for each kind of help."""
    layout = layout_named("prompt-codes", focus="f1", codes=CODES)
    log = read_workbook(written([["Date", "T1", "T2", "T3", "T4"], *([day, *marks] for day, marks in rows)]), layout)

    assert meant((day, "f1", mark) for day, marks in rows for mark in marks) == counted(log)
    assert () == log.bad_rows
