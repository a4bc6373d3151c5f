"""
What is heard beside the core's own rules, what is held back, what was declined, and what a decision shows of itself.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Action
from coachplan.model.approvals import Approval
from coachplan.model.evidence import Basis, RuleTrace
from coachplan.model.plans import Declined, OpenFlag
from coachplan.model.skills import Source
from coachplan.model.strategies import Barrier
from coachplan.progress.readings import Measured
from coachplan.progress.signals import Signal
from coachplan.review import asking
from coachplan.testing.builders import ENGINE, OPEN, PLAN, Bringing, D, at, day, entry, of_five, review
from coachplan.testing.toy import OWN, TOY, toy


def rule(name, when="days >= 1", **more):
    return Rule(f"extra/{name}", when, **{"say": "Let us look.", "sources": [OWN], **more})


def found(log, *rules, plan=OPEN, number=3, **parts):
    return Engine(plugins=[toy, Bringing("extra", rules=rules, **parts)]).review(plan, log, on=day(number))


def said(log, *rules, **more):
    suggestion = found(log, *rules, **more).step_for("f1")
    return suggestion.action.kind, suggestion.rule


WELL = of_five(5, 5, 5)
SO_SO = of_five(3, 3, 3)
BADLY = of_five(0, 0, 0)
FLAG_SOON = evolve(OPEN, open_flags=[OpenFlag(entry="x", flag="toy/x", urgency="soon", words="w", on=D)])


def held_by(person="Dana, OT", plan=OPEN):
    return ENGINE.hold(plan, "f1", until=day(30), by=person, role="clinician", on=D)


def test_what_these_logs_bring_by_themselves():
    """The core alone: a step up, going on, a step down."""
    kinds = [said(log) for log in (WELL, SO_SO, BADLY)]
    assert [("step-up", "core/step-up"), ("continue", "core/continue"), ("step-down", "core/too-hard")] == kinds


# -- what of a plugin is heard


@pytest.mark.parametrize(
    ("log", "its", "expected"),
    [
        # the more careful is heard, in whatever row it speaks
        (WELL, {"then": "lighten", "about": "continue"}, "extra/r"),
        (WELL, {"then": "clarify", "about": "continue"}, "extra/r"),
        (WELL, {"then": "continue", "about": "safety"}, "extra/r"),
        (SO_SO, {"then": "clarify"}, "extra/r"),
        # as careful as the core's, it is heard where its row comes first
        (of_five(7, 0, 0), {"then": "clarify", "about": "load"}, "extra/r"),
        (of_five(7, 0, 0), {"then": "clarify", "about": "distress"}, "core/impossible-counts"),
        (of_five(7, 0, 0), {"then": "change-routine", "about": "load"}, "extra/r"),
        # a step that is less careful than going on is heard only where the core takes the same
        (WELL, {"then": "step-up", "about": "safety"}, "extra/r"),
        (WELL, {"then": "step-up", "about": "continue"}, "core/step-up"),
        (WELL, {"then": "generalise", "about": "safety"}, "core/step-up"),
        (WELL, {"then": "maintain", "about": "safety"}, "core/step-up"),
        (SO_SO, {"then": "step-up", "about": "safety"}, "core/continue"),
        (SO_SO, {"then": "generalise", "about": "safety"}, "core/continue"),
        (BADLY, {"then": "step-up", "about": "safety"}, "core/too-hard"),
        (BADLY, {"then": "continue", "about": "safety"}, "core/too-hard"),
        (BADLY, {"then": "clarify", "about": "safety"}, "core/too-hard"),
    ],
)
def test_which_of_two_is_heard(log, its, expected):
    """A plugin is more careful than the core, or as careful and earlier in precedence, or not heard."""
    assert expected == said(log, rule("r", **its))[1]


def test_the_most_careful_of_several_plugins_speaks():
    """Of those that are as careful the one that comes first in precedence; whoever was loaded first does not matter."""
    ease, stop = rule("ease", then="lighten"), rule("stop", then="pause", about="continue")
    early, late = rule("z", then="clarify", about="load"), rule("a", then="clarify", about="distress")
    for rules in ((ease, stop), (stop, ease)):
        assert "extra/stop" == said(WELL, *rules)[1]
    for rules in ((early, late), (late, early)):
        assert "extra/z" == said(SO_SO, *rules)[1]


def test_a_step_that_cannot_be_taken_is_no_offer():
    """Above the last step there is none, so a rule that wants it changes nothing."""
    assert "continue" == said(SO_SO, rule("up", then="step-up"), plan=at(step=4))[0]


# -- where a rule is asked


SKILL = evolve(next(iter(TOY.skills.values())), id="extra/skill")
STRATEGY = evolve(next(iter(TOY.strategies.values())), id="extra/way")
EASE = {"then": "lighten"}


@pytest.mark.parametrize(
    "brought", [{"skills": [SKILL]}, {"strategies": [STRATEGY]}, {"skills": [SKILL], "strategies": [STRATEGY]}]
)
def test_a_discipline_rules_over_its_own(brought):
    """
    Its rules are asked about its own skills and strategies, and about nobody else's; one that names a skill is asked
    about that skill.
    """
    assert "core/continue" == said(SO_SO, rule("r", **EASE), **brought)[1]
    assert "extra/r" == said(SO_SO, rule("r", skills=["toy/stack-blocks"], **EASE), **brought)[1]
    if "skills" in brought:
        assert "extra/r" == said(SO_SO, rule("r", **EASE), plan=at(skill="extra/skill"), **brought)[1]
    if "strategies" in brought:
        assert "extra/r" == said(SO_SO, rule("r", **EASE), plan=at(strategy="extra/way"), **brought)[1]


def test_a_clinic_that_only_brings_rules_means_all():
    """Rules without skills or strategies of their own are asked everywhere."""
    assert "extra/r" == said(SO_SO, rule("r", **EASE))[1]


def test_the_rules_of_the_core_are_asked_of_every_discipline():
    """Whatever the skill and the strategy are of."""
    plan = at(skill="extra/skill", strategy="extra/way")
    assert "core/too-hard" == said(BADLY, plan=plan, skills=[SKILL], strategies=[STRATEGY])[1]


@pytest.mark.parametrize(
    ("its", "asked"),
    [
        ({"then": "pause"}, True),
        ({"then": "lighten"}, True),
        ({"then": "maintain"}, True),
        ({"then": "step-down"}, False),
        ({"then": "clarify"}, False),
        ({"then": "clarify", "about": "safety"}, True),
    ],
)
def test_what_is_asked_of_a_mastered_skill(its, asked):
    """Safety, load and looking in; it is not practised, so nothing else."""
    review = found(of_five(5), rule("r", **its), plan=at(step=4, maintaining=True))
    assert asked is any(traced.rule == "extra/r" for traced in review.trace)


# -- what is held back


def test_a_hold_is_said_and_takes_its_sources_along():
    """The step becomes going on, by the rule that held it, with its reason and its source, and for the caregiver."""
    mine = Source("extra/mine", "Seen at the clinic.", "OWN")
    suggestion = found(WELL, rule("calm", holds=["step-up"], say="Not yet.", sources=[mine])).step_for("f1")
    assert ("continue", "extra/calm", (mine,), "caregiver") == (
        suggestion.action.kind,
        suggestion.rule,
        suggestion.sources,
        suggestion.needs,
    )
    assert "Not yet." in suggestion.because
    assert not suggestion.rests


def test_what_holds_back_is_listed_and_nothing_else():
    """Each reason once: a flag's, a person's, a rule's. A rule that holds nothing back is not among them."""
    plan = evolve(held_by(), open_flags=FLAG_SOON.open_flags)
    rules = [rule("calm", holds=["step-up"]), rule("ease", then="clarify")]
    suggestion = found(WELL, *rules, plan=plan).step_for("f1")
    assert {"core/held-by-a-person", "core/held-by-flag", "extra/calm#say"} == {each.key for each in suggestion.held}
    assert 3 == len(suggestion.held)
    assert () == found(WELL, rule("ease", then="clarify")).step_for("f1").held


def test_the_first_that_holds_back_is_named():
    """A person before a flag, and both before a plugin's rule."""
    both = evolve(held_by(), open_flags=FLAG_SOON.open_flags)
    calm = rule("calm", holds=["step-up"])
    assert ("continue", "core/held-by-a-person") == said(WELL, calm, plan=both)
    assert ("continue", "core/held-by-flag") == said(WELL, calm, plan=FLAG_SOON)
    assert ("continue", "extra/calm") == said(WELL, calm)


UPSET_AND_BUSY = of_five(0, 0, 0, tags=["distressed", "no-time"])


def test_what_is_held_hides_no_easing_behind_it():
    """No time comes before distress. Where a person keeps the time of day as it is, the step back is still taken."""
    assert ("change-routine", "core/no-time") == said(UPSET_AND_BUSY)
    assert ("step-down", "core/distress") == said(UPSET_AND_BUSY, plan=held_by())


def test_what_is_not_held_stays_first():
    """A flag soon holds what is harder. It does not touch the time of day, so precedence is as it was."""
    assert ("change-routine", "core/no-time") == said(UPSET_AND_BUSY, plan=FLAG_SOON)


def barrier(*try_next):
    words = {"en": ["up and down"]}
    return Barrier("extra/wriggles", words, means="Look.", ask="When was it easier?", try_next=try_next, sources=[OWN])


WRIGGLES = {"hard": "he was up and down"}


@pytest.mark.parametrize("next_try", ["toy/wait-and-look", "lighten"])
def test_what_got_in_the_way_takes_no_step_up_away(next_try):
    """
    Where the core goes on, what an expert tries next is heard. A step up that was earned stays, and where it is held
    back that is all that happens.
    """
    met = {"barriers": [barrier(next_try)], "strategies": [STRATEGY]}
    plan = at(strategy="extra/way")
    flagged = evolve(plan, open_flags=FLAG_SOON.open_flags)
    assert "extra/wriggles" == said(of_five(3, 3, 3, **WRIGGLES), plan=plan, **met)[1]
    assert "core/step-up" == said(of_five(5, 5, 5, **WRIGGLES), plan=plan, **met)[1]
    assert "core/held-by-flag" == said(of_five(5, 5, 5, **WRIGGLES), plan=flagged, **met)[1]


# -- a reading that fails


def boom(_log):
    raise RuntimeError("boom")


BROKEN = Signal("extra/boom", "breaks", measure=boom, needs="luck")


@pytest.mark.parametrize(
    ("focus", "held"),
    [({}, False), ({"skill": "extra/skill"}, True), ({"strategy": "extra/way"}, True)],
    ids=["another discipline's", "its skill", "its strategy"],
)
def test_a_failed_reading_holds_back_its_own_discipline(focus, held):
    """A rule that would hold back cannot be asked, so nothing harder is taken on, there and nowhere else."""
    parts = {"skills": [SKILL], "strategies": [STRATEGY], "signals": [BROKEN]}
    watch = rule("r", "extra/boom > 1", then="pause", skills=["toy/stack-blocks", "extra/skill"])
    review = found(WELL, watch, plan=everything(at(**focus)), **parts)
    suggestion = review.step_for("f1")
    assert ("core/reading-broken" if held else "core/step-up") == suggestion.rule
    assert held is ("extra/boom" in suggestion.because)
    assert any("boom" in each.why for each in review.missing)


@pytest.mark.parametrize(
    ("when", "its", "held"),
    [
        ("extra/boom > 1", {"holds": ["step-up"]}, True),
        ("days > 1 and not extra/boom > 1", {"holds": ["generalise"]}, True),
        ("extra/boom > 1 and days > 99", {"holds": ["step-up"]}, False),  # it would not have held, whatever was read
        ("extra/boom > 1 or days > 99", {"then": "lighten"}, False),  # it would have proposed, and held nothing
        ("days > 99 and success > 2", {"holds": ["step-up"]}, False),  # it asks something else
    ],
)
def test_a_failed_reading_holds_back_what_a_rule_would_have_held(when, its, held):
    """Whoever's reading it is: where a rule may have held back, had it been read, nothing harder is taken on."""
    other = rule("other", "extra/boom > 9", then="lighten")
    found_rule = said(WELL, rule("r", when, **its), other, signals=[BROKEN])[1]
    assert ("core/reading-broken" if held else "core/step-up") == found_rule


NOT_A_NUMBER = "which is neither a number nor a word"


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (Measured(True), f"it returned bool, {NOT_A_NUMBER}"),
        (Measured([1]), f"it returned list, {NOT_A_NUMBER}"),
        (Measured(0.5, low="little"), f"it returned str, {NOT_A_NUMBER}"),
        (Measured(0.5, high="much"), f"it returned str, {NOT_A_NUMBER}"),
        (Measured(0.5, low=False), f"it returned bool, {NOT_A_NUMBER}"),
        (Measured(0.5, high=True), f"it returned bool, {NOT_A_NUMBER}"),
        (Measured(float("nan")), "it returned a number without an end"),
        (Measured(float("inf")), "it returned a number without an end"),
        (Measured(-1e300), "it returned a number without an end"),
        (Measured(0.5, low=float("-inf")), "it returned a number without an end"),
        (Measured(0.5, high=10**400), "it returned a number without an end"),
        (Measured(0.5, entries=("e1", 5)), "its entries are not ids"),
        (Measured(0.5, entries="e1"), "its entries are not ids"),
        (Measured(0.5, entries={"e1": 1}), "its entries are not ids"),
    ],
)
def test_what_is_no_reading_is_unknown_and_named(made, why):
    """
    A reading that is no number and no word, has no end, or names no entries is unknown, with what was wrong; in a
    review, too, whichever of the two doors it is stopped at.
    """
    signal = Signal("extra/x", "x", measure=lambda _log: made)
    broken = {}
    assert Measured(None) == asking._measure(signal, None, broken)
    assert {"extra/x": why} == broken
    review = found(SO_SO, rule("r", "extra/x > 1", then="lighten"), signals=[signal])
    assert None is review.reading("f1", "extra/x").value
    assert "core/missing.broken" in [each.message.key for each in review.missing if each.what == "extra/x"]
    assert ("continue", "core/continue") == (review.step_for("f1").action.kind, review.step_for("f1").rule)


@pytest.mark.parametrize("error", [RuntimeError("gone."), SystemExit("gone")])
def test_a_reading_that_ends_everything_ends_itself(error):
    """Whatever it raises, the review goes on, and what it said is kept once, without a second full stop."""

    def leave(_log):
        raise error

    broken = {}
    signal = Signal("extra/x", "x", measure=leave)
    assert Measured(None) == asking._measure(signal, None, broken)
    assert {"extra/x": f"{type(error).__name__}: gone"} == broken


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (3, (3, None, None, ())),
        (0.5, (0.5, None, None, ())),
        ("yes", ("yes", None, None, ())),
        (-1e299, (-1e299, None, None, ())),
        (Measured("no", entries=["e1"]), ("no", None, None, ("e1",))),
        (Measured(1, low=0, high=2), (1, 0, 2, ())),
        (Measured(0.5, low=0.25, high=0.75, entries=("e1", "e2")), (0.5, 0.25, 0.75, ("e1", "e2"))),
    ],
)
def test_what_is_a_reading_is_shown_as_it_is(made, shown):
    """Numbers, whole or not, with bounds or without; words; and the entries behind them."""
    signal = Signal("extra/x", "x", measure=lambda _log: made)
    kept = made if isinstance(made, Measured) else Measured(made)
    assert kept == asking._measure(signal, None, {})
    assert "" == asking._not_a_reading(kept)
    review = found(SO_SO, rule("r", "extra/x == 99", then="lighten"), signals=[signal])
    seen = review.reading("f1", "extra/x")
    assert shown == (seen.value, seen.low, seen.high, tuple(seen.entries))
    assert "core/missing.broken" not in [each.message.key for each in review.missing]


def everything(plan):
    return evolve(plan, approval=Approval.everything(plan, by="Dana, OT", on=D))


# -- what was declined


def declined(plan, kind="lighten", *, on=1, focus="f1", **more):
    no = Declined(focus=focus, action=Action(kind, **more), rule="extra/r", by="Alex", on=day(on))
    return evolve(plan, declined=[*plan.declined, no])


LIGHTEN = rule("r", then="lighten")


def test_a_no_is_to_one_step_of_one_focus():
    """Another kind, other minutes or another focus are not what was declined; and a no among others counts."""
    assert "lighten" == said(SO_SO, LIGHTEN)[0]
    minutes = {"days_per_week": 3}
    assert "continue" == said(SO_SO, LIGHTEN, plan=declined(OPEN, **minutes))[0]
    for other in (declined(OPEN, "clarify"), declined(OPEN, days_per_week=2), declined(OPEN, focus="f2", **minutes)):
        assert "lighten" == said(SO_SO, LIGHTEN, plan=other)[0]
        assert "continue" == said(SO_SO, LIGHTEN, plan=declined(other, **minutes))[0]


def test_a_no_of_before_a_change_is_over():
    """A new step or strategy is a new question; a no of the very day on which it began is about the new one."""
    for since, kind in ((2, "lighten"), (1, "continue")):
        plan = declined(at(since=day(since)), on=1, days_per_week=3)
        assert kind == said(SO_SO, LIGHTEN, plan=plan)[0]


def test_a_no_to_a_plugin_is_no_no_to_the_core():
    """What the core would do is done: it goes on in its own words, or steps up."""
    minutes = {"days_per_week": 3}
    assert ("continue", "core/continue") == said(SO_SO, LIGHTEN, plan=declined(OPEN, **minutes))
    assert ("step-up", "core/step-up") == said(WELL, LIGHTEN, plan=declined(OPEN, **minutes))


def test_after_a_no_the_next_thing_is_offered_if_it_is_no_harder():
    """A no to another time of day leaves the step back; one to a talk leaves another time, and never a step up."""
    to_tidy = declined(OPEN, "change-routine", routine="tidy")
    assert ("step-down", "core/distress") == said(UPSET_AND_BUSY, plan=to_tidy)
    busy = of_five(7, 0, 0, tags=["no-time"])
    assert ("clarify", "core/impossible-counts") == said(busy)
    assert ("change-routine", "core/no-time") == said(busy, plan=declined(OPEN, "clarify"))
    unsure = of_five(5, 5, 5, confidence=2)
    assert ("clarify", "core/low-confidence") == said(unsure)
    assert "continue" == said(unsure, plan=declined(OPEN, "clarify"))[0]


def test_going_on_is_said_as_what_it_is():
    """Going on; going on because the no stands; looking in on what is mastered; and the no standing there, too."""
    mastered = at(step=4, maintaining=True)
    low = [entry(1, 1)]
    assert "core/booster" == said(low, plan=mastered)[1]
    for log, plan, reason, rule_id in (
        (SO_SO, OPEN, "core/continue#say", "core/continue"),
        (UNSURE, declined(OPEN, "clarify"), "core/declined#say", "core/declined"),
        ([], mastered, "core/looking-in", "core/continue"),
        (low, declined(mastered, "maintain"), "core/declined#say", "core/declined"),
    ):
        suggestion = review(plan, log, 3).step_for("f1")
        assert ("continue", rule_id, reason) == (
            suggestion.action.kind,
            suggestion.rule,
            dict(suggestion.message.values)["reason"].key,
        )


UNSURE = of_five(3, 3, 3, confidence=2)


@pytest.mark.parametrize("plan", [PLAN, OPEN])
def test_going_on_needs_no_clinician(plan):
    """Nothing changes, so nobody has to be asked; nor where a step is held back."""
    assert "caregiver" == found(SO_SO, plan=plan).step_for("f1").needs
    assert "caregiver" == found(WELL, plan=evolve(plan, open_flags=FLAG_SOON.open_flags)).step_for("f1").needs


# -- what a decision shows


@pytest.mark.parametrize("signal", ["success-now", "success-next", "growth", "does-little"])
def test_a_clinician_is_shown_how_the_child_does(signal):
    """Whatever the rules ask, also of a skill of which they ask little."""
    assert signal == review(at(step=4, maintaining=True), of_five(5)).reading("f1", signal).signal


CALM = Signal("extra/calm", "how calm", measure=lambda _log: Measured(0.5, low=0.4, high=0.6, entries=("e1", "e2")))
NOTHING = Signal("extra/nothing", "never known", measure=lambda _log: None, needs="a visit")


def test_a_reading_is_shown_with_its_bounds_and_entries():
    """The value, its bounds, and the entries it was read from; one that is not known says what it needs."""
    seen = rule("r", "extra/calm > 0.9 and extra/nothing > 1", then="clarify")
    shown = found(SO_SO, seen, signals=[CALM, NOTHING])
    calm, nothing = shown.reading("f1", "extra/calm"), shown.reading("f1", "extra/nothing")
    assert (0.5, 0.4, 0.6, ("e1", "e2"), None) == (calm.value, calm.low, calm.high, calm.entries, calm.lacks)
    assert (None, None, None, ()) == (nothing.value, nothing.low, nothing.high, nothing.entries)
    assert ("core/missing.signal", {"signal": "extra/nothing", "needs": "a visit"}) == (
        nothing.lacks.key,
        dict(nothing.lacks.values),
    )


def test_a_suggestion_stands_on_the_clauses_that_carried_it():
    """
    Each comparison that was as it is needed, with its bounds; not those beside it that were not, or are not known, nor
    what only asks whether there is a reading.
    """
    when = (
        "extra/calm >= 0.5 and not days > 9 and not known(stress) and known(tries) and true"
        " and (extra/nothing > 1 or days == 1 or tries > 1)"
    )
    rules = [rule("other", "days >= 2", then="clarify", about="continue"), rule("r", when, then="lighten")]
    suggestion = found(SO_SO, *rules, signals=[CALM, NOTHING]).step_for("f1")
    assert "extra/r" == suggestion.rule
    assert (
        Basis(signal="extra/calm", seen=0.5, needed=">= 0.5", low=0.4, high=0.6),
        Basis(signal="days", seen=3, needed="<= 9"),
        Basis(signal="tries", seen=15.0, needed="> 1"),
    ) == suggestion.basis


def test_going_on_stands_on_nothing():
    """Where no rule spoke there is no reading behind it."""
    assert () == found(SO_SO).step_for("f1").basis


def test_a_rule_is_traced_as_it_was_asked():
    """Its verdict, what it would do or hold, every clause with what it saw, what kept it back, how long it waits."""
    watch = rule("r", "days >= 2 and tries > 99", then="lighten", holds=["step-up"], after=5)
    (traced,) = [each for each in found(SO_SO, watch).trace if each.rule == "extra/r"]
    kept_back = [clause.clause for clause in traced.held_back_by]
    assert (["days >= 2", "tries > 99"], ["tries > 99"]) == ([each.clause for each in traced.clauses], kept_back)
    assert (
        RuleTrace(
            focus="f1",
            rule="extra/r",
            verdict=False,
            then="lighten",
            holds=("step-up",),
            clauses=traced.clauses,
            held_back_by=traced.held_back_by,
            waits=2,
        )
        == traced
    )
