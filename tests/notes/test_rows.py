"""
Rows of whole numbers: many added up at once are what each column adds up to by itself.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.rows import Rows

COLUMNS = 5
NUMBERS = st.one_of(st.integers(-32768, 32767), st.integers(-(2**40), 2**40))
ROWS = st.dictionaries(st.integers(0, COLUMNS - 1), NUMBERS, min_size=1).map(lambda row: tuple(row.items()))
TABLES = st.dictionaries(st.integers(0, 999), ROWS)


def rows_of(table, columns):
    """The same table by its columns."""
    every = [(key, place, number) for key, row in table.items() for place, number in row]
    return Rows([{key: number for key, at, number in every if at == place} for place in range(columns)])


@given(TABLES, st.data())
def test_every_column_adds_up_by_itself(table, data):
    """Whichever rows are added, in whichever order, and however far below nothing a column goes."""
    chosen = data.draw(st.permutations(sorted(data.draw(st.sets(st.sampled_from(sorted(table)))) if table else [])))
    plain = [sum(dict(table[key]).get(column, 0) for key in chosen) for column in range(COLUMNS)]

    assert plain == rows_of(table, COLUMNS).sums(chosen)


@given(TABLES)
def test_no_rows_are_nothing(table):
    """Without rows every column is nothing, and so it is again after others were added up."""
    rows = rows_of(table, COLUMNS)
    rows.sums(table)

    assert [0] * COLUMNS == rows.sums(())


def test_the_widest_numbers_do_not_run_into_one_another():
    """As much as a column can hold, in all rows at once, changes no column beside it."""
    table = dict.fromkeys(range(100), ((0, 2 ** 31 // 100 - 1), (1, -(2 ** 31 // 100 - 1))))

    assert [100 * (2**31 // 100 - 1), -100 * (2**31 // 100 - 1), 0] == rows_of(table, 3).sums(table)


def test_a_row_that_there_is_not_is_refused():
    """A key without a row is a mistake of whoever asks."""
    with pytest.raises(KeyError):
        rows_of({1: ((0, 2),)}, 1).sums([2])
