"""
What fits a family: hard filters with their reasons, and what speaks for a strategy.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.skills import GRADES, STEP_KINDS, SUPPORTS, Skill, Source, Step
from coachplan.model.strategies import Strategy, Use
from coachplan.planning.cautioned import ChildCautions
from coachplan.planning.fit import FEW, best_grade, best_strategies, fit_skill, fit_strategy, supported_by
from coachplan.testing.builders import ENGINE
from coachplan.testing.knowledge import one_of, some

D = date(2026, 3, 2)
KNOWN = core_catalogue()
CHILD = Child("Sam", 48)
PLAY = Routine("play", "play")
SKILL = Skill(
    "toy/a",
    "A",
    discipline="toy",
    steps=[Step("s", "l")],
    routines=["play"],
    ages=(36, 60),
    cautions=["seizures"],
    prerequisites=["toy/first"],
)
STRATEGY = Strategy("toy/s", "S", what="w", when="w", why="y")


def family(**new):
    child = {
        name: new.pop(name)
        for name in tuple(new)
        if name in ("cautions", "assessed", "interests", "strengths", "age_months")
    }
    return Family(evolve(CHILD, **child), [Caregiver("Alex")], [PLAY], **{"id": "sam", **new})


def of(**new):
    return ChildCautions.of(family(**new), KNOWN)


def names(messages):
    return [message.key.removeprefix("core/fit.") for message in messages]


def against(strategy=STRATEGY, kind="play", **new):
    return names(fit_strategy(strategy, SKILL, kind, family(**new), D, cautions=of(**new)).against)


def reasons(strategy=STRATEGY, **new):
    return names(fit_strategy(strategy, SKILL, "play", family(**new), D, cautions=of(**new)).reasons)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"strengths": ["toy/first"]}, []),
        ({}, ["prerequisite"]),
        ({"strengths": ["toy/first"], "cautions": ["seizures"]}, ["caution"]),
        ({"strengths": ["toy/first"], "age_months": 35}, ["age"]),
        ({"strengths": ["toy/first"], "age_months": 61}, ["age"]),
        ({"strengths": ["toy/first"], "age_months": 60}, []),
        ({"strengths": ["toy/first", "toy/a"]}, ["already"]),
    ],
)
def test_what_rules_a_skill_out(new, expected):
    """Age, cautions, what comes first, and what is already there, each with its reason."""
    assert expected == names(fit_skill(SKILL, family(**new), D, cautions=of(**new)).against)


@pytest.mark.parametrize(
    ("strategy", "new", "expected"),
    [
        ({}, {}, []),
        ({"clinician_only": True}, {}, ["clinician-only"]),
        ({"skills": ["toy/other"]}, {}, ["other-skill"]),
        ({"skills": ["toy/a"]}, {}, []),
        ({"id": "speech/s"}, {}, ["other-skill"]),
        ({"routines": ["bath"]}, {}, ["other-routine"]),
        ({"ages": (60, 90)}, {}, ["age"]),
        ({"cautions": ["hip-pain"]}, {"cautions": ["hip-pain"]}, ["caution"]),
        ({"cautions": ["hip-pain"]}, {"cautions": ["seizures"]}, []),
        ({"requires": ["swallow-study"]}, {}, ["requires"]),
        ({"requires": ["swallow-study"]}, {"assessed": ["swallow-study"]}, []),
        ({"tags": ["sensory"]}, {"avoid": ["sensory"]}, ["avoid"]),
        ({}, {"avoid": ["toy/s"]}, ["avoid"]),
        ({"tags": ["screens"]}, {"values": ["no-screens"]}, ["value-against"]),
        ({"materials": ["chair"]}, {}, []),
        ({"materials": ["chair"]}, {"materials": ["cup"]}, ["material"]),
        ({"materials": ["chair"]}, {"materials": ["cup", "chair"]}, []),
    ],
)
def test_what_rules_a_strategy_out(strategy, new, expected):
    """Each hard filter by itself, and just not."""
    assert expected == against(evolve(STRATEGY, **strategy), **new)


@pytest.mark.parametrize(
    ("strategy", "new", "reason"),
    [
        ({"tags": ["floor-meals"]}, {"values": ["floor-meals"]}, "value-for"),
        ({"skills": ["toy/a"]}, {}, "made-for"),
        ({"routines": ["play"]}, {}, "fits-routine"),
        ({"interest": "Use {interest}."}, {"interests": ["trains"]}, "interest"),
    ],
)
def test_what_speaks_for_a_strategy(strategy, new, reason):
    """Values, being made for the skill or the routine, and the child's interest."""
    assert reason in reasons(evolve(STRATEGY, **strategy), **new)
    assert reason not in reasons(STRATEGY, **new)


def test_the_best_evidence_of_several_sources_counts():
    """A trial beside an opinion is a trial; no source at all is our own proposal."""
    assert "RCT" == best_grade([Source("a/a", "x", "CON"), Source("a/b", "x", "RCT")])
    assert "OWN" == best_grade([])


def test_the_best_comes_first_and_ties_go_by_id():
    """What speaks for it ranks it; what is ruled out is not there."""
    strong = evolve(STRATEGY, id="toy/z", sources=[Source("toy/x", "x", "RCT")])
    barred = evolve(STRATEGY, id="toy/0", clinician_only=True)
    catalogue = Catalogue(skills=[SKILL], strategies=[STRATEGY, evolve(STRATEGY, id="toy/b"), strong, barred])
    found = best_strategies(catalogue, SKILL, PLAY, family(), D)
    assert ["toy/z", "toy/b", "toy/s"] == [strategy.id for strategy, _ in found]


# -- the right way for this step


OTHERS = tuple(f"toy/other-{number}" for number in range(FEW))


@st.composite
def ways(draw, number):
    """
    Draw a strategy that is made for some kinds of step and help, for the skill or not, with evidence or without.
    """
    graded = Source("toy/x", "x", draw(one_of(*GRADES)))
    return evolve(
        STRATEGY,
        id=f"toy/way-{number}",
        kinds=draw(some(STEP_KINDS[:3])),
        supports=draw(some(SUPPORTS[:3])),
        skills=draw(
            one_of((), (SKILL.id,), ("toy/other", SKILL.id), (SKILL.id, *OTHERS[: FEW - 1]), (SKILL.id, *OTHERS))
        ),
        requires=draw(one_of((), ("seen",))),
        routines=draw(one_of((), ("play",))),
        sources=[graded],
    )


@given(st.data())
def test_the_step_comes_before_the_skill_and_fit_before_evidence(data):
    """No way contradicts the step's help; none stands before one that fits step, barrier, skill, help or routine
    better, and one that is made for the skill before one that is a way for many."""
    step = Step("s", "l", kind=data.draw(one_of(None, *STEP_KINDS[:3])), support=data.draw(one_of(*SUPPORTS[:3])))
    skill = evolve(SKILL, steps=[Step("another", "l"), step])
    catalogue = Catalogue(skills=[skill], strategies=[data.draw(ways(number)) for number in range(4)])
    prefer = data.draw(some(catalogue.strategies))
    seen = family(assessed=["seen"])
    found = [way for way, _ in best_strategies(catalogue, skill, PLAY, seen, D, step=2, prefer=prefer)]
    going = [way for way in catalogue.strategies.values() if not way.supports or step.support in way.supports]
    assert {*going} == {*found}

    def fitting(way):
        made = 0 if step.kind is None or not way.kinds else 1 if step.kind in way.kinds else -1
        meets = len(prefer) - prefer.index(way.id) if way.id in prefer else 0
        special = len(way.skills) <= FEW and way.skills[:1] == (SKILL.id,) and not way.requires
        return (made, meets, bool(way.skills) + special, step.support in way.supports, bool(way.routines))

    fits = [fitting(way) for way in found]
    assert sorted(fits, reverse=True) == fits
    for one, other in pairwise(found):
        if fitting(one) == fitting(other):
            best = [GRADES.index(best_grade(way.sources)) for way in (one, other)]
            assert best[0] <= best[1] or {*best} <= {0, 1} or min(best) >= 5  # two pairs of grades are worth as much


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_a_way_that_is_made_for_the_step_says_so(kind):
    """In words, in both languages, with the child's name; of another kind of step, or of none, nothing is said."""
    way = evolve(STRATEGY, kinds=[kind])
    said = fit_strategy(way, SKILL, "play", family(), D, cautions=of(), step=Step("s", "l", kind=kind)).reasons
    assert [f"core/fit.step.{kind}"] == [each.key for each in said if each.key.startswith("core/fit.step")]
    for language in ("en", "es"):
        assert "Sam" in ENGINE.catalogue.words.say(said[0], language)
    for step in (None, Step("s", "l"), Step("s", "l", kind=STEP_KINDS[STEP_KINDS.index(kind) - 1])):
        again = fit_strategy(way, SKILL, "play", family(), D, cautions=of(), step=step).reasons
        assert not any(each.key.startswith("core/fit.step") for each in again)


def test_touch_last_does_not_go_with_hands_over_hands():
    """What a way is made to be done without is a reason against it."""
    way = evolve(STRATEGY, supports=["model", "verbal"])
    for support in SUPPORTS:
        step = Step("s", "l", support=support)
        found = fit_strategy(way, SKILL, "play", family(), D, cautions=of(), step=step).against
        assert (support not in way.supports) is ("core/fit.other-help" in [each.key for each in found])
    assert () == fit_strategy(way, SKILL, "play", family(), D, cautions=of()).against


def test_a_grade_is_that_of_the_use():
    """A source that supports one use lends nothing to another, and one that warns lends nothing at all."""
    trial, opinion, warning = (Source(f"toy/{grade}", "x", grade) for grade in ("RCT", "CON", "SR"))
    way = evolve(
        STRATEGY, sources=[opinion], uses=[Use(skills=[SKILL.id], sources=[trial])], cautioned_by=[warning]
    )
    assert ((trial,), (opinion,)) == (supported_by(way, SKILL.id), supported_by(way, "toy/other"))
    grades = [
        dict(message.values)["grade"].key
        for skill in (SKILL, evolve(SKILL, id="toy/other"))
        for message in fit_strategy(way, skill, "play", family(), D, cautions=of()).reasons
        if message.key == "core/fit.grade"
    ]
    assert ["core/grade.RCT", "core/grade.CON"] == grades
    assert "made-for" in reasons(way)
