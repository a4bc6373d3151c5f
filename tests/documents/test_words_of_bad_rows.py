"""
Rows that could not be read, as entries of words alone: heard for signs as any entry, and counted by nothing.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.documents.logs import Log, read_log, words_of_bad_rows
from coachplan.model.entries import UNREAD_ROW
from coachplan.spreadsheets import layout_named, read_workbook
from coachplan.testing.builders import ENGINE, OPEN, D, entry

BLUE = "he choked on a grape and his lips went blue"
LOG = f"on,focus,tries,hard\n2026-03-03,f1,five,{BLUE}\nsometime,f1,,{BLUE}\n2026-03-04,f1,5,\n"
READ = date(2026, 3, 9)


def test_each_row_is_an_entry_of_its_words():
    """On its own day, or on that of reading; with no count, and under no focus of a plan."""
    log = read_log(LOG)
    first, second = words_of_bad_rows(log, on=READ)

    assert [date(2026, 3, 3), READ] == [first.on, second.on]
    assert all(BLUE in each.hard for each in (first, second))
    assert {UNREAD_ROW} == {first.focus, second.focus}
    assert [None] * 2 == [first.tries, second.tries]
    assert first.id != second.id
    assert (first, second) == words_of_bad_rows(log, on=READ)


def test_a_known_row_keeps_its_day():
    """The first at which it was read; what is no such id is passed over."""
    log = read_log(LOG)
    _, second = words_of_bad_rows(log, on=READ)
    _, later = words_of_bad_rows(log, on=date(2026, 4, 1))
    known = ["e1", later.id, second.id, second.id.replace("2026-03", "2026-33"), "", f"x-{UNREAD_ROW}-y"]

    assert second == words_of_bad_rows(log, on=date(2026, 5, 1), known=known)[1]


def test_a_json_row_has_its_day_too():
    """Where it is one."""
    rows = '{"on": "2026-03-03", "focus": "f1", "tries": "five"}\n{"on": 7, "focus": "f1"}\n[]\n{"on": "2026-'
    assert [date(2026, 3, 3), READ, READ, READ] == [each.on for each in words_of_bad_rows(read_log(rows), on=READ)]


@pytest.mark.parametrize(("cell", "day"), [("2026-03-03", date(2026, 3, 3)), ("sometime", READ)])
def test_a_row_of_a_spreadsheet_has_its_day_too(cell, day):
    """As it was read there."""
    table = f"Date,Trials,Correct\n2026-03-02,5,3\n{cell},many,3\n".encode()
    log = read_workbook(table, layout_named("sessions"), focus="f1")
    assert [day] == [each.on for each in words_of_bad_rows(log, on=READ)]


def test_a_sign_in_them_pauses_and_nothing_is_counted():
    """The review says so; days, shares and marks are as without the row."""
    log = read_log(f"on,focus,tries,hard\n{D},f1,4 of 5,{BLUE} 0 of 5\n")
    good = [entry(1, 5), entry(2, 4)]
    calm = evolve(log, bad_rows=[evolve(log.bad_rows[0], words="0 of 5, it did not work")])
    review = ENGINE.review(OPEN, [*good, *words_of_bad_rows(log, on=READ)], on=READ)
    same = ENGINE.review(OPEN, [*good, *words_of_bad_rows(calm, on=READ)], on=READ)
    without = ENGINE.review(OPEN, good, on=READ)

    assert ["now"] == [alert.urgency for alert in review.alerts]
    assert without.next_steps == same.next_steps
    assert without.readings == same.readings
    assert ["core/missing.unread-row"] == [each.message.key for each in same.missing if each.about == UNREAD_ROW]
    assert "row of the log could not be read" in same.missing[0].say("en")


def test_what_is_no_log_is_refused():
    """In words."""
    assert () == words_of_bad_rows(Log(), on=READ)
    for given in ({"on": "2026-03-03"}, {"on": READ, "known": "e1"}):
        with pytest.raises(CoachplanError):
            words_of_bad_rows(Log(), **given)
