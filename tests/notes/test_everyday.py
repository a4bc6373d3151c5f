"""
Everyday words that were heard as a danger are not, and their neighbours that are one are still heard (`everyday.toml`).

By lists and rules: what the second reader makes of such words is told on its card.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coachplan.notes.two_readers import read_twice
from coachplan.testing.builders import installed

SIGNS = tomllib.loads((Path(__file__).parent / "everyday.toml").read_text(encoding="utf-8"))["sign"]
ORDER = ("nothing", "look", "soon", "today", "now")


def every(sort):
    return [
        pytest.param(sign, language, note, id=note)
        for sign in SIGNS
        for language in ("en", "es")
        for note in sign[sort][language]
    ]


def raised(note, language):
    """Each flag that lists and rules raise, with its urgency."""
    reading = read_twice(installed().catalogue.lexicon, note, language, second="refused: not asked here")
    return [(one.flag, one.urgency) for one in reading.mentions if one.urgency]


@pytest.mark.parametrize(("sign", "language", "note"), every("alike"))
def test_everyday_words_raise_nothing(sign, language, note):
    """None of the flags that they were once heard as, and nothing above what is written beside them."""
    found = raised(note, language)
    alarms = [
        (flag, urgency)
        for flag, urgency in found
        if (flag in sign["flags"] and urgency != "look") or ORDER.index(urgency) > ORDER.index(sign["most"])
    ]
    assert [] == alarms


@pytest.mark.parametrize(("sign", "language", "note"), every("real"))
def test_their_neighbours_are_still_heard(sign, language, note):
    """One of the flags, as urgent as it is."""
    assert any(
        flag in sign["flags"] and ORDER.index(urgency) >= ORDER.index(sign["least"])
        for flag, urgency in raised(note, language)
    )
