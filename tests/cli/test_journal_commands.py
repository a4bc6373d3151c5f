"""
The commands about the record of a practice: a folder put in, a family put out, looked through and deleted.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import click
import pytest
from attrs import evolve
from click.testing import CliRunner

from coachplan import Approval, Caregiver, Child, Entry, Family, Routine
from coachplan.cli.journal import journal
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import restore
from coachplan.journal import Journal, connections
from coachplan.testing.builders import installed

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A family's folder with a plan that was opened and a log, and a journal that it was put into."""
    folder, engine, monday = tmp_path_factory.mktemp("made"), installed(), date(2026, 3, 2)
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("dressing", "dressing", matters=5)], id="sam")
    kept = FamilyFolder.make(folder / "sam", family, tags=engine.catalogue.known_tags)
    plan = engine.propose(family, on=monday, skill="ot/pull-up-socks")[0].plan
    plan = engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=monday), role="clinician")
    kept.save(plan, made_from=None)
    kept.append([notes(plan, 3), notes(plan, 4)])
    add = CliRunner().invoke(journal, ["add", str(folder / "sam"), "--to", str(folder / "practice.db")])
    assert (0, "New in the journal: 5. There already: 0.\n") == (add.exit_code, add.output)
    return folder


def notes(plan, day):
    return Entry(f"e{day}", date(2026, 3, day), focus=plan.focuses[0].id, tries=5, successes=4, worked="he laughed")


@pytest.fixture
def practised(made, typed, tmp_path):
    """What types a command beside a copy of them."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return typed


def changed(why):
    """Change the plan in the folder, as a person does, and return it."""
    folder = FamilyFolder("sam")
    plan = folder.plan()
    on = {"until": date(2026, 3, 20), "on": date(2026, 3, 5)}
    after = installed().hold(plan, plan.focuses[0].id, by="Dana, OT", role="clinician", why=why, **on)
    folder.save(after, made_from=plan.version)
    return after


@pytest.mark.parametrize("name", sorted(journal.commands))
def test_every_command_has_an_example_that_can_be_typed_and_options_that_say_what_they_are(name):
    """As every other command."""
    command = journal.commands[name]
    below = re.split(r"\n\s*Examples?:\n", command.help)[1]
    lines = [line.strip() for line in below.splitlines() if line.strip()]
    assert lines
    for line in lines:
        program, group, own, *words = shlex.split(line)
        assert ("coachplan", "journal", name) == (program, group, own)
        command.make_context(name, words)
    said = [option.help for option in command.params if isinstance(option, click.Option)]
    assert [] == [words for words in said if not (words and words.strip().endswith("."))]


@pytest.mark.parametrize("again", [date(2026, 3, 6), date(2026, 3, 4), date(1970, 1, 1)], ids=str)
def test_a_row_that_cannot_be_read_is_put_in_once_whatever_day_it_is(practised, monkeypatch, again):
    """A row without a day has that of its first reading, whichever way the clock went: one row for ever."""
    with Path("sam/log.csv").open("a", encoding="utf-8") as log:
        log.write("x,no-day,he stopped breathing\n")
    said = []
    for today in (date(2026, 3, 5), again, again):
        monkeypatch.setattr("coachplan.cli.journal.today", lambda today=today: today)
        said.append(practised("journal", "add", "sam", "--to", "practice.db")[1].partition(".")[0])
    assert ["New in the journal: 1", "New in the journal: 0", "New in the journal: 0"] == said


def test_what_a_folder_holds_is_put_in_once(practised):
    """The same again adds nothing; what is new since is added, and a step that was taken with it."""
    assert "New in the journal: 0. There already: 4.\n" == practised("journal", "add", "sam", "--to", "practice.db")[1]
    after = changed("a holiday")
    FamilyFolder("sam").append([notes(after, 5)])
    told = practised("journal", "add", "sam", "--to", "practice.db", "--by", "Dana, OT", "--json")[1]

    assert {"family": "sam", "new": 3, "conflicts": []} == json.loads(told)
    folder = FamilyFolder("sam")
    with Journal.open("practice.db") as opened:
        record = opened.read("sam")
        assert (folder.family(), folder.plans(), folder.log().entries) == (record.family, record.plans, record.entries)
        assert ["plan", "changed", "entry"] == [event.kind for event in record.events[-3:]]
        assert "Dana, OT" == record.events[-1].by


def test_words_of_a_row_that_cannot_be_read_are_kept(practised, tmp_path):
    """A sign may stand in them."""
    log = tmp_path / "sam" / "log.csv"
    log.write_bytes(log.read_bytes() + b"2026-03-05,no-day-at-all,what?,,he choked on a grape\r\n")
    said = practised("journal", "add", "sam", "--to", "practice.db")

    assert (0, "New in the journal: 1. There already: 4.\n") == said[:2]
    with Journal.open("practice.db") as opened:
        assert "choked on a grape" in opened.entries("sam")[-1].hard


def test_a_folder_that_is_behind_takes_the_place_of_nothing(practised, tmp_path):
    """As where an old copy of it was put back."""
    plan = tmp_path / "sam" / "plan.json"
    before = plan.read_bytes()
    changed("a holiday")
    assert 0 == practised("journal", "add", "sam", "--to", "practice.db")[0]
    plan.write_bytes(before)
    code, said, why = practised("journal", "add", "sam", "--to", "practice.db")

    assert (1, "") == (code, said)
    assert "knows changes of the plan" in why


def test_a_family_is_put_out_and_is_a_folder_again(practised):
    """One file, of which `restore` makes the folder."""
    told = json.loads(practised("journal", "export", "sam", "sam.zip", "--from", "practice.db", "--json")[1])
    again = restore("sam.zip", "again")

    assert {"family.toml", "journal.jsonl", "log.csv", "plan.json"} <= set(told["files"])
    assert 5 == told["events"]
    assert (FamilyFolder("sam").plans(), FamilyFolder("sam").log()) == (again.plans(), again.log())
    assert "Put into other.zip: family.toml" in practised(
        "journal", "export", "sam", "other.zip", "--from", "practice.db"
    )[1]


def test_a_journal_is_looked_through(practised):
    """All well, or each thing that is wrong, and it ends with 1."""
    assert (0, "All well: 1 family.\n", "") == practised("journal", "check", "practice.db")
    with closing(sqlite3.connect("practice.db")) as database, database:
        database.execute("drop trigger coachplan_journal_stands")
        database.execute("update coachplan_journal set document = replace(document, 'laughed', 'coughed')")
    code, said, _ = practised("journal", "check", "practice.db")

    assert (1, 3) == (code, len(said.splitlines()))
    assert ("it is not as it was written" in said, "laughed" in said, "coughed" in said) == (True, False, False)
    code, said, _ = practised("journal", "check", "practice.db", "--json")
    assert (1, {"damaged"}) == (code, {finding["code"] for finding in json.loads(said)["findings"]})
    Path("note.db").write_text("no journal " * 999)
    code, said, _ = practised("journal", "check", "note.db", "--json")
    assert (1, ["damaged"]) == (code, [finding["code"] for finding in json.loads(said)["findings"]])
    assert 1 == practised("journal", "check", "note.db")[0]


def test_whoever_looks_makes_no_journal(practised):
    """A name that was mistyped is no new file."""
    for words in (
        ("check", "none.db"),
        ("export", "sam", "none.zip", "--from", "none.db"),
        ("erase", "sam", "--from", "none.db", "--by", "Dana, OT", "--yes"),
    ):
        assert (1, "") == practised("journal", *words)[:2]
    assert not Path("none.db").exists()
    assert not Path("none.zip").exists()


def test_a_family_is_deleted_by_somebody(practised, monkeypatch):
    """Asked before, and recorded without the id."""
    words = ("journal", "erase", "sam", "--from", "practice.db", "--by", "Dana, OT")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    assert 1 == practised(*words)[0]
    assert 1 == practised("journal", "erase", "nobody", "--from", "practice.db", "--by", "Dana, OT", "--yes")[0]
    assert 2 == practised("journal", "erase", "sam", "--from", "practice.db", "--yes")[0]
    assert (0, {"events": 5, "gone": True}) == (
        0,
        json.loads(practised(*words, "--yes", "--json")[1]),
    )

    assert (0, "All well: 0 families.\n", "") == practised("journal", "check", "practice.db")
    assert b"Sam" not in Path("practice.db").read_bytes()
    with Journal.open("practice.db") as opened:
        assert [("Dana, OT", 5)] == [(each.by, each.events) for each in opened.erasures()]


def test_what_is_printed_as_json_is_as_documented():
    """Each command of the journal has a row on the page, and one in the list of commands."""
    values = (DOCS / "reference" / "api" / "command-line.md").read_text(encoding="utf-8")
    listed = (DOCS / "how-to" / "command-line.md").read_text(encoding="utf-8")
    for name in journal.commands:
        assert f"| `journal {name}` |" in values
        assert f"| `journal {name} " in listed


@pytest.mark.parametrize(
    "words",
    [
        ("journal", "export", "sma", "sma.zip", "--from", "practice.db"),
        ("journal", "erase", "sma", "--from", "practice.db", "--by", "Dana, OT", "--yes"),
        ("audit", "practice.db", "--family", "sma"),
    ],
)
def test_the_id_of_a_family_that_was_typed_wrongly_is_told_with_the_right_one(practised, words):
    """Nobody is told to keep a family that was meant to be deleted."""
    code, _, told = practised(*words)
    assert (1, True) == (code, told.endswith("there is no family 'sma'. Did you mean 'sam'?\n"))


def test_an_empty_file_is_no_journal_and_stays_as_it_is(practised, tmp_path):
    """What is only read is not written to."""
    empty = tmp_path / "empty.db"
    empty.touch()
    for words in (("check", "empty.db"), ("export", "sam", "a.zip", "--from", "empty.db")):
        code, _, told = practised("journal", *words)
        assert (1, True, 0) == (code, "there is no journal in it" in told, empty.stat().st_size)
    assert (1, 0) == (practised("audit", "empty.db")[0], empty.stat().st_size)


@pytest.fixture
def hurt(practised, tmp_path):
    """A journal in which one note is not as it was written; and another, of which the end is gone."""
    whole = (tmp_path / "practice.db").read_bytes()
    (tmp_path / "hurt.db").write_bytes(whole.replace(b"he laughed", b"he l\xffughed", 1))
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 3])
    return practised


def test_what_is_good_of_a_damaged_journal_is_read(hurt, tmp_path):
    """And put into a new one, which is well; what is not is told, with its text, for a person to look at."""
    before = (tmp_path / "hurt.db").read_bytes()
    code, said, told = hurt("journal", "salvage", "hurt.db", "--to", "good.db")
    lines = said.splitlines()

    assert 1 == code
    assert "As they were written: 4 events of 1 family." == lines[0]
    assert "it is not as it was written" in lines[1]
    assert "ughed" in lines[2]
    assert "Put into good.db: 4 events." in told
    assert before == (tmp_path / "hurt.db").read_bytes()
    assert (0, "All well: 1 family.\n") == hurt("journal", "check", "good.db")[:2]
    assert 0o600 == (tmp_path / "good.db").stat().st_mode & 0o777
    values = json.loads(hurt("journal", "salvage", "hurt.db", "--json")[1])
    assert (["sam"], 4, 1, 1) == (values["families"], values["events"], len(values["bad"]), len(values["findings"]))


def test_a_journal_that_is_cut_short_is_read_as_far_as_it_goes(hurt):
    """It ends with 1, and with no traceback."""
    code, said, told = hurt("journal", "salvage", "cut.db")
    assert (1, True, False) == (code, said.startswith("As they were written: "), "Traceback" in told)


def test_a_journal_that_is_well_has_nothing_to_salvage(practised):
    """All of it is good, and it ends with 0."""
    assert (0, "As they were written: 5 events of 1 family.\n", "") == practised("journal", "salvage", "practice.db")


def test_what_is_salvaged_takes_the_place_of_nothing(hurt, tmp_path):
    """Neither of the journal itself nor of another file, and nothing is made where nothing is good."""
    before = (tmp_path / "practice.db").read_bytes()
    for to in ("practice.db", "hurt.db"):
        code, _, told = hurt("journal", "salvage", "hurt.db", "--to", to)
        assert (1, True) == (code, f"{to}: it is there already" in told)
    assert before == (tmp_path / "practice.db").read_bytes()
    (tmp_path / "none.db").write_text("no journal", encoding="utf-8")
    code, said, _ = hurt("journal", "salvage", "none.db", "--to", "new.db")
    assert (1, True, False) == (code, "0 events of 0 families" in said, (tmp_path / "new.db").exists())


def test_what_was_deleted_is_taken_out_of_the_file_later(practised, tmp_path, monkeypatch):
    """Where somebody reads while a family is deleted, the command says how it is done afterwards."""
    monkeypatch.setattr(connections, "_PATIENCE", 300)  # nobody ends reading here, however long it is waited for
    with closing(sqlite3.connect(tmp_path / "practice.db")) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from coachplan_journal").fetchall()
        code, said, _ = practised("journal", "erase", "sam", "--from", "practice.db", "--by", "Dana, OT", "--yes")
        assert (0, True) == (code, "coachplan journal tidy practice.db" in said)
        code, said, _ = practised("journal", "tidy", "practice.db")
        assert (1, True) == (code, "may still be there" in said)
    assert (0, "Nothing that was deleted is left in practice.db.\n") == practised("journal", "tidy", "practice.db")[:2]
    assert {"gone": True} == json.loads(practised("journal", "tidy", "practice.db", "--json")[1])


def test_a_plan_of_another_family_goes_into_no_journal(practised, tmp_path):
    """Else one child's notes would be recorded of another, and stay where theirs are deleted."""
    known = ("--child", "Zoe", "--age", "40", "--caregiver", "Kim", "--language", "en", "--routine", "dressing")
    assert 0 == practised("start", "zoe", *known)[0]
    for name in ("plan.json", "log.csv"):
        shutil.copy(tmp_path / "sam" / name, tmp_path / "zoe" / name)
    code, _, told = practised("journal", "add", "zoe", "--to", "practice.db")

    assert 1 == code
    assert "plan.json: it is of another family than family.toml" in told
    with Journal.open(tmp_path / "practice.db") as kept:
        assert ("sam",) == kept.families()


def test_a_sign_in_what_is_not_as_it_was_written_is_told(made, typed, tmp_path):
    """It is no part of the new journal, so somebody must look now; it ends with 3."""
    shutil.copytree(made / "sam", tmp_path / "sam")
    folder = FamilyFolder(tmp_path / "sam")
    folder.append([evolve(notes(folder.plan(), 5), hard="He choked and his lips went blue.")])
    assert 0 == typed("journal", "add", "sam", "--to", "practice.db")[0]
    whole = (tmp_path / "practice.db").read_bytes()
    at = whole.index(b"lips went blue")
    begins = whole.rindex(b'"tries":5', 0, at)
    (tmp_path / "practice.db").write_bytes(whole[:begins] + b'"tries":4' + whole[begins + 9 :])
    code, _, told = typed("journal", "salvage", "practice.db")

    assert 3 == code
    assert "! event 6 may name a sign: “" in told
    assert "lips went blue" in told
    assert 3 == typed("journal", "salvage", "practice.db", "--json")[0]


def test_what_salvages_does_not_send_to_itself(hurt):
    """Its findings say what is to be done beside it."""
    assert "coachplan journal salvage" in hurt("journal", "check", "cut.db")[2]
    assert "coachplan journal salvage" not in "".join(hurt("journal", "salvage", "cut.db")[1:])
