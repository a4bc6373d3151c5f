"""
Where a new statement begins within a sentence, and where the same one goes on.
"""

from __future__ import annotations

import pytest

from coachplan.notes.statements import begins, parted
from coachplan.notes.tokens import cut
from coachplan.notes.vocabulary import core_vocabulary


def between(text, first, last, **how):
    """Whether a statement begins after the word *first*, up to the word *last*."""
    cutting = cut(text)
    return parted(
        core_vocabulary(), cutting.words, cutting.breaks, cutting.words.index(first), cutting.words.index(last), **how
    )


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("he was laughing and stopped breathing", "laughing", "breathing", True),
        ("he was laughing and then he stopped breathing", "laughing", "breathing", True),
        ("he was laughing and all of a sudden went limp", "laughing", "limp", True),
        ("he was laughing then silent", "laughing", "silent", True),
        ("he was laughing when he stopped", "laughing", "stopped", True),
        ("laughing he stopped breathing", "laughing", "breathing", True),
        ("laughing, his lips turned blue", "laughing", "blue", True),
        ("laughing his lips turned blue", "laughing", "blue", True),
        ("laughing, silly and blue", "laughing", "blue", False),
        ("laughed so hard he could not breathe", "laughed", "breathe", False),
        ("laughed so hard, he could not breathe", "laughed", "breathe", False),
        ("laughed until she was purple", "laughed", "purple", False),
        ("laughed and laughed until she was purple", "laughed", "purple", False),
        ("laughed so hard and then he was blue", "laughed", "blue", True),
        ("juice and crackers, blue", "juice", "blue", False),
        ("painted his lips blue", "painted", "blue", False),
        ("he will fall and hit his head", "will", "head", False),
        ("he fell and hit his head", "fell", "head", True),
        ("se rio tanto que no podia respirar", "rio", "respirar", False),
        ("se rio y no podia respirar", "rio", "respirar", True),
        ("pintura y los labios siguen azules", "pintura", "azules", True),
        ("pintura en los labios azules", "pintura", "azules", False),
    ],
)
def test_a_statement_ends_where_another_begins(text, first, last, expected):
    """Conjunctions with a verb, subjects and commas part; *so*, *until* and what is only listed do not."""
    assert expected is between(text, first, last)


def test_what_is_played_or_told_holds_for_the_subject_that_follows_at_once():
    """ "In the book he chokes": a frame may be followed by its subject, and by no other."""
    assert not between("in the book he chokes", "book", "chokes", frame=True)
    assert between("in the book he chokes", "book", "chokes")
    assert between("in the book corner he chokes", "book", "chokes", frame=True)


def test_words_of_the_cue_itself_part_nothing():
    """A place that the cue names is no new statement."""
    cutting = cut("had a fit when told")

    assert parted(core_vocabulary(), cutting.words, cutting.breaks, 1, 4)
    assert not parted(core_vocabulary(), cutting.words, cutting.breaks, 1, 4, frozenset({3}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he fell", True),
        ("suddenly she fell", True),
        ("his lips were blue", True),
        ("his lips", False),
        ("fed well", False),
        ("collapsed", True),
        ("blue", False),
        ("all of a sudden", False),
        ("se puso azul", True),
        ("crackers", False),
    ],
)
def test_what_a_statement_begins_with(text, expected):
    """A subject, a verb of what happened, or somebody's lips with a verb; adverbs before it do not count."""
    assert expected is begins(core_vocabulary(), text.split(), 0)
