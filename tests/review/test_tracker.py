"""
A plan followed entry by entry: what simply follows, what does not, and that both are reviewed as from the start.
"""

from __future__ import annotations

import copy
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps
from coachplan.model.plans import Change
from coachplan.review import entry_reading
from coachplan.review import log as log_of
from coachplan.testing.builders import ENGINE, OPEN, at, day, entry, of_five, review


def followed(plan, log, *, on, looked=()):
    """The review of a tracker that was given a log entry by entry, and asked after each on the days of *looked*."""
    tracker = ENGINE.track(plan)
    for number, each in enumerate(log):
        tracker.add(each)
        for first, last in looked:
            if number == first:
                tracker.review(on=day(last))
    return tracker.review(on=on)


def same(plan, log, tracked, on):
    expected = review(plan, log, on)
    return (expected, dumps(expected)) == (tracked, dumps(tracked))


LOG = of_five(2, 3, 4, 4)

#: A sign that is heard where the family reads Spanish, and not in a language that nobody knows.
ONLY_IN_SPANISH = "ya no habla como antes"


def in_language(code):
    """The plan of a family that reads another language."""
    caregiver = evolve(OPEN.family.caregivers[0], language=code)
    return evolve(OPEN, family=evolve(OPEN.family, caregivers=[caregiver]))


@pytest.mark.parametrize(
    ("more", "on"),
    [
        ([entry(4, 5, id="b")], 4),
        ([entry(4, 5, id="a0")], 4),  # of the same day, and before in order
        ([entry(2, 1, id="late")], 4),
        ([evolve(LOG[1], revision=1, successes=5)], 4),
        ([evolve(LOG[3], successes=1)], 4),  # two of one revision
        ([LOG[2]], 4),
        ([entry(5, 5), entry(9, 5)], 9),
        ([entry(6, 5)], 5),  # still to come
        ([entry(6, 5), entry(5, 4)], 7),
        ([entry(5, 4, tags=["no-such-tag"])], 4),
        ([entry(5, 4, focus="f9"), entry(5, 4)], 5),
        ([entry(40, 5), entry(41, 5)], 41),  # after a long gap
        ([entry(5, 9, went="not-yet"), entry(6, 2)], 6),
        ([entry(5, hard="he is not breathing"), entry(6, 3)], 6),
        ([entry(5, hard="no time"), entry(6, 3, question="can I use a bigger spoon?")], 6),
        ([entry(5, 4, hard="maybe a bit of a fever last year")], 5),
    ],
)
def test_whatever_comes_it_is_reviewed_as_from_the_start(more, on):
    """On time or late, amended, twice, of another focus, to come, or with a sign: it is what the engine says."""
    log = [*LOG, *more]
    assert same(OPEN, log, followed(OPEN, log, on=day(on), looked=[(3, 4)]), on)


def test_what_clashes_is_named_first_whenever_it_came():
    """What is set aside is told in one order: two of one revision before a mark that its counts deny."""
    denied = entry(5, 5, id="a1", went="not-yet")
    log = [*LOG, evolve(LOG[3], successes=1), denied]
    assert 2 == len({each.message.key for each in review(OPEN, log, 5).missing if each.what in ("a1", LOG[3].id)})
    assert same(OPEN, log, followed(OPEN, log, on=day(5), looked=[(4, 5)]), 5)


def counted(monkeypatch):
    """How often a log is read from its start."""
    made = []
    whole = log_of.Log.__init__
    monkeypatch.setattr(log_of.Log, "__init__", lambda *given: (made.append(1), whole(*given))[1])
    return made


def test_what_follows_is_added_and_what_does_not_is_read_anew(monkeypatch):
    """The next day, one more of today and what was given twice are added; what is late or amended is not patched in."""
    made = counted(monkeypatch)
    tracker = ENGINE.track(OPEN, LOG)
    tracker.review(on=day(4))
    for more in (entry(4, 5, id="b"), entry(4, 5, id="a0"), LOG[2], entry(6, 3), entry(7, 3, tags=["no-such-tag"])):
        tracker.add(more)
        tracker.review(on=day(7))
    assert [1] == made
    for more in (entry(2, 1, id="late"), evolve(LOG[1], revision=1, successes=5)):
        tracker.add(more)
        tracker.review(on=day(7))
    assert [1, 1, 1] == made


class Whole(int):
    """A whole number that is written in another way."""

    def __repr__(self):
        return f"int64({int(self)})"


class Point(float):
    """A number with a point that is written in another way."""

    def __repr__(self):
        return f"float64({float(self)})"


class Ended(BaseException):
    """What ends a review in the middle: an interrupt, or a time that is up."""


def ending_at(place):
    """Let whatever is asked of a log or a course be ended at its line number *place*; return what tells of it."""
    seen = [0]

    def each_line(frame, what, _):
        if what == "line":
            seen[0] += 1
            if seen[0] == place:
                raise Ended
        return each_line

    def each_call(frame, _what, _):
        return each_line if frame.f_code.co_filename.endswith(("review/log.py", "progress/course.py")) else None

    sys.settrace(each_call)
    return seen


def test_a_review_that_is_ended_in_the_middle_loses_no_sign():
    """Wherever a review is interrupted, the next one has what was written, and is the engine's."""
    log = [*LOG, entry(5, 3, hard="he is not breathing")]
    expected, ended = review(OPEN, log, 5), 0
    for place in range(1, 400, 3):
        tracker = ENGINE.track(OPEN, LOG)
        tracker.review(on=day(4))
        tracker.add(log[-1])
        before = sys.gettrace()
        seen = ending_at(place)
        try:
            tracker.review(on=day(5))
        except Ended:
            ended += 1
        finally:
            sys.settrace(before)
        assert expected == tracker.review(on=day(5)), seen
        assert expected.alerts
        if seen[0] < place:
            break
    assert ended > 10


def test_what_a_review_said_it_says_for_ever():
    """What is worked out when somebody looks is worked out of what was known then, whatever was added since."""
    places = {"h": "home", "n": "nursery"}
    practised = enumerate(zip("hhnhnhhhnnh", (4, 4, 2, 5, 2, 5, 5, 5, 2, 3, 4), strict=True), start=1)
    log = [entry(n, well, place=places[at]) for n, (at, well) in practised]
    log.append(entry(len(log) + 1, hard="no time", tags=["no-time"]))
    tracker = ENGINE.track(OPEN, log)
    kept, expected = tracker.review(on=log[-1].on), review(OPEN, log)
    assert ("generalise", True) == (expected.next_steps[0].action.kind, expected.next_steps[0].would_change is not None)
    for number in range(len(log) + 1, len(log) + 9):
        tracker.add(entry(number, 0, place="zoo"))
        tracker.review(on=day(number))
    assert dumps(expected) == dumps(kept)


def test_growth_over_weeks_is_said_when_it_is_followed_day_by_day():
    """A caregiver who grows surer is told so once, in the same week, by a tracker that looked on each day."""
    log = [entry(n, 3, confidence=mark) for n, mark in zip(range(1, 40, 3), (4, 5, 4, 6, 7, 8, 9, 9, 9), strict=False)]
    plan, tracker, told = at(OPEN, days_per_week=2), ENGINE.track(at(OPEN, days_per_week=2)), []
    for number, each in enumerate(log, start=1):
        tracker.add(each)
        found = tracker.review(on=each.on)
        for again in (found, tracker.review(on=each.on)):  # a look adds nothing
            assert ENGINE.review(plan, log[:number], on=each.on) == again
        told += [win.growth for win in found.wins if win.growth]
    assert "confidence" in told


def test_what_lies_ahead_when_a_log_is_first_read_is_not_lost():
    """An entry of a day to come counts from its day on, and does not before, whichever is looked at first."""
    ahead = entry(9, 5)
    tracker = ENGINE.track(OPEN, [*LOG, ahead])
    for number in (9, 8, 10, 5, 9):
        assert same(OPEN, [*LOG, ahead], tracker.review(on=day(number)), number)


def test_a_clock_that_goes_back_is_followed():
    """What does not count for another reason is still to come on an earlier day, and told so."""
    odd = entry(9, 5, tags=["no-such-tag"])
    log = [*LOG, odd]
    tracker = ENGINE.track(OPEN, LOG)
    tracker.review(on=day(4))
    tracker.add(odd)
    tracker.review(on=day(9))
    assert same(OPEN, log, tracker.review(on=day(6)), 6)
    assert same(OPEN, log, tracker.review(on=day(9)), 9)


def test_a_day_before_a_change_is_asked_about_with_the_plan_of_that_day():
    """Whoever looks back after a step sees the step that was practised then, and who looks ahead the one since."""
    after = ENGINE.change(OPEN, "f1", by="Dana, OT", role="clinician", on=day(7), step=1)
    tracker = ENGINE.track(after, LOG)
    for number in (7, 5, 8, 6, 7):
        assert same(after, LOG, tracker.review(on=day(number)), number)
    assert tracker.review(on=day(6)).next_steps != tracker.review(on=day(8)).next_steps


def test_a_recorded_flag_a_hold_and_a_clearance_are_followed_without_reading_anew(monkeypatch):
    """What was recorded, held or cleared on the way holds in the next review, and no day is folded again for it."""
    made = counted(monkeypatch)
    log = [*LOG, entry(5, hard="he is not breathing")]
    tracker = ENGINE.track(OPEN, log)
    plan, looked = OPEN, 0
    verbs = (
        ENGINE.record,
        lambda plan, found: ENGINE.hold(plan, "f1", until=day(20), by="Dana, OT", on=day(6), why="away"),
        lambda plan, found: ENGINE.clear(
            plan, found.alerts[0], by="Dana, OT", role="clinician", on=day(6), entries=log
        ),
        lambda plan, found: plan,
    )
    for verb in verbs:
        found = tracker.review(on=day(6))
        before = len(made)
        assert same(plan, log, found, 6)
        plan = verb(plan, found)
        tracker.plan = plan
        looked += len(made) - before
    assert not tracker.review(on=day(6)).alerts
    assert looked + 1 == len(made)


def test_what_comes_seldom_and_then_often_is_followed():
    """A routine that came once a week is counted by its chances; once it comes daily, by its days."""
    plan = at(OPEN, days_per_week=2)
    log = [entry(n, n % 5) for n in (1, 8, 15, 22, 23, 24, 25, 26, 27, 28, 29, 30, 44, 60)]
    tracker = ENGINE.track(plan)
    for number, each in enumerate(log, start=1):
        tracker.add(each)
        assert same(plan, log[:number], tracker.review(on=each.on), (each.on - day(1)).days + 1)


def test_what_is_written_on_the_day_of_a_change_is_of_the_step_before():
    """More of the day on which a step was taken comes in after it, and counts for the step that was practised."""
    plan = ENGINE.change(OPEN, "f1", by="Dana, OT", role="clinician", on=day(7), step=1)
    log, tracker = list(LOG), ENGINE.track(plan, LOG)
    tracker.review(on=day(7))
    for more in (entry(7, 5), entry(7, 0, id="b"), entry(7, 2, id="c"), entry(8, 1), entry(9, 2)):
        log.append(more)
        tracker.add(more)
        number = (more.on - day(1)).days + 1
        assert same(plan, log, tracker.review(on=more.on), number)
        assert same(plan, log, tracker.review(on=more.on), number)


def test_a_stretch_that_begins_on_the_day_on_which_the_one_before_ends_is_followed():
    """As another program may write it: the day of the change is of both, also where it is written of after a look."""
    before = OPEN.focuses[0]
    after = evolve(before, step=1, since=day(7))
    turn = Change(on=day(7), kind="change", by="Dana, OT", role="clinician", focus="f1", before=before, after=after,
                  revision=1)  # fmt: skip
    plan = evolve(OPEN, focuses=[after], history=[turn], revision=1)
    for first in (OPEN, plan):
        log, tracker = list(LOG), ENGINE.track(first, LOG)
        tracker.review(on=day(7))
        tracker.plan = plan
        tracker.review(on=day(7))
        for more in (entry(7, 1), entry(7, 5, id="b"), entry(8, 2)):
            log.append(more)
            tracker.add(more)
            number = (more.on - day(1)).days + 1
            assert same(plan, log, tracker.review(on=more.on), number)


def test_an_equal_plan_that_is_written_otherwise_is_followed_as_it_is_written():
    """5 minutes and 5.0 are one number; a review says them as the plan that is followed now has them."""
    tracker, plan = ENGINE.track(OPEN, LOG), at(OPEN, minutes=5.0)
    tracker.review(on=day(4))
    tracker.plan = plan
    assert same(plan, LOG, tracker.review(on=day(4)), 4)


def test_a_tracker_is_copied_but_not_pickled_and_given_plans_alone():
    """A copy begins anew and says the same; what is no plan is refused as everywhere."""
    tracker = ENGINE.track(OPEN, LOG)
    found = tracker.review(on=day(4))
    assert found == copy.copy(tracker).review(on=day(4)) == copy.deepcopy(tracker).review(on=day(4))
    with pytest.raises(TypeError, match="save"):
        pickle.dumps(tracker)
    with pytest.raises(CoachplanError, match="plan"):
        tracker.plan = None
    assert found == tracker.review(on=day(4))


def test_of_several_threads_one_is_heard_at_a_time():
    """Threads that add and look at once lose no entry, and each later review is the engine's."""
    log = [entry(n, n % 6, id=f"{n:03}") for n in range(1, 41)]
    tracker = ENGINE.track(OPEN)

    def lived(own):
        for each in own:
            tracker.add(each)
            tracker.review(on=day(40))

    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lived, (log[n::4] for n in range(4))))
    finally:
        sys.setswitchinterval(switch)
    tracker.add(entry(41, hard="he is not breathing"))
    whole = [*log, entry(41, hard="he is not breathing")]
    assert same(OPEN, whole, tracker.review(on=day(41)), 41)
    assert tracker.review(on=day(41)).alerts


def test_another_language_of_the_family_is_read_anew():
    """Words are read in the language of the plan that is followed now, whatever they were read in before."""
    log = [*LOG, entry(5, hard=ONLY_IN_SPANISH)]
    tracker = ENGINE.track(in_language("xx"), log)
    assert not tracker.review(on=day(5)).alerts
    tracker.plan = in_language("es")
    assert tracker.review(on=day(5)).alerts
    assert same(in_language("es"), log, tracker.review(on=day(5)), 5)


def test_what_was_read_before_a_review_was_ended_is_read_anew_in_another_language(monkeypatch):
    """A review that was ended while another language was read leaves none of its readings behind."""
    log = [*LOG, entry(5, hard=ONLY_IN_SPANISH), entry(6, hard="ok")]
    tracker, read = ENGINE.track(in_language("xx"), log), entry_reading.read_entry

    def ended(given, *rest):
        if given.on == day(6):
            raise Ended
        return read(given, *rest)

    monkeypatch.setattr(entry_reading, "read_entry", ended)
    with pytest.raises(Ended):
        tracker.review(on=day(6))
    monkeypatch.undo()
    tracker.plan = in_language("es")
    assert same(in_language("es"), log, tracker.review(on=day(6)), 6)


def test_the_mark_of_a_log_is_the_same_in_any_order():
    """A review of the same entries has one id, and another as soon as one letter is another."""
    assert review(OPEN, LOG).id == review(OPEN, LOG[::-1]).id
    assert review(OPEN, LOG).id != review(OPEN, [*LOG[:3], evolve(LOG[3], place="x")]).id
    for number in ("minutes", "amount", "confidence", "stress"):
        whole, point = (evolve(LOG[0], **{number: mark}) for mark in (4, 4.0))
        assert review(OPEN, [whole]).id == review(OPEN, [point]).id
        assert review(OPEN, [whole]).id != review(OPEN, [evolve(whole, **{number: 3})]).id
        for kind in (Whole, Point):  # numbers as a table of columns has them
            assert review(OPEN, [whole]).id == review(OPEN, [evolve(whole, **{number: kind(4)})]).id
