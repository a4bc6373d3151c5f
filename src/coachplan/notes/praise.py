"""
Whether what was written as a win is one: nothing at all is none, and what another child did is another child's.

Refuses to judge how much a win is worth.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from coachplan.base.kept_a_while import kept_a_while
from coachplan.base.late import Late
from coachplan.notes.language_files import tables, words_of
from coachplan.notes.tokens import Words, cut, words_of_name

if TYPE_CHECKING:
    from coachplan.notes import vocabulary
else:  # nobody waits for it before something is written
    vocabulary = Late("coachplan.notes.vocabulary")

__all__ = ["is_win"]

#: Of what is longer nothing is kept.
_LONG = 2_000

#: Whose something is stands in the first so many words.
_OPENING = 3
#: So much of a name is the same: Leo and Leito may be one child.
_ALIKE = 2


def is_win(text: str, child: str = "", others: Collection[str] = (), *, not_yet: bool = False) -> bool:
    """
    Say whether a text written as a win is one. *child* is the child's name: where it stands, the child has a part in
    it. *others* are the names of those who practise with the child, who may do a thing well, too. *not_yet*: the same
    entry says that this child did not do it yet.
    """
    if not text:
        return False
    asked = _is_win if len(text) <= _LONG else _is_win_at_length
    return asked(text, child, tuple(others), not_yet)


def _is_win_at_length(text: str, child: str, others: tuple[str, ...], not_yet: object) -> bool:
    cutting = cut(text)
    words = cutting.words
    if not words:
        return any(letter.isalpha() or ord(letter) > 0x2000 for letter in text)  # a heart or a smile is one
    if len(words) == 1 and len(words[0]) == 1 and words[0].isascii():
        return False
    if sum(word.isdigit() for word in words) == 1 and all(word.isdigit() or len(word) == 1 for word in words):
        return False  # "a 3", "10": a mark on some scale, and nothing that was done
    own = words_of_name(child)
    adults = {word for name in others for word in words_of_name(name)}
    if own and _names_another(cutting, own, adults, not_yet=bool(not_yet)):
        return False
    return " ".join(words) not in _nothing() and not _is_of_another_child(tuple(words), own)


#: The same entries are asked about in each review of some days.
_is_win = kept_a_while(1024)(_is_win_at_length)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(" ".join(cut(each).words) for table in tables("praise") for each in table.get("nothing", ()))


def _names_another(cutting: Words, child: tuple[str, ...], others: Collection[str], *, not_yet: bool) -> bool:
    """
    "Mia ate all her peas", where Leo is the child. What a thing may do ("Singing did the trick") is another child's
    only where this child did not do it; and what has a word for this child is this child's as well.
    """
    words, known = cutting.words, vocabulary.core_vocabulary()
    if len(words) < _OPENING or not cutting.text[cutting.starts[0]].isupper() or not words[0].isalpha():
        return False
    does = words_of("praise", "does") | (words_of("praise", "does-like-things") if not_yet else frozenset())
    if words[1] not in does or not words_of("praise", "ours").isdisjoint(words) or set(child) & set(words):
        return False
    if words[0][:_ALIKE] == child[0][:_ALIKE] or words[0] in others:
        return False
    common = known.subjects | known.light_words | known.common_verbs | known.no_names | known.index.whole
    called = words_of("praise", "called") | words_of("praise", "no-name") | words_of("ticked", "grown-up")
    return words[0] not in common | called


def _is_of_another_child(words: tuple[str, ...], child: tuple[str, ...]) -> bool:
    # "His cousin ate all her broccoli"; but "his sister clapped for him", "her brother and she", "Ana's cousin".
    opening = words[:_OPENING]
    others = words_of("praise", "other-children")
    at = next((index for index, word in enumerate(opening) if word in others), None)
    if at is None or not words_of("praise", "whose").issuperset(opening[:at]):
        return False
    return words_of("praise", "ours").isdisjoint(words[at + 1 :]) and not set(child) & set(words)
