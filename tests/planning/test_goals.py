"""
What a family wants leads the first plans: how it serves, in which order, what is said where nothing can be proposed,
and a first plan as it is agreed together.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError, InvalidError
from coachplan.documents.codec import dumps, read
from coachplan.engine import Engine
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.goals import Goal
from coachplan.model.skills import Skill, Step
from coachplan.model.strategies import Strategy
from coachplan.planning.goals import comes_before, how_it_serves
from coachplan.testing.builders import ENGINE, Bringing, D, installed
from coachplan.testing.toy import OWN, toy


def skill(name, *prerequisites, routines=("play",), **more):
    steps = [Step("Does a part of it", "It is begun.", support="model"), Step("Does all of it", "It is done.")]
    return Skill(
        f"tower/{name}", name.title(), discipline="building", steps=steps, routines=routines,
        prerequisites=[f"tower/{each}" for each in prerequisites], sources=[OWN], **more,
    )  # fmt: skip


#: A row before a wall, a wall before a tower; a circle goes nowhere.
TOWER = Engine(
    plugins=[
        toy,
        Bringing(
            "tower",
            skills=[
                skill("row"),
                skill("wall", "row"),
                skill("tower", "wall"),
                skill("bed", routines=("bedtime",), ages=(60, 80)),
                skill("hammock", cautions=["hip-pain"]),
            ],
            strategies=[
                Strategy("tower/show", "Show it", what="Do it.", when="At first.", why="It helps.", sources=[OWN])
            ],
        ),
    ]
)  # fmt: skip
FAMILY = Family(
    Child("Sam", 48),
    [Caregiver("Alex"), Caregiver("Grandma June")],
    [Routine("play", "play", matters=1), Routine("bed", "bedtime", matters=5)],
    id="sam",
)


def wanting(*goals, family=FAMILY, **child):
    return evolve(family, goals=goals, child=evolve(family.child, **child))


def propose(family, engine=TOWER, **more):
    return engine.propose(family, on=D, **more)


def skills(proposals):
    return [each.plan.focuses[0].skill for each in proposals]


# -- how something serves


@pytest.mark.parametrize(
    ("goal", "item", "routine", "how"),
    [
        ({"skill": "tower/tower"}, "tower/tower", "bed", "skill"),
        ({"skill": "tower/tower"}, "tower/wall", "bed", "first"),
        ({"skill": "tower/tower"}, "tower/row", "play", "first"),
        ({"skill": "tower/row"}, "tower/tower", "play", None),
        ({"skill": "tower/row", "routine": "play"}, "tower/bed", "play", None),
        ({"routine": "play", "discipline": "building"}, "tower/row", "play", "routine-and-discipline"),
        ({"routine": "play", "discipline": "building"}, "tower/row", "bed", None),
        ({"routine": "play", "discipline": "building"}, "toy/stack-blocks", "play", None),
        ({"routine": "play"}, "toy/stack-blocks", "play", "routine"),
        ({"routine": "play"}, "toy/stack-blocks", "bed", None),
        ({"discipline": "toy"}, "toy/stack-blocks", "bed", "discipline"),
        ({"discipline": "toy"}, "nobody/brings-it", "bed", None),
        ({}, "toy/stack-blocks", "", None),
    ],
)
def test_how_something_serves_a_goal(goal, item, routine, how):
    """A skill serves a goal that names it or what comes after it; routine and discipline, both where both are named."""
    assert how == how_it_serves(Goal("It", **goal), item, routine, TOWER.catalogue)


def test_what_comes_before_is_found_all_the_way_down():
    """The nearest first; of what is not here, nothing."""
    assert ("tower/wall", "tower/row") == comes_before("tower/tower", TOWER.catalogue)
    assert () == comes_before("tower/row", TOWER.catalogue)
    assert () == comes_before("nobody/brings-it", TOWER.catalogue)


# -- what leads


def test_a_goal_leads_and_is_said_first():
    """Bedtime matters most to the family, and play is what they want: so play comes first, in their own words."""
    assert "bed" == propose(FAMILY)[0].plan.focuses[0].routine
    first = propose(wanting(Goal("I want us to play together.", routine="play")))[0]
    assert "play" == first.plan.focuses[0].routine
    assert "You said: “I want us to play together”. So it begins here: play time." == first.reasons[0]


def test_what_names_more_leads_before_what_names_less():
    """The skill, then routine and discipline, then the routine, then the discipline, however the family orders them."""
    goals = [
        Goal("a", discipline="toy"),
        Goal("b", routine="bed"),
        Goal("c", routine="play", discipline="building"),
        Goal("d", skill="toy/stack-blocks"),
    ]
    found = propose(wanting(*goals), limit=4)
    assert ["d", "c", "b"] == [each.reasons[0].split("“")[1][0] for each in found][:3]


def test_of_goals_that_name_as_much_the_first_leads():
    """In the order in which the family gave them; and each of them has a plan before any has two."""
    goals = [Goal("play", routine="play"), Goal("bed", routine="bed")]
    assert ["play", "bed"] == [each.plan.focuses[0].routine for each in propose(wanting(*goals), limit=2)]
    assert ["bed", "play"] == [each.plan.focuses[0].routine for each in propose(wanting(*goals[::-1]), limit=2)]


def test_a_later_rung_begins_with_what_comes_first():
    """The tower waits for the wall, and the wall for the row: the row is proposed, and it is said why."""
    goal = Goal("Build a big tower!", skill="tower/tower")
    first = propose(wanting(goal))[0]
    assert "tower/row" == first.plan.focuses[0].skill
    assert "You said: “Build a big tower!” “Row” comes first on the way to it." == first.reasons[0]
    assert ["tower/wall"] == skills(propose(wanting(goal, strengths=["tower/row"]), limit=1))
    there = propose(wanting(goal, strengths=["tower/row", "tower/wall"]), limit=1)
    assert ["tower/tower"] == skills(there)
    assert "This is about just that: “Tower”." in there[0].reasons[0]


def test_a_skill_is_proposed_in_the_routine_that_the_goal_names():
    """Where two routines of the family would do, theirs leads."""
    family = evolve(FAMILY, routines=[Routine("one", "play", matters=5), Routine("two", "play", matters=1)])
    goal = Goal("Blocks", skill="toy/stack-blocks", routine="two")
    assert "one" == propose(wanting(evolve(goal, routine=""), family=family))[0].plan.focuses[0].routine
    assert "two" == propose(wanting(goal, family=family))[0].plan.focuses[0].routine


def test_it_is_said_whose_goal_it_is():
    """The first caregiver is "you", and so is whoever is not named; anybody else is named."""
    whose = (("", "You said"), ("Alex", "You said"), ("Grandma June", "Grandma June said"), ("Sam", "Sam said"))
    for by, said in (*whose, ("n/a", "You said"), ("nan", "You said"), ("Nan", "Nan said")):
        first = propose(wanting(Goal("Play", routine="play", by=by)))[0]
        assert first.reasons[0].startswith(f"{said}: “Play”.")


def test_in_spanish():
    """In the first caregiver's language, with the child and whoever said it as they are called."""
    family = evolve(FAMILY, caregivers=[Caregiver("Marisol", language="es")])
    first = propose(wanting(Goal("Que juegue conmigo.", routine="play", by="las tías"), family=family))[0]
    assert first.reasons[0].startswith("En palabras de las tías: «Que juegue conmigo». Por eso se empieza aquí:")


# -- where nothing can be proposed


@pytest.mark.parametrize(
    ("goal", "child", "why"),
    [
        ({}, {}, "It is not tied to a routine or a skill yet"),
        ({"skill": "tower/bed"}, {}, "“Bed” is meant for 60 to 80 months; the age is 48 months."),
        ({"skill": "tower/hammock"}, {"cautions": ["hip-pain"]}, "“Hammock” is left out because of a hip problem."),
        ({"skill": "tower/row"}, {"strengths": ["tower/row"]}, "“Row” is already there."),
        ({"routine": "bath"}, {}, "There is no room for five minutes there: bath time."),
        ({"routine": "bed", "discipline": "building"}, {}, "There is nothing here yet that fits."),
    ],
)
def test_a_goal_for_which_there_is_nothing_is_said_with_why(goal, child, why):
    """It stands first among what is left out, in their words; and nothing is opened for it."""
    family = evolve(FAMILY, routines=[*FAMILY.routines, Routine("bath", "bath", minutes=2)])
    found = propose(wanting(Goal("We want this.", **goal), family=family, **child))
    assert found.left_out[0].startswith(f"You said: “We want this”. {why}")
    assert found
    assert not any("You said" in each.reasons[0] for each in found)


def test_a_goal_that_another_plan_serves_already_is_said_so():
    """Nobody is told that nothing fits what they practise every day."""
    goal = Goal("Blocks", skill="toy/stack-blocks")
    family = evolve(wanting(goal), routines=[Routine("play", "play"), Routine("bed", "bedtime")])
    first = propose(family, ENGINE)[0].plan
    found = propose(family, ENGINE, beside=[first])
    assert "You said: “Blocks”. This is being practised already." == found.left_out[0]


def test_of_what_was_not_asked_about_nothing_is_said():
    """Whoever narrows the search to one skill or routine knows that the goals are not all in it."""
    family = wanting(Goal("Sleep", routine="bed", discipline="building"))
    assert any("You said" in each for each in propose(family).left_out)
    for narrowed in ({"skill": "toy/stack-blocks"}, {"routine": "play"}):
        assert not any("You said" in each for each in propose(family, **narrowed).left_out)


# -- what is not there


@pytest.mark.parametrize(
    ("goal", "item", "code", "nearest"),
    [
        ({"routine": "plai"}, "goals[1].routine", "unknown-routine", "'play'"),
        ({"discipline": "toi"}, "goals[1].discipline", "unknown-discipline", "'toy'"),
        ({"skill": "toy/stack-bloks"}, "goals[1].skill", "unknown-skill", "'toy/stack-blocks'"),
    ],
)
def test_what_a_goal_names_and_is_not_there_is_named_with_the_nearest(tmp_path, goal, item, code, nearest):
    """By a proposal and by a document, which names the file, too; and a review goes on and says it."""
    family = wanting(Goal("Play", routine="play"), Goal("It", **goal))
    file = tmp_path / "family.json"
    file.write_text(dumps(family), encoding="utf-8")
    for ask in (lambda: propose(family, ENGINE), lambda: read(Family, file, catalogue=ENGINE.catalogue)):
        with pytest.raises(CoachplanError) as refused:
            ask()
        (found,) = refused.value.findings
        assert (item, code) == (found.item, found.code)
        assert nearest in found.hint
    assert str(found.where).endswith("family.json")


def test_a_goal_without_words_is_none():
    """What a family wants is said in words."""
    for words in ("", "  \n"):
        with pytest.raises(InvalidError, match="own words"):
            Goal(words)


# -- a first plan as it is agreed together


def test_a_first_plan_says_who_when_how_and_what_comes_next():
    """Four lines: with whom, when, how, and what the adult does next."""
    who = ["Grandma June", "Alex"]
    routine = Routine("play", "play", label="the mornings", who=who, part_of_day="morning", days_a_week=4)
    first = propose(evolve(FAMILY, routines=[routine]), ENGINE)[0]
    assert (
        "With Sam: Grandma June, Alex.",
        "When: the mornings, in the morning. Five minutes, on 4 days a week.",
        "How: Sit Sam on a firm seat with feet flat.",
        "Then: write a line about what you did and what Sam did. We look at it together.",
    ) == first.together


def test_nobody_is_made_up():
    """Where nobody is named for a routine it is the first caregiver; where there is none, whoever is there."""
    family = evolve(FAMILY, routines=[Routine("play", "play", who=[" "], days_a_week=1)])
    assert "With Sam: whoever is there." == propose(family, ENGINE)[0].together[0]
    unsaid = evolve(FAMILY, routines=[Routine("play", "play", days_a_week=1)])
    assert "With Sam: Alex." == propose(unsaid, ENGINE)[0].together[0]
    assert "When: play time. Five minutes, on one day a week." == propose(unsaid, ENGINE)[0].together[1]
    assert "With Sam: whoever is there." == propose(evolve(unsaid, caregivers=[]), ENGINE)[0].together[0]


awkward = st.sampled_from(
    ["Íñigo", "Ann-Marie O’Neil", "las gemelas", "the twins", "agua", "Uno y otro", "mom & dad", "李"]
)


wanted = st.sampled_from(["Up!", "up", "Up.", "«Up», up…"])


@given(awkward, awkward, awkward, awkward, st.sampled_from(["en", "es"]), wanted)
def test_no_sentence_fails_with_a_name_a_plural_or_a_vowel(child, who, label, by, language, words):
    """Whatever is filled in stands as it is, between marks that fit anything; no gap and no doubled mark is left."""
    family = Family(
        Child(child, 48),
        [Caregiver("Alex", language=language)],
        [Routine("r", "play", label=label, who=[who], part_of_day="night")],
        goals=[Goal(words, routine="r", by=by), Goal(words, by=by)],
        id="x",
    )
    found = installed().propose(family, on=D, limit=1)
    for said in (*found[0].together, found[0].reasons[0], found.left_out[0]):
        assert not set("{}") & set(said)
        assert not any(mark in said for mark in ("..", " .", "  ", "“”", "«»", "!.", "?.", "(,"))
        assert " a el " not in said
        assert " de el " not in said
