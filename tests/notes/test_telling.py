"""
What a note tells beside its signs: tags, how it went, counts and wins, and none of it of another child or time.
"""

from __future__ import annotations

from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.model.entries import CORE_TAGS
from coachplan.model.told import MARKS, Told
from coachplan.notes.amounts import amounts_in
from coachplan.notes.language_files import LANGUAGES, tables
from coachplan.notes.meant import AWAY, EARLIER, Doubts, meant_in
from coachplan.notes.patterns import forms, takes_out
from coachplan.notes.second_table import shipped
from coachplan.notes.telling import ALONE_CHANCES, LISTED, LISTED_CHANCES, SAID, STEPS, median_mark, tell
from coachplan.notes.tokens import cut
from coachplan.notes.two_readers import read_twice
from coachplan.testing.builders import installed


def told(text, second=None):
    """All that a note tells, by the table that is shipped."""
    return read_twice(installed().catalogue.lexicon, text, second=second).told


def tags(text):
    return {one.tag for one in told(text).tags}


def by_lists(text):
    """What the lists alone tell: tags, and the mark."""
    found = told(text, "refused: somebody changed it")
    return (
        {one.tag for one in found.tags}
        | ({found.went.mark} if found.went else set())
        | ({AWAY} if found.away else set())
    )


def listed():
    """Each phrase of what would have been ticked and of how it went, with its name."""
    for table in ("ticked", "went"):
        for language, lists in zip(LANGUAGES, tables(table), strict=True):
            for name, phrases in lists.items():
                if isinstance(phrases, list) and name != EARLIER:
                    yield from ((language, name, phrase) for phrase in phrases if not takes_out(phrase))


def said(phrase):
    """Some sentences that a phrase finds, from all over them."""
    found = [
        " ".join(words)
        for form in forms(phrase)
        for words in product(*([word.rstrip("*") for word in step] for step in form if not isinstance(step, int)))
    ]
    return found[:: max(1, len(found) // 10)]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("gagged on the lumpy mash, then went on", "gagged"),
        ("coughed a bit on the last sip", "coughed"),
        ("threw up all of lunch", "vomited"),
        ("hizo una arcada y siguió", "gagged"),
        ("runny nose and a bit of a cold", "ill"),
        ("con mocos y catarro", "ill"),
        ("no time today, double shift", "no-time"),
        ("she refused the spoon", "refused"),
        ("hoy no quiso nada", "refused"),
    ],
)
def test_a_tag_is_told_in_words(text, tag):
    """And says in which."""
    (found,) = [one for one in told(text).tags if one.tag == tag]
    assert found.words
    assert found.words in text
    assert text.startswith(found.words, found.start) or found.tag not in LISTED


@pytest.mark.parametrize(
    "text",
    [
        "no gag, no cough, no vomiting",
        "my cousin's boy threw up",
        "last year he gagged on lumps",
        "if he gags I stop",
        "the cat was sick on the rug",
        "",
        "...",
    ],
)
def test_what_is_denied_past_or_somebody_elses_is_not_told(text):
    """By the same rules as a sign."""
    assert not tags(text) & set(LISTED)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("she put her sock on all by herself, no help, unprompted", "on-their-own"),
        ("4 out of 5 buttons, smooth", "mostly"),
        ("he would not, refused everything, hid under the table", "not-yet"),
    ],
)
def test_how_it_went_is_told_with_its_doubt(text, mark):
    """The chances of all marks add up, and the mark stands in their middle."""
    went = told(text).went
    assert went is not None
    assert (went.mark, round(sum(went.chances), 6), len(went.chances)) == (mark, 1, len(MARKS))
    assert MARKS[median_mark(went.chances)] == mark


def test_nothing_is_made_up_of_what_does_not_say_how_it_went():
    """A question, or a story of the week."""
    assert told("Which cup should I buy?").went is None


def test_counts_in_words_are_told():
    """But not what was counted of tears, nor of another time."""
    assert [(one.successes, one.tries, one.words) for one in told("Four out of five buttons!").counts] == [
        (4, 5, "Four out of five")
    ]
    assert told("coughed 3 of 3").counts == ()
    assert told("last year 2 of 5").counts == ()


def test_a_win_is_a_whole_sentence():
    """In the caregiver's words; none under pressure, and none with a sign in it."""
    assert told("Long day. She zipped her coat by herself for the first time! Then tea.").wins == (
        "She zipped her coat by herself for the first time",
    )
    assert told("He ate it by himself and then choked until he turned blue.").wins == ()


@pytest.mark.parametrize(
    "text",
    [
        "ran into the road by himself",
        "a new sound in his breathing",
        "won't sleep by himself",
        "no come solito",
        "I want him to do it by himself",
        "¿cuándo va a comer solito?",
        "no help at all, I'm exhausted",
        "pooped in the tub all by himself",
        "se cayó solito",
    ],
)
def test_what_is_denied_wished_for_or_bad_is_no_win(text):
    """Though the words of a win stand in it."""
    assert told(text).wins == ()


@pytest.mark.parametrize(
    "text",
    [
        "threw up his hands",
        "brought up a good point",
        "cough syrup helped",
        "I coughed all night",
        "devolvió el juguete",
    ],
)
def test_what_only_sounds_like_it_is_no_tag(text):
    """Another thing, or the writer's own."""
    assert not tags(text) & set(LISTED)


def test_without_a_table_lists_and_rules_tell_alone():
    """Nothing is guessed."""
    found = told("coughed, 4 of 5, she refused the rest", "refused: somebody changed it")
    assert [one.tag for one in found.tags] == ["coughed", "refused"]
    assert (found.went, len(found.counts)) == (None, 1)


@pytest.mark.sweep(one_in=4)
@pytest.mark.parametrize(("language", "name", "phrase"), list(listed()))
def test_every_phrase_tells_what_it_is_listed_for(language, name, phrase):
    """In a plain sentence, in most of the ways that it can be said: no phrase denies or excepts itself."""
    sentences = said(phrase)
    assert 2 * sum(name in by_lists(text) for text in sentences) > len(sentences), sentences


@pytest.mark.parametrize(
    ("text", "told_so"),
    [
        ("He cried the whole time but we got it done", {"distressed"}),
        ("had to bribe him with the ipad, begged for one more bite", {"pressured"}),
        ("we had to hold her down to brush", {"pressured"}),
        ("my husband insisted he finish the plate", {"pressured"}),
        ("grandma made him finish the plate", {"pressured"}),
        ("she turned her head away every spoon", {"refused"}),
        ("hid under the table with his hands over his ears", {"distressed", "refused"}),
        ("so tired after school", {"tired"}),
        ("power cut, we stopped early", {"interrupted"}),
        ("new teacher today", {"new-person"}),
        ("we tried it at a new playground", {"new-place"}),
        ("grandma does it her own way, quicker", {"another-way"}),
        ("double shift, no time", {"no-time"}),
        ("Lloró todo el rato, pero lo hicimos", {"distressed"}),
        ("tuve que rogarle, una más, una más", {"pressured"}),
        ("mi suegra lo obligó a comer", {"pressured"}),
        ("volteó la cara y cerró la boca", {"refused"}),
        ("se quedó dormida, estaba cansada", {"tired"}),
        ("no hubo tiempo esta semana", {"no-time"}),
        ("se fue la luz", {"interrupted"}),
        ("vino la terapeuta nueva", {"new-person"}),
        ("It was a battle, I won in the end", {"pressured"}),
        ("a real standoff tonight but we won", {"pressured"}),
        ("Fue una batalla, al final gané yo", {"pressured"}),
        ("otra guerra con la cuchara, ganamos nosotros", {"pressured"}),
        ("He clung to me and shook", {"distressed"}),
        ("Se me pegó temblando", {"distressed"}),
        ("me abrazó y temblaba", {"distressed"}),
        ("He only did it after I raised my voice", {"pressured"}),
        ("she ate two spoons once I shouted", {"pressured"}),
        ("Dad yelled until he sat down", {"pressured"}),
        ("He did it once I shouted", {"pressured"}),
        ("Solo lo hizo después de que le alcé la voz", {"pressured"}),
        ("lo hizo solo cuando le grité", {"pressured"}),
        ("Comió hasta que su papá le gritó", {"pressured"}),
        ("He finally gave in", {"pressured"}),
        ("Dad raised his voice and then he sat", {"pressured"}),
        ("Sam gave in after ten minutes", {"pressured"}),
        ("Al final cedió", {"pressured"}),
        ("por fin se dio por vencido y abrió la boca", {"pressured"}),
        ("acabó cediendo", {"pressured"}),
        ("I told him no dinner unless he did it", {"pressured"}),
        ("no tablet until she says it", {"pressured"}),
        ("Le dije que sin cena si no lo hacía", {"pressured"}),
        ("Le dije que si no lo hacía no había postre", {"pressured"}),
    ],
)
def test_lists_hear_what_would_have_been_ticked(text, told_so):
    """Each in its own words, quoted, with the table and without it."""
    assert told_so <= by_lists(text)
    found = [one for one in told(text).tags if one.tag in told_so]
    assert {one.tag for one in found} == told_so
    assert all(text.startswith(one.words, one.start) and one.words for one in found)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("distressed", "no tears today"),
        ("distressed", "he didn't cry, not once"),
        ("distressed", "cried last week, but not now"),
        ("distressed", "his sister cried"),
        ("distressed", "I cried in the car"),
        ("distressed", "happy tears"),
        ("distressed", "screamed with laughter"),
        ("distressed", "if he cries I stop"),
        ("distressed", "barely fussed the whole time"),
        ("distressed", "he almost cried"),
        ("refused", "I'm afraid she refuses"),
        ("refused", "she never refused"),
        ("pressured", "did not have to bribe him"),
        ("pressured", "without forcing him"),
        ("pressured", "my cousin's boy was bribed with sweets"),
        ("pressured", "last year my aunt forced him to eat"),
        ("pressured", "I pushed him on the swing"),
        ("ill", "nobody was ill"),
        ("tired", "sick and tired of this weather"),
        ("tired", "not tired at all"),
        ("distressed", "hoy no lloró"),
        ("distressed", "sin lágrimas"),
        ("distressed", "su hermano lloró"),
        ("distressed", "lloraba de risa"),
        ("pressured", "no fue necesario insistir"),
        ("pressured", "sin obligarlo"),
        ("tired", "no estaba cansado"),
        ("tired", "I was so tired but he was great"),
        ("tired", "I am exhausted, but Ana did it"),
        ("tired", "we were shattered but she sang the whole song"),
        ("tired", "yo estaba agotada pero él lo hizo muy bien"),
        ("tired", "Estoy muy cansada hoy, pero Leo se portó de maravilla"),
        ("no-time", "No time yesterday but today was great"),
        ("no-time", "We did not have time on Monday, today we did it twice"),
        ("no-time", "yesterday there was no time, today he did four"),
        ("no-time", "Ayer no hubo tiempo pero hoy salió muy bien"),
        ("no-time", "El lunes no practicamos, hoy sí"),
        ("no-time", "We had no time on Monday. Today we did it twice"),
        ("no-time", "El martes no hubo tiempo. Hoy sí y muy bien"),
        ("tired", "Yo muerta de cansancio pero ella feliz"),
        ("distressed", "pushed her on the swing"),
        ("pressured", "I pushed him on the trike"),
        ("pressured", "lo empujé en el columpio"),
        ("pressured", "Me obliga a jugar todo el día"),
        ("pressured", "nos obligó a cantar la canción diez veces"),
        ("pressured", "I finally gave in and gave him the tablet"),
        ("pressured", "yo cedí y le di la tablet"),
        ("pressured", "le cedió el turno a su hermana"),
        ("pressured", "he won the race in the end"),
        ("pressured", "he did it and we all shouted hooray"),
    ],
)
def test_what_is_denied_past_or_another_childs_is_not_ticked(tag, text):
    """By no list, nor by weights that hear the same words."""
    assert tag not in by_lists(text) | tags(text)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("tired", "I was so tired, we skipped it"),
        ("tired", "he was so tired but he did it"),
        ("tired", "we were both exhausted"),
        ("tired", "estaba muy cansado, pero lo hizo"),
        ("tired", "yo estaba agotada y no hicimos nada"),
        ("no-time", "no time today, maybe tomorrow"),
        ("no-time", "No time again, today was mad"),
        ("no-time", "hoy no hubo tiempo, ayer sí"),
        ("distressed", "pushed her on the swing and she cried"),
        ("pressured", "I pushed him to finish it"),
        ("pressured", "mi suegra obliga a comer"),
    ],
)
def test_what_stands_beside_it_is_told(tag, text):
    """Who was too tired, or short of time, on the very day, is no other."""
    assert tag in by_lists(text)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("She never refused", "not-yet"),
        ("He did not refuse once", "not-yet"),
        ("nothing was refused today", "not-yet"),
        ("Nunca se negó", "not-yet"),
        ("No se negó ni una vez", "not-yet"),
        ("cried by herself in her room", "on-their-own"),
        ("sobbed on his own under the table", "on-their-own"),
        ("screamed all by himself in bed", "on-their-own"),
        ("lloró solito en su cuarto", "on-their-own"),
        ("se quedó llorando ella sola", "on-their-own"),
    ],
)
def test_how_it_went_is_not_what_was_denied_or_wept(text, mark):
    """By no list, nor by weights that hear the same words."""
    assert mark not in by_lists(text)
    went = told(text).went
    assert went is None or went.mark != mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("She refused everything, never again", "not-yet"),
        ("he cried, and then he zipped it all by himself, no help", "on-their-own"),
        ("lloró al principio, y luego lo puso ella sola sin ayuda", "on-their-own"),
    ],
)
def test_how_it_went_beside_it_is_told(text, mark):
    """Tears before it was done take nothing away but the win."""
    found = told(text)
    assert found.went is None or found.went.mark == mark
    assert found.wins == ()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("she say without me!!", "on-their-own"),
        ("did it on his own accord, all by himself", "on-their-own"),
        ("lo hizo él solo, sin ayuda", "on-their-own"),
        ("todas las veces", "on-their-own"),
        ("almost every time", "mostly"),
        ("casi siempre", "mostly"),
        ("a little bit better", "a-little"),
        ("un poquito mejor", "a-little"),
        ("not yet", "not-yet"),
        ("se negó", "not-yet"),
    ],
)
def test_a_short_word_of_how_it_went_is_told(text, mark):
    """By a list where the weights say nothing, with the chances that were counted."""
    assert mark in by_lists(text)
    assert told(text).went is not None


@pytest.mark.parametrize("text", ["he'd be better off without me", "cried by herself", "plays by himself"])
def test_no_good_news_is_made_of_sad_words(text):
    """However alone somebody is in them."""
    assert "on-their-own" not in by_lists(text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("he hid behind the couch", "new-person"),
        ("se escondió atrás del sillón", "new-person"),
        ("se escondió detrás de la cortina", "new-person"),
        ("She slept all night and was in a great mood", "tired"),
        ("Durmió solo. Dos noches seguidas ya!", "tired"),
        ("Qué felicidad, durmió en su cama. Dos noches seguidas ya.", "tired"),
    ],
)
def test_what_the_weights_alone_mistake_is_not_told(text, tag):
    """A child behind the sofa is no new person, and a good night is no tired child."""
    assert tag not in tags(text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("he hid behind the couch, there was a new therapist", "new-person"),
        ("se escondió atrás del sillón porque vino la terapeuta nueva", "new-person"),
        ("she slept all night but was exhausted", "tired"),
        ("durmió bien pero estaba cansado", "tired"),
    ],
)
def test_what_a_list_hears_beside_it_is_told(text, tag):
    """The lists are taken at their word."""
    assert tag in tags(text)


@pytest.mark.parametrize(
    "text",
    ["he hit me twice", "he hit me twice today", "me pegó dos veces", "durmió muy bien", "she slept really well"],
)
def test_blows_and_sleep_say_nothing_of_how_it_went(text):
    """No practice went a little or mostly by them."""
    assert told(text).went is None


@pytest.mark.parametrize(
    "text", ["I was exhausted, did not try", "did not try today", "we didn't practice yesterday", "we did not do it"]
)
def test_what_was_not_attempted_did_not_fail(text):
    """A day on which nobody tried tells nothing of the child."""
    assert told(text).went is None


def test_how_it_went_is_told_beside_what_was_not_tried():
    """Where the sentence says more than that, and where it was the child who would not."""
    assert told("he didn't try, threw it").went.mark == "not-yet"
    [count] = told("we did not try the big spoon but she did 4 of 5").counts
    assert (count.successes, count.tries) == (4, 5)


def test_how_it_went_is_told_beside_a_blow():
    """Where the sentence says more than that."""
    assert told("he hit me twice but then did all five by himself, no help").went.mark == "on-their-own"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("nope", "not-yet"),
        ("zero today", "not-yet"),
        ("didnt get it", "not-yet"),
        ("he could not do it", "not-yet"),
        ("he gave up", "not-yet"),
        ("easy peasy, one go", "mostly"),
        ("every single time", "on-their-own"),
        ("no hubo caso", "not-yet"),
        ("a la primera", "mostly"),
    ],
)
def test_a_note_that_is_nothing_but_a_mark_is_one(text, mark):
    """And the weights, which are of longer notes, tell nothing of it: no want of time, and no refusal."""
    found = told(text)
    assert (found.went.mark, found.went.chances, found.tags) == (mark, ALONE_CHANCES[mark], ())


@pytest.mark.parametrize("text", ["no hitting this week. not once", "No meltdown. None.", "perfect?", "we did it"])
def test_among_other_words_or_asked_it_is_no_mark(text):
    """Nor is that the adults did it."""
    went = told(text).went
    assert went is None or went.chances not in ALONE_CHANCES.values()


def test_work_that_was_mad_is_no_time():
    """And nobody's temper."""
    assert tags("work was mad") == {"no-time"}
    assert "distressed" in tags("he was so mad")


@pytest.mark.parametrize("listed_chances", [LISTED_CHANCES, ALONE_CHANCES])
def test_counted_chances_are_chances(listed_chances):
    """Of each mark, and the mark in the middle is the one that was told."""
    assert set(listed_chances) == set(MARKS)
    for mark, chances in listed_chances.items():
        assert round(sum(chances), 6) == 1
        assert MARKS[median_mark(chances)] == mark


def test_pressed_is_no_win():
    """Whatever came of it."""
    assert told("had to bribe him, but he zipped it all by himself for the first time").wins == ()


@given(st.lists(st.sampled_from([text for _, _, phrase in listed() for text in said(phrase)[:1]]), max_size=4))
def test_what_is_ticked_turns_no_sign(phrases):
    """Whatever is told beside it, the mentions are the same."""
    text = "no fever and " + ". ".join(phrases) + ", then he choked"
    lexicon = installed().catalogue.lexicon
    with_it, without = (read_twice(lexicon, text, telling=telling) for telling in (True, False))
    assert evolve(with_it, told=without.told) == without


def test_only_tags_of_the_core_are_weighed():
    """Each by its own name, and none that has a list of its own."""
    names = [one.name for one in shipped().tells]
    assert sorted(names) == sorted([*(tag for tag in CORE_TAGS if tag not in LISTED), SAID, *STEPS])


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda given: sum(given) > 0.01))
def test_the_middle_is_never_farther_off_than_any_other_mark(given):
    """Of all marks it is expected to be wrong by the least."""
    chances = [one / sum(given) for one in given]

    def off(mark):
        return sum(chance * abs(place - mark) for place, chance in enumerate(chances))

    assert off(median_mark(chances)) <= min(map(off, range(4))) + 1e-9


@given(st.text(max_size=300))
def test_any_text_tells_something_that_stands_in_it(text):
    """No text raises; every quoted word was written."""
    cutting = cut(text)
    doubts = Doubts.about(cutting, amounts_in(cutting))
    found = tell(cutting, None, (), meant_in(cutting, doubts), (), doubts)
    assert isinstance(found, Told)
    assert all(one.words in text for one in (*found.tags, *found.counts))
