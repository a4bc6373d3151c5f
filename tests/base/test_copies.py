"""
A frozen value anew or again with other parts: what it has is what was given, and nothing of the first changes.
"""

from __future__ import annotations

import pytest
from attrs import astuple, evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.copies import copied, unchecked
from coachplan.base.messages import Message
from coachplan.model.evidence import SignalValue, read_value
from coachplan.model.suggestions import Win
from coachplan.testing.builders import FOCUS


@given(st.integers(1, 9), st.sampled_from(("", "at the table")))
def test_a_copy_is_what_evolve_makes(step, cue):
    """Where all parts are right, it is equal to what the constructor would make, and the first stays as it was."""
    assert evolve(FOCUS, step=step, cue=cue) == copied(FOCUS, step=step, cue=cue)
    assert copied(FOCUS) == FOCUS
    assert copied(FOCUS) is not FOCUS


@frozen
class _Counted:
    number: int = field(converter=int)
    _hidden: str = ""


def test_nothing_is_asked_again_and_parts_go_by_their_names():
    """No converter is called; a part with a hidden name is meant by that name."""
    assert "7" == copied(_Counted(1), number="7").number
    assert "x" == copied(_Counted(1), _hidden="x")._hidden
    with pytest.raises(AttributeError):
        copied(_Counted(1)).number = 2


@given(st.fixed_dictionaries({"entry": st.text(max_size=5)}, optional={"days": st.integers(0, 9), "who": st.text()}))
def test_a_value_made_unchecked_is_the_one_that_is_checked(parts):
    """Equal to what the constructor makes of the same, with the same parts left at their defaults."""
    checked, quick = Win(focus="f1", **parts), unchecked(Win)(focus="f1", **parts)
    assert checked == quick
    assert repr(astuple(checked)) == repr(astuple(quick))
    assert 7 == unchecked(_Counted)(number=7, hidden="x").number
    assert "x" == unchecked(_Counted)(number=7, hidden="x")._hidden


@given(
    st.none() | st.floats(-1e9, 1e9) | st.text(max_size=5),
    st.none() | st.floats(0, 1),
    st.none() | st.lists(st.text(max_size=3), max_size=3),
)
def test_a_reading_put_together_is_the_one_that_is_checked(value, low, entries):
    """Equal, written alike, and with the same hash."""
    lacks = Message("core/missing.signal", {"signal": "x"}) if value is None else None
    quick = read_value("success", "f1", value, low, None, entries, lacks)
    checked = SignalValue(
        signal="success", focus="f1", value=value, low=low, high=None, entries=entries or (), lacks=lacks
    )
    assert checked == quick
    assert hash(checked) == hash(quick)
    assert repr(checked) == repr(quick)
