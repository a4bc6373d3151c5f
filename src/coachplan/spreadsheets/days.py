"""
The day that a cell says: a day, a moment, or a text whose order of numbers is declared; and the day of a form's stamp.

Which number is the month is never guessed, and neither is where a moment was. Knows nothing of layouts.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from coachplan.base.disclosure import found, found_figure
from coachplan.base.errors import CoachplanError, Finding
from coachplan.spreadsheets.grids import Cell

__all__ = ["ORDERS", "DayOrder", "day_in_cell", "stamped_day", "zone_named"]

#: What `3/4/2026` is.
DayOrder = Literal["day-first", "month-first"]
ORDERS: tuple[DayOrder, ...] = get_args(DayOrder)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo",
            "june jun junio", "july jul julio", "august aug agosto ago", "september sep sept septiembre setiembre",
            "october oct octubre", "november nov noviembre", "december dec diciembre dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z")
_NUMBERS = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{4}|[0-9]{2}))?\Z")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+(?:de )?([^\W\d_]+)\.?(?:[ ,.-]+(?:de )?([0-9]{4}))?\Z")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?\Z")
_STAMP = re.compile(
    r"(\S+?)(?:,? |t)([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?"
    r"(?:\s*([ap])\.?\s?m\.?)?(?:\s*(z|(?:gmt|utc)?([+-])([0-9]{1,2})(?::?([0-5][0-9]))?|gmt|utc))?\Z"
)


def day_in_cell(cell: Cell, order: DayOrder | None, year: int | None) -> date:
    """
    Return the day of a cell. *order* says what `3/4/2026` is, *year* of which year `3/4` is.

    Raises `CoachplanError` where there is none, or it could be another.
    """
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        # A moment says its day; of Greenwich or another place it may be another day at home.
        written = " ".join(value.casefold().split())
        stamp = _STAMP.match(written)
        return _day(stamp[1] if stamp and not stamp[6] else written, order, year, value)
    if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 < value < 80_000:
        what = f"found {found_figure(value)}, which may be a day that lost its format."
        raise _wrong(what, "Give the cell the format of a date.")
    raise _wrong(f"found {found_figure(value)}.", "Expected a day, as 2026-03-14.")


def _day(written: str, order: DayOrder | None, year: int | None, value: str) -> date:
    first = _YEAR_FIRST.match(written)
    if first:
        return _made(int(first[1]), int(first[2]), int(first[3]), value)
    numbers = _NUMBERS.match(written)
    if numbers:
        if order is None:
            what = f"found {found_figure(value)}: which number is the month is not said."
            raise _wrong(what, "Declare dates = 'day-first' or 'month-first'.")
        one, two = int(numbers[1]), int(numbers[2])
        day, month = (one, two) if order == "day-first" else (two, one)
        return _made(_year(numbers[3], year, value), month, day, value)
    for pattern, month_at, day_at in ((_DAY_MONTH, 2, 1), (_MONTH_DAY, 1, 2)):
        named = pattern.match(written)
        if named and named[month_at] in _MONTHS:
            return _made(_year(named[3], year, value), _MONTHS[named[month_at]], int(named[day_at]), value)
    raise _wrong(f"found {found_figure(value)}.", "Expected a day, as 2026-03-14.")


def _year(written: str | None, year: int | None, value: str) -> int:
    if written is not None:
        return int(written) if len(written) == 4 else 2000 + int(written)
    if year is None:
        raise _wrong(f"found {found_figure(value)}, a day without its year.", "Declare the year, as year = 2026.")
    return year


def _made(year: int, month: int, day: int, value: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        what = f"found {found_figure(value)}: there is no such day."
        raise _wrong(what, "Is the order of its numbers as declared?") from None


def _wrong(what: str, hint: str) -> CoachplanError:
    return CoachplanError(Finding(what=what, hint=hint, code="not-a-day"))


def zone_named(name: str) -> ZoneInfo:
    """
    Return a time zone by its name, as `Europe/Madrid`. Raises `CoachplanError` where there is none.
    """
    try:
        return ZoneInfo(name)
    except Exception:  # noqa: BLE001 - a name that is none fails in many ways
        what = f"found {found(name)}, which is no time zone here."
        hint = "Write it as Europe/Madrid; where no zone at all is known, install tzdata."
        raise CoachplanError(Finding(what=what, hint=hint, code="unknown-word")) from None


def stamped_day(cell: Cell, order: DayOrder | None, zone: ZoneInfo, home: ZoneInfo) -> date:
    """
    Return the day at home of a form's stamp, which is a moment in *zone* where it does not say its own.

    Raises `CoachplanError` where it is no moment.
    """
    value = cell.value
    if isinstance(value, datetime):
        return _at_home(value.replace(tzinfo=zone), home)
    if not isinstance(value, str):
        raise _wrong(f"found {found_figure(value)}.", "Expected a day and a time.")
    stamp = _STAMP.match(" ".join(value.casefold().split()))
    if stamp is None:
        raise _wrong(f"found {found_figure(value)}.", "Expected a day and a time, as 2026-03-14 08:30.")
    day = _day(stamp[1], order, None, stamp[1])
    hour, away = int(stamp[2]), timedelta(hours=int(stamp[8] or 0), minutes=int(stamp[9] or 0))
    if (stamp[5] and not 1 <= hour <= 12) or hour > 23 or away >= timedelta(hours=24):
        raise _wrong("there is no such time of day.", "Expected a day and a time, as 2026-03-14 08:30.")
    if stamp[5]:
        hour = hour % 12 + (12 if stamp[5] == "p" else 0)
    where = timezone(-away if stamp[7] == "-" else away) if stamp[6] else zone
    return _at_home(datetime(day.year, day.month, day.day, hour, int(stamp[3]), tzinfo=where), home)


def _at_home(moment: datetime, home: ZoneInfo) -> date:
    try:
        return moment.astimezone(home).date()
    except OverflowError:
        raise _wrong("there is no such day.", "Expected a day and a time, as 2026-03-14 08:30.") from None
