"""
All that is recorded of one family in one file, for the family: its record line by line, and what people open.

The files beside the record are those of a family's folder, so that an export can be made one again
(`coachplan.documents.family_requests.restore`). Names stay in it: it is the family's own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, to_dict
from coachplan.documents.family_folder import FAMILY, LOG, TABLE
from coachplan.documents.family_requests import RECORD
from coachplan.documents.files import dumps_json, dumps_toml, loads_json
from coachplan.documents.log_for_spreadsheets import for_a_spreadsheet
from coachplan.documents.logs import dump_log
from coachplan.documents.whole_files import create_bytes
from coachplan.journal.events import Event
from coachplan.journal.journal import Journal
from coachplan.journal.replaying import Record

__all__ = ["Exported", "export"]

_FORMAT = "coachplan-journal/1"


@plain_errors
@frozen(kw_only=True)
class Exported:
    """
    The names of the *files* that were put into an export; of what is *left_out* only the record can carry the words.
    """

    files: tuple[str, ...] = field(converter=tuple[str, ...])
    left_out: tuple[str, ...] = field(converter=tuple[str, ...])
    events: int


@checked
def export(journal: Journal, family: str, to: Path | str) -> Exported:
    """
    Put all that is recorded of a family into one new `.zip`: `journal.jsonl` has every event, a line each; beside it
    lie the family, its plans and its log as they are by now, as in a family's folder. Made twice it is the same file.

    Raises `UnknownIdError` where nothing is recorded of it, and `UnreadableError` where *to* is there already, or
    something is not as it was written.
    """
    record = journal.read(family)
    files = {RECORD: _lines(record.events).encode()}
    left_out = []
    for name, made in _for_people(record):
        if made is None:
            left_out.append(name)
        else:
            files[name] = made
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in sorted(files):
            info = zipfile.ZipInfo(name)  # of no day: the same record is the same file
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            whole.writestr(info, files[name])
    create_bytes(Path(to), packed.getvalue())
    return Exported(files=sorted(files), left_out=left_out, events=len(record.events))


def _for_people(record: Record) -> Iterator[tuple[str, bytes | None]]:
    # What a file of another kind cannot carry, such as half a character, stands in the record alone.
    if record.family is not None:
        written = None
        with suppress(CoachplanError):
            written = dumps_toml(to_dict(record.family), FAMILY).encode()
        yield FAMILY, written
    for number, plan in enumerate(record.plans, start=1):
        yield "plan.json" if number == 1 else f"plan-{number}.json", dumps(plan).encode()
    if record.entries:
        table = None
        with suppress(CoachplanError, UnicodeEncodeError):
            table = dump_log(record.entries).encode("utf-8-sig")
        yield LOG, table
        yield TABLE, None if table is None else for_a_spreadsheet(table)


def _lines(events: tuple[Event, ...]) -> str:
    made = [dumps_json({"format": _FORMAT})]
    for event in events:
        said = {
            "seq": event.seq,
            "version": event.version,
            "kind": event.kind,
            "plan": event.plan,
            "item": event.item,
            "at": event.at.isoformat(),
            "by": event.by,
            "document": loads_json(event.text),
        }
        made.append(dumps_json(said))
    return "\n".join(made) + "\n"
