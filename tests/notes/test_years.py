"""
A year named in a note is past where it lies before the note's own, whichever year that is.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan import Caregiver, Child, Engine, Entry, Family, Plan, Routine
from coachplan.notes.reader import read

ENGINE = Engine(plugins=[])
SUMMER = date(2026, 7, 1)


def kinds(text, on):
    """How each sign in a text is meant that was written on a day."""
    return {mention.kind for mention in read(ENGINE.catalogue.lexicon, text, on=on).mentions}


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("he choked in 2013", SUMMER, "past"),
        ("in 2013 he choked", SUMMER, "past"),
        ("back in 1999 he choked", SUMMER, "past"),
        ("he choked in the summer of 2013", SUMMER, "past"),
        ("he choked in march 2013", SUMMER, "past"),
        ("he choked in 2025", SUMMER, "past"),
        ("he choked in 2026", SUMMER, "affirmed"),
        ("he choked in 2026", date(2027, 1, 2), "past"),
        ("he choked in 2027", SUMMER, "affirmed"),
        ("se ahogó en 2013", SUMMER, "past"),
        ("se ahogó en diciembre de 2013", SUMMER, "past"),
        ("se ahogó en 2026", SUMMER, "affirmed"),
        # a month that is less than a year ago
        ("he choked in 2025", date(2026, 1, 10), "past"),
        ("he choked in december 2025", date(2026, 1, 10), "affirmed"),
        ("he choked in december of 2025", date(2026, 1, 10), "affirmed"),
        ("he choked in january 2025", date(2026, 1, 10), "affirmed"),
        ("he choked in november 2024", date(2026, 1, 10), "past"),
        ("se ahogó en diciembre de 2025", date(2026, 1, 10), "affirmed"),
        # since then until now, and what is no date
        ("he chokes since 2013", SUMMER, "affirmed"),
        ("he choked 2013 times", SUMMER, "affirmed"),
        ("he choked in room 2013", SUMMER, "affirmed"),
        # nobody knows when it was written
        ("he choked in 2013", None, "past"),
        ("he choked in 2025", None, "affirmed"),
        ("he choked in 2026", None, "affirmed"),
    ],
)
def test_a_year_before_the_notes_own_is_past(text, on, expected):
    """Years are counted from the note, and no list of them runs out."""
    assert {expected} == kinds(text, on)


@given(st.integers(1950, 2099), st.dates(date(2025, 1, 1), date(2099, 12, 31)))
def test_a_year_is_past_exactly_where_it_is_before(year, on):
    """Whatever the day."""
    assert ({"past"} if year < on.year else {"affirmed"}) == kinds(f"he choked in {year}", on)


@given(st.integers(1950, 2099), st.dates(date(2025, 1, 1), date(2099, 12, 31)))
def test_without_its_day_a_note_is_read_no_less_carefully(year, on):
    """What fires where the day is known fires where nobody knows it."""
    if "affirmed" in kinds(f"he choked in {year}", on):
        assert {"affirmed"} == kinds(f"he choked in {year}", None)


@pytest.mark.parametrize(("year", "alerts"), [(2013, 0), (2025, 0), (2026, 1)])
def test_an_entry_is_read_on_its_own_day(year, alerts):
    """The day of the entry decides, and not that of the review."""
    plan = Plan("p1", Family(Child("Sam", 48), [Caregiver("Ana")], [Routine("play", "play")], id="sam"), focuses=[])
    entry = Entry("e1", date(2026, 3, 2), focus="play", hard=f"he choked in {year}")
    review = ENGINE.review(plan, [entry], on=date(2027, 3, 2))
    assert alerts == len(review.alerts)
