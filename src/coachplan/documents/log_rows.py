"""
One row of a log, whatever file it stands in: the entry it makes, or the row as it stands with its reason and its words.

Knows the names of the columns. Knows nothing of how rows are parted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import attrs
from attrs import evolve, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.digests import digest
from coachplan.base.disclosure import found, no_such
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.base.ids import is_id
from coachplan.base.validators import day, number, text
from coachplan.documents.cells import day_in
from coachplan.documents.codec import structure
from coachplan.model.entries import Entry

__all__ = ["COLUMNS", "LOG_FORMAT", "NAMELESS", "BadRow", "bad_row", "called", "column_of", "entry_of"]

LOG_FORMAT = "coachplan-log/1"
COLUMNS = tuple(attribute.name for attribute in attrs.fields(Entry))
#: The id of a row that has none, until the file is known.
NAMELESS = "row"


@plain_errors
@frozen(kw_only=True)
class BadRow:
    """
    A row that could not be read: its line, the reason, the row as it stands, and the free text that is in it; *on* is
    its day, where that could be read.
    """

    line: int = field(validator=number(1, whole=True))
    reason: str = field(validator=text)
    raw: str = field(validator=text, repr=False)
    words: str = field(validator=text, repr=False)
    on: date | None = field(default=None, validator=day)


def column_of(written: str) -> str:
    """
    Return the column that is meant, as `Part of day` means part_of_day; what is none stays as it was written.
    """
    meant = re.sub(r"[\s_-]+", "_", written.strip().casefold())
    return meant if meant in COLUMNS else written.strip()


def called(rows: Iterable[tuple[bool, Entry | BadRow]], name: str) -> Iterator[Entry | BadRow]:
    """
    Give an id to each entry that has none (marked by True): from the file's name and what the row says.

    So the same file has the same ids whenever it is read and however its rows were moved, two rows that say the same
    are two, and the rows of two files never meet under one id.
    """
    alike: Counter[str] = Counter()
    for nameless, row in rows:
        if not nameless or not isinstance(row, Entry):
            yield row
            continue
        says = row.content
        alike[says] += 1
        yield evolve(row, id=f"row-{digest(name, says, alike[says])[:16]}")


def entry_of(fields: Any, tags: frozenset[str]) -> Entry:
    """
    Make the entry that the fields of a row say. Raises `CoachplanError` where they say none.
    """
    if isinstance(fields, dict) and "on" in fields:
        fields = {**fields, "on": day_in(fields["on"])}
    entry = structure(Entry, fields)
    unknown = [tag for tag in entry.tags if tag not in tags]
    if unknown:
        raise CoachplanError(
            Finding(item="tags", what=_no_tag(tag, tags), hint=suggest(tag, tags), code="unknown-tag")
            for tag in unknown
        )
    return entry


def _no_tag(tag: str, tags: frozenset[str]) -> str:
    # A note in the column of the tags has come apart into words: only what is like a tag is taken for one.
    like = is_id(tag) or nearest(tag, tags) is not None
    return no_such("tag", tag) if like else f"there is no such tag: found {found(tag)}."


def bad_row(line: int, reason: object, raw: str, words: str, on: object = None) -> BadRow:
    """
    Make the row that could not be read; *words* is the free text in it, *on* what stands where its day should.
    """
    told = " ".join(str(reason).splitlines())
    return BadRow(line=line, reason=told, raw=raw, words=words, on=_day(on))


def _day(written: object) -> date | None:
    if isinstance(written, str):
        with suppress(ValueError):
            return date.fromisoformat(str(day_in(written)).strip())
    return date(written.year, written.month, written.day) if isinstance(written, date) else None
