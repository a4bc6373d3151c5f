"""
What lists of words come to when they are made ready for reading, for whoever kept it: so that it is not made again.

By a digest of all that it is made of, the files of words included; what is another by one letter is not found here, and
made as ever. Plain data, of which whoever asks takes nothing on trust. Knows no file, and nothing of what it holds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

__all__ = ["key_of", "offer", "ready"]

#: The lists of so many engines are found; what is pushed out is made anew.
_MOST = 4
_OFFERED: deque[Callable[[str], Any]] = deque(maxlen=_MOST)


def offer(find: Callable[[str], Any]) -> None:
    """
    Let what *find* returns for a key be found from here on; it returns None for one that it does not know.
    """
    _OFFERED.appendleft(find)


def ready(key: str) -> Any:
    """
    Return what is ready under a key; None where nothing is.
    """
    return next((found for find in tuple(_OFFERED) if (found := find(key)) is not None), None)


def key_of(what: str, *made_of: Iterable[str]) -> str:
    """
    Return the key of what is made of these texts, list by list.
    """
    seen = blake2b(digest_size=16)
    for texts in made_of:
        some = tuple(texts)
        seen.update(f"{len(some)}\0".encode())
        seen.update("\0".join(some).encode("utf-8", "surrogatepass"))
    return f"{what} {seen.hexdigest()}"
