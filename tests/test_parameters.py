"""
Every number of the core has its range: beyond it the number is refused when it is read, and within it nothing fails.
"""

from __future__ import annotations

import math

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.content import content_from_text
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import merge
from coachplan.knowledge.rules import Parameter
from coachplan.model.flags import Help
from coachplan.review.context import ReviewContext
from coachplan.review.log import Log
from coachplan.review.pipeline import review
from coachplan.testing.builders import OPEN, day, entry, of_five
from coachplan.testing.toy import TOY

CORE = core_catalogue()
NUMBERS = sorted(CORE.parameters)

#: Few and many days, all going well, all badly and mixed, two places, marks, and a break.
LOGS = (
    of_five(5),
    of_five(*[5] * 14),
    of_five(*[0] * 14),
    of_five(*[0, 5] * 8, place="home"),
    [
        *(entry(n, 5, place="home", part_of_day="morning", stress=5, confidence=1) for n in range(1, 9)),
        *(entry(n + 30, 0, place="park", part_of_day="evening", tags=["distressed"]) for n in range(1, 9)),
    ],
)


def _drawn(parameter):
    assert parameter.low is not None, f"{parameter.id} has no range"
    assert parameter.high is not None
    if parameter.whole:
        return st.integers(int(parameter.low), int(parameter.high))
    return st.sampled_from((parameter.low, parameter.high)) | st.floats(parameter.low, parameter.high)


def _with(values):
    parameters = [evolve(CORE.parameters[item], value=value) for item, value in values.items()]
    rest = [each for item, each in CORE.parameters.items() if item not in values]
    whole = merge([evolve(CORE, parameters=[*parameters, *rest]), TOY])
    return ReviewContext(catalogue=whole, helpers=Help(), absent=(), made_with=())


def _nothing_heard(_entry):
    from coachplan.review.entry_reading import EntryReading

    return EntryReading(mentions=(), answers=(), never_suggest=(), checked=True)


def _reviewed(values):
    around = _with(values)
    focus = evolve(OPEN.focuses[0], baseline=0.2, aim=0.8, aim_day=day(30))
    for plan in (OPEN, evolve(OPEN, focuses=[focus]), evolve(OPEN, focuses=[evolve(focus, step=4)])):
        for log in LOGS:
            on = max(each.on for each in log)
            made = review(Log(plan, log, on, around.catalogue, _nothing_heard), on, around)
            assert made.next_steps[0].because
            assert not [lack for lack in made.missing if lack.about == "plugin"], "no reading is broken"
            numbers = [each.value for each in made.readings if isinstance(each.value, float)]
            assert all(map(math.isfinite, numbers))


@pytest.mark.sweep(one_in=7)
@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("item", NUMBERS)
def test_at_the_ends_of_its_range_a_number_works(item, end):
    """Reviews are made with each number at its lowest and its highest, and no reading fails."""
    _reviewed({item: getattr(CORE.parameters[item], end)})


@settings(max_examples=25)
@given(st.fixed_dictionaries({item: _drawn(CORE.parameters[item]) for item in NUMBERS}))
def test_within_their_ranges_all_numbers_work_together(values):
    """Whatever the numbers are, each within its own range, reviews are made and no reading fails."""
    _reviewed(values)


@pytest.mark.parametrize("item", NUMBERS)
def test_beyond_its_range_a_number_is_refused_when_it_is_read(item):
    """A little below, a little above, and a fraction where whole numbers count: each is a sentence with the range."""
    known = CORE.parameters[item]
    for value in (known.low - 0.001, known.high + 0.001, *((known.low + 0.5,) if known.whole else ())):
        written = "\n".join(f"{name} = {number}" for name, number in (("low", known.low), ("high", known.high)))
        text = f'format = "coachplan-content/1"\n[[parameter]]\nid = "{item}"\nvalue = {value}\nwhat = "x"\n{written}\n'
        with pytest.raises(CoachplanError) as refused:
            content_from_text(text + f"whole = {str(known.whole).lower()}\n", "numbers.toml")
        assert f"numbers.toml: {item}: value: found the number {value:g}. Expected a" in str(refused.value)
        with pytest.raises(CoachplanError):
            evolve(known, value=value)


def test_a_number_without_a_range_may_be_any():
    """A plugin's number need not say what it can be."""
    assert Parameter("x/y", -1e9, what="x").value == -1e9
