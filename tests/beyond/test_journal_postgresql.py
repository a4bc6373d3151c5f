"""
The journal in PostgreSQL, by either driver: the same laws as in a file. The server is the system's own; where there is
none, these tests fail and say so.
"""

from __future__ import annotations

import contextlib
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from coachplan.base.errors import InvalidError, StaleError, UnknownIdError, UnreadableError
from coachplan.journal import Erasure, Journal, export, salvage
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, day, entry, of_five

sys.path.insert(0, str(Path(__file__).parents[1] / "journal"))
from lived import lives  # beside the tests, and no package

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAID = {"at": AT, "by": "Alex"}


@pytest.fixture(params=["psycopg", "pg8000"])
def address(server, request):
    """The address of a new database, by each driver."""
    return server.address(request.param, server.new())


@pytest.fixture
def journal(address):
    """A new journal with a plan in it."""
    with Journal.open(address) as opened:
        opened.save(OPEN, made_from=None, at=AT, by="Dana, OT")
        yield opened


def run(address, sql):
    """Run a line of SQL as anybody could; return the rows, where it has any."""
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            answered = connection.exec_driver_sql(sql)
            return [tuple(row) for row in answered] if answered.returns_rows else []
    finally:
        engine.dispose()


# -- the laws


@pytest.fixture(scope="module")
def of_laws(server):
    """One journal for many families."""
    with Journal.open(server.address("psycopg", server.new())) as opened:
        yield opened


@settings(max_examples=15)
@given(data=st.data())
def test_what_was_known_then_is_read_back_and_reviewed_alike(of_laws, data):
    """At each moment the plan and the log are those that were held, and so is their review."""
    for each in of_laws.families():
        of_laws.erase(each, **SAID)
    moments = lives(of_laws, data)
    family = moments[0].plan.family.id
    for moment in moments:
        record = of_laws.read(family, as_of=moment.seq)
        assert (moment.plan, moment.entries) == (record.plan(moment.plan.id), record.entries)
        if moment.review is not None:
            plan = record.plan(moment.plan.id)
            assert moment.review == ENGINE.review(plan, record.entries, on=moment.on)
            assert moment.review in record.reviews


def test_the_same_once_more_adds_nothing_and_a_conflict_keeps_both(journal):
    """As in a file."""
    log = of_five(1, 2, 3)
    assert 3 == journal.append(log, family="sam", plan="p1", **SAID).new
    assert 0 == journal.append(log, family="sam", plan="p1", **SAID).new
    assert 0 == journal.save(OPEN, made_from=None, **SAID).new
    kept = journal.append([evolve(log[0], successes=5)], family="sam", plan="p1", **SAID)

    assert (1, ["duplicate"]) == (kept.new, [finding.code for finding in kept.conflicts])
    assert 4 == len(journal.entries("sam"))
    assert () == journal.check()


def test_a_plan_takes_the_place_of_the_one_it_was_made_from(journal):
    """Of many who change one version at once, one is heard, and the others are told."""

    def change(number):
        after = ENGINE.hold(OPEN, "f1", until=day(9), by="Alex", on=day(1), why=f"{number}")
        try:
            return journal.save(after, made_from=OPEN.version, **SAID).new > 0
        except StaleError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert 1 == sum(pool.map(change, range(24)))
    assert 1 == len(journal.plan("p1").holds)


def test_many_who_write_to_many_families_wait_only_for_their_own(address):
    """No deadlock, no gap, nothing lost."""
    with Journal.open(address) as journal:
        names = [f"family-{number}" for number in range(4)]
        for name in names:
            journal.save(evolve(OPEN, family=evolve(FAMILY, id=name)), made_from=None, **SAID)

        def write(number):
            journal.append(of_five(1, 2, id=f"e{number}"), family=names[number % 4], plan="p1", **SAID)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(80)))
        for name in names:
            record = journal.read(name)
            assert list(range(1, 43)) == [event.version for event in record.events]
            assert sorted(e.seq for e in record.events) == [e.seq for e in record.events]


def test_two_who_open_a_new_database_at_once_make_it_once(address):
    """Whoever comes second finds it made."""

    def begin(_):
        with Journal.open(address) as journal:
            return journal.keep(FAMILY, **SAID).new

    with ThreadPoolExecutor(4) as pool:
        assert 1 == sum(pool.map(begin, range(4)))


@pytest.mark.parametrize(
    "words", ["\x00 NUL", "\ud83d half", "'); drop table coachplan_journal; --", "%s %(x)s :y $1", "ñ 漢 😀"]
)
def test_whatever_is_written_is_data(address, words):
    """PostgreSQL keeps no NUL in a text, and never meets one."""
    plan = evolve(OPEN, family=evolve(FAMILY, id=words), id=words)
    written = entry(1, 5, id=words, worked=words)
    with Journal.open(address) as journal:
        journal.save(plan, made_from=None, **SAID)
        journal.append([written], family=words, plan=words, at=AT, by=f"Alex {words}")
        assert (plan, (written,)) == (journal.plan(words), journal.entries(words))
        assert () == journal.check()


def test_a_practice_moves_from_a_file_into_a_database(address, tmp_path):
    """And back: each event as it was."""
    with Journal.open(tmp_path / "practice.db") as file, Journal.open(address) as database:
        file.save(OPEN, made_from=None, **SAID)
        file.append(of_five(1, 2, 3), family="sam", plan="p1", at=AT + timedelta(days=1), by="Alex \x00")
        assert 5 == database.take(file.read("sam").events)
        assert [evolve(event, seq=0) for event in file.read("sam").events] == [
            evolve(event, seq=0) for event in database.read("sam").events
        ]
        with Journal.open(tmp_path / "again.db") as again:
            again.take(database.read("sam").events)
            assert file.read("sam").events == again.read("sam").events


# -- what the database refuses

TRIED = [
    "update coachplan_journal set document = '{}'",
    "delete from coachplan_journal",
    "delete from coachplan_journal where seq = 1",
    "truncate coachplan_journal",
    "truncate coachplan_journal_erasures",
    "set local coachplan.erasing = 'somebody else'; delete from coachplan_journal",
    "update coachplan_journal_erasures set events = 0",
    "delete from coachplan_journal_erasures",
    """insert into coachplan_journal (stream, version, kind, plan, item, document, at, by, seal)
       select stream, version, kind, plan, item, '{}', at, by, seal from coachplan_journal where seq = 1
       on conflict (stream, version) do update set document = '{}'""",
]


def test_the_database_itself_refuses_whatever_changes_a_row(server):
    """Whoever asks, by whatever tool."""
    address = server.address("psycopg", server.new())
    with Journal.open(address) as journal:
        journal.save(OPEN, made_from=None, **SAID)
        journal.keep(evolve(FAMILY, id="gone"), **SAID)
        journal.erase("gone", **SAID)
        before = journal.read("sam").events
        for sql in TRIED:
            with pytest.raises(DBAPIError, match="only grows"):
                run(address, sql)
        assert before == journal.read("sam").events
        assert 1 == len(journal.erasures())


def test_a_guard_that_is_gone_is_told_and_made_again(journal, address):
    """With its name; one that is switched off is gone, too."""
    run(address, "alter table coachplan_journal disable trigger coachplan_journal_stands")
    assert ["coachplan_journal_stands" in finding.what for finding in journal.check()] == [True]
    journal.guard()
    assert () == journal.check()


def test_a_row_that_was_changed_is_found(journal, address):
    """By whoever may switch the guards off; the rest is read."""
    journal.append(of_five(1, 2, 3), family="sam", plan="p1", **SAID)
    run(address, "alter table coachplan_journal disable trigger all")
    run(address, "update coachplan_journal set document = replace(document, 'success', 'succezz') where item = 'e2'")
    run(address, "alter table coachplan_journal enable trigger all")

    assert ["it is not as it was written."] == [finding.what for finding in journal.check()]
    with pytest.raises(UnreadableError):
        journal.entries("sam")
    found = salvage(address)
    assert ["e1", "e3"] == [event.item for event in found.events if event.kind == "entry"]
    assert (1, 1) == (len(found.bad), len(found.findings))


def test_all_of_a_family_is_exported_and_erased(journal, address, tmp_path):
    """The others stay, what was done is recorded, and the guard stands again at once."""
    journal.save(evolve(OPEN, family=evolve(FAMILY, id="mia"), id="p2"), made_from=None, **SAID)
    made = export(journal, "sam", tmp_path / "sam.zip")
    erased = journal.erase("sam", at=AT + timedelta(days=1), by="The clinic")

    assert (made.events, False) == (erased.events, erased.gone)
    assert ("mia",) == journal.families()
    assert (Erasure(at=AT + timedelta(days=1), by="The clinic", events=erased.events),) == journal.erasures()
    with pytest.raises(DBAPIError, match="only grows"):
        run(address, "delete from coachplan_journal")
    with pytest.raises(UnknownIdError):
        journal.read("sam")
    assert () == journal.check()


# -- the server


def test_whoever_looks_makes_nothing(address):
    """A database in which there is no journal is left as it is."""
    with pytest.raises(UnreadableError, match="no journal"):
        Journal.open(address, make=False)
    assert [(0,)] == run(address, "select count(*) from pg_class where position('coachplan' in relname) > 0")


def test_a_journal_of_a_newer_coachplan_is_refused(journal, address):
    """With both numbers."""
    run(address, "update coachplan_journal_version set version_num = '9999'")
    with pytest.raises(InvalidError, match="9999"):
        Journal.open(address)


def test_a_server_that_was_away_is_found_again(server):
    """While it is away that is said, without a word of what was about to be written; then it goes on."""
    address = server.address("psycopg", server.new())
    with Journal.open(address) as journal:
        journal.save(OPEN, made_from=None, **SAID)
        server.stop()
        try:
            with pytest.raises(UnreadableError) as refused:
                journal.append([entry(1, 5, worked="quintessed")], family="sam", plan="p1", **SAID)
            with contextlib.suppress(UnreadableError):
                journal.check()
        finally:
            server.start()
        assert "quintessed" not in f"{refused.value}{refused.value!r}"
        assert 1 == journal.append([entry(1, 5)], family="sam", plan="p1", **SAID).new
        assert () == journal.check()
