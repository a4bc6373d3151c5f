"""
A fit from end to end: the same whatever the order and wherever the work is done; who cannot be read is named; of too
few families nothing is fitted.
"""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError, InvalidError, NotAllowedError
from coachplan.caseload import Beside, Case, Failed, Written, dump_case
from coachplan.fitting import differing, fit, table
from coachplan.fitting.results import GroupFit, GroupRow, Number
from coachplan.model.fitted import FEWEST, Fitted, HeldOut, Population, RestsOn
from coachplan.simulation import COHORTS, SET_ASIDE, clinic, engine_for
from coachplan.testing.builders import ENGINE, OPEN, day, of_five

START = "core/start-share"


@pytest.fixture(scope="module")
def cases():
    """A small clinic: thirty families of the steady cohort over five weeks."""
    return tuple(clinic(COHORTS["steady"], 30, weeks=5))


@pytest.fixture(scope="module")
def found(cases):
    """What a fit finds of it."""
    return fit(cases, engine_for())


def test_the_order_and_the_executor_change_no_digit(cases, found):
    """Here, in threads, as lines that somebody wrote, mixed, and with one of them twice."""
    mixed = [Written(dump_case(each)) for each in (*cases, cases[3])]
    random.Random(7).shuffle(mixed)
    again = fit(mixed, engine_for(), executor=partial(ThreadPoolExecutor, 2))

    assert found == again
    assert found.families == 30


def test_each_number_says_what_it_rests_on(cases, found):
    """Numbers of which enough families tell have an interval around them; the others stay as they are shipped."""
    rows = {row.id: row for row in found.rows}

    assert len(rows) == 14
    for row in rows.values():
        assert (row.families >= FEWEST) == (row.fitted is not None)
        assert row.fitted is None or row.fitted.low <= row.fitted.value <= row.fitted.high
    assert rows["core/break-sd"].fitted is None, "hardly anyone was away for so long"
    assert rows[START].shipped == 0.4
    assert 30 == rows[START].families
    assert sum(each.days for each in rows.values()) > len(cases)


@pytest.mark.whole
def test_who_cannot_be_read_is_named_and_stops_no_other(cases, found):
    """A line that is broken, a plan that nobody can follow, a case that is none: left out, each with its reason."""
    broken = re.sub(r'"tries":\s*\d+', '"tries": "five"', dump_case(cases[0]), count=1)
    bad = [Written(broken, where="c.jsonl, line 9"), Written("{", where="c.jsonl, line 2"), Failed("x", ())]
    again = fit([*cases, *bad], engine_for())

    assert evolve(again, left_out=()) == found
    assert ["steady-0", "c.jsonl, line 2", "x"] == [each.id for each in again.left_out]
    assert "line 9" in str(again.left_out[0].findings[0])


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_of_too_few_families_nothing_is_fitted(cases, count):
    """Each number stays as it is shipped, and it says so."""
    few = fit(cases[:count], engine_for())

    assert {} == few.values
    assert few.held_out is None
    assert not few.recommended
    assert "Keep the shipped numbers" in table(few)
    assert {} == few.document(by="Dana, OT", on=day(1)).values.by_id


def test_families_of_few_days_are_counted_apart():
    """Four days are too few; a family's plans count together; a clock that is wrong brings no day."""
    short = [Case(_named(OPEN, f"s{n}"), of_five(1, 2, 3, 4), on=day(9)) for n in range(3)]
    late = Case(_named(OPEN, "late"), of_five(*[3] * 9), on=day(2))
    beside = Beside(evolve(_named(OPEN, "two"), id="p2"), of_five(1, 2, 3))
    two = Case(_named(OPEN, "two"), of_five(1, 2, 3), on=day(9), beside=[beside])
    found = fit([*short, late, two], ENGINE)

    assert (1, 6, 4) == (found.families, found.days, found.too_short)


def _named(plan, name):
    return evolve(plan, family=evolve(plan.family, id=name))


def test_it_is_told_in_plain_words(found):
    """What was fitted, on how many families, and what to do; and with nobody held out nothing is recommended."""
    said = table(found)

    assert "30 families with" in said
    assert "too few: as shipped" in said
    assert "30 families held out in 4 parts" in said
    assert ("Keep the shipped numbers" in said) != found.recommended
    unheld = evolve(found, held_out=None)
    assert "no families were held out" in table(unheld)
    assert not unheld.recommended


def test_where_too_few_are_left_to_fit_to_nothing_is_recommended(cases):
    """Twenty-two families make numbers, and sixteen of them none: whether those foretell better nobody can say."""
    few = fit(cases[:22], engine_for())

    assert (True, None, False) == (bool(few.values), few.held_out, few.recommended)
    assert "fewer than 20 were left beside those held out" in table(few)


def test_an_engine_with_fitted_numbers_fits_no_others(cases):
    """The same families would count twice, and what is called shipped would not be."""
    number, rests = Population(step_gap=1.1), RestsOn(step_gap=90)
    held = HeldOut(parts=4, families=90, days=900, shipped=1.5, fitted=1.4, gain=0.1, low=0.05, high=0.2)
    document = Fitted(
        values=number, low=number, high=number, families=rests, days=rests, by="Dana, OT", on=date(2026, 3, 2),
        version="0.1.0", held_out=held,
    )  # fmt: skip
    with pytest.raises(NotAllowedError, match="has fitted numbers already"):
        fit(cases[:3], engine_for().with_fitted(document))


def test_what_leaves_the_clinic_counts_in_tens(found):
    """What one number rests on, taken from what another does, is no single family and none of its days."""
    document = found.document(by="Dana, OT", on=date(2026, 3, 2))
    counts = [*document.families.by_id.values(), *document.days.by_id.values()]
    held = document.held_out
    counts += [held.families, held.days, *(each.days for each in (*held.as_shipped, *held.as_fitted))]

    assert counts
    assert [] == [each for each in counts if each % 10 or each < 20]
    exact = {row.id: row.families for row in found.rows if row.fitted}
    assert document.families.by_id == {item: max(20, many // 10 * 10) for item, many in exact.items()}


def test_numbers_that_foretell_worse_are_said_to(found):
    """Where that is beyond doubt; and where nothing is, that is said."""
    held = evolve(found.held_out, gain=-0.02, low=-0.03, high=-0.01)
    assert "Keep the shipped numbers: they foretell families better." in table(evolve(found, held_out=held))
    assert "it is not beyond doubt" in table(evolve(found, held_out=evolve(held, high=0.01)))


def test_how_far_it_is_is_told(cases):
    """Families as they are read, then how much of the fitting is done, never back, and all of it at the end."""
    heard = []
    fit(cases[:21], engine_for(), parts=0, progress=lambda *told: heard.append(told))
    reading, fitting = ([each[1:] for each in heard if each[0] == what] for what in ("families", "fitting"))

    assert [(number, 0) for number in range(1, 22)] == reading
    assert sorted(fitting) == fitting
    assert fitting[-1][0] == fitting[-1][1]


@pytest.fixture(scope="module")
def two_kinds():
    """A small clinic of two kinds of families: slow ones on tall steps, and quick ones on a fine ladder."""
    plugins = ("coachplan_ot", "coachplan_speech")
    made = (("slow-and-steep", "ot/put-on-shoes", 0), ("fine-ladder", "speech/asks-with-words", 1000))
    return engine_for((), plugins), [
        case
        for cohort, skill, seed in made
        for case in clinic(SET_ASIDE[cohort], 40, weeks=8, seed=seed, skill=skill, plugins=plugins)
    ]


@pytest.mark.whole
def test_a_clinic_of_two_kinds_has_numbers_of_each(two_kinds):
    """Each discipline leans its own way, beyond doubt; and neither the order nor an executor changes a digit."""
    engine, cases = two_kinds
    found = fit(cases, engine)
    mixed = [Written(dump_case(each)) for each in cases]
    random.Random(7).shuffle(mixed)

    assert found == fit(mixed, engine, executor=partial(ThreadPoolExecutor, 2))
    assert found.grouped
    assert ["ot", "speech"] == [each.discipline for each in found.groups]
    gaps = [next(row for row in each.rows if row.id == "core/step-gap") for each in found.groups]
    assert gaps[0].fitted.value > gaps[0].larger == gaps[1].larger > gaps[1].fitted.value
    document = found.document(by="Dana, OT", on=date(2026, 3, 2))
    own = engine.with_fitted(document)
    for each in found.groups:
        numbers = own.catalogue.numbers_for(f"{each.discipline}/anything")
        assert [row.fitted.value for row in each.rows] == [
            getattr(numbers, row.id.removeprefix("core/").replace("-", "_")) for row in each.rows
        ]
    counts = [each for group in document.groups for each in (group.families, group.days)]
    assert [] == [many for each in counts for many in each.by_id.values() if many % 10 or many < FEWEST]
    said = table(found)
    assert "So each has its own." in said
    assert re.search(r"all of ot +step-gap ", said)
    looked = [list(differing(cases, engine, each)) for each in (document, found.values)]
    assert [each.id for each in looked[0]] == [each.id for each in looked[1]]
    assert looked[0] != looked[1]


def in_groups(found, **held):
    """What a fit found, with groups, and how these foretell families held out."""
    number = Number(value=1.3, low=1.2, high=1.4)
    rows = (
        GroupRow(id="core/step-gap", larger=1.0, fitted=number, families=40, days=900),
        GroupRow(id="core/start-share", larger=0.4, fitted=Number(value=0.4, low=0.3, high=0.5), families=40, days=900),
    )
    ends = {"low": 0.005, "high": 0.015, **held}
    held = HeldOut(parts=4, families=90, days=900, shipped=1.45, fitted=1.44, gain=0.01, **ends)
    groups = (
        GroupFit(discipline="ot", skill="", families=41, days=950, rows=rows),
        GroupFit(discipline="ot", skill="ot/puzzle", families=22, days=400, rows=rows[1:]),
    )
    better = evolve(held, shipped=1.5, fitted=1.45, low=0.005, high=0.015)
    return evolve(found, held_out=better, groups=groups, by_group=held)


def test_groups_are_told_in_plain_words(found):
    """Which, on how many families, what differs and how sure; where they are no better it is said, and none is kept."""
    said = table(in_groups(found))
    lines = [line.split() for line in said.splitlines()]

    assert "their own save 0.0100 (99 %: 0.0050 to 0.0150)" in said
    assert ["all", "of", "ot", "step-gap", "1", "1.3", "1.2", "to", "1.4", "40", "900"] in lines
    assert ["ot/puzzle", "none", "differs", "22", "400"] in lines
    assert not [line for line in lines if line[:4] == ["all", "of", "ot", "start-share"]]
    worse = in_groups(found, low=-0.001)
    assert "Keep the numbers of all for each of them: it is not beyond doubt" in table(worse)
    assert "they foretell families better" in table(in_groups(found, low=-0.02, high=-0.01))
    low = GroupRow(
        id="core/growth-slow", larger=0.1, fitted=Number(value=0.05, low=0.05, high=0.07), families=40, days=900
    )
    one = GroupFit(discipline="ot", skill="", families=41, days=950, rows=(low,))
    slow = evolve(in_groups(found), groups=(one,))
    warned = "all of ot: growth-slow is at its lower limit, so a strategy that does little may be kept too long."
    assert warned in table(slow)
    assert "lower limit" not in said
    none = evolve(in_groups(found), groups=(), by_group=None)
    assert "No discipline and no skill has numbers of its own: none is of 20 families or more" in table(none)
    assert "numbers of its own" not in table(evolve(none, held_out=None))
    by = {"by": "Dana, OT", "on": date(2026, 3, 2)}
    assert [2, 0, 0] == [len(each.document(**by).groups) for each in (in_groups(found), worse, none)]
    assert worse.document(**by).by_group is None


@pytest.mark.parametrize("parts", [1, -1, 21, 2.0, True])
def test_parts_are_two_or_more(parts):
    """One part would leave nobody to fit to."""
    with pytest.raises(InvalidError, match="parts"):
        fit([], ENGINE, parts=parts)


def test_a_worker_that_cannot_have_the_engine_says_so(cases):
    """It is wrong with no family, so none is left out for it."""
    from coachplan.engine import Engine

    class Odd:
        name = "odd"

        def __reduce__(self):
            raise TypeError("not to be sent")

    from concurrent.futures import ProcessPoolExecutor

    with pytest.raises(CoachplanError, match="cannot be sent"):
        fit(cases[:1], Engine(plugins=[Odd()]), executor=partial(ProcessPoolExecutor, 1))
