"""
What a clinic's own logs say parts equals alone, and is told to a clinician, with its doubt, beside no study.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import NotAllowedError
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.fitted import Fitted, HeldOut, Population, RestsOn
from coachplan.model.skills import GRADES, Source
from coachplan.model.strategies import Strategy
from coachplan.model.suits import NOTHING_TOLD, Likely, Suited, Suits
from coachplan.planning.fit import best_strategies
from coachplan.planning.suited_here import told_here, turn
from coachplan.testing.builders import FAMILY, OPEN, Bringing, D, day, of_five
from coachplan.testing.toy import OWN, TOY

SKILL = "toy/stack-blocks"
ONE, TWO, THREE = "toy/way-a", "toy/way-b", "toy/way-c"
STUDIED = Source("toy/study", "A made-up study.", "RCT")


def way(item, sources=(OWN,), **more):
    """A strategy that fits whatever the others fit."""
    title = f"Way {item[-1]}"
    return Strategy(item, title, what="Do it so.", when="Each time.", why="It may help.", sources=sources, **more)


def likely(low, share, high):
    return Likely(low=low, share=share, high=high)


def row(strategy, low, share, high, *, families=40, skill=""):
    """What is told of a strategy: about so large a share of the families, and as likely in another."""
    low_of, of, high_of = (round(each * families) for each in (low, share, high))
    return Suited(
        strategy=strategy, skill=skill, low=low_of, suited=of, high=high_of, families=families,
        likely=likely(low, share, high),
    )  # fmt: skip


def told(*rows):
    return Suits(rows=rows, another=likely(0.3, 0.6, 0.85))


def fitted(suits):
    """Numbers that an engine takes, with what is told of strategies."""
    number = {"core/step-gap": 1.0}
    held = HeldOut(parts=4, families=90, days=900, shipped=1.5, fitted=1.4, gain=0.1, low=0.05, high=0.2)
    values, rests = Population.of(number), RestsOn.of({"core/step-gap": 90})
    return Fitted(
        values=values, low=values, high=values, families=rests, days=rests,
        by="Dana, OT", on=day(0), version="0.1.0", held_out=held, suits=suits,
    )  # fmt: skip


def engine(*strategies):
    """One whose strategies are these, and the skills of the pretend plugin."""
    made = Catalogue(skills=TOY.skills.values(), strategies=strategies)
    return Engine(plugins=[Bringing("toy", skills=made.skills.values(), strategies=made.strategies.values())])


EQUALS = engine(way(ONE), way(TWO), way(THREE))


def first(suits, ways=EQUALS, approval=None):
    skill, routine = ways.catalogue.skills[SKILL], FAMILY.routines[0]
    found = best_strategies(ways.catalogue, skill, routine, FAMILY, D, approval=approval, suits=suits)
    return [strategy.id for strategy, _ in found]


def test_without_logs_equals_stand_by_their_id():
    """As ever: nothing is told of any, so all have one place, and nothing is said."""
    assert [ONE, TWO, THREE] == first(NOTHING_TOLD)
    assert 1 == len({turn(each, SKILL, NOTHING_TOLD) for each in (ONE, TWO, THREE)})
    assert () == told_here(ONE, (TWO,), SKILL, NOTHING_TOLD)


def test_what_suits_more_often_beyond_doubt_comes_first():
    """Where what is likely of two does not meet."""
    suits = told(row(ONE, 0.1, 0.2, 0.3), row(TWO, 0.6, 0.7, 0.8), row(THREE, 0.3, 0.4, 0.5))

    assert [TWO, THREE, ONE] == first(suits)
    assert ["core/here.every-skill", "core/here.surer", "core/here.grade"] == [
        message.key for message in told_here(TWO, (ONE, THREE), SKILL, suits)
    ]


def test_of_those_in_doubt_the_less_known_is_tried_and_that_is_said():
    """It may suit as often: what few families tell of has the wider doubt, and so has what none is told of."""
    suits = told(row(ONE, 0.5, 0.6, 0.7, families=200), row(TWO, 0.4, 0.6, 0.78, families=30))

    assert [THREE, TWO, ONE] == first(suits)
    said = told_here(THREE, (ONE, TWO), SKILL, suits)
    assert ["core/here.too-few", "core/here.less-known", "core/here.grade"] == [message.key for message in said]
    assert "Way a" in EQUALS.catalogue.words.say(said[1], "en")


def test_of_equals_as_well_known_it_is_said_that_the_logs_do_not_tell():
    """One has to come first, and the other is named all the same."""
    suits = told(row(ONE, 0.5, 0.6, 0.7, families=40), row(TWO, 0.45, 0.6, 0.72, families=40))

    assert [TWO, ONE] == [each for each in first(suits) if each != THREE]
    said = told_here(TWO, (ONE,), SKILL, suits)
    assert ["core/here.every-skill", "core/here.as-well", "core/here.grade"] == [message.key for message in said]
    assert "The logs do not tell which" in EQUALS.catalogue.words.say(said[1], "en")


def test_what_is_as_good_as_the_unknown_could_be_is_no_step_into_the_dark():
    """What suits nearly always stands before one of which nothing is told."""
    assert [TWO, ONE, THREE] == first(told(row(TWO, 0.8, 0.9, 0.95)))


def test_a_skill_s_own_count_stands_before_that_of_all():
    """A strategy that suits elsewhere may not suit here."""
    suits = told(row(ONE, 0.1, 0.2, 0.3, skill=SKILL), row(ONE, 0.8, 0.85, 0.95), row(TWO, 0.4, 0.5, 0.6))

    assert first(suits).index(TWO) < first(suits).index(ONE)
    assert (40, 40) == suits.tried(ONE, SKILL)
    assert (0, 40) == suits.tried(TWO, SKILL)
    assert (0, 0) == suits.tried(THREE, SKILL)
    assert "core/here.skill" == told_here(ONE, (), SKILL, suits)[0].key


def test_no_count_stands_before_a_study():
    """What studies say parts two strategies before any log does: the evidence and its order are as they were."""
    ways = engine(way(ONE), way(TWO, sources=(STUDIED,)))

    assert [TWO, ONE] == first(told(row(ONE, 0.9, 0.95, 1.0), row(TWO, 0.0, 0.05, 0.1)), ways)
    assert row(ONE, 0.9, 0.95, 1.0).grade not in GRADES


def test_what_a_caution_rules_out_stays_ruled_out():
    """However often it suited."""
    ways = engine(way(ONE, cautions=("hip",)), way(TWO))
    family = evolve(FAMILY, child=evolve(FAMILY.child, cautions=["hip"]))
    suits = told(row(ONE, 0.95, 0.98, 1.0), row(TWO, 0.0, 0.02, 0.05))
    skill = ways.catalogue.skills[SKILL]
    found = best_strategies(ways.catalogue, skill, family.routines[0], family, D, suits=suits)

    assert [TWO] == [strategy.id for strategy, _ in found]


@pytest.mark.parametrize("opened", [(ONE,), (TWO,), (ONE, THREE), ("all",), ()])
def test_for_a_count_nobody_else_is_asked(opened):
    """Whoever may take the first of equals may take the first that the logs put there."""
    approval = Approval("Dana, OT", D, strategies=opened)
    suits = told(row(ONE, 0.1, 0.2, 0.3), row(TWO, 0.6, 0.7, 0.8), row(THREE, 0.3, 0.4, 0.5))
    before, after = (first(each, approval=approval)[0] for each in (NOTHING_TOLD, suits))

    assert approval.opens_strategy(before) == approval.opens_strategy(after)


SHARES = st.lists(st.integers(0, 100).map(lambda percent: percent / 100), min_size=3, max_size=3).map(sorted)
ANY = st.builds(
    Suits,
    rows=st.lists(
        st.builds(
            lambda item, skill, shares, families: row(item, *shares, families=families, skill=skill),
            st.sampled_from([ONE, TWO, THREE, "toy/gone"]), st.sampled_from(["", SKILL]), SHARES, st.integers(20, 90),
        ),
        unique_by=lambda each: (each.strategy, each.skill),
    ),
    another=st.none() | SHARES.map(lambda shares: likely(*shares)),
)  # fmt: skip


@given(ANY)
def test_whatever_is_told_the_same_ones_fit(suits):
    """None is added and none is lost; of two of which one suits more beyond doubt it never stands behind."""
    found = first(suits)

    assert sorted(found) == [ONE, TWO, THREE]
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            more, less = suits.likely(other, SKILL), suits.likely(one, SKILL)
            assert not suits or more is None or less is None or more.low <= less.high


@given(ANY, st.permutations([ONE, TWO, THREE]))
def test_what_is_said_is_true(suits, ways):
    """Fewer families are said only where fewer are told of, and more often only where that is beyond doubt."""
    chosen, *others = ways
    said = told_here(chosen, others, SKILL, suits)
    names = {message.key.removeprefix("core/here."): dict(message.values) for message in said}
    other = {f"{each}#title": each for each in ways}

    assert bool(suits) == bool(names)
    assert ("grade" in names) == bool(names.keys() - {"too-few", "grade"}), "where nothing was estimated there is none"
    if "less-known" in names:
        known = other[names["less-known"]["other"].key]
        assert suits.tried(chosen, SKILL) < suits.tried(known, SKILL)
    assert 1 >= len(names.keys() & {"less-known", "surer", "as-well"})
    if "surer" in names:
        later = [each for each in others if turn(each, SKILL, suits) > turn(chosen, SKILL, suits)]
        assert later
        assert all(suits.likely(chosen, SKILL).low > suits.likely(each, SKILL).high for each in later)


# -- where it is told


STUCK = of_five(*[2, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1])


def stuck_plan():
    focus = evolve(OPEN.focuses[0], strategy=ONE)
    plan = evolve(OPEN, focuses=[focus])
    return evolve(plan, approval=Approval.everything(plan, by="Dana, OT", on=D))


def test_a_clinician_is_told_and_a_caregiver_is_not():
    """Of another way that a review offers: how many families, the doubt, what fits as well; in both tongues."""
    own = EQUALS.with_fitted(fitted(told(row(TWO, 0.5, 0.6, 0.7, families=90))))
    review = own.review(stuck_plan(), STUCK, on=day(14))
    step = review.next_steps[0]

    assert ("change-strategy", THREE) == (step.action.kind, step.action.strategy)
    said = own.say(step, audience="clinician")
    assert "From this clinic’s logs: “Way c”: too few families of this clinic have tried it to tell." in said
    assert "tell. “Way b” fits as well, and more families of this clinic have tried it. This one comes first" in said
    assert "It is not a study, and no proof that it works." in said
    assert "De los registros de esta clínica: " in own.say(step, language="es", audience="clinician")
    for line in (own.say(step), str(review.for_caregiver()), str(review), *review.for_caregiver().next_steps[0].lines):
        assert "families" not in line
        assert "logs" not in line


def test_with_numbers_alone_the_other_way_is_the_usual_one():
    """The first by id, and nothing is told of it."""
    own = EQUALS.with_fitted(fitted(NOTHING_TOLD))
    step = own.review(stuck_plan(), STUCK, on=day(14)).next_steps[0]

    assert ("change-strategy", TWO, ()) == (step.action.kind, step.action.strategy, step.here)


def test_what_was_offered_can_be_taken():
    """The step is derived anew by the same logs; and an engine without them still knows it as one that fits."""
    own, plan = EQUALS.with_fitted(fitted(told(row(TWO, 0.5, 0.6, 0.7)))), stuck_plan()
    step = own.review(plan, STUCK, on=day(14)).next_steps[0]

    for each in (own, EQUALS):
        taken = each.apply(plan, step, by="Dana, OT", role="clinician", on=day(14), entries=STUCK)
        assert THREE == taken.focuses[0].strategy


def test_a_step_that_brings_another_way_brings_the_one_that_the_logs_put_first():
    """It is told and taken as any; where the logs are not known, it is reviewed again."""
    ways = engine(way(ONE, supports=["model"]), way(TWO, supports=["verbal"]), way(THREE, supports=["verbal"]))
    own, plan = ways.with_fitted(fitted(told(row(TWO, 0.2, 0.3, 0.4), row(THREE, 0.6, 0.7, 0.8)))), stuck_plan()
    log = of_five(*[5] * 8)
    plain, step = (each.review(plan, log, on=day(8)).next_steps[0] for each in (ways, own))

    assert (("step-up", TWO), ("step-up", THREE)) == tuple(
        (each.action.kind, each.action.strategy) for each in (plain, step)
    )
    assert "core/here.surer" in [message.key for message in step.here]
    taken = own.apply(plan, step, by="Dana, OT", role="clinician", on=day(8), entries=log)
    assert (3, THREE) == (taken.focuses[0].step, taken.focuses[0].strategy)
    with pytest.raises(NotAllowedError, match="Review the plan again"):
        ways.apply(plan, step, by="Dana, OT", role="clinician", on=day(8), entries=log)


def test_a_first_plan_says_it_apart():
    """Beside its reasons, and not among them: for the clinician, as an option's is."""
    own = EQUALS.with_fitted(fitted(told(row(TWO, 0.7, 0.8, 0.9), row(ONE, 0.2, 0.3, 0.4), row(THREE, 0.2, 0.3, 0.4))))
    proposal = own.propose(FAMILY, on=D, skill=SKILL)[0]
    plain = EQUALS.propose(FAMILY, on=D, skill=SKILL)[0]

    assert TWO == proposal.plan.focuses[0].strategy
    assert "40 families of this clinic tried it for two weeks or more" in proposal.here[0]
    assert "gained more than a little in about 32. Most likely it is 28 to 36." in proposal.here[0]
    assert "progress was seen more often with this one" in proposal.here[1]
    assert () == plain.here
    assert not [line for line in (*proposal.reasons, *proposal.lines) if "families" in line]
    option = own.options(OPEN, "f1", on=D)[0]
    assert (TWO, True) == (option.strategy, "about 32. Most" in option.here[0])
