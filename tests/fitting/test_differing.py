"""
Whose next step would be another: what both reviews say, no more and no less, wherever the work is done; nobody is lost.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from attrs import evolve

from coachplan.base.errors import UnknownIdError
from coachplan.caseload import Beside, Case, Failed, Written, dump_case
from coachplan.fitting import Looked, differing
from coachplan.testing.builders import ENGINE, OPEN, day, of_five

#: Children who start high and learn fast, on steps that are nearly alike.
QUICK = {"core/start-share": 0.8, "core/start-sd": 0.2, "core/swing-sd": 0.15, "core/step-gap": 0.3}


def case(name, *successes, **more):
    """A family of that name, with days that went so."""
    plan = evolve(OPEN, family=evolve(OPEN.family, id=name))
    return Case(plan, of_five(*successes), on=day(len(successes)), **more)


CASES = (case("low", 0, 0, 1, 0, 0, 0), case("near", 3, 4), case("high", 5, 5, 5, 5), case("none"))


def test_both_steps_of_a_focus_are_told_where_they_part():
    """As two reviews of the same day say them, with what is changed to by its id and its name."""
    looked = list(differing(CASES, ENGINE, QUICK))
    parted = {each.id: each.parts for each in looked if each.parts}

    assert ["low", "near", "high", "none"] == [each.id for each in looked]
    for each, found in zip(CASES, looked, strict=True):
        steps = [
            engine.review(each.plan, each.entries, on=each.on).next_steps[0]
            for engine in (ENGINE, ENGINE.with_parameters(QUICK))
        ]
        assert bool(found.parts) == (steps[0].action != steps[1].action)
        for part in found.parts:
            told = [(step.action.kind, step.rule) for step in steps]
            assert told == [(one.kind, one.rule) for one in (part.shipped, part.fitted)]
    (low,) = parted["low"]
    knows = ENGINE.catalogue
    easier, other = knows.skills["toy/stack-blocks"].steps[0].title, knows.strategies[low.fitted.sets].title
    assert ("step-down", "toy/stack-blocks 1", easier) == (low.shipped.kind, low.shipped.sets, low.shipped.title)
    assert ("change-strategy", other) == (low.fitted.kind, low.fitted.title)


def test_under_the_same_numbers_nothing_differs():
    """Neither with those that are shipped, nor with none at all."""
    shipped = {item: ENGINE.catalogue.parameters[item].value for item in QUICK}
    for values in ({}, shipped):
        assert [Looked(id=each.called) for each in CASES] == list(differing(CASES, ENGINE, values))


def test_it_is_the_same_wherever_the_work_is_done():
    """Here, in threads, and of cases that nobody has read yet; plans beside it are looked at, too."""
    other = evolve(CASES[0].plan, id="p2", focuses=[evolve(OPEN.focuses[0], id="f2")])
    together = evolve(CASES[0], beside=[Beside(other, [evolve(each, focus="f2") for each in CASES[1].entries])])
    cases = [*CASES, evolve(together, id="both")]
    here = list(differing(cases, ENGINE, QUICK))
    written = [Written(dump_case(each)) for each in cases]

    assert here == list(differing(cases, ENGINE, QUICK, executor=partial(ThreadPoolExecutor, 2)))
    assert here == list(differing(written, ENGINE, QUICK))
    assert {part.plan for part in here[-1].parts} & {"p1", "p2"}


def test_who_cannot_be_reviewed_is_named():
    """Broken before, or broken now; the others are told."""
    cases = [Failed("before", ()), Written("{", where="c.jsonl, line 2"), CASES[1]]
    before, now, other = differing(cases, ENGINE, QUICK)

    assert ["before", "c.jsonl, line 2", "near"] == [before.id, now.id, other.id]
    assert [Failed, Failed, Looked] == [type(each) for each in (before, now, other)]


def test_numbers_that_there_are_not_are_refused_at_once():
    """Before any family is read."""
    with pytest.raises(UnknownIdError, match="core/nothing"):
        differing(iter([]), ENGINE, {"core/nothing": 1.0})
