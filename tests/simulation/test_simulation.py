"""
Made-up families: the same seed is the same family, and what is written down is what a family could have written.
"""

from __future__ import annotations

import contextlib
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.entries import impossible
from coachplan.simulation.experiments.clinic import clinic
from coachplan.simulation.policies.coached import engine_for
from coachplan.simulation.world.cohorts import COHORTS, SET_ASIDE, SOURCES, Cohort
from coachplan.simulation.world.families import chance, draw
from coachplan.simulation.world.life import FIRST_DAY, Life, Situation

DAYS = 60

cohorts = st.sampled_from([*COHORTS.values(), *SET_ASIDE.values()])
seeds = st.integers(0, 100_000)
situations = st.builds(
    Situation,
    step=st.integers(0, 3),
    strategy=st.integers(0, 5),
    days_a_week=st.sampled_from([2.0, 5.0, 7.0]),
    resting=st.sampled_from([False, False, False, True]),
)
plans = st.lists(situations, min_size=1, max_size=4)


def _live(truth, plan, days=DAYS):
    life = Life(truth=truth)
    arrived = [life.day(plan[day * len(plan) // days]) for day in range(days)]
    return life, arrived


@given(cohorts, seeds)
def test_the_same_seed_is_the_same_family(cohort, seed):
    """
    Drawn again it is equal; drawn for more days, the first days are the same.
    """
    short, long = draw(cohort, seed, 5), draw(cohort, seed, 9)
    assert short == draw(cohort, seed, 5)
    assert long.luck[:5] == short.luck
    assert evolve(long, luck=()) == evolve(short, luck=())
    assert draw(cohort, seed + 1, 5) != short


@given(cohorts, seeds)
def test_a_family_lies_in_the_ranges_of_its_cohort(cohort, seed):
    """
    Steps grow harder, the first succeeds as often as said, some strategy suits, and every quantity is within its range.
    """
    truth = draw(cohort, seed, 1)
    low, high = cohort.start
    assert low - 1e-9 <= chance(0, truth.difficulty[0]) <= high + 1e-9
    gaps = [after - before for before, after in zip(truth.difficulty, truth.difficulty[1:], strict=False)]
    assert all(cohort.gap[0] - 1e-9 <= gap <= cohort.gap[1] + 1e-9 for gap in gaps)
    assert cohort.steps[0] <= len(truth.difficulty) <= cohort.steps[1]
    assert any(truth.suits)
    for name in set(SOURCES) - {"steps", "start", "gap", "suits", "tries"}:
        low, high = cohort.range_of(name)
        assert low <= getattr(truth, name) <= high, name


@given(cohorts, seeds, plans)
def test_the_same_truth_and_decisions_are_the_same_life(cohort, seed, plan):
    """
    Nothing but the truth and the decisions moves a life.
    """
    truth = draw(cohort, seed, DAYS)
    (one, written), (other, again) = _live(truth, plan), _live(truth, plan)
    assert written == again
    assert one.practised == other.practised
    assert one.ability == other.ability


@given(cohorts, seeds, plans)
def test_what_is_written_could_have_been_written(cohort, seed, plan):
    """
    Entries stand on days lived, arrive on their day or later, hold possible counts, and one id has one content.
    """
    life, arrived = _live(draw(cohort, seed, DAYS), plan)
    known = {}
    for day, entries in enumerate(arrived):
        for entry in entries:
            assert FIRST_DAY <= entry.on <= FIRST_DAY + timedelta(days=day)
            assert not impossible(entry)
            assert entry.tries is not None
            assert known.setdefault(entry.id, entry) == entry
    real = {f"e{one.day:03d}": one for one in life.practised}
    assert set(known) <= set(real)
    for name, entry in known.items():
        assert entry.tries == real[name].tries
        assert entry.successes >= real[name].successes, "a miss may be counted as a success, never the other way round"


@given(cohorts, seeds, plans)
def test_practice_teaches_and_more_where_it_suits(cohort, seed, plan):
    """
    What a practice adds is above zero and at most the rate; days are practised once, in order.
    """
    truth = draw(cohort, seed, DAYS)
    life, _ = _live(truth, plan)
    assert all(0 < one.learnt <= truth.rate + 1e-12 for one in life.practised)
    assert all(0 < one.chance < 1 for one in life.practised)
    days = [one.day for one in life.practised]
    assert days == sorted(set(days))
    assert truth.growth(truth.suits.index(True)) == truth.rate
    assert all(
        truth.growth(i) == (truth.rate if suits else truth.rate * truth.unsuited) for i, suits in enumerate(truth.suits)
    )


@given(seeds)
def test_nothing_is_practised_after_stopping(seed):
    """
    A family that stops, stops for good; what was written before may still arrive.
    """
    worn = Cohort(name="worn", about="worn out from the first day", stress=(5, 5), confidence=(0, 1))
    life, arrived = _live(draw(worn, seed, 200), [Situation()], days=200)
    if life.stopped is not None:
        assert all(one.day <= life.stopped for one in life.practised)
        last = FIRST_DAY + timedelta(days=life.stopped)
        assert all(entry.on <= last for entries in arrived for entry in entries)
        assert not [entry for entries in arrived[life.stopped + 6 :] for entry in entries], "the last may be days late"


@pytest.mark.whole
def test_some_worn_families_stop_and_steady_ones_mostly_do_not():
    """
    Stopping is a matter of strain: many of the worn out stop in a year's third, few of the steady.
    """
    worn = Cohort(name="worn", about="worn out from the first day", stress=(5, 5), confidence=(0, 1))
    stopped = {
        cohort.name: sum(
            _live(draw(cohort, seed, 120), [Situation()], 120)[0].stopped is not None for seed in range(60)
        )
        for cohort in (worn, COHORTS["steady"])
    }
    assert stopped["worn"] > 20
    assert stopped["steady"] < 12


@given(cohorts, seeds)
def test_a_family_that_rests_practises_less_and_on_no_other_days(cohort, seed):
    """
    With the same luck, every day practised while resting is one that would have been practised anyway.
    """
    truth = draw(cohort, seed, DAYS)
    rested, busy = (_live(truth, [Situation(resting=resting)])[0] for resting in (True, False))
    end = min((life.stopped for life in (rested, busy) if life.stopped is not None), default=DAYS)
    some, most = ({one.day for one in life.practised if one.day < end} for life in (rested, busy))
    assert some <= most
    assert len(some) <= DAYS / 2


@given(st.sampled_from(sorted(COHORTS)), seeds)
def test_a_suited_strategy_never_ends_below_an_unsuited_one(name, seed):
    """
    With the same luck, a child learns at least as much on its first practice with a strategy that suits.
    """
    truth = draw(COHORTS[name], seed, DAYS)
    suited = evolve(truth, suits=(True,) * 6)
    unsuited = evolve(truth, suits=(False,) * 6)
    good, poor = (_live(one, [Situation()])[0].practised for one in (suited, unsuited))
    assert bool(good) == bool(poor)
    if good:
        assert good[0].learnt > poor[0].learnt


def test_the_chance_of_success_is_even_where_ability_meets_difficulty():
    """
    A half at no difference, and the bounds are never reached.
    """
    assert chance(1.5, 1.5) == 0.5
    assert chance(1, 0) == pytest.approx(1 - chance(0, 1))
    assert 0 < chance(-1e9, 0) < 1e-9
    assert chance(1e9, 0) <= 1


@pytest.mark.parametrize("wrong", [(2, 1), (1, 2, 3), "ab", (True, 2), (0, float("nan")), (0, 1e9)])
def test_a_range_that_is_none_is_refused_with_what_was_expected(wrong):
    """
    The message repeats what was given and says what a range is.
    """
    with pytest.raises(CoachplanError, match="range of a cohort"):
        Cohort(name="x", about="x", rate=wrong)


def test_every_cohort_bears_its_own_name_and_none_stands_in_both_lists():
    """
    Names are keys; what was set aside was not among those that the numbers were chosen with.
    """
    for shelf in (COHORTS, SET_ASIDE):
        assert all(name == cohort.name and cohort.about for name, cohort in shelf.items())
    assert not set(COHORTS) & set(SET_ASIDE)


def test_the_example_in_the_docs_runs_and_prints_what_is_shown():
    """
    The python block of docs/explanation/simulation.md prints the text block below it.
    """
    docs = (Path(__file__).parents[2] / "docs" / "explanation" / "simulation.md").read_text(encoding="utf-8")
    code, shown = re.search(r"^```python\n(.*?)^```$\s*^```text\n(.*?)^```$", docs, re.MULTILINE | re.DOTALL).groups()
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "simulation.md", "exec"), {})
    assert out.getvalue() == shown


def test_the_docs_name_the_range_and_the_source_of_every_quantity():
    """
    A row a quantity in docs/explanation/simulation.md, as the cohorts have it.
    """
    docs = (Path(__file__).parents[2] / "docs" / "explanation" / "simulation.md").read_text(encoding="utf-8")
    usual = Cohort(name="usual", about="what a cohort has unless it says otherwise")
    for name, source in SOURCES.items():
        low, high = usual.range_of(name)
        shown = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        assert f"| `{name}` | {shown} | {source} |" in docs, name


def test_a_made_up_clinic_is_plans_and_logs_and_no_more():
    """Families of their own ids, the same each time; each is reviewed as it was, also who stopped before a look."""
    one, again = (tuple(clinic(COHORTS["stressed"], 6, weeks=4, seed=3)) for _ in range(2))
    engine = engine_for()

    assert one == again
    assert [f"stressed-{number}" for number in range(3, 9)] == [case.plan.family.id for case in one]
    assert all(entry.on <= case.on for case in one for entry in case.entries)
    assert any(case.plan.history for case in one)
    assert all(engine.review(case.plan, case.entries, on=case.on).next_steps for case in one)
    assert [] == [case for case in clinic(COHORTS["steady"], 1, weeks=1, every=8) if case.entries]
