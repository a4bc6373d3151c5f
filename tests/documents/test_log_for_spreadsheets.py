"""
The copy of a log for a spreadsheet: no cell of it runs, hides or is lost.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coachplan.documents.log_for_spreadsheets import for_a_spreadsheet
from coachplan.documents.logs import dump_log, read_log
from coachplan.testing.builders import entry

#: What a spreadsheet takes for a formula.
BEGINS = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")


def cells(made, delimiter=","):
    """The cells that a spreadsheet reads, row by row."""
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ('=HYPERLINK("http://x.example","look")', '\'=HYPERLINK("http://x.example","look")'),
        ("+1+1", "'+1+1"),
        ("-", "'-"),
        ("- no, not today", "'- no, not today"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("a\tb", "a b"),
        ("\x1b[31mred", "[31mred"),
        ("\u202edrow", "drow"),
        ("\u202e=1", "'=1"),
        ("fine; =cmd|' /C calc'!A0", "fine; '=cmd|' /C calc'!A0"),
        ("fine\n=1+1", "fine\n'=1+1"),
        ("he did it, and laughed", "he did it, and laughed"),
        ("-2", "-2"),
    ],
)
def test_a_note_is_shown_and_does_nothing(note, shown):
    """An apostrophe before what could run, no sign that hides; the log itself is as it was written."""
    log = dump_log([entry(1, worked=note)])
    header, row = cells(for_a_spreadsheet(log.encode("utf-8-sig")))

    assert shown == row[header.index("worked")]
    assert [note] == [each.worked for each in read_log(log).entries]


@given(st.text(" ;,\t\r\n\"'=+-@1a") | st.text(st.characters(exclude_categories=["Cs"])))
@example('";=1;"')
@example('"\n=1')
@example("a;\n -1")
@example("-1,1")
def test_no_spreadsheet_finds_a_formula(note):
    """Whether it parts cells by commas, by semicolons or by tabs."""
    made = for_a_spreadsheet(dump_log([entry(1, worked=note)]).encode())

    for delimiter in ",;\t":
        for row in cells(made, delimiter):
            for each in row:
                plain = re.fullmatch(r"-\d+([.,]\d+)?", each.strip())
                assert not each.lstrip().startswith(BEGINS) or plain, (delimiter, each)


def test_a_row_that_cannot_be_read_is_in_it():
    """With its words, however it slipped."""
    log = 'on;focus;worked\n2026-03-02;f1;"not closed\nsometime;f1;=1;too many\n2026-03-03;f1;fine\n'

    assert [
        ["on", "focus", "worked"],
        ['2026-03-02;f1;"not closed'],
        ["sometime", "f1", "'=1", "too many"],
        ["2026-03-03", "f1", "fine"],
    ] == cells(for_a_spreadsheet(log.encode()))


@pytest.mark.parametrize(
    ("log", "shown"),
    [
        (b"", []),
        (b"on,what\n1,caf\xe9\n", [["on", "what"], ["1", "café"]]),
        ("on,what\n1,é\n".encode("utf-16"), [["on", "what"], ["1", "é"]]),
        (b"sep=;\non;focus\n1;2\n", [["on", "focus"], ["1", "2"]]),
        (b"# coachplan-log/1\r\non,focus\r\n", [["on", "focus"]]),
        (b"\xff\xfe\x00", [["\ufffd"]]),
    ],
)
def test_whatever_the_log_is(log, shown):
    """No log is refused: a family gets what there is."""
    assert shown == cells(for_a_spreadsheet(log))


@given(st.binary())
def test_no_bytes_are_refused(log):
    """Nor any bytes."""
    assert for_a_spreadsheet(log).decode("utf-8-sig") is not None
