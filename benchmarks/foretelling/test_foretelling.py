"""
What is foretold of published series is foretold honestly: by what was there before, adding up to 1, each study by the
others alone; shown on a small made-up file of the same shape.
"""

from __future__ import annotations

import csv
import math
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from filtered import SHIPPED, children_held_out, filtered, fitted_to, history_of
from foretelling import WAYS, difference, left_out, loss, mean_of_studies, table
from hypothesis import given
from hypothesis import strategies as st
from published import Series, Session, read_series
from rivals import RIVALS, beta_binomial, chosen, foretold

HEAD = (
    "dataset,case,participant,measure,order,session,phase,phase_run,phase_label,phase_kind,outcome,scale,unit,"
    "n_opportunities,successes,max_score,criterion,direction"
).split(",")

sessions = st.lists(
    st.tuples(st.integers(1, 20), st.floats(0, 1), st.sampled_from("AB")).map(
        lambda each: Session(each[0], round(each[0] * each[1]), each[2], each[2], "treatment")
    ),
    min_size=1,
    max_size=12,
)


def rows_of(study, children, number=12, seed=0, **more):
    """Rows of made-up children who learn: a baseline of four sessions, then treatment."""
    chance = Random(f"{study}:{seed}")
    found = []
    for child in range(children):
        ability = chance.gauss(-0.5, 0.6)
        for order in range(1, number + 1):
            treated = order > 4
            ability += 0.15 * treated
            works = 1 / (1 + math.exp(-ability - chance.gauss(0, 0.5)))
            hits = sum(chance.random() < works for _ in range(10))
            row = dict.fromkeys(HEAD, "")
            row |= {
                "dataset": study, "case": f"{child}|m", "participant": str(child), "order": str(order),
                "phase": "B1" if treated else "A1", "phase_kind": "treatment" if treated else "baseline",
                "phase_label": "B" if treated else "A", "outcome": str(10 * hits), "scale": "percentage",
                "n_opportunities": "10", "successes": str(hits), "direction": "increase",
            }  # fmt: skip
            found.append({**row, **more})
    return found


def written(folder, rows):
    """A folder with these rows as its `series.csv`."""
    with (folder / "series.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """Three made-up studies, of eighteen, twelve and two children."""
    rows = [*rows_of("One", 18), *rows_of("Two", 12, number=9), *rows_of("Three", 2)]
    return written(tmp_path_factory.mktemp("data"), rows)


def test_what_can_be_counted_is_taken_and_all_else_left_out(tmp_path):
    """
    Successes of known opportunities, and counts up to a known most; no percentage of an unknown number, no count above
    its most, no part of a success. What is hoped to go down is turned round, and sessions stand in their order.
    """
    known = rows_of("Known", 1, number=3)
    down = rows_of("Down", 1, number=3, direction="decrease")[::-1]
    most = rows_of("Most", 1, number=2, n_opportunities="", scale="count", outcome="4", max_score="5")
    above = rows_of("Above", 1, number=2, n_opportunities="", scale="count", outcome="6", max_score="5")
    share = rows_of("Share", 1, number=2, n_opportunities="")
    part = rows_of("Part", 1, number=2, successes="3.5")
    folder = written(tmp_path, [*known, *down, *most, *above, *share, *part])
    found = {each.study: each for each in read_series(folder)}

    assert list(found) == ["Known", "Down", "Most"]
    assert [(10, int(row["successes"])) for row in known] == [each[:2] for each in found["Known"].sessions]
    assert [(10, 10 - int(row["successes"])) for row in down[::-1]] == [each[:2] for each in found["Down"].sessions]
    assert [each[:2] for each in found["Most"].sessions] == [(5, 4), (5, 4)]
    percent = {each.study: each for each in read_series(folder, percent_as=20)}
    assert list(percent) == ["Share"]
    assert [(20, round(int(row["outcome"]) / 5)) for row in share] == [each[:2] for each in percent["Share"].sessions]


@given(st.integers(1, 30), st.floats(0.01, 0.99), st.sampled_from((0.5, 3.0, 55.0, 1000.0)))
def test_a_rival_s_counts_add_up_to_one(tries, share, alike):
    """Whatever the share and however days scatter."""
    assert pytest.approx(sum(math.exp(beta_binomial(tries, hits, share, alike)) for hits in range(tries + 1))) == 1


@given(sessions)
def test_each_way_foretells_the_same_sessions_from_those_before_alone(made):
    """From the second session on; what comes later changes nothing of what was foretold."""
    series = Series("s", "s: c", "m", tuple(made))
    ways = [lambda each: filtered(each, SHIPPED)]
    ways += [lambda each, rival=rival: foretold(rival, each.sessions, 1.0, 5.0) for rival in RIVALS.values()]
    for way in ways:
        whole = way(series)
        assert len(made) - 1 == len(whole)
        assert all(chance <= 1e-9 for chance in whole)
        for cut in range(1, len(made)):
            assert pytest.approx(whole[:cut - 1]) == way(series._replace(sessions=series.sessions[:cut]))


def test_the_rivals_are_what_they_are_called():
    """The last value draws a half towards the last count, the mean towards the mean of all."""
    made = [Session(10, 2, "A", "A", ""), Session(10, 9, "A", "A", ""), Session(10, 9, "A", "A", "")]
    last, mean = (foretold(RIVALS[name], made, 0.1, 21.0) for name in ("last value", "running mean"))

    assert pytest.approx(last[0]) == mean[0]
    assert last[1] > mean[1]
    assert pytest.approx(beta_binomial(10, 9, 9.05 / 10.1, 21.0)) == last[1]
    assert pytest.approx(beta_binomial(10, 9, 11.05 / 20.1, 21.0)) == mean[1]
    steady = [Session(40, 20 + number % 2, "A", "A", "") for number in range(9)]
    assert chosen(RIVALS["last value"], [[steady]])[1] == 1000.0


def test_a_study_is_foretold_by_the_others_alone(studies):
    """What is fitted, and what the rivals are tuned by, does not change with the study that is left out."""
    series = read_series(studies)
    before = next(each for each in left_out(series) if each.study == "Three")
    others = [each for each in series if each.study != "Three"]
    other = [each._replace(sessions=each.sessions[::-1]) for each in series if each.study == "Three"]
    after = next(each for each in left_out([*others, *other]) if each.study == "Three")

    assert before.fitted.numbers == after.fitted.numbers == fitted_to(others).numbers
    assert before.fitted.children == 30
    assert before.losses["last value"] != after.losses["last value"]


def test_too_few_children_leave_the_shipped_numbers(studies):
    """Without the first study fourteen are left: both ways with the filter say the same, and nothing is advised."""
    one = next(iter(left_out(read_series(studies))))

    assert (one.study, one.fitted.numbers, one.fitted.children) == ("One", {}, 14)
    assert one.losses["shipped"] == one.losses["fitted"]
    assert children_held_out([each for each in read_series(studies) if each.study != "One"]) is None


def test_children_are_held_out_as_families_are(studies):
    """Each once, with its sessions; what the command would advise is what it says of families."""
    found = children_held_out(read_series(studies))

    assert (found.parts, found.families, found.days) == (4, 32, 20 * 12 + 12 * 9)
    assert found.gain == pytest.approx(found.shipped - found.fitted)


def test_a_follow_up_begins_as_after_a_break():
    """And nothing else does: sessions are no days, and a child who came back after weeks is known less surely."""
    made = [Session(5, 3, "A1", "A", "baseline"), *[Session(5, 4, "F1", "F", "followup")] * 2]
    kept, late = history_of(Series("s", "s: c", "m", tuple(made)))

    assert [day.broke for day in kept.days] == [False]
    assert [day.broke for day in late.days] == [True, False]


def test_figures_that_can_be_reckoned_by_hand(studies):
    """Losses are means over sessions; a difference is theirs; one child makes no interval, nor does one study."""
    told = list(left_out(read_series(studies)))
    each = told[2]
    own = [x for losses in each.losses["shipped"].values() for x in losses]

    assert (pytest.approx(sum(own) / 22), 22) == loss(each, "shipped")
    assert loss(each, "shipped", treated=True)[1] == 2 * 8
    gap = loss(each, "last value")[0] - loss(each, "fitted")[0]
    assert pytest.approx(gap) == difference(each, "last value", "fitted").value
    assert mean_of_studies([1.0]).off is None
    assert (2.0, pytest.approx(4.303 * 1 / math.sqrt(3))) == mean_of_studies([1.0, 2.0, 3.0])
    assert dict.fromkeys(WAYS, True) == {way: way in table(told) for way in WAYS}


def test_it_runs_on_a_folder(studies):
    """As whoever has the data runs it: a row a study, and three of all."""
    script = Path(__file__).with_name("foretelling.py")
    ran = subprocess.run(
        [sys.executable, str(script), str(studies)], capture_output=True, text=True, check=True
    )
    told = ran.stdout.splitlines()

    assert [line.split()[0] for line in told[:7]] == ["study", "One", "Two", "Three", "each", "its", "each"]
