"""
What is kept of a family, checked line by line: plans, families, entries and other documents, and logs.

Asks the readers of the library, and holds ids and tags against what is installed. Says nothing of what was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.codec import read
from coachplan.documents.content_files import form_of, is_toml
from coachplan.documents.files import decode, read_bytes
from coachplan.documents.formats import kind_of_form
from coachplan.documents.logs import read_log
from coachplan.knowledge.catalogue import Catalogue, namespaces_used
from coachplan.model.family import Family

__all__ = ["LOGS", "check_record", "is_document", "is_log", "not_here"]

#: The kinds of file that a log comes in.
LOGS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson")

_FORM = re.compile(r'"format"\s*:\s*"coachplan-([a-z]+)/')
_LINE = re.compile(r"\bline (\d+)")
_MISSED = re.compile(r"there is no \w+ '([a-z0-9-]+)/")
_NEEDED = frozenset({"on", "focus"})


def is_document(file: Path, text: str) -> bool:
    """
    Say whether a file says that it is a document of ours: JSON, or the TOML of a family.
    """
    return bool(_form(file, text))


def is_log(file: Path, text: str) -> bool:
    """
    Say whether a file is certainly a log: it says so, or its first line names the columns that each log has.
    """
    if file.suffix.lower() not in LOGS:
        return False
    first = next((line for line in text.splitlines()[:5] if line.strip() and not line.startswith("#")), "")
    if first.lstrip().startswith("{"):
        try:
            head = json.loads(first)
        except ValueError:
            return False
        return isinstance(head, dict) and (
            head.keys() >= _NEEDED or str(head.get("format")).startswith("coachplan-log")
        )
    return text.startswith("# coachplan-log/") or any(
        {cell.strip(' "').lower() for cell in first.split(mark)} >= _NEEDED for mark in ",;\t"
    )


def not_here(finding: Finding, whole: Catalogue) -> str:
    """
    Return the hint for an id in a namespace that nobody brings at all; "" for any other finding.
    """
    missed = _MISSED.search(finding.what)
    if missed is None or missed[1] in namespaces_used(whole):
        return ""
    return f"Nothing here brings {missed[1]}/: install its plugin, or check its catalogue in the same call."


def check_record(file: Path, text: str, whole: Catalogue, *, broken: bool = False) -> Iterator[tuple[int, Finding]]:
    """
    Yield what is wrong in a document or a log: the line where it is known, else 1, and the finding.

    *broken*: a folder of content could not be read, and that is told already; what is missing with it is not.
    """
    kind = kind_of_form(_form(file, text))
    if kind is None and (file.suffix.lower() in LOGS or text.lstrip().startswith("[")):
        yield from _in_log(file, whole)
        return
    if kind is None:
        hint = 'A document begins with its format, such as {"format": "coachplan-plan/2", ...}.'
        yield (
            1,
            Finding(where=str(file), item="format", what="it does not say what it is.", hint=hint, code="wrong-format"),
        )
        return
    try:
        read(Family if is_toml(file.name) else kind, file, catalogue=whole)
    except CoachplanError as error:
        for finding in error.findings:
            hint = not_here(finding, whole)
            if not (hint and broken):
                yield _line(finding, text), evolve(finding, where=str(file), hint=hint or finding.hint)


def _in_log(file: Path, whole: Catalogue) -> Iterator[tuple[int, Finding]]:
    try:
        content = read_bytes(file, str(file))
        log = read_log(decode(content, file.name), name=file.name, tags=whole.known_tags)
    except CoachplanError as error:
        for finding in error.findings:
            yield _line(finding, ""), evolve(finding, where=str(file))
        return
    for row in log.bad_rows:
        yield row.line, Finding(where=str(file), what=row.reason)


def _form(file: Path, text: str) -> str:
    if is_toml(file.name):
        return "family" if form_of(text) == "family" else ""
    found = _FORM.search(text, 0, 4096) if file.suffix.lower() == ".json" else None
    return found[1] if found else ""


def _line(finding: Finding, text: str) -> int:
    said = _LINE.search(finding.what) or _LINE.search(finding.where)
    if said:
        return int(said[1])
    # The last part of the place, where its name stands only once in the document.
    name = re.sub(r"\[\d+\]", "", finding.item).rpartition(".")[2]
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.search(rf'(^\s*|"){name}"?\s*[:=]', line)]
    return lines[0] if name and len(lines) == 1 else 1
