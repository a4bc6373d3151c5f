"""
What is heard of words and of files that are refused, in whatever they are written.
"""

from __future__ import annotations

import pytest

from coachplan.cli.hearing import entries_of_text, heard, text_in
from coachplan.testing.builders import ENGINE, D

BLUE = "He choked on a grape and his lips went blue."
ROW = f"2026-03-02,mañana,“{BLUE}”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_text_is_told_in_whatever_it_is_written(encoding):
    """As well as it can be: the words of a sign are letters that each of them has."""
    assert BLUE in text_in(ROW.encode(encoding), "log.csv")


def test_of_a_workbook_that_is_none_nothing_is_told():
    """Nor is anything raised."""
    assert "" == text_in(b"PK\x03\x04 and no more", "log.xlsx")
    assert "" == text_in(b"", "log.csv")


@pytest.mark.parametrize(
    "text", [ROW, f"all well\n\n{BLUE}\nall well\n", "He choked on\na grape and his\nlips went blue\n"]
)
def test_a_sign_is_heard_in_a_line_and_over_lines(text):
    """Also where no family is known; a language that there is not is no reason to say nothing."""
    entries = list(entries_of_text(text, D))
    for language in ("", "es", "qq"):
        alerts = heard(ENGINE, None, entries, on=D, language=language)
        assert "now" == alerts[0].urgency
        assert alerts[0].words
    assert () == heard(ENGINE, None, list(entries_of_text("a calm day\n", D)), on=D)
