"""
What a plugin may implement: two markers, one documented spec a hook, and the number of this contract.

Knows the shape of a hook, and nothing of how plugins are found.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from coachplan.knowledge.catalogue import Catalogue
from coachplan.plugins.installation import PROJECT

__all__ = ["hookimpl", "hookspec"]

hookspec: pluggy.HookspecMarker = pluggy.HookspecMarker(PROJECT)

#: Marks a plugin's function as the implementation of a hook.
hookimpl: pluggy.HookimplMarker = pluggy.HookimplMarker(PROJECT)


@hookspec
def coachplan_catalogue() -> Catalogue | None:
    """
    Hand over what the plugin knows: skills, strategies, rules, flags, texts. Called once, when the engine is made.
    """
    return None


@hookspec
def coachplan_namespaces() -> Iterable[str]:
    """
    Name the namespaces that are the plugin's own. Not needed: a plugin's own name is one, or else the ones it uses.
    """
    return ()


# -- which contract a plugin was made for
