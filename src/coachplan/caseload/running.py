"""
A caseload from end to end: cases in, results out, in process or on any executor, the same either way.

Each worker makes its engine once. Does not know where cases come from, nor where results go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from attrs import evolve

from coachplan.base.disclosure import found, found_figure
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Texts
from coachplan.caseload.cases import Failed, Reviewed
from coachplan.caseload.engines import Sent, engine_of, send
from coachplan.caseload.in_order import Pool, in_order
from coachplan.caseload.reviewing import Answer, Given, answered, lost, result_of
from coachplan.caseload.written import dump_result
from coachplan.engine import Engine
from coachplan.model.speaking import NO_TEXTS, with_texts

__all__ = ["AHEAD", "CHUNK", "Progress", "review_as_text", "review_caseload"]

R = TypeVar("R", Answer, Reviewed | Failed)

#: So many cases are sent to a worker at a time: some tenths of a second of work, beside which the way is short.
CHUNK = 16
#: And so many such chunks are under way at most, for pools of up to as many workers.
AHEAD = 16

#: Is told how many are done, and how many of these failed.
Progress = Callable[[int, int], None]


def review_caseload(
    cases: Iterable[Given],
    engine: Engine,
    *,
    executor: Pool | None = None,
    chunk: int = CHUNK,
    ahead: int = AHEAD,
    progress: Progress | None = None,
) -> Iterator[Reviewed | Failed]:
    """
    Review many families: yield a `Reviewed` or a `Failed` for each case, in the order of the cases. They are taken as
    they are needed, so that an endless iterator is read no further than the results are.

    *executor*: where the work is done. None: here, one after another. An executor (`ProcessPoolExecutor`,
    `ThreadPoolExecutor`, Dask's `Client.get_executor()`): there, *chunk* cases at a time, with *ahead* such chunks
    under way at most; it stays open. What makes an executor, as in `lambda: ProcessPoolExecutor(2)`: one is made, made
    anew where a worker dies, and shut down at the end. What was under way is then done again; a family that ends its
    worker each time, tried alone, is a `Failed`. In each process the engine is made once.

    *progress* is called after each result, with the number done and the number of those that failed.

    Raises `InvalidError` for a *chunk* or an *ahead* below 1, and where the engine cannot be sent, or would be another
    in a worker; `UnreadableError` where an executor broke that cannot be made anew.
    """
    words = engine.catalogue.words
    results = _run(cases, engine, result_of, lost, _bare, executor, chunk, ahead)
    return _told((_speaking(each, words) for each in results), progress, lambda each: isinstance(each, Failed))


def review_as_text(
    cases: Iterable[Given],
    engine: Engine,
    *,
    executor: Pool | None = None,
    chunk: int = CHUNK,
    ahead: int = AHEAD,
    progress: Progress | None = None,
) -> Iterator[Answer]:
    """
    Do the same, and yield each result as an `Answer`: the line of JSON that is kept of it. Workers then read the cases
    that `read_cases` yields, and write the results: where both ends are files, this is the faster way.

    Arguments and errors are those of `review_caseload`.
    """
    results = _run(cases, engine, answered, _lost_as_text, _as_it_is, executor, chunk, ahead)
    return _told(results, progress, lambda each: each.failed)


def _run(
    cases: Iterable[Given],
    engine: Engine,
    one: Callable[[Engine, Given], R],
    lose: Callable[[Given, BaseException], R],
    light: Callable[[R], R],
    executor: Pool | None,
    chunk: int,
    ahead: int,
) -> Iterator[R]:
    whole = "Expected a whole number, 1 or more."
    findings = [
        Finding(item=name, what=f"found {found_figure(value)}.", hint=whole, code="out-of-range")
        for name, value in (("chunk", chunk), ("ahead", ahead))
        if type(value) is not int or value < 1
    ]
    if not (executor is None or isinstance(executor, Executor) or callable(executor)):
        hint = "Give an executor, or what makes one."
        findings.append(Finding(item="executor", what=f"found {found(executor)}.", hint=hint, code="wrong-kind"))
    if findings:
        raise CoachplanError(findings)
    if executor is None:
        return (one(engine, each) for each in cases)
    if isinstance(executor, ThreadPoolExecutor):
        return in_order(partial(_here, engine, one), cases, executor, lost=lose, chunk=chunk, ahead=ahead)
    return in_order(partial(_there, send(engine), one, light), cases, executor, lost=lose, chunk=chunk, ahead=ahead)


def _here(engine: Engine, one: Callable[[Engine, Given], R], cases: Sequence[Given], _number: int) -> list[R]:
    return [one(engine, each) for each in cases]


def _there(
    sent: Sent, one: Callable[[Engine, Given], R], light: Callable[[R], R], cases: Sequence[Given], _number: int
) -> list[R] | CoachplanError:
    # Handed back and not raised: what is wrong with the engine is wrong with no family.
    try:
        engine = engine_of(sent)
    except CoachplanError as error:
        return error
    return [light(one(engine, each)) for each in cases]


def _told(results: Iterator[R], progress: Progress | None, failed: Callable[[R], bool]) -> Iterator[R]:
    done = lacking = 0
    for each in results:
        done, lacking = done + 1, lacking + failed(each)
        if progress is not None:
            progress(done, lacking)
        yield each


# -- words stay at home: each process has them, and they are the larger part of what would be sent


def _bare(result: Reviewed | Failed) -> Reviewed | Failed:
    return _speaking(result, NO_TEXTS)


def _speaking(result: Reviewed | Failed, words: Texts) -> Reviewed | Failed:
    if isinstance(result, Failed):
        return evolve(result, alerts=tuple(with_texts(each, words) for each in result.alerts))
    beside = tuple(with_texts(each, words) for each in result.beside)
    return evolve(result, review=with_texts(result.review, words), beside=beside)


def _as_it_is(result: Answer) -> Answer:
    return result


def _lost_as_text(given: Given, why: BaseException) -> Answer:
    failed: Any = lost(given, why)
    return Answer(failed.id, dump_result(failed), failed=True)
