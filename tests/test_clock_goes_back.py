"""
A clock that goes back, by an hour or to 1970: nothing is lost, nothing is heard less, and what is wrong with a day is
said. What a real clock does to real commands stands in `beyond/test_clock.py`.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.audit import again, audited
from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.documents.logs import dump_log, read_log
from coachplan.model.plans import Plan
from coachplan.papers.brief import brief
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five
from coachplan.testing.strategies import logs, plans

sys.path.insert(0, str(Path(__file__).parent / "journal"))
from lived import VERBS  # beside the tests of the journal, and no package

#: Days as clocks have them that went wrong: where phones begin anew, the days around those of a plan, and far ahead.
WRONG = [date(1970, 1, 1), date(1969, 12, 31), date(1980, 1, 1), date(2000, 1, 1), date(2025, 3, 2), date(2099, 12, 31)]
DAYS = st.one_of(st.sampled_from(WRONG), st.integers(-3, 40).map(day))
BREATH = "he stopped breathing"


@settings(max_examples=20)
@given(data=st.data())
def test_the_days_of_a_tracker_may_go_back_and_forth(data):
    """Whatever is written, taken and asked on whatever day, in any order: each review is the engine's."""
    plan = data.draw(plans())
    pool = [
        evolve(each, on=data.draw(st.one_of(st.just(each.on), DAYS))) if data.draw(st.booleans()) else each
        for each in data.draw(logs(plan))
    ]
    tracker, log = ENGINE.track(plan), []
    for _ in range(data.draw(st.integers(3, 8))):
        on = data.draw(DAYS)
        for each in data.draw(st.lists(st.sampled_from(pool), max_size=3)) if pool else ():
            log.append(each)
            tracker.add(each)
        found, expected = tracker.review(on=on), ENGINE.review(plan, log, on=on)
        assert dumps(expected) == dumps(found)
        if data.draw(st.booleans()):
            verb = VERBS[data.draw(st.sampled_from(sorted(VERBS)))]
            with suppress(CoachplanError):  # refused: nothing happened
                plan = tracker.plan = verb(ENGINE, plan, found, log, on)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_sign_is_heard_whatever_day_it_bears(wrong):
    """Also on a day before its plan, or years ahead: at once, on each day that is asked, until it is cleared."""
    log = [*of_five(5, 4, 5), evolve(entry(4, hard=BREATH, id="e9"), on=wrong)]
    for on in (day(4), wrong, day(2), day(40)):
        (alert,) = ENGINE.review(OPEN, log, on=on).alerts
        assert ("now", "e9", True) == (alert.urgency, alert.entry, alert.pauses)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_an_entry_of_a_wrong_day_is_named_and_counts_once_it_is_mended(wrong):
    """It is set aside with its day; amended, it is as if it had been written on the right one."""
    odd = evolve(entry(4, 5), on=wrong)
    aside = ENGINE.review(OPEN, [*of_five(5, 4, 5), odd], on=day(4))
    (missing,) = [each for each in aside.missing if each.what == odd.id]
    assert str(wrong.year) in missing.say()

    mended = ENGINE.review(OPEN, [*of_five(5, 4, 5), odd, evolve(odd, on=day(4), revision=1)], on=day(4))

    right = ENGINE.review(OPEN, [*of_five(5, 4, 5), entry(4, 5, revision=1)], on=day(4))
    assert (right.next_steps, right.readings, right.wins) == (mended.next_steps, mended.readings, mended.wins)
    assert odd.id not in [each.what for each in mended.missing]


def test_a_log_keeps_the_order_in_which_it_was_written(tmp_path):
    """Whatever days its rows bear, as a table and as lines; and a review asks nothing of that order."""
    log = [evolve(entry(n, n % 6), on=on) for n, on in enumerate([*WRONG, day(2), day(1)], start=1)]
    for form in ("csv", "jsonl"):
        assert tuple(log) == read_log(dump_log(log, form).encode()).entries
    assert ENGINE.review(OPEN, log, on=day(3)) == ENGINE.review(OPEN, log[::-1], on=day(3))


# -- steps

HELD = ENGINE.hold(OPEN, "f1", until=day(20), by="Alex", on=day(7), why="a holiday")
LOG = of_five(5, 5, 5, 4, 5)
HURT = [*LOG, entry(5, hard=BREATH, question="Why does he do that?", id="e9")]
CLINICIAN = {"by": "Dana, OT", "role": "clinician", "on": day(6)}
#: Every verb that changes a plan, on a day before its last change, with a review of that very day.
TAKEN = {
    "apply": lambda found: ENGINE.apply(HELD, found.next_steps[0], **CLINICIAN, entries=HURT),
    "decline": lambda found: ENGINE.decline(HELD, found.next_steps[0], **CLINICIAN),
    "clear": lambda found: ENGINE.clear(HELD, found.alerts[0], **CLINICIAN, entries=HURT),
    "answer": lambda found: ENGINE.answer(HELD, found.questions[0], **CLINICIAN, entries=HURT, words="We look."),
    "change": lambda found: ENGINE.change(HELD, "f1", **CLINICIAN, entries=HURT, minutes=3),
    "hold": lambda found: ENGINE.hold(HELD, "f1", until=day(9), **CLINICIAN),
    "end": lambda found: ENGINE.end(HELD, "f1", **CLINICIAN, why="done"),
    "approve": lambda found: ENGINE.approve(HELD, evolve(OPEN.approval, on=day(6)), role="clinician"),
}


@pytest.mark.parametrize("verb", TAKEN)
def test_a_change_before_the_last_one_is_refused_with_that_day(verb):
    """It says which day it is about, and what to do; never to review again, which would mend nothing."""
    with pytest.raises(CoachplanError) as refused:
        TAKEN[verb](ENGINE.review(HELD, HURT, on=day(6)))

    (finding,) = refused.value.findings
    assert ("wrong-day", True, True) == (finding.code, str(day(7)) in finding.what, "right" in finding.hint)


def test_what_is_looked_at_on_a_day_before_the_last_change_is_kept():
    """Whoever travels west has yesterday once more: an alert is recorded, and the review can be looked back at."""
    found = ENGINE.review(HELD, HURT, on=day(6))

    assert ["e9"] == [flag.entry for flag in ENGINE.record(HELD, found).open_flags]
    assert again(ENGINE, audited(ENGINE, HELD, HURT, found)).same
    assert found.for_caregiver().paused


AHEAD = {
    "hold": lambda plan, on: ENGINE.hold(plan, "f1", until=on + timedelta(days=9), by="Alex", on=on),
    "change": lambda plan, on: ENGINE.change(
        plan, "f1", by="Dana, OT", role="clinician", on=on, entries=LOG, step=1
    ),
    "approve": lambda plan, on: ENGINE.approve(plan, evolve(OPEN.approval, on=on), role="clinician"),
}


@pytest.mark.parametrize("verb", AHEAD)
def test_a_plan_that_was_changed_by_a_clock_far_ahead_is_mended(verb):
    """As the error says: the right day is written in its document, and the plan goes on as if it had been right."""
    ahead = day(400)
    stuck = AHEAD[verb](OPEN, ahead)
    with pytest.raises(CoachplanError, match="History only goes forward"):
        ENGINE.hold(stuck, "f1", until=day(9), by="Alex", on=day(8))

    text = dumps(stuck)
    for number in range(12):  # the day itself, that from which it holds, and how long
        text = text.replace(str(ahead + timedelta(days=number)), str(day(6 + number)))
    mended = loads(Plan, text)

    assert AHEAD[verb](OPEN, day(6)) == mended
    ENGINE.hold(mended, "f1", until=day(9), by="Alex", on=day(8))


@pytest.mark.parametrize("on", WRONG, ids=str)
def test_a_brief_of_a_day_before_the_plan_is_made(on):
    """Nobody said since when, so nobody is told that it is wrong; of that day alone there is nothing to tell."""
    found = brief(ENGINE, OPEN, HURT, ENGINE.review(OPEN, HURT, on=on))

    assert on == found.until
    assert found.since <= found.until
    assert found.alerts
