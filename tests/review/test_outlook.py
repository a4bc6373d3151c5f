"""What would change the step: worked out by the rules, and true where the days go that way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.dates import said_day
from coachplan.base.messages import Message
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.progress.signals import Signal
from coachplan.testing.builders import ENGINE, OPEN, Bringing, D, at, day, entry, of_five, review
from coachplan.testing.toy import OWN, TOY

COUNTS = st.lists(st.integers(0, 5), min_size=1, max_size=8)


def _values(message):
    return dict(message.values)


@given(COUNTS)
def test_as_many_more_days_as_are_told_are_enough_and_fewer_are_not(counts):
    """With n more days like the one named comes the step; with one fewer it does not come."""
    found = review(at(), of_five(*counts)).next_steps[0]
    said = found.would_change
    if said is None or said.key not in ("core/outlook.up", "core/outlook.down"):
        return
    kind = {"core/outlook.up": "step-up", "core/outlook.down": "step-down"}[said.key]
    more, like = _values(said)["n"], _values(_values(said)["how"])["successes"]

    def after(days):
        return review(at(), of_five(*counts, *[like] * days)).next_steps[0].action.kind

    assert kind == after(more)
    assert kind not in [after(days) for days in range(1, more)]


@given(COUNTS)
def test_a_step_that_eases_says_its_own_reason(counts):
    """What is gone ahead with is looked ahead of, to what would hold it back; on the last step nothing is above."""
    found = review(at(), of_five(*counts)).next_steps[0]
    assert found.would_change is None or found.action.kind in ("continue", "step-up")
    last = review(at(step=4), of_five(*counts)).next_steps[0]
    assert last.would_change is None or last.action.kind == "generalise"


def _parts(said):
    # One sentence, or two of them.
    return [_values(said)[name] for name in ("first", "second")] if said.key == "core/outlook.both" else [said]


def _is_held_as_it_says(plan, log, *, kind):
    # Whatever is said that it would hold the step back does so when it is written; and a day fewer does not.
    found = review(plan, log).next_steps[0]
    assert kind == found.action.kind
    said = found.would_change
    assert said is not None
    last = max(log, key=lambda each: each.on)

    def then(*days):
        written = [evolve(each, id=f"x{n}", on=last.on + timedelta(days=n)) for n, each in enumerate(days, start=1)]
        return review(plan, [*log, *written]).next_steps[0].action.kind

    for part in _parts(said):
        tags = {
            "core/outlook.upset": ("distressed", "refused", "pressured"),
            "core/outlook.tears": ("distressed", "refused"),
            "core/outlook.pressing": ("pressured",),
        }.get(part.key, ())
        for tag in tags:
            assert kind != then(evolve(last, tags=[tag]))
        if part.key == "core/outlook.like":
            how = _values(_values(part)["how"])
            like, n = evolve(last, tries=how["tries"], successes=how["successes"]), _values(part)["n"]
            assert kind != then(*[like] * n)
            assert all(kind == then(*[like] * few) for few in range(1, n))
        if part.key == "core/outlook.low":
            low, n = evolve(last, tries=10, successes=_values(part)["about"]), _values(part)["n"]
            assert kind != then(*[low] * n)
    return [part.key for part in _parts(said)]


def test_a_step_up_says_what_would_hold_it_back():
    """A day with tears or pressing, and so many poor days: worked out by the rules, and so when it is written."""
    keys = _is_held_as_it_says(at(), of_five(5, 4, 5, 5), kind="step-up")
    assert "core/outlook.upset" == keys[0]
    assert 2 == len(keys)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(2, 5), min_size=3, max_size=8))
def test_what_would_hold_a_step_up_back_does(counts):
    """However it came to be ready: what is said to hold it back does."""
    log = of_five(*counts)
    if review(at(), log).next_steps[0].action.kind == "step-up":
        _is_held_as_it_says(at(), log, kind="step-up")


def test_of_tears_nothing_is_said_where_each_try_is_one():
    """Where the skill is about being upset, a day with tears holds nothing back, and nobody is told that it would."""
    skill = evolve(TOY.skills["toy/stack-blocks"], tries_are_upsets=True)
    others = [each for each in TOY.skills.values() if each.id != skill.id]
    engine = Engine(plugins=[Bringing("toy", evolve(TOY, skills=[*others, skill]))])
    found = review(at(), of_five(5, 5, 5, 5), engine=engine).next_steps[0]
    assert "step-up" == found.action.kind
    assert "core/outlook.pressing" == _parts(found.would_change)[0].key


def test_another_place_says_what_would_make_it_needless():
    """Days at the harder place as good as those elsewhere."""
    log = [entry(n, 5, place="home") for n in (1, 3, 5)] + [entry(n, 1, place="school") for n in (2, 4, 6)]
    found = review(at(), log).next_steps[0]
    assert "generalise" == found.action.kind
    [part] = [each for each in _parts(found.would_change) if each.key == "core/outlook.alike"]
    more = [entry(6 + n, 5, place="school", id=f"x{n}") for n in range(1, _values(part)["n"] + 1)]
    assert "generalise" != review(at(), [*log, *more]).next_steps[0].action.kind
    assert "generalise" == review(at(), [*log, *more[:-1]]).next_steps[0].action.kind


def test_what_would_hold_it_back_is_nothing_that_would_be_enough():
    """Asked why it is another place and no step up, nobody is told that tears would do."""
    log = [entry(n, 5, place="home") for n in (1, 3, 5)] + [entry(n, 1, place="school") for n in (2, 4, 6)]
    why = review(at(), log).why_not("f1", "step-up")
    assert not any("hold" in each.enough or "needless" in each.enough for each in (why, *why.more))


def test_days_that_are_not_good_enough_are_not_named_as_enough():
    """Three in five, day after day, do not make it ready in two weeks: better days do, and it is said which."""
    said = review(at(), of_five(3, 3, 3, 3)).next_steps[0].would_change
    assert ("core/outlook.better", 9) == (said.key, _values(said)["about"])


def test_after_an_upset_day_calm_ones_are_counted():
    """What waits for calm days says how many."""
    entries = [entry(1, 3), entry(2, 4, tags=["distressed"]), entry(3, 5), entry(4, 5)]
    found = review(at(), entries)
    said = found.next_steps[0].would_change
    assert ("core/outlook.up", 1) == (said.key, _values(said)["n"])
    assert "1 more day goes like" in found.why_not("f1", "step-up").say("en")


def test_nothing_is_looked_ahead_of_where_the_skill_is_only_looked_in_on():
    """A skill that is there is practised no more, and nothing would be enough for a step of it."""
    found = review(at(step=2, maintaining=True), of_five(3, 3, 3)).next_steps[0]
    assert found.would_change is None


def test_on_the_first_step_another_way_is_what_would_come():
    """Nothing is smaller than the first step."""
    found = review(at(step=1), of_five(1, 1)).next_steps[0]
    assert "core/outlook.other-way" == found.would_change.key
    like = _values(_values(found.would_change)["how"])["successes"]
    after = review(at(step=1), of_five(1, 1, *[like] * _values(found.would_change)["n"])).next_steps[0]
    assert "change-strategy" == after.action.kind


def test_nothing_is_promised_of_days_that_tell_nothing():
    """Without a day that can be judged nothing is worked out."""
    assert review(at(), [entry(1, None, tries=None, worked="nice")]).next_steps[0].would_change is None


def _log(draw_days):
    return [evolve(each, id=f"e{number}", on=day(number)) for number, each in enumerate(draw_days, start=1)]


#: A day as it may have been: counted or marked, somewhere, with somebody, well or ill.
DAYS = st.lists(
    st.builds(
        lambda counts, more: entry(1, counts[1], counts[0], **more) if counts else entry(1, went="mostly", **more),
        st.sampled_from([None, (1, 0), (1, 1), (3, 3), (5, 0), (5, 2), (5, 5), (10, 3)]),
        st.fixed_dictionaries(
            {},
            optional={
                "who": st.sampled_from(["Alex", "Nan"]),
                "place": st.sampled_from(["home", "school"]),
                "part_of_day": st.sampled_from(["morning", "evening"]),
                "confidence": st.sampled_from([4, 9]),
                "tags": st.sampled_from([["another-way"], ["ill"], ["distressed"], ["no-time"]]),
            },
        ),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(DAYS)
def test_whatever_else_was_written_as_many_days_as_are_told_are_enough(days):
    """Another rule may speak first: then those days are not enough, and nobody is told that they were."""
    log = _log(days)
    said = review(at(), log).next_steps[0].would_change
    if said is None or said.key not in ("core/outlook.up", "core/outlook.down"):
        return
    kind = {"core/outlook.up": "step-up", "core/outlook.down": "step-down"}[said.key]
    more, named = _values(said)["n"], _values(said)["day"]
    on = log[-1].on
    like = next(
        each
        for each in log
        if named == said_day(each.on, on)
        or ((on - each.on).days < 7 and named == Message(f"core/weekday.{each.on.isoweekday()}"))
    )
    like = evolve(like, tags=[], confidence=None)
    after = [evolve(like, id=f"x{number}", on=on + timedelta(days=number)) for number in range(1, more + 1)]
    assert kind == review(at(), [*log, *after]).next_steps[0].action.kind


def test_the_days_of_what_comes_once_a_week_are_a_week_apart():
    """What is believed of a child fades between them, as it will."""
    plan = at(days_per_week=1)
    log = [entry(1 + 7 * week, hits, tries=3, id=f"e{week}") for week, hits in enumerate((2, 3, 2))]
    said = review(plan, log).next_steps[0].would_change
    assert "core/outlook.up" == said.key
    like = evolve(log[1], id="x")
    after = [evolve(like, id=f"x{n}", on=log[-1].on + timedelta(days=7 * n)) for n in range(1, _values(said)["n"] + 1)]
    assert "step-up" == review(plan, [*log, *after]).next_steps[0].action.kind


def test_nothing_is_worked_out_while_a_reading_is_broken():
    """However many days go well: what cannot be read holds it back."""

    def broken(practice):
        raise RuntimeError("broken")

    rule = Rule("toy/odd", "toy/strange > 3", holds=["step-up"], say="No.", sources=[OWN])
    signal = Signal("toy/strange", "a strange reading", measure=broken)
    engine = Engine(plugins=[Bringing("toy", evolve(TOY, signals=[signal], rules=[rule]))])
    found = review(at(), of_five(4, 4), engine=engine)
    assert found.next_steps[0].would_change is None
    assert "core/reading-broken" == found.why_not("f1", "step-up").rule


def test_a_plugin_that_speaks_first_is_heard_in_what_is_worked_out():
    """A discipline may be more careful than the core, on those days, too."""
    rule = Rule("toy/talk", "success > 0", about="practised", then="clarify", after=4, say="Hm.", sources=[OWN])
    engine = Engine(plugins=[Bringing("toy", evolve(TOY, rules=[rule]))])
    assert "core/outlook.far" == review(at(), of_five(3, 4, 4), engine=engine).next_steps[0].would_change.key


def test_of_what_is_only_looked_in_on_nothing_is_worked_out():
    """There is no practice by which it would become ready."""
    assert review(at(maintaining=True), of_five(3, 4, 3)).next_steps[0].would_change is None


def _held():
    few = of_five(3, 4, 3, 2)
    barred = at(evolve(OPEN, family=evolve(OPEN.family, child=evolve(OPEN.family.child, cautions=["hip"]))))
    yield "core/held-by-a-person", ENGINE.hold(OPEN, "f1", until=day(20), by="Dana", on=D), few
    yield "core/held-by-flag", OPEN, [*few[:3], entry(4, 2, hard="He coughs with every drink of water lately")]
    yield "core/held-by-caution", at(barred, strategy="toy/firm-seat"), few


@pytest.mark.parametrize(("rule", "plan", "log"), list(_held()))
def test_what_no_days_let_go_is_said_before_what_days_would_do(rule, plan, log):
    """Under a hold, a flag and a caution nobody is told of tries that would make it ready."""
    found = review(plan, log)
    why = found.why_not("f1", "step-up")
    assert (rule, "continue") == (why.rule, found.next_steps[0].action.kind)
    assert not any("Ready for a step up" in each.say() for each in (why, *why.more))
