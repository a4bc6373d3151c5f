"""
Questions that were answered, and when two questions are one.

Says which question is meant, by whom and when it was answered. Does not know where it was asked.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.digests import digest
from coachplan.base.disclosure import shown
from coachplan.base.validators import day, one_of, text
from coachplan.model.entries import ROLES, Role

__all__ = ["Answered", "question_id"]

#: What stands around a word and is none of it.
_MARKS = "?!¿¡.…,;:()\"'“”„‘«»"


def question_id(words: str) -> str:
    """
    Return the id of a question: 12 hexadecimal digits, the same for the same words. Spaces, capitals, the marks around
    a word, and how a keyboard makes an accent or an apostrophe make no other question of it.
    """
    seen = "".join(char for char in words if unicodedata.category(char) != "Cf")
    same = " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold()).split())
    bare = " ".join(word for each in same.replace("’", "'").split() if (word := each.strip(_MARKS)))
    return digest(bare or same.rstrip(" ?!.…") or same)[:12]


@plain_errors
@frozen(kw_only=True)
class Answered:
    """
    A question that was answered: by whom, on which day, and what was said. *question* is its id, and *asked* the words
    in which it was asked. Entries up to that day ask it no more.
    """

    question: str = field(validator=text, repr=shown)
    by: str = field(validator=text, repr=False)
    on: date = field(validator=day)
    role: Role = field(default="caregiver", validator=one_of(ROLES))
    words: str = field(default="", validator=text, repr=False)
    asked: str = field(default="", validator=text, repr=False)
