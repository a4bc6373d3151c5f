"""
The table of the second reader: the same content is the same file, and nothing but what was packed is read.
"""

from __future__ import annotations

import io
import zipfile
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.notes import second_table
from coachplan.notes.second_reader import SecondReader
from coachplan.notes.second_table import FORMAT, packed, shipped, unpacked

ABOUT = {
    "languages": ["en", "es"],
    "bias": [-1.5, -2.0, -2.5],
    "thresholds": {"now": 2.0, "today": 1.0, "soon": 0.5, "look": 0.0, "harmless": -2.0},
    "from": {"notes": 2, "people": 1},
}
WORDS, LETTERS = ["help", "help me"], ["_he", "hel"]
COLUMNS = [array("h", numbers) for numbers in ([400, 900, 100, 100], [1, 2, 3, 4], [5, -6, 7, -8], [9, 10, -11, 300])]
TABLE = packed(ABOUT, WORDS, LETTERS, COLUMNS)


def parts(table):
    with zipfile.ZipFile(io.BytesIO(table)) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_parts(changed):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in changed.items():
            file.writestr(name, content)
    return out.getvalue()


def why_refused(table):
    with pytest.raises(CoachplanError) as raised:
        unpacked(table)
    (finding,) = raised.value.findings
    assert "Install coachplan anew" in finding.hint
    return finding.what


def test_what_was_packed_is_read():
    """Runs, columns, biases and thresholds come back, each run at its own number."""
    reader = unpacked(TABLE)

    assert {"help": 0, "help me": 1} == reader.words
    assert {"_he": 2, "hel": 3} == reader.letters
    assert [400, 900, 100, 100] == list(reader.lengths)
    assert [[1, 2, 3, 4], [5, -6, 7, -8], [9, 10, -11, 300]] == [list(column) for column in reader.weights]
    assert (-1.5, -2.0, -2.5) == reader.bias
    assert ABOUT["thresholds"] == reader.thresholds
    assert reader.reads("es-MX")
    assert not reader.reads("fr")


def test_the_same_table_is_the_same_file():
    """No day and no machine is in it."""
    assert TABLE == packed(ABOUT, WORDS, LETTERS, COLUMNS)


@given(st.sampled_from(["runs.txt", "numbers.bin"]), st.data())
def test_one_other_byte_is_refused(name, data):
    """Whichever byte of the runs or of the numbers is another, lost or added, the table is refused."""
    whole = parts(TABLE)
    content = whole[name]
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    middle = data.draw(st.sampled_from([bytes([other]), b"", bytes([content[at], other])]))

    assert "its digest is another" in why_refused(
        with_parts({**whole, name: content[:at] + middle + content[at + 1 :]})
    )


def test_another_version_is_refused():
    """A table of a later release is not guessed at."""
    whole = parts(TABLE)
    newer = whole["about.json"].replace(FORMAT.encode(), b"coachplan-second-reader/3")

    assert "coachplan-second-reader/3" in why_refused(with_parts({**whole, "about.json": newer}))


@pytest.mark.parametrize("table", [b"", b"no table", TABLE[: len(TABLE) // 2], with_parts({"about.json": b"{}"})])
def test_what_is_no_table_is_refused(table):
    """An empty, a foreign or a cut file is refused in one sentence, whatever is wrong with it."""
    assert "cannot be read" in why_refused(table)


def test_a_column_too_few_is_refused():
    """A table whose columns are shorter than its runs is refused, though its digest fits."""
    assert "for 4 runs" in why_refused(packed(ABOUT, WORDS, LETTERS, COLUMNS[:3]))


def test_the_table_that_came_with_coachplan_is_read():
    """It was made from the notes of at least 240 people, in both languages of the core."""
    reader = shipped()

    assert isinstance(reader, SecondReader)
    assert reader.about["from"]["people"] >= 240
    assert {"en", "es"} == reader.languages
    order = [reader.thresholds[name] for name in ("harmless", "look", "soon")]
    assert sorted(order) == order


def test_a_table_that_is_not_there_is_said(monkeypatch):
    """Where the file is gone, it is said why, and nothing is raised."""

    def nowhere(package, name):
        raise FileNotFoundError

    monkeypatch.setattr(second_table, "get_data", nowhere)
    shipped.cache_clear()
    try:
        assert "it is not there" in shipped()
    finally:
        shipped.cache_clear()


@pytest.mark.parametrize(
    ("of", "to"),
    [
        (b'"harmless": -2.0', b'"harmless": 99'),
        (b"-1.5", b"-9.5"),
        (b'"words": 2', b'"words": 1'),
        (b'"people": 1', b'"people": 2'),
    ],
)
def test_what_a_table_says_of_itself_is_in_its_digest(of, to):
    """A threshold, a bias, a count: whatever is changed, the table is refused."""
    whole = parts(TABLE)
    assert of in whole["about.json"]

    assert "its digest is another" in why_refused(
        with_parts({**whole, "about.json": whole["about.json"].replace(of, to)})
    )


@pytest.mark.parametrize("lacking", ["bias", "thresholds", "languages"])
def test_a_table_that_lacks_a_part_is_refused(lacking):
    """A table that was packed without a part is refused, and never read half."""
    assert "it lacks a part" in why_refused(packed({**ABOUT, lacking: None}, WORDS, LETTERS, COLUMNS))


def test_a_table_that_lacks_a_threshold_is_refused():
    """Each level needs its own."""
    less = {name: value for name, value in ABOUT["thresholds"].items() if name != "harmless"}
    assert "it lacks a threshold" in why_refused(packed({**ABOUT, "thresholds": less}, WORDS, LETTERS, COLUMNS))
