"""
What the tests of the command line share: commands typed into a folder of their own, and a family that began.
"""

from __future__ import annotations

import sys

import pytest

from coachplan.cli.commands import coachplan
from coachplan.cli.terminal import _code

DAY = "2026-03-02"


@pytest.fixture
def typed(monkeypatch, capsys, tmp_path, read_once):
    """What types a command into a folder of its own, and gives its code and what it printed both ways."""
    monkeypatch.chdir(tmp_path)
    for name in ("EMERGENCY", "CALL", "SAFEGUARDING"):
        monkeypatch.delenv(f"COACHPLAN_{name}", raising=False)

    def ask(*words):
        monkeypatch.setattr(sys, "argv", ["coachplan", *words])
        code = _code(coachplan)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


@pytest.fixture
def begun(typed):
    """A family that began, with a plan that a clinician opened."""
    known = ("--child", "Sam", "--age", "48", "--caregiver", "Alex", "--language", "en", "--routine", "dressing")
    assert 0 == typed("start", "sam", *known)[0]
    skill = ("--skill", "ot/pull-up-socks")
    assert 0 == typed("propose", "sam", "--take", "1", "--by", "Dana, OT", "--on", DAY, *skill)[0]
    return typed
