"""
What `make test` leaves to the whole run, by the rules of `conftest.py`: a fixed part, counted, and nothing of safety.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent

#: What holds when a child is in danger: all of these run every day, in a smaller form at least.
OF_SAFETY = (
    "test_laws_safety.py", "test_laws_cautions.py", "test_attacks.py", "review/test_alerts.py",
    "review/test_urgency.py", "review/test_who_wrote_it.py", "notes/test_missed.py", "notes/test_everyday.py",
    "notes/test_figures.py",
    "notes/test_assertion.py", "notes/test_strangers.py", "notes/test_reader.py", "cli/test_signs_are_not_lost.py",
    "plugins/test_loading.py", "plugins/test_door.py", "knowledge/test_cautions.py", "planning/test_cautioned.py",
)  # fmt: skip


@pytest.fixture(scope="module")
def rules(pytestconfig):
    """The module that holds them."""
    return pytestconfig.pluginmanager.get_plugin(str(HERE / "conftest.py"))


class Item:
    """A row of a test, as pytest has it."""

    def __init__(self, nodeid, function=len, **marks):
        self.nodeid, self.function, self.obj, self.marks = nodeid, function, function, marks

    def get_closest_marker(self, name):
        return self.marks.get(name)


class Config:
    """What pytest knows, and keeps of what is left out."""

    def __init__(self, *, everyday):
        self.everyday, self.stash, self.hook, self.left = everyday, {}, self, []

    def getoption(self, _name):
        return self.everyday

    def pytest_deselected(self, items):
        self.left = items


def chosen(rules, items, *, everyday=True):
    """The names of what runs, and of what is left."""
    config, running = Config(everyday=everyday), list(items)
    rules.pytest_collection_modifyitems(config, running)
    assert {*items} == {*running, *config.left}
    assert len(items) == len(running) + len(config.left)
    return [each.nodeid for each in running], config


def rows(test, number, **marks):
    return [Item(f"{test}[{place}]", **marks) for place in range(number)]


def test_without_it_everything_runs(rules):
    """Also what is marked."""
    items = [*rows("t::a", 40), *rows("t::b", 3, whole=pytest.mark.whole.mark)]
    assert [each.nodeid for each in items] == chosen(rules, items, everyday=False)[0]


@pytest.mark.parametrize(
    ("number", "marks", "run"),
    [
        (4, {}, range(4)),
        (11, {}, (0, 5, 10)),
        (11, {"sweep": pytest.mark.sweep(one_in=1).mark}, range(11)),
        (4, {"sweep": pytest.mark.sweep(one_in=3).mark}, (0, 3)),
        (2, {"sweep": pytest.mark.sweep(one_in=40).mark}, (0,)),
        (2, {"whole": pytest.mark.whole.mark}, ()),
    ],
)
def test_of_many_rows_some_run(rules, number, marks, run):
    """The first, and each so manieth after it; the rest is counted."""
    running, config = chosen(rules, rows("t::a", number, **marks))
    assert [f"t::a[{place}]" for place in run] == running
    assert {"tests": number - len(run), "laws": 0, "sampling": 0} == config.stash[rules.LEFT]


def test_a_law_is_tried_on_fewer_examples(rules):
    """Once less, however many of its rows run; all else that it asks for stays."""

    @settings(max_examples=200, derandomize=True)
    @given(st.integers())
    def law(_number):
        """It is chosen, and never run."""

    _, config = chosen(rules, [Item("t::law[0]", law), Item("t::law[1]", law)])
    asked = law._hypothesis_internal_use_settings
    assert (10, True, 1) == (asked.max_examples, asked.derandomize, config.stash[rules.LEFT]["laws"])
    assert [2, 3, 3, 5] == [rules.fewer_of(examples) for examples in (2, 12, 60, 100)]


def test_nothing_of_safety_is_left_to_the_whole_run():
    """Each test of it runs at least one row, every day; and the dangers that were missed once run all of theirs."""
    for name in OF_SAFETY:
        assert "mark.whole" not in (HERE / name).read_text(encoding="utf-8"), name
    text = (HERE / "notes" / "test_missed.py").read_text(encoding="utf-8")
    assert re.search(r"sweep\(one_in=1\)\n(?:@.*\n)+?def test_a_danger_is_heard", text)
