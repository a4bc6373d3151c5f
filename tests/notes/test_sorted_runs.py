"""
Runs that stand sorted in a text: looked up where they begin, they have the numbers of their lines, and no others.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes import sorted_runs
from coachplan.notes.pieces import letter_runs, runs_by_length
from coachplan.notes.sorted_runs import SortedRuns, are_sorted

WORD = st.text("abz0'\u00f1", min_size=1, max_size=4)
OF_WORDS = st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), unique=True, max_size=40).map(sorted)
OF_LETTERS = st.lists(st.text("abz_\u00f1", min_size=3, max_size=5), unique=True, max_size=40).map(sorted)
PARTS = st.sampled_from([1, 5, 20, 1024])


def kept(runs, first, part):
    """The runs as lines, with a head to look by every so many letters."""
    before, sorted_runs._PART = sorted_runs._PART, part
    try:
        return SortedRuns("\n".join(runs), first)
    finally:
        sorted_runs._PART = before


@given(OF_WORDS, st.integers(0, 9), PARTS, WORD)
def test_what_begins_with_a_word_is_found_with_it(runs, first, part, other):
    """Each run under its first word, at the number of its line; under a word that begins none, nothing."""
    lines = kept(runs, first, part)
    numbers = {run: number for number, run in enumerate(runs, start=first)}

    for word in {other, *(run.split()[0] for run in runs)}:
        known = dict(lines.of_words([word, other]))
        assert {run: at for run, at in numbers.items() if run.split()[0] in (word, other)}.items() <= known.items()
        assert known.items() <= numbers.items()
    assert numbers == lines == dict(lines.items())
    assert len(runs) == len(lines)
    assert runs == list(lines)


@given(OF_LETTERS, PARTS, st.text("abz_\u00f1", min_size=3, max_size=3))
def test_what_begins_with_three_letters_is_found_with_them(runs, part, other):
    """Each run under its first three letters."""
    lines = kept(runs, 0, part)
    numbers = {run: number for number, run in enumerate(runs)}

    for letters in {other, *(run[:3] for run in runs)}:
        known = dict(lines.of_letters([letters]))
        assert {run: at for run, at in numbers.items() if run.startswith(letters)}.items() <= known.items()
        assert known.items() <= numbers.items()
    assert numbers == lines


@given(st.lists(WORD, max_size=8))
def test_a_run_begins_where_it_is_looked_for(words):
    """Of words with its first word, of letters with its first three: so each is asked of what begins there."""
    for row in runs_by_length(words):
        assert [run.split()[0] for run in row] == list(words[: len(row)])
    for word in words:
        assert {run[:3] for run in letter_runs(word)} == {run for run in letter_runs(word) if len(run) == 3}


def test_only_what_is_sorted_is_kept_so():
    """Out of order, twice, with a line's end in it, or empty: it would not be found again."""
    assert are_sorted(["a", "a b", "ab"])
    assert are_sorted([])
    for runs in (["b", "a"], ["a", "a"], ["a\nb"], [""]):
        assert not are_sorted(runs)
