"""
The second reader: weights of words and of letters, learnt from notes of many people, that say how a text sounds.

A linear model, so that every score is a sum that can be shown word by word. Runs are weighed by how rare they are and a
text by its length (Salton and Buckley 1988); the weights are those of a logistic regression, made by a program that
anyone can run again. Knows no list and no child; what is done with a score stands in `two_readers.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, get_args

from attrs import field, frozen

from coachplan.base.languages import base_language
from coachplan.notes.pieces import MOST_WORDS, letter_runs, pieces, word_runs
from coachplan.notes.tokens import Words

__all__ = ["PIVOT", "SCALE", "SOUNDS", "Piece", "SecondReader", "Sounds", "Tells", "Threshold"]

#: What each score is of: somebody should hear of it within days or sooner; today or now; now.
Sounds = Literal["soon", "today", "now"]
SOUNDS: tuple[Sounds, ...] = get_args(Sounds)
_PLACE: Mapping[Sounds, int] = {sounds: place for place, sounds in enumerate(SOUNDS)}
#: From which score on a text is taken so; "look" and "harmless" are held against the score "soon".
Threshold = Literal["now", "today", "soon", "look", "harmless"]

#: Of so many words the letters are remembered, in memory and no longer than the process lives.
_WORDS_KEPT = 4096
#: Weights are kept as whole hundredths.
SCALE = 100
#: Added to the square of every length, so that a handful of words does not sound louder than a whole note (the pivot of
#: Singhal and others 1996). Between 200 and 600 it makes no difference.
PIVOT = 400


class Run(NamedTuple):
    """
    A run of words that the table knows by its number, and from which word up to which it stands in its note.
    """

    number: int
    first: int
    last: int


class Piece(NamedTuple):
    """
    A piece of a note, from which word up to which, and its score for each of `SOUNDS`, in log odds. *whole* where it is
    the note, or a part of a long one, that has several sentences. *tells* has a score for each of the reader's `tells`;
    a sentence of several has none. *runs* are its runs of words that the table knows, and *lengths* what the weights of
    these, and of its runs of letters, are divided by.
    """

    first: int
    last: int
    scores: tuple[float, float, float]
    whole: bool
    tells: tuple[float, ...] = ()
    lengths: tuple[float, float] = (1.0, 1.0)
    runs: tuple[Run, ...] = ()

    def sounds(self, level: Sounds) -> float:
        """
        Return one score.
        """
        return self.scores[_PLACE[level]]


class _Runs(NamedTuple):
    """
    Runs by their numbers, and what they add up to: the squares, and the weights for each of `SOUNDS`.
    """

    found: AbstractSet[int]
    squares: int
    soon: int
    today: int
    now: int


class _Spelt(NamedTuple):
    """
    One word by its letters: its runs, in one order, and what they add up to.
    """

    numbers: tuple[int, ...]
    runs: _Runs


@frozen
class Tells:
    """
    Something that a note may tell beside a danger, by name: its bias, and from which score on it is taken to be told.
    """

    name: str
    bias: float
    least: float


@frozen(eq=False, kw_only=True)
class SecondReader:
    """
    The table. *words* and *letters* give the number of each run; *lengths* and *weights* have a column for each number:
    the square of how rare it is, and that times its weight, for each of `SOUNDS`. *about* says what it was made from.

    *told* has by number which of *tells* a run speaks for or against, and its weight there: most speak for none.
    """

    words: Mapping[str, int] = field(repr=False)
    letters: Mapping[str, int] = field(repr=False)
    lengths: Sequence[int] = field(repr=False)
    weights: tuple[Sequence[int], Sequence[int], Sequence[int]] = field(repr=False)
    bias: tuple[float, float, float]
    thresholds: Mapping[Threshold, float]
    languages: frozenset[str]
    tells: tuple[Tells, ...] = ()
    told: Mapping[int, Sequence[tuple[int, int]]] = field(factory=dict, repr=False)
    about: Mapping[str, Any] = field(factory=dict, repr=False)

    def reads(self, language: str) -> bool:
        """
        Say whether the table was made from notes in this language.
        """
        return base_language(language) in self.languages

    def weigh(self, cutting: Words) -> tuple[Piece, ...]:
        """
        Score every piece of a text: the whole first, then its sentences where it has several.
        """
        whole, sentences = pieces(cutting)
        several = bool(sentences)
        known = self.words.get
        found = ((known(run), first, last) for first, last, run in word_runs(cutting.words[:MOST_WORDS]))
        runs = [Run(number, first, last) for number, first, last in found if number is not None]
        starts = [run.first for run in runs]

        def within(first: int, last: int) -> list[Run]:
            return [run for run in runs[bisect_left(starts, first) : bisect_left(starts, last)] if run.last <= last]

        return (
            *[self._piece(cutting, each, within(*each), whole=several, top=True) for each in whole],
            *[self._piece(cutting, each, within(*each), whole=False, top=False) for each in sentences],
        )

    def shares(self, cutting: Words, piece: Piece, level: Sounds) -> list[float]:
        """
        Return how much each word of a piece has in one of its scores. What several words make together is shared.
        """
        column, words = self.weights[_PLACE[level]], cutting.words[piece.first : piece.last]
        numbers = {run.number for run in piece.runs}.union(*(self._spelt(word).numbers for word in words))
        return self._shared(cutting, piece, {number: column[number] for number in numbers if column[number]})

    def told_shares(self, cutting: Words, piece: Piece, which: int) -> list[float]:
        """
        Return how much each word of a piece has in the score of one of *tells*.
        """
        return self._shared(cutting, piece, self._weights_told[which])

    def _shared(self, cutting: Words, piece: Piece, weights: Mapping[int, int]) -> list[float]:
        words = cutting.words[piece.first : piece.last]
        by_word: dict[int, list[int]] = {}
        by_letter: dict[int, list[int]] = {}
        for number, first, last in piece.runs:
            if number in weights:
                by_word.setdefault(number, []).extend(range(first - piece.first, last - piece.first))
        for index, word in enumerate(words):
            for number in self._spelt(word).numbers:
                if number in weights:
                    by_letter.setdefault(number, []).append(index)
        shares = [0.0] * len(words)
        for places, length in zip((by_word, by_letter), piece.lengths, strict=True):
            for number, where in places.items():
                share = weights[number] / length / len(where)
                for index in where:
                    shares[index] += share
        return shares

    @cached_property
    def _weights_told(self) -> tuple[Mapping[int, int], ...]:
        """
        The weights of runs for each of *tells*, by the number of the run.
        """
        weights: tuple[dict[int, int], ...] = tuple({} for _ in self.tells)
        for number, spoken in self.told.items():
            for which, weight in spoken:
                weights[which][number] = weight
        return weights

    @cached_property
    def _spelt(self) -> Callable[[str], _Spelt]:
        # Notes are written in few words: most of them were met a moment ago.
        @lru_cache(maxsize=_WORDS_KEPT)
        def spelt(word: str) -> _Spelt:
            runs = self._of_words({self.letters[run] for run in letter_runs(word) if run in self.letters})
            return _Spelt(tuple(runs.found), runs)

        return spelt

    def _piece(self, cutting: Words, span: tuple[int, int], by_word: Sequence[Run], *, whole: bool, top: bool) -> Piece:
        soon, today, now = self.bias
        tells = [one.bias for one in self.tells] if top else []
        told, lengths = self.told, []
        for runs in (self._of_words({run.number for run in by_word}), self._of_letters(cutting.words[slice(*span)])):
            length = self._length(runs.squares)
            lengths.append(length)
            if not runs.found:
                continue
            soon += runs.soon / length
            today += runs.today / length
            now += runs.now / length
            for number in told.keys() & runs.found if tells else ():
                for which, weight in told[number]:
                    tells[which] += weight / length
        return Piece(*span, (soon, today, now), whole, tuple(tells), (lengths[0], lengths[1]), tuple(by_word))

    def _of_words(self, found: set[int]) -> _Runs:
        soon, today, now = self.weights
        return _Runs(
            found,
            self._squares(found),
            sum(map(soon.__getitem__, found)),
            sum(map(today.__getitem__, found)),
            sum(map(now.__getitem__, found)),
        )

    def _of_letters(self, words: Sequence[str]) -> _Runs:
        """
        Add up what each word has by itself, and take off again what another word before it had, too.
        """
        lengths, (of_soon, of_today, of_now) = self.lengths, self.weights
        found: set[int] = set()
        squares = soon = today = now = 0
        for word in dict.fromkeys(words):
            numbers, (_, all_squares, all_soon, all_today, all_now) = self._spelt(word)
            squares += all_squares
            soon += all_soon
            today += all_today
            now += all_now
            for number in found.intersection(numbers):
                squares -= lengths[number]
                soon -= of_soon[number]
                today -= of_today[number]
                now -= of_now[number]
            found.update(numbers)
        return _Runs(found, squares, soon, today, now)

    def _squares(self, numbers: Iterable[int]) -> int:
        return sum(map(self.lengths.__getitem__, numbers))

    def _length(self, squares: int) -> float:
        # Squares in hundredths under the root, weights in hundredths above it.
        return float((SCALE * (SCALE * PIVOT + squares)) ** 0.5)
