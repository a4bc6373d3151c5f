"""
The second reader: weights of words and of letters, learnt from notes of many people, that say how a text sounds.

A linear model, so that every score is a sum that can be shown word by word. Runs are weighed by how rare they are and a
text by its length (Salton and Buckley 1988); the weights are those of a logistic regression, made by a program that
anyone can run again. Knows no list and no child; what is done with a score stands in `two_readers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, zip_longest
from typing import Any, Literal, NamedTuple, get_args

from attrs import field, frozen

from coachplan.base.kept_a_while import kept_a_while
from coachplan.base.languages import base_language
from coachplan.notes.pieces import MOST_RUN, letter_runs_by_length, pieces, runs_by_length
from coachplan.notes.rows import Rows
from coachplan.notes.sorted_runs import SortedRuns
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
#: And of so many sentences how they sound.
_SENTENCES_KEPT = 1024
#: Weights are kept as whole hundredths.
SCALE = 100
#: Added to the square of every length, so that a handful of words does not sound louder than a whole note (the pivot of
#: Singhal and others 1996). Between 200 and 600 it makes no difference.
PIVOT = 400


#: A run of words that the table knows by its number, and from which word up to which it stands in its piece.
Run = tuple[int, int, int]


class _Runs(NamedTuple):
    """
    The number of each run of words of a piece, one, two and three from every word on, and None where it has none; and
    those that there are, beside those of its runs of letters.
    """

    of_words: Sequence[int | None]
    found: tuple[AbstractSet[int], AbstractSet[int]]


class _Sound(NamedTuple):
    """
    What the weights of runs of words, and of letters, are divided by; and the score that is asked of every piece.
    """

    lengths: tuple[float, float]
    soon: float


@frozen(eq=False)
class Piece:
    """
    A piece of a note, from which word up to which. *whole* where it is the note, or a part of a long one, that has
    several sentences; *tells* where it is the note or a part of it, which alone is asked what it tells.

    *lengths* is what the weights of its runs of words, and of letters, are divided by. *soon* is the score that is
    asked of every piece, in log odds.
    """

    first: int
    last: int
    whole: bool
    tells: bool
    lengths: tuple[float, float]
    soon: float
    words: Sequence[str] = field(repr=False)
    reader: SecondReader = field(repr=False)
    made: _Runs | None = field(default=None, repr=False)

    @property
    def runs(self) -> Sequence[Run]:
        """
        The runs of words that the table knows, in the order written.
        """
        return self.runs_in(range(len(self.reader.words)))

    def runs_in(self, numbers: Container[int]) -> list[Run]:
        """
        Return its runs of words of these numbers, in the order written.
        """
        most, known = MOST_RUN, enumerate(self._made.of_words)
        found = [(number, at) for at, number in known if number is not None and number in numbers]
        return [(number, at // most, at // most + at % most + 1) for number, at in found]

    @property
    def found(self) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """
        The numbers of its runs of words, and of letters.
        """
        return self._made.found

    @cached_property
    def _made(self) -> _Runs:
        return self.made or self.reader.runs_of(self.words)

    def sounds(self, level: Sounds) -> float:
        """
        Return one score, in log odds.
        """
        return self.soon if level == "soon" else self.reader.score(level, self.found, self.lengths)

    @property
    def scores(self) -> tuple[float, float, float]:
        """
        The score for each of `SOUNDS`.
        """
        return self.sounds("soon"), self.sounds("today"), self.sounds("now")


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

    *told* has for each of *tells* the weights of the runs that speak for or against it, by the number of the run.
    """

    words: SortedRuns = field(repr=False)
    letters: SortedRuns = field(repr=False)
    lengths: Sequence[int] = field(repr=False)
    weights: tuple[Sequence[int], Sequence[int], Sequence[int]] = field(repr=False)
    bias: tuple[float, float, float]
    thresholds: Mapping[Threshold, float]
    languages: frozenset[str]
    tells: tuple[Tells, ...] = ()
    told: tuple[Mapping[int, int], ...] = field(default=(), repr=False)
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
        words, several = cutting.words, bool(sentences)
        weighed: list[Piece] = []
        for first, last in whole:
            part = words[first:last]
            made = self.runs_of(part)
            weighed.append(Piece(first, last, several, True, *self._sound(made), part, self, made))
        for first, last in sentences:
            sentence = tuple(words[first:last])
            weighed.append(Piece(first, last, False, False, *self._sentence(sentence), sentence, self))
        return tuple(weighed)

    def runs_of(self, words: Sequence[str]) -> _Runs:
        """
        Return which of the runs of a piece the table knows.
        """
        known, letters = self.words.of_words(words).get, set[int]()
        numbers = list(chain.from_iterable(zip_longest(*(map(known, row) for row in runs_by_length(words)))))
        found = {number for number in numbers if number is not None}
        return _Runs(numbers, (found, letters.union(*map(self._spelt, words))))

    def score(self, level: Sounds, found: Sequence[AbstractSet[int]], lengths: Sequence[float]) -> float:
        """
        Return how runs of words and runs of letters sound together, in log odds.
        """
        place = _PLACE[level]
        score, weights = self.bias[place], self.weights[place].__getitem__
        for numbers, length in zip(found, lengths, strict=True):
            score += sum(map(weights, numbers)) / length
        return score

    def shares(self, cutting: Words, piece: Piece, level: Sounds) -> list[float]:
        """
        Return how much each word of a piece has in one of its scores. What several words make together is shared.
        """
        column, words = self.weights[_PLACE[level]], cutting.words[piece.first : piece.last]
        numbers = set(piece.found[0]).union(*map(self._spelt, words))
        weights = {number: column[number] for number in numbers if column[number]}
        return self._shared(piece, weights, [filter(weights.__contains__, self._spelt(word)) for word in words])

    def told_shares(self, cutting: Words, piece: Piece, which: int) -> list[float]:
        """
        Return how much each word of a piece has in the score of one of *tells*.
        """
        speak = self._speaks
        words = cutting.words[piece.first : piece.last]
        return self._shared(piece, self.told[which], [speak(word, which) for word in words])

    def _shared(self, piece: Piece, weights: Mapping[int, int], spelt: Sequence[Iterable[int]]) -> list[float]:
        """
        Share *weights* among the words of a piece. *spelt* are the runs of letters of each word that have one.
        """
        by_word: dict[int, list[int]] = {}
        by_letter: dict[int, list[int]] = {}
        for number, first, last in piece.runs_in(weights):
            by_word.setdefault(number, []).extend(range(first, last))
        for index, numbers in enumerate(spelt):
            for number in numbers:
                if number in by_letter:
                    by_letter[number].append(index)
                else:
                    by_letter[number] = [index]
        shares = [0.0] * len(spelt)
        for places, length in zip((by_word, by_letter), piece.lengths, strict=True):
            for number, where in places.items():
                share = weights[number] / length / len(where)
                for index in where:
                    shares[index] += share
        return shares

    @cached_property
    def runs_told(self) -> AbstractSet[int]:
        """
        The numbers of the runs that speak for or against any of *tells*: most speak for none.
        """
        return set().union(*self.told)

    @cached_property
    def told_rows(self) -> Rows:
        """
        What they have there, to be added up for all of *tells* at once.
        """
        return Rows(self.told)

    @cached_property
    def _spelt(self) -> Callable[[str], tuple[int, ...]]:
        """
        What returns the numbers of the runs of letters of a word, in one order. Notes are written in few words: most of
        them were met a moment ago.
        """
        @kept_a_while(_WORDS_KEPT)
        def spelt(word: str) -> tuple[int, ...]:
            rows = letter_runs_by_length(word)
            known = self.letters.of_letters(rows[0]).get
            return tuple({number for number in map(known, chain.from_iterable(rows)) if number is not None})

        return spelt

    @cached_property
    def _speaks(self) -> Callable[[str, int], tuple[int, ...]]:
        """
        What returns those runs of letters of a word that speak for or against one of *tells*.
        """

        @kept_a_while(_WORDS_KEPT)
        def speaks(word: str, which: int) -> tuple[int, ...]:
            return tuple(filter(self.told[which].__contains__, self._spelt(word)))

        return speaks

    @cached_property
    def _sentence(self) -> Callable[[tuple[str, ...]], _Sound]:
        """
        What returns how a sentence sounds: the same is often said again.
        """

        @kept_a_while(_SENTENCES_KEPT)
        def sentence(words: tuple[str, ...]) -> _Sound:
            return self._sound(self.runs_of(words))

        return sentence

    def _sound(self, runs: _Runs) -> _Sound:
        lengths = self._length(runs.found[0]), self._length(runs.found[1])
        return _Sound(lengths, self.score("soon", runs.found, lengths))

    def _length(self, numbers: Iterable[int]) -> float:
        # Squares in hundredths under the root, weights in hundredths above it.
        squares = sum(map(self.lengths.__getitem__, numbers))
        return float((SCALE * (SCALE * PIVOT + squares)) ** 0.5)
