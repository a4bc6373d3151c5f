"""
What a line of a caseload must look like, as JSON Schema 2020-12: a case, and each of the two kinds of result.

Made of what reads them, as every other schema is. Knows nothing of files.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from coachplan.caseload.cases import Case, Failed, Reviewed
from coachplan.caseload.written import CASE, FAILED, READ, REVIEWED
from coachplan.documents.files import dumps_json, write_bytes
from coachplan.documents.schema import DIALECT, definitions

__all__ = ["schemas", "write_schemas"]


def schemas() -> dict[str, dict[str, Any]]:
    """
    Return the JSON Schema of each document of a caseload, by its format: "coachplan-case/1", "coachplan-reviewed/1" and
    "coachplan-failed/1".
    """
    return {named: _schema(kind, named) for kind, named in ((Case, CASE), (Reviewed, REVIEWED), (Failed, FAILED))}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """
    Write each into a folder, named by its format: `case-1.json`. Returns the files. Raises `UnreadableError`.
    """
    written = []
    for named, made in schemas().items():
        written.append(folder / f"{_short(named)}.json")
        write_bytes(written[-1], (dumps_json(made, indent=2) + "\n").encode())
    return tuple(written)


def _short(named: str) -> str:
    return named.removeprefix("coachplan-").replace("/", "-")


def _schema(kind: type, named: str) -> dict[str, Any]:
    read = READ[named]
    parts = definitions([read])
    shape = parts.pop(read.__name__)
    return {
        "$schema": DIALECT,
        "$id": f"urn:coachplan:{_short(named)}",
        "title": kind.__name__,
        **shape,
        "description": (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " "),
        "properties": {"format": {"const": named}, **shape["properties"]},
        "required": ["format", *shape["required"]],
        "$defs": parts,
    }
