"""
A note read by the word lists alone: what stands in it that they know, and whether it is meant.

The one way in. What reads is fetched when there is something to read. Refuses to know how that is done.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from coachplan.base.late import Late
from coachplan.model.evidence import Mention, Reading
from coachplan.notes.tokens import Words, cut

if TYPE_CHECKING:
    from coachplan.notes import list_reader
    from coachplan.notes.lexicon import Lexicon
else:  # who counts and writes nothing waits for none of the rules of reading
    list_reader = Late("coachplan.notes.list_reader")

__all__ = ["mentions_in", "read"]


def mentions_in(lexicon: Lexicon, cutting: Words, on: date | None) -> tuple[Mention, ...]:
    """
    Return every mention of a text cut into words, in the order written.
    """
    return list_reader.mentions_in(lexicon, cutting, on)


def read(lexicon: Lexicon, text: str, language: str = "en", child: str = "", on: date | None = None) -> Reading:
    """
    Read a note: every mention, in the order written. Phrases of all languages are matched, whatever *language* says.

    *child* is the child's name: Teddy, Nan or Elsa is nobody else where that is the child. *on* is the day of the note:
    a year before its own is past.

    *checked* is False where the lexicon has no list for *language* and there is something to read, and where some of it
    cannot be read whatever the language: that is *unread*. The work grows in step with the length of the note.
    """
    return list_reader.read_words(lexicon, cut(text), language, child, on)
