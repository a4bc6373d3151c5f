"""
A note in the pieces that the second reader weighs: the whole of it and each sentence, in words and in letters.

The training program and the reader cut alike, as both cut here. Knows spelling. Refuses to know what anything means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coachplan.notes.tokens import Words

__all__ = ["MOST_RUN", "MOST_WORDS", "letter_runs", "letter_runs_by_length", "pieces", "runs_by_length", "word_runs"]

#: So many words of a note are read twice. No note of a caregiver is as long; what comes after it, the lists read alone.
MOST_WORDS = 4000
#: A piece longer than this is taken in parts: what is meant by so many words, no sum of them tells.
_PART = 200
#: How many words, and how many letters of a word, are looked at together.
MOST_RUN, _LETTERS = 3, (3, 4, 5)


def pieces(cutting: Words) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """
    Return from which word up to which the whole note goes, and each of its sentences: none where it is a single one.
    """
    last = min(len(cutting.words), MOST_WORDS)
    edges = [edge for edge in cutting.sentences if edge < last]
    if len(edges) < 2:
        return _parts(0, last), []
    return _parts(0, last), [part for pair in zip(edges, [*edges[1:], last], strict=True) for part in _parts(*pair)]


def _parts(first: int, last: int) -> list[tuple[int, int]]:
    return [(start, min(start + _PART, last)) for start in range(first, last, _PART)]


def runs_by_length(words: Sequence[str]) -> list[Sequence[str]]:
    """
    Return every word, every two and every three words in a row, each by the word that it begins with.
    """
    rows: list[Sequence[str]] = [words]
    for more in range(1, MOST_RUN):
        rows.append([f"{run} {word}" for run, word in zip(rows[-1], words[more:], strict=False)])
    return rows


def word_runs(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """
    Yield the same in the order written: from which word up to which, and the run.
    """
    for first, runs in enumerate(zip_longest(*runs_by_length(words))):
        for last, run in enumerate(runs, start=first + 1):
            if run is not None:
                yield first, last, run


def letter_runs_by_length(word: str) -> list[list[str]]:
    """
    Return every three, every four and every five letters in a row of a word, its ends marked, each by where it begins.
    """
    marked = f"_{word}_"
    return [[marked[first : first + length] for first in range(len(marked) - length + 1)] for length in _LETTERS]


def letter_runs(word: str) -> Iterator[str]:
    """
    Yield the same, one after another.
    """
    for runs in letter_runs_by_length(word):
        yield from runs
