"""
The changes of a plan: who may, from when, and what is refused.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.model.actions import KINDS, Action
from coachplan.model.approvals import Approval
from coachplan.model.plans import Change, Declined, Focus, OpenFlag, Plan
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, PLAN, D, at, day, entry, of_five, review, step

UP = of_five(5, 5, 5)

#: What somebody might hand over by mistake.
ODD = (None, 5, -1, 0, 1.5, True, "", "x", "f1", b"x", (), [], {}, object(), float("nan"), 10**30, D, datetime(2026, 3, 2), OPEN)  # fmt: skip  # noqa: E501, DTZ001


#: For each kind, a rule that proposes it and what it would set on the plan that is open.
OFFERED = {
    "pause": ("core/red-flag", {}),
    "lighten": ("core/high-stress", {"days_per_week": 3}),
    "step-down": ("core/too-hard", {"step": 1}),
    "change-strategy": ("core/does-little", {"strategy": "toy/wait-and-look"}),
    "change-routine": ("core/no-time", {"routine": "tidy"}),
    "clarify": ("core/two-views", {}),
    "continue": ("core/continue", {}),
    "maintain": ("core/maintain", {}),
    "generalise": ("core/generalise", {}),
    "step-up": ("core/step-up", {"step": 3}),
}


def by_hand(kind, plan=OPEN, **sets):
    """
    Return a suggestion of the third day as it can be offered on a plan; *sets* is what its action sets.
    """
    rule, usual = OFFERED[kind]
    action = Action(kind, **(sets or usual))
    return evolve(step(OPEN, UP), plan=plan.id, agreed=plan.agreed, rule=rule, action=action)


def test_a_change_takes_effect_the_day_after():
    """Accepted on day 3, the new step begins on day 4; the history says what, when, by whom and by which rule."""
    plan = ENGINE.apply(OPEN, step(OPEN, UP), by="Alex", on=day(3))
    assert (3, day(4), 1) == (plan.focuses[0].step, plan.focuses[0].since, plan.revision)
    past = plan.history[-1]
    assert ("step-up", "Alex", "core/step-up", day(3), 2, 3) == (
        past.kind,
        past.by,
        past.rule,
        past.on,
        past.before.step,
        past.after.step,
    )


def test_a_suggestion_is_taken_once():
    """Twice, or on another revision of the plan, it is refused."""
    found = step(OPEN, UP)
    plan = ENGINE.apply(OPEN, found, by="Alex", on=day(3))
    with pytest.raises(CoachplanError, match="stale"):
        ENGINE.apply(plan, found, by="Alex", on=day(3))
    with pytest.raises(CoachplanError, match="p1"):
        ENGINE.apply(evolve(OPEN, id="p2"), found, by="Alex", on=day(3))


def test_a_lesser_role_is_refused():
    """What needs a clinician is not taken by a caregiver; a clinician may."""
    found = step(PLAN, UP)
    with pytest.raises(CoachplanError, match="clinician"):
        ENGINE.apply(PLAN, found, by="Alex", on=day(3))
    assert 3 == ENGINE.apply(PLAN, found, by="Dana", role="clinician", on=day(3)).focuses[0].step


@pytest.mark.parametrize(
    ("by", "role", "match"), [("", "caregiver", "named"), ("A", "clinican", "Did you mean 'clinician'")]
)
def test_somebody_must_be_named_in_a_known_role(by, role, match):
    """No change by nobody, and no made-up role."""
    for verb in (
        lambda: ENGINE.apply(OPEN, step(OPEN, UP), by=by, role=role, on=day(3)),
        lambda: ENGINE.decline(OPEN, step(OPEN, UP), by=by, role=role, on=day(3)),
        lambda: ENGINE.hold(OPEN, "f1", until=day(9), by=by, role=role, on=day(3)),
        lambda: ENGINE.change(OPEN, "f1", by=by, role=role, on=day(3), minutes=3),
        lambda: ENGINE.end(OPEN, "f1", by=by, role=role, on=day(3)),
    ):
        with pytest.raises(CoachplanError, match=match):
            verb()


def test_what_waits_its_turn_is_refused():
    """One change at a time also when it is taken."""
    two = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])
    two = evolve(two, approval=Approval.everything(two, by="Dana", on=D))
    found = review(two, [*UP, *[entry(n, 5, id=f"w{n}", focus="f2") for n in (1, 2, 3)]])
    with pytest.raises(CoachplanError, match="waits its turn"):
        ENGINE.apply(two, found.step_for("f2"), by="Alex", on=day(3))


def test_history_only_goes_forward():
    """A change dated before the last one is refused."""
    plan = ENGINE.change(OPEN, "f1", by="Alex", on=day(5), minutes=3)
    with pytest.raises(CoachplanError, match="forward"):
        ENGINE.change(plan, "f1", by="Alex", on=day(4), minutes=2)


def test_two_changes_of_one_day_leave_no_phase_backwards():
    """The focus of a moment that was never in force has no phase that ends before it begins."""
    plan = OPEN
    for number in (3, 1):
        plan = ENGINE.change(plan, "f1", by="Dana", role="clinician", on=day(5), step=number)
    assert all(phase.first is None or phase.last is None or phase.first <= phase.last for phase in plan.phases("f1"))


def test_a_person_may_raise():
    """More minutes and days are a person's own choice."""
    plan = ENGINE.change(OPEN, "f1", by="Alex", on=day(2), minutes=8, days_per_week=7)
    assert (8, 7, D) == (plan.focuses[0].minutes, plan.focuses[0].days_per_week, plan.focuses[0].since)


def test_a_suggestion_never_raises():
    """One that would is refused, whoever takes it."""
    found = step(OPEN, of_five(3, 3, 3, stress=5))
    for action in (evolve(found.action, minutes=9), evolve(found.action, days_per_week=7)):
        with pytest.raises(CoachplanError, match="never raises"):
            ENGINE.apply(OPEN, evolve(found, action=action), by="Dana", role="clinician", on=day(3))


@pytest.mark.parametrize(
    "new", [{"step": 3}, {"strategy": "toy/wait-and-look"}, {"routine": "tidy"}, {"aim": 0.9}, {"maintaining": True}]
)
def test_outside_the_approval_a_change_needs_a_clinician(new):
    """Steps, strategies, routines and aims; a clinician may."""
    with pytest.raises(CoachplanError, match="clinician"):
        ENGINE.change(PLAN, "f1", by="Alex", on=day(2), **new)
    assert PLAN != ENGINE.change(PLAN, "f1", by="Dana", role="clinician", on=day(2), **new)


def test_inside_the_approval_a_caregiver_may_change():
    """What was opened may be used."""
    assert 3 == ENGINE.change(OPEN, "f1", by="Alex", on=day(2), step=3).focuses[0].step
    assert day(3) == ENGINE.change(OPEN, "f1", by="Alex", on=day(2), routine="tidy").focuses[0].since


def test_everything_opens_only_what_fits():
    """Opening every strategy does not open one that the child's cautions rule out, nor one for another discipline."""
    careful = evolve(OPEN, family=evolve(FAMILY, child=evolve(FAMILY.child, cautions=["hip-pain"])))
    with pytest.raises(CoachplanError):
        ENGINE.change(careful, "f1", by="Alex", on=day(2), strategy="toy/firm-seat")


@pytest.mark.parametrize(
    ("new", "match"),
    [
        ({"minuts": 3}, "Did you mean 'minutes'"),
        ({"strategy": "toy/show-frist"}, "Did you mean 'toy/show-first'"),
        ({"routine": "plai"}, "Did you mean 'play'"),
        ({"step": 9}, "steps 1 to 4"),
        ({"step": "3"}, "whole number"),
        ({"minutes": "8"}, "number"),
        ({"minutes": -1}, "above 0"),
        ({"days_per_week": 8}, "from 1 to 7"),
        ({"part_of_day": "mornin"}, "morning"),
        ({"skill": "toy/wave-bye"}, "skill"),
        ({}, "nothing to change"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_words(new, match):
    """The item, what was found, and the nearest right thing."""
    with pytest.raises(CoachplanError, match=match):
        ENGINE.change(OPEN, "f1", by="Dana", role="clinician", on=day(2), **new)


@pytest.mark.parametrize("verb", ["change", "hold", "end"])
def test_an_unknown_focus_is_named(verb):
    """The plan says which it has."""
    more = {"change": {"minutes": 3}, "hold": {"until": day(9)}, "end": {}}[verb]
    with pytest.raises(CoachplanError, match="'f1'"):
        getattr(ENGINE, verb)(OPEN, "f2", by="Alex", on=day(2), **more)


@pytest.mark.parametrize("bad", ["2026-03-04", datetime(2026, 3, 4), None])  # noqa: DTZ001 - the mistake
def test_the_day_of_a_change_is_a_date(bad):
    """A text or a moment for the day is refused in words, by every verb."""
    for verb in (
        lambda: ENGINE.apply(OPEN, step(OPEN, UP), by="A", on=bad),
        lambda: ENGINE.decline(OPEN, step(OPEN, UP), by="A", on=bad),
        lambda: ENGINE.hold(OPEN, "f1", until=bad, by="A", on=day(1)),
        lambda: ENGINE.change(OPEN, "f1", by="A", on=bad, minutes=3),
        lambda: ENGINE.end(OPEN, "f1", by="A", on=bad),
    ):
        with pytest.raises((CoachplanError, TypeError), match="Expected a day"):
            verb()


def test_an_approval_names_what_exists():
    """A misspelt strategy or skill in an approval opens nothing, so it is refused with the nearest right name."""
    with pytest.raises(CoachplanError, match="toy/show-first"):
        ENGINE.approve(PLAN, Approval("Dana", D, strategies=["toy/show-frist"]), role="clinician")


def test_a_caregiver_does_not_undo_a_clinicians_hold():
    """X-11: a later, shorter hold of a caregiver leaves the clinician's in force."""
    plan = ENGINE.hold(OPEN, "f1", until=day(30), by="Dana", role="clinician", on=day(1))
    try:
        plan = ENGINE.hold(plan, "f1", until=day(2), by="Alex", on=day(2))
    except CoachplanError:
        return
    assert "step-up" != step(plan, UP).action.kind


def test_a_hold_ends_after_it_begins():
    """Until a day before it begins is refused."""
    with pytest.raises(CoachplanError, match="before it begins"):
        ENGINE.hold(OPEN, "f1", until=day(1), by="Alex", on=day(2))


def test_an_end_keeps_the_history():
    """The focus is gone from the plan and known to it; a new review has no step for it."""
    plan = ENGINE.end(OPEN, "f1", by="Alex", on=day(3), why="moved house")
    assert () == plan.focuses
    assert plan.knows("f1")
    assert 2 == plan.phases("f1")[0].focus.step
    assert () == ENGINE.review(plan, UP, on=day(4)).next_steps


@pytest.mark.parametrize(("kind", "field"), [("generalise", "generalising"), ("maintain", "maintaining")])
def test_generalise_and_maintain_mark_the_focus(kind, field):
    """The focus stays in the plan, marked."""
    log = UP if kind == "generalise" else [entry(n, 5, who=who) for n, who in enumerate(("Mum", "Dad", "Mum"), 1)]
    plan = at(step=4)
    found = step(plan, log)
    assert kind == found.action.kind
    assert getattr(ENGINE.apply(plan, found, by="Dana", role="clinician", on=day(3)).focuses[0], field)


def test_an_alert_of_another_plan_is_refused():
    """An alert is cleared on the plan on which it stands: on another it clears nothing, and the clinician is told."""
    other = review(evolve(OPEN, id="p2"), [entry(1, 3, id="other", hard="hiccups all day")]).alerts[0]
    with pytest.raises(CoachplanError, match="stands on the plan 'p2', not on 'p1'"):
        ENGINE.clear(OPEN, other, by="Dana", role="clinician", on=D)


# -- never over a red flag


BREATHING = entry(3, id="x", hard="he stopped breathing")
SOON = evolve(OPEN, open_flags=[OpenFlag(entry="x", flag="toy/x", urgency="soon", words="w", on=D, content="c")])


def test_a_flag_written_since_the_review_is_not_stepped_over():
    """The step was offered before the note was written; with the log as it is now, it is refused."""
    found = step(OPEN, UP)
    for on in (3, 4, 9):
        with pytest.raises(CoachplanError, match="red flag pauses"):
            ENGINE.apply(OPEN, found, by="Alex", on=day(on), entries=[*UP, BREATHING])


def test_on_a_later_day_the_log_is_looked_at_again():
    """Without the log a harder step is taken on the day of its review only; with it, until it is too old."""
    found = step(OPEN, UP)
    assert (day(3), day(10)) == (found.on, found.review_by)
    with pytest.raises(CoachplanError, match="was not looked at again"):
        ENGINE.apply(OPEN, found, by="Alex", on=day(4))
    assert 3 == ENGINE.apply(OPEN, found, by="Alex", on=day(10), entries=UP).focuses[0].step
    with pytest.raises(CoachplanError, match="could be taken until"):
        ENGINE.apply(OPEN, found, by="Alex", on=day(11), entries=UP)
    for more in ({}, {"entries": UP}):
        with pytest.raises(CoachplanError, match="was made on"):
            ENGINE.apply(OPEN, found, by="Alex", on=day(2), **more)


def test_what_eases_is_taken_without_another_look():
    """A lighter plan, or a pause, is taken without the log; after its `review_by`, or before its day, it is refused."""
    found = step(OPEN, of_five(2, 2, stress=5))
    assert ("lighten", day(9)) == (found.action.kind, found.review_by)
    assert 3 == ENGINE.apply(OPEN, found, by="Alex", on=day(9)).focuses[0].days_per_week
    pause = step(OPEN, [*UP, BREATHING])
    for log in ({}, {"entries": [*UP, BREATHING]}):
        assert "pause" == ENGINE.apply(OPEN, pause, by="Alex", on=day(3), **log).history[-1].kind
    for late, on in ((found, 10), (pause, 4)):
        for verb in (ENGINE.apply, ENGINE.decline):
            with pytest.raises(CoachplanError, match="could be taken until"):
                verb(OPEN, late, by="Alex", on=day(on))
            with pytest.raises(CoachplanError, match="was made on"):
                verb(OPEN, late, by="Alex", on=day(1))


@pytest.mark.parametrize("kind", KINDS)
def test_a_pausing_flag_stops_all_but_a_pause(kind):
    """Whatever is handed over, nothing but the pause itself is taken while a flag pauses the plan."""
    forged = by_hand(kind)
    kept = evolve(OPEN, open_flags=[evolve(SOON.open_flags[0], urgency="now", pauses=True)])
    for plan, log in ((kept, UP), (OPEN, [*UP, BREATHING])):
        if kind == "pause":
            assert plan.revision < ENGINE.apply(plan, forged, by="A", on=day(3), entries=log).revision
        else:
            with pytest.raises(CoachplanError, match="red flag pauses"):
                ENGINE.apply(plan, forged, by="A", on=day(3), entries=log)


@pytest.mark.parametrize("kind", KINDS)
def test_a_flag_soon_stops_what_is_harder(kind):
    """A step up, a second place and an end of practice wait until a clinician has heard of it; the rest may go on."""
    forged = by_hand(kind)
    if kind in ("step-up", "generalise", "maintain"):
        with pytest.raises(CoachplanError, match=f"holds back {kind}"):
            ENGINE.apply(SOON, forged, by="A", on=day(3))
    else:
        assert 1 == ENGINE.apply(SOON, forged, by="A", on=day(3)).revision


# -- only what can be kept


@pytest.mark.parametrize("bad", [5, b"x", None, ["x"], {}, 1.5, True])
def test_a_reason_that_is_no_text_is_refused(bad):
    """What could not be written is not taken, by any verb; the plan stays as it was."""
    alert = review(OPEN, [BREATHING]).alerts[0]
    named = {"by": "Dana, OT", "role": "clinician", "on": day(3)}
    for verb in (
        lambda: ENGINE.hold(OPEN, "f1", until=day(9), why=bad, **named),
        lambda: ENGINE.change(OPEN, "f1", why=bad, minutes=8, **named),
        lambda: ENGINE.change(OPEN, "f1", cue=bad, **named),
        lambda: ENGINE.end(OPEN, "f1", why=bad, **named),
        lambda: ENGINE.decline(OPEN, step(OPEN, UP), why=bad, **named),
        lambda: ENGINE.clear(OPEN, alert, note=bad, **named),
    ):
        with pytest.raises(CoachplanError):
            verb()


@given(st.sampled_from([each.name for each in fields(Focus)]), st.sampled_from(ODD))
def test_what_change_takes_can_be_kept(name, value):
    """Whatever is handed over as new, it is refused, or the plan can be written and read back equal."""
    try:
        plan = ENGINE.change(OPEN, "f1", by="Dana, OT", role="clinician", on=day(3), **{name: value})
    except CoachplanError:
        return
    assert plan == loads(Plan, dumps(plan))


# -- what the history keeps


TOLD = {"by": "Dana, OT", "role": "clinician", "on": day(3)}


def test_every_verb_is_kept_with_who_when_and_why():
    """The day, the kind, the person, the role, the focus, the rule, the reason, and what was and is."""
    up = step(OPEN, UP)
    opened = Approval(by="Dana, OT", on=day(3), routines=["tidy"])

    def kept(kind, **more):
        return (Change(kind=kind, on=day(3), by="Dana, OT", role="clinician", revision=1, **more),)

    before = OPEN.focuses[0]
    plan = ENGINE.apply(OPEN, up, **TOLD)
    after = plan.focuses[0]
    assert kept("step-up", focus="f1", rule="core/step-up", before=before, after=after) == plan.history
    plan = ENGINE.decline(OPEN, up, why="not now", **TOLD)
    assert kept("decline", focus="f1", rule="core/step-up", why="not now") == plan.history
    plan = ENGINE.approve(OPEN, opened, role="clinician")
    assert (kept("approve"), opened) == (plan.history, plan.approval)
    plan = ENGINE.hold(OPEN, "f1", until=day(9), why="a trip", **TOLD)
    assert kept("hold", focus="f1", why="a trip") == plan.history
    plan = ENGINE.change(OPEN, "f1", minutes=8, why="she likes it", **TOLD)
    after = plan.focuses[0]
    assert kept("change", focus="f1", why="she likes it", before=before, after=after) == plan.history
    plan = ENGINE.end(OPEN, "f1", why="moved", **TOLD)
    assert kept("end", focus="f1", why="moved", before=before) == plan.history


def test_every_no_is_kept():
    """What was declined, by which rule, of which focus, by whom, when and why; and what was declined before."""
    up = step(OPEN, UP)
    plan = ENGINE.decline(OPEN, up, by="Alex", on=day(3), why="not now")
    no = Declined(focus="f1", action=up.action, rule="core/step-up", by="Alex", on=day(3), why="not now")
    assert (no,) == plan.declined
    again = ENGINE.decline(plan, step(plan, UP), by="Alex", on=day(4))
    assert (no, "continue") == (again.declined[0], again.declined[1].action.kind)


def test_no_verb_goes_back_in_time():
    """A change dated before the last one is refused, whichever it is."""
    plan = ENGINE.change(OPEN, "f1", by="Alex", on=day(5), minutes=3)
    early = {"by": "Dana", "role": "clinician", "on": day(4)}
    for verb in (
        lambda: ENGINE.apply(plan, step(plan, UP, 5), **early),
        lambda: ENGINE.decline(plan, step(plan, UP, 5), **early),
        lambda: ENGINE.approve(plan, Approval(by="Dana", on=day(4)), role="clinician"),
        lambda: ENGINE.hold(plan, "f1", until=day(9), **early),
        lambda: ENGINE.change(plan, "f1", minutes=4, **early),
        lambda: ENGINE.end(plan, "f1", **early),
    ):
        with pytest.raises(CoachplanError, match="forward"):
            verb()


def test_a_no_to_another_plan_is_refused():
    """What was offered on another plan, or on another revision, is not declined here."""
    found = step(OPEN, UP)
    with pytest.raises(CoachplanError, match="p1"):
        ENGINE.decline(evolve(OPEN, id="p2"), found, by="Alex", on=day(3))
    with pytest.raises(CoachplanError, match="stale"):
        ENGINE.decline(ENGINE.apply(OPEN, found, by="Alex", on=day(3)), found, by="Alex", on=day(3))


# -- what a step sets


TAKEN = {
    "step": ("step-down", 1),
    "strategy": ("change-strategy", "toy/wait-and-look"),
    "routine": ("change-routine", "tidy"),
    "part_of_day": ("change-routine", "evening"),
    "minutes": ("lighten", 3),
    "days_per_week": ("lighten", 2),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TAKEN)
def test_a_step_sets_nothing_but_its_own(kind, name):
    """A pause that also sets a step, or anything that sets what its kind does not, is refused, flag or no flag."""
    by_a_step = {("step-up", "step"), ("step-up", "strategy"), ("step-down", "strategy")}
    if TAKEN[name][0] == kind or (kind, name) in by_a_step:
        return
    forged = evolve(step(OPEN, UP), action=Action(kind, **{name: TAKEN[name][1]}), needs="caregiver")
    with pytest.raises(CoachplanError, match=f"{kind} sets no {name}"):
        ENGINE.apply(OPEN, forged, by="Dana", role="clinician", on=day(3))


@pytest.mark.parametrize("action", [Action("step-up", step=3), Action("step-down", step=1)])
def test_a_step_brings_no_strategy_that_it_would_not_bring(action):
    """Where the strategy goes with the help of the step, another beside it is forged."""
    forged = evolve(step(OPEN, UP), action=evolve(action, strategy="toy/wait-and-look"), needs="caregiver")
    with pytest.raises(CoachplanError, match="does not lead to this"):
        ENGINE.apply(OPEN, forged, by="Dana", role="clinician", on=day(3))


@pytest.mark.parametrize(
    ("kind", "to"), [("step-up", 4), ("step-up", 2), ("step-up", 1), ("step-down", 3), ("step-down", 2)]
)
def test_a_step_is_one_step(kind, to):
    """From step 2 a step up leads to step 3, and a step down to step 1, whatever a document says."""
    with pytest.raises(CoachplanError, match="leads to step"):
        ENGINE.apply(OPEN, evolve(step(OPEN, UP), action=Action(kind, step=to)), by="A", on=day(3))


def test_an_unknown_need_is_no_permission():
    """Only where a caregiver is asked may a caregiver take it: another word cannot be said, and would be none."""
    for needs in ("Clinician", "", "nobody"):
        with pytest.raises(CoachplanError, match=r"needs: found .*'clinician'"):
            evolve(by_hand("step-up"), needs=needs)
        forged = evolve(by_hand("step-up"))
        object.__setattr__(forged, "needs", needs)
        with pytest.raises(CoachplanError, match="needs a clinician"):
            ENGINE.apply(OPEN, forged, by="A", on=day(3))


PAUSED = evolve(OPEN, open_flags=[evolve(SOON.open_flags[0], urgency="now", pauses=True)])


@pytest.mark.parametrize(
    "new", [{"step": 3}, {"minutes": 9}, {"days_per_week": 7}, {"strategy": "toy/wait-and-look"}, {"routine": "tidy"}]
)
def test_a_caregiver_takes_on_nothing_while_a_flag_pauses(new):
    """What is open otherwise waits for a clinician; a clinician may, and so may anybody make it lighter."""
    assert ENGINE.change(OPEN, "f1", by="Alex", on=day(3), **new).revision
    with pytest.raises(CoachplanError, match="red flag pauses"):
        ENGINE.change(PAUSED, "f1", by="Alex", on=day(3), **new)
    assert ENGINE.change(PAUSED, "f1", by="Dana", role="clinician", on=day(3), **new).revision
    assert ENGINE.change(PAUSED, "f1", by="Alex", on=day(3), minutes=3, step=1).revision


@pytest.mark.parametrize("on", [date.min, date.max, date(1899, 12, 31), date(2201, 1, 1)])
def test_a_day_that_nobody_lives_to_see_is_refused(on):
    """Far in the past or the future, in a sentence and not by an overflow."""
    for verb in (
        lambda: ENGINE.review(OPEN, UP, on=on),
        lambda: ENGINE.propose(FAMILY, on=on),
        lambda: ENGINE.end(OPEN, "f1", by="Alex", on=on),
        lambda: ENGINE.apply(OPEN, step(OPEN, UP), by="Alex", on=on),
    ):
        with pytest.raises(CoachplanError, match="Expected a day from 1900 to 2200"):
            verb()


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, (_, value) in TAKEN.items()])
def test_a_step_sets_what_it_names(name, value):
    """Only that, and a new phase begins where it changes what is practised, not where it only lightens."""
    plan = at(days_per_week=3) if name in ("minutes", "days_per_week") else OPEN
    plan = at(plan, minutes=3) if name == "days_per_week" else plan
    sets = {"routine": "play", name: value} if name == "part_of_day" else {name: value}
    forged = by_hand(TAKEN[name][0], plan, **sets)
    focus = ENGINE.apply(plan, forged, by="Dana", role="clinician", on=day(3)).focuses[0]
    since = D if name in ("minutes", "days_per_week") else day(4)
    assert evolve(plan.focuses[0], since=since, **{name: value}) == focus


def test_what_stays_as_it_is_is_no_step():
    """The same minutes or days raise nothing; but they are no lighter, either, so nobody could have offered them."""
    for same in ({"minutes": OPEN.focuses[0].minutes}, {"days_per_week": OPEN.focuses[0].days_per_week}):
        with pytest.raises(CoachplanError, match="'core/high-stress' does not lead to this lighten here"):
            ENGINE.apply(OPEN, by_hand("lighten", **same), by="Alex", on=day(3))


@pytest.mark.parametrize(("kind", "still"), [("step-up", False), ("step-down", True)])
def test_a_step_up_comes_home_again(kind, still):
    """A new step is begun where it is easiest; a step back is taken wherever it is practised now."""
    plan = at(generalising=True)
    assert still is ENGINE.apply(plan, by_hand(kind, plan), **TOLD).focuses[0].generalising
    with pytest.raises(CoachplanError, match="leads to step"):
        ENGINE.apply(plan, evolve(by_hand(kind, plan), action=Action(kind)), **TOLD)


# -- what a person may change


@pytest.mark.parametrize("name", ["id", "skill", "since"])
def test_what_a_focus_is_about_cannot_be_changed(name):
    """Another skill is another focus; when it began follows from what is changed."""
    with pytest.raises(CoachplanError, match="f1: a focus has no field"):
        ENGINE.change(OPEN, "f1", **{name: getattr(FOCUS, name)}, **TOLD)


NEW = {
    "step": 3,
    "strategy": "toy/wait-and-look",
    "routine": "tidy",
    "aim": 0.9,
    "aim_day": day(30),
    "baseline": 0.3,
    "maintaining": True,
    "generalising": True,
}


@pytest.mark.parametrize(("name", "value"), NEW.items())
def test_what_a_clinician_decides(name, value):
    """Steps, strategies, routines and aims, and what is practised where; what was opened is the family's."""
    with pytest.raises(CoachplanError, match=f"changing the {name} of 'f1' needs a clinician"):
        ENGINE.change(PLAN, "f1", by="Alex", on=day(2), **{name: value})
    opened = name in ("step", "strategy", "routine")
    if opened:
        assert value == getattr(ENGINE.change(OPEN, "f1", by="Alex", on=day(2), **{name: value}).focuses[0], name)
    else:
        with pytest.raises(CoachplanError, match="needs a clinician"):
            ENGINE.change(OPEN, "f1", by="Alex", on=day(2), **{name: value})
    same = {name: getattr(FOCUS, name)}
    assert FOCUS == ENGINE.change(PLAN, "f1", by="Alex", on=day(2), **same).focuses[0]


ANY = {**NEW, "part_of_day": "evening", "minutes": 9, "cue": "after lunch"}


@pytest.mark.parametrize(("name", "value"), ANY.items())
def test_which_change_begins_anew(name, value):
    """What is practised, where and when begins a new phase on the day after; a wish, an aim and a length do not."""
    anew = name in ("step", "strategy", "routine", "part_of_day", "maintaining", "generalising")
    assert (day(4) if anew else D) == ENGINE.change(OPEN, "f1", **{name: value}, **TOLD).focuses[0].since


def test_a_caregiver_moves_within_the_opened_steps():
    """Up to the highest that was opened, and back to any; a whole number for something else opens nothing."""
    plan = evolve(OPEN, approval=Approval(by="Dana", on=D, steps={"toy/stack-blocks": 3}))
    for number in (1, 2, 3):
        assert number == ENGINE.change(plan, "f1", by="Alex", on=day(2), step=number).focuses[0].step
    none = evolve(OPEN, approval=Approval(by="Dana", on=D))
    assert 1 == ENGINE.change(none, "f1", by="Alex", on=day(2), step=1).focuses[0].step
    for refused, new in ((plan, {"step": 4}), (none, {"step": 3}), (plan, {"aim": 1})):
        with pytest.raises(CoachplanError, match="needs a clinician"):
            ENGINE.change(refused, "f1", by="Alex", on=day(2), **new)


def test_the_last_step_is_one_of_the_ladder():
    """Four steps are four; there is none above them."""
    assert 4 == ENGINE.change(OPEN, "f1", step=4, **TOLD).focuses[0].step
    with pytest.raises(CoachplanError, match=r"f1: there is no step 5.*has steps 1 to 4"):
        ENGINE.change(OPEN, "f1", step=5, **TOLD)


@pytest.mark.parametrize("focus", [{"skill": "gone/skill"}, {"routine": "gone"}])
def test_a_caregiver_takes_no_strategy_that_cannot_be_judged(focus):
    """Where the skill or the routine is not known, nobody can say whether a strategy fits; a clinician may."""
    plan = at(**focus)
    new = {"strategy": "toy/wait-and-look"}
    with pytest.raises(CoachplanError, match="needs a clinician"):
        ENGINE.change(plan, "f1", by="Alex", on=day(2), **new)
    assert "toy/wait-and-look" == ENGINE.change(plan, "f1", **new, **TOLD).focuses[0].strategy


@pytest.mark.parametrize(("new", "said"), [({"strategy": "toy/x"}, "strategy"), ({"routine": "plai"}, "routine")])
def test_a_finding_names_the_focus(new, said):
    """Which focus, and what it does not find."""
    with pytest.raises(CoachplanError, match=f"f1: .*{said}"):
        ENGINE.change(OPEN, "f1", **new, **TOLD)
    with pytest.raises(CoachplanError, match="f1: "):
        ENGINE.change(OPEN, "f1", days_per_week=9, **TOLD)


# -- approvals and holds


@pytest.mark.parametrize(
    ("opened", "match"),
    [
        ({"strategies": ["toy/show-frist"]}, "approval: there is no strategy .*toy/show-first"),
        ({"strategies": ["*"]}, "approval: there is no such strategy.*'all'"),
        ({"steps": {"toy/stack-bloks": 2}}, "approval: there is no skill .*toy/stack-blocks"),
        ({"steps": {"toy/stack-blocks": 99}}, "approval: there is no step 99. .*has steps 1 to 4; 'all' opens each"),
        ({"routines": ["plai"]}, "approval: there is no routine of the family .*play"),
    ],
)
def test_an_approval_of_what_does_not_exist_opens_nothing(opened, match):
    """A misspelt strategy, skill or routine is refused with the nearest right name."""
    with pytest.raises(CoachplanError, match=match):
        ENGINE.approve(PLAN, Approval(by="Dana", on=D, **opened), role="clinician")


def test_an_approval_may_open_every_strategy_and_any_skill():
    """Every strategy; a skill not begun yet; and one of the plan whose plugin is not here."""
    plan = at(skill="gone/skill")
    steps = {"gone/skill": 2, "toy/wave-bye": 1, "toy/stack-blocks": "all"}
    approval = Approval(by="Dana", on=D, strategies=["all", "toy/show-first"], steps=steps, routines=["play"])
    assert approval == ENGINE.approve(plan, approval, role="clinician").approval


@pytest.mark.parametrize("role", [None, "caregiver", "Clinician", "", ["clinician"]])
def test_only_a_clinician_approves(role):
    """A caregiver opens nothing, whatever name stands in the approval; who gives it in is asked like everywhere."""
    approval = Approval.everything(PLAN, by="Dana, OT", on=D)
    given = {} if role == "caregiver" else {"role": role}
    with pytest.raises(CoachplanError):
        ENGINE.approve(PLAN, approval, **given)
    with pytest.raises(CoachplanError, match=r"only a clinician approves a plan\. Ask one"):
        ENGINE.approve(PLAN, approval, role="caregiver")
    assert "clinician" == ENGINE.approve(PLAN, approval, role="clinician").history[-1].role


def test_nobody_approves_nothing():
    """An approval without a name, however it was made, is refused."""
    with pytest.raises(CoachplanError, match="nobody is named"):
        ENGINE.approve(PLAN, Approval(by="?", on=D), role="clinician")


TWO = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2")])


def held(*asked):
    plan = TWO
    for number, (focus, role) in enumerate(asked, start=1):
        plan = ENGINE.hold(plan, focus, until=day(30), by="Dana", role=role, on=day(number))
    return [(each.focus, each.role, each.on) for each in plan.holds]


def test_whose_hold_replaces_whose():
    """
    A clinician's word replaces what was held before of that focus; a caregiver's replaces a caregiver's, and stands
    beside a clinician's.
    """
    clinician, caregiver = ("f1", "clinician"), ("f1", "caregiver")
    assert [("f1", "clinician", day(2))] == held(clinician, clinician) == held(caregiver, clinician)
    assert [("f1", "caregiver", day(2))] == held(caregiver, caregiver)
    assert [("f1", "clinician", D), ("f1", "caregiver", day(2))] == held(clinician, caregiver)
    assert [("f2", "caregiver", D), ("f1", "clinician", day(2))] == held(("f2", "caregiver"), clinician)


def test_a_hold_may_be_of_one_day():
    """Until the day itself is one day; the day before is none."""
    assert 1 == len(ENGINE.hold(OPEN, "f1", until=day(3), **TOLD).holds)
    with pytest.raises(CoachplanError, match="before it begins"):
        ENGINE.hold(OPEN, "f1", until=day(2), **TOLD)


HARDER = [{"minutes": 8}, {"days_per_week": 6}, {"step": 3}, {"minutes": 3, "step": 3}]


@pytest.mark.parametrize("new", HARDER)
@pytest.mark.parametrize("urgency", ["now", "today", "soon"])
def test_a_caregiver_makes_nothing_harder_under_a_flag(new, urgency):
    """Of whatever urgency, recorded in the plan or only written in the log; lighter, or by a clinician, it goes on."""
    words = {"now": "he stopped breathing", "today": "hiccups all day", "soon": "I am running on empty"}[urgency]
    log = [*UP, entry(3, id="x", hard=words)]
    found = review(OPEN, log)
    assert [urgency] == [each.urgency for each in found.alerts]
    recorded = ENGINE.record(OPEN, found)
    for plan, given_log in ((recorded, None), (recorded, []), (OPEN, log)):
        with pytest.raises(CoachplanError, match="flag"):
            ENGINE.change(plan, "f1", by="Alex", on=day(3), entries=given_log, **new)
        lighter = ENGINE.change(plan, "f1", by="Alex", on=day(3), entries=given_log, minutes=3, step=2)
        assert 3 == lighter.focuses[0].minutes
        by_her = ENGINE.change(plan, "f1", by="Dana", role="clinician", on=day(3), entries=given_log, **new)
        assert 1 == by_her.revision
    cleared = recorded
    for alert in found.alerts:
        cleared = ENGINE.clear(cleared, alert, by="Dana", role="clinician", on=day(3))
    assert 2 == ENGINE.change(cleared, "f1", by="Alex", on=day(3), entries=log, **new).revision
    assert 1 == ENGINE.change(OPEN, "f1", by="Alex", on=day(3), entries=UP, **new).revision
