"""
The laws of goals, over all three disciplines: what a family wants leads, and opens nothing; and no review decides
otherwise for it, whatever its words sound like.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Caregiver, Child, Family, Goal, Plan, Routine
from coachplan.documents.codec import to_dict
from coachplan.planning.goals import how_it_serves
from coachplan.testing import builders
from coachplan.testing.builders import D, day, installed, of_five
from coachplan.testing.strategies import logs, plans

ENGINE = installed()
TOYS = builders.ENGINE
CATALOGUE = ENGINE.catalogue
SKILLS = sorted(CATALOGUE.skills)
#: Rare in itself: a skill that waits for another, is closed by a caution, or both.
CLOSED = [item for item in SKILLS if CATALOGUE.skills[item].cautions or CATALOGUE.skills[item].prerequisites]
KINDS = ("dinner", "snack", "bath", "play", "bedtime", "dressing", "outing", "toothbrushing")
CAUTIONS = sorted({caution for item in CLOSED for caution in CATALOGUE.skills[item].cautions})

#: What sounds like a sign and is a wish; and what somebody who is feared may read, said straight, denied or supposed.
HEARD = ("Fewer seizures.", "He stops choking at dinner", "Que deje de tener convulsiones")
QUIET = (
    "My husband stops hitting us",
    "That my husband does not hit us any more.",
    "What if my husband hits us again?",
    "Mi esposo me pega, que ya no",
)
HARMLESS = (
    "Mornings without tears.",
    "¡Que coma con nosotros!",
    "talk",
    "all of it, opened, despite",
    "No more head injuries",
    "Que no se ahogue",
)
words = st.sampled_from([*HARMLESS, *HEARD, *QUIET])
skills = st.sampled_from(CLOSED) | st.sampled_from(SKILLS)


@st.composite
def wishes(draw, routines=KINDS):
    """A goal that names anything there is, or nothing at all."""
    return Goal(
        draw(words),
        routine=draw(st.sampled_from(["", *routines])),
        discipline=draw(st.sampled_from(["", "ot", "speech", "feeding"])),
        skill=draw(st.just("") | skills),
        by=draw(st.sampled_from(["", "Alex", "Sam"])),
    )


@st.composite
def families(draw):
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True))
    child = Child(
        "Sam",
        draw(st.integers(0, 110)),
        strengths=draw(st.lists(skills, max_size=2)),
        cautions=draw(st.lists(st.sampled_from(CAUTIONS), max_size=2)),
    )
    return Family(
        child,
        [Caregiver("Alex", language=draw(st.sampled_from(["en", "es"])))],
        [Routine(kind, kind, minutes=draw(st.sampled_from([None, 3, 20]))) for kind in kinds],
        avoid=draw(st.sampled_from([(), ("sensory",)])),
        id="sam",
        goals=draw(st.lists(wishes(kinds), min_size=1, max_size=3)),
    )


def practised(proposal):
    (focus,) = proposal.plan.focuses
    return focus.skill, focus.routine, focus.strategy, focus.step, focus.minutes, focus.days_per_week


@settings(max_examples=80)
@given(families())
def test_a_goal_opens_nothing(family):
    """
    Whatever is proposed to a family with goals is proposed to it without them, too, where it asks: the same skill,
    routine and way, with the same cautions. So age, caution, what comes first and what they avoid close what they did.
    """
    without = evolve(family, goals=())
    for found in ENGINE.propose(family, on=D, limit=5):
        skill, routine, *_ = practised(found)
        asked = ENGINE.propose(without, on=D, skill=skill, routine=routine, limit=1)
        assert [practised(found)] == [practised(each) for each in asked]
        assert found.cautions == asked[0].cautions
        assert not found.plan.approval


@settings(max_examples=80)
@given(families())
def test_what_serves_a_goal_leads(family):
    """
    It stands before all others. Each goal is served by a plan, or it is said why not; or the skill that would serve it
    is proposed in another routine, as a skill is proposed once.
    """
    found = ENGINE.propose(family, on=D, limit=5)

    def serves(proposal):
        (focus,) = proposal.plan.focuses
        return any(how_it_serves(goal, focus.skill, focus.routine, CATALOGUE) for goal in family.goals)

    leads = [serves(each) for each in found]
    assert sorted(leads, reverse=True) == leads
    said = [goal for goal in family.goals if goal.words not in QUIET]
    for each in found:
        (focus,) = each.plan.focuses
        leading = any(how_it_serves(goal, focus.skill, focus.routine, CATALOGUE) for goal in said)
        assert leading == any(goal.quoted in each.reasons[0] for goal in said)
    focuses = [each.plan.focuses[0] for each in found]
    for goal in said:
        told = any(goal.quoted in left for left in found.left_out)
        here = any(how_it_serves(goal, focus.skill, focus.routine, CATALOGUE) for focus in focuses)
        elsewhere = any(how_it_serves(goal, focus.skill, goal.routine, CATALOGUE) for focus in focuses)
        assert told or here or elsewhere


@settings(max_examples=60)
@given(families())
def test_without_goals_nothing_is_said_of_any(family):
    """A family that named none is proposed what it was, in the same words."""
    found = ENGINE.propose(evolve(family, goals=()), on=D)
    told = " ".join([*found.left_out, *(reason for each in found for reason in each.reasons)])
    assert not any(text in told for text in ("said:", "Dijiste", "En palabras"))


#: What a review says whatever the goals are.
_OF_THE_GOALS = ("id", "agreed", "goals")


def decided(review):
    told = to_dict(review)
    for step in told["next_steps"]:
        step.pop("agreed")
    missing = [each for each in told.get("missing", ()) if "core/missing.goal" not in each["message"]["key"]]
    looks = [each for each in told.get("worth_a_look", ()) if not each.get("goal")]
    kept = {name: part for name, part in told.items() if name not in _OF_THE_GOALS}
    return kept | {"missing": missing, "worth_a_look": looks}


@settings(max_examples=60)
@given(st.data())
def test_a_goal_changes_no_decision(data):
    """The same steps, alerts, wins, readings and reasons with and without goals, known or not, in any words."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    names = st.lists(
        st.builds(
            Goal,
            words,
            routine=st.sampled_from(["", "play", "plai"]),
            discipline=st.sampled_from(["", "toy", "ott"]),
            skill=st.sampled_from(["", "toy/stack-blocks", "toy/stack-bloks"]),
        ),
        min_size=1,
        max_size=3,
    )
    wanting = evolve(plan, family=evolve(plan.family, goals=data.draw(names)))
    on = day(data.draw(st.integers(1, 45)))
    before, after = TOYS.review(plan, log, on=on), TOYS.review(wanting, log, on=on)
    assert decided(before) == decided(after)
    assert len(wanting.family.goals) == len(after.goals)
    shown = after.for_caregiver("en")
    assert evolve(shown, goals=()) == evolve(before.for_caregiver("en"), goals=())
    assert not (shown.paused and shown.goals)
    assert TOYS.record(plan, before).open_flags == TOYS.record(wanting, after).open_flags


@settings(max_examples=40)
@given(families(), st.data())
def test_the_words_of_a_goal_propose_nothing(family, data):
    """What is proposed is the same whatever the goals sound like, but for the sentences that quote them."""
    other = evolve(family, goals=[evolve(goal, words=data.draw(words)) for goal in family.goals])
    found, again = ENGINE.propose(family, on=D, limit=5), ENGINE.propose(other, on=D, limit=5)
    assert [practised(each) for each in found] == [practised(each) for each in again]
    for one, same in zip(found, again, strict=True):
        assert evolve(one.plan, family=other) == same.plan
        assert (one.cautions, one.together, one.score) == (same.cautions, same.together, same.score)


def everything_for_a_caregiver(engine, found, review, caregivers):
    """All that is said to whoever is at home."""
    said = [*found.left_out]
    for each in found:
        said += [*each.reasons, *each.together, *each.cautions, *each.left_out, each.plan.focuses[0].cue]
    for language in ("en", "es"):
        said += [standing.say(language) for standing in review.goals]
        said += [engine.say(each, language=language) for each in review.next_steps]
        views = [review.for_caregiver(language), *(review.for_caregiver(language, who=who) for who in caregivers)]
        said += map(str, map(to_dict, views))
    for shown in (review, found, *found, *(each.plan for each in found), *(each.plan.family for each in found)):
        said += [str(shown), shown._repr_html_()]
    return " ".join(said)


@settings(max_examples=50)
@given(st.data())
def test_a_quiet_goal_is_in_no_text_for_a_caregiver(data):
    """Whoever is feared may read the same telephone. The therapist is told of each, as the words of a goal."""
    plan = data.draw(plans())
    family = evolve(plan.family, goals=data.draw(st.lists(wishes(("play", "bed")), min_size=1, max_size=3)))
    known = {"", "play", "bed"} & {"", *(each.id for each in family.routines)}
    goals = [evolve(goal, discipline="", skill="", routine=goal.routine if goal.routine in known else "")
             for goal in family.goals]  # fmt: skip
    family = evolve(family, goals=goals)
    wanting = evolve(plan, family=family)
    made = TOYS.review(wanting, data.draw(logs(wanting)), on=day(data.draw(st.integers(1, 45))))
    found = TOYS.propose(evolve(family, child=evolve(family.child, cautions=())), on=D, limit=5)
    told = everything_for_a_caregiver(TOYS, found, made, [each.name for each in family.caregivers])
    assert not any(goal.quoted in told for goal in family.goals if goal.words in QUIET)
    heard = {goal.words for goal in family.goals if goal.words in (*QUIET, *HEARD)}
    for looks in (made.worth_a_look, found.worth_a_look, *(each.worth_a_look for each in found)):
        of_goals = [mention for mention in looks if mention.goal]
        assert heard == {mention.goal for mention in of_goals}
        assert {("look", "")} >= {(mention.urgency, mention.entry) for mention in of_goals}
    for standing in made.goals:
        assert standing.quiet == (standing.goal.words in QUIET)
        assert standing.goal.quoted in standing.say("en", audience="clinician")


@settings(max_examples=40)
@given(st.data())
def test_a_goal_says_no_number_that_could_be_a_score(data):
    """A caregiver is told which step it is, and no count of tries, share or day."""
    plan = data.draw(plans())
    wanting = evolve(plan, family=evolve(plan.family, goals=[Goal("Play", discipline="toy")]))
    made = TOYS.review(wanting, data.draw(logs(wanting)), on=day(30))
    for standing in made.goals:
        said = standing.say("en")
        assert "%" not in said
        assert {word.strip(".") for word in said.split() if word.strip(".").isdigit()} <= {"1", "2", "3", "4"}


def plan_of(family) -> Plan:
    return ENGINE.propose(family, on=D)[0].plan


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_standing_of_a_goal_is_told_in_the_first_weeks(language):
    """A plan that was led by a goal tells of it in its first review, in the family's language."""
    goal = Goal("Calm mornings", routine="dressing", discipline="ot")
    caregivers, routines = [Caregiver("Alex", language=language)], [Routine("dressing", "dressing")]
    family = Family(Child("Sam", 48), caregivers, routines, id="x", goals=[goal])
    plan = plan_of(family)
    log = [evolve(each, focus=plan.focuses[0].id) for each in of_five(2, 3, 2)]
    (standing,) = ENGINE.review(plan, log, on=day(3)).goals
    assert (plan.focuses[0].id,) == standing.focuses
    assert "Calm mornings" in standing.say()
