"""
What is made when somebody looks: whoever looks finds what was made, and whoever does not makes nothing.
"""

from __future__ import annotations

import copy
import pickle

import pytest
from attrs import evolve, field, frozen

from coachplan.base.copies import copied
from coachplan.base.when_asked import Later, made_later
from coachplan.documents.codec import dumps
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.progress.signals import Signal
from coachplan.testing.builders import OPEN, Bringing, day, of_five, review
from coachplan.testing.toy import toy


@made_later("why")
@frozen
class Step:
    name: str
    why: str | None = field(default=None)


def later(made, why="so"):
    """A step whose reason is made when asked for, and says in *made* that it was."""
    return copied(Step("up"), why=Later(lambda: made.append(1) or why))


def test_it_is_made_once_and_by_the_first_look():
    """A part is made when it is looked at, and never again."""
    made = []
    step = later(made)
    assert [] == made
    assert ("so", "so") == (step.why, step.why)
    assert [1] == made


def test_a_copy_with_another_part_makes_nothing():
    """Whoever changes another part does not look at this one; the copy makes it for itself."""
    made = []
    other = copied(later(made), name="down")
    assert [] == made
    assert ("down", "so") == (other.name, other.why)


@pytest.mark.parametrize(
    "looked",
    [
        lambda step: step == Step("up", "so"),
        lambda step: hash(step) == hash(Step("up", "so")),
        lambda step: repr(step) == repr(Step("up", "so")),
        lambda step: pickle.loads(pickle.dumps(step)) == Step("up", "so"),
        lambda step: copy.deepcopy(step) == Step("up", "so"),
        lambda step: evolve(step, name="down") == Step("down", "so"),
    ],
)
def test_to_whoever_looks_it_is_what_it_makes(looked):
    """Compared, hashed, printed, pickled, copied or changed, a value is the one that was made at once."""
    assert looked(later([]))


def test_nothing_can_be_what_is_made():
    """What is made may be nothing, and is not made again for it."""
    made = []
    step = later(made, None)
    assert (None, None) == (step.why, step.why)
    assert [1] == made


def test_what_would_change_a_step_is_worked_out_when_somebody_asks(monkeypatch):
    """A review that nobody asks why makes no days to come; it says the same in a document, and sent elsewhere."""
    from coachplan.review import pipeline

    made = []
    outlook = pipeline.outlook
    monkeypatch.setattr(pipeline, "outlook", lambda *given: (made.append(1), outlook(*given))[1])
    log = of_five(3, 3, 4)
    found = review(OPEN, log)
    assert "continue" == found.next_steps[0].action.kind
    assert [] == made
    assert found.next_steps[0].would_change is not None
    assert [1] == made
    again = review(OPEN, log)
    assert dumps(found) == dumps(again)
    assert pickle.loads(pickle.dumps(review(OPEN, log))) == found


def test_what_a_plugin_reads_is_asked_at_once(monkeypatch):
    """A plugin's reading may be another by the time that somebody looks: what it would change is worked out at once."""
    from coachplan.review import pipeline

    made = []
    outlook = pipeline.outlook
    monkeypatch.setattr(pipeline, "outlook", lambda *given: (made.append(1), outlook(*given))[1])
    rule = Rule("other/r", when="other/x > 5", then="lighten", say="x", skills=("toy/stack-blocks",))
    signal = Signal("other/x", "x", measure=lambda _: 1, needs="x")
    engine = Engine(plugins=[toy, Bringing("other", signals=[signal], rules=[rule])])
    engine.review(OPEN, of_five(3, 3, 4), on=day(3))
    assert [1] == made
