"""
A note in the pieces that the second reader weighs: the whole of it and each sentence, in words and in letters.

The training program and the reader cut alike, as both cut here. Knows spelling. Refuses to know what anything means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachplan.notes.tokens import Words

__all__ = ["MOST_WORDS", "letter_runs", "pieces", "word_runs"]

#: So many words of a note are read twice. No note of a caregiver is as long; what comes after it, the lists read alone.
MOST_WORDS = 4000
#: A piece longer than this is taken in parts: what is meant by so many words, no sum of them tells.
_PART = 200
#: How many words, and how many letters of a word, are looked at together.
_WORDS, _LETTERS = 3, (3, 4, 5)

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


def word_runs(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """
    Yield every one, two and three words in a row: from which word up to which, and the run.
    """
    for first, run in enumerate(words):
        yield first, first + 1, run
        for last, word in enumerate(words[first + 1 : first + _WORDS], start=first + 2):
            run = f"{run} {word}"  # noqa: PLW2901 - the run grows word by word
            yield first, last, run


def letter_runs(word: str) -> Iterator[str]:
    """
    Yield every three, four and five letters in a row of a word, its ends marked.
    """
    marked = f"_{word}_"
    for length in _LETTERS:
        for first in range(len(marked) - length + 1):
            yield marked[first : first + length]
