"""
What is brought to others adds: where the owner has words, or another brought some, nothing is said in their place.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.messages import FORMS, Message, Text, gaps, stem_of
from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.language_packs import check_loans, said_before
from coachplan.model.flags import SOUNDING, Phrasing
from coachplan.notes.patterns import takes_out
from coachplan.testing.builders import ENGINE, OPEN, Bringing, day, entry
from coachplan.testing.toy import toy

CORE = core_catalogue()
SIGNS = sorted(flag.id for flag in CORE.flags.values() if flag.words)
ENGLISH = CORE.words.by_language["en"]


def text(key, language, words):
    return Text(key=key, language=language, words=words)


def status(engine, name):
    return next((each.status, each.why) for each in engine.plugins if each.name == name)


LOG = [
    entry(1, hard="he is choking and turned blue"),
    entry(2, hard="hiccups all day", question="is a weighted blanket fine?"),
    entry(3, hard="she had a seizure, no puede respirar"),
]


@lru_cache(maxsize=2)  # the engine that is looked at and the one it is held against, whatever the language
def reviewed(engine):
    """What each engine makes of the log."""
    return engine.review(OPEN, LOG, on=day(3))


@lru_cache(maxsize=64)
def alerts(engine, language):
    """All that a family of a language is told where a sign was written, and where a plan is paused."""
    review = reviewed(engine)
    say = engine.catalogue.words.say
    told = [(alert.urgency, [say(message, language) for message in alert.messages]) for alert in review.alerts]
    return told, [say(step.message, language) for step in review.next_steps], review.for_caregiver()


# -- words of others are not replaced

_OF_THE_CORE = ["en", "en-GB", "en_GB", "EN", "eng", "en-x-plain", "es", "es-MX", "es_MX", "ES", "spa", " en "]


@pytest.mark.sweep(one_in=5)
@pytest.mark.parametrize("language", _OF_THE_CORE)
@pytest.mark.parametrize("key", ["core/alert.now", "core/choking-now#say", "core/do.continue", "core/plural.few"])
def test_nothing_of_the_core_is_said_otherwise_in_its_own_languages(key, language):
    """However the code of English or Spanish is written, whoever brings words in it for the core is refused."""
    engine = Engine(plugins=[toy, Bringing("pack", translations=[text(key, language, "n = 1")])])
    found, why = status(engine, "pack")
    assert "failed" == found
    assert "'core' has words of its own for this" in why
    assert alerts(ENGINE, language) == alerts(engine, language)


def test_another_plugin_keeps_its_own_words_too():
    """A language that a plugin has is its own; one that it lacks may be brought."""
    engine = Engine(plugins=[toy, Bringing("pack", translations=[text("toy/wave-bye#title", "en-GB", "Sits still")])])
    assert "failed" == status(engine, "pack")[0]
    engine = Engine(plugins=[toy, Bringing("pack", translations=[text("toy/wave-bye#title", "es", "Dice adiós")])])
    assert ("loaded", "") == status(engine, "pack")


_BROUGHT_KEYS = sorted({key for key in ENGLISH if key.startswith("core/")})


@settings(max_examples=30)
@given(st.data())
def test_no_plugin_changes_what_an_alert_says(data):
    """Whatever translations and phrases are brought, every alert of the core says the very same in English, Spanish and
    every region of them; in another language it says all that the English says."""
    languages = st.sampled_from([*_OF_THE_CORE, "pt", "pt-BR", "fr"])
    keys = data.draw(st.lists(st.sampled_from(_BROUGHT_KEYS), min_size=1, max_size=4, unique=True))
    language = data.draw(languages)
    words = data.draw(st.sampled_from(["Hush.", "{emergency:d}", "{emergency}", "{call} {emergency}", "{words}", "{"]))
    phrases = [
        Phrasing(data.draw(st.sampled_from(SIGNS)), data.draw(languages), phrase)
        for phrase in data.draw(st.lists(st.sampled_from(("! choking", "! blue", "zig")), max_size=3))
    ]
    pack = Bringing("pack", translations=[text(key, language, words) for key in keys], phrases=phrases)
    engine = Engine(plugins=[toy, pack])
    assert ("loaded", "") == status(engine, "toy")
    for spoken in ("en", "es", "en-GB", "es-MX", "EN", "es_MX"):
        assert alerts(ENGINE, spoken) == alerts(engine, spoken)
    for spoken in ("pt", "pt-BR", "fr"):
        here = engine.catalogue.words
        values = {"emergency": "<112>", "call": "<the clinic>", "words": "<choking>", "help": "<a line>"}
        values["day"] = "<a day>"
        for key in ("core/alert.now", "core/alert.today", "core/alert.wrote-on", "core/alert.wrote", "core/red-flag"):
            told = here.say(Message(key, values), spoken)
            assert all(values[name] in told for name in gaps(ENGLISH[key]))


# -- what a sentence must hold


@pytest.mark.parametrize(
    ("key", "words", "why"),
    [
        ("core/alert.now", "Ligue já.", "the value {emergency} is left out, and the sentence is about safety"),
        ("core/alert.now", "Ligue já {emergency:d}.", "'{emergency:d}' is no value"),
        ("core/alert.now", "Ligue já {emergency!r}.", "is no value"),
        ("core/alert.now", "Ligue já {emergency[0]}.", "is no value"),
        ("core/alert.now", "Ligue já {emergency.real}.", "is no value"),
        ("core/alert.now", "Ligue já {emergency", "is no value"),
        ("core/alert.now", "{emergency} {number}", "there is no value {number} here"),
        ("core/because", "{do}", "the value {reason} is left out"),
        ("core/missing.later", "Depois.", "the value {entry} is left out"),
        ("core/plural.few", "whenever", "write it as: n % 10 = 2..4"),
        ("core/alert.never", "x", "there is no such text in English"),
        ("core/do.step-up", "Vamos.", ""),
        ("core/alert.now", "Ligue já: {emergency}.", ""),
        ("core/do.lighten.one", "{minutes} minutos bastam.", ""),
    ],
)
def test_a_sentence_in_another_language_holds_what_the_english_holds(key, words, why):
    """Values are written plainly, all of them exist, and a sentence about safety leaves none out."""
    found, told = status(Engine(plugins=[toy, Bringing("pack", translations=[text(key, "pt", words)])]), "pack")
    assert ("failed" if why else "loaded") == found
    assert why in told


def test_every_sentence_about_safety_can_be_brought_as_the_english_has_it():
    """No rule asks for more than the English itself does: the whole core, copied, is a sound language."""
    copied = [text(key, "pt", words) for key, words in ENGLISH.items() if not key.startswith("core/plural")]
    part = Catalogue(translations=copied)
    whole = ENGINE.catalogue
    assert () == check_loans(part, whole)
    gone = [text(each.key, "pt", "Nada.") for each in copied if gaps(each.words)]
    stems = {found.item.partition(" ")[0] for found in check_loans(Catalogue(translations=gone), whole)}
    for key, words in ENGLISH.items():
        if key.startswith(("core/alert.", "core/missing.", "core/red-flag")) and gaps(words):
            assert key in stems


# -- two packs


@pytest.mark.parametrize("other", ["pt", "pt-BR", "PT"])
def test_of_two_packs_that_say_one_text_the_first_by_name_stands(other):
    """Whichever is given first, the second by name is refused with the name of the first."""
    one = Bringing("aa", translations=[text("core/do.clarify", "pt", "Vamos conversar.")])
    two = Bringing("bb", translations=[text("core/do.clarify", other, "Siga.")])
    for given_in in ([one, two], [two, one]):
        engine = Engine(plugins=[toy, *given_in])
        assert ("loaded", "") == status(engine, "aa")
        found, why = status(engine, "bb")
        assert "failed" == found
        assert "'aa' brings words for this in 'pt', too" in why
        assert "Vamos conversar." == engine.catalogue.words.find("core/do.clarify", "pt-BR")


def test_a_pack_whose_rival_failed_is_used():
    """Only what stands refuses another: where the first pack fails by itself, the second speaks."""
    broken = Bringing("aa", translations=[text("core/do.clarify", "pt", "{nothing}")])
    two = Bringing("bb", translations=[text("core/do.clarify", "pt", "Vamos conversar.")])
    engine = Engine(plugins=[toy, broken, two])
    assert ("failed", "loaded") == (status(engine, "aa")[0], status(engine, "bb")[0])


def test_two_packs_may_share_how_a_language_counts():
    """The same words for the same text replace nothing; another form beside them would."""
    rule = text("core/plural.one", "pt", "i = 0..1")
    one = Catalogue(translations=[rule])
    assert () == said_before(Catalogue(translations=[rule]), {"aa": one})
    more = Catalogue(translations=[rule, text("core/plural.few", "pt", "n = 3")])
    assert 1 == len(said_before(more, {"aa": one}))
    assert "core/plural" == stem_of(f"core/plural.{FORMS[0]}")


# -- words that take out


@pytest.mark.sweep(one_in=5)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("sign", SIGNS)
def test_words_that_take_out_alone_are_refused(sign, language):
    """Whoever brings no words for a sign cannot say what is not the sign."""
    pack = Bringing("pack", phrases=[Phrasing(sign, language, "! choking")])
    found, why = status(Engine(plugins=[toy, pack]), "pack")
    assert "failed" == found
    assert f"{sign}: '! choking' takes words out, and no words are looked for in '{language}'" in why


@pytest.mark.parametrize("sign", sorted(SOUNDING.values()))
def test_no_list_raises_what_the_second_reader_hears(sign):
    """A flag that has no words of its own can be given none."""
    found, why = status(Engine(plugins=[toy, Bringing("pack", phrases=[Phrasing(sign, "en", "zig")])]), "pack")
    assert "failed" == found
    assert f"{sign}: no word list raises this flag" in why


def test_words_that_take_out_are_no_words_for_a_sign():
    """A language whose signs are all taken out is not read by it."""
    phrases = [Phrasing(sign, "fr", "! il a") for sign in SIGNS[1:]] + [Phrasing(SIGNS[0], "fr", "mot")]
    found = [str(each) for each in check_loans(Catalogue(phrases=phrases), CORE)]
    assert (
        len([each for each in found if "no words in 'fr', while other signs of core have some" in each])
        == len(SIGNS) - 1
    )
    assert all(map(takes_out, ("! il a", " !x")))
    assert not takes_out("il a!")
