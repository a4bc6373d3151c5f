"""
A focus and a person are the same however their name was typed.
"""

from __future__ import annotations

import unicodedata

import pytest

from coachplan.base.names import same_name
from coachplan.testing.builders import OPEN, entry, review

JOSE = "Jos\u00e9"


@pytest.mark.parametrize(
    "written", [JOSE, unicodedata.normalize("NFD", JOSE), f"{JOSE}\u200b", f"\ufeff{JOSE.upper()} ", f"\u00a0{JOSE}"]
)
def test_one_person_however_the_name_was_typed(written):
    """In one piece or in two, with a sign that cannot be seen, in capitals: one person."""
    assert same_name(JOSE) == same_name(written)


@pytest.mark.parametrize("written", ["", "-", " N/A ", "?", "\u2014", "nan"])
def test_a_sign_for_nothing_is_nobody(written):
    """What stands where there is no name makes no second person."""
    assert "" == same_name(written)


@pytest.mark.parametrize("written", ["F1", "f1 ", "\u00a0f1"])
def test_a_focus_typed_otherwise_is_that_focus(written):
    """A space around it, or a capital, sets no entry aside."""
    found = review(OPEN, [entry(1, 4, focus=written)])

    assert 0.8 == found.reading("f1", "success").value
    assert () == tuple(each for each in found.missing if each.what == "e1")
