"""
What is read in the words of a goal: for the therapist alone, as the words of a goal, and shown to no caregiver where
somebody who is feared may read them.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.goals import Goal
from coachplan.model.proposals import Proposals
from coachplan.model.reviews import Review
from coachplan.model.speaking import with_texts
from coachplan.planning import goal_words
from coachplan.planning.goal_words import read_goals
from coachplan.testing.builders import ENGINE, OPEN, D, day, of_five, review

HIT = Goal("My husband stops hitting us", routine="play")
FITS = Goal("Fewer seizures", routine="play")
PLAY = Goal("Play together", routine="play")
FAMILY = Family(
    Child("Sam", 48),
    [Caregiver("Alex"), Caregiver("Mei", language="es")],
    [Routine("play", "play"), Routine("bed", "bedtime")],
    id="sam",
)


def wanting(*goals, family=FAMILY):
    return evolve(family, goals=goals)


def heard(*goals, family=FAMILY):
    return read_goals(wanting(*goals, family=family), ENGINE.catalogue)


def reviewed(*goals, entries=(), number=3):
    return review(evolve(OPEN, family=evolve(OPEN.family, goals=goals)), [*of_five(2, 3, 2), *entries], number)


# -- what is read


def test_a_mention_of_a_goal_says_that_it_is_one():
    """All the words of the goal, and no entry: nobody looks for it in the log."""
    (mention,) = heard(FITS).mentions
    assert ("seizures", "Fewer seizures", "", "core/seizure") == (
        mention.words, mention.goal, mention.entry, mention.flag,
    )  # fmt: skip
    assert "look" == mention.urgency


def test_an_ordinary_goal_is_no_mention():
    """Nor is a sign that it denies, but for what must not be read by everybody."""
    assert () == heard(PLAY, Goal("No more head injuries"), Goal("that he never chokes")).mentions


@pytest.mark.parametrize(
    "words",
    [
        "My husband stops hitting us",
        "That my husband does not hit us any more",
        "Dinners without my husband hitting us.",
        "What if my husband hits us again?",
        "Mi marido me pega y quiero que pare",
        "Que mi esposo ya no me pegue",
        "Que mi pareja deje de golpearme",
        "Que mi marido nunca más nos golpee",
        "Que mi novio no vuelva a pegarme",
        "Que mi esposo nos deje de pegar",
        "He told me that daddy hits him. That must end",
    ],
)
def test_a_quiet_goal_is_quiet_however_it_is_meant(words):
    """A wish denies what it is about; and the therapist is told of it all the same."""
    found = heard(Goal(words))
    assert {Goal(words)} == found.quiet
    assert {(words, "look")} == {(each.goal, each.urgency) for each in found.mentions}


def test_a_sign_that_may_be_shown_makes_no_goal_quiet():
    """Fewer seizures is what they want, and they are told how far it is. What only looks like a quiet sign is none."""
    looks = [Goal("My husband kicked us the ball"), Goal("que mi esposo no me pegue la gripa")]
    assert frozenset() == heard(FITS, Goal("he stops choking"), PLAY, *looks).quiet


def test_each_goal_is_read_once_in_the_language_of_whoever_wants_it(monkeypatch):
    """By both readers, without a day and without what else a note would tell."""
    asked = []

    def read(_, words, language, child, **more):
        asked.append((words, language, child, more))
        return ENGINE.read(words)

    monkeypatch.setattr(goal_words, "read_twice", read)
    goals = [Goal("Play", by=" mei"), Goal("Sing", by="Alex"), Goal("Eat", by="n/a"), Goal("Run", by="Aunt Bo")]
    heard(*goals)
    assert [("Play", "es"), ("Sing", "en"), ("Eat", "en"), ("Run", "en")] == [each[:2] for each in asked]
    assert {("Sam", False)} == {(child, more["telling"]) for _, _, child, more in asked}


# -- in what is proposed


def test_what_is_proposed_tells_the_therapist_and_quotes_nothing_quiet():
    """The goal still leads. Nothing is said in its words, also where there is nothing for it."""
    found = ENGINE.propose(wanting(HIT, Goal("Calm, and my husband does not hit us")), on=D)
    calm = ENGINE.propose(wanting(PLAY, Goal("Calm")), on=D)
    assert [each.plan.focuses for each in calm] == [each.plan.focuses for each in found]
    said = " ".join([*found.left_out, *(line for each in found for line in (*each.reasons, *each.together))])
    assert "husband" not in said
    assert "You said" not in said
    assert {HIT.words, "Calm, and my husband does not hit us"} == {each.goal for each in found.worth_a_look}
    assert {found.worth_a_look} == {each.worth_a_look for each in found}


def test_of_two_goals_that_a_plan_serves_the_one_that_may_be_read_is_told():
    """What is quiet silences no other."""
    found = ENGINE.propose(wanting(HIT, PLAY), on=D)[0]
    assert "You said: “Play together”." in found.reasons[0]


def test_where_nothing_fits_the_therapist_is_told_all_the_same():
    """A family with nothing to propose is no family without a word."""
    found = Engine(plugins=[]).propose(wanting(HIT), on=D)
    assert 0 == len(found)
    assert {HIT.words} == {each.goal for each in found.worth_a_look}


def test_what_is_proposed_comes_back_with_it():
    """And two that differ in it are not equal."""
    found = ENGINE.propose(wanting(HIT), on=D)
    again = loads(Proposals, dumps(found))
    assert found == again
    assert found.worth_a_look == again.worth_a_look
    assert found != evolve(found, worth_a_look=())


# -- in a review


def test_a_review_tells_the_therapist_alone():
    """No alert, no pause; the other goal is told as ever, and to the clinician both are."""
    made, calm = reviewed(HIT, PLAY), reviewed(PLAY)
    assert (calm.alerts, calm.next_steps[0].action, calm.mentions, False) == (
        made.alerts, made.next_steps[0].action, made.mentions, made.paused,
    )  # fmt: skip
    assert {HIT.words} == {each.goal for each in made.worth_a_look}
    assert calm.for_caregiver() == made.for_caregiver()
    quiet, other = made.goals
    assert ("", True, False) == (quiet.say(), quiet.quiet, other.quiet)
    assert HIT.words in quiet.say(audience="clinician")


def test_what_is_hoped_for_pauses_nothing():
    """A goal about seizures is shown, and practice goes on."""
    made = reviewed(FITS)
    assert not made.paused
    assert "Fewer seizures" in made.for_caregiver().goals[0]


def test_it_stands_behind_what_was_written_and_is_no_matter_of_lately():
    """A goal is wanted until the family is another; so it is worth a look in each review."""
    for number in (3, 90):
        assert [HIT.words] == [*dict.fromkeys(each.goal for each in reviewed(HIT, number=number).worth_a_look)]


def test_a_stored_review_is_as_quiet():
    """What comes out of a document shows the same."""
    made = reviewed(HIT, PLAY)
    again = with_texts(loads(Review, dumps(made)), ENGINE.catalogue.words)
    assert made == again
    assert made.for_caregiver() == again.for_caregiver()
    assert "husband" not in str(again.for_caregiver())


def test_several_plans_of_one_family_are_as_quiet():
    """Told as the plan that serves it tells it, to the clinician alone."""
    plan = evolve(OPEN, family=evolve(OPEN.family, goals=[HIT]))
    other = evolve(plan, id="p2", focuses=[evolve(plan.focuses[0], id="f2", routine="bed", skill="toy/wave-bye")])
    for made in ENGINE.review_together([(plan, of_five(2)), (other, [])], on=day(3)):
        assert [True] == [each.quiet for each in made.goals]
        assert () == made.for_caregiver().goals
