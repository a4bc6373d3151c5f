"""
A note in the pieces that the second reader weighs: the whole of it and each sentence, in words and in letters.

The training program and the reader cut alike, as both cut here. Knows spelling. Refuses to know what anything means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachplan.notes.tokens import ASKED, STOP, Words

__all__ = ["MOST_WORDS", "letter_runs", "pieces", "sentence_starts", "word_runs"]

#: So many words of a note are read twice. No note of a caregiver is as long; what comes after it, the lists read alone.
MOST_WORDS = 4000
#: A piece longer than this is taken in parts: what is meant by so many words, no sum of them tells.
_PART = 200
#: How many words, and how many letters of a word, are looked at together.
_WORDS, _LETTERS = 3, (3, 4, 5)

_NO = frozenset({"no", "none", "nope", "never", "nada", "ninguna"})


def sentence_starts(words: Sequence[str], breaks: Sequence[int]) -> list[int]:
    """
    Return where each sentence begins. "Choking? No." is one.
    """
    return [index for index, pause in enumerate(breaks) if pause >= STOP and not _is_answer(words, breaks, index)]


def _is_answer(words: Sequence[str], breaks: Sequence[int], index: int) -> bool:
    if breaks[index] != ASKED or words[index] not in _NO:
        return False
    return bool(index) and (index + 1 == len(words) or breaks[index + 1] >= STOP)


def pieces(cutting: Words) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """
    Return from which word up to which the whole note goes, and each of its sentences: none where it is a single one.
    """
    last = min(len(cutting.words), MOST_WORDS)
    edges = [edge for edge in sentence_starts(cutting.words, cutting.breaks) if edge < last]
    if len(edges) < 2:
        return _parts(0, last), []
    return _parts(0, last), [part for pair in zip(edges, [*edges[1:], last], strict=True) for part in _parts(*pair)]


def _parts(first: int, last: int) -> list[tuple[int, int]]:
    return [(start, min(start + _PART, last)) for start in range(first, last, _PART)]


def word_runs(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """
    Yield every one, two and three words in a row, each with the place of its first.
    """
    for first in range(len(words)):
        run = words[first]
        yield first, run
        for word in words[first + 1 : first + _WORDS]:
            run = f"{run} {word}"
            yield first, run


def letter_runs(word: str) -> Iterator[str]:
    """
    Yield every three, four and five letters in a row of a word, its ends marked.
    """
    marked = f"_{word}_"
    for length in _LETTERS:
        for first in range(len(marked) - length + 1):
            yield marked[first : first + length]
