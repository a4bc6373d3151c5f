"""
Rows of text as columns.
"""

from coachplan.base.columns import columns


def test_each_column_is_as_wide_as_its_widest_cell():
    """Cells stand under each other, nothing trails, and a row may lack its last cells."""
    assert "  a    bb\n  ccc\n  d    e   f" == columns([["a", "bb"], ["ccc"], ["d", "e", "f"]], indent="  ")


def test_no_rows_are_no_lines():
    """Nothing to show is an empty text."""
    assert "" == columns([])
