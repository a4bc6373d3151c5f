"""
What the fuzzer begins with and what it once found, read by every target's own check, without a fuzzer.

Reads `fuzz/`, and knows nothing of how the fuzzer changes what it begins with.
"""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path

import pytest

from coachplan.base.errors import CoachplanError, Finding

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"


@pytest.fixture(scope="module", autouse=True)
def beside():
    """The targets import one another by name, as they do where the fuzzer runs them."""
    before, known = sys.path[:], set(sys.modules)
    sys.path.insert(0, str(FUZZ))
    yield
    sys.path[:] = before
    for name in set(sys.modules) - known:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(FUZZ)):
            del sys.modules[name]


def targets():
    return importlib.import_module("run").TARGETS


def test_every_target_is_run():
    """Whatever has a check is in the list, and has samples and words to begin with."""
    named = {path.stem for path in FUZZ.glob("*.py") if "\ndef check(" in path.read_text(encoding="utf-8")}
    assert named == set(targets())
    for name in targets():
        target = importlib.import_module(name)
        assert target.samples()
        assert all(isinstance(word, str) for word in target.WORDS)
    assert {path.name for path in (FUZZ / "corpus").iterdir()} <= named


def test_what_was_found_once_is_not_found_again():
    """Each file that is kept is read, or refused, as its target asks."""
    kept = sorted((FUZZ / "corpus").glob("*/*"))
    assert kept
    for path in kept:
        importlib.import_module(path.parent.name).check(path.read_bytes())


@pytest.mark.parametrize("name", ["documents", "contents", "logs", "folders", "notes", "tables", "conditions"])
def test_what_a_target_begins_with_holds(name):
    """Its samples are as they should be, and so are some changes of them, the same in each run."""
    target = importlib.import_module(name)
    chance = random.Random(7)
    samples = target.samples()
    for data in chance.sample(samples, min(len(samples), 12)):
        target.check(data)
        changed = target.changed(data, chance)
        if changed is not None:
            target.check(changed)


def test_a_check_finds_what_is_wrong(monkeypatch):
    """An error that tells what was written, says nothing, or comes of another is found."""
    held = importlib.import_module("held")
    for said in ("found 'Zebedee ate quietly'.", "found \u2e2e.", "it cannot be read (KeyError)."):
        with pytest.raises(held.Broken):
            held.refused(CoachplanError(Finding(what=said)))
    held.refused(CoachplanError(Finding(what="found a text of 19 characters.")))
    passed = []
    monkeypatch.setattr(held.time, "process_time", lambda: sum(passed))
    held.grows_evenly(passed.append)
    with pytest.raises(held.Broken, match="8 times as much took 512 times as long"):
        held.grows_evenly(lambda times: passed.append(times**3), share=5)
    with pytest.raises(ZeroDivisionError):
        held.value_or_refusal(lambda: 1 // 0)


def test_without_a_fuzzer_it_is_said_in_a_sentence(monkeypatch, capsys):
    """Where none is installed nothing is tried, and that is no success."""
    run = importlib.import_module("run")
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "argv", ["run.py", "--seconds", "1"])
    assert 1 == run.main()
    said = capsys.readouterr()
    assert "" == said.out
    assert said.err.startswith("This needs the fuzzer atheris, which is not installed here")


def test_what_was_found_is_tried_once_more_without_a_fuzzer(monkeypatch, tmp_path):
    """By the name of its target and its file."""
    run = importlib.import_module("run")
    (tmp_path / "found").write_bytes(b"success >= 0.8")
    monkeypatch.setattr(sys, "argv", ["run.py", "conditions", str(tmp_path / "found")])
    tried = []
    monkeypatch.setattr(importlib.import_module("conditions"), "check", tried.append)
    assert 0 == run.main()
    assert [b"success >= 0.8"] == tried
