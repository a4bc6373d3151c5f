"""
The laws of cautions, over all three disciplines: whatever it is called it rules out the same, one that is not known
never widens what is offered, and nothing that a caregiver can write opens what is ruled out.
"""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Approval, CoachplanError
from coachplan.knowledge.precedence import EASING
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Plan
from coachplan.testing.builders import D, day, entry, installed, of_five

ENGINE = installed()
CATALOGUE = ENGINE.catalogue
KNOWN = CATALOGUE.known_cautions
ITEMS = {**CATALOGUE.skills, **CATALOGUE.strategies}
NAMES = [
    (name, item)
    for item, caution in CATALOGUE.cautions.items()
    for name in (
        *(word for words in caution.synonyms.values() for word in words),
        *caution.icd10,
        *caution.snomed,
        caution.title.upper(),
        item.replace("-", " ").title(),
    )
]
#: Skills that name a caution, each with the strategies that fit it.
CAUTIOUS = sorted(item for item, skill in CATALOGUE.skills.items() if skill.cautions)
ROUTINES = [Routine(kind, kind) for kind in ("dinner", "snack", "bath", "play", "bedtime", "dressing")]

#: Anything a caregiver might type; ids, approvals and orders among it.
typed = st.text(max_size=12) | st.sampled_from(
    [*CAUTIOUS, *CATALOGUE.strategies, "all", "opened", "despite", "approved by Dana, SLP", "none", "no cautions", ""]
)


def family(cautions, months=40, **more):
    return Family(Child("Sam", months, cautions=cautions), [Caregiver("Alex")], ROUTINES, id="sam", **more)


def plan_of(skill, cautions, **more):
    """A plan of the first routine and strategy that fit a skill, with all of it opened that fits."""
    kinds = CATALOGUE.skills[skill].routines
    routine = Routine("here", kinds[0] if kinds else "play")
    strategy = next(
        each.id
        for each in CATALOGUE.strategies.values()
        if (skill in each.skills or not each.skills) and each.id.partition("/")[0] == skill.partition("/")[0]
    )
    ages = CATALOGUE.skills[skill].ages or (40, 60)
    child = Child("Sam", ages[0], cautions=cautions, **more)
    household = Family(child, [Caregiver("Alex")], [routine, *ROUTINES], id="sam")
    plan = Plan("p1", household, focuses=[Focus("f1", "here", skill=skill, step=1, strategy=strategy, since=D)])
    return evolve(plan, approval=Approval.everything(plan, by="Dana, SLP", on=D))


def fitting(plan):
    return {each.strategy for each in ENGINE.options(plan, "f1", on=D) if each.fits}


def told(proposals):
    return proposals.left_out, [(each.plan.focuses, each.reasons, each.cautions) for each in proposals]


@settings(max_examples=60)
@given(st.sampled_from(NAMES), st.sampled_from((8, 20, 40, 70)))
def test_for_every_name_the_filter_is_that_of_the_id(named, months):
    """The same plans, the same reasons, the same left out, in the same words: a synonym, a code, capitals."""
    name, item = named
    by_name, by_id = (ENGINE.propose(family([written], months), on=D, limit=5) for written in (name, item))
    assert told(by_name) == told(by_id)


@settings(max_examples=60)
@given(st.sampled_from(NAMES), st.sampled_from((8, 20, 40, 70)))
def test_nothing_is_proposed_that_names_a_caution_of_the_child(named, months):
    """Neither the skill nor the strategy, whatever either calls it."""
    for each in ENGINE.propose(family([named[0]], months), on=D, limit=10):
        (focus,) = each.plan.focuses
        for item in (ITEMS[focus.skill], ITEMS[focus.strategy]):
            assert [] == [*KNOWN.in_the_way([named[0]], item.cautions)], item.id


@settings(max_examples=60)
@given(st.sampled_from(CAUTIOUS), st.lists(st.sampled_from(NAMES), max_size=2), st.sampled_from(NAMES))
def test_one_caution_more_never_widens_what_is_offered(skill, named, another):
    """Whatever is left fitted before."""
    names = [name for name, _ in named]
    assert fitting(plan_of(skill, [*names, another[0]])) <= fitting(plan_of(skill, names))


@settings(max_examples=60)
@given(
    st.sampled_from(CAUTIOUS),
    st.lists(st.sampled_from(NAMES), max_size=2),
    typed.filter(lambda text: not KNOWN.meant(text)),
    st.sampled_from([(5, 5, 5), (0, 0, 0), (3, 3, 3)]),
)
def test_one_that_is_not_known_never_widens_what_is_offered(skill, named, odd, successes):
    """
    It stops no review. What fits is no more than before and names no caution; what is harder is nobody's but a
    clinician's; and the review says what is not known.
    """
    names, log = [name for name, _ in named], of_five(*successes)
    before, after = plan_of(skill, names), plan_of(skill, [*names, odd])
    assert fitting(after) <= fitting(before)
    assert [] == [item for item in fitting(after) if ITEMS[item].cautions]
    review = ENGINE.review(after, log, on=day(3))
    assert odd in [each.what for each in review.missing]
    (step,) = review.next_steps
    assert step.needs == "clinician" or step.action.kind in EASING
    assert step.is_resting
    assert step.action.strategy is None or not ITEMS[step.action.strategy].cautions
    with pytest.raises(CoachplanError, match=r"no such caution|no caution"):
        ENGINE.propose(after.family, on=D)


@settings(max_examples=50)
@given(st.data())
def test_nothing_that_a_caregiver_can_write_opens_what_is_ruled_out(data):
    """
    Whatever stands in the family, the notes and their own changes, and whatever they call themselves: a skill that a
    caution rules out is not proposed, is held in a plan, and its options stay as they are.
    """
    skill = data.draw(st.sampled_from(CAUTIOUS))
    caution = data.draw(st.sampled_from(CATALOGUE.skills[skill].cautions))
    words = {name: data.draw(st.lists(typed, max_size=3)) for name in ("interests", "strengths", "assessed")}
    known = data.draw(st.lists(st.sampled_from([name for name, _ in NAMES]), max_size=2))
    plan = plan_of(skill, [*known, caution], **words)
    wishes = {name: data.draw(st.lists(typed, max_size=3)) for name in ("values", "avoid", "materials")}
    plan = evolve(plan, family=evolve(plan.family, **wishes))
    assert skill not in [each.plan.focuses[0].skill for each in ENGINE.propose(plan.family, on=D, limit=50)]

    note = data.draw(typed)
    log = [*of_five(5, 5, 5), entry(3, 5, id="x", who=data.draw(typed), worked=note, win=note, question=note)]
    for step in ENGINE.review(plan, log, on=day(3)).next_steps:
        assert step.needs == "clinician" or step.action.kind in EASING
    (focus,) = plan.focuses
    ruled = {*CATALOGUE.strategies} - fitting(plan) - {focus.strategy}
    for item in data.draw(st.lists(st.sampled_from(sorted(ruled)), max_size=3)):
        with pytest.raises(CoachplanError):
            ENGINE.change(plan, "f1", by="Alex", on=day(2), strategy=item)
    opening = Approval(data.draw(typed), D, despite={skill: [caution]})
    with pytest.raises(CoachplanError):
        ENGINE.approve(plan, opening)
    with pytest.raises(CoachplanError):
        ENGINE.propose(plan.family, on=D, approval=opening)
    lighter = ENGINE.change(plan, "f1", by="Alex", on=day(2), minutes=2, cue=data.draw(typed), why=data.draw(typed))
    assert fitting(lighter) == fitting(plan)
    assert lighter.approval == plan.approval


# -- the content of the three disciplines

_IN_THE_MOUTH = re.compile(r"\b(bites?|sips?|swallows?|tastes?|chews?|licks?|spoonful)\b", re.IGNORECASE)

#: Skills whose words name a bite that nobody takes.
NO_BITE: dict[str, str] = {}


@pytest.mark.parametrize("skill", sorted(CATALOGUE.skills))
def test_what_ends_in_a_bite_sip_or_swallow_is_ruled_out_by_trouble_with_it(skill):
    """A step that is counted by what goes into the mouth names swallowing, and the feeding tube."""
    steps = CATALOGUE.skills[skill].steps
    counted = [step.title for step in steps if _IN_THE_MOUTH.search(f"{step.title} {step.look_for}")]
    if not counted or skill in NO_BITE:
        return
    ids = {item for caution in CATALOGUE.skills[skill].cautions for item in KNOWN.meant(caution)}
    assert {"swallowing", "tube-feeding"} <= ids, counted


def test_a_skill_without_a_bite_is_still_there_and_still_has_none():
    """What is excused above exists."""
    assert set(NO_BITE) <= set(CATALOGUE.skills)
