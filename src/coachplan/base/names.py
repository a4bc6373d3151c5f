"""
Who and where, however it was typed: one person and one place; and what stands where nothing is written.

Knows nothing of who anybody is: an accent left out may be another person.
"""

from __future__ import annotations

import unicodedata

from coachplan.base.kept_a_while import kept_a_while

__all__ = ["is_missing", "is_nobody", "same_name"]

#: What people and spreadsheets write where there is nothing to write.
_NOTHING = frozenset(("", "-", "--", "\u2013", "\u2014", "?", "n/a", "na", "#n/a", "nan", "<na>", "none", "null"))
#: Which of these are somebody where a person writes them so: a grandmother is Nan, Na is a name, and so is Null. What
#: programs put where nothing is looks otherwise: "nan", "NaN", "NA", "null", "NULL". "None" is theirs as well.
_SOMEBODY = frozenset(("Na", "Nan", "Null"))


def is_missing(written: str) -> bool:
    """
    Say whether a text says that there is nothing: empty, or a sign for it such as `-`, `n/a` or `NaN`, in any spelling.
    """
    return _same(_seen(written)) in _NOTHING


def is_nobody(name: str) -> bool:
    """
    Say whether nobody is named: what `is_missing` takes for nothing, but for a name as a person writes it. "Nan" is
    somebody; "nan" and "NaN" are what programs write.
    """
    return not same_name(name)


@kept_a_while(1024)
def same_name(name: str) -> str:
    """
    Return what every spelling of one name has in common; nothing where there is no name.
    """
    # "Home", "home " and "HOME" are one place; so are "José" in one piece and in two, and with a sign that cannot be
    # seen.
    seen = _seen(name)
    same = _same(seen)
    return "" if same in _NOTHING and seen.strip() not in _SOMEBODY else same


def _seen(written: str) -> str:
    return "".join(char for char in written if unicodedata.category(char) != "Cf")


def _same(seen: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold()).split())
