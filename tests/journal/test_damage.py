"""
A file that was cut short, or in which bits were flipped: it is said, the good part is read, nothing is silently lost.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError, UnreadableError
from coachplan.journal import Journal, salvage
from coachplan.journal.connections import plainly
from coachplan.testing.builders import FAMILY, OPEN, entry

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAID = {"at": AT, "by": "Alex"}
FAMILIES = ("sam", "mia", "leo")


@pytest.fixture(scope="module")
def whole(empty, tmp_path_factory):
    """A journal of three families, and every event in it."""
    file = shutil.copy(empty, tmp_path_factory.mktemp("whole") / "practice.db")
    with Journal.open(file) as journal:
        for name in FAMILIES:
            journal.save(evolve(OPEN, family=evolve(FAMILY, id=name)), made_from=None, **SAID)
        for number in range(1, 25):
            for name in FAMILIES:
                notes = [entry(number, 3, id=f"e{number}", worked="He did it himself. " * (number * 7 % 90))]
                journal.append(notes, family=name, plan="p1", at=AT + timedelta(days=number), by="Alex")
        journal.keep(evolve(FAMILY, id="gone"), **SAID)
        journal.erase("gone", **SAID)
        events = [event for name in FAMILIES for event in journal.read(name).events]
    return file, frozenset(events)


@pytest.fixture
def damaged(whole, tmp_path):
    """What damages a copy of it, and gives its path."""

    def damage(change):
        content = bytearray(whole[0].read_bytes())
        file = tmp_path / "damaged.db"
        for each in tmp_path.iterdir():
            each.unlink()
        file.write_bytes(change(content))
        return file

    return damage


def told(file, events):
    """What salvage finds: how much is good, and whether the journal says so; none of it may be another than it was."""
    found = salvage(file)
    assert set(found.events) <= events
    assert len(set(found.events)) == len(found.events)
    if set(found.events) != events:
        assert found.findings
        assert {"damaged"} == {finding.code for finding in found.findings}
    wrong, refused = None, []
    try:
        with Journal.open(file, make=False) as journal:
            wrong = journal.check()
            for ask in (journal.families, journal.erasures, lambda: journal.plan("p1", family="sam")):
                try:
                    ask()
                except CoachplanError as error:
                    refused += error.findings
            for name in FAMILIES:
                try:
                    read = set(journal.read(name).events)
                except CoachplanError as error:
                    refused += error.findings
                else:
                    assert read == {event for event in events if event.family == name}
    except CoachplanError as error:
        wrong = error.findings
    codes = {finding.code for finding in (*wrong, *refused)}
    assert codes <= {"damaged", "newer-format", "no-such-file", "unknown-id", "cannot-read", "cannot-write"}
    assert wrong or not (refused or found.findings)
    assert "himself" not in f"{wrong}{refused}"
    return found, wrong


def test_a_whole_journal_has_nothing_wrong(whole):
    """So what is found below was made there."""
    found, wrong = told(*whole)

    assert (whole[1], (), ()) == (set(found.events), found.findings, found.bad)
    assert () == wrong
    assert FAMILIES == found.families
    assert 24 == len(found.read("mia").entries)


@pytest.mark.whole
def test_flipped_bits_are_found_and_the_rest_is_read(whole, damaged):
    """Wherever they are: in a note, in a number, in an index, in what the database needs to find anything."""
    chance, partly, unseen = Random(20260302), 0, 0
    for _ in range(60):

        def flip(content):
            for _ in range(chance.choice((1, 1, 3, 40))):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            return content

        found, wrong = told(damaged(flip), whole[1])
        partly += 0 < len(found.events) < len(whole[1])
        unseen += not wrong and not found.findings

    assert partly > 20  # most often something is lost, and most is read
    assert unseen < 30  # where nothing was found, nothing was another: a bit of a free page


def test_every_note_is_guarded(whole, damaged):
    """One letter of one note, changed so that the database itself has nothing to say."""
    at = whole[0].read_bytes().index(b"He did it himself")
    found, wrong = told(damaged(lambda content: content[:at] + b"Sh" + content[at + 2 :]), whole[1])

    assert [("event", "it is not as it was written.")] == [(f.item.split()[0], f.what) for f in found.findings]
    assert (1, len(whole[1]) - 1) == (len(found.bad), len(found.events))
    assert "She" not in found.bad[0].text
    assert "Sh did it himself" in found.bad[0].text
    assert "himself" not in f"{found!r}{wrong!r}"
    assert [found.findings[0].item] == [each.item for each in wrong]


@pytest.mark.sweep(one_in=4)
@pytest.mark.parametrize("part", [0, 10, 100, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_that_was_cut_short_is_found_and_the_rest_is_read(whole, damaged, part):
    """Down to a file of which nothing is left but its beginning."""
    found, wrong = told(damaged(lambda c: c[: int(part if part > 1 else part * len(c))]), whole[1])

    assert wrong
    assert len(found.events) >= (len(whole[1]) * part / 2 if 0.3 < part < 1 else 0)


def test_rows_that_were_taken_out_are_missed(whole, damaged):
    """By whoever switched the guards off: those between others, and the last ones."""
    file = damaged(lambda content: content)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("drop trigger coachplan_journal_stays")
        database.execute("delete from coachplan_journal where seq in (20, 21, 22, 23)")

    found = salvage(file)
    assert any("missing" in finding.what for finding in found.findings)
    with Journal.open(file) as journal:
        assert journal.check()
        for name in FAMILIES:
            with pytest.raises(UnreadableError, match="missing"):
                journal.read(name)
            with pytest.raises(UnreadableError, match="missing"):
                journal.entries(name)


def test_an_index_that_lost_an_event_hides_none(whole, damaged):
    """Where the last one is no longer found by the index that is read, another index tells that it is there."""
    page = 4096
    content = whole[0].read_bytes()
    cells = {at: int.from_bytes(content[at + 3 : at + 5], "big") for at in range(0, len(content), page)}
    leaves = [at for at, number in cells.items() if content[at] == 10 and number]
    for at in leaves:

        def lose(content, at=at):
            content[at + 3 : at + 5] = (cells[at] - 1).to_bytes(2, "big")
            return content

        found, wrong = told(damaged(lose), whole[1])
        assert set(found.events) == whole[1]
        assert wrong

    assert len(leaves) > 3


def test_what_is_good_goes_on_in_a_new_journal(whole, damaged, new_file):
    """Each event as it was, with its stamp and its name; and what comes after it is added as ever."""
    found = salvage(damaged(lambda content: content[: len(content) * 4 // 5]))
    with Journal.open(new_file("new.db")) as journal:
        assert len(found.events) == journal.take(found.events)
        for name in found.families:
            same = [evolve(event, seq=0, version=1) for event in journal.read(name).events]
            assert [evolve(event, seq=0, version=1) for event in found.read(name).events] == same
            assert found.read(name).plans == journal.plans(name)
            some = journal.entries(name)[0]
            assert 0 == journal.append([some], family=name, plan="p1", **SAID).new
        assert () == journal.check()
        with pytest.raises(UnreadableError, match="already"):
            journal.take(found.events)


def test_salvage_writes_nothing(whole, damaged, tmp_path):
    """The file is as it was, and nothing lies beside it."""
    file = damaged(lambda content: content[: len(content) // 2])
    before = file.read_bytes()
    salvage(file)

    assert before == file.read_bytes()
    assert [file.name] == [each.name for each in tmp_path.iterdir()]


def test_there_is_nothing_to_salvage_where_nothing_is(tmp_path):
    """And nothing is made there."""
    with pytest.raises(UnreadableError, match="no such file"):
        salvage(tmp_path / "none.db")
    assert [] == list(tmp_path.iterdir())


def test_a_note_is_no_journal(tmp_path):
    """It is said, and none of its words."""
    file = tmp_path / "note.txt"
    file.write_text("He did it himself! " * 999)

    found = salvage(file)
    assert ((), ["damaged"]) == (found.events, [each.code for each in found.findings])
    assert "himself" not in str(found.findings)


@pytest.mark.parametrize(("code", "told"), [(5, "in a while"), (8, "copy the file"), (13, "Make room"), (14, "copy")])
def test_what_the_database_does_not_do_is_told_with_what_is_to_be_done(code, told):
    """Whether others write, the disk is full, or nothing may be written there."""
    refused = sqlite3.OperationalError("a word of a family")
    refused.sqlite_errorcode = code
    with pytest.raises(UnreadableError) as raised, plainly("practice.db"):
        raise refused

    assert told in raised.value.findings[0].hint
    assert "a word" not in str(raised.value)
