"""
Scenarios that name a family or a plan by its document, and say only what is written and what is expected.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coachplan import CoachplanError
from coachplan.testing import load_scenarios, run_scenario
from coachplan.testing.builders import ENGINE

HERE = Path(__file__).resolve().parents[1]

FAMILY = """format = "coachplan-family/1"
id = "ada"
values = ["no-screens"]
[child]
name = "Ada"
age_months = 40
[[caregivers]]
name = "Bo"
language = "es"
[[routines]]
id = "mornings"
kind = "play"
matters = 5
"""

BY_FAMILY = """format = "coachplan-scenarios/1"
[[scenario]]
name = "Ada begins."
family = "families/ada.toml"
focus = [ { skill = "toy/stack-blocks", strategy = "toy/show-first", routine = "play" } ]
log = [ { day = 1, tries = 5, successes = 3 } ]
[scenario.expect]
step = "continue"
"""

BY_PLAN = """format = "coachplan-scenarios/1"
[[scenario]]
name = "A plan goes on."
plan = "plans/talked.json"
log = [ { day = 3, tries = 5, successes = 3 } ]
[scenario.expect]
step = "continue"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of scenarios with a family and a plan beside it."""
    (tmp_path / "families").mkdir()
    (tmp_path / "plans").mkdir()
    (tmp_path / "families" / "ada.toml").write_text(FAMILY, "utf-8")
    plan = (HERE / "scenarios" / "plans" / "talked-over-on-day-3.json").read_text("utf-8")
    (tmp_path / "plans" / "talked.json").write_text(plan, "utf-8")
    return tmp_path


def _load(folder: Path, text: str):
    file = folder / "made.toml"
    file.write_text(text, "utf-8")
    return load_scenarios(file)


def test_a_family_is_named_by_its_document(folder):
    """The family is the one of the document, and a focus names its routine by id or by kind."""
    (scenario,) = _load(folder, BY_FAMILY)
    family = scenario.plan.family
    assert (family.child.name, family.language, family.values) == ("Ada", "es", ("no-screens",))
    assert [focus.routine for focus in scenario.plan.focuses] == ["mornings"]
    outcome = run_scenario(scenario, ENGINE)
    assert outcome.passed, str(outcome)


def test_a_plan_is_named_by_its_document(folder):
    """The plan comes with its history; day 1 is its first day, and the log is of its focus."""
    (scenario,) = _load(folder, BY_PLAN)
    assert [change.kind for change in scenario.plan.history] == ["approve", "clarify"]
    assert scenario.plan.first_day == date(2026, 3, 2)
    (entry,) = scenario.entries
    assert (entry.focus, entry.on) == ("f1", date(2026, 3, 4))
    outcome = run_scenario(scenario, ENGINE)
    assert outcome.passed, str(outcome)


def test_a_document_in_a_folder_below_is_no_scenario_file(folder):
    """Reading a folder of scenarios does not stumble over the documents that lie in folders below."""
    (folder / "made.toml").write_text(BY_FAMILY, "utf-8")
    assert ["Ada begins."] == [scenario.name for scenario in load_scenarios(folder)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (BY_FAMILY.replace("ada.toml", "ida.toml"), "Did you mean 'families/ada.toml'?"),
        (BY_PLAN.replace("talked.json", "talkd.json"), "Did you mean 'plans/talked.json'?"),
        (BY_FAMILY.replace('routine = "play"', 'routine = "pley"'), "Did you mean 'play'?"),
        (BY_FAMILY.replace("log =", "child = { name = 'Sam' }\nlog ="), "'child' stands here"),
        (BY_PLAN.replace("log =", "approval = 'everything'\nlog ="), "'approval' stands here"),
        (BY_PLAN.replace("plans/talked.json", "families/ada.toml"), "Only a family is kept as .toml"),
        (BY_PLAN.replace('"plans/talked.json"', "7"), "no file '7'"),
    ],
)
def test_a_slip_names_file_scenario_and_mend(folder, text, sentence):
    """A document that is not there, or that says what the scenario says too, is refused in a sentence."""
    with pytest.raises(CoachplanError) as caught:
        _load(folder, text)
    assert sentence in str(caught.value)
    assert "Ada begins." in str(caught.value) or "A plan goes on." in str(caught.value)


def test_a_mistake_in_the_document_is_told_with_its_file(folder):
    """What is wrong in the family's own file is told with that file's name."""
    (folder / "families" / "ada.toml").write_text(FAMILY.replace("age_months", "age_month"), "utf-8")
    with pytest.raises(CoachplanError, match=r"ada\.toml") as caught:
        _load(folder, BY_FAMILY)
    assert "age_months" in str(caught.value)
