"""
Cases out of a file and results into one, by how its name ends: JSON Lines (`.jsonl`, `.ndjson`) or Parquet.

Reads and writes some at a time. A file is written whole or not at all, and can be read by its owner alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Texts
from coachplan.caseload.cases import Case, Failed, Reviewed, Written
from coachplan.caseload.lines import is_a_file, lines_in, put_lines
from coachplan.caseload.parquet import CASES, RESULTS, put_rows, results_in, rows_in
from coachplan.caseload.reviewing import Answer
from coachplan.caseload.written import dump_case, dump_result, load_result
from coachplan.documents.whole_files import written_whole

__all__ = ["Done", "read_cases", "read_results", "write_cases", "write_results"]

_LINES, _PARQUET = (".jsonl", ".ndjson"), ".parquet"


@frozen
class Done:
    """
    How many results were written: those that were *reviewed*, those that *failed*, and with how many an alert is open.
    """

    reviewed: int = field(default=0)
    failed: int = field(default=0)
    with_alerts: int = field(default=0)


def read_cases(source: Path | str | BinaryIO, *, on: date | None = None, name: str = "") -> Iterator[Written | Failed]:
    """
    Yield the cases of a file as they were written, for `review_caseload` or `review_as_text` to read: each line of a
    `.jsonl` file or of a stream of bytes, each row of a `.parquet` file. They are read as they are asked for. *on* is
    the day for a case that says none, and *name* what the file is called, where not by its own name.

    What is no case is a `Failed` that names the file and the line, then or when it is reviewed. Raises
    `UnreadableError` where there is no such file, `MissingExtraError` for Parquet without pyarrow.
    """
    if not isinstance(source, Path | str):
        return lines_in(source, name or "stream", on)
    file = Path(source)
    if _suffix(file) == _PARQUET:
        return rows_in(file, name or file.name, on)
    return _lines_of(file, name or file.name, on)


def write_cases(cases: Iterable[Case], to: Path | str) -> int:
    """
    Write cases into a `.jsonl` or `.parquet` file, whole or not at all; return how many. Raises `UnreadableError` where
    it cannot be written, `MissingExtraError` for Parquet without pyarrow.
    """
    number = 0

    def counted() -> Iterator[tuple[str, str]]:
        nonlocal number
        for case in cases:
            number += 1
            yield case.called, dump_case(case)

    with _written(Path(to)) as (stream, is_parquet):
        if is_parquet:
            put_rows(counted(), CASES, stream)
        else:
            put_lines((text for _, text in counted()), stream)
    return number


def write_results(results: Iterable[Reviewed | Failed | Answer], to: Path | str | BinaryIO) -> Done:
    """
    Write results as they come into a `.jsonl` or `.parquet` file, whole or not at all, or as lines into a stream of
    bytes; return how many there were. Raises `UnreadableError` where it cannot be written, `MissingExtraError` for
    Parquet without pyarrow.
    """
    counts = {"reviewed": 0, "failed": 0, "with_alerts": 0}

    def counted() -> Iterator[Answer]:
        for result in results:
            answer = result if isinstance(result, Answer) else _answer(result)
            counts["failed" if answer.failed else "reviewed"] += 1
            counts["with_alerts"] += answer.alerts > 0
            yield answer

    with _written(to) as (stream, is_parquet):
        if is_parquet:
            put_rows(map(_row, counted()), RESULTS, stream)
        else:
            put_lines((each.text for each in counted()), stream)
    return Done(**counts)


@checked
def read_results(source: Path | str, *, texts: Texts | None = None) -> Iterator[Reviewed | Failed]:
    """
    Yield the results of a file, as they were written. *texts* are the words that a review needs to speak:
    `engine.catalogue.words`.

    Raises `UnreadableError` where there is no such file or it cannot be read to its end, and `CoachplanError` where
    what stands in it is no result.
    """
    file = Path(source)
    if _suffix(file) == _PARQUET:
        return (load_result(text, name=where, texts=texts) for text, where in results_in(file))
    return (_result(line, texts) for line in _lines_of(file, file.name, None))


def _result(line: Written | Failed, texts: Texts | None) -> Reviewed | Failed:
    if isinstance(line, Failed):
        raise CoachplanError(line.findings)
    return load_result(line.content, name=line.where, texts=texts)


def _answer(result: Reviewed | Failed) -> Answer:
    return Answer(result.id, dump_result(result), isinstance(result, Failed), len(result.alerts))


def _row(answer: Answer) -> tuple[str, str | None, str | None]:
    return (answer.id, None, answer.text) if answer.failed else (answer.id, answer.text, None)


# -- files


def _suffix(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix not in (*_LINES, _PARQUET):
        what = f"{suffix or 'no suffix'} is not a kind of caseload."
        hint = "Give a file that ends in .jsonl or .parquet."
        raise CoachplanError(Finding(where=file.name, what=what, hint=hint, code="wrong-suffix"))
    return suffix


def _lines_of(file: Path, name: str, on: date | None) -> Iterator[Written | Failed]:
    is_a_file(file)
    return _lines_in(file, name, on)


def _lines_in(file: Path, name: str, on: date | None) -> Iterator[Written | Failed]:
    try:
        stream = file.open("rb")
    except OSError as error:
        what = f"it cannot be read: {error.strerror or 'no reason is given'}."
        raise CoachplanError(Finding(where=str(file), what=what, code="cannot-read")) from None
    with stream:
        yield from lines_in(stream, name, on)


@contextmanager
def _written(to: Path | str | BinaryIO) -> Iterator[tuple[BinaryIO, bool]]:
    if not isinstance(to, Path | str):
        yield to, False
        return
    is_parquet = _suffix(Path(to)) == _PARQUET
    with written_whole(Path(to)) as stream:
        yield stream, is_parquet
