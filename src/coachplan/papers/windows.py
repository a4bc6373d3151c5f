"""
A part of a series: its last days, as many as can still be read in a chart, and what was before them.

Takes days away and changes nothing else: the axis is that of the whole. Judges nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from coachplan.papers.series import Series

__all__ = ["DAYS", "before", "last_days"]

#: So many days can be told apart in a chart that is as wide as a page.
DAYS = 120


def last_days(series: Series, days: int = DAYS) -> Series:
    """
    Return the last so many days of a series; all of one that has no more.
    """
    first = _first(series, days)
    return series if first <= series.since else _between(series, first, series.until)


def before(series: Series, days: int = DAYS) -> Series | None:
    """
    Return what was before the last so many days; None where there was nothing.
    """
    first = _first(series, days)
    if first <= series.since:
        return None
    return evolve(_between(series, series.since, first - timedelta(days=1)), lately=None)


def _first(series: Series, days: int) -> date:
    return series.until - timedelta(days=days - 1)


def _between(series: Series, first: date, last: date) -> Series:
    kept = [place for place, phase in enumerate(series.phases) if phase.last >= first and phase.first <= last]
    place_of = {place: now for now, place in enumerate(kept)}
    return evolve(
        series,
        since=first,
        until=last,
        phases=[
            evolve(series.phases[place], last=min(series.phases[place].last, last)) for place in kept
        ],
        points=[
            evolve(point, phase=place_of[point.phase]) for point in series.points if first <= point.on <= last
        ],
        off=[
            evolve(off, first=max(off.first, first), last=min(off.last, last))
            for off in series.off
            if off.last >= first and off.first <= last
        ],
        flags=[flag for flag in series.flags if first <= flag.on <= last],
    )  # fmt: skip
