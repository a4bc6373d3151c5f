"""
What the core's own short lists find in a note that is meant: by the rules of denial, past and others.

Not signs by themselves: what the body did, a win, and what is a sign only together. Refuses to know what any of it
means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

from attrs import frozen

from coachplan.notes.language_files import LANGUAGES, tables
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.reader import mentions_in
from coachplan.notes.tokens import Words
from coachplan.notes.wider import ground_for

__all__ = ["Meant", "doubt_of", "meant_in"]

#: The tables of a file of words whose lists these are.
_TABLES = ("told", "together")


@frozen
class Meant:
    """
    Something that is meant, by the name of its list: from which word up to which, and the words as they were written.
    *doubt* are the words of its sentence by which it may be long ago, somebody else's, a story or a fear.
    """

    name: str
    first: int
    last: int
    start: int
    words: str
    doubt: str = ""


@cache
def _lexicon() -> Lexicon:
    lists: dict[str, dict[str, list[str]]] = {}
    for table in _TABLES:
        for language, found in zip(LANGUAGES, tables(table), strict=True):
            for name, phrases in found.items():
                lists.setdefault(f"meant/{name}", {})[language] = phrases
    return Lexicon.from_words((name, None, phrases) for name, phrases in lists.items())


def meant_in(cutting: Words) -> tuple[Meant, ...]:
    """
    Return what the lists find that is meant, in the order written.
    """
    found = []
    for mention in mentions_in(_lexicon(), cutting, None):
        if mention.kind != "affirmed":
            continue
        first = max(0, bisect_right(cutting.starts, mention.start) - 1)
        last = max(first + 1, bisect_left(cutting.starts, mention.start + len(mention.words)))
        name, doubt = mention.flag.removeprefix("meant/"), doubt_of(cutting, first, last)
        found.append(Meant(name, first, last, mention.start, mention.words, doubt))
    return tuple(found)


def doubt_of(cutting: Words, first: int, last: int) -> str:
    """
    Return the words by which a sentence speaks of long ago, of somebody else, of a story or a fear; empty where none
    do. These are the wider grounds, without their second key: what they take away here is no sign by itself.
    """
    ground = ground_for(cutting.words, cutting.breaks, first, last)
    return "" if ground is None or ground.kind == "affirmed" else ground.words
