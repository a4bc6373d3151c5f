"""
Rows of whole numbers, of which many are added up at once.

A row is kept as one long number with its columns side by side, so that one addition adds up all of them. Whole numbers
add up to the same in any order. Refuses to know what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from struct import Struct

__all__ = ["Rows"]

#: So many bits a column has: where all rows together would not fit, twice as many.
_NARROW, _WIDE = 32, 64


class _Packed(dict[int, int]):
    """
    Each row as one number, made when it is first asked for: most rows are of words that no note of these has.
    """

    def __init__(self, columns: Sequence[Mapping[int, int]], bits: int) -> None:
        super().__init__()
        self._columns, self._bits = columns, bits

    def __missing__(self, key: int) -> int:
        row = [column[key] << self._bits * place for place, column in enumerate(self._columns) if key in column]
        if not row:
            raise KeyError(key)
        made = self[key] = sum(row)
        return made


class Rows:
    """
    Rows by their keys, given as *columns*, each with its numbers by the keys of their rows; what it does not name is
    nothing.
    """

    __slots__ = ("_middle", "_packed", "_sums", "_zero")

    def __init__(self, columns: Sequence[Mapping[int, int]]) -> None:
        most = max((sum(map(abs, column.values())) for column in columns), default=0)
        bits = _NARROW if most < 1 << _NARROW - 1 else _WIDE
        self._packed = _Packed(columns, bits)
        self._sums = Struct(f"<{len(columns)}{'I' if bits == _NARROW else 'Q'}")
        # Added to every column, so that none is below nothing when it is cut out of the long number.
        self._middle = 1 << bits - 1
        self._zero = sum(self._middle << bits * column for column in range(len(columns)))

    def sums(self, keys: Iterable[int]) -> list[int]:
        """
        Return what the rows of these keys add up to, column by column. Raises `KeyError` where there is no such row.
        """
        whole = sum(map(self._packed.__getitem__, keys), self._zero)
        middle = self._middle
        return [column - middle for column in self._sums.unpack(whole.to_bytes(self._sums.size, "little"))]
