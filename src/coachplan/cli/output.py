"""
What a command made: printed, or written into a file that its owner alone can read.

Refuses a name that a family's own files have, and one that says another kind of file. Knows nothing of what was made.
"""

from __future__ import annotations

import sys
from pathlib import Path

from coachplan.base.errors import CoachplanError, Finding
from coachplan.cli.terminal import as_json, put, put_json
from coachplan.documents.codec import unstructure
from coachplan.documents.family_folder import of_a_family
from coachplan.documents.whole_files import replace_bytes

__all__ = ["may_be_written", "show", "write"]


def may_be_written(file: Path, endings: tuple[str, ...], option: str = "--to") -> None:
    """
    Raise `CoachplanError` where a file is one that a family is kept in, or has none of the *endings* of what was made.
    """
    if str(file) == "-":
        return
    if of_a_family(file):
        what = "the family itself is kept in a file of this name, and no page takes its place."
        raise CoachplanError(Finding(item=option, what=what, hint="Give it another name.", code="exists"))
    if endings and not file.name.casefold().endswith(endings):
        what, hint = "this makes no such file.", f"Give a name that ends in {' or '.join(endings)}."
        raise CoachplanError(Finding(item=option, what=what, hint=hint, code="wrong-suffix"))


def show(value: object, to: str = "-") -> None:
    """
    Print a value as JSON, or write it into the file that was named.
    """
    if to in ("", "-"):
        put_json(unstructure(value))
    else:
        write(as_json(unstructure(value)) + "\n", to, ".json")


def write(content: str | bytes, to: str, *endings: str) -> None:
    """
    Write what was made into a file that only its owner can read, or print it where the file is `-`. Raises
    `CoachplanError` where the file is one that a family is kept in, or has none of the *endings* of what was made.
    """
    raw = content.encode() if isinstance(content, str) else content
    may_be_written(Path(to), endings)
    if to == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    else:
        replace_bytes(Path(to), raw)
        put(f"Wrote {to}.", err=True)
