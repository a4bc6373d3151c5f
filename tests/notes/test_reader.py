"""
What a tired parent types is read as it was meant: signs are seen, denials believed, fears and cousins told apart.

The core's own flags are loaded as they stand. FRESH notes were written after the word lists and rules were done and
measured once before anything was mended for them, and so were SECOND notes later; TUNED notes were used while the rules
were made.
"""

# ruff: noqa: E501 -- a note stands on one line

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.flags import Answer, RedFlag
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


def rows(block):
    return [line for line in block.splitlines() if line.strip()]


# -- sentences with their reading, as the discipline reference lists them


SENTENCES = """
He didn't choke.|-
She didn't choke this time.|-
He almost choked on a grape.|today
No coughing today.|-
Didn't choke but coughed through the whole bottle.|today
She can't stop coughing when she drinks.|today
Not just a cough, his lips went blue.|now
I thought she was choking but it was only a gag.|soon
He wasn't breathing for a few seconds.|now
No breathing problems at all.|-
No wet diapers since last night.|today
Plenty of wet diapers.|-
He choked, no sound came out, then it popped out.|now
She's fine now but she turned purple.|now
He loves his blue cup.|-
He was blue in the face from screaming.|now
He passed out as soon as we got home.|now
She was dead tired.|-
My oldest choked on a hot dog once.|-
What if he chokes on the meat?|-
I'm scared she'll choke.|-
I choked up when she said mama.|-
She gagged but kept it down.|soon
Gagged and then her voice sounded wet.|today
No gagging, no coughing, ate happily.|-
He no longer gags on banana.|-
Hasn't choked since last week.|-
Never had a problem until the muffin, then he choked.|today
She lost her words again.|today
He lost his shoe.|-
He used to say six words, now none.|today
Stopped eating peas.|-
Stopped drinking since yesterday.|today
Doctor ruled out aspiration.|-
Doctor said watch for choking.|-
Is it normal that he coughs with water?|today
Kinda choked, coughed it out.|today
Swallow study next week.|-
He ate so fast I had to slap his back.|now
Didn't not cough.|today
No se atragantó.|-
Casi se atraganta con la uva.|today
Por poco se ahoga.|today
Hoy no tosió.|-
No deja de toser cuando toma agua.|today
No para de vomitar.|today
Se puso morado.|now
No se puso morado ni nada.|-
Se le fue por el otro lado y tosió mucho.|today
Le dieron arcadas pero no vomitó.|soon
Ni tosió ni se atragantó.|-
No solo tosió, se quedó sin aire.|now
Se privó de tanto llorar.|now
Desde anoche no moja el pañal.|today
Se tragó una pila.|now
Ya no dice las palabras que decía.|today
Ya no se atraganta con el plátano.|-
Me da miedo que se atragante.|-
Mi sobrina se atragantó.|-
Se ahogó con la leche.|today
El vaso morado le gusta.|-
No come nada desde ayer.|today
No le salía la voz.|now
Tosió pero no se puso azul.|today
"""


@pytest.mark.parametrize("line", rows(SENTENCES))
def test_a_listed_sentence_fires_as_listed(line):
    """Each of the sixty-four sentences fires at its urgency, and the denied, feared and figurative ones do not."""
    text, _, expected = line.rpartition("|")

    assert expected.replace("-", "nothing") == loudest(read(BOTH, text))


STORIES = """
trousers fall down, only eats 6 things now, used to eat 12|nothing
can I put a weighted blanket on him so he sleeps|nothing
went stiff and jerked for a minute, did not answer, then slept|now
pushes me away and cries when I squeeze|nothing
meltdown after nursery|nothing
scissors upside down|nothing
I counted to ten in my head|nothing
I keep asking what's this and he turns away|nothing
he's been repeating sounds since spring, blinks hard, Grandpa stutters too|nothing
nursery says only speak English, should we stop Punjabi|nothing
will the cards stop him from talking|nothing
hoy no se atragantó, comió bien|nothing
coughs every time on water, voice sounds gurgly after|today
red bumps all over and threw up twice, lips puffy|now
kept the spoon at his lips till he gave in, he vomited|soon
no coughing, no choking today!|nothing
what if he chokes on whole grapes, can I give them|nothing
ate everything with roti and fingers like we do|nothing
can I start peanut today|nothing
I can't do this any more, I shook him and I'm scared of myself|now
I'm probably doing it wrong|nothing
why isn't he normal yet|nothing
he did the heel himself|nothing
he leans in for it|nothing
"""


@pytest.mark.parametrize("line", rows(STORIES))
def test_the_words_of_a_story_fire_as_the_story_says(line):
    """The free text of the caregiver stories raises what the story expects, and nothing else."""
    text, _, expected = line.rpartition("|")

    assert expected == loudest(read(BOTH, text))


# -- each kind, in both languages


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("He choked on rice.", "choked", "affirmed"),
        ("Se atragantó con arroz.", "atragantó", "affirmed"),
        ("He didn't choke today.", "choke", "negated"),
        ("Hoy no se atragantó.", "atragantó", "negated"),
        ("He choked last year.", "choked", "past"),
        ("He used to choke on water.", "choke", "past"),
        ("Hasn't choked since last week.", "choked", "past"),
        ("El año pasado se atragantó.", "atragantó", "past"),
        ("What if he chokes?", "chokes", "what-if"),
        ("I'm scared she'll choke.", "choke", "what-if"),
        ("Is it ok if he chokes a little?", "chokes", "what-if"),
        ("The doctor said watch for choking.", "choking", "what-if"),
        ("Me da miedo que se atragante.", "atragante", "what-if"),
        ("His cousin choked.", "choked", "somebody-else"),
        ("The doll choked.", "choked", "somebody-else"),
        ("In the book he chokes on a bone.", "chokes", "somebody-else"),
        ("Mi sobrina se atragantó.", "atragantó", "somebody-else"),
        ("I choked up when she said mama.", "choked", "figurative"),
        ("Se atragantó de la risa.", "atragantó", "figurative"),
    ],
)
def test_a_mention_says_how_it_was_meant(text, words, kind):
    """The same sign is affirmed, negated, past, supposed, somebody else's or figurative, and only affirmed fires."""
    (mention,) = [m for m in read(ALONE, text).mentions if m.flag == "core/choking"]

    assert (words, kind) == (mention.words, mention.kind)
    assert ("today" if kind == "affirmed" else None) == mention.urgency


@pytest.mark.parametrize(
    "text",
    [
        "he choked yesterday",
        "he choked today like he did last year",
        "choked again last night",
        "he choked this morning",
        "ayer se atragantó",
        "he used to choke all the time, now he chokes twice a day",
        "almost choked on a grape",
        "I thought he was choking but he coughed it up and was pale",
        "never had a problem until the muffin, then he choked",
        "no nap today and he choked at lunch",
        "No, he choked.",
        "no quiso comer y se atragantó",
        "sí se atragantó",
        "not sure if he choked",
        "every time he eats bread he chokes",
        "if I give him lumps he chokes",
        "his grandma said he choked",
        "Is it normal that he chokes on water?",
        "didn't not choke",
    ],
)
def test_what_happened_fires(text):
    """Recent, nearly, questioned, told by another or after a turn in the sentence: it happened, and it fires."""
    assert "today" == loudest(read(ALONE, text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("didn't choke but coughed", {"pretend/cough": "affirmed", "core/choking": "negated"}),
        ("no coughing, no choking", {"pretend/cough": "negated", "core/choking": "negated"}),
        ("ni tosió ni se atragantó", {"pretend/cough": "negated", "core/choking": "negated"}),
        ("he didn't cough or choke", {"pretend/cough": "negated", "core/choking": "negated"}),
        ("I thought he choked but it was a gag", {"core/choking": "negated", "pretend/gag": "affirmed"}),
        ("tosió pero no se puso azul", {"pretend/cough": "affirmed", "core/colour": "negated"}),
        ("no deja de toser", {"pretend/cough": "affirmed"}),
        ("she can't stop coughing", {"pretend/cough": "affirmed"}),
        ("my sister choked last year", {"core/choking": "somebody-else"}),
        ("mi hijo se choked y hizo gag", {"core/choking": "affirmed", "pretend/gag": "affirmed"}),
    ],
)
def test_each_sign_of_a_sentence_is_read_by_itself(text, kinds):
    """One sentence can deny one sign and report another."""
    found = {m.flag: m.kind for m in read(BOTH, text).mentions}

    assert kinds == {name: found.get(name) for name in kinds}


@pytest.mark.parametrize(
    "text",
    [
        "I shook him",
        "my husband shook him",
        "I'm scared I'll hurt her",
        "I almost hit him",
        "I want to hurt myself",
        "lo sacudí",
        "estarían mejor sin mí",
    ],
)
def test_a_child_or_a_parent_in_danger_is_never_somebody_else(text):
    """What a caregiver says of their own hands, or of another adult's, is about this child, and it is urgent now."""
    assert "now" == loudest(read(ALONE, text))


@pytest.mark.parametrize(
    "text",
    [
        "she passed me the cup",
        "he fell asleep",
        "drank two cups",
        "hit the ball",
        "shook his head",
        "cried when I left",
        "hurt his knee a bit",
        "she hurt her knee",
        "he loves his blue cup",
        "El vaso morado le gusta.",
    ],
)
def test_an_everyday_note_is_quiet(text):
    """Ordinary words that look like a sign raise nothing."""
    assert "nothing" == loudest(read(ALONE, text))


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("he had a seizure while brushing his teeth", "now"),
        ("he stopped breathing while brushing teeth", "now"),
        ("she choked when brushing her teeth", "today"),
        ("she fainted during her stretches", "now"),
        ("I'm scared she'll choke when brushing her teeth", "nothing"),
    ],
)
def test_what_happens_while_brushing_happens(text, urgency):
    """The task at hand does not make a sign a mere danger; a fear stays a fear."""
    assert urgency == loudest(read(ALONE, text))


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


@pytest.mark.parametrize(
    "text",
    [
        "stopped talking last month",
        "she stopped talking months ago",
        "last year he lost all his words",
        "lost all her words last week",
        "used to say six words, now none",
        "last year he used to say six words, now none",
        "dejó de hablar el año pasado",
        "dejó de caminar la semana pasada",
        "perdió sus palabras hace meses",
    ],
)
def test_what_was_lost_stays_lost(text):
    """A skill that went fires however long ago it went."""
    assert "today" == loudest(read(SKILLS, text))


def test_a_habit_that_ended_is_past():
    """What used to be done, and is not any more, does not fire."""
    assert "nothing" == loudest(read(ALONE, "used to force him to eat but we stopped that"))


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("kept the spoon at his lips until he opened", "nothing"),
        ("I held the spoon against her mouth till she took it", "nothing"),
        ("held her down and made her eat", "today"),
        ("goose bumps all over when the song came on", "nothing"),
        ("broke out in goose bumps", "nothing"),
        ("drove over the bumps all the way", "nothing"),
        ("red bumps all over after the egg", "now"),
        ("itchy bumps everywhere", "now"),
        ("broke out in itchy bumps", "today"),
    ],
)
def test_only_a_sign_is_a_sign(text, urgency):
    """Pressure has its tag, and skin that shivers is no reaction; being held down and itchy skin are signs."""
    assert urgency == loudest(read(ALONE, text))


# -- as it is typed


@pytest.mark.parametrize(
    "text",
    [
        "HE STOPPED BREATHING",
        "he wasnt breathing",
        "he wasn\u2019t breathing",
        "he was not breathing",
        "he wasn't   breathing!!!",
        "he wasn't\nbreathing",
        "he wasn't bre\u200bathing",
        "he wasn't bre\x00athing",
        "<p>he wasn't&nbsp;breathing</p>",
        "he wasn't <b>breathing</b>",
        "he wasn't breathinggggg",
        "he wasnt brething",
        "no respiraba",
        "NO RESPIRABA",
        "lips went b\u0301lue",
        "his lips are bluuue \U0001f622",
        "Se puso mora\u0301do",
        "convulsiono",
        "convulsionó",
    ],
)
def test_the_way_of_typing_does_not_matter(text):
    """Case, accents, apostrophes, tags, invisible characters, slips and long letters change nothing."""
    assert "now" == loudest(read(ALONE, text))


def test_a_mention_is_the_text_as_it_was_written():
    """The words keep their accents, marks and tags, and the start finds them in the text."""
    text = "Hoy \U0001f600 bien.<br>Ayer se PUSO\u200b mora\u0301do, <i>y</i> ya."
    (mention,) = [m for m in read(ALONE, text).mentions if m.flag == "core/colour"]

    assert text[mention.start :].startswith(mention.words)
    assert mention.words.endswith("mora\u0301do")
    assert "es" == mention.language


# -- which languages are known


def test_a_language_without_a_list_is_said_not_to_be_checked():
    """A note in a language that no list knows is not checked; its base language counts, and blank text needs no check."""
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


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("lips went blue", "her lips went blue", "lips went blue"),
        ("lips went blue", "lips all went blue", None),
        ("chok*", "he is choking", "choking"),
        ("chok*", "an artichoke", None),
        ("went blue|grey|purple", "it went grey", "went grey"),
        ("cough* ... water", "coughed with his water", "coughed with his water"),
        ("cough* ... water", "coughed a b c d water", None),
        ("cough* ...6 water", "coughed a b c d water", "coughed a b c d water"),
        ("[really] sick", "really sick", "really sick"),
        ("[really] sick", "sick", "sick"),
        ("can't|won't wake", "he cannot wake", "cannot wake"),
        ("no wet nappy", "no wet nappy. dry", "no wet nappy"),
        ("lips ... blue", "lips. blue", None),
        ("lips ... blue", "lips fine but blue", None),
    ],
)
def test_a_phrase_matches_what_the_design_says(phrase, text, found):
    """Words side by side, beginnings, choices, gaps and optional words; never past the end of a sentence."""
    mentions = read(Lexicon.from_words([("x/y", "soon", {"en": [phrase]})]), text).mentions

    assert found == (mentions[0].words if mentions else None)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "  ",
        "...",
        "... water",
        "cough ...",
        "a ... ... b",
        "a ...99 b",
        "ch*ke",
        "a*",
        "[sick",
        "[]",
        "[a]",
        "!!",
        "a|",
        "a...b",
    ],
)
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
    assert all({"en", "es"} == set(one.words) for one in CORE_FLAGS)
    assert ("injured",) == next(one.tags for one in CORE_FLAGS if one.id == "core/injured")


def test_what_the_core_says_is_plain():
    """It says what to do: no name of a condition, no likelihood, no comfort, no blame, no number, no exclamation mark."""
    unwanted = re.compile(
        r"!|\d|probably|likely|might be|don't worry|fine|normal|should have|fault|disorder|seizure|allerg|aspirat|"
        r"concussion|abuse|depress|dehydrat|epilep", re.IGNORECASE
    )  # fmt: skip

    assert [] == [(one.id, hit[0]) for one in CORE_FLAGS if (hit := unwanted.search(one.say))]
    for one in CORE_FLAGS:
        assert all(len(sentence.split()) <= 24 for sentence in re.split(r"[.;]", one.say)), one.id


def test_the_core_says_it_in_spanish():
    """Each flag says the same in Spanish, to a `tú`, in short sentences; no name of a condition, no exclamation mark."""
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
    urgent = {one.id for one in CORE_FLAGS if one.urgency == "now"} - {"core/help-was-called"}
    assert [] == [name for name in urgent if not re.search(r"\bya\b", said[name])]


def test_every_source_of_the_core_is_listed_and_graded():
    """A flag cites only sources of its own file, and what is our own proposal is marked OWN."""
    grades = {source["id"]: source["grade"] for source in CONTENT["source"]}

    assert "OWN" == grades["core/own"]
    assert all(set(one["sources"]) <= set(grades) and "core/own" in one["sources"] for one in CONTENT["flag"])


# -- notes in many voices


TUNED = {
    "now": """
so at dinner she got a piece of apple and i thought we were fine then she went all quiet and her lips were kinda bluish and my husband had to whack her on the back
he just went limp in my arms like a rag doll and wouldnt wake up for like a minute
i lost it tonight and i shook him im so sorry
sometimes i think everyone would be happier if i was gone
she got into grandmas pills we dont know how many she took
theres a button battery missing from the remote and he was gagging
he was shaking all over and his eyes were rolled up wouldnt look at me
her whole face swelled up after the peanut butter and she was wheezy
fell off the couch onto tile hit his head and has thrown up 3 times since
he cant catch his breath, ribs are pulling in every time he breathes
I feel like I'm going to hurt her if she doesn't stop screaming
my boyfriend threw him on the bed and hit him
milk went in and she stopped breathing for maybe ten seconds turned grey
she was choking and couldnt make any noise had to do the heimlich
he drank some of the toilet cleaner
i keep thinking about driving off a bridge with both of us
I smacked her hard across the face
her dad gets drunk and hits us
I just don't want to be here any more
He fainted in the bath
stopped responding to us and was jerking on one side
I want to end it all tbh
wont wake up properly since the fall
he turned blue around the mouth when he cried
We gave him egg and his lips blew up like balloons and hives everywhere
Se puso tiesa y le temblaba todo el cuerpo, no me respondia
mi hijo se trago una moneda y no para de babear
se quedo como sin aire y moradito de los labios
le pegue fuerte porque no queria comer y ahora tengo miedo de mi
mi esposo le dio con el cinturon
no quiero seguir viviendo asi
se cayo de la cama se pego en la cabeza y vomito dos veces
tiene los labios hinchados y ronchas en todo el cuerpo despues del huevo
se desmayo en la terapia
respira muy raro y se le hunden las costillas
lo zarandee porque no dejaba de llorar
no despierta bien desde que tomo las pastillas
tuve que darle golpes en la espalda porque no podia respirar
se tomo cloro
omg she swallowed a little round battery from the toy
i dont know if he swallowed the magnet or lost it but its gone
hes having some kind of seizure
I think he had a seizure at breakfast, stared and twitched and then slept for an hour
baby went floppy during the feed and her lips looked dusky
hit her head on the slide now shes acting drowsy and wont eat
after the peanut cracker his tongue got big and he was drooling and scratching his throat
i slapped him today. hard. I hate myself
im scared im going to snap and shake her
there is no air getting in she makes a squeaky sound when breathing
cheek was blue and he couldnt cough
he got under the weighted blanket and couldn't breathe
dad came home angry and pushed her into the wall
i dont think i can keep him safe from me tonight
I have been thinking about taking all my tablets
face went grey during the bottle, it lasted a few seconds
He was gasping for air after the cracker
we did back slaps and a bit of sausage flew out
she stopped breathing
drank from the bleach bottle under the sink
passed out after crying
His lips were purple when we took him out of the chair
Her eyes rolled back and she went stiff
ate a bunch of my iron pills
choked so bad he turned purple and we called 911
had to give him cpr on the kitchen floor
I want to die
i keep having thoughts of throwing her down the stairs
someone at daycare hit him, there's a hand print
Im afraid of what I might do to him
no podía respirar y se agarraba el cuello
le salía espuma de la boca y se sacudía
se quedó tieso con los ojos en blanco
comió cacahuate y se le cerró la garganta
se tragó un imán del refri
me desesperé y lo sacudí
a veces pienso que estarían mejor sin mí
mi marido nos pega a los dos
me quiero morir ya no aguanto
se ahogó con una salchicha y se puso azul
lo encontré inconsciente en la cuna
no reacciona, esta flojito
se bebió el detergente
tengo miedo de hacerle daño a mi bebé
se golpeó la cabeza y no deja de vomitar
no le salía ningún sonido y abría la boca
Tonight during dinner he got really quiet, hands at his neck, no noise. I hit him between the shoulder blades and a piece of carrot came out.
he couldnt talk or breathe for a few secs
she went stiff as a board then started shaking and didnt know who i was
two convulsions today
he's been unconscious for a bit after he fell off the bunk bed
she wouldn't wake up for anything, just flopped over
his mouth and fingers went kind of blue when he was coughing
took off running, tripped, smacked his head, and now he keeps puking
found her chewing on a lithium battery, part of it is gone
He ate dishwasher pods
daughter swallowed 3 magnet balls
she drank nail polish remover
He got into my purse and ate my blood pressure pills
broke out in hives all over and cant stop throwing up after the shrimp
lips are really swollen and his voice sounds weird since the cashew
My husband shook the baby last night
I think my boyfriend is hurting him when im at work
I grabbed him and threw him on the floor, I dont know what came over me
I'm about to lose it and hit him
I keep imagining smothering her with a pillow
nobody would miss me, I just want to disappear
I took a bunch of pills last night and woke up
I cut myself again after he went to bed
he says he wants to kill himself
she is struggling to breathe right now
breathing really fast and his nostrils are flaring
she made a whistling sound every breath and couldn't get air
I found him with the blanket over his face, not breathing
side of his face is drooping and he cant lift his arm
ayer convulsionó por primera vez
se puso morada y flojita cuando le di el biberon
no le entraba el aire y hacia un ruido feo
se tragó la pila del control
le di una cachetada, me siento horrible
pienso en hacerme daño
su papá le pega con el cinto
se cayó de cabeza y quedó inconsciente
se le hinchó la lengua con los camarones
se tomó mis pastillas para la presión
tuve que meterle los dedos a la garganta porque no respiraba
quiero aventarlo contra la pared
she had a grape and then just stopped, mouth open, no crying, I flipped her and hit her back and it came out
baby isn't waking for feeds and feels floppy
he shook and shook for 2 minutes and his eyes went up in his head
lips tingling and swelling after cashew milk
I hit my daughter today and I can't stop thinking about it
I'm scared of what I'll do if I stay in this house with him
swallowed part of a magnet set
he took six of his brother's ADHD pills
hit his head at the park and he's been confused and sleepy since
my ex burned her with a cigarette
not sure if he swallowed the battery but it's missing
his face turned grey and sweaty while eating
stopped breathing for like 5 secs then gasped
there are days I think about killing myself
Grandpa slapped him so hard it left a mark
having a hard time breathing after the nut bar
he went unconscious
wouldn't breathe and went all floppy
I can't promise I won't hurt her
collapsed at the playground, couldn't rouse him
drank lamp oil
she choked and I had to reach in and pull it from her throat because she was turning colors
se me quedó morado y sin respirar unos segundos
le temblaban los brazos y no me contestaba
mi pareja lo golpeó anoche
ya no quiero estar aquí, sería mejor que me muriera
se tomó el limpiador del baño
no podía agarrar aire después de la nuez
le salieron ronchas en todo el cuerpo y vomitó después del cacahuate
se pegó en la cabeza con la mesa y está muy dormido
le dio un ataque y se puso rígido
me da miedo que lo voy a lastimar
""",
    "today": """
she choked on toast this morning but coughed it up and is fine
choked twice at breakfast on the scrambled eggs
he kinda choked on his juice again
went down the wrong pipe and she was coughing for ages
almost choked on a blueberry today scared the life out of me
she hasnt had a wet nappy since 6am
hasn't peed since last night and refuses to drink anything
no tears when she cries and her diapers have been dry all day
I had to hold him down and force the spoon in
my husband held her nose so she'd open her mouth
we have no food in the house until friday
been adding extra water to his formula to make it last
bit himself so hard he broke the skin on his hand
she bangs her head on the wall until it bleeds
his wrist is all swollen after we did the stretches
he got hurt during practice today
she fell out of the highchair
hit his head on the corner of the table pretty hard
we are sleeping in our car right now
se atraganto con el arroz pero ya esta bien
casi se me ahoga con un pedazo de manzana
se le fue chueco el agua
no ha hecho pipi en todo el dia
no quiere tomar nada desde ayer
la obligue a comer, llore despues
le meti la cuchara a la fuerza
no hay comida en la casa
se muerde la mano hasta sangrar
lo sujetamos entre dos para que comiera
he choked a bit on pasta again tonight and his eyes watered
every time she eats bread she chokes
is it normal that he chokes on water every day
he is choking more than before
she choked and then laughed it off
if I give him anything with lumps he chokes
only 1 wet diaper since this morning and pee was really dark
hes not drinking at all today and very sleepy
we pinned her arms so grandma could get the spoon in
forced him to take five bites
we ran out of formula and can't buy more until payday
our power got shut off
the landlord is evicting us
he scratches his face till it bleeds when upset
left red marks after I pressed on his legs
broke her arm on the trampoline
big bump on his forehead from falling off the swing
he's vomiting everything he drinks
fed him even though he screamed, held his arms and pushed it in
cuando toma agua se atraganta siempre
se atragantó dos veces hoy
se ahogaba con la sopa
le salieron ronchas con la fresa
lleva todo el día con el pañal seco
mi suegra lo obligó a terminar el plato
nos cortaron la luz
le echamos más agua a la fórmula para que rinda
se golpea la cabeza contra la pared cuando se enoja
se cayó de la silla y se lastimó feo el brazo
he choked on a chicken nugget but got it out himself
little bit of choking with thin liquids
nearly choked again, same as yesterday
we had a choking scare with a hot dog
she chokes whenever she drinks from the blue cup
he had a bad choke on his milk
the water went down wrong and she choked
not a single wet diaper all day
he has barely peed and wont take his bottle
she won't drink, her mouth is dry and her eyes look sunken
hes thrown up every bottle since yesterday
I ended up forcing the last bites in his mouth
held her down to brush her teeth while she screamed
made him sit there until he swallowed it
there's nothing in the fridge and I get paid next week
we got kicked out of our apartment
I dont feel safe at home
he's biting his arms until they bleed
punches himself in the face, has a black eye
hurt his ankle during the jumping practice and now it is swollen
bad fall off the swing, his arm looks broken
whacked his head on the concrete
se atoró con un pedazo de pan
se anda ahogando mucho con los líquidos
por poco se me atraganta con la salchicha
no ha mojado un solo pañal desde la mañana
no toma leche ni agua desde ayer
lo tuve que agarrar y meterle la comida
no tenemos para comer esta semana
vivimos en el carro desde el lunes
se rasguña la cara hasta que le sale sangre
se quebró el brazo en la terapia
pasta got stuck and he choked but he's ok now
she choked three times on water during lunch
a near choke on a strawberry at daycare
we nearly had a choking accident today
he sort of choked then threw up a little
still hasn't wet a diaper since bedtime
won't take the bottle or anything to drink since this morning
dad forced a spoon in her mouth
I held his jaw open to get the medicine and food in
hits himself in the head until there are bruises
he bit his wrist and it bled
got injured doing the swing activity
she rolled off the changing table
smacked her head on the floor really hard
we don't have money for formula
I've been skipping meals so he can eat
we're staying in a shelter now
hardly any wet nappies and very dark wee
se volvió a atragantar con la tortilla
tosió y se ahogó cuando le di jugo
casi se ahoga y me asusté mucho
no ha querido tomar nada en todo el día
lleva doce horas sin mojar pañal
le abrimos la boca a la fuerza para la medicina
le detuve las manos y le metí la cuchara
no tenemos comida hasta el viernes
se pega en la cara hasta dejarse moretones
se cayó del columpio y se lastimó mucho la mano
""",
    "soon": """
i cant do this anymore im so tired
I am completely burnt out and crying in the bathroom every night
at my wits end with mealtimes
ya no puedo mas estoy agotada
siento que no puedo con todo
I can't cope with this, every meal is a war
crying all the time, I feel hopeless
I give up, nothing works
i'm so overwhelmed I can't think straight
me siento tan sola y desesperada
estoy al límite
I just can't anymore
I'm at the end of my rope
I can't keep doing this by myself
I cried in the shower again
I feel like a failure and I'm so alone
no doy más
ya no aguanto, lloro a escondidas
I honestly can't do this anymore
everything is too much for me, I'm breaking
I cry every night after he goes to bed
no puedo con tanto
me siento desesperada y sola
""",
    "nothing": """
he didnt choke once today so proud
no gagging or choking with the new cup
she drank the whole thing without choking
I cut them up small so he doesn't choke
my nephew choked at the party last month so now I'm nervous about grapes
I'm always worried he will choke
what do I do if she stops breathing
we did a first aid class on choking
his cousin had a seizure at school
the bear in the book got hit on the head and fell asleep
laughed so hard he couldn't breathe
she was dying laughing
turned his hands blue with the paint
lips blue from the popsicle haha
he picked the purple bowl and the blue spoon
when he was a newborn he stopped breathing once in the NICU
she had a seizure when she was two, none since
he used to bang his head on the wall but not any more
I nearly choked on my coffee when he said banana
I'm scared of hurting him when I do the stretches
didn't have to force him at all he opened his mouth
we never force her to eat
no bruises, no marks, no crying
he shook the maracas and shook his head no
she shook her bottle
doctor told us to watch for trouble breathing
could he have a seizure from the lights?
grandma said in her day kids choked all the time
my sister fainted at the wedding so we missed a day
pretended to choke to make us laugh
fell asleep in the car on the way home
he bumped his knee but was fine
had a fit when I turned off the tablet
I choked up watching him walk
he passed the ball to me
blacked out the windows for nap time
plenty of wet diapers and lots of tears at bath time
no tears at drop off today!
he won't drink from the open cup yet
stopped drinking from the bottle and uses a cup now
he ate all his vitamins
put a new battery in his toy
we put magnets on the fridge and he named letters
he hit the drum ten times
his sister hit him and he cried but then shared
I could just cry, he put on his own socks
I can't believe how well he did
I can't do mornings, can we do evenings instead?
she can't do this step yet
held his hand down the stairs
held her hand while she poured
read a story about a dog that swallowed a coin
is it safe to give popcorn, could she choke
no seizures this week
he hasn't had a seizure in two years
the doll was choking and he gave it medicine
knocked over the tower and laughed
collapsed in giggles on the floor
out of breath from running but happy
breathing through his mouth because of his cold
hoy no se atraganto ni una vez
no hubo arcadas ni tos
comio sin atragantarse
me da miedo que se ahogue con las uvas
que hago si se atraganta
mi prima se desmayo ayer
cuando era bebe convulsionaba
casi me muero de risa
le gusta el carrito azul y el vaso morado
se puso la camisa azul solito
le pegue una calcomania en la hoja
hace dos anos se trago una moneda
el oso del cuento se cayo y se pego en la cabeza
no lo obligamos, comio solito
la doctora dijo que vigilara si respira mal
se puede atragantar con esto?
lloro cuando me fui a trabajar
no quiso el brocoli
se comio dos tortillas
no se puso azul ni nada, solo tosio
ya no se ahoga con el agua
great day, no choking, no gagging, and he asked for more
I was so worried he'd choke but he did great
he has not choked or gagged in weeks
wasn't choking just clearing her throat
thought she was choking but she was just laughing
the lady next door said her baby stopped breathing once
my older son had seizures as a baby
what are the signs of choking?
how would I know if he is choking
is it a choking hazard?
grapes are a choking risk so we quarter them
our dog swallowed a battery lol
he likes to pretend he's choking
he held his breath under water in the bath, loves it
turned the bath water blue with the bath bomb and he counted fish
she was purple with paint
he wore his purple shirt
I'm dead on my feet but we did it
she passed out the snacks to everyone
he crashed hard at nap time
we ran out of crackers
no food on the floor today
he ate everything, no need to force anything
didn't hit anyone today
he hit me when I said stop
he bites his sleeve a lot
he scratched his arm on a branch
bumped his head on the table, a kiss fixed it
she fell on her bottom and got back up
I lost my temper with the printer
hurt my back lifting him
cut his nails, no tears
cut the paper himself with scissors
she poisoned me in our pretend tea party
he swallowed all his yogurt
swallowed his vitamins with water
he took his medicine without a fight
the battery in his AAC device is flat
wet diaper this morning, then potty at nine
drank water from a straw
wouldn't wake up early so we skipped the morning routine
hard to get him up this morning but he dressed himself
he didn't respond to his name twice but then turned
she was breathing hard after dancing
she has not stopped smiling
I could have cried with joy
this is killing me, he is so cute
I want to cry he said mama
can't wait to try again
I can't do Thursday
he can't do buttons any more without help
not sleeping well but eating fine
uncle choked on a fishbone years ago so the family is careful
last summer he choked on a plum
if he chokes should I call you?
we would never hit him
she never choked again after we changed the cup
he shook my hand
shake the dice and he says go
we shook the snow globe together
no se ahogo nada hoy
ni se ahoga ni tose
no le dieron convulsiones este mes
tengo miedo de que se ahogue
y si se desmaya que hago
antes se atragantaba mucho
el año pasado convulsionó
mi hijo mayor se tragó una moneda
la muñeca se cayó y se pegó en la cabeza
escogió el plato azul
se puso el gorro morado
pintó y quedó con las manos azules de pintura
se ahogó de la risa
no le pego nunca
no quiere la leche con chocolate
no lloró ni nada
sin toser ni ahogarse
me dijo que no comiera uvas porque se puede atragantar
se cayó sentado y se rió
le pegué el sticker en la mano
He has never choked on anything.
She didn't cough, gag or choke today
ate the noodles without any trouble, zero choking
no more choking since we changed the nipple
he hasn't had any breathing trouble
never turned blue or anything like that
She did not pass out, she was just sleepy
my neighbor's kid choked on popcorn so we don't buy it
grandpa had a seizure last night so dinner was late
my sister's baby has seizures
the dog ate a battery and now we are at the vet
saw a video about a toddler who choked on a grape
what if she has a seizure at school?
I'm terrified of him choking
worried that he might stop breathing in the night
would he choke on crackers?
can babies choke on yogurt melts
the OT said stop if he has trouble breathing
call us if his lips turn blue
we learned back blows at the class
years ago he swallowed a penny
he fainted once when he was three
as a baby he turned blue when crying
she used to hit herself but stopped
giggled until she couldn't breathe
I about died laughing
I choked up at the recital
he was blue because his friend went home
wore her purple boots and stomped
fingers blue from the markers
colored a grey elephant
he looked at the blue block and the red block
turned the blue page himself
asked for the blue one
played dead on the floor
zonked out at bedtime
had a total meltdown, threw a fit over socks
he seized the spoon from me
stiff new shoes so he needed help
shaking the tambourine
she shook off her blanket
puffy coat made it hard to zip
swelled with pride
swallowed the pill with applesauce, so proud
beat me at the card game
daddy hit the ball to him
he kicked the ball to his dad
I pushed him on the swing ten times
I threw him the ball
I hurt my wrist
he hurt her feelings and said sorry
fell down twice but got up
banged the drum, banged the pot
hit the nail on the head with that tip
he held my hand the whole way
hold down the button
sat on his lap for stories
no force, just waiting
not hungry at dinner but had snack
diaper was dry when he woke up, used the potty
he did not want his milk
drinking well, lots of wet nappies
no food thrown today
out of wipes
our water was off for an hour so no bath
I give up screens at dinner with him and it helps
I cried happy tears
can't find the picture cards
I can't thank you enough
we can't make it Tuesday
I need help picking a spoon
he needs help with zippers
exhausted but good day
it was hard but we did it
nunca se ha atragantado
no tosió, no se ahogó, comió todo
no convulsionó
me preocupa que se atragante con la carne
podría atragantarse con las palomitas
si se pone morado a quién llamo
el perro se tragó una pila
mi mamá se desmayó el lunes
de chiquito se ponía morado al llorar
hace un año se golpeó la cabeza
solía ahogarse con el agua
me ahogo en trabajo
muerta de cansancio pero contenta
le encanta el globo morado
tomó la cuchara azul
pintamos con azul y negro
no le pegamos
me pegó el sticker en la cara
se pegó al grupo de niños
no hubo necesidad de obligarlo
comió sin que lo forzáramos
mojó el pañal como siempre
no quiso agua pero sí jugo
lloré de alegría
no puedo ir el jueves
puedo más o menos con la rutina
No choking at all this week, yay!
he coughed a little but never choked
didn't gag, didn't choke, just chewed and swallowed
not one choke
she has not had any seizures since starting the meds
he did not lose consciousness or throw up when he bumped his head
no hives, no swelling after the egg
never hit him and never will
nobody was hurt
my brother choked on a bone when we were kids
a girl in her class had an allergic reaction
the cat swallowed a string
his twin turned blue at birth but he is fine
in the movie the man stops breathing
I worry about choking
my biggest fear is choking
what happens if he swallows a magnet
might she choke on rice?
do I need to worry about choking with nuts
the nurse said to call if he stops breathing
he used to choke a lot before thickened milk
two years ago he had a bad fall and hit his head
last month she had a seizure, saw the neurologist, all clear
he almost choked once when he was 9 months old
funny enough I nearly choked on my tea laughing
he laughed till he turned purple
she choked up when saying goodbye to grandma
painted his face blue for the game
blue lips from blueberries
his favourite is the purple plate
the grey cat walked by and he said cat
out like a light by 7
I passed out on the sofa at 8
he shook his bottle and asked for more
shaking his head to say no
he hit the target every time
he punched the pillow instead of his sister
bit the apple by himself
he scratched a mosquito bite
cut the banana himself with the kid knife
he burned off energy at the park
he broke the cookie in half
broke out in a huge smile
swollen with pride lol
threw the ball into the basket
threw up his hands and cheered
hold his hand, then fade
I let him stop when he pushed it away
didn't force it
dry all night, first time!
only drank half his milk but ate well
he doesn't like water
there was no food he refused today
he ran out of patience
our car broke so we missed the visit
no water play today
I can't get him to sit longer than two minutes
I cannot believe he said it
I was crying laughing
so tired but worth it
I can't do the video call
I don't know how to do the next step
no se atragantó con nada
comió sin toser
no le pasó nada, ni se ahogó
jamás se ha desmayado
no le salieron ronchas
me asusta que se pueda atragantar
qué pasa si se traga una moneda
tal vez se atragante si le doy uvas
mi vecino tuvo una convulsión
su hermanito se pegó en la cabeza
cuando tenía un año se atragantó
el mes pasado se desmayó mi abuela
me muero de ternura
nos morimos de la risa
eligió la pelota morada
le di la cuchara azul
pegó las estampas en el papel
se pegó un susto pero rió
no le grité ni le pegué
sin obligarla comió tres bocados
ya no toma biberón, usa vaso
hizo pipí en el baño
lloró un poquito y ya
no puedo creer que lo logró
no pude hacer la práctica hoy
se durmió temprano
tomó agua solito
""",
}

FRESH = {
    "now": """
so we were eating noodles and he just froze, his face went this awful purple and nothing was coming out, my mom pounded his back and the noodle came up
she had a spell where she went rigid and her arms were jerking, maybe thirty seconds
Sam's lips looked blue after his bottle
found her limp in the swing
he bit into a laundry pod
my toddler got hold of my phone charger battery and I think he swallowed it
trouble getting air after the bee sting and his face is swelling up
she fell down the stairs, banged her head and now she can't stay awake
I slapped her. I feel sick about it.
his stepdad threw him across the room
I'm so angry all the time, I'm afraid I will hurt the baby
some nights I think about ending my life
they would all be better off without me
he is wheezing and sucking in at the ribs
he stopped breathing while I was feeding him, started again when I picked him up
had to call 911 because she would not wake up
blacked out for a second during the exercises
throat swelling after egg
Lips are grey. Not himself at all.
I shook him to make him stop
se desvaneció mientras lo bañaba
le dio una convulsión anoche
tenía los labios azules cuando terminó la mamila
se tragó dos imanes chiquitos
no podía respirar después de comer fresas
le pegué con la mano y me arrepiento
ya no quiero vivir
su padrastro lo golpeó
se cayó por las escaleras, se pegó en la cabeza y no deja de vomitar
se puso todo flojito y no reaccionaba
""",
    "today": """
choked on a piece of melon at snack, coughed it up by himself
He nearly choked on his pancake this morning
she keeps choking on her milk
drink went down the wrong pipe twice
he hasn't had a wet diaper in ten hours
she refuses all liquids since yesterday
baby has sunken eyes and no tears when crying
I pinned him down to get the last spoonfuls in
we force fed him tonight because he lost weight
she bangs her head on the floor so hard it leaves bruises
he picks at his skin until he bleeds
there is no food at home this week
we were evicted on Monday
she hurt her shoulder during the stretches and was injured
fell off the table and his arm is swollen
he hit his head hard on the bath
se atragantó con la manzana pero la sacó
casi se atraganta dos veces
no moja el pañal desde la mañana
no quiere tomar ni agua ni leche desde ayer
la forcé a comer y vomitó
no tenemos dinero para la fórmula
se muerde los brazos hasta que sangra
""",
    "soon": """
I can't do this any longer
I feel hopeless about all of it
I'm burned out, nothing left to give
ya no puedo más con las terapias
no aguanto más
""",
    "nothing": """
Not one cough and no choking, even with the crackers.
He didn't choke or gag on the banana.
she was not choking, only coughing
we checked: no blue lips, no trouble breathing
never had a seizure in his life
no one hit anyone today
He hasn't fainted since he was two.
when she was a baby she choked on formula
he choked on a coin three years ago
used to force him to eat but we stopped that
last spring he had a seizure with a fever
his friend at school had an allergic reaction to nuts
my husband choked on his steak and we laughed about it after
her doll hit its head and needed a bandage
in his show the dog fainted
what should I do if he chokes?
I'm afraid he might choke on the apple
can she choke on puree?
are marshmallows a choking hazard
the therapist told us to stop if her lips turn blue
in case he has a seizure we keep the medicine here
I always cut grapes to prevent choking
is it safe, could he swallow the beads?
I got choked up when he hugged me
nearly died laughing when he put the sock on his ear
I was so tired I passed out on the couch
he laughed so hard he could hardly breathe
blue paint all over his face and hands
she dropped the purple cup twice
the blue one is his favorite spoon
shook the rattle and smiled
hit the xylophone with both hands
kicked the ball with Dad
hurt his finger a little, kissed it better
cried for a minute when I went to work
he drank all his milk and two cups of water
swallowed three bites of carrot
big smiles, no fuss
he slept well and woke up happy
can't get the zipper to work
I can't make the appointment on Friday
no nap so he was grumpy
threw his spoon on the floor four times
bit the cracker and chewed on the side
we ran out of stickers
wet the bed last night
took off his own shirt, head got stuck, giggled
hold on to the rail, then step
forgot to log yesterday
No tosió ni se ahogó.
No se desmayó, solo estaba dormido.
nunca ha convulsionado
cuando era bebé se atragantaba con la leche
mi sobrino se tragó una moneda
¿qué hago si se atraganta?
me da miedo que se trague una canica
se puede ahogar con las palomitas
me muero de la risa con él
se puso los zapatos azules
le gusta el jugo de uva morada
lloró cuando salí
no quiso la sopa
no puedo el martes
comió bien y durmió la siesta
le di un abrazo fuerte y se calmó
pegó la bolita en la hoja
""",
}


#: At first sight: now 24 of 25, today 11 of 17 (two of those lost counted last week as past), look-alikes 3 of 36.
SECOND = {
    "now": """
ok so i was doing his stretches and he just kinda went stiff and his eyes rolled back, lasted like a min maybe
shes not breathing right, every breath her tummy sucks under her ribs
he choked on a hot dog tonight and couldnt make a sound till his dad whacked it out
his lips were kind of bluish after the feed i dont know if that matters
she wont wake up properly since the fall from the couch
i think he ate one of grandmas heart pills
um so we did the walking practice and then she hit her head on the radiator and now shes throwing up
we couldn't wake him from his nap for ages and then he was all floppy
hives everywhere and her tongue looks fat after the peanut butter
i grabbed him by the arms and shook him i just lost it
somedays i think id rather not be alive
my boyfriend hits her when shes loud and i dont know what to do
she had a seizure last tuesday while we were practising buttons
he stopped breathing for a sec with the bottle last week and went purple
drank some of the toilet cleaner when i turned round
got a fishbone stuck in his throat and is drooling and cant swallow
Baby went grey and limp after spit up
pasó algo feo ayer, se me puso azul con la leche
le temblaba todo el cuerpito y tenía los ojos en blanco
mi niña dejó de respirar unos segundos hace unos días
creo que se comió las pastillas de mi mamá
anoche lo zarandeé porque no paraba de llorar, estoy desesperada
tengo ganas de desaparecer, de no vivir
se le hinchó la cara y la lengua con el cacahuate
no lo podía despertar, estaba como un trapo
""",
    "today": """
he chocked on a bit of toast but got it up himself
coughed then choked a lil on the thickened milk last week havent told anyone
nothing to drink since lunch yesterday, she just turns her head
no pee since this morning and its 8pm
bangs his head on the crib till theres a lump
his leg is swollen and he screams if i move it
i held his jaw and poured the milk in
we pin her arms so grandma can get the spoon in
only thing left in the cupboard is rice, payday is friday
weve been sleeping in the car since the weekend
she choked on monday on a piece of apple
over the weekend he choked twice
se atoró con el pan la semana pasada
lleva desde ayer sin querer tomar agua
no ha hecho pipí en todo el día
le abrimos la boca a la fuerza para meterle la comida
no nos queda fórmula y cobro hasta el viernes
""",
    "soon": """
honestly im so done, cant keep doing this every single day
i feel like a failure and i cry every night
im running on empty and nobody helps
ya estoy muy cansada, siento que no puedo con esto
lloro todas las noches y no sé qué hacer
""",
    "nothing": """
brushed his teeth without a fight!! first time
got goose bumps all over when he said it
he choked up the courage to try the slide lol
she used to choke on bread as a baby but that was ages ago
what do we do if she has one of those seizures again
no seizures since march, neuro is happy
dad nearly fainted when she said dada
stiff legs after sitting on the floor that long, mine not hers haha
he fights the toothbrush every time
she is breathing down my neck while i cook
put the blue straw in the cup and he drank it all
her cousin who is allergic had to go to hospital
held her hand and walked to the park
poured the water all over himself
he hit the drum then he hit the cymbal
didn't force anything, he licked the spoon and that was that
we lost the picture cards
he lost his balance once and giggled
swallowed two peas like a champ
she stopped crying once the song came on
practised saying stop and go
is it dangerous if he swallows toothpaste
i keep worrying he'll stop breathing in his sleep
no fever no rash no nothing, all good
the doctor checked for seizures and said it was not that
ran out of wipes half way
se lavó los dientes sin llorar
se cayó de sentón y se rió
nunca se me ha atragantado, gracias a dios
el gato tiró la leche
se puso la camisa morada solita
el año pasado se atragantaba mucho pero ya no
por si se atraganta, ¿qué hago?
mi suegra se desmayó el domingo
cansada pero feliz, hoy dijo agua
no quiso practicar porque tenía sueño
""",
}


def share(block, at_least):
    """The share of notes that fire at this urgency or a more urgent one."""
    notes_given = rows(block)
    return sum(ORDER.index(loudest(read(ALONE, text))) <= at_least for text in notes_given) / len(notes_given)


@pytest.mark.parametrize("notes_given", [TUNED, FRESH, SECOND], ids=["tuned", "fresh", "second"])
def test_notes_in_many_voices_are_read_as_they_were_meant(notes_given):
    """Of notes that need help now 90 % are seen, of those for today 85 %, and of look-alikes at most 8 % raise anything."""
    assert share(notes_given["now"], 0) >= 0.90
    assert share(notes_given["today"], 1) >= 0.85
    assert share(notes_given["soon"], 2) >= 0.85
    assert share(notes_given["nothing"], 2) <= 0.08


# -- any text at all

WORDS = st.sampled_from(
    "he she I no not never choked choking but and blue lips went turned breathing stopped last year if what cousin his my "
    "shook him hit head se no ni atraganto pero si morado puso lo sacudi un book laughing could scared".split()
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
        assert mention.kind in notes.KINDS
        assert mention.urgency is None or mention.kind == "affirmed"


@given(
    st.text(alphabet=" .,;:!?\u00bf\u00a1'\u2019\"-\u2013\u2026()_/\n\t\r\x00\u200b\u00a0<>&\U0001f622", max_size=40)
)
def test_a_text_without_words_says_nothing(text):
    """Only punctuation, blanks or pictures: nothing is mentioned, and there was nothing that needed checking."""
    assert ((), True) == (read(BOTH, text).mentions, read(BOTH, text, "pl").checked)


@given(
    st.sampled_from(rows(TUNED["now"] + FRESH["now"])),
    st.sampled_from(rows(TUNED["nothing"] + SENTENCES)),
    st.booleans(),
)
def test_another_sentence_never_takes_an_emergency_back(emergency, other, first):
    """Whatever is written in the sentence before or after, an affirmed sign that is urgent now stays."""
    other = other.rpartition("|")[0] or other
    joined = f"{other}. {emergency}." if first else f"{emergency}. {other}."
    alone = {m.flag for m in read(ALONE, emergency).mentions if m.urgency == "now"}

    assert alone <= {m.flag for m in read(ALONE, joined).mentions if m.urgency == "now"}


@given(st.text(alphabet="ab\u0301\u200b<>&;'\u2019 .\n\x00\U0001f622", max_size=60))
def test_words_keep_their_place_in_the_text(text):
    """However a text is cut, each word lies inside it, in order."""
    cutting = spelling.cut(text)

    assert all(0 <= a < b <= len(text) for a, b in zip(cutting.starts, cutting.ends, strict=True))
    assert cutting.starts == sorted(cutting.starts)


@pytest.mark.parametrize(
    ("text", "phrase", "cue"),
    [
        ("He choked on rice.", "choke|chokes|choked|choking", ""),
        ("He didn't choke today.", "choke|chokes|choked|choking", "not"),
        ("He choked last year.", "choke|chokes|choked|choking", "last year"),
        ("What if he chokes?", "choke|chokes|choked|choking", "what if"),
        ("His cousin choked.", "choke|chokes|choked|choking", "his cousin"),
    ],
)
def test_what_decided_can_be_seen(text, phrase, cue):
    """Each mention can be asked which phrase was found and which words around it made its kind."""
    (one,) = [each for each in notes.read(ALONE, text).mentions if each.flag == "core/choking"]

    assert (phrase, cue) == (one.phrase, one.cue)


# -- the marks of the phrase language


def fires(phrase, text):
    """Whether a phrase of a pretend flag fires in a text."""
    return loudest(read(Lexicon.of([flag("sign", "today", en=[phrase])]), text)) == "today"


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("zebra & lips", "the zebra has soft lips", True),
        ("zebra & lips", "lips like those of a zebra", True),
        ("zebra & lips", "lips first and then, very much later on that day, a zebra", False),
        ("zebra &8 lips", "lips first and then later on that day a zebra", True),
        ("zebra & lips & tail", "tail and zebra and lips", True),
        ("<blue> ...2 zebra", "a dusky old zebra", True),
        ("<blue>|green zebra", "a green zebra", True),
        ("<blue> zebra", "a green zebra", False),
        ("zebra ...3 <pull-up>|ran", "the zebra ran", None),
    ],
)
def test_a_phrase_may_leave_the_order_open_and_name_a_set(phrase, text, found):
    """`&` asks for both in either order, up to five words apart; a set stands for each of its words."""
    if found is None:
        with pytest.raises(CoachplanError, match="no set of words"):
            fires(phrase, text)
        return
    assert found is fires(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("& lips", "stands at the edge"),
        ("zebra & & lips", "stands at the edge"),
        ("a & b & c & d", "Join no more than 3"),
        ("<blu> lips", "Did you mean <blue>"),
        ("zebra &x lips", "cannot be read"),
        ("!", "has no words"),
    ],
)
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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("chokking", "choking"),
        ("seizrue", "seizure"),
        ("swalowed", "swallowed"),
        ("vomting", "vomiting"),
        ("unconcsious", "unconscious"),
        ("atragantoo", "atraganto"),
        ("spelling", None),
        ("cooked", None),
        ("hopeless", None),
        ("streaming", None),
        ("cat", None),
    ],
)
def test_a_slip_in_a_word_that_matters_is_corrected(written, meant):
    """One letter missing, added or swapped is corrected; words that mean something else are left alone."""
    assert meant == slips.correct(written)


@pytest.mark.parametrize(
    "text",
    [
        "he cho\u200bked on bread",
        "he <b>choked</b> on bread",
        "he ch\u00f3ked on bread",
        "he \u202echoked\u202c on bread",
        "he choked\x00 on bread \U0001f622\U0001f622",
        "he chokkked on bread",
        "\u0627\u062e\u062a\u0646\u0642 he choked on bread",
        "HE CHOKED ON BREAD",
        "&lt;he choked&gt;",
    ],
)
def test_what_cannot_be_seen_hides_no_sign(text):
    """Characters that cannot be seen, tags, accents, other scripts and pictures do not hide a sign."""
    assert "today" == loudest(read(ALONE, text))


# -- how much work it is


def looks(monkeypatch, text):
    """How many words are followed through the phrases while a text is read."""
    counted = 0
    follow = finding._follow

    def counting(*given):
        nonlocal counted
        found = follow(*given)
        counted += 1 + len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(finding, "_follow", counting)
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
    compiled = []
    monkeypatch.setattr(phrases, "_column", lambda *given: compiled.append(given))
    again = Lexicon.from_words([("x/z", "now", {"en": ["zebra|giraffe ...4 sings loudly"]})])

    assert ["x/z"] == [one.flag for one in read(again, "the zebra always sings loudly").mentions]
    assert first.index is not again.index
    assert [] == compiled
