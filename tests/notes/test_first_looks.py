"""
First looks: what spares most notes a longer one passes over nothing that the longer one would find.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes import legibility, repair
from coachplan.notes.amounts import amounts_in
from coachplan.notes.both_readers import _level
from coachplan.notes.legibility import unread
from coachplan.notes.meant import Doubts, meant_in
from coachplan.notes.repair import damaged, seams, unwrapped
from coachplan.notes.second_table import shipped
from coachplan.notes.together import Rule, heard_together
from coachplan.notes.tokens import cut

ANYTHING = re.compile("")
#: Letters, marks and what cannot be seen, so that all that is undone comes up often.
TEXTS = st.one_of(
    st.text("nNtTsd'?;.,*_ abAB13\u00e9\u00ed\n\x01\ufffd\u00d5", max_size=24),
    st.lists(
        st.sampled_from([*"tblue?;. ", "don", "isn", "Is", "he", "He", "Choking", "3", "pm"]),
        max_size=12,
    ).map("".join),
)
NOTES = st.lists(
    st.sampled_from(
        "fever of 39 . for three days now and vomited again stiff neck he hit his head sleepy no wee since noon 7 weeks"
        " old suddenly worse than ever choked three times fell last year his brother , a cut with pus headache".split()
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


def without(module, name, function, *given):
    """What a function returns where a first look lets everything through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, ANYTHING)
        return function(*given)


@given(TEXTS)
def test_a_mark_for_an_apostrophe_is_seen(text):
    """A text that is passed over has no word with a mark where its apostrophe was."""
    assert without(repair, "_MAY_BE_NOT", unwrapped, text) == unwrapped(text)


@given(TEXTS)
def test_words_run_together_are_seen(text):
    """A text that is passed over has no seam."""
    assert without(repair, "_MAY_RUN", seams, text) == seams(text)


@given(TEXTS)
def test_a_control_character_is_seen(text):
    """A text of which everything can be printed has no control character within a word."""
    if text.isprintable():
        assert repair._CONTROL.search(text) is None
    assert any(first < last for first, last in damaged(f"he stopp\x01ed {text}"))


@given(TEXTS)
def test_letters_with_blanks_between_are_seen(text):
    """What cannot be read is the same, whether letters that stand alone are looked for first or not."""
    cutting = cut(f"{text} s t o p p e d")
    nobody = frozenset()

    assert without(legibility, "_MAY_BE_SPACED", unread, cutting, nobody, nobody) == unread(cutting, nobody, nobody)
    assert unread(cut(". s t o p p e d"), nobody, nobody)


@given(NOTES, st.sampled_from([None, 1.0, 40.0]), st.booleans(), st.booleans())
def test_no_rule_is_passed_over_that_is_heard(text, age, alarmed, grave):
    """A rule of which one need stands nowhere in the note is none of it, whoever is small, alarmed or grave."""
    cutting = cut(text)
    amounts = tuple(amounts_in(cutting))
    doubts = Doubts.about(cutting, amounts)
    meant = meant_in(cutting, doubts)

    def heard():
        return heard_together(cutting, meant, amounts, doubts, (), age, alarmed=alarmed, grave=grave)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "kinds", ())
        every = heard()
    assert every == heard()


@given(st.tuples(*[st.floats(-9, 9)] * 3))
def test_a_quiet_piece_is_at_no_level(scores):
    """What sounds no more like a danger than the lower of two thresholds sounds like none."""
    reader = shipped()
    piece = SimpleNamespace(sounds=dict(zip(("soon", "today", "now"), scores, strict=True)).__getitem__)
    if scores[0] <= min(reader.thresholds["look"], reader.thresholds["soon"]):
        assert _level(piece, reader) is None
