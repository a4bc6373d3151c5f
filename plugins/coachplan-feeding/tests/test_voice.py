"""
How the plugin speaks to a caregiver: what they did is told back, what a child loves is named so that it fits, and
titles command nobody.
"""

from __future__ import annotations

import re

import pytest

import coachplan_feeding
from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.interests import INTEREST_KINDS, Interest
from coachplan.model.strategies import Strategy

# What was done begins with who did it; in Spanish the verb says so: "Esperaste", "Le ofreciste".
_DID = {
    "en": re.compile(
        r"You (?:ate|changed|chewed|chose|cut|dipped|ended|followed|gave|held|helped|kept|laid|looked|made|offered"
        r"|patted|played|poked|poured|put|said|sat|showed|stayed|stood|talked|turned|wrote|asked|waited|watched)\b"
    ),
    "es": re.compile(r"(?:(?:Le|Te|Lo|La) )?[A-ZÁÉÍÓÚa-záéíóúñ]+(?:aste|iste)\b"),
}
# What became of it, or praise: neither is in the adult's hands.
_RESULT = {
    "en": re.compile(
        r"\{child\} (?:ate|bit|chewed|did|drank|got|had|liked|looked|opened|sat|sipped|stayed|swallowed|tasted|took"
        r"|touched|tried|was|went)\b|\bso (?:that )?\{child\}|\b(?:always|every|good|great|never|well|worked)\b",
    ),
    "es": re.compile(
        r"\{child\} (?:abrió|bebió|comió|estuvo|fue|logró|miró|mordió|probó|pudo|quiso|se|tocó|tomó|tragó)\b"
        r"|\b(?:así|bien|bueno|buena|excelente|funcionó|muy|nunca|siempre (?:que|lo))\b",
    ),
}
# Shapes that are right for a name, a plural, an animal and something done.
_ANY_INTEREST = {
    "en": re.compile(r"\babout \{interest\}|\bpicture of \{interest\}"),
    "es": re.compile(r"\bsobre \{interest\}|\btenga que ver con \{interest\}"),
}
_AWKWARD = {
    "en": ("trains", "bath toys", "character: Bluey", "activity: swimming", "animal: the neighbour's cat"),
    "es": ("los perros", "actividad: nadar", "personaje: Elsa", "animal: el gato de la abuela"),
}
LANGUAGES = ("en", "es")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """
    The catalogue as the plugin hands it over.
    """
    return coachplan_feeding.coachplan_catalogue()


def _said(catalogue: Catalogue, item: str, part: str, language: str) -> str:
    return catalogue.words.by_language[language].get(key(item, part), "")


def _given(catalogue: Catalogue) -> list[Strategy]:
    return [strategy for strategy in catalogue.strategies.values() if not strategy.clinician_only]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_adult_did_is_told_back(catalogue: Catalogue, language: str) -> None:
    """
    Every way that a caregiver may be given tells their act back: in the past, short, and nothing of what came of it.
    """
    told = {way.id: _said(catalogue, way.id, "did", language) for way in _given(catalogue)}

    assert [] == [way for way, did in told.items() if not _DID[language].match(did)]
    assert [] == [way for way, did in told.items() if _RESULT[language].search(did)]
    assert [] == [way for way, did in told.items() if len(did.split()) > 14 or did.count(".") != 1 or did[-1] != "."]


def test_what_a_clinician_does_is_not_told_back(catalogue: Catalogue) -> None:
    """
    A way that only a clinician opens is told back by nobody.
    """
    assert [] == [way.id for way in catalogue.strategies.values() if way.clinician_only and way.did]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interest_of_no_kind_fits_any(catalogue: Catalogue, language: str) -> None:
    """
    Where a sentence does not say for which kinds it is, it has a shape that is right for whatever a child loves.
    """
    open_to_all = [way for way in catalogue.strategies.values() if way.interest and not way.interest_kinds]

    assert open_to_all
    said = {way.id: _said(catalogue, way.id, "interest", language) for way in open_to_all}
    assert [] == [way for way, words in said.items() if not _ANY_INTEREST[language].search(words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warmer_sentence_keeps_to_its_kinds(catalogue: Catalogue, language: str) -> None:
    """
    Sentences for somebody with a name or an animal: in Spanish after `para`, where no article melts and no verb agrees.
    """
    warmer = [way for way in catalogue.strategies.values() if way.interest_kinds]
    said = {way.id: _said(catalogue, way.id, "interest", language) for way in warmer}

    assert len(warmer) >= 8
    assert {("character", "animal")} == {way.interest_kinds for way in warmer}
    assert [] == [way for way, words in said.items() if not re.search(r"\b(?:for|para) \{interest\}", words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interest_is_never_told_with_its_kind(catalogue: Catalogue, language: str) -> None:
    """
    Filled in, a sentence holds the words of the interest alone, and in Spanish no `de el` or `a el`.
    """
    loved = [Interest.written(text) for text in _AWKWARD[language]]
    told = [
        catalogue.words.say(Message(key(way.id, "interest"), {"interest": one.words, "child": "María José"}), language)
        for way in catalogue.strategies.values()
        if way.interest
        for one in loved
        if not way.interest_kinds or one.kind in way.interest_kinds
    ]

    assert {None, "activity", "character", "animal"} <= {one.kind for one in loved} <= {None, *INTEREST_KINDS}
    assert told
    assert [] == [words for words in told if re.search(r"[{}]|: |\b(?:de|a) el\b", words)]


def test_a_spanish_title_commands_nobody(catalogue: Catalogue) -> None:
    """
    What the child does is named by an infinitive; where somebody else acts, or a baby, the title says who.
    """
    titles = [
        (skill.id, part, _said(catalogue, skill.id, part, "es"))
        for skill in catalogue.skills.values()
        for part in ("title", *(f"steps.{number}.title" for number, _ in enumerate(skill.steps, start=1)))
    ]
    named = re.compile(r"(?:No )?\w+(?:ar|er|ir|ír)(?:se|te|le)?\b|Tú |Tu bebé |El pecho, |El biberón\b")

    assert [] == [title for title in titles if not named.match(title[2])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_look_for_names_who_does_it(catalogue: Catalogue, language: str) -> None:
    """
    What to look for names the child, or is about the adult's own act: nobody is "the child", or left unsaid.
    """
    looked_for = [
        (skill.id, number, _said(catalogue, skill.id, f"steps.{number}.look_for", language))
        for skill in catalogue.skills.values()
        for number, _ in enumerate(skill.steps, start=1)
    ]
    own = re.compile(r"\b(?:You|Te |Puedes|Notaste|Hiciste|Respiraste)\b")

    assert [] == [each for each in looked_for if "{child}" not in each[2] and not own.search(each[2])]
    nameless = re.compile(r"\b(?:the child|el niño|la niña)\b", re.IGNORECASE)
    assert [] == [each for each in looked_for if nameless.search(each[2])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flag_says_first_what_to_do_and_leaves_the_call_to_its_frame(catalogue: Catalogue, language: str) -> None:
    """
    The sentence of a flag begins with what to do. The frame of an alert says to call, so that it is said once; in an
    emergency what follows asks for nothing but what to stop, without a please.
    """
    kindly = {"en": r"Please\b", "es": r"Por favor,"}[language]
    at_once = {"en": r"(?:Stop|Give nothing)\b", "es": r"No des\b"}[language]
    said = {flag.id: _said(catalogue, flag.id, "say", language) for flag in catalogue.flags.values()}

    for flag, words in said.items():
        assert re.match(at_once if catalogue.flags[flag].urgency == "now" else kindly, words), flag
    calls = re.compile(r"\bcall\b|\bllam\w+", re.IGNORECASE)
    assert [] == [flag for flag, words in said.items() if calls.search(words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_leaves_the_step_to_its_frame(catalogue: Catalogue, language: str) -> None:
    """
    What follows from a rule is said after it, with the step: its own sentence names none, so that none is said twice.
    """
    said = {rule.id: _said(catalogue, rule.id, "say", language) for rule in catalogue.rules.values()}

    assert [] == [rule for rule, words in said.items() if "step}" in words]
