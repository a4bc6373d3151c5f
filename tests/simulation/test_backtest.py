"""
Backtests: what is counted on families whose truth is made by hand, and that it is shown as it was counted.
"""

from __future__ import annotations

import json
import math
import re
import shlex
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from coachplan.base.errors import CoachplanError
from coachplan.cli.backtest import command
from coachplan.documents.codec import write
from coachplan.documents.logs import write_log
from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.simulation import (
    COHORTS,
    FIGURES,
    TEXTBOOK,
    Cohort,
    Figure,
    Move,
    Policy,
    Rules,
    Situation,
    Snapshot,
    backtest,
    calibration,
    coached,
    compare,
    differences,
    engine_for,
    figures,
    live,
    parting,
    replay,
    sayings,
)
from coachplan.simulation.experiments.recorded import SEEING, looks_at
from coachplan.simulation.experiments.reliability import ALL, Forecast, _reliability
from coachplan.simulation.experiments.scores import interval
from coachplan.simulation.policies.watched import watched
from coachplan.simulation.world.life import FIRST_DAY
from coachplan.testing.builders import ENGINE, OPEN, D
from coachplan.testing.toy import toy

#: A family of which everything is known: practises each day, learns nothing, never ill, never away, never worn.
KNOWN = Cohort(
    name="known",
    about="everything is known",
    steps=(3, 3),
    start=(0.5, 0.5),
    gap=(1, 1),
    rate=(0, 0),
    suits=(1, 1),
    swing=(0, 0),
    days_a_week=(7, 7),
    ill=(0, 0),
    away=(0, 0),
    fades=(0, 0),
    stress=(1, 1),
    confidence=(10, 10),
    unwritten=(0, 0),
    late=(0, 0),
)


def scripted(*moves):
    """A policy that makes one move a look, whatever it sees."""

    def begin(_life):
        left = iter(moves)
        return lambda _look: next(left, None)

    return Policy(name="scripted", about="makes these moves", begin=begin)


def to(kind, step=0, strategy=0):
    return Move(kind=kind, now=Situation(step=step, strategy=strategy))


def lived(*moves, weeks=4, **ranges):
    found = live(evolve(KNOWN, **ranges), 1, scripted(*moves), weeks=weeks)
    assert not found.stopped
    return found


# -- what is counted


def test_a_step_up_at_an_even_chance_is_too_soon():
    """Half of the tries work: under 0.65. Where nine in ten work, it is not too soon."""
    assert (1, 1) == (lived(to("step-up", 1)).ups, lived(to("step-up", 1)).too_soon)
    assert (1, 0) == (lived(to("step-up", 1), start=(0.9, 0.9)).ups, lived(to("step-up", 1), start=(0.9, 0.9)).too_soon)


def test_a_step_back_is_needless_where_most_tries_work():
    """At the second step 0.77 works of a child who has 0.9 at the first: needless. 0.27 is not."""
    up, back = to("step-up", 1), to("step-down", 0)
    easy, hard = lived(up, back, start=(0.9, 0.9)), lived(up, back)
    assert (1, 1) == (easy.backs, easy.needless_backs)
    assert (1, 0) == (hard.backs, hard.needless_backs)


def test_leaving_a_strategy_that_suits_is_needless():
    """All suit: each change is needless. None but the last suits: none is, and each day before it is stuck."""
    change = [to("change-strategy", 0, n) for n in (1, 2)]
    good, poor = lived(*change), lived(*change, suits=(0, 0))
    assert (2, 2, 0.0) == (good.strategies, good.needless_strategies, good.stuck)
    assert (2, 0, 4.0) == (poor.strategies, poor.needless_strategies, poor.stuck)
    assert 1.0 == lived(to("change-strategy", 0, 5), suits=(0, 0)).stuck


def test_weeks_are_overdue_until_the_step_up():
    """At 0.9 every day counts until the move; on a last step nothing is overdue."""
    assert 4.0 == lived(start=(0.9, 0.9)).overdue
    assert 2.0 == lived(None, to("step-up", 1), start=(0.9, 0.9)).overdue
    assert 0.0 == lived(start=(0.87, 0.87)).overdue
    assert 0.0 == lived(start=(0.9, 0.9), steps=(1, 1)).overdue


def test_the_top_is_reached_when_the_last_step_is_begun():
    """After the third look it is three weeks; never, where it is not reached; at once on a ladder of one step."""
    assert 3.0 == lived(to("step-up", 1), None, to("step-up", 2)).top
    assert lived(to("step-up", 1)).top is None
    assert 0.0 == lived(steps=(1, 1)).top


def test_a_change_is_what_a_family_has_to_take_in():
    """A move to where one already is, is none."""
    assert 1 == lived(to("step-up", 1), to("clarify", 1)).changes


def test_ability_counts_up_to_nine_in_ten_at_the_last_step():
    """Whoever learns beyond the ladder gains nothing more by it."""
    found = live(evolve(KNOWN, rate=(3, 3), suits=(1, 1)), 1, TEXTBOOK["oracle"], weeks=26)
    assert 2 + math.log(9) == pytest.approx(found.ability)


# -- figures and intervals


@pytest.fixture(scope="module")
def tried():
    policies = [TEXTBOOK["pooled"], TEXTBOOK["never"], TEXTBOOK["oracle"]]
    return backtest(policies, [COHORTS["steady"], COHORTS["sparse"]], families=10, weeks=12)


def test_never_gains_nothing_and_the_oracle_all(tried):
    """The two ends of the scale, in every cohort, and without an interval: they are so by definition."""
    ends = {(each.cohort, each.policy): each.figures["gain"] for each in tried}
    for cohort in ("steady", "sparse"):
        assert Figure(0.0) == ends[cohort, "never"]
        assert Figure(1.0) == ends[cohort, "oracle"]
        assert 0 < ends[cohort, "pooled"].value <= 1.2


@pytest.mark.whole
def test_the_same_seed_gives_the_same_figures_whatever_the_workers(tried):
    """In two processes as in one; another seed gives other figures."""
    ways = [TEXTBOOK["pooled"], TEXTBOOK["never"], TEXTBOOK["oracle"]]
    cohorts = [COHORTS["steady"], COHORTS["sparse"]]
    assert tried == backtest(ways, cohorts, families=10, weeks=12, workers=2)
    assert tried != backtest(ways, cohorts, families=10, weeks=12, seed=1)


@pytest.mark.whole
def test_coachplan_itself_can_be_sent_to_another_process():
    """With rules of a plugin, too."""
    own = coached(plugins=["coachplan.testing.toy:toy"])
    alone, apart = (backtest([own], [KNOWN], families=20, weeks=3, workers=workers) for workers in (1, 2))
    assert alone == apart


def test_progress_is_told_up_to_the_last_family():
    """Each part tells how many are done, of all."""
    told = []
    backtest([], [KNOWN], families=25, weeks=1, progress=lambda done, whole: told.append((done, whole)))
    assert [(10, 25), (20, 25), (25, 25)] == told


def test_every_figure_that_is_promised_is_there(tried):
    """Gain and all of FIGURES, for each policy."""
    assert all({"gain", *FIGURES} == set(each.figures) for each in tried)


def test_an_interval_of_a_mean_is_the_usual_one():
    """Of groups of one size, leaving each out gives Student's interval of the ten means."""
    values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3]
    found = interval([[value] for value in values], lambda some: sum(some) / len(some))
    mean = sum(values) / 10
    error = math.sqrt(sum((value - mean) ** 2 for value in values) / 9 / 10)
    assert mean == pytest.approx(found.value)
    assert (mean - 2.262 * error, mean + 2.262 * error) == pytest.approx((found.low, found.high))


def test_an_interval_holds_the_truth_about_as_often_as_it_says():
    """Ratios of made-up counts, a hundred families each time: about 95 in a hundred intervals hold the true ratio."""
    held = 0
    for turn in range(200):
        # A linear congruential row of numbers: the same in each run, and no two turns alike.
        state, pairs = turn * 7919 + 17, []
        for _ in range(100):
            state = (state * 1103515245 + 12345) % 2**31
            below = 1 + state // 2**16 % 4
            state = (state * 1103515245 + 12345) % 2**31
            pairs.append((sum(1 for bit in range(below) if state >> (20 + bit) & 1), below))
        groups = [pairs[place::10] for place in range(10)]
        found = interval(groups, lambda some: sum(a for a, _ in some) / sum(b for _, b in some))
        held += found.low <= 0.5 <= found.high
    assert 180 <= held <= 199


def test_fewer_than_ten_families_have_no_interval():
    """With nine, a figure stands alone; with ten it may have bounds."""
    for families, bounded in ((9, False), (10, True)):
        found = backtest([TEXTBOOK["pooled"]], [COHORTS["steady"]], families=families, weeks=12)
        pooled = next(each for each in found if each.policy == "pooled")
        assert bounded == any(figure.low is not None for figure in pooled.figures.values())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"families": 0}, "families"), ({"weeks": 0}, "weeks"), ({"every": 0}, "every")],
)
def test_numbers_that_make_no_sense_are_refused(wrong, words):
    """The error names the number."""
    with pytest.raises(CoachplanError, match=words):
        backtest([], [KNOWN], **wrong)


def test_two_of_one_name_are_refused():
    """Neither two policies nor two cohorts may have one name: their families would be thrown together."""
    with pytest.raises(CoachplanError, match="two policies"):
        backtest([coached(), coached()], [KNOWN])
    with pytest.raises(CoachplanError, match="two cohorts"):
        backtest([], [KNOWN, KNOWN])


@pytest.mark.whole
def test_coachplan_changes_a_strategy_that_suits_less_often_than_the_pooled_rule():
    """On days that differ very much and on few tries: at most two for each three of the pooled rule's."""
    needless = {
        policy.name: sum(
            live(COHORTS[name], seed, policy).needless_strategies for name in ("bumpy", "sparse") for seed in range(25)
        )
        for policy in (TEXTBOOK["pooled"], coached())
    }
    assert 10 <= needless["pooled"]
    assert 3 * needless["coachplan"] <= 2 * needless["pooled"]


# -- textbook policies


def look(*shares, step=1, steps=4, tries=5, today=None, changed=-1, tags=()):
    """A look at a log of a day each, at so many successes of five."""
    entries = tuple(
        Entry(f"e{day}", FIRST_DAY + timedelta(days=day), focus="f1", tries=tries, successes=hits, tags=tags)
        for day, hits in enumerate(shares)
    )
    day = len(shares) if today is None else today
    return Snapshot(today=day, entries=entries, now=Situation(step=step), steps=steps, changed=changed)


def says(name, seen):
    move = TEXTBOOK[name].begin(None)(seen)
    return "continue" if move is None else move.kind


@pytest.mark.parametrize(
    ("name", "seen", "expected"),
    [
        ("never", look(5, 5, 5, 5, 5, 5), "continue"),
        ("every-3-weeks", look(0, 0, 0, today=19), "continue"),
        ("every-3-weeks", look(0, 0, 0, today=20), "step-up"),
        ("every-3-weeks", look(5, 5, 5, today=30, changed=10), "continue"),
        ("every-3-weeks", look(5, 5, 5, today=40, step=3), "continue"),
        ("three-sessions", look(4, 4), "continue"),
        ("three-sessions", look(0, 4, 4, 4), "step-up"),
        ("three-sessions", look(4, 3, 4), "continue"),
        ("three-sessions", look(2, 2, 2), "step-down"),
        ("three-sessions", look(2, 2, 3), "continue"),
        ("three-sessions", look(2, 2, 2, step=0), "continue"),
        ("three-sessions", look(4, 4, 4, tags=("ill",)), "continue"),
        ("four-point", look(2, 2, 2, 1, 1, 1, 1), "change-strategy"),
        ("four-point", look(2, 2, 2, 1, 1), "continue"),
        ("four-point", look(2, 2, 2, 1, 1, 3, 1), "continue"),
        ("four-point", look(2, 2, 2, 4, 4, 4), "step-up"),
        ("four-point", look(0, 0, 0), "step-down"),
        ("pooled", look(4, 4, 4), "step-up"),
        ("pooled", look(5, 5, 2), "continue"),
        ("pooled", look(1, 1, 1), "step-down"),
        ("pooled", look(1, 1, 2), "continue"),
        ("pooled", look(2, 2, 2, 1, 1, 1, 1, 1, 2), "change-strategy"),
        ("pooled", look(2, 2, 2, 3, 3, 3, 3, 3), "continue"),
    ],
)
def test_textbook_policies_do_what_their_names_say(name, seen, expected):
    """On logs written by hand, each says what its rule says."""
    assert expected == says(name, seen)


def test_a_textbook_policy_reads_nothing_from_before_the_last_change():
    """Three good days, two of them before the change: one day is no three sessions."""
    assert "continue" == says("three-sessions", look(5, 5, 5, changed=1))


# -- two sets of rules


PLANTED = """
format = "coachplan-content/1"

[[source]]
id = "planted/own"
citation = "Planted"
grade = "OWN"

[[rule]]
id = "planted/early-down"
about = "step-down"
when = "success <= 0.4 and lately-tries >= 9"
then = "step-down"
say = "Easier for now."
sources = ["planted/own"]

[[rule]]
id = "planted/slow-up"
when = "days < 8"
holds = ["step-up"]
say = "A bit longer at this step."
sources = ["planted/own"]
"""

FLAG = """
[[flag]]
id = "planted/upset"
urgency = "soon"
say = "Please tell your therapist."
tags = ["distressed"]
words = { en = ["planted words"] }
"""


@pytest.fixture
def planted(tmp_path):
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "rules.toml").write_text(PLANTED + FLAG, encoding="utf-8")
    return folder


@pytest.mark.whole
def test_one_set_of_rules_never_differs_from_itself():
    """The same rules on the same logs say the same."""
    assert () == compare(Rules(name="a"), Rules(name="b"), [COHORTS["bumpy"]], families=3, weeks=12)


@pytest.mark.whole
def test_planted_differences_are_found_and_what_touches_safety_comes_first(planted):
    """A flag, an earlier step down, a later step up: in this order, each with the rule and the readings behind it."""
    second = Rules(name="planted", content=(str(planted),))
    found = compare(Rules(name="core"), second, [COHORTS["bumpy"], COHORTS["stressed"]], families=8, weeks=16)
    order = [each.kind for each in found]
    assert {"alert", "ease", "rest"} <= set(order)
    assert order == sorted(order, key=("alert", "ease", "change", "rest").index)
    for one, next_one in pairwise(found):
        assert one.kind != next_one.kind or one.on <= next_one.on
    assert len(found) == len({(each.family, each.kind) for each in found}), "of each sort the first day alone"
    alert = found[0]
    assert ((), "planted/upset") == (alert.first.alerts, alert.second.alerts[-1][2][0])
    ease = next(each for each in found if each.second.rule == "planted/early-down" and each.kind == "ease")
    assert "step-down" == ease.second.action.kind
    assert {"success", "lately-tries"} == {each.signal for each in ease.second.basis}
    held = next(each for each in found if each.kind == "rest" and each.second.rule == "planted/slow-up")
    assert ("step-up", "continue") == (held.first.action.kind, held.second.action.kind)
    text = differences(found, "core", "planted", families=16)
    assert text.index("alerts and pauses") < text.index("steps down") < text.index("steps up")
    assert "planted/early-down): success " in text


@pytest.mark.whole
def test_differences_and_sayings_are_the_same_whatever_the_workers(planted):
    """In two processes as in one."""
    second, cohorts = Rules(name="planted", content=(str(planted),)), [COHORTS["bumpy"], COHORTS["steady"]]
    one, two = (compare(Rules(name="core"), second, cohorts, families=6, weeks=6, workers=n) for n in (1, 2))
    assert one == two
    one, two = (calibration(cohorts, families=6, weeks=6, workers=n) for n in (1, 2))
    assert one == two


def test_who_watches_changes_nothing():
    """A family fares the same whether or not somebody looks on; each look is seen."""
    seen = []
    engine = engine_for((), ())
    policy = watched(engine, seen.append)
    assert live(COHORTS["steady"], 3, coached(), weeks=8) == live(COHORTS["steady"], 3, policy, weeks=8)
    assert [FIRST_DAY + timedelta(days=7 * week + 6) for week in range(8)] == [each.on for each in seen]
    assert all(engine.review(each.plan, each.entries, on=each.on) == each.review for each in seen)


# -- how often it is so


def test_what_is_said_is_gathered_around_each_tenth():
    """From 75 to under 85 % is about 80 %, with the mean of what was said and how often it was so."""
    said = [(0.75, 1), (0.8, 0), (0.849, 1), (0.85, 1), (0.1, 0)]
    found = _reliability("does-little", ALL, [Forecast("does-little", "x", n, s, t) for n, (s, t) in enumerate(said)])
    bins = {each.about: each for each in found.bins}
    assert [0.1, 0.8, 0.9] == [each.about for each in found.bins]
    assert (3, pytest.approx(0.7997, abs=1e-3)) == (bins[0.8].count, bins[0.8].said)
    assert 2 / 3 == pytest.approx(bins[0.8].happened.value)
    assert 5 == found.whole.count


def test_a_bound_says_nine_in_ten():
    """What a bound is held against is how often it should hold, not the bound itself."""
    found = _reliability("success-low", ALL, [Forecast("success-low", "x", 0, 0.4, 1.0)])
    assert (0.9, 1.0) == (found.whole.said, found.whole.happened.value)


@pytest.mark.whole
def test_every_reading_is_held_against_the_truth():
    """A short run tells all five readings, for all cohorts and for each; expected shares are not far off."""
    found = calibration([COHORTS["steady"], COHORTS["many-tries"]], families=10, weeks=12)
    assert {"does-little", "success-low", "success-high", "success-now", "success-next"} == {r.reading for r in found}
    assert {ALL, "steady", "many-tries"} == {each.cohort for each in found}
    for each in found:
        assert each.whole.count == sum(part.count for part in each.bins)
        if each.cohort == ALL:
            own = [r.whole.count for r in found if r.reading == each.reading and r.cohort != ALL]
            assert each.whole.count == sum(own)
        if each.error is not None:
            assert each.error < 0.2


# -- recorded logs


def written(*successes):
    return [
        Entry(f"e{n}", D + timedelta(days=n), focus="f1", tries=5, successes=hits) for n, hits in enumerate(successes)
    ]


def test_a_recorded_log_is_asked_day_by_day():
    """Each day is told what the review of that day told, with the entries there were; textbook rules beside it."""
    log = written(4, 4, 5, 5)
    said = replay(OPEN, log, {"own": ENGINE}, [TEXTBOOK["three-sessions"]])
    own = [each for each in said if each.policy == "own"]
    assert [D + timedelta(days=n) for n in range(4)] == [each.on for each in own]
    for each in own:
        step = ENGINE.review(OPEN, [entry for entry in log if entry.on <= each.on], on=each.on).step_for("f1")
        assert (step.action.kind, step.rule) == (each.kind, each.rule)
    assert ["continue", "continue", "step-up", "step-up"] == [e.kind for e in said if e.policy == "three-sessions"]


def test_a_past_day_is_asked_about_with_the_plan_of_that_day():
    """A step taken later is not there before; after it, its own days count."""
    log = written(5, 5, 5, 5, 1, 1)
    step = ENGINE.review(OPEN, log[:4], on=log[3].on).step_for("f1")
    assert "step-up" == step.action.kind
    later = ENGINE.apply(OPEN, step, by="Alex", on=log[3].on)
    assert replay(OPEN, log[:3], {"own": ENGINE}) == replay(later, log[:3], {"own": ENGINE})
    after = replay(later, log, {}, [TEXTBOOK["three-sessions"]], skills=ENGINE.catalogue.skills)
    assert ["step-up", "continue", "continue", "continue"] == [each.kind for each in after][2:]


def test_an_alert_is_told_from_the_day_it_is_raised(planted):
    """Two days without, then one alert on each day, in each row of the table that follows."""
    log = [*written(3, 3), Entry("e9", D + timedelta(days=2), focus="f1", tags=["distressed"])]
    said = replay(OPEN, log, {"own": Engine(plugins=[toy], content=[str(planted)])})
    assert [0, 0, 1] == [each.alerts.count("soon") for each in said]
    assert ", alerts: soon" in sayings(said).splitlines()[-1]


def test_looks_end_with_the_last_entry():
    """Every so many days from the first entry, and the last day too; no entry is no log."""
    days = looks_at(written(1, 1, 1, 1, 1), every=3)
    assert [D, D + timedelta(days=3), D + timedelta(days=4)] == days
    assert [D] == looks_at(written(1))
    with pytest.raises(CoachplanError, match="no entry"):
        looks_at([])


@pytest.mark.parametrize("name", SEEING)
def test_who_must_see_the_truth_cannot_be_asked_about_a_real_log(name):
    """The oracle would answer about somebody else."""
    with pytest.raises(CoachplanError, match="no truth"):
        replay(OPEN, written(1), {}, [TEXTBOOK[name]])


def test_a_policy_that_looks_at_the_truth_is_known_as_one():
    """Whoever asks a life for anything fails on a log without one; all of these are in SEEING."""

    class Blank:
        def __getattr__(self, name):
            raise LookupError(name)

    seeing = set()
    for name, policy in TEXTBOOK.items():
        try:
            policy.begin(Blank())
        except LookupError:
            seeing.add(name)
    assert set(SEEING) == seeing


def test_a_ladder_that_is_not_there_is_an_error_and_no_answer():
    """A textbook rule that cannot know the last step must not look as if it had nothing to say."""
    with pytest.raises(CoachplanError, match="toy/stack-blocks"):
        replay(OPEN, written(1), {}, [TEXTBOOK["pooled"]])


def test_two_sets_of_rules_part_on_a_recorded_log(planted):
    """The planted rule is found on the day it first speaks."""
    found = parting(OPEN, written(2, 2, 2, 2), ENGINE, Engine(plugins=[toy], content=[str(planted)]))
    first = next(each for each in found if each.second.rule == "planted/early-down")
    assert ("ease", D + timedelta(days=1)) == (first.kind, first.on)


# -- the command


def run(*options, code=0):
    found = CliRunner().invoke(command, [str(each) for each in options])
    assert code == found.exit_code, found.output
    return found.output


def test_the_command_prints_the_table_that_the_function_makes():
    """Whatever the command prints, the functions give."""
    out = run("--cohort", "steady", "--policy", "pooled", "--families", 10, "--weeks", 6, "--workers", 1)
    assert out.rstrip("\n") == figures(backtest([TEXTBOOK["pooled"]], [COHORTS["steady"]], families=10, weeks=6))
    rows = [line.split()[:2] for line in out.splitlines()]
    assert ["never", "0%"] in rows
    assert ["oracle", "100%"] in rows


def test_the_command_prints_one_document_for_machines():
    """With its format and settings; the numbers are those of the function."""
    out = json.loads(
        run("--cohort", "steady", "--policy", "never", "--families", 3, "--weeks", 4, "--json", "--workers", 1)
    )
    assert ("coachplan-backtest/1", 3) == (out["format"], out["settings"]["families"])
    assert {"never", "oracle"} == {each["policy"] for each in out["results"]}
    assert [0.0] == [each["figures"]["gain"]["value"] for each in out["results"] if each["policy"] == "never"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--cohort", "steadi"), "Did you mean 'steady'?"),
        (("--policy", "pool"), "Did you mean 'pooled'?"),
        (("--skill", "toy/stack-block", "--plugin", "coachplan.testing.toy:toy"), "Did you mean 'toy/stack-blocks'?"),
        (("--content", "no/such"), "no/such"),
        (("--plugin", "no_such"), "no_such"),
        (("--diff", "no/such"), "no folder 'no/such'"),
        (("--diff", "core"), "the same"),
        (("--skill", "toy/wave-bye", "--plugin", "coachplan.testing.toy:toy", "--diff", "core"), "core has no skill"),
        (("--logs", "some.csv"), "--plan"),
        (("--reliability", "--diff", "core"), "--reliability"),
        (("--policy", "never", "--reliability"), "--policy"),
        (("--families", "0"), "--families"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(options, words):
    """The message names what is wrong and, where there is one, the nearest right name."""
    found = CliRunner().invoke(command, options)
    assert 0 != found.exit_code
    assert "Traceback" not in found.output
    assert words in found.output


def test_the_command_lists_what_there_is():
    """Every cohort and every policy by name."""
    out = run("--list")
    assert all(f"  {name} " in out for name in (*COHORTS, *TEXTBOOK, "coachplan", "weekenders"))


def test_the_command_tells_a_difference(planted):
    """A folder as the second set of rules."""
    out = run("--cohort", "bumpy", "--families", 3, "--weeks", 8, "--workers", 1, "--diff", planted)
    assert "core and core + planted" in out
    assert "of 3 treated differently" in out


def test_the_command_prints_the_reliability_table():
    """Each reading with its bins and the whole."""
    out = run("--cohort", "steady", "--families", 3, "--weeks", 8, "--workers", 1, "--reliability")
    assert "does-little: " in out
    assert re.search(r"^  about 80 %", out, re.MULTILINE)


def test_the_command_replays_a_recorded_log(tmp_path, planted):
    """A log and its plan from files: what each policy said from when, and where the two sets of rules part."""
    write_log(written(2, 2, 2, 5, 5, 5), tmp_path / "log.csv")
    write(OPEN, tmp_path / "plan.json")
    paths = ("--logs", tmp_path / "log.csv", "--plan", tmp_path / "plan.json")
    out = run(*paths, "--plugin", "coachplan.testing.toy:toy", "--diff", "coachplan.testing.toy:toy", "--diff", planted)
    assert re.search(
        r"^  day +core \+ coachplan.testing.toy:toy +core \+ coachplan.testing.toy:toy \+ planted", out, re.MULTILINE
    )
    assert "2026-03-02" in out
    assert "planted/early-down" in out
    assert "oracle" not in out


def test_a_plan_whose_skill_a_set_of_rules_does_not_know_is_refused(tmp_path, planted):
    """The message names the set of rules and the skill: a review without the skill would look like a judgement."""
    write_log(written(2, 2, 2), tmp_path / "log.csv")
    write(OPEN, tmp_path / "plan.json")
    paths = ("--logs", tmp_path / "log.csv", "--plan", tmp_path / "plan.json")
    out = run(*paths, "--plugin", "coachplan.testing.toy:toy", "--diff", planted, code=1)
    assert "core + planted: " in out
    assert "toy/stack-blocks" in out


def test_a_row_that_cannot_be_read_is_told_and_stops_nothing(tmp_path):
    """Its line and the reason, beside the others' answers."""
    (tmp_path / "log.csv").write_text(
        "on,focus,tries,successes\n2026-03-02,f1,5,4\nyesterday,f1,5,4\n", encoding="utf-8"
    )
    write(OPEN, tmp_path / "plan.json")
    out = run("--logs", tmp_path / "log.csv", "--plan", tmp_path / "plan.json", "--plugin", "coachplan.testing.toy:toy")
    assert "line 3 is not in this" in out
    assert "2026-03-02" in out


@pytest.mark.whole
def test_the_example_in_the_docs_prints_what_is_shown():
    """The first command of docs/explanation/backtest.md prints the text block below it."""
    docs = (Path(__file__).parents[2] / "docs" / "explanation" / "backtest.md").read_text(encoding="utf-8")
    code, shown = re.search(r"^```sh\n(.*?)^```$\s*^```text\n(.*?)^```$", docs, re.MULTILINE | re.DOTALL).groups()
    name, own, *options = shlex.split(code)
    assert ("coachplan", "backtest") == (name, own)
    assert shown == run(*options)


def test_the_docs_tell_what_each_figure_is():
    """Every figure has its row in docs/explanation/backtest.md, in the words of the code."""
    docs = (Path(__file__).parents[2] / "docs" / "explanation" / "backtest.md").read_text(encoding="utf-8")
    assert [] == [name for name, (words, _) in FIGURES.items() if f"| `{name}` | {words} |" not in docs]
