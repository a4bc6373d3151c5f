"""
The second reader: a score is a sum that can be shown word by word, and how a note is typed changes nothing.
"""

from __future__ import annotations

import math

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.pieces import MOST_WORDS, pieces, word_runs
from coachplan.notes.second_reader import PIVOT, SOUNDS, SecondReader
from coachplan.notes.second_table import shipped
from coachplan.notes.sorted_runs import SortedRuns
from coachplan.notes.tokens import STOP, cut

SMALL = SecondReader(
    words=SortedRuns("help\nhelp me"),
    letters=SortedRuns("_he\nhel", 2),
    lengths=[400, 900, 100, 300],
    weights=([100, 200, 300, 400], [0, 0, 0, 0], [-100, 0, 0, 0]),
    bias=(0.5, -1.0, 0.0),
    thresholds={},
    languages=frozenset({"en"}),
)
WORDS = "he she stopped breathing blue not eating great socks spoon help me today again no se ahogó come bien".split()
NOTES = st.lists(st.sampled_from([*WORDS, ".", "?", "\n\n", ","]), min_size=1, max_size=40).map(" ".join)


def test_a_score_by_hand():
    """Two runs of words and two of letters: each group is divided by its length, and the bias is added."""
    (piece,) = SMALL.weigh(cut("help me"))
    words, letters = math.sqrt(PIVOT + 4 + 9), math.sqrt(PIVOT + 1 + 3)

    assert (0, 2, False) == (piece.first, piece.last, piece.whole)
    assert pytest.approx(0.5 + (1 + 2) / words + (3 + 4) / letters) == piece.sounds("soon")
    assert piece.sounds("today") == -1.0
    assert pytest.approx(-1 / words) == piece.sounds("now")


def test_what_stands_in_no_table_has_the_bias_alone():
    """A text of unknown runs says nothing: its score is the bias."""
    assert [(0.5, -1.0, 0.0)] == [piece.scores for piece in SMALL.weigh(cut("zzz"))]


@given(NOTES)
def test_a_score_is_the_sum_of_what_its_words_have_in_it(text):
    """The shares of the words and the bias add up to the score, at every level, in every piece."""
    reader, cutting = shipped(), cut(text)
    for piece in reader.weigh(cutting):
        for number, level in enumerate(SOUNDS):
            shares = reader.shares(cutting, piece, level)
            assert piece.last - piece.first == len(shares)
            assert math.isclose(reader.bias[number] + sum(shares), piece.scores[number], abs_tol=1e-9)


@given(NOTES)
def test_how_it_is_typed_changes_no_score(text):
    """Capitals, accents taken apart, line ends and what cannot be seen make no difference."""
    reader = shipped()
    plain = [piece.scores for piece in reader.weigh(cut(text))]

    assert plain == [piece.scores for piece in reader.weigh(cut(text.upper()))]
    assert plain == [piece.scores for piece in reader.weigh(cut(text.replace("ó", "o\u0301")))]
    assert plain == [piece.scores for piece in reader.weigh(cut(text.replace("\n", "\r\n")))]
    assert plain == [piece.scores for piece in reader.weigh(cut(text.replace("e", "e\u200b")))]


@given(st.lists(NOTES, min_size=1, max_size=3))
def test_a_sentence_sounds_as_by_itself(texts):
    """What stands around a sentence, and what was read before, changes nothing of how it sounds."""
    reader = shipped()
    for text in [*texts, *reversed(texts)]:
        cutting = cut(text)
        for piece in reader.weigh(cutting):
            words = cutting.words[piece.first : piece.last]
            (alone,) = reader.weigh(evolve(cutting, words=words, breaks=[STOP, *[0] * (len(words) - 1)]))

            assert (alone.scores, alone.lengths, alone.runs) == (piece.scores, piece.lengths, piece.runs)


@given(NOTES)
def test_runs_are_those_that_the_table_knows(text):
    """The runs of a piece, one by one in the order written, are what training cuts of it and the table has."""
    reader = shipped()
    for piece in reader.weigh(cut(text)):
        known = [(reader.words.get(run), first, last) for first, last, run in word_runs(piece.words)]

        assert [run for run in known if run[0] is not None] == list(piece.runs)
        assert {number for number, _, _ in piece.runs} == piece.found[0]


def test_a_note_is_taken_whole_and_in_sentences():
    """The whole comes first, then its sentences; a single sentence is taken once, and an answer is no sentence."""
    assert ([(0, 4)], [(0, 2), (2, 4)]) == pieces(cut("He slept. He ate."))
    assert ([(0, 2)], []) == pieces(cut("He slept."))
    assert ([(0, 2)], []) == pieces(cut("Choking? No."))
    assert ([], []) == pieces(cut("..."))


def test_no_more_than_so_many_words_are_weighed():
    """What comes after them is left to the lists, and a long piece is taken in parts."""
    whole, sentences = pieces(cut("he ate " * MOST_WORDS))

    assert MOST_WORDS == whole[-1][1]
    assert sentences == []
    assert all(last - first <= 200 for first, last in whole)
