"""
How large the letters of a handout can be: as large as there is room for, and each size has its style.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.pages.environment import headings
from coachplan.pages.for_caregivers import handout_page
from coachplan.pages.room import SIZES, lines, room, size_of
from coachplan.papers.handout import handouts
from coachplan.testing.builders import ENGINE, OPEN, D

TEXTS = ENGINE.catalogue.words
T = headings(TEXTS, "en")
ONE = handouts(ENGINE, OPEN, ENGINE.review(OPEN, [], on=D))[0]
PARTS = ("title", "goal", "where", "when", "how", "success", "helps", "why", "amount", "if_hard", "write", "made")
WORDS = "and then a little more of the very same, " * 40


def test_words_are_broken_into_lines():
    """Between words where they are, and through a word that no line holds."""
    assert 0 == lines("", 10)
    assert 1 == lines("a b", 10)
    assert 2 == lines("blocks blocks", 5)
    assert lines("x" * 100, 10) >= 5
    assert lines("word " * 30, 20, bold=True) >= lines("word " * 30, 20)
    assert lines("積み木を積む" * 5, 10) > lines("stacks" * 5, 10)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_takes_room(part):
    """Whatever is longer, the handout is higher: nothing that is printed is left out of the sum."""
    before, longer = (room(evolve(ONE, **{part: words}), T, SIZES[0]) for words in ("A word.", WORDS))

    assert longer > before


@pytest.mark.parametrize("part", ["alerts", "wins", "call"])
def test_every_line_takes_room(part):
    """So do an alert, a win and a line of whom to call."""
    assert room(evolve(ONE, **{part: [WORDS, WORDS]}), T, SIZES[0]) > room(evolve(ONE, **{part: [WORDS]}), T, SIZES[0])


def test_more_words_have_smaller_letters():
    """Down to the smallest, and no further; a rest and an alert have the largest."""
    sizes = [size_of(evolve(ONE, why="Because it is so. " * times), T) for times in (1, 40, 60, 80, 200)]

    assert sizes == sorted(sizes, key=SIZES.index)
    assert len(set(sizes)) >= 4
    assert sizes[-1] == SIZES[-1]
    assert size_of(evolve(ONE, rest="Rest."), T) == SIZES[0]


def test_lines_close_up_before_letters_shrink():
    """Of two sizes with the same letters the roomy one comes first."""
    order = [(-size.points, size.close) for size in SIZES]

    assert order == sorted(order)
    assert 10.5 == SIZES[-1].points


@pytest.mark.parametrize("size", SIZES)
def test_every_size_has_its_style(size):
    """What a sheet is called, the page's style knows."""
    page = handout_page([ONE], TEXTS)

    assert f".{size.called.split()[0]} {{ font-size: {size.points:g}pt; }}" in page
