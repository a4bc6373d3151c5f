"""
Runs of words, or of letters, by their numbers: kept as the sorted lines that they are in a file.

What begins alike stands together there, and is taken apart when it is first asked for: most runs stand in no note at
all, and to take all of them apart takes longer than to read a note. Refuses to know what a run weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

__all__ = ["SortedRuns", "are_sorted"]

#: So many letters are passed over from one part of the text to the next; within a part it is looked line by line.
_PART = 1024
#: Comes right after a word and what a blank joins to it, and after all that begins so.
_AFTER_WORD, _AFTER_ALL = "!", "\U0010ffff"


def are_sorted(runs: Sequence[str]) -> bool:
    """
    Say whether runs can be kept so: each once, in order, each a line.
    """
    return all(runs) and list(runs) == sorted(set(runs)) and not any("\n" in run for run in runs)


class SortedRuns(Mapping[str, int]):
    """
    The lines of a sorted *text*, numbered from *first* on.
    """

    __slots__ = ("_begun", "_ends", "_heads", "_known", "_numbers", "_text")

    def __init__(self, text: str, first: int = 0) -> None:
        self._text = text
        # What was taken apart so far, and with what that begins. What begins nothing is not kept: it may be any word.
        self._known: dict[str, int] = {}
        self._begun: set[str] = set()
        # With which line each part begins, the number of that, and where the part ends.
        self._heads: list[str] = []
        self._numbers: list[int] = []
        self._ends: list[int] = []
        start, number = 0, first
        while start < len(text):
            found = text.find("\n", start + _PART)
            end = len(text) if found < 0 else found
            self._heads.append(text[start:end].partition("\n")[0])
            self._numbers.append(number)
            self._ends.append(end)
            number += text.count("\n", start, end) + 1
            start = end + 1
        self._numbers.append(number)

    def of_words(self, words: Sequence[str]) -> Mapping[str, int]:
        """
        Return the runs of words that were taken apart so far: all that begin with one of these words are among them.
        """
        return self._with(words, _AFTER_WORD)

    def of_letters(self, letters: Sequence[str]) -> Mapping[str, int]:
        """
        Return the same of runs of letters: all that begin with any of these.
        """
        return self._with(letters, _AFTER_ALL)

    def _with(self, beginnings: Sequence[str], after: str) -> Mapping[str, int]:
        if not self._begun.issuperset(beginnings):
            for low in set(beginnings) - self._begun:
                if found := self._between(low, low + after):
                    self._known.update(found)
                    self._begun.add(low)
        return self._known

    def _between(self, low: str, high: str) -> dict[str, int]:
        heads = self._heads
        first = max(0, bisect_left(heads, low) - 1)
        last = bisect_left(heads, high, first)
        if first >= last:
            return {}
        start = self._ends[first - 1] + 1 if first else 0
        lines = self._text[start : self._ends[last - 1]].split("\n")
        begin = bisect_left(lines, low)
        number = self._numbers[first] + begin
        found = lines[begin : bisect_left(lines, high, begin)]
        return dict(zip(found, range(number, number + len(found)), strict=True))

    def __getitem__(self, run: str) -> int:
        return self._between(run, run + "\0")[run]

    def __iter__(self) -> Iterator[str]:
        return iter(self._text.split("\n") if self._text else ())

    def __len__(self) -> int:
        return self._numbers[-1] - self._numbers[0] if self._heads else 0
