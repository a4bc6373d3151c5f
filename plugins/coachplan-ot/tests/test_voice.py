"""
How this discipline speaks to a caregiver: what the adult did is told back, and the child is who does a step.

What breaks with another name or another interest is held here; whether a sentence is kind, people judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import coachplan_ot
from coachplan import Catalogue
from coachplan.base.messages import Message
from coachplan.model.interests import Interest, interest_for

#: An act begins with who did it, and its verb is in the past: one that is regular, or one of these.
_PAST_EN = re.compile(
    r"You (?:\w+ed|cut|did|gave|got|held|kept|laid|left|let|made|put|said|sat|sent|set|showed|told|took|went)\b"
)
#: In Spanish the ending of the verb says both, also after a short word that stands before it.
_PAST_ES = re.compile(r"(?:(?:Le|Te|Lo|La|Se lo) )?\w+(?:aste|iste)\b", re.IGNORECASE)

#: What came of it, or how good it was, is not the adult's act.
_RESULT_EN = re.compile(
    r"\b(?:worked|works|helped|because|so that|success\w*|managed|learn\w*)\b"
    r"|\b(?:better|best|well|good|great|perfect\w*|proud)\b"
    r"|\{child\} (?:did it|was|is|got|grew|calmed|slept|liked)\b"
)
_RESULT_ES = re.compile(
    r"\b(?:funcionó|ayudó|porque|para que|logró|logro|aprend\w+|mejor|bien|genial|perfect\w+|orgull\w+)\b"
    r"|\{child\} (?:lo hizo|lo logró|se calmó|se durmió|estuvo|pudo)\b"
)
_MOST_WORDS = 14

#: Shapes that are right of a name, a plural, an activity and an animal alike. "De" and "a" would melt with "el".
_NEUTRAL_EN = re.compile(r"\babout \{interest\}")
_NEUTRAL_ES = re.compile(r"\b(?:sobre|tenga que ver con) \{interest\}")
_MELTS = re.compile(r"\b(?:de|a) \{interest\}")

_LOVED = {
    "en": ("trains", "bath toys", "character: Bluey", "activity: swimming", "animal: the neighbour's cat"),
    "es": ("los perros", "actividad: nadar", "personaje: Elsa", "animal: la gata de la abuela", "cosa: el camión rojo"),
}

#: A title in Spanish begins with what is done: "Sube" is said to a parent, and "Subir" to nobody.
_INFINITIVE = re.compile(r"\w*[aeií]r(?:se|te|le|l[oa]s?)?\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    What the plugin hands over.
    """
    return coachplan_ot.coachplan_catalogue()


def said(catalogue: Catalogue, language: str, *parts: str) -> Iterator[tuple[str, str]]:
    """
    Yield the texts of some parts, by key.
    """
    for text_key, words in catalogue.words.by_language[language].items():
        if text_key.rpartition("#")[2].rpartition(".")[2] in parts:
            yield text_key, words


def test_what_the_adult_did_is_told_back(catalogue: Catalogue) -> None:
    """
    Each way that a caregiver may be given has its act in the past, short, with no praise and no result.
    """
    english, spanish = (catalogue.words.by_language[language] for language in ("en", "es"))
    for name, way in catalogue.strategies.items():
        told = english.get(f"{name}#did", ""), spanish.get(f"{name}#did", "")
        assert bool(way.did) == (not way.clinician_only), name
        if way.clinician_only:
            assert told == ("", ""), name
            continue
        for words, past, result in zip(told, (_PAST_EN, _PAST_ES), (_RESULT_EN, _RESULT_ES), strict=True):
            assert past.match(words), (name, words)
            assert result.search(words) is None, (name, words)
            assert words.endswith("."), (name, words)
            assert len(words.split()) <= _MOST_WORDS, (name, words)


def test_what_a_child_loves_is_said_so_that_it_is_right(catalogue: Catalogue) -> None:
    """
    A sentence for any interest is about it. One that says more names the kinds that it is right for; at least eight do.
    """
    english, spanish = (catalogue.words.by_language[language] for language in ("en", "es"))
    warmer = {name for name, way in catalogue.strategies.items() if way.interest_kinds}
    assert len(warmer) >= 8
    for name in catalogue.strategies:
        told = english[f"{name}#interest"], spanish[f"{name}#interest"]
        assert _MELTS.search(told[1]) is None, (name, told[1])
        if name not in warmer:
            assert _NEUTRAL_EN.search(told[0]), (name, told[0])
            assert _NEUTRAL_ES.search(told[1]), (name, told[1])


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_interest_is_said_only_where_its_kind_fits(catalogue: Catalogue, language: str) -> None:
    """
    A swim is never dressed and a toy never met: a sentence with kinds is said of these alone, and none shows a gap.
    """
    for name, way in catalogue.strategies.items():
        for written in _LOVED[language]:
            loved = interest_for([written], way.interest_kinds)
            fits = not way.interest_kinds or Interest.written(written).kind in way.interest_kinds
            assert (loved is not None) == fits, (name, written)
            if loved is not None:
                words = catalogue.words.say(Message(f"{name}#interest", {"interest": loved, "child": "Ana"}), language)
                assert loved in words, (name, words)
                assert "{" not in words, (name, words)


def test_a_title_in_spanish_is_no_order_to_the_parent(catalogue: Catalogue) -> None:
    """
    No title has the child's name, so each of a skill and a step begins with an infinitive.
    """
    titles = [
        words for text_key, words in said(catalogue, "es", "title") if text_key.partition("#")[0] in catalogue.skills
    ]
    assert len(titles) > 300
    assert [words for words in titles if not _INFINITIVE.match(words)] == []


def test_no_sentence_breaks_with_a_name(catalogue: Catalogue) -> None:
    """
    No name gets an ending of its own, and nothing around it agrees with a boy or a girl.
    """
    breaks = {
        "en": re.compile(r"\{child\}['’]s|\bthe child\b|\b(?:he|she|his|him|her|hers)\b", re.IGNORECASE),
        "es": re.compile(
            r"\bjunt[oa]s\b|\{child\} (?:está|es|(?:se )?queda) \w*(?:ad|id|list|tranquil|sol|quiet)[oa]\b"
        ),
    }
    for language, broken in breaks.items():
        parts = ("title", "look_for", "what", "when", "why", "did", "interest", "1", "2", "3")
        found = [(key, words) for key, words in said(catalogue, language, *parts) if broken.search(words)]
        assert found == []


def test_an_alert_says_each_thing_once(catalogue: Catalogue) -> None:
    """
    No sign's sentence asks for a call twice.
    """
    for language, call in (("en", r"\bcall\b"), ("es", r"\bllam(?:a|e|ar)\b")):
        for name in catalogue.flags:
            words = catalogue.words.by_language[language][f"{name}#say"]
            assert len(re.findall(call, words, re.IGNORECASE)) <= 1, (name, words)
