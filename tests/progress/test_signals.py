"""
The named readings: what each is, when it is known, and what it rests on.
"""

from __future__ import annotations

from functools import partial

import pytest
from attrs import evolve

from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.progress.signals import CORE_SIGNALS
from coachplan.testing import builders
from coachplan.testing.builders import OPEN, at, curious, day, entry, of_five
from coachplan.testing.toy import toy

ENGINE = Engine(plugins=[toy, curious(*(signal.id for signal in CORE_SIGNALS))])
review = partial(builders.review, engine=ENGINE)
step = partial(builders.step, engine=ENGINE)


def reading(log, signal, plan=OPEN, number=None):
    return review(plan, log, number).reading("f1", signal)


def value(log, signal, plan=OPEN, number=None):
    return reading(log, signal, plan, number).value


def test_success_has_bounds():
    """The share comes with its bounds, which are what is likely, not what was seen: three days say only so much."""
    found = reading(of_five(5, 5, 5), "success")
    assert 1.0 == found.value
    assert 0.5 < found.low < found.high < 1.0
    longer = reading(of_five(*[5] * 12), "success")
    assert found.low < longer.low < longer.high < 1.0


@pytest.mark.parametrize(
    "signal", ["success", "worst-day", "practised", "below-aim", "stalled", "confidence", "probe-success"]
)
def test_without_entries_a_reading_is_unknown_and_says_what_it_lacks(signal):
    """Unknown is neither zero nor no; it is listed as missing, with what it needs."""
    found = review(OPEN, [], 1)
    assert found.reading("f1", signal).value is None
    assert any(each.what == signal and each.why for each in found.missing)


def test_the_worst_day():
    """The lowest daily share lately; a day without tries is none."""
    assert 0.4 == value(of_five(5, 2, 5), "worst-day")
    assert 1.0 == value([*of_five(5, 5, 5), Entry("m", day(4), focus="f1", minutes=5)], "worst-day")


def test_rising():
    """Yes where the last day lately is better than the first."""
    rising_no, rising_yes = of_five(1, 0, 1), of_five(0, 1, 2)
    assert ("no", "yes") == (value(rising_no, "rising"), value(rising_yes, "rising"))


def test_practised_is_unknown_in_the_first_fourteen_days():
    """On day 14 the share of planned days is known: 5 of the 10 planned."""
    log = of_five(3, 3, 3, 3, 3)
    assert value(log, "practised", number=13) is None
    assert 0.5 == value(log, "practised", number=14)


def test_practised_starts_anew_with_any_change():
    """Also lightening does: half of the old plan is no reproach under the new one."""
    lighter = ENGINE.change(OPEN, "f1", by="Alex", on=day(10), days_per_week=3)
    assert value(of_five(3, 3), "practised", lighter, 20) is None


def test_days_with_a_tag_are_counted_among_three():
    """Of the last three practised days, those with the tag; two entries of one day are one day."""
    log = [
        entry(1, 3, tags=["distressed"]),
        entry(2, 3, tags=["refused"]),
        entry(2, 3, id="x", tags=["refused"]),
        *[entry(n, 3) for n in (3, 4)],
    ]
    assert 1 == value(log, "distress-days")
    assert 2 == value(log[:3], "distress-days")


def test_marks_look_back_at_days_with_a_mark():
    """Confidence and stress: the days of the last three on which they were marked, and the mean of the newest two."""
    log = [
        entry(1, 3, stress=5, confidence=3),
        entry(2, 3, stress=4, confidence=7),
        entry(3, 3),
        entry(4, 3, stress=3, confidence=8),
    ]
    marks = ("stress-days", "stress", "low-confidence-days", "confidence")
    assert (2, 3.5, 1, 7.5) == tuple(value(log, name) for name in marks)


def test_quiet_days():
    """Days since the last entry, which a change of the plan does not make unknown."""
    assert 5 == value(of_five(5, 5, 5), "quiet-days", number=8)


def test_a_family_that_falls_silent_after_a_change_is_asked():
    """After a step up and 57 days without a word, there is a last entry: ask, and do not say it was not practised."""
    plan = ENGINE.apply(OPEN, step(OPEN, of_five(5, 5, 5)), by="Alex", on=day(3))
    assert 57 == value(of_five(5, 5, 5), "quiet-days", plan, 60)


def test_days_since_change():
    """Counted from the last change of any kind, else from the first day."""
    assert 4 == value(of_five(3), "days-since-change", number=5)
    lighter = ENGINE.change(OPEN, "f1", by="Alex", on=day(2), minutes=3)
    assert 3 == value(of_five(3), "days-since-change", lighter, 5)


def test_the_step_and_what_is_above_it():
    """Step 2 of four has two above it."""
    assert (2, 2) == (value(of_five(3), "step"), value(of_five(3), "steps-left"))


def test_places_that_go_well():
    """A place counts with three tries and 80 %; a place with less does not."""
    log = [
        entry(1, 5, place="home"),
        entry(2, 5, place="park"),
        entry(3, 2, 2, place="car"),
        entry(4, 3, place="school"),
    ]
    assert 2 == value(log, "places")


@pytest.mark.parametrize(("signal", "field"), [("places", "place"), ("people", "who")])
def test_a_place_or_person_not_written_is_not_another_one(signal, field):
    """Missing is not a second place: two days at home and one that does not say are one place."""
    log = [entry(1, 5, **{field: "home"}), entry(2, 5, **{field: "home"}), entry(3, 5)]
    assert 1 == value(log, signal)


@pytest.mark.parametrize("written", ["Home", "home ", "HOME"])
def test_one_place_written_in_two_ways_is_one_place(written):
    """Capitals and spaces make no second place, and so no mastery."""
    log = [entry(1, 5, place="home"), entry(2, 5, place=written), entry(3, 5, place="home")]
    assert 1 == value(log, "places", at(step=4))


def test_differences_are_beyond_chance():
    """OT-04, OT-05 and SP-10: place, time of day and person are told apart."""

    def split(field, one, other, well, badly):
        return [
            entry(n, s, id=f"{w}{n}", **{field: w})
            for w, log in ((one, well), (other, badly))
            for n, s in enumerate(log, 1)
        ]

    assert "yes" == value(split("place", "home", "Grandma's", (5, 5, 5), (1, 0)), "places-differ")
    assert "yes" == value(split("part_of_day", "morning", "evening", (5, 4, 5), (0, 1, 0)), "times-differ")
    assert "yes" == value(split("who", "Mum", "Dad", (4, 4, 5), (1, 1, 2)), "people-differ")
    assert "no" == value(split("who", "Mum", "Dad", (4, 4, 5), (3, 4, 4)), "people-differ")


def test_the_strategy_is_credited_by_day():
    """Days on which it was done, and the share of marked days that were partly or not."""
    log = [entry(1, 3, did_strategy="yes"), entry(2, 3, did_strategy="partly"), entry(3, 3)]
    assert (1, 0.5) == (value(log, "strategy-days"), value(log, "strategy-partly"))


def test_offers_count_what_was_offered():
    """However many tries or entries: what was offered at one part of a day is one offer."""
    log = [*of_five(1, 1), entry(3, did_strategy="yes"), entry(4, hard="no time")]
    assert 3 == value(log, "offers")
    assert 3 == value([*log, entry(2, 0, id="again")], "offers")


def test_stalled_needs_ten_days():
    """Unknown on nine days; yes on ten that do not rise; no where the newer half is better."""
    assert value(of_five(*[2] * 9), "stalled") is None
    assert "yes" == value(of_five(*[2] * 10), "stalled")
    assert "no" == value(of_five(1, 1, 1, 1, 1, 2, 2, 2, 2, 2), "stalled")


def test_below_aim_needs_a_baseline_an_aim_and_five_days():
    """Without an aim or a baseline, or on four days, it is unknown; OT-12 is below on the tenth day."""
    plan = at(baseline=0.4, aim=0.8, aim_day=day(12))
    log = of_five(2, 2, 1, 2, 2, 2, 2, 1, 2, 2)
    assert value(log, "below-aim") is None
    assert value(log[:4], "below-aim", plan) is None
    assert value(log, "below-aim", at(aim=0.8, aim_day=day(12))) is None
    assert "yes" == value(log, "below-aim", plan)
    assert "no" == value(of_five(1, 1, 2, 2, 2, 3), "below-aim", at(baseline=0.2, aim=0.8, aim_day=day(10)))


@pytest.mark.parametrize("tag", ["ill", "new-place", "new-person"])
def test_ill_and_new_days_are_no_trend(tag):
    """They are kept and shown, and left out of what is held against the aim."""
    plan = at(baseline=0.4, aim=0.8, aim_day=day(12))
    log = [entry(n, 2, tags=[tag] if n % 2 else []) for n in range(1, 10)]
    assert value(log, "below-aim", plan) is None
    assert value(log, "does-little") is None
    assert "no" == value([entry(n, 2) for n in range(1, 10)], "below-aim", plan)


def test_the_latest_probe():
    """Known only while maintaining: the share of the last day with tries."""
    assert 0.4 == value([entry(8, 5), entry(15, 2)], "probe-success", at(step=4, maintaining=True))
    assert value(of_five(5), "probe-success") is None


def test_calm_days():
    """Days lately without distress, refusal, gagging, coughing, vomiting or pressure."""
    assert 2 == value([*of_five(5, 5), entry(3, 5, tags=["refused"])], "calm-days")


# -- what comes seldom

SELDOM = evolve(OPEN, focuses=[evolve(OPEN.focuses[0], days_per_week=1)])


def rule(log, number):
    return review(SELDOM, log, number).step_for("f1").rule


def test_what_comes_every_eight_weeks_is_not_quiet_after_six():
    """Its own log says how long is usual; half as long again is late."""
    cuts = [entry(number, 1, tries=1) for number in (1, 57, 113)]
    assert ("no", "yes") == tuple(value(cuts, "overdue", SELDOM, number) for number in (113 + 84, 113 + 85))
    assert "core/quiet" != rule(cuts, 113 + 45)
    assert "core/quiet" == rule(cuts, 113 + 85)


def test_what_is_usual_is_told_by_three_entries():
    """Two say nothing of it, and six weeks are long; weekly ones are late no sooner than after six weeks."""
    two = [entry(number, 1, tries=1) for number in (1, 57)]
    assert "yes" == value(two, "overdue", SELDOM, 58)
    assert "core/quiet" == rule(two, 57 + 42)
    weekly = [entry(number, 1, tries=1) for number in (1, 8, 15, 22)]
    assert "yes" == value(weekly, "overdue", SELDOM, 22 + 20)
    assert "core/quiet" != rule(weekly, 22 + 20)
    assert "core/quiet" == rule(weekly, 22 + 42)


def test_a_usual_wait_is_no_break():
    """A haircut every ten weeks is not started anew each time."""
    cuts = [entry(number, 1, tries=1) for number in (1, 71, 141, 211)]
    assert (4, 0) == tuple(value(cuts, signal, SELDOM, 211) for signal in ("days", "gap"))
    assert 1 == value([*cuts, entry(211 + 120, 1, tries=1)], "days", SELDOM, 211 + 120)


def test_daily_practice_has_no_usual_wait():
    """Fourteen days are quiet, whatever the log waited before."""
    assert "core/quiet" == review(OPEN, [entry(1, 3), entry(13, 3), entry(25, 3)], 40).step_for("f1").rule


# -- doubts


def test_doubts_are_counted_since_the_talk():
    """Of the newest two days with a mark, and of those after a talk alone."""
    log = [entry(number, 5, confidence=mark) for number, mark in ((1, 4), (2, 4), (3, 4))]
    assert 2 == value(log, "doubt-days")
    talked = ENGINE.apply(OPEN, step(OPEN, log), by="Alex", on=day(3))
    assert 0 == value(log, "doubt-days", talked, 4)
    since = [*log, entry(4, 5, confidence=6), entry(5, 5), entry(6, 5, confidence=6)]
    assert (1, 2) == tuple(value(since[:end], "doubt-days", talked, 7) for end in (5, 6))
    assert 1 == value([*since, entry(7, 5, confidence=9)], "doubt-days", talked, 7)
