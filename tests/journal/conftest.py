"""
A journal in a folder of its own, made once and copied, since to make its tables takes longer than all else.
"""

from __future__ import annotations

import shutil

import pytest

from coachplan.journal import Journal


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The file of a journal in which nothing is recorded."""
    file = tmp_path_factory.mktemp("journal") / "empty.db"
    Journal.open(file).close()
    return file


@pytest.fixture
def new_file(empty, tmp_path):
    """What makes the file of a new journal, in which nothing is recorded."""

    def make(name="practice.db"):
        return shutil.copy(empty, tmp_path / name)

    return make


@pytest.fixture
def journal(new_file):
    """A journal in which nothing is recorded."""
    with Journal.open(new_file()) as opened:
        yield opened
