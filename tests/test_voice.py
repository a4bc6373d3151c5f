"""
How coachplan speaks, as `docs/explanation/voice.md` says: what of it a test can hold, in every text there is.

Every flag is made an alert, every text is looked at for shapes that fail with some names, and what a caregiver is shown
of a step comes in the order of a person.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from coachplan import Caregiver, Child, Family, Help, Plan, Routine
from coachplan.base.dates import said_day
from coachplan.review.alert_words import what_to_do
from coachplan.testing.builders import installed

sys.path.insert(0, str(Path(__file__).parent))
import voices  # beside the tests, and no package

CATALOGUE = installed().catalogue
TEXTS = CATALOGUE.words.by_language
LANGUAGES = ("en", "es")
PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "voice.md"

#: Verbs of calling somebody. A telephone may be spoken of as often as it helps.
CALLING = {
    "en": re.compile(r"\b(?:call|calls|calling|ring|dial)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:llama|llame|llamen|llamar|marca|marque)\b", re.IGNORECASE),
}

#: What asks for help, and what asks to tell a therapist or a doctor: with the first line, each is said once.
HELPING = {
    "en": re.compile(r"\b(?:get|gets|find|seek) (?:\w+ )?help\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:busca|busquen|pide|pidan|consigue) ayuda\b", re.IGNORECASE),
}
TELLING = {
    "en": re.compile(r"\b(?:tell|bring (?:this|it) up|(?:talk|speak|check)(?: it over)? with)\b", re.IGNORECASE),
    "es": re.compile(
        r"\b(?:cuéntaselo|cuéntale|coméntalo|coméntale|dile|díselo|avisa|avísale|háblalo)\b"
        r"|\b(?:habla|platica)(?: \w+)? con\b",
        re.IGNORECASE,
    ),
}
TODAY = {"en": re.compile(r"\btoday\b", re.IGNORECASE), "es": re.compile(r"\bhoy\b", re.IGNORECASE)}

#: Words of whoever builds or measures, which no parent says.
TECHNICAL = {
    "en": "baseline criterion data deficit dosage intervention metric prompt protocol reinforce reinforcement "
    "regression score signal stimulus target threshold trial",
    "es": "criterio datos déficit dosis estímulo intervención línea-base métrica protocolo puntaje refuerzo umbral",
}

#: Before a gap no article can stand: what fills it may be a name, a plural, or begin with a vowel.
ARTICLE = {
    "en": re.compile(r"\b(?:a|an)\s+[“\"]?\{(?!n\b|minutes)|\{child\}['’]s?\b", re.IGNORECASE),
    "es": re.compile(
        r"\b(?:el|la|los|las|un|una|del|al)\s+[«“\"]?\{(?!(?:n|minutes|on|day|until|step|item)\b)", re.IGNORECASE
    ),
}


def _for_caregivers(language):
    return {
        text_key: words
        for text_key, words in sorted(TEXTS[language].items())
        if text_key not in CATALOGUE.for_clinicians and "#" in text_key
    }


def _alert(flag, language):
    family = Family(
        Child("Sam", 40),
        caregivers=(Caregiver("Alex", language=language),),
        routines=(Routine("r", "play"),),
        id="f",
    )
    plan = Plan("p", family, focuses=())
    written = {(flag.id, "what was written"): flag.urgency}
    day = said_day(date(2026, 3, 2))
    said = what_to_do(flag.urgency, written, [*written], {}, flag.urgency != "soon", plan, CATALOGUE, Help(), day)
    return [message.key for message in said], " ".join(CATALOGUE.words.say(message, language) for message in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alert_says_once_to_call_and_says_it_first(language):
    """Whatever the flag: one verb of calling at the most, in the first sentence, and what was written comes after."""
    for flag in CATALOGUE.flags.values():
        keys, said = _alert(flag, language)
        called = CALLING[language].findall(said)
        assert len(called) <= 1, f"{flag.id}: {said}"
        assert [f"core/alert.{flag.urgency}", f"{flag.id}#say"] == keys[:2]
        if called:
            assert CALLING[language].search(said).start() < said.index("."), flag.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alert_asks_for_one_thing_and_asks_once(language):
    """Who was told to call is not told to get help as well, nor to tell twice; later help is for when it is worse."""
    for flag in CATALOGUE.flags.values():
        keys, _ = _alert(flag, language)
        first, how = (CATALOGUE.words.find(key, language) for key in keys[:2])
        said = f"{first} {how}"
        helped = len(HELPING[language].findall(said))
        assert helped <= (flag.urgency != "now"), f"{flag.id}: {said}"
        assert len(TELLING[language].findall(said)) <= 1, f"{flag.id}: {said}"
        assert len(TODAY[language].findall(said)) <= 1, f"{flag.id}: {said}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_fails_with_a_name_a_plural_or_a_vowel(language):
    """No article stands before a gap, and no ending after a name."""
    wrong = {key: words for key, words in TEXTS[language].items() if ARTICLE[language].search(words)}
    wrong = {key: words for key, words in wrong.items() if key not in CATALOGUE.for_clinicians}
    assert {} == wrong


def test_a_spanish_day_brings_its_own_article():
    """Said days begin with one ("el lunes 2 de marzo"), so none stands before the gap; a number in a date has none."""
    twice = re.compile(r"\b(?:el|del|al) \{(?:day|on|first|last)\}(?! de \{month\})")
    assert {} == {key: words for key, words in TEXTS["es"].items() if twice.search(words)}


def test_a_spanish_title_names_the_act_or_who_does_it():
    """What is practised is an infinitive, which stands in «…» and in a sentence; or it says whose part it is."""
    begins = re.compile(r"(?:No )?\w*[aeiíáé]r(?:se|l[aeo]s?|te)?\b|Tus? |Tú |Un |El |Qué ", re.IGNORECASE)
    for name, skill in CATALOGUE.skills.items():
        for part in ("title", *(f"steps.{number}.title" for number, _ in enumerate(skill.steps, start=1))):
            title = TEXTS["es"][f"{name}#{part}"]
            assert begins.match(title), f"{name}: {title}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_technical_word_is_said_to_a_caregiver(language):
    """The words of whoever measures stay with the clinician."""
    words = "|".join(TECHNICAL[language].split())
    found = re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE)
    assert {} == {key: said for key, said in _for_caregivers(language).items() if found.search(said)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_long(language):
    """At most 24 words from stop to stop, 28 in Spanish: whoever is tired reads no further."""
    most = {"en": 24, "es": 28}[language]
    long = {
        key: sentence.strip()
        for key, said in _for_caregivers(language).items()
        for sentence in re.split(r"[.?!:;]", said)
        if len(sentence.split()) > most
    }
    assert {} == long


def test_the_page_of_the_voice_has_twenty_pairs():
    """Each pair has what was said before and what is said now, and no two are one."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    pairs = [row for row in rows if not set(row[0]) <= set("- ") and row[0] != "Before"]
    assert len(pairs) >= 20
    assert len(set(pairs)) == len(pairs)
    assert all(before != now for before, now in pairs)


@pytest.mark.whole
def test_the_printed_voices_are_as_they_are_said():
    """`python tests/voices.py` writes them anew."""
    for name, words in voices.pages().items():
        assert words == (voices.PAGES / name).read_text(encoding="utf-8"), name
