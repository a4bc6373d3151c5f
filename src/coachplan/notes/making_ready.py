"""
All lists that notes are read by, made ready as plain data: those of the core, and those of a catalogue.

For whoever keeps it (`made_ready.py` says how it is found again). Knows no file, and nothing of what any list is for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coachplan.notes.language_files import files_as_plain
from coachplan.notes.lexicon import Lexicon, scripts_as_plain
from coachplan.notes.matcher import as_plain
from coachplan.notes.meant import own_lexicons
from coachplan.notes.vocabulary import core_vocabulary
from coachplan.notes.wider import grounds

__all__ = ["all_ready"]


def all_ready(lexicons: Iterable[Lexicon]) -> dict[str, Any]:
    """
    Return what the core's own lists, and these, come to, by key.
    """
    every, known = (*own_lexicons(), *lexicons), core_vocabulary()
    made = files_as_plain()
    for index in (known.index, known.advice, grounds(), *(one.index for one in every)):
        made |= as_plain(index)
    for one in every:
        made |= scripts_as_plain(one)
    return made
