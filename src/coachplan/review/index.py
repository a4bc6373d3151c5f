"""
Which revisions were taken in, of entries that are no longer at hand: the entry, what stood in it, and its day.

Takes the same few bytes a revision, however much was written. Two entries that are taken for one, by a chance of one in
billions of billions, only cause a log to be read anew. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b

__all__ = ["MARK", "Index"]

#: So many bytes has what tells an entry, what tells all that stood in it, and its day.
_ID, MARK, _DAY = 12, 16, 4
_ROW = _ID + MARK + _DAY

#: So many rows are looked through for one entry, on average at the most.
_ROWS = 48


class Index:
    """
    Revisions by the entry's id: of each a digest of what stood in it, as a number, and its day.
    """

    __slots__ = ("_buckets", "_count", "_level")

    def __init__(self) -> None:
        # Linear hashing (Litwin 1980): one bucket is split at a time, so that no entry more costs more than another.
        self._buckets = [bytearray()]
        self._count, self._level = 0, 1

    def __len__(self) -> int:
        return self._count

    def add(self, entry: str, mark: int, on: date) -> None:
        """
        Take in one more revision.
        """
        name = _name(entry)
        row = name + mark.to_bytes(MARK, "big") + on.toordinal().to_bytes(_DAY, "big")
        self._buckets[self._place(name)].extend(row)
        self._count += 1
        if self._count > _ROWS * len(self._buckets):
            self._split()

    def of(self, entry: str) -> Iterator[tuple[int, date]]:
        """
        Yield the digest and the day of each revision of an entry.
        """
        name = _name(entry)
        bucket = self._buckets[self._place(name)]
        at = bucket.find(name)
        while at >= 0:
            if at % _ROW == 0:
                mark, day = bucket[at + _ID : at + _ID + MARK], bucket[at + _ID + MARK : at + _ROW]
                yield int.from_bytes(mark, "big"), date.fromordinal(int.from_bytes(day, "big"))
            at = bucket.find(name, at + 1)

    def lacks(self, other: Index) -> int:
        """
        Return how many revisions of another are not in this one.
        """
        missing = 0
        for bucket in other._buckets:
            for at in range(0, len(bucket), _ROW):
                row = bucket[at : at + _ROW]
                own = self._buckets[self._place(row[:_ID])]
                found = own.find(row)
                while found >= 0 and found % _ROW:
                    found = own.find(row, found + 1)
                missing += found < 0
        return missing

    def _place(self, name: bytes | bytearray) -> int:
        at = int.from_bytes(name[:8], "big")
        place = at % self._level
        # Of this round the first buckets are split already.
        return place if place >= len(self._buckets) - self._level else at % (2 * self._level)

    def _split(self) -> None:
        place = len(self._buckets) - self._level
        rows, stays, goes = self._buckets[place], bytearray(), bytearray()
        for at in range(0, len(rows), _ROW):
            row = rows[at : at + _ROW]
            (stays if int.from_bytes(row[:8], "big") % (2 * self._level) == place else goes).extend(row)
        self._buckets[place] = stays
        self._buckets.append(goes)
        if len(self._buckets) == 2 * self._level:
            self._level *= 2


def _name(entry: str) -> bytes:
    return blake2b(entry.encode("utf-8", "surrogatepass"), digest_size=_ID).digest()
