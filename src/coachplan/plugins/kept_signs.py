"""
What stays in force of a plugin that failed: its signs, each under an id of its own.

Whatever was read of it goes on reading notes and tags; its rules, skills, strategies and other texts are out. Where two
bring other words under one id, both are looked for. Does not know why a plugin failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any, TypeVar

from attrs import evolve

from coachplan.base.ids import is_id, namespace_of
from coachplan.base.messages import Text
from coachplan.knowledge.catalogue import Catalogue, merge
from coachplan.model.flags import Answer, Phrasing, RedFlag
from coachplan.notes.lexicon import CORE
from coachplan.notes.patterns import lessens, malformed

__all__ = ["SIGNS", "signs_of"]

T = TypeVar("T", RedFlag, Answer)

#: The shelves by which a note is read for signs, and an entry's tags.
SIGNS = ("flags", "never_suggest", "tags")


def signs_of(failed: Iterable[Iterable[Catalogue]], whole: Catalogue) -> tuple[Catalogue, ...]:
    """
    Return what stays of each plugin that *failed*, of all that it brought, beside the *whole* of what the sound ones
    bring.

    An id that is taken, by something else or by a text, becomes another (`ot/fall-2`), and what is lent to the one is
    lent to the other: neither the words nor the sentence of either is lost.
    """
    keeping = _Keeping(whole)
    kept = [merge(map(keeping.signs, parts)) for parts in failed]
    return (*kept, Catalogue(phrases=keeping.lent_again()))


class _Keeping:
    """
    The ids that are taken, and what is lent, while the signs of one plugin after another are kept.
    """

    def __init__(self, whole: Catalogue) -> None:
        self.there = {(shelf, item): value for shelf, item, value in whole.items()}
        self.taken = {item for _, item in self.there} | {_item(text) for text in whole.texts.values()}
        self.lent = list(whole.phrases.values())
        self.called_anew: list[tuple[str, str]] = []
        self.number = count(1)

    def signs(self, part: Catalogue) -> Catalogue:
        called: dict[str, str] = {}
        shelves = {
            "flags": [self.kept("flags", _readable(flag), called) for flag in part.flags.values()],
            "never_suggest": [
                self.kept("never_suggest", _readable(each), called) for each in part.never_suggest.values()
            ],
            "tags": [None if tag.id in self.taken else self.kept("tags", tag, called) for tag in part.tags.values()],
        }
        # Whoever failed takes nothing out of what another of that name says, and vouches for no language.
        by = next(self.number)
        phrases = [
            evolve(each, by=f"{each.by}, failed {by}", vouched=False)
            for each in part.phrases.values()
            if not malformed([each.phrase])
        ]
        self.lent += phrases
        texts = [
            evolve(text, key=text.key.replace(_item(text), called[_item(text)], 1))
            for text in part.texts.values()
            if _item(text) in called
        ]
        return Catalogue(
            **{shelf: [each for each in signs if each is not None] for shelf, signs in shelves.items()},
            texts=texts,
            phrases=phrases,
        )

    def kept(self, shelf: str, sign: Any, called: dict[str, str]) -> Any:
        # None where it is there already, and for what no plugin may bring.
        stands = is_id(sign.id) and namespace_of(sign.id) != CORE
        if not stands or self.there.get((shelf, sign.id)) == sign:
            return None
        new = _free(sign.id, self.taken)
        if new != sign.id:
            self.called_anew.append((sign.id, new))
        called[sign.id] = new
        self.taken.add(new)
        self.there[shelf, new] = made = evolve(sign, id=new)
        return made

    def lent_again(self) -> list[Phrasing]:
        return [evolve(each, item=new) for old, new in self.called_anew for each in self.lent if each.item == old]


def _item(text: Text) -> str:
    return text.key.partition("#")[0]


def _readable(sign: T) -> T:
    # One phrase that cannot be read takes none of the others with it; for one that makes a sign less nobody vouches.
    return evolve(sign, words={tongue: [each for each in some if _stays(each)] for tongue, some in sign.words.items()})


def _stays(phrase: str) -> bool:
    return not malformed([phrase]) and not lessens(phrase)


def _free(item: str, taken: set[str]) -> str:
    return item if item not in taken else next(new for n in count(2) if (new := f"{item}-{n}") not in taken)
