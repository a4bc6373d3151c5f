"""
How much a piece of a note speaks for each thing that a note may tell: a score in log odds, as for a danger.

Most notes tell few of them, so which are told is asked of all at once, in whole numbers, and a score is worked out
where it is shown. Refuses to know what is done about any of it.
"""

from __future__ import annotations

from coachplan.notes.second_reader import Piece, SecondReader

__all__ = ["ToldScores"]

#: Fractions add up to another last digit in another order: this near to where a thing is told, it is asked of the score
#: that would be shown.
_HAIR = 1e-6


class ToldScores:
    """
    The scores of one piece, by the places of the reader's `tells`.
    """

    def __init__(self, reader: SecondReader, piece: Piece) -> None:
        self._reader, self._lengths = reader, piece.lengths
        # In this order a score is added up.
        self._numbers = [numbers & reader.runs_told for numbers in piece.found]
        words, letters = map(reader.told_rows.sums, self._numbers)
        by_word, by_letter = piece.lengths
        self._nearly = [
            tells.bias - tells.least + word / by_word + letter / by_letter
            for tells, word, letter in zip(reader.tells, words, letters, strict=True)
        ]

    def told(self) -> list[int]:
        """
        Return the places of all that is told.
        """
        return [which for which, above in enumerate(self._nearly) if above > -_HAIR and self.is_told(which)]

    def is_told(self, which: int) -> bool:
        """
        Say whether the score is above the least with which it is told.
        """
        above = self._nearly[which]
        return above > 0 if abs(above) > _HAIR else self.score(which) > self._reader.tells[which].least

    def score(self, which: int) -> float:
        """
        Return one score.
        """
        score, weights = self._reader.tells[which].bias, self._reader.told[which]
        for numbers, length in zip(self._numbers, self._lengths, strict=True):
            for number in filter(weights.__contains__, numbers):
                score += weights[number] / length
        return score
