"""
First plans: one routine, one skill, five minutes, and why; cautions are hard, and what was left out is said.
"""

from __future__ import annotations

import pickle
from collections import Counter

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.logs import dump_log, read_log
from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.goals import Goal
from coachplan.planning import fit
from coachplan.testing.builders import ENGINE, Bringing, D, day
from coachplan.testing.toy import TOY

FAMILY = Family(
    Child("Sam", 48, interests=["trains"]),
    [Caregiver("Alex")],
    [Routine("play", "play", matters=4), Routine("bed", "bedtime", matters=2)],
    id="sam",
)


def propose(family=FAMILY, **more):
    return ENGINE.propose(family, on=D, **more)


def child(**new):
    return evolve(FAMILY, child=evolve(FAMILY.child, **new))


def test_a_first_plan_is_one_small_thing():
    """One focus: a routine of the family, the first step, five minutes, from today, no approval, with a reason."""
    for proposal in propose():
        (focus,) = proposal.plan.focuses
        assert (1, 5, D) == (focus.step, focus.minutes, focus.since)
        assert FAMILY.routine(focus.routine).kind in ENGINE.catalogue.skills[focus.skill].routines
        assert focus.why
        assert proposal.reasons
        assert proposal.plan.approval is None


def test_what_matters_comes_first():
    """The routine that matters most is proposed first; another marked higher changes the order."""
    assert "play" == propose()[0].plan.focuses[0].routine
    other = evolve(FAMILY, routines=[Routine("play", "play", matters=1), Routine("bed", "bedtime", matters=5)])
    assert "bed" == propose(other)[0].plan.focuses[0].routine


def test_the_interest_is_woven_in():
    """What Sam loves stands in the cue and in the reasons; without an interest no gap is left."""
    no_seat = evolve(FAMILY, avoid=["toy/firm-seat"])
    first = propose(no_seat)[0]
    assert "toy/show-first" == first.plan.focuses[0].strategy
    assert "Use a trains one." in first.plan.focuses[0].cue
    assert any("trains" in reason for reason in first.reasons)
    assert "{" not in propose(evolve(no_seat, child=Child("Sam", 48)))[0].plan.focuses[0].cue


@pytest.mark.parametrize(
    ("family", "words"),
    [
        (child(cautions=["hip-pain"]), "a hip problem"),
        (evolve(FAMILY, avoid=["sensory"]), "sensory"),
        (evolve(FAMILY, avoid=["toy/firm-seat"]), "toy/firm-seat"),
        (evolve(FAMILY, values=["no-sensory"]), "no-sensory"),
        (evolve(FAMILY, materials=["cup"]), "chair"),
    ],
)
def test_hard_filters_rule_out_and_are_said(family, words):
    """
    Cautions, what is avoided, values and materials: the firm seat is never proposed, and what was left out says
    why.
    """
    found = propose(family)
    assert found
    assert all("toy/firm-seat" != each.plan.focuses[0].strategy for each in found)
    assert any("A firm seat" in out and words in out for out in found[0].left_out)


def test_a_skill_outside_its_ages_is_left_out():
    """Blocks are for 12 to 120 months."""
    found = propose(child(age_months=6))
    assert ["toy/wave-bye"] == [each.plan.focuses[0].skill for each in found]
    assert any("Stacks blocks" in out for out in found[0].left_out)


def test_what_is_already_there_is_left_out():
    """A strength that is a skill's id needs no practice."""
    found = propose(child(strengths=["toy/stack-blocks"]))
    assert ["toy/wave-bye"] == [each.plan.focuses[0].skill for each in found]


def test_a_routine_without_room_is_left_alone():
    """Three minutes are no room for five; nor is a day of three minutes."""
    found = propose(evolve(FAMILY, routines=[Routine("play", "play", minutes=3), Routine("bed", "bedtime")]))
    assert ["bed"] == [each.plan.focuses[0].routine for each in found]
    assert any("no room" in out for out in found[0].left_out)
    assert () == propose(evolve(FAMILY, minutes_a_day=3))


def test_nothing_that_fits_is_proposed_as_nothing():
    """Where nothing fits, nothing is proposed: no plan is better than one that does not fit."""
    assert () == propose(evolve(child(age_months=6), routines=[Routine("play", "play")]))


def test_a_skill_asked_for_is_proposed_in_a_routine_of_its_own():
    """Blocks belong to play, also where bedtime matters more."""
    family = evolve(FAMILY, routines=[Routine("play", "play", matters=2), Routine("bed", "bedtime", matters=5)])
    assert "play" == propose(family, skill="toy/stack-blocks")[0].plan.focuses[0].routine


def test_narrowing():
    """By skill, by routine, and by how many."""
    assert {"toy/wave-bye"} == {each.plan.focuses[0].skill for each in propose(skill="toy/wave-bye")}
    assert {"bed"} == {each.plan.focuses[0].routine for each in propose(routine="bed")}
    assert 1 == len(propose(limit=1))
    assert () == propose(limit=0)


@pytest.mark.parametrize(
    ("more", "match"),
    [({"skill": "toy/stack-bloks"}, "toy/stack-blocks"), ({"routine": "plai"}, "play")],
)
def test_a_misspelt_narrowing_names_the_nearest(more, match):
    """What was found, and the nearest right thing."""
    with pytest.raises(CoachplanError, match=match):
        propose(**more)


def test_a_misspelt_routine_kind_names_the_nearest():
    """The family and the routine are named."""
    with pytest.raises(CoachplanError, match="Did you mean 'dinner'"):
        propose(evolve(FAMILY, routines=[Routine("x", "diner")]))


def test_a_proposal_is_a_draft_for_the_clinician():
    """It says so, names what rules the strategy out and what is needed for it."""
    seat = next(each for each in propose() if each.plan.focuses[0].strategy == "toy/firm-seat")
    words = " ".join(seat.cautions)
    assert "draft for your therapist" in words
    assert "a hip problem" in words
    assert "hip-pain" not in words
    assert "chair" in words


def test_a_value_that_nothing_is_marked_for_is_kept_in_mind():
    """A value no strategy knows is not silently met."""
    assert any("quiet-mornings" in words for words in propose(evolve(FAMILY, values=["quiet-mornings"]))[0].cautions)


def test_an_empty_catalogue_or_family_proposes_nothing():
    """No plugin, or no routine, no plan."""
    assert () == Engine(plugins=[]).propose(FAMILY, on=D)
    assert () == propose(evolve(FAMILY, routines=[]))


BARE = Engine(plugins=[])


@given(
    months=st.integers(0, 200),
    kinds=st.lists(st.sampled_from(["play", "bedtime", "bath"]), max_size=3),
    minutes=st.sampled_from([None, 3, 10]),
    cautions=st.sampled_from([(), ("hip",), ("hip-pain",)]),
    skill=st.sampled_from([None, "toy/wave-bye"]),
    language=st.sampled_from(["en", "es"]),
    engine=st.sampled_from([ENGINE, BARE]),
)
@settings(max_examples=60)
def test_where_nothing_fits_it_is_said_why(months, kinds, minutes, cautions, skill, language, engine):
    """No answer is empty: there is a first plan, or a reason in the family's words."""
    routines = [Routine(f"r{n}", kind, minutes=minutes) for n, kind in enumerate(kinds)]
    family = Family(Child("Sam", months, cautions=cautions), [Caregiver("A", language=language)], routines, id="sam")
    found = engine.propose(family, on=D, skill=skill if engine is ENGINE else None)
    assert found or found.left_out
    assert not any("#" in reason or "core/" in reason for reason in found.left_out)
    assert all(each.left_out == found.left_out for each in found)


def test_proposals_are_read_like_a_tuple():
    """Indexed, cut, counted, gone through, compared with a tuple, sent; and equal only with the same reasons."""
    found = propose()
    first, *_ = found
    assert (first, tuple(found)) == (found[0], found[:])
    assert first in found
    assert found == tuple(found)
    assert hash(found) == hash(pickle.loads(pickle.dumps(found)))
    assert found == evolve(found)
    assert found != evolve(found, left_out=["another"])
    assert found != list(found)


def test_words_are_the_first_caregivers():
    """A Spanish-speaking family is told in Spanish what the core says."""
    spanish = evolve(FAMILY, caregivers=[Caregiver("Ana", language="es")])
    english, found = propose()[0], propose(spanish)[0]
    assert english.plan.focuses[0].cue != found.plan.focuses[0].cue
    assert english.cautions[-1] != found.cautions[-1]


def test_the_same_family_gets_the_same_plans():
    """No chance in it."""
    assert propose() == propose()


def test_a_caregiver_who_doubts_is_asked_for_less():
    """Confidence under 7: three days a week, and the reason said."""
    unsure = evolve(FAMILY, caregivers=[Caregiver("Alex", confidence=4)])
    found, usual = propose(unsure)[0], propose()[0]
    assert (3, 5) == (found.plan.focuses[0].days_per_week, usual.plan.focuses[0].days_per_week)
    assert any("starts smaller" in reason for reason in found.reasons)
    assert not any("starts smaller" in reason for reason in usual.reasons)


def test_options_are_weighed_for_and_against():
    """Each strategy with its reasons; what the family avoids comes last and says why; what is in use is marked."""
    plan = propose(skill="toy/stack-blocks")[0].plan
    focus = plan.focuses[0].id
    found = ENGINE.options(plan, focus, on=D)
    assert {plan.focuses[0].strategy} == {each.strategy for each in found if each.tried}
    assert all(each.reasons and each.fits for each in found)
    left = found[0].strategy
    avoiding = evolve(plan, family=evolve(plan.family, avoid=[left]))
    last = ENGINE.options(avoiding, focus, on=D)[-1]
    assert (left, False) == (last.strategy, last.fits)
    assert "avoid" in last.against[0]
    with pytest.raises(CoachplanError, match=focus):
        ENGINE.options(plan, "f2", on=D)


def test_each_strategy_is_weighed_once(monkeypatch):
    """For one skill in one routine a strategy is weighed once, whether it is offered or said to be left out."""
    weighed = Counter()
    weigh = fit.fit_strategy

    def counted(strategy, skill, kind, *more, **named):
        weighed[strategy.id, skill.id, kind] += 1
        return weigh(strategy, skill, kind, *more, **named)

    monkeypatch.setattr(fit, "fit_strategy", counted)
    assert propose()
    assert {1} == set(weighed.values())


# -- what each is called


def ids(proposals):
    return [(each.plan.id, *(focus.id for focus in each.plan.focuses)) for each in proposals]


def test_a_plan_and_its_focus_say_what_they_are():
    """The focus is discipline, skill and routine; the plan is the family, the focus and the day."""
    assert [
        ("sam-toy-stack-blocks-play-2026-03-02", "toy-stack-blocks-play"),
        ("sam-toy-wave-bye-bed-2026-03-02", "toy-wave-bye-bed"),
    ] == ids(propose())
    later = ENGINE.propose(FAMILY, on=day(8), skill="toy/wave-bye")
    assert [("sam-toy-wave-bye-bed-2026-03-09", "toy-wave-bye-bed")] == ids(later)


def test_two_children_of_one_name_have_plans_of_their_own():
    """Two families with a child called Sam share no plan."""
    other = propose(evolve(FAMILY, id="sam-in-the-park-lane"))
    assert set() == {plan for plan, _ in ids(propose())} & {plan for plan, _ in ids(other)}


_NAMES = st.text("ab -,;\t'\"é\n", min_size=1, max_size=5)


@given(st.lists(_NAMES, min_size=1, max_size=4, unique=True))
def test_a_focus_can_be_named_in_a_table(names):
    """However the family calls its routines, each focus has an id of its own that a table of entries brings back."""
    family = evolve(FAMILY, routines=[Routine(name, "play") for name in names])
    found = [propose(family, skill="toy/stack-blocks", routine=name)[0].plan.focuses[0] for name in names]
    assert len(names) == len({focus.id for focus in found})
    log = [Entry(f"e{number}", D, focus=focus.id, tries=5) for number, focus in enumerate(found)]
    read = read_log(dump_log(log))
    assert (tuple(log), ()) == (read.entries, read.bad_rows)
    assert not any(mark in focus.id for focus in found for mark in " ,;\t\n\"'")


def test_what_is_practised_already_is_left_out():
    """Beside a plan its skill is not proposed again in its routine, and the others say so; elsewhere it may be."""
    first, second = propose()
    (left,) = propose(beside=[first.plan])
    assert second.plan == left.plan
    assert "“stacks blocks” during play time is being practised already." in [each.lower() for each in left.left_out]
    assert () == propose(beside=[first.plan, second.plan])
    old = evolve(first.plan, id="sam-1", focuses=[evolve(first.plan.focuses[0], id="f1")])
    assert (left,) == propose(beside=[old]), "a plan that was stored before keeps its f1, and is practised all the same"
    both = evolve(FAMILY, routines=[*FAMILY.routines, Routine("tidy", "tidy-up")])
    (again,) = propose(both, skill="toy/stack-blocks", beside=[first.plan])
    assert "toy-stack-blocks-tidy" == again.plan.focuses[0].id


def test_an_id_that_is_taken_is_not_given_again():
    """Where another focus has come to the same name, the new one is told apart by a number."""
    first = propose()[0].plan
    other = evolve(first, id="p2", focuses=[evolve(first.focuses[0], skill="toy/other")])
    found = propose(beside=[other])[0].plan
    assert ("toy-stack-blocks-play", "toy-stack-blocks-play-2") == (other.focuses[0].id, found.focuses[0].id)
    assert 2 == len(ENGINE.review_together([(other, []), (found, [])], on=D))


def test_plans_that_cannot_be_told_apart_are_refused():
    """The same plan twice, another with the same focus, or one of another family is not one to propose beside."""
    first = propose()[0].plan
    for beside, said in (
        ([first, first], "two of them are the plan 'sam-toy-stack-blocks-play-2026-03-02'"),
        ([first, evolve(first, id="p2")], "two plans have the focus 'toy-stack-blocks-play'"),
        ([evolve(first, family=evolve(FAMILY, id="kim"))], "is of the family 'kim'. Give plans of 'sam'"),
    ):
        with pytest.raises(CoachplanError, match=said):
            propose(beside=beside)


def test_what_begins_with_the_therapist_there_is_not_brought_up_by_itself():
    """A first step that is a clinician's comes where it is asked for, or a goal names it; else it says why not."""
    stacking = TOY.skills["toy/stack-blocks"]
    first = evolve(stacking.steps[0], clinician=True)
    skills = [
        evolve(each, steps=(first, *each.steps[1:])) if each.id == stacking.id else each for each in TOY.skills.values()
    ]
    engine = Engine(plugins=[Bringing("toy", evolve(TOY, skills=skills))])
    unasked = engine.propose(FAMILY, on=D, limit=9)
    assert stacking.id not in {proposal.plan.focuses[0].skill for proposal in unasked}
    assert any("only for when your therapist is with you" in words for words in unasked.left_out)
    assert engine.propose(FAMILY, on=D, skill=stacking.id)
    wanted = evolve(FAMILY, goals=[Goal("to build a tower", skill=stacking.id)])
    assert stacking.id == engine.propose(wanted, on=D)[0].plan.focuses[0].skill
