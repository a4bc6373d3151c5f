"""
What a note tells by weights: asked of all at once it is what each score says, and a score is its bias and its weights.
"""

from __future__ import annotations

from math import isclose

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.second_reader import Tells
from coachplan.notes.second_table import shipped
from coachplan.notes.tokens import cut
from coachplan.notes.told_scores import ToldScores

WORDS = (
    "he she cried refused tired by himself no time we were ill with grandma a little help all did it not and the sock "
    "nada lloró solo cansada con ayuda"
).split()
NOTES = st.lists(st.sampled_from([*WORDS, ".", ",", "\n\n"]), min_size=1, max_size=30).map(" ".join)


def weighed(text):
    return [piece for piece in shipped().weigh(cut(text)) if piece.tells]


def plainly(piece, which):
    reader = shipped()
    score = reader.tells[which].bias
    for numbers, length in zip(piece.found, piece.lengths, strict=True):
        weights = [reader.told[which].get(number, 0) for number in numbers]
        score += sum(weights) / length
    return score


@given(NOTES)
def test_a_score_is_its_bias_and_its_weights(text):
    """Each weight of a run that speaks for or against it, divided by the length of its kind, and the bias."""
    reader = shipped()
    for piece in weighed(text):
        scores = ToldScores(reader, piece)
        for which in range(len(reader.tells)):
            assert isclose(plainly(piece, which), scores.score(which), abs_tol=1e-9)


@given(NOTES)
def test_what_is_told_is_what_the_scores_say(text):
    """Asked of all at once, a thing is told where its score is above its least, and nowhere else."""
    reader = shipped()
    for piece in weighed(text):
        scores = ToldScores(reader, piece)
        told = [which for which, tells in enumerate(reader.tells) if scores.score(which) > tells.least]

        assert told == scores.told()
        assert told == [which for which in range(len(reader.tells)) if scores.is_told(which)]


@pytest.mark.parametrize("which", [0, 5, 11])
def test_a_score_right_at_its_least_is_not_told(which):
    """Where the least is the very score, down to the last digit, it is not told; a digit lower, it is."""
    (piece,) = weighed("he cried and refused the sock, no time, a little help from grandma")
    reader = shipped()
    score = ToldScores(reader, piece).score(which)

    def told_at(least):
        one = evolve(reader.tells[which], least=least)
        tells = (*reader.tells[:which], one, *reader.tells[which + 1 :])
        return which in ToldScores(evolve(reader, tells=tells), piece).told()

    assert isinstance(reader.tells[which], Tells)
    assert not told_at(score)
    assert told_at(score - abs(score) * 2e-16)
    assert not told_at(score + abs(score) * 2e-16)
