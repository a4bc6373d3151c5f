"""
The scenarios beside this file ask the rules of the plugin everything that they can be asked.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import coachplan_ot
from coachplan import Engine
from coachplan.testing import clause_coverage, load_scenarios

SCENARIOS = Path(__file__).parent / "scenarios"


@pytest.mark.whole
def test_the_scenarios_answer_what_the_rules_ask() -> None:
    """
    At least nine in ten of what the clauses of the rules can come out as was produced by some scenario.
    """
    engine = Engine(plugins=[coachplan_ot])
    coverage = clause_coverage(engine, load_scenarios(SCENARIOS)).of("ot")

    assert {rule.rule for rule in coverage.rules} == {rule for rule in engine.catalogue.rules if rule.startswith("ot/")}
    assert coverage.wanted > 30
    assert coverage.share >= 0.9, str(coverage)
