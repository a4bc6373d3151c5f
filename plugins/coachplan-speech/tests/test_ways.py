"""
Whether the way that fits a step is the one that a therapist would choose first, and with which evidence it comes.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

import coachplan_speech
from coachplan import Catalogue, Child, Family, Routine
from coachplan.model.family import Caregiver
from coachplan.planning.fit import best_grade, best_strategies, supported_by

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    What the plugin hands over.
    """
    return coachplan_speech.coachplan_catalogue()


def first(catalogue: Catalogue, skill: str, step: int, kind: str) -> str:
    """
    Return the way that comes first for a step, in a family that has ticked nothing.
    """
    ladder = catalogue.skills[skill]
    assert ladder.ages is not None
    family = Family(Child("Sam", sum(ladder.ages) // 2), [Caregiver("Alex")], [Routine("now", kind)], id="sam")
    ways = best_strategies(catalogue, ladder, family.routines[0], family, DAY, step=step)
    return next(way.id for way, _ in ways)


@pytest.mark.parametrize("kind", ["breakfast", "snack", "dressing", "books", "songs", "play"])
def test_choosing_is_practised_by_choosing(catalogue: Catalogue, kind: str) -> None:
    """
    Whoever learns to choose between two is offered two, and not the way with the best study.
    """
    ladder = catalogue.skills["speech/chooses-between-two"]
    held_up = [number for number, step in enumerate(ladder.steps, start=1) if step.support != "independent"]
    assert {first(catalogue, ladder.id, number, kind) for number in held_up} == {"speech/two-choices"}


@pytest.mark.parametrize(
    ("skill", "kind", "step", "way"),
    [
        *[("speech/talks-with-ease", "play", step, "speech/slow-yourself") for step in range(1, 6)],
        ("speech/asks-with-picture", "snack", 1, "speech/point-to-pictures"),
        ("speech/asks-with-picture", "snack", 6, "speech/point-to-pictures"),
        ("speech/favourite-lines", "play", 1, "speech/answer-the-line"),
        ("speech/talks-with-a-child", "play", 1, "speech/play-side-by-side"),
        ("speech/tells-about-the-day", "dinner", 3, "speech/talk-about-the-day"),
        ("speech/answers-real-questions", "dinner", 4, "speech/one-real-question"),
        ("speech/greets", "wake-up", 1, "speech/pair-a-gesture"),
        ("speech/shares-attention", "play", 7, "speech/point-and-wonder"),
    ],
)
def test_the_way_of_the_skill_comes_first(catalogue: Catalogue, skill: str, kind: str, step: int, way: str) -> None:
    """
    Ease comes from an adult who slows down, a picture from an adult who points to pictures; another child is met
    where talking with children is practised, and nowhere else.
    """
    assert first(catalogue, skill, step, kind) == way


def test_what_was_tested_in_a_package_has_the_grade_of_a_part(catalogue: Catalogue) -> None:
    """
    A review of whole packages makes none of their parts one that reviews of many studies stand behind.
    """
    for name in ("speech/follow-the-lead", "speech/answer-every-try"):
        way = catalogue.strategies[name]
        assert {best_grade(supported_by(way, skill)) for skill in catalogue.skills} == {"CON"}
    recast = catalogue.strategies["speech/say-it-back"]
    grades = {skill: best_grade(supported_by(recast, skill)) for skill in recast.skills}
    assert (grades["speech/two-word-phrases"], grades["speech/is-understood"]) == ("SR", "CON")


@pytest.mark.parametrize("skill", ["speech/first-words", "speech/two-word-phrases", "speech/comments"])
def test_more_words_or_less_help_but_not_both(catalogue: Catalogue, skill: str) -> None:
    """
    Where words are counted, a step asks for more of them or gives less help. The other ladders are read by people.
    """
    for one, other in pairwise(catalogue.skills[skill].steps):
        assert one.support == other.support or one.target == other.target, one.title
