"""
Counts in words: what families write for so many of so many, and what only looks like it.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.counted import counts_in, number_of
from coachplan.notes.tokens import cut


def counted(text):
    return [(one.successes, one.tries) for one in counts_in(cut(text))]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("4 of 5 buttons today", [(4, 5)]),
        ("Socks 3/5, shoes 0/5.", [(3, 5), (0, 5)]),
        ("twice out of five", [(2, 5)]),
        ("Seven times out of nine he turned", [(7, 9)]),
        ("2 outta 3 goes", [(2, 3)]),
        ("none of the four cards", [(0, 4)]),
        ("cuatro de cinco pinzas", [(4, 5)]),
        ("seis veces de siete", [(6, 7)]),
        ("nueve de cada diez", [(9, 10)]),
        ("eight de diez", [(8, 10)]),
        ("10/10", [(10, 10)]),
        ("4 of 5 socks on, no crying", [(4, 5)]),
    ],
)
def test_counts_as_they_are_written(text, counts):
    """Digits and words, English, Spanish and both."""
    assert counts == counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "four of seven nights",
        "day 8 of 14",
        "since 3/5 he is fine",
        "el 3/5 empezó",
        "born 4/5/26",
        "half, so 1/2 a banana",
        "3 of 2 socks",
        "las dos de la tarde",
        "tres de mayo",
        "at 5, of 6 siblings he is the first",
        "5 of 5 kg",
        "one of them",
        "4/5% more",
        "1 of 1",
        "cried 4 of 5 times",
        "4 of 5 wrong",
        "couldn't do 4 of 5",
        "3/5 tries ended in tears",
        "pain 7/10",
        "goal: 8/10",
        "ate 1/5 of the banana",
        "therapist wants 8 of 10",
        "",
    ],
)
def test_what_is_no_count_of_tries(text):
    """A date, a share, days, weights, and what cannot be."""
    assert counted(text) == []


@given(st.integers(0, 100), st.integers(2, 100), st.sampled_from([" of ", " out of ", "/", " de "]))
def test_any_count_that_can_be_is_read_as_written(successes, tries, between):
    """What was written is what is read, and more successes than tries are never made up."""
    text = f"Buttons: {successes}{between}{tries} today"
    parts = between == "/" and (successes, tries) in [(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)]

    assert counted(text) == ([(successes, tries)] if successes <= tries and not parts else [])


@given(st.text())
def test_any_text_is_read(text):
    """No text raises, and no count is impossible."""
    assert all(0 <= one.successes <= one.tries for one in counts_in(cut(text)))


def test_a_number_is_read_in_digits_and_in_letters():
    """Digits of other scripts are none: nobody could say what they are."""
    assert (5, 5, 5, None, None) == tuple(map(number_of, ("5", "five", "cinco", "many", "\u0665")))
