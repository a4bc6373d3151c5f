"""
What a plugin contributes, and the immutable sum of contributions.

A contribution and the sum are the same kind of value: shelves by id. Does not know how it was loaded, nor whether it is
sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import Attribute, field, fields, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.digests import digest
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.late import Late
from coachplan.base.messages import Text, Texts, key
from coachplan.knowledge.cautions import KnownCautions
from coachplan.knowledge.kinds import KINDS
from coachplan.knowledge.late_texts import LateTexts
from coachplan.knowledge.rule_sets import RuleSets
from coachplan.knowledge.rules import Parameter, Rule
from coachplan.model.cautions import Caution
from coachplan.model.entries import CORE_TAGS
from coachplan.model.flags import Answer, Phrasing, RedFlag, Turning
from coachplan.model.skills import Skill
from coachplan.model.strategies import Assessment, Barrier, RoutineKind, Strategy, Tag
from coachplan.progress.parameters import Parameters
from coachplan.progress.signals import Signal

if TYPE_CHECKING:
    from coachplan.notes import lexicon as word_lists
    from coachplan.notes.lexicon import Lexicon, Listing
else:  # nobody waits for it before something is written
    word_lists = Late("coachplan.notes.lexicon")
    Lexicon = Any  # asked for by name, where somebody asks for the kinds of all parts

__all__ = ["MOST", "Catalogue", "english", "ids_of", "merge", "namespaces_used"]

#: The most that may stand on one shelf. A large discipline has some thousand texts; what goes on for ever stops here.
MOST = 100_000


def _by_id(values: Iterable[Any] | Mapping[str, Any]) -> FrozenMap[str, Any]:
    if isinstance(values, FrozenMap):
        return values
    shelf: dict[str, Any] = {}
    twice: list[str] = []
    for value in _so_many(values):
        if not isinstance(getattr(value, "id", None), str):
            what = f"{found(value)} stands in the list."
            raise CoachplanError(Finding(what=what, hint="Give values that have an id.", code="wrong-kind"))
        if value.id in shelf:
            twice.append(value.id)
        shelf[value.id] = value
    if twice:
        raise CoachplanError(
            Finding(item=item, what="this id is used twice.", hint="Give each its own.", code="duplicate")
            for item in sorted(set(twice))
        )
    return FrozenMap(shelf)


def _by_key(values: Any) -> FrozenMap[tuple[str, str], Any]:
    if isinstance(values, FrozenMap):
        return values
    kept = _so_many(values)
    for value in kept:
        if not hasattr(value, "language") or not hasattr(value, "key"):
            what = f"{found(value)} stands in the list."
            raise CoachplanError(Finding(what=what, hint="Give values that have a language.", code="wrong-kind"))
    return FrozenMap({(text.language, text.key): text for text in kept})


def _so_many(values: Iterable[Any] | Mapping[str, Any]) -> list[Any]:
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        what = f"expected a list, found {found(values)}."
        raise CoachplanError(Finding(what=what, hint="Put it in a list.", code="not-a-list"))
    kept = list(islice(values.values() if isinstance(values, Mapping) else values, MOST + 1))
    if len(kept) > MOST:
        raise CoachplanError(
            Finding(what=f"more than {MOST} things of one kind are brought.", hint="Bring fewer.", code="too-many")
        )
    return kept


def _a_shelf_a_kind(_class: type, declared: list[Attribute[Any]]) -> list[Attribute[Any]]:
    # The shelves that are promised are written out below, for whoever reads them; a kind that is new has one, too.
    names = {each.name for each in declared}
    types: dict[str, Any] = {kind.shelf: FrozenMap[str, kind.item] for kind in KINDS}  # type: ignore[name-defined]
    new = {shelf: of for shelf, of in types.items() if shelf not in names}
    return declared + [declared[0].evolve(name=shelf, alias=shelf, type=of) for shelf, of in new.items()]


@plain_errors
@frozen(kw_only=True, field_transformer=_a_shelf_a_kind)
class Catalogue:
    """
    Knowledge: each shelf a mapping by id. Give lists; read shelves. *translations*, *phrases* and *turning* are for
    others' items.
    """

    skills: FrozenMap[str, Skill] = field(default=(), converter=_by_id)
    strategies: FrozenMap[str, Strategy] = field(default=(), converter=_by_id)
    rules: FrozenMap[str, Rule] = field(default=(), converter=_by_id)
    flags: FrozenMap[str, RedFlag] = field(default=(), converter=_by_id)
    barriers: FrozenMap[str, Barrier] = field(default=(), converter=_by_id)
    never_suggest: FrozenMap[str, Answer] = field(default=(), converter=_by_id)
    answers: FrozenMap[str, Answer] = field(default=(), converter=_by_id)
    cautions: FrozenMap[str, Caution] = field(default=(), converter=_by_id)
    assessments: FrozenMap[str, Assessment] = field(default=(), converter=_by_id)
    routine_kinds: FrozenMap[str, RoutineKind] = field(default=(), converter=_by_id)
    signals: FrozenMap[str, Signal] = field(default=(), converter=_by_id)
    tags: FrozenMap[str, Tag] = field(default=(), converter=_by_id)
    parameters: FrozenMap[str, Parameter] = field(default=(), converter=_by_id)
    texts: FrozenMap[tuple[str, str], Text] = field(default=(), converter=_by_key)
    translations: FrozenMap[tuple[str, str], Text] = field(default=(), converter=_by_key)
    phrases: FrozenMap[tuple[str, str], Phrasing] = field(default=(), converter=_by_key)
    turning: FrozenMap[tuple[str, str], Turning] = field(default=(), converter=_by_key)

    def items(self) -> Iterator[tuple[str, str, Any]]:
        """
        Yield (shelf, id, value) of everything but the texts.
        """
        for kind in KINDS:
            for item, value in getattr(self, kind.shelf).items():
                yield kind.shelf, item, value

    def listed(self) -> Iterator[tuple[str, Any]]:
        """
        Yield (id, value) of everything that notes are read for.
        """
        for kind in KINDS:
            if kind.in_notes:
                yield from getattr(self, kind.shelf).items()

    @cached_property
    def for_clinicians(self) -> frozenset[str]:
        """
        The keys of the texts that no caregiver reads.
        """
        return frozenset(
            key(item, part) for kind in KINDS for part in kind.for_clinicians for item in getattr(self, kind.shelf)
        )

    @cached_property
    def words(self) -> Texts:
        """
        Every text by language and key: the items' own English, the translations, and the texts.
        """
        return self._said(self.translations.values())

    @cached_property
    def own_words(self) -> Texts:
        """
        The same without what others bring: the words that each owner has.
        """
        return self._said(())

    def _said(self, others: Iterable[Text]) -> Texts:
        # As `Texts.of` would gather them; an engine that has just been made waits for this before its first sentence.
        gathered: dict[str, dict[str, str]] = {}
        if isinstance(self.texts, LateTexts):
            gathered |= {language: dict(words) for language, words in self.texts.words.items()}
        else:
            for text in self.texts.values():
                gathered.setdefault(text.language, {}).setdefault(text.key, text.words)
        for kind in KINDS:
            for value in getattr(self, kind.shelf).values():
                for text_key, words in kind.said_in(value):
                    gathered.setdefault("en", {}).setdefault(text_key, words)
        for text in others:
            gathered.setdefault(text.language, {}).setdefault(text.key, text.words)
        return Texts(gathered)

    @cached_property
    def flags_by_tag(self) -> Mapping[str, tuple[str, ...]]:
        """
        The flags that each tag raises.
        """
        found: dict[str, list[str]] = {}
        for flag in self.flags.values():
            for tag in flag.tags:
                found.setdefault(tag, []).append(flag.id)
        return FrozenMap({tag: tuple(flags) for tag, flags in found.items()})

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
        turning = ((each.by, each.language, each.kind, each.words) for each in self.turning.values())
        return word_lists.Lexicon.from_words(own, lent(vouched=True), lent(vouched=False), turning)

    @cached_property
    def known_cautions(self) -> KnownCautions:
        """
        The cautions by everything that people call them, in every language there is.
        """
        by_language = self.words.by_language.values()
        titles = {
            item: [known[title] for known in by_language if (title := key(item, "title")) in known]
            for item in self.cautions
        }
        return KnownCautions.of(self.cautions, titles)

    @cached_property
    def numbers(self) -> Parameters:
        """
        What the core's parameters are. Nobody else's number stands for one of them.
        """
        return Parameters.of({item: parameter.value for item, parameter in self.parameters.items()})

    def numbers_for(self, skill: str) -> Parameters:  # noqa: ARG002 - by what it is asked where there are groups
        """
        Return what they are for whoever practises a skill (an id): the same for all, but where a clinic's own logs say
        otherwise (`OfGroups`).
        """
        return self.numbers

    @cached_property
    def digests(self) -> FrozenMap[str, str]:
        """
        A digest of each shelf of each namespace, as `ot strategies`: another as soon as anything on it is another. What
        a reading is made by is code, and no part of it.
        """
        shelves: dict[str, list[object]] = {}
        for shelf in fields(Catalogue):
            for name, value in getattr(self, shelf.name).items():
                item = name if isinstance(name, str) else getattr(value, "by", "") or value.key
                # What has no namespace is the core's own; and a bringer of words is called by a bare name.
                owner = namespace_of(item) if "/" in item or shelf.name in ("phrases", "turning") else CORE_NAMESPACE
                shelves.setdefault(f"{owner} {shelf.name.replace('_', '-')}", []).append((name, value))
        return FrozenMap({name: digest(values) for name, values in shelves.items()})

    @cached_property
    def strategies_of(self) -> Mapping[str, tuple[Strategy, ...]]:
        """
        The strategies by each skill that they name; those that name none by whose they are.
        """
        found: dict[str, list[Strategy]] = {}
        for strategy in self.strategies.values():
            for item in dict.fromkeys(strategy.skills) or (namespace_of(strategy.id),):
                found.setdefault(item, []).append(strategy)
        return FrozenMap({item: tuple(each) for item, each in found.items()})

    @cached_property
    def barriers_of(self) -> Mapping[str, tuple[tuple[str, Barrier], ...]]:
        """
        The barriers by whose they are, each with its id.
        """
        found: dict[str, list[tuple[str, Barrier]]] = {}
        for item, barrier in self.barriers.items():
            found.setdefault(namespace_of(item), []).append((item, barrier))
        return FrozenMap({space: tuple(each) for space, each in found.items()})

    @cached_property
    def rule_sets(self) -> RuleSets:
        """
        The rules that were asked together so far, by the skill and the strategy that they were asked about.
        """
        return RuleSets()

    @cached_property
    def disciplines(self) -> frozenset[str]:
        """
        The namespaces that have a skill or a strategy.
        """
        return frozenset(map(namespace_of, (*self.skills, *self.strategies)))

    @cached_property
    def known_tags(self) -> frozenset[str]:
        """
        The entry tags that may be used.
        """
        return frozenset(CORE_TAGS) | frozenset(self.tags)


def merge(contributions: Iterable[Catalogue]) -> Catalogue:
    """
    Add contributions up. The order does not matter, since no two may bring the same id.
    """
    shelves: dict[str, list[Any]] = {each.name: [] for each in fields(Catalogue)}
    for contribution in contributions:
        for name, gathered in shelves.items():
            gathered.extend(getattr(contribution, name).values())
    return Catalogue(**shelves)


def english(catalogue: Catalogue) -> Iterator[Text]:
    """
    Yield the English that stands in the items themselves.
    """
    for kind in KINDS:
        for value in getattr(catalogue, kind.shelf).values():
            for text_key, words in kind.said_in(value):
                yield Text(key=text_key, language="en", words=words)


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
