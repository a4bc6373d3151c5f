"""
What the core and the three disciplines bring, read and checked for the first engine of a process, and not for each.

Each command of the command line makes an engine of its own. Where it makes the one that is installed here, and nothing
else, what it is made of is what it was a moment ago. A folder of content, another plugin, or fewer of them, are read
each time, as ever; and a command that is a process of its own (`fresh` in `test_terminal.py`) reads all of it.
"""

from __future__ import annotations

import sys
from functools import cache

from coachplan.plugins import loading, making
from coachplan.plugins.recipe import Recipe

OURS = {name: f"coachplan_{name}" for name in ("feeding", "ot", "speech")}

#: As they are where nobody puts anything in their place.
MADE_ANEW, ENTRY_POINTS = making.made_anew, loading.entry_points


@cache
def made_of_ours():
    """All of it, once."""
    return MADE_ANEW(Recipe.of(None, blocked=(), content=(), needs=()))


@cache
def ours_alone(_path):
    """Whether the three and no other are installed, where modules are looked for in these folders."""
    return OURS == {name: getattr(plugin, "value", "") for name, _, plugin in loading.installed()}


def made_once(recipe):
    """What stands for `making.made_anew`."""
    asked = dict(recipe.others)
    ours = recipe.plugins is None and not (asked["content"] or asked["blocked"] or asked["needs"])
    if ours and loading.entry_points is ENTRY_POINTS and ours_alone(tuple(sys.path)):
        return made_of_ours()
    return MADE_ANEW(recipe)
