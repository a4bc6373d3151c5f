"""
An entry that is read by what is given of it is the same, and the same is refused, as where every field is looked at.
"""

from __future__ import annotations

from typing import Any

from attrs import astuple
from hypothesis import given
from hypothesis import strategies as st

from coachplan.documents.codec import _converter, unstructure
from coachplan.model.entries import Entry
from coachplan.testing.builders import OPEN
from coachplan.testing.strategies import entries

NAMES = [each.name for each in Entry.__attrs_attrs__]
ODD = st.sampled_from(
    [None, True, 3, -1, 0.5, 1e301, float("nan"), "", "yes", "2026-03-02", "2026-02-30", [], ["ill"], [3], {}]
)
PARTS = st.dictionaries(st.sampled_from([*NAMES, "nmae"]), ODD, max_size=2)


def read(raw: dict[str, Any], *, places: bool) -> str:
    """All that an entry holds, as text; nothing where it is refused."""
    try:
        return repr(astuple(_converter(places=places).structure(raw, Entry)))
    except Exception:  # noqa: BLE001 - whatever it is refused by
        return ""


@given(entries(OPEN), PARTS, st.sets(st.sampled_from(NAMES), max_size=1))
def test_it_is_read_as_if_every_field_were_looked_at(entry, changed, left_out):
    """Whatever is changed in it, left out of it or added to it."""
    raw = {name: value for name, value in {**unstructure(entry), **changed}.items() if name not in left_out}

    assert read(raw, places=True) == read(raw, places=False)
