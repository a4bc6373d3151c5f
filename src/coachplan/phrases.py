"""
The small phrase language of the word lists, and how phrases are found among the words of a text, in one pass.

Knows the marks of the language (`*`, `|`, `[...]`, `...`) and how far a phrase may reach. Refuses to know what a phrase
is for, and whether what it finds is true, denied or feared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from attrs import define, field, frozen

from coachplan.errors import CoachplanError, Finding
from coachplan.spelling import cut, drawn_out, plain_letters, squeezed

__all__ = ["Hit", "Index", "malformed", "signature"]

#: Words that no gap may step over: what follows them is another statement.
_TURNS = frozenset({"but", "pero"})

_MOST_GAP = 12
_MOST_FORMS = 1000
_MOST_REMEMBERED = 4096
#: Past this many words a text may well say the same thing again, and it pays to remember what was found.
_LONG = 64
#: Numbers for the words of a text, as characters: beyond that there are none.
_MOST_NUMBERED = 1_000_000

_GAP = re.compile(r"(?:\.\.\.|\u2026)(\d*)")

# -- the phrase language

#: A phrase made plain: at each place the words that may stand there, or how many words a gap may step over.
Form = tuple["tuple[str, ...] | int", ...]


def _wrong(phrase: str, what: str, mend: str) -> CoachplanError:
    return CoachplanError(Finding(item=repr(phrase), what=what, mend=mend))


@lru_cache(maxsize=16384)
def _plain(part: str) -> tuple[str, ...]:
    return tuple(cut(part).words)


def _one_word(part: str, phrase: str) -> tuple[str, ...]:
    """
    Read one alternative: a word, or a beginning with `*`. A short form such as `can't` is two words.
    """
    stem = part.removesuffix("*")
    if "*" in stem:
        raise _wrong(phrase, f"{part!r} has a * inside.", "Put * at the end of a word, as in chok*.")
    read = _plain(stem)
    if not read:
        raise _wrong(phrase, f"{part!r} is not a word.", "Write letters, as in chok* or blue|grey.")
    if stem != part:
        bare = plain_letters(stem)
        if len(bare) < 2:
            raise _wrong(phrase, f"{part!r} would be almost any word.", "Put two letters or more before the *.")
        return (f"{bare}*",)
    return read


def _column(part: str, phrase: str) -> list[Form]:
    """
    Read `blue|grey` as one place where any of the words may stand; those that are two words stand apart.
    """
    read = [_one_word(choice, phrase) for choice in part.split("|")]
    single = tuple(sorted({choice[0] for choice in read if len(choice) == 1}))
    return [
        *([(single,)] if single else []),
        *(tuple((word,) for word in choice) for choice in read if len(choice) > 1),
    ]


@lru_cache(maxsize=8192)
def _forms(phrase: str) -> tuple[Form, ...]:
    """
    Return every plain form of a phrase, with each optional word and without it.

    A malformed phrase raises `CoachplanError` naming the phrase and the mend.
    """
    parts = phrase.split()
    if not parts:
        raise _wrong(phrase, "A phrase has no words.", "Write at least one word.")
    columns: list[list[Form]] = []
    number, after_gap = 1, False
    for place, part in enumerate(parts):
        gap = _GAP.fullmatch(part)
        if gap:
            most = int(gap[1]) if gap[1] else 3
            if place in (0, len(parts) - 1):
                raise _wrong(phrase, "A gap stands at the edge.", "Put words on both sides of the ... .")
            if after_gap:
                raise _wrong(phrase, "Two gaps stand side by side.", "Write one, such as ...6 .")
            if not 1 <= most <= _MOST_GAP:
                raise _wrong(phrase, f"A gap of {most} words.", f"Let it be from 1 to {_MOST_GAP}.")
            columns.append([(most,)])
        elif part.startswith("[") or part.endswith("]"):
            if not (part.startswith("[") and part.endswith("]") and len(part) > 2):
                raise _wrong(phrase, f"{part!r} is not closed.", "Write one optional word as [really].")
            columns.append([(), *_column(part[1:-1], phrase)])
        elif set(part) & set("[]()") or "..." in part:
            raise _wrong(phrase, f"{part!r} cannot be read.", "Put spaces around ... and around [words].")
        else:
            columns.append(_column(part, phrase))
        after_gap = gap is not None
        number *= len(columns[-1])
        if number > _MOST_FORMS:
            raise _wrong(phrase, f"It has more than {_MOST_FORMS} forms.", "Split it into several phrases.")
    made = dict.fromkeys(tuple(place for choice in row for place in choice) for row in product(*columns))
    if any(not form or isinstance(form[0], int) or isinstance(form[-1], int) for form in made):
        raise _wrong(phrase, "Without its optional words nothing is left at an edge.", "Make one word there certain.")
    return tuple(made)


def malformed(phrases: Iterable[str]) -> list[Finding]:
    """
    Return a finding for each phrase that cannot be read, with its mend.
    """
    wrong: list[Finding] = []
    for phrase in phrases:
        try:
            _forms(phrase)
        except CoachplanError as error:
            wrong += error.findings
    return wrong


# -- finding phrases


@define(eq=False)
class _Node:
    #: What may come next: by word, how many words a gap may step over before it, and where it leads.
    after: dict[str, list[tuple[int, _Node]]] = field(factory=dict)
    children: dict[tuple[int, tuple[str, ...]], _Node] = field(factory=dict)
    ends: list[int] = field(factory=list)
    widest: int = 0


class Hit(NamedTuple):
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

    openers: dict[str, _Node]
    reach: int
    whole: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]
    squeezed: Mapping[str, str]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Index:
        """
        Compile phrases; a hit names each by its place in the order given. All malformed ones are raised together.
        """
        phrases = tuple(phrases)
        wrong = malformed(phrases)
        if wrong:
            raise CoachplanError(wrong)
        root, reach = _Node(), 1
        atoms: set[str] = set()
        for number, phrase in enumerate(phrases):
            for form in _forms(phrase):
                _plant(root, form, number)
                reach = max(reach, _length(form))
                atoms.update(atom for place in form if not isinstance(place, int) for atom in place)
        whole = frozenset(atom for atom in atoms if not atom.endswith("*"))
        single = {squeezed(word): word for word in sorted(whole) if len(word) >= 6}
        openers = {atom: _merged([node for _, node in ways]) for atom, ways in root.after.items()}
        stems: dict[str, tuple[str, ...]] = {}
        for atom in sorted(atoms - whole, key=lambda one: (len(one), one)):
            stems[atom[:2]] = (*stems.get(atom[:2], ()), atom[:-1])
        return cls(openers, reach, whole, stems, single)

    def _exact(self, word: str) -> tuple[str, ...]:
        near = self.stems.get(word[:2])
        found = tuple([f"{stem}*" for stem in near if word.startswith(stem)]) if near else ()
        return (word, *found) if word in self.whole else found

    def atoms(self, word: str) -> tuple[str, ...]:
        """
        Return the words and beginnings in the phrases that *word* answers to, mending doubled letters where none does.
        """
        found = self._exact(word)
        if found or len(word) > 40:
            return found
        for said in drawn_out(word):
            found = tuple(atom for part in said for atom in self._exact(part))
            if found:
                return found
        close = self.squeezed.get(squeezed(word)) if len(word) >= 6 else None
        return (close,) if close else ()

    def find(self, words: Sequence[str], starts: Iterable[int] | None = None, code: str = "") -> Iterator[Hit]:
        """
        Yield every phrase found in one sentence that begins at one of *starts* (anywhere, where not given).

        A gap steps over no *but*. Where *code*, the text's `signature`, is
        given, what follows a word is remembered, so that a text that says the same over and over costs little.
        """
        known = {word: self.atoms(word) for word in set(words)}
        present = {atom for atoms in known.values() for atom in atoms}
        opening = {word: nodes for word, atoms in known.items() if (nodes := self._openers(atoms, present))}
        if not opening:
            return
        atoms = [known[word] for word in words]
        turns = _TURNS & known.keys()
        walls = {place for place, word in enumerate(words) if word in turns} if turns else set()
        memory: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        for first in range(len(words)) if starts is None else starts:
            here = opening.get(words[first])
            if here is None:
                continue
            ahead = code[first : first + self.reach]
            found = memory.get(ahead) if ahead else None
            if found is None:
                found = [
                    (number, tuple([place - first for place in places]))
                    for node in here
                    for number, places in _follow(node, first, atoms, walls)
                ]
                if ahead and len(memory) < _MOST_REMEMBERED:
                    memory[ahead] = found
            for number, steps in found:
                yield Hit(number, first, first + steps[-1] + 1, steps)

    def _openers(self, atoms: Iterable[str], present: AbstractSet[str]) -> list[_Node]:
        """
        Return where a word leads, leaving out what needs a second word that stands nowhere in the text.
        """
        ways = [self.openers[atom] for atom in atoms if atom in self.openers]
        return [node for node in ways if node.ends or not node.after.keys().isdisjoint(present)]


def _plant(root: _Node, form: Form, number: int) -> None:
    node, gap = root, 0
    for place in form:
        if isinstance(place, int):
            gap += place
            continue
        child = node.children.get((gap, place))
        if child is None:
            child = node.children[gap, place] = _Node()
            node.widest = max(node.widest, gap)
            for atom in place:
                node.after.setdefault(atom, []).append((gap, child))
        node, gap = child, 0
    if number not in node.ends:
        node.ends.append(number)


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
    return sum(place if isinstance(place, int) else 1 for place in form)


def _follow(
    node: _Node, first: int, atoms: Sequence[tuple[str, ...]], walls: AbstractSet[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """
    Follow the tree from the word at *first*, breadth first, so that the nearest end of each phrase comes first.
    """
    found: list[tuple[int, tuple[int, ...]]] = [(number, (first,)) for number in node.ends]
    said = set(node.ends)
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[_Node, tuple[int, ...]]] = [(node, (first,))]
    most = len(atoms)
    while waiting:
        later: list[tuple[_Node, tuple[int, ...]]] = []
        for here, places in waiting:
            after = here.after
            if not after:
                continue
            place = places[-1] + 1
            for step in range(place, min(place + here.widest + 1, most)):
                for atom in atoms[step]:
                    for gap, child in after.get(atom, ()):
                        if step - place <= gap and (id(child), step) not in seen:
                            seen.add((id(child), step))
                            later.append((child, (*places, step)))
                if step in walls:
                    break
        for here, places in later:
            for number in here.ends:
                if number not in said:
                    said.add(number)
                    found.append((number, places))
        waiting = later
    return found
