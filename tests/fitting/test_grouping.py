"""
Numbers by discipline and skill: each leans on the larger group, none is of few families or gives few away, and no
family owns a group's.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.engine import core_catalogue
from coachplan.fitting.apart import told_apart
from coachplan.fitting.chances import Chances
from coachplan.fitting.climbing import climb
from coachplan.fitting.grouping import NEAR, OF_SKILLS, Groups, group_of, grouped
from coachplan.fitting.numbers import WIDTHS, scale_of
from coachplan.model.fitted import FEWEST, LIMITS
from coachplan.progress.ability import Priors

SHIPPED = core_catalogue().numbers
SCALE = scale_of(SHIPPED, tuple(WIDTHS))
NAMES = list(SCALE.names)
ALL = (0.0,) * len(NAMES)
START = NAMES.index("core/start-share")


def practising(told, skill, name=""):
    """The same families, each with another skill; under another name, where one is given."""
    return [
        evolve(
            each,
            key=f"{name}{each.key}"[:32] if name else each.key,
            histories=[tuple(evolve(stood, skill=skill) for stood in history) for history in each.histories],
        )
        for each in told
    ]


def climbed(told, point=ALL):
    return Groups(told, SCALE, None).climbed(point)


def test_a_small_group_leans_more_than_a_large_one(drawn):
    """Families who begin much lower: twenty of them move the number of their group less than eighty do."""
    others = practising(drawn(20, days=6, seed=1), "toy/b", "b")
    few, many = (
        climbed([*others, *practising(drawn(count, days=6, start_share=0.15), "ot/a")])["ot", ""] for count in (20, 80)
    )

    assert many.top.point[START] < few.top.point[START] < -0.2
    assert many.top.off[START] < few.top.off[START] < NEAR


def test_a_group_that_is_like_all_stays_near(drawn):
    """Twenty families and sixty drawn with the same numbers: none of a group's is far from those of all."""
    told = [*practising(drawn(20), "ot/a"), *practising(drawn(60, seed=2), "speech/b", "b")]
    found = climbed(told)

    assert {("ot", ""), ("speech", "")} == set(found)
    for each in found.values():
        assert max(map(abs, each.top.point)) < 1.5 * NEAR


def test_a_skill_leans_on_its_discipline(drawn):
    """A discipline whose families begin low, and one skill of it: it begins from there, not from all."""
    low = drawn(40, days=6, start_share=0.15)
    told = [
        *practising(low[:20], "ot/a"),
        *practising(low[20:], "ot/b"),
        *practising(drawn(30, days=6, seed=3), "speech/c", "c"),
    ]
    found = climbed(told)

    assert [("ot", ""), ("ot", "ot/a"), ("ot", "ot/b"), ("speech", "")] == list(found)
    assert found["ot", "ot/a"].centre == found["ot", ""].top.point
    assert found["ot", ""].centre == ALL


def test_the_stories_of_a_group_are_looked_for_twice(drawn):
    """Where all were mixed of two kinds, slow and quick, and a group's slow story comes out slower still, the top is no
    lower than that of a climb from there alone, nor than that of one from the shipped stories."""
    names = {name.removeprefix("core/"): place for place, name in enumerate(NAMES)}
    mixed = list(ALL)
    mixed[names["growth-slow"]], mixed[names["growth-fast"]] = -1.2, 0.1
    quick = practising(drawn(40, days=24, growth_slow=0.17, growth_fast=0.25), "ot/a")
    told = [*quick, *practising(drawn(20, days=6, seed=2), "speech/b", "b")]
    top = climbed(told, tuple(mixed))["ot", ""].top
    moves = [name in OF_SKILLS for name in NAMES]
    shipped = tuple(0.0 if name.startswith("core/growth") else place for name, place in zip(NAMES, mixed, strict=True))
    tops = [
        climb(Chances(quick, SCALE, None), range(40), moves, centre=tuple(mixed), near=NEAR, begin=begin, enough=0.3)
        for begin in (tuple(mixed), shipped)
    ]

    slower = tops[0].point[names["growth-slow"]] < mixed[names["growth-slow"]]
    assert top == (max(tops, key=lambda each: each.height) if slower else tops[0])
    assert slower


def test_only_what_is_a_matter_of_a_skill_is_its_own(drawn):
    """All else stays as all have it, to the last digit; and whoever is asked for a history gets those of its group."""
    point = tuple(0.01 * number for number in range(len(NAMES)))
    told = [*practising(drawn(20), "ot/a"), *practising(drawn(20, seed=2), "speech/b", "b")]
    groups = Groups(told, SCALE, None)
    found = groups.climbed(point)
    for each in found.values():
        moved = {name for name, place, held in zip(NAMES, each.top.point, point, strict=True) if place != held}
        assert set() < moved <= OF_SKILLS
    priors = groups.priors(point, found)

    assert priors(told[0].histories[0]) == SCALE.priors(found["ot", ""].top.point)
    assert priors(practising(told[:1], "feeding/x")[0].histories[0]) == SCALE.priors(point)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"ot/a": 19, "speech/b": 40}, []),
        ({"ot/a": 20, "speech/b": 19}, []),
        ({"ot/a": 40}, []),
        ({"ot/a": 20, "speech/b": 20}, [("ot", ""), ("speech", "")]),
        ({"ot/a": 20, "ot/b": 21}, [("ot", "ot/a"), ("ot", "ot/b")]),
        ({"ot/a": 20, "ot/b": 20, "ot/c": 3}, [("ot", "ot/b")]),
        ({"ot/a": 30, "speech/b": 20, "feeding/c": 3}, [("ot", "")]),
        ({"ot/a": 10, "ot/b": 20, "speech/c": 20}, [("ot", ""), ("speech", "")]),
    ],
    ids=str,
)
def test_no_group_of_few_nor_one_that_leaves_few(one, counts, told):
    """Of fewer than twenty families nothing is told, nor what leaves fewer where it is taken from the larger group."""
    families = [
        each
        for skill, count in counts.items()
        for number in range(count)
        for each in practising([one(f"{skill} {number}", [(5, 2)] * 4)], skill)
    ]
    found = {group for group, moves in Groups(families, SCALE, None).moves.items() if any(moves)}

    assert len(told) == len(found)
    assert set(told) == found or {"ot/b", "ot/a"} >= {skill for _, skill in found}  # of equals either may be left out
    assert FEWEST == 20


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.integers(0, 90), min_size=1), min_size=1))
def test_whatever_is_told_leaves_none_or_enough(parts):
    """Of each part that is told, and of all of them taken together; and each is of enough."""
    told = told_apart(parts)
    every = set().union(*parts.values())

    for part in told:
        assert len(parts[part]) >= FEWEST
        assert not 0 < len(every - parts[part]) < FEWEST
    assert not told or not 0 < len(set().union(*(parts[part] for part in parts if part not in told))) < FEWEST


def test_one_wild_family_moves_no_group_far(drawn, one):
    """Two hundred days of a million tries, nothing and all by turns: its group of twenty stays where it is, nearly."""
    others = practising(drawn(30, days=9, seed=2), "speech/b", "b")
    told = practising(drawn(20, days=9), "ot/a")
    wild = practising([one("wild", [(10**6, 10**6 * (number % 2)) for number in range(200)])], "ot/a")
    calm, stirred = (climbed([*own, *others])["ot", ""].top.point for own in (told, [*told, *wild]))

    assert max(abs(before - after) for before, after in zip(calm, stirred, strict=True)) < 0.75 * NEAR


@pytest.mark.parametrize("hits", [0, 5], ids=["none", "all"])
@pytest.mark.parametrize("count", [20, 60])
def test_a_group_in_which_nothing_or_all_works_stays_within_its_limits(drawn, one, hits, count):
    """Each number; and growths in their order."""
    others = practising(drawn(20, days=9, seed=2), "speech/b", "b")
    same = [each for n in range(count) for each in practising([one(f"{n}", [(5, hits)] * 9)], "ot/a")]
    for each in climbed([*same, *others]).values():
        values = SCALE.values(each.top.point)
        assert all(LIMITS[name][0] <= value <= LIMITS[name][1] for name, value in values.items())
        assert values["core/growth-little"] < values["core/growth-slow"] < values["core/growth-fast"]
        assert Priors.of(SHIPPED) != SCALE.priors(each.top.point)


def test_who_is_held_out_is_not_heard(drawn, one):
    """Numbers fitted to some are the same whatever the others wrote."""
    told = [*practising(drawn(30, days=9), "ot/a"), *practising(drawn(30, days=9, seed=2), "speech/b", "b")]
    other = [*told[:-5], *(evolve(each, histories=one("x", [(9, 9)] * 9).histories) for each in told[-5:])]
    other = [*other[:-5], *practising(other[-5:], "speech/b")]
    found = [Groups(each, SCALE, None).climbed(ALL, range(55)) for each in (told, other)]

    assert found[0] == found[1]
    assert {("ot", ""), ("speech", "")} == set(found[0])


def test_a_focus_is_of_the_skill_that_it_has_at_last(drawn):
    """As a review follows it; a family that practises two things tells of each by what it practises of it."""
    (family,) = drawn(1)
    (history,) = family.histories
    turned = (*history[:-1], evolve(history[-1], skill="speech/b"))
    both = evolve(family, histories=[history, turned])

    assert ("toy", "toy/a") == group_of(history)
    assert ("speech", "speech/b") == group_of(turned)
    assert (history,) == grouped(both, ("toy", "")).histories == grouped(both, ("toy", "toy/a")).histories
    assert (turned,) == grouped(both, ("speech", "")).histories
    assert () == grouped(both, ("ot", "")).histories
