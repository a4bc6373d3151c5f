"""
What the tests of a caseload share: two processes that were spawned, and a plugin that is no friend of its worker.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

#: A plugin whose one reading ends the process that takes it where the cue of a focus says so: each time, or once.
HOSTILE = """
import os
from pathlib import Path

from coachplan import Catalogue, Rule, Source, hookimpl
from coachplan.progress.signals import Signal

name = "hostile"


def measure(practice):
    cue = practice.focus.cue
    if cue == "end the worker":
        os._exit(9)
    if cue.startswith("end it once: "):
        mark = Path(cue.removeprefix("end it once: "))
        if not mark.exists():
            mark.touch()
            os._exit(9)
    return 1


@hookimpl
def coachplan_catalogue():
    asks = Rule("hostile/asks", "days > 9999 and hostile/reading > 5", holds=["step-up"], say="No.",
                sources=[Source("hostile/own", "Made up.", "OWN")])
    reading = Signal("hostile/reading", "ends its process", low=0, high=9, measure=measure)
    return Catalogue(signals=[reading], rules=[asks])
"""


@pytest.fixture(scope="session")
def pool():
    """Two processes, for all tests that leave them alive."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as made:
        yield made


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """The plugin as a module that a spawned process can import, too."""
    (tmp_path / "hostile_plugin.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return __import__("hostile_plugin")
