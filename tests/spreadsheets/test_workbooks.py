"""
What is peculiar to a workbook: errors, formats, what is hidden, merged or never worked out; and files that are none.
"""

from __future__ import annotations

import io
import re
import sys
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.comments import Comment

from coachplan import CoachplanError, MissingExtraError, UnreadableError
from coachplan.spreadsheets import layout_named, read_workbook, workbooks

HEAD = ["Date", "Trials", "Correct", "%", "Notes"]
SESSIONS = layout_named("sessions", focus="f1")
DAY = date(2026, 3, 2)


def read_with(book, rows, change=None, layout=SESSIONS):
    """A log out of one sheet, after something was done to it."""
    return read_workbook(book(("Week 2", rows), change=change and (lambda made: change(made["Week 2"]))), layout)


def counts(log):
    return [(entry.on.day, entry.tries, entry.successes) for entry in log.entries]


def one_reason(log):
    (row,) = log.bad_rows
    return row.reason


# -- cells


def test_an_error_cell_is_refused_and_the_rows_around_it_are_kept(book):
    """`#DIV/0!` is no empty cell: the row comes back with its cell, and with its words."""
    rows = [HEAD, [DAY, 5, 3, None, None], [DAY, 5, 2, "#DIV/0!", "she choked on it"], [DAY, 4, 4, None, None]]
    log = read_with(book, rows)
    assert [(2, 5, 3), (2, 4, 4)] == counts(log)
    assert one_reason(log) == (
        "Sheet 'Week 2', D3: found #DIV/0!, an error of the spreadsheet. Mend it there, or empty the cell."
    )
    assert "she choked on it" in log.bad_rows[0].words


def test_a_percentage_is_read_by_its_format(book):
    """0.8 in the format of a percentage is 80 %; without it, it may be a share or less than one in a hundred."""

    def as_percent(sheet):
        sheet["D2"].number_format = "0%"
        sheet["D3"].number_format = "0.00%"

    rows = [
        HEAD,
        [DAY, 10, None, 0.8],
        [DAY, 3, None, 2 / 3],
        [DAY, 5, None, 80],
        [DAY, 5, None, 0.8],
        [DAY, 5, None, 0],
    ]
    log = read_with(book, rows, as_percent)
    assert [(2, 10, 8), (2, 3, 2), (2, 5, 4), (2, 5, 0)] == counts(log)
    assert "D5: found 0.8, which may be a share or a percentage." in one_reason(log)


def test_a_percentage_that_is_no_whole_number_of_tries_is_refused(book):
    """Half a try was not seen by anybody."""
    log = read_with(book, [HEAD, [DAY, 7, None, "30 %"], [DAY, 3, None, "33 %"], [DAY, 5, None, "120 %"]])
    assert [(2, 3, 1)] == counts(log)
    assert ["30 % of 7 tries is no whole number.", "found 120 %."] == [
        row.reason.partition(": ")[2][: row.reason.partition(": ")[2].index(".") + 1] for row in log.bad_rows
    ]


def test_a_formula_without_its_value_is_refused(book, rewritten):
    """Nobody worked it out, so nobody knows what it is; one with its value is as good as what was typed."""
    rows = [HEAD, [DAY, "=2+3", 3], [DAY, 5, 4]]
    log = read_with(book, rows)
    assert [(2, 5, 4)] == counts(log)
    assert "B2: found a formula whose value was not saved. Open it in a spreadsheet, save it" in one_reason(log)

    content = rewritten(
        book(("Week 2", rows)), "xl/worksheets/sheet1.xml",
        lambda text: re.sub(r"<f>2\+3</f><v ?/?>(?:</v>)?", "<f>2+3</f><v>5</v>", text),
    )  # fmt: skip
    assert [(2, 5, 3), (2, 5, 4)] == counts(read_workbook(content, SESSIONS))


def test_what_formulas_show_in_an_empty_template_is_no_row(book, rewritten):
    """A day and a number that were filled in before, an empty text and a division by nothing: nobody wrote anything."""

    def worked_out(text):
        for empty in ("<v></v>", "<v />", "<v/>"):
            text = text.replace(f'<c r="D3"><f>C3/B3</f>{empty}', '<c r="D3" t="e"><f>C3/B3</f><v>#DIV/0!</v>')
            text = text.replace(f'<c r="D4"><f>IF(B4="","",C4/B4)</f>{empty}', '<c r="D4" t="str"><f>I</f><v></v>')
            text = text.replace(f'<c r="D5"><f>C5/B5</f>{empty}', '<c r="D5" t="e"><f>C5/B5</f><v>#DIV/0!</v>')
        return text

    rows = [
        HEAD, [DAY, 5, 3], [DAY, None, None, "=C3/B3"], [DAY, None, None, '=IF(B4="","",C4/B4)'],
        [DAY, None, None, "=C5/B5", "no time"], [None, None, None, "=1+1"],
    ]  # fmt: skip
    log = read_workbook(rewritten(book(("Week 2", rows)), "xl/worksheets/sheet1.xml", worked_out), SESSIONS)
    assert [(2, 5, 3)] == counts(log)
    assert [5, 6] == [row.line for row in log.bad_rows]
    assert "no time" in log.bad_rows[0].words


def test_a_hidden_row_is_refused_or_read_as_declared(book):
    """What is hidden may be what was meant to be taken out."""

    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    rows = [HEAD, [DAY, 5, 3], [DAY, 5, 2], [DAY, 5, 4]]
    log = read_with(book, rows, hide)
    assert [(2, 5, 3), (2, 5, 4)] == counts(log)
    assert "Sheet 'Week 2', A3: this is hidden. Show it, or declare hidden = 'read'." == one_reason(log)
    read = read_with(book, rows, hide, layout_named("sessions", focus="f1", hidden="read"))
    assert [(2, 5, 3), (2, 5, 2), (2, 5, 4)] == counts(read)


def test_a_hidden_trial_keeps_its_count_from_being_read(book):
    """A count with a try missing would say something else than what was seen; the other days are kept."""

    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    rows = [["Date", "socks"], [DAY, "+"], [DAY, "-"], [date(2026, 3, 3), "+"]]
    log = read_with(book, rows, hide, layout_named("trials", focuses={"socks": "f1"}))
    assert [(3, 1, 1)] == counts(log)
    assert all("A3: this is hidden" in row.reason for row in log.bad_rows)


def test_a_hidden_column_is_an_error_of_the_sheet(book):
    """It is shown, left out by name, or declared to be read."""

    def hide(sheet):
        sheet.column_dimensions["C"].hidden = True

    rows = [HEAD, [DAY, 5, 3]]
    with pytest.raises(CoachplanError, match=r"Sheet 'Week 2', C1: this column is hidden\. Show it"):
        read_with(book, rows, hide)
    out = layout_named("sessions", focus="f1", columns={"Correct": ""})
    assert [(2, 5, None)] == counts(read_with(book, rows, hide, out))
    assert [(2, 5, 3)] == counts(read_with(book, rows, hide, layout_named("sessions", focus="f1", hidden="read")))


def test_a_merged_day_is_the_day_of_all_its_rows_and_a_merged_mark_is_refused(book):
    """A label may be written once for several rows; of a mark it cannot be told how often it counts."""

    def merge(sheet):
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A5")
        sheet.merge_cells("C4:C5")

    rows = [["Theo"], ["Date", "socks", "shoes"], [DAY, "+", "+"], [None, "-", "+"], [None, "+", None]]
    log = read_with(book, rows, merge, layout_named("trials", focuses={"socks": "f1", "shoes": "f2"}))
    assert [(2, 3, 2)] == counts(log)
    assert ["f1"] == [entry.focus for entry in log.entries]
    assert "read as a title" in log.bad_rows[0].reason
    assert "C4: it is merged over C4:C5: how often it counts is not said." in log.bad_rows[1].reason


def test_a_comment_on_a_cell_is_kept_as_words(book):
    """It stands with what was noted in the row; on a heading, it is handed back."""

    def comment(sheet):
        sheet["B2"].comment = Comment("gagged twice", "Dana")
        sheet["C1"].comment = Comment("by himself", "Dana")

    log = read_with(book, [HEAD, [DAY, 5, 3, None, "tired"]], comment)
    assert "tired\ngagged twice" == log.entries[0].hard
    assert "Sheet 'Week 2', C1: This is a comment on a heading, and no entry." == one_reason(log)
    assert "by himself" in log.bad_rows[0].words


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("3/4/2026", "found the text '3/4/2026': which number is the month is not said."),
        (46086, "found the number 46086, which may be a day that lost its format."),
        ("someday soon", "found a text of 12 characters."),
        (True, "found true."),
        (time(7, 40), "found a time."),
    ],
)
def test_a_day_is_never_guessed(book, written, told):
    """Each is refused with its cell; a day with its format, and a text year first, are read."""
    log = read_with(
        book, [HEAD, [written, 5, 3], [datetime.fromisoformat("2026-03-05T07:40"), 5, 4], ["2026-03-06", 5, 5]]
    )
    assert [(5, 5, 4), (6, 5, 5)] == counts(log)
    assert f"Sheet 'Week 2', A2: {told}" in one_reason(log)


def test_a_result_that_became_a_day_is_told(book):
    """A spreadsheet makes the third of October of 3/10."""
    layout = layout_named("cells", focuses={"socks": "f1"})
    log = read_with(book, [["Date", "socks"], [DAY, date(2026, 10, 3)], [DAY, "3/10"], [DAY, 3]], layout=layout)
    assert [(2, 10, 3)] == counts(log)
    assert "B2: found a day or a time: a spreadsheet makes one of what is typed as 3/10." in log.bad_rows[0].reason
    assert "B4: found a number alone: of how many tries it is, is not said." in log.bad_rows[1].reason


def test_minutes_are_plain_numbers_or_a_span(book):
    """5:30 is a time of day to a spreadsheet; nobody knows whether minutes or hours were meant."""
    rows = [["Date", "Minutes"], [DAY, 7.5], [DAY, timedelta(minutes=5)], [DAY, time(5, 30)], [DAY, "6 min"]]
    log = read_with(book, rows)
    assert [7.5, 5, 6] == [entry.minutes for entry in log.entries]
    assert "B4: found a day or a time of day." in one_reason(log)


# -- files


def test_a_cell_at_the_far_end_costs_nothing(book):
    """A stray cell in the last row and column is handed back, and nothing is filled up to it."""

    def far(sheet):
        sheet["XFD1048576"] = "x"

    log = read_with(book, [HEAD, [DAY, 5, 3]], far)
    assert [(2, 5, 3)] == counts(log)
    assert "XFD1048576: This stands where no heading is" in one_reason(log)


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A1:&#88;FD1048576", "H1:H600000"])
def test_an_area_that_is_merged_to_the_end_is_refused(book, rewritten, area):
    """The reader would make a cell for each of them; a merged row of titles is read."""

    def merge(text):
        return text.replace("</sheetData>", f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>')

    content = book(("Week 2", [HEAD, [DAY, 5, 3]]))
    with pytest.raises(CoachplanError, match="more than 500,000 cells are merged"):
        read_workbook(rewritten(content, "xl/worksheets/sheet1.xml", merge), SESSIONS)
    area = "A9:ZZ9"
    assert [(2, 5, 3)] == counts(read_workbook(rewritten(content, "xl/worksheets/sheet1.xml", merge), SESSIONS))


def packed(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
NONE = {
    "locked": (OLD + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
    "old": (OLD, "before 2007"),
    "cut off": (b"PK\x03\x04 and no more", "cut off or damaged"),
    "a text document": (
        packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "no workbook of Excel's kind",
    ),
    "binary": (packed(**{"xl/workbook.bin": "x"}), "binary workbook"),
    "other": (packed(**{"[Content_Types].xml": "<x/>"}), "cannot be read as a workbook"),
    "entities": (packed(**{"[Content_Types].xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "what no spreadsheet writes"),
}


@pytest.mark.parametrize(("content", "told"), NONE.values(), ids=NONE)
def test_what_is_no_workbook_is_refused_in_a_sentence(content, told):
    """Each with what to do, and under the name that it was given."""
    with pytest.raises(CoachplanError, match=told) as error:
        read_workbook(content, SESSIONS, name="march.xlsx")
    assert "march.xlsx: it" in str(error.value)
    assert error.value.findings[0].hint


def test_what_would_unpack_to_more_than_a_log_is_refused(monkeypatch):
    """By what its parts say of themselves, before one of them is read; pictures may take more."""
    monkeypatch.setattr(workbooks, "MOST_READ", 1_000)
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 5_000)
    bomb = packed(**{"[Content_Types].xml": "0" * 1_001})
    pictures = packed(**{"[Content_Types].xml": "", "a.png": bytes(5_000), "b.xml": "0"})
    for content in (bomb, pictures):
        with pytest.raises(CoachplanError, match="it holds more than"):
            read_workbook(content, SESSIONS)


def test_a_part_that_says_it_is_small_takes_no_more_room():
    """What a part says of itself is what is unpacked of it, by us and by whoever reads it after us."""
    size = 30_000_000
    honest = packed(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": bytes(size)})
    assert honest.count(size.to_bytes(4, "little")) >= 2
    tracemalloc.start()
    try:
        with pytest.raises(CoachplanError, match="cut off or damaged"):
            read_workbook(honest.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")), SESSIONS)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_sheet_with_too_many_cells_is_refused(book, monkeypatch):
    """No log is so large."""
    monkeypatch.setattr(workbooks, "MOST_CELLS", 6)
    assert [(2, 5, 3)] == counts(read_with(book, [HEAD[:3], [DAY, 5, 3]]))
    with pytest.raises(CoachplanError, match="more than 6 cells"):
        read_with(book, [HEAD[:3], [DAY, 5, 3], [DAY, 5, 3]])


def test_text_that_is_none_is_refused():
    """Bytes that are neither a workbook nor UTF-8."""
    with pytest.raises(CoachplanError, match="not UTF-8"):
        read_workbook(b"Date,Trials\n\xe9,3\n", SESSIONS)
    with pytest.raises(UnreadableError):
        read_workbook("no-such.xlsx", SESSIONS)


def test_tables_of_text_need_no_extra(monkeypatch, book, table):
    """Without openpyxl a workbook is refused with what to install, and CSV is read."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    rows = [HEAD, ["2026-03-02", 5, 3]]
    assert [(2, 5, 3)] == counts(read_workbook(table(rows), SESSIONS))
    with pytest.raises(
        MissingExtraError, match=r"openpyxl is not installed. Install it: pip install \"coachplan\[xlsx\]\""
    ):
        read_workbook(b"PK\x03\x04", SESSIONS)


def test_what_openpyxl_warns_of_is_no_concern_of_the_reader(book, rewritten):
    """Workbooks that others export have no default style, and extensions that it does not know."""
    content = book(("Week 2", [HEAD, [DAY, 5, 3]]))
    bare = rewritten(content, "xl/styles.xml", lambda _: (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>"
    ))  # fmt: skip
    assert [(2, 5, 3)] == counts(read_workbook(bare, SESSIONS))


def test_a_workbook_of_1904_has_its_own_days(book):
    """Its numbers begin four years later, and openpyxl says so."""
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append(HEAD)
    made.active.append([DAY, 5, 3])
    kept = io.BytesIO()
    made.save(kept)
    assert [(2, 5, 3)] == counts(read_workbook(kept.getvalue(), SESSIONS))
