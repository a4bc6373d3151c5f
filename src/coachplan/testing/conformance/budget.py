"""
How much work a call is, counted in calls of functions: the same on every machine, however busy.

Counts what Python code calls, written in Python or in C; whatever happens inside one call in C is one. Knows nothing
of seconds, nor of what the work is for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

__all__ = ["TooMuchError", "counted"]

T = TypeVar("T")


class TooMuchError(Exception):
    """
    More calls than were allowed.
    """


class _Stop(KeyboardInterrupt):
    """
    Like a person who stops it, so that whoever is being counted does not take it for an error of its own and go on.
    """


def counted(make: Callable[[], T], most: int) -> tuple[T, int]:
    """
    Return what *make* returns, and how many calls that took. Raises `TooMuchError` at the call after *most*.
    """
    calls = 0

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1
            if calls > most:
                raise _Stop

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        made = make()
    except _Stop:
        raise TooMuchError(f"took more than {most} calls of functions") from None
    finally:
        sys.setprofile(before)
    return made, calls
