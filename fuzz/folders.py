"""
A family's folder, whatever stands in its files, and what is given as an export of one: read or refused; what is added
is there afterwards, and what was there stays.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from random import Random

from held import ROOT, holds, lines_changed, text_of, value_or_refusal
from logs import WORDS as LOG_WORDS

from coachplan.documents.codec import dumps, to_dict
from coachplan.documents.family_folder import FAMILY, LOG, FamilyFolder
from coachplan.documents.family_requests import erase, export, restore
from coachplan.documents.files import dumps_toml
from coachplan.model.entries import Entry
from coachplan.testing.builders import OPEN

#: What parts the files of a folder in the bytes of one input.
_PARTED = b"\n====\n"
WORDS = (
    *LOG_WORDS, "[child]", "name = ", "\n====\n", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "family.toml",
    "log.csv", "plan-2.json", "plan-/../x.json",
)  # fmt: skip

_KEPT = Path(tempfile.gettempdir())
_NEW = Entry("new", date(2026, 3, 9), focus="f1", tries=5, successes=4, hard="he was done")


def samples() -> list[bytes]:
    """
    Return a folder as it is, some of its log alone, and exports.
    """
    family = dumps_toml(to_dict(OPEN.family), FAMILY).encode()
    log = (ROOT / "tests" / "documents" / "1" / "log.csv").read_bytes()
    made = []
    for packing in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", packing) as whole:
            whole.writestr(FAMILY, family)
            whole.writestr("log.csv", b"on,focus\n2026-03-02,f1\n")
        made.append(packed.getvalue())
    return [
        _PARTED.join((family, log, dumps(OPEN).encode())),
        _PARTED.join((family, b'on,focus,tries,hard\n2026-03-02,f1,5,"not clos')),
        _PARTED.join((family, b"\xef\xbb\xbfon;focus;hard\r\n2026-03-02;f1;a\r\n")),
        _PARTED.join((family, b'{"format": "coachplan-log/1"}\n{"id":"e1","on":"2026-03-02","focus":"f1"}\n')), *made,
    ]  # fmt: skip


def check(data: bytes) -> None:
    """
    Each of a folder's verbs gives a value or findings.
    """
    with tempfile.TemporaryDirectory(dir=_KEPT) as name:
        if data.startswith(b"PK"):
            _an_export(data, Path(name))
        else:
            _a_folder(data, Path(name))


def _a_folder(data: bytes, path: Path) -> None:
    parts = data.split(_PARTED)
    for file, content in zip((FAMILY, LOG, "plan.json", "plan-2.json"), parts, strict=False):
        (path / file).write_bytes(content)
    folder = FamilyFolder(path)
    value_or_refusal(folder.family)
    plans = value_or_refusal(folder.plans) or ()
    before = value_or_refusal(folder.log)
    if before is not None:
        value_or_refusal(lambda: folder.with_words(before, on=date(2026, 3, 2)))
    for plan in plans:
        value_or_refusal(lambda plan=plan: folder.changed(plan.id))
    value_or_refusal(lambda: folder.save(OPEN, made_from=None))
    written = (path / LOG).read_bytes() if (path / LOG).exists() else b""
    added = value_or_refusal(lambda: folder.append([_NEW]))
    after = (path / LOG).read_bytes() if (path / LOG).exists() else b""
    if added is None:
        holds(after == written, "what was refused has changed the log")
    else:
        log = folder.log()
        holds(added[0] in log.entries, "what was added is not there")
        if before is not None:
            holds(set(before.entries) <= set(log.entries), "an entry that was there is gone")
            kept = "\n".join(row.words for row in log.bad_rows)
            holds(all(row.words.strip() in kept for row in before.bad_rows), "words of a row are gone")
    packed = path.with_name(f"{path.name}.zip")
    try:
        if value_or_refusal(lambda: export(folder, packed)) is not None:
            names = {each: (path / each).read_bytes() for each in folder.files()}
            again = path.with_name(f"{path.name}-again")
            try:
                restored = {each: (again / each).read_bytes() for each in restore(packed, again).files()}
                holds(restored == names, "an export is not what was kept")
            finally:
                shutil.rmtree(again, ignore_errors=True)
    finally:
        packed.unlink(missing_ok=True)
    value_or_refusal(lambda: erase(folder))
    path.mkdir(exist_ok=True)


def _an_export(data: bytes, path: Path) -> None:
    (path / "given.zip").write_bytes(data)
    made = value_or_refusal(lambda: restore(path / "given.zip", path / "sam"))
    holds({each.name for each in path.iterdir()} <= {"given.zip", "sam"}, "an export wrote beside its folder")
    if made is not None:
        value_or_refusal(made.family)
        value_or_refusal(made.log)


def changed(data: bytes, chance: Random) -> bytes | None:
    """
    Return a folder with a line of one of its files changed; an export is left to chance.
    """
    if data.startswith(b"PK"):
        return None
    parts = data.split(_PARTED)
    at = chance.randrange(len(parts))
    parts[at] = lines_changed(text_of(parts[at]).encode("utf-8", "surrogatepass"), chance, WORDS)
    return _PARTED.join(parts)
