"""
What a plugin contributes, and the immutable sum of contributions.

A contribution and the sum are the same kind of value: shelves by id. Checks what can be known without a family: ids,
references, steps and ages that cannot be reached, rules that can never fire. Does not know how it was loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from string import Formatter
from typing import Any

from attrs import field, fields, frozen

from coachplan.actions import KINDS
from coachplan.conditions import names
from coachplan.entries import CORE_TAGS
from coachplan.errors import CoachplanError, Finding
from coachplan.firing import Range, can_ever_be_true
from coachplan.flags import Answer, Phrasing, RedFlag
from coachplan.ids import is_id, namespace_of, suggest
from coachplan.notes import Lexicon, Listing
from coachplan.phrases import malformed
from coachplan.precedence import MAY_BE_HELD
from coachplan.rules import Parameter, Rule
from coachplan.shelves import Shelf
from coachplan.signals import Signal
from coachplan.skills import Skill
from coachplan.strategies import Barrier, RoutineKind, Strategy, Tag
from coachplan.texts import Text, Texts, key

__all__ = ["Catalogue", "check", "total"]


def _by_id(values: Iterable[Any] | Mapping[str, Any]) -> Shelf[str, Any]:
    if isinstance(values, Shelf):
        return values
    found: dict[str, Any] = {}
    twice: list[str] = []
    given: Iterable[Any] = values.values() if isinstance(values, Mapping) else values
    for value in given:
        if value.id in found:
            twice.append(value.id)
        found[value.id] = value
    if twice:
        raise CoachplanError(
            Finding(item=item, what="this id is used twice.", mend="Give each its own.") for item in sorted(set(twice))
        )
    return Shelf(found)


def _by_key(values: Any) -> Shelf[tuple[str, str], Any]:
    texts = values.values() if isinstance(values, Mapping) else values
    return values if isinstance(values, Shelf) else Shelf({(text.language, text.key): text for text in texts})


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
        return Texts.of([*self.texts.values(), *_english(self), *self.translations.values()])

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

        lent = [each for each in self.phrases.values() if each.item in shelf]
        return Lexicon.from_words(
            (listing(item, value.words) for item, value in shelf.items()),
            ((each.by, listing(each.item, {each.language: (each.phrase,)})) for each in lent),
        )

    @cached_property
    def number(self) -> Mapping[str, float]:
        """
        The parameters by their short name: `core/gap-days` is `gap-days`.
        """
        return {
            item.removeprefix("core/"): parameter.value
            for item, parameter in self.parameters.items()
            if item.startswith("core/")  # nobody else's number may stand for one of the core's
        }

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


def _english(catalogue: Catalogue) -> Iterator[Text]:
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


# -- checks


def check(part: Catalogue, whole: Catalogue, *, core: bool = False, where: str = "") -> tuple[Finding, ...]:
    """
    Return what is wrong in *part* of *whole*: every finding that makes it unfit to be used.
    """
    return tuple(_findings(part, whole, core=core, where=where))


def _findings(part: Catalogue, whole: Catalogue, *, core: bool, where: str) -> Iterator[Finding]:
    for shelf, item, value in part.items():
        bare = core and shelf in ("routine_kinds", "signals")
        if not is_id(item) and not bare:
            yield Finding(
                where=where,
                item=item,
                what="this is not an id.",
                mend="An id is `namespace/name` in lower-case letters, digits and hyphens.",
            )
        if isinstance(value, Skill):
            yield from _check_skill(value, whole, where)
        elif isinstance(value, Strategy):
            yield from _check_strategy(value, whole, where)
        elif isinstance(value, Rule):
            yield from _check_rule(value, whole, core=core, where=where)
        elif isinstance(value, RedFlag):
            yield from _unknown(value.tags, whole.known_tags, "entry tag", item, where)
        elif isinstance(value, Barrier):
            yield from _unknown(value.try_next, {*whole.strategies, *KINDS}, "strategy or step", item, where)
            yield from _unknown(value.tags, whole.known_tags, "entry tag", item, where)
    yield from _check_words(part, where, core=core)


def _unknown(used: Iterable[str], known: Iterable[str], what: str, item: str, where: str) -> Iterator[Finding]:
    names_known = set(known)
    for name in used:
        if name not in names_known:
            yield Finding(where=where, item=item, what=f"there is no {what} {name!r}.", mend=suggest(name, names_known))


def _check_ages(ages: tuple[int, int] | None, item: str, where: str) -> Iterator[Finding]:
    if ages is not None and ages[0] >= ages[1]:
        what = f"no child is ever from {ages[0]} to {ages[1]} months old."
        yield Finding(where=where, item=item, what=what, mend="Write the younger age first.")


def _check_skill(skill: Skill, whole: Catalogue, where: str) -> Iterator[Finding]:
    yield from _unknown(skill.routines, whole.routine_kinds, "routine kind", skill.id, where)
    yield from _unknown(skill.prerequisites, whole.skills, "skill", skill.id, where)
    yield from _check_ages(skill.ages, skill.id, where)
    if skill.id in _all_prerequisites(skill, whole):
        yield Finding(where=where, item=skill.id, what="the skill comes before itself.", mend="Mend its prerequisites.")
    for number, step in enumerate(skill.steps, start=1):
        item = f"{skill.id}, step {number}"
        if step in skill.steps[: number - 1]:
            yield Finding(where=where, item=item, what="the step is an earlier one again, so it is never reached.")
        if skill.measure == "tries":
            if step.target is not None:
                yield Finding(
                    where=where,
                    item=item,
                    what="a target stands here, but the skill counts tries.",
                    mend='Take it out, or set measure to "count", "duration" or "rating".',
                )
        elif step.target is None:
            yield Finding(where=where, item=item, what=f"a target is missing: the skill measures {skill.measure}.")
        elif not (-2 < step.target <= 2 if skill.measure == "rating" else step.target > 0):
            never = f"the target {step.target:g} is always reached, or never."
            yield Finding(
                where=where, item=item, what=never, mend="A rating goes from -2 to +2; a target is above none."
            )


def _all_prerequisites(skill: Skill, whole: Catalogue) -> set[str]:
    found: set[str] = set()
    open_ones = list(skill.prerequisites)
    while open_ones:
        name = open_ones.pop()
        if name not in found:
            found.add(name)
            open_ones.extend(whole.skills[name].prerequisites if name in whole.skills else ())
    return found


def _check_strategy(strategy: Strategy, whole: Catalogue, where: str) -> Iterator[Finding]:
    yield from _unknown(strategy.routines, whole.routine_kinds, "routine kind", strategy.id, where)
    yield from _unknown(strategy.skills, whole.skills, "skill", strategy.id, where)
    yield from _check_ages(strategy.ages, strategy.id, where)
    skills = [whole.skills[name] for name in strategy.skills if name in whole.skills]
    if skills and strategy.routines and not any(set(skill.routines) & set(strategy.routines) for skill in skills):
        yield Finding(
            where=where,
            item=strategy.id,
            what="none of its skills is practised in any of its routines, so it can never be offered.",
        )


def _check_rule(rule: Rule, whole: Catalogue, *, core: bool, where: str) -> Iterator[Finding]:
    if rule.then is None and not rule.holds:
        yield Finding(
            where=where,
            item=rule.id,
            what="the rule neither proposes nor holds back anything.",
            mend="Give it `then`, `holds` or both.",
        )
    yield from _unknown(rule.holds, KINDS, "kind of step", rule.id, where)
    yield from _unknown(rule.skills, whole.skills, "skill", rule.id, where)
    for kind in rule.holds:
        if not core and kind in KINDS and kind not in MAY_BE_HELD:
            yield Finding(
                where=where,
                item=rule.id,
                what=f"a plugin's rule cannot hold back {kind!r}, which is a careful step.",
                mend=f"It may hold back: {', '.join(MAY_BE_HELD)}.",
            )
    try:
        condition = rule.condition
    except CoachplanError as error:
        for finding in error.findings:
            yield Finding(where=where, item=rule.id, what=finding.what, mend=finding.mend)
        return
    wrong = list(_unknown(sorted(names(condition)), whole.signals, "signal", rule.id, where))
    yield from wrong
    if wrong:
        return
    ranges = {name: _range(whole.signals[name]) for name in names(condition)}
    if rule.when.strip() == "true" or can_ever_be_true(condition, ranges):
        return
    yield Finding(where=where, item=rule.id, what=f"the rule can never fire: no readings make {rule.when!r} true.")


def _range(signal: Signal) -> Range:
    return Range(
        low=signal.low, high=signal.high, words=signal.words or None, whole=signal.whole, always_known=not signal.needs
    )


#: What a plugin's sentence may leave to be filled in.
PLACEHOLDERS = frozenset(
    "child step next_step skill strategy new_strategy routine new_routine successes tries counted days what interest "
    "call emergency time minutes n".split()
)


def _check_words(part: Catalogue, where: str, *, core: bool) -> Iterator[Finding]:
    lists = (part.flags, part.never_suggest, part.answers, part.barriers)
    for item in (item for shelf in lists for item in shelf.values()):
        for found in malformed(phrase for phrases in item.words.values() for phrase in phrases):
            yield Finding(where=where, item=item.id, what=str(found))
    for text in (*part.texts.values(), *_english(part)):
        yield from _check_template(text, where, core=core)


def _check_template(text: Text, where: str, *, core: bool) -> Iterator[Finding]:
    item = f"{text.key} ({text.language})"
    try:
        gaps = [(name, spec, how) for _, name, spec, how in Formatter().parse(text.words) if name is not None]
    except ValueError as error:
        mend = "Write a value in braces as {child}, and a plain brace twice."
        yield Finding(where=where, item=item, what=f"the sentence cannot be filled in: {error}.", mend=mend)
        return
    for name, spec, how in gaps:
        if spec or how or not name.isidentifier():
            yield Finding(where=where, item=item, what=f"{{{name}}} is no value.", mend="Write it as {child}.")
        elif not core and name not in PLACEHOLDERS:
            yield Finding(
                where=where, item=item, what=f"there is no value {{{name}}}.", mend=suggest(name, PLACEHOLDERS)
            )


def namespaces_used(part: Catalogue) -> frozenset[str]:
    """
    Return the namespaces of everything a contribution brings, its texts included.
    """
    used = {namespace_of(item) for _, item, _ in part.items() if "/" in item}
    return frozenset(used | {namespace_of(text.key) for text in part.texts.values()})
