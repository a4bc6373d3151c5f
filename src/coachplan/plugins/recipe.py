"""
What an engine was made from, small enough to be sent to another process, and made again there.

Plugins that are modules go by their names, folders by their whole paths; what is read of them is never sent. Knows
nothing of reviews.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

from attrs import evolve, frozen

from coachplan.base.errors import CoachplanError, Finding
from coachplan.model.plugin_status import PluginStatus

__all__ = ["Recipe", "sendable", "unlike"]


@frozen
class _Module:
    # A module cannot be pickled; whoever has it installed can import it.
    name: str


@frozen(kw_only=True)
class Recipe:
    """
    The arguments that an engine was made with, as they can be sent. *plugins* None: every installed one.
    """

    plugins: tuple[object, ...] | None
    others: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, plugins: Iterable[object] | None, **others: Any) -> Recipe:
        """
        Keep the arguments: a module by its name.
        """
        kept = None if plugins is None else tuple(map(_sendable, plugins))
        return cls(plugins=kept, others=tuple(others.items()))

    def with_cache(self, folder: str) -> Recipe:
        """
        Return the recipe with the folder that a kept engine is read from, so that it is found in another process, too.
        """
        return Recipe(plugins=self.plugins, others=(*self.others, ("cache", folder)))

    def arguments(self) -> dict[str, Any]:
        """
        Return the arguments again, with every module imported. Raises `CoachplanError` where one is not there.
        """
        return {"plugins": self.given(), **dict(self.others)}

    def given(self) -> list[object] | None:
        """
        Return the plugins again, in the same way.
        """
        return None if self.plugins is None else [_imported(each) for each in self.plugins]

    def arguments_as_text(self) -> dict[str, Any]:
        """
        Return the arguments as plain data, and import nothing: a module by its name, None for any other plugin.
        """
        named = [each.name if type(each) is _Module else None for each in self.plugins or ()]
        others = {name: list(value) if isinstance(value, tuple) else value for name, value in self.others}
        return {"plugins": None if self.plugins is None else named, **others}


def _sendable(plugin: object) -> object:
    if type(plugin) is ModuleType and sys.modules.get(plugin.__name__) is plugin:
        return _Module(plugin.__name__)
    return plugin


def _imported(plugin: object) -> object:
    if type(plugin) is not _Module:
        return plugin
    try:
        return import_module(plugin.name)
    except ImportError as error:
        what = f"the engine was made with the module {plugin.name!r}, which cannot be imported here: {error}."
        raise CoachplanError(Finding(what=what, hint="Install it here, too.", code="unknown-plugin")) from None


def sendable(plugins: Iterable[PluginStatus]) -> tuple[PluginStatus, ...]:
    """
    Return the plugins as they were found, without the reasons: they may be of any length, and stand on one machine.
    """
    return tuple(evolve(each, why="", trace="") for each in plugins)


def unlike(before: Iterable[PluginStatus], now: Iterable[PluginStatus]) -> tuple[Finding, ...]:
    """
    Return what is not here as it was where the engine was made: each plugin that differs, with both.
    """
    was, became = ({each.name: _told(each) for each in some} for some in (before, now))
    hint = "Install the same plugins, and give the same folders, in both processes."
    return tuple(
        Finding(
            where=name,
            what=f"the engine had it as {was.get(name, 'not there')}; here it is {became.get(name, 'not there')}.",
            hint=hint,
            code="plugin-failed",
        )
        for name in sorted({*was, *became})
        if was.get(name) != became.get(name)
    )


def _told(status: PluginStatus) -> str:
    brings = ", ".join(f"{number} {shelf}" for shelf, number in status.brings)
    return " ".join(part for part in (status.status, status.version, f"({brings or 'nothing'})") if part)
