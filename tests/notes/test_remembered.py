"""
What was read is remembered: the same answer as one made anew, no more of it than said, and none of it in a pickle.
"""

from __future__ import annotations

import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Engine, Entry, RedFlag
from coachplan.base.kept_a_while import _KEEPING
from coachplan.base.names import same_name as _same_name
from coachplan.engine import core_catalogue
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.remembered import Remembered
from coachplan.notes.two_readers import read_twice
from coachplan.review.entry_reading import read_entry

KNOWN = core_catalogue()
DAY = date(2026, 3, 2)

#: Each of these is read otherwise by one who asks otherwise: of another child, age, day or language.
TEXTS = (
    "teddy choked on rice", "Mia threw up all night. Leo is fine.", "he choked in 2025", "fever of 38.5 since noon",
    "se atragantó con arroz", "il s'est étouffé", "he did it all by himself, three times", "", "\U0001f691",
)  # fmt: skip
ASKED = st.tuples(
    st.sampled_from(TEXTS),
    st.sampled_from(["en", "es", "fr"]),
    st.sampled_from(["", "Teddy", "Leo"]),
    st.sampled_from([None, DAY, date(2026, 9, 2), date(2027, 3, 2)]),
    st.sampled_from([None, "refused"]),
    st.sampled_from([None, 1, 48]),
    st.booleans(),
)


def fresh():
    """Equal word lists that remember nothing yet."""
    return evolve(KNOWN.lexicon)


def read(lexicon, asked):
    *given, telling = asked
    return read_twice(lexicon, *given, telling=telling)


@settings(max_examples=40)
@given(st.lists(ASKED, max_size=12))
def test_what_is_remembered_is_what_would_be_read(questions):
    """Whatever was asked before and in whichever order, and however often, the answer is the same."""
    one, other = fresh(), fresh()
    forwards = [read(one, asked) for asked in questions]
    backwards = [read(other, asked) for asked in reversed(questions)]

    assert forwards == backwards[::-1]
    assert forwards == [read(other, asked) for asked in questions]


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(["worked", "hard", "question"])), max_size=8))
def test_an_entry_is_read_as_ever(written):
    """An entry that was read before is read the same; one that differs in anything is read for itself."""
    entries = [Entry("e1", DAY, focus="f", **{field: text}) for text, field in written]
    forwards = [read_entry(entry, KNOWN, "en", "Leo", lambda _: 48) for entry in entries]
    anew = evolve(KNOWN)
    backwards = [read_entry(entry, anew, "en", "Leo", lambda _: 48) for entry in reversed(entries)]

    assert forwards == backwards[::-1]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.lists(st.sampled_from(TEXTS), max_size=4), st.sampled_from([None, DAY])), max_size=6))
def test_a_sentence_that_was_read_is_read_as_ever(notes):
    """Sentences in another order, in another note, and on another day are read as by lists that remember none."""
    lexicon = fresh()
    for sentences, on in notes:
        text = "\n\n".join(sentences)

        assert read_twice(fresh(), text, on=on) == read_twice(lexicon, text, on=on)
        assert read_twice(fresh(), text) == read_twice(lexicon, text)


def test_no_more_sentences_are_kept_than_said():
    """Of so many sentences it is remembered what was found in them, and of no more; of a very long note of none."""
    lexicon = fresh()
    read_twice(lexicon, " ".join(f"He choked {number} times." for number in range(300)))
    read_twice(lexicon, "He choked. " * 1200)

    assert len(lexicon.sentences) == 300
    for part in range(4):
        read_twice(lexicon, " ".join(f"It was {number} hours." for number in range(part * 300, part * 300 + 300)))
    assert len(lexicon.sentences) == 1024


def test_what_was_read_a_moment_ago_is_not_read_again():
    """The very same reading is handed out, also for words that were cut already."""
    lexicon = fresh()

    assert read_twice(lexicon, "he choked on rice") is read_twice(lexicon, "he choked on rice")
    assert read_twice(lexicon, "he choked on rice") is not read_twice(lexicon, "he choked on rice", "es")


def test_a_catalogue_remembers_for_itself():
    """What one engine read is no answer for another, whose words may be others."""
    flag = RedFlag("x/hum", "soon", words={"en": ["hummed all day"]}, say="Humming all day.")
    other = Lexicon.of([*KNOWN.flags.values(), flag])

    assert not read_twice(KNOWN.lexicon, "she hummed all day").mentions
    assert [one.flag for one in read_twice(other, "she hummed all day").mentions] == ["x/hum"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 400), st.integers(0, 3)), max_size=80))
def test_no_more_is_kept_than_said(answers):
    """So many answers and so many bytes are the most; the newest is there unless it alone is too much."""
    kept = Remembered(most=5, most_bytes=16_000)
    for asked, letters, items in answers:
        before = kept.get(asked)
        kept.keep(asked, asked * 2, letters=letters, items=items)
        assert len(kept) <= 5
        assert 0 <= kept.bytes_kept <= 16_000
        too_much = (700 * (1 + items) + 4 * letters) * 8 > 16_000
        assert kept.get(asked) == (before if too_much else asked * 2)


def test_the_oldest_is_forgotten_first():
    """What was kept first goes first, however often it was asked for since."""
    kept = Remembered(most=2)
    for asked in "abc":
        kept.keep(asked, asked.upper(), letters=1, items=0)
        kept.get("a")

    assert [None, "B", "C"] == [kept.get(asked) for asked in "abc"]


def test_one_huge_note_pushes_nothing_out():
    """A note that would take an eighth of all the room is read each time."""
    lexicon = fresh()
    read_twice(lexicon, "he choked on rice")
    huge = "we sang and " * 25_000
    read_twice(lexicon, huge)

    assert len(lexicon.remembered) == 1


def test_what_a_family_wrote_is_in_no_pickle():
    """A lexicon that travels to another process takes its words along, and nothing that it read."""
    lexicon = fresh()
    read_twice(lexicon, "zanahoria choked")
    sent = pickle.dumps((lexicon.remembered, lexicon.sentences))

    assert b"zanahoria" not in sent
    assert [0, 0] == list(map(len, pickle.loads(sent)))
    assert 1 == len(lexicon.sentences)


@pytest.mark.parametrize("threads", [8])
def test_several_threads_are_told_the_same(threads):
    """Notes read from several threads at once are read as in turn, while older ones are forgotten."""
    lexicon = fresh()
    notes = [f"{text} Day {number}." for number in range(20) for text in TEXTS]
    serial = [read_twice(fresh(), note) for note in notes[: len(TEXTS)]]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda note: read_twice(lexicon, note), [*notes, *notes]))

    assert serial == found[: len(TEXTS)]
    assert found[: len(notes)] == found[len(notes) :]


def test_an_engine_forgets_what_it_read():
    """Nothing of a note is kept once it was asked to forget, and what is read again is the same."""
    engine = Engine(plugins=[])
    written = [Entry(f"e{n}", DAY, focus="f1", worked=text, question=f"{text}?") for n, text in enumerate(TEXTS)]
    known = engine.catalogue
    before = [read_entry(each, known, "en", "Leo", lambda _day: 48) for each in written]
    lists = (known.lexicon, known.answer_lexicon, known.barrier_lexicon)
    kept = [each for lexicon in lists for each in (lexicon.remembered, lexicon.sentences)]
    assert all(map(len, kept[:2]))

    engine.forget()

    assert [(0, 0)] * 6 == [(len(each), each.bytes_kept) for each in kept]
    assert before == [read_entry(each, known, "en", "Leo", lambda _day: 48) for each in written]
    assert all(map(len, kept[:2]))


def test_no_sentence_is_left_of_what_is_forgotten():
    """Neither with the word lists nor with the second reader, which keep what they found in a sentence."""
    engine = Engine(plugins=[])
    strange = "zanzibarqux"
    told = engine.read(f"{strange} lives at 44 wobblefield lane and choked on a quibblenut").mentions
    assert told
    assert kept_of(strange)
    del told

    engine.forget()

    assert [] == kept_of(strange)


def kept_of(word):
    """What any function of this program keeps of what it was asked, that has a word in it."""
    caches = [each for each in gc.get_objects() if type(each) is type(_same_name)]
    asked = [key for cache in caches for part in gc.get_referents(cache) if type(part) is dict for key in part]
    asked += [key for each in _KEEPING if isinstance(each, Remembered) for key in each._kept]
    return [key for key in map(repr, asked) if word in key]
