"""
Which day a cell says, and which it does not.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from coachplan import CoachplanError
from coachplan.spreadsheets.days import day_in_cell, stamped_day, zone_named
from coachplan.spreadsheets.grids import Cell


def cell(value):
    return Cell(line=2, column=1, value=value)


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("2026-03-04", None, date(2026, 3, 4)), ("2026/3/4", None, date(2026, 3, 4)),
        ("3/4/2026", "day-first", date(2026, 4, 3)), ("3/4/2026", "month-first", date(2026, 3, 4)),
        ("3.4.26", "day-first", date(2026, 4, 3)), ("4 March 2026", None, date(2026, 3, 4)),
        ("March 4, 2026", None, date(2026, 3, 4)), ("Mar. 4th, 2026", None, date(2026, 3, 4)),
        ("4 de marzo de 2026", None, date(2026, 3, 4)), ("2026-03-04 07:40", None, date(2026, 3, 4)),
        ("2026-03-04T07:40:12", None, date(2026, 3, 4)), ("3/4/2026 7:40:12", "day-first", date(2026, 4, 3)),
        ("3/4", "day-first", date(2026, 4, 3)), ("4-Mar", None, date(2026, 3, 4)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_order_that_was_declared(written, order, expected):
    """Year first needs none, and neither does the name of a month."""
    assert expected == day_in_cell(cell(written), order, 2026)


@pytest.mark.parametrize(
    ("written", "order", "told"),
    [
        ("3/4/2026", None, "which number is the month is not said"),
        ("3/25/2026", None, "which number is the month is not said"),
        ("3/25/2026", "day-first", "there is no such day. Is the order of its numbers as declared"),
        ("2026-02-30", None, "there is no such day"),
        ("3/4", "day-first", "a day without its year. Declare the year"),
        ("4 March", None, "a text of 7 characters, a day without its year"),
        ("2026-03-04T07:40Z", None, "Expected a day"),
        ("yesterday", None, "found a text of 9 characters"),
        ("", None, "found an empty text"),
    ],
)
def test_a_day_that_could_be_another_is_refused(written, order, told):
    """It is never guessed, not even where only one order can be."""
    with pytest.raises(CoachplanError, match=told):
        day_in_cell(cell(written), order, None)


MADRID, LIMA = zone_named("Europe/Madrid"), zone_named("America/Lima")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (datetime.fromisoformat("2026-03-03T02:00"), date(2026, 3, 2)),
        (datetime.fromisoformat("2026-03-03T12:00"), date(2026, 3, 3)),
        ("2026/03/03 2:00:00 AM", date(2026, 3, 2)), ("2026/03/03 12:10:00 AM", date(2026, 3, 2)),
        ("2026/03/03 12:10:00 p.m. GMT+1", date(2026, 3, 3)), ("2026-03-03T04:00:00Z", date(2026, 3, 2)),
        ("2026-03-03 04:00 GMT-5", date(2026, 3, 3)), ("2026-03-03 04:00+05:30", date(2026, 3, 2)),
        ("3/4/2026 12:00:00", date(2026, 4, 3)),
    ],
)  # fmt: skip
def test_a_stamp_is_a_day_at_home(written, expected):
    """In the zone that was declared, or in the one that it says itself."""
    assert expected == stamped_day(cell(written), "day-first", MADRID, LIMA)


@pytest.mark.parametrize(
    "written",
    ["2026-03-03", "2026-03-03 25:00", "2026-03-03 13:00 pm", 46084.5, True, "2026-03-03 04:00 GMT+99",
     "9999-12-31 23:00 GMT-9",
     "2026-02-30 10:00"],
)  # fmt: skip
def test_a_stamp_that_is_no_moment_is_refused(written):
    """Whatever is wrong with it."""
    with pytest.raises(CoachplanError, match=r"found|no such"):
        stamped_day(cell(written), "day-first", zone_named("UTC"), zone_named("Asia/Tokyo"))


def test_a_zone_that_there_is_not_is_refused():
    """And its name, which could be anything, is not told."""
    for name in ("Europe/Nowhere", "../etc", "x" * 300, ""):
        with pytest.raises(CoachplanError, match="no time zone"):
            zone_named(name)
