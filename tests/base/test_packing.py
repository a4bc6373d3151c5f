"""
A value that is packed and unpacked is the same, and what cannot be packed is said to be so.
"""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.frozen_map import FrozenMap
from coachplan.base.packing import packed, unpacked
from coachplan.base.when_asked import Later, WhenAsked, made_later

GIVEN = object()


@made_later("later")
@frozen
class Leaf:
    value: object
    later: object = field(default=None)


@frozen
class Other:
    one: object
    more: tuple[object, ...] = ()


def again(value):
    """A value as it arrives; None where it cannot be packed."""
    sent = packed(value, GIVEN)
    return None if sent is None else unpacked(*pickle.loads(pickle.dumps(sent)), GIVEN)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates()
SURROGATES = st.text(st.characters(categories=["Cs"]), min_size=1)
VALUES = st.recursive(
    PLAIN | SURROGATES | st.just(GIVEN),
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple) | st.builds(Leaf, inner) | st.builds(Other, inner, st.tuples(inner))
    ),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_packed_comes_back(value):
    """Equal, of the same classes, and each number of the same kind, to the last digit."""
    found = again(Other(value))

    assert Other(value) == found
    assert repr(Other(value)) == repr(found)


def test_what_is_made_later_is_made_before_it_is_sent():
    """A part, and a list; and what both sides have is not sent, and is the very same."""
    made = Other(Leaf(1, Later(lambda: "made")), WhenAsked(lambda: (GIVEN,)))

    found = again(made)

    assert Other(Leaf(1, "made"), (GIVEN,)) == found
    assert found.more[0] is GIVEN


class Text(str):
    """A text with ways of its own."""

    __slots__ = ()


@frozen(slots=False)
class Loose:
    value: int = 0


NOW = datetime(2026, 3, 2, tzinfo=UTC)


OTHERS = ([], {}, FrozenMap(), object(), b"", Text("a"), NOW, Loose())


@pytest.mark.parametrize("part", OTHERS, ids=lambda part: type(part).__name__)
def test_what_it_does_not_know_it_does_not_pack(part):
    """Whoever asks sends it in another way."""
    assert packed(Other(1, (part,)), GIVEN) is None
    assert again(Other(date(2026, 3, 2))) is not None
