"""
Numbers of a population on their scale: whatever point of it is tried, what comes of it could be used.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachplan.fitting.numbers import WIDTHS, scale_of
from coachplan.model.fitted import LIMITS
from coachplan.testing.builders import ENGINE

SHIPPED = ENGINE.catalogue.numbers
GROWTHS = ("core/growth-little", "core/growth-slow", "core/growth-fast")


@st.composite
def points(draw):
    """A scale of some numbers, and any point of it, at its ends and beyond them, too."""
    scale = scale_of(SHIPPED, draw(st.sets(st.sampled_from(sorted(WIDTHS)), min_size=1)))
    return scale, [draw(st.floats(low - 5, high + 5)) for low, high in scale.ends]


@given(points())
def test_growths_stand_in_their_order_and_each_number_within_its_limits(made):
    """Little, slow, fast, beside what is shipped, too; where two would cross, the quicker one is moved up."""
    scale, point = made
    values = scale.values(point)

    for item, value in values.items():
        assert LIMITS[item][0] <= value <= LIMITS[item][1]
    little, slow, fast = (
        values.get(item, getattr(SHIPPED, item.removeprefix("core/").replace("-", "_"))) for item in GROWTHS
    )
    assert little < slow < fast
    assert scale.priors(point).growths == (little, slow, fast)
