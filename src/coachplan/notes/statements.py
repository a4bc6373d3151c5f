"""
Where within one sentence a new statement begins: a word about laughter or a story reaches no further than its own.

Knows conjunctions, subjects and the look of a finite verb, in English and Spanish. Refuses to know any sign, and what
such a word makes of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from coachplan.notes.tokens import COMMA
from coachplan.notes.vocabulary import Vocabulary

__all__ = ["begins", "parted"]


def begins(known: Vocabulary, words: Sequence[str], index: int) -> bool:
    """
    Say whether a statement of its own begins at *index*: a subject, somebody's lips or hands and a verb, or a verb.
    """
    last = min(index + 5, len(words))
    while index < last and words[index] in known.adverbs:
        index += 1
    if index >= len(words):
        return False
    word = words[index]
    if word in known.subjects or word in known.opening or _happened(known, word):
        return True
    if word in known.owners:
        return any(one in known.opening or _happened(known, one) for one in words[index + 2 : index + 4])
    return False


def _names_one(known: Vocabulary, words: Sequence[str], index: int) -> bool:
    """
    "Mia stopped": any one word, a name as like as not, and a verb at once.
    """
    if index + 1 >= len(words) or words[index] in known.no_names or words[index].endswith("ly"):
        return False
    return words[index + 1] in known.after_name or _happened(known, words[index + 1])


def _happened(known: Vocabulary, word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word not in known.not_happened


def parted(
    known: Vocabulary,
    words: Sequence[str],
    breaks: Sequence[int],
    first: int,
    last: int,
    own: AbstractSet[int] = frozenset(),
    *,
    frame: bool = False,
) -> bool:
    """
    Say whether a new statement begins after the word at *first*, up to the one at *last*. Words at *own* begin none.

    A *frame*, such as "in the book", holds for the subject that follows it at once.
    """
    on, may = words[first] in known.goes_on, words[first] in known.before_a_bare_verb
    for index in range(first + 1, last + 1):
        word = words[index]
        if index not in own:
            if word in known.always_another:
                return True
            if not on and word == "there" and words[index + 1 : index + 2] and words[index + 1] in ("is", "was", "are"):
                return True
            if (
                word in known.joins
                and _goes_elsewhere(known, words, index)
                and not (may and words[index + 1] in known.same_in_the_past)
            ):
                return True
            if not on and (
                (breaks[index] >= COMMA and (begins(known, words, index) or _names_one(known, words, index)))
                or (word in known.subjects and not (frame and index == first + 1))
                or (word in known.theirs and begins(known, words, index))
            ):
                return True
        on = on or word in known.goes_on
        may = may or word in known.before_a_bare_verb
    return False


def _goes_elsewhere(known: Vocabulary, words: Sequence[str], index: int) -> bool:
    """
    "laughed and laughed so hard" says the same again; "laughed and stopped" does not.
    """
    return (begins(known, words, index + 1) or _names_one(known, words, index + 1)) and words[
        index + 1 : index + 2
    ] != words[index - 1 : index]
