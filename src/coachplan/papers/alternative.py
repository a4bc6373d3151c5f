"""
What a chart shows, in words, and its days as a table: for whoever does not see it, and for where nothing can be drawn.

An alert comes first. Says what is there and judges nothing; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import median

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.clean import one_line
from coachplan.base.languages import language_code
from coachplan.base.messages import Message
from coachplan.base.validators import strings
from coachplan.papers.points import Point
from coachplan.papers.series import Series
from coachplan.papers.series_parts import ChartedPhase, DaysOff

__all__ = ["DaysTable", "alternative", "days_table", "figure", "full_date", "percent", "phases_told", "title"]


@frozen(kw_only=True)
class DaysTable:
    """
    The days of a chart: what each column is called, and a row a day and observer, oldest first, alerts and days off
    among them.
    """

    head: tuple[str, ...] = field(converter=strings)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


def full_date(on: date) -> Message:
    """
    Return a day as it is written in a sentence: 2 March 2026.
    """
    month = Message(f"core/chart.month.{on.month}")
    return Message("core/chart.date", {"day": str(on.day), "month": month, "year": str(on.year)})


def percent(share: float) -> Message:
    """
    Return a share from 0 to 1 as a percentage.
    """
    return Message("core/chart.percent", {"share": f"{100 * share:.0f}"})


def figure(value: float) -> str:
    """
    Return an amount as it is written: 7, 2.5, minus 1.
    """
    return f"{round(value, 1):g}".replace("-", "−")


def title(series: Series) -> Message:
    """
    Return what a chart is called.
    """
    return Message(f"core/chart.title.{series.measure}", {"skill": series.skill})


@checked
def alternative(series: Series, language: str | None = None) -> str:
    """
    Return what a chart shows, a sentence a line: what it is, alerts, from when to when, practised days, each phase,
    lately, by whom, what was not counted, gaps, days off and the aim. In *language*, else in that of the family.

    Raises `InvalidError` for what is no language.
    """
    chosen = language_code(language) if language else series.language
    return "\n".join(one_line(series.say(message, chosen)) for message in _sentences(series))


@checked
def phases_told(series: Series, language: str | None = None) -> tuple[str, ...]:
    """
    Return the phases of a series, a sentence each: what was practised, from when to when, and how much of it worked.

    Raises `InvalidError` for what is no language.
    """
    chosen = language_code(language) if language else series.language
    return tuple(one_line(series.say(message, chosen)) for message in _phases(series))


def _phases(series: Series) -> Iterator[Message]:
    for place, phase in enumerate(series.phases):
        yield _phase(series, phase, [point for point in series.points if point.phase == place])


def _sentences(series: Series) -> Iterator[Message]:
    yield title(series)
    if series.paused and series.audience == "caregiver" and not series.flags:
        yield Message("core/alert.paused-quiet")  # what pauses it is for the clinician alone
    elif series.paused:
        yield Message("core/chart.tell.paused")
    for flag in series.flags:
        yield Message(f"core/chart.tell.flag{'-cleared' if flag.cleared else ''}", {"day": full_date(flag.on)})
    yield Message("core/chart.tell.span", {"first": full_date(series.since), "last": full_date(series.until)})
    if not series.points:
        yield Message("core/chart.tell.none")
    else:
        yield Message("core/chart.tell.days", {"n": len(series.days)})
        yield from _phases(series)
        lately = series.lately
        if lately is not None and lately.tries and series.measure == "tries":
            values = {"n": lately.days, "successes": lately.successes, "tries": lately.tries}
            yield Message("core/chart.tell.lately", values)
        yield from _kinds(series)
    yield from map(_off, (off for off in series.off if off.kind != "ill"))
    ill = sum(off.days for off in series.off if off.kind == "ill")
    if ill:
        yield Message("core/chart.tell.ill", {"n": ill})
    if series.aim is not None:
        aim = {"aim": percent(series.aim.aim)}
        if series.aim.aim_day is None:
            yield Message("core/chart.tell.aim", aim)
        else:
            yield Message("core/chart.tell.aim-by", {**aim, "day": full_date(series.aim.aim_day)})


def _phase(series: Series, phase: ChartedPhase, points: list[Point]) -> Message:
    values: dict[str, object] = {
        "phase": phase.label,
        "first": full_date(max(phase.first, series.since)),
        "last": full_date(phase.last),
        "days": _days(len({point.on for point in points})),
    }
    tries, amounts = sum(point.tries for point in points), [p.value for p in points if p.kind == "amount"]
    known = [value for value in amounts if value is not None]
    if known:
        values |= {"least": figure(min(known)), "most": figure(max(known)), "middle": figure(median(known))}
        return Message("core/chart.tell.phase-amount", values)
    if tries:
        values |= {"successes": sum(point.successes for point in points), "tries": tries}
        return Message("core/chart.tell.phase-counted", values)
    return Message("core/chart.tell.phase", values)


def _kinds(series: Series) -> Iterator[Message]:
    theirs = [point for point in series.points if point.observer == "clinician"]
    counted = [point for point in theirs if point.tries]
    amounts = sum(1 for point in theirs if point.kind == "amount")
    if counted:
        values = {"successes": sum(p.successes for p in counted), "tries": sum(p.tries for p in counted)}
        yield Message("core/chart.tell.clinician", {"n": len(counted), **values})
    if amounts:
        yield Message("core/chart.tell.clinician-amount", {"n": amounts})
    for name, days in (
        ("coarse", {p.on for p in series.points if p.kind == "coarse"}),
        ("apart", {p.on for p in series.points if p.kind == "apart" or p.apart_tries}),
        ("practised", {p.on for p in series.points if p.kind == "practised"}),
    ):
        if days:
            yield Message(f"core/chart.tell.{name}", {"n": len(days)})


def _days(number: int) -> Message:
    return Message("core/chart.tell.on-days", {"n": number})


def _off(off: DaysOff) -> Message:
    values = {"first": full_date(off.first), "last": full_date(off.last), "days": _days(off.days)}
    return Message(f"core/chart.tell.{off.kind}{'-day' if off.kind == 'agreed' and off.days == 1 else ''}", values)


# -- the table


@checked
def days_table(series: Series, language: str | None = None) -> DaysTable:
    """
    Return the days of a chart as rows of words. In *language*, else in that of the family.

    Raises `InvalidError` for what is no language.
    """
    chosen = language_code(language) if language else series.language

    def said(messages: Iterable[Message | str]) -> str:
        words = (each if isinstance(each, str) else series.say(each, chosen) for each in messages)
        return one_line("; ".join(words))

    cleared = {flag.on: flag.cleared for flag in series.flags}
    rows: list[tuple[date, tuple[str, ...]]] = []
    for point in series.points:
        also: list[Message | str] = []
        if point.on in cleared:
            also.append(Message(f"core/chart.key.flag{'-cleared' if cleared[point.on] else ''}"))
        if point.ill:
            also.append(Message("core/chart.key.ill"))
        cells = (
            said([full_date(point.on)]),
            said([series.phases[point.phase].label]),
            said([Message(f"core/chart.table.{point.observer}")]),
            said(_went(point)),
            said(also),
        )
        rows.append((point.on, cells))
    told = {point.on for point in series.points}
    for flag in series.flags:
        if flag.on not in told:
            also = [Message(f"core/chart.key.flag{'-cleared' if flag.cleared else ''}")]
            rows.append((flag.on, (said([full_date(flag.on)]), "", "", "", said(also))))
    for off in series.off:
        if off.kind == "ill" and any(off.first <= on <= off.last for on in told):
            continue
        between = Message("core/chart.table.days", {"first": full_date(off.first), "last": full_date(off.last)})
        when = full_date(off.first) if off.days == 1 else between
        why = Message("core/chart.table.gap" if off.kind == "gap" else f"core/chart.key.{off.kind}")
        rows.append((off.first, (said([when]), "", "", "", said([why]))))
    columns = ("day", "phase", "who", "went", "beside")
    return DaysTable(
        head=[said([Message(f"core/chart.table.{column}")]) for column in columns],
        rows=tuple(cells for _, cells in sorted(rows, key=lambda row: row[0])),
    )


def _went(point: Point) -> Iterator[Message | str]:
    counts = {"successes": point.successes, "tries": point.tries}
    others = {"successes": point.apart_successes, "tries": point.apart_tries}
    if point.tries:
        yield Message("core/chart.table.counted", counts)
    if point.apart_tries:
        yield Message("core/chart.table.apart", others)
    for amount in point.amounts:
        apart = point.kind == "apart"
        yield Message("core/chart.table.amount-apart", {"amount": figure(amount)}) if apart else figure(amount)
    yield from (Message(f"core/mark.{mark}") for mark in point.marks)
    if point.kind == "coarse" and not point.marks:
        yield Message("core/chart.table.words")
    if point.kind == "practised" and not point.marks:
        yield Message("core/chart.key.practised")
