"""
A catalogue is shelves by id; a sum is the same kind of value; what cannot be reached or fire is found before a
family meets it.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Text
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import Catalogue, merge
from coachplan.knowledge.checks import check
from coachplan.knowledge.rules import Rule
from coachplan.model.flags import SOUNDING, RedFlag
from coachplan.model.skills import Skill, Step
from coachplan.model.strategies import Barrier, Use
from coachplan.testing.toy import OWN, TOY

CORE = core_catalogue()
SKILL = TOY.skills["toy/stack-blocks"]
STRATEGY = TOY.strategies["toy/show-first"]


def findings(part):
    return [str(each) for each in check(part, merge([CORE, part]), where="toy.toml")]


def test_lists_in_shelves_out():
    """What was given as lists is read by id, in order; the sum holds all of it and changes none."""
    assert ["toy/stack-blocks", "toy/wave-bye"] == list(TOY.skills)
    whole = merge([CORE, TOY])
    assert {*CORE.rules, *TOY.rules} == set(whole.rules)
    assert whole == merge([TOY, CORE])
    assert "toy/wave-bye" not in CORE.skills


def test_one_id_is_one_item():
    """An id used twice is refused and named."""
    with pytest.raises(CoachplanError, match="toy/show-first"):
        Catalogue(strategies=[STRATEGY, STRATEGY])
    with pytest.raises(CoachplanError, match="toy/show-first"):
        merge([TOY, Catalogue(strategies=[STRATEGY])])


def test_sound_content_has_no_finding():
    """The core and the pretend plugin are sound."""
    assert () == check(CORE, CORE, core=True)
    assert [] == findings(TOY)


def rule(when="days > 1", **more):
    return Catalogue(rules=[Rule("toy/r", when, **{"then": "pause", "sources": [OWN], **more})])


def minutes(*targets, **more):
    steps = [Step(f"Step {number}", "It was so.", target=target) for number, target in enumerate(targets)]
    return evolve(SKILL, id="toy/minutes", steps=steps, **{"measure": "duration", **more})


@pytest.mark.parametrize(
    ("part", "parts"),
    [
        (Catalogue(skills=[evolve(SKILL, routines=["plai"])]), ("toy/stack-blocks", "plai", "'play'")),
        (Catalogue(skills=[evolve(SKILL, prerequisites=["toy/nothing"])]), ("toy/nothing",)),
        (Catalogue(skills=[evolve(SKILL, prerequisites=[SKILL.id])]), ("before itself",)),
        (Catalogue(skills=[evolve(SKILL, ages=(60, 12))]), ("60 to 12",)),
        (Catalogue(skills=[evolve(SKILL, steps=[SKILL.steps[0], SKILL.steps[0]])]), ("step 2", "never reached")),
        (Catalogue(skills=[evolve(SKILL, steps=[Step("a", "b", target=3)])]), ("target",)),
        (Catalogue(skills=[evolve(SKILL, measure="duration")]), ("target is missing",)),
        (Catalogue(skills=[minutes(40, 20, 15)]), ("targets fall", 'direction = "decrease"')),
        (Catalogue(skills=[minutes(40, 40, 15)]), ("targets fall",)),
        (Catalogue(skills=[minutes(5, 10, direction="decrease")]), ("targets rise", 'direction = "increase"')),
        (Catalogue(skills=[evolve(SKILL, direction="decrease")]), ("measures tries, of which more is better",)),
        (
            Catalogue(skills=[minutes(0, 1, measure="rating", direction="decrease")]),
            ("measures rating, of which more is better",),
        ),
        (
            Catalogue(
                skills=[Skill("toy/x", "X", discipline="toy", measure="rating", steps=[Step("a", "b", target=5)])]
            ),
            ("-2 to +2",),
        ),
        (
            Catalogue(strategies=[evolve(STRATEGY, skills=["toy/stack-bloks"])], skills=[SKILL]),
            ("Did you mean 'toy/stack-blocks'",),
        ),
        (
            Catalogue(strategies=[evolve(STRATEGY, skills=[SKILL.id], routines=["bath"])], skills=[SKILL]),
            ("never be offered",),
        ),
        (Catalogue(strategies=[evolve(STRATEGY, barriers=["toy/no"])]), ("there is no barrier 'toy/no'",)),
        (
            Catalogue(
                strategies=[evolve(STRATEGY, uses=[Use(skills=["toy/stack-bloks"], sources=[OWN])])], skills=[SKILL]
            ),
            ("Did you mean 'toy/stack-blocks'",),
        ),
        (
            Catalogue(strategies=[evolve(STRATEGY, uses=[Use(skills=[SKILL.id], sources=[OWN])] * 2)], skills=[SKILL]),
            ("two of its uses",),
        ),
        (
            Catalogue(
                strategies=[
                    evolve(STRATEGY, skills=["toy/x"], uses=[Use(skills=[SKILL.id], sources=[OWN])])
                ],
                skills=[SKILL, evolve(SKILL, id="toy/x")],
            ),
            ("none of its skills",),
        ),
        (Catalogue(strategies=[evolve(STRATEGY, sources=[OWN], cautioned_by=[OWN])]), ("supports it and warns of it",)),
        (rule("sucess > 0.5"), ("toy/r", "sucess", "'success'")),
        (rule("success > 1"), ("never fire",)),
        (rule("rising == maybe"), ("never fire",)),
        (rule("days >= 2 and days < 2"), ("never fire",)),
        (rule("days >"), ("toy/r",)),
        (rule(holds=["lighten"]), ("lighten", "careful step")),
        (rule(then=None), ("neither proposes",)),
        (rule(skills=["toy/nothing"]), ("toy/nothing",)),
        (Catalogue(flags=[RedFlag("toy/f", "now", words={}, tags=["injurd"], say="s")]), ("injurd", "'injured'")),
        (
            Catalogue(barriers=[Barrier("toy/b", {"en": ["no"]}, means="m", ask="a?", try_next=["lightn"])]),
            ("'lighten'",),
        ),
        (Catalogue(strategies=[evolve(STRATEGY, id="Show first")]), ("not an id",)),
    ],
)
def test_a_finding_names_file_item_found_and_mend(part, parts):
    """Each mistake by itself: where, in what, what was found, and the nearest right thing."""
    found = findings(part)
    assert found
    words = "\n".join(found)
    assert "toy.toml" in words
    for expected in parts:
        assert expected in words


def test_every_mistake_is_found_at_once():
    """Not only the first."""
    part = Catalogue(skills=[evolve(SKILL, routines=["plai"], ages=(60, 12))], rules=rule("sucess > 1").rules.values())
    assert 3 <= len(findings(part))


def test_rules_that_can_fire_are_let_through():
    """Just inside what a reading can be."""
    for when in ("success >= 1", "days == 0", "not known(stress)", "true", "distress-days == 3"):
        assert [] == findings(rule(when)), when


def test_words_are_english_unless_translated():
    """An item's own words are English; a text in another language stands beside them."""
    whole = merge(
        [CORE, TOY, Catalogue(texts=[Text(key="toy/show-first#title", language="es", words="Muéstralo primero")])]
    )
    assert "Show it first" == whole.words.find("toy/show-first#title", "en")
    assert "Muéstralo primero" == whole.words.find("toy/show-first#title", "es-MX")
    assert SKILL.steps[1].title == whole.words.find("toy/stack-blocks#steps.2.title", "es")


def test_core_flags_are_all_there():
    """The emergencies and the safeguarding flags of the contract, each with English and Spanish words; but for what the
    second reader hears, which no list raises."""
    named = "choking breathing seizure reaction swallowed head-injury self-harm-marks"
    named += " harm-to-child harm-to-self not-drinking"
    for part in named.split():
        assert any(part in flag for flag in CORE.flags), part
    for flag in CORE.flags.values():
        assert {"en", "es"} <= set(flag.words) or flag.id in SOUNDING.values(), flag.id
    assert not any(CORE.flags[flag].words for flag in SOUNDING.values())


def test_numbers_carry_their_source():
    """Each parameter and each rule of the core names a source with a grade."""
    for item in (*CORE.parameters.values(), *CORE.rules.values()):
        assert item.sources, item.id


@pytest.mark.parametrize(
    "skill", [minutes(40, 20, 15, direction="decrease"), minutes(3, 5, 8), minutes(5, 5), minutes(10, 5, 20), SKILL]
)
def test_targets_that_go_the_way_of_their_measure_are_sound(skill):
    """Falling where less is better, rising where more is, or staying as they are while the help fades."""
    assert not [said for said in findings(Catalogue(skills=[skill])) if "target" in said]


def test_a_rule_holds_back_only_kinds_that_there_are():
    """A word that is none is refused where the rule is made, with the nearest."""
    with pytest.raises(CoachplanError, match=r"holds\[0\]: found 'stepup'\. Did you mean 'step-up'"):
        rule(holds=["stepup"])
