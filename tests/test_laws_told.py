"""
What is told in plain words moves a plan, is asked for where it cannot be judged, and is no bolder than a tag: the laws.
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.knowledge.precedence import caution
from coachplan.testing.builders import OPEN, D, entry, review

PLAIN = tomllib.loads((Path(__file__).parent / "notes" / "plain-words.toml").read_text(encoding="utf-8"))
#: Four weeks, three times a week.
DAYS = [1 + 7 * week + day for week in range(4) for day in (0, 2, 4)]

#: Words of practice from which nothing can be told of how it went.
UNTOLD = (
    "the sock has a hole",
    "he looked out of the window",
    "purple was on his mind",
    "el calcetín era azul",
    "hacía frío",
)


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("words", [*PLAIN["good"], *PLAIN["bad"]])
def test_plain_words_told_again_and_again_move_a_plan(words):
    """In the right direction, whichever they are, and never because the plan was too big."""
    field, moved = ("worked", {"step-up"}) if words in PLAIN["good"] else ("hard", {"step-down", "change-strategy"})
    log = [entry(day, None, **{field: words}) for day in DAYS]
    steps = [review(OPEN, log, day).step_for("f1") for day in (7, 14, 21, 28)]
    assert moved & {step.action.kind for step in steps}
    assert "core/little-practice" not in {step.rule for step in steps}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(UNTOLD), min_size=len(DAYS), max_size=len(DAYS)), st.sampled_from(["hard", "worked"]))
def test_where_nothing_can_be_judged_one_mark_is_asked_for(words, field):
    """From the second week on: it is not early, and the plan is not too big, since it was practised as planned."""
    log = [entry(day, None, **{field: each}) for day, each in zip(DAYS, words, strict=True)]
    rules = [review(OPEN, log, day).step_for("f1").rule for day in (14, 21, 28)]
    assert ["core/nothing-to-judge"] * 3 == rules


def test_no_time_is_no_practice_in_words():
    """Days on which there was none are not counted as practised."""
    log = [entry(day, None, hard=each) for day, each in ((1, "did not get to it"), (3, "no time"), (8, "work was mad"))]
    made = review(OPEN, log, 14)
    assert 0 == made.reading("f1", "practised").value
    assert 0 == made.reading("f1", "unjudged-days").value


@pytest.mark.parametrize(
    "words",
    [
        "we are at the seaside for two weeks, no practice",
        "on holiday till the 16th",
        "away at grandma's for ten days",
        "nos fuimos dos semanas de vacaciones",
        "estamos en la playa hasta el domingo",
    ],
)
def test_days_away_that_words_tell_of_were_not_missed(words):
    """Nor was the plan too big; and it is said what was read."""
    log = [*(entry(day, 4) for day in (1, 2, 16, 17, 18)), entry(3, None, hard=words)]
    made = review(OPEN, log, 18)
    assert made.reading("f1", "practised").value in (None, 1.0)
    assert "core/little-practice" != made.step_for("f1").rule
    soon = review(OPEN, [each for each in log if each.on < D + timedelta(days=5)], 5)
    assert any(words in said for said in soon.for_caregiver().from_words)


@pytest.mark.parametrize(
    "words", ["after our holiday he did it alone", "volvimos de vacaciones y lo hizo", "no holiday"]
)
def test_what_is_no_day_away_is_not_told_as_one(words):
    """Once everybody is back."""
    assert not [read.away for read in review(OPEN, [entry(1, None, worked=words)]).from_words if read.away]


@pytest.mark.sweep(one_in=3)
@settings(max_examples=12)
@pytest.mark.parametrize(
    ("words", "tag"),
    [*((each, "distressed") for each in PLAIN["tears"]), *((each, "pressured") for each in PLAIN["pressing"])],
)
@given(st.lists(st.tuples(st.sampled_from([1, 3, 4, 5, 5]), st.booleans()), min_size=2, max_size=8))
def test_words_are_never_less_cautious_than_the_tag(words, tag, days):
    """Tears and pressing that are told decide no bolder than those that are ticked, and are heard as what they are."""
    told = [entry(on, tries, hard=words if so else "") for on, (tries, so) in enumerate(days, start=1)]
    ticked = [entry(on, tries, tags=[tag] if so else []) for on, (tries, so) in enumerate(days, start=1)]
    made = review(OPEN, told, len(days))
    by_tag = review(OPEN, ticked, len(days))
    assert caution(made.step_for("f1").action.kind) >= caution(by_tag.step_for("f1").action.kind)
    lately = {f"e{on}" for on, (_, so) in enumerate(days, start=1) if so and on > len(days) - 7}
    assert lately <= {read.entry for read in made.from_words if tag in {one.tag for one in read.tags}}
