"""
A caseload in files: lines and rows that come back equal, read some at a time, and what is wrong with one of them.
"""

from __future__ import annotations

import io
import itertools
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coachplan.base.errors import CoachplanError, InvalidError, MissingExtraError, UnreadableError
from coachplan.caseload import (
    Case,
    Done,
    Failed,
    Written,
    dump_case,
    load_case,
    read_cases,
    read_results,
    review_as_text,
    review_caseload,
    write_cases,
    write_results,
)
from coachplan.caseload import lines as lines_module
from coachplan.testing.builders import ENGINE, OPEN, day, of_five

ENDINGS = (".jsonl", ".ndjson", ".parquet")


def cases(number):
    return [Case(OPEN, of_five(each % 6, 3, win="🎈\u2028"), on=day(3), id=f"f{each}") for each in range(number)]


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_written_comes_back(tmp_path, ending):
    """Cases and results, whichever way they went; more of them than are held at a time."""
    given = cases(3) * 50
    assert 150 == write_cases(given, tmp_path / f"cases{ending}")
    alone = list(review_caseload(given[:3], ENGINE)) * 50
    read = list(read_cases(tmp_path / f"cases{ending}"))
    assert given == [load_case(each) for each in read]

    done = write_results([*alone, Failed("x", ())], tmp_path / f"results{ending}")
    assert Done(reviewed=150, failed=1) == done
    assert [*alone, Failed("x", ())] == list(read_results(tmp_path / f"results{ending}"))
    text = review_as_text(read[:3], ENGINE)
    assert Done(reviewed=3) == write_results(text, tmp_path / f"text{ending}")
    assert alone[:3] == list(read_results(tmp_path / f"text{ending}"))
    spoken = next(read_results(tmp_path / f"text{ending}", texts=ENGINE.catalogue.words))
    assert str(alone[0].review) == str(spoken.review)


def test_lines_are_read_as_they_are_needed():
    """A stream that never ends is no matter; blank lines, a mark in front and ends of other systems are passed over."""

    class Endless(io.RawIOBase):
        read_so_far = 0

        def readline(self, _size=-1):
            self.read_so_far += 1
            return [b"\xef\xbb\xbf{}\r\n", b" \n"][self.read_so_far % 2 == 0]

    stream = Endless()
    first = list(itertools.islice(read_cases(stream, name="s"), 2))

    assert [Written(b"{}", "s, line 1"), "s, line 3"] == [first[0], first[1].where]
    assert 3 == stream.read_so_far


def test_a_line_without_an_end_is_passed_over(monkeypatch):
    """It is named, and what comes after it is read."""
    monkeypatch.setattr(lines_module, "MOST_LINE", 64)
    long, after = read_cases(io.BytesIO(b"x" * 1000 + b"\n{}\n"), name="s")

    assert ("s, line 1", "too-many") == (long.id, long.findings[0].code)
    assert Written(b"{}", "s, line 2") == after


def test_a_stream_that_breaks_off_is_said_last():
    """What came before it is read."""

    class Breaking(io.BytesIO):
        def readline(self, size=-1):
            line = super().readline(size)
            if not line:
                raise OSError(5, "Input/output error")
            return line

    good, last = read_cases(Breaking(b"{}\n"), name="s")

    assert Written(b"{}", "s, line 1") == good
    assert ("s, line 2", "cannot-read") == (last.id, last.findings[0].code)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_written_whole_or_not_at_all(tmp_path, ending):
    """Where what writes it fails, what was there stands."""
    file = tmp_path / f"results{ending}"
    file.write_bytes(b"before")

    def failing():
        yield Failed("x", ())
        raise KeyError("gone")

    with pytest.raises(KeyError):
        write_results(failing(), file)

    assert b"before" == file.read_bytes()
    assert [file.name] == [each.name for each in tmp_path.iterdir()]


# -- Parquet of others


def parquet(path, **columns):
    pq.write_table(pa.table(columns), path)
    return path


def test_a_file_of_others_is_read(tmp_path):
    """By the column of cases, whatever else it has; a row without one is named."""
    file = parquet(tmp_path / "c.parquet", case=[dump_case(cases(1)[0]), None, ""], more=[1, 2, 3])
    fine, empty, blank = review_caseload(read_cases(file), ENGINE)

    assert ("f0", "c.parquet, row 2", "c.parquet, row 3") == (fine.id, empty.id, blank.id)
    assert ["missing-field", "not-json"] == [each.findings[0].code for each in (empty, blank)]


def test_a_column_of_numbers_is_no_column_of_cases(tmp_path):
    """Each row of it is named."""
    [broken] = review_caseload(read_cases(parquet(tmp_path / "c.parquet", case=[3])), ENGINE)

    assert "not-a-document" == broken.findings[0].code


def test_what_is_no_such_file_is_refused(tmp_path):
    """In a sentence, with what would be right."""
    (tmp_path / "no.parquet").write_bytes(b"PAR1 and no more")
    parquet(tmp_path / "other.parquet", cases=["x"])
    for name, kind, told in [
        ("no.parquet", UnreadableError, "may be damaged"),
        ("gone.parquet", UnreadableError, "no such file"),
        ("gone.jsonl", UnreadableError, "no such file"),
        ("other.parquet", InvalidError, "It has to have: case"),
        ("cases.csv", InvalidError, "ends in .jsonl or .parquet"),
    ]:
        with pytest.raises(kind, match=told):
            list(read_cases(tmp_path / name))
        with pytest.raises(CoachplanError):
            list(read_results(tmp_path / name))


def test_a_file_that_is_damaged_further_on_is_read_up_to_there(tmp_path):
    """The good part is reviewed, and from where on nothing was is said."""
    file = tmp_path / "c.parquet"
    texts = [dump_case(each) for each in cases(4)]
    with pq.ParquetWriter(file, pa.schema([("case", pa.string())]), compression="zstd") as writer:
        for text in texts:
            writer.write_table(pa.table({"case": [text]}))
    places = [pq.ParquetFile(file).metadata.row_group(group).column(0) for group in range(4)]
    content = bytearray(file.read_bytes())
    begin = places[2].dictionary_page_offset or places[2].data_page_offset
    content[begin : begin + places[2].total_compressed_size] = b"\x00" * places[2].total_compressed_size
    file.write_bytes(content)

    *good, last = read_cases(file)
    assert texts[: len(good)] == [each.content for each in good]
    assert (True, "cannot-read") == (isinstance(last, Failed), last.findings[0].code)


def test_without_pyarrow_it_is_said_what_to_install(tmp_path, monkeypatch):
    """And lines are read and written all the same."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"coachplan\[parquet\]"):
        write_cases(cases(1), tmp_path / "c.parquet")
    with pytest.raises(MissingExtraError, match=r"coachplan\[parquet\]"):
        list(read_cases(tmp_path / "c.parquet"))

    assert [] == list(tmp_path.iterdir())
    assert 1 == write_cases(cases(1), tmp_path / "c.jsonl")


@pytest.mark.whole
def test_reading_lines_loads_no_pyarrow():
    """It is large, and asked for where it is needed."""
    code = "import sys, coachplan.caseload, coachplan.cli.caseload; print('pyarrow' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "False" == said.strip()
