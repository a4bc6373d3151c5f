"""
What the core's own short lists find in a note that is meant: by the rules of denial, past and others.

Not signs by themselves: what the body did, a win, and what is a sign only together. Refuses to know what any of it
means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache

from attrs import evolve, field, frozen

from coachplan.notes.amounts import Amount
from coachplan.notes.language_files import LANGUAGES, tables, words_of
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.pieces import MOST_WORDS
from coachplan.notes.reader import mentions_in
from coachplan.notes.tokens import Words
from coachplan.notes.wider import ground_for

__all__ = ["Doubts", "Meant", "begun", "meant_in", "no_win"]

#: The tables of a file of words whose lists these are; and the set of words that stands among them.
_TABLES, _NO_WIN = ("told", "together"), "no-win"
#: Stands for a word that is to be none: no list has it.
_NOTHING = "#"
#: "At 5" is a time of day here, and no age.
_AT = frozenset(("at", "las"))


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


@frozen(eq=False)
class Doubts:
    """
    What makes something in a note doubtful, each place asked once: by the wider grounds, without their second key.

    Numbers are none of them here: "at 7 weeks" is how old a child is, and "at 5" when it was.
    """

    cutting: Words
    known: dict[tuple[int, int], str] = field(factory=dict)

    @classmethod
    def about(cls, cutting: Words, amounts: Iterable[Amount]) -> Doubts:
        """
        Ask a note, of which these are the *amounts*.
        """
        words = list(cutting.words)
        for amount in amounts:
            if amount.kind == "age":
                # "beb\u00e9 de 5 semanas" is how old, and no "de beb\u00e9".
                first = amount.first - (amount.first > 0 and words[amount.first - 1] == "de")
                words[first : amount.last] = [_NOTHING] * (amount.last - first)
        for index in range(1, len(words)):
            if words[index][0].isdigit() and words[index - 1] in _AT:
                words[index] = _NOTHING
        return cls(evolve(cutting, words=words))

    def of(self, first: int, last: int) -> str:
        """
        Return the words that make the sign from word *first* up to *last* doubtful; empty where none do.
        """
        found = self.known.get((first, last))
        if found is None:
            ground = ground_for(self.cutting.words, self.cutting.breaks, first, last)
            found = "" if ground is None or ground.kind == "affirmed" else ground.words
            self.known[first, last] = found
        return found


@cache
def _lexicon() -> Lexicon:
    lists: dict[str, dict[str, list[str]]] = {}
    for table in _TABLES:
        for language, found in zip(LANGUAGES, tables(table), strict=True):
            for name, phrases in found.items():
                if name != _NO_WIN:
                    lists.setdefault(f"meant/{name}", {})[language] = phrases
    return Lexicon.from_words((name, None, phrases) for name, phrases in lists.items())


@cache
def no_win() -> tuple[frozenset[str], tuple[str, ...]]:
    """
    Return the words with which a sentence holds no win, and the beginnings of such words.
    """
    words = words_of("told", _NO_WIN)
    stems = tuple(sorted(word.removesuffix("*") for word in words if word.endswith("*")))
    return frozenset(word for word in words if not word.endswith("*")), stems


def begun(cutting: Words) -> Words:
    """
    Return as much of a text as is read for what is not a sign by itself: as much as is read twice.
    """
    if len(cutting.words) <= MOST_WORDS:
        return cutting
    return evolve(
        cutting,
        words=cutting.words[:MOST_WORDS],
        starts=cutting.starts[:MOST_WORDS],
        ends=cutting.ends[:MOST_WORDS],
        breaks=cutting.breaks[:MOST_WORDS],
    )


def meant_in(cutting: Words, doubts: Doubts) -> tuple[Meant, ...]:
    """
    Return what the lists find that is meant, in the order written.
    """
    found = []
    for mention in mentions_in(_lexicon(), cutting, None):
        if mention.kind != "affirmed":
            continue
        first = max(0, bisect_right(cutting.starts, mention.start) - 1)
        last = max(first + 1, bisect_left(cutting.starts, mention.start + len(mention.words)))
        name = mention.flag.removeprefix("meant/")
        found.append(Meant(name, first, last, mention.start, mention.words, doubts.of(first, last)))
    return tuple(found)
