"""
What a plugin contributes, and the immutable sum of contributions.

A contribution and the sum are the same kind of value: shelves by id. Does not know how it was loaded, nor whether it is
sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import Any

from attrs import field, fields, frozen

from coachplan.entries import CORE_TAGS
from coachplan.errors import CoachplanError, Finding
from coachplan.flags import Answer, Phrasing, RedFlag
from coachplan.ids import namespace_of
from coachplan.lexicon import Lexicon, Listing
from coachplan.rules import Parameter, Rule
from coachplan.shelves import Shelf
from coachplan.signals import Signal
from coachplan.skills import Skill
from coachplan.strategies import Barrier, RoutineKind, Strategy, Tag
from coachplan.texts import Text, Texts, key

__all__ = ["MOST", "Catalogue", "english", "ids_of", "namespaces_used", "total"]

#: The most that may stand on one shelf. A large discipline has some thousand texts; what goes on for ever stops here.
MOST = 100_000


def _by_id(values: Iterable[Any] | Mapping[str, Any]) -> Shelf[str, Any]:
    if isinstance(values, Shelf):
        return values
    found: dict[str, Any] = {}
    twice: list[str] = []
    for value in _so_many(values):
        if value.id in found:
            twice.append(value.id)
        found[value.id] = value
    if twice:
        raise CoachplanError(
            Finding(item=item, what="this id is used twice.", mend="Give each its own.") for item in sorted(set(twice))
        )
    return Shelf(found)


def _by_key(values: Any) -> Shelf[tuple[str, str], Any]:
    return (
        values if isinstance(values, Shelf) else Shelf({(text.language, text.key): text for text in _so_many(values)})
    )


def _so_many(values: Iterable[Any] | Mapping[str, Any]) -> list[Any]:
    kept = list(islice(values.values() if isinstance(values, Mapping) else values, MOST + 1))
    if len(kept) > MOST:
        raise CoachplanError(Finding(what=f"more than {MOST} things of one kind are brought.", mend="Bring fewer."))
    return kept


@frozen(kw_only=True)
class Catalogue:
    """
    Knowledge: each shelf a mapping by id. Give lists; read shelves. *translations* and *phrases* are for others' items.
    """

    skills: Shelf[str, Skill] = field(default=(), converter=_by_id)
    strategies: Shelf[str, Strategy] = field(default=(), converter=_by_id)
    rules: Shelf[str, Rule] = field(default=(), converter=_by_id)
    flags: Shelf[str, RedFlag] = field(default=(), converter=_by_id)
    barriers: Shelf[str, Barrier] = field(default=(), converter=_by_id)
    never_suggest: Shelf[str, Answer] = field(default=(), converter=_by_id)
    answers: Shelf[str, Answer] = field(default=(), converter=_by_id)
    routine_kinds: Shelf[str, RoutineKind] = field(default=(), converter=_by_id)
    signals: Shelf[str, Signal] = field(default=(), converter=_by_id)
    tags: Shelf[str, Tag] = field(default=(), converter=_by_id)
    parameters: Shelf[str, Parameter] = field(default=(), converter=_by_id)
    texts: Shelf[tuple[str, str], Text] = field(default=(), converter=_by_key)
    translations: Shelf[tuple[str, str], Text] = field(default=(), converter=_by_key)
    phrases: Shelf[tuple[str, str], Phrasing] = field(default=(), converter=_by_key)

    def items(self) -> Iterator[tuple[str, str, Any]]:
        """
        Yield (shelf, id, value) of everything but the texts.
        """
        for name in _SHELVES:
            for item, value in getattr(self, name).items():
                yield name, item, value

    @cached_property
    def words(self) -> Texts:
        """
        Every text by language and key: the items' own English, the translations, and the texts.
        """
        return Texts.of([*self.texts.values(), *english(self), *self.translations.values()])

    @cached_property
    def own_words(self) -> Texts:
        """
        The same without what others bring: the words that each owner has.
        """
        return Texts.of([*self.texts.values(), *english(self)])

    @cached_property
    def lexicon(self) -> Lexicon:
        """
        The word lists of the flags, and of what is never suggested, compiled for reading notes.
        """
        return self._lexicon(self.flags)

    @cached_property
    def answer_lexicon(self) -> Lexicon:
        """
        The word lists of the answers and of what is never suggested.
        """
        return self._lexicon({**self.never_suggest, **self.answers})

    @cached_property
    def barrier_lexicon(self) -> Lexicon:
        """
        The word lists of the barriers.
        """
        return self._lexicon(self.barriers)

    def _lexicon(self, shelf: Mapping[str, Any]) -> Lexicon:
        def listing(item: str, words: Mapping[str, Iterable[str]]) -> Listing:
            return item, getattr(shelf[item], "urgency", None), words

        def lent(*, vouched: bool) -> Iterator[tuple[str, Listing]]:
            for each in self.phrases.values():
                if each.item in shelf and each.vouched is vouched:
                    yield each.by, listing(each.item, {each.language: (each.phrase,)})

        own = (listing(item, value.words) for item, value in shelf.items())
        return Lexicon.from_words(own, lent(vouched=True), lent(vouched=False))

    @cached_property
    def number(self) -> Mapping[str, float]:
        """
        The parameters by their short name: `core/gap-days` is `gap-days`.
        """
        return MappingProxyType(
            {
                item.removeprefix("core/"): parameter.value
                for item, parameter in self.parameters.items()
                if item.startswith("core/")  # nobody else's number may stand for one of the core's
            }
        )

    @cached_property
    def known_tags(self) -> frozenset[str]:
        """
        The entry tags that may be used.
        """
        return frozenset(CORE_TAGS) | frozenset(self.tags)


#: Those that have ids; the others have keys.
_SHELVES = tuple(each.name for each in fields(Catalogue) if each.name not in ("texts", "translations", "phrases"))


def total(contributions: Iterable[Catalogue]) -> Catalogue:
    """
    Add contributions up. The order does not matter, since no two may bring the same id.
    """
    shelves: dict[str, list[Any]] = {name: [] for name in (*_SHELVES, "texts", "translations", "phrases")}
    for contribution in contributions:
        for name, gathered in shelves.items():
            gathered.extend(getattr(contribution, name).values())
    return Catalogue(**shelves)


def english(catalogue: Catalogue) -> Iterator[Text]:
    """
    Yield the English that stands in the items themselves.
    """
    for _, item, value in catalogue.items():
        for part in ("title", "say", "what", "when", "why", "interest", "ask", "basis"):
            words = getattr(value, part, None)
            if words and isinstance(words, str) and not (part == "when" and isinstance(value, Rule)):
                yield Text(key=key(item, part), language="en", words=words)
        if isinstance(value, Skill):
            for number, step in enumerate(value.steps, start=1):
                yield Text(key=key(item, f"steps.{number}.title"), language="en", words=step.title)
                yield Text(key=key(item, f"steps.{number}.look_for"), language="en", words=step.look_for)
            for number, win in enumerate(value.tiny_wins, start=1):
                yield Text(key=key(item, f"tiny_wins.{number}"), language="en", words=win)


def namespaces_used(part: Catalogue) -> frozenset[str]:
    """
    Return the namespaces of everything a contribution brings, its texts included.
    """
    return frozenset(map(namespace_of, ids_of(part)))


def ids_of(part: Catalogue) -> Iterator[str]:
    """
    Yield the id of everything a contribution brings that has a namespace, and the key of each of its texts.
    """
    yield from (item for _, item, _ in part.items() if "/" in item)
    yield from (text.key for text in part.texts.values())
