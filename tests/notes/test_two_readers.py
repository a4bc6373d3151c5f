"""
Both readers of one note: the lists are the floor, the second reader only adds, and two keys lower no sign of *now*.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.model.flags import SOUNDING
from coachplan.notes.reader import read
from coachplan.notes.second_reader import SecondReader
from coachplan.notes.sorted_runs import SortedRuns
from coachplan.notes.two_readers import read_twice
from coachplan.testing.builders import installed

THRESHOLDS = {"now": 2.0, "today": 1.0, "soon": 0.5, "look": 0.0, "harmless": -2.0}


def hearing(soon=-9.0, today=-9.0, now=-9.0):
    """A second reader that hears the same in every text."""
    return SecondReader(
        words=SortedRuns(""), letters=SortedRuns(""), lengths=[], weights=([], [], []), bias=(soon, today, now),
        thresholds=THRESHOLDS, languages=frozenset({"en", "es"}),
    )  # fmt: skip


CALM, UNSURE, WORRIED, ALARMED = hearing(), hearing(soon=-1.0), hearing(soon=0.2), hearing(9.0, 9.0, 9.0)
LEXICON = installed().catalogue.lexicon

SIGNS = (
    "he stopped breathing", "se puso morado y no respira", "she had a seizure", "she drank bleach", "I want to die",
    "I hit him hard", "her face is swelling", "the tube fell out", "he choked on rice", "she coughs on milk",
    "she coughed once", "tosió una vez", "he won't drink anything", "we have no food", "he gags at every meal",
)  # fmt: skip
AROUND = (
    "in the NICU", "when he was two years old", "my cousin's dog", "in the cartoon", "what if",
    "the first aid course says",
    "lol", "last year", "no", "we did socks", "four of five", "hace dos años", "en la tele", "su primo", "today",
)  # fmt: skip
NOTES = st.lists(st.sampled_from([*SIGNS, *AROUND]), min_size=1, max_size=6).flatmap(
    lambda parts: st.sampled_from([", ", ". ", " ", "\n"]).map(lambda by: by.join(parts))
)


def of_lists(reading):
    return [mention for mention in reading.mentions if mention.source == "word-list"]


def heard(text, second):
    return [one for one in read_twice(LEXICON, text, second=second).mentions if one.source == "second-reader"]


# -- the lists are the floor


@given(NOTES, st.sampled_from([CALM, UNSURE, WORRIED, ALARMED]))
def test_nothing_that_a_list_found_is_gone(text, second):
    """Every mention of the lists is in the result, whatever the second reader hears."""
    alone, both = read(LEXICON, text).mentions, of_lists(read_twice(LEXICON, text, second=second))

    assert [(one.start, one.flag, one.words) for one in alone] == [(one.start, one.flag, one.words) for one in both]


@given(NOTES, st.sampled_from([CALM, UNSURE, WORRIED, ALARMED]))
def test_what_is_now_stays_now(text, second):
    """No second reader and no ground lowers what the lists hold to be meant and urgent now."""
    alone = [one for one in read(LEXICON, text).mentions if one.urgency == "now"]

    assert alone == [one for one in of_lists(read_twice(LEXICON, text, second=second)) if one.urgency == "now"]


@given(NOTES, st.sampled_from([UNSURE, WORRIED, ALARMED]))
def test_one_key_lowers_nothing(text, second):
    """Where the second reader does not take the note for harmless, the lists are as they are alone."""
    assert list(read(LEXICON, text).mentions) == of_lists(read_twice(LEXICON, text, second=second))


@given(NOTES)
def test_two_keys_lower_to_a_look_and_no_further(text):
    """What both keys lower is worth a look; only what is so little of a sign of *soon* is not."""
    for alone, both in zip(read(LEXICON, text).mentions, of_lists(read_twice(LEXICON, text, second=CALM)), strict=True):
        if alone != both:
            assert alone.urgency in ("today", "soon")
            assert both.cue
            assert both.urgency == (None if both.kind == "affirmed" else "look")
            assert not (both.kind == "affirmed" and alone.urgency == "today")


def test_a_ground_by_itself_and_no_ground():
    """A sign of long ago is lowered where nobody is alarmed; without a ground calm alone lowers nothing."""
    long_ago, plain = "the milk that choked her was in the spring", "she choked on her milk"

    def urgencies(text, second):
        return {one.urgency for one in read_twice(LEXICON, text, second=second).mentions if one.flag == "core/choking"}

    assert {"today"} == urgencies(long_ago, UNSURE)
    assert {"look"} == urgencies(long_ago, CALM)
    assert {"today"} == urgencies(plain, CALM)


# -- the second reader adds


@given(NOTES, st.sampled_from([CALM, UNSURE, WORRIED, ALARMED]))
def test_what_is_heard_can_be_shown(text, second):
    """What the second reader adds are words of the note, under a flag of the core; none of a sentence that is calm."""
    for one in heard(text, second):
        assert text[one.start : one.start + len(one.words)] == one.words
        assert one.flag in SOUNDING.values()
        assert one.phrase == one.cue == ""
    assert [] == heard(text, CALM)


@pytest.mark.parametrize(
    ("second", "urgency"),
    [
        (hearing(soon=0.2), "look"),
        (hearing(soon=0.7), "soon"),
        (hearing(soon=2.0, today=1.5), "today"),
        (hearing(soon=2.0, today=1.5, now=2.5), "now"),
        (hearing(soon=2.0, today=0.5, now=9.0), "soon"),
    ],
)
def test_a_score_above_a_threshold_is_an_urgency(second, urgency):
    """Each level has its threshold; *now* needs that of *today*, too."""
    assert [urgency] == [one.urgency for one in heard("the oddest thing happened at tea", second)]


def test_what_the_cues_turned_is_worth_a_look_at_most():
    """Where the lists know every sign of a sentence as not meant, a second reader that disagrees asks for a look."""
    assert ["look"] == [one.urgency for one in heard("no choking today", ALARMED)]
    assert ["look"] == [one.urgency for one in heard("his cousin had a seizure last year", ALARMED)]


def test_a_sign_that_was_heard_keeps_its_level_but_for_what_sounds_much_more_urgent():
    """What sounds a little more urgent than the list that heard it adds nothing; what sounds far more urgent does."""
    assert [] == heard("she choked on rice", hearing(soon=2.0, today=1.5, now=2.5))
    assert ["now"] == [one.urgency for one in heard("she choked on rice", hearing(9.0, 9.0, 9.0))]


def test_of_several_looks_the_one_is_shown_that_sounds_most():
    """A note is worth one look, and the sentence is shown that weighs most."""
    assert 1 == len(heard("We did socks. It went on. Then she said it.", WORRIED))


def test_the_words_that_weighed_are_named():
    """With the table that came with coachplan, each mention names the words that decided, as they were written."""
    text = "no practise from us I sat in yard with gun cabinet key in my hand thinking they'd be better off"
    by_source = {one.source: one for one in read_twice(LEXICON, text).mentions}
    assert {"second-reader"} <= set(by_source)
    assert 0 < len(by_source["second-reader"].weighed) <= 3
    assert all(one.because for one in by_source.values())
    assert all(word in text for word in by_source["second-reader"].weighed)


# -- where it cannot read


@pytest.mark.parametrize("text", [*SIGNS, "no choking today", "in the NICU she choked"])
def test_without_a_table_the_lists_read_alone(text):
    """A refused table adds nothing, lowers nothing, and is said."""
    reading = read_twice(LEXICON, text, second="its digest is another")

    assert read(LEXICON, text).mentions == reading.mentions
    assert "off" == reading.second_reader


def test_in_another_language_the_lists_read_alone():
    """A note in a language that the table was not made from is read by the lists, and that is said."""
    reading = read_twice(LEXICON, "il s'est étouffé", "fr", second=ALARMED)

    assert read(LEXICON, "il s'est étouffé", "fr").mentions == reading.mentions
    assert "other-language" == reading.second_reader


@pytest.mark.parametrize("text", ["", " ", "...", "🙂", "\u200b", "<b></b>"])
def test_where_there_is_nothing_to_read_nothing_is_heard(text):
    """No words, no sounds, however alarmed the reader."""
    reading = read_twice(LEXICON, text, second=ALARMED)

    assert () == reading.mentions
    assert "read" == reading.second_reader


def test_a_note_too_long_to_be_read_twice_says_so():
    """The second reader leaves its end to the lists, which see a new sign there, and lowers nothing in it."""
    text = "he choked when he was two years old. " + "we did socks. " * 2000 + "then he stopped breathing"
    reading = read_twice(LEXICON, text, second=CALM)

    assert "in-part" == reading.second_reader
    assert "core/breathing" in {one.flag for one in reading.mentions if one.urgency == "now"}
    assert read(LEXICON, text).mentions == reading.mentions


@pytest.mark.parametrize(
    "text",
    [
        "Qué felicidad, durmió en su cama. Dos noches seguidas ya.",
        "Durmió solo. Dos noches seguidas ya!",
        "Slept in his own bed. Two nights in a row now!",
    ],
)
def test_nights_that_are_only_counted_are_no_danger(text):
    """They say what the sentence before them says, and by themselves they are worth a look at most."""
    assert not read_twice(LEXICON, text).mentions
    assert {one.urgency for one in read_twice(LEXICON, text.split(". ")[1]).mentions} <= {"look"}


@pytest.mark.parametrize(
    "text",
    [
        "he does it every day now",
        "she does it every morning now",
        "he does it every night",
        "lo hace todos los días",
        "lo hace ya cada mañana",
        "He puts both socks on. He does it every day now.",
    ],
)
def test_who_does_it_and_how_often_is_no_danger(text):
    """Nothing is named that anybody could be worried by."""
    assert not read_twice(LEXICON, text).mentions


@pytest.mark.parametrize("text", ["he does it to her every night", "se lo hace todas las noches"])
def test_to_whom_it_is_done_is_read(text):
    """It is no sentence of nothing: something is done to somebody."""
    assert read_twice(LEXICON, text).mentions


@pytest.mark.parametrize("text", ["She got it every single time!", "we do it every evening"])
def test_who_does_it_and_how_often_tells_of_no_tears(text):
    """By weights alone it sounded like them."""
    told = read_twice(LEXICON, text).told
    assert not told.tags
    assert told.went is None or told.went.mark != "not-yet"


@pytest.mark.parametrize("text", ["he stops breathing every night now", "She cries every night now and holds her ear"])
def test_what_is_done_every_night_is_heard_where_it_is_named(text):
    """One word more than who and how often."""
    assert any(one.urgency in ("soon", "today", "now") for one in read_twice(LEXICON, text).mentions)


@pytest.mark.parametrize(
    "text", ["nope. hands over his mouth and crying", "he cries but he does it", "llora pero lo hace"]
)
def test_a_no_in_so_many_words_is_worth_a_look(text):
    """His own hands, and tears that are told as such: neither is a danger, however it sounds."""
    reading = read_twice(LEXICON, text)
    assert {one.urgency for one in reading.mentions} <= {"look"}
    assert [one.tag for one in reading.told.tags] == ["distressed"]


@pytest.mark.parametrize(
    "text", ["dad had his hands over his mouth and crying", "hands over his mouth and crying, he can't breathe"]
)
def test_hands_over_a_mouth_are_heard_where_more_is_said(text):
    """Whose hands they are, and what else."""
    assert any(one.urgency == "now" for one in read_twice(LEXICON, text).mentions)


@pytest.mark.parametrize(
    "text", ["No ha dormido nada. Dos noches seguidas ya.", "she has not slept. two nights in a row now"]
)
def test_what_is_counted_after_a_danger_is_one(text):
    """The sentence before them is heard, with them."""
    assert any(one.urgency in ("today", "now") for one in read_twice(LEXICON, text).mentions)
