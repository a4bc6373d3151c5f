"""
Logs: good rows are read, bad ones are handed back with their words, and nothing is lost in silence.
"""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.logs import Log, dump_log, read_log, write_log
from coachplan.model.entries import CORE_TAGS, Entry
from coachplan.model.family import PARTS_OF_DAY
from coachplan.model.skills import SUPPORTS

DAY = date(2026, 3, 14)

# -- law 3

texts = st.text(max_size=12) | st.text('",;\r\n\t {}#\\ab', max_size=12)
some = texts.filter(bool)
maybe_number = (
    st.none()
    | st.floats(allow_nan=False, allow_infinity=False, max_value=1e200, min_value=-1e200)
    | (st.integers(-(10**15), 10**15))
)
entries = st.builds(
    Entry, some, st.dates(min_value=date(1, 1, 1)), focus=some, revision=st.integers(0),
    part_of_day=st.none() | st.sampled_from(PARTS_OF_DAY), who=texts, place=texts,
    role=st.sampled_from(["caregiver", "clinician"]), tries=st.none() | st.integers(),
    successes=st.none() | st.integers(), amount=maybe_number, minutes=maybe_number,
    support=st.none() | st.sampled_from(SUPPORTS), did_strategy=st.sampled_from([None, "yes", "partly", "no"]),
    confidence=maybe_number, stress=maybe_number, worked=texts, hard=texts, question=texts, win=texts,
    language=st.none() | some, tags=st.lists(st.sampled_from(CORE_TAGS), max_size=3).map(tuple),
)  # fmt: skip


@given(st.lists(entries, max_size=4), st.sampled_from(["csv", "jsonl"]))
def test_a_log_comes_back_equal(log, kind):
    """Read what you wrote: the same entries in the same order, whatever stands in the notes."""
    assert Log(entries=tuple(log)) == read_log(dump_log(log, kind))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".ndjson"])
def test_a_file_comes_back_equal(tmp_path, suffix):
    """Written to a file and read from its path, or from the path as text, the log is the same."""
    log = (Entry("e1", DAY, focus="f1", hard='a "b"\r\nc, d; é', tags=("ill", "tired")), Entry("e2", DAY, focus="f1"))
    write_log(log, tmp_path / f"log{suffix}")

    assert log == read_log(tmp_path / f"log{suffix}").entries
    assert log == read_log(str(tmp_path / f"log{suffix}")).entries


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Entry("", DAY, focus="f1"), "an empty id is read as missing"),
        (Entry("e1", DAY, focus="f1", language=""), "an empty language is read as missing"),
        (Entry("e1", DAY, focus="f1", tags=("a b",)), "a tag has a mark in it that parts tags"),
        (Entry("e1", DAY, focus="f1", stress=float("inf")), "stress inf is not a number that can be kept"),
        (Entry("e1", DAY, focus="f1", win="\ud83d"), "win holds half a character"),
    ],
)
def test_what_a_table_cannot_carry_is_refused(entry, reason):
    """What would not come back equal from a table is refused when it is written, not lost."""
    with pytest.raises(CoachplanError, match=reason):
        dump_log([entry], "csv")


# -- tables as people make them

TABLE = """on,focus,tries,successes,minutes,tags,hard
2026-03-14,f1,5,4,2.5,ill; tired,"cried, then
laughed"
2026-03-15,f1,,,,,
"""


def test_a_spreadsheet_without_ids():
    """Where there is no column of ids each row has one of its own; an empty cell is missing, not zero."""
    first, second = read_log(TABLE).entries
    assert first.id != second.id

    assert Entry(
        first.id, DAY, focus="f1", tries=5, successes=4, minutes=2.5, tags=("ill", "tired"), hard="cried, then\nlaughed"
    ) == first  # fmt: skip
    assert Entry(second.id, date(2026, 3, 15), focus="f1") == second


@pytest.mark.parametrize(
    "changed",
    [
        TABLE.replace("\n", "\r\n"),
        "\ufeff" + TABLE,
        "# coachplan-log/1\n" + TABLE,
        '"# coachplan-log/1",,,,,,\n' + TABLE,
        TABLE + "\n,,,,,,\n",
        TABLE.rstrip(),
        TABLE.replace("on,focus", '"on", focus'),
        TABLE.replace("hard\n", "hard,,\n"),
    ],
)
def test_what_spreadsheets_do_to_a_file_is_fine(changed):
    """Marks, line endings, comment line, empty rows and trailing delimiters change no value."""
    log = read_log(changed)

    assert () == log.bad_rows
    assert [e.hard.replace("\r", "") for e in read_log(TABLE).entries] == [
        e.hard.replace("\r", "") for e in log.entries
    ]
    assert [(5, 4, 2.5), (None, None, None)] == [(e.tries, e.successes, e.minutes) for e in log.entries]


def test_a_spanish_spreadsheet():
    """Semicolons part the cells and a comma is the decimal mark; before three digits it might part thousands."""
    log = read_log("on;focus;minutes;hard\n2026-03-14;f1;2,5;a, b\n2026-03-14;f1;1,500;c\n")

    assert [(2.5, "a, b")] == [(entry.minutes, entry.hard) for entry in log.entries]
    assert ["minutes: found the text '1,500'. Expected a number."] == [row.reason for row in log.bad_rows]


def test_tabs_part_cells_too():
    """A table pasted with tabs is read."""
    (entry,) = read_log("on\tfocus\thard\n2026-03-14\tf1\ta, b\n").entries

    assert Entry(entry.id, DAY, focus="f1", hard="a, b") == entry


def test_impossible_counts_are_kept():
    """7 of 5 is not a bad row: the entry keeps it as written."""
    (entry,) = read_log("on,focus,tries,successes\n2026-03-14,f1,5,7\n").entries

    assert (5, 7) == (entry.tries, entry.successes)


def test_a_long_note_is_fine_and_leaves_no_setting_behind():
    """Ten megabytes in one cell are read, and the standard reader's limit is as it was."""
    before = csv.field_size_limit()
    note = 'ab""' * 2_500_000

    (entry,) = read_log(f'on,focus,hard\n2026-03-14,f1,"{note}"\n').entries

    assert 7_500_000 == len(entry.hard)
    assert before == csv.field_size_limit()


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "# coachplan-log/1\n", "on,focus\n", b"",
                                  '{"format": "coachplan-log/1"}\n'])  # fmt: skip
def test_an_empty_file_is_an_empty_log(text):
    """Nothing written is an empty log."""
    assert Log() == read_log(text)


# -- bad rows


HEADER = "id,on,focus,tries,tags,hard\n"
PARTED = "There are 7 cells, but the header has 6. A note with ',' in it needs quotation marks around it."
UNCLOSED = "A quotation mark in this row is not closed, or stands inside a note without being doubled."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("e1,2026-03-14,f1,4.5,,he choked", "tries: found the text '4.5'. Expected a whole number."),
        ("e1,2026-03-14,f1,four,,he choked", "tries: found a text of 4 characters. Expected a whole number."),
        ("e1,14/3/2026,f1,4,,he choked", "on: found the text '14/3/2026'. Expected a day such as '2026-03-14'."),
        ("e1,2026-03-14,f1,4,iil,he choked", "tags: there is no tag 'iil'. Did you mean 'ill'?"),
        (",2026-03-14,f1,4,,he choked", "id: this is missing."),
        ("e1,2026-03-14,,4,,he choked", "focus: this is missing."),
        ("e1,2026-03-14,f1,4,,he choked, badly", PARTED),
        ('e1,2026-03-14,f1,4,,"he choked', UNCLOSED),
        ('e1,2026-03-14,f1,4,,"he "choked" ok', UNCLOSED),
    ],
)  # fmt: skip
def test_a_bad_row_is_handed_back_and_stops_no_other(row, reason):
    """A row that cannot be read comes back with its line, the reason and its words; the rows around it are read."""
    log = read_log(f"{HEADER}a,2026-03-13,f1,1,,\n{row}\nz,2026-03-15,f1,2,ill,fine\n")

    assert ["a", "z"] == [entry.id for entry in log.entries]
    (bad,) = log.bad_rows
    assert (3, reason, row) == (bad.line, bad.reason, bad.raw)
    assert "choked" in bad.words


def test_lines_are_counted_through_notes_of_several_lines():
    """The line of a bad row is the one an editor shows, whatever line endings stand in the notes before it."""
    log = read_log(f'{HEADER}e1,2026-03-14,f1,1,,"a\nb\r\nc"\r\ne2,2026-03-14,f1,x,,\r\n')

    assert [5] == [row.line for row in log.bad_rows]


def test_tags_of_plugins_are_known_where_they_are_given():
    """A plugin's tag is fine where the caller says that it exists."""
    text = "on,focus,tags\n2026-03-14,f1,toy/new\n"

    assert 1 == len(read_log(text).bad_rows)
    assert ("toy/new",) == read_log(text, tags=[*CORE_TAGS, "toy/new"]).entries[0].tags


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"id": "e1", "on": "2026-03-14", "focus": "f1", "hrad": "he choked"}',
         "hrad: there is no such field. Did you mean 'hard'?"),
        ('{"id": "e1", "on": "2026-03-14", "focus": "f1", "tries": "4", "hard": "he choked"}',
         "tries: found the text '4'. Expected a whole number."),
        ('{"on": "2026-03-14", "focus": "f1", "hard": "he choked"}', "id: this is missing."),
        ('{"id": "e1", "hard": "he choked", "hard": "x"}', "e1: 'hard' is written twice. Keep one."),
        ('["he choked"]', "found a list of 1. Expected a table of named fields."),
        ('{"id": "e1", "hard": "he \\u0063hoked, the log was cut',
         "this is not JSON at column 22: Unterminated string starting at."),
    ],
)  # fmt: skip
def test_a_bad_line_is_handed_back(row, reason):
    """In JSON Lines too: line, reason, words; and the lines around it are read."""
    good = '{"id": "a", "on": "2026-03-13", "focus": "f1"}'
    log = read_log(f'{{"format": "coachplan-log/1"}}\n{good}\n\n{row}\n{good}')

    assert ["a", "a"] == [entry.id for entry in log.entries]
    (bad,) = log.bad_rows
    assert (4, reason, row) == (bad.line, bad.reason, bad.raw)
    assert "choked" in bad.words


@given(st.text() | st.text('on,focus\n"{}:;#1', max_size=60))
def test_any_text_is_read_or_refused_in_our_words(text):
    """Whatever the text, a log or a finding comes back, never another error; and no line of data vanishes."""
    log = read_log(f"{HEADER}{text}")
    assert log.entries or log.bad_rows or not re.sub(r'[\s,"]', "", text)
    log = read_log(f'{{"id": "a"}}\n{text}')
    assert len(log.bad_rows) == 1 + sum(1 for line in text.split("\n") if line.strip("\r\t "))
    try:
        read_log(text)
    except CoachplanError as error:
        assert error.findings  # noqa: PT017  # either way is right, so there is nothing to expect


# -- what cannot be read as a log


def said(source):
    with pytest.raises(CoachplanError) as caught:
        read_log(source, name="log.csv")
    return str(caught.value).splitlines()


def test_wrong_columns_are_told_at_once():
    """A wrong column is an error of the whole file, since its data would be lost in silence; each is named."""
    assert [
        "log.csv: line 1: column 1: there is no column 'Date'. Did you mean 'on'?",
        (
            "log.csv: line 1: column 2: there is no column 'Shoe'. The columns are id, on, focus, revision, "
            "part_of_day, who, place, role, tries, successes, amount, minutes, went, support, did_strategy, "
            "confidence, stress, worked, hard, question, win, language, tags, seen, tried."
        ),
        "log.csv: line 1: column 3: there is no column 'trys'. Did you mean 'tries'?",
        "log.csv: line 1: column 4: there is no column 'Notes'. Did you mean 'worked', 'hard', 'question' or 'win'?",
        "log.csv: line 1: the column 'win' stands here twice. Keep one.",
        "log.csv: line 1: the column 'focus' is missing. Add it to the header.",
    ] == said("Date,Shoe,trys,Notes,win,win\n1,2,3,4,5,6\n")


def test_another_file_is_refused_with_the_reason(tmp_path):
    """A newer log, another encoding, a document, a missing file: each with what to do."""
    newer = "log.csv: format: 'coachplan-log/2' was made with a newer coachplan; this one reads 'coachplan-log/1'."

    assert [f"{newer} Update coachplan to read it."] == said("# coachplan-log/2\non,focus\n")
    assert [f"{newer} Update coachplan to read it."] == said('{"format": "coachplan-log/2"}\n')
    assert ["log.csv: line 2 is not UTF-8 (byte 0xF1); it may be Windows-1252. Save it as UTF-8."] == said(
        b"on,focus\n2026-03-14,a\xf1o\n"
    )
    assert ["log.csv: the text is in UTF-16. Save it as UTF-8."] == said(TABLE.encode("utf-16"))
    assert ["log.csv: this is one JSON document, not one object a line. Read it with read(list[Entry], path)."] == said(
        '{\n"format": "coachplan-entries/1"\n}'
    )
    assert [f"{tmp_path / 'no.csv'}: there is no such file."] == said(tmp_path / "no.csv")
    with pytest.raises(CoachplanError, match=r"log.xlsx: .xlsx is not a kind of log. Give a file that ends in .csv"):
        write_log([], tmp_path / "log.xlsx")
