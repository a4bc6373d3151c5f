"""
The tree of phrases: what may come after a word, how many words a gap may step over before it, and what ends there.

Knows how the words of a text are followed along it, the nearest end of each phrase first. Refuses to know how a word is
written, and what a phrase is for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from attrs import define, field

from coachplan.notes.patterns import Form, forms

__all__ = ["Node", "Opener", "Openers", "follow", "pruned"]

@define(eq=False)
class Node:
    """
    A place in the tree. *ends* are the phrases that end here.
    """

    #: What may come next: by word, how many words a gap may step over before it, and where it leads.
    after: dict[str, tuple[tuple[int, Node], ...]] = field(factory=dict)
    ends: tuple[int, ...] = ()
    widest: int = 0


@define(eq=False)
class Opener:
    """
    Where phrases begin. *needs*: unless one of these is in the text, none of them is, as each has one there; None where
    a phrase needs no second word. The tree of what follows is planted when it is first to be followed.
    """

    needs: frozenset[str] | None
    plant: Callable[[], Node]
    planted: Node | None = None

    @property
    def node(self) -> Node:
        """
        The tree of what follows.
        """
        if self.planted is None:
            self.planted = self.plant()
        return self.planted


class Openers:
    """
    Where the first word of a phrase leads: looked at when a text first holds that word, and planted when the text has
    what its phrases need, too. Most words of the lists stand in no note at all, and to plant all takes half a second.

    *opening* are the numbers of the phrases, as a text, by each word that may be their first. How often each word
    stands in them, or what they need (None: not told), says what is looked for beside it.
    """

    __slots__ = ("_made", "_needed", "_often", "_phrases", "_standing", "opening")

    def __init__(
        self,
        phrases: Sequence[str],
        opening: Mapping[str, str],
        standing: Mapping[str, int],
        needed: Mapping[str, str] | None = None,
    ) -> None:
        self.opening = opening
        self._phrases, self._standing, self._needed = phrases, standing, needed
        self._often: dict[tuple[str, ...], int] = {}
        self._made: dict[str, Opener] = {}

    def get(self, atom: str) -> Opener | None:
        """
        Return what begins with a first word; None where no phrase does.
        """
        made = self._made.get(atom)
        if made is None and atom in self.opening:
            made = self._made[atom] = Opener(self._needs(atom), partial(self._planted, atom))
        return made

    def needed(self) -> dict[str, str]:
        """
        Return what each first word needs, as a text of words; none for one that needs no second word.
        """
        found = {atom: self._needs(atom) for atom in self.opening}
        return {atom: " ".join(sorted(needs)) for atom, needs in found.items() if needs is not None}

    def _needs(self, atom: str) -> frozenset[str] | None:
        if self._needed is not None:
            said = self._needed.get(atom)
            return None if said is None else frozenset(said.split())
        found = [form for _, form in self._forms(atom)]
        alone = any(len(form) == 1 for form in found)
        return None if alone else frozenset(each for form in found for each in self._rarest(form))

    def _forms(self, atom: str) -> list[tuple[int, Form]]:
        return [
            (number, form)
            for number in map(int, self.opening[atom].split())
            for form in forms(self._phrases[number])
            if atom in _first(form)
        ]

    def _planted(self, atom: str) -> Node:
        root, planted = Node(), _Planted()
        for number, form in self._forms(atom):
            _plant(root, form, number, planted)
        return _merged([node for _, node in root.after[atom]])

    def _rarest(self, form: Form) -> tuple[str, ...]:
        """
        Return the words of the place after the first that stand in the fewest phrases: what all phrases have, such as
        *not*, all notes have, too.
        """
        return min([place for place in form[1:] if not isinstance(place, int)], key=self._standing_of)

    def _standing_of(self, place: tuple[str, ...]) -> int:
        often = self._often.get(place)
        if often is None:
            often = self._often[place] = sum(map(self._standing.__getitem__, place))
        return often


def _first(form: Form) -> tuple[str, ...]:
    opening = form[0]
    assert not isinstance(opening, int)  # said for the type checker: no form begins with a gap
    return opening


#: Where each step from a node leads, as long as a tree is planted: by the node, the gap, and the words after it.
_Planted = dict[tuple[int, int, tuple[str, ...]], Node]


def _plant(root: Node, form: Form, number: int, planted: _Planted) -> None:
    node, gap = root, 0
    for index in form:
        if isinstance(index, int):
            gap += index
            continue
        child = planted.get((id(node), gap, index))
        if child is None:
            child = planted[id(node), gap, index] = Node()
            node.widest = max(node.widest, gap)
            step = ((gap, child),)
            for atom in index:
                # Most words lead to one place only, and all that may stand there share it.
                before = node.after.get(atom)
                node.after[atom] = (*before, *step) if before else step
        node, gap = child, 0
    if number not in node.ends:
        node.ends = (*node.ends, number)


def pruned(
    node: Node, present: AbstractSet[str], alive: AbstractSet[int], made: dict[int, Node | None]
) -> Node | None:
    """
    Return what is left of a node with only the phrases in *alive*, and only those that *present* words can make up;
    None where nothing is. What was *made* of a node already is not made again.
    """
    known = id(node)
    if known in made:
        return made[known]
    after: dict[str, tuple[tuple[int, Node], ...]] = {}
    for atom, ways in node.after.items():
        if atom in present:
            kept = [(gap, child) for gap, old in ways if (child := pruned(old, present, alive, made)) is not None]
            if kept:
                after[atom] = tuple(kept)
    ends = tuple([number for number in node.ends if number in alive])
    small = Node(after=after, ends=ends, widest=node.widest) if ends or after else None
    made[known] = small
    return small


def _merged(nodes: Sequence[Node]) -> Node:
    """
    Make one node of several, so that the first step of all phrases that begin with a word is one look.
    """
    if len(nodes) == 1:
        return nodes[0]
    made = Node()
    for node in nodes:
        for atom, ways in node.after.items():
            made.after[atom] = (*made.after.get(atom, ()), *ways)
        made.ends = (*made.ends, *node.ends)
        made.widest = max(made.widest, node.widest)
    return made


def _leads_on(node: Node, first: int, atoms: Sequence[tuple[str, ...]]) -> bool:
    after = node.after
    for here in atoms[first + 1 : first + 2 + node.widest]:
        for atom in here:
            if atom in after:
                return True
    return False


def follow(
    node: Node, first: int, atoms: Sequence[tuple[str, ...]], walls: AbstractSet[int]
) -> list[tuple[int, tuple[int, ...]]]:
    """
    Follow the tree from the word at *first*, breadth first, so that the nearest end of each phrase comes first.
    """
    found: list[tuple[int, tuple[int, ...]]] = [(number, (first,)) for number in node.ends]
    if not _leads_on(node, first, atoms):
        return found
    ended = set(node.ends)
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Node, tuple[int, ...]]] = [(node, (first,))]
    most = len(atoms)
    while waiting:
        later: list[tuple[Node, tuple[int, ...]]] = []
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
