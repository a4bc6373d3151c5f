"""
Logs as spreadsheets, phones and other apps leave them: what is certain is read, the rest is a row with its reason.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.logs import read_log
from coachplan.model.entries import Entry

DAY = date(2026, 3, 14)
HEADER = "on,focus,tries,minutes,part_of_day,hard\n"


def only(text):
    log = read_log(text)
    assert () == log.bad_rows
    (entry,) = log.entries
    return entry


# -- rows without ids

rows = st.lists(st.sampled_from(["2026-03-14,f1,5,,,a", "2026-03-14,f1,,,,", "2026-03-15,f1,5,,,a"]), max_size=6)


@given(rows, rows)
def test_rows_without_ids_never_clash(first, second):
    """Each row of a file has an id of its own, the same whenever it is read; two files put together share none."""
    texts = [HEADER + "".join(f"{row}\n" for row in each) for each in (first, second)]
    one, other = (read_log(text, name=name).entries for text, name in zip(texts, ["w1.csv", "w2.csv"], strict=True))

    assert one == read_log(texts[0].encode(), name="w1.csv").entries
    assert len(first) + len(second) == len({entry.id for entry in (*one, *other)})


@given(rows, st.randoms(use_true_random=False))
def test_the_id_of_a_row_moves_with_it(given_rows, random):
    """Sorted anew, or with a row more, the rows of a file are called what they were called."""
    moved = [*given_rows, "2026-03-20,f1,,,,"]
    random.shuffle(moved)
    before, after = (read_log(HEADER + "".join(f"{row}\n" for row in each)).entries for each in (given_rows, moved))

    assert {entry.id for entry in before} < {entry.id for entry in after}


# -- what is certain


@pytest.mark.parametrize(
    "text",
    [
        "On,FOCUS,Tries,Part of day\n2026-03-14,f1,5.0,Evening\n",
        "sep=;\r\non;focus;tries;part-of-day\r\n2026-03-14;f1;5,0; evening \r\n",
        '"sep=|"\non|focus|tries|part_of_day\n2026-03-14|f1|5|EVENING\n',
        "\ufeffon,focus,tries,part_of_day\n2026-03-14 00:00:00,f1,5\u00a0,evening\n",
        ",on,focus,tries,part_of_day,minutes\n0,2026-03-14,f1,5,evening,n/a\n",
        "on,focus,tries,part_of_day,stress,support\n2026-03-14T08:30,f1,5,evening,-,?\n",
        '[\n{"id": "e1", "on": "2026-03-14", "focus": "f1", "tries": 5.0, "part_of_day": "Evening"}\n]',
        (
            '{"id": "e1", "On": "2026-03-14", "Focus": "f1", "Tries": 5, "Part_of_day": "evening", "who": null, '
            '"hard": null, "tags": null, "support": "", "revision": null, "stress": null}'
        ),
    ],
)
def test_one_entry_however_it_was_saved(text):
    """Case, marks between cells, numbers of another kind and signs for nothing change no value."""
    entry = only(text)

    assert Entry(entry.id, DAY, focus="f1", tries=5, part_of_day="evening") == entry


@pytest.mark.parametrize("cell", ["nan", "NaN", "Nan", "NAN", "na", "Na", "N/A", "#N/A", "NULL", "Null", "None", "-"])
def test_where_a_count_should_stand_no_name_does(cell):
    """In any spelling it says that there is nothing; where a name is asked for, it stays as it was written."""
    entry = only(f"on,focus,tries,stress,part_of_day,who\n2026-03-14,f1,{cell},{cell},{cell},{cell}\n")

    assert Entry(entry.id, DAY, focus="f1", who=cell) == entry


@pytest.mark.parametrize(("cell", "minutes"), [("0:05:30", 5.5), ("5 min", 5), ("5minutes", 5), ("1:00:00", 60)])
def test_minutes_as_a_clock_or_with_their_unit(cell, minutes):
    """A span of time with its seconds, and a number with its unit, are minutes."""
    assert minutes == only(f"{HEADER}2026-03-14,f1,,{cell},,\n").minutes


def test_a_title_above_the_header_is_handed_back():
    """The rows below a title are read; its words are handed back, since a title may be a note as well."""
    log = read_log("Anna, he choked\n\non,focus\n2026-03-14,f1\n")

    assert 1 == len(log.entries)
    assert [(1, "Anna, he choked")] == [(row.line, row.words) for row in log.bad_rows]


# -- what is not


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-14,f1,5.5,,,he choked",
        "2026-03-14,f1,,5:30,,he choked",
        "2026-03-14,f1,,5 h,,he choked",
        "2026-03-14,f1,,,late,he choked",
        "2026-03-14T23:30:00Z,f1,,,,he choked",
        "03/04/2026,f1,,,,he choked",
        "n/a,f1,,,,he choked",
    ],
)
def test_what_is_not_certain_is_a_bad_row_with_its_words(row):
    """A guess is never made, and the note beside what cannot be read is kept for the reader of signs."""
    (bad,) = read_log(f"{HEADER}{row}\n").bad_rows

    assert "he choked" in bad.words


def test_words_under_no_name_are_handed_back():
    """A column without a name may count the rows; what else stands there is not lost."""
    log = read_log(",on,focus\n0,2026-03-14,f1\nhe choked,2026-03-15,f1\n")

    assert 1 == len(log.entries)
    assert "he choked" in log.bad_rows[0].words


def test_a_list_that_breaks_off_is_read_up_to_there():
    """What follows the last whole entry is handed back with its words."""
    log = read_log('[{"id": "e1", "on": "2026-03-14", "focus": "f1"},\n{"id": "e2", "hard": "he choked')

    assert ["e1"] == [entry.id for entry in log.entries]
    assert [(2, True)] == [(row.line, "he choked" in row.words) for row in log.bad_rows]


def test_two_names_for_one_field_are_a_bad_row():
    """Of `hard` and `Hard` nobody can say which is meant; both are kept for the reader of signs."""
    log = read_log('{"id": "e1", "on": "2026-03-14", "focus": "f1", "hard": "he choked", "Hard": "blue lips"}')

    assert "he choked" in log.bad_rows[0].words
    assert "blue lips" in log.bad_rows[0].words


# -- another app's columns

DIARY = "child_id,start,end,goal,milestone\n1,2026-03-14 04:08:09,x,f1,lifts his head\n2,2026-03-14 04:08:09,x,f2,hi\n"
MEANT = {"child_id": "child", "start": "on", "end": "", "goal": "focus", "milestone": "win"}


def test_the_columns_of_another_app(tmp_path):
    """Declared once, in the call or in a file, other names are read; twins share a file."""
    declared = tmp_path / "diary.toml"
    declared.write_text("[columns]\n" + "".join(f'{theirs} = "{ours}"\n' for theirs, ours in MEANT.items()))
    (entry,) = read_log(DIARY, columns=MEANT, child="1").entries

    assert Entry(entry.id, DAY, focus="f1", win="lifts his head") == entry
    assert (entry,) == read_log(DIARY, columns=declared, child="1").entries
    assert ["hi"] == [other.win for other in read_log(DIARY, columns=MEANT, child="2").entries]


@pytest.mark.parametrize(
    ("columns", "child", "reason"),
    [
        (MEANT, "", "a column says of which child each row is"),
        (MEANT, "3", "no row is of the child that was asked for"),
        ({**MEANT, "child_id": ""}, "1", "no column says of which child a row is"),
        ({**MEANT, "end": "until"}, "1", "columns: end: found"),
        ({**MEANT, "goal": "who"}, "1", "the column 'focus' is missing"),
    ],
)
def test_what_is_not_declared_is_refused(columns, child, reason):
    """No child is guessed and no column is passed over."""
    with pytest.raises(CoachplanError, match=reason):
        read_log(DIARY, columns=columns, child=child)


def test_a_row_of_nobody_is_handed_back():
    """A row that does not say whose it is may be of the child that is asked for, so its words are kept."""
    log = read_log("child,on,focus,hard\nAnna,2026-03-14,f1,\n,2026-03-15,f1,he choked\n", child="anna ")

    assert 1 == len(log.entries)
    assert "he choked" in log.bad_rows[0].words


def test_a_table_without_a_focus_is_of_the_one_that_is_said():
    """A diary knows no focus: it is said for all of its rows, and never over a column that says it."""
    diary = "child_id,start,end,milestone\n1,2020-02-17 04:08:09,2020-02-17 04:11:09,lifts his head\n"
    meant = {"child_id": "child", "start": "on", "end": "", "milestone": "worked"}
    (entry,) = read_log(diary, columns=meant, child="1", focus="f1").entries
    assert ("f1", "lifts his head", "2020-02-17") == (entry.focus, entry.worked, entry.on.isoformat())
    with pytest.raises(CoachplanError, match="the column 'focus' is missing"):
        read_log(diary, columns=meant, child="1")
    with pytest.raises(CoachplanError, match="a column says of which focus"):
        read_log("on,focus\n2026-03-14,f1\n", focus="f2")
    with pytest.raises(CoachplanError, match="no focus"):
        read_log('{"id": "e1", "on": "2026-03-14", "focus": "f1"}', focus="f2")
