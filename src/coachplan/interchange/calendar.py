"""
Practice times as iCalendar, for the calendar that a family already has: one event a focus, in the family's own zone.

It shows what the handout shows and nothing else: a plan that is paused, a draft, or what rests has no practice times,
and what was in the calendar before is called off. Needs the extra `coachplan[calendar]`. Stamps come from the caller.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from coachplan.base.arguments import checked
from coachplan.base.clean import clean, one_line
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding, missing_extra, suggest
from coachplan.base.messages import Message
from coachplan.engine import Engine
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.papers.handout import Handout, handouts
from coachplan.papers.speaking import Say, saying
from coachplan.progress.breaks import rests_of

__all__ = ["calendar", "jcal"]

#: From it and the ids of family, plan and focus the id of an event is made: the same in every calendar of a plan.
_EVENTS = uuid5(NAMESPACE_URL, "https://github.com/coachplan/coachplan/calendar")

#: On which days so many practices a week are, where nobody said: with days between them, and the weekend last.
_SPREAD = {
    1: (1,),
    2: (1, 4),
    3: (1, 3, 5),
    4: (1, 2, 4, 5),
    5: (1, 2, 3, 4, 5),
    6: (1, 2, 3, 4, 5, 6),
    7: (1, 2, 3, 4, 5, 6, 7),
}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

#: No calendar of practice is planned for longer: what is agreed changes in weeks.
_LONGEST = 366


@checked
def calendar(
    engine: Engine,
    plan: Plan,
    review: Review,
    *,
    zone: ZoneInfo | str,
    times: Mapping[str, time],
    stamp: datetime,
    first: date,
    until: date,
    days: Mapping[str, Iterable[int]] = MappingProxyType({}),
    who: str = "",
    language: str = "",
    alarm_minutes: int | None = 10,
    neutral: bool = True,
) -> bytes:
    """
    Return the practice times of a plan from the day *first* to the day *until*, both counted, as an `.ics` file.

    *times* are the times of day, by the id of a focus or of a routine, in *zone* (`America/New_York`); *days* the days
    of the week, 1 (Monday) to 7, in the same way: where none are given they are spread over the week. *stamp* is the
    moment at which this is made, with its zone. *alarm_minutes* before, the calendar reminds; None: never.

    While *neutral* no name and no skill stands in what a locked telephone shows, nor behind it. *who* and *language*
    are those of the handout. What rests, was ended or waits for a clinician is called off, under the same id, and so is
    all of a plan that is paused.

    Raises `CoachplanError` without the extra; `NotAllowedError` where no clinician opened the plan; `StaleError`
    where the review is not of this plan as it stands; `InvalidError` for a focus without a time, more days than were
    agreed, a zone that is none, a stamp without one, or a stretch of days that is none or longer than a year.
    """
    ics = _icalendar()
    there = _zone(zone)
    moment = _moment(stamp)
    _stretch(first, until)
    papers = handouts(engine, plan, review, who=who, language=language)
    say = saying(engine.catalogue.words, papers[0].language if papers else language or plan.family.language)
    made = ics.Calendar()
    made.add("prodid", "-//coachplan//practice times//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for focus, paper in zip(plan.focuses, papers, strict=True):
        starts: list[datetime] = []
        if paper.what and not paper.paused:
            at = _given(times, focus, "times")
            starts = [datetime.combine(day, at, there) for day in _days(plan, focus, review, days, first, until)]
        event = _event(ics, plan, focus.id, moment)
        if starts:
            _practice(ics, event, focus, starts, until)
            _words(ics, event, paper, say, neutral=neutral, alarm=alarm_minutes)
        else:
            _called_off(event, first, say)
        made.add_component(event)
    for ended in _ended(plan):
        event = _event(ics, plan, ended, moment)
        _called_off(event, first, say)
        made.add_component(event)
    made.add_missing_timezones(first_date=date(first.year, 1, 1), last_date=date(until.year + 1, 1, 1))
    return bytes(made.to_ical())


def jcal(calendar: bytes) -> list[Any]:
    """
    Return what `calendar` wrote as the JSON that calendars have (jCal, RFC 7265), in plain lists and mappings.

    Raises `CoachplanError` without the extra `calendar`.
    """
    made: list[Any] = _icalendar().Calendar.from_ical(calendar).to_jcal()
    return made


def _icalendar() -> Any:
    try:
        import icalendar  # noqa: PLC0415 - an extra, asked for here
    except ImportError:
        raise missing_extra("calendar", "icalendar") from None
    return icalendar


# -- what is given


def _wrong(item: str, what: str, hint: str, code: str) -> CoachplanError:
    return CoachplanError(Finding(where="calendar", item=item, what=what, hint=hint, code=code))


def _zone(zone: ZoneInfo | str) -> ZoneInfo:
    try:
        there = ZoneInfo(zone) if isinstance(zone, str) else zone
    except (OSError, ValueError, LookupError):
        raise _wrong(
            "zone", "there is no such zone.", "Give one such as 'America/New_York'.", "invalid-value"
        ) from None
    if there.key is None:
        raise _wrong("zone", "this zone has no name.", "Give one such as 'America/New_York'.", "invalid-value")
    return there


def _moment(stamp: datetime) -> datetime:
    if stamp.tzinfo is None or stamp.utcoffset() is None:
        raise _wrong("stamp", "it has no zone.", "Give the moment with its zone: tzinfo=UTC.", "invalid-value")
    return stamp.astimezone(UTC).replace(microsecond=0)


def _stretch(first: date, until: date) -> None:
    if isinstance(first, datetime) or isinstance(until, datetime):
        raise _wrong("first", "found a moment.", "Give days: moment.date().", "not-a-day")
    if not 0 <= (until - first).days <= _LONGEST:
        raise _wrong("until", f"it is {(until - first).days} days after first.", "Give up to a year.", "out-of-range")


def _given(by_id: Mapping[str, Any], focus: Focus, item: str) -> Any:
    given = by_id.get(focus.id, by_id.get(focus.routine))
    if given is None:
        hint = f"Give it by the id of the focus or of its routine. {suggest(focus.id, by_id)}"
        raise _wrong(item, f"there is none for the focus {focus.id!r}.", hint, "missing-field")
    if not isinstance(given, time) or given.tzinfo is not None:
        what, hint = f"found {found(given)}.", "Give a time of day without a zone: time(7, 40)."
        raise _wrong(item, what, hint, "invalid-value")
    return given


def _weekdays(focus: Focus, days: Mapping[str, Iterable[int]]) -> tuple[int, ...]:
    given = days.get(focus.id, days.get(focus.routine))
    if given is None:
        return _SPREAD[focus.days_per_week]
    try:
        chosen = tuple(sorted(set(given)))
    except TypeError:
        chosen = ()
    if not chosen or not all(isinstance(day, int) and 1 <= day <= 7 for day in chosen):
        what = f"found {found(given)}."
        raise _wrong("days", what, "Give days of the week, from 1 (Monday) to 7.", "invalid-value")
    if len(chosen) > focus.days_per_week:
        what = f"{len(chosen)} days a week are more than the {focus.days_per_week} that were agreed."
        raise _wrong("days", what, "Change the plan first.", "out-of-range")
    return chosen


# -- which days


def _days(
    plan: Plan, focus: Focus, review: Review, days: Mapping[str, Iterable[int]], first: date, until: date
) -> list[date]:
    """
    Return the days of practice of a focus: none before it counts, and none that was agreed to be a rest. What is only
    looked at now and then has the day of its next look.
    """
    weekdays, begins = _weekdays(focus, days), max(first, focus.since)
    rests = rests_of((hold for hold in plan.holds if hold.focus == focus.id), until)
    if focus.maintaining:
        looked = review.step_for(focus.id).review_by
        found = [looked] if looked is not None and begins <= looked <= until else []
    else:
        every = (begins + timedelta(days=gone) for gone in range((until - begins).days + 1))
        found = [day for day in every if day.isoweekday() in weekdays]
    return [day for day in found if not any(rest <= day <= last for rest, last in rests)]


def _ended(plan: Plan) -> Iterator[str]:
    here = {focus.id for focus in plan.focuses}
    yield from dict.fromkeys(
        change.focus for change in plan.history if change.kind == "end" and change.focus and change.focus not in here
    )


# -- one event


def _event(ics: Any, plan: Plan, focus: str, moment: datetime) -> Any:
    event = ics.Event()
    event.add("uid", str(uuid5(_EVENTS, json.dumps([plan.family.id, plan.id, focus]))))
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", plan.revision)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _practice(ics: Any, event: Any, focus: Focus, starts: list[datetime], until: date) -> None:
    begin, there = starts[0], starts[0].tzinfo
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=max(1, math.ceil(focus.minutes))))
    event.add("status", "CONFIRMED")
    if len(starts) == 1:
        return
    weekdays = sorted({start.isoweekday() for start in starts})
    last = datetime.combine(min(until, starts[-1].date()), time(23, 59, 59), there)
    rule = {"FREQ": "WEEKLY", "BYDAY": [_DAYS[day - 1] for day in weekdays], "UNTIL": last.astimezone(UTC)}
    event.add("rrule", ics.vRecur(rule))
    days = {start.date() for start in starts}
    between = (begin + timedelta(days=gone) for gone in range((starts[-1].date() - begin.date()).days + 1))
    rests = [day for day in between if day.isoweekday() in weekdays and day.date() not in days]
    if rests:
        event.add("exdate", rests)


def _words(ics: Any, event: Any, paper: Handout, say: Say, *, neutral: bool, alarm: int | None) -> None:
    summary = say(Message("core/page.calendar.summary")) if neutral else f"{paper.child}: {paper.title}"
    what = "" if paper.what.rstrip(".") in paper.when else paper.what  # as a sentence that was made has it
    told = (say(Message("core/page.calendar.where")),) if neutral else (paper.when, what, paper.how, paper.success)
    event.add("summary", one_line(summary))
    event.add("description", clean("\n".join(dict.fromkeys(filter(None, told)))))
    if alarm is not None:
        if not 0 <= alarm <= 24 * 60:
            raise _wrong("alarm_minutes", f"found the number {alarm}.", "Give minutes, up to a day.", "out-of-range")
        reminder = ics.Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("trigger", timedelta(minutes=-alarm))
        reminder.add("description", one_line(summary))
        event.add_component(reminder)


def _called_off(event: Any, first: date, say: Say) -> None:
    event.add("dtstart", first)
    event.add("status", "CANCELLED")
    event.add("summary", one_line(say(Message("core/page.calendar.summary"))))
