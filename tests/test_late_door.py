"""
The door hands a name out when it is asked: by every way in which Python asks.
"""

from __future__ import annotations

import pickle
import pydoc
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import get_type_hints

import pytest

import coachplan
from coachplan.engine import Engine


def run(code):
    """What a new Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.whole
def test_all_of_it_can_be_taken_at_once():
    """`from coachplan import *` brings every promised name."""
    taken = run("from coachplan import *; print(*sorted(name for name in dir() if name[0] != '_'))").split()
    assert sorted(coachplan.__all__) == taken


def test_it_says_what_there_is_before_anything_is_asked():
    """`dir()` and what completes a name behind Tab know all of them, and load nothing."""
    code = "import coachplan, sys; print(*dir(coachplan)); assert 'coachplan.engine' not in sys.modules"
    assert set() == set(coachplan.__all__) - set(run(code).split())


def test_help_tells_all_of_it():
    """`help(coachplan)` shows every name."""
    shown = pydoc.plain(pydoc.render_doc(coachplan))
    assert [] == [name for name in coachplan.__all__ if name not in shown]


def test_a_name_that_there_is_not_is_an_error():
    """As of any module; and the nearest can be told, since `dir()` knows it."""
    with pytest.raises(AttributeError, match="module 'coachplan' has no attribute 'Enginee'") as error:
        coachplan.Enginee  # noqa: B018 - asked for what it raises
    assert error.value.name == "Enginee"
    with pytest.raises(ImportError, match="cannot import name 'Enginee' from 'coachplan'"):
        exec("from coachplan import Enginee", {})


def test_a_value_is_of_one_class_wherever_it_is_met():
    """Taken through the door or from its module, pickled and back."""
    child = coachplan.Child("Sam", 48)
    assert pickle.loads(pickle.dumps(child)) == child
    assert coachplan.Engine is Engine
    assert pickle.loads(pickle.dumps(coachplan.Engine)) is Engine


def test_many_threads_may_ask_at_once():
    """Each is given the same class."""
    code = (
        "import coachplan\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len(set(pool.map(lambda _: coachplan.Engine, range(64)))))"
    )
    assert run(code) == "1"
    with ThreadPoolExecutor(8) as pool:
        assert {Engine} == set(pool.map(lambda _: coachplan.Engine, range(64)))


def test_what_the_verbs_take_can_be_looked_up():
    """Every kind of value that a verb names is found by whoever asks with the names of the door."""
    names = {name: getattr(coachplan, name) for name in coachplan.__all__}
    assert get_type_hints(Engine.review, localns=names)["return"] is coachplan.Review
