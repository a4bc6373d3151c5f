"""
Entries pooled into practised days.

Entries of one day at the same support, place, person and part of day are one pool, so nothing depends on how a day was
cut into entries. Decides which tries count, and what a mark and words count as. Does not know what the days come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from attrs import field, frozen

from coachplan.base.names import same_name
from coachplan.model.entries import Entry, impossible
from coachplan.model.plans import Focus
from coachplan.model.skills import SUPPORTS, Skill, SkillMeasure, Step
from coachplan.model.strategies import Strategy
from coachplan.model.told import MARKS, FromWords
from coachplan.progress.days import NOT_JUDGED, Circumstance, Day
from coachplan.progress.marks import count_in_words, disagrees, marked, told_by_words
from coachplan.progress.parameters import Parameters

__all__ = ["Pooling", "one_by_one", "step_of"]

#: Tags that nobody ticks of a day without practice.
_TOLD_OF_PRACTICE = frozenset({"distressed", "refused", "pressured", "another-way"})

_NO_TAGS: frozenset[str] = frozenset()

#: What of an entry cannot be counted where one of them cannot be.
_COUNTS = frozenset({"tries", "successes", "amount"})


def one_by_one(
    entries: Iterable[Entry],
    focus: Focus,
    *,
    skill: Skill | None,
    strategy: Strategy | None,
    parameters: Parameters,
    told: Mapping[str, FromWords],
) -> Iterator[tuple[Entry, Day]]:
    """
    Yield each entry that is of practice with what it alone is pooled to, by the focus as it stood then. Together they
    are the practised days, so a drawing may put them together by whoever counted.
    """
    pooling = Pooling(skill=skill, strategy=strategy, parameters=parameters, told=told, rare=False)
    for entry in entries:
        if entry.on < focus.since:
            continue
        day = pooling.day(entry.on, [entry], step_of(skill, focus))
        if day is not None:
            yield entry, day


def step_of(skill: Skill | None, focus: Focus) -> Step | None:
    """
    Return the step at which a focus stands; None where its ladder is not known, or has no such step.
    """
    return skill.steps[focus.step - 1] if skill is not None and focus.step <= len(skill.steps) else None


# -- entries to days


@frozen(kw_only=True)
class Pooling:
    """
    How the entries of one focus are pooled: by which ladder, and with what their words tell.
    """

    skill: Skill | None
    strategy: Strategy | None
    parameters: Parameters
    told: Mapping[str, FromWords]
    rare: bool

    #: Whether the upset of a day says nothing, as each try is an upset that is calmed; but a strategy that may be its
    #: cause stops.
    calms: bool = field(init=False)

    @calms.default
    def _calms(self) -> bool:
        may_be_its_cause = self.strategy is not None and "sensory" in self.strategy.tags
        return self.skill is not None and self.skill.tries_are_upsets and not may_be_its_cause

    def is_like(self, other: Pooling) -> bool:
        """
        Say whether both make the same days of the same entries, whose words tell the same.
        """
        mine, theirs = (self.skill, self.parameters), (other.skill, other.parameters)
        same = all(one is another for one, another in zip(mine, theirs, strict=True))
        return same and self.rare == other.rare and self.calms == other.calms

    def tags_of(self, entry: Entry) -> frozenset[str]:
        """
        Return the tags of an entry: those ticked, and those that its words tell.
        """
        told = self.told.get(entry.id)
        if not entry.tags and told is None:
            return _NO_TAGS
        tags = frozenset(entry.tags) if told is None else frozenset((*entry.tags, *(each.tag for each in told.tags)))
        return tags - {"distressed"} if self.calms else tags

    def day(self, on: date, written: Sequence[Entry], step: Step | None) -> Day | None:
        """
        Return a practised day of all that was written of it, by id; None where nothing tells of practice.
        """
        # Where the ladder is not known, no help is more than it has.
        step_help = SUPPORTS.index(step.support) if step is not None else 0
        pools: dict[Circumstance, tuple[float, float]] = {}
        tags: dict[str, frozenset[str]] = {}
        helped = 0.0
        counted: list[tuple[float, float]] = []
        measured = False
        # A meal is one offer, however many bites it had and however it was written down.
        offered: set[str] = set()
        wrong = 0
        marks = {entry.did_strategy for entry in written if entry.did_strategy is not None}
        confidence: list[float] = []
        stress: list[float] = []
        practised = False
        measure: SkillMeasure = self.skill.measure if self.skill is not None else "tries"
        for entry in written:
            own_tags, part = self.tags_of(entry), entry.part_of_day or ""
            tags[part] = tags.get(part, _NO_TAGS) | own_tags
            cannot_be = impossible(entry, measure)
            bad = frozenset(name for name, _ in cannot_be) if cannot_be else _NO_TAGS
            wrong += not bad.isdisjoint(_COUNTS)
            if entry.confidence is not None and "confidence" not in bad:
                confidence.append(entry.confidence)
            if entry.stress is not None and "stress" not in bad:
                stress.append(entry.stress)
            tried = self._tried(entry, own_tags)
            practised = practised or tried or bool(entry.minutes) or not own_tags.isdisjoint(_TOLD_OF_PRACTICE)
            if tried:
                offered.add(part)
            shares = self._counted(entry, bad, step)
            if shares is None or not own_tags.isdisjoint(NOT_JUDGED):
                continue
            support = entry.support or ""
            given = SUPPORTS.index(support) if support else step_help
            if given < step_help:
                helped += shares[0]
                continue
            if given > step_help and shares[1] < shares[0]:
                # With less help than the step has, failing says nothing of the step; succeeding every time does.
                continue
            if entry.tries and entry.successes is not None:
                counted.append(shares)
            else:
                measured = measured or entry.amount is not None
            at = Circumstance(support, same_name(entry.place), same_name(entry.who), part)
            before = pools.get(at, (0.0, 0.0))
            pools[at] = (before[0] + shares[0], before[1] + shares[1])
        if not practised and not wrong:
            return None
        tries, successes = _sums(pools.values())
        if self.rare and counted and 0 < tries < self.parameters.mark_tries:
            # A haircut is one chance, whole: it says as much as a mark.
            more = self.parameters.mark_tries / tries
            pools = {at: (more * each, more * hits) for at, (each, hits) in pools.items()}
            tries, successes = _sums(pools.values())
        return Day(
            on=on,
            entries=tuple(entry.id for entry in written),
            tags=frozenset().union(*tags.values()),
            pools=MappingProxyType(pools),
            tags_at=MappingProxyType(tags),
            tries=tries,
            successes=successes,
            counted=_sums(counted),
            measured=measured,
            helped=helped,
            offers=len(offered),
            impossible=wrong,
            marked=bool(marks),
            done="yes" in marks,
            partly=bool(marks - {"yes"}),
            confidence=sum(confidence) / len(confidence) if confidence else None,
            stress=sum(stress) / len(stress) if stress else None,
        )

    def _tried(self, entry: Entry, tags: frozenset[str]) -> bool:
        if entry.tries or entry.successes or entry.amount is not None or entry.went in MARKS:
            return True
        if entry.did_strategy in ("yes", "partly"):
            return True
        # Whoever writes what went well was there, whether or not anything was counted.
        told = self.told.get(entry.id)
        said = told is not None and bool(told.went or told.counts or told.wins)
        return said or (bool(entry.worked or entry.win) and "no-time" not in tags)

    def _counted(self, entry: Entry, bad: frozenset[str], step: Step | None) -> tuple[float, float] | None:
        # Tries and successes as written; else an amount against the step's target, which counts as a few tries; else
        # the mark; else what the words say. Where counts and mark cannot both be so, the less of the two.
        if bad and bad & {"tries", "successes"}:
            return None
        mark = next((mark for mark in MARKS if mark == entry.went), None) if entry.went else None
        if entry.tries and entry.successes is not None:
            counts = float(entry.tries), float(entry.successes)
            if mark is not None and disagrees(mark, *counts):
                return min(counts, marked(mark, self.parameters), key=lambda each: each[1] / each[0])
            return counts
        amount = self._against_target(entry, bad, step)
        if amount is not None:
            return amount
        if mark is not None:
            return marked(mark, self.parameters)
        told = self.told.get(entry.id)
        if told is None:
            return None
        return count_in_words(told.counts, self.parameters) or told_by_words(told.went, self.parameters)

    def _against_target(self, entry: Entry, bad: frozenset[str], step: Step | None) -> tuple[float, float] | None:
        skill, weight = self.skill, self.parameters.amount_tries
        if entry.amount is None or "amount" in bad or step is None or step.target is None:
            return None
        if skill is None or skill.measure == "tries":
            return None
        reached, wanted = entry.amount, step.target
        if skill.measure == "rating":
            reached, wanted = reached + 2, wanted + 2
        elif skill.direction == "decrease":  # within so many minutes: half of the way at twice as many
            reached, wanted = wanted, reached
        share = 1.0 if wanted <= 0 else min(1.0, max(0.0, reached / wanted))
        return weight, weight * share


def _sums(counts: Iterable[tuple[float, float]]) -> tuple[float, float]:
    # One by one, and not by `sum`: newer Pythons make up for what is lost there, and would say another number.
    tries = successes = 0.0
    for each, hits in counts:
        tries += each
        successes += hits
    return tries, successes
