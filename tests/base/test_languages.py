"""A language is one however it is written, at every door; and what is none is refused with what would be right."""

from datetime import date
from enum import StrEnum

import pytest
from attrs import evolve

from coachplan import Caregiver, Entry, RedFlag, read_catalogue
from coachplan.base.errors import CoachplanError
from coachplan.base.languages import base_language, kept_language, language_code
from coachplan.base.messages import Text, Texts
from coachplan.documents.codec import structure
from coachplan.documents.logs import read_log
from coachplan.model.flags import Phrasing
from coachplan.model.plans import Plan
from coachplan.testing.builders import ENGINE, OPEN, day, entry

#: As people and systems write them, and as they are kept.
WRITTEN = {
    "es": "es", "ES": "es", " es ": "es", "spa": "es", "Spanish": "es", "español": "es", "ESPAÑOL": "es",
    "castellano": "es", "es_MX": "es-MX", "es-mx": "es-MX", "es_MX.UTF-8": "es-MX", "spa-MX": "es-MX",
    "es-419": "es-419", "English": "en", "inglés": "en", "eng": "en", "en_us": "en-US", "pt-br": "pt-BR",
    "zh_hant_tw": "zh-Hant-TW", "Portuguese": "pt", "en-x-plain": "en-x-plain", "toi": "toi",
}  # fmt: skip

NONE = ("Klingonish", "", "e", "es MX", "es, he stopped breathing", "es. choking", "12", "español o inglés", "-")

#: Every door that is given a language and keeps it.
KEEPS = {
    "Caregiver": lambda written: Caregiver("Alex", language=written).language,
    "a family": lambda written: structure(Caregiver, {"name": "Alex", "language": written}).language,
    "Text": lambda written: Text(key="core/x", language=written, words="x").language,
    "Phrasing": lambda written: Phrasing("toy/x", written, "x").language,
    "RedFlag": lambda written: next(iter(RedFlag("toy/x", "now", words={written: ["x"]}, say="Call.").words)),
}


@pytest.mark.parametrize(("written", "kept"), WRITTEN.items())
def test_a_language_is_kept_in_one_way(written, kept):
    """However it is written, one language is one, wherever it is given."""
    assert kept == language_code(written) == language_code(kept) == kept_language(written)
    assert kept.partition("-")[0] == base_language(written)
    for door, keep in KEEPS.items():
        assert kept == keep(written), door
    assert kept == Entry("e1", date(2026, 3, 1), focus="f1", language=written).language
    log = read_log(f'on,focus,tries,language\n2026-03-01,f1,5,"{written}"\n')
    assert [kept] == [each.language for each in log.entries]


class Language(StrEnum):
    """As a program may name it."""

    MEXICAN = "es_MX"


def test_a_language_of_an_enum_is_its_letters():
    """What only adds to `str` is read like any other text, and kept plain."""
    for kept in (Caregiver("Alex", language=Language.MEXICAN).language, language_code(Language.MEXICAN)):
        assert ("es-MX", str) == (kept, type(kept))
    assert "es-MX" == Entry("e1", date(2026, 3, 1), focus="f1", language=Language.MEXICAN).language


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_language_is_refused_with_what_is_right(written):
    """The error names how a language is written."""
    doors = {
        **KEEPS,
        "read": lambda written: ENGINE.read("x", written),
        "say": lambda written: ENGINE.say(REVIEW.next_steps[0], language=written),
        "view": REVIEW.for_caregiver,
    }
    # Where a language may be left out, an empty one is none that is asked for.
    for keep in (keep for door, keep in doors.items() if written or door not in ("say", "view")):
        with pytest.raises(CoachplanError, match='such as "es" or "pt-BR"'):
            keep(written)


@pytest.mark.parametrize("written", NONE)
def test_no_note_is_lost_for_its_language(written):
    """An entry keeps what stands there; it is read for signs, and a language that nobody reads is said."""
    log = [entry(1, hard="he stopped breathing", language=written or None)]
    review = ENGINE.review(OPEN, log, on=day(1))
    assert "now" == review.alerts[0].urgency
    assert written in (log[0].language, "")


REVIEW = ENGINE.review(OPEN, [entry(1, hard="he stopped breathing")], on=day(1))


def spoken_by(written: str) -> Plan:
    """Return the open plan of a family that speaks a language."""
    return evolve(OPEN, family=evolve(OPEN.family, caregivers=(Caregiver("Alex", language=written),)))


@pytest.mark.parametrize("written", [each for each, kept in WRITTEN.items() if kept.startswith("es")])
def test_what_is_read_in_a_language_is_answered_in_it(written):
    """Notes that are read in Spanish are answered in Spanish: the emergency first of all."""
    review = ENGINE.review(spoken_by(written), [entry(1, hard="dejó de respirar")], on=day(1))
    right = ENGINE.review(spoken_by("es"), [entry(1, hard="dejó de respirar")], on=day(1))

    assert right.alerts[0].say == review.alerts[0].say
    assert right.alerts[0].say.startswith("Llama ahora")
    assert right.for_caregiver("es").alerts == review.for_caregiver(written).alerts
    assert ENGINE.say(right.next_steps[0]) == ENGINE.say(right.next_steps[0], language=written)
    assert ENGINE.read("dejó de respirar", written) == ENGINE.read("dejó de respirar", "es")
    assert "w" == Texts({written: {"k": "w"}}).find("k", language_code(written))


@pytest.mark.parametrize(("written", "kept"), [each for each in WRITTEN.items() if each[1] != "en"])
def test_a_folder_says_its_language_in_any_way(tmp_path, written, kept):
    """A file of translations is one of its language, however that is written at its head."""
    english, other = f'{HEAD}[text]\n"toy/x" = "Well done."\n', f'{HEAD}language = "{written}"\n[text]\n"toy/x" = "w"\n'
    for name, text in (("a.toml", english), ("b.toml", other)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert "w" == read_catalogue(tmp_path).words.by_language[kept]["toy/x"]


def test_a_folder_in_no_language_is_refused(tmp_path):
    """The file is named, and a tag that would be right."""
    (tmp_path / "a.toml").write_text(f'{HEAD}language = "Klingonish"\n[text]\n"toy/x" = "w"\n', encoding="utf-8")
    with pytest.raises(CoachplanError, match=r"a\.toml: language: .*such as 'es'"):
        read_catalogue(tmp_path)


HEAD = 'format = "coachplan-content/1"\n'
