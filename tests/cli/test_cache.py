"""
The command that keeps what content was read to: made, used, told and deleted.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coachplan.cli.commands import coachplan
from coachplan.cli.places import cache_folder

FLAG = """format = "coachplan-content/1"
[[flag]]
id = "clinic/hot-drink"
urgency = "today"
say = "Please call the clinic today."
words = { en = ["hot tea"] }
"""


def run(*given):
    done = CliRunner().invoke(coachplan, ["cache", *map(str, given)], catch_exceptions=True)
    return done.exit_code, done.output


@pytest.mark.whole
def test_it_is_made_told_and_deleted(tmp_path):
    """Each says what it did and where; deleting what is not there is no mistake."""
    clinic, place = tmp_path / "clinic", tmp_path / "cache"
    clinic.mkdir()
    (clinic / "flags.toml").write_text(FLAG, encoding="utf-8")
    assert run("--folder", place) == (0, f"0 files kept in {place}.\n")
    status, said = run("--make", "--content", clinic, "--folder", place)
    assert status == 0
    assert said.startswith(f"Kept in {place / 'engine-'}")
    assert run("--folder", place) == (0, f"1 file kept in {place}.\n")
    assert run("--clear", "--folder", place) == (0, f"Deleted 1 file in {place}.\n")
    assert [] == list(place.iterdir())
    assert run("--clear", "--folder", place) == (0, f"Deleted 0 files in {place}.\n")


def test_nothing_else_is_deleted(tmp_path):
    """Only what this command made."""
    (tmp_path / "engine-notes.txt").write_text("mine", encoding="utf-8")
    run("--clear", "--folder", tmp_path)
    assert ["engine-notes.txt"] == [each.name for each in tmp_path.iterdir()]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have places of their own")
def test_the_place_is_the_platforms(monkeypatch, tmp_path):
    """As the environment says, where it names a whole path; else at home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_folder() == tmp_path / ".cache" / "coachplan"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == tmp_path / ".cache" / "coachplan"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "said"))
    assert cache_folder() == tmp_path / "said" / "coachplan"


@pytest.mark.parametrize(
    ("platform", "place"), [("darwin", "Library/Caches/coachplan"), ("win32", "AppData/Local/coachplan/Cache")]
)
def test_other_platforms_have_theirs(monkeypatch, tmp_path, platform, place):
    """Where the people who use them look for it."""
    monkeypatch.setattr("coachplan.cli.places.sys.platform", platform)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert cache_folder() == tmp_path / place
