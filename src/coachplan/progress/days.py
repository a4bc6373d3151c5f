"""
Entries pooled into practised days: the windows that every reading is made of.

Entries of one day at the same support, place, person and part of day are one pool, so nothing depends on how a day was
cut into entries. Decides which tries count. Does not know what is read from the days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from attrs import field, frozen

from coachplan.model.entries import Entry, impossible
from coachplan.model.plans import Focus, Hold, Phase
from coachplan.model.skills import SUPPORTS, Skill, Step
from coachplan.model.strategies import Strategy
from coachplan.progress.ability import Belief, Priors, begin
from coachplan.progress.breaks import Rests, last_gap, rests_of
from coachplan.progress.names import same_name
from coachplan.progress.parameters import Parameters

__all__ = ["Circumstance", "Day", "Practice", "practice_of"]

#: Tags under which tries are shown and not judged: ill children, pressure, and the skill done another way.
_NOT_JUDGED = frozenset({"ill", "pressured", "another-way"})

#: Tags of days that tell about the day or the place: kept, shown, and left out of what is believed of the child.
_OTHER_CIRCUMSTANCES = frozenset({"ill", "new-place", "new-person"})

_UPSET = frozenset({"distressed", "refused"})


class Circumstance(NamedTuple):
    """
    With how much help, where, with whom and when something was tried; empty where it was not written.
    """

    support: str
    place: str
    who: str
    part_of_day: str


@frozen(kw_only=True)
class Day:
    """
    One practised day. *pools* holds tries and successes by circumstance, judged tries only.

    *helped* are tries that were given more help than the step has. *offers* counts the
    parts of the day in which something was offered at all. *marked*,
    *done* and *partly* say whether the caregiver's own strategy was marked at all, as done, and as less than done.
    """

    on: date
    entries: tuple[str, ...]
    tags: frozenset[str]
    pools: Mapping[Circumstance, tuple[float, float]]
    tags_at: Mapping[str, frozenset[str]]
    tries: float
    successes: float
    helped: float
    offers: int
    impossible: int
    marked: bool
    done: bool
    partly: bool
    confidence: float | None
    stress: float | None

    @property
    def share(self) -> float:
        """
        Successes of tries; 0 where there were none.
        """
        return self.successes / self.tries if self.tries else 0.0

    @property
    def upset(self) -> bool:
        """
        Whether the child was distressed or refused.
        """
        return not self.tags.isdisjoint(_UPSET)

    @property
    def usual(self) -> bool:
        """
        Whether tries were counted in usual circumstances: not ill, and not in a new place or with a new person.
        """
        return self.tries > 0 and self.tags.isdisjoint(_OTHER_CIRCUMSTANCES)


@frozen(kw_only=True, eq=False)
class Practice:
    """
    What there is to read about one focus on a day: its practised days since the last change and the last long gap.

    *days* run oldest first. *changed_on* is the day of the last change of any kind, or None. *gap* is the length in
    days of the break before the first of *days*, where it was long; else 0. *parameters* gives the parameters.
    *counted*: tries were written down, not only amounts. *belief*: what all phases so far say of the child.
    *talked_on*: the day on which the plan was last talked over or made lighter, or None. *rests*: days that were agreed
    to be without practice.
    """

    focus: Focus
    skill: Skill | None
    strategy: Strategy | None
    on: date
    days: tuple[Day, ...]
    gap: int
    changed_on: date | None
    last_entry: date | None
    parameters: Parameters
    belief: Belief
    counted: bool = True
    talked_on: date | None = None
    rests: Rests = ()
    lately: tuple[Day, ...] = field(init=False)
    last_three: tuple[Day, ...] = field(init=False)
    load_days: tuple[Day, ...] = field(init=False)

    @lately.default
    def _lately(self) -> tuple[Day, ...]:
        wanted_days, wanted_tries = self.parameters.lately_days, self.parameters.lately_tries
        tries = 0.0
        for count, day in enumerate(reversed(self.days), start=1):
            tries += day.tries
            if count >= wanted_days and tries >= wanted_tries:
                return self.days[-count:]
        return self.days

    @last_three.default
    def _last_three(self) -> tuple[Day, ...]:
        return self.days[-self.parameters.lately_days :]

    @load_days.default
    def _load_days(self) -> tuple[Day, ...]:
        changed = self.changed_on
        return self.days if changed is None else tuple(day for day in self.days if day.on > changed)


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
) -> Practice:
    """
    Pool the entries of a focus into practised days, from the day it began as it is, or from the end of a long gap.

    *phases*: how the focus stood before, oldest first. Their days tell of the child, and of nothing else. *holds*:
    those of the focus.
    """
    by_day: dict[date, list[Entry]] = {}
    last_entry: date | None = None
    for entry in entries:
        if entry.on > on:
            continue
        if last_entry is None or entry.on > last_entry:
            last_entry = entry.on
        by_day.setdefault(entry.on, []).append(entry)

    practised: list[Day] = []
    belief, before, last_day = None, None, None
    for stood, last in _stretches(phases, focus, on):
        practised = _practised(by_day, stood, skill, parameters, last)
        belief = _moved(belief, before, stood) if belief and before else begin(Priors.of(parameters), stood.baseline)
        belief = _followed(belief, practised, last_day, parameters.gap_days)
        before, last_day = stood, max((day.on for day in practised if day.usual), default=last_day)
    assert belief is not None  # there is always the stretch of the focus itself
    on_days = [day.on for day in practised]
    start, gap = last_gap(on_days, parameters.gap_days)
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
        rests=rests_of(holds, on_days, on),
        counted=any(entry.tries for day, written in by_day.items() if day >= focus.since for entry in written),
    )


def _stretches(phases: Iterable[Phase], focus: Focus, on: date) -> list[tuple[Focus, date | None]]:
    # The focus as it stood over time, each with its last day. What only lightens or moves the aim begins none.
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


def _practised(
    by_day: Mapping[date, list[Entry]],
    focus: Focus,
    skill: Skill | None,
    parameters: Parameters,
    last: date | None,
) -> list[Day]:
    step = skill.steps[focus.step - 1] if skill is not None and focus.step <= len(skill.steps) else None
    # Where the ladder is not known, no help is more than it has.
    step_help = SUPPORTS.index(step.support) if step is not None else 0
    pooled = [
        _day(day, written, step_help=step_help, step=step, skill=skill, weight=parameters.amount_tries)
        for day, written in sorted(by_day.items())
        if focus.since <= day and (last is None or day <= last)
    ]
    return [day for day in pooled if day is not None]


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


def _day(
    on: date, written: list[Entry], *, step_help: int, step: Step | None, skill: Skill | None, weight: float
) -> Day | None:
    written.sort(key=lambda entry: entry.id)
    pools: dict[Circumstance, tuple[float, float]] = {}
    tags: set[str] = set()
    tags_at: dict[str, set[str]] = {}
    ids: list[str] = []
    helped = 0.0
    # A meal is one offer, however many bites it had and however it was written down.
    offered: set[str] = set()
    wrong = 0
    marks: set[str] = set()
    confidence: list[float] = []
    stress: list[float] = []
    practised = False
    measure = skill.measure if skill is not None else "tries"
    for entry in written:
        ids.append(entry.id)
        tags.update(entry.tags)
        part = entry.part_of_day or ""
        tags_at.setdefault(part, set()).update(entry.tags)
        bad = {name for name, _ in impossible(entry, measure)}
        if bad & {"tries", "successes", "amount"}:
            wrong += 1
        if entry.confidence is not None and "confidence" not in bad:
            confidence.append(entry.confidence)
        if entry.stress is not None and "stress" not in bad:
            stress.append(entry.stress)
        if entry.did_strategy is not None:
            marks.add(entry.did_strategy)
        counted = _counted(entry, bad, step, skill, weight)
        tried = bool(entry.tries) or entry.amount is not None
        practised = (
            practised
            or tried
            or bool(entry.minutes)
            or entry.did_strategy in ("yes", "partly")
            or not {"distressed", "refused", "pressured", "another-way"}.isdisjoint(entry.tags)
        )
        if tried or entry.did_strategy in ("yes", "partly"):
            offered.add(part)
        if counted is None or not _NOT_JUDGED.isdisjoint(entry.tags):
            continue
        support = entry.support or ""
        given = SUPPORTS.index(support) if support else step_help
        if given < step_help:
            helped += counted[0]
            continue
        if given > step_help and counted[1] < counted[0]:
            # With less help than the step has, failing says nothing of the step; succeeding every time does.
            continue
        at = Circumstance(support, same_name(entry.place), same_name(entry.who), part)
        before = pools.get(at, (0.0, 0.0))
        pools[at] = (before[0] + counted[0], before[1] + counted[1])
    if not practised and not wrong:
        return None
    return Day(
        on=on,
        entries=tuple(ids),
        tags=frozenset(tags),
        pools=MappingProxyType(pools),
        tags_at=MappingProxyType({part: frozenset(found) for part, found in tags_at.items()}),
        tries=sum(tries for tries, _ in pools.values()),
        successes=sum(successes for _, successes in pools.values()),
        helped=helped,
        offers=len(offered),
        impossible=wrong,
        marked=bool(marks),
        done="yes" in marks,
        partly=bool(marks - {"yes"}),
        confidence=sum(confidence) / len(confidence) if confidence else None,
        stress=sum(stress) / len(stress) if stress else None,
    )


def _counted(
    entry: Entry, bad: set[str], step: Step | None, skill: Skill | None, weight: float
) -> tuple[float, float] | None:
    # Tries and successes as written; else an amount against the step's target, which counts as a few tries.
    if bad & {"tries", "successes"}:
        return None
    if entry.tries is not None and entry.successes is not None:
        return (float(entry.tries), float(entry.successes)) if entry.tries else None
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
