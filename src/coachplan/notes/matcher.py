"""
How phrases are found among the words of a text: one tree of all phrases, and one walk through the text.

Knows how far a phrase may reach, and how to do less where a text says the same again or can hold no more news. Refuses
to know what a phrase is for, and whether what it finds is true, denied or feared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import NamedTuple

from attrs import define, evolve, field, frozen

from coachplan.base.errors import CoachplanError
from coachplan.notes.misspellings import collapse_repeats, correct, dedupe_letters
from coachplan.notes.patterns import Form, forms, malformed

__all__ = ["Index", "Match", "signature"]

#: Words that no gap may step over: what follows them is another statement.
_TURNS = frozenset({"but", "pero"})

_MOST_REMEMBERED = 4096
#: Of so many words what they answer to is remembered, in memory and no longer than the process lives.
_WORDS_KEPT = 4096
#: Of which lengths a word is taken for another one that is spelt nearly so.
_SHORTEST, _LONGEST = 6, 40
#: Past this many words a text may well say the same thing again, and it pays to remember what was found.
_LONG = 64
#: Numbers for the words of a text, as characters: beyond that there are none.
_MOST_NUMBERED = 1_000_000


@define(eq=False)
class _Node:
    #: What may come next: by word, how many words a gap may step over before it, and where it leads.
    after: dict[str, list[tuple[int, _Node]]] = field(factory=dict)
    children: dict[tuple[int, tuple[str, ...]], _Node] = field(factory=dict)
    ends: list[int] = field(factory=list)
    widest: int = 0


class _Openers:
    """
    Where the first word of a phrase leads. What follows a word is made into a tree when a text first holds that word:
    most words of the lists stand in no note at all, and to plant all of them takes half a second.
    """

    __slots__ = ("_forms", "_made")

    def __init__(self, listed: Mapping[str, Sequence[tuple[int, Form]]]) -> None:
        self._forms = listed
        self._made: dict[str, _Node] = {}

    def get(self, atom: str) -> _Node | None:
        """
        Return the node to which a first word leads; None where no phrase begins with it.
        """
        made = self._made.get(atom)
        if made is None and atom in self._forms:
            root = _Node()
            for number, form in self._forms[atom]:
                _plant(root, form, number)
            made = self._made[atom] = _merged([node for _, node in root.after[atom]])
        return made


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


@frozen(eq=False)
class Index:
    """
    Many phrases as one tree of words, so that reading takes the same few looks a word however many phrases there are.
    """

    openers: _Openers | dict[str, _Node]
    reach: int
    whole: frozenset[str]
    #: Words that are never taken for a slip of another one.
    settled: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]
    #: By what they are with no letter doubled.
    by_letters: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, phrases: Iterable[str], certain: AbstractSet[int] | None = None) -> Index:
        """
        Compile phrases; a match names each by its index in the order given. All malformed ones are raised together.

        What is spelt as in one of the *certain* phrases (in any, where not given) is no slip. A word that only other
        phrases know may still be a slip of one of these: whoever adds words takes no mending away.
        """
        phrases = tuple(phrases)
        wrong = malformed(phrases)
        if wrong:
            raise CoachplanError(wrong)
        reach = 1
        first: dict[str, list[tuple[int, Form]]] = {}
        atoms: set[str] = set()
        settled: set[str] = set()
        for number, phrase in enumerate(phrases):
            named: set[str] = set()
            for form in forms(phrase):
                opening = form[0]
                assert not isinstance(opening, int)  # said for the type checker: no form begins with a gap
                for atom in opening:
                    first.setdefault(atom, []).append((number, form))
                reach = max(reach, _length(form))
                named.update(atom for index in form if not isinstance(index, int) for atom in index)
            atoms |= named
            if certain is None or number in certain:
                settled |= named
        whole = frozenset(atom for atom in atoms if not atom.endswith("*"))
        single: dict[str, tuple[str, ...]] = {}
        for word in sorted(whole):
            if len(word) >= _SHORTEST:
                single[dedupe_letters(word)] = (*single.get(dedupe_letters(word), ()), word)
        stems: dict[str, tuple[str, ...]] = {}
        for atom in sorted(atoms - whole, key=lambda one: (len(one), one)):
            stems[atom[:2]] = (*stems.get(atom[:2], ()), atom[:-1])
        made = cls(_Openers(first), reach, whole, frozenset(settled & whole), stems, single)
        return evolve(made, settled=frozenset(word for word in whole if made._atoms(word) == made._exact(word)))

    def _exact(self, word: str) -> tuple[str, ...]:
        near = self.stems.get(word[:2])
        found = tuple([f"{stem}*" for stem in near if word.startswith(stem)]) if near else ()
        return (word, *found) if word in self.whole else found

    @cached_property
    def atoms(self) -> Callable[[str], tuple[str, ...]]:
        """
        What returns the words and beginnings in the phrases that a word answers to, mending doubled letters where none
        does. Notes are written in few words: most of them were met a moment ago.
        """
        return lru_cache(maxsize=_WORDS_KEPT)(self._atoms)

    def _atoms(self, word: str) -> tuple[str, ...]:
        found = self._exact(word)
        if word in self.settled or len(word) > _LONGEST:
            return found
        drawn = collapse_repeats(word)
        if len(word) < _SHORTEST and not drawn:
            return found
        meant = [part for shorter in drawn for part in shorter]
        if len(word) >= _SHORTEST:
            meant += self.by_letters.get(dedupe_letters(word), ())
            near = correct(word)
            if near is not None:
                meant.append(near)
        if not meant:
            return found
        return tuple(dict.fromkeys((*found, *(atom for one in meant for atom in self._exact(one)))))

    def find(
        self,
        words: Sequence[str],
        starts: Iterable[int] | None = None,
        code: str = "",
        answers: dict[str, tuple[str, ...]] | None = None,
    ) -> Iterator[Match]:
        """
        Yield every phrase found in one sentence that begins at one of *starts* (anywhere, where not given).

        A gap steps over no *but*. Where *code*, the text's `signature`, is given, what follows a word is remembered, so
        that a text that says the same over and over costs little. What each word answers to is kept in *answers*, for
        the next part of the same text.
        """
        answers = {} if answers is None else answers
        for word in set(words).difference(answers):
            answers[word] = self.atoms(word)
        known = {word: answers[word] for word in set(words)}
        present = {atom for atoms in known.values() for atom in atoms}
        opening = {word: nodes for word, atoms in known.items() if atoms and (nodes := self._openers(atoms, present))}
        if not opening:
            return
        atoms = [known[word] for word in words]
        turns = _TURNS & known.keys()
        walls = {index for index, word in enumerate(words) if word in turns} if turns else set()
        memory: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        for first in range(len(words)) if starts is None else starts:
            here = opening.get(words[first])
            if here is None:
                continue
            ahead = code[first : first + self.reach]
            found = memory.get(ahead) if ahead else None
            if found is None:
                found = [
                    (number, tuple([index - first for index in places]))
                    for node in here
                    for number, places in _follow(node, first, atoms, walls)
                ]
                if ahead and len(memory) < _MOST_REMEMBERED:
                    memory[ahead] = found
            for number, steps in found:
                yield Match(number, first, first + steps[-1] + 1, steps)

    def pruned(self, present: AbstractSet[str], alive: AbstractSet[int]) -> Index:
        """
        Return a smaller index: only the phrases numbered in *alive*, and only those that *present* atoms can make up.
        """
        made: dict[int, _Node | None] = {}
        known = {atom: node for atom in present if (node := self.openers.get(atom)) is not None}
        openers = {atom: _pruned(node, present, alive, made) for atom, node in known.items()}
        return evolve(self, openers={atom: node for atom, node in openers.items() if node is not None})

    def _openers(self, atoms: Iterable[str], present: AbstractSet[str]) -> list[_Node]:
        """
        Return where a word leads, leaving out what needs a second word that stands nowhere in the text.
        """
        return [
            node
            for atom in atoms
            if (node := self.openers.get(atom)) is not None and (node.ends or not node.after.keys().isdisjoint(present))
        ]


def _plant(root: _Node, form: Form, number: int) -> None:
    node, gap = root, 0
    for index in form:
        if isinstance(index, int):
            gap += index
            continue
        child = node.children.get((gap, index))
        if child is None:
            child = node.children[gap, index] = _Node()
            node.widest = max(node.widest, gap)
            for atom in index:
                node.after.setdefault(atom, []).append((gap, child))
        node, gap = child, 0
    if number not in node.ends:
        node.ends.append(number)


def _pruned(
    node: _Node, present: AbstractSet[str], alive: AbstractSet[int], made: dict[int, _Node | None]
) -> _Node | None:
    known = id(node)
    if known in made:
        return made[known]
    after: dict[str, list[tuple[int, _Node]]] = {}
    for atom, ways in node.after.items():
        if atom in present:
            kept = [(gap, child) for gap, old in ways if (child := _pruned(old, present, alive, made)) is not None]
            if kept:
                after[atom] = kept
    ends = [number for number in node.ends if number in alive]
    small = _Node(after=after, ends=ends, widest=node.widest) if ends or after else None
    made[known] = small
    return small


def _merged(nodes: Sequence[_Node]) -> _Node:
    """
    Make one node of several, so that the first step of all phrases that begin with a word is one look.
    """
    if len(nodes) == 1:
        return nodes[0]
    made = _Node()
    for node in nodes:
        for atom, ways in node.after.items():
            made.after.setdefault(atom, []).extend(ways)
        made.ends.extend(node.ends)
        made.widest = max(made.widest, node.widest)
    return made


def _length(form: Form) -> int:
    return sum(index if isinstance(index, int) else 1 for index in form)


def _leads_on(node: _Node, first: int, atoms: Sequence[tuple[str, ...]]) -> bool:
    after = node.after
    for here in atoms[first + 1 : first + 2 + node.widest]:
        for atom in here:
            if atom in after:
                return True
    return False


def _follow(
    node: _Node, first: int, atoms: Sequence[tuple[str, ...]], walls: AbstractSet[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """
    Follow the tree from the word at *first*, breadth first, so that the nearest end of each phrase comes first.
    """
    found: list[tuple[int, tuple[int, ...]]] = [(number, (first,)) for number in node.ends]
    if not _leads_on(node, first, atoms):
        return found
    ended = set(node.ends)
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[_Node, tuple[int, ...]]] = [(node, (first,))]
    most = len(atoms)
    while waiting:
        later: list[tuple[_Node, tuple[int, ...]]] = []
        for here, places in waiting:
            after = here.after
            if not after:
                continue
            index = places[-1] + 1
            for step in range(index, min(index + here.widest + 1, most)):
                for atom in atoms[step]:
                    ways = after.get(atom)
                    if ways is None:
                        continue
                    for gap, child in ways:
                        if step - index <= gap and (id(child), step) not in seen:
                            seen.add((id(child), step))
                            later.append((child, (*places, step)))
                if step in walls:
                    break
        for here, places in later:
            for number in here.ends:
                if number not in ended:
                    ended.add(number)
                    found.append((number, places))
        waiting = later
    return found
