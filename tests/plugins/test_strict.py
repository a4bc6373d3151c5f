"""
An engine that must be whole: what is not loaded is refused by name, and a failed hook says where in its files.
"""

from __future__ import annotations

import sys
import threading
from importlib.metadata import EntryPoint

import pytest

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.plugins import loading
from coachplan.progress.signals import Signal
from coachplan.testing.builders import OPEN, Bringing, day, of_five
from coachplan.testing.toy import OWN, Toy, toy


def _stumbles():
    raise ValueError("stumbled")


BROKEN = Bringing("broken", hook=_stumbles)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"plugins": [BROKEN]}, {"broken": "failed"}),
        ({"plugins": [toy], "blocked": ["toy"]}, {"toy": "blocked"}),
        ({"plugins": [toy], "blocked": ["nobody"]}, {"nobody": "blocked"}),
        ({"plugins": [toy], "needs": ["ot", "feeding"]}, {"feeding": "missing", "ot": "missing"}),
        ({"plugins": [BROKEN, toy], "needs": ["ot", "toy"]}, {"broken": "failed", "ot": "missing"}),
        ({"plugins": [], "content": ["no-such-folder"]}, {"no-such-folder": "failed"}),
    ],
)
def test_strict_refuses_whatever_is_not_loaded(given, named):
    """Each by name, with its status; without `strict` the engine starts and says the same of them."""
    with pytest.raises(CoachplanError) as caught:
        Engine(**given, strict=True)
    assert named == {each.where: each.what.partition(":")[0] for each in caught.value.findings}
    assert named == {each.name: each.status for each in Engine(**given).plugins if each.status != "loaded"}


def test_strict_starts_where_all_is_there():
    """A name that is needed may be a plugin's or a namespace that it has; the core is always there."""
    assert ["loaded"] == [
        each.status for each in Engine(plugins=[toy], needs=["toy", "core"], blocked=[], strict=True).plugins
    ]


def test_what_is_missing_says_what_to_do():
    """The nearest name, else to install it."""
    (found,) = (each for each in Engine(plugins=[toy], needs=["toyy"]).plugins if each.status == "missing")
    assert "Did you mean 'toy'?" in found.why
    (found,) = Engine(plugins=[], needs=["ot"]).plugins
    assert "Install it" in found.why


def test_a_failed_hook_keeps_where_it_failed():
    """Its own file, line and function, and no line of ours; the strict engine says it, too."""
    (found,) = Engine(plugins=[BROKEN]).plugins
    assert f'File "{__file__}", line {_stumbles.__code__.co_firstlineno + 1}, in _stumbles' in found.trace
    assert "deadline.py" not in found.trace
    assert "contributions.py" not in found.trace
    with pytest.raises(CoachplanError, match="in _stumbles"):
        Engine(plugins=[BROKEN], strict=True)


def test_an_error_that_lies_about_where_it_was_is_not_asked():
    """Where it was is read from Python itself; a recursion without an end is cut."""

    class LyingError(Exception):
        __traceback__ = property(lambda _self: 1 / 0)

    def deeper():
        deeper()

    def lying():
        raise LyingError

    (found,) = Engine(plugins=[Bringing("lying", hook=lying)]).plugins
    assert "in lying" in found.trace
    (found,) = Engine(plugins=[Bringing("deep", hook=deeper)]).plugins
    assert 20 >= found.trace.count("in deeper")


def test_without_threads_all_is_loaded_and_read(monkeypatch):
    """Where no thread can be started, as in a browser: hooks and signals answer right here, and failures are named."""

    def refuse(_self):
        raise RuntimeError("can't start new thread")

    signal = Signal("other/days", "days", measure=lambda log: len(log.days), low=0)
    rule = Rule("other/hold", "other/days >= 3", holds=["step-up"], say="No.", sources=[OWN])
    other = Bringing("other", signals=[signal], rules=[rule])
    threaded = Engine(plugins=[toy, other])
    monkeypatch.setattr(threading.Thread, "start", refuse)
    alone = Engine(plugins=[Toy(), other, BROKEN])
    assert {"broken": "failed", "other": "loaded", "toy": "loaded"} == {
        each.name: each.status for each in alone.plugins
    }
    assert threaded.catalogue.flags == alone.catalogue.flags
    log = of_five(5, 5, 5)
    assert threaded.review(OPEN, log, on=day(3)).readings == alone.review(OPEN, log, on=day(3)).readings


FLAG = """format = "coachplan-content/1"
[[flag]]
id = "other/hot-drink"
urgency = "today"
say = "Please call the clinic today."
words = { en = ["hot tea"], es = ["caliente"] }
"""
DATA = ""
HOOK = """from pathlib import Path
from coachplan import hookimpl, read_catalogue
@hookimpl
def coachplan_catalogue():
    return read_catalogue(Path(__file__).parent / "catalogue")
"""


@pytest.mark.parametrize("blocked", [(), ("other",)])
@pytest.mark.parametrize(
    ("source", "stray"),
    [
        (DATA, "x = 1"),
        (HOOK, "x = 1"),
        (HOOK, "not TOML"),
        ("import no_such_module", None),
        ("raise SystemExit", None),
        ("coachplan_contract = '>=2'", None),
    ],
)
def test_a_package_that_fails_keeps_the_signs_of_its_folder(tmp_path, monkeypatch, source, stray, blocked):
    """Whatever its code does, or lies beside its files: what can be read without running any of it is looked for."""
    package = tmp_path / "coachplan_other"
    (package / "catalogue").mkdir(parents=True)
    (package / "__init__.py").write_text(source, encoding="utf-8")
    (package / "catalogue" / "flags.toml").write_text(FLAG, encoding="utf-8")
    if stray:
        (package / "catalogue" / "note.toml").write_text(stray, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "coachplan_other", raising=False)
    monkeypatch.setattr(loading, "entry_points", lambda group: [EntryPoint("other", "coachplan_other", group)])
    engine = Engine(blocked=blocked)
    assert [("other", "blocked" if blocked else "failed", (("flags", 1),))] == [
        (each.name, each.status, each.brings) for each in engine.plugins
    ]
    assert ["other/hot-drink"] == [each.flag for each in engine.read("hot tea").mentions]
    monkeypatch.delitem(sys.modules, "coachplan_other", raising=False)
