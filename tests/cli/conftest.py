"""
What the tests of the command line share: commands typed into a folder of their own, and a family that began.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from coachplan.cli.commands import coachplan
from coachplan.cli.terminal import _code
from coachplan.plugins import making

sys.path.insert(0, str(Path(__file__).parent))
import once  # beside the tests, and no package

DAY = "2026-03-02"


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """Lets every command make its own engine, of what was read before."""
    monkeypatch.setattr(making, "made_anew", once.made_once)


@pytest.fixture
def typed(monkeypatch, capsys, tmp_path):
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
