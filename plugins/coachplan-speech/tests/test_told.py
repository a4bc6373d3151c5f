"""
How a caregiver is spoken to: what was done is told back as it was, and what a child loves fits into each sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

import coachplan_speech
from coachplan import Catalogue

#: Past tenses that do not end in -ed.
IRREGULAR = frozenset({"began", "brought", "came", "did", "let", "put", "said", "sang", "took", "told"})

#: Words that judge, or that tell how it went: what the child then did is told by another sentence.
RESULTS = {
    "en": "good great well success succeeded worked helped nearly every tried learned",
    "es": "bien bueno buena logro logró funcionó ayudó aprendió intentó contestó casi",
}

#: How a sentence names what a child loves, whatever it is: trains, Bluey, swimming, the neighbour's cat.
NEUTRAL = {
    "en": ("about {interest}", "to do with {interest}", "goes with {interest}", "for {interest}"),
    "es": ("sobre {interest}", "que ver con {interest}", "para {interest}"),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    What the plugin hands over.
    """
    return coachplan_speech.coachplan_catalogue()


def said(catalogue: Catalogue, language: str) -> Mapping[str, str]:
    """
    Return all texts of a language by their keys.
    """
    return catalogue.words.by_language[language]


def is_past(language: str, words: str) -> bool:
    """
    Whether a sentence begins with what somebody did: `You waited`, `Esperaste`, `Te acercaste`.
    """
    found: list[str] = re.findall(r"\w+", words)
    first, second = found[:2]
    if language == "en":
        return first == "You" and (second.endswith("ed") or second in IRREGULAR)
    verb = second if first in ("Te", "Le") else first
    return verb.endswith(("aste", "iste"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_done_is_told_back(catalogue: Catalogue, language: str) -> None:
    """
    Each way that a caregiver may be given is told back in one short sentence of the past, about the adult alone.
    """
    texts = said(catalogue, language)
    given = [way.id for way in catalogue.strategies.values() if not way.clinician_only]
    assert len(given) > 40
    for way in given:
        words = texts[f"{way}#did"]
        assert is_past(language, words), words
        assert "{child}" in words, words
        assert words.endswith("."), words
        assert words.count(".") == 1, words
        assert len(words.split()) <= 14, words
        assert not set(re.findall(r"[\w-]+", words.lower())) & set(RESULTS[language].split()), words


def test_what_only_a_clinician_does_is_not_told_back(catalogue: Catalogue) -> None:
    """
    A way that no caregiver is given has nothing to tell back to one.
    """
    clinicians = [way for way in catalogue.strategies.values() if way.clinician_only]
    assert clinicians
    assert {way.did for way in clinicians} == {""}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_sentence_for_any_interest_is_right_for_any(catalogue: Catalogue, language: str) -> None:
    """
    A sentence without kinds holds a shape into which a name, a plural, an activity and an animal fit.
    """
    texts = said(catalogue, language)
    for way in catalogue.strategies.values():
        if way.interest and not way.interest_kinds:
            words = texts[f"{way.id}#interest"]
            assert any(shape in words for shape in NEUTRAL[language]), words


def test_some_sentences_are_warmer_for_some_kinds(catalogue: Catalogue) -> None:
    """
    A good part of the sentences knows what it speaks of, and each kind has at least one.
    """
    warmer = [way for way in catalogue.strategies.values() if way.interest_kinds]
    assert len(warmer) >= 8
    assert {kind for way in warmer for kind in way.interest_kinds} == {"character", "thing", "activity", "animal"}


def test_no_article_is_torn_from_its_preposition(catalogue: Catalogue) -> None:
    """
    Before `el tren`, Spanish says `del` and `al`: no sentence puts `de` or `a` before what is filled in.
    """
    texts = said(catalogue, "es")
    assert [] == [words for words in texts.values() if re.search(r"\b(?:de|a) \{interest\}", words)]


def test_no_name_stands_where_spanish_changes_a_word(catalogue: Catalogue) -> None:
    """
    Before `Inés`, Spanish says `e` for `y`, and before `Óscar` `u` for `o`: no name follows either.
    """
    assert [] == [words for words in said(catalogue, "es").values() if re.search(r"\b[yo] \{child\}", words)]


def test_no_title_in_spanish_orders_anything(catalogue: Catalogue) -> None:
    """
    What a child practises is called by an infinitive: `Mira lo que señalas` would be said to the parent.
    """
    texts = said(catalogue, "es")
    titles = [
        words
        for skill in catalogue.skills.values()
        for words in (
            texts[f"{skill.id}#title"],
            *(texts[f"{skill.id}#steps.{number}.title"] for number in range(1, len(skill.steps) + 1)),
        )
    ]
    infinitive = re.compile(r"(?i)(?:que le|\w*[aei]r(?:se|te|le|les|lo|la)*)\b")
    assert [] == [words for words in titles if not infinitive.match(words)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_to_look_for_names_the_child(catalogue: Catalogue, language: str) -> None:
    """
    In each step the child has a name, so that it is plain who does what.
    """
    texts = said(catalogue, language)
    looks = [words for key, words in texts.items() if key.endswith(".look_for")]
    assert len(looks) > 250
    assert [] == [words for words in looks if "{child}" not in words]


def test_a_name_has_no_ending(catalogue: Catalogue) -> None:
    """
    `Jesús's` reads badly: no English sentence puts an ending on a name.
    """
    assert [] == [words for words in said(catalogue, "en").values() if re.search(r"\{child\}['’]s", words)]
