"""
What the core's own short lists find in a note that is meant: by the rules of denial, past and others.

Not signs by themselves: what the body did, a win, what is a sign only together; and what would have been ticked, and
how it went. Refuses to know what any of it means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from attrs import evolve, field, frozen

from coachplan.model.evidence import MentionKind
from coachplan.notes.amounts import Amount
from coachplan.notes.language_files import LANGUAGES, tables, words_of
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.list_reader import heard_in
from coachplan.notes.pieces import MOST_WORDS
from coachplan.notes.tokens import Words
from coachplan.notes.wider import ground_for

__all__ = [
    "AWAY",
    "BY_OTHERS",
    "EARLIER",
    "Doubts",
    "Meant",
    "alone_in",
    "begun",
    "meant_in",
    "no_win",
    "own_lexicons",
    "ticked_in",
    "unheard_in",
    "untold_in",
]

#: The tables of a file of words whose lists these are; and those of what is only told, read apart, so that they turn
#: no sign. Sets of words stand among them.
_TABLES, _TICKED = ("told", "together"), ("ticked", "went")
#: Beside what the weights alone tell nothing of a tag, or of how it went.
_UNTOLD = ("untold",)
#: However these sound, they are no danger.
_UNHEARD = ("unheard",)
#: What a note tells that is nothing but these words; none has so many.
_ALONE = ("alone",)
_SHORT = 16
_NO_WIN = "no-win"
#: The list of words for days that an entry does not tell of: nothing in their sentence is ticked for today.
EARLIER = "earlier"
#: The list of words for days on which the family was away: told of no practice, and no tag.
AWAY = "away"
#: What others do to the child: a grown-up in its sentence is who did it, and no reason to doubt it.
BY_OTHERS = frozenset(("pressured", "another-way"))
#: The sets of words by which somebody is grown up, and by which somebody is not.
_GROWN_UP, _YOUNG = "grown-up", "young"
#: Stands for a word that is to be none: no list has it.
_NOTHING = "#"
#: "At 5" is a time of day here, and no age.
_AT = frozenset(("at", "las"))


class Meant(NamedTuple):
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
        ages = [one for one in amounts if one.kind == "age"]
        if not ages and _AT.isdisjoint(cutting.words):
            return cls(cutting)
        words = list(cutting.words)
        for age in ages:
            # "beb\u00e9 de 5 semanas" is how old, and no "de beb\u00e9".
            first = age.first - (age.first > 0 and words[age.first - 1] == "de")
            words[first : age.last] = [_NOTHING] * (age.last - first)
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
def _lexicon(named: tuple[str, ...]) -> Lexicon:
    lists: dict[str, dict[str, list[str]]] = {}
    for table in named:
        for language, found in zip(LANGUAGES, tables(table), strict=True):
            for name, phrases in found.items():
                if not isinstance(phrases, str):
                    lists.setdefault(f"meant/{name}", {})[language] = phrases
    return Lexicon.from_words((name, None, phrases) for name, phrases in lists.items())


def own_lexicons() -> tuple[Lexicon, ...]:
    """
    Return all of these lists.
    """
    return tuple(map(_lexicon, (_TABLES, _TICKED, _UNTOLD, _UNHEARD, _ALONE)))


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
    return tuple(one for one, kind, _ in _found(_lexicon(_TABLES), cutting, doubts) if kind == "affirmed")


def ticked_in(cutting: Words, doubts: Doubts) -> tuple[tuple[Meant, ...], frozenset[str]]:
    """
    Return what would have been ticked, and how it went, by the lists for it alone: what is meant without a doubt. And
    the names of those lists that hear nothing but what is denied, past, feared, another's or of another day.
    """
    edges = cutting.sentences
    meant, denied = [], set()
    for one, kind, cue in _found(_lexicon(_TICKED), cutting, doubts):
        if kind == "affirmed" or _is_done_by(one.name, kind, cue):
            meant.append((one, bisect_right(edges, one.first)))
        else:
            denied.add(one.name)
    earlier = {sentence for one, sentence in meant if one.name == EARLIER}
    denied |= {one.name for one, sentence in meant if sentence in earlier}
    told = [one._replace(doubt="") for one, sentence in meant if sentence not in earlier and not _is_doubtful(one)]
    return tuple(told), frozenset(denied.difference(one.name for one in told))


def untold_in(cutting: Words) -> tuple[Meant, ...]:
    """
    Return the words beside which the weights alone do not tell what they are listed for.
    """
    found = _found(_lexicon(_UNTOLD), cutting)
    return tuple(one for one, kind, _ in found if kind in ("affirmed", "somebody-else"))


def unheard_in(cutting: Words) -> frozenset[int]:
    """
    Return where words stand that are no danger, however they sound, where nothing stands beside them.
    """
    found = _found(_lexicon(_UNHEARD), cutting)
    return frozenset(index for one, _, _ in found for index in range(one.first, one.last))


def alone_in(cutting: Words) -> tuple[Meant, ...]:
    """
    Return what is told by a note that is nothing but the words listed for it, and words that say nothing more.
    """
    if not 0 < len(cutting.words) <= _SHORT:
        return ()
    filler = words_of("alone", "filler")

    def is_all(one: Meant) -> bool:
        # Both words of "didn't" begin where it does.
        first = bisect_left(cutting.starts, one.start)
        return filler.issuperset((*cutting.words[:first], *cutting.words[one.last :]))

    found = _found(_lexicon(_ALONE), cutting)
    return tuple(one for one, kind, _ in found if kind == "affirmed" and is_all(one))


def _found(
    lexicon: Lexicon, cutting: Words, doubts: Doubts | None = None
) -> Iterator[tuple[Meant, MentionKind, str]]:
    """
    Yield what a list finds, how it is meant, and the words that say so. What makes it doubtful is asked where *doubts*
    are given.
    """
    for heard in heard_in(lexicon, cutting, None):
        first = max(0, bisect_right(cutting.starts, heard.start) - 1)
        last = max(first + 1, bisect_left(cutting.starts, heard.start + len(heard.words)))
        name = heard.flag.removeprefix("meant/")
        doubt = doubts.of(first, last) if doubts and heard.kind in ("affirmed", "somebody-else") else ""
        yield Meant(name, first, last, heard.start, heard.words, doubt), heard.kind, heard.cue


def _is_doubtful(one: Meant) -> bool:
    return bool(one.doubt) and not _is_done_by(one.name, "somebody-else", one.doubt)


def _is_done_by(name: str, kind: MentionKind, who: str) -> bool:
    """
    "My aunt kept on at him" tells what was done to the child, "my cousin's boy was bribed" does not.
    """
    if name not in BY_OTHERS or kind != "somebody-else":
        return False
    words = set(who.split())
    return not words.isdisjoint(words_of("ticked", _GROWN_UP)) and words.isdisjoint(words_of("ticked", _YOUNG))
