"""
The phrases of word lists, one after another: whose sign each is, who says so, and in which language.

Kept list by list, and each phrase made into a value when it is first asked for: most are found in no note. Refuses to
know how a phrase is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple, overload

from coachplan.model.flags import MentionUrgency, Urgency
from coachplan.notes.patterns import lessens, takes_out

__all__ = ["Listed", "Lists", "OneList"]

#: What becomes of a sign that something makes less; a *now* stays what it is.
_LESS: Mapping[Urgency, MentionUrgency] = {"today": "soon", "soon": "look"}


class Listed(NamedTuple):
    """
    One phrase: whose sign it is, and who says so.
    """

    item: str
    urgency: Urgency | None
    owner: str  # whose phrase it is: the item's own namespace, or who lent it
    language: str
    phrase: str
    vouched: bool = True  # whether its language counts as read by it
    lessened: bool = False  # whether, where it was found, words lay over it that make it less

    @property
    def excepts(self) -> bool:
        """
        Say whether the phrase names what looks like the sign and is not, or what makes it less.
        """
        return takes_out(self.phrase)

    @property
    def lessens(self) -> bool:
        """
        Say whether the phrase makes the sign that it lies over less.
        """
        return lessens(self.phrase)

    @property
    def level(self) -> MentionUrgency | None:
        """
        How urgent the sign is where it was found: one less where something makes it less, and never less than a now.
        """
        return _LESS.get(self.urgency, self.urgency) if self.lessened and self.urgency else self.urgency


class OneList(NamedTuple):
    """
    The phrases of one item in one language, as one brings them.
    """

    item: str
    urgency: Urgency | None
    owner: str
    language: str
    vouched: bool
    phrases: tuple[str, ...]

    @property
    def signs(self) -> Iterator[str]:
        """
        The phrases that are the sign.
        """
        return (phrase for phrase in self.phrases if not takes_out(phrase))


class Lists(Sequence[Listed]):
    """
    The phrases of many lists, by their numbers.
    """

    __slots__ = ("_made", "_starts", "lists", "phrases")

    def __init__(self, lists: Iterable[OneList]) -> None:
        self.lists = tuple([one for one in lists if one.phrases])
        self.phrases = tuple(chain.from_iterable([one.phrases for one in self.lists]))
        self._starts = list(accumulate([len(one.phrases) for one in self.lists], initial=0))
        self._made: dict[int, Listed] = {}

    def numbered(self) -> Iterator[tuple[OneList, range]]:
        """
        Yield each list with the numbers of its phrases.
        """
        for one, start in zip(self.lists, self._starts, strict=False):
            yield one, range(start, start + len(one.phrases))

    @overload
    def __getitem__(self, number: int) -> Listed: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Listed, ...]: ...
    def __getitem__(self, number: int | slice) -> Listed | tuple[Listed, ...]:
        if isinstance(number, slice):
            return tuple(map(self.__getitem__, range(*number.indices(len(self)))))
        made = self._made.get(number)
        if made is None:
            phrase = self.phrases[number]
            one = self.lists[bisect_right(self._starts, number % len(self.phrases)) - 1]
            made = Listed(one.item, one.urgency, one.owner, one.language, phrase, one.vouched)
            self._made[number] = made
        return made

    def __len__(self) -> int:
        return len(self.phrases)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lists) and self.lists == other.lists

    def __hash__(self) -> int:
        return hash(self.lists)
