"""
An installed plugin as its metadata names it, whoever read the metadata.

Beside that of the standard library there is a backport, `importlib_metadata`; where it was imported first, the plugins
that are found are of its classes. So an entry point is known by its shape, and copied into plain words of our own.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any

from attrs import frozen

from coachplan.plugins.deadline import kind_of
from coachplan.plugins.installation import PROJECT

__all__ = ["Installed", "as_installed", "installed_as"]

#: How the modules are called that read metadata, those that came along inside of others too.
_READERS = ("importlib.metadata", "importlib_metadata")


@frozen
class Installed:
    """
    An installed plugin by *name*: the *value* says what is imported, *distribution* and *version* whose it is; "" where
    that is not known.
    """

    name: str
    value: str
    distribution: str = ""
    version: str = ""

    def load(self) -> Any:
        """
        Import what the value names. Raises whatever the import raises.
        """
        return EntryPoint(self.name, self.value, PROJECT).load()


def as_installed(plugin: object) -> object:
    """
    Return an entry point of any reader of metadata as an `Installed`, and everything else as it is.
    """
    # Nothing is asked of a plugin itself: it may answer with anything, or never.
    module = type.__dict__["__module__"].__get__(type(plugin))
    if kind_of(plugin) != "EntryPoint" or not _reads(str(module)):
        return plugin
    return installed_as(plugin)


def installed_as(point: Any) -> Installed:
    """
    Return what an entry point says, whatever class it has: one that the metadata itself was asked for.
    """
    whose = getattr(point, "dist", None)
    return Installed(
        str(point.name),
        str(point.value),
        "" if whose is None else str(whose.name or ""),
        "" if whose is None else str(whose.version or ""),
    )


def _reads(module: str) -> bool:
    return any(module == each or module.endswith(f".{each}") or module.startswith(f"{each}.") for each in _READERS)
