"""
A name is found as a whole word, however it was typed, and nothing else is touched.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.papers.whole_names import Replacing, folded

NAMES = {"Sam": "the child", "José": "caregiver A", "Abuela Rosa": "caregiver B", "由紀": "person A", "B": "person B"}
TO = Replacing(NAMES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sam did it", "the child did it"),
        ("SAM, sam. (sAm)!", "the child, the child. (the child)!"),
        ("Sam's sock, Sam’s shoe, Sams hat", "the child's sock, the child’s shoe, the childs hat"),
        ("Jose and José and Jose\N{COMBINING ACUTE ACCENT}!", "caregiver A and caregiver A and caregiver A!"),
        ("abuela  rosa\nabuela\nROSA", "caregiver B\ncaregiver B"),
        ("Sa\N{ZERO WIDTH SPACE}m, \N{FULLWIDTH LATIN CAPITAL LETTER S}am", "the child, the child"),
        ("Samuel, Sample, flotsam, sam_2, Sam2", "Samuel, Sample, flotsam, sam_2, Sam2"),
        ("sam-the-cat, @sam, #Sam", "the child-the-cat, @the child, #the child"),
        ("今日は由紀ちゃんが笑った", "今日はperson Aちゃんが笑った"),
        ("B came for a b", "person B came for a b"),
        ("nobody here", "nobody here"),
        ("", ""),
    ],
)
def test_names_as_people_type_them(written, meant):
    """Case, accents, an s behind it, signs that cannot be seen; parts of other words are none."""
    assert meant == TO.words(written)


def test_a_name_as_a_whole_is_that_person():
    """Where a field holds a name alone, who differ by an accent are two."""
    two = Replacing({"José": "one", "Jose": "two"})
    assert ["one", "two", "one"] == [two.a_name(name) for name in ("JOSÉ", " jose ", "josé")]
    assert "with one" == two.a_name("with José")


def test_nobody_is_replaced_by_nothing():
    """Without names nothing changes, and what stands for no name is none."""
    assert "Sam - n/a" == Replacing({}).words("Sam - n/a")
    assert not TO.left_in("Samuel")
    assert TO.left_in("sam")


LETTERS = st.text("abSm é'’-. \N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH JOINER}ß李", min_size=1, max_size=6)


@given(st.lists(LETTERS, max_size=4), st.lists(LETTERS, max_size=6))
def test_no_name_is_left(names, parts):
    """Whatever the names and the text are, none of them is left in it."""
    to = Replacing(dict.fromkeys(names, "\N{EM DASH}"))
    made = to.words(" ".join([*parts, *names]))
    assert not to.left_in(made) or all(len(folded(name).strip()) < 2 for name in names)
