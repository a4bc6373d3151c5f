"""
What could have been offered on a plan: a suggestion that comes back is derived anew, whatever it says of itself.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import KINDS, Action
from coachplan.model.approvals import Approval
from coachplan.model.entries import ROLES
from coachplan.model.family import PARTS_OF_DAY
from coachplan.model.strategies import Barrier
from coachplan.model.suggestions import Suggestion
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, PLAN, Bringing, D, at, day, entry, of_five, review, step
from coachplan.testing.strategies import logs, plans
from coachplan.testing.toy import OWN, toy

UP = of_five(5, 5, 5)
STEP = step(OPEN, UP)
ASKED = step(PLAN, UP)
CLINICIAN = {"by": "Dana, OT", "role": "clinician"}


def forged(of=STEP, **changed):
    """
    Return a suggestion as it comes back from elsewhere: through a document, with some of it changed.
    """
    return loads(Suggestion, dumps(evolve(of, **changed)))


def taken(plan, suggestion, number=3, *, engine=ENGINE, **more):
    return engine.apply(plan, suggestion, on=day(number), **{"by": "Alex", "entries": UP, **more})


#: What a browser might send back, and what the engine says to it.
FORGED = {
    "step 6": ({"action": Action("step-up", step=6)}, "leads to step 3"),
    "no step": ({"action": Action("step-up")}, "leads to step 3"),
    "a strategy that does not exist": (
        {"rule": "core/does-little", "action": Action("change-strategy", strategy="toy/none")},
        "does not lead to this change-strategy here",
    ),
    "a strategy of another routine": (
        {"rule": "core/does-little", "action": Action("change-strategy", strategy="toy/show-first")},
        "does not lead to this change-strategy here",
    ),
    "a routine that does not exist": (
        {"rule": "core/no-time", "action": Action("change-routine", routine="none")},
        "does not lead to this change-routine here",
    ),
    "a routine of another skill": (
        {"rule": "core/no-time", "action": Action("change-routine", routine="bed")},
        "does not lead to this change-routine here",
    ),
    "a routine and a time": (
        {"rule": "core/no-time", "action": Action("change-routine", routine="tidy", part_of_day="evening")},
        "does not lead to this change-routine here",
    ),
    "a rule that does not exist": ({"rule": "evil/go-on"}, "'evil/go-on' does not lead to this step-up here"),
    "no rule": ({"rule": ""}, "does not lead to this step-up here"),
    "a rule of another kind": ({"rule": "core/high-stress"}, "'core/high-stress' does not lead to this step-up here"),
    "a rule of what is maintained": ({"rule": "core/booster"}, "does not lead to this step-up here"),
    "what speaks where no rule does": ({"rule": "core/continue"}, "does not lead to this step-up here"),
    "a pause that steps up": ({"action": Action("pause", step=3)}, "pause sets no step"),
    "a continue by a red flag": (
        {"rule": "core/red-flag", "action": Action("continue")},
        "'core/red-flag' does not lead to this continue here",
    ),
    "a lighter plan that is not": (
        {"rule": "core/high-stress", "action": Action("lighten", minutes=4)},
        "does not lead to this lighten here",
    ),
    "a step down that is none": (
        {"rule": "core/too-hard", "action": Action("clarify")},
        "does not lead to this clarify",
    ),
    "another plan": ({"plan": "p2"}, "of the plan 'p2', and not of 'p1'"),
    "another agreement": ({"agreed": "0" * 32}, "stale"),
    "no agreement": ({"agreed": ""}, "does not say what was agreed"),
    "another focus": ({"focus": "f2"}, "has no focus 'f2'"),
    "never made": ({"on": None}, "does not say from when"),
    "never over": ({"review_by": None}, "does not say from when"),
    "tomorrow's": ({"on": day(4)}, "was made on"),
    "last week's": ({"review_by": day(2)}, "could be taken until"),
    "for ever": ({"review_by": day(300)}, "can be taken until"),
    "long ago and for ever": ({"on": day(-40), "review_by": day(40)}, "can be taken until"),
}


@pytest.mark.parametrize(("changed", "said"), FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("role", ROLES)
def test_what_could_not_be_offered_is_refused(changed, said, role):
    """Whoever takes it or declines it, with the log or without: a clinician's word makes no step that there is not."""
    for verb in (
        lambda: taken(OPEN, forged(**changed), role=role),
        lambda: taken(OPEN, forged(**changed), role=role, entries=None),
        lambda: ENGINE.decline(OPEN, forged(**changed), by="Alex", role=role, on=day(3)),
    ):
        with pytest.raises(CoachplanError, match=said):
            verb()


def test_what_it_says_of_its_needs_opens_nothing():
    """Whom it needs comes from the plan, its approval and the rule; a suggestion may only ask for more."""
    assert "clinician" == ASKED.needs
    for more in ({}, {"entries": None}):
        with pytest.raises(CoachplanError, match="needs a clinician"):
            taken(PLAN, forged(ASKED, needs="caregiver"), **more)
        with pytest.raises(CoachplanError, match="needs a clinician"):
            taken(OPEN, forged(needs="clinician"), **more)
    narrow = evolve(PLAN, approval=Approval("Dana", D, steps={"toy/stack-blocks": 2}))
    with pytest.raises(CoachplanError, match="needs a clinician"):
        taken(narrow, forged(step(narrow, UP), needs="caregiver"))
    opened = evolve(PLAN, approval=Approval("Dana", D, steps={"toy/stack-blocks": 3}))
    assert 3 == taken(opened, forged(step(opened, UP))).focuses[0].step


def test_a_rule_that_asks_for_a_clinician_does():
    """Pressure changes the strategy with the clinician, and what is only probed is practised again with one."""
    log = of_five(5, 5, 5, tags=["pressured"])
    found = step(OPEN, log)
    assert ("core/pressure", "clinician") == (found.rule, found.needs)
    for entries in (log, None):
        with pytest.raises(CoachplanError, match="needs a clinician"):
            taken(OPEN, forged(found, needs="caregiver"), entries=entries)
    kept = at(maintaining=True)
    booster = forged(STEP, agreed=kept.agreed, rule="core/booster", action=Action("maintain"))
    with pytest.raises(CoachplanError, match="needs a clinician"):
        taken(kept, booster, entries=None)


def test_a_swapped_rule_opens_nothing():
    """Another rule that leads to the same step and asks for nobody is not what the log says: the clinician is asked."""
    log = of_five(5, 5, 5, tags=["pressured"])
    swapped = forged(step(OPEN, log), rule="core/does-little", needs="caregiver")
    with pytest.raises(CoachplanError, match="needs a clinician"):
        taken(OPEN, swapped, entries=log)
    assert taken(OPEN, swapped, entries=log, **CLINICIAN).revision


def test_what_the_log_no_longer_offers_needs_a_clinician():
    """Written later of the days before: a step up that was offered, and would not be, is not a caregiver's to take."""
    late = [*UP, *(entry(n, 0, id=f"late{n}") for n in (1, 2, 3))]
    assert "step-up" != step(OPEN, late, 3).action.kind
    for number in (3, 4, 10):
        assert taken(OPEN, forged(), number).revision
        with pytest.raises(CoachplanError, match="needs a clinician"):
            taken(OPEN, forged(), number, entries=late)
        assert taken(OPEN, forged(), number, entries=late, **CLINICIAN).revision


def test_what_could_not_be_read_since_needs_a_clinician():
    """A note in letters that no list reads, written after the review, is read by a person before anything harder."""
    unread = [*UP, entry(4, hard="он подавился и посинел")]
    assert taken(OPEN, forged(), 4).revision
    with pytest.raises(CoachplanError, match="needs a clinician"):
        taken(OPEN, forged(), 4, entries=unread)
    assert taken(OPEN, forged(), 4, entries=unread, **CLINICIAN).revision
    before = at(since=day(5))
    offered = forged(agreed=before.agreed, on=day(8), review_by=day(9))
    good = [entry(n, 5) for n in (5, 6, 7, 8)]
    assert "step-up" == step(before, good, 8).action.kind
    assert taken(before, offered, 8, entries=[*good, unread[-1]]).revision, "written before this step began"


def test_what_eases_is_taken_though_the_log_says_otherwise():
    """A family may make it lighter on a day on which nothing asks for it; they need nobody for that."""
    light = forged(rule="core/high-stress", action=Action("lighten", days_per_week=3))
    assert 3 == taken(OPEN, light).focuses[0].days_per_week
    down = forged(rule="core/too-hard", action=Action("step-down", step=1))
    assert 1 == taken(OPEN, down).focuses[0].step


def test_a_hold_keeps_what_it_keeps():
    """While a person's hold is in force, nothing that it holds back could have been offered; what eases could."""
    held = ENGINE.hold(OPEN, "f1", until=day(5), on=day(1), **CLINICIAN)
    with pytest.raises(CoachplanError, match=r"a hold until 2026-03-06 keeps 'f1' as it is"):
        taken(held, forged(agreed=held.agreed), **CLINICIAN)
    light = forged(agreed=held.agreed, rule="core/high-stress", action=Action("lighten", days_per_week=3))
    assert 3 == taken(held, light).focuses[0].days_per_week
    after = [*UP, entry(6, 5)]
    assert taken(held, step(held, after), 6, entries=after).revision, "the hold is over"


def test_what_waits_by_the_log_waits():
    """A suggestion whose place in the queue was taken out waits all the same, where the log is looked at."""
    two = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])
    two = evolve(two, approval=Approval.everything(two, by="Dana", on=D))
    log = [*UP, *[entry(n, 5, id=f"w{n}", focus="f2") for n in (1, 2, 3)]]
    waiting = next(each for each in review(two, log).next_steps if each.queued is not None)
    with pytest.raises(CoachplanError, match="waits its turn"):
        taken(two, forged(waiting, queued=None), entries=log)


def test_a_step_of_yesterdays_plan_is_stale():
    """What was agreed since, by anybody and of anything, makes it another plan; what was recorded does not."""
    changed = (
        ENGINE.change(OPEN, "f1", by="Alex", on=day(3), minutes=4),
        ENGINE.hold(OPEN, "f1", until=day(3), by="Alex", on=day(3)),
        ENGINE.approve(OPEN, Approval.everything(OPEN, by="Dana", on=day(3)), role="clinician"),
        ENGINE.decline(OPEN, STEP, by="Alex", on=day(3)),
        evolve(OPEN, family=evolve(OPEN.family, id="kim")),
    )
    for plan in changed:
        assert (plan.version, plan.agreed) != (OPEN.version, OPEN.agreed)
        with pytest.raises(CoachplanError, match="suggestion is stale"):
            taken(plan, forged())
        with pytest.raises(CoachplanError, match="review is stale"):
            ENGINE.record(plan, review(OPEN, UP))
    soon = [*UP, entry(3, id="x", hard="I am running on empty")]
    recorded = ENGINE.record(OPEN, review(OPEN, soon))
    assert recorded.agreed == OPEN.agreed
    assert recorded.version != OPEN.version
    light = step(recorded, of_five(2, 2, stress=5), 3)
    assert taken(recorded, evolve(light, agreed=OPEN.agreed), entries=soon).revision


def test_a_step_of_a_day_before_the_last_change_is_stale():
    """Whatever it says was agreed: it would be of the plan as it stood then."""
    changed = ENGINE.change(OPEN, "f1", by="Alex", on=day(3), minutes=4)
    forgery = forged(agreed=changed.agreed, on=day(2), review_by=day(9))
    with pytest.raises(CoachplanError, match="stale: the plan was changed after its day"):
        taken(changed, forgery, **CLINICIAN)
    assert taken(changed, forged(forgery, on=day(3)), **CLINICIAN).revision


@pytest.mark.parametrize("words", ["he stopped breathing", "hiccups all day"])
def test_a_flag_recorded_since_refuses_it(words):
    """Now, today or pausing, from any review: nothing is taken before a clinician has looked."""
    recorded = ENGINE.record(OPEN, review(OPEN, [entry(3, id="x", hard=words)]))
    for kind, rule, sets in (
        ("step-up", "core/step-up", {"step": 3}),
        ("lighten", "core/high-stress", {"days_per_week": 3}),
        ("continue", "core/continue", {}),
    ):
        for entries in (UP, None):
            with pytest.raises(CoachplanError, match="red flag pauses"):
                taken(recorded, forged(rule=rule, action=Action(kind, **sets)), entries=entries, **CLINICIAN)
    unsaid = evolve(recorded, open_flags=[evolve(each, pauses=False) for each in recorded.open_flags])
    with pytest.raises(CoachplanError, match="red flag pauses"):
        taken(unsaid, forged(), **CLINICIAN)


# -- what a kind becomes here

CLARIFY = Action("clarify")
SITS = at(step=1)
ALONE = evolve(OPEN, family=evolve(OPEN.family, avoid=["toy/wait-and-look", "toy/firm-seat"]))
HOME = evolve(OPEN, family=evolve(OPEN.family, routines=OPEN.family.routines[:2]))


@pytest.mark.parametrize(
    ("plan", "rule", "action", "needs"),
    [
        (SITS, "core/too-hard", Action("change-strategy", strategy="toy/wait-and-look"), "caregiver"),
        (SITS, "core/too-hard", CLARIFY, None),
        (at(ALONE, step=1), "core/too-hard", CLARIFY, "clinician"),
        (ALONE, "core/does-little", CLARIFY, "clinician"),
        (ALONE, "core/does-little", Action("change-strategy"), None),
        (OPEN, "core/does-little", Action("change-strategy"), None),
        (OPEN, "core/does-little", CLARIFY, None),
        (at(step=4), "core/step-up", Action("step-up", step=5), None),
        (at(skill="gone/skill"), "core/step-up", Action("step-up", step=3), None),
        (at(skill="gone/skill"), "core/too-hard", Action("step-down", step=1), None),
        (OPEN, "core/no-time", Action("change-routine", routine="play", part_of_day="evening"), "caregiver"),
        (OPEN, "core/no-time", Action("change-routine", part_of_day="evening"), None),
        (OPEN, "core/no-time", Action("change-routine", routine="play"), None),
        (OPEN, "core/no-time", Action("change-routine"), None),
        (OPEN, "core/no-time", CLARIFY, None),
        (
            at(part_of_day="evening"),
            "core/no-time",
            Action("change-routine", routine="play", part_of_day="evening"),
            None,
        ),
        (HOME, "core/no-time", CLARIFY, "caregiver"),
        (HOME, "core/no-time", Action("change-routine", routine="tidy"), None),
        (OPEN, "core/high-stress", CLARIFY, None),
        (at(minutes=3, days_per_week=1), "core/high-stress", CLARIFY, "clinician"),
        (OPEN, "core/generalise", Action("generalise"), "caregiver"),
        (at(generalising=True), "core/generalise", Action("generalise"), None),
        (at(generalising=True), "core/maintain", Action("maintain"), "caregiver"),
        (at(maintaining=True), "core/step-up", Action("step-up", step=3), None),
        (at(maintaining=True), "core/maintain", Action("maintain"), "clinician"),
        (OPEN, "core/red-flag", Action("pause"), "caregiver"),
        (OPEN, "core/red-flag", CLARIFY, None),
        (OPEN, "core/too-early", Action("continue"), "caregiver"),
        *(
            (OPEN, f"core/{named}", Action("continue"), "caregiver")
            for named in ("continue", "declined", "held-by-a-person", "held-by-flag", "plugin-absent", "reading-broken")
        ),
    ],
)
def test_a_kind_becomes_what_can_be_done(plan, rule, action, needs):
    """What stands in where it cannot be done, nothing beside it, and the clinician where nothing is left to do."""
    found = forged(agreed=plan.agreed, rule=rule, action=action)
    for role in ROLES:
        if needs is None or (role, needs) == ("caregiver", "clinician"):
            with pytest.raises(CoachplanError, match="needs a clinician" if needs else "does not lead to this"):
                taken(plan, found, role=role, entries=None)
        else:
            assert taken(plan, found, role=role, entries=None).revision


@pytest.mark.parametrize(
    "sets",
    [{"step": 2}, {"strategy": "toy/show-first"}, {"routine": "play"}, {"part_of_day": "evening"}, {"minutes": 3},
     {"days_per_week": 2}],
)  # fmt: skip
def test_what_changes_nothing_sets_nothing(sets):
    """To go on sets no step, strategy, routine, time or load, were it the one that there is."""
    with pytest.raises(CoachplanError, match=f"continue sets no {next(iter(sets))}"):
        taken(OPEN, forged(rule="core/continue", action=Action("continue", **sets)))


@pytest.mark.parametrize(("plan", "days"), [(OPEN, 7), (at(maintaining=True), 56)])
def test_how_long_a_suggestion_can_be_taken(plan, days):
    """A week; of what is only probed, until the next probe. A longer time was never said."""
    found = forged(agreed=plan.agreed, rule="core/continue", action=Action("continue"))
    last = day(3) + timedelta(days=days)
    assert ENGINE.apply(plan, evolve(found, review_by=last), by="Alex", on=last).revision
    with pytest.raises(CoachplanError, match="could be taken until"):
        ENGINE.apply(plan, evolve(found, review_by=last), by="Alex", on=last + timedelta(days=1))
    with pytest.raises(CoachplanError, match="no suggestion made on"):
        ENGINE.apply(plan, evolve(found, review_by=last + timedelta(days=1)), by="Alex", on=day(3))


# -- what plugins bring

DOWN = Rule("extra/down", "days >= 1", then="step-down", say="Down.", needs="clinician", sources=[OWN])
HOLDS = Rule("extra/holds", "days >= 1", holds=["step-up"], say="Not yet.", sources=[OWN])
OTHERS = Rule("extra/others", "days >= 1", then="lighten", say="x", skills=["toy/wave-bye"], sources=[OWN])
WET = Barrier(
    "extra/wet",
    means="x",
    ask="x?",
    words={"en": ["soaked"]},
    try_next=["toy/wait-and-look", "step-down", "step-up"],
    sources=[OWN],
)
#: A discipline with a skill, and a rule for what carries a tag; its rules are not for other disciplines.
TAGGED = Rule("made/tagged", "days >= 1", then="lighten", say="x", tags=["sensory"], sources=[OWN])
MADE = Rule("made/rule", "days >= 1", then="lighten", say="x", sources=[OWN])
SKILL = evolve(ENGINE.catalogue.skills["toy/stack-blocks"], id="made/skill", prerequisites=())
WAY = evolve(ENGINE.catalogue.strategies["toy/show-first"], id="made/way", skills=())
MORE = Engine(plugins=[toy, Bringing("extra", rules=[DOWN, HOLDS, OTHERS], barriers=[WET])])


@pytest.mark.parametrize(
    ("rule", "action", "needs"),
    [
        ("extra/down", Action("step-down", step=1), "clinician"),
        ("extra/down", Action("continue"), None),
        ("extra/holds", Action("continue"), "caregiver"),
        ("extra/holds", Action("step-up", step=3), None),
        ("extra/others", Action("lighten", days_per_week=3), None),
        ("extra/wet", Action("change-strategy", strategy="toy/wait-and-look"), "caregiver"),
        ("extra/wet", Action("change-strategy", strategy="toy/firm-seat"), None),
        ("extra/wet", Action("step-down", step=1), "caregiver"),
        ("extra/wet", Action("step-up", step=3), None),
    ],
)
def test_rules_and_barriers_of_plugins_lead_where_they_lead(rule, action, needs):
    """To what they propose here, of a skill that they are asked about; what holds back leads to going on."""
    assert all(each.status == "loaded" for each in MORE.plugins)
    found = forged(rule=rule, action=action)
    if needs is None:
        with pytest.raises(CoachplanError, match="does not lead to this"):
            taken(OPEN, found, engine=MORE, entries=None, **CLINICIAN)
        return
    assert taken(OPEN, found, engine=MORE, entries=None, **CLINICIAN).revision
    if needs == "clinician":
        with pytest.raises(CoachplanError, match="needs a clinician"):
            taken(OPEN, found, engine=MORE, entries=None)
    else:
        assert taken(OPEN, found, engine=MORE, entries=None).revision


@pytest.mark.parametrize(
    ("shelves", "rule", "focus", "asked"),
    [
        ({"skills": [SKILL]}, MADE, {}, False),
        ({"strategies": [WAY]}, MADE, {}, False),
        ({}, MADE, {}, True),
        ({"skills": [SKILL]}, MADE, {"skill": "made/skill"}, True),
        ({"strategies": [WAY]}, MADE, {"strategy": "made/way"}, True),
        ({"skills": [SKILL]}, evolve(MADE, skills=["toy/stack-blocks"]), {}, True),
        ({}, TAGGED, {}, False),
        ({}, TAGGED, {"strategy": "toy/firm-seat"}, True),
        ({}, TAGGED, {"strategy": "gone/way"}, False),
    ],
)
def test_which_rules_are_asked(shelves, rule, focus, asked):
    """A discipline's rules are for its own skills and strategies, or those they name; a clinic's are for all."""
    engine = Engine(plugins=[toy, Bringing("made", rules=[rule], **shelves)])
    assert all(each.status == "loaded" for each in engine.plugins), [each.why for each in engine.plugins]
    plan = at(**focus)
    found = forged(agreed=plan.agreed, rule=rule.id, action=Action("lighten", days_per_week=3))
    if asked:
        assert taken(plan, found, engine=engine, entries=None).revision
    else:
        with pytest.raises(CoachplanError, match="does not lead to this lighten here"):
            taken(plan, found, engine=engine, entries=None)


def test_a_suggestion_of_an_engine_with_more_is_refused_by_one_without():
    """Where the rule is not known, nobody can say whom it needs: apply with the engine that reviewed."""
    found = forged(rule="extra/down", action=Action("step-down", step=1))
    with pytest.raises(CoachplanError, match="'extra/down' does not lead to this step-down here"):
        taken(OPEN, found, **CLINICIAN)


# -- as a law


@settings(max_examples=60)
@given(st.data())
def test_what_is_offered_can_be_taken_by_whom_it_needs(data):
    """Every suggestion of a review is what could have been offered: taken by whom it needs, and by nobody else."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = D + timedelta(days=data.draw(st.integers(0, 40)))
    found = ENGINE.review(plan, log, on=on)
    for suggestion in found.next_steps:
        for role in ROLES:
            said = refusal(plan, suggestion, role, on, log)
            if suggestion.queued is not None:
                assert said
            elif role == "caregiver" and suggestion.needs == "clinician":
                assert "needs a clinician" in said
            else:
                assert "" == said


def refusal(plan, suggestion, role, on, log):
    try:
        ENGINE.apply(plan, suggestion, by="Alex", role=role, on=on, entries=log)
    except CoachplanError as refused:
        return str(refused)
    return ""


_ACTIONS = st.builds(
    Action,
    st.sampled_from(KINDS),
    step=st.none() | st.integers(1, 6),
    strategy=st.none() | st.sampled_from([*ENGINE.catalogue.strategies, "toy/none"]),
    routine=st.none() | st.sampled_from(["play", "bed", "tidy", "none"]),
    part_of_day=st.none() | st.sampled_from(PARTS_OF_DAY),
    minutes=st.none() | st.integers(1, 9),
    days_per_week=st.none() | st.integers(1, 7),
)
_LIES = {
    "action": _ACTIONS,
    "rule": st.sampled_from([*ENGINE.catalogue.rules, "core/red-flag", "core/continue", "evil/x", ""]),
    "needs": st.sampled_from(["caregiver", "clinician"]),
    "on": st.none() | st.integers(-60, 60).map(day),
    "review_by": st.none() | st.integers(-60, 60).map(day),
    "queued": st.none(),
    "focus": st.sampled_from(["f1", "f2"]),
    "plan": st.sampled_from(["p1", "p2"]),
    "revision": st.integers(0, 3),
    "agreed": st.sampled_from([OPEN.agreed, PLAN.agreed, ""]),
}


@settings(max_examples=150)
@given(
    st.sampled_from([OPEN, PLAN]),
    st.sampled_from([UP, of_five(0, 0, 0), of_five(2, 3, 2, stress=5), of_five(5, 5, 5, tags=["pressured"])]),
    st.fixed_dictionaries({}, optional=_LIES),
    st.sampled_from(ROLES),
)
def test_no_lie_takes_a_caregiver_further(plan, log, lies, role):
    """
    Whatever a suggestion says of itself: a caregiver gets by it what the log offers and needs no clinician, or what is
    no harder; and nobody a focus that the catalogue and the family do not have.
    """
    assert set(_LIES) <= {each.name for each in fields(Suggestion)}
    honest = step(plan, log)
    lie = forged(honest, **lies)
    try:
        after = ENGINE.apply(plan, lie, by="Alex", role=role, on=day(3), entries=log).focuses[0]
    except CoachplanError:
        return
    before = plan.focuses[0]
    assert (after.minutes, after.days_per_week) <= (before.minutes, before.days_per_week)
    assert abs(after.step - before.step) <= 1 <= after.step <= 4
    assert after.strategy in ENGINE.catalogue.strategies
    assert plan.family.routine(after.routine) is not None
    if role == "caregiver" and (after.step, after.strategy, after.routine) != (
        before.step,
        before.strategy,
        before.routine,
    ):
        eases = after.step < before.step and plan is OPEN
        assert eases or (lie.action == honest.action and honest.needs == "caregiver")
