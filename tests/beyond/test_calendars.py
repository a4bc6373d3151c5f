"""
Calendars that others read: strictly by `ical`, and expanded by recurring-ical-events, as calendars on telephones do.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from attrs import evolve
from ical.calendar_stream import IcsCalendarStream

from coachplan.interchange.calendar import calendar
from coachplan.model.plans import Hold
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry

STAMP = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOSTILE = 'line\r\nEND:VEVENT\u2028BEGIN:VEVENT\nUID:evil;x="y", \x07\x1b[31m\u202e\\n ünï ' + "long " * 40


def made(plan, zone, log=(), **more):
    review = ENGINE.review(plan, log, on=D)
    given = {"zone": zone, "times": {"play": time(7, 40)}, "stamp": STAMP, "first": D, "until": date(2026, 11, 20)}
    return calendar(ENGINE, plan, review, **{**given, **more})


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("America/New_York", [date(2026, 3, 8), date(2026, 11, 1)]),
        ("Europe/Madrid", [date(2026, 3, 29), date(2026, 10, 25)]),
        ("America/Santiago", [date(2026, 4, 5), date(2026, 9, 6)]),
        ("Asia/Tokyo", []),
    ],
)
def test_the_clock_on_the_wall_stays(zone, changes):
    """Both readers find practice at 7:40 there on each day, before and after each change of the clocks."""
    raw = made(OPEN, zone)
    there = ZoneInfo(zone)
    expected = [D + timedelta(days=gone) for gone in range(264) if (D + timedelta(days=gone)).isoweekday() < 6]
    moments = [datetime.combine(each, time(7, 40), there).astimezone(UTC) for each in expected]

    expanded = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(D, date(2027, 1, 1))
    strict = list(IcsCalendarStream.calendar_from_ics(raw.decode()).timeline)
    assert moments == sorted(each["DTSTART"].dt.astimezone(UTC) for each in expanded)
    assert moments == [each.dtstart.astimezone(UTC) for each in strict]
    offsets = {datetime.combine(each, time(7, 40), there).utcoffset() for each in expected}
    assert len(offsets) == (2 if changes else 1)


def test_rests_and_reminders_are_read():
    """Days on hold are not there, and the reminder is."""
    raw = made(evolve(OPEN, holds=[Hold(focus="f1", until=day(12), by="Alex", on=day(2))]), "Europe/Madrid")
    read = IcsCalendarStream.calendar_from_ics(raw.decode())
    [event] = read.events
    assert [day(1), day(2), day(15)] == [each.dtstart.date() for each in read.timeline][:3]
    expanded = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(D, day(16))
    assert [day(1), day(2), day(15)] == sorted(each["DTSTART"].dt.date() for each in expanded)
    assert timedelta(minutes=-10) == event.alarm[0].trigger


def test_what_was_called_off_is_read_as_such():
    """Under the same id, with its number."""
    raw = made(OPEN, "Europe/Madrid", [entry(1, hard="stopped breathing")])
    [event] = IcsCalendarStream.calendar_from_ics(raw.decode()).events
    before = IcsCalendarStream.calendar_from_ics(made(OPEN, "Europe/Madrid").decode()).events[0]
    assert ("CANCELLED", before.uid, before.sequence) == (event.status, event.uid, event.sequence)
    assert event.rrule is None


def test_whatever_is_written_is_read_back_strictly():
    """Words that look like the format are words."""
    family = evolve(OPEN.family, child=evolve(OPEN.family.child, name=HOSTILE))
    plan = evolve(OPEN, family=family, focuses=[evolve(OPEN.focuses[0], cue=HOSTILE)])
    [event] = IcsCalendarStream.calendar_from_ics(made(plan, "Asia/Tokyo", neutral=False).decode()).events
    assert "ünï" in event.summary
    assert "UID:evil" in event.description
    assert "evil" != event.uid
