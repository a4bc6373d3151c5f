"""
The ability behind the counts: held against a posterior worked out by brute force, against laws, and against bad logs.
"""

from __future__ import annotations

import math
import random
from datetime import timedelta
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.conditions import evaluate
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.plans import Phase, Plan
from coachplan.model.skills import Skill, Step
from coachplan.progress.ability import Priors, aim_evidence, begin
from coachplan.progress.at_once import practice_of
from coachplan.progress.readings import Measured
from coachplan.progress.signals import CORE_SIGNALS
from coachplan.testing.builders import FAMILY, FOCUS, D, curious
from coachplan.testing.toy import OWN, TOY, toy

#: The numbers as they are shipped.
PARAMETERS = core_catalogue().numbers
PRIORS = Priors.of(PARAMETERS)
FRESH = begin(PRIORS)


def after(log, belief=FRESH):
    """The belief after days of (tries, successes, idle days before)."""
    for tries, successes, idle in log:
        belief = belief.after(tries, successes, idle)
    return belief


def of_five(*successes, idle=1):
    return [(5, each, idle) for each in successes]


def said(belief):
    """Everything a belief says that is a share."""
    return {
        "success": belief.success(),
        "low": belief.bound(0.9),
        "high": belief.bound(0.1),
        "two in three": belief.at_least(0.66),
        "half": belief.at_least(0.5),
        "does little": belief.does_little(),
        "next": belief.at_step(1).success(),
    }


def assert_sound(belief):
    shares = said(belief)
    assert all(0 <= value <= 1 for value in shares.values()), shares
    assert shares["low"] <= shares["success"] <= shares["high"]
    assert shares["two in three"] <= shares["half"]
    assert PRIORS.growths[0] <= belief.growth() <= PRIORS.growths[-1]
    assert 1.0 == pytest.approx(sum(belief.shares()))
    for view in belief.views:
        assert all(math.isfinite(value) for value in view)
        assert view.variance > 0 < view.swing_variance
        assert view.shared**2 < view.variance * view.swing_variance


# -- held against brute force

#: The lattice: ability and swing are both multiples of FINE, so that their sums are, too. Half of the range, in steps.
FINE, COARSE, ABILITIES, SWINGS = 0.07, 4, 70, 10


def _normal(points, mean, variance):
    weights = [math.exp(-((point - mean) ** 2) / (2 * variance)) for point in points]
    total = sum(weights)
    return [weight / total for weight in weights]


ABILITY = [FINE * at for at in range(-ABILITIES, ABILITIES + 1)]
SWING = [FINE * COARSE * at for at in range(-SWINGS, SWINGS + 1)]
SUMS = [FINE * at for at in range(-ABILITIES - COARSE * SWINGS, ABILITIES + COARSE * SWINGS + 1)]
ODD = [at / 3 for at in range(-12, 13)]


@cache
def _likelihoods(tries, successes):
    # Binomial for each sum of ability and swing, the odd day integrated out.
    weights = _normal(ODD, 0, 1)
    found = []
    for middle in SUMS:
        chances = [1 / (1 + math.exp(-middle - node * math.sqrt(PRIORS.odd))) for node in ODD]
        terms = (w * p**successes * (1 - p) ** (tries - successes) for w, p in zip(weights, chances, strict=True))
        found.append(sum(terms))
    return found


def _forecast(posterior, growth, idle):
    left = PRIORS.carry ** (1 + idle)
    swings = list(zip(*(_normal(SWING, left * each, PRIORS.swing * (1 - left * left)) for each in SWING), strict=True))
    spread = PRIORS.drift + PRIORS.idle * idle
    reach = math.ceil(5 * math.sqrt(spread) / FINE) + 1
    moved = [[0.0] * len(SWING) for _ in ABILITY]
    for ability, row in zip(ABILITY, posterior, strict=True):
        if max(row) < 1e-14:
            continue
        swung = [sum(map(float.__mul__, row, column)) for column in swings]
        chance = 1 / (1 + math.exp(-ability))
        to = ability + 4 * growth * chance * (1 - chance)
        middle = ABILITIES + round(to / FINE)
        near = range(max(0, middle - reach), min(len(ABILITY), middle + reach + 1))
        for at, weight in zip(near, _normal([ABILITY[at] for at in near], to, spread), strict=True):
            moved[at] = [old + weight * new for old, new in zip(moved[at], swung, strict=True)]
    return moved


def brute_force(log):
    """
    The posterior on a grid of ability and swing: how likely each growth is, and how likely each ability.
    """
    kept, abilities = [], []
    for growth, weight in zip(PRIORS.growths, PRIORS.weights, strict=True):
        swings = _normal(SWING, 0, PRIORS.swing)
        posterior = [[one * other for other in swings] for one in _normal(ABILITY, PRIORS.start, PRIORS.start_variance)]
        evidence = weight
        for tries, successes, idle in log:
            likely = _likelihoods(tries, successes)
            posterior = [
                [mass * likely[at + COARSE * along] for along, mass in enumerate(row)]
                for at, row in enumerate(_forecast(posterior, growth, idle))
            ]
            total = sum(map(sum, posterior))
            evidence *= total
            posterior = [[mass / total for mass in row] for row in posterior]
        kept.append(evidence)
        abilities.append([sum(row) for row in posterior])
    shares = [each / sum(kept) for each in kept]
    return shares, [sum(s * a for s, a in zip(shares, at, strict=True)) for at in zip(*abilities, strict=True)]


def _bound(mixed, sure):
    passed = 0.0
    for ability, mass in zip(ABILITY, mixed, strict=True):
        if passed + mass >= 1 - sure:
            return 1 / (1 + math.exp(-ability - FINE * ((1 - sure - passed) / mass - 0.5)))
        passed += mass
    raise AssertionError


#: Logs as they come, and how far from brute force success and bounds, and the chance of little, may be.
ORDINARY = {
    "steady": of_five(1, 1, 2, 2, 3, 2, 3, 4, 3, 4),
    "bumpy": of_five(0, 5, 1, 4, 0, 5, 2, 5, idle=0),
    "sparse": [(4, 1, 6), (4, 2, 9), (4, 2, 4), (4, 3, 12)],
    "standing still": of_five(*[2] * 12),
    "twenty tries": [(20, each, 0) for each in (3, 9, 4, 12, 8, 14)],
    "tries that change": [(3, 1, 0), (10, 6, 2), (1, 1, 0), (8, 2, 1), (5, 4, 0)],
    "a thousand tries of one day": [(1000, 600, 0)],
    "all perfect": of_five(*[5] * 12),
    "well, and then not": of_five(5, 5, 5, 5, 5, 0, 0, 0, idle=0),
}
HARD = {
    "all zeros": of_five(*[0] * 12),
    "the contrary at once": [(20, 1, 0)] * 4 + [(20, 20, 0)],
    "weeks of nothing, then a rise": of_five(*[0] * 20, 1, 1, 2, 3, 3, 4, 5, 5),
}


def _off(log):
    belief = after(log)
    shares, mixed = brute_force(log)
    mean = sum(mass / (1 + math.exp(-ability)) for ability, mass in zip(ABILITY, mixed, strict=True))
    return (
        abs(belief.success() - mean),
        max(abs(belief.bound(sure) - _bound(mixed, sure)) for sure in (0.9, 0.1)),
        abs(belief.does_little() - shares[0]),
    )


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("name", ORDINARY)
def test_the_filters_agree_with_brute_force(name):
    """Success within half a point of a hundred, bounds within a point, the chance of little within two and a half."""
    success, bounds, little = _off(ORDINARY[name])
    assert success < 0.005
    assert bounds < 0.01
    assert little < 0.025


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("name", HARD)
def test_the_filters_are_near_brute_force_where_counts_are_lopsided(name):
    """Where the posterior is far from a bell, filters are rougher: success within 0.035, bounds 0.06, little 0.12."""
    success, bounds, little = _off(HARD[name])
    assert success < 0.035
    assert bounds < 0.06
    assert little < 0.12


def test_days_that_contradict_all_before_are_taken_in():
    """
    A thousand of a thousand for weeks, and then none: each such day lowers the estimate, until it is the new truth.
    """
    belief = after([(1000, 1000, 0)] * 50)
    for _ in range(15):
        fallen = after([(1000, 0, 0)], belief)
        assert_sound(fallen)
        assert fallen.success() < belief.success()
        belief = fallen
    assert belief.success() < 0.4


def test_many_tries_against_the_forecast_are_not_overlooked():
    """However far 20, 100 or 1,000 tries lie from what was forecast, all of them stands above none of them."""
    well = after([(1000, 1000, 0)] * 50)
    for tries in (20, 100, 1000):
        none, every = (after([(tries, successes, 0)], well).success() for successes in (0, tries))
        assert none < every


# -- laws

TRIES = st.sampled_from((1, 2, 3, 5, 8, 10, 20, 40))
IDLE = st.sampled_from((0, 0, 1, 1, 2, 5, 13, 400))


@st.composite
def days(draw, tries=TRIES, most=25):
    """Days of (tries, successes, idle days before), of a child who may be anywhere and may swing as it likes."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        asked = draw(tries)
        found.append((asked, draw(st.integers(0, asked)), draw(IDLE)))
    return found


@given(days(most=8), st.integers(1, 12), st.integers(0, 20))
def test_what_is_foretold_of_a_day_adds_up_to_one(log, tries, idle):
    """Over all counts that it can have; and the belief is the one that the day itself leaves."""
    belief = after(log)
    told = [belief.foretold(tries, successes, idle) for successes in range(tries + 1)]

    assert [belief.after(tries, successes, idle) for successes in range(tries + 1)] == [each for _, each in told]
    assert 0.99 < math.fsum(math.exp(chance) for chance, _ in told) < 1.01


@given(days())
def test_an_estimate_never_leaves_its_range(log):
    """Whatever the counts, every share is from 0 to 1, the bounds hold the mean, and nothing is not a number."""
    belief = FRESH
    for day in log:
        belief = after([day], belief)
        assert_sound(belief)
        assert_sound(belief.at_step(1).with_new_strategy().after_break())


@given(days(), st.integers(1, 40), st.data())
def test_a_better_day_today_never_lowers_the_estimate(before, tries, data):
    """More successes on the latest day: success, both bounds and the chance of two in three rise or stay."""
    worse = data.draw(st.integers(0, tries))
    better = data.draw(st.integers(worse, tries))
    belief = after(before)
    one, other = said(after([(tries, worse, 0)], belief)), said(after([(tries, better, 0)], belief))
    for name in ("success", "low", "high", "two in three", "half", "next"):
        assert one[name] <= other[name] + 1e-9, name


@given(days(tries=st.integers(3, 10)), st.integers(3, 10), st.data())
def test_a_better_day_today_hardly_ever_speaks_for_a_strategy_that_does_little(before, tries, data):
    """
    One more success today raises the chance of doing little by 0.05 at most, in days of three to ten tries.

    It can rise at all because a growth that has to explain weeks of standing still takes the child to be lower, so that
    a very good day surprises it more. The search found 0.033; for forty tries in a day see
    docs/explanation/progress.md.
    """
    successes = data.draw(st.integers(0, tries - 1))
    belief = after(before)
    one, other = (after([(tries, successes + more, 0)], belief).does_little() for more in (0, 1))
    assert other <= one + 0.05


@given(days(tries=st.integers(3, 10), most=12), st.data())
def test_a_better_early_day_lowers_the_estimate_of_today_by_little_at_most(log, data):
    """
    One success more on an early day may lower today's success, by 0.06 at most in twelve days of three to ten tries.

    A child who began better, and is where it is today, has risen more slowly: where growth is open, the forecast falls.
    The search found 0.050. In forty days of nothing and a leap after them it is more; docs/explanation/progress.md
    says how much.
    """
    at = data.draw(st.integers(0, len(log) - 1))
    tries, successes, idle = log[at]
    more = [*log[:at], (tries, min(tries, successes + 1), idle), *log[at + 1 :]]
    assert after(more).success() >= after(log).success() - 0.06


@given(days())
def test_better_days_throughout_never_lower_the_estimate(log):
    """A log in which every try succeeded stands above the log as it was."""
    assert after([(tries, tries, idle) for tries, _, idle in log]).success() >= after(log).success() - 1e-9


@given(days(), st.integers(1, 60))
def test_days_without_practice_widen_and_move_nothing(log, idle):
    """Idle days leave the ability where it was, known less surely by the same amount a day; the swing wears off."""
    belief = after(log)
    at_once, later = after([(0, 0, 0)], belief), after([(0, 0, idle)], belief)
    for one, other in zip(at_once.views, later.views, strict=True):
        assert one.ability == other.ability
        assert one.variance + PRIORS.idle * idle == pytest.approx(other.variance)
        assert abs(other.swing) <= abs(one.swing)


def test_a_long_silence_widens():
    """The same ten days, seen after a year: the same middle, wider bounds."""
    belief = after(of_five(2, 3, 2, 3, 3, 2, 3, 3, 2, 3))
    rested = belief.after_break()
    assert belief.success() == pytest.approx(rested.success(), abs=0.03)
    assert rested.bound(0.9) < belief.bound(0.9)
    assert belief.bound(0.1) < rested.bound(0.1)


@given(days(), st.integers(1, 3))
def test_a_step_up_changes_the_difficulty_and_not_the_child(log, steps):
    """Up, success falls; down again the middle is what it was, and less is sure; growth and its chances stay."""
    belief = after(log)
    up = belief.at_step(steps)
    assert up.success() < belief.success()
    assert belief.shares() == up.shares()
    back = up.at_step(-steps)
    for one, other in zip(belief.views, back.views, strict=True):
        assert one.ability == pytest.approx(other.ability)
        assert one.variance + 2 * steps * PRIORS.gap_variance == pytest.approx(other.variance)
        assert (one.swing, one.swing_variance) == (other.swing, other.swing_variance)


@given(days())
def test_a_new_strategy_keeps_the_ability_and_opens_the_growth(log):
    """The chance of doing little is the prior again; where the child stands is what it was."""
    belief = after(log)
    anew = belief.with_new_strategy()
    assert PARAMETERS.little_prior == pytest.approx(anew.does_little())
    assert PRIORS.weights == pytest.approx(anew.shares())
    assert belief.success() == pytest.approx(anew.success(), abs=0.03)
    assert_sound(anew)


def test_before_any_day_it_is_the_prior():
    """A first step is near the usual share; a measured baseline is believed instead, and never as certain."""
    assert PARAMETERS.start_share == pytest.approx(FRESH.success(), abs=0.01)
    assert PARAMETERS.little_prior == pytest.approx(FRESH.does_little())
    for baseline in (0.0, 0.3, 0.8, 1.0):
        belief = begin(PRIORS, baseline)
        assert min(0.95, max(0.05, baseline)) == pytest.approx(belief.success(), abs=0.04)
        assert belief.bound(0.9) + 0.05 < belief.bound(0.1)
    assert begin(PRIORS, 0.2).success() < begin(PRIORS, 0.8).success()


def test_at_least_and_bound_are_one_question_asked_two_ways():
    """The share that at least works, nine times in ten, is at least reached nine times in ten."""
    belief = after(of_five(3, 4, 2, 4))
    for sure in (0.05, 0.1, 0.5, 0.9, 0.95):
        assert sure == pytest.approx(belief.at_least(belief.bound(sure)), abs=1e-6)
    assert (1.0, 0.0) == (pytest.approx(belief.at_least(0.0)), pytest.approx(belief.at_least(1.0)))


def test_a_thousand_tries_of_one_day_are_no_certainty():
    """A day has one swing: 5,000 tries narrow the bounds by a seventh at most beside 50, and leave growth open."""
    for share in (0.1, 0.5, 0.9):
        few, many = after([(50, 50 * share, 0)]), after([(5000, 5000 * share, 0)])
        narrowed = (many.bound(0.1) - many.bound(0.9)) / (few.bound(0.1) - few.bound(0.9))
        assert 0.85 < narrowed
        assert 0.2 < many.bound(0.1) - many.bound(0.9)
        assert 0.2 < many.does_little() < 0.6
    spread_out = after([(5, 3, 1)] * 20)
    assert spread_out.bound(0.1) - spread_out.bound(0.9) < 0.25


def test_all_zeros_and_all_perfect_are_never_certain():
    """A hundred days of nothing, or of everything, leave the bounds inside 0 and 1."""
    for successes in (0, 5):
        belief = after([(5, successes, 1)] * 100)
        assert_sound(belief)
        assert 0 < belief.bound(0.9) < belief.bound(0.1) < 1


def test_swings_and_odd_days_are_told_from_ability():
    """Steady days say more than days that alternate: the same sums, narrower bounds, the same middle."""
    steady, wild = after(of_five(3, 2, 3, 2, 3, 2, idle=3)), after(of_five(5, 0, 5, 0, 5, 0, idle=3))
    assert steady.success() == pytest.approx(wild.success(), abs=0.05)
    one_bad_day = after(of_five(4, 4, 4, 4, 4, 4, 0, idle=3))
    assert 0.5 < one_bad_day.success() < after(of_five(4, 4, 4, 4, 4, 4, 4, idle=3)).success()


def test_growth_is_told_from_standing_still():
    """From 1 to 5 of 5 in twelve days is growth; 2 of 5 throughout is hardly any."""
    rises, stands = after(of_five(1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5)), after(of_five(*[2] * 12))
    assert rises.growth() > 2 * stands.growth()
    assert rises.does_little() < 0.1
    assert stands.does_little() > 0.7


@pytest.mark.whole
def test_what_is_said_to_be_likely_happens_as_often():
    """
    Of 2,000 children drawn as the priors say, nine of ten lie above the lower bound and nine of ten below the upper;
    and where little is said to be done, with a mean chance, it is so in about that share.
    """
    chance, count = random.Random(12), 2000
    above = below = 0
    said_little, were_little = [], []
    for _ in range(count):
        growth = chance.choices(PRIORS.growths, PRIORS.weights)[0]
        ability = chance.gauss(PRIORS.start, math.sqrt(PRIORS.start_variance))
        swing, belief = chance.gauss(0, math.sqrt(PRIORS.swing)), FRESH
        for _ in range(12):
            works = 1 / (1 + math.exp(-ability))
            ability += 4 * growth * works * (1 - works) + chance.gauss(0, math.sqrt(PRIORS.drift))
            swing = PRIORS.carry * swing + chance.gauss(0, math.sqrt(PRIORS.swing * (1 - PRIORS.carry**2)))
            today = 1 / (1 + math.exp(-ability - swing - chance.gauss(0, math.sqrt(PRIORS.odd))))
            belief = belief.after(5, sum(chance.random() < today for _ in range(5)))
        truth = 1 / (1 + math.exp(-ability))
        above += belief.bound(0.9) <= truth
        below += truth <= belief.bound(0.1)
        if belief.does_little() >= 0.6:
            said_little.append(belief.does_little())
            were_little.append(growth == PRIORS.growths[0])
    assert 0.9 == pytest.approx(above / count, abs=0.025)
    assert 0.9 == pytest.approx(below / count, abs=0.025)
    assert len(said_little) > 300
    assert sum(said_little) / len(said_little) == pytest.approx(sum(were_little) / len(were_little), abs=0.06)


# -- held against an aim line


def evidence(log, aims, baseline):
    days = [(tries, got, aim) for (tries, got, _), aim in zip(log, aims, strict=True)]
    return aim_evidence(days, baseline, PARAMETERS)


def test_a_true_plateau_is_found():
    """OT-12: ten days at 7 of 20 against a line from .40 to .80 speak for standing still; a few do not yet."""
    flat = of_five(2, 2, 1, 2, 2, 2, 2, 1, 2, 2)
    aims = [0.4 + 0.4 * at / 11 for at in range(10)]
    assert evidence(flat, aims, 0.4) >= PARAMETERS.aim_evidence
    assert evidence(flat[:4], aims[:4], 0.4) < PARAMETERS.aim_evidence


def test_slow_and_wobbly_is_no_plateau():
    """OT-01: 9 of 20 against a mean aim of .43 is on its way."""
    assert evidence(of_five(1, 1, 2, 2, 2, 3), [0.2 + 0.6 * at / 9 for at in range(6)], 0.2) < 0


def test_one_bad_day_is_not_enough():
    """After four good days one day of nothing tells nothing yet."""
    assert evidence(of_five(4, 4, 4, 4, 0), [0.7] * 5, 0.3) < 0
    assert evidence(of_five(1, 1, 1, 1, 1), [0.7] * 5, 0.3) >= PARAMETERS.aim_evidence


def test_many_tries_of_one_day_count_as_six():
    """12 of 60 says what 6 tries can say; a day without tries says nothing."""
    assert evidence([(6, 1.2, 0)], [0.6], 0.3) == pytest.approx(evidence([(60, 12, 0)], [0.6], 0.3))
    assert 0 == aim_evidence([(0, 0, 0.5)], 0.3, PARAMETERS) == aim_evidence([], 0.3, PARAMETERS)


@given(days(tries=st.integers(0, 100), most=8), st.floats(0, 1), st.floats(0, 1))
def test_evidence_is_always_a_number(log, aim, baseline):
    """Aims and baselines of 0 or 1, and any counts: a finite number, and less of it for a better day."""
    found = evidence(log, [aim] * len(log), baseline)
    assert math.isfinite(found)
    best = evidence([(tries, tries, idle) for tries, _, idle in log], [aim] * len(log), baseline)
    assert best <= found + 1e-9 or aim <= baseline


# -- through the engine

NEW = ("success", "success-low", "success-high", "success-now", "success-next", "growth", "does-little")
ENGINE = Engine(plugins=[toy, curious(*NEW)])
SKILL, STRATEGY = TOY.skills["toy/stack-blocks"], TOY.strategies["toy/show-first"]


def plan_of(focus):
    plan = Plan("p1", FAMILY, focuses=[focus])
    return evolve(plan, approval=Approval.everything(plan, by="Dana, OT", on=D))


def entry(number, successes=None, tries=5, **more):
    counts = {} if successes is None else {"tries": tries, "successes": successes}
    return Entry(**{"id": f"e{number}", "on": D + timedelta(days=number), "focus": "f1", **counts, **more})


def practised(entries, focus=FOCUS, skill=SKILL, on=None, phases=()):
    return practice_of(
        focus,
        entries,
        skill=skill,
        strategy=STRATEGY,
        on=on or max((each.on for each in entries), default=D),
        changed_on=None,
        parameters=PARAMETERS,
        phases=phases,
    )


def review(entries, focus=FOCUS, on=None):
    return ENGINE.review(plan_of(focus), entries, on=on or max(each.on for each in entries))


def readings(entries, focus=FOCUS):
    found = review(entries, focus)
    return {name: found.reading("f1", name).value for name in NEW}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), min_size=1, max_size=20), st.randoms())
def test_neither_the_order_of_entries_nor_how_a_day_was_cut_matters(counts, chance):
    """Entries shuffled, or each try an entry of its own: the same belief."""
    whole = [entry(day, got, id=f"e{at}") for at, (day, got) in enumerate(counts)]
    cut = [entry(day, int(one < got), 1, id=f"e{at}-{one}") for at, (day, got) in enumerate(counts) for one in range(5)]
    shuffled = list(whole)
    chance.shuffle(shuffled)
    assert practised(whole).belief == practised(shuffled).belief == practised(cut).belief


def test_an_entry_cut_in_two_changes_no_reading():
    """Through the engine: 5 tries as 2 and 3 are the same readings and the same step."""
    whole = [entry(at, got) for at, got in enumerate((2, 3, 3, 2, 4, 3))]
    cut = [
        part
        for at, got in enumerate((2, 3, 3, 2, 4, 3))
        for part in (entry(at, min(2, got), 2), entry(at, got - min(2, got), 3, id=f"e{at}-b"))
    ]
    assert readings(whole) == readings(cut)
    assert review(whole).step_for("f1").action == review(cut).step_for("f1").action


def test_a_thousand_entries_of_one_day_are_one_day():
    """A thousand entries in a day: one day, believed as one, and far from certain."""
    found = readings([entry(1, at % 2, 1, id=f"e{at}") for at in range(1000)])
    assert 0.5 == found["success"]
    assert 0.25 < found["success-high"] - found["success-low"]
    assert found["does-little"] is None


def test_a_year_without_an_entry():
    """The same child, less surely: the middle stays near, the bounds part, and nothing is concluded from it."""
    before = [entry(at, 4) for at in range(10)]
    belief, later = practised(before).belief, practised([*before, entry(375, 4)]).belief
    assert_sound(later)
    assert belief.success() == pytest.approx(later.success(), abs=0.1)
    assert later.bound(0.1) - later.bound(0.9) > belief.bound(0.1) - belief.bound(0.9)
    assert review([*before, entry(375, 4)]).reading("f1", "does-little").value is None


def test_what_is_not_known_says_why():
    """Without an entry, and with tries but no successes, each reading is unknown and names what it lacks."""
    for log in ([], [entry(at, tries=None, minutes=5) for at in range(6)], [Entry("e1", D, focus="f1", tries=5)]):
        found = ENGINE.review(plan_of(FOCUS), log, on=D + timedelta(days=7))
        for name in NEW:
            reading = found.reading("f1", name)
            assert reading.value is None, name
            assert any(each.what == name and each.why for each in found.missing), name


def test_counts_that_cannot_be_tell_nothing():
    """7 of 5, and successes without tries, are set aside: the belief is that of the other days."""
    good = [entry(at, 3) for at in range(5)]
    bad = [entry(1, 7, id="x"), Entry("y", D + timedelta(days=2), focus="f1", successes=4)]
    assert practised(good).belief == practised([*good, *bad]).belief


def test_days_of_another_kind_tell_nothing_of_the_child():
    """Ill, in a new place or with a new person: shown, and left out of what is believed."""
    good = [entry(at, 3) for at in range(5)]
    for tag in ("ill", "new-place", "new-person"):
        assert practised(good).belief == practised([*good, entry(5, 0, tags=[tag])]).belief


def test_the_chance_of_doing_little_waits_for_five_days():
    """Four days under a strategy leave it unknown, five make it a number."""
    assert readings([entry(at, 2) for at in range(4)])["does-little"] is None
    assert 0 < readings([entry(at, 2) for at in range(5)])["does-little"] < 1


def measured_in(measure, *targets):
    steps = tuple(Step(f"Does it, step {at}", "It is done.", target=target) for at, target in enumerate(targets))
    return Skill("toy/measured", "Measured", discipline="toy", steps=steps, measure=measure, sources=(OWN,))


@pytest.mark.parametrize(
    ("measure", "target", "amounts"),
    [
        ("count", 10, (0, 3, 6, 10, 25)),
        ("duration", 8, (0, 2, 5, 8, 60)),
        ("rating", 0, (-2, -1, 0, 1, 2)),
        ("rating", -2, (-2, -1)),
        ("count", 0, (0, 3)),
    ],
)
def test_amounts_against_a_target_are_believed_like_tries(measure, target, amounts):
    """Counts, minutes and ratings: more of it is never less, reaching the target is success, beyond it is no more."""
    skill, focus = measured_in(measure, target), evolve(FOCUS, skill="toy/measured", step=1)
    beliefs = [practised([entry(at, amount=amount) for at in range(6)], focus, skill).belief for amount in amounts]
    for belief in beliefs:
        assert_sound(belief)
    successes = [belief.success() for belief in beliefs]
    assert sorted(successes) == successes
    reached = [belief for belief, amount in zip(beliefs, amounts, strict=True) if amount >= target]
    assert all(belief == after([(5, 5, 0)] * 6) for belief in reached)


@given(st.sampled_from(("count", "duration")), st.floats(0.5, 90), st.lists(st.floats(0, 300), min_size=2, max_size=4))
def test_where_less_is_better_less_is_never_worse(measure, target, amounts):
    """Asleep within so many minutes: within them is a success, beyond them the less so the longer it took."""
    skill = evolve(measured_in(measure, target), direction="decrease")
    focus = evolve(FOCUS, skill="toy/measured", step=1)
    amounts = sorted([*amounts, target], reverse=True)
    beliefs = [practised([entry(at, amount=amount) for at in range(3)], focus, skill).belief for amount in amounts]
    chances = [belief.success() for belief in beliefs]
    assert chances == sorted(chances)
    assert all(belief == after([(5, 5, 0)] * 3) for belief, n in zip(beliefs, amounts, strict=True) if n <= target)


def test_a_measure_that_changes_midway():
    """Amounts first and tries after: each day counts by what was written on it, and what cannot be does not."""
    skill, focus = measured_in("count", 10), evolve(FOCUS, skill="toy/measured", step=1)
    log = [*(entry(at, amount=5) for at in range(4)), *(entry(at, 3) for at in range(4, 8)), entry(8, amount=-3)]
    found = practised(log, focus, skill)
    assert after([(5, 2.5, 0)] * 4 + [(5, 3, 0)] * 4) == found.belief


def test_steps_and_strategies_before_tell_of_the_child():
    """Five good days at step 1 are known at step 2, harder by the usual gap; a new strategy opens the growth again."""
    below = evolve(FOCUS, step=1, strategy="toy/wait-and-look")
    phases = [Phase(first=D, last=D + timedelta(days=5), focus=below)]
    now = evolve(FOCUS, since=D + timedelta(days=6))
    log = [entry(at, 5) for at in range(1, 6)]
    found = practised(log, now, on=D + timedelta(days=6), phases=phases).belief
    known = after([(5, 5, 0)] * 5)
    assert known.at_step(1).with_new_strategy() == found
    assert found.success() < known.success()
    assert PARAMETERS.little_prior == pytest.approx(found.does_little())


# -- exactly on track, or standing still

LENGTH = 12
RULES = ENGINE.catalogue.rules
READ = {signal.id: signal.measure for signal in CORE_SIGNALS}
AIMED = evolve(FOCUS, baseline=0.3, aim=0.8, aim_day=D + timedelta(days=2 * (LENGTH - 1)))


def child(chance, line, tries, swing):
    """Twelve entries, one every other day: the share of each day on the line, swung by a normal amount in logits."""
    found = []
    for at, share in enumerate(line):
        ordinary = math.log(share / (1 - share)) + swing * chance.gauss(0, 1)
        works = 1 / (1 + math.exp(-ordinary))
        found.append(entry(2 * at, sum(chance.random() < works for _ in range(tries)), tries))
    return found


def not_progressing(entries):
    """
    Whether a rule of not progressing would speak, as the rules are shipped: quicker than a whole review.

    It does where neither `core/too-early` nor `core/too-hard` speaks before it.
    """
    log, read = practised(entries, AIMED), {}

    def look(name):
        if name not in read:
            found = READ[name](log)
            read[name] = found.value if isinstance(found, Measured) else found
        return read[name]

    def speaks(rule):
        return len(log.days) >= RULES[rule].after and evaluate(RULES[rule].condition, look) is True

    told = speaks("core/below-aim") or speaks("core/does-little")
    return told and not (speaks("core/too-early") or speaks("core/too-hard"))


def ever(entries):
    return any(not_progressing(entries[:count]) for count in range(5, LENGTH + 1))


ON_TRACK = [0.3 + 0.5 * at / (LENGTH - 1) for at in range(LENGTH)]
FLAT = [0.3] * LENGTH


@pytest.mark.whole
@pytest.mark.parametrize(("tries", "swing"), [(5, 0.0), (5, 0.5), (10, 0.0), (10, 0.5)])
def test_who_is_on_track_is_left_in_peace_and_who_stands_still_is_found(tries, swing):
    """
    Of children exactly on track at most 3 in 100 are ever told to change, of children who stand still 90 are.

    Looked at after each of twelve entries. Of 300 children a cell, so each bar is held but for two standard errors; the
    figures for 4,000 stand in docs/explanation/progress.md.
    """
    count, chance = 300, random.Random(f"{tries} {swing}")
    told = sum(ever(child(chance, ON_TRACK, tries, swing)) for _ in range(count))
    found = sum(ever(child(chance, FLAT, tries, swing)) for _ in range(count))
    assert told <= count * 0.03 + 2 * math.sqrt(count * 0.03 * 0.97)
    assert found >= count * 0.9 - 2 * math.sqrt(count * 0.9 * 0.1)


@pytest.mark.whole
def test_the_readings_decide_as_the_engine_does():
    """What the law above reads off the signals is the step that a review suggests, in children of both kinds."""
    chance, plan = random.Random(4), plan_of(AIMED)
    flagged = 0
    for line in (ON_TRACK, FLAT) * 5:
        log = child(chance, line, 5, 0.5)
        for count in range(1, LENGTH + 1):
            step = ENGINE.review(plan, log[:count], on=log[count - 1].on).step_for("f1")
            told = step.rule in {"core/below-aim", "core/does-little"}
            assert told == not_progressing(log[:count]), (step.rule, [each.successes for each in log[:count]])
            assert not told or step.action.kind == "change-strategy"
            flagged += told
    assert flagged
