"""
A log that went through a spreadsheet: a call for help in it is found as before, or the note is told as not read.
"""

from __future__ import annotations

from datetime import date

import pytest

from coachplan.documents.logs import read_log, write_log
from coachplan.model.entries import Entry
from coachplan.notes.repair import damaged, unwrapped

NOTES = ("He can\u2019t breathe when he runs", "She won\u2019t drink", "El ni\u00f1o dej\u00f3 de respirar")
LOG = tuple(Entry(f"e{n}", date(2026, 3, n), focus="f1", hard=note) for n, note in enumerate(NOTES, 1))


def test_a_spreadsheet_on_windows_knows_the_encoding(tmp_path):
    """A table begins with the mark by which a spreadsheet knows UTF-8, so nothing is damaged on the way."""
    file = tmp_path / "log.csv"
    write_log(LOG, file)
    shown = file.read_bytes()

    assert shown.startswith(b"\xef\xbb\xbf")
    file.write_bytes(shown.decode("utf-8-sig").replace("# coachplan-log/1", "# coachplan-log/1,,,").encode("utf-8-sig"))
    assert LOG == read_log(file).entries


def test_json_lines_have_no_mark(tmp_path):
    """Readers of JSON refuse the mark, so only the table has it."""
    write_log(LOG, tmp_path / "log.jsonl")

    assert (tmp_path / "log.jsonl").read_bytes().startswith(b"{")


@pytest.mark.parametrize("verb", ["can", "won", "doesn", "isn", "wouldn", "didn"])
@pytest.mark.parametrize(
    "mark", ["?", "\u00e2\u20ac\u2122", "\u00e2\x80\x99", "\ufffd", "\u00ed", "\u00d5", "\u00c6", "\u00b9"]
)
def test_a_damaged_apostrophe_is_mended_and_told(verb, mark):
    """However the apostrophe was lost, the word is read with it, and the place is told as damaged."""
    note = f"He {verb}{mark}t breathe"

    shown = unwrapped(note).replace("\u200b", "")
    assert f"He {verb}'t breathe" == shown.replace("\u2019", "'")
    assert list(damaged(note))


@pytest.mark.parametrize(("written", "meant"), [("ni?o", "nino"), ("ni?a", "nina"), ("can_t", "can't")])
def test_a_lost_letter_is_put_back(written, meant):
    """A letter that is a question mark now is read as the one it was."""
    assert f"el {meant} no" == unwrapped(f"el {written} no").replace("\u200b", "")
