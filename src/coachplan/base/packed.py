"""
Many numbers in few letters, the same on every machine, and back.

Reads no more than it says, whatever the letters claim. Knows nothing of what the numbers are.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any, Literal

__all__ = ["packed", "packed_sums", "unpacked", "unpacked_sums"]

#: Whole numbers below this are the same with a point.
_WHOLE = 2**53

#: So many bytes of numbers are read at the most.
_MOST = 2_000_000


def packed(kind: Literal["d", "q"], numbers: Iterable[float]) -> str:
    """
    Return numbers as letters: with a point (d), or whole ones (q).
    """
    plain = array(kind, numbers)
    if sys.byteorder == "big":
        plain.byteswap()
    return b64encode(zlib.compress(plain.tobytes(), 9)).decode()


def unpacked(kind: Literal["d", "q"], text: str) -> list[Any]:
    """
    Return the numbers again. Raises `ValueError` for what is none of it, or too much.
    """
    plain, reader = array(kind), zlib.decompressobj()
    try:
        plain.frombytes(reader.decompress(b64decode(text, validate=True), _MOST))
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if reader.unconsumed_tail or not reader.eof:
        raise ValueError("numbers without an end")
    if sys.byteorder == "big":
        plain.byteswap()
    return plain.tolist()


def packed_sums(sums: Iterable[float]) -> str:
    """
    Return sums that were added up one by one; whole ones by what each adds, as that takes less.
    """
    known = list(sums)
    if all(float(number).is_integer() and abs(number) < _WHOLE for number in known):
        return "+" + packed("q", [int(now - before) for before, now in pairwise((0, *known))])
    return packed("d", known)


def unpacked_sums(text: str) -> list[float]:
    """
    Return the sums again. Raises `ValueError` as `unpacked` does.
    """
    return list(accumulate(unpacked("q", text[1:]))) if text[:1] == "+" else unpacked("d", text)
