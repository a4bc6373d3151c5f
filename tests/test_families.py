"""
Twelve ordinary families, each looked at three times on one messy log: what a good coach would do, and what is done.

What is expected was written from the logs alone, by clinical judgement, before anything was reviewed, and is not
changed to fit. Where a review differs, that stands here with the reason: a look that agrees again has to be taken from
the list.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coachplan.knowledge.precedence import caution
from coachplan.model.flags import URGENCIES
from coachplan.testing import load_scenarios, run_scenario
from coachplan.testing.builders import installed

HERE = Path(__file__).parent / "families"

LOOKS = {
    scenario.name.partition(":")[0]: scenario
    for path in sorted(HERE.glob("*.toml"))
    for scenario in load_scenarios(path)
}

#: Where a review differs from the coach, and why.
DIFFERS: dict[str, str] = {}

#: Of those, where it is the less careful of the two.
LESS_CAREFUL: dict[str, str] = {}


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_the_coach_is_agreed_with_or_the_difference_is_told(look):
    """The step, the alerts, the wins and what must never be said."""
    outcome = run_scenario(LOOKS[look], installed())
    assert outcome.passed is (look not in DIFFERS), str(outcome)


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_no_look_is_less_careful_than_the_coach(look):
    """Whatever else differs: no step is bolder than the boldest of the coach's, and no alert is missing or milder."""
    scenario = LOOKS[look]
    review = installed().review(scenario.plan, scenario.entries, on=scenario.review_day)
    steps = dict(scenario.expect.step or {}).get("f1", ())
    bold = min(map(caution, steps), default=0)
    asked = [URGENCIES.index(urgency) for urgency in scenario.expect.alerts or ()]
    found = [URGENCIES.index(alert.urgency) for alert in review.alerts]

    careful = caution(review.next_steps[0].action.kind) >= bold and min(found, default=9) <= min(asked, default=9)
    assert careful is (look not in LESS_CAREFUL)


def test_there_are_twelve_families_with_three_looks_each():
    """Twelve letters of three."""
    assert 36 == len(LOOKS)
    assert 12 == len({look[:-1] for look in LOOKS})
    assert set(LESS_CAREFUL) <= set(DIFFERS) <= set(LOOKS)
