"""
Four dangers that the lists missed: each real note is heard as urgent as it is, and no look-alike is.

The first eight of each list were written before there were words for them (`missed.toml`).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coachplan.testing.builders import installed

DANGERS = tomllib.loads((Path(__file__).parent / "missed.toml").read_text(encoding="utf-8"))["danger"]
ORDER = ("soon", "today", "now")


def every(sort):
    return [
        pytest.param(danger, language, note, id=note)
        for danger in DANGERS
        for language in ("en", "es")
        for note in danger[sort][language]
    ]


def raised(note, language):
    """Each flag that a note raises, with its urgency."""
    return {one.flag: one.urgency for one in installed().read(note, language).mentions if one.urgency in ORDER}


def as_urgent(urgencies, least):
    return any(ORDER.index(urgency) >= ORDER.index(least) for urgency in urgencies)


@pytest.mark.sweep(one_in=1)
@pytest.mark.parametrize(("danger", "language", "note"), every("real"))
def test_a_danger_is_heard(danger, language, note):
    """As urgent as it is."""
    assert as_urgent(raised(note, language).values(), danger["least"])


@pytest.mark.parametrize(("danger", "language", "note"), every("alike"))
def test_what_only_looks_like_it_is_not(danger, language, note):
    """None of the flags for it, and nothing as urgent."""
    found = raised(note, language)
    assert not set(danger["flags"]) & found.keys()
    assert not as_urgent(found.values(), danger["below"])


def test_there_are_eight_notes_each_way_or_more():
    """In each language."""
    notes = [danger[sort][tongue] for danger in DANGERS for sort in ("real", "alike") for tongue in ("en", "es")]
    assert min(map(len, notes)) >= 8
