"""
Practice times in a family's own calendar: what the handout shows, in their zone, and nothing on a locked screen.
"""

from __future__ import annotations

import builtins
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import InvalidError, MissingExtraError, NotAllowedError, StaleError
from coachplan.interchange.calendar import calendar
from coachplan.model.family import Caregiver
from coachplan.model.plans import Hold
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, PLAN, D, day, entry, of_five
from coachplan.testing.strategies import FIRST_DAY, logs, plans

NEW_YORK = ZoneInfo("America/New_York")
STAMP = datetime(2026, 3, 4, 12, tzinfo=UTC)
GIVEN = {"zone": NEW_YORK, "times": {"play": time(7, 40)}, "stamp": STAMP, "first": D, "until": D + timedelta(days=27)}
HOSTILE = 'line\r\nEND:VEVENT\u2028BEGIN:VEVENT\nUID:evil;x="y", \x07\x1b[31m\u202e\\n ünï ' + "long " * 40


def made(plan=OPEN, log=(), *, on=None, **more):
    """The calendar of a plan, and its events as icalendar reads them back."""
    review = ENGINE.review(plan, log, on=on or max([D, *(each.on for each in log)]))
    raw = calendar(ENGINE, plan, review, **{**GIVEN, **more})
    return raw, icalendar.Calendar.from_ical(raw).walk("VEVENT")


def starts(event):
    """The days on which an event is, by its own rule and without its exceptions, in this small way of asking."""
    first = event.decoded("dtstart")
    if "rrule" not in event:
        return [] if event["status"] == "CANCELLED" else [first.date()]
    rule = event["rrule"]
    wanted = {("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(each) + 1 for each in rule["byday"]}
    rests = {each.dt.date() for each in event["exdate"].dts} if "exdate" in event else set()
    every = (first.date() + timedelta(days=gone) for gone in range(400))
    last = rule["until"][0].astimezone(first.tzinfo).date()
    return [each for each in every if each <= last and each.isoweekday() in wanted and each not in rests]


def test_one_event_a_focus_in_the_familys_own_zone():
    """Its time, its minutes, its days, and a reminder before it."""
    _, [event] = made()

    assert datetime(2026, 3, 2, 7, 40, tzinfo=NEW_YORK) == event.decoded("dtstart")
    assert timedelta(minutes=5) == event.decoded("duration")
    assert "America/New_York" == event["dtstart"].params["TZID"]
    assert ["MO", "TU", "WE", "TH", "FR"] == event["rrule"]["byday"]
    assert 20 == len(starts(event))
    assert ("CONFIRMED", "PRIVATE", "TRANSPARENT", 0) == tuple(
        event[name] for name in ("status", "class", "transp", "sequence")
    )
    [alarm] = event.walk("VALARM")
    assert timedelta(minutes=-10) == alarm.decoded("trigger")
    assert STAMP == event.decoded("dtstamp")


def test_a_locked_screen_tells_nothing():
    """Neither a name nor a skill, in no event, unless somebody asks for it."""
    plan = evolve(OPEN, family=evolve(OPEN.family, child=evolve(OPEN.family.child, name="Zorblax")))
    raw, [event] = made(plan)
    assert b"orblax" not in raw
    assert b"locks" not in raw
    assert "A few minutes together" == event["summary"] == event.walk("VALARM")[0]["description"]
    raw, [event] = made(plan, neutral=False)
    assert "Zorblax: Stacks blocks" == event["summary"]
    assert "The block stays up." in event["description"]
    assert 1 == event["description"].count("Puts one block on top after you show it")


def test_in_the_language_of_whoever_reads_it():
    """A caregiver's own, or the one that is given."""
    plan = evolve(
        OPEN, family=evolve(OPEN.family, caregivers=[*OPEN.family.caregivers, Caregiver("Rosa", language="es")])
    )
    assert "Unos minutos juntos" == made(plan, who="Rosa")[1][0]["summary"]
    assert "Unos minutos juntos" == made(plan, language="es")[1][0]["summary"]


def test_the_clock_of_the_family_stays_when_the_clocks_change():
    """Practice is at 7:40 before and after; of what is done at noon in Greenwich nothing is known."""
    raw, [event] = made(until=date(2026, 3, 20), days={"play": [1, 5]})
    times = [datetime.combine(each, time(7, 40), NEW_YORK) for each in starts(event)]
    offsets = [each.utcoffset() for each in times]

    assert [timedelta(hours=-5)] * 2 + [timedelta(hours=-4)] * 4 == offsets
    zone = icalendar.Calendar.from_ical(raw).walk("VTIMEZONE")[0].to_tz()
    assert offsets == [each.replace(tzinfo=None).replace(tzinfo=zone).utcoffset() for each in times]
    # and the end is counted in the family's zone, too: the last day is whole
    assert date(2026, 3, 20) == starts(event)[-1]


def test_a_calendar_has_an_id_that_stays_and_a_number_that_grows():
    """The same event in every calendar of a plan; a later one by its revision and its stamp."""
    later = evolve(OPEN, revision=7)
    [first], [second] = made()[1], made(later, stamp=STAMP + timedelta(days=1), first=day(9))[1]
    assert first["uid"] == second["uid"]
    assert (0, 7) == (first["sequence"], second["sequence"])
    assert made()[0] == made()[0]
    others = [
        evolve(OPEN, id="p2"),
        evolve(OPEN, family=evolve(OPEN.family, id="f")),
        evolve(OPEN, focuses=[evolve(FOCUS, id="f2")]),
        evolve(OPEN, id=HOSTILE, family=evolve(OPEN.family, id="\ud800/")),
    ]
    assert 5 == len({first["uid"], *(made(each)[1][0]["uid"] for each in others)})


@pytest.mark.parametrize(("times", "expected"), [(1, "MO"), (2, "MO TH"), (3, "MO WE FR"), (6, "MO TU WE TH FR SA")])
def test_days_that_nobody_chose_are_spread(times, expected):
    """As many as were agreed, with days between them."""
    plan = evolve(OPEN, focuses=[evolve(FOCUS, days_per_week=times)])
    _, [event] = made(plan)
    assert expected.split() == event["rrule"]["byday"]
    assert 4 * times == len(starts(event))


def test_days_that_somebody_chose():
    """By the id of the focus, which counts first, or of the routine; fewer than agreed are right."""
    _, [event] = made(days={"f1": [7, 6], "play": [1]}, times={"f1": time(18), "play": time(7)})
    assert (["SA", "SU"], date(2026, 3, 7), 18) == (
        event["rrule"]["byday"], event.decoded("dtstart").date(), event.decoded("dtstart").hour,
    )  # fmt: skip


def test_a_rest_that_was_agreed_has_no_practice():
    """Days on hold are taken out, from the day after it was agreed to its last."""
    hold = Hold(focus="f1", until=day(10), by="Alex", on=day(3))
    _, [event] = made(evolve(OPEN, holds=[hold, evolve(hold, focus="other", until=day(28))]))
    assert [day(1), day(2), day(3), day(11), day(12)] == starts(event)[:5]
    _, [event] = made(evolve(OPEN, holds=[evolve(hold, on=D - timedelta(days=1))]))
    assert day(11) == event.decoded("dtstart").date()
    _, [event] = made(evolve(OPEN, holds=[evolve(hold, on=D - timedelta(days=1), until=day(60))]))
    assert ("CANCELLED", []) == (event["status"], starts(event))


def test_practice_begins_when_the_focus_does():
    """Nothing is planned before the day from which it counts."""
    plan = evolve(OPEN, focuses=[evolve(FOCUS, since=day(9))])
    review = ENGINE.review(plan, [], on=day(9))
    [event] = icalendar.Calendar.from_ical(calendar(ENGINE, plan, review, **GIVEN)).walk("VEVENT")
    assert day(9) == starts(event)[0]


def test_a_paused_plan_has_no_practice_times():
    """What was in the calendar is called off, under the same id, and it says nothing of why."""
    raw, [event] = made(OPEN, [entry(1, hard="stopped breathing")], neutral=False)
    assert made()[1][0]["uid"] == event["uid"]
    assert ("CANCELLED", date(2026, 3, 2)) == (event["status"], event.decoded("dtstart"))
    assert "rrule" not in event
    assert [] == event.walk("VALARM")
    assert b"breath" not in raw
    assert b"locks" not in raw


def test_a_flag_that_the_plan_keeps_pauses_it_without_the_log():
    """Who reviews with an empty log does not open what stands."""
    kept = ENGINE.record(OPEN, ENGINE.review(OPEN, [entry(1, hard="stopped breathing")], on=D))
    assert "CANCELLED" == made(kept)[1][0]["status"]


def test_what_was_ended_is_called_off():
    """Under the id that it had."""
    ended = ENGINE.end(OPEN, "f1", by="Dana, OT", role="clinician", on=day(2), why="done")
    raw, [event] = made(ended, on=day(3))
    assert made()[1][0]["uid"] == event["uid"]
    assert ("CANCELLED", ended.revision) == (event["status"], event["sequence"])
    assert 1 == raw.count(b"BEGIN:VEVENT")


def test_what_is_only_looked_at_has_the_day_of_its_next_look():
    """A skill that is there is not practised five times a week."""
    plan = evolve(OPEN, focuses=[evolve(FOCUS, maintaining=True)])
    review = ENGINE.review(plan, of_five(5, 5), on=day(3))
    [event] = icalendar.Calendar.from_ical(calendar(ENGINE, plan, review, **GIVEN)).walk("VEVENT")
    assert "rrule" not in event
    assert [review.next_steps[0].review_by] == starts(event)


def test_a_draft_has_none():
    """What no clinician opened is shown to no caregiver."""
    with pytest.raises(NotAllowedError, match="draft"):
        made(PLAN)
    with pytest.raises(StaleError):
        calendar(ENGINE, OPEN, ENGINE.review(evolve(OPEN, revision=3), [], on=D), **GIVEN)


def test_whatever_is_written_is_one_event():
    """Ends of lines, controls and marks of the format in a name, a cue or a reason end nothing and begin nothing."""
    family = evolve(OPEN.family, child=evolve(OPEN.family.child, name=HOSTILE))
    plan = evolve(OPEN, family=family, focuses=[evolve(FOCUS, cue=HOSTILE)])
    raw, [event] = made(plan, neutral=False)

    assert 1 == raw.count(b"\r\nBEGIN:VEVENT\r\n")
    assert b"\r\nUID:evil" not in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert not any(sign < 32 and sign not in (10, 13) for sign in raw)
    assert "\u202e" not in raw.decode()
    assert "ünï" in event["summary"]
    assert "\n" not in event["summary"]


@pytest.mark.parametrize(
    ("wrong", "item"),
    [
        ({"zone": "America/Nowhere"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"times": {}}, "times"),
        ({"times": {"play": "7:40"}}, "times"),
        ({"times": {"play": time(7, tzinfo=UTC)}}, "times"),
        ({"stamp": datetime(2026, 3, 4)}, "stamp"),  # noqa: DTZ001 - one without a zone is what is refused
        ({"until": D - timedelta(days=1)}, "until"),
        ({"until": D + timedelta(days=400)}, "until"),
        ({"first": STAMP}, "first"),
        ({"days": {"play": []}}, "days"),
        ({"days": {"play": [0]}}, "days"),
        ({"days": {"play": ["MO"]}}, "days"),
        ({"days": {"f1": [1, 2, 3, 4, 5, 6]}}, "days"),
        ({"alarm_minutes": -1}, "alarm_minutes"),
    ],
)
def test_what_is_wrong_is_told(wrong, item):
    """By its name, and before anything is written."""
    with pytest.raises(InvalidError, match=item):
        made(**wrong)


def test_no_reminder_where_none_is_wanted():
    """None is never; 0 is when it begins."""
    assert [] == made(alarm_minutes=None)[1][0].walk("VALARM")
    assert timedelta(0) == made(alarm_minutes=0)[1][0].walk("VALARM")[0].decoded("trigger")


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    """One sentence."""
    usual = builtins.__import__

    def without(name, *more):
        if name == "icalendar":
            raise ImportError(name)
        return usual(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"coachplan\[calendar\]"):
        made()


@settings(max_examples=30)
@given(st.data())
def test_practice_is_never_more_than_was_agreed(data):
    """Of any plan and log: at most the days of a week that were agreed, none while paused, none on a rest."""
    plan = data.draw(plans(approved=True))
    log = data.draw(logs(plan, most=4))
    on = max([FIRST_DAY, *(each.on for each in log)])
    review = ENGINE.review(plan, log, on=on)
    given = {**GIVEN, "first": FIRST_DAY, "until": FIRST_DAY + timedelta(days=20)}
    given["times"] = {focus.id: time(7) for focus in plan.focuses}
    events = icalendar.Calendar.from_ical(calendar(ENGINE, plan, review, **given)).walk("VEVENT")

    assert len(plan.focuses) == len(events)
    for focus, event in zip(plan.focuses, events, strict=True):
        found = starts(event)
        assert not (found and review.paused)
        assert not (found and review.step_for(focus.id).is_resting)
        weeks = [each.isocalendar()[:2] for each in found]
        assert all(weeks.count(week) <= focus.days_per_week for week in weeks)
        held = [hold for hold in plan.holds if hold.focus == focus.id]
        assert not [each for each in found for hold in held if hold.on < each <= hold.until]
