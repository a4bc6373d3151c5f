"""
What a command takes for today where nobody said the day: the one place that reads a clock.

The library itself reads none, and is always told.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

__all__ = ["now", "today"]


def today() -> date:
    """
    Return the day that it is here.
    """
    return datetime.now(tz=UTC).astimezone().date()


def now() -> datetime:
    """
    Return the moment that it is, for stamps, to the second.
    """
    return datetime.now(tz=UTC).replace(microsecond=0)
