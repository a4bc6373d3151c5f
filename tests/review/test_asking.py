"""
Rules asked together: which are true, the kind of step they come to, and readings that fail in any way.
"""

from __future__ import annotations

import pickle
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.engine import Engine
from coachplan.knowledge import rule_sets
from coachplan.knowledge.conditions import evaluate
from coachplan.knowledge.rules import Rule
from coachplan.progress.readings import Measured
from coachplan.progress.signals import Signal
from coachplan.review import pipeline
from coachplan.review.asking import Readings, asked_together
from coachplan.review.decisions import decide, kind_of_step
from coachplan.testing.builders import ENGINE, OPEN, Bringing, at, entry, of_five, review
from coachplan.testing.toy import OWN, TOY, toy

TAGS = ("distressed", "pressured", "no-time", "ill", "another-way")


def logs():
    tags = st.sampled_from(((), (), *((tag,) for tag in TAGS)))
    days = st.tuples(st.integers(0, 5) | st.none(), tags, st.sampled_from((None, 4, 9)))
    return st.lists(days, min_size=1, max_size=9).map(
        lambda found: [
            entry(number, successes, tags=tags, confidence=sure)
            for number, (successes, tags, sure) in enumerate(found, start=1)
        ]
    )


def decided(plan, log, engine=ENGINE):
    """The case, the rules and what is held, as a review of the log decides them; and the decision."""
    asked = []

    def watched(case, rules, held, barriers=(), **more):
        asked.append((case, rules))
        return decide(case, rules, held, barriers, **more)

    with patch.object(pipeline, "decide", watched):
        review(plan, log, engine=engine)
    return asked[0]


def strange(practice):
    if len(practice.days) % 2:
        raise RuntimeError
    return len(practice.days)


def _rule(name, when, **more):
    return Rule(f"toy/{name}", when, **{"say": "Let us look.", "sources": [OWN], **more})


#: One rule holds back by what is not always known, and one by what fails on every other day.
HOLDING = Engine(
    plugins=[
        Bringing(
            "toy",
            evolve(
                TOY,
                rules=[
                    *TOY.rules.values(),
                    _rule("waits", "toy/strange > 4 and confidence >= 7", holds=["step-up"]),
                    _rule("eases", "confidence < 7 and not known(toy/strange)", then="lighten"),
                ],
                signals=[Signal("toy/strange", "fails on every other day", needs="luck", measure=strange)],
            ),
        )
    ]
)


@settings(max_examples=60, deadline=None)
@given(logs(), st.sampled_from((1, 2, 4)), st.sampled_from((ENGINE, HOLDING)), st.booleans())
def test_the_kind_of_a_step_is_the_one_that_is_decided(log, step, engine, maintaining):
    """What looks no further than the kind comes to the same kind, whatever is read, held back or fails."""
    case, rules = decided(at(step=step, maintaining=maintaining), log, engine)
    for failed in ((), ("success-low",), ("confidence", "distress-days")):
        alone = kind_of_step(asked_together(case, rules), Readings.of(case, failed))
        assert alone == decide(case, rules, (), failed=failed).action.kind


def _broken(_practice):
    raise RuntimeError


@pytest.mark.parametrize(
    ("home", "when", "kind"),
    [
        # of the discipline itself: held, whether a verdict turns on it or not
        ("toy", "days > 100 and toy/odd > 4", "continue"),
        # of another: where it stands between a rule and what that would hold
        ("extra", "(days >= 1 or extra/odd > 1) and confidence >= 7", "continue"),
        ("extra", "days > 100 and extra/odd > 1", "step-up"),
    ],
)
def test_a_reading_that_fails_holds_back_though_no_verdict_turns_on_it(home, when, kind):
    """What cannot be made is missed, too, by what looks no further than the kind of a step."""
    holding = Rule(f"{home}/r", when, holds=["step-up"], say="Let us look.", sources=[OWN])
    odd = Signal(f"{home}/odd", "never there", needs="luck", measure=_broken)
    brought = evolve(TOY, rules=[*TOY.rules.values(), holding], signals=[odd]) if home == "toy" else None
    other = [] if brought else [Bringing("extra", rules=[holding], signals=[odd])]
    engine = Engine(plugins=[Bringing("toy", brought or TOY), *other])

    case, rules = decided(OPEN, of_five(5, 5, 5, 5), engine)
    assert kind == decide(case, rules, ()).action.kind
    assert kind == kind_of_step(asked_together(case, rules), Readings.of(case))


@settings(max_examples=30, deadline=None)
@given(logs())
def test_a_verdict_is_the_one_of_its_condition(log):
    """Each rule that was asked is true, false or unknown as its condition is by itself, and so says its trace."""
    case, rules = decided(OPEN, log)
    for each in decide(case, rules, ()).asked:
        assert each.verdict is evaluate(each.rule.condition, Readings.of(case).look)
        assert each.traced.verdict is each.verdict
        assert each.true is (each.verdict is True)


@pytest.mark.parametrize("often", [0, 3, 500])
def test_however_often_it_is_asked_a_review_is_the_same(monkeypatch, often):
    """One by one, or as one function: nothing of a review tells which."""
    monkeypatch.setattr(rule_sets, "OFTEN", often)
    log = [entry(number, number % 4, confidence=6, stress=3) for number in range(1, 8)]
    engine = Engine(plugins=[toy])
    assert {review(OPEN, log)} == {review(OPEN, log, engine=engine) for _ in range(6)}


def test_a_set_of_rules_is_kept_for_those_of_the_catalogue_alone():
    """A plan that names what nobody brings leaves nothing behind."""
    case, rules = decided(OPEN, [entry(1, 3)])
    assert asked_together(case, rules) is asked_together(case, rules)
    assert asked_together(case, rules[1:]) is not asked_together(case, rules[1:])

    unknown, _ = decided(at(strategy="toy/no-more"), [entry(1, 3)])
    assert asked_together(unknown, rules) is not asked_together(unknown, rules)


def test_what_was_asked_together_stays_in_its_process():
    """A catalogue that was asked travels as it was, and asks alike."""
    log = [entry(number, 3) for number in range(1, 5)]
    engine = Engine(plugins=[toy])
    before = review(OPEN, log, engine=engine)
    again = pickle.loads(pickle.dumps(engine))
    assert before == review(OPEN, log, engine=again)


class Lying(str):
    """A word that says it is any other."""

    __slots__ = ()

    def __eq__(self, _other):
        return True

    def __ne__(self, _other):
        return False

    __hash__ = str.__hash__


def test_a_word_is_read_by_its_letters():
    """A reading that only adds to `str` cannot say that it is another word."""
    signal = Signal("extra/mood", "a mood", measure=lambda _practice: Measured(Lying("sour")), words=("sour", "sweet"))
    rules = [Rule("extra/r", "extra/mood == sweet", then="pause", say="Stop.", sources=[OWN])]
    engine = Engine(plugins=[toy, Bringing("extra", rules=rules, signals=[signal])])
    found = review(OPEN, [entry(1, 3)], engine=engine)
    assert "pause" != found.next_steps[0].action.kind
    (trace,) = [each for each in found.trace if each.rule == "extra/r"]
    assert trace.verdict is False
