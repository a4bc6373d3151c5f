"""
What was read is remembered for a while, so that a note that was read a moment ago is not read again.

An answer depends on what was asked and on nothing else, so that it is the same whether it is remembered or made anew.
Kept in memory alone, never on disk and never in a pickle; so many answers and so many bytes of them, the oldest out
first. Refuses to know what was asked, and what the answer means.
"""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import Any

from coachplan.base.kept_a_while import to_be_forgotten

__all__ = ["MOST", "MOST_BYTES", "Remembered"]

#: So many answers are kept, and so many bytes of them, reckoned from above.
MOST, MOST_BYTES = 4096, 8_000_000
#: No single answer takes more than this part of it all: one very long note does not push out everything else.
_PART = 8
#: What an answer takes by itself, and each thing in it, beside the letters of what was asked, of up to four bytes each.
_ITEM, _LETTER = 700, 4


class Remembered:
    """
    Answers by all that they depend on. Several threads may ask and keep at once.
    """

    __slots__ = ("__weakref__", "_bytes", "_kept", "_lock", "_most", "_most_bytes")

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._kept: dict[Hashable, tuple[Any, int]] = {}
        self._bytes = 0
        self._lock = Lock()
        to_be_forgotten(self)

    def __len__(self) -> int:
        return len(self._kept)

    def __reduce__(self) -> tuple[type[Remembered], tuple[int, int]]:
        # What a family wrote does not travel with what it was read by.
        return type(self), (self._most, self._most_bytes)

    @property
    def bytes_kept(self) -> int:
        """
        How many bytes it all takes, reckoned from above.
        """
        return self._bytes

    def get(self, asked: Hashable) -> Any:
        """
        Return the answer to what is *asked*; None where it is not remembered.
        """
        found = self._kept.get(asked)
        return None if found is None else found[0]

    def keep(self, asked: Hashable, answer: Any, *, letters: int, items: int) -> None:
        """
        Remember an answer, of *items* things, to what was *asked* in so many *letters*.
        """
        size = _ITEM * (1 + items) + _LETTER * letters
        if size * _PART > self._most_bytes:
            return
        with self._lock:
            if asked in self._kept:
                return
            self._kept[asked] = answer, size
            self._bytes += size
            while len(self._kept) > self._most or self._bytes > self._most_bytes:
                _, gone = self._kept.pop(next(iter(self._kept)))
                self._bytes -= gone

    def cache_clear(self) -> None:
        """
        Keep nothing of what was asked so far. It is called as it is at a function that is kept (`base/kept_a_while`).
        """
        with self._lock:
            self._kept.clear()
            self._bytes = 0
