"""
How far a plan is with what the family wants: in plain words, by what was decided, and never as a push.
"""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.model.family import Routine
from coachplan.model.goals import Goal
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Step
from coachplan.model.speaking import with_texts
from coachplan.testing.builders import ENGINE, OPEN, Bringing, D, Engine, at, day, entry, of_five, review
from coachplan.testing.toy import OWN, toy

BLOCKS = Goal("Play with blocks.", skill="toy/stack-blocks")
PLAY = Goal("Play together", routine="play")


def wanting(*goals, plan=OPEN):
    return evolve(plan, family=evolve(plan.family, goals=goals))


def told(plan, log, number=None, **more):
    return [standing.say() for standing in review(plan, log, number, **more).goals]


#: Three good days in two places, and three in one.
TWO_PLACES = [entry(n, 5, place=("home", "nursery")[n % 2]) for n in range(1, 7)]
TWO_PEOPLE = [entry(n, 5, who=("Alex", "June")[n % 2]) for n in range(1, 7)]
ONE_PLACE = [entry(n, 5, place="home") for n in range(1, 7)]


@pytest.mark.parametrize(
    ("plan", "log", "said"),
    [
        (at(step=2), of_five(2, 3, 2), "We are at step 2 of 4 on the way there."),
        (at(step=4), of_five(1, 2, 1), "We are at step 4 of 4 on the way there."),
        (at(step=4), [entry(1, 5)], "We are at step 4 of 4 on the way there."),
        (at(step=4), ONE_PLACE, "The last step of it works most of the time now. Does it feel reached?"),
        (at(step=4), TWO_PLACES, "It is there in more than one place now. Does it feel reached?"),
        (at(step=4), TWO_PEOPLE, "It is there with more than one person now. Does it feel reached?"),
        (
            at(step=4),
            [*ONE_PLACE[:-1], evolve(ONE_PLACE[-1], tags=["distressed"])],
            "We are at step 4 of 4 on the way there.",
        ),
        (
            at(step=4, maintaining=True),
            [entry(3, 5)],
            "It is there now, and we only look in on it. Does it feel reached?",
        ),
        (at(step=4, maintaining=True), [entry(3, 1)], "It was there, and it needs a little help again."),
        (at(skill="toy/wave-bye", routine="bed"), [entry(3, 1)], "Nothing in this plan is about this yet."),
    ],
)
def test_how_far_it_is_is_said_in_plain_words(plan, log, said):
    """Which step, whether the last one works, whether it is there elsewhere, too; and where nothing is about it."""
    assert [f"You said: “Play with blocks”. {said}"] == told(wanting(BLOCKS, plan=plan), log)


def test_a_part_of_it_is_named():
    """What serves a goal by its routine is a part of it, and is called by its name."""
    plan = wanting(PLAY, plan=at(step=2))
    said = "You said: “Play together”. “Stacks blocks” is a part of it. We are at step 2 of 4."
    assert [said] == told(plan, of_five(2))
    (done,) = told(wanting(PLAY, plan=at(step=4)), ONE_PLACE)
    assert "“Stacks blocks” is a part of it, and it works most of the time now. Does it feel reached?" in done


def test_what_comes_first_is_on_the_way():
    """A skill waits for the one that is practised: the way has only begun, and nobody asks whether it is reached."""
    steps = [Step("Builds one with you", "It stands.", support="model"), Step("Builds one", "It stands.")]
    first = ["toy/stack-blocks"]
    tower = Skill("tower/tower", "A tower", discipline="tower", steps=steps, prerequisites=first, sources=[OWN])
    engine = Engine(plugins=[toy, Bringing("tower", skills=[tower])])
    goal = Goal("A big tower", skill="tower/tower")
    (early,) = told(wanting(goal, plan=at(step=2)), of_five(2), engine=engine)
    assert early.endswith("“Stacks blocks” comes first on the way there. We are at step 2 of 4.")
    (late,) = told(wanting(goal, plan=at(step=4)), ONE_PLACE, engine=engine)
    assert late.endswith("“Stacks blocks” comes first on the way there, and it works most of the time now.")
    (kept,) = told(wanting(goal, plan=at(step=4, maintaining=True)), ONE_PLACE, engine=engine)
    assert "“Stacks blocks” came first on the way there, and it is there now." in kept
    assert kept.endswith("Ask your therapist what comes next.")


def test_the_focus_that_serves_it_most_speaks():
    """Of two that serve a goal the one it names; the other is among those that serve it."""
    plan = Plan(
        "p1",
        evolve(OPEN.family, routines=[Routine("play", "play"), Routine("bed", "bedtime")]),
        focuses=[
            Focus("f1", "bed", skill="toy/wave-bye", step=1, strategy="toy/show-first", since=D),
            Focus("f2", "play", skill="toy/stack-blocks", step=3, strategy="toy/show-first", since=D),
        ],
        approval=OPEN.approval,
    )
    both = Goal("Both", discipline="toy")
    one, other = review(wanting(BLOCKS, both, plan=plan), [entry(2, 3)], 3).goals
    assert (("f2",), ("f1", "f2")) == (one.focuses, other.focuses)
    assert "We are at step 3 of 4 on the way there." in one.say()
    assert 2 == len(other.numbers)


# -- what waits


def test_while_the_plan_is_paused_everything_waits_and_nothing_is_shown():
    """An alert stands alone: no cheer, no step, no goal. The clinician reads that it waits."""
    made = review(wanting(BLOCKS, Goal("Sleep")), [*of_five(2, 3), entry(3, 1, hard="he is choking")])
    assert made.paused
    assert ["This waits for now."] * 2 == [standing.say().partition("”. ")[2] for standing in made.goals]
    assert () == made.for_caregiver().goals


def test_a_focus_that_rests_makes_its_goal_wait():
    """Where a caution stands over what is practised, the goal waits; nobody is told how far it would be."""
    plan = wanting(BLOCKS, plan=at(strategy="toy/firm-seat"))
    plan = evolve(plan, family=evolve(plan.family, child=evolve(plan.family.child, cautions=["hip-pain"])))
    made = review(plan, of_five(2, 3))
    assert made.next_steps[0].is_resting
    assert ["You said: “Play with blocks”. This waits for now."] == [*made.for_caregiver().goals]


def test_where_its_plugin_is_not_here_a_goal_waits():
    """Nothing is said of a ladder that nobody knows."""
    plan = wanting(BLOCKS)
    assert ["You said: “Play with blocks”. This waits for now."] == told(plan, of_five(2), engine=Engine(plugins=[]))


def test_what_a_goal_names_and_is_not_there_is_named_and_stops_nothing():
    """The review says what is not here, with the nearest; and each step is what it was."""
    plan = wanting(Goal("Blocks", skill="toy/stack-bloks"), Goal("Play", routine="outside", discipline="zzz"))
    made, before = review(plan, of_five(2, 3, 2)), review(OPEN, of_five(2, 3, 2))
    assert ["toy/stack-bloks", "outside", "zzz"] == [each.what for each in made.missing if each.about == "family"]
    assert any("It may mean “toy/stack-blocks”" in each.why for each in made.missing)
    assert [each.action for each in before.next_steps] == [each.action for each in made.next_steps]
    assert "Nothing in this plan is about this yet." in made.goals[0].say()


# -- several plans of one family


def two_plans(*goals):
    family = evolve(OPEN.family, goals=goals)
    practised = (("play", "toy/stack-blocks", 2), ("play", "toy/stack-blocks", 3), ("bed", "toy/wave-bye", 1))
    return [
        Plan(f"p{n}", family, focuses=[Focus(f"f{n}", at, skill=skill, step=step, strategy="toy/show-first", since=D)])
        for n, (at, skill, step) in enumerate(practised, start=1)
    ]


def test_what_another_plan_serves_is_told_as_that_one_tells_it():
    """Nobody reads that nothing is about it, where another plan of theirs is."""
    first, _, third = two_plans(BLOCKS)
    alone = ENGINE.review(third, [], on=day(2))
    assert "Nothing in this plan" in alone.goals[0].say()
    both = ENGINE.review_together([(first, []), (third, [])], on=day(2))
    assert ["You said: “Play with blocks”. We are at step 2 of 4 on the way there."] * 2 == [
        each.goals[0].say() for each in both
    ]


def test_what_rests_beside_another_plan_waits():
    """Two plans in one routine: the second rests, and says of its goal that it waits."""
    first, second, _ = two_plans(BLOCKS)
    one, other = ENGINE.review_together([(first, []), (second, [])], on=day(2))
    assert "step 2 of 4" in one.goals[0].say()
    assert "This waits for now." in other.goals[0].say()


# -- for whom


def test_a_clinician_is_told_the_numbers_and_a_caregiver_none():
    """The same sentence as of the family, and behind it each focus that serves the goal, how, and what was counted."""
    (standing,) = review(wanting(BLOCKS), of_five(2, 3, 2)).goals
    assert standing.say() == standing.say("en")
    told = standing.say(audience="clinician")
    assert told.startswith(standing.say().replace("You said", "The family said"))
    assert "“Stacks blocks” (the skill itself): step 2 of 4. 7 of 15 tries worked lately, on 3 days." in told
    assert "f1" not in told
    assert "7 of 15" not in standing.say()
    assert standing.say("es").startswith("Dijiste: «Play with blocks». Vamos en el paso 2 de 4 para llegar ahí.")
    with pytest.raises(CoachplanError, match="Did you mean 'clinician'"):
        standing.say(audience="clinitian")


def test_it_travels_with_the_review():
    """As a document and pickled it says the same; a document is given the words first."""
    made = review(wanting(BLOCKS, PLAY), of_five(2, 3, 2))
    assert made.goals == pickle.loads(pickle.dumps(made)).goals
    back = loads(Review, dumps(made))
    assert made == back
    with pytest.raises(CoachplanError, match="without the words"):
        back.goals[0].say()
    assert made.goals[0].say() == with_texts(back, ENGINE.catalogue.words).goals[0].say()
    assert "Play with" not in repr(made)
