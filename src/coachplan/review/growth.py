"""
How a caregiver grew over weeks: surer than at first, doing as agreed on most days, telling more in their own words.

Said once, in the week in which it became so; never as a figure, and never where the days are hard. Kept up day by day.
Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, median
from typing import Any, NamedTuple

from attrs import astuple, define, evolve, field

from coachplan.base.prefixes import LetGoError, Tail
from coachplan.model.entries import CONFIDENCE, STRESS, Entry
from coachplan.model.family import Family
from coachplan.model.suggestions import Growth, Suggestion, Win
from coachplan.model.told import FromWords
from coachplan.progress.parameters import Parameters
from coachplan.review.alerts import Alerts
from coachplan.review.writers import writer

__all__ = ["Growing", "grown", "is_a_lot", "looked_back_to"]

#: Under these a caregiver is told of no growth: it would ring hollow.
_HARD_KINDS = ("pause", "lighten", "clarify")
_HARD_TAGS = frozenset({"distressed", "refused", "pressured", "injured"})


def grown(
    growing: Growing,
    by_focus: Mapping[str, Sequence[Entry]],
    raised: Alerts,
    on: date,
    parameters: Parameters,
    told: Mapping[str, FromWords],
    steps: Iterable[Suggestion],
) -> tuple[Win, ...]:
    """
    Return what each caregiver grew in lately, at most one win a caregiver and focus. Of a focus that rests or is made
    lighter, and where the last days were hard, there is none. *by_focus* are the entries of each, oldest first.
    """
    began = on - timedelta(days=parameters.wins_days - 1)
    if growing.is_a_lot():
        return ()
    flagged = {alert.entry for alert in raised.alerts}
    found = []
    for step in steps:
        own = _newest_days(by_focus.get(step.focus, ()), began, parameters.lately_days)
        hard = step.action.kind in _HARD_KINDS or step.is_resting or step.rests
        if hard or _was_hard(own, told, parameters) or any(e.id in flagged for e in own if e.on >= began):
            continue
        for who, growth, day in growing.since(began, step.focus):
            written = [each.id for each in own if each.on == day and growing.writer(each) == who]
            if not written:
                raise LetGoError
            last = max(written)
            found.append(Win(entry=last, focus=step.focus, by="caregiver", growth=growth, who=who))
    return tuple(found)


def _newest_days(entries: Sequence[Entry], began: date, days: int) -> list[Entry]:
    # What caregivers wrote from a day on, and on no fewer than so many days.
    found: list[Entry] = []
    seen: set[date] = set()
    for entry in reversed(entries):
        if entry.role != "caregiver":
            continue
        if entry.on < began and len(seen) >= days and entry.on not in seen:
            break
        seen.add(entry.on)
        found.append(entry)
    if len(seen) < days and isinstance(entries, Tail) and entries.floor not in (None, date.min):
        raise LetGoError
    return found


def looked_back_to(entries: Sequence[Entry], days: int) -> date:
    """
    Return the first of so many of the newest days on which a caregiver wrote, which are looked at by themselves; where
    there are fewer, the first day that there is.
    """
    seen: set[date] = set()
    for entry in reversed(entries):
        if entry.role == "caregiver":
            seen.add(entry.on)
            if len(seen) == days:
                return min(seen)
    return date.min


def _was_hard(entries: Sequence[Entry], told: Mapping[str, FromWords], parameters: Parameters) -> bool:
    newest = sorted({entry.on for entry in entries})[-parameters.lately_days :]
    tags = set()
    for entry in entries:
        if entry.on in newest:
            tags |= {*entry.tags, *(each.tag for each in told[entry.id].tags)} if entry.id in told else {*entry.tags}
    return not _HARD_TAGS.isdisjoint(tags)


# -- day by day


class _Kind(NamedTuple):
    # One kind of growth: its mark of an entry, how many days are an end, what is taken of several, and when it grew.
    growth: Growth
    read: Callable[[Entry], float | None]
    few: int
    of: Callable[[Sequence[float]], float]
    has_grown: Callable[[float, float], bool]


@define
class _Marks:
    # The newest marks of one kind, one a day, *many* in all; what the first of them came to, the number of the newest
    # that would be enough by itself, and the day on which it had grown for the first time.
    began: date | None = None
    many: int = 0
    newest: list[float] = field(factory=list)
    first: float = 0
    enough_at: int = 0
    grown_on: date | None = None

    def apart(self) -> _Marks:
        return evolve(self, newest=self.newest[:])

    def add(self, on: date, mark: float, kind: _Kind, span: int) -> None:
        if self.grown_on is not None:
            return  # said once
        self.began = self.began or on
        self.many += 1
        self.newest.append(mark)
        del self.newest[: -kind.few]
        if self.many <= kind.few:
            self.first = kind.of(self.newest)
            return
        if kind.has_grown(self.first, mark):
            self.enough_at = self.many
        # What is taken of several is no more than the most of them.
        lately = 0 < self.enough_at > self.many - kind.few
        if lately and self.many >= 2 * kind.few and (on - self.began).days >= span:
            self.grown_on = on if kind.has_grown(self.first, kind.of(self.newest)) else None


class Growing:
    """
    The marks of the caregivers of one family, focus by focus, kept up day by day: how sure they are, whether it was
    done as agreed, how much they tell, and how high their stress was.
    """

    __slots__ = ("_family", "_kinds", "_lately", "_marks", "_names", "_newest", "_parameters", "_stress")

    def __init__(self, family: Family, parameters: Parameters) -> None:
        self._family, self._parameters = family, parameters
        self._kinds = _kinds(parameters)
        self._marks: dict[tuple[str, str], list[_Marks]] = {}
        # Of the last days with a mark the highest: it belongs to the caregivers and to no focus.
        self._stress: list[float] = []
        self._newest: date | None = None
        self._lately: list[Entry] = []
        self._names: dict[str, str] = {}

    def put(self, on: date, entries: Iterable[Entry]) -> None:
        """
        Take all that was written of a day, in place of what was of it before. Days come oldest first; of the newest
        there may be more each time.
        """
        if on != self._newest:
            self.end_day()
        self._newest, self._lately = on, [entry for entry in entries if entry.role == "caregiver"]

    def end_day(self) -> None:
        """
        Take it that nothing more comes of the newest day.
        """
        if self._newest is not None:
            self._follow(self._marks, self._newest, self._lately)
            self._stress = self._with_newest()
        self._newest, self._lately = None, []

    def copy(self) -> Growing:
        """
        Return the same, to be added to apart from this one.
        """
        made = Growing(self._family, self._parameters)
        made._marks = {at: [each.apart() for each in marks] for at, marks in self._marks.items()}
        made._stress, made._newest, made._lately = self._stress, self._newest, self._lately
        return made

    @property
    def stress(self) -> Sequence[float]:
        """
        The highest marks of stress of the last days that are over and have one.
        """
        return self._stress

    def kept(self) -> Iterable[tuple[str, str, list[tuple[Any, ...]]]]:
        """
        Yield each focus and who wrote of it, with the marks of each kind of growth, as `put_back` takes them.
        """
        for (focus, who), marks in sorted(self._marks.items()):
            yield focus, who, [astuple(each) for each in marks]

    def put_back(self, stress: Iterable[float], marks: Iterable[tuple[str, str, int, tuple[Any, ...]]]) -> None:
        """
        Take what was kept of days that are over, in place of these days; *marks* those of one kind of growth each.
        """
        self._stress, self._marks = list(stress), {}
        for focus, who, kind, each in marks:
            self._marks.setdefault((focus, who), [_Marks() for _ in self._kinds])[kind] = _Marks(*each)

    def since(self, began: date, focus: str) -> Iterable[tuple[str, Growth, date]]:
        """
        Yield who grew in what, of one focus, and the day on which it was so for the first time: one on which that is
        from *began* on, and the first kind of several.
        """
        touched = {(entry.focus, self.writer(entry)) for entry in self._lately}
        marks = {at: [each.apart() for each in self._marks.get(at, ())] for at in touched}
        if self._newest is not None:
            self._follow(marks, self._newest, self._lately)
        known = {**self._marks, **marks}
        for who in sorted(name for at, name in known if at == focus):
            for kind, each in zip(self._kinds, known[focus, who], strict=True):
                if each.grown_on is not None and each.grown_on >= began:
                    yield who, kind.growth, each.grown_on
                    break

    def is_a_lot(self) -> bool:
        """
        Say whether stress was high, for any caregiver, on any of the last days with a mark.
        """
        return any(mark >= self._parameters.high_stress for mark in self._with_newest())

    def writer(self, entry: Entry) -> str:
        """
        Return who wrote an entry, as the family names them.
        """
        known = self._names.get(entry.who)
        if known is None:
            known = self._names[entry.who] = writer(entry, self._family)
        return known

    def _with_newest(self) -> list[float]:
        marks = [mark for mark in map(_stress, self._lately) if mark is not None]
        return [*self._stress, max(marks)][-self._parameters.lately_days :] if marks else self._stress

    def _follow(self, marks: dict[tuple[str, str], list[_Marks]], on: date, entries: Iterable[Entry]) -> None:
        by_writer: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            by_writer.setdefault((entry.focus, self.writer(entry)), []).append(entry)
        for at, own in by_writer.items():
            so_far = marks.get(at) or [_Marks() for _ in self._kinds]
            marks[at] = so_far
            for kind, each in zip(self._kinds, so_far, strict=True):
                values = [value for value in map(kind.read, own) if value is not None]
                if values:
                    mark = float(values[0]) if len(values) == 1 else fmean(values)
                    each.add(on, mark, kind, self._parameters.growth_span)


def _kinds(parameters: Parameters) -> tuple[_Kind, ...]:
    few, days, most = parameters.growth_marks, parameters.growth_days, parameters.growth_most
    surer, longer = parameters.growth_confidence, parameters.growth_letters
    return (
        _Kind("confidence", _confidence, few, median, lambda first, last: last - first >= surer),
        _Kind("strategy", _done, days, fmean, lambda first, last: first < 0.5 and last >= most),
        _Kind("words", _letters, days, median, lambda first, last: last - first >= longer),
    )


def _confidence(entry: Entry) -> float | None:
    return _possible(entry.confidence, *CONFIDENCE)


def _stress(entry: Entry) -> float | None:
    return _possible(entry.stress, *STRESS)


def _possible(mark: float | None, least: float, most: float) -> float | None:
    # What is not a number (NaN) is outside, too.
    return mark if mark is not None and least <= mark <= most else None


def _done(entry: Entry) -> float | None:
    return None if entry.did_strategy is None else float(entry.did_strategy == "yes")


def _letters(entry: Entry) -> float:
    if not (entry.worked or entry.hard or entry.win):
        return 0
    return sum(len("".join(words.split())) for words in (entry.worked, entry.hard, entry.win) if words)


def is_a_lot(entries: Iterable[Entry], parameters: Parameters) -> bool:
    """
    Say whether stress was high, for any caregiver, on any of the last of these days with a mark: it belongs to them and
    to no focus.
    """
    marks: dict[date, float] = {}
    for entry in entries:
        stress = _stress(entry) if entry.role == "caregiver" else None
        if stress is not None:
            marks[entry.on] = max(stress, marks.get(entry.on, stress))
    return any(marks[day] >= parameters.high_stress for day in sorted(marks)[-parameters.lately_days :])
