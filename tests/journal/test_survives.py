"""
A writer that is killed, several that write at once, and a disk that is full: nothing that was accepted is lost.

A short while of each; `beyond/test_journal_survives.py` has more of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from coachplan.base.errors import UnreadableError
from coachplan.journal import Journal
from coachplan.testing.builders import OPEN, entry

HARD_TIMES = Path(__file__).parent / "hard_times.py"
SAID = {"at": datetime(2026, 3, 2, 8, tzinfo=UTC), "by": "Alex"}
WELL = {"lost": [], "half": [], "apart": [], "findings": [], "versions": True}


def befallen(*words):
    """What came of it."""
    run = subprocess.run(
        [sys.executable, HARD_TIMES, *map(str, words)], capture_output=True, text=True, check=False, timeout=170
    )
    assert (0, "") == (run.returncode, run.stderr)
    return json.loads(run.stdout)


@pytest.mark.whole
def test_a_writer_that_is_killed_loses_nothing_that_was_accepted(new_file):
    """Twenty times, at random points: what was told to be kept is there, whole, and nothing is there by half."""
    found = befallen("kill", new_file(), 20, 7)

    assert (20, []) == (found["kills"], found["wrong"])
    assert found["accepted"] >= 20
    assert found["kept"] >= found["accepted"]


@pytest.mark.whole
def test_several_who_write_at_once_lose_nothing(new_file):
    """Entries of each, and changes of one plan, each made from the one before."""
    found = befallen("together", new_file(), 2, 1)

    assert WELL == {name: found[name] for name in WELL}
    assert all(own >= 10 for own in found["accepted"])
    assert [True, True] == found["ended"]


@pytest.mark.whole
def test_a_full_disk_refuses_and_keeps_what_was_there(new_file):
    """Whatever does not fit is not there by half, all else is read, and with room again it goes on."""
    found = befallen("full", new_file(), 300_000)

    assert "cannot-write" == found["refused"]
    assert found["accepted"] > 3
    assert (WELL, found["accepted"]) == ({name: found["within"][name] for name in WELL}, found["within"]["kept"])
    assert (3, WELL) == (found["again"], {name: found["after"][name] for name in WELL})


def test_a_file_that_may_not_grow_refuses_and_keeps_what_was_there(new_file):
    """As where a disk is full, said by the database itself."""
    file = new_file()

    def narrow(connection, _):
        connection.execute("pragma max_page_count = 40")

    with Journal.open(file) as journal:
        journal.save(OPEN, made_from=None, **SAID)
        journal.close()
        event.listen(journal._engine, "connect", narrow)
        big = [[entry(number, 5, worked="x" * 9_000)] for number in range(1, 99)]
        with pytest.raises(UnreadableError, match="the disk is full"):
            [journal.append(each, family="sam", plan="p1", **SAID) for each in big]
        kept = journal.entries("sam")
        assert 0 < len(kept) < 98
        assert () == journal.check()
        journal.close()
        event.remove(journal._engine, "connect", narrow)
        assert 1 == journal.append([entry(99, 5)], family="sam", plan="p1", **SAID).new
        assert (*kept, entry(99, 5)) == journal.entries("sam")
