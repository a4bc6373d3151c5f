"""
A focus and a person are the same however their name was typed.
"""

from __future__ import annotations

import unicodedata

import pytest
from attrs import evolve

from coachplan import Caregiver
from coachplan.base.names import is_missing, same_name
from coachplan.testing.builders import OPEN, entry, review

JOSE = "Jos\u00e9"


@pytest.mark.parametrize(
    "written", [JOSE, unicodedata.normalize("NFD", JOSE), f"{JOSE}\u200b", f"\ufeff{JOSE.upper()} ", f"\u00a0{JOSE}"]
)
def test_one_person_however_the_name_was_typed(written):
    """In one piece or in two, with a sign that cannot be seen, in capitals: one person."""
    assert same_name(JOSE) == same_name(written)


NOTHING = [
    "", "-", " N/A ", "?", "\u2014", "nan", "NaN", "NAN", "na", "NA", "n/a", "#N/A", "<NA>", "None", "none", "NULL",
    "null", "nan\u200b",
]  # fmt: skip


@pytest.mark.parametrize("written", NOTHING)
def test_a_sign_for_nothing_is_nobody(written):
    """What stands where there is no name makes no second person; and where a count should stand it is none."""
    assert "" == same_name(written)
    assert is_missing(written)


@pytest.mark.parametrize("written", ["Nan", " Nan", "Nan\u200b", "Na", "Null"])
def test_a_name_as_a_person_writes_it_is_a_name(written):
    """A grandmother is Nan; where a count should stand the same letters are none, in any spelling."""
    assert written.strip(" \u200b").casefold() == same_name(written)
    assert is_missing(written)


@pytest.mark.parametrize("written", ["Nil", "Nana", "N", "Nay"])
def test_what_no_spreadsheet_writes_is_a_name_in_any_spelling(written):
    """Nil is a name, and no table has it for nothing."""
    assert same_name(written) == same_name(written.upper()) == written.casefold()
    assert not is_missing(written)


def test_what_nan_wrote_is_nans():
    """And what a spreadsheet put there is the first caregiver's, as an entry without a name is."""
    plan = evolve(OPEN, family=evolve(OPEN.family, caregivers=[Caregiver("Alex"), Caregiver("Nan")]))
    log = [entry(1, 4, who="Nan", worked="I waited"), entry(2, 5, who="nan", worked="I held it still")]
    found = review(plan, log)
    assert ("Alex wrote: “I held it still”",) == found.for_caregiver(who="Nan").works
    assert ("Nan wrote: “I waited”",) == found.for_caregiver(who="Alex").works


@pytest.mark.parametrize("written", ["F1", "f1 ", "\u00a0f1"])
def test_a_focus_typed_otherwise_is_that_focus(written):
    """A space around it, or a capital, sets no entry aside."""
    found = review(OPEN, [entry(1, 4, focus=written)])

    assert 0.8 == found.reading("f1", "success").value
    assert () == tuple(each for each in found.missing if each.what == "e1")
