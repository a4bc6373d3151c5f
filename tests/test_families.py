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
DIFFERS = {
    "FAM-01c": "no other routine is free: which part of the day is easier is asked",
    "FAM-02a": "which twin is in the bath is told in the notes alone, and nothing reads it",
    "FAM-03c": "what the child told is for now and not for today: a hand on a child may be tonight's",
    "FAM-04b": "two weeks of mostly are not sure enough yet; the win was written more than a week ago",
    "FAM-04c": "there is a step above, which comes before another place",
    "FAM-05a": "being held down is told as past, and heard all the same: it rests until a clinician has looked",
    "FAM-05b": "the same alerts stand until somebody has looked",
    "FAM-05c": "the same",
    "FAM-06a": "the win was written more than a week ago",
    "FAM-06c": "an arm that suddenly hangs is for now",
    "FAM-07b": "stopping a feed is answered by what must not be suggested, which alerts",
    "FAM-07c": "the emergency agrees; the older alert about the tube feed stands beside it",
    "FAM-08a": "the win was written more than a week ago",
    "FAM-08b": "telling a child to slow down is answered by what must not be suggested, which alerts",
    "FAM-08c": "the alert agrees; the older one stands beside it",
    "FAM-10b": "holding back is for the therapist soon; nothing takes the sitting away until then",
    "FAM-11a": "the win was written more than a week ago",
    "FAM-11b": "mostly over two weeks is not sure enough yet",
    "FAM-11c": "the win was written more than a week ago",
    "FAM-12a": "who feeds on which day is told in the notes alone, and three days are few",
}

#: Of those, where it is the less careful of the two.
LESS_CAREFUL = {
    "FAM-04c": "a step up and not another place: the ladder goes on in this one first",
    "FAM-10b": "the step waits where it is, and the coach would take it away",
}


#: Alerts beyond what the coach would raise, each with the flag behind it, and why.
MORE_ALERTS = {
    "FAM-03c": {"core/child-told": "now and not today: a hand on a child may be tonight's"},
    "FAM-05a": {
        "core/forced": "told as past, and heard all the same: a clinician looks first",
        "core/sounds-soon": "tears as soon as the room is near are for the therapist, soon",
    },
    "FAM-06c": {"ot/sudden-weakness": "now and not today: an arm that suddenly hangs may be a stroke"},
    "FAM-07b": {"feeding/tube-formula-calories": "stopping a tube feed is never answered by silence"},
    "FAM-07c": {"feeding/tube-formula-calories": "it stands until somebody has looked"},
    "FAM-08b": {"speech/slow-down": "telling a child to slow down is never answered by silence"},
    "FAM-08c": {"speech/slow-down": "it stands until somebody has looked"},
}
MORE_ALERTS |= {"FAM-05b": MORE_ALERTS["FAM-05a"], "FAM-05c": MORE_ALERTS["FAM-05a"]}


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


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_no_look_alarms_more_than_the_coach_but_for_what_is_told(look):
    """As many alerts as expected and none more urgent, and besides them those that are listed with a reason."""
    scenario = LOOKS[look]
    if scenario.expect.alerts is None:
        return  # of this look nothing was written about alerts
    review = installed().review(scenario.plan, scenario.entries, on=scenario.review_day)
    listed = set(MORE_ALERTS.get(look, ()))
    expected = list(scenario.expect.alerts)
    more = []
    for alert in sorted(review.alerts, key=lambda one: not listed.isdisjoint(one.flags)):
        if alert.urgency in expected:
            expected.remove(alert.urgency)
        else:
            more.append(alert)
    assert {flag for flag in listed if any(flag in alert.flags for alert in more)} == listed
    assert [] == [alert.flags for alert in more if not listed & set(alert.flags)]
    assert len(more) == len(listed)


def test_there_are_twelve_families_with_three_looks_each():
    """Twelve letters of three."""
    assert 36 == len(LOOKS)
    assert 12 == len({look[:-1] for look in LOOKS})
    assert set(LESS_CAREFUL) | set(MORE_ALERTS) <= set(DIFFERS) <= set(LOOKS)
