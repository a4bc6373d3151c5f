"""
The first so many of a list that grows: to whoever reads it, a tuple that nothing changes.
"""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.prefixes import Prefix

PLACES = st.integers(-9, 9)
EDGES = st.none() | PLACES
ITEMS = st.lists(st.integers(), max_size=6)


@given(ITEMS, ITEMS, ITEMS, st.data())
def test_it_is_the_tuple_of_what_was_there(before, more, later, data):
    """However the list grows on, every look at it is that of the tuple it was."""
    expected = (*before, *more)
    found = Prefix(before, *more)
    before.extend(later)
    assert (len(expected), expected, expected[::-1]) == (len(found), tuple(found), tuple(reversed(found)))
    assert found == expected
    assert hash(found) == hash(expected)
    assert repr(found) == repr(expected)
    cut = slice(data.draw(EDGES), data.draw(EDGES), data.draw(st.sampled_from((None, 1, 2, -1, -2))))
    assert expected[cut] == found[cut]
    for place in range(-len(expected), len(expected)):
        assert expected[place] == found[place]
    assert (*expected, 7) == found.with_one(7)
    assert expected == pickle.loads(pickle.dumps(found))


@pytest.mark.parametrize("place", [3, -4, 99])
def test_beyond_its_end_there_is_nothing(place):
    """A place that a tuple has not, it has not, though the list behind it may have grown."""
    behind = [1, 2]
    found = Prefix(behind, 3)
    behind += [4, 5, 6]
    with pytest.raises(IndexError):
        found[place]


def test_it_equals_another_of_the_same():
    """Two of the same items are one, whatever lists they are of."""
    assert Prefix([1, 2], 3) == Prefix([1], 2, 3)
    assert Prefix([1]) != Prefix([2])
