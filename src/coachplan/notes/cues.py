"""
Cues: the words around a sign that turn it into a denial, a memory, a fear or somebody else's; and where they stand.

The view of one sentence with its cues in place. Refuses to know how far a cue reaches, and what it makes of a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from attrs import frozen

from coachplan.notes.matcher import Match
from coachplan.notes.statements import parted
from coachplan.notes.tokens import COMMA, LINE
from coachplan.notes.vocabulary import Vocabulary

__all__ = ["Cue", "Sentence", "cues_in", "turns"]

# -- one sentence, and what stands in it


class Cue(NamedTuple):
    """
    One cue found: of which kind, from which word up to which.
    """

    kind: str
    first: int
    last: int
    steps: tuple[int, ...]

    @property
    def places(self) -> frozenset[int]:
        """
        The places of the words that the cue itself names.
        """
        return frozenset([self.first + step for step in self.steps])


@frozen(eq=False)
class Sentence:
    """
    One sentence, with its cues by where they begin and end, and the places that its signs take up.
    """

    words: Sequence[str]
    breaks: Sequence[int]
    accents: frozenset[int]
    ending: Mapping[int, list[Cue]]
    starting: Mapping[int, list[Cue]]
    taken: frozenset[int]
    known: Vocabulary

    @classmethod
    def of(
        cls,
        words: Sequence[str],
        breaks: Sequence[int],
        accents: frozenset[int],
        cues: Iterable[Cue],
        taken: frozenset[int],
        known: Vocabulary,
    ) -> Sentence:
        """
        Put the cues in their places.
        """
        ending: dict[int, list[Cue]] = {}
        starting: dict[int, list[Cue]] = {}
        for cue in cues:
            ending.setdefault(cue.last - 1, []).append(cue)
            starting.setdefault(cue.first, []).append(cue)
        return cls(words, breaks, accents, ending, starting, taken, known)

    def back(self, match: Match, reach: int) -> Iterator[tuple[int, bool]]:
        """
        Walk back from a hit within its line: each place, and whether a comma stands between.
        """
        comma = False
        for index in range(match.first - 1, max(-1, match.first - 1 - reach), -1):
            if self.breaks[index + 1] >= LINE:
                return
            comma = comma or self.breaks[index + 1] == COMMA
            yield index, comma

    def last_cue(self, index: int, *kinds: str) -> Cue | None:
        """
        Return the longest cue of these kinds that ends with the word at *place*.
        """
        found = [cue for cue in self.ending.get(index, ()) if cue.kind in kinds]
        return max(found, key=lambda cue: cue.last - cue.first) if found else None

    def cues_near(self, match: Match, before: int, after: int, *kinds: str) -> Iterator[Cue]:
        """
        Yield cues that lie wholly within reach of a hit and that the hit's own words do not take up.
        """
        for index in range(max(0, match.first - before), min(len(self.words), match.last + after)):
            for cue in self.starting.get(index, ()):
                if cue.kind in kinds and not set(range(cue.first, cue.last)) <= set(match.places):
                    yield cue

    def touching(self, match: Match) -> Iterator[Cue]:
        """
        Yield cues that share a word with a hit, its own words included.
        """
        for index in range(max(0, match.first - 8), match.last):
            yield from (cue for cue in self.starting.get(index, ()) if cue.last > match.first)

    def parted(self, first: int, last: int, own: AbstractSet[int] = frozenset(), *, frame: bool = False) -> bool:
        """
        Say whether a new statement begins between the word at *first* and the one at *last*.
        """
        return parted(self.known, self.words, self.breaks, first, last, own, frame=frame)

    def joined(self, first: int, last: int, most: int = 0) -> bool:
        """
        Say whether no break stronger than *most* stands before any of the words after *first*, up to *last*.
        """
        return all(self.breaks[index] <= most for index in range(first + 1, last))


def cues_in(
    known: Vocabulary, words: Sequence[str], starts: Sequence[int] | None = None, code: str = ""
) -> Iterator[Cue]:
    """
    Yield the cues that begin at one of *starts* (anywhere, where not given); *code* is the text's `signature`, where it
    has one.
    """
    found: Iterable[Match]
    if starts is None or not code:
        found = known.index.all_in(words, code)
        if starts is not None and len(starts) < len(words):
            here = frozenset(starts)
            found = (match for match in found if match.first in here)
    else:
        found = known.index.find(words, starts, code)
    for match in found:
        yield Cue(known.kinds[match.phrase], match.first, match.last, match.steps)


def turns(word: str, known: Vocabulary) -> bool:
    """
    Say whether a word is one of those that turn a mention.
    """
    return word in known.index.whole
