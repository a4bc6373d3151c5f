"""
A caregiver grows, too: surer, doing as agreed, telling more. Said once, in no figure, and never where days are hard.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Caregiver
from coachplan.model.suggestions import Growth
from coachplan.testing.builders import ENGINE, OPEN, at, day, entry, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans

#: Few days a week, so that none is missed.
PLAN = at(OPEN, days_per_week=2)

CONFIDENCE = (4, 5, 4, 6, 7, 8)
DONE = ("no", "partly", "no", "partly", "yes", "yes", "yes", "yes", "yes", "yes")
WORDS = ("", "ok", "", "fine", "", *["he held the block and waited for me to look up"] * 5)
DAYS = range(1, 40, 3)


def log(name, values, **more):
    return [entry(n, 3, **{name: value, **more}) for n, value in zip(DAYS, values, strict=False)]


def growth(found):
    return [win.growth for win in found.wins if win.growth]


SURER, DOING, TELLING = log("confidence", CONFIDENCE), log("did_strategy", DONE), log("worked", WORDS)


# -- laws


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_growth_is_said_once_and_never_in_a_pause(data):
    """One a focus in a review, each kind in one week of a focus, none while practice is paused or eased."""
    plan = data.draw(plans())
    entries = data.draw(logs(plan, days=40, most=30))
    said = {}
    for number in range(0, 60, 2):
        on = FIRST_DAY + timedelta(days=number)
        found = ENGINE.review(plan, entries, on=on)
        grown = [win for win in found.wins if win.growth]
        assert len(grown) == len({win.focus for win in grown})
        assert not (grown and found.paused)
        for win in grown:
            assert found.step_for(win.focus).action.kind not in ("pause", "lighten", "clarify")
            said.setdefault((win.focus, win.growth, win.who), []).append(on)
    assert all((days[-1] - days[0]).days < 7 for days in said.values())


@given(st.permutations(SURER))
def test_the_order_of_entries_changes_nothing(entries):
    """A pure function of what was written, and of the day."""
    assert ["confidence"] == growth(review(PLAN, entries))


# -- the three


@pytest.mark.parametrize(
    ("entries", "kind"), [(SURER, "confidence"), (DOING, "strategy"), (TELLING, "words")], ids=lambda v: str(v)[:10]
)
def test_what_grew_is_said_in_the_week_in_which_it_became_so(entries, kind):
    """Not on the day before, for seven days from then, and not again in the eighth."""
    first = next(n for n in range(1, 60) if growth(review(PLAN, [e for e in entries if e.on <= day(n)], n)))
    assert all([kind] == growth(review(PLAN, entries, n)) for n in range(first, first + 7))
    assert [] == growth(review(PLAN, entries, first - 1)) == growth(review(PLAN, entries, first + 7))


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("entries", [SURER, DOING, TELLING], ids=["surer", "doing", "telling"])
def test_it_is_no_score(entries, language):
    """No figure, and nothing that compares them with anybody but themselves."""
    found = review(PLAN, entries, next(n for n in range(60, 0, -1) if growth(review(PLAN, entries, n))))
    (key,) = [win.message for win in found.wins if win.growth]
    words = ENGINE.catalogue.words.say(key, language)
    assert words in found.for_caregiver(language).wins
    assert not re.search(r"\d|score|percent|puntos", words)


@pytest.mark.parametrize(
    "entries",
    [
        log("confidence", (4, 5, 4, 5, 5, 6)),  # not enough
        log("confidence", (4, 8, 8, 8, 8, 8)),  # sure from the second day on
        [entry(n, 3, confidence=mark) for n, mark in enumerate(CONFIDENCE, 1)],  # in one week
        log("confidence", CONFIDENCE[:5]),  # too few
        log("confidence", (4, 5, 4, 66, 77, 88)),  # no such marks
        log("did_strategy", ("yes", "yes", "yes", "partly", "no", *["yes"] * 5)),  # it was so at first
        log("did_strategy", ("no", "no", "no", "no", "no", "yes", "no", "yes", "no", "yes")),
        log("worked", ["he held the block and waited for me to look up"] * 10),
    ],
)
def test_what_is_no_growth_is_not_said(entries):
    """Too little, too soon, or so from the first day on."""
    assert all([] == growth(review(PLAN, entries, n)) for n in range(1, 45, 3))


# -- never where days are hard


@pytest.mark.parametrize(
    "hard",
    [
        {"tags": ["distressed"]},
        {"tags": ["pressured"]},
        {"hard": "he cried the whole time"},
        {"stress": 5},
        {"hard": "hiccups all day"},
        {"hard": "He choked and his lips went blue."},
    ],
)
def test_nothing_is_said_where_the_last_days_were_hard(hard):
    """Upset, pressed, a lot, or with a sign in them: there are other things to say."""
    assert ["confidence"] == growth(review(PLAN, SURER))
    assert [] == growth(review(PLAN, [*SURER[:-1], evolve(SURER[-1], **hard)]))


def test_each_grows_from_marks_of_their_own():
    """One who began unsure, and another who came later and is sure: nobody grew."""
    two = evolve(PLAN, family=evolve(PLAN.family, caregivers=[Caregiver("Alex"), Caregiver("Yuki")]))
    mixed = [evolve(each, who="Yuki" if n > 2 else "") for n, each in enumerate(SURER)]
    assert [] == growth(review(two, mixed))
    (win,) = [win for win in review(two, [evolve(each, who="yuki ") for each in SURER]).wins if win.growth]
    assert "Yuki" == win.who
    assert growth(review(two, [evolve(each, role="clinician") for each in SURER])) == []


def test_the_kinds_have_their_words():
    """Each kind of growth has a sentence in every language of the core."""
    for words in (ENGINE.catalogue.words.by_language[language] for language in ("en", "es")):
        assert {f"core/win.grown.{kind}" for kind in Growth.__args__} <= set(words)


def test_the_last_days_are_days_and_not_marks():
    """Three marks of one day do not hide what was a lot the day before; and a mark that cannot be hides nothing."""
    family = evolve(PLAN.family, caregivers=[Caregiver("Alex"), Caregiver("Yuki")])
    plan = evolve(PLAN, family=family, focuses=[PLAN.focuses[0], evolve(PLAN.focuses[0], id="f2", routine="tidy")])
    last = SURER[-1].on
    assert ["confidence"] == growth(review(plan, SURER))
    for marks in ((1, 1, 2), (-3, 0, -1)):
        easy = [evolve(SURER[-1], id=f"x{n}", stress=each, who="Yuki") for n, each in enumerate(marks)]
        high = entry(1, 3, id="a", stress=5, focus="f2", who="Yuki")
        log = [*SURER, evolve(high, on=last - timedelta(days=1)), *easy]
        assert [] == [win for win in review(plan, log).wins if win.growth]
