"""
Years named in a note: one before the year in which the note was written is long ago.

Knows dates as they are written in a sentence. Refuses to know what a year makes of a sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from coachplan.notes.cues import Cue
from coachplan.notes.vocabulary import Vocabulary

__all__ = ["years_past"]

#: No note is older than this, so that any year before it is past even where nobody knows when a note was written.
_OLDEST_NOTE = 2025
#: So many words a date may have before its year: "in the early summer of 2013".
_DATE = 5
_YEARS = range(1900, 2200)


def years_past(known: Vocabulary, words: Sequence[str], on: date | None) -> Iterator[Cue]:
    """
    Yield a cue of the past for each year before that of *on*. A month less than a year ago is no past.
    """
    for last, word in enumerate(words):
        if len(word) != 4 or not word.isdecimal() or int(word) not in _YEARS:
            continue
        first = last - 1
        while first >= max(0, last - _DATE) and _in_a_date(known, words[first]):
            first -= 1
        if first < 0 or words[first] not in known.before_a_year:
            continue
        months = [known.months.index(one) % 12 + 1 for one in words[first:last] if one in known.months]
        if _is_past(int(word), months[0] if months else None, on):
            for start in (first - 1, first) if first and words[first - 1] == "back" else (first,):
                yield Cue("past", start, last + 1, (0, last - start))


def _in_a_date(known: Vocabulary, word: str) -> bool:
    return word in known.within_a_date or word in known.months or (word.isdecimal() and len(word) <= 2)


def _is_past(year: int, month: int | None, on: date | None) -> bool:
    if on is None:
        return year < _OLDEST_NOTE
    # Careful: in the month that is a year ago it may have been less than a year ago.
    lately = month is not None and (year, month) >= (on.year - 1, on.month)
    return year < on.year and not lately
