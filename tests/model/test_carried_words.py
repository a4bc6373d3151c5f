"""Values that speak by themselves: never in raw keys, and after a journey as before it."""

import copy
import pickle
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Caregiver, Child, Engine, Entry, Family, Routine
from coachplan.base.errors import CoachplanError, InvalidError
from coachplan.base.messages import PLURAL, Message, Texts
from coachplan.documents.codec import dumps, loads
from coachplan.model.actions import KINDS
from coachplan.model.reviews import Review, with_texts
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.testing.builders import ENGINE
from coachplan.testing.strategies import FIRST_DAY, logs, plans

FIRST = date(2026, 3, 2)
WORDS = ENGINE.catalogue.words


def a_month(engine):
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("tea", "play", minutes=20, matters=5)], id="sam")
    plan = engine.propose(family, on=FIRST)[0].plan
    focus = plan.focuses[0].id
    log = [
        Entry(f"e{n}", FIRST + timedelta(days=n), focus=focus, tries=5, successes=n % 6, win="he smiled", hard="tired")
        for n in range(28)
    ]
    log.append(Entry("e-clash", FIRST, focus=focus, tries=5, successes=9))
    log.append(Entry("e28", FIRST + timedelta(days=27), focus=focus, hard="he stopped breathing", question="Is it ok?"))
    return engine.review(plan, log, on=FIRST + timedelta(days=27))


MONTH = a_month(ENGINE)
FOCUS = MONTH.next_steps[0].focus

#: Whatever makes words of a value's own texts.
SPEAKING = {
    "alert.say": lambda review: review.alerts[0].say,
    "suggestion.because": lambda review: review.next_steps[0].because,
    "suggestion.question": lambda review: review.next_steps[0].question,
    "suggestion.watch_for": lambda review: review.next_steps[0].watch_for,
    "missing.why": lambda review: review.missing[0].why,
    "review.for_caregiver": lambda review: review.for_caregiver(),
    "review.for_caregiver(es)": lambda review: review.for_caregiver("es"),
    "review.why_not": lambda review: review.why_not(review.next_steps[0].focus, "step-up"),
    "str(why_not)": lambda review: str(with_texts(MONTH.why_not(review.next_steps[0].focus, "step-up"), Texts({}))),
}


@pytest.mark.parametrize("bare", [Texts({}), Texts({"en": {}, "es": {}})], ids=["no language", "no words"])
@pytest.mark.parametrize("asked", SPEAKING.values(), ids=SPEAKING)
def test_what_was_read_without_its_texts_says_no_keys(asked, bare):
    """A stored review has keys and no words: asked to speak, it says what to do, and never a key."""
    for review in (loads(Review, dumps(MONTH)), with_texts(MONTH, bare)):
        with pytest.raises(InvalidError, match=r"texts=engine\.catalogue\.words.*with_texts") as caught:
            asked(review)

        assert ["no-texts"] == [finding.code for finding in caught.value.findings]
        assert repr(review)


def test_read_with_its_texts_it_speaks_as_before():
    """Given when it is read, or later: the words are the same."""
    for review in (loads(Review, dumps(MONTH), texts=WORDS), with_texts(loads(Review, dumps(MONTH)), WORDS)):
        assert said(MONTH) == said(review)


def test_a_suggestion_without_texts_is_said_by_an_engine():
    """An engine has texts of its own."""
    step = MONTH.next_steps[0]
    assert ENGINE.say(step) == ENGINE.say(loads(Suggestion, dumps(step)))


def test_a_why_not_is_given_texts_with_all_its_parts():
    """The other rules speak out of the same texts."""
    reason = MONTH.why_not(MONTH.next_steps[0].focus, "step-up")
    assert str(reason) == str(with_texts(with_texts(reason, Texts({})), WORDS))


def spoken(part, name):
    """What a part says under a name, in Spanish where it is asked in a language."""
    words = getattr(part, name, "")
    return words("es") if callable(words) else words


def said(review):
    """All that a review and its parts can say, in every language there is, and in one that there is not."""
    languages = (*WORDS.languages, "es-MX", "xx")
    return [
        *(review.for_caregiver(language) for language in languages),
        *(
            review.why_not(step.focus, kind).say(language)
            for step in review.next_steps
            for kind in KINDS
            for language in languages
        ),
        *((step.because, step.question, step.watch_for) for step in review.next_steps),
        *(evolve(step, language=language).because for step in review.next_steps for language in languages),
        *(evolve(alert, language=language).say for alert in review.alerts for language in languages),
        *(each.say(language) for each in review.missing for language in languages),
    ]


@settings(max_examples=40)
@given(st.data())
def test_what_travelled_speaks_as_before(data):
    """Whatever a review says, and each of its parts by itself, is said after a pickle as before, in every language."""
    plan = data.draw(plans())
    review = ENGINE.review(plan, data.draw(logs(plan)), on=FIRST_DAY + timedelta(days=data.draw(st.integers(0, 40))))
    arrived = pickle.loads(pickle.dumps(review))

    assert (review, review.id) == (arrived, arrived.id)
    assert said(review) == said(arrived)
    for part in (*review.next_steps, *review.alerts, *review.missing):
        alone = pickle.loads(pickle.dumps(part))
        assert part == alone
        for words in ("because", "question", "watch_for", "say", "why"):
            assert spoken(part, words) == spoken(alone, words)
    for step in review.next_steps:
        reason = review.why_not(step.focus, "step-up")
        assert str(reason) == str(pickle.loads(pickle.dumps(reason)))


def test_what_travels_is_small():
    """Only the words that it can need: with every discipline installed a month is a few tens of kilobytes."""
    engine = Engine()
    month = a_month(engine)

    assert len(pickle.dumps(engine.catalogue.words)) > 200_000
    assert len(pickle.dumps(month)) < 40_000
    assert len(pickle.dumps(month.next_steps[0])) < 8_000
    assert len(pickle.dumps(month.alerts[0])) < 4_000
    assert all(len(pickle.dumps(each)) < 4_000 for each in month.missing)


def test_copies_are_the_value_itself():
    """A value never changes, so that a copy keeps all its words, too."""
    for value in (MONTH, *MONTH.next_steps, *MONTH.alerts, *MONTH.missing, MONTH.why_not(FOCUS, "step-up")):
        assert copy.copy(value) is value
        assert copy.deepcopy([value])[0] is value


def test_only_keeps_all_that_a_text_needs():
    """A text with its plural forms, in every language, and how each language counts."""
    texts = Texts(
        {
            "en": {"core/days.one": "{n} day", "core/days.other": "{n} days", "core/bye": "Bye.", "core/a.b": "b"},
            "cs": {"core/days.few": "{n} dny", f"{PLURAL}.few": "n = 2..4", "core/bye": "Ahoj."},
        }
    )
    few = texts.only({"core/days"}, below=("core/a.",))

    assert {"core/days.one", "core/days.other", "core/a.b"} == set(few.by_language["en"])
    assert {"core/days.few", f"{PLURAL}.few"} == set(few.by_language["cs"])
    for n in range(9):
        for language in ("en", "cs", "xx"):
            assert texts.say(Message("core/days", {"n": n}), language) == few.say(
                Message("core/days", {"n": n}), language
            )


def test_without_texts_nothing_travels_but_the_value():
    """A value that was read without texts arrives without, and says so."""
    arrived = pickle.loads(pickle.dumps(loads(Alert, dumps(MONTH.alerts[0]))))
    assert arrived == MONTH.alerts[0]
    with pytest.raises(CoachplanError, match="texts"):
        _ = arrived.say
