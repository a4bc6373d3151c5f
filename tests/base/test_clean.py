"""
What was written by hand, made safe to show.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coachplan.base.clean import cell, clean, one_line, visible

ANY = st.text(st.characters())


@given(ANY)
@example("a\u202eb\x1b[31m\x07\r\nBEGIN:VEVENT\x85c")
def test_a_clean_text_shows_all_that_it_holds(text):
    """No control, no direction, no half of a letter; and cleaning it again changes nothing."""
    made = clean(text)

    joined = {"\u200c", "\u200d"}
    assert {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}.isdisjoint(
        unicodedata.category(sign) for sign in made if sign != "\n" and sign not in joined
    )
    assert made == clean(made)


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_letters_stay_as_they_are(text):
    """Whatever shows something is kept, in each writing."""
    blank = set("\u115f\u1160\u3164\uffa0")

    assert "".join(sign for sign in text if sign not in blank) == clean(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a b"),
        ("👩‍👧 می‌خواهم", "👩‍👧 می‌خواهم"),  # joined signs and a joint inside a word of Persian
        ("\u202eabc\u202c \x1b[31mred\x07", "abc [31mred"),
        ("half \ud83d of one", "half  of one"),
    ],
)
def test_what_becomes_of_it(written, kept):
    """Ends of lines are one kind, a tab is a blank, and what joins stays where it joins."""
    assert kept == clean(written)


def test_one_line_has_no_ends_of_lines():
    """A calendar's summary cannot begin a line of its own."""
    assert "line one BEGIN:VEVENT x" == one_line("line one\r\nBEGIN:VEVENT\u2029  x ")


@given(ANY)
@example(" =cmd|' /C calc'!A0")
@example("\ufeff@SUM(A1)")
@example("＝1")
def test_no_cell_begins_a_formula(text):
    """Whatever a spreadsheet might run has an apostrophe before it; nothing else has one."""
    made = cell(text)

    assert not made.lstrip().startswith(("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"))
    assert made in (clean(text), f"'{clean(text)}")


@given(ANY)
def test_what_is_shown_as_escapes_is_clean(text):
    """What a terminal shows holds nothing that `clean` would take away."""
    assert visible(text) == clean(visible(text))
