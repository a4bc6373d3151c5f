"""
Two who write to one plan at once: saved where the version equals, no flag that anybody recorded is lost.

The store is a dictionary that can compare and set, as `docs/how-to/save.md` has it. Whoever saves is stopped between
reading and saving, in every order that is drawn.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.model.plans import Plan
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

GOOD = of_five(5, 5, 5)
SIGNS = ("he stopped breathing", "hiccups all day", "I am running on empty", "she had a seizure")
WHO = {"by": "Dana, OT", "role": "clinician", "on": day(4)}


class Store:
    """
    A store that keeps one plan as a document, and puts another in its place only where the version is the one given.
    """

    def __init__(self, plan):
        self.document, self.version = dumps(plan), plan.version

    def read(self):
        return loads(Plan, self.document), self.version

    def save(self, plan, version):
        if version != self.version:
            return False
        self.document, self.version = dumps(plan), plan.version
        return True


def writing(store, change, *, careful=True):
    """
    Read, change and save, with a stop before each saving; where another saved meanwhile, all of it again.
    """
    while True:
        plan, version = store.read()
        try:
            after = change(plan)
        except CoachplanError:
            return
        yield
        if store.save(after, version if careful else store.version):
            return


def recording(log):
    return lambda plan: ENGINE.record(plan, ENGINE.review(plan, log, on=day(4)))


def stepping(log):
    def change(plan):
        return ENGINE.apply(plan, ENGINE.review(plan, log, on=day(4)).step_for("f1"), **WHO, entries=log)

    return change


OTHERS = (
    lambda plan: ENGINE.change(plan, "f1", minutes=4, **WHO),
    lambda plan: ENGINE.hold(plan, "f1", until=day(9), **WHO),
    stepping(GOOD),
)


def in_turns(writers, order):
    running = [iter(writer) for writer in writers]
    for number in (*order, *(list(range(len(running))) * 50)):
        next(running[number % len(running)], None)


def flags(plan):
    return {(each.entry, each.words) for each in plan.open_flags}


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(SIGNS), min_size=2, max_size=3),
    st.lists(st.sampled_from(OTHERS), max_size=2),
    st.lists(st.integers(0, 9), max_size=12),
)
def test_two_writers_lose_no_flag(signs, others, order):
    """Each writer saw another note, and others change the plan between: at the end every flag is in it, once."""
    store = Store(OPEN)
    logs = [[*GOOD, entry(4, id=f"x{number}", hard=words)] for number, words in enumerate(signs)]
    in_turns([*(writing(store, recording(log)) for log in logs), *(writing(store, each) for each in others)], order)
    plan, version = store.read()
    assert {f"x{number}" for number in range(len(signs))} == {name for name, _ in flags(plan)}
    assert len(plan.open_flags) == len({(each.entry, each.flag, each.words) for each in plan.open_flags})
    assert version == plan.version
    assert [past.revision for past in plan.history] == list(range(1, plan.revision + 1))


def test_without_the_comparison_a_flag_is_lost():
    """What the comparison is for: saved over what stands there, the first writer's flag is gone."""
    store = Store(OPEN)
    logs = [[*GOOD, entry(4, id=f"x{number}", hard=SIGNS[number])] for number in (0, 1)]
    in_turns([writing(store, recording(log), careful=False) for log in logs], (0, 1, 0, 1))
    assert {"x1"} == {name for name, _ in flags(store.read()[0])}


@pytest.mark.parametrize(
    "change",
    [
        recording([*GOOD, entry(4, id="x", hard=SIGNS[2])]),
        lambda plan: ENGINE.hold(plan, "f1", until=day(9), **WHO),
        lambda plan: ENGINE.change(plan, "f1", cue="after tea", **WHO),
        lambda plan: ENGINE.end(plan, "f1", **WHO),
        stepping(GOOD),
    ],
)
def test_the_version_is_another_with_every_change(change):
    """A recorded flag, a hold, other words or a step: another version; read back from its document, the same."""
    after = change(OPEN)
    assert after.version != OPEN.version
    assert after.version == loads(Plan, dumps(after)).version
    assert OPEN.version == loads(Plan, dumps(OPEN)).version


def test_a_step_can_be_taken_after_its_review_was_recorded():
    """Recording is no change of what was agreed; a change is, and then the suggestion is stale."""
    soon = [*GOOD, entry(4, id="x", hard=SIGNS[2])]
    found = ENGINE.review(OPEN, soon, on=day(4))
    recorded = ENGINE.record(OPEN, found)
    assert (recorded.agreed, found.agreed) == (OPEN.agreed, OPEN.agreed)
    assert ENGINE.apply(recorded, found.step_for("f1"), **WHO, entries=soon).revision
    changed = ENGINE.change(recorded, "f1", minutes=4, **WHO)
    with pytest.raises(CoachplanError, match="stale"):
        ENGINE.apply(changed, found.step_for("f1"), **WHO, entries=soon)
