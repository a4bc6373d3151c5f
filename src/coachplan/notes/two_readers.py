"""
A note read by both readers, once: what was read a while ago is remembered with the word lists.

The one way in. What reads is fetched when there is something to read. Refuses to know how that is done.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from coachplan.base.late import Late
from coachplan.model.evidence import Reading
from coachplan.notes.tokens import Words, cut

if TYPE_CHECKING:
    from coachplan.notes import both_readers, second_table
    from coachplan.notes.lexicon import Lexicon
    from coachplan.notes.second_reader import SecondReader
else:  # who counts and writes nothing waits for no reader
    both_readers = Late("coachplan.notes.both_readers")
    second_table = Late("coachplan.notes.second_table")

__all__ = ["read_twice", "second_reader"]


def read_twice(
    lexicon: Lexicon,
    text: str | Words,
    language: str = "en",
    child: str = "",
    on: date | None = None,
    second: SecondReader | str | None = None,
    age_months: float | None = None,
    *,
    telling: bool = True,
) -> Reading:
    """
    Read a note by the lists and by the second reader. *second* is that which came with coachplan, where none is given;
    where it is refused (a text says why) or knows no note in *language*, the lists read alone, and the reading says so.
    *age_months* is how old the child was: a fever in a small baby is another. What else the note tells stands in *told*
    where it is asked for (*telling*). A text that is cut into words already is not cut again, and what was read a while
    ago is remembered with the lexicon.
    """
    reader = second_reader() if second is None else second
    written = text.text if isinstance(text, Words) else str.__str__(text)
    # Of the day no rule asks more than its year and its month: see `years.py`.
    month = None if on is None else (on.year, on.month)
    asked = (written, language, child, month, reader, age_months, telling)
    known: Reading | None = lexicon.remembered.get(asked)
    if known is None:
        cutting = text if isinstance(text, Words) else cut(written)
        known = both_readers.read_by_both(lexicon, cutting, language, child, on, reader, age_months, telling=telling)
        told = known.told
        items = len(known.mentions) + len(told.tags) + len(told.counts) + len(told.wins) + len(known.unread)
        lexicon.remembered.keep(asked, known, letters=len(written), items=items)
    return known


def second_reader() -> SecondReader | str:
    """
    Return the second reader that is in use; or, where it is refused, why.
    """
    return second_table.shipped()
