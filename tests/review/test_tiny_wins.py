"""
Something small to watch for: chosen from the skill's tiny wins, said in any language, and silent where practice rests.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from attrs import evolve

import coachplan_feeding
import coachplan_ot
import coachplan_speech
from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.documents.content import content_from_text, read_catalogue
from coachplan.engine import Engine
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Step
from coachplan.testing import builders
from coachplan.testing.conformance.catalogue import check_catalogue

D = date(2026, 3, 2)
ENGINE = Engine(plugins=[coachplan_feeding, coachplan_ot, coachplan_speech])
FAMILY = Family(Child("Sam", 40), [Caregiver("Alex")], [Routine("play", "play"), Routine("bath", "bath")], id="sam")
FOCUS = Focus("f1", "play", skill="speech/takes-turns", step=2, strategy="speech/mirror-sounds", since=D)
PLAN = Plan("p1", FAMILY, focuses=[FOCUS])
PLAN = evolve(PLAN, approval=Approval.everything(PLAN, by="Dana, SLP", on=D))
SKILLS = ENGINE.catalogue.skills


def of_five(*successes, **last):
    log = [
        Entry(f"e{number}", D + timedelta(days=number - 1), focus="f1", tries=5, successes=each)
        for number, each in enumerate(successes, start=1)
    ]
    return [*log[:-1], evolve(log[-1], **last)]


def review(log, plan=PLAN, on=None, engine=ENGINE):
    return engine.review(plan, log, on=on or log[-1].on)


# -- the words


@pytest.mark.parametrize("skill", sorted(SKILLS))
def test_every_skill_has_tiny_wins_in_both_languages(skill):
    """At least two, none said twice, each in English and in Spanish, and none of them about finishing or pressing."""
    wins = SKILLS[skill].tiny_wins
    spanish = [
        ENGINE.catalogue.words.by_language["es"].get(f"{skill}#tiny_wins.{number}")
        for number in range(1, len(wins) + 1)
    ]

    assert 2 <= len(wins) == len(set(wins))
    assert None not in spanish
    assert len(wins) == len(set(spanish))
    for words in (*wins, *spanish):
        assert "{child}" in words
        assert not any(said in words.lower() for said in ("ate all", "finished", "se lo comió todo", "terminó", "!"))


@pytest.mark.sweep(one_in=2)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_tiny_win_is_no_sign(language):
    """A caregiver who writes one down in our words raises nothing by it."""
    said = {
        key: words.format(child="Sam")
        for key, words in ENGINE.catalogue.words.by_language[language].items()
        if "#tiny_wins." in key
    }

    assert len(said) > 100
    assert {} == {key: words for key, words in said.items() if ENGINE.read(words, language).mentions}


def test_each_of_the_three_plugins_has_its_ladders():
    """So the test above looked at every ladder there is."""
    counted = Counter(skill.discipline for skill in SKILLS.values())
    assert {"feeding", "ot", "speech"} == set(counted)
    assert 35 <= min(counted.values())


# -- shown


def test_a_tiny_win_is_shown():
    """A suggestion and the caregiver's view name one tiny win of the skill, with the child's name in it."""
    found = review(of_five(3))
    wins = [words.format(child="Sam") for words in SKILLS[FOCUS.skill].tiny_wins]
    said = found.step_for("f1").watch_for

    assert said in {f"Something small to watch for: {win}" for win in wins}
    assert said == found.for_caregiver().next_steps[0].notice


def test_another_one_after_each_practised_day():
    """Day after day the next one; the same log says the same; a day without practice changes nothing."""
    log = of_five(3, 3, 3, 3)
    wins = [f"Something small to watch for: {words.format(child='Sam')}" for words in SKILLS[FOCUS.skill].tiny_wins]
    said = [review(log[:number]).step_for("f1").watch_for for number in (1, 2, 3, 4)]

    assert [wins[1], wins[2], wins[0], wins[1]] == said
    assert wins[1] == review(log, on=D + timedelta(days=5)).step_for("f1").watch_for
    assert wins[0] == review([], on=D).step_for("f1").watch_for


def test_it_speaks_spanish():
    """In the first caregiver's language, and in any other that is asked for."""
    family = evolve(FAMILY, caregivers=[Caregiver("Ana", language="es")])
    expected = "Algo pequeño que puedes notar: Sam toma un turno más que la última vez."
    found = review(of_five(3))

    assert expected == found.for_caregiver("es").next_steps[0].notice
    assert expected == review(of_five(3), evolve(PLAN, family=family)).step_for("f1").watch_for


def test_it_is_shown_beside_a_question_for_the_clinician():
    """What needs the clinician leaves the practice as it is, so there is something to notice in it."""
    found = review(of_five(5, 5, 5), evolve(PLAN, approval=None))
    (shown,) = found.for_caregiver().next_steps

    assert ("step-up", "ask") == (found.step_for("f1").action.kind, shown.kind)
    assert shown.notice


def test_it_comes_back_from_a_document():
    """A review that was written down watches for the same."""
    found = review(of_five(3))
    again = loads(Review, dumps(found), texts=ENGINE.catalogue.words)

    assert found == again
    assert found.step_for("f1").watch_for == again.step_for("f1").watch_for


# -- not shown


def nothing(found, focus="f1"):
    return ("", "") == (found.step_for(focus).watch_for, found.for_caregiver().next_steps[0].notice)


def test_none_while_the_plan_is_paused():
    """A red flag comes first; nothing cheerful stands beside it."""
    found = review(of_five(3, 3, hard="choking, lips went blue"))

    assert found.paused
    assert nothing(found)


def test_none_where_the_load_is_made_lighter():
    """A tired caregiver is given nothing more to do."""
    log = [evolve(each, stress=5) for each in of_five(3, 3, 3)]
    found = review(log)

    assert "lighten" == found.step_for("f1").action.kind
    assert nothing(found)


def test_none_after_a_hard_day_or_beside_an_easier_step():
    """The win of a skill may lie above what is asked for then."""
    upset = review([*of_five(3, 3), evolve(of_five(3, 3, 3)[2], tags=["distressed"])])
    eased = review(of_five(0, 0, 0))

    assert "continue" == upset.step_for("f1").action.kind
    assert "step-down" == eased.step_for("f1").action.kind
    assert nothing(upset)
    assert nothing(eased)


def test_none_where_the_practice_is_over():
    """What is only looked in on has no small things on the way."""
    assert nothing(review(of_five(5), evolve(PLAN, focuses=[evolve(FOCUS, maintaining=True)])))


def test_none_for_what_rests_beside_another_plan():
    """Of two plans in one routine one rests, and there is nothing to watch for in it."""
    other = evolve(PLAN, id="p2", focuses=[evolve(FOCUS, id="f2", skill="speech/copies-sounds")])
    first, second = ENGINE.review_together([(PLAN, of_five(3)), (other, of_five(3, focus="f2"))], on=D)

    assert first.step_for("f1").watch_for
    assert "core/queued-routine" == second.step_for("f2").queued.key
    assert nothing(second, "f2")


def test_none_where_the_skill_has_none():
    """Tiny wins may be left out."""
    plan = evolve(PLAN, focuses=[evolve(FOCUS, skill="toy/stack-blocks", strategy="toy/show-first")])
    found = review(of_five(3), plan, engine=builders.ENGINE)

    assert found.step_for("f1").notice is None
    assert nothing(found)


# -- written


SKILL = """format = "coachplan-content/1"
[[skill]]
id = "ot/socks"
title = "Pulls up socks"
discipline = "ot"
tiny_wins = ["{child} reaches for it.", "{child} laughs."]
  [[skill.step]]
  title = "All of it"
  look_for = "The sock is up."
"""


HARD = "Systematically facilitates individualised proprioceptive opportunities."


def folder(tmp_path, translation):
    (tmp_path / "skills.toml").write_text(SKILL, encoding="utf-8")
    head = 'format = "coachplan-content/1"\nlanguage = "es"\n["ot/socks"]\ntitle = "Calcetines"\n'
    (tmp_path / "es.toml").write_text(head + translation, encoding="utf-8")
    return read_catalogue(tmp_path)


def test_they_are_read_from_a_file(tmp_path):
    """A list of sentences on the skill, and another in a translation, in the same order."""
    catalogue = folder(tmp_path, 'tiny_wins = ["{child} lo busca.", "{child} se ríe."]')
    words = catalogue.words.by_language

    assert ("{child} reaches for it.", "{child} laughs.") == catalogue.skills["ot/socks"].tiny_wins
    assert "{child} laughs." == words["en"]["ot/socks#tiny_wins.2"]
    assert "{child} se ríe." == words["es"]["ot/socks#tiny_wins.2"]


@pytest.mark.parametrize(
    ("translation", "said"),
    [
        ('tiny_wins = "uno"', "this is not a list of tiny wins"),
        ('tiny_wins = ["uno", "dos", "tres"]', "3 tiny wins are translated, but the skill has 2."),
        ('tiny_wins = ["uno", 2]', "tiny_wins, number 2: found 2. Expected a text."),
        ('tiny_win = ["uno"]', "Did you mean 'tiny_wins'?"),
    ],
)
def test_a_slip_in_a_translation_is_said(tmp_path, translation, said):
    """Each mistake names the item and what would be right."""
    with pytest.raises(CoachplanError) as raised:
        folder(tmp_path, translation)

    assert said in str(raised.value)


def test_one_bare_sentence_is_a_mistake():
    """It would become its letters."""
    wrong = SKILL.replace('["{child} reaches for it.", "{child} laughs."]', '"{child} laughs."')
    with pytest.raises(CoachplanError, match="tiny_wins"):
        content_from_text(wrong)
    with pytest.raises(CoachplanError, match="expected a list, found a text"):
        Skill("a/b", "B", discipline="a", steps=[Step("One", "It is.")], tiny_wins="laughs")


@pytest.mark.parametrize(
    ("win", "said"),
    [
        ("Well done!", "exclamation"),
        ("{child} is no failure.", "'failure' judges"),
        ("{kid} laughs.", "nothing fills {kid}"),
        (" ", "tiny_wins, number 1: it is empty"),
        (f"{HARD} {HARD}", "Flesch-Kincaid"),
    ],
)
def test_their_words_are_checked(win, said):
    """Kind, plain and with nothing that is never filled in, as every text for a caregiver."""
    skill = evolve(content_from_text(SKILL).skills["ot/socks"], tiny_wins=[win])

    assert said in str(check_catalogue(evolve(content_from_text(SKILL), skills=[skill])))


def test_one_that_is_not_translated_is_found(tmp_path):
    """A language that was begun says each of them."""
    catalogue = folder(tmp_path, 'tiny_wins = ["{child} lo busca."]')

    assert "ot/socks#tiny_wins.2 (es): not translated" in str(check_catalogue(catalogue))
