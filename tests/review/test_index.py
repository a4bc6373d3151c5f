"""
The index of what was let go of: every revision is found, none that is not there, and in few bytes.
"""

from __future__ import annotations

import tracemalloc
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coachplan.review.index import Index

FIRST = date(2026, 3, 2).toordinal()

REVISIONS = st.lists(
    st.tuples(
        st.text(max_size=3) | st.sampled_from(["e1", "e2", "\ud800"]),
        st.integers(0, 5) | st.integers(0, 2**128 - 1),
        st.dates(),
    ),
    max_size=200,
)


@given(REVISIONS, st.text(max_size=3))
def test_each_revision_is_found_by_its_entry(rows, other):
    """Whatever was put in comes out, entry by entry, in the order in which it came; of no entry that is not in it."""
    index, known = Index(), {}
    for name, mark, on in rows:
        index.add(name, mark, on)
        known.setdefault(name, []).append((mark, on))
    assert len(rows) == len(index)
    for name in {*known, other}:
        assert known.get(name, []) == list(index.of(name))


@given(REVISIONS, st.data())
def test_what_one_index_lacks_is_counted(rows, data):
    """Of two indexes each says how many rows of the other it has not."""
    rows = list(dict.fromkeys(rows))
    some = data.draw(st.lists(st.sampled_from(rows), unique=True)) if rows else []
    whole, part = Index(), Index()
    for row in rows:
        whole.add(*row)
    for row in some:
        part.add(*row)
    assert (len(rows) - len(some), 0) == (part.lacks(whole), whole.lacks(part))


def test_a_revision_takes_few_bytes_however_many_there_are():
    """Half of the 64 bytes that an entry may cost, and the same for ten times as many."""
    for many in (1_000, 8_000):
        tracemalloc.start()
        index = Index()
        for number in range(many):
            index.add(f"e{number}", (number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128, date.fromordinal(FIRST))
        taken, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert taken / many < 44
