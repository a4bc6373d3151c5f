"""
Every revision that was written: those at hand, by entry, and an index of those that were let go of.

Says what is known already, and what lies before all that is at hand. Does not know what counts, or what any word means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from hashlib import blake2b
from math import isnan
from operator import attrgetter

from attrs import evolve, fields

from coachplan.model.entries import Entry
from coachplan.review.behind import Behind
from coachplan.review.index import MARK, Index
from coachplan.review.intake import Sieve, distinct, of_version

__all__ = ["Written", "digits", "mark_of"]

_COUNTED = ("tries", "successes", "amount", "minutes", "confidence", "stress")
_NUMBERS = attrgetter(*_COUNTED)
_NAMES = tuple(each.name for each in fields(Entry) if each.name not in (*_COUNTED, "on"))
_CONTENT = attrgetter(*_NAMES)

#: As many different marks as so many bytes have.
_MARKS = 1 << 8 * MARK


class Written:
    """
    The revisions *by_id* that are at hand, those that clash, and what is left *behind*; *mark* is the sum of the
    digests of all of them.
    """

    __slots__ = ("_sieve", "behind", "by_id", "clashes", "mark")

    def __init__(self, entries: Iterable[Entry], sieve: Sieve, behind: Behind) -> None:
        self._sieve, self.behind = sieve, behind
        self.by_id, self.clashes = distinct(entries)
        self.mark = behind.mark + sum(map(mark_of, self.rows()))

    def rows(self) -> Iterator[Entry]:
        """
        Yield the revisions at hand.
        """
        for versions in self.by_id.values():
            yield from versions

    def in_order(self) -> list[Entry]:
        """
        Return them by day, id and revision.
        """
        return sorted(self.rows(), key=of_version)

    def add(self, entry: Entry, mark: int) -> None:
        """
        Take in an entry that was not known, and the digest of it.
        """
        self.by_id[entry.id] = [entry]
        self.mark += mark

    def days_of(self, entry: str) -> Iterable[date]:
        """
        Return the days that the revisions of an entry name.
        """
        yield from (each.on for each in self.by_id.get(entry, ()))
        yield from (day for _, day in self.behind.index.of(entry))

    # -- what is known

    def is_known(self, entry: str) -> bool:
        """
        Say whether any revision of an entry is there.
        """
        return entry in self.by_id or self._was_let_go(entry)

    def has(self, entry: Entry) -> bool:
        """
        Say whether this very revision is there. What is no number is like no other.
        """
        if any(entry == each for each in self.by_id.get(entry.id, ())):
            return True
        over = [mark for mark, _ in self.behind.index.of(entry.id)]
        numbers = (number for number in _NUMBERS(entry) if number is not None)
        return bool(over) and not any(map(isnan, numbers)) and mark_of(entry) in over

    def _is_over(self, entry: Entry) -> bool:
        # Whether nothing has to be at hand of it.
        return entry.on < self.behind.floor_of(self._sieve.meant(entry.focus))

    def with_more(self, more: Iterable[Entry]) -> list[Entry] | None:
        """
        Return what is at hand with some revisions more; None where one of them is of an entry that reaches further
        back.
        """
        rows = list(self.rows())
        for entry in more:
            if self.has(entry):
                continue
            same = (entry, *self.by_id.get(entry.id, ()))
            if self._was_let_go(entry.id) or any(each.on < self.behind.floor for each in same):
                return None
            rows.append(entry)
        return rows

    def lacking(self, before: Written) -> tuple[int, list[str]]:
        """
        Return how many revisions were there before that are not here, of two that were read at different times, and
        which entries these are of, as far as they were at hand.
        """
        own = self._indexed()
        named = sorted({each.id for each in before.rows() if not self.has(each)})
        return own.lacks(before._indexed()) + own.lacks(before.behind.index), named

    def _was_let_go(self, entry: str) -> bool:
        return any(True for _ in self.behind.index.of(entry))

    def _indexed(self) -> Index:
        index = Index()
        for each in self.rows():
            index.add(each.id, mark_of(each), each.on)
        return index

    # -- what is over

    def let_go(self, behind: Behind, stays: AbstractSet[str]) -> list[str]:
        """
        Let go of the entries that lie whole before all that is at hand by now, as *behind* says, but for those that
        *stays* names; return which.
        """
        self.behind, gone = behind, []
        mark, newest = behind.mark, behind.newest
        for entry, versions in self.by_id.items():
            if entry in stays or not all(map(self._is_over, versions)):
                continue
            for each in versions:
                own = mark_of(each)
                behind.index.add(entry, own, each.on)
                mark, newest = mark + own, max(newest, each.on)
            gone.append(entry)
        for entry in gone:
            del self.by_id[entry]
        self.behind = evolve(behind, mark=mark % _MARKS, newest=newest)
        return gone

    def mark_before(self) -> int:
        """
        Return the sum of the digests of every entry of which any revision is folded, at hand or not.
        """
        floor = self.behind.floor
        folded = (versions for versions in self.by_id.values() if any(each.on < floor for each in versions))
        return self.behind.mark + sum(mark_of(each) for versions in folded for each in versions)


def mark_of(entry: Entry) -> int:
    """
    Return a digest of a revision, as a number. 7 and 7.0 are one number, so they make one; what stands at its default
    is left out, so that a field which is added later changes none.
    """
    words = [pair for pair in zip(_NAMES, _CONTENT(entry), strict=True) if pair[1]]
    if entry.language == "" or type(entry.revision) is not int:  # as another program may write it
        words = [(name, int(value) if name == "revision" else value) for name, value in words]
        words += [("language", "")] if entry.language == "" else []
    numbers = [value if value is None or type(value) is int else _plain(value) for value in _NUMBERS(entry)]
    content = repr((entry.on.isoformat(), words, numbers)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=MARK).digest(), "big")


def digits(mark: int) -> str:
    """
    Return a sum of digests in hexadecimal digits, the same in whatever order they were added.
    """
    return f"{mark % _MARKS:032x}"


def _plain(number: float) -> float:
    return int(number) if isinstance(number, int) or number.is_integer() else float(number)
