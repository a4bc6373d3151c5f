"""
A copy of a damaged file, as far as a database will open it: for looking, and gone again afterwards.

The file itself is read and not touched. Knows where a SQLite file says how large it is, and nothing of what it holds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachplan.base.errors import CoachplanError, Finding

__all__ = ["a_copy"]

#: How a SQLite file begins; where it says how large a page is, and how many there are.
_BEGINS, _PAGE, _PAGES = b"SQLite format 3\0", slice(16, 18), slice(28, 32)
_PAGE_SIZES = {2**power for power in range(9, 17)}
_USUAL = 4096
#: No journal is as large; a number beyond it is damage, too.
_MOST_PAGES = 2**24


@contextmanager
def a_copy(file: Path) -> Iterator[Path]:
    """
    Yield a copy of a file that its owner alone can read, with what SQLite keeps beside it; one that was cut short is as
    long as it says it was, with nothing in the end of it. Raises `UnreadableError` where it cannot be copied.
    """
    with tempfile.TemporaryDirectory(prefix="coachplan-") as folder:
        made = Path(folder) / "copy.db"
        try:
            shutil.copyfile(file, made)
            beside = file.with_name(f"{file.name}-wal")
            if beside.is_file():
                shutil.copyfile(beside, made.with_name("copy.db-wal"))
            _as_long_as_it_was(made)
        except OSError as error:
            what = f"it cannot be copied: {error.strerror or 'the reason is not told'}."
            raise CoachplanError(Finding(where=str(file), what=what, code="cannot-read")) from None
        yield made


def _as_long_as_it_was(file: Path) -> None:
    with file.open("r+b") as opened:
        head = opened.read(100)
        if len(head) < 100 or not _is_like(head):
            return  # no database: whoever opens it says so
        page = int.from_bytes(head[_PAGE], "big")
        page = 65_536 if page == 1 else page
        opened.seek(0)
        opened.write(_BEGINS)
        if page not in _PAGE_SIZES:
            page = _USUAL
            opened.write(page.to_bytes(2, "big"))
        pages = int.from_bytes(head[_PAGES], "big")
        length = opened.seek(0, 2)
        wanted = page * pages if 0 < pages < _MOST_PAGES else 0
        opened.truncate(max(length + -length % page, wanted))


def _is_like(head: bytes) -> bool:
    # A few bits may be flipped in how it begins, too.
    return sum(one == other for one, other in zip(head, _BEGINS, strict=False)) >= len(_BEGINS) - 4
