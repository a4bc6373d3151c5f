"""
The engine: its promises as an app sees them, a tracker, measures other than tries, and every scenario of the core.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.skills import Skill, Step
from coachplan.model.strategies import Strategy
from coachplan.plugins.hookspecs import hookimpl
from coachplan.testing.builders import ENGINE, OPEN, D, at, day, of_five, review
from coachplan.testing.scenarios.judge import run_scenario
from coachplan.testing.scenarios.load import load_scenarios
from coachplan.testing.toy import OWN

SCENARIOS = load_scenarios(Path(__file__).parent / "scenarios")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
def test_scenario(scenario):
    """What was written, and what should come of it, with the pretend plugin only."""
    outcome = run_scenario(scenario, ENGINE)
    assert outcome.passed, str(outcome)


def test_every_rule_of_the_core_has_a_scenario_where_it_speaks_and_one_where_it_does_not():
    """A rule that no story reaches is a rule that nobody has looked at."""
    seen = {}
    for scenario in SCENARIOS:
        for traced in ENGINE.review(scenario.plan, scenario.entries, on=scenario.review_day).trace:
            seen.setdefault(traced.rule, set()).add(traced.speaks)
    for rule in ENGINE.catalogue.rules:
        assert {True, False} == seen.get(rule), rule


def test_an_engine_says_what_it_is_made_of():
    """Each plugin with its status; the catalogue by id; and nothing can be set on it."""
    assert [("toy", "loaded", "")] == [(each.name, each.status, each.why) for each in ENGINE.plugins]
    assert "toy (loaded)" in repr(ENGINE)
    for shelf in ("skills", "strategies", "rules", "flags"):
        assert getattr(ENGINE.catalogue, shelf)
    with pytest.raises(AttributeError):
        ENGINE.rules = {}


def test_a_folder_given_as_one_text_is_not_its_letters():
    """content takes a list of folders; one text alone is refused or taken as one folder."""
    found = set()
    with contextlib.suppress(CoachplanError):
        found = {each.name for each in Engine(plugins=[], content="clinic").plugins}
    assert found <= {"clinic"}


def test_a_tracker_reviews_as_the_engine_does():
    """Entry by entry or all at once: the same review, with the same id; the tracker keeps nothing that was decided."""
    log = of_five(2, 3, 4, win="again")
    tracker = ENGINE.track(OPEN, (each for each in log[:1]))
    for each in log[1:]:
        tracker.add(each)
    assert review(OPEN, log) == tracker.review(on=day(3))
    assert review(OPEN, log).id == tracker.review(on=day(3)).id
    assert review(OPEN, log, 2) == tracker.review(on=day(2))


def test_a_text_is_read_for_signs():
    """Affirmed words fire, denied ones do not, and a language without a list is not checked."""
    assert ("affirmed", "now") == (
        ENGINE.read("he stopped breathing").mentions[0].kind,
        ENGINE.read("he stopped breathing").mentions[0].urgency,
    )
    assert ENGINE.read("no hiccups all day").mentions[0].urgency is None
    assert not ENGINE.read("il a mal", language="fr").checked
    assert () == ENGINE.read("").mentions


# -- measures other than tries


class Measures:
    name = "measure"

    @hookimpl
    def coachplan_catalogue(self):
        def skill(measure, *targets):
            steps = [Step(f"{measure} {target}", "It was so.", target=target) for target in targets]
            return Skill(
                f"measure/{measure}",
                measure,
                discipline="measure",
                measure=measure,
                steps=steps,
                routines=["play"],
                sources=[OWN],
            )

        return Catalogue(
            skills=[skill("duration", 3, 5, 8), skill("count", 5, 10, 15), skill("rating", 0, 1, 2)],
            strategies=[Strategy("measure/s", "S", what="w", when="w", why="y", sources=[OWN])],
        )


MEASURES = Engine(plugins=[Measures()])


def measured(measure, *amounts):
    plan = at(skill=f"measure/{measure}", strategy="measure/s")
    log = [Entry(f"e{n}", day(n), focus="f1", amount=amount) for n, amount in enumerate(amounts, 1)]
    return MEASURES.review(evolve(plan, approval=Approval.everything(plan, by="Dana", on=D)), log, on=day(len(amounts)))


@pytest.mark.parametrize(
    ("measure", "amounts", "kind"),
    [
        ("duration", (5, 6, 5), "step-up"),
        ("duration", (2, 3, 3, 4, 4), "continue"),  # FD-10
        ("duration", (0, 0, 0), "step-down"),
        ("count", (10, 12, 10), "step-up"),
        ("count", (1, 1, 1), "step-down"),
        ("rating", (1, 2, 1), "step-up"),
        ("rating", (-2, -2, -2), "step-down"),
    ],
)
def test_an_amount_is_held_against_the_target_of_the_step(measure, amounts, kind):
    """Minutes, counts and ratings at the target are successes; far below it they are not."""
    assert kind == measured(measure, *amounts).next_steps[0].action.kind


@pytest.mark.parametrize(("measure", "amount"), [("duration", -5), ("count", -3), ("rating", -9), ("rating", 50)])
def test_an_amount_that_cannot_be_is_set_aside_and_listed(measure, amount):
    """Less than no minutes, or a rating of 50, is neither a failure nor a success, and is asked about."""
    found = measured(measure, amount, amount, amount)
    assert ("clarify", "core/impossible-counts") == (found.next_steps[0].action.kind, found.next_steps[0].rule)
    assert any(each.what == "e1" for each in found.missing)


def test_minutes_are_not_called_tries():
    """A skill that measures minutes is not told of tries that nobody counted."""
    assert "15 tries" not in measured("duration", 5, 5, 5).next_steps[0].because
