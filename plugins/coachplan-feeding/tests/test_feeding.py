"""
The feeding catalogue conforms, and keeps its own promises: no step, way or rule moves a texture or pushes a bite.

The decisions themselves are tested by the scenarios beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import coachplan_feeding
from coachplan.knowledge.catalogue import Catalogue
from coachplan.notes.reader import read
from coachplan.testing import check_plugin

# Words that would raise or lower a texture, or make a drink thicker or thinner.
_TEXTURE = re.compile(
    r"thick|thinner|puree|lumpier|smoother|next texture|new texture|harder texture|blend|mince|iddsi"
    r"|espes|licua|papilla|textura nueva|siguiente textura|otra textura",
    re.IGNORECASE,
)
_PRESSURE = re.compile(
    r"one more|last bite|finish the|clean plate|reward|prize|dessert|make \{child\}|get \{child\} to"
    r"|un bocado más|último bocado|premio|postre|haz que",
    re.IGNORECASE,
)
_UNKIND = re.compile(
    r"\bnormal|complian|\bfail|\bmaster|should have|\bfracas|\bdomina|cumplimiento|[!¡]|\bprobably fine\b|\bdisorder\b",
    re.IGNORECASE,
)
# Pronouns for the child: the name stands in their place.
_PRONOUN = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    The catalogue as the plugin hands it over.
    """
    return coachplan_feeding.coachplan_catalogue()


def _texts_of(catalogue: Catalogue, shelves: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    ids = {item for name, item, _ in catalogue.items() if name in shelves}
    for language, words in catalogue.words.by_language.items():
        for key, sentence in words.items():
            if key.partition("#")[0] in ids and not key.endswith("#basis"):
                yield language, key, sentence


@pytest.mark.whole
def test_conforms() -> None:
    """
    Nothing is found wrong with the plugin.
    """
    assert () == tuple(check_plugin(coachplan_feeding).findings)


def test_moves_no_texture(catalogue: Catalogue) -> None:
    """
    No step, way or rule raises or lowers a texture, or names a thicker drink as something to do.
    """
    found = [t for t in _texts_of(catalogue, ("skills", "strategies", "rules")) if _TEXTURE.search(t[2])]

    assert [] == found


def test_pushes_no_bite(catalogue: Catalogue) -> None:
    """
    No step, way or rule asks for a bite, or pays for one.
    """
    found = [t for t in _texts_of(catalogue, ("skills", "strategies", "rules")) if _PRESSURE.search(t[2])]

    assert [] == found


def test_words_are_kind(catalogue: Catalogue) -> None:
    """
    Nothing a caregiver reads compares, blames, cheers or names a condition, and the child has no pronoun.
    """
    shelves = ("skills", "strategies", "rules", "flags", "barriers", "never_suggest", "answers", "tags")
    texts = list(_texts_of(catalogue, shelves))

    assert [] == [t for t in texts if _UNKIND.search(t[2])]
    assert [] == [t for t in texts if t[0] == "en" and _PRONOUN.search(t[2])]


def test_hands_never_carry_food(catalogue: Catalogue) -> None:
    """
    A step with hands-on help only steadies a hand that moves, or holds a cup still; none is done for the child.
    """
    steps = [(skill.id, step) for skill in catalogue.skills.values() for step in skill.steps]
    helped = [(item, step) for item, step in steps if step.support in ("full", "partial")]

    assert [] == [item for item, step in helped if step.support == "full"]
    assert [] == [item for item, step in helped if not re.search(r"stead|still", f"{step.title} {step.look_for}")]


def test_all_is_said_in_spanish(catalogue: Catalogue) -> None:
    """
    Every text that a caregiver reads has its Spanish.
    """
    spanish = catalogue.words.by_language["es"]
    for_clinicians = {"means"}
    english = catalogue.words.by_language["en"]

    assert [] == [key for key in english if key not in spanish and key.rpartition("#")[2] not in for_clinicians]


def test_texture_steps_need_a_clinician(catalogue: Catalogue) -> None:
    """
    Any rule of ours that lets a texture skill move on names the clinician as the one who accepts it.
    """
    onward = [rule for rule in catalogue.rules.values() if rule.then in ("step-up", "generalise", "maintain")]

    assert onward
    assert [] == [rule.id for rule in onward if rule.needs != "clinician"]


def test_texture_skills_name_their_cautions(catalogue: Catalogue) -> None:
    """
    Skills at a set texture are ruled out by swallowing trouble and by tube feeding.
    """
    for skill in ("feeding/set-texture", "feeding/chews-set-food"):
        assert {"swallowing", "tube-feeding"} <= set(catalogue.skills[skill].cautions)


def test_side_lying_is_for_clinicians(catalogue: Catalogue) -> None:
    """
    The side-lying bottle is never offered by the engine.
    """
    assert catalogue.strategies["feeding/side-lying-bottle"].clinician_only


@pytest.mark.parametrize("month", range(0, 108, 3))
def test_every_age_has_six_skills(catalogue: Catalogue, month: int) -> None:
    """
    From birth to the end of the ninth year there are six skills and more to choose from.
    """
    fitting = [
        skill.id for skill in catalogue.skills.values() if skill.ages and skill.ages[0] <= month <= skill.ages[1]
    ]

    assert len(fitting) >= 6


def test_a_taste_names_its_cautions(catalogue: Catalogue) -> None:
    """
    Every skill with a bite, a sip or a swallow in it is ruled out by trouble with swallowing and by tube feeding.
    """
    tasting = [skill for skill in catalogue.skills.values() if any(step.kind == "taste" for step in skill.steps)]

    assert tasting
    assert [] == [skill.id for skill in tasting if not {"swallowing", "tube-feeding"} <= set(skill.cautions)]


def test_every_skill_has_a_way_made_for_it(catalogue: Catalogue) -> None:
    """
    In each of its routines a skill has a strategy that names it and that the engine may offer.
    """
    ways = [strategy for strategy in catalogue.strategies.values() if not strategy.clinician_only]
    without = [
        (skill.id, routine)
        for skill in catalogue.skills.values()
        for routine in skill.routines
        if not any(skill.id in way.skills and (not way.routines or routine in way.routines) for way in ways)
    ]

    assert [] == without


def test_tube_feeds_have_skills_of_their_own(catalogue: Catalogue) -> None:
    """
    A child who is fed by tube is left company, a place at the table and care of the mouth, and no taste.
    """
    fitting = [skill for skill in catalogue.skills.values() if "tube-feeding" not in skill.cautions]

    assert {"feeding/tube-feed-company", "feeding/joins-family-meal", "feeding/mouth-care-at-tube"} <= {
        skill.id for skill in fitting
    }
    assert [] == [skill.id for skill in fitting if any(step.kind == "taste" for step in skill.steps)]


def test_barriers_are_no_signs_of_danger(catalogue: Catalogue) -> None:
    """
    No plain phrase of a barrier raises a flag by itself, but where both are about the same thing.
    """
    the_same = {
        "feeding/gagged-at-meal",
        "feeding/threw-up-at-table",
        "feeding/few-liked-foods",
        "feeding/meals-drag-on",
    }
    plain = [
        (barrier.id, language, " ".join(word.partition("|")[0] for word in phrase.split()))
        for barrier in catalogue.barriers.values()
        if barrier.id not in the_same
        for language, phrases in barrier.words.items()
        for phrase in phrases
        if not set(phrase) & set("[.*<&")
    ]

    assert [] == [
        (item, said, mention.flag)
        for item, language, said in plain
        for mention in read(catalogue.lexicon, said, language).mentions
        if mention.urgency
    ]
