"""What a child loves, with its kind or without."""

from __future__ import annotations

import pytest

from coachplan.model.interests import Interest, interest_for


@pytest.mark.parametrize(
    ("written", "interest"),
    [
        ("trains", Interest("trains")),
        ("character: Bluey", Interest("Bluey", "character")),
        ("Animal:  the neighbour's cat ", Interest("the neighbour's cat", "animal")),
        ("actividad: nadar", Interest("nadar", "activity")),
        ("Paw Patrol: the film", Interest("Paw Patrol: the film")),
        ("thing:", Interest("thing:")),
    ],
)
def test_a_kind_stands_before_a_colon(written, interest):
    """A colon after another word is one of the words, and a kind without words is none."""
    assert interest == Interest.written(written)


def test_a_sentence_is_said_of_the_first_interest_it_is_right_for():
    """One for characters passes over trains; one right for any takes the first; one for none of them is not said."""
    loved = ("trains", "character: Bluey", "character: Elsa")
    assert "Bluey" == interest_for(loved, ["character"])
    assert "trains" == interest_for(loved, [])
    assert interest_for(loved, ["animal"]) is None
