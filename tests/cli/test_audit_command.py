"""
The command that looks back: what was kept of each review, made again, and how it ends where it is less safe.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from coachplan.audit import audited, made_with
from coachplan.documents.audit_trail import add_audited, read_audited
from coachplan.documents.codec import write
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.files import MOST_BYTES
from coachplan.journal import Journal
from coachplan.model.entries import Entry
from coachplan.model.flags import Help
from coachplan.testing.builders import installed

FLAG = """format = "coachplan-content/1"
[[source]]
id = "clinic/own"
citation = "The clinic's own"
grade = "OWN"
[[flag]]
id = "clinic/new-splint"
urgency = "today"
words = { en = ["the splint hurts"] }
say = "Please call the clinic today."
sources = ["clinic/own"]
"""


@pytest.fixture
def shown(begun, tmp_path):
    """A family, of which three reviews were kept: of nothing, of a good day, and of one with a sign."""
    log = ("log", "sam", "--went", "mostly")
    assert 0 == begun("review", "sam", "--on", "2026-03-02", "--audit", "trail.jsonl")[0]
    assert 0 == begun(*log, "--worked", "he held it", "--on", "2026-03-03")[0]
    assert 0 == begun("review", "sam", "--on", "2026-03-03", "--audit", "trail.jsonl")[0]
    assert 3 == begun(*log, "--hard", "he stopped breathing", "--on", "2026-03-04")[0]
    assert 3 == begun("review", "sam", "--on", "2026-03-04", "--audit", "trail.jsonl")[0]
    return begun


def without_the_sign(file):
    """Take away, in a trail, what was written and kept of the sign; the review stays as it was shown."""
    kept = read_audited(file).audited
    file.unlink()
    for each in kept:
        entries = [entry for entry in each.entries if "breathing" not in entry.hard]
        add_audited(file, evolve(each, entries=entries, plan=evolve(each.plan, open_flags=())))


def test_what_was_kept_is_said_again(shown, tmp_path):
    """One document a line, for the owner alone; the same is said, and the command ends with 0."""
    file = tmp_path / "trail.jsonl"
    assert ([3, 0o600]) == [len(file.read_text(encoding="utf-8").splitlines()), file.stat().st_mode & 0o777]

    code, said, _ = shown("audit", "trail.jsonl")

    assert (0, "3 reviews: 0 less safe, 0 different otherwise, 3 the same.\n") == (code, said)


def test_less_safe_comes_first_and_ends_with_3(shown, tmp_path):
    """Of several reviews the one that is less safe is told first; in Spanish, too; and as JSON."""
    without_the_sign(tmp_path / "trail.jsonl")

    code, said, _ = shown("audit", "trail.jsonl")
    lines = said.splitlines()

    assert 3 == code
    assert lines[0].startswith("2026-03-04, family sam, plan ")
    assert "  LESS SAFE than then, 3 things:" == lines[1]
    assert "the alert (call now) is gone" in lines[2]
    assert "3 reviews: 1 less safe, 0 different otherwise, 2 the same." == lines[-1]
    assert "MENOS SEGURO" in shown("audit", "trail.jsonl", "--language", "es")[1]
    code, said, _ = shown("audit", "trail.jsonl", "--json")
    reviews = json.loads(said)["reviews"]
    assert (3, [True, False, False]) == (code, [each["less_safe"] for each in reviews])
    assert ("alert", "now", "") == tuple(reviews[0]["differences"][0][name] for name in ("weight", "then", "now"))


@pytest.mark.whole
def test_other_content_is_found(begun, tmp_path):
    """A sign that the clinic's folder brings: with it the same is said, and without it less is safe."""
    clinic = tmp_path / "clinic"
    clinic.mkdir()
    (clinic / "flags.toml").write_text(FLAG, encoding="utf-8")
    with_it = ("--content", "clinic")
    begun("log", "sam", "--hard", "the splint hurts", "--on", "2026-03-03", *with_it)
    assert 3 == begun("review", "sam", "--on", "2026-03-03", "--audit", "a.jsonl", *with_it)[0]

    assert 0 == begun("audit", "a.jsonl", *with_it)[0]
    code, said, _ = begun("audit", "a.jsonl")
    assert 3 == code
    assert "clinic/new-splint" in said
    assert "The content “clinic flags” is not there any more." in said
    assert 1 == begun("audit", "a.jsonl", "--content", "nowhere")[0]


def test_with_the_numbers_of_then(begun, tmp_path):
    """What was decided by other numbers is other today, and the same by those of then."""
    folder = FamilyFolder(tmp_path / "sam")
    plan, engine = folder.plan(), installed().with_parameters({"core/lately-days": 1, "core/start-share": 0.9})
    log = [
        Entry(f"e{number}", folder.plan().focuses[0].since.replace(day=number), focus=plan.focuses[0].id, tries=5,
              successes=number % 3)
        for number in range(2, 9)
    ]  # fmt: skip
    review = engine.review(plan, log, on=log[-1].on)
    write(audited(engine, plan, log, review), tmp_path / "one.json")

    code, said, _ = begun("audit", "one.json")
    assert code in (1, 3)
    assert "The number core/lately-days was 1. Now it is 3." in said
    of_then = begun("audit", "one.json", "--parameters", "then")
    assert (0, "1 review: 0 less safe, 0 different otherwise, 1 the same.\n") == of_then[:2]


def test_whom_to_call_is_whom_it_was(shown):
    """An alert is not another because the command was typed without a number; where none was kept, it may be given."""
    assert 3 == shown("review", "sam", "--on", "2026-03-04", "--call", "555 0100", "--audit", "b.jsonl")[0]

    assert 0 == shown("audit", "b.jsonl", "--call", "555 0199")[0]


def test_a_journal_is_gone_through(begun, tmp_path):
    """Each review of each family, or of one; each with what it was made with."""
    plan, engine = FamilyFolder(tmp_path / "sam").plan(), installed()
    engine = type(engine)(help=Help(call="555 0100"))
    log = [Entry("e1", plan.first_day, focus=plan.focuses[0].id, tries=5, successes=4, hard="he stopped breathing")]
    with Journal.open(tmp_path / "practice.db") as journal:
        at = {"at": _noon(plan.first_day), "by": "Dana, OT"}
        journal.save(plan, made_from=None, entries=log, **at)
        review = engine.review(plan, log, on=plan.first_day)
        journal.offered(review, family="sam", made_with=made_with(engine), **at)

    for words in ((), ("--family", "sam")):
        told = begun("audit", "practice.db", *words)[:2]
        assert (0, "1 review: 0 less safe, 0 different otherwise, 1 the same.\n") == told
    assert 1 == begun("audit", "practice.db", "--family", "ann")[0]


def _noon(day):
    from datetime import UTC, datetime

    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_line_that_cannot_be_read_costs_no_other(shown, tmp_path):
    """It is told with its number, and the command does not end as if all were well; what comes after it is read."""
    file = tmp_path / "trail.jsonl"
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"format": "coachplan-audited/1", "plan"')
    add_audited(file, read_audited(file).audited[0])

    code, said, told = shown("audit", "trail.jsonl")

    assert (1, "4 reviews: 0 less safe, 0 different otherwise, 4 the same. 1 could not be read.\n") == (code, said)
    assert "trail.jsonl line 4" in told


@pytest.mark.parametrize("name", ["sam/log.csv", "sam/plan.json", "trail.txt"])
def test_a_trail_takes_the_place_of_nothing_else(begun, name):
    """No file that a family is kept in, and none of another kind; nothing is reviewed then."""
    code, said, _ = begun("review", "sam", "--on", "2026-03-02", "--audit", name)
    assert (1, "") == (code, said)


def test_where_a_trail_cannot_be_written_an_alert_is_told_all_the_same(shown, tmp_path):
    """And the code says that one is open."""
    (tmp_path / "gone.jsonl").mkdir()

    code, said, told = shown("review", "sam", "--on", "2026-03-04", "--audit", "gone.jsonl")
    assert (3, True) == (code, "stopped breathing" in said)
    assert "gone.jsonl" in told


def test_where_a_trail_cannot_be_written_that_is_said(begun, tmp_path):
    """What is no ordinary file takes no review, and the command does not end as if it were kept."""
    (tmp_path / "gone.jsonl").mkdir()

    code, _, told = begun("review", "sam", "--on", "2026-03-02", "--audit", "gone.jsonl")
    assert (1, True) == (code, "gone.jsonl" in told)


def test_nothing_that_was_kept_is_said(begun, tmp_path):
    """A file that is not there, and one without a review in it."""
    assert 1 == begun("audit", "nowhere.jsonl")[0]
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    code, said, told = begun("audit", "empty.jsonl")
    assert (1, "0 reviews: 0 less safe, 0 different otherwise, 0 the same.\n") == (code, said)
    assert "no review is kept there" in told


def test_where_nothing_was_compared_it_does_not_end_as_if_all_were_well(shown, tmp_path):
    """The id of a family that was typed wrongly, a journal in which nobody was shown a review, and one line alone."""
    for more in ((), ("--json",)):
        code, said, told = shown("audit", "trail.jsonl", "--family", "sma", *more)
        assert 1 == code
        assert "no review of the family 'sma' is kept there" in said + told
        assert "Did you mean 'sam'?" in said + told
    assert 0 == shown("journal", "add", "sam", "--to", "practice.db")[0]
    code, _, told = shown("audit", "practice.db")
    assert 1 == code
    assert "practice.db: no review is kept there" in told
    (tmp_path / "broken.jsonl").write_text("hello\n", encoding="utf-8")
    code, said, _ = shown("audit", "broken.jsonl")
    assert (1, "0 reviews: 0 less safe, 0 different otherwise, 0 the same. 1 could not be read.\n") == (code, said)


@pytest.mark.whole
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_what_is_shown_is_kept_before_it_is_shown(begun, tmp_path):
    """So that it is kept also where whoever reads it goes away in the middle."""
    asked = [sys.executable, "-m", "coachplan", "review", "sam", "--on", "2026-03-02", "--audit", "trail.jsonl"]
    with Path("/dev/full").open("wb") as full:
        assert 1 == subprocess.run(asked, cwd=tmp_path, stdout=full, stderr=subprocess.DEVNULL, check=False).returncode
    assert 1 == len(read_audited(tmp_path / "trail.jsonl").audited)


def test_what_is_wrong_with_a_trail_is_told_by_its_own_option(begun):
    """And the folder is named that is not there, not a file in it that nobody typed."""
    assert "--audit: the family itself is kept" in begun("review", "sam", "--audit", "sam/log.csv")[2]
    assert "Error: gone: it cannot be written" in begun("review", "sam", "--audit", "gone/trail.jsonl")[2]


def test_a_trail_that_could_not_be_read_again_is_not_added_to(begun, tmp_path):
    """What is written can be read; the review is shown all the same, with what to do."""
    file = tmp_path / "trail.jsonl"
    file.touch()
    os.truncate(file, MOST_BYTES - 1_000)
    code, said, told = begun("review", "sam", "--on", "2026-03-02", "--audit", "trail.jsonl")

    assert (1, True, MOST_BYTES - 1_000) == (code, bool(said), file.stat().st_size)
    assert "Begin another file" in told
