"""
Whether what was written as a win is one: nothing at all is none, and what another child did is another child's.

Refuses to judge how much a win is worth.
"""

from __future__ import annotations

from functools import cache

from coachplan.notes.language_files import tables, words_of
from coachplan.notes.tokens import cut

__all__ = ["is_win"]

#: Whose something is stands in the first so many words.
_OPENING = 3


def is_win(text: str, child: str = "") -> bool:
    """
    Say whether a text written as a win is one. *child* is the child's name: where it stands, the child has a part in
    it.
    """
    words = cut(text).words
    if not words:
        return any(letter.isalpha() or ord(letter) > 0x2000 for letter in text)  # a heart or a smile is one
    if len(words) == 1 and len(words[0]) == 1 and words[0].isascii():
        return False
    if sum(word.isdigit() for word in words) == 1 and all(word.isdigit() or len(word) == 1 for word in words):
        return False  # "a 3", "10": a mark on some scale, and nothing that was done
    return " ".join(words) not in _nothing() and not _is_of_another_child(tuple(words), tuple(cut(child).words))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(
        " ".join(cut(each).words) for table in tables("praise") for each in table.get("nothing", ())
    )


def _is_of_another_child(words: tuple[str, ...], child: tuple[str, ...]) -> bool:
    # "His cousin ate all her broccoli"; but "his sister clapped for him", "her brother and she", "Ana's cousin".
    opening = words[:_OPENING]
    others = words_of("praise", "other-children")
    at = next((index for index, word in enumerate(opening) if word in others), None)
    if at is None or not words_of("praise", "whose").issuperset(opening[:at]):
        return False
    return words_of("praise", "ours").isdisjoint(words[at + 1 :]) and not set(child) & set(words)
