"""
What a tired parent types is read as it was meant: signs are seen, denials believed, fears and cousins told apart.

The core's own flags are loaded as they stand. The sentences stand in `sentences.toml`, the phrase language in
`phrases.toml`, and notes in many voices in `voices.toml`, whose three parts were written at different times.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.flags import SOUNDING, Answer, RedFlag
from coachplan.notes import (
    matcher as finding,
)
from coachplan.notes import (
    misspellings as slips,
)
from coachplan.notes import (
    patterns as phrases,
)
from coachplan.notes import (
    reader as notes,
)
from coachplan.notes import (
    tokens as spelling,
)
from coachplan.notes.assertion import KINDS
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.reader import read

CORE = Path(notes.__file__).parents[1] / "content" / "flags.toml"
CONTENT = tomllib.loads(CORE.read_text(encoding="utf-8"))
CORE_FLAGS = tuple(
    RedFlag(f["id"], f["urgency"], words=f["words"], say=f["say"], tags=f.get("tags", ())) for f in CONTENT["flag"]
)


OT = tomllib.loads((files("coachplan_ot") / "catalogue" / "flags.toml").read_text(encoding="utf-8"))
SPANISH = tomllib.loads((CORE.parent / "flags.es.toml").read_text(encoding="utf-8"))


def flag(name, urgency, **words):
    return RedFlag(f"pretend/{name}", urgency, words=words, say="Call.")


#: Small flags as a plugin would bring them.
PRETEND = (
    flag("cough", "today", en=["cough|coughs|coughed|coughing"], es=["tos|tose|tosio|toser|tosiendo"]),
    flag("wet-voice", "today", en=["voice ...3 wet|gurgly"], es=["voz mojada"]),
    flag("gag", "soon", en=["gag|gags|gagged|gagging"], es=["arcada|arcadas", "gag"]),
    flag("vomit", "soon", en=["vomit*", "threw up"], es=["vomit*"]),
    flag(
        "words-lost", "today", en=["lost ...2 words", "used to say ...6 none|nothing"], es=["ya no dice ...2 palabras"]
    ),
)
ALONE = Lexicon.of(CORE_FLAGS)
#: A list that watches for skills that went.
SKILLS = Lexicon.of(
    [
        flag(
            "skill-lost",
            "today",
            en=["stopped talking", "lost ...3 words", "used to say ...6 none"],
            es=["dejó de hablar|caminar", "perdió ...2 palabras"],
        )
    ]
)
BOTH = Lexicon.of(CORE_FLAGS + PRETEND)
ORDER = ("now", "today", "soon", "nothing")


def loudest(reading):
    """The most urgent of what fires."""
    return min((m.urgency for m in reading.mentions if m.urgency), key=ORDER.index, default="nothing")


HERE = Path(__file__).parent
SENTENCES, PHRASES, VOICES = (
    tomllib.loads((HERE / f"{name}.toml").read_text("utf-8")) for name in ("sentences", "phrases", "voices")
)
LEXICONS = {"alone": ALONE, "both": BOTH, "skills": SKILLS}


@pytest.mark.parametrize(
    ("group", "text", "urgency"),
    [
        pytest.param(group, text, urgency, id=f"{group['name']}-{text}")
        for group in SENTENCES["urgency"]
        for text, urgency in group["rows"]
    ],
)
def test_a_sentence_fires_as_listed(group, text, urgency):
    """Each row fires at its urgency, and no more urgently; the truth of its group is said where it does not."""
    assert urgency == loudest(read(LEXICONS[group["lexicon"]], text)), group["truth"]


# -- each kind, in both languages


@pytest.mark.parametrize(("text", "words", "kind"), SENTENCES["meant"])
def test_a_mention_says_how_it_was_meant(text, words, kind):
    """The same sign is affirmed, negated, past, supposed, somebody else's or figurative, and only affirmed fires."""
    (mention,) = [m for m in read(ALONE, text).mentions if m.flag == "core/choking"]

    assert (words, kind) == (mention.words, mention.kind)
    assert ("today" if kind == "affirmed" else None) == mention.urgency


@pytest.mark.parametrize(("text", "kinds"), SENTENCES["each"])
def test_each_sign_of_a_sentence_is_read_by_itself(text, kinds):
    """One sentence can deny one sign and report another."""
    found = {m.flag: m.kind for m in read(BOTH, text).mentions}

    assert kinds == {name: found.get(name) for name in kinds}


def test_gums_that_bleed_when_brushed_are_seen():
    """A sore mouth shows when it is brushed, and the occupational therapy list has it."""
    (sore,) = [one for one in OT["flag"] if one["id"] == "ot/mouth-sore"]
    lexicon = Lexicon.of([RedFlag(sore["id"], sore["urgency"], words=sore["words"], say=sore["say"])])

    assert ["affirmed"] == [one.kind for one in read(lexicon, "her gums bleed when we brush").mentions]


RECENT = {
    "en": "last week|the other week|two weeks ago|a few days ago|on Monday|last Friday|over the weekend".split("|"),
    "es": "la semana pasada|hace unos días|hace dos semanas|el fin de semana|el lunes".split("|"),
}
LONG_AGO = {
    "en": "last year|last summer|months ago|two years ago|a couple of years ago|when he was a baby".split("|"),
    "es": "el año pasado|hace meses|hace dos años|de bebé".split("|"),
}
HAPPENED = {
    "en": {
        "core/choking": "he choked",
        "core/seizure": "he had a seizure",
        "core/self-harm-marks": "he bit through his skin",
    },
    "es": {"core/choking": "se atragantó", "core/seizure": "convulsionó", "core/cannot-cope": "estaba al límite"},
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("times", "kind"), [(RECENT, "affirmed"), (LONG_AGO, "past")], ids=["recent", "long-ago"])
def test_days_and_weeks_are_not_long_ago(times, kind, language):
    """Whatever its urgency, a sign of the last days or weeks still fires: nobody may have heard of it yet."""
    read_as = {
        text: {one.kind for one in read(ALONE, text).mentions if one.flag == flag}
        for flag, said in HAPPENED[language].items()
        for when in times[language]
        for text in (f"{said} {when}", f"{when} {said}")
    }

    assert {text: {kind} for text in read_as} == read_as


def test_a_habit_that_ended_is_past():
    """What used to be done, and is not any more, does not fire."""
    assert "nothing" == loudest(read(ALONE, "used to force him to eat but we stopped that"))


# -- as it is typed


def test_a_mention_is_the_text_as_it_was_written():
    """The words keep their accents, marks and tags, and the start finds them in the text."""
    text = "Hoy \U0001f600 bien.<br>Ayer se PUSO\u200b mora\u0301do, <i>y</i> ya."
    (mention,) = [m for m in read(ALONE, text).mentions if m.flag == "core/colour"]

    assert text[mention.start :].startswith(mention.words)
    assert mention.words.endswith("mora\u0301do")
    assert "es" == mention.language


# -- which languages are known


def test_a_language_without_a_list_is_said_not_to_be_checked():
    """A note in a language that no list knows is not checked; its base language counts; blank text needs no check."""
    assert read(ALONE, "comió bien", "es-MX").checked
    assert read(ALONE, "ate well", "en_GB").checked
    assert not read(ALONE, "zjadł obiad", "pl").checked
    assert read(ALONE, " \n\t ", "pl").checked
    assert not read(Lexicon.of([]), "ate well").checked


def test_every_language_is_read_whatever_the_note_says_it_is():
    """Families switch languages within a sentence."""
    assert "now" == loudest(read(ALONE, "se puso morado", "en"))
    assert "now" == loudest(read(ALONE, "his lips went blue", "pl"))


# -- what a lexicon is made of


def test_answers_and_barriers_are_found_and_never_fire():
    """Words without an urgency give mentions of every kind and no urgency."""
    answer = Answer("speech/home-language", {"en": ["stop ... our language"]}, say="Keep using it.")
    barrier = ("ot/would-not-sit", None, {"en": ["wouldn't sit"], "es": ["no se queda sentad*"]})

    (found,) = read(Lexicon.of([answer]), "should we stop using our language").mentions
    (first, second) = read(Lexicon.from_words([barrier]), "he would not sit. No se queda sentada").mentions

    assert ("speech/home-language", None) == (found.flag, found.urgency)
    assert [("would not sit", None), ("No se queda sentada", None)] == [
        (first.words, first.urgency),
        (second.words, second.urgency),
    ]


def test_lexicons_of_the_same_words_are_equal():
    """A lexicon is a value: the same words, the same lexicon."""
    assert Lexicon.of(CORE_FLAGS) == ALONE
    assert BOTH != ALONE
    assert hash(Lexicon.of(PRETEND)) == hash(Lexicon.of(PRETEND))


def test_more_words_in_a_lexicon_never_make_a_denial():
    """How far a *no* reaches does not hang on which other words some list happens to know."""
    foods = flag("foods", "soon", en=["bread milk rice cheese"])
    text = "no bread milk rice cheese choking"

    assert "today" == loudest(read(ALONE, text))
    assert "today" == loudest(read(Lexicon.of((*CORE_FLAGS, foods)), text))


# -- the phrase language


@pytest.mark.parametrize(("phrase", "text", "found"), PHRASES["matches"])
def test_a_phrase_matches_what_the_design_says(phrase, text, found):
    """Words side by side, beginnings, choices, gaps and optional words; never past the end of a sentence."""
    mentions = read(Lexicon.from_words([("x/y", "soon", {"en": [phrase]})]), text).mentions

    assert found == (mentions[0].words if mentions else False)


@pytest.mark.parametrize("phrase", PHRASES["malformed"])
def test_a_malformed_phrase_is_named_with_its_mend(phrase):
    """A phrase that cannot be read is an error that quotes it and says what to write."""
    with pytest.raises(CoachplanError) as caught:
        Lexicon.from_words([("x/y", "now", {"en": ["fine", phrase]})])

    (finding,) = caught.value.findings
    assert repr(phrase) in finding.item
    assert finding.hint


def test_all_malformed_phrases_are_raised_together():
    """Two mistakes are two findings of one error."""
    with pytest.raises(CoachplanError) as caught:
        Lexicon.from_words([("x/y", "now", {"en": ["ch*ke", "... a"]})])

    assert 2 == len(caught.value.findings)


# -- the core's own flags


def test_the_core_watches_for_what_the_design_names():
    """Every emergency and safeguarding sign of the core has a flag, an urgency and words in English and Spanish."""
    urgency = {one.id: one.urgency for one in CORE_FLAGS}

    assert {
        "core/choking-now": "now", "core/choking": "today", "core/breathing": "now", "core/colour": "now",
        "core/not-waking": "now", "core/seizure": "now", "core/reaction": "now", "core/swallowed": "now",
        "core/head-injury": "now", "core/self-harm-marks": "today", "core/harm-to-child": "now",
        "core/harm-to-self": "now", "core/cannot-cope": "soon", "core/forced": "today", "core/not-drinking": "today",
        "core/injured": "today", "core/unsafe-home": "today",
    }.items() <= urgency.items()  # fmt: skip
    assert all({"en", "es"} == set(one.words) for one in CORE_FLAGS if one.id not in SOUNDING.values())
    assert ("injured",) == next(one.tags for one in CORE_FLAGS if one.id == "core/injured")


def test_what_the_core_says_is_plain():
    """It says what to do: no name of a condition, no likelihood, comfort or blame, no number, no exclamation mark."""
    unwanted = re.compile(
        r"!|\d|probably|likely|might be|don't worry|fine|normal|should have|fault|disorder|seizure|allerg|aspirat|"
        r"concussion|abuse|depress|dehydrat|epilep", re.IGNORECASE
    )  # fmt: skip

    assert [] == [(one.id, hit[0]) for one in CORE_FLAGS if (hit := unwanted.search(one.say))]
    for one in CORE_FLAGS:
        assert all(len(sentence.split()) <= 24 for sentence in re.split(r"[.;]", one.say)), one.id


def test_the_core_says_it_in_spanish():
    """Each flag says the same in Spanish, to a `tú`, in short sentences; no condition's name, no exclamation mark."""
    said = {name: one["say"] for name, one in SPANISH.items() if "/" in name}
    unwanted = re.compile(
        r"[!¡\d]|usted|quizá|probable|normal|culpa|deberías|convuls|epilep|alérg|alerg|aspir|conmoci|abuso|depres|deshidrat",
        re.IGNORECASE,
    )

    assert "es" == SPANISH["language"]
    assert {one.id for one in CORE_FLAGS} == set(said)
    assert [] == [(name, hit[0]) for name, say in said.items() if (hit := unwanted.search(say))]
    for name, say in said.items():
        assert all(len(sentence.split()) <= 26 for sentence in re.split(r"[.;]", say)), name
    # How soon, and whom to call, is said once and before: by the alert.
    assert [] == [name for name in said if re.search(r"\bllam(?:a|en|ar)\b", said[name], re.IGNORECASE)]


def test_every_source_of_the_core_is_listed_and_graded():
    """A flag cites only sources of its own file, and what is our own proposal is marked OWN."""
    grades = {source["id"]: source["grade"] for source in CONTENT["source"]}

    assert "OWN" == grades["core/own"]
    assert all(set(one["sources"]) <= set(grades) and "core/own" in one["sources"] for one in CONTENT["flag"])


# -- notes in many voices


def share(notes_given, at_least):
    """The share of notes that fire at this urgency or a more urgent one."""
    return sum(ORDER.index(loudest(read(ALONE, text))) <= at_least for text in notes_given) / len(notes_given)


@pytest.mark.parametrize("voice", ["tuned", "fresh", "second"])
def test_notes_in_many_voices_are_read_as_they_were_meant(voice):
    """Of notes that need help now 90 % are seen, of those for today 85 %; of look-alikes at most 8 % raise anything."""
    notes_given = VOICES[voice]

    assert share(notes_given["now"], 0) >= 0.90
    assert share(notes_given["today"], 1) >= 0.85
    assert share(notes_given["soon"], 2) >= 0.85
    assert share(notes_given["nothing"], 2) <= 0.08


# -- any text at all

WORDS = st.sampled_from(
    "he she I no not never choked choking but and blue lips went turned breathing stopped last year if what cousin his "
    "my shook him hit head se no ni atraganto pero si morado puso lo sacudi un book laughing could scared".split()
)
ANY_NOTE = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map(", ".join)
)


@given(ANY_NOTE, st.sampled_from(["en", "es", "es-MX", "pl", ""]))
def test_any_text_can_be_read(text, language):
    """Reading never fails; each mention is a part of the text in its place; reading again says the same."""
    reading = read(BOTH, text, language)

    assert read(BOTH, text, language) == reading
    assert list(reading.mentions) == sorted(reading.mentions, key=lambda m: m.start)
    for mention in reading.mentions:
        assert text[mention.start : mention.start + len(mention.words)] == mention.words
        assert mention.kind in KINDS
        assert mention.urgency is None or mention.kind == "affirmed"


@given(
    st.text(alphabet=" .,;:!?\u00bf\u00a1'\u2019\"-\u2013\u2026()_/\n\t\r\x00\u200b\u00a0<>&\U0001f622", max_size=40)
)
def test_a_text_without_words_says_nothing(text):
    """Only punctuation, blanks or pictures: nothing is mentioned, and there was nothing that needed checking."""
    assert ((), True) == (read(BOTH, text).mentions, read(BOTH, text, "pl").checked)


@given(
    st.sampled_from(VOICES["tuned"]["now"] + VOICES["fresh"]["now"]),
    st.sampled_from(VOICES["tuned"]["nothing"] + [text for text, _ in SENTENCES["urgency"][0]["rows"]]),
    st.booleans(),
)
def test_another_sentence_never_takes_an_emergency_back(emergency, other, first):
    """Whatever is written in the sentence before or after, an affirmed sign that is urgent now stays."""
    joined = f"{other}. {emergency}." if first else f"{emergency}. {other}."
    alone = {m.flag for m in read(ALONE, emergency).mentions if m.urgency == "now"}

    assert alone <= {m.flag for m in read(ALONE, joined).mentions if m.urgency == "now"}


@given(st.text(alphabet="ab\u0301\u200b<>&;'\u2019 .\n\x00\U0001f622", max_size=60))
def test_words_keep_their_place_in_the_text(text):
    """However a text is cut, each word lies inside it, in order."""
    cutting = spelling.cut(text)

    assert all(0 <= a < b <= len(text) for a, b in zip(cutting.starts, cutting.ends, strict=True))
    assert cutting.starts == sorted(cutting.starts)


@pytest.mark.parametrize(("text", "phrase", "cue"), SENTENCES["decided"])
def test_what_decided_can_be_seen(text, phrase, cue):
    """Each mention can be asked which phrase was found and which words around it made its kind."""
    (one,) = [each for each in notes.read(ALONE, text).mentions if each.flag == "core/choking"]

    assert (phrase, cue) == (one.phrase, one.cue)


# -- the marks of the phrase language


def fires(phrase, text):
    """Whether a phrase of a pretend flag fires in a text."""
    return loudest(read(Lexicon.of([flag("sign", "today", en=[phrase])]), text)) == "today"


@pytest.mark.parametrize(("phrase", "text", "found"), PHRASES["open"])
def test_a_phrase_may_leave_the_order_open_and_name_a_set(phrase, text, found):
    """`&` asks for both in either order, up to five words apart; a set stands for each of its words."""
    if found == "refused":
        with pytest.raises(CoachplanError, match="no set of words"):
            fires(phrase, text)
        return
    assert found is fires(phrase, text)


@pytest.mark.parametrize(("phrase", "part"), PHRASES["marks"])
def test_a_mark_that_cannot_be_read_is_named_with_its_mend(phrase, part):
    """A malformed `&`, `<set>` or `!` is an error that says how to write it."""
    with pytest.raises(CoachplanError, match=re.escape(part)):
        Lexicon.of([flag("sign", "today", en=[phrase])])


def test_a_phrase_that_begins_with_an_exclamation_mark_takes_its_words_out():
    """`! zebra crossing` keeps `zebra` from firing there, and only for its own item."""
    lexicon = Lexicon.of(
        [flag("one", "today", en=["zebra", "! zebra crossing"]), flag("other", "soon", en=["zebra crossing"])]
    )
    kinds = {m.flag: m.kind for m in read(lexicon, "we met at the zebra crossing").mentions}

    assert {"pretend/one": "figurative", "pretend/other": "affirmed"} == kinds
    assert "today" == loudest(read(lexicon, "a zebra at the crossing"))


@pytest.mark.parametrize(("written", "meant"), PHRASES["slips"])
def test_a_slip_in_a_word_that_matters_is_corrected(written, meant):
    """One letter missing, added or swapped is corrected; words that mean something else are left alone."""
    assert (meant or None) == slips.correct(written)


# -- how much work it is


def looks(monkeypatch, text):
    """How many words are followed through the phrases while a text is read."""
    counted = 0
    follow = finding.follow

    def counting(*given):
        nonlocal counted
        found = follow(*given)
        counted += 1 + len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(finding, "follow", counting)
        read(ALONE, text)
    return counted


@pytest.mark.parametrize("unit", ["not now ", "he choked ", "i hit him and ", "no se puso ", "blue lips went "])
def test_the_work_grows_no_faster_than_the_note(monkeypatch, unit):
    """Four times the note is at most about four times the work; the same said again costs less."""
    short, long = looks(monkeypatch, unit * 300), looks(monkeypatch, unit * 1200)

    assert long <= 4 * short + 50


def shuffled(number):
    """So many words of signs in no order, the same each time and without a full stop."""
    known = sorted(ALONE.index.whole)
    return " ".join(known[(place * 7919 + place * place) % len(known)] for place in range(number))


def test_signs_in_no_order_cost_no_more_the_longer_they_go_on(monkeypatch):
    """Eight times as many signs are at most about eight times the work, though none is like the one before."""
    short, long = looks(monkeypatch, shuffled(4000)), looks(monkeypatch, shuffled(32000))

    assert long <= 8 * short


def test_a_long_note_is_read_to_its_end():
    """Whatever was said often before, a sign that is new at the very end of a long note is seen."""
    reading = read(ALONE, "he choked on bread " * 3000 + "no stop at all then his lips went blue")

    assert {"core/choking", "core/colour"} <= {m.flag for m in reading.mentions if m.urgency}


@pytest.mark.sweep(one_in=9)
@pytest.mark.parametrize("unit", ["a", "choke ", "\x00\u200b", "\U0001f622", "<a ", "&amp", ". ", "e\u0301", "\n"])
def test_a_very_long_note_of_anything_is_read(monkeypatch, unit):
    """A million characters of one thing are read with a bounded number of looks."""
    assert looks(monkeypatch, unit * (1_000_000 // len(unit))) <= 1000


def test_an_everyday_note_leads_nowhere(monkeypatch):
    """Words that begin a phrase are followed only where another of its words is in the note."""
    assert looks(monkeypatch, "we sang the zebra song on our walk and later Sam built towers") <= 2


def test_a_phrase_is_compiled_once(monkeypatch):
    """Checking a list and reading by it share the work; another lexicon of the same phrases compiles nothing."""
    first = Lexicon.from_words([("x/y", "now", {"en": ["zebra|giraffe ...4 sings loudly"]})])
    read(first, "the zebra always sings loudly")  # by the core's own cues, too
    compiled = []
    monkeypatch.setattr(phrases, "_column", lambda *given: compiled.append(given))
    again = Lexicon.from_words([("x/z", "now", {"en": ["zebra|giraffe ...4 sings loudly"]})])

    assert ["x/z"] == [one.flag for one in read(again, "the zebra always sings loudly").mentions]
    assert first.index is again.index
    assert [] == compiled
