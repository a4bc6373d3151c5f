"""
First plans: one routine, one skill, five minutes, and why; cautions are hard, and what was left out is said.
"""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.planning import fit
from coachplan.testing.builders import ENGINE, D

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
        (child(cautions=["hip-pain"]), "hip-pain"),
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
    assert "clinician" in words
    assert "hip-pain" in words
    assert "chair" in words


def test_a_value_that_nothing_is_marked_for_is_kept_in_mind():
    """A value no strategy knows is not silently met."""
    assert any("quiet-mornings" in words for words in propose(evolve(FAMILY, values=["quiet-mornings"]))[0].cautions)


def test_an_empty_catalogue_or_family_proposes_nothing():
    """No plugin, or no routine, no plan."""
    assert () == Engine(plugins=[]).propose(FAMILY, on=D)
    assert () == propose(evolve(FAMILY, routines=[]))


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

    def counted(strategy, skill, kind, *more):
        weighed[strategy.id, skill.id, kind] += 1
        return weigh(strategy, skill, kind, *more)

    monkeypatch.setattr(fit, "fit_strategy", counted)
    assert propose()
    assert {1} == set(weighed.values())
