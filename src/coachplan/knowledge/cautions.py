"""
What somebody meant who wrote a caution: the ids it stands for, however it is spelt, and what each one rules out.

Whatever is not known counts against everything that names any caution, since it may be just that. Does not know of any
child, and not of what a clinician opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property, lru_cache

from attrs import frozen

from coachplan.base.disclosure import no_such
from coachplan.base.errors import Finding, suggest
from coachplan.model.cautions import Caution
from coachplan.notes.tokens import plain_letters

__all__ = ["KnownCautions", "spelt"]

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['\u2019\u02bc`\u00b4]")
#: How a code from a letter may begin, before the code itself.
_SYSTEM = re.compile(r"\s*(?:(?:icd|cie)[\s-]*10(?:[\s-]*cm)?|snomed(?:[\s-]*ct)?|sct)\b[\s:]*")
#: A code of ICD-10, with or without its dot, or of SNOMED, and nothing beside it.
_CODE = re.compile(r"[a-z][0-9][0-9a-z](?:\.?[0-9a-z]{1,4})?|[0-9]{6,18}")

#: Shorter than this, what is left of a word without its plural could be another word: EDS is not ED.
_SHORTEST = 3


@lru_cache(maxsize=4096)
def spelt(written: str) -> frozenset[str]:
    """
    Return what a caution is compared by: its letters, whatever the case, accents, plurals, spaces and hyphens. Two
    that share one are one word. Empty for what has no letters.
    """
    words = [plain_letters(word) or word for word in _WORD.findall(_APOSTROPHE.sub("", written.casefold()))]
    return frozenset({"".join(map(_one, words)), _one("".join(words))} - {""})


def _one(word: str) -> str:
    # Not always the singular, but the same for it and for its plural, in English and in Spanish.
    stem = word.rstrip("es")
    stem = stem if len(stem) >= _SHORTEST else word
    return stem[:-1] + {"y": "i", "z": "c"}.get(stem[-1:], stem[-1:])


def _code(written: str) -> str:
    bare = _SYSTEM.sub("", written.casefold()).strip()
    return bare.replace(".", "") if _CODE.fullmatch(bare) else ""


@frozen(kw_only=True)
class KnownCautions:
    """
    Cautions by everything that people call them. Made from a catalogue, and as unchanging.
    """

    _cautions: Mapping[str, Caution]
    _titles: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, cautions: Mapping[str, Caution], titles: Mapping[str, Iterable[str]]) -> KnownCautions:
        """
        Make it of cautions by id, and of the *titles* that each has in the languages there are.
        """
        return cls(cautions=cautions, titles={item: tuple(called) for item, called in titles.items()})

    @property
    def ids(self) -> tuple[str, ...]:
        """
        The ids that there are.
        """
        return tuple(self._cautions)

    # What follows is made when a caution is first asked after: most children have none.

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        names: dict[str, list[str]] = {}
        for item, each in self._cautions.items():
            synonyms = (word for words in each.synonyms.values() for word in words)
            called = (item, item.rpartition("/")[2], *self._titles.get(item, ()), *synonyms)
            for name in {name for word in called for name in spelt(word)}:
                names.setdefault(name, []).append(item)
        return {name: tuple(items) for name, items in names.items()}

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        codes: dict[str, list[str]] = {}
        for item, each in self._cautions.items():
            for code in {_code(code) for code in (*each.icd10, *each.snomed)}:
                codes.setdefault(code, []).append(item)
        return {code: tuple(items) for code, items in codes.items()}

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        return {item: _with_broader(item, self._cautions) for item in self._cautions}

    def meant(self, written: str) -> tuple[str, ...]:
        """
        Return the ids that a caution stands for, as somebody wrote it: an id, a title, a synonym or a code. Several
        where it has several meanings, none where it is not known.
        """
        names = dict.fromkeys(item for name in sorted(spelt(written)) for item in self._names.get(name, ()))
        return tuple(names) or self._by_code(_code(written))

    def _by_code(self, code: str) -> tuple[str, ...]:
        # One of ICD-10 stands for all that begin so, and the longest says the most: peanuts, rather than food.
        found = [known for known in self._codes if known == code or (not code.isdigit() and code.startswith(known))]
        return self._codes[max(found, key=len)] if found else ()

    def in_the_way(self, has: Iterable[str], named: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """
        Yield each caution of those that a child *has*, as it was written, that rules out what names those in *named*;
        and the ids by which it does so: none for one that is not known.

        One rules out the other where they are the same, or the one is a kind of the other: a peanut allergy what names
        food allergies, and a food allergy what names peanuts, which it may be.
        """
        written, others = tuple(dict.fromkeys(has)), tuple(named)
        if not written or not others:
            return
        there = [self.meant(other) for other in others]
        against = {item for items in there for item in items}
        for word in written:
            mine = self.meant(word)
            alike = mine if () in there else tuple(item for item in mine if self._meets(item, against))
            if alike or not mine:
                yield word, alike

    def _meets(self, item: str, others: Iterable[str]) -> bool:
        return any(other in self._above[item] or item in self._above[other] for other in others)

    def unknown(self, cautions: Iterable[str], *, item: str, where: str = "") -> Iterator[Finding]:
        """
        Yield a finding for each of some cautions, as they were written, that is not known: its place in the list, and
        the nearest that is.
        """
        for position, written in enumerate(cautions):
            if not self.meant(written):
                what, at = no_such("caution", written), f"{item}[{position}]"
                yield Finding(where=where, item=at, what=what, hint=self.hint(written), code="unknown-caution")

    def nearest(self, written: str) -> str:
        """
        Return the id that is most like what was written; empty where none is.
        """
        for name in sorted(spelt(written)):
            # Nothing is as like as what stands inside: a severe peanut allergy is a peanut allergy.
            inside = [known for known in self._names if len(known) > _SHORTEST and known in name]
            close = sorted(inside, key=len)[-1:] or get_close_matches(name[:60], sorted(self._names), cutoff=0.75)
            if close:
                return self._names[close[0]][0]
        return ""

    def hint(self, written: str) -> str:
        """
        Return what would be right for one that is not known: the nearest, else those there are.
        """
        near = self.nearest(written)
        return f"Did you mean {near!r}?" if near else suggest("", self.ids)


def _with_broader(item: str, cautions: Mapping[str, Caution]) -> frozenset[str]:
    found: set[str] = set()
    open_ones = [item]
    while open_ones:
        one = open_ones.pop()
        if one not in found:
            found.add(one)
            open_ones.extend(cautions[one].broader if one in cautions else ())
    return frozenset(found)
