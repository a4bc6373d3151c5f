"""
Cases and results as Parquet: the only file that imports pyarrow. Needs the extra `coachplan[parquet]`.

A row is a case, or what became of one: its id, and the same documents as in JSON Lines, as text. A few rows are held at
a time. Knows nothing of what is in a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from coachplan.base.errors import CoachplanError, Finding, missing_extra
from coachplan.caseload.cases import Failed, Written
from coachplan.caseload.lines import is_a_file, unread

__all__ = ["CASES", "RESULTS", "number_of_rows", "put_rows", "results_in", "rows_in"]

#: The columns of each kind of file: of cases, and of results, where one of the last two is empty in each row.
CASES, RESULTS = ("id", "case"), ("id", "reviewed", "failed")

#: So many rows are read and written at a time: of families of a year, some megabytes.
_ROWS = 64


def rows_in(file: Path, name: str, on: date | None) -> Iterator[Written | Failed]:
    """
    Yield the case of each row, and a `Failed` for a row that has none; and where the file cannot be read any further, a
    last one that says so.

    Raises `MissingExtraError` without pyarrow, `UnreadableError` for what is no such file, and `InvalidError` where it
    has no column of cases.
    """
    number = 0
    opened = _opened(file, CASES[1:])
    with opened:
        batches = opened.iter_batches(_ROWS, columns=list(CASES[1:]), use_threads=False)
        while True:
            try:
                texts = _texts(next(batches), CASES[1])
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - somebody else's reader, of a file that may be damaged
                where = f"{name}, row {number + 1}"
                yield unread(where, f"from here on it cannot be read: it is damaged ({type(error).__name__}).")
                return
            for text in texts:
                number += 1
                where = f"{name}, row {number}"
                if text is None:
                    what = "it has no case."
                    yield Failed(where, [Finding(where=where, item=CASES[1], what=what, code="missing-field")])
                else:
                    yield Written(text, where, on)


def number_of_rows(file: Path) -> int:
    """
    Return how many rows a file has, by what it says of itself. Raises as `rows_in`.
    """
    with _opened(file, ()) as opened:
        return int(opened.metadata.num_rows)


def results_in(file: Path) -> Iterator[tuple[str | bytes, str]]:
    """
    Yield the document of each result, with where it stands. Raises as `rows_in`, and `UnreadableError` where the file
    cannot be read to its end.
    """
    number = 0
    with _opened(file, RESULTS[1:]) as opened:
        try:
            for batch in opened.iter_batches(_ROWS, columns=list(RESULTS[1:]), use_threads=False):
                for reviewed, failed in zip(_texts(batch, RESULTS[1]), _texts(batch, RESULTS[2]), strict=True):
                    number += 1
                    yield reviewed or failed or "", f"{file.name}, row {number}"
        except OSError as error:
            what = f"it cannot be read from row {number + 1} on: it is damaged ({type(error).__name__})."
            raise CoachplanError(Finding(where=str(file), what=what, code="cannot-read")) from None


def put_rows(rows: Iterable[tuple[str | None, ...]], columns: tuple[str, ...], stream: BinaryIO) -> None:
    """
    Write rows of texts under the names of their columns, some at a time. Raises `MissingExtraError` without pyarrow,
    and `OSError` where that cannot be done.
    """
    arrow, parquet = _pyarrow()
    schema = arrow.schema([(name, arrow.string()) for name in columns])
    remaining = iter(rows)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while some := list(islice(remaining, _ROWS)):
            texts = [arrow.array(column, arrow.string()) for column in zip(*some, strict=True)]
            writer.write_table(arrow.Table.from_arrays(texts, schema=schema))


def _opened(file: Path, columns: tuple[str, ...]) -> Any:
    arrow, parquet = _pyarrow()
    name = str(file)
    is_a_file(file)
    try:
        opened = parquet.ParquetFile(file)
    except (OSError, arrow.ArrowException) as error:
        what = f"it cannot be read as Parquet ({type(error).__name__}); it may be damaged."
        raise CoachplanError(Finding(where=name, what=what, code="cannot-read")) from None
    lacking = [each for each in columns if each not in opened.schema_arrow.names]
    if lacking:
        opened.close()
        what, hint = "there is no such column.", f"It has to have: {', '.join(columns)}."
        raise CoachplanError(
            Finding(where=name, item=each, what=what, hint=hint, code="missing-field") for each in lacking
        )
    return opened


def _texts(batch: Any, column: str) -> list[str | bytes | None]:
    # Whatever a column is of, a text is taken and nothing else: the reader of documents says what is wrong with it.
    values = batch.column(column).to_pylist()
    return [each if isinstance(each, str | bytes | None) else str(each) for each in values]


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, asked for where it is needed
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError:
        raise missing_extra("parquet", "pyarrow") from None
    return pa, parquet
