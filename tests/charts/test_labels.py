"""Labels of phases: none meets another, none meets the line of a phase, whatever the phases are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.charts.labels import APART, fitted, letter, placed, wrapped

WIDTH = 390.0
WORDS = st.text("abc ", min_size=1, max_size=60).map(lambda words: " ".join(words.split()) or "a")


def measure(words):
    """Four points a letter."""
    return 4.0 * len(words)


@st.composite
def phases(draw):
    """Words, and where the lines stand: the first at the axis, the others anywhere behind it."""
    lines = draw(st.lists(st.floats(3, WIDTH, width=32), max_size=25, unique_by=round))
    at = [0.0, *sorted(lines)]
    return draw(st.lists(WORDS, min_size=len(at), max_size=len(at))), at


def boxes(labels):
    """Left, right and row of each label."""
    return [(x.left, x.left + max(map(measure, x.words.split("\n"))), x.row) for x in labels.labels]


@given(phases())
def test_no_label_meets_another_or_a_line(drawn):
    """In one row they stand apart; a line that reaches up to a row meets no label of that row or below."""
    words, at = drawn
    labels = placed(words, at, WIDTH + 18, measure, measure)
    found = boxes(labels)
    for place, (left, right, row) in enumerate(found):
        assert left >= 0
        assert right <= WIDTH + 18
        for other in found[place + 1 :]:
            assert other[2] != row or right + APART <= other[0] + 1e-6
        for line, reach in zip(at, labels.reach, strict=True):
            assert reach is None or reach < row or not left < line < right


@given(phases())
def test_every_phase_is_told(drawn):
    """Each has its words, or is one of the letters; a letter has a key for each phase."""
    words, at = drawn
    labels = placed(words, at, WIDTH + 18, measure, measure)
    if not labels.lettered:
        assert words == [" ".join(label.words.split()) for label in labels.labels]
    else:
        told = [label.words.split("–") for label in labels.labels]
        assert letter(0) == told[0][0]
        assert letter(len(at) - 1) == told[-1][-1]


def test_words_stay_where_they_fit():
    """Two phases with room have their words; a third in the last days makes letters of all."""
    assert not placed(["Step one", "Step two"], [0, 200], 408, measure, measure).lettered
    assert placed(["Step one", "Step two", "Step three"], [0, 200, 400], 408, measure, measure).lettered


def test_a_label_over_a_later_line_stands_above_its_label():
    """And the line reaches up to its own label only."""
    labels = placed(["a long label", "short"], [0, 30], 408, measure, measure)

    assert [1, 0] == [label.row for label in labels.labels]
    assert (1, 0) == labels.reach


@pytest.mark.parametrize(("place", "expected"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")])
def test_letters_go_on(place, expected):
    """As columns of a spreadsheet do."""
    assert expected == letter(place)


@given(WORDS, st.floats(8, 200))
def test_words_that_are_cut_fit(words, width):
    """With an ellipsis where something is gone."""
    cut = fitted(words, width, measure)

    assert measure(cut) <= width
    assert cut == words or cut.endswith("…")


@given(WORDS, st.floats(8, 200), st.integers(1, 3))
def test_words_in_lines_fit_and_lose_nothing(words, width, most):
    """Or there is no way."""
    lines = wrapped(words, width, measure, most)
    if lines is not None:
        assert words == " ".join(lines)
        assert len(lines) <= most
        assert all(measure(line) <= width for line in lines)
