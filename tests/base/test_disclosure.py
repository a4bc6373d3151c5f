"""
What an error tells of a value that was refused: its kind, and never its words.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.disclosure import MOST_SHOWN, found, found_code, found_figure, place_name, plain
from coachplan.base.frozen_map import FrozenMap

SAID = "Sam bit his sister"


class Liar(str):
    """A text that says of itself whatever is asked."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __len__(self):
        return 1

    def __str__(self):
        return "yes"

    def __repr__(self):
        return SAID


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "nothing (null)"),
        (True, "true"),
        ("", "an empty text"),
        ("a", "a text of 1 character"),
        (SAID, "a text of 18 characters"),
        (Liar(SAID), "a text of 18 characters"),
        (SAID.encode(), "bytes"),
        (5550100, "a number"),
        ([], "an empty list"),
        ((SAID,), "a list of 1"),
        ({SAID: SAID}, "a table"),
        (FrozenMap({SAID: 1}), "a table"),
        ({SAID}, "a set"),
        (object(), "an object"),
        (date(2026, 3, 2), "a date"),
    ],
)
def test_where_words_were_asked_for_only_the_kind_is_told(value, told):
    """Whatever stands there, its words are not repeated."""
    assert told == found(value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("step-upp", "'step-upp'"),
        ("toy/stack.blocks:2", "'toy/stack.blocks:2'"),
        (SAID, "a text of 18 characters"),
        (Liar("fulll"), "'fulll'"),
        ("x" * MOST_SHOWN, repr("x" * MOST_SHOWN)),
        ("x" * (MOST_SHOWN + 1), "a text of 41 characters"),
        ("a\n", "a text of 2 characters"),
        ("他今天噎住了", "a text of 6 characters"),
        ("\x1b[2J", "a text of 4 characters"),
        (3, "a number"),
    ],
)
def test_where_a_code_was_asked_for_a_code_is_shown(value, told):
    """One short token of letters, digits and their joints could be a code; anything else could be a sentence."""
    assert told == found_code(value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (3.0, "the number 3.0"),
        (float("nan"), "the number nan"),
        pytest.param(10**5000, "a number out of range", id="endless"),
        (True, "true"),
        ("14/3/2026", "the text '14/3/2026'"),
        ("1,500", "the text '1,500'"),
        ("-2.5e3", "the text '-2.5e3'"),
        ("2026-03-14T00:00", "the text '2026-03-14T00:00'"),
        ("four", "a text of 4 characters"),
        ("4 times", "a text of 7 characters"),
        ("4" * 41, "a text of 41 characters"),
        (datetime(2026, 3, 2, 9), "a datetime"),  # noqa: DTZ001 - the mistake
        (None, "nothing (null)"),
    ],
)
def test_where_a_number_or_a_day_was_asked_for_figures_are_shown(value, told):
    """Numbers, and texts that are made like a number or a day; words are not."""
    assert told == found_figure(value)


@given(st.text(min_size=1) | st.lists(st.text(min_size=1), min_size=2).map(" ".join))
def test_nothing_with_a_space_or_an_unseen_sign_is_ever_shown(written):
    """What an error tells is plain: no sentence, no control character, no other script."""
    for told in (found(written), found_code(written), found_figure(written), place_name(written)):
        assert told.isascii()
        assert told.isprintable()
    if " " in written:
        assert found(written) == found_code(written) == found_figure(written)


def test_a_place_is_named_by_what_could_be_a_name():
    """The name of a field is shown in a place; a sentence in its stead is counted."""
    assert "hrad" == place_name("hrad")
    assert "(a text of 18 characters as a name)" == place_name(SAID)


def test_a_text_is_read_by_its_true_characters():
    """Whatever a subclass says of itself."""
    assert SAID == plain(Liar(SAID))
    assert str is type(plain(Liar(SAID)))
