"""
Whether the plugin is fit to be used, and what this discipline asks of its own content beyond that.

The scenarios beside this file are collected by themselves.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

import coachplan_ot
from coachplan import Catalogue
from coachplan.model.skills import SUPPORTS
from coachplan.testing import check_plugin


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    What the plugin hands over.
    """
    return coachplan_ot.coachplan_catalogue()


@pytest.mark.whole
def test_conforms() -> None:
    """
    Nothing is found: ids, references, sources, ladders, words in both languages, and care at least that of the core.
    """
    report = check_plugin(coachplan_ot)
    assert report.findings == (), str(report)


def test_minutes_are_never_doubled(catalogue: Catalogue) -> None:
    """
    A step of a ladder of minutes asks for at most half as much again, and sitting ends at 15 minutes.
    """
    ladders = [skill for skill in catalogue.skills.values() if skill.measure == "duration"]
    assert ladders
    for skill in ladders:
        targets = [step.target for step in skill.steps if step.target is not None]
        assert len(targets) == len(skill.steps), skill.id
        assert all(one < other <= 1.5 * one for one, other in pairwise(targets)), skill.id
    assert catalogue.skills["ot/stay-seated"].steps[-1].target == 15


def test_sensory_strategies_need_an_assessment(catalogue: Catalogue) -> None:
    """
    Every sensory strategy names the assessment it requires, and says what rules it out.
    """
    sensory = [strategy for strategy in catalogue.strategies.values() if "sensory" in strategy.tags]
    assert len(sensory) >= 3
    for strategy in sensory:
        assert "sensory-assessment" in strategy.requires, strategy.id
        assert strategy.cautions, strategy.id


def test_help_never_grows_on_a_ladder(catalogue: Catalogue) -> None:
    """
    No step of a ladder gives more help than the step before it.
    """
    for skill in catalogue.skills.values():
        order = [SUPPORTS.index(step.support) for step in skill.steps]
        assert order == sorted(order), skill.id


def test_every_skill_can_be_practised_in_some_way(catalogue: Catalogue) -> None:
    """
    Each skill has at least three strategies that need no assessment, no screen and no pressure on the body.
    """
    for skill in catalogue.skills.values():
        fitting = [
            strategy.id
            for strategy in catalogue.strategies.values()
            if (not strategy.skills or skill.id in strategy.skills)
            and (not strategy.routines or set(strategy.routines) & set(skill.routines))
            and not strategy.requires
            and "screens" not in strategy.tags
        ]
        assert len(fitting) >= 3, (skill.id, fitting)


def test_nothing_is_suggested_that_is_never_suggested(catalogue: Catalogue) -> None:
    """
    No strategy speaks of weights, tight wear, swings, splints, restraint, or of how heavy a thing may be.
    """
    barred = re.compile(
        r"weighted|compression|body sock|swing|upside|splint|stretch|restrain"
        r"|hold (?:\{child\}|\w+) down|\d ?(?:%|kg|lb)",
        re.IGNORECASE,
    )
    for strategy in catalogue.strategies.values():
        said = f"{strategy.title} {strategy.what} {strategy.when} {strategy.why} {strategy.interest}"
        assert barred.search(said) is None, strategy.id


def test_every_sign_is_known_in_both_languages(catalogue: Catalogue) -> None:
    """
    Flags, barriers, answers and the never-suggest list have words in English and in Spanish.
    """
    shelves = (catalogue.flags, catalogue.barriers, catalogue.answers, catalogue.never_suggest)
    for shelf in shelves:
        for item, value in shelf.items():
            assert value.words["en"], item
            assert value.words["es"], item
