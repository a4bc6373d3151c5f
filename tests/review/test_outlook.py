"""What would change the step: worked out by the rules, and true where the days go that way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachplan.testing.builders import at, entry, of_five, review

COUNTS = st.lists(st.integers(0, 5), min_size=1, max_size=8)


def _values(message):
    return dict(message.values)


@given(COUNTS)
def test_as_many_more_days_as_are_told_are_enough_and_fewer_are_not(counts):
    """With n more days like the one named comes the step; with one fewer it does not come."""
    found = review(at(), of_five(*counts)).next_steps[0]
    said = found.would_change
    if said is None or said.key not in ("core/outlook.up", "core/outlook.down"):
        return
    kind = {"core/outlook.up": "step-up", "core/outlook.down": "step-down"}[said.key]
    more, like = _values(said)["n"], _values(_values(said)["how"])["successes"]

    def after(days):
        return review(at(), of_five(*counts, *[like] * days)).next_steps[0].action.kind

    assert kind == after(more)
    assert kind not in [after(days) for days in range(1, more)]


@given(COUNTS)
def test_only_a_step_that_goes_on_is_looked_ahead_of(counts):
    """A step that changes says its own reason; on the last step there is nothing to be ready for."""
    found = review(at(), of_five(*counts)).next_steps[0]
    assert found.would_change is None or found.action.kind == "continue"
    assert review(at(step=4), of_five(*counts)).next_steps[0].would_change is None


def test_days_that_are_not_good_enough_are_not_named_as_enough():
    """Three in five, day after day, do not make it ready in two weeks: better days do, and it is said which."""
    said = review(at(), of_five(3, 3, 3, 3)).next_steps[0].would_change
    assert ("core/outlook.better", 9) == (said.key, _values(said)["about"])


def test_after_an_upset_day_calm_ones_are_counted():
    """What waits for calm days says how many."""
    entries = [entry(1, 3), entry(2, 4, tags=["distressed"]), entry(3, 5), entry(4, 5)]
    found = review(at(), entries)
    said = found.next_steps[0].would_change
    assert ("core/outlook.up", 1) == (said.key, _values(said)["n"])
    assert "1 more day goes like" in found.why_not("f1", "step-up").say("en")


def test_nothing_is_looked_ahead_of_where_the_skill_is_only_looked_in_on():
    """A skill that is there is practised no more, and nothing would be enough for a step of it."""
    found = review(at(step=2, maintaining=True), of_five(3, 3, 3)).next_steps[0]
    assert found.would_change is None


def test_on_the_first_step_another_way_is_what_would_come():
    """Nothing is smaller than the first step."""
    found = review(at(step=1), of_five(1, 1)).next_steps[0]
    assert "core/outlook.other-way" == found.would_change.key
    like = _values(_values(found.would_change)["how"])["successes"]
    after = review(at(step=1), of_five(1, 1, *[like] * _values(found.would_change)["n"])).next_steps[0]
    assert "change-strategy" == after.action.kind


def test_nothing_is_promised_of_days_that_tell_nothing():
    """Without a day that can be judged nothing is worked out."""
    assert review(at(), [entry(1, None, tries=None, worked="nice")]).next_steps[0].would_change is None
