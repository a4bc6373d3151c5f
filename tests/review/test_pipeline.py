"""
A plan and a log to a review: one step a focus, one change a plan, wins, questions, reasons, and why not.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.model.approvals import Approval
from coachplan.model.family import Routine
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, PLAN, D, at, day, entry, of_five, review, step
from coachplan.testing.toy import toy

TWO = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])
TWO = evolve(TWO, approval=Approval.everything(TWO, by="Dana", on=D))


def both(first, second, **more):
    return [*of_five(*first), *[entry(n, s, id=f"w{n}", focus="f2", **more) for n, s in enumerate(second, 1)]]


# -- one step a focus, one change a plan


def test_one_step_a_focus_in_the_plans_order():
    """Continue and pause included, whatever was written."""
    for plan in (TWO, evolve(TWO, focuses=TWO.focuses[::-1])):
        for log in ([], both((5, 5, 5), (0, 0, 0))):
            assert [focus.id for focus in plan.focuses] == [
                each.focus for each in ENGINE.review(plan, log, on=day(3)).next_steps
            ]


def test_one_change_at_a_time():
    """Two focuses ready for more: the one whose routine matters more goes, the other waits and says why (X-05)."""
    found = review(TWO, both((5, 5, 5), (5, 5, 5)))
    first, second = found.next_steps
    assert ("step-up", "step-up") == (first.action.kind, second.action.kind)
    assert first.queued is None
    assert second.queued is not None
    assert "One change at a time" in ENGINE.say(second)
    assert "continue" == found.for_caregiver().next_steps[1].kind
    assert "waits its turn" in str(found.why_not("f2", "step-up"))


def test_what_matters_to_the_family_goes_first():
    """With bedtime mattering most, the second focus goes and the first waits."""
    family = evolve(FAMILY, routines=[Routine("play", "play", matters=2), Routine("bed", "bedtime", matters=5)])
    first, second = review(evolve(TWO, family=family), both((5, 5, 5), (5, 5, 5))).next_steps
    assert first.queued is not None
    assert second.queued is None


def test_step_down_and_lighten_never_wait():
    """Two focuses too hard: both step down. One too hard: the other's step up waits."""
    assert [None, None] == [each.queued for each in review(TWO, both((0, 0, 0), (0, 0, 0))).next_steps]
    up, down = review(TWO, both((5, 5, 5), (0, 0, 0))).next_steps
    assert up.queued is not None
    assert ("step-down", None) == (down.action.kind, down.queued)


def test_continue_is_no_change():
    """A focus that goes on as it is makes nobody wait."""
    assert [None, None] == [each.queued for each in review(TWO, both((5, 5, 5), (3, 3, 3))).next_steps]


# -- needs


@pytest.mark.parametrize(
    ("log", "needs"),
    [
        (of_five(5, 5, 5), "clinician"),
        (of_five(0, 0, 0), "clinician"),
        ([entry(n, 3, tags=["no-time"]) for n in (1, 2, 3)], "clinician"),
        (of_five(3, 3, 3, confidence=3), "clinician"),
        (of_five(3, 3, 3), "caregiver"),
        (of_five(3, 3, 3, stress=5), "caregiver"),
        ([entry(1, 3, hard="hiccups all day")], "caregiver"),
    ],
)
def test_without_an_approval(log, needs):
    """Without one, everything but continue, lighten and pause needs a clinician."""
    assert needs == step(PLAN, log).needs


def test_inside_the_approval_a_caregiver_may():
    """Step 3 opened: the step up to 3 needs only a caregiver; opened to 2 only, it is the clinician's (X-12)."""

    def opened(highest):
        return evolve(PLAN, approval=Approval("Dana", D, steps={"toy/stack-blocks": highest}))

    assert "caregiver" == step(opened(3), of_five(5, 5, 5)).needs
    found = review(opened(2), of_five(5, 5, 5))
    assert "clinician" == found.step_for("f1").needs
    assert "ask" == found.for_caregiver().next_steps[0].kind
    assert "Puts one block on top when you say so" not in found.for_caregiver().next_steps[0].words
    assert "Puts one block on top when you say so" in ENGINE.say(found.step_for("f1"), audience="clinician")


def test_a_strategy_outside_the_approval_is_the_clinicians():
    """X-12: the rule picks one that was not opened; the caregiver is asked to ask, and does not see its name."""
    narrow = evolve(PLAN, approval=Approval("Dana", D, steps={"toy/stack-blocks": 4}, strategies=["toy/show-first"]))
    found = review(narrow, of_five(*[2] * 10))
    assert ("change-strategy", "clinician") == (found.step_for("f1").action.kind, found.step_for("f1").needs)
    assert "Wait and look" not in found.for_caregiver().next_steps[0].words


# -- held


def test_a_persons_hold_is_kept_until_its_day():
    """X-11: held by name until a day, the data still shown; the day after, it is free."""
    plan = ENGINE.hold(OPEN, "f1", until=day(20), by="Dana, SLP", role="clinician", on=D, why="stay here")
    found = review(plan, of_five(5, 5, 5))
    assert ("continue", "core/held-by-a-person") == (found.step_for("f1").action.kind, found.step_for("f1").rule)
    assert "Dana, SLP" in found.step_for("f1").because
    assert "until Saturday 21 March" in found.step_for("f1").because
    assert 1.0 == found.reading("f1", "success").value
    assert "held back" in str(found.why_not("f1", "step-up"))
    short = ENGINE.hold(OPEN, "f1", until=day(4), by="Dana, SLP", role="clinician", on=D)
    assert ["continue", "step-up"] == [step(short, of_five(*[5] * n)).action.kind for n in (4, 5)]


def test_a_hold_does_not_keep_anyone_from_easing():
    """Held, a focus may still be lightened or stepped down."""
    plan = ENGINE.hold(OPEN, "f1", until=day(20), by="Dana", role="clinician", on=D)
    assert "step-down" == step(plan, of_five(0, 0, 0)).action.kind
    assert "lighten" == step(plan, of_five(3, 3, 3, stress=5)).action.kind


def test_a_plugin_that_is_blocked_holds_back_and_says_so():
    """
    No step up in a plan that uses its namespace; it is named; no key is shown to a caregiver; its flags still
    speak.
    """
    engine = Engine(plugins=[toy], blocked=["toy"])
    found = engine.review(OPEN, of_five(5, 5, 5), on=day(3))
    assert "continue" == found.step_for("f1").action.kind
    assert any(each.what == "toy" and "blocked" in each.why for each in found.missing)
    assert "#" not in found.for_caregiver().next_steps[0].words
    assert engine.review(OPEN, [entry(1, hard="hiccups all day")], on=D).paused


def test_without_its_plugin_no_help_is_taken_for_too_much():
    """Where the ladder is not known, nobody is told that they helped more than the step has."""
    found = Engine(plugins=[]).review(OPEN, of_five(5, 5, 5, support="model"), on=day(3))
    assert "core/extra-help" != found.step_for("f1").rule


# -- wins and questions


def test_wins_are_named_in_the_words_that_were_written():
    """OT-01 and SP-01: the heel, and the adult's own wait."""
    found = review(
        OPEN, [entry(1, 3, worked="he did the heel himself", did_strategy="yes"), entry(2, 3, did_strategy="yes")]
    )
    assert "he did the heel himself" in [win.words for win in found.wins]
    own = [win for win in found.wins if win.by == "caregiver"]
    assert [2] == [win.days for win in own]
    assert any("2 days" in words for words in found.for_caregiver().wins)


def test_nothing_under_pressure_is_a_win():
    """What was written as one is none; that somebody saw how hard it was, and wrote it down, stands all the same."""
    [win] = review(OPEN, [entry(1, 3, win="ate it all", tags=["pressured"], did_strategy="yes")]).wins
    assert ("caregiver", "", 0) == (win.by, win.words, win.days)


def test_old_wins_are_not_told_again():
    """A week back, and no further; each words once."""
    log = [entry(1, 3, win="old"), entry(8, 3, win="new"), entry(9, 3, id="x", win="new")]
    assert ["new"] == [win.words for win in review(OPEN, log).wins if win.by == "child"]


def test_questions_are_collected_as_written():
    """In order, with the entry."""
    found = review(OPEN, [entry(1, 3, question="when do we stop?"), entry(2, 3)])
    assert [("e1", "when do we stop?")] == [(asked.entry, asked.words) for asked in found.questions]
    assert any("when do we stop?" in asked.words for asked in found.for_caregiver().questions)


# -- what it stands on


def test_a_suggestion_names_its_rule_readings_entries_and_sources():
    """Basis with thresholds, evidence as entry ids, and a source with a grade."""
    found = step(OPEN, of_five(5, 5, 5))
    assert ("e1", "e2", "e3") == found.evidence
    stands_on = {each.signal: (each.seen, each.needed) for each in found.basis}
    assert (1.0, ">= 0.8") == stands_on["worst-day"]
    assert (15, ">= 12") == stands_on["lately-tries"]
    assert found.sources
    assert all(source.grade for source in found.sources)
    assert found.review_by > day(3)


def test_a_review_names_its_inputs():
    """Another entry, day or plan is another id; the same is the same."""
    one = review(OPEN, of_five(3, 3))
    others = [
        review(OPEN, of_five(3, 2)),
        review(OPEN, of_five(3, 3), 3),
        review(evolve(OPEN, revision=1), of_five(3, 3)),
    ]
    assert len({one.id, *(each.id for each in others)}) == 4
    assert one.id == review(OPEN, of_five(3, 3)).id
    assert "p1@0" == one.plan


def test_unknown_ids_of_a_plan_are_listed():
    """A skill, strategy or routine that nobody brings is named in missing, and the review goes on."""
    for new in ({"skill": "toy/nothing"}, {"strategy": "toy/nothing"}, {"routine": "nothing"}):
        found = review(at(**new), of_five(5, 5, 5))
        assert any("nothing" in each.why for each in found.missing), new


def test_a_plan_without_routines_or_with_its_focus_yet_to_begin_is_reviewed():
    """Odd plans give a review, and not a crash."""
    assert "step-up" == step(evolve(OPEN, family=evolve(FAMILY, routines=[])), of_five(5, 5, 5)).action.kind
    assert "continue" == step(at(since=day(50)), of_five(5, 5, 5)).action.kind
    assert () == ENGINE.review(evolve(OPEN, focuses=[]), [], on=D).next_steps


# -- why not


@pytest.mark.parametrize(
    "kind",
    [
        "pause",
        "lighten",
        "step-down",
        "change-strategy",
        "change-routine",
        "clarify",
        "maintain",
        "generalise",
        "step-up",
    ],
)
def test_every_kind_has_its_reason(kind):
    """For every other step: a rule, the clause that held it back, the reading it saw, and what would be enough."""
    found = review(OPEN, of_five(3, 3, 3)).why_not("f1", kind)
    assert kind == found.kind
    assert found.rule
    assert found.clause or found.enough
    assert str(found)


def test_why_not_step_up():
    """11 of 15 with a day at 60 %: the clause, the bound it saw, and how many more days would be enough."""
    found = review(OPEN, of_five(4, 4, 3)).why_not("f1", "step-up")
    assert ("core/step-up", "success-low >= 0.66") == (found.rule, found.clause)
    assert 0.3 < found.seen < 0.66
    assert "Ready for a step up when about 3 more days go like Tuesday (4 of 5)." == found.enough
    assert "11 of 15 tries worked lately" in str(found)
    assert "share that surely works: 0.66 or more" == found.more[0].enough
    assert "success-low" not in "".join(map(str, (found, *found.more)))


def test_why_not_yet():
    """Two days are one too few, and ten tries say too little."""
    found = review(OPEN, of_five(5, 5)).why_not("f1", "step-up")
    assert "Not a step up yet: 1 more practised day first." == str(found)
    assert "share that surely works: 0.66 or more" in [each.enough for each in found.more]


def test_why_not_while_paused():
    """While paused, a clinician's clearance would be enough."""
    found = review(OPEN, [*of_five(5, 5, 5), entry(3, id="x", hard="hiccups all day")]).why_not("f1", "step-up")
    assert "clears" in found.enough


def test_why_not_what_is():
    """What was suggested is so."""
    assert "That is the step now: a step up." in str(review(OPEN, of_five(5, 5, 5)).why_not("f1", "step-up"))


def test_why_not_what_could_not_be_done():
    """
    On the lowest step the rule asked for step-down and there is none: it says so, and not that the rule
    outranks itself.
    """
    found = review(at(step=1), of_five(0, 0, 0)).why_not("f1", "step-down")
    words = "\n".join(str(each) for each in (found, *found.more))
    assert "core/too-hard would say a smaller step, but core/too-hard speaks first" not in words


def test_why_not_refuses_what_does_not_exist():
    """A misspelt kind or focus names the nearest right one."""
    found = review(OPEN, of_five(3))
    with pytest.raises(CoachplanError, match="Did you mean 'step-up'"):
        found.why_not("f1", "stepup")
    with pytest.raises(CoachplanError, match="'f1'"):
        found.why_not("f2", "step-up")
    with pytest.raises(CoachplanError, match="'success'"):
        found.reading("f1", "sucess")


def test_a_past_day_is_asked_about_with_the_step_of_that_day():
    """After a step up, a review of the day before it sees the step that was practised, and offers nothing to apply."""
    log = of_five(5, 5, 5)
    before = review(OPEN, log)
    plan = ENGINE.apply(OPEN, before.step_for("f1"), by="Alex", on=day(5), entries=log)
    past = ENGINE.review(plan, log, on=day(3))
    assert before.step_for("f1").action == past.step_for("f1").action
    with pytest.raises(CoachplanError, match="stale"):
        ENGINE.apply(plan, past.step_for("f1"), by="Alex", on=day(5), entries=log)
