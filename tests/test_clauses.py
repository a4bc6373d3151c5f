"""
Clause coverage: what the scenarios of the core made of each clause of its rules, and that the counting is honest.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from coachplan import Engine, Rule
from coachplan.testing import clause_coverage, load_scenarios
from coachplan.testing.builders import ENGINE, Bringing
from coachplan.testing.coverage import coverage_of
from coachplan.testing.toy import OWN, toy

#: pytest on a folder of scenarios, in this process.
pytest_plugins = ["pytester"]

HERE = Path(__file__).parent

ONE = """format = "coachplan-scenarios/1"

[[scenario]]
name = "One day is early."
focus = [ { skill = "toy/stack-blocks", strategy = "toy/show-first", routine = "play" } ]
log = [ { day = 1, tries = 5, successes = 3 } ]
"""


def test_the_scenarios_of_the_core_answer_what_its_rules_ask():
    """At least nine in ten of what the clauses of the core's rules can come out as was produced by some scenario."""
    coverage = clause_coverage(ENGINE, load_scenarios(HERE / "scenarios")).of("core")
    assert set(ENGINE.catalogue.rules) == {rule.rule for rule in coverage.rules}
    assert coverage.wanted > 100
    assert coverage.share >= 0.9, str(coverage)


def test_nothing_is_covered_without_scenarios():
    """Without a review every outcome is missing, and the share is nothing."""
    coverage = coverage_of(ENGINE.catalogue, [])
    assert coverage.share == 0
    assert len(coverage.missing) == coverage.wanted
    assert ("core/pressure", "pressured-days >= 2", "true") in coverage.missing


def test_a_namespace_without_rules_has_nothing_to_cover():
    """The pretend plugin has no rules, so there is nothing that its scenarios could miss."""
    coverage = coverage_of(ENGINE.catalogue, []).of("toy")
    assert (coverage.wanted, coverage.share, str(coverage)) == (0, 1.0, "")


#: A plugin whose rules have clauses of each kind.
MADE = Bringing(
    "made",
    rules=[
        Rule(
            "made/all-kinds",
            "days >= 1 and success < 0.5 and (known(stress) or not true or steps-left > 0 or tries >= 0)",
            holds=("step-up",),
            say="Wait a little.",
            sources=(OWN,),
        )
    ],
)


def test_each_clause_counts_what_it_can_come_out_as(tmp_path):
    """Unknown counts only where a reading can be missing; what cannot be is left out, with the reason."""
    file = tmp_path / "one.toml"
    file.write_text(ONE, "utf-8")
    (rule,) = clause_coverage(Engine(plugins=[toy, MADE]), load_scenarios(file)).of("made").rules
    by_clause = {clause.clause: clause for clause in rule.clauses}
    assert by_clause["days >= 1"].wanted == ("true", "false")
    assert by_clause["days >= 1"].counts == (("true", 1), ("false", 0), ("unknown", 0))
    assert by_clause["days >= 1"].missing == ("false",)
    assert by_clause["success < 0.5"].wanted == ("true", "false", "unknown")
    assert by_clause["success < 0.5"].missing == ("true", "unknown")
    assert by_clause["known(stress)"].wanted == ("true", "false")
    assert by_clause["true"].wanted == ()
    assert by_clause["steps-left > 0"].left_out == (("unknown", "a scenario names only skills that are there"),)
    assert dict(by_clause["tries >= 0"].left_out)["false"] == "no reading of tries makes it so"


def test_the_same_clause_twice_in_a_rule_is_two_clauses():
    """A clause is told apart by its place, so one that is written twice must be met twice."""
    rule = next(rule for rule in coverage_of(ENGINE.catalogue, []).rules if rule.rule == "core/does-little")
    assert [clause.clause.partition(" ")[0] for clause in rule.clauses].count("does-little") == 2


def test_the_table_says_what_is_missing(tmp_path):
    """A line a clause, a dash where an outcome cannot be, and a line for each outcome that never was."""
    file = tmp_path / "one.toml"
    file.write_text(ONE, "utf-8")
    told = str(clause_coverage(ENGINE, load_scenarios(file)))
    first, heads, *_ = told.splitlines()
    assert first.startswith("Clauses of core: ")
    assert heads.split() == ["rule", "clause", "true", "false", "unknown"]
    assert any(
        line.split() == ["core/pressure", "pressured-days", ">=", "2", "0", "1", "-"] for line in told.splitlines()
    )
    assert "  missing: core/pressure: pressured-days >= 2 was never true" in told
    assert "core/pressure: pressured-days >= 2 was never false" not in told


def test_a_scenario_that_the_engine_refuses_counts_for_nothing(tmp_path):
    """An unknown tag makes no coverage, and does not stop the count."""
    file = tmp_path / "one.toml"
    file.write_text(ONE, "utf-8")
    (scenario,) = load_scenarios(file)
    nothing = Engine(plugins=[])
    assert clause_coverage(nothing, [scenario]).of("core").produced > 0  # an absent plugin is no refusal
    assert clause_coverage(ENGINE, []).produced == 0


def test_pytest_shows_the_table_where_it_is_asked_for(pytester):
    """`--clause-coverage` adds the table after the scenarios; without it there is none."""
    folder = pytester.mkdir("scenarios")
    named = ONE.replace("\n\n", '\nplugins = ["coachplan.testing.toy:toy"]\n\n', 1)
    (folder / "one.toml").write_text(named, "utf-8")
    options = ["-p", "no:cacheprovider", "-q"]
    if "coachplan_scenarios" not in {point.name for point in entry_points(group="pytest11")}:
        options += ["-p", "coachplan.testing.pytest_plugin"]
    asked = pytester.runpytest_inprocess(*options, "--clause-coverage").stdout.str()
    assert "clause coverage" in asked
    assert "Clauses of core: " in asked
    assert "core/pressure: pressured-days >= 2 was never true" in asked
    assert "1 passed" in asked
    assert "Clauses of" not in pytester.runpytest_inprocess(*options).stdout.str()
