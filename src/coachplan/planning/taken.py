"""
A focus once a step is taken: what the step sets, and whether a new phase begins.

Does not know whether the step may be taken, or why it was suggested.
"""

from __future__ import annotations

from datetime import date, timedelta

from coachplan.base.copies import copied
from coachplan.model.actions import Action
from coachplan.model.plans import Focus

__all__ = ["NEW_PHASE", "after_step"]

#: What of a focus begins a new phase where it changes.
NEW_PHASE = ("step", "strategy", "routine", "generalising", "maintaining", "part_of_day")


def after_step(focus: Focus, action: Action, on: date) -> Focus:
    """
    Return the focus as it is once a step is taken, in force from the day after *on*.
    """
    tomorrow = on + timedelta(days=1)
    new: dict[str, object] = {}
    for name in ("step", "strategy", "routine", "part_of_day", "minutes", "days_per_week"):
        value = getattr(action, name)
        if value is not None:
            new[name] = value
    if action.kind == "step-up" and action.step is not None:
        new["generalising"] = False
    if action.kind == "generalise":
        new["generalising"] = True
    if action.kind == "maintain":
        new["maintaining"] = True
    if any(name in NEW_PHASE for name in new):
        new["since"] = tomorrow
    return copied(focus, **new) if new else focus  # an action may set what a focus may have, and was looked at
