"""
Reviews kept with all that they were made from, as JSON Lines: one document a line, added whole, in the order in which
they were shown.

Waits for whoever else writes in the folder. Makes no review, and compares none.
"""

from __future__ import annotations

from pathlib import Path

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.codec import dumps, loads
from coachplan.documents.files import MOST_BYTES, decode, loads_json, read_bytes
from coachplan.documents.whole_files import append_bytes, create_bytes, is_ordinary, one_writer
from coachplan.model.audited import Audited, Trail

__all__ = ["add_audited", "read_audited"]


@checked
def add_audited(file: Path | str, audited: Audited) -> None:
    """
    Add a review to the end of a file, which is made where it is not there, for its owner alone. Raises
    `UnreadableError` where it cannot be written, or would be too large to be read again; the file is as it was then.
    """
    path = Path(file)
    line = dumps(audited, indent=None).encode()
    with one_writer(path.parent):
        if not is_ordinary(path):
            create_bytes(path, line)
            return
        with path.open("rb") as stream:
            stream.seek(0, 2)
            size = stream.tell()
            stream.seek(max(size - 1, 0))
            whole = stream.read() in (b"", b"\n")
        if size + 1 + len(line) > MOST_BYTES:
            what = f"it would be larger than {MOST_BYTES // 1_000_000} MB, and could not be read again."
            hint = "Begin another file; each is looked back at by itself."
            raise CoachplanError(Finding(where=str(path), what=what, hint=hint, code="cannot-write"))
        # After an end that was cut short a line of its own, so that this one is read.
        append_bytes(path, line if whole else b"\n" + line)


@checked
def read_audited(file: Path | str) -> Trail:
    """
    Read every review of a file: JSON Lines, or one document. A line that cannot be read costs no other: its findings
    are told with its number. Raises `UnreadableError` where the file is not there, or is no text.
    """
    path = Path(file)
    text = decode(read_bytes(path, path.name), path.name)
    found: list[Audited] = []
    findings: list[Finding] = []
    for number, line in [(0, text)] if _is_one(text) else enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                found.append(loads(Audited, line, name=f"{path.name} line {number}" if number else path.name))
            except CoachplanError as error:
                findings += error.findings
    return Trail(audited=found, findings=findings)


def _is_one(text: str) -> bool:
    # A document of several lines; in JSON Lines the first is a document already.
    try:
        loads_json(text)
    except CoachplanError:
        return False
    return True
