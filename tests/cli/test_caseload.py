"""
`coachplan caseload`: many families out of one file, safe with a line that is broken, the same on one process or two.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coachplan.caseload import Case, Failed, Reviewed, dump_case, read_results, write_cases
from coachplan.testing.builders import OPEN, day, entry, of_five

BLUE = "He choked on a grape and his lips went blue."


@pytest.fixture
def families(tmp_path):
    """Five families in a file."""
    cases = [Case(OPEN, of_five(number, 3, 5), on=day(4), id=f"f{number}") for number in range(5)]
    write_cases(cases, tmp_path / "cases.jsonl")
    return tmp_path / "cases.jsonl"


def test_many_families_are_reviewed(typed, families, tmp_path):
    """In their order, into a file that its owner alone can read; the same on two processes, and as Parquet."""
    code, said, told = typed("caseload", "cases.jsonl", "--to", "one.jsonl", "--workers", "1")
    again = typed("caseload", "cases.jsonl", "--to", "two.jsonl", "--workers", "2")
    rows = typed("caseload", "cases.jsonl", "--to", "rows.parquet", "--workers", "1")

    assert (0, "", "5 families: 5 reviewed, 0 not.\n") == (code, said, told)
    assert [0, 0] == [again[0], rows[0]]
    one, two = ((tmp_path / f"{name}.jsonl").read_bytes() for name in ("one", "two"))
    assert one == two
    assert [f"f{number}" for number in range(5)] == [each.id for each in read_results(tmp_path / "one.jsonl")]
    assert list(read_results(tmp_path / "one.jsonl")) == list(read_results(tmp_path / "rows.parquet"))
    assert 0o600 == (tmp_path / "one.jsonl").stat().st_mode & 0o777 or sys.platform == "win32"


def test_a_broken_line_is_named_and_stops_no_other(typed, families, tmp_path):
    """With file and line, and what would be right; it ends with 1."""
    lines = families.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace('"tries": 5', '"tries": "five"')
    families.write_text("\n".join([*lines[:3], "", "{", *lines[3:]]) + "\n", encoding="utf-8")

    code, _, told = typed("caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", "1")
    results = list(read_results(tmp_path / "out.jsonl"))

    assert 1 == code
    assert ["f0", "f1", "f2", "cases.jsonl, line 5", "f3", "f4"] == [each.id for each in results]
    assert [Reviewed, Reviewed, Failed, Failed, Reviewed, Reviewed] == [type(each) for each in results]
    assert "f2: it could not be reviewed, and somebody must look at it. cases.jsonl, line 3: entries[0].tries" in told
    assert "cases.jsonl, line 5: this is not JSON at column" in told
    assert "6 families: 4 reviewed, 2 not." in told


def test_a_sign_in_a_broken_line_is_said(typed, tmp_path, monkeypatch):
    """It ends with 3; what is piped in is read as any file, and the results are printed."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"our log\n{BLUE}\n".encode())))
    code, said, told = typed("caseload", "-", "--workers", "1", "--on", "2026-03-05")
    kinds = [json.loads(line)["format"] for line in said.splitlines()]

    assert (3, ["coachplan-failed/1"] * 2) == (code, kinds)
    assert "-, line 2: ! " in told
    assert "lips went blue" in told
    assert "With 1 an alert is open." in told


def test_a_day_is_for_those_that_say_none(typed, families, tmp_path):
    """A family's own day counts before it."""
    lines = [json.loads(line) for line in families.read_text(encoding="utf-8").splitlines()]
    del lines[1]["on"]
    families.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert 0 == typed("caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", "1", "--on", "2026-03-20")[0]

    days = [str(each.review.on) for each in read_results(tmp_path / "out.jsonl")]
    assert ["2026-03-05", "2026-03-20", "2026-03-05"] == days[:3]


def test_what_cannot_be_told_one_by_one_is_counted(typed, tmp_path):
    """A file of another kind does not fill the screen."""
    (tmp_path / "cases.jsonl").write_text("{\n" * 130, encoding="utf-8")
    code, _, told = typed("caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", "1")

    assert 1 == code
    assert "And 30 more: each stands among the results." in told
    assert 102 == len(told.splitlines())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.jsonl",), "there is no such file"),
        (("cases.csv",), ".csv is not a kind of caseload"),
        (("cases.jsonl", "--to", "out.csv"), "Give a name that ends in .jsonl"),
        (("cases.jsonl", "--to", "./cases.jsonl"), "the families themselves stand in this file"),
        (("cases.jsonl", "--to", "log.jsonl"), "the family itself is kept"),
        (("cases.jsonl", "--content", "nowhere"), "--content"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(typed, families, tmp_path, words, told):
    """In one sentence."""
    code, _, said = typed("caseload", *words, "--workers", "1")

    assert (1, True, False) == (code, told in said, "Traceback" in said)
    assert ["cases.jsonl"] == [each.name for each in tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["coachplan.__main__", "coachplan.cli.__main__"])
def test_a_worker_that_imports_the_program_once_more_runs_nothing(name):
    """As one does that was spawned, under another name."""
    assert callable(importlib.import_module(name).main)


def test_how_far_it_is_is_shown_on_a_terminal(typed, families, monkeypatch):
    """By what was read of the file."""
    shown = io.StringIO()
    shown.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", shown)

    assert 0 == typed("caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", "1")[0]
    assert "families" in shown.getvalue()
    assert "100%" in shown.getvalue()


def line_of(name, *, tries=5, **written):
    """A family as a line; with another word than a number for its tries it cannot be reviewed."""
    line = json.loads(dump_case(Case(OPEN, [entry(1, 3, **written)], on=day(4), id=name)))
    line["entries"][0]["tries"] = tries
    return json.dumps(line) + "\n"


def test_each_open_alert_is_said(typed, tmp_path):
    """By the id of the family, the most urgent first, without a word of what was written; it ends as a review does."""
    said = {"f1": "He cried a lot.", "f2": "He has lost words that he had.", "f3": "He laughed.", "f4": BLUE}
    lines = [line_of(name, worked=words) for name, words in said.items()]
    (tmp_path / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    code, _, told = typed("caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", "1")
    urgent = [line for line in told.splitlines() if "an alert is open" in line and line.startswith("f")]

    assert 3 == code
    assert urgent[0].startswith("f4: an alert is open (now).")
    assert 2 == len(urgent)
    assert urgent[1].startswith("f2: an alert is open (soon).")
    assert "blue" not in told


def test_no_sign_is_left_out_of_what_is_told(typed, tmp_path):
    """However many other families failed before it."""
    lines = ["{\n"] * 130 + [line_of("last", tries="five", hard=BLUE)]
    (tmp_path / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    code, _, told = typed("caseload", "cases.jsonl", "--to", "out.jsonl", "--workers", "1")

    assert 3 == code
    assert told.startswith("last: ! now: “lips went blue")
    assert 1 == told.count("lips went blue")
    assert "you wrote" not in told  # the family is not who reads this


@pytest.mark.sweep(one_in=2)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_sign_is_said_where_the_results_cannot_be_written(tmp_path, workers):
    """On the second way out, and it ends with 3."""
    (tmp_path / "cases.jsonl").write_text(line_of("f1", tries="five", hard=BLUE), encoding="utf-8")
    asked = [sys.executable, "-m", "coachplan", "caseload", "cases.jsonl", "--workers", workers]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            asked, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False
        )

    assert 3 == ran.returncode
    assert "f1: ! now: “lips went blue" in ran.stderr
    assert "No space left" in ran.stderr
    assert "Traceback" not in ran.stderr


def running(group):
    """Whether a process of a group is there still."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.sweep(one_in=3)
@pytest.mark.skipif(sys.platform == "win32", reason="a group of processes is asked for by its number")
@pytest.mark.parametrize("ends", ["reader", signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_the_command(tmp_path, ends):
    """Whether whoever reads goes away or the command is ended; a worker holds names and notes."""
    lines = [line_of("f0", tries="five", hard=BLUE), *(line_of(f"f{number}") for number in range(1, 300))]
    (tmp_path / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    asked = [sys.executable, "-m", "coachplan", "caseload", "cases.jsonl", "--workers", "2"]
    with subprocess.Popen(
        asked, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as ran:
        ran.stdout.read(100)
        if ends == "reader":
            ran.stdout.close()
            assert b"f0: ! now" in ran.stderr.read()
        else:
            ran.send_signal(ends)
        ran.wait(60)
        until = time.monotonic() + 20
        while running(ran.pid) and time.monotonic() < until:
            time.sleep(0.05)
        try:
            assert not running(ran.pid)
        finally:
            if running(ran.pid):
                os.killpg(ran.pid, signal.SIGKILL)
