"""
Numbers in a note: temperatures, ages, how long and how often, in the ways that families write them.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.amounts import amounts_in
from coachplan.notes.tokens import cut


def amounts(text):
    return [(one.kind, round(one.value, 1)) for one in amounts_in(cut(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("38.4, axilla, twice. She's 71 days old.", [("temperature", 38.4), ("age", 71)]),
        ("38.9 at 7 weeks", [("temperature", 38.9), ("age", 49)]),
        ("fever of 39", [("temperature", 39)]),
        ("100.4F", [("temperature", 38)]),
        ("temp 102 since last night", [("temperature", 38.9), ("duration", 12)]),
        ("38,5 de fiebre, tiene 2 meses", [("temperature", 38.5), ("age", 60.8)]),
        ("nothing since 6 am", [("duration", 8)]),
        ("for three days now", [("duration", 72)]),
        ("llevo tres noches sin dormir", [("duration", 72)]),
        ("meals take 50 minutes", [("duration", 0.8)]),
        ("third time this week", [("times", 3)]),
        ("x4 today, then 5x", [("times", 4), ("times", 5)]),
        ("tres veces hoy", [("times", 3)]),
        ("my six week old", [("age", 42)]),
        ("a newborn", [("age", 14)]),
    ],
)
def test_amounts_as_they_are_written(text, found):
    """Figures and words, points and commas, English and Spanish."""
    assert found == amounts(text)


@pytest.mark.parametrize(
    "text",
    [
        "38 pieces",
        "at 7:38 she ate",
        "21.5 cm",
        "room 40",
        "42 grados hoy, no salimos",
        "39/40 cards",
        "38 % of it",
        "forty winks",
        "",
    ],
)
def test_what_is_none(text):
    """A time of day, a length, the weather and what is counted otherwise are no temperature."""
    assert amounts(text) == []


@given(st.decimals(36, 42, places=1))
def test_any_temperature_is_read_as_written(degrees):
    """With a point or a comma, beside the word for it."""
    for text in (f"fever {degrees}", f"fiebre de {str(degrees).replace('.', ',')}"):
        assert ("temperature", float(degrees)) in amounts(text)


@given(st.text())
def test_any_text_is_read(text):
    """No text raises, and no amount is below zero or outside of the text."""
    cutting = cut(text)

    assert all(0 <= one.value and one.first < one.last <= len(cutting.words) for one in amounts_in(cutting))
