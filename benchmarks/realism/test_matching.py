"""
The figures of noise are what they say; they give the published quantiles on the published series; and made-up logs are
as noisy as those.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching import LENGTHS, REAL, SHARES, TRIES, Row, match, phase, table
from noise import (
    Session,
    dispersion,
    drawdown,
    drought,
    echo,
    quantile,
    slope,
    spread,
    swing,
    tied,
    wrong_way,
    wrong_way_of_moves,
)

from coachplan.simulation.world.cohorts import COHORTS, SET_ASIDE, Cohort

#: What the quantities are called in the published table, by the row that shows them.
NAMES = {
    "steps in the wrong direction": "frac session-to-session steps in the WRONG direction",
    "steps tied": "frac steps tied",
    "dispersion over binomial": "dispersion / binomial, logistic trend",
    "dispersion over binomial, few tries": "dispersion / binomial, logistic trend",
    "SD around a trend, points": "SD linear trend, percentage points",
    "SD around a trend, points, few tries": "SD linear trend, percentage points",
    "lag-1 autocorrelation (raw r1)": "lag-1 autocorr, residual from linear trend (raw r1)",
    "largest fall from the best, SD": "max drawdown from best / SD_trend",
    "longest stretch without a new best": "longest stretch without a new best (sessions)",
    "slope a session, SD": "improvement slope per session / SD_trend",
}

GROUPS = {True: "C adult speech (Wambaugh)", False: "A child therapy (yes)"}

sessions = st.lists(
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=0, max_size=30
)
values = st.lists(st.floats(-100, 100), min_size=0, max_size=30)


# -- the figures


def test_the_figures_of_a_phase_that_can_be_reckoned_by_hand():
    """
    Of 1 3 2 2 4 3, one step in five is tied and two go down; the best stands for two sessions; the fall is 1.
    """
    phase_of_six = [1, 3, 2, 2, 4, 3]
    assert wrong_way(phase_of_six) == 2 / 5
    assert tied(phase_of_six) == 1 / 5
    assert wrong_way_of_moves(phase_of_six) == 1 / 2
    assert drought(phase_of_six) == 2
    # Least squares: the cross products add up to 6.5, the squares across to 17.5, those of the values to 5.5.
    climb = 6.5 / 17.5
    assert spread(phase_of_six) == pytest.approx(math.sqrt((5.5 - climb * 6.5) / 4))
    assert slope(phase_of_six) == pytest.approx(climb / spread(phase_of_six))
    assert drawdown(phase_of_six) == pytest.approx(1 / spread(phase_of_six))


def test_what_cannot_be_told_is_none_and_not_zero():
    """
    Nothing is said of no sessions, of a straight line, or of a phase at the floor or the ceiling.
    """
    assert [figure([]) for figure in (wrong_way, tied, wrong_way_of_moves, drought, spread, echo)] == [None] * 6
    assert [figure([1, 2, 3, 4]) for figure in (spread, slope, echo, drawdown)] == [None] * 4
    assert wrong_way_of_moves([2, 2, 2]) is None
    assert dispersion([(5, 0)] * 8) is None
    assert dispersion([(5, 5)] * 8) is None
    assert swing([(5, 5)] * 8) is None
    assert swing([(1, 1), (1, 0), (1, 1), (1, 0)]) is None, "one try a session cannot show a swing of the days"


def test_the_same_share_each_day_is_no_dispersion_and_a_seesaw_is_much():
    """
    Counts that never vary have a dispersion of 0; ten, none, ten, none of ten is far more than luck.
    """
    assert dispersion([(10, 5)] * 9) == pytest.approx(0)
    assert swing([(10, 5)] * 9) < 0
    # Each session is 5 off where luck has a variance of 2.5: ten terms of 10, less two parameters.
    seesaw = [(10, 10), (10, 0), (10, 0), (10, 10), (10, 10), (10, 0), (10, 0), (10, 10)]
    assert dispersion(seesaw) == pytest.approx(8 * 10 / 6)


def test_luck_alone_is_a_dispersion_of_one_and_a_swing_lifts_it():
    """
    Over many phases drawn with one chance the dispersion is 1 on average; a swing of 0.6 shows as about 0.5.
    """
    random = Random(11)
    still, swung, seen = [], [], []
    for _ in range(400):
        still.append(dispersion([(20, sum(random.random() < 0.5 for _ in range(20))) for _ in range(15)]))
        moved = []
        for _ in range(15):
            p = 1 / (1 + math.exp(-random.gauss(0, 0.6)))
            moved.append((20, sum(random.random() < p for _ in range(20))))
        swung.append(dispersion(moved))
        seen.append(swing(moved))
    assert sum(still) / 400 == pytest.approx(1, abs=0.05)
    assert sum(swung) / 400 > 2
    assert quantile(seen, 0.5) == pytest.approx(0.5, abs=0.03)


@given(values, st.floats(0.5, 20), st.floats(-50, 50))
def test_the_figures_do_not_depend_on_unit_or_zero(given_values, unit, zero):
    """
    Measured in another unit, or from another zero, a phase of whole numbers has the same figures.
    """
    whole = [round(value) for value in given_values]
    other = [unit * value + zero for value in whole]
    for figure in (wrong_way, wrong_way_of_moves, drought):
        assert figure(other) == figure(whole)
    for figure in (echo, drawdown, slope):
        if (spread(whole) or 0) > 1e-3:
            assert figure(other) == pytest.approx(figure(whole), rel=1e-4, abs=1e-6)


@given(values, sessions)
def test_every_figure_lies_where_it_can_lie(given_values, given_sessions):
    """
    Shares are shares, r1 is between -1 and 1, a stretch is shorter than the phase, and nothing is not a number.
    """
    for share in (wrong_way(given_values), tied(given_values), wrong_way_of_moves(given_values)):
        assert share is None or 0 <= share <= 1
    assert -1 <= (echo(given_values) or 0) <= 1
    assert (drought(given_values) or 0) <= max(0, len(given_values) - 1)
    assert (drawdown(given_values) or 0) >= 0
    found = dispersion(given_sessions)
    assert found is None or (found >= 0 and math.isfinite(found))
    assert math.isfinite(swing(given_sessions) or 0)


def test_quantiles_lie_on_the_line_between_neighbours():
    """
    The quarter of 1 2 3 4 is 1.75; of one value, that value.
    """
    assert quantile([4, 1, 3, 2], 0.25) == 1.75
    assert quantile([7], 0.9) == 7


# -- the published data


@pytest.fixture(scope="module")
def published(shared_data: Path) -> dict[str, list[list[dict[str, str]]]]:
    """
    The treatment phases of five and more sessions: of children's therapy, and of adult speech.
    """
    with (shared_data / "datasets.csv").open(encoding="utf-8", newline="") as file:
        for_children = {row["dataset"] for row in csv.DictReader(file) if row["child_therapy"] == "yes"}
    phases = defaultdict(list)
    with (shared_data / "series.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["phase_kind"] == "treatment":
                phases[row["dataset"], row["case"], row["phase"], row["phase_run"]].append(row)
    return {
        GROUPS[False]: [rows for key, rows in phases.items() if key[0] in for_children and len(rows) >= 5],
        GROUPS[True]: [rows for key, rows in phases.items() if key[0] == "Wambaugh2017" and len(rows) >= 5],
    }


def _values(rows: list[dict[str, str]]) -> list[float]:
    sign = 1 if rows[0]["direction"] == "increase" else -1
    return [sign * float(row["outcome"]) for row in rows]


def _counted(phases: list[list[dict[str, str]]]) -> list[list[Session]]:
    known = [rows for rows in phases if all(row["n_opportunities"] for row in rows)]
    return [[(int(row["n_opportunities"]), int(row["successes"])) for row in rows] for rows in known]


def _figure(name: str, phases: list[list[dict[str, str]]]) -> list[float]:
    if "dispersion" in name:
        found = [dispersion(one) for one in _counted(phases)]
    elif "swing" in name:
        found = [swing(one) for one in _counted(phases)]
    elif "points" in name:
        found = [spread(_values(rows)) or 0.0 for rows in phases if rows[0]["scale"] == "percentage"]
    else:
        figure = {
            "steps in the wrong direction": wrong_way,
            "steps tied": tied,
            "wrong direction, of steps not tied": wrong_way_of_moves,
            "lag-1 autocorrelation (raw r1)": echo,
            "largest fall from the best, SD": drawdown,
            "longest stretch without a new best": drought,
            "slope a session, SD": slope,
        }[name]
        found = [figure(_values(rows)) for rows in phases]
    return [value for value in found if value is not None]


@pytest.mark.parametrize("name", REAL)
def test_the_figures_on_the_published_series_are_the_published_ones(published, name):
    """
    Run on the series themselves, our definitions give the quartiles that stand in the table, to the printed digit.
    """
    found = _figure(name, published[GROUPS[name.endswith("few tries")]])
    assert [round(quantile(found, part), 3) for part in (0.25, 0.5, 0.75)] == pytest.approx(REAL[name][0], abs=0.0011)


def test_the_real_quartiles_are_those_of_the_published_table(shared_data):
    """
    What stands here as real is what stands in noise_quantiles.csv.
    """
    with (shared_data / "noise_quantiles.csv").open(encoding="utf-8", newline="") as file:
        rows = {
            (row["group"], row["quantity"]): row for row in csv.DictReader(file) if row["phase_kind"] == "treatment"
        }
    for name, quantity in NAMES.items():
        row = rows[GROUPS[name.endswith("few tries")], quantity]
        assert REAL[name][0] == (float(row["q25"]), float(row["q50"]), float(row["q75"])), name
    lengths = rows[GROUPS[False], "n points per phase"]
    assert {int(name[1:]) / 100: float(lengths[name]) for name in ("q10", "q25", "q50", "q75", "q90")} == LENGTHS


def test_tries_and_shares_are_those_of_the_phases_with_a_dispersion(published):
    """
    Made-up phases counted as in the studies take their tries and their level from the phases whose dispersion is shown.
    """
    shown = [one for one in _counted(published[GROUPS[False]]) if dispersion(one) is not None]
    tries = [quantile([n for n, _ in one], 0.5) for one in shown]
    shares = [sum(k for _, k in one) / sum(n for n, _ in one) for one in shown]
    for part in TRIES:
        assert quantile(tries, part) == TRIES[part]
        assert quantile(shares, part) == pytest.approx(SHARES[part], abs=0.006)


# -- made-up phases beside them


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return {row.figure: row for row in match(families=100)}


def test_the_table_in_the_docs_is_the_table_that_is_printed(rows):
    """
    docs/explanation/simulation.md shows `table(match(families=100))` as it comes.
    """
    docs = Path(__file__).parents[2] / "docs" / "explanation" / "simulation.md"
    assert table(rows.values()) in docs.read_text(encoding="utf-8")


def test_made_up_logs_go_down_as_often_as_real_ones(rows):
    """
    At the median 38 to 47 % of the steps go in the wrong direction, counted either way.
    """
    row = rows["steps in the wrong direction"]
    assert 0.375 <= row.home[1] <= 0.474
    assert 0.375 <= row.study[1] <= 0.474


def test_counted_as_in_the_studies_the_dispersion_is_near_theirs(rows):
    """
    The median is near 1.9 and the quartiles near 1.0 and 3.9; with the few tries of home practice it is near that of
    published counts out of 5 or 10.
    """
    low, middle, high = rows["dispersion over binomial"].study
    assert 1.6 <= middle <= 2.3
    assert 0.9 <= low <= 1.6
    assert 3.0 <= high <= 4.5
    assert 1.0 <= rows["dispersion over binomial, few tries"].home[1] <= 1.5


@pytest.mark.parametrize(
    "name",
    [
        "lag-1 autocorrelation (raw r1)",
        "largest fall from the best, SD",
        "longest stretch without a new best",
        "slope a session, SD",
        "swing of the days behind it, logits",
    ],
)
def test_the_other_medians_lie_close_to_the_middle_of_the_real_phases(rows, name):
    """
    Each median lies within a third of the real interquartile range of the real median, or a session for the stretch.
    """
    low, middle, high = rows[name].real
    room = (high - low) / 3
    assert abs(rows[name].study[1] - middle) <= room
    assert abs(rows[name].home[1] - middle) <= room


def test_the_same_seed_gives_the_same_table_and_other_seeds_another():
    """
    The table can be made again to the last digit.
    """
    one = [COHORTS["steady"]]
    assert match(one, families=6) == match(one, families=6)
    assert match(one, families=6) != match(one, families=6, seed=50)


def test_the_table_shows_every_figure_once():
    """
    A line a figure, under two lines of heading.
    """
    shown = table(match([COHORTS["steady"]], families=4)).splitlines()
    assert [line.split(" | ")[0].removeprefix("| ") for line in shown[2:]] == list(REAL)
    assert len({line.count("|") for line in shown}) == 1


def test_without_a_phase_that_is_long_enough_nothing_is_told():
    """
    No families, no figures: the cells say so.
    """
    found = match([COHORTS["steady"]], families=0)
    assert all(row.home is None and row.study is None for row in found)
    assert "not told" in table(found)


@given(st.sampled_from([*COHORTS.values(), *SET_ASIDE.values()]), st.integers(0, 10_000), st.booleans())
def test_a_phase_is_as_long_as_real_ones_and_counts_what_can_be(cohort: Cohort, seed, as_in_study):
    """
    At most 49 sessions, each with some tries and no more successes than tries; the same again for the same seed.
    """
    found = phase(cohort, seed, as_in_study=as_in_study)
    assert len(found) <= 49
    assert all(0 <= successes <= tries and tries >= 1 for tries, successes in found)
    assert found == phase(cohort, seed, as_in_study=as_in_study)
    if as_in_study:
        assert len({tries for tries, _ in found}) <= 1
