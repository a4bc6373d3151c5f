"""
What clinicians report: each measure against published values, against its own definition, and its laws.

The worked examples stand here and always run. The 530 values printed by packages and articles are read from a folder
beside the project, where there is one.
"""

from __future__ import annotations

import ast
import csv
import math
import re
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations
from statistics import fmean, stdev

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given
from hypothesis import strategies as st

from coachplan import measures as door
from coachplan.base.errors import CoachplanError
from coachplan.measures import (
    Measure,
    baseline_corrected_tau,
    d_from_nap,
    gas_t,
    ird,
    kendall_trend,
    lor,
    lrm,
    lrrd,
    lrri,
    mean_difference,
    nap,
    pand,
    pem,
    percent_change,
    pet,
    pnd,
    pogo,
    smd,
    split_phases,
    tau,
    tau_u,
    theil_sen,
    trend_chance,
)

# -- the worked example of Parker, Vannest and Davis 2011

A = (20, 20, 26, 25, 22, 23)
B = (28, 25, 24, 27, 30, 30, 29)


def near(expected, places):
    """What was printed with so many places."""
    return pytest.approx(expected, abs=0.5 * 10**-places + 1e-12, rel=0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (lambda: nap(A, B).value, 0.916667),
        (lambda: nap(A, B).error, 0.069007),
        (lambda: nap(A, B, error="hanley").error, 0.077392),
        (lambda: nap(A, B, error="null").error, 0.166667),
        (lambda: nap(A, B, "decrease").value, 0.083333),
        (lambda: tau(A, B).value, 0.833333),
        (lambda: tau(A, B).error, 0.138013),
        (lambda: tau_u(A, B).value, 0.738095),
        (lambda: tau_u(A, B).value * len(A) * len(B), 35 - 4),
        (lambda: pnd(A, B).value, 0.714286),
        (lambda: pem(A, B).value, 1),
        (lambda: pand(A, B).value, 0.846154),
        (lambda: ird(A, B).value, 0.690476),
        (lambda: lrri(A, B, corrected=False).value, 0.195885),
        (lambda: lrri(A, B).value, 0.195396),
        (lambda: lrri(A, B).error, 0.055577),
        (lambda: theil_sen(A).value, 0.6),
        (lambda: theil_sen(B).value, 0.666667),
        (lambda: baseline_corrected_tau(A, B, variant="tau-a").value, 0.285714),
        (lambda: smd(A, B).value, 1.649932),
        (lambda: smd(A, B).error, 0.634094),
        (lambda: smd(A, B, spread="pooled").value, 1.876247),
        (lambda: smd(A, B, spread="pooled").error, 0.637422),
        (lambda: smd(A, B, correction="none").value, 1.959294),
        (lambda: smd(A, B, correction="none").error, 0.823798),
        (lambda: lrm(A, B).value, 0.218689),
        (lambda: pogo(A, B, 30).value, 66.883117),
        (lambda: percent_change(lrri(A, B)).value, 21.579255),
    ],
)
def test_the_worked_example_comes_out_as_published(found, expected):
    """Six days before, seven after; every number to six places."""
    assert found() == near(expected, 6)


@pytest.mark.parametrize(
    ("confidence", "low", "high"), [(0.9, 0.6591, 0.9822), (0.95, 0.5973, 0.9860), (0.99, 0.4875, 0.9907)]
)
def test_the_interval_of_nap_is_newcombes(confidence, low, high):
    """Method 5, at three levels, as printed to four places; that of Tau is the same, doubled and moved."""
    found, moved = nap(A, B, confidence=confidence), tau(A, B, confidence=confidence)
    assert (found.low, found.high) == (near(low, 4), near(high, 4))
    assert (moved.low, moved.high) == pytest.approx((2 * found.low - 1, 2 * found.high - 1))


@pytest.mark.parametrize(
    ("variant", "trends", "expected"),
    [
        ("parker", "none", 16 / 20),
        ("parker", "baseline", 13 / 20),
        ("parker", "treatment", 23 / 30),
        ("parker", "both", 20 / 36),
        ("plain", "none", 16 / 20),
        ("plain", "baseline", 13 / 20),
        ("plain", "treatment", 23 / 20),
        ("plain", "both", 20 / 20),
        ("complete", "none", 16 / (20 - 2 / 2)),
        ("complete", "baseline", 13 / math.sqrt((20 + 6) * (36 - 4))),
        ("complete", "treatment", 23 / math.sqrt((20 + 10) * (36 - 4))),
        ("complete", "both", 20 / math.sqrt(36 * (36 - 4))),
    ],
)
def test_tau_u_is_several_numbers_and_each_has_a_name(variant, trends, expected):
    """Bob, of Parker and others 2011: S_AB 16, S_A 3, S_B 7; of 36 pairs 4 are tied, 2 of those between phases."""
    bob = (2, 3, 5, 3), (4, 5, 5, 7, 6)
    found = tau_u(*bob, variant=variant, trends=trends)
    assert found.value == pytest.approx(expected)
    assert variant in found.variant
    assert trends in found.variant
    assert found.error is None


@pytest.mark.parametrize(
    ("levels", "weights", "expected"),
    [
        ([0], None, 50), ([1], None, 60), ([-2], None, 30), ([0, 0, 0], None, 50), ([-1, -1, -1], None, 36.307),
        ([-2, -2, -2], None, 22.614), ([1, 1, 1], None, 63.693), ([1, 0, -1], None, 50),
        ([2, 0], [3, 1], 67.467), ([-1, 0, 1], [1, 2, 3], 54.407),
    ],
)  # fmt: skip
def test_the_t_score_of_goals(levels, weights, expected):
    """The corrected formula, with rho 0.3."""
    assert gas_t(levels, weights).value == near(expected, 3)


def test_a_zero_baseline_has_a_ratio_where_the_scale_says_how_fine_it_is():
    """Truncation: minutes for a rate, intervals/100 for a percentage, intervals for a proportion, 1 for a count."""
    nothing = (0, 0, 0, 0)
    assert lrrd(nothing, B, scale="rate", minutes=30).value == near(8.672947, 6)
    assert lrrd(nothing, B, scale="rate", minutes=30).error == near(0.5010548, 7)
    assert lrrd(nothing, B, "decrease", scale="percentage", intervals=180).value == near(5.859536, 6)
    shares = [value / 100 for value in B]
    by_share = lrrd(nothing, shares, scale="proportion", intervals=180)
    assert by_share.value == pytest.approx(lrrd(nothing, B, scale="percentage", intervals=180).value)
    assert lrri(nothing, B, corrected=False).value == pytest.approx(math.log(fmean(B) * 8))
    for scale in ("rate", "percentage", "proportion", "other"):
        with pytest.raises(CoachplanError, match=r"baseline: the mean is 0"):
            lrri(nothing, shares, scale=scale)


def test_a_share_has_two_log_response_ratios():
    """For counts LRRi and LRRd are one number with two signs; for percentages they are two numbers."""
    assert lrri(A, B, "increase").value == -lrrd(A, B, "increase").value
    assert lrri(A, B, "decrease", scale="percentage").value == near(-0.06553504, 8)
    assert lrrd(A, B, "decrease", scale="percentage").value == lrri(A, B).value
    assert lrrd(A, B, "increase", scale="percentage").value == lrri(A, B, "decrease", scale="percentage").value


def test_a_change_that_is_certain_has_an_error_all_the_same():
    """NAP is taken as no nearer to 1 than 1/(2mn), so that no overlap does not mean no doubt."""
    edge = 1 / (2 * 3 * 5)
    for after, value in (([4, 5, 6, 7, 8], 1), ([-1, -2, -3, -4, -5], 0)):
        assert nap([1, 2, 3], after).value == value
        assert nap([1, 2, 3], after).error == near(0.06346478, 8)
        assert nap([1, 2, 3], after, error="hanley").error == pytest.approx(math.sqrt(edge * (1 - edge) / 15))


def test_what_theory_does_not_give_is_none():
    """One value in a phase has no spread; order statistics have no error; and none of them is NaN."""
    assert nap([1], [2, 3]).error is None
    assert nap([1], [2, 3], error="null").error == pytest.approx(math.sqrt(4 / 24))
    assert mean_difference([1], [2, 3]).error is None
    assert pogo([1], [2, 3], 5).error is None
    assert lrri([1], [2, 3], corrected=False).error is None
    assert lor([10], [20, 30], corrected=False).error is None
    assert pnd(A, B).error is pem(A, B).error is pand(A, B).error is ird(A, B).error is tau_u(A, B).error is None
    assert percent_change(lrm(A, B)).error is None


def test_the_errors_and_forms_that_the_worked_example_does_not_print():
    """Welch's error, that of a percentage change, Durlak's factor, Cohen's d; by hand from means and SDs."""
    s_a, s_b, (m, n) = stdev(A), stdev(B), (6, 7)
    assert mean_difference(A, B).error == pytest.approx(math.sqrt(s_a**2 / m + s_b**2 / n))
    ratio = lrri(A, B)
    assert percent_change(ratio).error == pytest.approx(100 * math.exp(ratio.value) * ratio.error)
    plain = smd(A, B, spread="pooled", correction="none").value
    durlak = smd(A, B, spread="pooled", correction="durlak").value
    assert durlak == pytest.approx(plain * (13 - 3) / (13 - 2.25) * math.sqrt(11 / 13))
    cohen = smd(A, B, spread="mean", correction="none").value
    assert cohen == pytest.approx((fmean(B) - fmean(A)) / math.sqrt((s_a**2 + s_b**2) / 2))


def test_odds_are_kept_off_both_ends():
    """A phase of nothing and a phase of everything, in 20 intervals: 1/(2Dm) off either end, and the same distance."""
    edge = 1 / (2 * 20 * 4)
    for whole, scale in ((100, "percentage"), (1, "proportion")):
        found = lor([0] * 4, [whole] * 4, scale=scale, intervals=20, corrected=False)
        assert found.value == pytest.approx(2 * math.log((1 - edge) / edge))
        assert found.error == pytest.approx(math.sqrt(2 / (20**2 * 4**4)) / (edge * (1 - edge)))


def test_the_two_errors_of_pogo():
    """The one in use counts the baseline's doubt twice, the other once: with no change they are told apart."""
    m, n = len(A), len(B)
    spread = [sum((v - fmean(p)) ** 2 for v in p) / (len(p) - 1) / len(p) for p in (A, B)]
    way, share = 30 - fmean(A), pogo(A, B, 30).value / 100
    assert pogo(A, B, 30).error == near(20.74513, 5)
    assert pogo(A, B, 30, error="delta").error == pytest.approx(
        100 / way * math.sqrt(spread[1] + (1 - share) ** 2 * spread[0])
    )
    assert (m, n) == (6, 7)


def test_a_trend_is_taken_out_of_both_phases():
    """A line that goes on is no effect: Tau says 1, Tau-U 0.6, baseline-corrected Tau 0; with steps of a tenth, too."""
    for step in (1, 0.1):
        line = [step * place for place in range(1, 11)]
        assert tau(line[:5], line[5:]).value == 1
        assert tau_u(line[:5], line[5:]).value == pytest.approx(0.6)
        assert baseline_corrected_tau(line[:5], line[5:], variant="tau-a").value == 0
        assert pet(line[:5], line[5:]).value == 0
        with pytest.raises(CoachplanError, match="no two values differ"):
            baseline_corrected_tau(line[:5], line[5:])


def test_a_trend_is_taken_out_only_where_there_is_one_if_so_asked():
    """Tarlow's rule: the baseline's trend has p of at most 0.05, or the values stay as they are."""
    falling = (33, 25, 17, 25, 14, 13, 15), (15, 16, 16, 5, 7, 9, 6, 5, 3, 3, 8, 11, 7)
    always = baseline_corrected_tau(*falling, correct="always")
    assert always.value == near(0.70, 2)
    assert trend_chance(falling[0]) == pytest.approx(0.0483, abs=5e-5)
    assert baseline_corrected_tau(*falling, correct="if significant") == always
    assert baseline_corrected_tau(*falling, correct="never").value == near(-0.57, 2)
    flat = (16, 17, 15, 16), falling[1]
    assert baseline_corrected_tau(*flat, correct="if significant") == baseline_corrected_tau(*flat, correct="never")


def test_missed_days_belong_on_the_time_axis():
    """A slope is by the day where the days are given; two values of one day are not compared."""
    assert theil_sen([1, 2, 7], [1, 2, 7]).value == 1
    assert theil_sen([1, 2, 7]).value == 3
    assert theil_sen([1, 3, 2], [1, 1, 2]).value == pytest.approx(0)


def test_trend_chance_is_known_for_a_small_series():
    """Five that rise: S = 10, variance 16 2/3, z = 9/4.08; nothing that differs has a chance of 1."""
    assert trend_chance([1, 2, 3, 4, 5]) == pytest.approx(0.0275, abs=5e-5)
    assert trend_chance([3, 3, 3]) == 1
    assert kendall_trend([1, 2, 3, 4, 5]).value == 1


# -- what is refused


@pytest.mark.parametrize("measure", [nap, tau, pnd, pem, pand, ird, tau_u, mean_difference, lrri, lrm, pet, smd])
@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([], B, "baseline: found 0 values"),
        (A, [], "treatment: found 0 values"),
        ([1, math.nan, 3, 4], B, "baseline, value 2: found nan"),
        (A, [1, 2, math.inf], "treatment, value 3: found inf"),
        (A, [1, 2, "three"], "treatment, value 3: found a text of 5 characters"),
        (A, [1, None, 3], "treatment, value 2: found nothing (null)"),
        ([True, 2, 3], B, "baseline, value 1: found true"),
        ("123", B, "baseline: found a text of 3 characters"),
        (7, B, "baseline: found a number"),
        (A, [1, 10**400, 3], "Give a finite number of ordinary size"),
        (A, [1, 1e300, 3], "Give a finite number of ordinary size"),
    ],
)
def test_what_is_no_phase_is_refused_with_what_was_found(measure, before, after, words):
    """An empty phase and what is no finite number: where it stands, what it was, what would be right."""
    with pytest.raises(CoachplanError) as refused:
        measure(before, after)
    assert words in str(refused.value)
    assert all(finding.hint for finding in refused.value.findings)


def test_every_mistake_is_named_at_once():
    """Three mistakes are three findings."""
    with pytest.raises(CoachplanError) as refused:
        nap([math.nan], [], "up")
    assert [finding.item for finding in refused.value.findings] == ["baseline, value 1", "treatment", "direction"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nap(A, B, "up"), 'Say "increase" or "decrease"'),
        (lambda: nap(A, B, error="exact"), '"unbiased", "hanley", "null"'),
        (lambda: nap(A, B, confidence=95), "Give a share from 0.01 to 0.9999"),
        (lambda: pem(A, B, ties="all"), '"half", "none"'),
        (lambda: pand(A, B, variant="best"), '"minimum", "sorted"'),
        (lambda: tau_u(A, B, variant="tau"), '"plain", "parker", "complete"'),
        (lambda: tau_u(A, B, trends="A"), '"none", "baseline", "treatment", "both"'),
        (lambda: tau_u([1, 1], [1, 1], variant="complete"), "no two values differ"),
        (lambda: kendall_trend([2, 2, 2]), "every value is the same"),
        (lambda: kendall_trend([2]), "At least 2 values are needed"),
        (lambda: theil_sen([2]), "At least 2 values are needed"),
        (lambda: theil_sen([2, 3], [1]), "found 1 for 2 values"),
        (lambda: theil_sen([2, 3], [1, 1]), "all of them are the same"),
        (lambda: pet([2], B), "At least 2 values are needed"),
        (lambda: baseline_corrected_tau([2], B), "At least 2 values are needed"),
        (lambda: lrri([2], B), "At least 2 values are needed"),
        (lambda: lrri([2, -1], B), "baseline, value 2: found -1.0. On this scale a value is at least 0"),
        (lambda: lrri(A, [20, 101], scale="percentage"), "On this scale a value is from 0 to 100"),
        (lambda: lor(A, B, scale="count"), '"percentage", "proportion"'),
        (lambda: lor([0, 0], B), "baseline: the mean is 0"),
        (lambda: lor(A, [100, 100]), "treatment: the mean is 100"),
        (lambda: lor(A, B, intervals=0), "intervals: found 0"),
        (lambda: lor(A, B, intervals=0.5), "Give a number of at least 1"),
        (lambda: lrri(A, B, scale="rate", minutes=-3), "minutes: found -3"),
        (lambda: lrm([0, 0, 1], B), "the median is 0"),
        (lambda: percent_change(nap(A, B)), "Give what lrri, lrrd or lrm returned"),
        (lambda: smd([1, 2], B), "At least 3 values are needed"),
        (lambda: smd([2, 2, 2], B), "no spread to measure by"),
        (lambda: smd(A, B, spread="mean"), 'Say one of: "none"'),
        (lambda: pogo([2, 4], B, 3), "the mean of the baseline already"),
        (lambda: pogo(A, B, math.nan), "goal, value 1: found nan"),
        (lambda: d_from_nap(1.2), "Give a share from 0 to 1"),
        (lambda: gas_t([]), "levels: found 0 values"),
        (lambda: gas_t([0, 3]), "goal 2: found 3.0"),
        (lambda: gas_t([0, -3]), "say lowest=-3"),
        (lambda: gas_t([0, -3], lowest=-4), "lowest: found -4"),
        (lambda: gas_t([0, -4], lowest=-3), "from -3 to +2"),
        (lambda: gas_t([0], lowest=True), "lowest: found true"),
        (lambda: gas_t([0.5]), "A level is a whole number from -2 to +2"),
        (lambda: gas_t([0, 1], [1]), "found 1 for 2 goals"),
        (lambda: gas_t([0, 1], [1, 0]), "above zero"),
        (lambda: gas_t([0], rho=1.5), "rho: found 1.5"),
        (lambda: percent_change(lrri([1e-90, 2e-90], [9e90, 8e90], scale="other")), None),
        (lambda: smd([1, 1, 1 + 1e-15], [1e99, 2e99]), None),
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_words(call, words):
    """Each says what was found and what would be right. A bare number may come back where there is one; never NaN."""
    if words is None:
        assert math.isfinite(call().value)
        return
    with pytest.raises(CoachplanError) as refused:
        call()
    assert words in str(refused.value)


def test_a_value_that_overflows_is_refused():
    """No measure holds what is not finite."""
    for value in (math.nan, math.inf):
        with pytest.raises(CoachplanError, match="too far apart to reckon with"):
            Measure(name="NAP", value=value)
    with pytest.raises(CoachplanError, match="too far apart to reckon with"):
        percent_change(Measure(name="LRRi", value=1e6))


def test_a_measure_is_a_value():
    """It compares by content and does not change."""
    assert nap(A, B) == nap(list(A), iter(B))
    with pytest.raises(FrozenInstanceError):
        nap(A, B).value = 1  # type: ignore[misc]


def test_the_door_names_what_it_opens():
    """Each name is there, and says where its formula is from."""
    for name in door.__all__:
        assert getattr(door, name).__doc__
    for measure in (nap, tau, pnd, pem, pet, pand, ird, tau_u, theil_sen, lrri, lrrd, lor, lrm, smd, pogo, gas_t):
        assert re.search(r"Source: .* (19|20)\d\d", measure.__doc__, re.DOTALL), measure


# -- laws

#: Few different values, so that ties are common.
phases = st.lists(st.integers(0, 6), min_size=1, max_size=9)
longer = st.lists(st.integers(0, 6), min_size=3, max_size=9)
ways = st.sampled_from(["increase", "decrease"])
RANKS = (nap, tau, pnd, pem, pand, ird, tau_u)


@given(phases, phases, ways)
def test_shares_are_shares(before, after, way):
    """NAP, PND, PEM and PAND lie in 0 to 1, Tau in -1 to 1, IRD and its PAND above their floors."""
    for measure in (nap, pnd, pem, pand):
        assert 0 <= measure(before, after, way).value <= 1
    assert -1 <= tau(before, after, way).value <= 1
    most, whole = max(len(before), len(after)), len(before) + len(after)
    assert pand(before, after, way).value >= most / whole
    floor = abs(len(before) - len(after)) / (2 * most)
    assert floor - 1e-12 <= ird(before, after, way).value <= 1


@given(phases, phases, ways)
def test_nap_by_its_definition(before, after, way):
    """All pairs, ties half; the two ways of looking add up to 1; Tau is 2 NAP - 1; and d follows its formula."""
    turn = 1 if way == "increase" else -1
    pairs = [turn * (b - a) for a in before for b in after]
    share = Fraction(sum(2 * (pair > 0) + (pair == 0) for pair in pairs), 2 * len(pairs))
    found = nap(before, after, way)
    assert found.value == pytest.approx(float(share))
    assert found.value + nap(after, before, way).value == pytest.approx(1)
    assert tau(before, after, way).value == pytest.approx(2 * found.value - 1)
    assert d_from_nap(found.value) == pytest.approx(3.4641016 * (1 - math.sqrt((1 - found.value) / 0.5)))


@given(longer, longer, ways, st.sampled_from(["unbiased", "hanley"]))
def test_the_errors_of_nap_by_their_definitions(before, after, way, method):
    """Sums over the matrix of pairs; where nothing overlaps, with every pair 1/(2mn) off its end."""
    turn = 1 if way == "increase" else -1
    q = [[(turn * b > turn * a) + 0.5 * (a == b) for b in after] for a in before]
    m, n = len(before), len(after)
    edge = 1 / (2 * m * n)
    if sum(map(sum, q)) in (0, m * n):
        q = [[min(max(cell, edge), 1 - edge) for cell in row] for row in q]
    value = sum(map(sum, q)) / (m * n)
    q1 = sum(sum(row) ** 2 for row in q) / (m * n**2)
    q2 = sum(sum(row[j] for row in q) ** 2 for j in range(n)) / (m**2 * n)
    q3 = sum(cell**2 for row in q for cell in row) / (m * n)
    if method == "unbiased":
        variance = (value - (m + n - 1) * value**2 + n * q1 + m * q2 - 2 * q3) / ((m - 1) * (n - 1))
    else:
        variance = (value * (1 - value) + (n - 1) * (q1 - value**2) + (m - 1) * (q2 - value**2)) / (m * n)
    found = nap(before, after, way, error=method).error
    if found is None:
        assert variance < 1e-12
    else:
        assert found**2 == pytest.approx(variance, abs=1e-12)


@given(phases, phases, ways, st.sampled_from([0.5, 0.9, 0.99]))
def test_an_interval_holds_its_value_and_solves_its_equation(before, after, way, confidence):
    """NAP lies within; at each end that is inside 0 to 1, distance and spread are equal; more sure is wider."""
    found = nap(before, after, way, confidence=confidence)
    assert 0 <= found.low <= found.value <= found.high <= 1
    m, n, z = len(before), len(after), {0.5: 0.6744898, 0.9: 1.6448536, 0.99: 2.5758293}[confidence]
    half = (m + n) / 2 - 1
    for end in (found.low, found.high):
        spread = end * (1 - end) * (1 + half * ((1 - end) / (2 - end) + end / (1 + end))) / (m * n)
        assert (found.value - end) ** 2 == pytest.approx(z**2 * spread, abs=1e-6)
    wider = nap(before, after, way, confidence=0.995)
    assert wider.low <= found.low
    assert found.high <= wider.high


@given(phases, phases, ways)
def test_pand_takes_away_the_fewest(before, after, way):
    """Against every choice of values to take away, in small series."""
    assume(len(before) + len(after) <= 9)
    turn = 1 if way == "increase" else -1
    points = [(turn * v, 0) for v in before] + [(turn * v, 1) for v in after]
    kept = max(
        size
        for size in range(1, len(points) + 1)
        for left in combinations(points, size)
        if max((v for v, phase in left if phase == 0), default=-99) < min((v for v, p in left if p == 1), default=99)
    )
    assert pand(before, after, way).value == pytest.approx(kept / len(points))
    against, with_ = (pand(before, after, way, variant="sorted", ties=ties).value for ties in ("against", "for"))
    assert against <= min(with_, pand(before, after, way).value) + 1e-12


@given(phases, phases, ways)
def test_ird_is_the_phi_of_the_levelled_table(before, after, way):
    """With r points taken away, half from each phase: (n - r/2)/n - (r/2)/m."""
    m, n = len(before), len(after)
    taken = (1 - pand(before, after, way).value) * (m + n)
    assert ird(before, after, way).value == pytest.approx((n - taken / 2) / n - (taken / 2) / m)


@given(phases, phases, ways, st.integers(-20, 20), st.sampled_from([0.5, 2, 8]))
def test_measures_of_order_do_not_know_the_unit(before, after, way, shift, scale):
    """Moved or stretched values have the same overlap; turned over, the other direction sees the same."""
    moved = [[shift + scale * value for value in phase] for phase in (before, after)]
    turned = [[-value for value in phase] for phase in (before, after)]
    other = "decrease" if way == "increase" else "increase"
    for measure in RANKS:
        assert measure(*moved, way) == measure(before, after, way)
        assert measure(*turned, other) == measure(before, after, way)


@given(st.permutations([1, 1, 2, 3, 3]), st.permutations([2, 2, 3, 4]), ways)
def test_the_order_within_a_phase_does_not_matter_without_a_trend(before, after, way):
    """Nor, with it, how ties are ordered: PAND by sorting is one number, too."""
    for measure in (nap, tau, pnd, pem, pand, ird):
        assert measure(before, after, way) == measure([1, 1, 2, 3, 3], [2, 2, 3, 4], way)
    for ties in ("for", "against"):
        again = pand(before, after, way, variant="sorted", ties=ties)
        assert again == pand([3, 1, 2, 3, 1], [4, 3, 2, 2], way, variant="sorted", ties=ties)


@given(phases, phases, st.sampled_from(["plain", "parker", "complete"]), st.sampled_from(["none", "baseline", "both"]))
def test_tau_u_turns_with_the_direction(before, after, variant, trends):
    """The other direction has the other sign; tau-b stays within -1 to 1; without trends "plain" is Tau."""
    assume(len({*before, *after}) > 1)
    found = tau_u(before, after, variant=variant, trends=trends).value
    assert found == -tau_u(before, after, "decrease", variant=variant, trends=trends).value
    assert variant != "complete" or -1 - 1e-12 <= found <= 1 + 1e-12
    if trends == "none":
        assert tau_u(before, after, trends="none").value == pytest.approx(tau(before, after).value)


anything = st.lists(st.floats() | st.floats(0, 100) | st.integers(-3, 3), max_size=6)
EVERY = (*RANKS, pet, baseline_corrected_tau, lrri, lrrd, lor, lrm, mean_difference, smd)


@given(anything, anything, ways)
def test_no_measure_is_ever_nan(before, after, way):
    """Whatever floats come: a finite value, with finite or no error, or a CoachplanError; never anything else."""
    for measure in (*EVERY, lambda a, b, _: pogo(a, b, 50), lambda a, b, _: theil_sen(a, b), lambda a, *_: gas_t(a)):
        try:
            found = measure(before, after, way)
        except CoachplanError:
            continue
        assert all(map(math.isfinite, {found.value, found.error, found.low, found.high} - {None}))


@given(longer, longer, ways)
def test_corrected_tau_b_is_a_rank_correlation(before, after, way):
    """Without correction: Kendall's tau-b of value and phase, counted over every pair."""
    assume(len({*before, *after}) > 1)
    turn = 1 if way == "increase" else -1
    points = [(turn * v, 0) for v in before] + [(turn * v, 1) for v in after]
    sign = lambda x: (x > 0) - (x < 0)  # noqa: E731 - as in the formula
    pairs = [(sign(w - v), sign(q - p)) for (v, p), (w, q) in combinations(points, 2)]
    size = math.sqrt(sum(v != 0 for v, _ in pairs) * sum(p != 0 for _, p in pairs))
    found = baseline_corrected_tau(before, after, way, correct="never").value
    assert found == pytest.approx(sum(v * p for v, p in pairs) / size)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=12), st.integers(-9, 9), st.integers(-9, 9))
def test_a_slope_follows_its_line(values, slope, start):
    """Adding a line adds its slope; a line has its own; turned over it falls."""
    line = [start + slope * place for place in range(len(values))]
    both = [value + more for value, more in zip(values, line, strict=True)]
    assert theil_sen(line).value == slope
    assert theil_sen(both).value == pytest.approx(theil_sen(values).value + slope)
    assert theil_sen([-value for value in values]).value == pytest.approx(-theil_sen(values).value)
    assert trend_chance(values) == pytest.approx(trend_chance([-value for value in values]))
    assert 0 <= trend_chance(values) <= 1
    if len(set(values)) > 1:
        assert -1 - 1e-12 <= kendall_trend(values).value <= 1 + 1e-12


counts = st.lists(st.integers(1, 60), min_size=3, max_size=9)


@given(counts, counts, st.sampled_from([0.5, 2, 10]))
def test_ratios_do_not_know_the_unit(before, after, scale):
    """A rate by the hour is as many times larger as a rate by the minute; swapped phases have the other sign."""
    stretched = [[scale * value for value in phase] for phase in (before, after)]
    for kind in (lrri, lrrd):
        plain, moved = kind(before, after, scale="other"), kind(*stretched, scale="other")
        assert (plain.value, plain.error) == pytest.approx((moved.value, moved.error))
        assert plain.value == pytest.approx(-kind(after, before, scale="other").value)
    assert lrm(before, after).value == pytest.approx(lrm(*stretched).value)
    plain = lrri(before, after, scale="other", corrected=False)
    assert percent_change(plain).value == pytest.approx(100 * (fmean(after) / fmean(before) - 1))
    assert percent_change(plain).low <= percent_change(plain).value <= percent_change(plain).high


@given(counts, counts)
def test_odds_have_one_ratio(before, after):
    """By its formula; and what is there and what is missing have the same one, turned, as the LRR of shares has not."""
    end = []
    for phase in ([value / 100 for value in before], [value / 100 for value in after]):
        p, n = fmean(phase), len(phase)
        spread = sum((value - p) ** 2 for value in phase) / (n - 1) / n / (p * (1 - p)) ** 2
        end.append((math.log(p / (1 - p)), spread * (2 * p - 1) / 2, spread))
    assert lor(before, after, corrected=False).value == pytest.approx(end[1][0] - end[0][0])
    assert lor(before, after).value == pytest.approx(end[1][0] - end[1][1] - end[0][0] + end[0][1])
    assert lor(before, after).error == pytest.approx(math.sqrt(end[0][2] + end[1][2]))
    missing = [[100 - value for value in phase] for phase in (before, after)]
    for corrected in (True, False):
        found = lor(before, after, corrected=corrected)
        assert found.value == pytest.approx(lor(*missing, "decrease", corrected=corrected).value)
        assert found.error == pytest.approx(lor(*missing, "decrease", corrected=corrected).error)


@given(counts, counts, ways, st.integers(-20, 20), st.sampled_from([0.5, 4]))
def test_differences_in_spreads_do_not_know_the_unit(before, after, way, shift, scale):
    """Moved or stretched, the SMD stays; PoGO with its goal as well; a mean difference stretches."""
    assume(len(set(before)) > 1)
    moved = [[shift + scale * value for value in phase] for phase in (before, after)]
    for spread, correction in (("baseline", "hedges"), ("pooled", "durlak"), ("mean", "none")):
        one = smd(before, after, way, spread=spread, correction=correction)
        assert one.value == pytest.approx(smd(*moved, way, spread=spread, correction=correction).value)
    assert mean_difference(*moved, way).value == pytest.approx(scale * mean_difference(before, after, way).value)
    assert pogo(before, after, 100).value == pytest.approx(pogo(*moved, shift + scale * 100).value)
    assert pogo(before, before, 100).value == 0
    assert pogo(before, [100, 100], 100).value == pytest.approx(100)


@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 9)), min_size=1, max_size=6), st.sampled_from([0, 0.3, 1]))
def test_the_t_score_is_symmetric(goals, rho):
    """Turned ratings mirror it about 50, the size of the weights does not matter, nor the order of the goals."""
    levels, weights = [level for level, _ in goals], [weight for _, weight in goals]
    found = gas_t(levels, weights, rho=rho).value
    assert found + gas_t([-level for level in levels], weights, rho=rho).value == pytest.approx(100)
    assert found == pytest.approx(gas_t(levels, [7 * weight for weight in weights], rho=rho).value)
    assert found == pytest.approx(gas_t(levels[::-1], weights[::-1], rho=rho).value)
    if rho == 1:
        mean = sum(x * w for x, w in goals) / sum(weights)
        assert found == pytest.approx(50 + 10 * mean)


# -- the printed values


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Data:
    """The vectors and series that printed values were computed on, by the name the table gives them."""

    def __init__(self, folder):
        self.vectors, self.examples = defaultdict(list), defaultdict(list)
        self.series, self.books = defaultdict(list), defaultdict(lambda: ([], []))
        for row in read(folder / "reference_vectors.csv"):
            self.vectors[row["vector"], row["phase"]].append(float(row["value"]))
        for row in read(folder / "reference_scan_examples.csv"):
            self.examples[row["scan_dataset"], row["case"], row["phase"]].append(float(row["value"]))
        for row in read(folder / "series.csv"):
            if row["outcome"]:
                key = row["dataset"], row["case"].replace("child|", ""), row["phase"]
                self.series[key].append((float(row["session"]), float(row["outcome"])))
        for row in read(folder / "repeated_acquisition.csv"):
            for values, value in zip(self.books[row["dataset"], row["child"]], (row["pre"], row["post"]), strict=True):
                values.extend([float(value)] if value else [])

    def phases(self, row):
        """The two phases of a row of the table, or None where the series is not in the folder."""
        found = self.named(row["data_ref"], row["options"])
        return found if found and all(found) else None

    def named(self, name, options):
        if name.startswith("vec_"):
            return self.vectors[name, "A"], self.vectors[name, "B"]
        if name.startswith("scan:"):
            return self.example(name.removeprefix("scan:"))
        dataset, _, case = name.partition("/")
        if any(dataset == book for book, _ in self.books):
            child = "|".join(map(str, ast.literal_eval(case))) if case.startswith("(") else case
            return self.books.get((dataset, child))
        first, second = "A1", "B1"
        if "->" in case:
            case, (first, second) = "", case.split("->")
        elif case.endswith(("/pair1", "/pair2")):
            first, second = f"A{case[-1]}", f"B{case[-1]}"
            case = case[:-6]
        kept = lambda session: True  # noqa: E731
        if sessions := re.search(r"sessions 1\.\.(\d+) and (\d+)-(\d+)", options):
            last, start, end = map(int, sessions.groups())
            kept = lambda session: session <= last or start <= session <= end  # noqa: E731
        return tuple(
            [value for session, value in self.of(dataset, case, phase) if kept(session)] for phase in (first, second)
        )

    def example(self, name):
        name, _, phases = name.partition(" ")
        dataset, _, case = name.partition("/")
        first, second = (re.findall(r"[AB]\d", part) for part in re.split(" vs |->", phases)) if phases else "AB"
        case = case or "case1"
        found = tuple([v for phase in p for v in self.examples[dataset, case, phase]] for p in (first, second))
        if all(found):
            return found
        dataset = dataset.replace("Wilbert2014", "Wilbert2013")
        return tuple([value for _, value in self.of(dataset, case, phase)] for phase in ("A1", "B1"))

    def knows(self, name):
        """Whether there is any series of the child that a row names, so that it should have been found."""
        dataset, _, case = re.sub(r"^scan:|(?<=Wilbert)2014", "", name).partition("/")
        case = "" if "->" in case else case.split("/")[0].split("|")[0]
        return any(known.startswith(dataset) and child.startswith(case) for known, child, _ in self.series)

    def of(self, dataset, case, phase):
        for (known, name, where), values in self.series.items():
            same = name == case or name.split("|")[0] == case or not case
            if known == dataset and where in (phase, f"{phase}1") and same:
                return values
        return []


def way_of(row):
    return "decrease" if "decrease" in row["options"] else "increase"


TRENDS = {"A vs. B": "none", "A vs. B - Trend A": "baseline", "A vs. B + Trend B": "treatment"}


def reckoned(row, data):
    """The number that a row of the table prints, by this package; None where the row's series is not there."""
    name, options, source = row["measure"], row["options"], row["source"].removeprefix("jazznbass/")
    if name == "GAS T":
        return t_score(row["data_ref"])
    if "pooled" in row["data_ref"]:
        found = [data.example(f"Parker2007/{case}") for case in ("Adam", "Bob", "Carol")]
        variant = "minimum" if "minimum" in options else "sorted"
        kept = sum(pand(a, b, variant=variant, ties="for").value * (len(a) + len(b)) for a, b in found)
        return 100 * kept / sum(len(a) + len(b) for a, b in found)
    if "mean of the two AB pairs" in options:
        way = "decrease" if "Disruptive" in row["data_ref"] else "increase"
        found = [data.named(f"{row['data_ref']}/pair{pair}", "") for pair in "12"]
        return fmean(nap(a, b, way).value for a, b in found) if all(a and b for a, b in found) else None
    if (found := data.phases(row)) is None:
        return None
    before, after = found
    if source.startswith("scan"):
        return as_scan(name, options, before, after)
    return as_single_case(name, options, row["data_ref"], before, after)


def t_score(name):
    if goals := re.fullmatch(r"(\d) goals? at ([+-]?\d)", name):
        return gas_t([int(goals[2])] * int(goals[1])).value
    listed = dict(re.findall(r"(weights|scores) ([-\d,]+)", name))
    levels, weights = (list(map(int, listed[word].split(","))) for word in ("scores", "weights"))
    return gas_t(levels, weights).value


def as_scan(name, options, before, after):
    """Percentages; and what is not an overlap has the sign of the plain difference, whichever way is better."""
    way = way_of({"options": options})
    percents = {
        "PND": pnd,
        "PEM (ties count 0)": lambda a, b, w: pem(a, b, w, ties="none"),
        "PET": pet,
        "NAP": nap,
        "PAND (sort method)": lambda a, b, w: pand(
            a, b, w, variant="sorted", ties="for" if w == "increase" else "against"
        ),
        "PAND": pand,
    }
    spreads = {
        "Glass' delta": ("baseline", "none"),
        "Hedges' g": ("pooled", "none"),
        "Hedges' g corrected": ("pooled", "hedges"),
        "Hedges' g durlak": ("pooled", "durlak"),
        "Cohen's d (mean var)": ("mean", "none"),
    }
    if name in percents:
        return 100 * percents[name](before, after, way).value
    if name in spreads:
        spread, correction = spreads[name]
        return smd(before, after, spread=spread, correction=correction).value
    if name.startswith("Tau-U method 'parker'"):
        part = name.partition(": ")[2]
        if part.startswith("Trend"):
            return theirs(before if part == "Trend A" else after)
        return tau_u(before, after, variant="parker", trends=TRENDS.get(part, "both")).value
    if name.startswith("Tau-U"):
        part = name.partition(": ")[2]
        trends = {"Tau-U(A)": "baseline", "Tau-U(BA)": "both"}.get(name.partition(":")[0], TRENDS.get(part, "both"))
        return tau_u(before, after, variant="complete", trends=trends).value
    return {
        "IRD_robust": lambda: ird(before, after, way),
        "Diff_mean": lambda: mean_difference(before, after),
        "NAP -> d": lambda: Measure(name="d", value=d_from_nap(nap(before, after).value)),
        "Base_Tau": lambda: baseline_corrected_tau(before, after, correct="if significant"),
        "BC-Tau: baseline trend tau-b": lambda: kendall_trend(before),
        "BC-Tau: uncorrected tau-b": lambda: baseline_corrected_tau(before, after, correct="never"),
        "BC-Tau: baseline-corrected tau-b (Theil-Sen, Kendall)": lambda: baseline_corrected_tau(before, after),
    }[name if not name.startswith("Base_Tau") else "Base_Tau"]().value


def theirs(values):
    """A phase's own trend as Kendall's tau-a: S over the pairs, from Tau-U of the phase against nothing new."""
    pairs = len(values) * (len(values) - 1) / 2
    return sum((w > v) - (w < v) for v, w in combinations(values, 2)) / pairs


def as_single_case(name, options, data_ref, before, after):
    way = "decrease" if "decrease" in options or "Disruptive" in data_ref or "McKissick" in data_ref else "increase"
    level = re.search(r"0?\.9\d?", options)
    confidence = float(level[0]) if level and "Newcombe" in options else 0.95
    method = "hanley" if options == "Hanley" else "unbiased" if "unbiased" in options else "null"
    if name in ("LRRi", "LRRd", "LRR_SE", "LOR", "LOR_SE"):
        return ratio(name, options, data_ref, before, after)
    if name.startswith("PoGO"):
        goal = float(re.search(r"goal=([\d.]+)", options)[1])
        return read_off(pogo(before, after, goal), name)
    if name.startswith("SMD"):
        spread, correction = re.match(r"\w+", options)[0], "none" if "uncorrected" in options else "hedges"
        return read_off(smd(before, after, way, spread=spread, correction=correction), name)
    kinds = {
        "NAP": lambda: nap(before, after, way, error=method, confidence=confidence),
        "Tau": lambda: tau(before, after, way),
        "Tau-BC": lambda: baseline_corrected_tau(before, after, way, variant="tau-a"),
        "Tau-U (A vs B - trend A, /mn)": lambda: tau_u(before, after, way),
        "PND": lambda: pnd(before, after, way),
        "PEM": lambda: pem(before, after, way),
        "PAND": lambda: pand(before, after, way),
        "IRD_robust": lambda: ird(before, after, way),
        "LRM": lambda: lrm(before, after, way),
        "Pct_change": lambda: percent_change(lrri(before, after, way)),
    }
    return read_off(kinds[re.sub(r"_(SE|CI_lower|CI_upper)$", "", name)](), name)


def read_off(found, name):
    return (
        found.error
        if name.endswith("_SE")
        else found.low
        if "lower" in name
        else found.high
        if "upper" in name
        else found.value
    )


def ratio(name, options, data_ref, before, after):
    way = "decrease" if "decrease" in options or "Disruptive" in data_ref or "McKissick" in data_ref else "increase"
    corrected = "NOT" not in options and "uncorrected" not in options
    intervals = re.search(r"intervals=(\d+)", options)
    if name.startswith("LOR"):
        found = lor(before, after, way, intervals=float(intervals[1]) if intervals else None, corrected=corrected)
        return read_off(found, name)
    if data_ref == "vec_zeroA":
        scale = "rate" if options.startswith("rate") else "percentage"
        found = lrrd(before, after, scale=scale, minutes=30, intervals=180)
        return read_off(found, name)
    form = lrrd if "LRRd" in (name, options) or "McKissick" in data_ref else lrri
    shares = "percentage" in options or (form is lrrd and "On Task" in data_ref)
    found = form(before, after, way, scale="percentage" if shares else "count", corrected=corrected)
    return read_off(found, name)


#: Measures of several children at once, by models fitted to all of them, and one summary of a cohort: not of one child.
ELSEWHERE = re.compile(
    r"BC-SMD|AR\(1\) phi|within-case residual SD|between-case SD|fixed treatment effect|.*real cohort"
)


def test_what_packages_and_articles_print_comes_out(shared_data):
    """Every printed value whose series is there, to the decimals printed, and as reckoned elsewhere to four places."""
    data = Data(shared_data)
    wrong, same, absent = [], Counter(), set()
    for row in read(shared_data / "reference_values.csv"):
        if ELSEWHERE.match(row["measure"]):
            continue
        found = reckoned(row, data)
        if found is None:
            absent.add(row["data_ref"])
            continue
        off = abs(found - float(row["value"])) > 0.5 * 10 ** -int(row["printed_decimals"]) + 1e-9
        apart = bool(row["own_value"]) and abs(found - float(row["own_value"])) > 5e-5
        if off or apart:
            wrong.append((row["measure"], row["data_ref"], row["options"], row["value"], row["own_value"], found))
        else:
            same[row["measure"]] += 1
    assert wrong == []
    assert sum(same.values()) > 300, same
    assert [] == [name for name in sorted(absent) if data.knows(name)]


def test_a_scale_may_have_a_level_for_worse_than_before():
    """Down to -3 the same formula holds, and the result says which scale it was."""
    assert gas_t([-3], lowest=-3).value == near(20.0, 3)
    assert "rho 0.3, levels from -3" == gas_t([-3, 0, 1], lowest=-3).variant
    assert gas_t([-2, 0, 1], lowest=-3).value == gas_t([-2, 0, 1]).value


@pytest.mark.parametrize("phases", ["AAAAAA", "AABBAA", "ABABAB", "AABBCC", "AAAAA", "AAABBBB"])
def test_a_series_of_another_design_is_no_two_phases(phases):
    """One phase, phases that come back or take turns, three of them, and names that are too few or too many."""
    with pytest.raises(CoachplanError, match="phases: "):
        split_phases([1, 2, 3, 4, 5, 6], phases)


def test_a_series_is_split_where_its_phase_changes():
    """Whatever the phases are called, the first is the baseline."""
    assert ([1.0, 2.0], [3.0]) == split_phases([1, 2, 3], ["baseline", "baseline", "practice"])
    assert nap(*split_phases([1, 2, 3, 4], "AABB")).value == nap([1, 2], [3, 4]).value
