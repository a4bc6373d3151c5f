"""
Each layout by a sheet as a therapist keeps it, as a workbook and as text; and which sheets of a workbook are read.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from coachplan import CoachplanError, Engine, UnknownIdError, UnreadableError
from coachplan.spreadsheets import Layout, layout_named, read_layout, read_workbook

KEPT = Path(__file__).parent / "kept"
MARCH_2, MARCH_3 = date(2026, 3, 2), date(2026, 3, 3)
TWO = {"socks": "f1", "shoes": "f2"}


def shorts(log):
    """Day, focus, tries, successes and help of each entry."""
    return sorted(
        ((f"{entry.on:%m-%d}", entry.focus, entry.tries, entry.successes, entry.support) for entry in log.entries),
        key=repr,
    )


def reasons(log):
    return [row.reason for row in log.bad_rows]


@pytest.fixture(params=["xlsx", "csv"])
def written(request, book, table):
    """The same rows, as a workbook and as text."""
    return (lambda rows: book(("Week 2", rows))) if request.param == "xlsx" else table


TRIALS = [
    ["Date", "Trial", "Socks", "Shoes", "Notes"],
    [MARCH_2, 1, "+", "-", None],
    [MARCH_2, 2, "P", "+", "cried a little"],
    [MARCH_2, 3, "NR", "+", None],
    [MARCH_3, 1, "+", None, None],
    [None, 4, None, None, None],
]


def test_trials_down_and_targets_across_are_counted_by_day_and_target(written):
    """`+ - P NR`: each day has a count for each target, and what was noted stands with it."""
    log = read_workbook(written(TRIALS), layout_named("trials", codes={"P": "prompted"}, focuses=TWO))

    assert [("03-02", "f1", 3, 1, None), ("03-02", "f2", 3, 2, None), ("03-03", "f1", 1, 1, None)] == shorts(log)
    assert ["cried a little"] == [entry.hard for entry in log.entries if entry.hard]
    assert {"clinician"} == {entry.role for entry in log.entries}
    assert () == log.bad_rows


def test_one_letter_means_what_was_declared(written):
    """`P` is "prompted" on one sheet and "partial physical" on another: a try that did not work, or one that did so."""
    log = read_workbook(written(TRIALS), layout_named("trials", codes={"P": "partial"}, focuses=TWO))

    assert [
        ("03-02", "f1", 1, 1, "partial"), ("03-02", "f1", 2, 1, None), ("03-02", "f2", 3, 2, None),
        ("03-03", "f1", 1, 1, None),
    ] == shorts(log)  # fmt: skip


def test_a_code_that_was_not_declared_is_refused_with_its_cell(written, book):
    """Without a meaning for `P` that count is handed back, and every other one is kept."""
    log = read_workbook(written(TRIALS), layout_named("trials", focuses=TWO))

    assert [("03-02", "f2", 3, 2, None), ("03-03", "f1", 1, 1, None)] == shorts(log)
    (reason,) = reasons(log)
    assert "C3: the code 'P' is not declared. It means one thing on one sheet and another elsewhere" in reason
    sheet = read_workbook(book(("Week 2", TRIALS)), layout_named("trials", focuses=TWO))
    assert reasons(sheet)[0].startswith("Sheet 'Week 2', C3: the code 'P' is not declared.")


def test_one_row_a_session(written):
    """Tries and successes, or a percentage of tries, with the level of cue as help."""
    rows = [
        ["Client: T.", None, None, None, None, None, None],
        ["Date", "Target", "Trials", "Correct", "%", "Prompt level", "Comments"],
        [MARCH_2, "Socks", 5, 3, "60%", "VC", None],
        [MARCH_2, "shoes ", 10, None, "80 %", None, "wanted the red ones"],
        [MARCH_3, "socks", None, None, "80 %", None, "good day"],
        [MARCH_3, "socks", 5, 3, "80 %", None, None],
        [MARCH_3, "hat", 5, 3, None, None, None],
        ["Total", None, 20, 6, None, None, None],
    ]
    log = read_workbook(written(rows), layout_named("sessions", focuses=TWO, cues={"VC": "verbal"}))

    assert [("03-02", "f1", 5, 3, "verbal"), ("03-02", "f2", 10, 8, None)] == shorts(log)
    title, no_tries, other, hat, total = reasons(log)
    assert "read as a title" in title
    assert "E5: 80 % of how many tries is not said, so it cannot be counted. Write 3/10" in no_tries
    assert "E6: found 80 %, and the counts are 3 of 5." in other
    assert "B7: the target 'hat' is not declared." in hat
    assert "reads as a row of totals" in total
    assert "good day" in log.bad_rows[1].words


def test_one_prompt_code_a_trial(written):
    """Codes across: a count for each kind of help, since a count is of one."""
    rows = [
        ["Date", "Program", "T1", "T2", "T3", "T4", "Total"],
        [MARCH_2, "socks", "I", "PP", "PP", "-", 4],
        [MARCH_3, "shoes", "FP", "G", "?", None, None],
    ]
    log = read_workbook(written(rows), layout_named("prompt-codes", focuses=TWO))

    assert [
        ("03-02", "f1", 1, 0, None),
        ("03-02", "f1", 1, 1, "independent"),
        ("03-02", "f1", 2, 2, "partial"),
    ] == shorts(log)
    (reason,) = reasons(log)
    assert "E3: the code '?' is not declared." in reason


STEPS = [
    ["Hand washing", None, None, None],
    ["Step", MARCH_2, MARCH_3, "Notes here"],
    ["1. Turn on the water", "+", "+", None],
    ["2. Wet hands", "-", "+", None],
    ["3. Soap", "PP", "+", None],
    ["% independent", "33%", "100%", None],
]


def test_task_analysis_with_steps_down_and_days_across(written):
    """Each day is a count of the steps; where each step is a focus of its own, a count of each."""
    rows = [row[:3] for row in STEPS]
    log = read_workbook(written(rows), layout_named("task-analysis", focus="f1", codes={"PP": "partial"}))
    assert [("03-02", "f1", 1, 1, "partial"), ("03-02", "f1", 2, 1, None), ("03-03", "f1", 3, 3, None)] == shorts(log)
    assert ["read as a title"] == [reason[-16:-1] for reason in reasons(log)]

    steps = {"1. Turn on the water": "f1", "2. Wet hands": "", "3. soap": "f3"}
    apart = read_workbook(written(rows), layout_named("task-analysis", focuses=steps, codes={"PP": "partial"}))
    assert [
        ("03-02", "f1", 1, 1, None), ("03-02", "f3", 1, 1, "partial"), ("03-03", "f1", 1, 1, None),
        ("03-03", "f3", 1, 1, None),
    ] == shorts(apart)  # fmt: skip


def test_results_in_cells_with_a_level_of_cue(written):
    """`+ + - +`, `3/10` and `30 %`, with cues behind them, days down and targets across."""
    rows = [
        ["Date", "Socks", "Shoes"],
        [MARCH_2, "+ + - +", "3/10 VC"],
        [MARCH_3, "++-", "30 % (min cues)"],
        [date(2026, 3, 4), "3 of 4", "30 %, lots"],
    ]
    cues = {"VC": "verbal", "min cues": "gesture"}
    log = read_workbook(written(rows), layout_named("cells", focuses=TWO, cues=cues, tries=10))

    assert [
        ("03-02", "f1", 4, 3, None), ("03-02", "f2", 10, 3, "verbal"),
        ("03-03", "f1", 3, 2, None), ("03-03", "f2", 10, 3, "gesture"), ("03-04", "f1", 4, 3, None),
    ] == shorts(log)  # fmt: skip
    (reason,) = reasons(log)
    assert "C4: the cue level 'lots' is not declared." in reason
    without = read_workbook(written(rows), layout_named("cells", focuses=TWO, cues=cues))
    assert "C3: 30 % of how many tries is not said, so it cannot be counted." in reasons(without)[0]


FORM = [
    ["Timestamp", "How many tries?", "How many worked?", "What was hard?", "Email Address"],
    ["2026/03/02 11:40:12 PM GMT+1", 5, 4, "He gagged on the spoon", "x@example.org"],
    ["2026/03/03 7:05:00 AM GMT+1", 5, 5, "", "x@example.org"],
]
ASKED = {"How many tries?": "tries", "How many worked?": "successes", "What was hard?": "hard", "Email Address": ""}


def test_a_google_forms_export(written):
    """A row an answer: the day is the stamp's at home, and the entry is the caregiver's."""
    layout = layout_named("google-forms", columns=ASKED, focus="f1", zone="Europe/Madrid")
    log = read_workbook(written(FORM), layout)
    assert [("03-02", "f1", 5, 4, None), ("03-03", "f1", 5, 5, None)] == shorts(log)
    assert {"caregiver"} == {entry.role for entry in log.entries}
    assert "He gagged on the spoon" == log.entries[0].hard

    away = layout_named("google-forms", columns=ASKED, focus="f1", zone="Europe/Madrid", home="Asia/Tokyo")
    assert [MARCH_3, MARCH_3] == [entry.on for entry in read_workbook(written(FORM), away).entries]


def test_a_stamp_without_a_zone_is_refused(book):
    """Near midnight it is another day elsewhere, so the zone is asked for."""
    rows = [FORM[0], [datetime.fromisoformat("2026-03-02T23:40"), 5, 4, "", ""]]
    with pytest.raises(CoachplanError, match="Sheet 1, A1: the time zone of the stamps is not said"):
        read_workbook(book(("Theo", rows)), layout_named("google-forms", columns=ASKED, focus="f1"))
    layout = layout_named("google-forms", columns=ASKED, focus="f1", zone="America/Los_Angeles", home="Europe/Madrid")
    assert [MARCH_3] == [entry.on for entry in read_workbook(book(("Theo", rows)), layout).entries]


def test_reading_twice_gives_the_same_entries(written):
    """Ids are made of the name and of what a row says, however rows were moved; two rows that say the same are two."""
    layout = layout_named("sessions", focus="f1")
    rows = [["Date", "Trials", "Correct"], [MARCH_2, 5, 3], [MARCH_2, 5, 3], [MARCH_3, 5, 4]]
    first = read_workbook(written(rows), layout, name="a")
    moved = read_workbook(written([rows[0], *reversed(rows[1:])]), layout, name="a")

    assert first == read_workbook(written(rows), layout, name="a")
    assert {entry.id for entry in first.entries} == {entry.id for entry in moved.entries}
    assert 3 == len({entry.id for entry in first.entries})
    assert {entry.id for entry in first.entries}.isdisjoint(
        entry.id for entry in read_workbook(written(rows), layout, name="b").entries
    )


def test_only_the_rows_of_one_child_are_read(written):
    """Where a column says whose a row is, it must be said whose is meant."""
    rows = [
        ["Date", "Client", "Trials", "Correct"],
        [MARCH_2, "Theo", 5, 3],
        [MARCH_2, "Ada", 5, 4],
        [MARCH_3, "", 5, 1],
    ]
    layout = layout_named("sessions", focus="f1")
    log = read_workbook(written(rows), layout, child="theo")
    assert [("03-02", "f1", 5, 3, None)] == shorts(log)
    assert ["It is not said of which child this row is."] == [r.partition(": ")[2] for r in reasons(log)]
    with pytest.raises(CoachplanError, match="Say which is meant"):
        read_workbook(written(rows), layout)
    with pytest.raises(UnknownIdError, match="no row is of the child"):
        read_workbook(written(rows), layout, child="Sam")
    with pytest.raises(CoachplanError, match="no column says of which child"):
        read_workbook(written(TRIALS), layout_named("trials", focuses=TWO), child="Sam")


def test_every_sheet_that_shows_is_read_and_what_is_not_is_named(book):
    """A hidden sheet and one without the table are handed back; a named one is read alone."""

    def hide(made):
        made["Old"].sheet_state = "hidden"

    rows = [["Date", "Trials", "Correct"], [MARCH_2, 5, 3]]
    sheets = (("Week 1", rows), ("How to", [["Write each day, or she chokes"]]), ("Week 2", [rows[0], [MARCH_3, 5, 4]]),
              ("Old", [rows[0], [MARCH_3, 1, 1]]))  # fmt: skip
    log = read_workbook(book(*sheets, change=hide), layout_named("sessions", focus="f1"))
    assert [MARCH_2, MARCH_3] == [entry.on for entry in log.entries]
    assert [
        "Sheet 2 has no table of this layout, so it is not read.",
        "Sheet 4 is hidden, so it is not read.",
    ] == reasons(log)
    assert "she chokes" in log.bad_rows[0].words

    only = read_workbook(book(*sheets), layout_named("sessions", focus="f1", sheet="Week 2"))
    assert ([MARCH_3], ()) == ([entry.on for entry in only.entries], only.bad_rows)
    with pytest.raises(CoachplanError, match="there is no sheet of that name"):
        read_workbook(book(*sheets), layout_named("sessions", focus="f1", sheet="Week 3"))


def test_a_layout_comes_by_name_as_a_value_or_from_a_file(tmp_path, table):
    """The three are one."""
    file = tmp_path / "mine.toml"
    file.write_text('layout = "trials"\n[focuses]\nsocks = "f1"\nshoes = "f2"\n[codes]\nP = "prompted"\n', "utf-8")
    (tmp_path / "log.csv").write_bytes(table(TRIALS))
    from_file = read_workbook(tmp_path / "log.csv", file)

    assert from_file == read_workbook(str(tmp_path / "log.csv"), str(file))
    assert from_file == read_workbook(table(TRIALS), read_layout(file), name="log.csv")
    same = Layout(
        shape="trials", codes={"+": "success", "-": "miss", "NR": "no-response", "P": "prompted"}, focuses=TWO
    )
    assert from_file == read_workbook(tmp_path / "log.csv", same)
    named = read_workbook(tmp_path / "log.csv", "trials", focuses=TWO)
    assert 2 == len(named.entries)
    with pytest.raises(CoachplanError, match="there is no layout 'trial'"):
        read_workbook(tmp_path / "log.csv", "trial")
    with pytest.raises(UnreadableError):
        read_workbook(tmp_path / "none.xlsx", "trials")


def test_one_day_for_the_sheet_in_a_cell_of_its_own(book):
    """The day stands above the table, where it was declared to stand."""
    rows = [["Date:", MARCH_2], ["Trial", "socks"], [1, "+"], [2, "-"]]
    log = read_workbook(book(("Sheet1", rows)), layout_named("trials", focuses={"socks": "f1"}, day="B1"))
    assert [("03-02", "f1", 2, 1, None)] == shorts(log)

    wrong = [["Date:", "3/2/2026"], *rows[1:]]
    log = read_workbook(book(("Sheet1", wrong)), layout_named("trials", focuses={"socks": "f1"}, day="B1"))
    assert () == log.entries
    assert "Sheet 'Sheet1', B1: found the text '3/2/2026': which number is the month is not said." in reasons(log)[1]


def test_a_sheet_of_trials_in_spanish_as_it_was_saved():
    """Semicolons, a line for Excel, a title, days first and a row of totals."""
    layout = layout_named(
        "trials", focuses={"Calcetines": "f1", "Zapatos": "f2"}, codes={"P": "prompted"}, dates="day-first"
    )
    log = read_workbook(KEPT / "ensayos.csv", layout)
    assert [
        ("03-02", "f1", 2, 1, None), ("03-02", "f2", 2, 1, None), ("03-03", "f1", 1, 1, None),
        ("03-03", "f2", 1, 1, None),
    ] == shorts(log)  # fmt: skip
    assert ["lloró; luego siguió"] == [entry.hard for entry in log.entries if entry.hard]
    assert ["A2: This stands above the headings, so it is read as a title.",
            "A8: This reads as a row of totals, and no entry."] == reasons(log)  # fmt: skip


def test_a_form_as_it_was_exported():
    """The day that was asked for goes before the stamp; what could not be counted comes back."""
    columns = {"Which day?": "on", "How did it go?": "result", "What was hard?": "hard", "Username": ""}
    layout = layout_named("google-forms", columns=columns, focus="f1", cues={"VC": "verbal"}, zone="Europe/Madrid")
    log = read_workbook(KEPT / "form.csv", layout)
    assert [("03-02", "f1", 5, 3, None), ("03-05", "f1", 5, 4, "verbal")] == shorts(log)
    assert ["C4: this code is not declared: a text of 5 characters."] == [r[: r.index(". ") + 1] for r in reasons(log)]


def test_a_task_analysis_as_it_was_copied_out():
    """A day and a mark that cannot be read cost their own day, and no other."""
    layout = layout_named("task-analysis", focus="f1", codes={"PP": "partial"})
    log = read_workbook(KEPT / "steps.csv", layout)
    assert [("03-04", "f1", 3, 3, None)] == shorts(log)
    assert 2 == len(log.bad_rows)
    assert any(reason.startswith("B1: found a text of 9 characters.") for reason in reasons(log))
    assert any(reason.startswith("C4: the code '?' is not declared.") for reason in reasons(log))


def test_a_danger_in_a_row_that_is_refused_is_still_heard(table):
    """Its words are handed back to be read, whatever was wrong with its numbers."""
    rows = [["Date", "socks", "Notes"], ["3/4/2026", "?", "He stopped breathing and went blue"]]
    log = read_workbook(table(rows), layout_named("trials", focuses=TWO))
    assert () == log.entries
    (row,) = log.bad_rows
    assert "now" in {mention.urgency for mention in Engine(plugins=[]).read(row.words).mentions}
