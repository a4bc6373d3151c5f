"""
How a caregiver grew over weeks: surer than at first, doing as agreed on most days, telling more in their own words.

Said once, in the week in which it became so; never as a figure, and never where the days are hard. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import mean, median

from coachplan.model.entries import Entry, impossible
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Growth, Suggestion, Win
from coachplan.model.told import FromWords
from coachplan.progress.parameters import Parameters
from coachplan.review.alerts import Alerts
from coachplan.review.intake import Intake
from coachplan.review.writers import writer

__all__ = ["grown", "is_a_lot"]

#: One mark a day, oldest first.
_Marks = Sequence[tuple[date, float]]

#: Under these a caregiver is told of no growth: it would ring hollow.
_HARD_KINDS = ("pause", "lighten", "clarify")
_HARD_TAGS = frozenset({"distressed", "refused", "pressured", "injured"})


def grown(
    plan: Plan,
    intake: Intake,
    raised: Alerts,
    on: date,
    parameters: Parameters,
    told: Mapping[str, FromWords],
    steps: Iterable[Suggestion],
) -> tuple[Win, ...]:
    """
    Return what each caregiver grew in lately, at most one win a caregiver and focus. Of a focus that rests or is made
    lighter, and where the last days were hard, there is none.
    """
    began = on - timedelta(days=parameters.wins_days - 1)
    written = [entry for entry in intake.usable if entry.role == "caregiver"]
    if is_a_lot(written, parameters):
        return ()
    flagged = {alert.entry for alert in raised.alerts}
    found = []
    for step in steps:
        own = [entry for entry in written if entry.focus == step.focus]
        hard = step.action.kind in _HARD_KINDS or step.is_resting or step.rests
        if hard or _was_hard(own, told, parameters) or any(e.id in flagged for e in own if e.on >= began):
            continue
        by_person: dict[str, list[Entry]] = {}
        for entry in own:
            by_person.setdefault(writer(entry, plan.family), []).append(entry)
        for who, entries in sorted(by_person.items()):
            growth = next(iter(_newest(entries, began, parameters)), None)
            if growth is not None:
                kind, day = growth
                last = max(each.id for each in entries if each.on == day)
                found.append(Win(entry=last, focus=step.focus, by="caregiver", growth=kind, who=who))
    return tuple(found)


def _newest(entries: Sequence[Entry], began: date, parameters: Parameters) -> Iterable[tuple[Growth, date]]:
    # Each kind of growth that became so for the first time on a day from *began* on.
    kinds: tuple[tuple[Growth, _Marks, int, Callable[[list[float], list[float]], bool]], ...] = (
        (
            "confidence",
            _a_day(entries, _confidence),
            parameters.growth_marks,
            lambda first, last: median(last) - median(first) >= parameters.growth_confidence,
        ),
        (
            "strategy",
            _a_day(entries, _done),
            parameters.growth_days,
            lambda first, last: mean(first) < 0.5 and mean(last) >= parameters.growth_most,
        ),
        (
            "words",
            _a_day(entries, _letters),
            parameters.growth_days,
            lambda first, last: median(last) - median(first) >= parameters.growth_letters,
        ),
    )
    for kind, marks, few_marks, has_grown in kinds:
        day = _first_day(marks, few_marks, parameters.growth_span, has_grown)
        if day is not None and day >= began:
            yield kind, day


def _first_day(
    marks: _Marks, count: int, span: int, has_grown: Callable[[list[float], list[float]], bool]
) -> date | None:
    first = [value for _, value in marks[:count]]
    for end in range(2 * count, len(marks) + 1):
        day = marks[end - 1][0]
        long_enough = (day - marks[0][0]).days >= span
        if long_enough and has_grown(first, [value for _, value in marks[end - count : end]]):
            return day
    return None


def _a_day(entries: Sequence[Entry], read: Callable[[Entry], float | None]) -> _Marks:
    by_day: dict[date, list[float]] = {}
    for entry in entries:
        value = read(entry)
        if value is not None:
            by_day.setdefault(entry.on, []).append(value)
    return [(day, mean(values)) for day, values in sorted(by_day.items())]


def _confidence(entry: Entry) -> float | None:
    return None if "confidence" in _impossible(entry) else entry.confidence


def _stress(entry: Entry) -> float | None:
    return None if "stress" in _impossible(entry) else entry.stress


def _impossible(entry: Entry) -> set[str]:
    return {name for name, _ in impossible(entry)}


def _done(entry: Entry) -> float | None:
    return None if entry.did_strategy is None else float(entry.did_strategy == "yes")


def _letters(entry: Entry) -> float:
    return sum(len("".join(words.split())) for words in (entry.worked, entry.hard, entry.win))


def is_a_lot(entries: Iterable[Entry], parameters: Parameters) -> bool:
    """
    Say whether stress was high, for any caregiver, on any of the last days with a mark: it belongs to them and to no
    focus.
    """
    marks: dict[date, float] = {}
    for entry in entries:
        stress = _stress(entry) if entry.role == "caregiver" else None
        if stress is not None:
            marks[entry.on] = max(stress, marks.get(entry.on, stress))
    return any(marks[day] >= parameters.high_stress for day in sorted(marks)[-parameters.lately_days :])


def _was_hard(entries: Sequence[Entry], told: Mapping[str, FromWords], parameters: Parameters) -> bool:
    newest = sorted({entry.on for entry in entries})[-parameters.lately_days :]
    tags = set()
    for entry in entries:
        if entry.on in newest:
            tags |= {*entry.tags, *(each.tag for each in told[entry.id].tags)} if entry.id in told else {*entry.tags}
    return not _HARD_TAGS.isdisjoint(tags)
