"""
In how many families a strategy went with growth: near the truth where that is known, once a family, and of no few.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from coachplan.caseload import Case
from coachplan.documents.codec import dumps, read, write
from coachplan.engine import core_catalogue
from coachplan.fitting import fit, table
from coachplan.fitting.families import Told, key_of
from coachplan.fitting.histories import Seen, Stretch, tried
from coachplan.fitting.suiting import ENOUGH_SPAN, ENOUGH_TRIED, suits_of
from coachplan.model.entries import Entry
from coachplan.model.fitted import FEWEST, Fitted
from coachplan.model.suits import NOTHING_TOLD
from coachplan.progress.ability import Priors
from coachplan.testing.builders import ENGINE, OPEN, D, day
from coachplan.testing.builders import installed as disciplines

PRIORS = Priors.of(core_catalogue().numbers)

#: Counts out of five, day by day: of a child who grows, and of one who stays where they are.
GROWS, STAYS = [0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, 5, 5, 5], [1, 2, 1, 1, 2, 0, 1, 2, 1, 1, 0, 2, 1, 1]


def family(name, *stretches, idle=1):
    """A family of one history: for each stretch the strategy, the skill, and how many of five worked each day."""
    made = [
        Stretch(skill, 1, strategy, None, tuple(Seen(5, hits, idle, False) for hits in counts))
        for strategy, skill, counts in stretches
    ]
    return Told(key_of(name), "", "", (tuple(made),))


def families(strategy, skill, grow, stay, start=0):
    """So many families in which the child grew under a strategy, and so many in which not."""
    named = f"{strategy} {skill}"
    counts = enumerate([*[GROWS] * grow, *[STAYS] * stay], start)
    return [family(f"{named} {number}", (strategy, skill, each)) for number, each in counts]


def rows(told):
    return {(row.strategy, row.skill): row for row in suits_of(told, PRIORS).rows}


def test_it_is_counted_in_how_many_children_grew():
    """Of thirty families, twenty of them with growth, about twenty are counted, and with which skill."""
    found = rows(families("toy/a", "toy/x", 20, 10))
    row = found["toy/a", ""]

    assert {("toy/a", ""), ("toy/a", "toy/x")} == set(found)
    assert 30 == row.families
    assert 18 <= row.suited <= 22
    assert row.low <= 20 <= row.high


def test_two_strategies_are_told_apart():
    """One that suits most and one that suits few, each near its own."""
    found = rows([*families("toy/a", "toy/x", 26, 4), *families("toy/b", "toy/x", 4, 26)])

    assert found["toy/a", ""].suited > 22
    assert found["toy/b", ""].suited < 9
    assert found["toy/a", "toy/x"].likely.low > found["toy/b", "toy/x"].likely.high


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_of_few_families_nothing_is_told(count):
    """Nor anything of how likely another is to suit."""
    assert NOTHING_TOLD == suits_of(families("toy/a", "toy/x", count, 0), PRIORS)


@pytest.mark.parametrize("written", ["shoes", "/x", "My Clinic/Sam's shoes", ""])
def test_what_has_no_id_has_no_row(written):
    """Somebody's own words in a plan; they end no fit, and stand in no document."""
    told = [*families("toy/way", written, 15, 15), *families("toy/way", "toy/stack", 15, 15, start=100)]
    named = families("toy/way", "toy/stack", 15, 15, start=100)

    assert suits_of(told, PRIORS) == suits_of(named, PRIORS)
    assert suits_of(families(written, "toy/stack", 15, 15), PRIORS) == NOTHING_TOLD


def test_what_would_be_left_of_few_is_not_told():
    """Where a skill is of enough families and the other of too few, neither is told: one would give the other away."""
    many = families("toy/a", "toy/x", 15, 10)
    few = families("toy/a", "toy/y", 3, 2)

    assert {("toy/a", "")} == set(rows([*many, *few]))
    assert {("toy/a", ""), ("toy/a", "toy/x")} == set(rows(many))
    enough = families("toy/a", "toy/y", 12, 8)
    assert {("toy/a", ""), ("toy/a", "toy/x"), ("toy/a", "toy/y")} == set(rows([*many, *enough]))
    assert {("toy/a", ""), ("toy/a", "toy/x")} == set(
        rows([*many, *enough, *families("toy/a", "toy/z", 1, 0)])
    ), "the smaller of the two is left with the one"


def test_no_row_taken_from_that_of_all_skills_leaves_few():
    """Thirty families tried a strategy with one skill, and three of them and three others with another one, too."""
    both = [family(f"both {n}", ("toy/a", "toy/x", GROWS), ("toy/a", "toy/y", STAYS)) for n in range(27)]
    one = families("toy/a", "toy/x", 2, 1)

    assert {("toy/a", "")} == {pair for pair in rows([*both, *one]) if pair[1] != "toy/x"}
    assert ("toy/a", "toy/x") in rows([*both, *one])
    other = families("toy/a", "toy/y", 2, 1, start=50)
    assert {("toy/a", "")} == set(rows([*both, *one, *other]))


def test_where_logs_say_nothing_no_figure_is_told():
    """Of children who never once succeed it is not known whether they grew: what was thought before is no count."""
    nothing = [family(f"zero {n}", ("toy/a", "toy/x", [0] * 14)) for n in range(40)]
    found = suits_of(nothing, evolve(PRIORS, start=-6.0, start_variance=4.0))

    assert NOTHING_TOLD == found


def test_a_family_counts_once_for_a_strategy():
    """However many focuses, skills and stretches it tried it in."""
    busy = family("busy", *[("toy/a", f"toy/x{number}", STAYS) for number in range(9)])
    again = evolve(busy, histories=busy.histories * 3)
    plain = families("toy/a", "toy/x", 25, 5)
    before, after = (rows(each)["toy/a", ""] for each in (plain, [*plain, again]))

    assert (30, 31) == (before.families, after.families)
    assert abs(after.suited - before.suited) <= 2


@pytest.mark.parametrize(
    ("counts", "idle", "counted"),
    [
        (GROWS[:ENOUGH_TRIED], 3, True),
        (GROWS[: ENOUGH_TRIED - 1], 9, False),
        (GROWS[: ENOUGH_SPAN - 1], 0, False),
        (GROWS[:ENOUGH_SPAN], 0, True),
    ],
)
def test_only_who_tried_it_for_long_enough_is_counted(counts, idle, counted):
    """Five practised days, over two weeks."""
    told = [family(f"f{number}", ("toy/a", "toy/x", counts), idle=idle) for number in range(FEWEST)]

    assert counted == bool(suits_of(told, PRIORS))


def test_days_between_two_strategies_are_of_neither():
    """A week away and another strategy after it: the second was tried for as long as it was."""
    seen = tuple(Seen(5, 2, 0, False) for _ in range(ENOUGH_SPAN - 1))
    late = (Seen(5, 2, 9, False), *seen[1:])
    histories = ((Stretch("toy/x", 1, "toy/a", None, seen), Stretch("toy/x", 1, "toy/b", None, late)),)
    told = [Told(key_of(f"f{number}"), "", "", histories) for number in range(FEWEST)]

    assert not suits_of(told, PRIORS)


@pytest.mark.parametrize(("idle", "asked"), [(7, True), (8, False)])
def test_what_is_gone_after_more_than_a_week_says_nothing_of_the_strategy(idle, asked):
    """The first day after it tells of what was forgotten; it counts as a day, and the days after it tell again."""
    days = tuple(Seen(5, hits, 1, False) for hits in GROWS[:8])
    gone, kept = (
        tried(
            [(Stretch("toy/x", 1, "toy/a", None, (*days, Seen(5, hits, idle, False))),)], lambda _history: PRIORS
        )["toy/a", "toy/x"]
        for hits in (0, 5)
    )

    assert asked == (gone.odds < kept.odds)
    assert gone.days == kept.days == 9


def test_another_step_under_the_same_strategy_goes_on_with_it():
    """What was seen on one step counts with what is seen on the next."""
    half = len(GROWS) // 2
    steps = (
        Stretch("toy/x", 1, "toy/a", None, tuple(Seen(5, hits, 1, False) for hits in GROWS[:half])),
        Stretch("toy/x", 2, "toy/a", None, tuple(Seen(5, hits, 1, False) for hits in GROWS[half:])),
    )
    told = [Told(key_of(f"f{number}"), "", "", (steps,)) for number in range(FEWEST)]

    assert 20 == suits_of(told, PRIORS).rows[0].families


# -- as a fit tells it


def _case(name, *, growing, many=14):
    counts = GROWS if growing else STAYS
    plan = evolve(OPEN, id=f"p-{name}", family=evolve(OPEN.family, id=name))
    log = [
        Entry(f"e{number}", D + timedelta(days=number), focus="f1", tries=5, successes=counts[number % len(counts)])
        for number in range(many)
    ]
    return Case(plan, log, on=day(many))


@pytest.fixture(scope="module")
def cases():
    """Twenty-four families under one strategy, of whom eight grow."""
    return [_case(f"family {number}", growing=number % 3 == 0) for number in range(24)]


def test_a_fit_tells_it_with_no_word_of_a_family(cases, tmp_path):
    """As a table, and in the document, which comes back equal."""
    found = fit(cases, ENGINE, parts=0)
    (row, own) = found.suits.rows

    assert ("toy/show-first", "", 24) == (row.strategy, row.skill, row.families)
    assert "toy/stack-blocks" == own.skill
    assert row.low <= 8 <= row.high
    said = table(found)
    assert f"{row.suited} of 24" in said
    assert "No proof that a strategy works" in said
    document = found.document(by="Dana, OT", on=day(20))
    write(document, tmp_path / "our.json")
    assert document == read(Fitted, tmp_path / "our.json")
    assert not [word for word in ("family 1", "Sam", "Alex", "f1", "2026-03-02") if word in dumps(document)]


def test_a_family_of_very_many_entries_owns_no_count(cases):
    """Ten years of days in which all is as it was: one family more, and no count is another by more than two."""
    poisoned = [*cases, _case("poison", growing=False, many=3650)]
    before, after = (fit(each, ENGINE, parts=0).suits.rows[0] for each in (cases, poisoned))

    assert (24, 25) == (before.families, after.families)
    assert abs(after.suited - before.suited) <= 2


def test_of_too_few_no_table_is_told(cases):
    """Nothing of nineteen families."""
    few = fit(cases[:19], ENGINE, parts=0)

    assert NOTHING_TOLD == few.suits
    assert "went with growth" not in table(few)


def test_every_strategy_of_the_three_disciplines_can_be_told_of():
    """Their ids are such as a document holds."""
    known = disciplines().catalogue
    told = [
        each
        for number, (strategy, skill) in enumerate(zip(sorted(known.strategies), sorted(known.skills), strict=False))
        if number < 3
        for each in families(strategy, skill, 10, 10)
    ]

    assert 6 == len(suits_of(told, PRIORS).rows)
