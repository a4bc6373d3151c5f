"""
What a note tells beside its signs: tags, how it went, counts and wins, and none of it of another child or time.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.model.entries import CORE_TAGS
from coachplan.model.told import MARKS, Told
from coachplan.notes.amounts import amounts_in
from coachplan.notes.meant import Doubts, meant_in
from coachplan.notes.second_table import shipped
from coachplan.notes.telling import LISTED, SAID, STEPS, median_mark, tell
from coachplan.notes.tokens import cut
from coachplan.notes.two_readers import read_twice
from coachplan.testing.builders import installed


def told(text, second=None):
    """All that a note tells, by the table that is shipped."""
    return read_twice(installed().catalogue.lexicon, text, second=second).told


def tags(text):
    return {one.tag for one in told(text).tags}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("gagged on the lumpy mash, then went on", "gagged"),
        ("coughed a bit on the last sip", "coughed"),
        ("threw up all of lunch", "vomited"),
        ("hizo una arcada y siguió", "gagged"),
        ("runny nose and a bit of a cold", "ill"),
        ("con mocos y catarro", "ill"),
        ("no time today, double shift", "no-time"),
        ("she refused the spoon", "refused"),
        ("hoy no quiso nada", "refused"),
    ],
)
def test_a_tag_is_told_in_words(text, tag):
    """And says in which."""
    (found,) = [one for one in told(text).tags if one.tag == tag]
    assert found.words
    assert found.words in text
    assert text.startswith(found.words, found.start) or found.tag not in LISTED


@pytest.mark.parametrize(
    "text",
    [
        "no gag, no cough, no vomiting",
        "my cousin's boy threw up",
        "last year he gagged on lumps",
        "if he gags I stop",
        "the cat was sick on the rug",
        "",
        "...",
    ],
)
def test_what_is_denied_past_or_somebody_elses_is_not_told(text):
    """By the same rules as a sign."""
    assert not tags(text) & set(LISTED)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("she put her sock on all by herself, no help, unprompted", "on-their-own"),
        ("4 out of 5 buttons, smooth", "mostly"),
        ("he would not, refused everything, hid under the table", "not-yet"),
    ],
)
def test_how_it_went_is_told_with_its_doubt(text, mark):
    """The chances of all marks add up, and the mark stands in their middle."""
    went = told(text).went
    assert went is not None
    assert (went.mark, round(sum(went.chances), 6), len(went.chances)) == (mark, 1, len(MARKS))
    assert MARKS[median_mark(went.chances)] == mark


def test_nothing_is_made_up_of_what_does_not_say_how_it_went():
    """A question, or a story of the week."""
    assert told("Which cup should I buy?").went is None


def test_counts_in_words_are_told():
    """But not what was counted of tears, nor of another time."""
    assert [(one.successes, one.tries, one.words) for one in told("Four out of five buttons!").counts] == [
        (4, 5, "Four out of five")
    ]
    assert told("coughed 3 of 3").counts == ()
    assert told("last year 2 of 5").counts == ()


def test_a_win_is_a_whole_sentence():
    """In the caregiver's words; none under pressure, and none with a sign in it."""
    assert told("Long day. She zipped her coat by herself for the first time! Then tea.").wins == (
        "She zipped her coat by herself for the first time",
    )
    assert told("He ate it by himself and then choked until he turned blue.").wins == ()


@pytest.mark.parametrize(
    "text",
    [
        "ran into the road by himself",
        "a new sound in his breathing",
        "won't sleep by himself",
        "no come solito",
        "I want him to do it by himself",
        "¿cuándo va a comer solito?",
        "no help at all, I'm exhausted",
        "pooped in the tub all by himself",
        "se cayó solito",
    ],
)
def test_what_is_denied_wished_for_or_bad_is_no_win(text):
    """Though the words of a win stand in it."""
    assert told(text).wins == ()


@pytest.mark.parametrize(
    "text",
    [
        "threw up his hands",
        "brought up a good point",
        "cough syrup helped",
        "I coughed all night",
        "devolvió el juguete",
    ],
)
def test_what_only_sounds_like_it_is_no_tag(text):
    """Another thing, or the writer's own."""
    assert not tags(text) & set(LISTED)


def test_without_a_table_lists_and_rules_tell_alone():
    """Nothing is guessed."""
    found = told("coughed, 4 of 5, she refused the rest", "refused: somebody changed it")
    assert ([one.tag for one in found.tags], found.went, len(found.counts)) == (["coughed"], None, 1)


def test_only_tags_of_the_core_are_weighed():
    """Each by its own name, and none that has a list of its own."""
    names = [one.name for one in shipped().tells]
    assert sorted(names) == sorted([*(tag for tag in CORE_TAGS if tag not in LISTED), SAID, *STEPS])


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda given: sum(given) > 0.01))
def test_the_middle_is_never_farther_off_than_any_other_mark(given):
    """Of all marks it is expected to be wrong by the least."""
    chances = [one / sum(given) for one in given]

    def off(mark):
        return sum(chance * abs(place - mark) for place, chance in enumerate(chances))

    assert off(median_mark(chances)) <= min(map(off, range(4))) + 1e-9


@given(st.text(max_size=300))
def test_any_text_tells_something_that_stands_in_it(text):
    """No text raises; every quoted word was written."""
    cutting = cut(text)
    doubts = Doubts.about(cutting, amounts_in(cutting))
    found = tell(cutting, None, (), meant_in(cutting, doubts), (), doubts)
    assert isinstance(found, Told)
    assert all(one.words in text for one in (*found.tags, *found.counts))
