"""
How a caregiver grew over weeks: surer than at first, doing as agreed on most days, telling more in their own words.

Said once, in the week in which it became so; never as a figure, and never where the days are hard. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, median

from coachplan.model.entries import Entry, impossible
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Growth, Suggestion, Win
from coachplan.model.told import FromWords
from coachplan.progress.parameters import Parameters
from coachplan.review.alerts import Alerts
from coachplan.review.intake import Intake
from coachplan.review.writers import writer

__all__ = ["grown", "is_a_lot"]

#: One mark a day, oldest first; and what is taken of several.
_Marks = Sequence[tuple[date, float]]
_Of = Callable[[Sequence[float]], float]

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
    kinds: tuple[tuple[Growth, Callable[[Entry], float | None], int, _Of, Callable[[float, float], bool]], ...] = (
        (
            "confidence",
            _confidence,
            parameters.growth_marks,
            median,
            lambda first, last: last - first >= parameters.growth_confidence,
        ),
        (
            "strategy",
            _done,
            parameters.growth_days,
            fmean,
            lambda first, last: first < 0.5 and last >= parameters.growth_most,
        ),
        (
            "words",
            _letters,
            parameters.growth_days,
            median,
            lambda first, last: last - first >= parameters.growth_letters,
        ),
    )
    for kind, read, few_marks, of, has_grown in kinds:
        day = _first_day(_a_day(entries, read), few_marks, parameters.growth_span, of, has_grown)
        if day is not None and day >= began:
            yield kind, day


def _first_day(
    marks: _Marks, count: int, span: int, of: _Of, has_grown: Callable[[float, float], bool]
) -> date | None:
    values = [value for _, value in marks]
    if len(values) < 2 * count or (marks[-1][0] - marks[0][0]).days < span:
        return None
    first = of(values[:count])
    if not has_grown(first, max(values)):
        return None  # nor has the middle of any days, which is no more than the most
    for end in range(2 * count, len(values) + 1):
        day = marks[end - 1][0]
        if (day - marks[0][0]).days >= span and has_grown(first, of(values[end - count : end])):
            return day
    return None


def _a_day(entries: Sequence[Entry], read: Callable[[Entry], float | None]) -> _Marks:
    by_day: dict[date, list[float]] = {}
    for entry in entries:
        value = read(entry)
        if value is not None:
            by_day.setdefault(entry.on, []).append(value)
    return [(day, fmean(values)) for day, values in sorted(by_day.items())]


def _confidence(entry: Entry) -> float | None:
    return None if _is_impossible(entry, "confidence") else entry.confidence


def _stress(entry: Entry) -> float | None:
    return None if _is_impossible(entry, "stress") else entry.stress


def _is_impossible(entry: Entry, name: str) -> bool:
    return any(each == name for each, _ in impossible(entry))


def _done(entry: Entry) -> float | None:
    return None if entry.did_strategy is None else float(entry.did_strategy == "yes")


def _letters(entry: Entry) -> float:
    return sum(len("".join(words.split())) for words in (entry.worked, entry.hard, entry.win) if words)


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
