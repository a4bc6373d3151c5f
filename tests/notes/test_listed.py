"""
Phrases that are kept list by list: each is the one that it would be by itself, whichever is asked for first.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.listed import Listed, Lists, OneList

LISTS = st.lists(
    st.builds(
        OneList,
        item=st.sampled_from(["core/a", "x/b"]),
        urgency=st.sampled_from(["now", "soon", None]),
        owner=st.sampled_from(["core", "lent by x"]),
        language=st.sampled_from(["en", "es"]),
        vouched=st.booleans(),
        phrases=st.lists(st.sampled_from(["hot tea", "! iced tea", "~ warm tea", "fell"]), max_size=4).map(tuple),
    ),
    max_size=5,
)


def plainly(lists):
    """Each phrase of each list, one after another."""
    return [
        Listed(one.item, one.urgency, one.owner, one.language, phrase, one.vouched)
        for one in lists
        for phrase in one.phrases
    ]


@given(LISTS, st.data())
def test_each_phrase_is_as_it_would_be_by_itself(lists, data):
    """By its number, from the end, in a part, and all in order; the same value each time."""
    kept, plain = Lists(lists), plainly(lists)
    for number in data.draw(st.lists(st.integers(-len(plain), len(plain) - 1), max_size=6) if plain else st.just([])):
        assert plain[number] == kept[number]
    assert plain == list(kept)
    assert tuple(plain[1:3]) == kept[1:3]
    assert len(plain) == len(kept)
    assert [one.phrase for one in plain] == list(kept.phrases)
    with pytest.raises(IndexError):
        kept[len(plain)]


@given(LISTS)
def test_lists_are_numbered_as_their_phrases_are(lists):
    """Every number is in one list, and is that of a phrase of it."""
    kept = Lists(lists)
    numbered = [pair for one, numbers in kept.numbered() for pair in zip(numbers, one.phrases, strict=True)]

    assert list(enumerate(kept.phrases)) == numbered


@given(LISTS, LISTS)
def test_equal_lists_are_equal(one, other):
    """Lists are as equal as what stands in them; a list of nothing makes no difference."""
    assert Lists(one) == Lists([*one, OneList("core/a", "now", "core", "en", True, ())])
    assert hash(Lists(one)) == hash(Lists(list(one)))
    some, others = ([each for each in lists if each.phrases] for lists in (one, other))
    assert (Lists(one) == Lists(other)) is (some == others)
