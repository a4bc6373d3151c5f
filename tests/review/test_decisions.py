"""
One focus, one decision: which rule speaks, what is held, and what can really be done here.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.model.family import Routine
from coachplan.progress.signals import Signal
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, PLAN, Bringing, D, at, day, entry, of_five, review, step
from coachplan.testing.toy import OWN, TOY, toy


def said(found):
    return found.action.kind, found.rule


def ruled(*rules, **parts):
    return Engine(plugins=[toy, Bringing("extra", rules=rules, **parts)])


def rule(name, when, **more):
    return Rule(f"extra/{name}", when, **{"say": "Let us look.", "sources": [OWN], **more})


# -- starting numbers


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (of_five(5, 5, 5), ("step-up", "core/step-up")),
        (of_five(4, 4, 4), ("step-up", "core/step-up")),
        (of_five(5, 5, 2), ("continue", "core/continue")),  # a day under 60 %
        (of_five(4, 4, 3), ("continue", "core/continue")),  # 11 of 15
        (of_five(5, 5), ("continue", "core/too-early")),
        (of_five(0, 1), ("continue", "core/too-early")),  # OT-10
        ([entry(n, 2, 2) for n in (1, 2, 3)], ("continue", "core/too-early")),  # six tries
        ([entry(n, 3, 3) for n in (1, 2, 3)], ("continue", "core/continue")),  # nine are not twelve
        (of_five(0, 0, 0), ("step-down", "core/too-hard")),  # the zero rule
        (of_five(1, 1, 1), ("step-down", "core/too-hard")),  # 20 %
        (of_five(0, 1, 2), ("continue", "core/continue")),  # it rises
        (of_five(0, 0, 1), ("continue", "core/continue")),
        (of_five(2, 1, 1), ("continue", "core/continue")),  # 27 %
        (of_five(5, 5, 5, confidence=7), ("step-up", "core/step-up")),
        (of_five(4, 4, 5, confidence=4), ("clarify", "core/low-confidence")),
        (of_five(5, 5, 5, stress=4), ("lighten", "core/high-stress")),
        ([*of_five(5, 5), entry(3, 5, stress=5)], ("step-up", "core/step-up")),  # one hard day
        ([entry(1, 5, tags=["refused"]), entry(2, 5, tags=["distressed"])], ("step-down", "core/distress")),
        ([entry(n, 5, tags=["pressured"]) for n in (1, 2)], ("change-strategy", "core/pressure")),
        ([entry(n, 0, tags=["another-way"]) for n in (1, 2, 3)], ("clarify", "core/another-way")),  # FD-14
        ([entry(n, 3, tags=["no-time"]) for n in (1, 2, 3)], ("change-routine", "core/no-time")),
        (of_five(*[2] * 10), ("change-strategy", "core/does-little")),
    ],
)
def test_starting_numbers(log, expected):
    """Each of the starting numbers, just reached and just missed."""
    assert expected == said(step(OPEN, log))


def test_a_true_plateau_changes_one_thing():
    """OT-12: ten days flat under the aim line change the strategy, and nothing else."""
    plan = at(baseline=0.4, aim=0.8, aim_day=day(12))
    found = step(plan, of_five(2, 2, 1, 2, 2, 2, 2, 1, 2, 2))
    assert ("change-strategy", "core/below-aim") == said(found)
    assert found.action.strategy not in (None, "toy/show-first")
    assert (None, None, None, None) == (
        found.action.step,
        found.action.routine,
        found.action.minutes,
        found.action.days_per_week,
    )


def test_slow_and_wobbly_is_fine():
    """OT-01 goes on."""
    plan = at(step=1, baseline=0.2, aim=0.8, aim_day=day(12))
    log = [entry(n, s) for n, s in zip((1, 2, 3, 4, 6, 7), (1, 1, 2, 2, 2, 3), strict=True)]
    assert "continue" == step(plan, log).action.kind


def test_little_practice_makes_the_plan_smaller():
    """4 of 10 planned days in 14: lighten, whatever the counts."""
    assert ("lighten", "core/little-practice") == said(step(OPEN, of_five(0, 0, 0, 0), 14))
    assert "core/little-practice" != step(OPEN, of_five(0, 1, 0, 1, 0), 14).rule


def test_a_sensory_strategy_that_is_refused_pauses_for_the_clinician():
    """OT-14: two days are enough to stop a sensory strategy, however good the counts."""
    found = step(at(strategy="toy/firm-seat"), [entry(1, 5, tags=["refused"]), entry(2, 5, tags=["distressed"])])
    assert ("pause", "core/stop-sensory", "clinician") == (*said(found), found.needs)


def test_a_refused_sensory_strategy_is_not_carried_on():
    """The caregiver reads that it stops now: nothing shown tells them to carry on as they are."""
    log = [entry(1, 5, tags=["refused"]), entry(2, 5, tags=["distressed"])]
    shown = review(at(strategy="toy/firm-seat"), log).for_caregiver().next_steps[0]
    assert "carry on" not in shown.words.lower()
    assert "pause" in shown.words.lower()


def test_pressing_is_not_carried_on():
    """
    FD-08: after pressure the caregiver is never told to carry on as they are, though the change is the
    clinician's.
    """
    log = [entry(n, 3, 3, tags=["pressured", "vomited"]) for n in (1, 2)]
    found = review(OPEN, log)
    assert "clinician" == found.step_for("f1").needs
    assert "carry on" not in found.for_caregiver().next_steps[0].words.lower()


def test_an_upset_child_is_not_carried_on_with():
    """Without an approval the smaller step is the clinician's; until then the caregiver is not told to carry on."""
    log = [entry(1, 5, tags=["refused"]), entry(2, 5, tags=["distressed"])]
    assert "carry on" not in review(PLAN, log).for_caregiver().next_steps[0].words.lower()


def test_pressured_successes_count_for_nothing():
    """15 of 15 under pressure is no step up."""
    log = of_five(5, 5, 5, tags=["pressured"])
    assert review(OPEN, log).reading("f1", "success").value is None
    assert "step-up" != step(OPEN, log).action.kind


# -- precedence


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (of_five(0, 0, 0, stress=5, tags=["distressed"]), "core/high-stress"),
        (of_five(7, 0, 0, tags=["distressed"]), "core/impossible-counts"),
        (of_five(0, 0, 0, tags=["distressed"]), "core/distress"),
        (of_five(0, 0, 0, tags=["distressed", "no-time"]), "core/no-time"),
    ],
)
def test_the_earlier_row_speaks(log, expected):
    """Load before practised, practised before distress, distress before step down."""
    assert expected == step(OPEN, log).rule


def test_a_plugin_may_be_more_careful():
    """A true rule of a plugin that is more cautious takes the place of the core's."""
    found = ruled(rule("ease", "days >= 1", then="lighten")).review(OPEN, of_five(5, 5, 5), on=day(3)).step_for("f1")
    assert ("lighten", "extra/ease") == said(found)


def test_a_plugin_may_not_be_less_careful():
    """A step up where the core says step down is dropped; the trace still shows that it was true."""
    found = ruled(rule("up", "days >= 1", then="step-up")).review(OPEN, of_five(0, 0, 0), on=day(3))
    assert ("step-down", "core/too-hard") == said(found.step_for("f1"))
    assert any(traced.rule == "extra/up" and traced.speaks for traced in found.trace)


def test_a_plugin_may_hold_back():
    """A held step becomes continue, with the plugin's reason, and why_not names it."""
    engine = ruled(rule("calm", "days < 9", holds=["step-up"], say="Nine calm days first."))
    found = engine.review(OPEN, of_five(5, 5, 5), on=day(3))
    assert ("continue", "extra/calm") == said(found.step_for("f1"))
    assert "Nine calm days first." in found.step_for("f1").because
    assert "Nine calm days first." in str(found.why_not("f1", "step-up"))


def test_unknown_is_not_true():
    """A rule whose reading is unknown does not fire, nor does its negation; what is lacking is listed."""
    engine = ruled(rule("a", "stress >= 4", then="pause"), rule("b", "not (stress >= 4)", then="pause"))
    found = engine.review(OPEN, of_five(3), on=D)
    assert "pause" != found.step_for("f1").action.kind
    assert any(each.what == "stress" for each in found.missing)
    assert {None} == {traced.verdict for traced in found.trace if traced.rule.startswith("extra/")}


def test_a_reading_that_fails_is_named_and_unknown():
    """
    A plugin's reading that raises is named with its plugin; the rule on it stays silent and nobody else is
    harmed.
    """

    def boom(log):
        raise RuntimeError("boom")

    engine = ruled(
        rule("r", "extra/boom > 1", then="pause"), signals=[Signal("extra/boom", "breaks", measure=boom, needs="luck")]
    )
    found = engine.review(OPEN, of_five(5, 5, 2), on=day(3))
    assert any("extra" in each.why and "boom" in each.why for each in found.missing)
    assert "continue" == found.step_for("f1").action.kind


def test_a_reading_that_fails_holds_back_a_step_up():
    """
    A rule that would hold back cannot be asked when its reading fails, so nothing new is taken in that
    discipline.
    """

    def boom(log):
        raise RuntimeError("boom")

    measured = evolve(
        TOY,
        signals=[Signal("toy/boom", "breaks", measure=boom, needs="luck")],
        rules=[Rule("toy/hold", "toy/boom > 1", holds=["step-up"], say="Not yet.", sources=[OWN])],
    )
    engine = Engine(plugins=[Bringing("toy", measured)])
    assert "step-up" != engine.review(OPEN, of_five(5, 5, 5), on=day(3)).step_for("f1").action.kind


def test_after_is_waited_for():
    """A rule with after = 5 is silent on the third day, and why_not says for how long."""
    engine = ruled(rule("late", "days >= 1", then="lighten", after=5))
    found = engine.review(OPEN, of_five(3, 3, 3), on=day(3))
    assert "continue" == found.step_for("f1").action.kind
    assert "2 more" in str(found.why_not("f1", "lighten"))


def test_a_rule_may_be_for_some_skills_or_tags_only():
    """It is asked only there."""
    engine = ruled(
        rule("skill", "days >= 1", then="lighten", skills=["toy/wave-bye"]),
        rule("tag", "days >= 1", then="lighten", tags=["sensory"]),
    )
    assert "lighten" != engine.review(OPEN, of_five(3, 3, 3), on=day(3)).step_for("f1").action.kind
    sensory = at(strategy="toy/firm-seat")
    assert "extra/tag" == engine.review(sensory, of_five(3, 3, 3), on=day(3)).step_for("f1").rule


# -- what can be done here


def test_step_down_on_the_lowest_step_changes_the_strategy():
    """There is no step below the first: another strategy that fits, one not used before."""
    found = step(at(step=1), of_five(0, 0, 0))
    assert ("change-strategy", "core/too-hard") == said(found)
    assert "toy/show-first" != found.action.strategy


def test_where_no_other_strategy_fits_the_clinician_is_asked():
    """Step down on the lowest step without another strategy is a question for the clinician."""
    family = evolve(FAMILY, avoid=["toy/wait-and-look", "toy/firm-seat"])
    found = step(evolve(at(step=1), family=family), of_five(0, 0, 0))
    assert ("clarify", "clinician") == (found.action.kind, found.needs)


def test_change_routine_only_where_another_fits():
    """
    Blocks belong to play and tidy-up: with bedtime only, or a routine without room, it is asked which time is
    easier.
    """
    log = [entry(n, 3, tags=["no-time"]) for n in (1, 2, 3)]
    assert ("change-routine", "tidy") == (step(OPEN, log).action.kind, step(OPEN, log).action.routine)
    only_bed = evolve(OPEN, family=evolve(FAMILY, routines=FAMILY.routines[:2]))
    assert "clarify" == step(only_bed, log).action.kind
    short = [*FAMILY.routines[:2], Routine("tidy", "tidy-up", minutes=2)]
    assert "clarify" == step(evolve(OPEN, family=evolve(FAMILY, routines=short)), log).action.kind


def test_a_time_that_goes_well_is_kept():
    """OT-05: mornings go well and evenings do not, so keep mornings; no talk of difficulty."""
    log = [
        entry(n, s, id=f"{part}{n}", part_of_day=part)
        for part, counts in (("morning", (5, 4, 5)), ("evening", (0, 1, 0)))
        for n, s in enumerate(counts, 1)
    ]
    found = step(OPEN, log)
    assert ("change-routine", "morning", "play") == (found.action.kind, found.action.part_of_day, found.action.routine)


def test_lightening_never_adds():
    """Each lightening has fewer minutes or days, down to where only the clinician can say more."""
    plan = at(minutes=20, days_per_week=7)
    seen = []
    log = []
    for at_day in range(2, 80, 7):
        log += [entry(at_day + n, 2, stress=5) for n in range(6)]
        found = step(plan, log, at_day + 5)
        if found.action.kind != "lighten":
            break
        plan = ENGINE.apply(plan, found, by="Alex", on=day(at_day + 5))
        seen.append((plan.focuses[0].minutes, plan.focuses[0].days_per_week))
    assert [(5, 7), (5, 3), (3, 3), (3, 2), (3, 1)] == seen
    assert ("clarify", "clinician") == (found.action.kind, found.needs)


def test_one_lightening_a_day():
    """A lightening that was accepted today is not offered again today for the same two days."""
    log = of_five(2, 2, stress=5)
    plan = ENGINE.apply(OPEN, step(OPEN, log), by="Alex", on=day(2))
    assert "lighten" != step(plan, log).action.kind


def test_maintain_and_booster():
    """
    Mastered with a second person: maintain. A probe under 80 %: a booster, for the clinician. A good probe:
    nothing.
    """
    top = at(step=4)
    assert "maintain" == step(top, [entry(1, 5, who="Mum"), entry(2, 5, who="Dad"), entry(3, 5, who="Mum")]).action.kind
    probed = at(step=4, maintaining=True)
    slipped = step(probed, [entry(8, 5), entry(15, 2)])
    assert ("maintain", "core/booster", "clinician") == (*said(slipped), slipped.needs)  # OT-16
    assert "continue" == step(probed, [entry(8, 5)]).action.kind


def test_a_mastered_skill_is_not_told_to_practise():
    """While maintaining, the caregiver is told to look in, not to keep practising a step, and no count of nothing."""
    found = step(at(step=4, maintaining=True), [], 5)
    assert "keep the same small step" not in found.because.lower()
    assert "0 of 0" not in found.because


def test_probes_come_after_one_two_four_and_eight_weeks():
    """The next look is the next probe."""
    probed = at(step=4, maintaining=True)
    found = [(step(probed, [], n).review_by - D).days for n in (1, 8, 15, 29)]
    assert [7, 14, 28, 56] == found


def test_generalise_before_maintain():
    """
    At the last step, in one place with one person: take it elsewhere. Home yes and Grandma no (OT-04):
    generalise too.
    """
    assert "generalise" == step(at(step=4), of_five(5, 5, 5)).action.kind
    away = [
        entry(n, s, id=f"{w}{n}", place=w)
        for w, log in (("home", (5, 5, 5)), ("Grandma's", (1, 0)))
        for n, s in enumerate(log, 1)
    ]
    assert "generalise" == step(at(step=4), away).action.kind


def test_a_step_above_the_ladder_is_said_and_shown_without_keys():
    """
    A plan may name a step that the ladder does not have: it is listed as missing, and no key is shown to a
    caregiver.
    """
    found = review(at(step=9), of_five(5, 5, 5))
    assert "step-up" != found.step_for("f1").action.kind
    assert "#" not in found.step_for("f1").because
    assert any("9" in each.why for each in found.missing)


# -- declined


def test_a_rung_that_was_declined_does_not_come_back_by_another_way():
    """A no to a step of the ladder is one to that step, whichever way of helping came with it."""
    log = of_five(5, 5, 5)
    offered = step(OPEN, log)
    other = evolve(offered.action, strategy="toy/another-way")
    turned_down = evolve(ENGINE.decline(OPEN, offered, by="Alex", on=day(3)).declined[0], action=other)

    assert "step-up" == offered.action.kind
    assert ("continue", "core/declined") == said(step(evolve(OPEN, declined=[turned_down]), log))


def test_what_was_declined_is_not_offered_again():
    """Until six more practised days have passed, it is continue, and says that the no stands."""
    log = of_five(5, 5, 5)
    plan = ENGINE.decline(OPEN, step(OPEN, log), by="Alex", on=day(3), why="he hates it")
    assert ("continue", "core/declined") == said(step(plan, log))
    assert ("continue", "core/declined") == said(step(plan, of_five(*[5] * 8)))
    assert "step-up" == step(plan, of_five(*[5] * 9)).action.kind


def test_a_declined_stop_is_still_a_stop():
    """A caregiver's no does not turn the stop of a sensory strategy into going on."""
    plan, log = at(strategy="toy/firm-seat"), [entry(1, 5, tags=["refused"]), entry(2, 5, tags=["distressed"])]
    try:
        plan = ENGINE.decline(plan, step(plan, log), by="Alex", on=day(2))
    except CoachplanError:
        return  # to refuse the decline is as good
    assert "pause" == step(plan, log).action.kind
