"""
The second reader: weights of words and of letters, learnt from notes of many people, that say how a text sounds.

A linear model, so that every score is a sum that can be shown word by word. Runs are weighed by how rare they are and a
text by its length (Salton and Buckley 1988); the weights are those of a logistic regression, made by a program that
anyone can run again. Knows no list and no child; what is done with a score stands in `two_readers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Literal, get_args

from attrs import field, frozen

from coachplan.base.languages import base_language
from coachplan.notes.pieces import MOST_WORDS, letter_runs, pieces, word_runs
from coachplan.notes.tokens import Words

__all__ = ["PIVOT", "SCALE", "SOUNDS", "Piece", "Places", "SecondReader", "Sounds", "Tells", "Threshold"]

#: What each score is of: somebody should hear of it within days or sooner; today or now; now.
Sounds = Literal["soon", "today", "now"]
SOUNDS: tuple[Sounds, ...] = get_args(Sounds)
#: From which score on a text is taken so; "look" and "harmless" are held against the score "soon".
Threshold = Literal["now", "today", "soon", "look", "harmless"]

#: Of so many words the letters are remembered, in memory and no longer than the process lives.
_WORDS_KEPT = 4096
#: Weights are kept as whole hundredths.
SCALE = 100
#: Added to the square of every length, so that a handful of words does not sound louder than a whole note (the pivot of
#: Singhal and others 1996). Between 200 and 600 it makes no difference.
PIVOT = 400


@frozen
class Piece:
    """
    A piece of a note, from which word up to which, and its score for each of `SOUNDS`, in log odds. *whole* where it is
    the note, or a part of a long one, that has several sentences. *tells* has a score for each of the reader's `tells`;
    a sentence of several has none.
    """

    first: int
    last: int
    scores: tuple[float, float, float]
    whole: bool
    tells: tuple[float, ...] = ()

    def sounds(self, level: Sounds) -> float:
        """
        Return one score.
        """
        return self.scores[SOUNDS.index(level)]


#: Where runs stand, by their numbers: those of words, and those of letters.
Places = tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]]


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
        known = {word: self._by_letter(word) for word in set(cutting.words[:MOST_WORDS])}
        whole, sentences = pieces(cutting)
        several = bool(sentences)
        return (
            *(self._piece(cutting, first, last, known, whole=several, top=True) for first, last in whole),
            *(self._piece(cutting, first, last, known, whole=False, top=False) for first, last in sentences),
        )

    def places(self, cutting: Words, piece: Piece) -> Places:
        """
        Return where in a piece, from its first word on, each of its runs of words and of letters stands.
        """
        words = cutting.words[piece.first : piece.last]
        in_words: dict[int, list[int]] = {}
        in_letters: dict[int, list[int]] = {}
        for first, run in word_runs(words):
            if (number := self.words.get(run)) is not None:
                in_words.setdefault(number, []).extend(range(first, first + run.count(" ") + 1))
        for index, word in enumerate(words):
            for number in self._by_letter(word):
                in_letters.setdefault(number, []).append(index)
        return in_words, in_letters

    def shares(self, cutting: Words, piece: Piece, level: Sounds) -> list[float]:
        """
        Return how much each word of a piece has in one of its scores. What several words make together is shared.
        """
        weights = self.weights[SOUNDS.index(level)]
        return self._shared(self.places(cutting, piece), piece, weights.__getitem__)

    def told_shares(self, places: Places, piece: Piece, which: int) -> list[float]:
        """
        Return how much each word of a piece has in the score of one of *tells*, by the *places* of its runs.
        """
        told = self.told.keys() & {number for found in places for number in found}
        weights = {number: weight for number in told for place, weight in self.told[number] if place == which}
        return self._shared(places, piece, lambda number: weights.get(number, 0))

    def _shared(self, places: Places, piece: Piece, weight: Callable[[int], int]) -> list[float]:
        shares = [0.0] * (piece.last - piece.first)
        for found in places:
            length = self._length(found)
            for number, where in found.items():
                if weighs := weight(number):
                    for index in where:
                        shares[index] += weighs / length / len(where)
        return shares

    @cached_property
    def _by_letter(self) -> Callable[[str], tuple[int, ...]]:
        # Notes are written in few words: most of them were met a moment ago.
        @lru_cache(maxsize=_WORDS_KEPT)
        def by_letter(word: str) -> tuple[int, ...]:
            return tuple({self.letters[run] for run in letter_runs(word) if run in self.letters})

        return by_letter

    def _piece(
        self, cutting: Words, first: int, last: int, known: Mapping[str, tuple[int, ...]], *, whole: bool, top: bool
    ) -> Piece:
        words, runs = cutting.words[first:last], self.words
        by_word = {runs[run] for _, run in word_runs(words) if run in runs}
        by_letter = {number for word in words for number in known[word]}
        soon, today, now = self.bias
        tells = [one.bias for one in self.tells] if top else []
        for found in (by_word, by_letter):
            if found:
                length = self._length(found)
                soon += sum(map(self.weights[0].__getitem__, found)) / length
                today += sum(map(self.weights[1].__getitem__, found)) / length
                now += sum(map(self.weights[2].__getitem__, found)) / length
                for number in self.told.keys() & found if tells else ():
                    for which, weight in self.told[number]:
                        tells[which] += weight / length
        return Piece(first, last, (soon, today, now), whole, tuple(tells))

    def _length(self, numbers: Iterable[int]) -> float:
        # Squares in hundredths under the root, weights in hundredths above it.
        return float((SCALE * (SCALE * PIVOT + sum(map(self.lengths.__getitem__, numbers)))) ** 0.5)
