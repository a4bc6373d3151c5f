"""
What is added to a log is read back as it was given, in any columns, after any end.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.log_additions import added_to, mended, whole_letters
from coachplan.documents.logs import dump_log, read_log
from coachplan.model.entries import CORE_TAGS, Entry
from coachplan.testing.builders import day

DAY = date(2026, 3, 14)
TAGS = frozenset(CORE_TAGS)
NAME = "log.csv"
HARD = st.text('",;\r\n\t a=|', max_size=9)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["e1", "e2", '"', "a,b"]),
    st.just(DAY),
    focus=st.just("f1"),
    tries=st.none() | st.integers(0, 99),
    worked=HARD,
    hard=HARD,
    tried=HARD,
    tags=st.lists(st.sampled_from(CORE_TAGS), max_size=3).map(tuple),
)


def added(text, entries):
    """The whole text of a log with the entries behind it, and the entries as they will be read."""
    ended = mended(text, NAME)
    rows, kept = added_to(ended, entries, NAME, TAGS)
    return ended + rows, kept


def cut(text, at):
    """The text as it is read after a writer was stopped at a byte."""
    return whole_letters(text.encode()[:at]).decode()


@given(st.lists(ENTRIES, max_size=3), st.lists(ENTRIES, max_size=3))
def test_what_is_added_stands_behind_what_was_there(before, after):
    """Rows and rows are the rows of both, whatever stands in the notes."""
    whole, kept = added(dump_log(before), after)

    assert kept == tuple(after)
    assert (*before, *after) == read_log(whole, name=NAME).entries
    assert () == read_log(whole, name=NAME).bad_rows


@given(st.lists(ENTRIES, max_size=2), ENTRIES, ENTRIES, st.data())
def test_a_row_that_was_cut_short_is_joined_to_nothing(before, last, after, data):
    """Wherever the last row breaks off: what stood before it and what comes after it are whole."""
    start, end = len(dump_log(before).encode()), len(dump_log([*before, last]).encode())
    text = cut(dump_log([*before, last]), data.draw(st.integers(start, end - 1)))

    whole, _ = added(text, [after])
    read = read_log(whole, name=NAME)

    assert whole.startswith(text)
    assert tuple(before) == read.entries[: len(before)]
    assert after == read.entries[-1]
    # a row that has all its cells is one, even where its last words were never written
    assert [each for each in read.entries[len(before) : -1] if evolve(each, tried=last.tried) != last] == []
    assert all(last.tried.startswith(each.tried) for each in read.entries[len(before) : -1])


@given(st.lists(ENTRIES, max_size=2), ENTRIES, st.data())
def test_half_of_a_row_is_no_entry_and_its_words_are_there(before, last, data):
    """In a log of ours every row has all its cells: one with fewer was cut short, and half a number is no number."""
    start, whole = len(dump_log(before).encode()), dump_log([*before, evolve(last, tried="")]).encode()
    at = data.draw(st.integers(start + 1, len(whole) - 4))
    read = read_log(mended(cut(whole.decode(), at), NAME), name=NAME)

    assert tuple(before) == read.entries
    for words in (each.split()[0] for each in [whole[start:at].decode()] if each.split()):
        assert words in "\n".join(row.raw for row in read.bad_rows)


@given(st.text('",;\r\na', max_size=30), ENTRIES)
def test_whatever_stands_there_keeps_its_rows(written, after):
    """Of any table, however its marks of quotation stand: no row becomes another by what is added."""
    text = f"# coachplan-log/1\nid,on,focus,tries,worked,hard,tried,tags\n{written}"
    before = read_log(mended(text, NAME), name=NAME)
    read = read_log(added(text, [after])[0], name=NAME)

    assert (*before.entries, after) == read.entries
    assert before.bad_rows == read.bad_rows


def test_a_doubled_mark_closes_nothing():
    """Cut in the middle of a doubled mark of quotation at the beginning of a line: what comes after is still apart."""
    last = Entry("e1", DAY, focus="f1", tried=';\r"')
    after = Entry("e2", DAY, focus="f1", tried=",;")
    whole = dump_log([last])
    for at in range(whole.index("e1,"), len(whole)):
        assert after == read_log(added(whole[:at], [after])[0], name=NAME).entries[-1]


def test_a_number_that_was_cut_is_not_taken_for_the_number():
    """Ten tries of which the second figure was never written are not one try."""
    text = dump_log([Entry("e1", DAY, focus="f1", tries=10)])
    at = text.index(",10,") + 2

    assert [1] == [each.tries for each in read_log(text[:at], name=NAME).entries]
    assert () == read_log(mended(text[:at], NAME), name=NAME).entries


def test_half_a_letter_costs_its_row_alone():
    """A letter of several bytes that was cut in two does not make the log unreadable."""
    entry = Entry("e1", DAY, focus="f1", worked="jugó")
    content = dump_log([entry, Entry("e2", DAY, focus="f1", tried="niñ")]).encode()[:-3]
    with pytest.raises(UnicodeDecodeError):
        content.decode()

    read = read_log(mended(whole_letters(content).decode(), NAME), name=NAME)
    assert entry == read.entries[0]
    assert content[:9] == whole_letters(content)[:9]


def test_a_letter_that_is_wrong_elsewhere_is_not_made_up_for():
    """Only the very end may have been cut; bytes that are wrong elsewhere are told."""
    assert b"a\xffb" == whole_letters(b"a\xffb")
    assert b"a\xff" == whole_letters(b"a\xff")


def test_what_is_whole_stays_as_it_is():
    """A log that ends as it should is not touched."""
    text = dump_log([Entry("e1", DAY, focus="f1", worked='a "b"\nc')])

    assert text == mended(text, NAME)
    assert "" == mended("", NAME)


def test_a_short_row_by_hand_is_whole():
    """Who writes a table by hand leaves out what stands empty at the end, and the last end of a line."""
    text = "on,focus,worked,hard\n2026-03-14,f1,puts the cup"

    assert f"{text}\n" == mended(text, NAME)


@pytest.mark.parametrize(
    "head",
    [
        "id;on;focus;tries;worked",
        "ID,On,Focus,Worked,tries",
        "on\tid\tworked\tfocus\ttries",
        "sep=|\nid|on|focus|worked|tries",
        "Notes of Ada\n\nid,on,focus,worked,tries",
        ",id,on,focus,worked,tries\n0,e0,2026-03-01,f1,,4",
        '"# coachplan-log/1;;"\nid;worked;on;focus;tries',
    ],
)
def test_the_columns_of_a_log_are_kept(head):
    """Another order, another mark between cells, a title above: rows are written as the others are."""
    entry = Entry("e1", DAY, focus="f1", tries=5, worked='a, b; "c"\td|e\nf')
    before = read_log(head + "\n", name=NAME)
    whole, kept = added(head, [entry])

    assert [head, ""] == [whole[: len(head)], whole[len(head)].strip()]
    assert (entry,) == kept
    assert (*before.entries, entry) == read_log(whole, name=NAME).entries
    assert before.bad_rows == read_log(whole, name=NAME).bad_rows


@pytest.mark.parametrize(
    ("text", "entry", "reason"),
    [
        ("id,on,focus,mood\n", {}, "there is no column 'mood'"),
        ("id,on,focus\n", {"worked": "it did"}, "no column 'worked'"),
        ("id,on,focus\n", {"tags": ["ill"]}, "no column 'tags'"),
        ("id,on,focus\n", {"role": "clinician"}, "no column 'role'"),
        ("on,focus,revision\n", {"revision": 1}, "no ids"),
        ("id,on,focus,tags\n", {"tags": ["toy/jumped"]}, "toy/jumped"),
        ("id,on,focus,child\n", {}, "of which child"),
        ('{"id": "e1"}\n', {}, "JSON"),
        ("# coachplan-log/9\nid,on,focus\n", {}, "newer coachplan"),
    ],
)
def test_what_a_log_cannot_carry_is_refused(text, entry, reason):
    """A column that is not known, one that is missing, a tag that is none: said before anything is written."""
    with pytest.raises(CoachplanError, match=reason):
        added(text, [Entry("e1", DAY, focus="f1", **entry)])


def test_a_log_without_ids_tells_the_ids_that_it_gives():
    """Where no column carries ids they are made from the rows, and whoever adds one is told."""
    text = "on,focus,worked\n2026-03-14,f1,a\n"
    whole, kept = added(text, [Entry("mine", DAY, focus="f1", worked="a")])

    assert kept == read_log(whole, name=NAME).entries[1:]
    assert "mine" != kept[0].id


def test_a_formula_is_kept_as_it_was_written():
    """What a spreadsheet would take for a formula is a note like any other: it comes back equal."""
    entries = [Entry(f"e{at}", day(at), focus="f1", worked=f"{sign}1+1") for at, sign in enumerate("=+-@\t|", 1)]
    whole, _ = added("", entries)

    assert tuple(entries) == read_log(whole, name=NAME).entries
    assert ",=1+1," in whole
