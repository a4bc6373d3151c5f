"""
Workers that die: killed in the middle of a family, once or each time. Nothing is lost, and the family is named.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import weakref
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from coachplan.base.errors import CoachplanError, UnreadableError
from coachplan.caseload import Case, Failed, Reviewed, dump_result, review_as_text, review_caseload
from coachplan.caseload.in_order import in_order
from coachplan.engine import Engine
from coachplan.testing.builders import at, day, of_five
from coachplan.testing.toy import toy


def two_spawned():
    """What makes a pool of two processes that share nothing with this one."""
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


def case(number, cue=""):
    return Case(at(cue=cue), of_five(number % 6, 3, 5), on=day(4), id=f"f{number}")


@pytest.fixture
def engine(hostile):
    """One whose plugin ends the worker of a family with a certain cue."""
    return Engine(plugins=[toy, hostile])


@pytest.mark.whole
def test_a_family_that_ends_its_worker_each_time_is_named_and_no_other_is_lost(engine):
    """What is around it, in the same chunk and in others, is as without it."""
    ending = {3}
    given = [case(number, "end the worker" if number in ending else "") for number in range(8)]
    harmless = [each for each in given if not each.plan.focuses[0].cue]
    alone = {each.id: each for each in review_caseload(harmless, engine)}

    results = list(review_caseload(given, engine, executor=two_spawned, chunk=2, ahead=3))

    assert [each.id for each in given] == [each.id for each in results]
    assert {f"f{number}" for number in ending} == {each.id for each in results if isinstance(each, Failed)}
    assert {"worker-gone"} == {each.findings[0].code for each in results if isinstance(each, Failed)}
    assert alone == {each.id: each for each in results if isinstance(each, Reviewed)}


@pytest.mark.whole
def test_a_worker_that_dies_once_costs_nothing(engine, tmp_path):
    """Whoever was killed by chance, as by a system that ran out of memory, is simply done again."""
    given = [case(number, f"end it once: {tmp_path / 'mark'}" if number == 5 else "") for number in range(12)]
    results = list(review_as_text(given, engine, executor=two_spawned, chunk=4))

    assert (tmp_path / "mark").exists()
    assert [dump_result(each) for each in review_caseload(given, engine)] == [each.text for each in results]
    assert not any(each.failed for each in results)


@pytest.mark.whole
def test_workers_that_are_killed_from_outside_cost_nothing(engine):
    """All of them, in the middle of a caseload that goes on."""
    pools = []

    def remembered():
        pools.append(two_spawned())
        return pools[-1]

    results = review_caseload(map(case, range(30)), engine, executor=remembered, chunk=2, ahead=4)
    first = [next(results) for _ in range(3)]
    for process in list(pools[0]._processes.values()):
        process.kill()
    rest = list(results)

    assert 2 == len(pools)
    assert list(review_caseload(map(case, range(30)), engine)) == first + rest


@pytest.mark.whole
def test_an_executor_that_cannot_be_made_anew_is_said_to_be_broken(engine):
    """After all that came before it; with what to give in its place. It is the caller's, and is not shut down."""
    given = [case(number, "end the worker" if number == 5 else "") for number in range(8)]
    handed = []
    with two_spawned() as pool, pytest.raises(UnreadableError, match="executor=lambda") as raised:
        handed.extend(each.id for each in review_caseload(given, engine, executor=pool, chunk=2, ahead=1))

    assert "worker-gone" == raised.value.findings[0].code
    assert ["f0", "f1", "f2", "f3"] == handed
    assert isinstance(raised.value, CoachplanError)


# -- the row itself, with work of its own

LIGHT = """
import os
def work(items, number):
    if any(each < 0 for each in items):
        os._exit(9)
    return [each * 2 for each in items]
"""


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("given", [[-1], [1, -2, -3, 4, 5, 6, 7, -8], [*range(20), -1, *range(20), -2]], ids=len)
def test_each_that_ends_its_worker_is_found_among_the_others(tmp_path, monkeypatch, given):
    """Several of them, side by side or apart, alone or last; in order, and nothing twice."""
    (tmp_path / "light_work.py").write_text(LIGHT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from light_work import work

    def lost(item, why):
        return f"{item} was lost: {type(why).__name__}"

    results = list(in_order(work, given, two_spawned, lost=lost, chunk=8, ahead=3))

    assert [f"{each} was lost: BrokenProcessPool" if each < 0 else each * 2 for each in given] == results


def doubled(items, _number):
    return [each.value * 2 for each in items]


class Item:
    """A number that can be seen to be let go."""

    def __init__(self, value):
        self.value = value


@pytest.mark.whole
def test_no_more_is_held_than_is_under_way():
    """However long the row is: what was handed over is let go, and so is what it was made of."""
    alive = weakref.WeakSet()

    def endless():
        for number in itertools.count():
            item = Item(number)
            alive.add(item)
            yield item

    most = {}
    with ThreadPoolExecutor(2) as threads:
        results = in_order(doubled, endless(), threads, lost=None, chunk=5, ahead=4)
        for number in (200, 2000):
            held = []
            for expected, result in zip(range(number), results, strict=False):
                if expected % 100 == 0:
                    gc.collect()
                    held.append(len(alive))
                del result
            most[number] = max(held)
        results.close()

    assert max(most.values()) <= 5 * (4 + 3)


@pytest.mark.parametrize("failing", [OSError("a cable"), ValueError("cannot be sent"), SystemExit(3)])
def test_whatever_keeps_a_chunk_from_coming_back_costs_one_item_at_most(failing):
    """It is halved until the item is alone; a worker that leaves is none that brings the caller down."""

    def work(items, _number):
        if 3 in items:
            raise failing
        return [f"did {each}" for each in items]

    with ThreadPoolExecutor(2) as threads:
        results = list(in_order(work, range(8), threads, lost=lambda each, why: (each, why), chunk=4, ahead=2))

    assert [(3, failing) if each == 3 else f"did {each}" for each in range(8)] == results


def test_a_worker_that_lacks_the_library_is_said_to():
    """That is wrong with all families, and with none of them."""

    def work(_items, _number):
        raise ModuleNotFoundError("No module named 'coachplan'")

    with ThreadPoolExecutor(1) as threads, pytest.raises(CoachplanError, match="a worker lacks something"):
        list(in_order(work, range(8), threads, lost=None, chunk=4, ahead=2))
