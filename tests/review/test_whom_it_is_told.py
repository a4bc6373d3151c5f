"""
What is addressed to you is what you wrote: nobody is told another's words, or another's part, as their own.
"""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.model.family import Caregiver
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry, of_five
from coachplan.testing.strategies import logs, plans

CHOKED = "He choked on a grape and his lips went blue."
TWO = evolve(OPEN, family=evolve(OPEN.family, caregivers=[Caregiver("Alex"), Caregiver("Rosa", language="es")]))

#: What only whoever wrote may be told.
ADDRESSED = re.compile(
    r"\byou (wrote|made|stayed|sound|tell us)|what you saw matters|you saw (each|when|what was hard)|of your own"
    r"|your own doing|you told us|escribiste|hiciste|notaste|lo que costó y|dijiste",
    re.IGNORECASE,
)


def all_of(view):
    """Every sentence of a view."""
    return "\n".join(view.lines)


def test_the_one_caregiver_is_told_what_they_wrote():
    """Who writes in a family of one is who reads."""
    said = all_of(ENGINE.review(OPEN, [entry(1, hard=CHOKED)], on=D).for_caregiver())

    assert "ou wrote" in said


@pytest.mark.parametrize("language", ["en", "es"])
def test_whoever_only_looks_is_told_that_it_was_written(language):
    """A grandmother with a link wrote nothing of it."""
    said = ENGINE.review(OPEN, [entry(1, hard=CHOKED)], on=D).for_caregiver(language, only_looks=True).alerts[0].words

    assert "lips went blue" in said
    assert {"en": "It was written on Monday 2 March:", "es": "Se escribió el lunes 2 de marzo:"}[language] in said
    assert None is ADDRESSED.search(said)


def test_the_part_of_whoever_practised_is_nobody_elses():
    """The child's wins are everybody's; five days of time made are of whoever made it."""
    log = of_five(3, 3, 4, 4, 4, win="he built a tower", worked="I wait")
    review = ENGINE.review(OPEN, log, on=day(6))
    mine, theirs = review.for_caregiver(), review.for_caregiver(only_looks=True)

    assert any("You made time" in each for each in mine.wins)
    assert "“he built a tower”" in theirs.wins
    assert None is ADDRESSED.search(all_of(theirs))


def test_of_several_caregivers_none_is_told_anothers_words_as_their_own():
    """Which of them wrote it is not known to whoever lays the page out."""
    log = [entry(1, hard=CHOKED, who="Rosa"), entry(2, 3, who="Alex")]
    review = ENGINE.review(TWO, log, on=day(2))

    for who in (None, "Alex", "Rosa"):
        assert None is ADDRESSED.search(review.for_caregiver("en", who=who).alerts[0].words)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(["en", "es"]))
def test_nothing_is_addressed_to_whoever_only_looks(data, language):
    """Whatever was written, and whatever comes of it; what is to be done is said all the same."""
    plan = data.draw(plans())
    review = ENGINE.review(plan, data.draw(logs(plan)), on=day(30))
    view, first = review.for_caregiver(language, only_looks=True), review.for_caregiver(language)

    assert None is ADDRESSED.search("\n".join((*view.wins, *(line for step in view.next_steps for line in step.lines))))
    assert None is ADDRESSED.search("\n".join(alert.words for alert in view.alerts))
    assert () == view.from_words
    assert [(each.urgency, each.entries, each.pauses) for each in first.alerts] == [
        (each.urgency, each.entries, each.pauses) for each in view.alerts
    ]
