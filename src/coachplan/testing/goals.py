"""
What a family wants, drawn by Hypothesis: goals that name what there is.

Knows nothing of what serves a goal.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.goals import Goal
from coachplan.testing.knowledge import one_of

__all__ = ["goals"]


@st.composite
def goals(draw: st.DrawFn, routines: Sequence[str], catalogue: Catalogue) -> tuple[Goal, ...]:
    """
    Draw up to two goals, most often none, that name some of the *routines* (ids), disciplines and skills there are.
    """
    skills = catalogue.skills
    disciplines = dict.fromkeys(skill.discipline for skill in skills.values())
    return tuple(
        [
            Goal(
                draw(one_of("Mornings without tears.", "play with us!")),
                routine=draw(one_of("", *routines)),
                discipline=draw(one_of("", *disciplines)),
                skill=draw(one_of("", *skills)),
                by=draw(one_of("", "Grandma Bo")),
            )
            for _ in range(draw(one_of(0, 0, 1, 2)))
        ]
    )
