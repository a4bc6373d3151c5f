"""
How the tests are run: property tests without a deadline, and without a choice that differs from run to run; all of it,
or with `--everyday` a fixed part. And where data that may not lie in the repository is found.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coachplan.plugins import making

sys.path.insert(0, str(Path(__file__).parent))
import once  # beside the tests, and no package

# What is known is large and never changes: to look through all of it again and again for what could be thrown away took
# a tenth of the time.
gc.set_threshold(100_000, 20, 20)

# Built reviews are slow next to Hypothesis' 200 ms, and a clock has no place in a test. The examples are drawn the same
# way each time: what fails for one person fails for the next. `--hypothesis-profile=wide` looks further.
settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wide", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

#: Pipes, devices, disks that are full, writers that are killed and names that are no text, as Linux has them; other
#: systems have others.
collect_ignore = [] if sys.platform == "linux" else ["cli/test_terminal.py", "journal/test_survives.py"]


# -- two depths

#: How much fewer examples a law is tried on with `--everyday`; and how few there are at least.
FEWER, FEWEST = 20, 3
#: A test with more rows than this is a sweep, of which every so manieth row runs; one that says otherwise is marked.
MANY, ONE_IN = 4, 5

LEFT = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser):
    """Without it everything runs: whoever asks for one file gets all of it."""
    told = "of each test with many rows a fixed sample, and of each law a twentieth of its examples"
    parser.addoption("--everyday", action="store_true", help=told)


def pytest_collection_modifyitems(config, items):
    """
    With `--everyday`: of the rows of a sweep the first and each so manieth after it, none of what is for the whole run
    alone, and of each law a twentieth of its examples. What is left out is counted, and told in the end.
    """
    if not config.getoption("everyday"):
        return
    kept, left, places = [], [], Counter()
    rows = Counter(map(test_of, items))
    for item in items:
        test, sweep = test_of(item), item.get_closest_marker("sweep")
        one_in = sweep.kwargs["one_in"] if sweep else ONE_IN if rows[test] > MANY else 1
        here = item.get_closest_marker("whole") is None and not places[test] % one_in
        places[test] += 1
        (kept if here else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)
    laws = {id(law): law for item in kept if (law := law_of(item)) is not None}
    for law in laws.values():
        asked = law._hypothesis_internal_use_settings
        law._hypothesis_internal_use_settings = settings(asked, max_examples=fewer_of(asked.max_examples))
    sampling = sum("some_of" in getattr(item, "fixturenames", ()) for item in kept)
    config.stash[LEFT] = {"tests": len(left), "laws": len(laws), "sampling": sampling}


def test_of(item):
    """The test that an item is a row of; a scenario is one by itself."""
    return item.nodeid.partition("[")[0] if hasattr(item, "function") else item.nodeid


def law_of(item):
    """The function of a test that Hypothesis draws for; None for any other."""
    test = getattr(item, "obj", None)
    return getattr(test, "__func__", test) if getattr(test, "is_hypothesis_test", False) else None


def pytest_collection_finish(session):
    """What was collected stays; nobody need look through it for what could be thrown away."""
    gc.freeze()


def pytest_sessionfinish(session):
    """Of several processes each leaves out the same, and says so to the one that tells."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = session.config.stash.get(LEFT, None)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """What one of them left out is what all of them did."""
    left = getattr(node, "workeroutput", {}).get("left")
    if left:
        node.config.stash[LEFT] = left


def pytest_terminal_summary(terminalreporter, config):
    """Nothing is left out in silence."""
    left = config.stash.get(LEFT, None)
    if left:
        terminalreporter.section("left for make test-all")
        terminalreporter.write_line(
            f"{left['tests']} tests, most of them rows of which a fixed sample ran; nineteen in twenty of the examples "
            f"of {left['laws']} laws; and most of what {left['sampling']} tests go through."
        )


def fewer_of(examples):
    """How many examples there are, of so many, with `--everyday`."""
    return min(examples, max(FEWEST, ceil(examples / FEWER)))


@pytest.fixture(scope="session")
def fewer(pytestconfig):
    """What says how many examples a law is tried on that is written inside of a test."""
    return fewer_of if pytestconfig.getoption("everyday") else int


@pytest.fixture(scope="session")
def some_of(pytestconfig):
    """What returns of many values, with `--everyday`, the first and each so manieth after it; and else all of them."""

    def chosen(values, *, one_in):
        return list(values)[:: one_in if pytestconfig.getoption("everyday") else 1]

    return chosen


# -- what tests share


@pytest.fixture
def read_once(monkeypatch):
    """Lets each engine of all that is installed be made of what was read before."""
    monkeypatch.setattr(making, "made_anew", once.made_once)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """
    The folder of published single-case data, which lies outside the repository: its licence is not this project's.

    Looked for in the environment variable COACHPLAN_DATA, and else as `shared/data` beside one of the folders above.
    """
    named = os.environ.get("COACHPLAN_DATA")
    folders = [Path(named)] if named else [above / "shared" / "data" for above in Path(__file__).resolve().parents]
    for folder in folders:
        if (folder / "reference_values.csv").is_file():
            return folder
    pytest.skip("The published data is not here: set COACHPLAN_DATA to the folder that holds reference_values.csv.")
