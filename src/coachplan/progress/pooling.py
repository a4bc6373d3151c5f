"""
Entries pooled into practised days, and the days followed to what is believed of the child.

Entries of one day at the same support, place, person and part of day are one pool, so nothing depends on how a day was
cut into entries. Decides which tries count, and what a mark and words count as. Does not know what is read from the
days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median
from types import MappingProxyType

from attrs import frozen

from coachplan.base.names import same_name
from coachplan.model.entries import Entry, impossible
from coachplan.model.plans import Focus, Hold, Phase
from coachplan.model.skills import SUPPORTS, Skill, Step
from coachplan.model.strategies import Strategy
from coachplan.model.told import MARKS, FromWords
from coachplan.progress.ability import Belief, Priors, begin
from coachplan.progress.breaks import last_gap, rests_of
from coachplan.progress.days import NOT_JUDGED, Circumstance, Day, Practice
from coachplan.progress.marks import count_in_words, disagrees, marked, told_by_words
from coachplan.progress.only_words import days_away, noted_days
from coachplan.progress.parameters import Parameters

__all__ = ["long_gap", "one_by_one", "practice_of", "stretches"]

#: Tags that nobody ticks of a day without practice.
_TOLD_OF_PRACTICE = frozenset({"distressed", "refused", "pressured", "another-way"})


def practice_of(
    focus: Focus,
    entries: Iterable[Entry],
    *,
    skill: Skill | None,
    strategy: Strategy | None,
    on: date,
    changed_on: date | None,
    parameters: Parameters,
    phases: Iterable[Phase] = (),
    talked_on: date | None = None,
    holds: Iterable[Hold] = (),
    told: Mapping[str, FromWords] = MappingProxyType({}),
    seldom: bool = False,
) -> Practice:
    """
    Pool the entries of a focus into practised days, from the day it began as it is, or from the end of a long gap.

    *phases*: how the focus stood before, oldest first. Their days tell of the child, and of nothing else. *holds*:
    those of the focus. *told*: what the words of an entry tell, by its id. *seldom*: its routine is of a kind that
    may come once a week or less; whether it does, the log says.
    """
    by_day: dict[date, list[Entry]] = {}
    last_entry: date | None = None
    for entry in entries:
        if entry.on > on:
            continue
        if last_entry is None or entry.on > last_entry:
            last_entry = entry.on
        by_day.setdefault(entry.on, []).append(entry)

    rare = _is_rare(focus, sorted(day for day in by_day if day >= focus.since), seldom=seldom)
    pooling = _Pooling(skill=skill, strategy=strategy, parameters=parameters, told=told, rare=rare)
    usual = _usual_gap(sorted(by_day)) if rare else None
    long = long_gap(parameters, rare=rare, usual=usual)
    practised: list[Day] = []
    belief, before, last_day = None, None, None
    for stood, last in stretches(phases, focus, on):
        practised = pooling.days(by_day, stood, last)
        belief = _moved(belief, before, stood) if belief and before else begin(Priors.of(parameters), stood.baseline)
        belief = _followed(belief, practised, last_day, long)
        before, last_day = stood, max((day.on for day in practised if day.usual), default=last_day)
    assert belief is not None  # there is always the stretch of the focus itself
    done = {day.on for day in practised}
    since = {day: written for day, written in sorted(by_day.items()) if day >= focus.since}
    start, gap = last_gap([day.on for day in practised], long)
    return Practice(
        focus=focus,
        skill=skill,
        strategy=strategy,
        on=on,
        days=tuple(practised[start:]),
        gap=gap,
        changed_on=changed_on,
        last_entry=last_entry,
        parameters=parameters,
        belief=belief,
        talked_on=talked_on,
        rests=rests_of(holds, on),
        written=tuple((day, frozenset().union(*map(pooling.tags_of, written))) for day, written in since.items()),
        noted=noted_days(since, done, told, pooling.tags_of),
        away=days_away(since, done, told, on),
        rare=rare,
        usual_gap=usual,
    )


def long_gap(parameters: Parameters, *, rare: bool, usual: float | None) -> int:
    """
    Return from how many days without practice it begins anew. *usual*: the days from one chance to the next, of a
    *rare* routine.
    """
    long = parameters.rare_gap_days if rare else parameters.gap_days
    return max(long, ceil(usual * parameters.rare_late)) if rare and usual is not None else long


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
    pooling = _Pooling(skill=skill, strategy=strategy, parameters=parameters, told=told, rare=False)
    for entry in entries:
        for day in pooling.days({entry.on: [entry]}, focus, None):
            yield entry, day


#: Days from one chance to the next from which a routine comes seldom; and days a week of a plan that says so itself.
_SELDOM, _FEW = 4, 2


def _is_rare(focus: Focus, written: Sequence[date], *, seldom: bool) -> bool:
    if not seldom and focus.days_per_week > _FEW:
        return False
    between = [(later - earlier).days for earlier, later in pairwise(written)]
    return not between or median(between) >= _SELDOM


#: Of so many times between two entries something is usual.
_USUAL = 2


def _usual_gap(written: Sequence[date]) -> float | None:
    """
    Return the usual days from one entry to the next; None where there are too few to tell.
    """
    between = [(later - earlier).days for earlier, later in pairwise(written)]
    return median(between) if len(between) >= _USUAL else None


def stretches(phases: Iterable[Phase], focus: Focus, on: date) -> list[tuple[Focus, date | None]]:
    """
    Return the focus as it stood over time, oldest first, each with its last day; None for the one that is still open.
    What only lightens or moves the aim begins none.
    """
    found: list[tuple[Focus, date | None]] = []
    for phase in phases:
        if phase.first is not None and phase.first > on:
            break
        if found and found[-1][0].since == phase.focus.since:
            found.pop()
        found.append((phase.focus, phase.last))
    if found and found[-1][0].since == focus.since:
        found.pop()
    return [*found, (focus, None)]


def _moved(belief: Belief, before: Focus, after: Focus) -> Belief:
    if after.skill != before.skill:
        return begin(belief.priors, after.baseline)
    if after.step != before.step:
        belief = belief.at_step(after.step - before.step)
    return belief if after.strategy == before.strategy else belief.with_new_strategy()


def _followed(belief: Belief, days: Iterable[Day], last: date | None, long: int) -> Belief:
    for day in days:
        if not day.usual:
            continue
        idle = max(0, (day.on - last).days - 1) if last is not None else 0
        if idle >= long:
            belief = belief.after_break()
        belief = belief.after(day.tries, day.successes, idle)
        last = day.on
    return belief


# -- entries to days


@frozen(kw_only=True)
class _Pooling:
    """
    How the entries of one focus are pooled: by which ladder, and with what their words tell.
    """

    skill: Skill | None
    strategy: Strategy | None
    parameters: Parameters
    told: Mapping[str, FromWords]
    rare: bool

    def days(self, by_day: Mapping[date, list[Entry]], focus: Focus, last: date | None) -> list[Day]:
        skill = self.skill
        step = skill.steps[focus.step - 1] if skill is not None and focus.step <= len(skill.steps) else None
        pooled = [
            self._day(day, written, step)
            for day, written in sorted(by_day.items())
            if focus.since <= day and (last is None or day <= last)
        ]
        return [day for day in pooled if day is not None]

    def tags_of(self, entry: Entry) -> frozenset[str]:
        """
        Return the tags of an entry: those ticked, and those that its words tell.
        """
        told = self.told.get(entry.id)
        tags = frozenset(entry.tags) if told is None else frozenset((*entry.tags, *(each.tag for each in told.tags)))
        # Where each try is an upset that is calmed, the upset says nothing; but a strategy that may be its cause stops.
        may_be_its_cause = self.strategy is not None and "sensory" in self.strategy.tags
        if self.skill is not None and self.skill.tries_are_upsets and not may_be_its_cause:
            return tags - {"distressed"}
        return tags

    def _day(self, on: date, written: list[Entry], step: Step | None) -> Day | None:
        written.sort(key=lambda entry: entry.id)
        # Where the ladder is not known, no help is more than it has.
        step_help = SUPPORTS.index(step.support) if step is not None else 0
        pools: dict[Circumstance, tuple[float, float]] = {}
        tags: dict[str, set[str]] = {}
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
        for entry in written:
            own_tags, part = self.tags_of(entry), entry.part_of_day or ""
            tags.setdefault(part, set()).update(own_tags)
            bad = {name for name, _ in impossible(entry, self.skill.measure if self.skill is not None else "tries")}
            wrong += not bad.isdisjoint(("tries", "successes", "amount"))
            if entry.confidence is not None and "confidence" not in bad:
                confidence.append(entry.confidence)
            if entry.stress is not None and "stress" not in bad:
                stress.append(entry.stress)
            tried = self._tried(entry)
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
        tries = sum(each for each, _ in pools.values())
        if self.rare and counted and 0 < tries < self.parameters.mark_tries:
            # A haircut is one chance, whole: it says as much as a mark.
            more = self.parameters.mark_tries / tries
            pools = {at: (more * each, more * hits) for at, (each, hits) in pools.items()}
        return Day(
            on=on,
            entries=tuple(entry.id for entry in written),
            tags=frozenset().union(*tags.values()),
            pools=MappingProxyType(pools),
            tags_at=MappingProxyType({part: frozenset(found) for part, found in tags.items()}),
            tries=sum(each for each, _ in pools.values()),
            successes=sum(hits for _, hits in pools.values()),
            counted=(sum(each for each, _ in counted), sum(hits for _, hits in counted)),
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

    def _tried(self, entry: Entry) -> bool:
        if entry.tries or entry.successes or entry.amount is not None or entry.went in MARKS:
            return True
        if entry.did_strategy in ("yes", "partly"):
            return True
        # Whoever writes what went well was there, whether or not anything was counted.
        told = self.told.get(entry.id)
        said = told is not None and bool(told.went or told.counts or told.wins)
        return said or (bool(entry.worked or entry.win) and "no-time" not in self.tags_of(entry))

    def _counted(self, entry: Entry, bad: set[str], step: Step | None) -> tuple[float, float] | None:
        # Tries and successes as written; else an amount against the step's target, which counts as a few tries; else
        # the mark; else what the words say. Where counts and mark cannot both be so, the less of the two.
        if bad & {"tries", "successes"}:
            return None
        mark = next((mark for mark in MARKS if mark == entry.went), None)
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

    def _against_target(self, entry: Entry, bad: set[str], step: Step | None) -> tuple[float, float] | None:
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
