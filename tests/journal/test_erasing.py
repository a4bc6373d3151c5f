"""
All of a family in one file, and gone when they ask for it: from the rows and from the bytes.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from coachplan.base.errors import UnknownIdError, UnreadableError
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import restore
from coachplan.journal import Erasure, Journal, export
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, day, entry

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAID = {"at": AT, "by": "Alex"}
#: Words that stand nowhere else.
SECRET = "quintessed"


def family(number, words="plain"):
    return evolve(
        OPEN, family=evolve(FAMILY, id=f"family-{number}-{words}", values=[words]), id=f"plan-{number}-{words}"
    )


def written(plan, journal, number):
    """A practice of many notes, long and short, amended and reviewed."""
    words = plan.family.values[0]
    own = plan.family.id
    journal.save(plan, made_from=None, **SAID)
    log = [
        entry(1 + each % 20, 3, id=f"e{each}-{words}", worked=f"{words} {number} " * (each * each % 700), who=words)
        for each in range(number)
    ]
    for each in log:
        journal.append([each], family=own, plan=plan.id, at=AT, by=words)
    journal.offered(ENGINE.review(plan, log[:5], on=day(20)), family=own, **SAID)
    held = ENGINE.hold(plan, "f1", until=day(30), by=words, on=day(20), why=words)
    journal.save(held, made_from=plan.version, **SAID)


def bytes_of(file):
    """All bytes of the file, and of what lies beside it."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("number", [2, 25, 60])
def test_no_byte_of_an_erased_family_is_left_in_the_file(new_file, number):
    """While it is open, and once it is closed; the other families are as they were."""
    file = new_file()
    with Journal.open(file) as journal:
        for each in range(2):
            written(family(each), journal, 4)
        written(family(7, SECRET), journal, number)
        written(family(8), journal, 4)
        before = {each: journal.read(each).events for each in journal.families() if SECRET not in each}
        assert SECRET.encode() in bytes_of(file)

        erased = journal.erase(f"family-7-{SECRET}", at=AT, by="The clinic")

        assert erased.gone
        assert SECRET.encode() not in bytes_of(file)
        assert before == {each: journal.read(each).events for each in journal.families()}
        assert (Erasure(at=AT, by="The clinic", events=erased.events),) == journal.erasures()
        assert () == journal.check()
        with pytest.raises(UnknownIdError):
            journal.read(f"family-7-{SECRET}")

    assert SECRET.encode() not in bytes_of(file)
    assert b"family-8" in bytes_of(file)


def test_bytes_that_somebody_is_still_reading_are_gone_afterwards(new_file, monkeypatch):
    """It is said that they are not, and tried again."""
    monkeypatch.setattr("coachplan.journal.connections._PATIENCE", 100)
    file = new_file()
    with Journal.open(file) as journal, closing(sqlite3.connect(file)) as reader:
        written(family(7, SECRET), journal, 9)
        reader.execute("begin")
        reader.execute("select count(*) from coachplan_journal").fetchone()
        erased = journal.erase(f"family-7-{SECRET}", **SAID)
        assert (False, ()) == (erased.gone, journal.families())
        assert SECRET.encode() in bytes_of(file)
        reader.execute("commit")

        assert journal.tidy()
        assert SECRET.encode() not in bytes_of(file)


def test_only_this_call_takes_rows_away_and_only_of_one_family(journal):
    """Nothing is left behind by which others could; and a family that comes back begins anew."""
    for each in (1, 2):
        written(family(each), journal, 3)
    journal.erase("family-1-plain", **SAID)

    with closing(sqlite3.connect(journal.where)) as database:
        with pytest.raises(sqlite3.DatabaseError, match="only grows"):
            database.execute("delete from coachplan_journal")
        assert [] == database.execute("select * from coachplan_journal_erasing").fetchall()
    journal.save(family(1), made_from=None, **SAID)
    assert [1, 2] == [event.version for event in journal.read("family-1-plain").events]
    last = journal.read("family-2-plain").events[-1].seq
    assert last < journal.read("family-1-plain").events[0].seq


def test_what_is_left_names_no_family(journal):
    """When, by whom, and how many there were."""
    written(family(7, SECRET), journal, 2)
    journal.erase(f"family-7-{SECRET}", at=AT + timedelta(days=1), by="The clinic")

    with closing(sqlite3.connect(journal.where)) as database:
        assert [("2026-03-03T08:00:00+00:00", "The clinic")] == database.execute(
            'select at, "by" from coachplan_journal_erasures'
        ).fetchall()
        assert SECRET not in "".join(database.iterdump())


# -- the export


def test_an_export_has_every_event_and_is_a_familys_folder_again(journal, tmp_path):
    """The record line by line, and beside it what people open; made twice it is the same file."""
    written(family(7), journal, 5)
    made = export(journal, "family-7-plain", tmp_path / "one.zip")
    export(journal, "family-7-plain", tmp_path / "two.zip")

    record = journal.read("family-7-plain")
    assert (len(record.events), ()) == (made.events, made.left_out)
    assert ("family.toml", "journal.jsonl", "log-for-a-spreadsheet.csv", "log.csv", "plan.json") == made.files
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as whole:
        first, *lines = map(json.loads, whole.read("journal.jsonl").splitlines())
    assert {"format": "coachplan-journal/1"} == first
    assert [json.loads(event.text) for event in record.events] == [line["document"] for line in lines]
    assert [event.at.isoformat() for event in record.events] == [line["at"] for line in lines]
    folder = restore(tmp_path / "one.zip", tmp_path / "again")
    assert isinstance(folder, FamilyFolder)
    assert (record.plan(), record.entries) == (folder.plan(), folder.log().entries)
    if os.name == "posix":
        assert 0o600 == (tmp_path / "one.zip").stat().st_mode & 0o777


def test_what_a_table_cannot_carry_stands_in_the_record(journal, tmp_path):
    """Half a character has no place in TOML or a table, and is in the export all the same."""
    odd = evolve(OPEN, family=evolve(FAMILY, values=["\ud83d"]))
    journal.save(odd, made_from=None, **SAID)
    journal.append([entry(1, id="", worked="x")], family="sam", plan="p1", **SAID)
    made = export(journal, "sam", tmp_path / "sam.zip")

    assert ("family.toml", "log.csv", "log-for-a-spreadsheet.csv") == made.left_out
    with zipfile.ZipFile(tmp_path / "sam.zip") as whole:
        assert b"\\ud83d" in whole.read("journal.jsonl")


def test_an_export_takes_the_place_of_nothing(journal, tmp_path):
    """And nothing is made of a family that is not there."""
    written(family(7), journal, 1)
    (tmp_path / "there.zip").write_text("mine")

    with pytest.raises(UnreadableError):
        export(journal, "family-7-plain", tmp_path / "there.zip")
    with pytest.raises(UnknownIdError):
        export(journal, "nobody", tmp_path / "nobody.zip")

    assert "mine" == (tmp_path / "there.zip").read_text()
    assert not (tmp_path / "nobody.zip").exists()
