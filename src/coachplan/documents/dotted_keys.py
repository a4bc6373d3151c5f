"""
Keys of TOML with so many dots that reading them would take for ever: found before anything is read.

Knows where a text or a comment ends, and nothing else of TOML.
"""

from __future__ import annotations

import re

from coachplan.base.errors import CoachplanError, Finding

__all__ = ["MOST_DOTS", "no_long_keys"]

#: So many dots a key may have: ours have none or one. The time that a reader takes grows with the square of them.
MOST_DOTS = 30

#: A text or a comment in TOML, also one that is never closed: no key begins inside of it. The pieces of a text exclude
#: each other, so that giving some back finds nothing else; that it is not forbidden to is for Python 3.11.2, which
#: then misses the end of a text.
_NO_KEY = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*(?:"{3,5}|\Z)'''
    r"|'''(?:[^']++|'(?!''))*(?:'{3,5}|\Z)"
    r"""|"(?:[^"\\\n]++|\\[^\n])*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"""(?<![\w-])(?:(?:[\w-]++|"")[ \t]*+\.[ \t]*+){{{MOST_DOTS + 1}}}""")


def no_long_keys(text: str, name: str) -> None:
    """
    Raise `CoachplanError` with the line of a key that has too many dots. Takes a time that grows with the text alone.
    """
    # Each text becomes an empty one with as many lines, so that dots in prose are none of a key's.
    bare = _NO_KEY.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)
    long = _LONG_KEY.search(bare)
    if long is not None:
        line = bare.count("\n", 0, long.start()) + 1
        what = f"line {line} has a key with more than {MOST_DOTS} dots."
        raise CoachplanError(
            Finding(where=name, what=what, hint="Write tables of their own, or put it in quotes.", code="not-toml")
        )
