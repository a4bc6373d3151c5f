"""
Cases and results as JSON Lines: one document a line, read as far as it is needed.

A line that cannot be read is for whoever reads it: it is handed on as it stands, with where it stands. Knows nothing of
what is in a line.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from coachplan.base.errors import CoachplanError, Finding
from coachplan.caseload.cases import Failed, Written
from coachplan.documents.files import MOST_BYTES

__all__ = ["MOST_LINE", "is_a_file", "lines_in", "put_lines", "unread"]

#: The longest line that is read: a family that wrote every day for ten years is a tenth of it.
MOST_LINE = MOST_BYTES // 4

_MARK = b"\xef\xbb\xbf"


def lines_in(stream: BinaryIO, name: str, on: date | None) -> Iterator[Written | Failed]:
    """
    Yield each line of a stream of bytes that is not blank, and a `Failed` for one that is too long; and where the
    stream cannot be read any further, a last one that says so.
    """
    number = 0
    while True:
        number += 1
        where = f"{name}, line {number}"
        try:
            line = stream.readline(MOST_LINE)
            if len(line) == MOST_LINE and not line.endswith(b"\n"):
                _pass_over(stream)
                what, hint = f"it is longer than {MOST_LINE // 1_000_000} MB.", "Divide it, and look at its words."
                yield Failed(where, [Finding(where=where, what=what, hint=hint, code="too-many")])
                continue
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "it is closed"
            yield unread(where, f"from here on it cannot be read: {why}.")
            return
        if not line:
            return
        line = (line.removeprefix(_MARK) if number == 1 else line).strip(b"\r\n\t ")
        if line:
            yield Written(line, where, on)


def is_a_file(file: Path) -> None:
    """
    Raise `UnreadableError` where there is no such file, or none that has an end.
    """
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        raise CoachplanError(Finding(where=str(file), what="there is no such file.", code="no-such-file")) from None
    except (OSError, ValueError):
        what = "it cannot be read."
        raise CoachplanError(Finding(where=str(file), what=what, code="cannot-read")) from None
    if not stat.S_ISREG(mode):
        what, hint = "it is no ordinary file.", "Give a file; what is piped in is read by -, or as a stream."
        raise CoachplanError(Finding(where=str(file), what=what, hint=hint, code="cannot-read"))


def unread(where: str, what: str) -> Failed:
    """
    Return the result that says from where on a file cannot be read.
    """
    hint = "Nothing of what comes after it was reviewed. Mend the file, and give it again."
    return Failed(where, [Finding(where=where, what=what, hint=hint, code="cannot-read")])


def _pass_over(stream: BinaryIO) -> None:
    while (more := stream.readline(MOST_LINE)) and not more.endswith(b"\n"):
        pass  # read, and not kept: a line may be longer than there is room for


def put_lines(lines: Iterable[str], stream: BinaryIO) -> None:
    """
    Write texts as lines. Raises `OSError` where that cannot be done.
    """
    stream.writelines(line.encode() + b"\n" for line in lines)
