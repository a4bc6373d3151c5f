"""
Every text that a caregiver can be shown has its Spanish, in the core and the three plugins; one that lacks it is found.

Reads the folders of content themselves, so that it does not matter what is installed.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import Formatter

import pytest
from attrs import evolve

import coachplan
from coachplan import Catalogue, Engine
from coachplan.base.messages import FORMS, Texts
from coachplan.documents.content import read_catalogue
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import merge
from coachplan.testing import load_scenarios
from coachplan.testing.builders import Bringing
from coachplan.testing.conformance.wording import check_wording
from coachplan.testing.scenarios.judge import shown


def _catalogue_of(package: str) -> Path:
    # Where the package stands, in the source tree or installed from its wheel.
    spec = find_spec(package)
    assert spec is not None, f"{package} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent / "catalogue"


SCENARIOS = Path(__file__).resolve().parents[1] / "plugins"
OWNERS = {
    "core": None,
    **{name: _catalogue_of(name) for name in ("coachplan_feeding", "coachplan_ot", "coachplan_speech")},
}

#: What the core and a plugin tell a clinician, and no caregiver: the basis of a rule, what a barrier means, and what a
#: number means.
FOR_CLINICIANS = ("basis", "means")


@cache
def _catalogue(owner: str) -> Catalogue:
    folder = OWNERS[owner]
    return core_catalogue() if folder is None else read_catalogue(folder)


def _shown(catalogue: Catalogue, language: str) -> dict[str, str]:
    texts = catalogue.words.by_language.get(language, {})
    return {
        text_key: words
        for text_key, words in texts.items()
        if text_key.partition("#")[2] not in FOR_CLINICIANS and text_key.partition("#")[0] not in catalogue.parameters
    }


def _gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_there_are_four_owners():
    """The core and the three plugins are looked at, and each has texts."""
    assert len(OWNERS) == 4
    assert all(len(_shown(_catalogue(owner), "en")) > 100 for owner in OWNERS)


@pytest.mark.parametrize("owner", OWNERS)
def test_every_text_has_its_spanish(owner):
    """No key that a caregiver can be shown lacks its Spanish, plural forms one by one; and no Spanish stands alone."""
    catalogue = _catalogue(owner)
    english, spanish = _shown(catalogue, "en"), _shown(catalogue, "es")
    assert [] == sorted(set(english) - set(spanish))
    assert [] == sorted(set(spanish) - set(english))


@pytest.mark.parametrize("owner", OWNERS)
def test_every_basis_has_its_spanish(owner):
    """What a rule stands on is said to a clinician in the language that was asked for, too."""
    said = {
        language: {key for key in texts if key.endswith("#basis")}
        for language, texts in _catalogue(owner).words.by_language.items()
    }
    assert said["en"] == said["es"]


@pytest.mark.sweep(one_in=4)
@pytest.mark.parametrize("owner", OWNERS)
def test_a_text_that_lacks_its_spanish_is_found(owner, some_of):
    """Take any one translation away, and the check that plugins are held to names its key."""
    catalogue = _catalogue(owner)
    spanish = [pair for pair in catalogue.texts if pair[0] == "es" and pair[1] in _shown(catalogue, "en")]
    assert spanish
    for pair in some_of(spanish[:: max(1, len(spanish) // 8)], one_in=9):
        lacking = evolve(catalogue, texts=[text for other, text in catalogue.texts.items() if other != pair])
        found = [str(finding) for finding in check_wording(lacking)]
        assert any(line.startswith(f"{pair[1]} (es): not translated") for line in found), pair


@pytest.mark.parametrize("owner", OWNERS)
def test_a_translation_fills_the_same_gaps(owner):
    """A Spanish sentence is filled in with no value that its English has not, so none is left open."""
    catalogue = _catalogue(owner)
    english = _shown(catalogue, "en")
    for text_key, words in _shown(catalogue, "es").items():
        assert _gaps(words) <= _gaps(english[text_key]), text_key


def test_plurals_are_whole_and_differ():
    """Each text that counts has every form in both languages; the number stands in the form for many."""
    catalogue = merge([_catalogue(owner) for owner in OWNERS])
    for language in ("en", "es"):
        forms = Counter()
        for text_key, words in _shown(catalogue, language).items():
            stem, _, form = text_key.rpartition(".")
            if form in FORMS:
                forms[stem] += 1
                assert form in ("one", "other"), text_key
                if form == "other":
                    assert words != _shown(catalogue, language)[f"{stem}.one"], text_key
        assert forms
        assert set(forms.values()) == {2}, language


def test_spanish_is_no_copy_of_the_english():
    """A sentence of some length is not the same in both languages: nothing was only copied over."""
    catalogue = merge([_catalogue(owner) for owner in OWNERS])
    english = _shown(catalogue, "en")
    same = [
        text_key
        for text_key, words in _shown(catalogue, "es").items()
        if words == english[text_key] and len(re.sub(r"\{\w+\}", "", words).split()) > 2
    ]
    assert same == []


@pytest.mark.parametrize("owner", OWNERS)
def test_every_sign_is_known_in_both_languages(owner):
    """A flag, barrier, answer or thing never suggested that has words has them in English and in Spanish."""
    catalogue = _catalogue(owner)
    listed = (catalogue.flags, catalogue.barriers, catalogue.answers, catalogue.never_suggest)
    items = [item for shelf in listed for item in shelf.values() if item.words]
    assert [] == [item.id for item in items if not (item.words.get("en") and item.words.get("es"))]


def test_every_key_that_the_code_asks_for_has_words():
    """A text that is named in the code of the core is in its files: no caregiver is ever shown a key."""
    english = core_catalogue().words.by_language["en"]
    known = {*english, *(text_key.rpartition(".")[0] for text_key in english if text_key.rpartition(".")[2] in FORMS)}
    asked = set()
    for file in Path(coachplan.__file__).parent.rglob("*.py"):
        asked |= set(re.findall(r'Message\(\s*"(core/[a-z.-]+)"', file.read_text("utf-8")))
    assert len(asked) > 20
    assert [] == sorted(asked - known)


def test_a_family_that_reads_spanish_reads_no_english(monkeypatch, some_of):
    """In every scenario of the three plugins, told to a Spanish caregiver, nothing shown falls back on English."""
    plugins = {name: Bringing(name, _catalogue(name)) for name, folder in OWNERS.items() if folder is not None}
    whole = Engine(plugins=plugins.values()).catalogue
    marked = {text_key: f"<<{text_key}>>" for text_key in whole.words.by_language["en"]}
    texts = Texts({**whole.words.by_language, "en": marked})
    monkeypatch.setattr(Catalogue, "words", texts)
    engine = Engine(plugins=plugins.values())
    assert [plugin.status for plugin in engine.plugins] == ["loaded"] * 3
    told, english = 0, set()
    # Many stories are told of one family.
    proposed = cache(lambda family, on: engine.propose(family, on=on))
    for name in plugins:
        told_of = load_scenarios(SCENARIOS / name.replace("_", "-") / "tests" / "scenarios")
        for scenario in some_of(told_of, one_in=13):
            family = scenario.plan.family
            spanish = evolve(family, caregivers=[evolve(each, language="es") for each in family.caregivers])
            review = engine.review(evolve(scenario.plan, family=spanish), scenario.entries, on=scenario.review_day)
            proposals = proposed(spanish, scenario.review_day)
            words = [*shown(review), *(reason for proposal in proposals for reason in proposal.reasons)]
            told += len(words)
            english |= {key for text in words for key in re.findall("<<(.*?)>>", text)}
    assert told > 500
    assert english == set()
