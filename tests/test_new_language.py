"""
A third language by files alone: a folder that translates the core and a plugin, and reads notes by its own word lists.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachplan import Caregiver, Catalogue, Child, Engine, Entry, Family, Focus, Plan, Routine
from coachplan.cli.lint import look
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import merge
from coachplan.knowledge.language_packs import untranslated
from coachplan.model.flags import Phrasing, Turning
from coachplan.notes.brought_words import BROUGHT
from coachplan.notes.reader import read
from coachplan.testing.builders import ENGINE, Bringing
from coachplan.testing.conformance.signs import check_signs
from coachplan.testing.toy import TOY, toy

DAY = date(2026, 3, 2)

SENTENCES = """format = "coachplan-content/1"
language = "pt"
translates = ["core", "toy"]

[text]
"core/plural" = { one = "i = 0..1" }
"core/because" = "{reason} {do}"
"core/do.step-up" = "Próximo passinho: {next_step}."
"core/do.pause" = "Faça uma pausa até falar com a terapeuta."
"core/red-flag" = "Você escreveu: «{words}». Isso vem primeiro."

[text."core/counted.tries"]
one = "{successes} de {tries} deram certo, em {n} dia."
other = "{successes} de {tries} deram certo, em {n} dias."

["core/step-up"]
say = "{counted} {child} está pronto para o próximo passinho."

["core/choking-now"]
say = "Peça ajuda agora."

["toy/stack-blocks"]
title = "Empilha blocos"
steps = [ {}, {}, { title = "Coloca um bloco em cima quando você diz", look_for = "Fica em pé sem mão." } ]
"""

#: Real words for two signs. A folder that reads notes must have words for every sign of those it speaks for.
SIGNS = {"core/choking-now": ["esta engasg*", "engasg* agora"], "core/seizure": ["convuls*"]}


#: The signs of the core that have words; what the second reader hears has none.
FLAGS = tuple(flag.id for flag in core_catalogue().flags.values() if flag.words)


def _words():
    lines = ['format = "coachplan-content/1"', 'language = "pt"', 'translates = ["core", "toy"]']
    for item in (*FLAGS, "toy/all-day-hiccups"):
        phrases = SIGNS.get(item, [f"sinal {item.partition('/')[2].replace('-', ' ')}"])
        lines += ["", f'["{item}"]', f"words = {phrases!r}".replace("'", '"')]
    return "\n".join(lines)


#: What turns a mention around in Portuguese.
TURNING = """format = "coachplan-reading/1"
language = "pt"

[turning]
denial = ["nao", "nunca", "sem"]
no-denial = ["nao so"]
past = ["ano passado", "quando era bebe"]
what-if = ["e se", "caso"]
fear = ["medo que", "medo de"]
who = ["o primo", "a prima"]
light-words = ["se", "ele", "ela", "mais"]
"""


@pytest.fixture
def folder(tmp_path):
    """A folder that brings Portuguese."""
    made = tmp_path / "portuguese"
    made.mkdir()
    (made / "sentences.toml").write_text(SENTENCES, "utf-8")
    (made / "words.toml").write_text(_words(), "utf-8")
    return made


def _engine(folder) -> Engine:
    return Engine(plugins=[toy], content=[folder])


def _plan(language: str = "pt-BR") -> Plan:
    family = Family(Child("Sam", 48), [Caregiver("Bia", language=language)], [Routine("play", "play")], id="sam")
    focus = Focus("f1", "play", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=DAY)
    return Plan("p1", family, focuses=[focus])


def _days(days: int):
    return [Entry(f"e{n}", DAY + timedelta(days=n), focus="f1", tries=5, successes=5) for n in range(days)]


def test_a_caregiver_reads_the_new_language(folder):
    """The sentence of the core, the plugin's own step in it, and the plural are Portuguese."""
    engine = _engine(folder)
    assert [plugin.status for plugin in engine.plugins] == ["loaded", "loaded"], engine.plugins
    review = engine.review(_plan(), _days(3), on=DAY + timedelta(days=2))
    (step,) = review.next_steps
    assert step.because == (
        "15 de 15 deram certo, em 3 dias. Sam está pronto para o próximo passinho. "
        "Próximo passinho: Coloca um bloco em cima quando você diz."
    )


def test_numbers_are_counted_as_the_language_counts(folder):
    """One and nothing are singular here, as the folder says; English keeps its own way."""
    words = _engine(folder).catalogue.words
    from coachplan.base.messages import Message

    said = {n: words.say(Message("core/counted.tries", {"successes": 0, "tries": 0, "n": n}), "pt") for n in (0, 1, 2)}
    assert [said[n].removeprefix("0 de 0 deram certo, em ") for n in (0, 1, 2)] == ["0 dia.", "1 dia.", "2 dias."]
    assert words.say(Message("core/counted.tries", {"successes": 0, "tries": 0, "n": 0}), "en").endswith("0 days.")


def test_a_note_is_read_by_the_new_word_list(folder):
    """A sign in a Portuguese note pauses the plan, in Portuguese; and the language counts as one that is read."""
    engine = _engine(folder)
    reading = engine.read("O Sam está engasgado!", "pt")
    assert [(mention.flag, mention.urgency) for mention in reading.mentions] == [("core/choking-now", "now")]
    assert reading.checked
    review = engine.review(_plan(), [Entry("e1", DAY, focus="f1", hard="ele está engasgado")], on=DAY)
    assert [(alert.urgency, alert.flags) for alert in review.alerts] == [("now", ("core/choking-now",))]
    assert "Peça ajuda agora." in " ".join(alert.words for alert in review.for_caregiver().alerts)
    assert review.next_steps[0].because == (
        "Você escreveu: «está engasgado». Isso vem primeiro. Faça uma pausa até falar com a terapeuta."
    )


@pytest.mark.parametrize("there", ["blocked", "absent", "failed"])
def test_a_plugin_that_is_not_there_takes_no_language_with_it(folder, there):
    """Whoever it speaks for besides: the signs of the core, and of a plugin that is blocked, are read as before."""
    broken = evolve(TOY, strategies=[evolve(TOY.strategies["toy/show-first"], skills=["toy/nothing"])])
    plugins = {"blocked": [toy], "absent": [], "failed": [Bringing("toy", broken)]}[there]
    engine = Engine(plugins=plugins, content=[folder], blocked=["toy"] if there == "blocked" else [])
    assert ("portuguese", "loaded", "") in [(each.name, each.status, each.why) for each in engine.plugins]
    found = engine.read("O Sam está engasgado!", "pt")
    assert found.checked
    assert ["core/choking-now"] == [mention.flag for mention in found.mentions]
    hiccups = [mention.flag for mention in engine.read("sinal all day hiccups", "pt").mentions]
    assert ([] if there == "absent" else ["toy/all-day-hiccups"]) == hiccups


def test_what_a_plugin_that_is_there_lacks_is_still_told(folder):
    """A name that is misspelt is found, of whoever is loaded."""
    (folder / "more.toml").write_text(
        'format = "coachplan-content/1"\nlanguage = "pt"\ntranslates = ["core", "toy"]\n'
        '["toy/stack-blokcs"]\ntitle = "Empilha"\n["toy/all-day-hicups"]\nwords = ["soluco"]\n',
        "utf-8",
    )
    why = {each.name: each.why for each in _engine(folder).plugins}["portuguese"]
    assert "Did you mean 'toy/stack-blocks#title'?" in why
    assert "Did you mean 'toy/all-day-hiccups'?" in why


def test_words_that_only_look_like_the_sign_are_set_apart(folder):
    """What turns a mention around is not known in a new language, so the folder names what is not the sign."""
    text = _words().replace('["esta engasg*",', '["! nao engasg*", "engasg*", "esta engasg*",')
    (folder / "words.toml").write_text(text, "utf-8")
    kinds = {
        words: [m.kind for m in _engine(folder).read(words, "pt").mentions] for words in ("engasgou", "não engasgou")
    }
    assert kinds == {"engasgou": ["affirmed"], "não engasgou": ["figurative"]}


def test_without_the_folder_a_note_in_that_language_is_said_to_be_unread():
    """Nothing passes for checked that no list could read."""
    assert not ENGINE.read("O Sam está engasgado!", "pt").checked


def test_what_is_not_translated_yet_is_english_and_is_listed(folder):
    """A folder may begin small: what it lacks is said in English, and there is a list of it."""
    engine = _engine(folder)
    lacking = untranslated(engine.catalogue, "pt")
    assert "core/do.lighten" in lacking
    assert "core/counted.tries" not in lacking
    assert "core/step-up#say" not in lacking
    assert not any(item.endswith("#basis") for item in lacking)
    assert engine.catalogue.words.find("core/do.clarify", "pt") == engine.catalogue.words.find("core/do.clarify", "en")


def test_english_and_spanish_stay_as_their_owner_wrote_them(tmp_path):
    """A folder cannot say something else in a language that the owner has: the owner's words stand."""
    (tmp_path / "es.toml").write_text(
        'format = "coachplan-content/1"\nlanguage = "es"\ntranslates = ["core"]\n'
        '[text]\n"core/do.pause" = "Siga como siempre."\n',
        "utf-8",
    )
    before = ENGINE.catalogue.words.find("core/do.pause", "es")
    assert before == Engine(plugins=[toy], content=[tmp_path]).catalogue.words.find("core/do.pause", "es")
    assert "Siga como siempre." != before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"core/do.pause"', '"core/do.pasue"', "Did you mean 'core/do.pause'?"),
        ('["toy/stack-blocks"]', '["toy/stack-block"]', "there is no such text in English"),
        ("{next_step}.", "{nextstep}.", "there is no value {nextstep} here."),
        ("i = 0..1", "i = zero", "write it as: n % 10 = 2..4"),
        ('translates = ["core", "toy"]', 'translates = ["core"]', "Say whom the file translates"),
        ('translates = ["core", "toy"]', 'translates = "core"', "Expected namespaces"),
    ],
)
def test_a_slip_in_the_folder_is_named_with_its_mend(folder, old, new, sentence):
    """A misspelt key, a value that nothing fills, a rule that cannot be read: the folder is refused in a sentence."""
    (folder / "sentences.toml").write_text(SENTENCES.replace(old, new), "utf-8")
    (status,) = [plugin for plugin in _engine(folder).plugins if plugin.name == "portuguese"]
    assert status.status == "failed"
    assert sentence in status.why


def test_words_for_some_signs_only_are_refused(folder):
    """A note read for half of the signs would pass as safe, so a folder brings words for every sign or for none."""
    text = _words().replace('["core/seizure"]\nwords = ["convuls*"]', "")
    (folder / "words.toml").write_text(text, "utf-8")
    (status,) = [plugin for plugin in _engine(folder).plugins if plugin.name == "portuguese"]
    assert status.status == "failed"
    assert "core/seizure: no words in 'pt', while other signs of core have some." in status.why


@pytest.mark.parametrize("written", ["pt_BR", "pt-br", "PT-BR", "pt-BR"])
def test_a_language_is_one_however_it_is_written(folder, written):
    """In a folder as for a caregiver: `pt_BR` and `pt-br` are `pt-BR`, and go before plain Portuguese."""
    for file in folder.iterdir():
        text = file.read_text("utf-8").replace('language = "pt"', f'language = "{written}"')
        assert written in text
        file.write_text(text, "utf-8")
    engine = _engine(folder)
    assert ["loaded", "loaded"] == [each.status for each in engine.plugins], engine.plugins
    assert "pt-BR" in engine.catalogue.words.languages
    said = {
        engine.review(_plan(asked), _days(3), on=DAY + timedelta(days=2)).next_steps[0].because
        for asked in ("pt_BR", "pt-br", "pt-BR", "PT_br")
    }
    assert 1 == len(said)
    assert "Sam está pronto para o próximo passinho." in said.pop()
    assert engine.read("O Sam está engasgado!", "pt").checked


def test_a_misspelt_namespace_is_named_with_the_right_one(folder):
    """Whom a folder translates may not be there; a name that is like one that is, is a slip of the pen."""
    for file in folder.iterdir():
        file.write_text(file.read_text("utf-8").replace('"toy', '"toi'), "utf-8")
    engine = _engine(folder)
    (found,) = (each for each in engine.plugins if each.name == "portuguese")
    assert "failed" == found.status
    assert "translates: it translates 'toi', and nobody is called so. Did you mean 'toy'?" in found.why


# -- what turns a mention around


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("engasgou", "affirmed"),
        ("nao engasgou", "negated"),
        ("não engasgou", "negated"),
        ("ela não se engasgou", "negated"),
        ("nunca mais engasgou", "negated"),
        ("não só engasgou", "affirmed"),
        ("não sem engasgar", "affirmed"),
        ("não, engasgou", "affirmed"),
        ("não dormiu, engasgou", "affirmed"),
        ("não dormiu e engasgou", "affirmed"),
        ("engasgou no ano passado", "affirmed"),
        ("engasgou ano passado", "past"),
        ("quando era bebê engasgou", "past"),
        ("e se ele engasgar", "what-if"),
        ("tenho medo que engasgue", "what-if"),
        ("o primo engasgou", "somebody-else"),
        ("engasgou o primo", "affirmed"),
        ("no choking, mas engasgou", "affirmed"),
    ],
)
def test_a_folder_brings_what_turns_a_mention_around(folder, note, kind):
    """Its own words, right beside its own signs; what is in doubt is meant as it is written."""
    (folder / "words.toml").write_text(_words().replace('["esta engasg*",', '["engasg*", "esta engasg*",'), "utf-8")
    (folder / "reading.toml").write_text(TURNING, "utf-8")
    engine = _engine(folder)
    assert [plugin.status for plugin in engine.plugins] == ["loaded", "loaded"], engine.plugins
    found = [mention for mention in engine.read(note, "pt").mentions if mention.language == "pt"]
    assert [kind] == [mention.kind for mention in found]
    if kind != "affirmed":
        assert found[0].cue


@pytest.mark.parametrize("language", ["en", "es", "en-GB", "es-MX"])
def test_what_turns_a_mention_in_a_language_of_the_core_stays_the_cores(tmp_path, language):
    """A folder that brings such words for English, Spanish or a region of them is refused."""
    (tmp_path / "reading.toml").write_text(TURNING.replace('"pt"', f'"{language}"'), "utf-8")
    (status,) = [plugin for plugin in Engine(plugins=[toy], content=[tmp_path]).plugins if plugin.name != "toy"]
    assert status.status == "failed"
    assert f"denial ({language}): the core reads {language[:2]!r} by words of its own, and they stand." in status.why


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("denial =", "denail =", "there is no such kind of words. Did you mean 'denial'?"),
        ('["nao", "nunca", "sem"]', '"nao"', "Expected words, such as"),
        ("[turning]", "[turnings]", "there is no such table."),
        ('language = "pt"', "", "Expected a code such as 'es'."),
        ('"nunca"', '"... nunca"', "A gap stands at the edge."),
        ('"nunca"', '"! nunca"', "takes words out, and this is no word for a sign."),
    ],
)
def test_a_slip_in_such_a_file_is_named_with_its_mend(folder, old, new, sentence):
    """Misspelt kinds, texts where a list should stand, phrases that cannot be read."""
    (folder / "reading.toml").write_text(TURNING.replace(old, new), "utf-8")
    (status,) = [plugin for plugin in _engine(folder).plugins if plugin.name == "portuguese"]
    assert status.status == "failed"
    assert sentence in status.why


#: The core's own signs, said plainly in its own languages.
PLAINLY = [
    (flag.id, " ".join(word.partition("|")[0] for word in phrase.split()))
    for flag in core_catalogue().flags.values()
    for language in ("en", "es")
    for phrase in flag.words.get(language, ())
    if not set(phrase) & set("!&[]<>*.")
][::5]


@cache
def alone(text):
    """What the core by itself finds in a note."""
    return read(core_catalogue().lexicon, text).mentions


KINDS_OF_WORDS = sorted(kind for kind in BROUGHT if kind != "light-words")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(KINDS_OF_WORDS),
        st.lists(
            st.sampled_from(sorted({word for _, text in PLAINLY for word in text.split()})), min_size=1, max_size=20
        ),
        min_size=1,
    )
)
def test_what_a_folder_brings_takes_none_of_the_cores_signs_away(brought):
    """Whatever words turn the folder's own signs, what the core finds in a note is found as it was, kind by kind."""
    turning = [Turning(kind, "pt", words, by="pack") for kind, words in brought.items()]
    lent = [Phrasing(flag, "pt", f"sinal {flag.partition('/')[2].replace('-', ' ')}", by="pack") for flag in FLAGS]
    beside = merge([core_catalogue(), Catalogue(phrases=lent, turning=turning)])
    for _, text in PLAINLY:
        assert alone(text) == read(beside.lexicon, text).mentions


def test_each_sign_of_the_core_said_plainly_fires_beside_the_folder(folder):
    """The Portuguese folder leaves every sign of the core as it was."""
    (folder / "reading.toml").write_text(TURNING, "utf-8")
    engine, alone = _engine(folder), Engine(plugins=[toy])
    assert len(PLAINLY) > 100
    for _, text in PLAINLY:
        before = {(one.flag, one.urgency) for one in alone.read(text).mentions if one.urgency}
        assert before <= {(one.flag, one.urgency) for one in engine.read(text).mentions if one.urgency}, text


def test_check_reads_such_a_file_and_says_that_the_cores_signs_are_seen(folder):
    """`coachplan check` and the kit look through the folder, and try each sign of the core beside it."""
    (folder / "reading.toml").write_text(TURNING, "utf-8")
    looked = look([folder], engine=Engine(plugins=[toy]))
    assert 3 == looked.files
    assert [] == [each.what for each in looked.findings if each.file.endswith(("reading.toml", "words.toml"))]
    (folder / "reading.toml").write_text(TURNING.replace('"pt"', '"es-MX"'), "utf-8")
    told = [each.what for each in look([folder], engine=Engine(plugins=[toy])).findings]
    assert any("the core reads 'es' by words of its own" in what for what in told)


def test_the_kit_tries_each_sign_beside_the_folder():
    """What the kit asks: each sign of the core, said plainly, with the words that are brought and without."""
    core = core_catalogue()
    lent = [Phrasing(flag, "pt", f"sinal {flag}", by="pack") for flag in FLAGS]
    part = Catalogue(phrases=lent, turning=[Turning("denial", "pt", ["nao"], by="pack")])
    assert [] == list(check_signs(part, merge([core, part])))
