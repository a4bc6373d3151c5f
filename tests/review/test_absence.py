"""
A plan whose plugin is blocked, failed, renamed or simply not there: said as loudly, nothing harder, a clinician asked.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.knowledge.precedence import EASING, HELD_BY_SOON
from coachplan.model.plans import Plan
from coachplan.model.strategies import Strategy
from coachplan.testing.builders import FAMILY, FOCUS, OPEN, Bringing, at, day, entry, of_five
from coachplan.testing.toy import OWN, TOY, toy

#: Ways in which what a plan needs is not in use, and how that is named to a clinician. Engines never change.
GONE = {
    "not there": (Engine(plugins=[]), "core/missing.plugin-missing"),
    "not there, and needed": (Engine(plugins=[], needs=["toy"]), "core/missing.plugin-missing"),
    "renamed": (
        Engine(plugins=[Bringing("toys", strategies=[Strategy("toys/s", "S", what="w", when="w", why="y")])]),
        "core/missing.plugin-missing",
    ),
    "blocked": (Engine(plugins=[toy], blocked=["toy"]), "core/missing.plugin-blocked"),
    "failed": (Engine(plugins=[Bringing("toy", ValueError("no"))]), "core/missing.plugin-failed"),
    "failed, its signs kept": (
        Engine(plugins=[Bringing("toy", evolve(TOY, strategies=[evolve(each, routines=["nowhere"]) for each in
            TOY.strategies.values()]))]),
        "core/missing.plugin-failed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("gone", GONE)
@settings(max_examples=25)
@given(
    counts=st.lists(st.integers(0, 5), max_size=12),
    stress=st.sampled_from([None, 1, 5]),
    maintaining=st.booleans(),
)
def test_whatever_was_written_nothing_harder_and_the_clinician_is_asked(gone, counts, stress, maintaining):
    """Only what makes it lighter is the caregiver's to take; and nobody is told that nothing needs to change."""
    engine, _ = GONE[gone]
    plan = at(maintaining=maintaining)
    step = engine.review(plan, of_five(*counts, stress=stress), on=day(len(counts) + 1)).step_for("f1")
    assert step.action.kind not in HELD_BY_SOON
    assert step.needs == "clinician" or step.action.kind in EASING
    assert step.action.kind != "continue" or step.rule == "core/plugin-absent"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("gone", GONE)
def test_it_is_said_to_caregiver_and_clinician(gone, language):
    """By name, in their language; the caregiver hears that a sign may be missed, and whom to tell."""
    engine, key = GONE[gone]
    found = engine.review(OPEN, of_five(5, 5, 5), on=day(3))
    named = [each.message.key for each in found.missing if each.what == "toy"]
    assert [key, "core/missing.need"] == named
    note = found.for_caregiver(language).notes
    assert 1 == len(note)
    assert "toy" in note[0]
    assert {"en": "Please tell your therapist.", "es": "Avisa a tu terapeuta."}[language] in note[0]
    assert "ask" == found.for_caregiver().next_steps[0].kind


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize(("field", "harder", "lighter"), [("step", 3, 1), ("minutes", 20, 3), ("days_per_week", 7, 2)])
def test_a_caregiver_changes_it_only_to_what_is_lighter(gone, field, harder, lighter):
    """A clinician may do either, and looks first."""
    engine, _ = GONE[gone]
    with pytest.raises(CoachplanError, match="not in use here"):
        engine.change(OPEN, "f1", by="Alex", on=day(3), **{field: harder})
    for value, role in ((lighter, "caregiver"), (harder, "clinician")):
        assert value == getattr(
            engine.change(OPEN, "f1", by="A", role=role, on=day(3), **{field: value}).focuses[0], field
        )


def test_a_plan_names_what_it_needs():
    """The namespaces of its focuses' skills and strategies, each once, in their order."""
    second = evolve(FOCUS, id="f2", skill="ot/x", strategy="clinic/y")
    assert ("toy", "ot", "clinic") == Plan("p", FAMILY, focuses=[FOCUS, second]).needs


def test_one_focus_is_not_held_for_the_other():
    """Only the focus whose plugin is gone waits for the clinician; the other goes on as before."""
    second = evolve(FOCUS, id="f2", skill="ot/x", strategy="ot/y", routine="bed")
    plan = evolve(OPEN, focuses=[FOCUS, second])
    first, other = Engine(plugins=[toy]).review(plan, of_five(5, 5, 5), on=day(3)).next_steps
    assert ("step-up", "caregiver") == (first.action.kind, first.needs)
    assert ("core/plugin-absent", "clinician") == (other.rule, other.needs)


def test_a_flag_that_stands_still_comes_first():
    """What the core itself reads pauses the plan, whoever is not there."""
    engine, _ = GONE["not there"]
    found = engine.review(OPEN, [entry(1, hard="she is not breathing")], on=date(2026, 3, 2))
    assert found.paused
    assert "pause" == found.for_caregiver().next_steps[0].kind


def test_a_plugin_that_brings_only_strategies_needs_no_skills():
    """A plan may take the skill of one and the strategy of another: both are needed, and both are there."""
    lent = Strategy("other/s", "S", what="w", when="w", why="y", sources=[OWN])
    plan = at(strategy="other/s")
    found = Engine(plugins=[toy, Bringing("other", strategies=[lent])]).review(plan, of_five(5, 5, 5), on=day(3))
    assert not [each for each in found.missing if each.about == "plan"]
