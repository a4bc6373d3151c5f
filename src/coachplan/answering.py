"""
A call into somebody else's code that may never come back: its answer, its error, or that there was none in time.

Knows nothing of plugins. It reads no clock; it waits, and a wait has an end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

__all__ = ["within"]

T = TypeVar("T")


def within(seconds: float, make: Callable[[], T]) -> T:
    """
    Return what *make* returns, or raise what it raises; `TimeoutError` where it does neither within *seconds*.

    It runs in a thread of its own, because an import that hangs can be left behind, but not ended. So what is called
    must not need the main thread, as setting a signal handler would.
    """
    made: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            made.append(make())
        except BaseException as error:  # noqa: BLE001 - raised again below, where somebody is listening
            raised.append(error)

    thread = threading.Thread(target=run, name="coachplan-asks", daemon=True)
    thread.start()
    thread.join(seconds)
    if made:
        return made[0]
    if raised and isinstance(raised[0], Exception | SystemExit):
        raise raised[0]
    if raised:  # a KeyboardInterrupt that was raised in there is not the user's
        raise RuntimeError(f"it raised {type(raised[0]).__name__}.") from raised[0]
    raise TimeoutError(f"it did not answer within {seconds:g} seconds.")
