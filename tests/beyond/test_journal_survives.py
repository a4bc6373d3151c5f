"""
What a journal goes through in years, in minutes: a thousand writers killed, several who write for a minute, a database
that is stopped and started under them. Nothing that was accepted is lost, and nothing is there by half.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coachplan.journal import Journal
from coachplan.testing.builders import OPEN

HARD_TIMES = Path(__file__).parents[1] / "journal" / "hard_times.py"
WELL = {"lost": [], "half": [], "apart": [], "findings": [], "versions": True}
#: A thousand kills in all, in journals of fifty each: with the journal grows the time to look through it.
KILLS, TIMES = 50, 16


def befallen(*words):
    """What came of it."""
    run = subprocess.run(
        [sys.executable, HARD_TIMES, *map(str, words)], capture_output=True, text=True, check=False, timeout=900
    )
    assert (0, "") == (run.returncode, run.stderr)
    return json.loads(run.stdout)


def well(found):
    return WELL == {name: found[name] for name in WELL}


@pytest.mark.parametrize("seed", range(TIMES))
def test_writers_that_are_killed_lose_nothing_in_a_file(tmp_path, seed):
    """Eight hundred times, at random points."""
    found = befallen("kill", tmp_path / "practice.db", KILLS, 1000 + seed)

    assert (KILLS, []) == (found["kills"], found["wrong"])
    assert found["accepted"] >= KILLS
    assert found["kept"] >= found["accepted"]


@pytest.mark.parametrize("driver", ["psycopg", "pg8000"])
@pytest.mark.parametrize("seed", range(2))
def test_writers_that_are_killed_lose_nothing_in_a_database(server, driver, seed):
    """Two hundred times, by either driver."""
    found = befallen("kill", server.address(driver, server.new()), KILLS, 2000 + seed)

    assert (KILLS, []) == (found["kills"], found["wrong"])
    assert found["accepted"] >= KILLS


def test_two_who_write_for_a_minute_lose_nothing_in_a_file(tmp_path):
    """Each is heard, and each change of the plan stands on the one before."""
    found = befallen("together", tmp_path / "practice.db", 2, 60)

    assert well(found), found
    assert all(own >= 10 for own in found["accepted"])


def test_four_who_write_lose_nothing_in_a_database(server):
    """As in a file."""
    found = befallen("together", server.address("psycopg", server.new()), 4, 20)

    assert well(found), found
    assert all(own >= 10 for own in found["accepted"])


@pytest.mark.parametrize("driver", ["psycopg", "pg8000"])
def test_a_database_that_is_stopped_and_started_loses_nothing(server, driver):
    """Whoever was writing tries again, and nothing is kept twice."""
    address = server.address(driver, server.new())
    with Journal.open(address) as journal:
        journal.save(OPEN, made_from=None, at=datetime(2026, 3, 2, 8, tzinfo=UTC), by="Dana, OT")
    words = [sys.executable, HARD_TIMES, "together", address, "3", "24", "1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        for how in ("fast", "immediate", "fast"):
            time.sleep(5)  # no clock decides anything here: it is how long they may write between
            server.stop(how)
            server.start()
        said, wrong = run.communicate(timeout=170)

    assert 0 == run.returncode, wrong  # a driver may say there that it lost its connection
    found = json.loads(said)
    assert well(found), found
    assert found["tried_again"] >= 3
    with Journal.open(address) as journal:
        ids = [entry.id for entry in journal.entries("sam")]
        assert len(set(ids)) == len(ids)
