"""
What fits a family: hard filters with their reasons, and what speaks for a strategy.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import Strategy
from coachplan.planning.cautioned import ChildCautions
from coachplan.planning.fit import best_grade, best_strategies, fit_skill, fit_strategy

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
