"""
The laws of the design, section 5, that a plan lives by from day to day: 1, 2, 6, 7, 8 and 9.

Laws 4, 5 and 11 stand in `test_laws_safety.py`, 3 and 10 in `test_laws_documents.py`.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import TOPICS, Rule
from coachplan.model.actions import KINDS, Action
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Hold, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Step
from coachplan.model.strategies import Strategy
from coachplan.progress import pooling
from coachplan.progress.signals import Measured, Signal
from coachplan.review import growth
from coachplan.review import log as log_of
from coachplan.testing.builders import ENGINE, Bringing
from coachplan.testing.knowledge import one_of, whole
from coachplan.testing.strategies import FIRST_DAY, conditions, logs, plans
from coachplan.testing.toy import toy

LAST_DAY = FIRST_DAY + timedelta(days=40)
REVIEW_DAYS = st.integers(0, 45).map(lambda gone: FIRST_DAY + timedelta(days=gone))
CLINICIAN = "Dana, SLP"


def kinds(review: Review) -> dict[str, str]:
    """
    Return the kind of step by focus, whether queued or not.
    """
    return {step.focus: step.action.kind for step in review.next_steps}


# -- logs that tell something


def _in_turn(*values):
    """
    Draw one or two of the values, for a log to take in turn.
    """
    return st.lists(st.sampled_from(values), min_size=1, max_size=2)


# Made once: to make a strategy at each draw takes longer than to draw.
_HITS = _in_turn(*range(6))
_TAGS = _in_turn(
    (), (), ("distressed",), ("refused",), ("pressured",), ("another-way",), ("no-time",), ("tired",), ("ill",)
)
_PLACES = _in_turn("home", "nursery", "")
_PEOPLE = _in_turn("Alex", "Bo", "")
_PARTS = _in_turn("morning", "evening", None)
_STRESS = _in_turn(None, 2, 5)
_SURE = _in_turn(None, 9, 4)


@st.composite
def telling_logs(draw, plan: Plan, *, most: int = 14) -> tuple[Entry, ...]:
    """
    Draw day after day of practice that leans one way, so that every rule of the core comes to speak now and then.
    """
    found = []
    for focus in plan.focuses:
        hits, tags, stress, sure = draw(_HITS), draw(_TAGS), draw(_STRESS), draw(_SURE)
        place, who, part = draw(_PLACES), draw(_PEOPLE), draw(_PARTS)
        on = FIRST_DAY
        for number in range(draw(whole(0, most))):
            on += timedelta(days=draw(one_of(1, 1, 1, 0, 2, 16)))
            found.append(
                Entry(
                    f"{focus.id}-{number}",
                    on,
                    focus=focus.id,
                    tries=5,
                    successes=hits[number % len(hits)],
                    tags=tags[number % len(tags)],
                    place=place[number % len(place)],
                    who=who[number % len(who)],
                    part_of_day=part[number % len(part)],
                    stress=stress[number % len(stress)],
                    confidence=sure[number % len(sure)],
                    support=draw(one_of(None, None, None, "full")),
                    did_strategy=draw(one_of(None, "yes", "no")),
                )
            )
    return tuple(found)


def any_log(plan: Plan) -> st.SearchStrategy[tuple[Entry, ...]]:
    """
    Draw a log: unkind, or leaning one way.
    """
    return logs(plan) | telling_logs(plan)


@st.composite
def lives(draw, at: Engine) -> list[tuple[Plan, tuple[Entry, ...], date]]:
    """
    Draw a plan, its log, and what people did to it: each plan in turn, with the log and the day it was reviewed on.
    """
    plan = draw(plans())
    log = draw(any_log(plan))
    on = FIRST_DAY
    found = [(plan, log, on)]
    for verb in draw(_DONE):
        on += timedelta(days=draw(one_of(1, 4, 9)))
        review = at.review(plan, log, on=on)
        role = draw(one_of("clinician", "clinician", "caregiver"))
        step = draw(st.sampled_from(review.next_steps)) if review.next_steps else None
        try:
            plan = _VERBS[verb](at, plan, review, step, log, role, on)
        except CoachplanError:
            continue  # refused, and so nothing happened
        found.append((plan, log, on))
    return found


def _clear(at, plan, review, step, log, role, on):
    return at.clear(plan, review.alerts[0], by=CLINICIAN, role=role, on=on, entries=log) if review.alerts else plan


_VERBS = {
    "apply": lambda at, plan, review, step, log, role, on: at.apply(
        plan, step, by=CLINICIAN, role=role, on=on, entries=log
    ),
    "apply-too": lambda at, plan, review, step, log, role, on: at.apply(
        plan, step, by=CLINICIAN, role="clinician", on=on, entries=log
    ),
    "decline": lambda at, plan, review, step, log, role, on: at.decline(
        plan, step, by="Alex", role=role, on=on, why="no"
    ),
    "answer": lambda at, plan, review, step, log, role, on: (
        at.answer(plan, review.questions[0], by="Alex", role=role, on=on, words="yes") if review.questions else plan
    ),
    "record": lambda at, plan, review, step, log, role, on: at.record(plan, review),
    "clear": _clear,
    "hold": lambda at, plan, review, step, log, role, on: at.hold(
        plan, step.focus, until=on + timedelta(days=9), by="Alex", on=on, why="exams"
    ),
    "approve": lambda at, plan, review, step, log, role, on: at.approve(
        plan, Approval.everything(plan, by=CLINICIAN, on=on), role="clinician"
    ),
    "change": lambda at, plan, review, step, log, role, on: at.change(
        plan, step.focus, by=CLINICIAN, role="clinician", on=on, minutes=8, step=1
    ),
    "end": lambda at, plan, review, step, log, role, on: (
        at.end(plan, step.focus, by="Alex", on=on, why="enough") if len(plan.focuses) > 1 else plan
    ),
}


_DONE = st.lists(st.sampled_from(sorted(_VERBS)), max_size=6)


# -- law 1: however the entries are handed over

_TEARS = (
    {"tries": 9},
    {"successes": 1},
    {"focus": "f2"},
    {"tags": ("ill",)},
    {"place": "the park"},
    {"hard": "he is choking"},
    {"language": "es"},
    {"role": "clinician"},
    {"on": FIRST_DAY + timedelta(days=3)},
)


@st.composite
def torn_logs(draw, plan: Plan) -> tuple[Entry, ...]:
    """
    Draw a log in which some entries are told in two ways under one revision.
    """
    log = draw(any_log(plan))
    if not log:
        return log
    torn = draw(st.lists(st.tuples(st.sampled_from(log), st.sampled_from(_TEARS)), max_size=3))
    return (*log, *(evolve(entry, **tear) for entry, tear in torn))


@given(st.data())
def test_the_way_entries_are_handed_over_changes_nothing(data):
    """Shuffled, doubled and in parts, the same entries make the same review, id and document."""
    plan = data.draw(plans())
    log = data.draw(torn_logs(plan))
    on = data.draw(REVIEW_DAYS)
    again = data.draw(st.permutations([*log, *data.draw(st.lists(st.sampled_from(log or [None]), max_size=5))]))
    again = [entry for entry in again if entry is not None]
    cut = data.draw(whole(0, len(again)))
    once = ENGINE.review(plan, log, on=on)
    parts = ENGINE.review(plan, chain(iter(again[cut:]), (evolve(entry) for entry in again[:cut])), on=on)
    assert once == parts
    assert once.id == parts.id
    assert dumps(once) == dumps(parts)


@pytest.mark.parametrize("tear", _TEARS, ids=lambda tear: next(iter(tear)))
def test_two_tellings_of_one_entry_count_the_same_in_either_order(tear):
    """Of two clashing entries, which was read first makes no difference, whatever they clash in."""
    plan = simple_plan()
    one = Entry("e1", FIRST_DAY, focus="f1", tries=5, successes=5, hard="too tired today")
    other = evolve(one, **tear)
    first = ENGINE.review(plan, [one, other], on=LAST_DAY)
    second = ENGINE.review(plan, [other, one], on=LAST_DAY)
    assert first == second
    assert (first.id, dumps(first)) == (second.id, dumps(second))


def test_equal_entries_make_equal_ids():
    """A mark of 7 and one of 7.0 are equal entries, and given in either order they name the same inputs."""
    plain = Entry("e1", FIRST_DAY, focus="f1", tries=5, successes=5, confidence=7)
    pointed = evolve(plain, confidence=7.0)
    assert plain == pointed
    ids = {ENGINE.review(simple_plan(), log, on=LAST_DAY).id for log in ([plain, pointed], [pointed, plain], [plain])}
    assert 1 == len(ids)


@given(st.data())
def test_how_a_day_was_cut_into_entries_changes_no_step(data):
    """Ten tries written down at once, or as two times five, lead to the same step."""
    plan = data.draw(plans())
    log = data.draw(telling_logs(plan))
    on = data.draw(REVIEW_DAYS)
    cut = []
    for entry in log:
        tries = data.draw(whole(1, 4))
        hits = data.draw(whole(max(0, entry.successes - (5 - tries)), min(tries, entry.successes)))
        rest = evolve(
            entry, id=f"{entry.id}-b", tries=5 - tries, successes=entry.successes - hits, stress=None, confidence=None
        )
        cut += [evolve(entry, tries=tries, successes=hits), rest]
    uncut = ENGINE.review(plan, log, on=on)
    parts = ENGINE.review(plan, cut, on=on)
    said = [(step.focus, step.action, step.rule, step.message) for step in uncut.next_steps]
    assert said == [(step.focus, step.action, step.rule, step.message) for step in parts.next_steps]
    readings = {(value.focus, value.signal): value.value for value in uncut.readings}
    assert readings == pytest.approx({(value.focus, value.signal): value.value for value in parts.readings})


# -- law 2: a tracker sees what the engine sees


@settings(max_examples=60)
@given(st.data())
def test_a_tracker_is_the_engine(data):
    """Adding entries one by one, in any order and between reviews of several days, ends where the engine ends."""
    plan, log, _ = data.draw(lives(ENGINE))[-1]
    log = list(data.draw(st.permutations([*log, *data.draw(torn_logs(plan))]))) if plan.focuses else list(log)
    given_at_once = data.draw(st.integers(0, len(log)))
    tracker = ENGINE.track(plan, iter(log[:given_at_once]))
    for number, entry in enumerate(log[given_at_once:], start=given_at_once + 1):
        tracker.add(entry)
        if data.draw(one_of(False, True)):
            on = data.draw(REVIEW_DAYS)
            expected = ENGINE.review(plan, log[:number], on=on)
            assert expected == tracker.review(on=on)
    for on in (LAST_DAY, FIRST_DAY, LAST_DAY + timedelta(days=30)):
        expected, tracked = ENGINE.review(plan, log, on=on), tracker.review(on=on)
        assert expected == tracked
        assert (expected.id, dumps(expected)) == (tracked.id, dumps(tracked))


def counting(function, name, done):
    """
    Return the function, which says in *done* each time that it was asked.
    """

    def asked(*args, **kwargs):
        done.append(name)
        return function(*args, **kwargs)

    return asked


@settings(max_examples=80)
@given(st.data())
def test_a_tracker_that_lives_on_is_the_engine(data):
    """
    Day by day, as an app is used: what is written that day is added, the plan is changed now and then, and each review,
    of that day, of one before or of one to come, is the engine's.
    """
    plan = data.draw(plans())
    log = sorted(data.draw(logs(plan, days=40, most=24)), key=lambda entry: (entry.on, data.draw(one_of(0, 1))))
    tracker, known = ENGINE.track(plan), []
    for entry in log:
        on = max(entry.on, FIRST_DAY)
        on = min(on, LAST_DAY)
        tracker.add(entry)
        known.append(entry)
        on += timedelta(days=data.draw(one_of(0, 0, 0, 1, 12, -3)))
        expected = ENGINE.review(plan, known, on=on)
        found = tracker.review(on=on)
        assert expected == found
        assert dumps(expected) == dumps(found)
        verb = data.draw(one_of("", "", "", *sorted(_VERBS)))
        step = expected.next_steps[0] if expected.next_steps else None
        if verb:
            with contextlib.suppress(CoachplanError):
                plan = _VERBS[verb](ENGINE, plan, expected, step, known, "clinician", on)
            tracker.plan = plan
    assert ENGINE.review(plan, known, on=LAST_DAY) == tracker.review(on=LAST_DAY)


def test_what_a_tracker_does_for_one_entry_more_does_not_depend_on_the_log(monkeypatch):
    """A day that is over is pooled once, and a word read once: after years no more is done again than after weeks."""
    done = []
    for module, name in ((pooling.Pooling, "day"), (log_of.Log, "__init__"), (growth, "_letters")):
        monkeypatch.setattr(module, name, counting(getattr(module, name), name, done))
    plan, days = simple_plan(), 300
    entries = [
        Entry(f"e{n:04}-{part}", FIRST_DAY + timedelta(days=n), focus="f1", tries=5, successes=n % 6, worked="ok")
        for n in range(days)
        for part in "ab"
    ]
    counts = []
    tracker = ENGINE.track(plan)
    for entry in entries:
        tracker.add(entry)
        done.clear()
        tracker.review(on=entry.on)
        counts.append(sorted(done))
    assert ["__init__"] == [name for each in counts for name in each if name == "__init__"]
    # What is let go of is folded once more, so many days at a time: over two such times it is the same.
    gone = [number for number, each in enumerate(counts) if each.count("day") > 10]
    early, late = counts[gone[1] : gone[2]], counts[gone[-2] : gone[-1]]
    assert len(gone) > 5
    assert early == late


def test_what_a_tracker_does_after_a_step_was_taken_does_not_depend_on_the_log(monkeypatch):
    """Before a step, a change of strategy or a lighter plan what was folded stays folded, be it weeks or years."""
    done = []
    for module, name in ((pooling.Pooling, "day"), (log_of.Log, "__init__"), (growth, "_letters")):
        monkeypatch.setattr(module, name, counting(getattr(module, name), name, done))
    turns = ({"step": 1}, {"strategy": "toy/wait-and-look"}, {"step": 2}, {"days_per_week": 3})
    counts = []
    for days in (20, 200):
        plan, made = simple_plan(), []
        log = [
            Entry(f"e{n:04}", FIRST_DAY + timedelta(days=n), focus="f1", tries=5, successes=n % 6) for n in range(days)
        ]
        tracker = ENGINE.track(plan, log)
        tracker.review(on=log[-1].on)
        for number, turn in enumerate(turns):
            on = log[-1].on
            plan = ENGINE.change(plan, "f1", by="Dana, OT", role="clinician", on=on, **turn)
            log.append(Entry(f"f{number}", on + timedelta(days=1), focus="f1", tries=4, successes=2))
            tracker.plan = plan
            tracker.add(log[-1])
            done.clear()
            found = tracker.review(on=log[-1].on)
            made += done
            assert dumps(ENGINE.review(plan, log, on=log[-1].on)) == dumps(found)
        assert "__init__" not in made
        counts.append(sorted(made))
    assert counts[0] == counts[1]


# -- law 6: doing better is never answered with less


def simple_plan(**changed) -> Plan:
    """
    Return a plan with one focus on the second step of the pretend plugin's first skill.
    """
    family = Family(
        Child("Sam", 40),
        (Caregiver("Alex"),),
        routines=(Routine("play", "play"), Routine("tidy-up", "tidy-up")),
        id="sam",
    )
    values = {"skill": "toy/stack-blocks", "step": 2, "strategy": "toy/show-first", "since": FIRST_DAY, **changed}
    return Plan("p1", family, focuses=(Focus("f1", "play", **values),))


def raised(log: Sequence[Entry], focus: str, more: Sequence[int]) -> list[Entry]:
    """
    Return the log with more successes on the latest day of a focus, never more than there were tries.
    """
    last = max((entry.on for entry in log if entry.focus == focus), default=None)
    found = []
    for number, entry in enumerate(log):
        if entry.focus == focus and entry.on == last:
            entry = evolve(entry, successes=min(entry.tries, entry.successes + more[number % len(more)]))  # noqa: PLW2901
        found.append(entry)
    return found


_MORE = _in_turn(*range(1, 6))


@settings(max_examples=200)
@given(st.data())
def test_more_successes_never_turn_into_a_step_down(data):
    """Step-up and continue stay no step-down when only the successes of the latest practised day are raised."""
    held = data.draw(st.booleans())
    plan = data.draw(plans(held=held))
    if held:
        plan = evolve(plan, holds=tuple(evolve(hold, until=LAST_DAY + timedelta(days=9)) for hold in plan.holds))
    log = data.draw(telling_logs(plan))
    on = max((entry.on for entry in log), default=FIRST_DAY)
    before = ENGINE.review(plan, log, on=on)
    for step in before.next_steps:
        if step.action.kind in ("step-up", "continue"):
            better = raised(log, step.focus, data.draw(_MORE))
            after = ENGINE.review(plan, better, on=on)
            assert "step-down" != kinds(after)[step.focus], (step.rule, after.step_for(step.focus).rule)


@settings(max_examples=200)
@given(st.data())
def test_days_that_only_pass_make_nothing_harder(data):
    """Where practice goes on as it is, the same log some days later is no reason for a step up."""
    plan = data.draw(plans(held=False))
    seldom = data.draw(st.booleans())
    if seldom:  # so that little practice is no reason of its own for something else
        plan = evolve(plan, focuses=[evolve(each, days_per_week=1) for each in plan.focuses])
    log = data.draw(seldom_logs(plan) if seldom else telling_logs(plan))
    on = max((entry.on for entry in log), default=FIRST_DAY)
    before, later = (kinds(ENGINE.review(plan, log, on=day)) for day in (on, on + data.draw(_DAYS_LATER)))
    assert not [focus for focus, kind in before.items() if kind == "continue" and later[focus] == "step-up"]


_DAYS_LATER = st.integers(1, 30).map(timedelta)


@st.composite
def seldom_logs(draw, plan: Plan) -> tuple[Entry, ...]:
    """
    Draw a log of each focus with a few days of three tries, most of which work.
    """
    found = []
    for focus in plan.focuses:
        day = focus.since
        for number, hits in enumerate(draw(st.lists(one_of(2, 3, 3), min_size=4, max_size=6))):
            found.append(Entry(f"{focus.id}-{number}", day, focus=focus.id, tries=3, successes=hits))
            day += timedelta(days=draw(one_of(1, 1, 2, 4)))
    return tuple(found)


def test_a_hold_on_a_change_of_time_does_not_uncover_a_step_down():
    """Where a person's hold keeps a change of time back, a better last evening does not bring a step-down instead."""
    day = iter(range(30))
    log = []

    def practise(part: str, successes: int) -> None:
        number = next(day)
        on = FIRST_DAY + timedelta(days=number)
        log.append(
            Entry(
                f"e{number}", on, focus="f1", tries=6, successes=successes, part_of_day=part, who="Alex", place="home"
            )
        )

    for _ in range(4):
        practise("morning", 6)
    for successes in (6, 5, 5, 2, 0, 0):
        practise("evening", successes)
    on = log[-1].on
    hold = Hold(focus="f1", until=on + timedelta(days=9), by=CLINICIAN, on=FIRST_DAY, why="exams")
    plan = evolve(simple_plan(), holds=(hold,))
    for worse in range(6):
        for better in range(worse, 7):
            pair = [[*log[:-1], evolve(log[-1], successes=hit)] for hit in (worse, better)]
            before, after = (kinds(ENGINE.review(plan, each, on=on))["f1"] for each in pair)
            assert not (before in ("step-up", "continue") and after == "step-down"), (worse, better)


# -- law 7: the load never grows by itself


@settings(max_examples=60)
@given(st.data())
def test_no_suggestion_adds_to_the_load(data):
    """Whatever is suggested and taken, minutes, days and the number of focuses are no more than before."""
    for plan, log, on in data.draw(lives(ENGINE)):
        review = ENGINE.review(plan, log, on=on + timedelta(days=data.draw(whole(0, 20))))
        assert [focus.id for focus in plan.focuses] == [step.focus for step in review.next_steps]
        for step in review.next_steps:
            waiting = evolve(step, queued=None)
            after = ENGINE.apply(plan, waiting, by=CLINICIAN, role="clinician", on=review.on)
            assert len(after.focuses) == len(plan.focuses)
            for old, new in zip(plan.focuses, after.focuses, strict=True):
                assert new.minutes <= old.minutes
                assert new.days_per_week <= old.days_per_week
                assert new.minutes * new.days_per_week <= old.minutes * old.days_per_week


@given(st.data())
def test_a_suggestion_made_to_raise_the_load_is_refused(data):
    """A step that somebody edited to more minutes or days is refused; a person's own change may raise both."""
    plan = simple_plan()
    step = ENGINE.review(plan, (), on=FIRST_DAY).next_steps[0]
    more = data.draw(st.sampled_from(({"minutes": 6}, {"days_per_week": 6}, {"minutes": 5.5, "days_per_week": 1})))
    forged = evolve(step, action=Action(data.draw(st.sampled_from(KINDS)), **more))
    with pytest.raises(CoachplanError):
        ENGINE.apply(plan, forged, by=CLINICIAN, role="clinician", on=FIRST_DAY)
    changed = ENGINE.change(plan, "f1", by="Alex", on=FIRST_DAY, minutes=20, days_per_week=7)
    assert (20, 7) == (changed.focuses[0].minutes, changed.focuses[0].days_per_week)


# -- law 8: unknown is neither true nor false

_ODD_SIGNALS = (
    Signal("made/never", "always unknown", low=0, high=10, needs="what nobody has", measure=lambda log: None),
    Signal("made/broken", "it fails", low=0, high=10, needs="mending", measure=lambda log: 1 / 0),
    Signal(
        "made/other-kind",
        "a word where a number should be",
        low=0,
        high=10,
        needs="a number",
        measure=lambda log: "many",
    ),
    Signal("made/unbounded", "known with unknown bounds", low=0, high=10, measure=lambda log: Measured(5)),
)


@st.composite
def bold_rules(draw, namespace: str = "made", *, signals: Iterable[Signal] = ()) -> Rule:
    """
    Draw a rule that may say anything a plugin's rule may: any kind, any place in precedence, any careless kinds held.
    """
    lines = conditions([*ENGINE.catalogue.signals.values(), *signals], depth=2)
    when = draw(
        lines | st.sampled_from(("days >= 0", "days >= 0 and not made/never > 3") if signals else ("days >= 0",))
    )
    then = draw(st.none() | st.sampled_from(KINDS))
    holds = draw(st.lists(st.sampled_from(KINDS[3:]), unique=True, max_size=3, min_size=0 if then else 1))
    return Rule(
        f"{namespace}/r{draw(st.integers(0, 10**6))}",
        when,
        then=then,
        holds=holds,
        say="Let us look.",
        about=draw(st.none() | st.sampled_from(TOPICS)),
        after=draw(st.sampled_from((0, 0, 3))),
        needs=draw(st.sampled_from((None, "clinician"))),
    )


@settings(max_examples=30)
@given(st.data())
def test_a_rule_that_does_not_know_does_not_speak(data):
    """A rule whose condition is unknown neither proposes nor holds back, and every reading it lacks is listed."""
    rules = data.draw(st.lists(bold_rules(signals=_ODD_SIGNALS), max_size=4, unique_by=lambda rule: rule.id))
    at = Engine(plugins=[toy, Bringing("made", Catalogue(rules=rules, signals=_ODD_SIGNALS))])
    plan = data.draw(plans())
    review = at.review(plan, data.draw(any_log(plan)), on=data.draw(REVIEW_DAYS))
    listed = {(lack.about, lack.what) for lack in review.missing}
    held = {step.focus: {message.key.partition("#")[0] for message in step.held} for step in review.next_steps}
    for traced in review.trace:
        if traced.verdict is not None:
            continue
        assert not traced.speaks
        assert review.step_for(traced.focus).rule != traced.rule
        assert traced.rule not in held[traced.focus]
        unknown = {clause.signal for clause in traced.clauses if clause.verdict is None}
        assert unknown
        assert {(traced.focus, signal) for signal in unknown} <= listed
    for value in review.readings:
        assert (value.value is None) <= ((value.focus, value.signal) in listed)


def test_a_word_where_a_number_was_asked_is_told():
    """A reading of the wrong kind leaves its rule unknown, and the review says so."""
    rule = Rule("made/r", "made/other-kind >= 1", then="clarify", say="Let us look.")
    at = Engine(plugins=[toy, Bringing("made", Catalogue(rules=[rule], signals=_ODD_SIGNALS))])
    review = at.review(simple_plan(), (), on=FIRST_DAY)
    assert None is next(traced.verdict for traced in review.trace if traced.rule == "made/r")
    assert "made/other-kind" in {lack.what for lack in review.missing}


# -- law 9: nobody is stuck


def stuck(at: Engine, plan: Plan, *, every: int = 1, tries: int = 5, rounds: int = 400) -> dict[str, tuple[int, str]]:
    """
    Practise with every try succeeding, in two places with two people, a clinician applying each step; return the
    focuses that did not come to be maintained, each with its step and the rule that speaks.
    """
    log: list[Entry] = []
    on = plan.focuses[0].since
    for number in range(rounds):
        for focus in plan.focuses:
            at_home = number % 2 == 0
            log.append(
                Entry(
                    f"{focus.id}-{number}",
                    on,
                    focus=focus.id,
                    tries=tries,
                    successes=tries,
                    place="home" if at_home else "nursery",
                    who="Alex" if at_home else "Bo",
                )
            )
        review = at.review(plan, log, on=on)
        for step in review.next_steps:
            if step.queued is None and step.action.kind != "continue" and step.revision == plan.revision:
                plan = at.apply(plan, step, by=CLINICIAN, role="clinician", on=on)
        if all(focus.maintaining for focus in plan.focuses):
            return {}
        on += timedelta(days=every)
    left = at.review(plan, log, on=on)
    return {f.id: (f.step, left.step_for(f.id).rule) for f in plan.focuses if not f.maintaining}


@settings(max_examples=25)
@given(st.data())
def test_with_every_try_succeeding_every_focus_comes_to_be_maintained(data):
    """Five or more successes a day, in two places with two people: no plan is stuck for ever."""
    plan = data.draw(plans(held=False))
    every = data.draw(st.sampled_from((1, 1, 2, 3, 7)))
    assert {} == stuck(ENGINE, plan, every=every, tries=data.draw(st.integers(5, 20)), rounds=160)


ROOT = Path(__file__).resolve().parents[1]


@cache
def discipline(name: str) -> Engine:
    """
    Return an engine with one of the plugins of this repository.
    """
    source = str(ROOT / "plugins" / f"coachplan-{name}" / "src")
    if source not in sys.path:
        sys.path.append(source)
    return Engine(plugins=[importlib.import_module(f"coachplan_{name}")])


def _fitting(skill: Skill, strategies: Iterable[Strategy]) -> list[Strategy]:
    return [each for each in strategies if not each.skills or skill.id in each.skills]


@pytest.mark.parametrize("name", ["feeding", "ot", "speech"])
def test_no_skill_of_a_discipline_is_a_dead_end(name, some_of):
    """Every skill, from its first step, comes to be maintained when every try succeeds."""
    at = discipline(name)
    assert ["loaded"] == [plugin.status for plugin in at.plugins], at.plugins
    dead_ends = {}
    for skill in some_of(at.catalogue.skills.values(), one_in=29):
        age = skill.ages[0] if skill.ages else 40
        kind = skill.routines[0] if skill.routines else "play"
        family = Family(Child("Sam", age), (Caregiver("Alex"),), routines=(Routine("here", kind),), id="sam")
        strategy = _fitting(skill, at.catalogue.strategies.values())[0]
        focus = Focus("f1", "here", skill=skill.id, step=1, strategy=strategy.id, since=FIRST_DAY)
        left = stuck(at, Plan("p1", family, focuses=(focus,)), rounds=60)
        if left:
            dead_ends[skill.id] = left["f1"]
    assert {} == dead_ends


def test_a_ladder_of_one_step_is_no_dead_end():
    """A skill with a single step, counted by tries or by an amount, comes to be maintained."""
    skills = [
        Skill("made/one", "One", discipline="made", steps=(Step("Does it", "It is done."),)),
        Skill("made/many", "Many", discipline="made", measure="count", steps=(Step("Does it", "Done.", target=3),)),
    ]
    strategy = Strategy("made/show", "Show", what="Show it.", when="First.", why="It helps.")
    at = Engine(plugins=[Bringing("made", Catalogue(skills=skills, strategies=[strategy]))])
    focuses = tuple(
        Focus(f"f{n}", "play", skill=skill.id, step=1, strategy=strategy.id, since=FIRST_DAY)
        for n, skill in enumerate(skills, start=1)
    )
    assert {} == stuck(at, evolve(simple_plan(), focuses=focuses), rounds=40)
