"""
How phrases are found among the words of a text: one tree of all phrases, looked at only where their words stand.

Knows how far a phrase may reach, and how to do less where a text says the same again or can hold no more news. Refuses
to know what a phrase is for, and whether what it finds is true, denied or feared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from attrs import evolve, frozen

from coachplan.base.errors import CoachplanError
from coachplan.base.kept_a_while import kept_a_while
from coachplan.notes.language_files import files_digest
from coachplan.notes.made_ready import key_of, ready
from coachplan.notes.misspellings import collapse_repeats, correct, dedupe_letters
from coachplan.notes.patterns import Form, forms, malformed
from coachplan.notes.phrase_tree import Node, Opener, Openers, follow, pruned

__all__ = ["Index", "Match", "Met", "as_plain", "is_ready", "signature"]

#: Words that no gap may step over: what follows them is another statement.
_TURNS = frozenset({"but", "pero"})

_MOST_REMEMBERED = 4096
#: Of so many words what they answer to is remembered, and so many trees and phrases made ready: in memory and no longer
#: than the process lives. Equal lists share one tree, as it never changes what it finds.
_WORDS_KEPT, _TREES_KEPT, _PHRASES_KEPT = 4096, 32, 65536
#: Of so many short sentences it is remembered what they hold, likewise.
_SENTENCES_KEPT = 256
#: Of which lengths a word is taken for another one that is spelt nearly so.
_SHORTEST, _LONGEST = 6, 40
#: Past this many words a text may well say the same thing again, and it pays to remember what was found.
_LONG = 64
#: Numbers for the words of a text, as characters: beyond that there are none.
_MOST_NUMBERED = 1_000_000


class Match(NamedTuple):
    """
    One phrase found: which, from which word up to which, and how far on from the first the words that it names stand.
    """

    phrase: int
    first: int
    last: int
    steps: tuple[int, ...]

    @property
    def places(self) -> tuple[int, ...]:
        """
        The places of the words that the phrase itself names.
        """
        return tuple([self.first + step for step in self.steps])


def signature(words: Sequence[str], breaks: Sequence[int]) -> str:
    """
    Write a text as a string with one character for each word and what stands before it: same part, same characters.

    Empty for a short text, where nothing is gained by comparing parts, and for one with more words than characters.
    """
    if not _LONG < len(words) <= _MOST_NUMBERED:
        return ""
    numbers: dict[tuple[str, int], int] = {}
    return "".join([chr(numbers.setdefault(pair, len(numbers))) for pair in zip(words, breaks, strict=True)])


class Met(NamedTuple):
    """
    A word as the phrases know it: the words and beginnings in them that it answers to, and what begins with these.
    """

    atoms: tuple[str, ...]
    openers: tuple[Opener, ...]


class _Planted(NamedTuple):
    # One phrase made ready: the words that may be its first, all its words, and how far it reaches.
    first: tuple[str, ...]
    named: frozenset[str]
    reach: int


@lru_cache(maxsize=_PHRASES_KEPT)
def _planted(phrase: str) -> _Planted:
    made = forms(phrase)
    places = [[place for place in form if not isinstance(place, int)] for form in made]
    first = dict.fromkeys(atom for form in places for atom in form[0])
    named = frozenset(atom for form in places for place in form for atom in place)
    return _Planted(tuple(first), named, max(map(_length, made)))


def _length(form: Form) -> int:
    return sum(index if isinstance(index, int) else 1 for index in form)


@frozen(eq=False)
class Index:
    """
    Many phrases as one tree of words, so that reading takes the same few looks a word however many phrases there are.
    """

    openers: Openers | dict[str, Opener]
    reach: int
    whole: frozenset[str]
    #: Words that are never taken for a slip of another one.
    settled: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]
    #: By what they are with no letter doubled, the words that are so, with blanks between.
    by_letters: Mapping[str, str]
    #: What it was made of.
    phrases: tuple[str, ...]
    certain: frozenset[int] | None

    @classmethod
    def of(cls, phrases: Iterable[str], certain: AbstractSet[int] | None = None) -> Index:
        """
        Compile phrases; a match names each by its index in the order given. All malformed ones are raised together.

        What is spelt as in one of the *certain* phrases (in any, where not given) is no slip. A word that only other
        phrases know may still be a slip of one of these: whoever adds words takes no mending away.
        """
        return _index(tuple(phrases), None if certain is None else frozenset(certain))

    def _exact(self, word: str) -> tuple[str, ...]:
        near = self.stems.get(word[:2])
        found = tuple([f"{stem}*" for stem in near if word.startswith(stem)]) if near else ()
        return (word, *found) if word in self.whole else found

    @cached_property
    def meet(self) -> Callable[[str], Met]:
        """
        What returns a word as the phrases know it. Notes are written in few words: most of them were met a moment ago.
        """

        @kept_a_while(_WORDS_KEPT)
        def met(word: str) -> Met:
            atoms = self.atoms(word)
            return Met(atoms, tuple([one for atom in atoms if (one := self.openers.get(atom)) is not None]))

        return met

    def atoms(self, word: str) -> tuple[str, ...]:
        """
        Return the words and beginnings in the phrases that a word answers to, mending a slip where none is *settled*.
        """
        found = self._exact(word)
        if word in self.settled or len(word) > _LONGEST:
            return found
        drawn = collapse_repeats(word)
        if len(word) < _SHORTEST and not drawn:
            return found
        meant = [part for shorter in drawn for part in shorter]
        if len(word) >= _SHORTEST:
            meant += self.by_letters.get(dedupe_letters(word), "").split()
            near = correct(word)
            if near is not None:
                meant.append(near)
        if not meant:
            return found
        return tuple(dict.fromkeys((*found, *(atom for one in meant for atom in self._exact(one)))))

    def opening(self, words: Sequence[str]) -> dict[str, tuple[Opener, ...]]:
        """
        Return the words of a sentence at which a phrase may begin, each with what begins there. A phrase is looked at
        only where the rarest of its words stands in the sentence, too: most are not, whatever they begin with.
        """
        return _opening(words, list(map(self.meet, words)))

    def find(self, words: Sequence[str], starts: Iterable[int] | None = None, code: str = "") -> list[Match]:
        """
        Return every phrase found in one sentence that begins at one of *starts* (anywhere, where not given).

        A gap steps over no *but*. Where *code*, the text's `signature`, is given, what follows a word is remembered, so
        that a text that says the same over and over costs little.
        """
        met = list(map(self.meet, words))
        opening = _opening(words, met)
        if not opening:
            return []
        atoms = [one.atoms for one in met]
        walls = set[int]()
        if not _TURNS.isdisjoint(words):
            walls = {index for index, word in enumerate(words) if word in _TURNS}
        memory: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        matches: list[Match] = []
        for first in range(len(words)) if starts is None else starts:
            here = opening.get(words[first])
            if here is None:
                continue
            ahead = code[first : first + self.reach]
            found = memory.get(ahead) if ahead else None
            if found is None:
                found = [
                    (number, tuple([index - first for index in places]))
                    for one in here
                    for number, places in follow(one.node, first, atoms, walls)
                ]
                if ahead and len(memory) < _MOST_REMEMBERED:
                    memory[ahead] = found
            matches += [Match(number, first, first + steps[-1] + 1, steps) for number, steps in found]
        return matches

    def all_in(self, words: Sequence[str], code: str = "") -> Sequence[Match]:
        """
        Return every phrase found in one sentence. What a short one holds is remembered, since several lists ask of it.
        """
        return self._kept(tuple(words)) if len(words) <= _LONG else self.find(words, None, code)

    @cached_property
    def _kept(self) -> Callable[[tuple[str, ...]], tuple[Match, ...]]:
        @kept_a_while(_SENTENCES_KEPT)
        def kept(words: tuple[str, ...]) -> tuple[Match, ...]:
            return tuple(self.find(words))

        return kept

    def pruned(self, present: AbstractSet[str], alive: AbstractSet[int]) -> Index:
        """
        Return a smaller index: only the phrases numbered in *alive*, and only those that *present* atoms can make up.
        """
        made: dict[int, Node | None] = {}
        openers: dict[str, Opener] = {}
        for atom in present:
            known = self.openers.get(atom)
            small = pruned(known.node, present, alive, made) if known is not None else None
            if known is not None and small is not None:
                openers[atom] = evolve(known, planted=small)
        return evolve(self, openers=openers)


def _opening(words: Sequence[str], met: Sequence[Met]) -> dict[str, tuple[Opener, ...]]:
    may = [(word, one.openers) for word, one in zip(words, met, strict=True) if one.openers]
    if not may:
        return {}
    present = set(chain.from_iterable([one.atoms for one in met]))
    opening: dict[str, tuple[Opener, ...]] = {}
    for word, openers in may:
        for one in openers:
            if one.needs is None or not one.needs.isdisjoint(present):
                opening[word] = openers
                break
    return opening


def is_ready(phrases: Iterable[str], certain: AbstractSet[int] | None) -> bool:
    """
    Say whether somebody kept what these phrases come to, so that each of them was read already.
    """
    return _ready(tuple(phrases), None if certain is None else frozenset(certain)) is not None


@lru_cache(maxsize=_TREES_KEPT)
def _index(phrases: tuple[str, ...], certain: frozenset[int] | None) -> Index:
    kept = _ready(phrases, certain)
    if kept is not None:
        return kept
    wrong = malformed(phrases)
    if wrong:
        raise CoachplanError(wrong)
    reach = 1
    opening: dict[str, list[int]] = {}
    standing: Counter[str] = Counter()
    settled: set[str] = set()
    for number, phrase in enumerate(phrases):
        one = _planted(phrase)
        for atom in one.first:
            opening.setdefault(atom, []).append(number)
        reach = max(reach, one.reach)
        standing.update(one.named)
        if certain is None or number in certain:
            settled |= one.named
    whole = frozenset(atom for atom in standing if not atom.endswith("*"))
    letters: dict[str, str] = {}
    for word in sorted(whole):
        if len(word) >= _SHORTEST:
            bare = dedupe_letters(word)
            letters[bare] = f"{letters[bare]} {word}" if bare in letters else word
    numbers = {atom: " ".join(map(str, some)) for atom, some in opening.items()}
    openers = Openers(phrases, numbers, standing)
    stems = _stems(sorted(standing.keys() - whole, key=lambda one: (len(one), one)))
    return Index(openers, reach, whole, frozenset(settled & whole), stems, letters, phrases, certain)


def _stems(beginnings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    stems: dict[str, tuple[str, ...]] = {}
    for atom in beginnings:
        stems[atom[:2]] = (*stems.get(atom[:2], ()), atom[:-1])
    return stems


# -- kept by somebody


def _key(phrases: tuple[str, ...], certain: frozenset[int] | None) -> str:
    sure = ("all",) if certain is None else map(str, sorted(certain))
    return key_of("tree", files_digest(), sure, phrases)


def as_plain(index: Index) -> dict[str, Any]:
    """
    Return what phrases come to as plain data, by its key.
    """
    assert isinstance(index.openers, Openers)  # said for the type checker: it was not pruned
    return {
        _key(index.phrases, index.certain): {
            "opening": dict(index.openers.opening),
            "needed": index.openers.needed(),
            "reach": index.reach,
            "whole": " ".join(sorted(index.whole)),
            "settled": " ".join(sorted(index.settled)),
            "beginnings": " ".join(f"{stem}*" for stems in index.stems.values() for stem in stems),
            "letters": dict(index.by_letters),
        }
    }


@lru_cache(maxsize=_TREES_KEPT)
def _ready(phrases: tuple[str, ...], certain: frozenset[int] | None) -> Index | None:
    plain = ready(_key(phrases, certain))
    if plain is None:
        return None
    try:
        opening, needed, letters = plain["opening"], plain["needed"], plain["letters"]
        # Each phrase begins somewhere: none is left out.
        every = set(" ".join(opening.values()).split()) == set(map(str, range(len(phrases))))
        if not every or {*map(type, needed.values()), *map(type, letters.values())} - {str}:
            return None
        whole, settled = frozenset(plain["whole"].split()), frozenset(plain["settled"].split())
        openers = Openers(phrases, opening, {}, needed)
        stems = _stems(plain["beginnings"].split())
        return Index(openers, int(plain["reach"]), whole, settled, stems, letters, phrases, certain)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
