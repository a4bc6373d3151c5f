"""
What a family may ask of whoever keeps its folder: all that is kept of it, in one file, and that it be deleted.

Knows the files of a family by their names, and understands none of them. Follows no link.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.archives import unpacked
from coachplan.documents.family_folder import FAMILY, LOG, OURS, TABLE, FamilyFolder, new_folder
from coachplan.documents.files import MOST_BYTES, inside, read_bytes
from coachplan.documents.log_for_spreadsheets import for_a_spreadsheet
from coachplan.documents.whole_files import LOCK, begun_name, create_bytes, one_writer

__all__ = ["RECORD", "Erased", "Exported", "erase", "export", "restore"]

#: What an export out of a journal has beside the files: every event, a line each. A folder has no place for it.
RECORD = "journal.jsonl"


@plain_errors
@frozen(kw_only=True)
class Exported:
    """
    The names of the *files* that were put into an export, and of what else lies in the folder and was *left_out*.
    """

    files: tuple[str, ...] = field(converter=tuple[str, ...])
    left_out: tuple[str, ...] = field(converter=tuple[str, ...], repr=False)


@plain_errors
@frozen(kw_only=True)
class Erased:
    """
    The names of the *files* that were deleted, and of what is none of ours and was *left*; *gone*: the folder, too.
    """

    files: tuple[str, ...] = field(converter=tuple[str, ...])
    left: tuple[str, ...] = field(converter=tuple[str, ...], repr=False)
    gone: bool


@checked
def export(folder: Path | str | FamilyFolder, to: Path | str) -> Exported:
    """
    Put all that is kept of one family into one new `.zip`, byte for byte, rows that cannot be read included.

    The files in it are those of the folder, for people to open and for `restore`; and beside the log a copy of it for a
    spreadsheet, in which no note runs as a formula (`log-for-a-spreadsheet.csv`). Raises `UnreadableError` where *to*
    is there already or cannot be written, and where a file of the family is a link.
    """
    kept = folder if isinstance(folder, FamilyFolder) else FamilyFolder(folder)
    kept.files()  # before a lock is left in a folder that is none of ours
    with one_writer(kept.path):
        contents = {name: read_bytes(kept.path / name, name) for name in kept.files()}
        left_out = _others(kept)
    if LOG in contents:
        contents[TABLE] = for_a_spreadsheet(contents[LOG])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name)  # of no day: the same folder is the same file
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            whole.writestr(info, contents[name])
    create_bytes(Path(to), packed.getvalue())
    return Exported(files=sorted(contents), left_out=left_out)


@checked
def restore(source: Path | str, to: Path | str) -> FamilyFolder:
    """
    Make the folder of a family out of an export, byte for byte; *to* must be new or empty. Returns it. The copy of the
    log for a spreadsheet is left out: the log itself is there. So is the record in an export out of a journal.

    Raises `UnreadableError` where it is no export of ours, or *to* has something in it.
    """
    packed, name, made = read_bytes(Path(source), str(source)), Path(source).name, FamilyFolder(to)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as whole:
            listed = whole.infolist()
            taken = [each for each in listed if each.filename not in (TABLE, RECORD)]
            right = (
                len({each.filename for each in listed}) == len(listed)
                and sum(each.file_size for each in taken) <= MOST_BYTES
            )
            ours = right and FAMILY in whole.namelist() and all(OURS.fullmatch(each.filename) for each in taken)
            files = {each.filename: unpacked(whole, each) for each in taken} if ours else {}
    except Exception:  # noqa: BLE001 - a damaged archive fails in many ways
        files = {}
    if not files:
        raise CoachplanError(_no_export(name))
    new_folder(made.path)
    if any(each.name != LOCK for each in inside(made.path, str(to))):
        hint = "Give a new folder."
        raise CoachplanError(Finding(where=str(to), what="something is in it already.", hint=hint, code="exists"))
    for each in sorted(files, key=lambda each: each == FAMILY):  # the family last: until then it is no family's folder
        create_bytes(made.path / each, files[each])
    return made


@checked
def erase(folder: Path | str | FamilyFolder) -> Erased:
    """
    Delete what is kept of one family: the files that `FamilyFolder.files` names, what was half written, and the folder
    where nothing else is in it. Says what it deleted, and what it left.

    Refuses what is no family's folder, a folder that is a link, and one in which a file of the family is a link, before
    anything is deleted: what a link leads to would be left.
    """
    kept = folder if isinstance(folder, FamilyFolder) else FamilyFolder(folder)
    if kept.path.is_symlink():
        hint = "Give the folder itself."
        raise CoachplanError(Finding(where=str(kept.path), what="it is a link.", hint=hint, code="cannot-read"))
    kept.files()
    with one_writer(kept.path):
        files, left = kept.files(), _others(kept)
        try:
            # The family last: until then what is left is a family's folder, of which this can be asked again.
            for name in (*_begun(kept.path), *sorted(files, key=lambda name: name == FAMILY)):
                (kept.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise _not_deleted(kept.path, error) from None
    try:
        (kept.path / LOCK).unlink(missing_ok=True)
        if not left:
            kept.path.rmdir()
    except OSError as error:
        raise _not_deleted(kept.path, error) from None
    return Erased(files=files, left=left, gone=not left)


def _others(kept: FamilyFolder) -> tuple[str, ...]:
    ours = {LOCK, *kept.files(), *_begun(kept.path)}
    return tuple(str(each.name) for each in inside(kept.path, str(kept.path)) if each.name not in ours)


def _begun(path: Path) -> list[str]:
    # What was half written when somebody was killed; it holds words, too.
    names = [str(each.name) for each in inside(path, str(path))]
    return [name for name in names if name == begun_name(name[1:-4]) and OURS.fullmatch(name[1:-4])]


def _not_deleted(path: Path, error: OSError) -> CoachplanError:
    what = f"not all of it could be deleted: {error.strerror or 'the reason is not told'}."
    return CoachplanError(Finding(where=str(path), what=what, code="cannot-write"))


def _no_export(name: str) -> Finding:
    return Finding(
        where=name, what="this is no export of a family.", hint="Give the .zip as it was made.", code="cannot-read"
    )
