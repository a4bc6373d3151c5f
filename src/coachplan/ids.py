"""
Names of things: `namespace/name`, and the nearest right name when one is wrong.

Knows how an id looks. Does not know what exists.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from coachplan.telling import is_code, plain

__all__ = ["is_id", "namespace_of", "nearest", "suggest"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*\Z")


def is_id(text: str) -> bool:
    """
    Say whether *text* is `namespace/name`: lower-case letters, digits and hyphens.
    """
    return _ID.match(text) is not None


def namespace_of(item_id: str) -> str:
    """
    Return the part before the slash: whose item it is.
    """
    return item_id.partition("/")[0]


#: No name is longer, so what is longer is like none of them.
_LONGEST = 200


def nearest(word: object, known: Iterable[str]) -> str | None:
    """
    Return the known name most like *word*, or None where nothing is like it, or it is no text.
    """
    if not isinstance(word, str) or len(plain(word)) > _LONGEST:
        return None
    found = difflib.get_close_matches(plain(word), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggest(word: object, known: Iterable[str]) -> str:
    """
    Return the mend for a wrong name: the nearest right one, else the ones there are. *word* itself is never told.
    """
    names = sorted(filter(is_code, known))  # a routine may have a sentence for an id
    close = nearest(word, names)
    if close is not None:
        return f"Did you mean {close!r}?"
    if not names:
        return "Nothing of this kind is known here."
    shown = ", ".join(repr(name) for name in names[:12])
    return f"Known: {shown}{', ...' if len(names) > 12 else ''}."
