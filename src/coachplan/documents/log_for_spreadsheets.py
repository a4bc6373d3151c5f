"""
A copy of a log for people who open it in a spreadsheet: every row as it stands, and no cell that runs or hides.

For eyes alone: it is not read back, and the log itself stays as it was written. Knows rows and cells, and nothing of
what they mean; takes what no log could be, too.
"""

from __future__ import annotations

import codecs
import re
from itertools import dropwhile

from coachplan.base.arguments import checked
from coachplan.base.clean import cell
from coachplan.base.errors import CoachplanError
from coachplan.documents.files import readable
from coachplan.documents.log_tables import head_of
from coachplan.documents.table_text import line_at, table_rows

__all__ = ["for_a_spreadsheet"]

#: What tells a program of the file, and a person nothing: it stands before the names of the columns.
_ABOUT_THE_FILE = re.compile(r'[\s"]*(?:#\s*coachplan-log/|sep=.)', re.IGNORECASE)
#: A number below nothing begins with a sign, and is none that anything could be hidden in.
_BELOW_NOTHING = re.compile(r"-[0-9]+(?:[.,][0-9]+)?\Z")
#: A spreadsheet that parts by semicolons begins a cell behind one, and a row where a line ends, also inside a note.
_WITHIN = re.compile(r'([;\n][\s"]*)(?=[=+\-@|%＝＋－＠])')


@checked
def for_a_spreadsheet(log: bytes) -> bytes:
    """
    Return the table of a log as UTF-8 with commas, for a spreadsheet: what could begin a formula has an apostrophe
    before it, and signs that show nothing, move a cursor or turn the writing round are gone.

    Rows that cannot be read are in it, too, each as it stands; what no encoding tells is shown as a sign for that.
    """
    text = readable(log)
    every = table_rows(text, 0, 1, _delimiter(text))
    rows = [
        [raw] if cells is None else cells
        for _, cells, raw in dropwhile(lambda row: _ABOUT_THE_FILE.match(row[2]) is not None, every)
    ]
    lines = [",".join(f'"{_shown(each)}"' for each in cells) for cells in rows]
    return codecs.BOM_UTF8 + "".join(f"{line}\r\n" for line in lines).encode()


def _delimiter(text: str) -> str:
    try:
        head = head_of(text, "")
    except CoachplanError:
        head = None  # a header that is wrong parts its names all the same
    first = line_at(text, 0)
    return max(",;\t", key=first.count) if head is None else head.delimiter


def _shown(written: str) -> str:
    if _BELOW_NOTHING.match(written.strip()):
        return written.strip()
    return _WITHIN.sub(r"\1'", cell(written)).replace('"', '""')
