"""
The stories of the field: every one of them is a scenario, in the tests of the discipline that it belongs to.

What each says stands in the scenario. Here stands which there are, and how sure their outcome is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coachplan.testing import load_scenarios
from coachplan.testing.builders import ENGINE
from coachplan.testing.toy import TOY

ROOT = Path(__file__).resolve().parents[1]

#: The file of each discipline's stories, by the letters that their ids begin with.
FILES = {
    "OT": ROOT / "plugins" / "coachplan-ot" / "tests" / "scenarios" / "stories.toml",
    "SP": ROOT / "plugins" / "coachplan-speech" / "tests" / "scenarios" / "stories.toml",
    "FD": ROOT / "plugins" / "coachplan-feeding" / "tests" / "scenarios" / "stories.toml",
    "X": ROOT / "tests" / "scenarios" / "stories.toml",
}

ROBUST = (
    "OT-01 OT-02 OT-04 OT-05 OT-07 OT-09 OT-10 OT-12 OT-14 SP-01 SP-03 SP-05 SP-07 SP-08 SP-15 "
    "FD-01 FD-03 FD-05 FD-06 FD-08 FD-10 FD-11 FD-13 FD-16 X-01 X-02 X-05 X-07 X-11 X-12"
).split()
DEFAULT_DEPENDENT = "OT-16 SP-02 SP-14 X-03".split()
AMBIGUOUS = "SP-10 FD-14 X-10".split()

CERTAINTY = {
    **dict.fromkeys(ROBUST, "robust"),
    **dict.fromkeys(DEFAULT_DEPENDENT, "default-dependent"),
    **dict.fromkeys(AMBIGUOUS, "ambiguous"),
}


def _told(letters):
    scenarios = load_scenarios(FILES[letters])
    return [(found[0], scenario) for scenario in scenarios if (found := re.match(r"[A-Z]+-\d+", scenario.name))]


@pytest.mark.parametrize("letters", FILES)
def test_every_story_is_a_scenario_marked_as_it_is_told(letters):
    """Each story is there under its id, as robust, default-dependent or ambiguous as it is told."""
    told = {(story, scenario.certainty) for story, scenario in _told(letters)}
    assert {(story, sure) for story, sure in CERTAINTY.items() if story.startswith(f"{letters}-")} == told


def test_an_ambiguous_story_asserts_what_is_forbidden_and_that_the_reason_is_shown():
    """Where therapists differ no step is demanded; what must not be said is, and a reason is read."""
    ambiguous = [scenario for letters in FILES for _, scenario in _told(letters) if scenario.certainty == "ambiguous"]
    assert len(ambiguous) == len(AMBIGUOUS)
    for scenario in ambiguous:
        expect = scenario.expect
        assert (expect.step, expect.rule, expect.needs, expect.alerts) == (None, None, None, None), scenario.name
        assert expect.says, scenario.name
        assert scenario.never.says, scenario.name


@pytest.mark.parametrize("letters", FILES)
def test_every_story_says_what_must_not_be(letters):
    """A story is told for what goes wrong too: each forbids something, or says what comes before an edit."""
    silent = [s.name for _, s in _told(letters) if not (s.never.steps or s.never.alerts or s.never.says)]
    assert [name for name in silent if not name.startswith("X-07")] == []


def test_a_strategy_outside_the_approval_is_a_draft_for_the_clinician_alone():
    """X-12: the caregiver reads that there is something to talk over, and nothing of the strategy; it has a basis."""
    (scenario,) = (scenario for story, scenario in _told("X") if story == "X-12")
    review = ENGINE.review(scenario.plan, scenario.entries, on=scenario.review_day)
    (step,) = review.next_steps
    draft = TOY.strategies[step.action.strategy]
    view = review.for_caregiver()
    told = " ".join([*(each.words for each in (*view.alerts, *view.next_steps)), *view.wins, *view.notes])
    assert told
    assert draft.title not in told
    assert draft.what not in told
    assert step.basis
