"""Another child by name: a sister's vomiting is worth a look, and this child's own is what it is."""

from __future__ import annotations

import pytest

from coachplan.notes.two_readers import read_twice
from coachplan.testing.builders import installed

ORDER = ("now", "today", "soon", "look", None)


def loudest(text, child="Leo", language="en"):
    reading = read_twice(installed().catalogue.lexicon, text, language, child)
    return min((one.urgency for one in reading.mentions), key=ORDER.index, default=None)


@pytest.mark.parametrize(
    "text",
    [
        "Mia threw up all night, washing everything. Leo is fine, skipped it",
        "Leo is totally fine. Mia was vomiting all night",
        "Mia vomitó toda la noche. Leo está bien.",
        "Mia se vomitó toda la noche. Leo anda muy bien.",
    ],
)
def test_another_childs_vomiting_holds_nothing(text):
    """Two keys turn: it is another's by name, and this one is well. The therapist sees it all the same."""
    assert loudest(text) == "look"


@pytest.mark.parametrize(
    "text",
    [
        "Mia threw up all night",
        "Leo threw up all night. Mia is fine",
        "Mia threw up all night. Leo is fine but hot",
        "Mia threw up all night. Leo is fine now",
        "Leito threw up all night. Leo is fine",
        "Mia is sick. Leo is fine. He threw up all night though",
        "Mia threw up all night. Leo is fine. Then he vomited all morning",
        "Mia threw up all night. Leo is not fine",
        "mia threw up all night. Leo is fine",
        "Mia vomitó toda la noche. Leo está bien, pero vomitó todo el día",
    ],
)
def test_one_key_holds_it_still(text):
    """Without both, or where this child has it, too, it is as it was."""
    assert loudest(text) in ("today", "now", "soon")


def test_what_is_now_is_lowered_by_nothing():
    """Whoever has it."""
    assert loudest("Mia stopped breathing. Leo is fine") == "now"


def test_a_child_without_a_name_has_no_key():
    """Nobody can tell."""
    assert loudest("Mia threw up all night. Leo is fine", child="") == "today"
