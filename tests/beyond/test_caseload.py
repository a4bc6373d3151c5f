"""
A caseload on a real cluster of Dask: a scheduler and workers of their own, spoken to over loopback.
"""

from __future__ import annotations

import gc
import itertools
import os
import signal
import subprocess
import sys

import pytest
from distributed import Client, LocalCluster

from coachplan import Approval, Caregiver, Child, CoachplanError, Engine, Entry, Family, Routine
from coachplan.base.kept_a_while import _KEEPING
from coachplan.caseload import Case, Failed, Written, dump_case, dump_result, review_as_text, review_caseload
from coachplan.notes.remembered import Remembered
from coachplan.testing.builders import ENGINE, OPEN, D, day, installed, of_five

FAMILY = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("mornings", "dressing", minutes=10)], id="sam")


@pytest.fixture(scope="module")
def engine():
    """With every installed plugin, which each worker finds for itself."""
    return installed()


@pytest.fixture(scope="module")
def plan(engine):
    made = engine.propose(FAMILY, on=D, skill="ot/pull-up-socks")[0].plan
    return engine.approve(made, Approval.everything(made, by="Dana, OT", on=D), role="clinician")


@pytest.fixture(scope="module")
def cases(plan):
    focus = plan.focuses[0].id
    return [
        Case(
            plan,
            [Entry(f"e{n}", day(1 + n // 2), focus=focus, tries=5, successes=n * k % 6) for n in range(20)],
            on=day(12),
            id=f"f{k}",
        )
        for k in range(24)
    ]


@pytest.fixture(scope="module")
def client():
    """Two workers, each a process of its own."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as made,
        Client(made) as asked,
    ):
        assert made.scheduler_address.startswith("tcp://127.0.0.1:")
        yield asked


def test_the_same_bytes_on_a_cluster(engine, cases, client):
    """As values and as text, in order, a broken family among them."""
    given = [*cases[:9], Written("{", "c.jsonl, line 10"), *cases[9:]]
    alone = [dump_result(each) for each in review_caseload(given, engine)]
    with client.get_executor() as executor:
        far = [dump_result(each) for each in review_caseload(given, engine, executor=executor, chunk=5)]
        text = [each.text for each in review_as_text(map(_written, given), engine, executor=executor, chunk=5)]

    assert alone == far == text


def _written(given):
    return Written(dump_case(given), "c.jsonl") if isinstance(given, Case) else given


def test_a_worker_that_is_killed_loses_nothing(engine, cases, client):
    """In the middle of a caseload: what it had is done by another."""
    alone = [dump_result(each) for each in review_caseload(cases, engine)] * 3
    with client.get_executor(pure=False) as executor:
        results = review_as_text(cases * 3, engine, executor=executor, chunk=4, ahead=4)
        first = next(results)
        victim = next(iter(client.run(os.getpid).values()))
        os.kill(victim, signal.SIGKILL)
        rest = list(results)

    assert alone == [each.text for each in (first, *rest)]
    assert victim not in client.run(os.getpid).values()


def test_a_worker_with_another_engine_is_refused(cases, client, tmp_path):
    """By what the two differ in, and no family is blamed."""
    (tmp_path / "flags.toml").write_text(
        'format = "coachplan-content/1"\n[[flag]]\nid = "clinic/tea"\nurgency = "today"\nsay = "Call the clinic."\n'
        'words = { en = ["hot tea"] }\n',
        encoding="utf-8",
    )
    engine = Engine(content=tmp_path)
    (tmp_path / "flags.toml").unlink()
    with client.get_executor() as executor, pytest.raises(CoachplanError, match="had it as loaded"):
        list(review_caseload(cases, engine, executor=executor))


def test_plugins_are_found_where_somebody_else_reads_metadata_first():
    """Dask brings a copy of that reader along, whose classes are not those of the standard library."""
    code = (
        "import importlib_metadata, distributed\n"
        "from coachplan import Engine\n"
        "print(*sorted(f'{each.name}:{each.status}' for each in Engine().plugins))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert " ".join(sorted(f"{each.name}:{each.status}" for each in installed().plugins)) == said.strip()
    assert "ot:loaded" in said


def test_two_thousand_families_keep_no_more_than_two_hundred(monkeypatch):
    """
    Each wrote a note of its own. Some thousand readings and sentences are remembered, and then the oldest goes: here it
    goes after fifty, or is there by then, so that what is left is all that a family leaves behind. Single words are
    remembered, too, and these are few.
    """
    words = "red blue green small big tall round old new soft hard long flat wide".split()
    notes = itertools.product(words, repeat=3)

    def families(number):
        for each, note in enumerate(itertools.islice(notes, number)):
            yield Case(OPEN, of_five(each % 6, win=f"a {' and '.join(note)} tower"), on=day(2), id=f"f{each}")

    def kept(number):
        gc.collect()
        before = sys.getallocatedblocks()
        failed = sum(isinstance(each, Failed) for each in review_caseload(families(number), ENGINE))
        gc.collect()
        assert 0 == failed
        return sys.getallocatedblocks() - before

    for each in words:  # every word is known by now
        list(review_caseload([Case(OPEN, of_five(3, win=f"a {each} and {each} tower"), on=day(2))], ENGINE))
    kept(1000)
    for remembered in tuple(_KEEPING):
        if isinstance(remembered, Remembered):
            monkeypatch.setattr(remembered, "_most", 50)
    kept(150)
    few, many = kept(200), kept(2000)

    assert many < max(few, 0) + 1000
