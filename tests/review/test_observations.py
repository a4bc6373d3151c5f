"""
What a clinician saw and tried is an entry of its own: shown as theirs, read for signs, and no practice of the family.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coachplan.testing.builders import ENGINE, OPEN, entry, installed, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans

SEEN = "Sam looked up each time you waited."
TRIED = "a lower chair, and one block at a time"


def seen(number=3, **more):
    given = {"seen": SEEN, "tried": TRIED, "who": "Dana, SLP", "role": "clinician", "id": f"s{number}", **more}
    return entry(number, None, **given)


# -- laws


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(0, 30))
def test_an_observation_changes_no_decision(data, days):
    """With it or without: the same steps, wins, questions, readings and alerts; it is shown, and counts for nothing."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=30)
    look = entry(1, None, id="seen", focus=plan.focuses[0].id, role="clinician", seen=SEEN, language="en")
    look = evolve(look, on=FIRST_DAY + timedelta(days=days))
    before, after = (ENGINE.review(plan, entries, on=on) for entries in (log, [*log, look]))
    assert before == evolve(after, observed=before.observed)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["seen", "tried"]),
    st.sampled_from(["clinician", "caregiver"]),
    st.sampled_from(
        ["he choked and went blue", "hiccups all day", "coughs when he drinks", "the rash is back", "se puso azul"]
    ),
)
def test_what_sounds_like_a_sign_is_never_shown_in_an_observation(name, role, words):
    """Nothing that raised an alert, nor what is worth a look: that is said by a person, in other words."""
    log = [*of_five(5, 5), seen(3, role=role, **{"seen": "", "tried": "", name: words})]
    found = review(OPEN, log, engine=installed())
    assume(found.alerts or found.mentions)
    assert () == found.observed == found.for_caregiver().observed


@pytest.mark.parametrize("name", ["seen", "tried"])
@pytest.mark.parametrize("role", ["clinician", "caregiver"])
def test_both_texts_are_read_for_signs(name, role):
    """As every other text of an entry, whoever wrote it."""
    found = review(OPEN, [*of_five(5, 5), seen(3, role=role, **{name: "He choked and his lips went blue."})])
    assert found.paused
    assert ["s3"] == [alert.entry for alert in found.alerts]


# -- as it is shown


def test_it_is_a_part_of_its_own():
    """Who saw what, and what was tried together; among the wins and the practised days it is not."""
    view = review(OPEN, [*of_five(3, 3), seen()]).for_caregiver()
    (shown,) = view.observed
    assert f"Dana, SLP saw: “{SEEN[:-1]}”. You tried together: “{TRIED}”." == shown
    assert all("looked up" not in win for win in view.wins)
    assert any("2 days" in win for win in view.wins)
    (spanish,) = review(OPEN, [seen()]).for_caregiver("es").observed
    assert f"Dana, SLP vio: «{SEEN[:-1]}». Probaron en equipo: «{TRIED}»." == spanish


@pytest.mark.parametrize("who", ["", "-", "Alex", "alex ", "x" * 41])
def test_without_a_name_it_is_the_therapist(who):
    """Nobody, a caregiver of the family and what is no name are none of a clinician's."""
    (shown,) = review(OPEN, [seen(who=who, tried="")]).for_caregiver().observed
    assert f"Your therapist saw: “{SEEN[:-1]}”." == shown


def test_it_is_shown_for_as_long_as_wins_are():
    """A week, counted with the day itself."""
    assert review(OPEN, [seen(1)], 7).observed
    assert () == review(OPEN, [seen(1)], 8).observed


def test_a_caregiver_may_write_in_those_fields():
    """Nothing is refused; it is theirs, and no clinician's observation."""
    found = review(OPEN, [seen(role="caregiver")])
    assert () == found.observed
    assert "s3" not in [each.what for each in found.missing]


def test_nothing_is_shown_while_the_plan_is_paused():
    """Stop means stop."""
    found = review(OPEN, [seen(), entry(3, id="e3", hard="He choked and his lips went blue.")])
    assert () == found.observed == found.for_caregiver().observed


def test_an_observation_is_no_day_of_practice():
    """Neither the child's, of whom nothing was counted, nor the caregiver's; tries of a session are evidence."""
    assert 2 == review(OPEN, [*of_five(3, 3), seen()]).reading("f1", "days").value
    counted = evolve(seen(), tries=5, successes=4)
    found = review(OPEN, [*of_five(3, 3), counted])
    assert 3 == found.reading("f1", "days").value
    assert [2] == [win.days for win in found.wins if win.by == "caregiver"]
    assert found.observed


def test_what_raised_a_sign_by_a_tag_is_not_shown_once_it_is_cleared():
    """It is said in other words, by a person, whatever raised it."""
    log = [entry(1, 3), seen(2, tags=["injured"])]
    found = review(OPEN, log)
    plan = ENGINE.record(OPEN, found)
    for alert in found.alerts:
        plan = ENGINE.clear(plan, alert, by="Dana", role="clinician", on=log[1].on)
    after = review(plan, log)
    assert not after.alerts
    assert () == after.observed
