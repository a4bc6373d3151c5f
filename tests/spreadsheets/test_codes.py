"""
What one cell says of tries, code by code.
"""

from __future__ import annotations

import pytest

from coachplan import CoachplanError
from coachplan.spreadsheets.codes import Share, Try, cue_in, meant_by, one_try, result_in, successes_of

CODES = {"+": Try("success"), "-": Try("miss"), "P": Try("prompted"), "NR": Try("no-response"), "i": Try("miss"),
         "I": Try("success", "independent"), "Y": Try("success")}  # fmt: skip
CUES = {"VC": "verbal", "min cues": "gesture"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("success", Try("success")), ("partial", Try("success", "partial")), ("miss partial", Try("miss", "partial")),
        ("verbal no-response", Try("no-response", "verbal")), ("", None), ("good", None), ("miss miss", None),
        ("miss success", None), ("partial full", None),
    ],
)  # fmt: skip
def test_a_meaning_is_an_outcome_a_help_or_both(written, expected):
    """A help alone says that it worked with it."""
    assert expected == meant_by(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+", "success"), ("\N{MINUS SIGN}", "miss"), ("\N{EN DASH}", "miss"), ("\N{FULLWIDTH PLUS SIGN}", "success"),
        (" nr ", "no-response"), ("p", "prompted"), ("i", "miss"), ("I", "success"), ("y", "success"),
        ("Z", None), ("", None),
    ],
)  # fmt: skip
def test_a_code_is_itself_however_it_is_typed(written, expected):
    """Case matters only where two codes differ in nothing else; a phone's minus is a minus."""
    known = one_try(written, CODES)
    assert expected == (known and known.outcome)


@pytest.mark.parametrize(
    ("written", "counts", "support"),
    [
        ("+ + - +", {None: (4, 3)}, None),
        ("++-P", {None: (4, 2)}, None),
        ("+,-;+", {None: (3, 2)}, None),
        ("+ I NR", {None: (2, 1), "independent": (1, 1)}, None),
        ("+ - VC", {None: (2, 1)}, "verbal"),
        ("+ - min  cues", {None: (2, 1)}, "gesture"),
        ("3/10", {None: (10, 3)}, None),
        ("3 of 10 with VC", {None: (10, 3)}, "verbal"),
        ("3 out of 10", {None: (10, 3)}, None),
        ("3 de 10", {None: (10, 3)}, None),
        ("0/4 (vc)", {None: (4, 0)}, "verbal"),
    ],
)
def test_a_result_is_counted(written, counts, support):
    """Marks, with or without blanks, or so many of so many; and the level of cue behind them."""
    result = result_in(written, CODES, CUES)
    assert (counts, support) == (result.counts, result.support)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("5/3", "found 5 of 3"), ("3/10/2026", "the code '3/10/2026' is not declared"),
        ("+ ? -", "'?' is not declared"), ("+ \u2020 -", "'\u2020' is not declared"),
        ("\u5c0f\u660e", "this code is not declared: a text of 2 characters"),
        ("+\u0663", "this code is not declared: a text of 2 characters"),
        ("+ he cried", "this cue level is not declared: a text of 8 characters"),
        ("he cried", "'he' is not declared"), ("cried a lot", "this code is not declared: a text of 5 characters"),
        ("3/10 XX", "the cue level 'XX'"), ("30 % XX", "the cue level 'XX'"), ("120 %", "found 120 %"),
        ("+NR", "this code is not declared: a text of 3 characters"),
    ],
)  # fmt: skip
def test_what_is_not_declared_is_refused(written, told):
    """Nothing is left over from a cell that was counted."""
    with pytest.raises(CoachplanError, match=told):
        result_in(written, CODES, CUES)


def test_codes_that_can_be_parted_in_two_ways_are_refused():
    """`PP` among codes without blanks is partial physical, or prompted twice."""
    codes = {"P": Try("prompted"), "PP": Try("success", "partial"), "+": Try("success")}
    assert {"partial": (1, 1)} == result_in("PP", codes, {}).counts
    assert {None: (2, 0)} == result_in("P P", codes, {}).counts
    with pytest.raises(
        CoachplanError, match=r"a text of 3 characters can be parted in more than one way\. Put a blank"
    ):
        result_in("+PP", codes, {})


@pytest.mark.parametrize(
    ("share", "within", "tries", "expected"),
    [(0.8, 0.005, 10, 8), (0.33, 0.005, 3, 1), (0.667, 0.0005, 3, 2), (0.0, 0.005, 7, 0), (1.0, 0.005, 7, 7)],
)
def test_a_percentage_of_tries_is_a_number_of_them(share, within, tries, expected):
    """As far as it was rounded."""
    assert expected == successes_of(Share(share, within), tries)


@pytest.mark.parametrize(
    ("share", "tries", "told"),
    [(0.3, None, "30 % of how many tries is not said, so it cannot be counted"), (0.3, 7, "no whole number"),
     (0.5, 1000, "50 % of 1000 could be several")],
)  # fmt: skip
def test_a_percentage_that_cannot_be_counted_says_so(share, tries, told):
    """Without its tries, of none that fits, or of several that do."""
    with pytest.raises(CoachplanError, match=told):
        successes_of(Share(share, 0.005), tries)


def test_a_level_of_cue_is_one_however_it_is_typed():
    """But for what differs in case alone."""
    assert "verbal" == cue_in(" vc", CUES)
    with pytest.raises(CoachplanError, match="'VCC' is not declared"):
        cue_in("VCC", CUES)
    with pytest.raises(CoachplanError, match="is not declared"):
        cue_in("vc", {"VC": "verbal", "Vc": "visual"})
