"""
An engine in another process: sent as how it was made, made anew, and the same or refused.
"""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import types
from concurrent.futures import ProcessPoolExecutor

import pytest

import coachplan_ot
from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.model.flags import Help
from coachplan.testing.builders import OPEN, Bringing, day, of_five
from coachplan.testing.toy import toy

FLAG = """format = "coachplan-content/1"
[[flag]]
id = "clinic/hot-drink"
urgency = "today"
say = "Please call the clinic today."
words = { en = ["hot tea"] }
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "clinic"
    made.mkdir()
    (made / "flags.toml").write_text(FLAG)
    return made


def _review(engine, plan, log, on):
    return engine.review(plan, log, on=on)


@pytest.mark.whole
def test_an_engine_is_the_same_where_it_arrives(folder, monkeypatch):
    """Plugins by module and by object, a folder by its whole path, the help: all of it, in a few hundred bytes."""
    monkeypatch.chdir(folder.parent)
    engine = Engine(plugins=[coachplan_ot, toy], content="clinic", help=Help(emergency="112"), needs=["ot"])
    sent = pickle.dumps(engine)
    assert len(sent) < 2000
    monkeypatch.chdir("/")
    arrived = pickle.loads(sent)
    assert engine.plugins == arrived.plugins
    log = of_five(5, 5, 5, hard="hot tea")
    assert engine.review(OPEN, log, on=day(3)) == arrived.review(OPEN, log, on=day(3))
    assert engine.plugins == copy.deepcopy(engine).plugins


@pytest.mark.whole
def test_an_engine_goes_to_a_process_that_was_spawned():
    """It reviews there as here."""
    engine, log = Engine(plugins=[toy]), of_five(5, 5, 5)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        there = pool.submit(_review, engine, OPEN, log, day(3)).result()
    assert engine.review(OPEN, log, on=day(3)) == there


def test_another_engine_than_the_one_sent_is_refused(folder):
    """Where a folder lost its flags on the way, or a plugin is gone, it is named; nobody reviews with less."""
    sent = pickle.dumps(Engine(plugins=[toy], content=folder))
    (folder / "flags.toml").write_text(FLAG.replace("[[flag]]", "[[flagg]]"))
    with pytest.raises(CoachplanError, match=r"clinic: the engine had it as loaded \(1 flags\); here it is failed"):
        pickle.loads(sent)


def test_a_module_that_is_not_there_is_named(monkeypatch):
    """The module by name, and to install it."""
    module = types.ModuleType("coachplan_toy")
    module.coachplan_catalogue = toy.coachplan_catalogue
    monkeypatch.setitem(__import__("sys").modules, "coachplan_toy", module)
    sent = pickle.dumps(Engine(plugins=[module]))
    monkeypatch.delitem(__import__("sys").modules, "coachplan_toy")
    with pytest.raises(CoachplanError, match="'coachplan_toy', which cannot be imported here"):
        pickle.loads(sent)


def test_a_plugin_that_cannot_be_sent_is_said_so_by_pickle():
    """An object that holds what cannot be pickled stays at home."""
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        pickle.dumps(Engine(plugins=[Bringing("held", hook=lambda: None)]))
