"""
Work on an endless row of items, on any executor: results in the order of the items, few of them held at a time, and
none lost when a worker dies.

What was under way when a worker died is done again, each part alone, halved until the one item is found that ends its
worker each time. Knows nothing of what the work is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from typing import Any, Generic, TypeVar

from attrs import define

from coachplan.base.errors import CoachplanError, Finding

__all__ = ["Pool", "in_order"]

T = TypeVar("T")
R = TypeVar("R")

#: An executor, or what makes one: then a pool that broke is made anew.
Pool = Executor | Callable[[], Executor]

#: What ended its worker alone may have been unlucky once.
_TIMES_ALONE = 2


@define
class _Part(Generic[T]):
    # Some items in a row, and what becomes of them.
    items: Sequence[T]
    future: Future[Any]


def in_order(
    work: Callable[[Sequence[T], int], list[R] | CoachplanError],
    items: Iterable[T],
    pool: Pool,
    *,
    lost: Callable[[T, BaseException], R],
    chunk: int,
    ahead: int,
) -> Iterator[R]:
    """
    Yield the result of each item, in order. *work* is given *chunk* items at a time, and a number that is another each
    time; it returns a result for each, or the error for which none can be had. *ahead* chunks are under way at most.
    *lost* makes the result of an item that ends its worker also when it is tried alone.

    Raises what *work* returned as an error, and `UnreadableError` where a pool broke that cannot be made anew, once all
    that came before it was yielded.
    """
    workers = _Workers(pool, work)
    parts = _Parts(items, chunk)
    under_way: deque[_Part[T]] = deque()
    try:
        while True:
            while len(under_way) < ahead and not (under_way and under_way[0].future.done()):
                some = parts.some()
                if not some:
                    break
                under_way.append(_Part(some, workers.begin(some)))
            if not under_way:
                parts.end()
                return
            if _error(under_way[0].future) is not None:
                _again(under_way, workers, lost)
            part = under_way.popleft()
            yield from _results(part.future)
    finally:
        for part in under_way:
            part.future.cancel()
        workers.end()


class _Parts(Generic[T]):
    # The items, some at a time. Where whoever yields them fails, what came before is done first, and that said then.

    def __init__(self, items: Iterable[T], chunk: int) -> None:
        self._items, self._chunk = iter(items), chunk
        self._failed: BaseException | None = None

    def some(self) -> Sequence[T]:
        taken: list[T] = []
        try:
            while self._failed is None and len(taken) < self._chunk:
                taken.append(next(self._items))
        except StopIteration:
            pass  # what was taken so far is the last of it
        except Exception as error:  # noqa: BLE001 - it is raised again, when its turn comes
            self._failed = error
        return taken

    def end(self) -> None:
        if self._failed is not None:
            raise self._failed


class _Workers(Generic[T, R]):
    def __init__(self, pool: Pool, work: Callable[[Sequence[T], int], list[R] | CoachplanError]) -> None:
        self._make = None if isinstance(pool, Executor) else pool
        self._pool = pool if isinstance(pool, Executor) else pool()
        self._work = work
        self._number = 0

    def begin(self, items: Sequence[T]) -> Future[Any]:
        # The number makes each call another: an executor may take the same call for the same result, and a failed one.
        self._number += 1
        try:
            return self._pool.submit(self._work, items, self._number)
        except BrokenExecutor as error:
            failed: Future[Any] = Future()
            failed.set_exception(error)
            return failed

    def mend(self) -> None:
        # A new pool, whether or not this one is broken: no part of it can be asked whether it is.
        if self._make is None:
            what = "a worker died, and its pool with it; what came before was handed over."
            hint = "Give what makes an executor, as executor=lambda: ProcessPoolExecutor(2): it is then made anew."
            raise CoachplanError(Finding(item="executor", what=what, hint=hint, code="worker-gone"))
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._make()

    def end(self) -> None:
        if self._make is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _error(future: Future[Any]) -> BaseException | None:
    try:
        error = future.exception()
    except CancelledError as cancelled:
        return cancelled
    if isinstance(error, ImportError):
        what = f"a worker lacks something: {error}."
        hint = "Install coachplan and its plugins wherever a worker runs."
        raise CoachplanError(Finding(item="executor", what=what, hint=hint, code="missing-extra")) from None
    return error


def _results(future: Future[Any]) -> list[Any]:
    done = future.result()
    if isinstance(done, CoachplanError):
        raise done
    return list(done)


def _again(under_way: deque[_Part[T]], workers: _Workers[T, R], lost: Callable[[T, BaseException], R]) -> None:
    # Which of those that were under way ended the worker cannot be told, so each is done again with no other beside it.
    wait([part.future for part in under_way])
    if any(isinstance(_error(part.future), BrokenExecutor) for part in under_way):
        workers.mend()
    for part in under_way:
        if _error(part.future) is not None:
            part.future = _known(_alone(part.items, workers, lost))


def _alone(items: Sequence[T], workers: _Workers[T, R], lost: Callable[[T, BaseException], R]) -> list[R]:
    error: BaseException | None = None
    for _ in range(_TIMES_ALONE if len(items) == 1 else 1):
        future = workers.begin(items)
        error = _error(future)
        if error is None:
            return _results(future)
        if isinstance(error, BrokenExecutor):
            workers.mend()
    if len(items) == 1:
        assert error is not None
        return [lost(items[0], error)]
    half = len(items) // 2
    return [*_alone(items[:half], workers, lost), *_alone(items[half:], workers, lost)]


def _known(results: list[R]) -> Future[Any]:
    made: Future[Any] = Future()
    made.set_result(results)
    return made
