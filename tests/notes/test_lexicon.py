"""
What others bring may only add: every mention of the core's own signs is found with their words as it was without.
"""

# ruff: noqa: E501 -- a note stands on one line

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.model.flags import RedFlag
from coachplan.notes import reader as notes
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.misspellings import words_that_matter
from coachplan.notes.reader import read

CORE = Path(notes.__file__).parents[1] / "content" / "flags.toml"
FLAGS = tuple(
    RedFlag(one["id"], one["urgency"], words=one["words"], say=one["say"], tags=one.get("tags", ()))
    for one in tomllib.loads(CORE.read_text(encoding="utf-8"))["flag"]
)
#: A part of a few of the core's flags, so that a lexicon is quickly made.
FEW = (
    *(
        RedFlag(one.id, one.urgency, words={language: phrases[-14:] for language, phrases in one.words.items()}, say="Call.")
        for one in FLAGS
        if one.id in ("core/choking", "core/colour", "core/seizure")
    ),
    RedFlag("core/plain", "now", say="Call.", words={
        "en": ["choke|choked|choking", "breathing", "seizure|seizures", "lips ...4 blue|purple", "! blue lips book", "stopped breathing"],
        "es": ["se ahogo", "puso morado", "convulsion*"],
    }),
)  # fmt: skip
ALONE = Lexicon.of(FEW)
WORDS = (
    "he she choked choking chocking brething breathing seizur seizrue seizure seizures lips went blue bluue turned purple not "
    "no never se ahogo convulsiono morado puso y and then stopped jerked stiff cousin his laughing book last year what if il a"
).split()


PARTS = st.lists(st.sampled_from([*WORDS, "chok*", "conv*", "seiz*"]), min_size=1, max_size=4)
MIDDLES = st.sampled_from([None, None, None, "...3", "...12", "&"])
MARKS = st.sampled_from(["", "! "])


@st.composite
def phrases(draw):
    """A phrase of the small language, often with words of the core, or spelt nearly so."""
    words = draw(PARTS)
    middle = draw(MIDDLES) if len(words) > 1 else None
    if middle:
        words.insert(1, middle)
    return draw(MARKS) + " ".join(words)


LISTS = st.dictionaries(st.sampled_from(["en", "es", "fr", "pl"]), st.lists(phrases(), min_size=1, max_size=4), min_size=1, max_size=2)  # fmt: skip


def listings(*items):
    """What is listed for one of the items, always as an emergency."""
    return st.tuples(st.sampled_from(items), st.just("now"), LISTS)


OTHERS = st.lists(listings("x/one", "y/two"), max_size=3)
LOANS = st.lists(st.tuples(st.sampled_from(["x", "y"]), listings(*(one.id for one in FEW))), max_size=3)
NOTES = st.lists(st.sampled_from([*WORDS, ".", ","]), min_size=1, max_size=24).map(" ".join)


def own(flags):
    return [(one.id, one.urgency, one.words) for one in flags]


def affirmed(lexicon, text):
    return {(m.flag, m.urgency, m.start, m.words) for m in read(lexicon, text).mentions if m.urgency}


@settings(max_examples=150)
@given(OTHERS, LOANS, NOTES, st.integers(1, 3))
def test_what_others_bring_takes_nothing_away(others, loans, note, times):
    """Flags and phrases of anybody else, take-outs and slips among them, leave every affirmed mention of the core."""
    text = f"{note}. " * times
    lexicon = Lexicon.from_words([*own(FEW), *others], loans)

    assert affirmed(ALONE, text) <= affirmed(lexicon, text)


@settings(max_examples=20)
@given(OTHERS, LOANS)
def test_a_long_note_is_searched_for_ours_however_often_theirs_was_said(others, loans):
    """What others list and a note says over and over ends no search for the core's own signs."""
    text = "he went stiff and jerked and then " * 350 + ". his lips went blue and he choked"
    lexicon = Lexicon.from_words([*own(FEW), *others], loans)

    assert affirmed(ALONE, text) <= affirmed(lexicon, text)


@pytest.mark.parametrize("slip", ["brething", "seizur", "chokking", "unconcious", "swalowed", "atraganto", "seizrue"])
def test_who_lists_a_slip_does_not_make_it_a_word(slip):
    """A plugin that lists a misspelt word keeps the core from mending none."""
    theirs = ("x/one", "soon", {"en": [slip, f"{slip[:4]}*"]})

    assert set(ALONE.index.atoms(slip)) <= set(Lexicon.from_words([*own(FEW), theirs]).index.atoms(slip))


@given(st.sampled_from(words_that_matter()), st.data())
def test_who_lists_words_takes_no_mending_away(word, data):
    """Whatever else is listed, a written word stands for at least what it stood for."""
    index = data.draw(st.integers(1, len(word) - 1))
    slip = word[:index] + word[index + 1 :]
    theirs = ("x/one", "soon", {"en": [slip if len(slip) > 1 else word, word + "s"]})

    assert set(ALONE.index.atoms(slip)) <= set(Lexicon.from_words([*own(FEW), theirs]).index.atoms(slip))


@settings(max_examples=100)
@given(OTHERS, LOANS, st.sampled_from(["fr", "pl", "fr-CA"]))
def test_a_language_is_known_only_with_signs_for_every_flag_of_the_core(others, loans, language):
    """Words of others make a language known only where, taken together, they lend a real sign to every core flag."""
    lexicon = Lexicon.from_words([*own(FEW), *others], loans)
    base = language[:2]
    lent = {item for _, (item, _, words) in loans if any(not phrase.startswith("!") for phrase in words.get(base, ()))}

    assert (lent == {one.id for one in FEW}) is read(lexicon, "il a mal", language).checked


@pytest.mark.parametrize("mark", ["! ", " ! ", "\t!  ", "\u00a0! "])
def test_what_takes_out_does_so_however_it_is_written(mark):
    """A space before the mark makes no sign of what only looks like one."""
    tea = RedFlag("x/tea", "now", words={"en": ["hot tea", f"{mark}hot tea cup"]}, say="Call.")
    lexicon = Lexicon.of([tea])
    assert not affirmed(lexicon, "we played with a hot tea cup")
    assert affirmed(lexicon, "she spilt hot tea")
    alone = Lexicon.of([RedFlag("x/tea", "now", words={"en": [f"{mark}hot tea cup"]}, say="Call.")])
    assert not affirmed(alone, "we played with a hot tea cup")
    assert frozenset() == alone.languages


def test_a_pack_that_only_takes_out_knows_nothing():
    """`! il a` for every flag is no French."""
    out = [("pack", (one.id, one.urgency, {"fr": ["! il a"]})) for one in FEW]
    signs = [("pack", (one.id, one.urgency, {"fr": ["il a"]})) for one in FEW]

    assert not read(Lexicon.from_words(own(FEW), out), "il a mal", "fr").checked
    assert not read(Lexicon.from_words(own(FEW), signs[:-1]), "il a mal", "fr").checked
    assert not read(Lexicon.from_words([*own(FEW), ("x/one", "now", {"fr": ["il a"]})]), "il a mal", "fr").checked
    assert read(Lexicon.from_words(own(FEW), signs), "il a mal", "fr").checked
    assert {"en", "es"} == Lexicon.of(FLAGS).languages
