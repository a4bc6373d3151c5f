"""
What is answered to one question does not contradict itself, whichever plugins are installed together.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.testing.builders import OPEN, entry, installed, review

#: What must never be said beside one another: of the same thing, one says keep it and the other do away with it.
CONTRADICT = (
    {"feeding/screens-at-meals", "speech/pictures-and-speech"},
    {"feeding/screens-at-meals", "speech/take-cards-away"},
    {"feeding/pressure-to-eat", "speech/take-cards-away"},
    {"feeding/many-offers", "feeding/pressure-to-eat"},
    {"ot/helping-is-fine", "ot/restraint-holding"},
    {"feeding/hands-are-fine", "ot/restraint-holding"},
    {"ot/no-food-prizes", "feeding/hands-are-fine"},
    {"feeding/touching-counts", "speech/what-counts-as-a-word"},
    {"speech/home-language", "speech/slow-down"},
    {"core/more-practice", "feeding/many-offers"},
)
#: Said of a screen that is watched and of a prize; of what a child talks with it is wrong, by itself too.
OF_A_SCREEN = {"feeding/screens-at-meals", "feeding/pressure-to-eat"}

TALKED_WITH = (
    ("en", "Is the talker tablet screen time?"),
    ("en", "Can he use his talker as a screen at meals?"),
    ("en", "Should we take the tablet with the talker app away at meals?"),
    ("en", "Is it ok that she uses her talking tablet at the table while she eats?"),
    ("en", "Grandma says the AAC tablet is too much screen at dinner, is she right?"),
    ("en", "Can the iPad she speaks with stay on the table at meals?"),
    ("es", "¿La tableta para hablar cuenta como pantalla en la mesa?"),
    ("es", "¿Le quito la tableta del comunicador a la hora de comer?"),
    ("es", "¿Puede usar su tableta de comunicación en la mesa mientras come?"),
    ("es", "Mi suegra dice que el comunicador es mucha pantalla en la cena, ¿es cierto?"),
)
OTHERS = (
    ("en", "Does touching the food count?"),
    ("en", "How many times should I offer broccoli before I give up?"),
    ("en", "Should I help her hands with the spoon or am I helping too much?"),
    ("en", "Is it ok that she eats with her hands?"),
    ("en", "Should I stop speaking Spanish and only speak English?"),
    ("en", "Is it okay to give candy as a reward for brushing?"),
    ("es", "¿Cuántas veces le ofrezco brócoli antes de dejarlo?"),
    ("es", "¿Está bien que coma con las manos?"),
    ("es", "¿Debo dejar de ayudarle con la cuchara?"),
    ("es", "¿Cuánto debe durar la cena y cómo hago para que coma más?"),
)


def answered(language, question):
    found = review(OPEN, [entry(1, 3, language=language, question=question)], engine=installed())
    return {answer for each in found.questions for answer in each.answers}


@pytest.mark.parametrize(("language", "question"), [*TALKED_WITH, *OTHERS])
def test_no_two_answers_contradict(language, question):
    """None of the pairs that cannot both be right."""
    found = answered(language, question)
    assert [] == [pair for pair in CONTRADICT if pair <= found]


@pytest.mark.parametrize(("language", "question"), TALKED_WITH)
def test_what_a_child_talks_with_is_no_screen(language, question):
    """A talker at the table is the child's voice: nothing that is said of screens and prizes is said of it."""
    assert set() == answered(language, question) & OF_A_SCREEN


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "is the talker screen time?"),
        ("en", "is the talker screen time? we are not allowed screens"),
        ("en", "Does the AAC tablet count as screen time?"),
        ("es", "¿El comunicador es tiempo de pantalla?"),
        ("es", "¿La tableta para hablar cuenta como pantalla?"),
    ],
)
def test_whether_a_talker_is_screen_time_is_answered(language, question):
    """In both languages: it is a voice, and no screen."""
    assert "speech/device-is-no-screen" in answered(language, question)


@pytest.mark.parametrize("question", ["How much screen time is ok?", "¿Cuánto tiempo de pantalla está bien?"])
def test_of_any_other_screen_that_is_not_said(question):
    """A screen that nobody talks with is no voice."""
    language = "es" if "¿" in question else "en"
    assert "speech/device-is-no-screen" not in answered(language, question)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Can he have cartoons on the tablet while he eats?"),
        ("en", "Is TV at dinner ok?"),
        ("es", "¿Puede ver caricaturas en la tablet mientras come?"),
    ],
)
def test_a_screen_is_one_all_the_same(language, question):
    """What is watched at a meal gets the answer that is on file for it."""
    assert "feeding/screens-at-meals" in answered(language, question)


def test_each_pair_names_answers_that_there_are():
    """An answer that is called otherwise by now would never be found beside another."""
    known = {*installed().catalogue.answers, *installed().catalogue.never_suggest}
    assert set() == {name for pair in CONTRADICT for name in pair} - known


@pytest.mark.parametrize(
    ("skill", "strategy", "answers"),
    [
        ("ot/puzzle", "ot/backward-chaining", set()),
        ("speech/takes-turns", "speech/pause-and-look", {"speech/what-counts-as-a-word"}),
        ("feeding/open-cup", "feeding/show-what-comes", {"feeding/touching-counts"}),
    ],
)
def test_what_means_something_else_elsewhere_is_answered_by_the_discipline_that_is_practised(skill, strategy, answers):
    """Of what two disciplines would answer, the one that is practised speaks; in dressing neither does."""
    plan = evolve(OPEN, focuses=[evolve(OPEN.focuses[0], skill=skill, strategy=strategy, step=1)])
    written = [entry(1, 3, question="does signing count as a word? and does touching count?")]
    (asked,) = review(plan, written, engine=installed()).questions
    assert answers == set(asked.answers)
