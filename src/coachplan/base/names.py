"""
Who and where, however it was typed: one person and one place.

Knows nothing of who anybody is: an accent left out may be another person.
"""

from __future__ import annotations

import unicodedata

__all__ = ["same_name"]

#: What people and spreadsheets write where there is no name.
_NOBODY = frozenset(("-", "--", "\u2013", "\u2014", "?", "n/a", "na", "nan", "none", "null"))


def same_name(name: str) -> str:
    """
    Return what every spelling of one name has in common; nothing where there is no name.
    """
    # "Home", "home " and "HOME" are one place; so are "José" in one piece and in two, and with a sign that cannot be
    # seen. What stands for nothing, as "-" and "n/a" do, is nobody.
    seen = "".join(char for char in name if unicodedata.category(char) != "Cf")
    same = " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold()).split())
    return "" if same in _NOBODY else same
