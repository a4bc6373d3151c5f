"""
What stands in folders, as one digest: another as soon as one byte of a file, or a name, is another.

For telling whether what was made of them once still holds. Reads files and runs nothing of them.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from typing import Any

from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.files import MOST_BYTES

__all__ = ["folder_digest"]

#: What Python makes of a file by itself, and makes anew.
_COMPILED = "__pycache__"


def folder_digest(folders: Iterable[str | os.PathLike[str]], *, by_date: Iterable[str] = ()) -> str:
    """
    Return 32 hexadecimal digits for all that lies in *folders*, also in folders inside: names and bytes. Compiled files
    are left out.

    *by_date*: of files whose names end so, the size and the date of the last change count in place of the bytes. Raises
    `UnreadableError` where something cannot be read, or is too large to be ours.
    """
    seen, ends = hashlib.blake2b(digest_size=16), tuple(by_date)
    try:
        for folder in folders:
            _take_in(os.fspath(folder), "", seen, ends)
            seen.update(b"\0\0")
    except (OSError, ValueError) as error:
        what = f"it cannot be read: {(isinstance(error, OSError) and error.strerror) or 'a name is none'}."
        raise CoachplanError(Finding(where=str(folder), what=what, code="cannot-read")) from None
    return seen.hexdigest()


def _take_in(folder: str, under: str, seen: Any, by_date: tuple[str, ...]) -> None:
    with os.scandir(folder) as there:
        entries = sorted(there, key=lambda each: each.name)
    for each in entries:
        name = f"{under}/{each.name}"
        if each.name == _COMPILED:
            continue
        if each.is_dir():
            _take_in(each.path, name, seen, by_date)
        elif by_date and each.name.endswith(by_date):
            known = each.stat()
            seen.update(f"{name}\0{known.st_size}\0{known.st_mtime_ns}\0".encode("utf-8", "surrogatepass"))
        else:
            content = _content(each.path)
            seen.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            seen.update(content)


def _content(file: str) -> bytes:
    known = os.stat(file)  # noqa: PTH116 - a path for each of some hundred files costs as much as reading them
    if not stat.S_ISREG(known.st_mode) or known.st_size > MOST_BYTES:
        raise ValueError(file)
    with open(file, "rb") as opened:  # noqa: PTH123 - as above
        return opened.read()
