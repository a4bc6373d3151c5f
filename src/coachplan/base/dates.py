"""
A day as a person says it: "Wednesday 4 March", and with its year where that is another one.

Weekdays, months and their order are texts, so that no language is written into the code. Documents keep a day as
2026-03-04; only what is read as a sentence comes here.
"""

from __future__ import annotations

from datetime import date

from coachplan.base.messages import Message

__all__ = ["said_day"]


def said_day(day: date, on: date | None = None) -> Message:
    """
    Return a day as it is said *on* a day: without its year in that one, with it in any other, or where *on* is None.
    """
    values: dict[str, object] = {
        "weekday": Message(f"core/weekday.{day.isoweekday()}"),
        "number": day.day,
        "month": Message(f"core/month.{day.month}"),
    }
    if on is not None and on.year == day.year:
        return Message("core/day", values)
    return Message("core/day.of-a-year", {**values, "year": str(day.year)})
