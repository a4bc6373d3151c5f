"""What a chart shows: every practised day once, counted as the review counts, and nothing that a reader may not see."""

import pickle
from datetime import timedelta
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.plans import Change, Clearance, Hold, OpenFlag
from coachplan.model.told import MARKS
from coachplan.papers.alternative import alternative, days_table
from coachplan.papers.series import series
from coachplan.progress.at_once import practice_of
from coachplan.review.intake import select_entries
from coachplan.review.tracker import hearing
from coachplan.testing.builders import ENGINE, OPEN, PLAN, D, at, day, entry, of_five, review
from coachplan.testing.strategies import logs, plans

KNOWN = ENGINE.catalogue


def turned(plan, number, **new):
    """The plan with a change on a day, in force from the next."""
    before = plan.focuses[0]
    after = evolve(before, **{"since": day(number + 1), **new})
    change = Change(
        on=day(number), kind="change", by="Dana", focus="f1", before=before, after=after, revision=plan.revision + 1
    )
    return evolve(plan, focuses=[after], history=[*plan.history, change], revision=plan.revision + 1)


def shown(plan, log, number, **more):
    return series(plan, log, "f1", on=day(number), catalogue=KNOWN, **more)


def words(message):
    return KNOWN.words.say(message)


# -- laws

#: Few notes, so that each is read once; that any is heard is the readers' own law.
NOTES = st.sampled_from(["He laughed.", "He did 4 of 5.", "no time today"])


@st.composite
def histories(draw):
    """A plan with up to three changes, and its log."""
    plan = draw(plans(focuses=[1]))
    for number in sorted(draw(st.sets(st.integers(1, 27), max_size=3))):
        new = draw(st.sampled_from([{"step": 1}, {"step": 3}, {"strategy": "toy/wait-and-look"}, {"minutes": 9}]))
        lighter = {"since": plan.focuses[0].since} if "minutes" in new else {}
        plan = turned(plan, number, **lighter, **new)
    return plan, draw(logs(plan, written=NOTES))


@settings(max_examples=25)
@given(histories())
def test_every_practised_day_is_there_once_for_each_observer_with_the_counts_of_the_review(history):
    """The engine's own pools, phase by phase, have the same days and the same counts."""
    plan, log = history
    on = day(30)
    drawn = series(plan, log, "f1", on=on, catalogue=KNOWN)
    usable = [e for e in select_entries(plan, log, on, KNOWN).usable if e.focus == "f1" and not e.only_observes]
    hear = hearing(plan, KNOWN)
    told = {e.id: hear(e).beyond for e in usable if hear(e).beyond is not None}
    expected = {}
    for phase in plan.phases("f1"):
        if phase.last is not None and phase.last < phase.focus.since:
            continue
        last = min(phase.last or on, on)
        practice = practice_of(
            phase.focus,
            [e for e in usable if e.on <= last],
            skill=KNOWN.skills[phase.focus.skill],
            strategy=KNOWN.strategies[phase.focus.strategy],
            on=last,
            changed_on=None,
            parameters=evolve(KNOWN.numbers, gap_days=10**6),
            told=told,
        )
        expected |= {each.on: each for each in practice.days if each.on >= phase.focus.since}

    assert sorted(expected) == sorted(drawn.days)
    assert len({(p.on, p.observer) for p in drawn.points}) == len(drawn.points)
    assert list(drawn.points) == sorted(drawn.points, key=lambda p: p.on)
    for on, pooled in expected.items():
        own = [p for p in drawn.points if p.on == on]
        unsure = any(e.went in MARKS and e.tries for e in usable if e.on == on)
        if not unsure:
            assert pooled.counted == (sum(p.tries for p in own), sum(p.successes for p in own))
        assert {e for p in own for e in p.entries} <= set(pooled.entries)


@settings(max_examples=25)
@given(histories())
def test_no_line_crosses_a_change_a_gap_or_days_off(history):
    """Two points that are joined are of one phase and one observer, with no long time and no agreed rest between."""
    plan, log = history
    drawn = series(plan, log, "f1", on=day(80), catalogue=KNOWN)
    for line in drawn.lines:
        assert 1 == len({p.phase for p in line}) == len({p.observer for p in line})
        for one, other in pairwise(line):
            assert one.on < other.on
            assert (other.on - one.on).days - 1 < drawn.line_days <= drawn.gap_days
            assert not any(one.on < off.last and off.first < other.on for off in drawn.off if off.kind != "ill")
    for point in drawn.points:
        phase = drawn.phases[point.phase]
        assert phase.first <= point.on <= phase.last


@settings(max_examples=15)
@given(histories(), st.integers(1, 30), st.integers(0, 20))
def test_a_window_shows_what_the_whole_shows_there(history, first, span):
    """The same points and the same axis, whatever is left out."""
    plan, log = history
    whole = series(plan, log, "f1", on=day(60), catalogue=KNOWN)
    since, until = day(first), day(first + span)
    part = series(plan, log, "f1", on=day(60), catalogue=KNOWN, since=since, until=until)
    expected = [evolve(p, phase=0) for p in whole.points if since <= p.on <= until]

    assert expected == [evolve(p, phase=0) for p in part.points]
    assert (whole.low, whole.high) == (part.low, part.high)
    assert all(part.phases[p.phase].label == whole.phases[q.phase].label
               for p in part.points for q in whole.points if q.on == p.on)  # fmt: skip


# -- points


def test_a_day_has_what_all_its_entries_count_together():
    """Two practices of a day are one point."""
    drawn = shown(OPEN, [entry(1, 1, 5), entry(1, 4, 5, id="b")], 2)

    assert [("counted", 0.5, 10, 5)] == [(p.kind, p.value, p.tries, p.successes) for p in drawn.points]


def test_two_observers_stand_apart():
    """The family and the therapist each have their own point on a day."""
    drawn = shown(OPEN, [entry(1, 1, 5), entry(1, 4, 5, id="b", role="clinician")], 2)

    assert [("caregiver", 0.2), ("clinician", 0.8)] == [(p.observer, p.value) for p in drawn.points]


def test_a_mark_is_never_a_count():
    """It has a place on the axis and no tries; beside counts it adds none."""
    drawn = shown(OPEN, [entry(1, went="mostly"), entry(2, 1, 5), entry(2, went="on-their-own", id="b")], 2)

    assert [("coarse", 0, 0), ("counted", 5, 1)] == [(p.kind, p.tries, p.successes) for p in drawn.points]
    assert ("mostly",) == drawn.points[0].marks


def test_a_count_that_its_mark_denies_is_shown_and_not_judged():
    """What was counted is drawn as counted, apart, and not as the mark that the review takes for it."""
    drawn = shown(OPEN, [entry(1, 5, 5, went="not-yet")], 2)

    assert [("apart", 1.0, 0, 5)] == [(p.kind, p.value, p.tries, p.apart_tries) for p in drawn.points]


@pytest.mark.parametrize("tag", ["ill", "pressured", "another-way"])
def test_what_is_not_judged_stands_apart(tag):
    """It is shown, and joined by no line."""
    drawn = shown(OPEN, [*of_five(1, 2), entry(3, 5, 5, tags=[tag])], 3)

    assert "apart" == drawn.points[-1].kind
    assert [2] == [len(line) for line in drawn.lines]


def test_practice_of_which_nothing_is_known_is_there_without_a_value():
    """A win in words is a practised day."""
    drawn = shown(OPEN, [entry(1, minutes=4)], 1)

    assert [("practised", None)] == [(p.kind, p.value) for p in drawn.points]


def test_an_ill_day_without_practice_is_a_day_off_and_no_point():
    """Missing is not zero."""
    drawn = shown(OPEN, [entry(1, 1), entry(2, tags=["ill"]), entry(3, tags=["ill"])], 4)

    assert [day(1)] == list(drawn.days)
    assert [(day(2), day(3), "ill", 2)] == [(off.first, off.last, off.kind, off.days) for off in drawn.off]


# -- phases


def test_a_phase_is_called_by_what_is_new_in_it():
    """The step, the way of helping, the part of the day; what only lightens begins none."""
    plan = turned(turned(turned(OPEN, 5, step=3), 9, strategy="toy/wait-and-look"), 12, routine="tidy")
    plan = turned(plan, 14, since=day(13), minutes=2)
    drawn = shown(plan, of_five(1), 20)
    expected = [
        "Step 2: Puts one block on top after you show it", "Step 3: Puts one block on top when you say so",
        "New way: Wait and look", "In another part of the day",
    ]  # fmt: skip

    assert expected == [words(phase.label) for phase in drawn.phases]
    assert [day(5), day(9), day(12), day(20)] == [phase.last for phase in drawn.phases]
    assert [day(6), day(10), day(13)] == [phase.first for phase in drawn.phases[1:]]


def test_a_focus_that_ended_is_still_drawn():
    """Its history is all there is."""
    plan = ENGINE.end(OPEN, "f1", by="Dana", role="clinician", on=day(4), why="done")
    drawn = shown(plan, of_five(1, 2, 3), 9)

    assert 3 == len(drawn.points)
    assert day(4) == drawn.phases[-1].last


def test_what_nobody_here_knows_is_drawn_without_its_words():
    """A skill of a plugin that is gone has counts all the same."""
    drawn = shown(at(skill="gone/skill", strategy="gone/way"), of_five(1, 2), 2)

    assert "this practice" == words(drawn.skill)
    assert ["Step 2"] == [words(phase.label) for phase in drawn.phases]
    assert 2 == len(drawn.points)


def test_an_unknown_focus_and_a_window_without_days_are_refused():
    """Each with what would be right."""
    with pytest.raises(CoachplanError, match="f1"):
        series(OPEN, [], "f2", on=D, catalogue=KNOWN)
    with pytest.raises(CoachplanError, match="window has no day"):
        shown(OPEN, [], 4, since=day(9))


def test_a_draft_is_shown_to_no_caregiver_and_a_review_is_of_this_plan():
    """As every paper."""
    with pytest.raises(CoachplanError, match="draft"):
        shown(PLAN, [], 4, audience="caregiver")
    with pytest.raises(CoachplanError, match="another plan"):
        shown(at(minutes=9), of_five(1), 4, review=review(OPEN, of_five(1)))


def test_a_plan_that_begins_tomorrow_has_an_empty_chart():
    """It is no mistake to look."""
    drawn = shown(at(since=day(5)), [], 3)

    assert () == drawn.points == drawn.phases


# -- beside the points


def test_a_long_time_without_a_word_is_a_gap_and_an_agreed_rest_is_none():
    """Fourteen days; those of a hold are not missed."""
    log = [entry(1, 1), entry(16, 2), entry(40, 3)]
    plan = evolve(OPEN, holds=[Hold(focus="f1", by="Alex", on=day(16), until=day(38))])

    assert [(day(2), day(15), "gap"), (day(17), day(39), "gap")] == [
        (off.first, off.last, off.kind) for off in shown(OPEN, log, 40).off
    ]
    assert [(day(2), day(15), "gap"), (day(17), day(38), "agreed")] == [
        (off.first, off.last, off.kind) for off in shown(plan, log, 40).off
    ]


def test_a_line_breaks_at_a_week_without_a_word():
    """Six silent days may be joined; of seven nobody knows what was between. The axis breaks later."""
    joined, broken = [entry(1, 1), entry(8, 2)], [entry(1, 1), entry(9, 2)]

    assert [[day(1), day(8)]] == [[point.on for point in line] for line in shown(OPEN, joined, 9).lines]
    assert () == shown(OPEN, broken, 9).lines
    assert () == shown(OPEN, broken, 9).off


def test_what_comes_once_a_week_is_joined_from_week_to_week():
    """For it a week is no silence: the line breaks where the axis does."""
    log = [entry(1 + 7 * week, 1, tries=1, id=f"e{week}") for week in range(4)]
    drawn = shown(at(days_per_week=1), [each for each in log if each.id != "e2"], 22)

    assert drawn.line_days == drawn.gap_days
    assert [3] == [len(line) for line in drawn.lines]


def test_the_time_since_the_last_entry_can_be_a_gap_too():
    """A chart of today does not end with the last good day."""
    off = shown(OPEN, of_five(1, 2), 20).off

    assert [(day(3), day(20), "gap")] == [(each.first, each.last, each.kind) for each in off]


def test_the_aim_line_is_the_one_that_days_are_held_against():
    """From the baseline on the first day of the step to the aim, and level from then on."""
    aim = shown(at(baseline=0.2, aim=0.8, aim_day=day(7)), of_five(1), 12).aim

    assert [0.2, 0.5, 0.8, 0.8] == [pytest.approx(aim.at(day(number))) for number in (1, 4, 7, 11)]
    assert shown(OPEN, of_five(1), 3).aim is None
    level = shown(at(aim=0.8), of_five(1), 3).aim
    assert 0.8 == level.at(day(1)) == level.at(day(9))


def test_lately_is_what_the_review_has():
    """The same days and the same tries."""
    drawn = shown(OPEN, of_five(1, 2, 3, 4, 5), 6)

    assert (3, 15, 12) == (drawn.lately.days, drawn.lately.tries, drawn.lately.successes)


def test_an_axis_of_amounts_is_as_high_in_every_window():
    """A round number above all that was written."""
    from coachplan.papers.series import _axis

    assert (0, 1) == _axis("tries", [], [])
    assert (-2, 2) == _axis("rating", [], [])
    assert (0, 5) == _axis("count", [], [])


# -- alerts, and who sees them

BAD = entry(2, id="bad", hard="He is limp and his lips are blue")
#: What a flag that is quiet says in the core's own content.
QUIET = entry(3, id="quiet", hard="My husband hits me")


def test_a_day_with_an_alert_is_marked():
    """By the review, or else by what the plan has recorded."""
    log = [entry(1, 1), BAD]
    told = review(OPEN, log)
    recorded = ENGINE.record(OPEN, told)

    assert [(day(2), False)] == [(f.on, f.cleared) for f in shown(OPEN, log, 3, review=told).flags]
    assert [(day(2), False)] == [(f.on, f.cleared) for f in shown(recorded, [], 3).flags]
    assert shown(OPEN, log, 3, review=told).paused
    assert shown(recorded, [], 3).paused


def test_a_quiet_alert_is_marked_for_the_clinician_alone():
    """Somebody who is feared may look at the chart, too."""
    log = [entry(1, 1), QUIET]
    told = review(OPEN, log)
    assert ("quiet",) == told.quiet
    recorded = ENGINE.record(OPEN, told)

    for plan, more in ((OPEN, {"review": told}), (recorded, {})):
        assert [day(3)] == [flag.on for flag in shown(plan, log, 3, **more).flags]
        assert () == shown(plan, log, 3, audience="caregiver", **more).flags


def test_what_was_cleared_is_told_to_the_clinician_alone():
    """It is over, and it was there."""
    log = [entry(1, 1), BAD]
    plan = evolve(OPEN, cleared=[Clearance(entry="bad", flags=["core/x"], words=["x"], by="Dana", on=day(3))])

    assert [(day(2), True)] == [(f.on, f.cleared) for f in shown(plan, log, 4).flags]
    assert () == shown(plan, log, 4, audience="caregiver").flags


def test_a_day_is_not_cleared_while_another_alert_of_it_stands():
    """One of two."""
    log = [entry(1, 1), BAD]
    kept = OpenFlag(entry="other", flag="core/x", urgency="now", words="x", on=day(2))
    seen = Clearance(entry="bad", flags=["core/x"], words=["x"], by="Dana", on=day(3))
    plan = evolve(OPEN, cleared=[seen], open_flags=[kept])

    assert [(day(2), False)] == [(f.on, f.cleared) for f in shown(plan, log, 4).flags]


def test_a_series_holds_no_note_and_no_name():
    """What a family wrote is in none of its words, whichever language."""
    log = [entry(1, 1, who="Zorblax", place="Zorblax", worked="Zorblax laughed", win="Zorblax")]
    drawn = shown(OPEN, log, 2)

    assert "Zorblax" not in pickle.dumps(drawn).decode("latin-1")
    assert "Sam" not in repr(drawn)


def test_a_series_travels_with_its_words():
    """Pickled, it says the same, and is told and drawn in the same words."""
    drawn = shown(OPEN, of_five(1, 2), 3)
    again = pickle.loads(pickle.dumps(drawn))
    for language in ("en", "es"):
        assert alternative(drawn, language) == alternative(again, language)
        assert days_table(drawn, language) == days_table(again, language)
        assert "core/" not in alternative(again, language)

    assert drawn == again
    assert drawn.say(drawn.phases[0].label, "es") == again.say(again.phases[0].label, "es")
    assert timedelta(2) == drawn.until - drawn.since
