"""
Real processes under a clock that goes back: by an hour, a day, a year, past the end of summer time, and to 1970, where
a phone begins anew. The laws that need no clock stand in `test_clock_goes_back.py` and `journal/test_clock.py`.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import restore
from coachplan.journal import Journal
from coachplan.testing.builders import installed

sys.path.insert(0, str(Path(__file__).parent))
import clocks  # beside the tests, and no package

MADRID = "Europe/Madrid"


@pytest.fixture(scope="module", autouse=True)
def faketime():
    """The program; where it lacks, the tests fail and say so."""
    if not clocks.there():
        pytest.fail(clocks.LACKING, pytrace=False)


@pytest.fixture
def typed(tmp_path):
    """What types a command at a moment, and gives its code and all that it printed."""

    def ask(moment, *words, zone=MADRID):
        done = clocks.at(moment, zone, "-m", "coachplan", *words, folder=tmp_path, home=tmp_path)
        return done.returncode, done.stdout + done.stderr

    return ask


@pytest.fixture
def begun(typed):
    """A family that began on a day in March, with a plan that a clinician opened."""
    who = ("--child", "Sam", "--age", "48", "--caregiver", "Alex", "--language", "en", "--routine", "dressing")
    take = ("--take", "1", "--by", "Dana, OT", "--skill", "ot/pull-up-socks")
    assert 0 == typed("2026-03-02 10:00:00", "start", "sam", *who)[0]
    assert 0 == typed("2026-03-02 10:00:00", "propose", "sam", *take)[0]
    return typed


#: What a clock said, one after another: ahead by a year, right again, begun anew, right, and an hour that comes twice.
SAID = [
    "2026-03-03 10:00:00", "2027-03-04 10:00:00", "2026-03-04 10:00:00", "1970-01-01 01:30:00", "2026-03-05 23:30:00",
    "2026-03-05 22:30:00", "2026-10-25 02:59:00", "2026-10-25 02:10:00",
]  # fmt: skip


def test_a_family_lives_through_a_clock_that_goes_back(begun, tmp_path):
    """Each row is kept in the order of writing, each sign is heard until it is cleared, and the rest is as it was."""
    for number, moment in enumerate(SAID):
        sign = ("--hard", "he stopped breathing") if moment.startswith("1970") else ()
        code, said = begun(moment, "log", "sam", "--tries", "5", "--successes", str(number % 5), *sign)
        assert (3 if "1970" in "".join(SAID[: number + 1]) else 0) == code, said
        assert ("so it is not used" in said) == moment.startswith("1970"), said
    log = FamilyFolder(tmp_path / "sam").log()
    assert [moment[:10] for moment in SAID] == [str(each.on) for each in log.entries]
    assert () == log.bad_rows

    folder = FamilyFolder(tmp_path / "sam")
    (alert,) = installed().review(folder.plan(), log.entries, on=date(2026, 3, 5)).alerts
    assert "1970-01-01" == str(alert.on)
    clear = ("clear", "sam", alert.entry, "--by", "Dana, OT")
    assert 0 == begun("2026-03-06 10:00:00", *clear)[0]
    for moment in ("2026-03-06 11:00:00", "1970-01-01 02:00:00", "2027-03-04 10:00:00"):
        assert 0 == begun(moment, "review", "sam")[0], moment


#: Every command that only looks, or writes what is not kept of the family.
LOOKS = [
    ("review", "sam"), ("why-not", "sam", "step-up"), ("overview", "sam"), ("brief", "sam"), ("handout", "sam"),
    ("cues", "sam"), ("log-sheet", "sam"), ("chart", "sam"), ("check", "sam"), ("propose", "sam"),
    ("fhir", "sam", "--to", "sam.json"), ("calendar", "sam", "--at", "dressing=08:00", "--zone", MADRID),
    ("export", "sam", "out.zip"), ("cache", "--make"), ("journal", "add", "sam", "--to", "p.db"),
]  # fmt: skip


@pytest.mark.parametrize("moment", ["1970-01-01 02:00:00", "2026-03-03 01:00:00"])
def test_whoever_looks_is_refused_nothing(begun, moment):
    """On the day before the last change, and in 1970."""
    begun("2026-03-04 10:00:00", "log", "sam", "--tries", "5", "--successes", "4")
    begun("2026-03-04 10:00:00", "decline", "sam", "--by", "Alex")
    for words in LOOKS:
        code, said = begun(moment, *words)
        assert 0 == code, (words, said)
        assert "Traceback" not in said


def test_who_travels_west_is_told_which_day_is_meant(begun):
    """In Auckland it is tomorrow already: a step that was turned down there is not taken in Los Angeles yesterday."""
    for words in (("log", "sam", "--tries", "5", "--successes", "4"), ("decline", "sam", "--by", "Alex")):
        assert 0 == begun("2026-03-04 08:00:00", *words, zone="Pacific/Auckland")[0]

    code, said = begun("2026-03-03 12:00:00", "apply", "sam", "--by", "Alex", zone="America/Los_Angeles")

    assert (1, True) == (code, "2026-03-03 is before the last change of this plan, on 2026-03-04" in said), said


def test_what_was_kept_under_one_clock_is_read_under_another(begun, tmp_path):
    """An engine that was kept, an export and a journal, made in 2099 and in 1970."""
    begun("2026-03-04 10:00:00", "log", "sam", "--tries", "5", "--successes", "4", "--worked", "he laughed")
    expected = begun("2026-03-05 10:00:00", "review", "sam", "--json")
    for number, moment in enumerate(["2099-01-01 10:00:00", "1970-01-01 02:00:00"]):
        assert 0 == begun(moment, "cache", "--make")[0]
        assert expected == begun("2026-03-05 10:00:00", "review", "sam", "--json")
        assert 0 == begun(moment, "export", "sam", f"{number}.zip")[0]
        assert 0 == begun(moment, "journal", "add", "sam", "--to", "p.db")[0]
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    folder = restore(tmp_path / "1.zip", tmp_path / "back")
    with Journal.open(tmp_path / "p.db") as journal:
        assert folder.log().entries == journal.entries("sam")
        assert (folder.plan(),) == journal.plans("sam")
        assert () == journal.check()


SET = [
    "2026-10-25 02:59:00", "2026-10-24 02:59:30", "1970-01-01 02:00:00", "2099-01-01 10:00:00", "2026-10-26 10:00:00",
]  # fmt: skip


@pytest.mark.parametrize("kept_in", ["sqlite", "psycopg", "pg8000"])
def test_a_process_whose_clock_is_set_while_it_runs_goes_on(request, tmp_path, kept_in):
    """It follows, reviews, takes steps and keeps a journal: nothing is lost, and it tells where the clock went back."""
    where = tmp_path / "practice.db"
    if kept_in != "sqlite":
        made = request.getfixturevalue("server")
        where = made.address(kept_in, made.new())
    clock, script = tmp_path / "clock", Path(__file__).with_name("clock_set_back.py")
    clock.write_text("@2026-10-25 02:00:00\n")
    moments = [f"@{each}" for each in SET]

    done = clocks.setting(clock, str(script), str(clock), str(where), *moments, folder=tmp_path, home=tmp_path)

    assert 0 == done.returncode, done.stderr
    assert {
        "days": ["2026-10-25", "2026-10-24", "1970-01-01", "2099-01-01", "2026-10-26"],
        "alike": True,
        "refused": ["wrong-day", "wrong-day", "wrong-day"],
        "entries": ["e1", "e2", "e3", "e4", "e5"],
        "plan": True,
        "alerts": ["e3"],
        "order": True,
        "check": [],
        "again": [True] * 5,
        "lost": [],
        "went back": 3,
    } == json.loads(done.stdout)
