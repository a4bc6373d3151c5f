"""
What a sheet holds beside its rows: totals, templates, two tables, notes in the margin; and headings that are wrong.
"""

from __future__ import annotations

from datetime import date

import pytest

from coachplan import CoachplanError
from coachplan.spreadsheets import layout_named, read_workbook

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
TRIALS = layout_named("trials", focuses={"socks": "f1", "shoes": "f2"})
SESSIONS = layout_named("sessions", focus="f1")


def counts(log):
    return [(entry.on.day, entry.focus, entry.tries, entry.successes) for entry in log.entries]


def reasons(log):
    return [row.reason for row in log.bad_rows]


def test_two_tables_below_each_other_are_read(book):
    """Headings that come again begin a table of their own."""
    rows = [["Date", "socks"], [DAY, "+"], [], ["Week 2"], ["shoes", "Date"], ["-", NEXT]]
    log = read_workbook(book(("March", rows)), TRIALS)
    assert [(2, "f1", 1, 1), (3, "f2", 1, 0)] == counts(log)
    assert ["Sheet 'March', A4: This is no day, and nothing else stands in this row that can be read."] == reasons(log)


def test_two_tables_beside_each_other_are_told_apart_by_their_area(book):
    """Declared one by one, each is read; undeclared, the sheet is refused with what to declare."""
    rows = [["Date", "socks", None, "Date", "socks"], [DAY, "+", None, NEXT, "-"]]
    with pytest.raises(CoachplanError, match=r"D1: it says the same as A1\. Keep one; where two tables") as error:
        read_workbook(book(("March", rows)), TRIALS)
    assert 2 == len(error.value.findings)
    for area, expected in (("A1:B9", [(2, "f1", 1, 1)]), ("D1:E9", [(3, "f1", 1, 0)])):
        layout = layout_named("trials", focuses={"socks": "f1"}, area=area)
        assert expected == counts(read_workbook(book(("March", rows)), layout))


def test_a_note_in_the_margin_is_handed_back_and_its_row_is_kept(book):
    """A key beside the table is no part of the row."""
    rows = [["Date", "socks"], [DAY, "+", None, "Key: + = by himself"], [DAY, "-"]]
    log = read_workbook(book(("March", rows)), TRIALS)
    assert [(2, "f1", 2, 1)] == counts(log)
    assert ["Sheet 'March', D2: This stands where no heading is, so it is not read with the row."] == reasons(log)
    assert "Key: + = by himself" == log.bad_rows[0].words


@pytest.mark.parametrize("label", ["Total", "TOTALS:", "% correct", "Mean", "Average", "Promedio", "total correct"])
def test_a_row_of_totals_is_no_entry(table, label):
    """It is named, so that nothing is left out in silence."""
    log = read_workbook(table([["Date", "Trials", "Correct"], [DAY, 5, 3], [label, 5, 3]]), SESSIONS)
    assert [(2, "f1", 5, 3)] == counts(log)
    assert "A3: This reads as a row of totals, and no entry." == reasons(log)[0]


def test_an_empty_template_makes_nothing(table):
    """Days and numbers that were filled in before are no practice."""
    rows = [["Date", "Trial", "socks", "%"], [DAY, 1, "+", None], [DAY, 2, None, None], [NEXT, 3, None, "#DIV/0!"]]
    log = read_workbook(table(rows), TRIALS)
    assert ([(2, "f1", 1, 1)], ()) == (counts(log), log.bad_rows)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([None, "he stopped breathing"], "B3: There is text where only a count is expected."),
        (["he stopped breathing"], "A3: This is no day, and nothing else stands in this row that can be read."),
        ([NEXT, 4, None, "80 %"], "D3: Only a total stands here: without its tries it cannot be counted."),
        ([None, 4, "+"], "A3: no day stands here. Write it in each row, or declare fill_down = true"),
    ],
)
def test_words_in_a_row_without_marks_are_never_dropped(table, row, told):
    """Whatever could not be an entry comes back with its words."""
    log = read_workbook(table([["Date", "Trial", "socks", "%"], [DAY, 1, "+", None], row]), TRIALS)
    assert [(2, "f1", 1, 1)] == counts(log)
    assert told in reasons(log)[0]
    assert all(str(cell) in log.bad_rows[0].words for cell in row if cell)


def test_a_day_that_stands_once_is_that_of_the_rows_below_where_declared(table):
    """`fill_down` carries days and targets, and nothing else."""
    rows = [["Date", "Target", "Trials", "Correct"], [DAY, "socks", 5, 3], [None, None, 5, 4], [NEXT, None, 2, 1]]
    focuses = {"socks": "f1"}
    log = read_workbook(table(rows), layout_named("sessions", focuses=focuses, fill_down=True))
    assert [(2, "f1", 5, 3), (2, "f1", 5, 4), (3, "f1", 2, 1)] == counts(log)
    strict = read_workbook(table(rows), layout_named("sessions", focuses=focuses))
    assert [(2, "f1", 5, 3)] == counts(strict)
    assert "A3: no day stands here." in reasons(strict)[0]
    assert "nothing says which focus this is about" in reasons(strict)[1]


def test_a_target_that_is_left_out_leaves_its_rows_out(table):
    """Declared as nobody's, in words."""
    rows = [["Date", "Target", "Trials", "Correct"], [DAY, "socks", 5, 3], [DAY, "shoes", 5, 3]]
    log = read_workbook(table(rows), layout_named("sessions", focuses={"socks": "f1", "shoes": ""}))
    assert ([(2, "f1", 5, 3)], ()) == (counts(log), log.bad_rows)


def test_what_was_not_offered_is_no_try(table):
    """Not attempted is not failed; a note beside it is kept."""
    layout = layout_named("trials", focuses={"socks": "f1", "shoes": "f2"}, codes={"n/a": "not-offered"})
    rows = [["Date", "socks", "shoes", "Notes"], [DAY, "+", "n/a", None], [NEXT, "N/A", None, "asleep"]]
    log = read_workbook(table(rows), layout)
    assert [(2, "f1", 1, 1), (3, "f1", None, None)] == counts(log)
    assert "asleep" == log.entries[1].hard


def test_marks_and_a_column_of_tries_must_say_the_same(table):
    """One of them is a slip, and nobody here knows which."""
    layout = layout_named("sessions", focus="f1")
    rows = [["Date", "Data", "Trials", "%"], [DAY, "+ + -", 3, "67%"], [DAY, "+ + -", 4, None], [DAY, "++-", 3, "60%"]]
    log = read_workbook(table(rows), layout)
    assert [(2, "f1", 3, 2)] == counts(log)
    assert "the marks are 3 tries, and the column of tries says 4." in reasons(log)[0]
    assert "found 60 %, and the counts are 2 of 3." in reasons(log)[1]


def test_a_heading_that_nobody_declared_is_an_error_of_the_sheet(book):
    """What stands under it would be lost in silence. Its words are not told, its cell is."""
    with pytest.raises(
        CoachplanError, match=r"March.xlsx: Sheet 2, C1: this heading is not declared: a text of 13 char"
    ):
        read_workbook(
            book(("Notes", []), ("Theo's sheet", [["Date", "socks", "Theo's jacket"], [DAY, "+", "+"]])),
            TRIALS, name="March.xlsx",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "rows", "told"),
    [
        (
            TRIALS,
            [["socks", "shoes"], ["+", "-"]],
            "no row of headings was found. Expected a row of headings with Date",
        ),
        (layout_named("trials"), [["Date", "socks"], [DAY, "+"]], "the heading 'socks' is not declared"),
        (layout_named("sessions"), [["Date", "Trials"], [DAY, 5]], "nothing says which focus this is about"),
        (layout_named("sessions"), [["Date", "Target"], [DAY, "a"]], "nothing says which focus each target is"),
        (layout_named("prompt-codes", focus="f1"), [["Date", "x"], [DAY, "I"]], "a column a trial"),
        (layout_named("task-analysis", focus="f1"), [["a", "b"], ["c", "d"]], "begins with Step"),
        (layout_named("sessions", focus="f1", header=2), [["Date", "Trials"], [DAY, 5]], "row 2 is no row of headings"),
    ],
)
def test_a_sheet_without_its_headings_says_what_it_lacks(table, layout, rows, told):
    """One sentence with what is expected there."""
    with pytest.raises(CoachplanError) as error:
        read_workbook(table(rows), layout)
    assert told in str(error.value)


def test_the_one_target_of_a_sheet_is_the_one_focus(table):
    """Totals, a heading that comes again, an empty target and rows of another child make no second one."""
    rows = [
        ["Date", "Target", "Client", "Trials", "Correct"],
        [DAY, "Socks on", "Mia", 5, 3],
        [DAY, None, "Mia", 4, 3],
        [DAY, "Shoes", "Leo", 5, 5],
        ["Date", "Target", "Client", "Trials", "Correct"],
        [DAY, "socks  ON", "Mia", 6, 3],
        [None, "Total", None, 15, 9],
    ]
    log = read_workbook(table(rows), layout_named("sessions", focus="f1"), child="Mia")
    assert [(2, "f1", 5, 3), (2, "f1", 4, 3), (2, "f1", 6, 3)] == counts(log)


def test_several_targets_are_told_with_how_to_say_which(table):
    """By their names where they could be codes, else by their cells."""
    rows = [["Date", "Target", "Trials"], [DAY, "Socks", 5], [DAY, "asks Theo for more", 5], [DAY, "Socks", 5]]
    with pytest.raises(CoachplanError) as error:
        read_workbook(table(rows), layout_named("sessions", focus="f1"), name="March.xlsx")
    told = str(error.value)
    assert "nothing says which focus each target is. There are 2: 'Socks', B3 (a text of 18 characters)." in told
    assert "below [focuses], as in Socks = 'f1'" in told
    assert "Theo" not in told


def test_a_row_whose_quotation_marks_do_not_close_costs_itself_alone(table):
    """As in a log: the row comes back as it stands."""
    log = read_workbook(b'Date,Trials,Notes\n2026-03-02,5,"he choked\n2026-03-03,4,fine\n', SESSIONS)
    assert [(3, "f1", 4, None)] == counts(log)
    assert '2026-03-02,5,"he choked' == log.bad_rows[0].words


def test_semicolons_tabs_and_a_line_for_excel(table):
    """However a spreadsheet parts the cells of a table."""
    for text in (
        "sep=;\nDate;Trials\n2026-03-02;5\n",
        "Date\tTrials\n2026-03-02\t5\n",
        "Date;Trials\r\n2026-03-02;5\r\n",
    ):
        assert [(2, "f1", 5, None)] == counts(read_workbook(text.encode("utf-8-sig"), SESSIONS))


def test_an_id_of_their_own_is_kept(table):
    """A row that makes several entries gives each a name of its own."""
    rows = [["id", "Date", "T1", "T2"], ["a7", DAY, "I", "PP"], ["a8", DAY, "I", None]]
    log = read_workbook(table(rows), layout_named("prompt-codes", focus="f1"))
    assert ["a7-f1-independent", "a7-f1-partial", "a8"] == [entry.id for entry in log.entries]


def test_a_tag_that_there_is_not_is_refused_with_its_cell(table):
    """As in a log, with the nearest."""
    log = read_workbook(table([["Date", "Trials", "Tags"], [DAY, 5, "iil"], [DAY, 5, "ill"]]), SESSIONS)
    assert [("ill",)] == [entry.tags for entry in log.entries]
    assert "C2: tags: there is no tag 'iil'. Did you mean 'ill'?" == reasons(log)[0]


def test_steps_that_no_day_has_anything_for_are_named(book):
    """A footnote in the column of the steps may be a note."""
    rows = [["Step", DAY, NEXT], ["Wet hands", "+", "-"], ["she was blue around the lips today"]]
    log = read_workbook(book(("Task analysis", rows)), layout_named("task-analysis", focus="f1"))
    assert [(2, "f1", 1, 1), (3, "f1", 1, 0)] == counts(log)
    assert ["Sheet 'Task analysis', A3: No day has anything for this step."] == reasons(log)
    assert "blue around the lips" in log.bad_rows[0].words
